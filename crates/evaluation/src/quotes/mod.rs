//! Who says a quotation: labelled quotations and predicted ones in, how many have the right speaker
//! out.
//!
//! Offsets count code points of the article, half open. A labelled quotation is answered by the
//! predicted one that it shares most characters with.
//!
//! A label that has names is right when an answer's words, or a name of its entity, are one of them:
//! case folded, determiners, punctuation and the possessive 's left out. A label that has a cluster
//! of mentions is right when the answer's words stand for that cluster: they stand for the cluster
//! of the mention that fits them best (Dice over characters) and, where they touch none, for the
//! cluster that most mentions of the answer's entity stand for. Words inside a quotation ("I") name
//! nobody, unless the labelled quotation stands inside that one.

mod labels;
mod litbank;
mod prediction;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use self::labels::read_labels;
pub use self::litbank::{Words, read_litbank};
pub use self::prediction::{Quotation, Speaker, read_predictions};
use crate::bootstrap::{self, Interval};
use crate::counts::ratio;
use crate::error::ReadError;
use crate::text::folded_words;

/// First character, and one past the last.
pub type Place = (usize, usize);

/// An article with the speakers of its quotations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoldArticle {
    /// Its name.
    pub name: String,
    /// Its quotations, in the order of the file.
    pub labels: Vec<Label>,
    /// The mentions of each entity; none where speakers are given by name.
    pub clusters: Vec<Vec<Place>>,
    /// Quotations that are not scored: no mention of their speaker is known.
    pub unknown: Vec<Place>,
}

/// A quotation and who says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The quotation, or its first words.
    pub place: Place,
    /// What stands there.
    pub words: String,
    /// What the speaker is called.
    pub speaker: String,
    /// Which answers are right.
    pub accepts: Accepts,
}

/// Which answers to a label are right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepts {
    /// These names.
    Names(Vec<String>),
    /// What stands for this one of [`GoldArticle::clusters`].
    Cluster(usize),
}

/// The scores.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct QuotesReport {
    /// Quotations that have a label.
    pub labelled: usize,
    /// Those of them for which a speaker is found.
    pub found: usize,
    /// Those of them for which the right one is found.
    pub right: usize,
    /// Quotations that are not scored: no mention of their speaker is known.
    pub unknown: usize,
    /// 95 % interval of the accuracy, by articles.
    pub interval: Option<Interval>,
    /// One for each article, in the order given.
    pub articles: Vec<QuotesArticle>,
}

/// One article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotesArticle {
    /// Its name.
    pub name: String,
    /// One for each label.
    pub outcomes: Vec<Outcome>,
}

/// What became of one label.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Where the label's words begin.
    pub start: usize,
    /// The label's words.
    pub words: String,
    /// What the speaker is called.
    pub gold: String,
    /// Whether any quotation is predicted there.
    pub seen: bool,
    /// The words that are predicted to name the speaker.
    pub found: Option<String>,
    /// The name of the entity that they stand for.
    pub entity: Option<String>,
    /// Whether they are right.
    pub right: bool,
}

impl QuotesReport {
    /// Share of the labelled quotations that have the right speaker.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        ratio(self.right, self.labelled)
    }

    /// Share of the speakers found that are right.
    #[must_use]
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.found)
    }

    /// Two-sided p-value for the difference in accuracy to another run over the same labels, by
    /// paired bootstrap over articles; `None` where the labels differ.
    #[must_use]
    pub fn p_value(&self, other: &Self) -> Option<f64> {
        let labels = |article: &QuotesArticle| -> Vec<(usize, String)> {
            article.outcomes.iter().map(|outcome| (outcome.start, outcome.gold.clone())).collect()
        };
        let same = |a: &QuotesArticle, b: &QuotesArticle| a.name == b.name && labels(a) == labels(b);
        bootstrap::compare_runs(&self.articles, &other.articles, same, accuracy)
    }
}

fn accuracy(articles: &[&QuotesArticle]) -> f64 {
    let outcomes = || articles.iter().flat_map(|article| &article.outcomes);
    ratio(outcomes().filter(|outcome| outcome.right).count(), outcomes().count())
}

/// Scores predicted quotations, which stand in the order of the text. `file` names them in errors.
///
/// # Errors
/// A quotation of an article that gold does not have.
pub fn score(gold: &[GoldArticle], predicted: &[Quotation], file: &str) -> Result<QuotesReport, ReadError> {
    let names: BTreeSet<&str> = gold.iter().map(|article| article.name.as_str()).collect();
    let mut of_article: BTreeMap<&str, Vec<&Quotation>> = BTreeMap::new();
    for quotation in predicted {
        if !names.contains(quotation.article.as_str()) {
            let message = format!("no article '{}' in gold", quotation.article);
            return Err(ReadError::new(file, quotation.line, message));
        }
        of_article.entry(&quotation.article).or_default().push(quotation);
    }
    let article = |gold: &GoldArticle| {
        let found = of_article.get(gold.name.as_str()).map_or(&[][..], Vec::as_slice);
        let outcomes = gold.labels.iter().map(|label| outcome(gold, label, found)).collect();
        QuotesArticle { name: gold.name.clone(), outcomes }
    };
    let articles: Vec<QuotesArticle> = gold.iter().map(article).collect();
    let count = |which: fn(&Outcome) -> bool| {
        articles.iter().flat_map(|article| &article.outcomes).filter(|outcome| which(outcome)).count()
    };
    let interval = bootstrap::interval(articles.len(), |drawn| {
        accuracy(&drawn.iter().map(|&i| &articles[i]).collect::<Vec<_>>())
    });
    Ok(QuotesReport {
        labelled: count(|_| true),
        found: count(|outcome| outcome.found.is_some()),
        right: count(|outcome| outcome.right),
        unknown: gold.iter().map(|article| article.unknown.len()).sum(),
        interval,
        articles,
    })
}

fn outcome(gold: &GoldArticle, label: &Label, predicted: &[&Quotation]) -> Outcome {
    let mut nearest: Option<(usize, &Quotation)> = None;
    for &quotation in predicted {
        let common = shared(label.place, (quotation.start, quotation.end));
        if common > nearest.map_or(0, |(most, _)| most) {
            nearest = Some((common, quotation));
        }
    }
    let speaker = nearest.and_then(|(_, quotation)| quotation.speaker.as_ref());
    let right = speaker.is_some_and(|speaker| match &label.accepts {
        Accepts::Names(accepted) => {
            let accepted: Vec<Vec<String>> = accepted.iter().map(|name| name_words(name)).collect();
            let given = speaker.names.iter().chain([&speaker.text]).map(|name| name_words(name));
            given.into_iter().any(|name| !name.is_empty() && accepted.contains(&name))
        }
        Accepts::Cluster(cluster) => stands_for(speaker, label.place, gold) == Some(*cluster),
    });
    Outcome {
        start: label.place.0,
        words: label.words.clone(),
        gold: label.speaker.clone(),
        seen: nearest.is_some(),
        found: speaker.map(|speaker| speaker.text.clone()),
        entity: speaker.and_then(|speaker| speaker.names.first().cloned()),
        right,
    }
}

/// Words that do not tell names apart.
const DETERMINERS: [&str; 7] = ["a", "an", "that", "the", "these", "this", "those"];

/// The words by which names are compared.
fn name_words(name: &str) -> Vec<String> {
    let mut words = folded_words(name);
    words.retain(|word| !DETERMINERS.contains(&word.as_str()));
    words
}

/// The cluster that a speaker's words stand for, where the quotation is at `quoted`.
fn stands_for(speaker: &Speaker, quoted: Place, gold: &GoldArticle) -> Option<usize> {
    let encloses = |outer: Place, inner: Place| outer.0 <= inner.0 && inner.1 <= outer.1;
    let quotations = || gold.labels.iter().map(|label| label.place).chain(gold.unknown.iter().copied());
    let is_quoted = |place: Place| {
        let mut around = quotations().filter(|&other| encloses(other, place));
        around.any(|other| other == quoted || !encloses(other, quoted))
    };
    let spans: Vec<Place> = speaker.spans.iter().copied().filter(|&span| !is_quoted(span)).collect();
    // The least number wins a tie, whatever the order of the words.
    let best = |places: &[Place]| {
        let mut best: Option<(f64, usize)> = None;
        for (index, cluster) in gold.clusters.iter().enumerate() {
            for (&mention, &place) in cluster.iter().flat_map(|m| places.iter().map(move |p| (m, p))) {
                let fit = dice(mention, place);
                if fit > best.map_or(0.0, |(most, _)| most) {
                    best = Some((fit, index));
                }
            }
        }
        best.map(|(_, index)| index)
    };
    best(&spans).or_else(|| {
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for cluster in speaker.mentions.iter().filter_map(|&mention| best(&[mention])) {
            *votes.entry(cluster).or_default() += 1;
        }
        votes
            .into_iter()
            .max_by_key(|&(cluster, votes)| (votes, std::cmp::Reverse(cluster)))
            .map(|vote| vote.0)
    })
}

/// How many characters two places share.
fn shared(a: Place, b: Place) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// Twice what two places share over what they have.
fn dice(a: Place, b: Place) -> f64 {
    let length = |place: Place| place.1.saturating_sub(place.0);
    ratio(2 * shared(a, b), length(a).saturating_add(length(b)))
}

#[cfg(test)]
mod tests;
