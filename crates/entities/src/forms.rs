//! Names in, forms out: all the mentions of an article that are written alike.

use std::collections::HashMap;

use crate::{
    entity::EntityType,
    evidence::Found,
    gazetteers::Gazetteers,
    joins::{canonical, reordered},
    merge::Why,
    places::CountryCode,
    senses::Sense,
    view::View,
};

/// All mentions of an article that have the same folded name.
#[derive(Debug)]
pub(crate) struct Form {
    /// The folded name.
    pub(crate) key: String,
    /// Its words; those of a ministry in one order.
    pub(crate) tokens: Vec<String>,
    /// The words with which organisations are compared.
    pub(crate) canonical: Vec<String>,
    /// As first written.
    pub(crate) text: String,
    pub(crate) mentions: Vec<usize>,
    pub(crate) entity_type: EntityType,
    /// The well-known name that it is a form of, and the row that says so.
    pub(crate) known: Option<usize>,
    pub(crate) why_known: Option<Why>,
    /// Which of several places of this name it is, where that is not the usual one.
    pub(crate) sense: Option<Sense>,
    /// Whether a title that goes with given names stands before it: "King Salman".
    pub(crate) royal: bool,
}

impl Form {
    pub(crate) fn is_person(&self) -> bool {
        self.entity_type == EntityType::Per
    }

    /// Whether it is written like an acronym: "IS", "U.N.".
    pub(crate) fn is_acronym(&self) -> bool {
        let letters = self.text.chars().filter(|c| *c != '.');
        (2..=8).contains(&letters.clone().count())
            && letters.clone().all(|c| c.is_alphanumeric() && !c.is_lowercase())
            && letters.filter(|c| c.is_alphabetic()).count() >= 2
    }
}

/// Groups names by folded name. A person is kept apart from a place of that name ("Washington").
/// Expressions have no form.
pub(crate) fn forms(
    views: &[View<'_>],
    found: &[Found],
    senses: &[Option<Sense>],
    gazetteers: &Gazetteers,
) -> (Vec<Form>, Vec<Option<usize>>) {
    let mut index: HashMap<(&str, bool, Option<CountryCode>), usize> = HashMap::new();
    let mut forms: Vec<Form> = Vec::new();
    let mut votes: Vec<Vec<EntityType>> = Vec::new();
    let mut form_of = Vec::with_capacity(found.len());
    for (mention, found) in found.iter().enumerate() {
        if found.head.is_none() {
            form_of.push(None);
            continue;
        }
        let apart = found.entity_type == EntityType::Per && gazetteers.place(&found.key).is_some();
        let sense = senses[mention];
        let known = sense.map_or(found.known, |sense| sense.known);
        let country = sense.map(|sense| sense.country);
        let form = *index.entry((&found.key, apart, country)).or_insert_with(|| {
            forms.push(Form {
                key: found.key.clone(),
                tokens: reordered(found.key.split(' ').map(str::to_owned).collect()),
                canonical: Vec::new(),
                text: views[found.sentence].text(&found.words),
                mentions: Vec::new(),
                entity_type: found.entity_type,
                known,
                why_known: None,
                sense,
                royal: false,
            });
            votes.push(Vec::new());
            forms.len() - 1
        });
        forms[form].mentions.push(mention);
        forms[form].known = forms[form].known.or(known);
        let before = views[found.sentence].before(found.words.start);
        forms[form].royal |= matches!(before, "king" | "queen" | "prince" | "princess" | "emir" | "sultan");
        votes[form].push(found.entity_type);
        form_of.push(Some(form));
    }
    for (form, votes) in forms.iter_mut().zip(&votes) {
        form.entity_type = majority(votes).unwrap_or(EntityType::Other);
        form.canonical = canonical(&form.key, gazetteers);
        if form.known.is_some() {
            let row = gazetteers.well_known.origin(&form.key).cloned();
            form.why_known = match form.sense {
                Some(sense) => Some(Why::Sense(sense.country)),
                None => row.map(Why::Known),
            };
        } else if form.sense.is_none() && form.entity_type != EntityType::Norp && !form.is_acronym() {
            let sound = gazetteers.well_known.sounds_like(&form.key, form.is_person());
            form.known = sound.map(|(known, _)| known);
            form.why_known = sound.map(|(_, origin)| Why::KnownSpelling(origin.clone()));
        }
    }
    (forms, form_of)
}

/// The most frequent type; the first of equals.
pub(crate) fn majority(votes: &[EntityType]) -> Option<EntityType> {
    let count = |kind| votes.iter().filter(|vote| **vote == kind).count();
    let mut seen: Vec<(EntityType, usize)> = Vec::new();
    for &vote in votes {
        if !seen.iter().any(|(kind, _)| *kind == vote) {
            seen.push((vote, count(vote)));
        }
    }
    seen.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(kind, _)| kind)
}
