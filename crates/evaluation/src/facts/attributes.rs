//! A labelled fact and the extraction that matches it in, what each says around the event out.

use serde::{Deserialize, Serialize};

use crate::counts::Counts;
use crate::facts::gold::{GoldFact, Modality, Polarity};
use crate::facts::pattern::{Names, alternatives};
use crate::facts::prediction::{Phrase, PredictedFact};
use crate::facts::score::{any, word_lists};

/// What is said about a fact besides who did what to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Attribute {
    /// Innermost source.
    By,
    /// Time value.
    When,
    /// Place.
    Where,
    /// Denied.
    Polarity,
    /// Not stated as having happened.
    Modality,
}

impl Attribute {
    /// As in the label format.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::By => "by",
            Self::When => "when",
            Self::Where => "where",
            Self::Polarity => "polarity",
            Self::Modality => "modality",
        }
    }
}

/// One attribute of one matched fact that the label or the extraction has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributeOutcome {
    /// Which.
    pub attribute: Attribute,
    /// What the label says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gold: Option<String>,
    /// What the extraction says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predicted: Option<String>,
    /// Whether the two agree.
    pub right: bool,
}

impl AttributeOutcome {
    /// What it adds to the counts of its attribute.
    #[must_use]
    pub fn counts(&self) -> Counts {
        Counts::one_to_one(
            usize::from(self.right),
            usize::from(self.predicted.is_some()),
            usize::from(self.gold.is_some()),
        )
    }
}

/// The attributes that a labelled fact or the extraction that matches it has; one that neither has is left
/// out, and so is what is positive and asserted in both.
pub(crate) fn outcomes(fact: &GoldFact, predicted: &PredictedFact, names: &Names) -> Vec<AttributeOutcome> {
    let same_phrase = |gold: &str, phrase: &Phrase| any(&alternatives(gold, names), &word_lists(phrase));
    let phrase = |attribute, gold: Option<&String>, predicted: Option<&Phrase>| {
        let right = gold.zip(predicted).is_some_and(|(gold, predicted)| same_phrase(gold, predicted));
        let predicted = predicted.map(|phrase| phrase.name.as_ref().unwrap_or(&phrase.text).clone());
        AttributeOutcome { attribute, gold: gold.cloned(), predicted, right }
    };
    let plain = |attribute, gold: Option<String>, predicted: Option<String>| {
        let right = gold == predicted;
        AttributeOutcome { attribute, gold, predicted, right }
    };
    let value = predicted.when.as_ref().and_then(|when| when.value.clone());
    let denied = |polarity| (polarity == Polarity::Negative).then(|| "negative".to_owned());
    let marked = |modality: Modality| (modality != Modality::Asserted).then(|| modality.as_str().to_owned());
    let all = [
        phrase(Attribute::By, fact.by.last(), predicted.by.last()),
        plain(Attribute::When, fact.when.clone(), value),
        phrase(Attribute::Where, fact.place.as_ref(), predicted.place.as_ref()),
        plain(Attribute::Polarity, denied(fact.polarity), denied(predicted.polarity)),
        plain(Attribute::Modality, marked(fact.modality), marked(predicted.modality)),
    ];
    all.into_iter().filter(|outcome| outcome.gold.is_some() || outcome.predicted.is_some()).collect()
}
