//! How likely a fact is to be accepted: one prior a rule, times penalties.

use crate::{draft::Draft, syntax::Tree};

/// The share of each rule's facts that careful readers accepted on news, measured.
const PRIORS: &[(&str, f32)] = &[
    ("clause.svo", 0.70),
];

/// Of a rule that the table does not list.
const OTHER: f32 = 0.50;

/// The confidence of a draft, from 0 to 1.
pub(crate) fn of(draft: &Draft, tree: &Tree<'_>) -> f32 {
    let mut value = PRIORS.iter().find(|(rule, _)| *rule == draft.rule).map_or(OTHER, |(_, prior)| *prior);
    value *= draft.weight;
    let object = draft.object.as_ref();
    if object.is_some_and(|object| object.text.len() > 15) {
        value *= 0.8;
    }
    if draft.subject.text.len() > 15 {
        value *= 0.8;
    }
    if tree.is_pronoun(draft.subject.head) && tree.entity(draft.subject.head).is_none() {
        value *= 0.7;
    }
    value.clamp(0.0, 1.0)
}
