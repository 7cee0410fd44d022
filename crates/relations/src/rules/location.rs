//! Places in noun phrases: "the base in the Rmeilan region".

use triplewire_entities::EntityType;

use super::Sentence;
use crate::{
    draft::{Draft, RelationWords},
    phrase::Phrase,
};

pub(crate) fn apply(sentence: &Sentence<'_, '_>, drafts: &mut Vec<Draft>) {
    let tree = sentence.tree;
    for place in 0..tree.len() {
        let Some(head) = tree.head(place).filter(|_| tree.label(place) == "nmod") else { continue };
        if !matches!(tree.entity_type(place), Some(EntityType::Gpe | EntityType::Loc | EntityType::Fac))
            || tree.is_pronoun(head)
        {
            continue;
        }
        let case: Vec<usize> = tree
            .children_by(place, "case")
            .filter(|&case| tree.is(case, &["in", "at", "near", "outside", "on"]))
            .collect();
        let Some(&first) = case.first() else { continue };
        if sentence.clauses.is_predicate(head) {
            continue;
        }
        let mut subject = Phrase::of(tree, head);
        subject.text.retain(|&word| !tree.under(word, place));
        drafts.push(Draft {
            rule: "location",
            subject,
            relation: RelationWords::supplied(format!("is {}", tree.form(first).to_lowercase()), case),
            object: Some(Phrase::of(tree, place)),
            attributes: sentence.sources(head),
            weight: 1.0,
        });
    }
}
