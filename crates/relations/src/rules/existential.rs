//! "There are 300 prisoners in the camp."

use super::Sentence;
use crate::{
    claims::{is_according, is_temporal},
    draft::{Draft, RelationWords},
    phrase::{Phrase, conjuncts},
    syntax::Tree,
};

/// Whether a noun is what there is.
pub(super) fn is_there(tree: &Tree<'_>, noun: usize) -> bool {
    let says = |predicate: usize| tree.children_by(predicate, "expl").any(|word| tree.is(word, &["there"]));
    tree.rel(noun) == "nsubj" && tree.head(noun).is_some_and(says)
}

pub(crate) fn apply(sentence: &Sentence<'_, '_>, drafts: &mut Vec<Draft>) {
    let tree = sentence.tree;
    for &predicate in sentence.clauses.heads() {
        let Some(subject) = tree.child(predicate, "nsubj").filter(|&noun| is_there(tree, noun)) else {
            continue;
        };
        let Some(clause) = sentence.clauses.get(predicate) else { continue };
        let attached: Vec<usize> =
            tree.children_by(predicate, "obl").chain(tree.children_by(subject, "nmod")).collect();
        for head in conjuncts(tree, subject) {
            for &place in &attached {
                let case: Vec<usize> = tree.children_by(place, "case").collect();
                if case.is_empty()
                    || is_temporal(tree, place)
                    || is_according(tree, place)
                    || tree.is(case[0], &["of"])
                {
                    continue;
                }
                let mut phrase = Phrase::of(tree, head);
                phrase.text.retain(|&word| !tree.under(word, place));
                drafts.extend(conjuncts(tree, place).into_iter().map(|place| Draft {
                    rule: "existential",
                    subject: phrase.clone(),
                    relation: RelationWords::new(clause.relation.clone()).with(&case),
                    object: Some(Phrase::of(tree, place)),
                    attributes: sentence.attributes(predicate),
                    weight: 1.0,
                }));
            }
        }
    }
}
