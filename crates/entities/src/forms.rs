//! Names in, forms out: all the mentions of an article that are written alike.

use std::collections::HashMap;

use crate::{entity::EntityType, evidence::Found, gazetteers::Gazetteers, view::View};

/// All mentions of an article that have the same folded name.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) tokens: Vec<String>,
    /// As first written.
    pub(crate) text: String,
    pub(crate) mentions: Vec<usize>,
    pub(crate) entity_type: EntityType,
    pub(crate) known: Option<usize>,
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
    gazetteers: &Gazetteers,
) -> (Vec<Form>, Vec<Option<usize>>) {
    let mut index: HashMap<(&str, bool), usize> = HashMap::new();
    let mut forms: Vec<Form> = Vec::new();
    let mut votes: Vec<Vec<EntityType>> = Vec::new();
    let mut form_of = Vec::with_capacity(found.len());
    for (mention, found) in found.iter().enumerate() {
        if found.head.is_none() {
            form_of.push(None);
            continue;
        }
        let apart = found.entity_type == EntityType::Per && gazetteers.place(&found.key).is_some();
        let form = *index.entry((&found.key, apart)).or_insert_with(|| {
            forms.push(Form {
                tokens: organisation(found.key.split(' ').map(str::to_owned).collect()),
                text: views[found.sentence].text(&found.words),
                mentions: Vec::new(),
                entity_type: found.entity_type,
                known: found.known,
            });
            votes.push(Vec::new());
            forms.len() - 1
        });
        forms[form].mentions.push(mention);
        forms[form].known = forms[form].known.or(found.known);
        votes[form].push(found.entity_type);
        form_of.push(Some(form));
    }
    for (form, votes) in forms.iter_mut().zip(&votes) {
        form.entity_type = majority(votes).unwrap_or(EntityType::Other);
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

/// One order and spelling for ministries: "Ministry of Defence" is "Defense Ministry".
fn organisation(mut tokens: Vec<String>) -> Vec<String> {
    for token in &mut tokens {
        if token == "defence" {
            "defense".clone_into(token);
        }
    }
    let head = tokens.iter().position(|token| matches!(token.as_str(), "ministry" | "department"));
    if let Some(head) = head
        && tokens.get(head + 1).is_some_and(|token| token == "of")
        && tokens.len() > head + 2
    {
        let noun = tokens.remove(head);
        tokens.remove(head);
        if tokens.get(head).is_some_and(|token| token == "the") && tokens.len() > head + 1 {
            tokens.remove(head);
        }
        tokens.push(noun);
    }
    tokens
}
