//! Places in noun phrases: "the base in the Rmeilan region".

use triplewire_entities::EntityType;

use super::{Sentence, attribute::be, existential::is_there};
use crate::{
    claims::{circumstances, is_temporal},
    draft::{Draft, RelationWords},
    phrase::Phrase,
    syntax::Tree,
};

pub(crate) fn apply(sentence: &Sentence<'_, '_>, drafts: &mut Vec<Draft>) {
    let tree = sentence.tree;
    for place in 0..tree.len() {
        let Some(head) = tree.head(place).filter(|_| tree.label(place) == "nmod") else { continue };
        let Some(first) = preposition(tree, place).filter(|_| !tree.is_pronoun(head)) else { continue };
        if sentence.clauses.is_predicate(head) || is_temporal(tree, head) || is_there(tree, head) {
            continue;
        }
        let mut subject = Phrase::of(tree, head);
        subject.text.retain(|&word| !tree.under(word, place));
        drafts.push(Draft {
            rule: "location",
            subject,
            relation: RelationWords::supplied(
                format!("{} {}", be(tree, head), tree.form(first).to_lowercase()),
                vec![first],
            ),
            object: Some(Phrase::of(tree, place)),
            attributes: circumstances::of_noun(tree, head),
            weight: 1.0,
        });
    }
}

/// The preposition that puts something at a named place, if the word is one.
pub(super) fn preposition(tree: &Tree<'_>, place: usize) -> Option<usize> {
    matches!(tree.entity_type(place), Some(EntityType::Gpe | EntityType::Loc | EntityType::Fac))
        .then(|| {
            tree.children_by(place, "case")
                .find(|&case| tree.is(case, &["in", "at", "near", "outside", "on"]))
        })
        .flatten()
}
