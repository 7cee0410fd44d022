//! What a noun phrase says of its head by a preposition: "weapons for use" gives weapons | are for | use.
//!
//! Places of named places are the location rule's; "of" says too many things to be one relation.

use super::{Sentence, existential, location};
use crate::{
    claims::{circumstances, is_temporal},
    draft::{Draft, RelationWords},
    phrase::{Phrase, conjuncts},
    syntax::Tree,
};

/// Prepositions that say no more than that something belongs, or that give examples.
const NO_RELATION: &[&str] =
    &["of", "'s", "’s", "'", "’", "like", "as", "including", "between", "than", "per", "such"];

pub(crate) fn apply(sentence: &Sentence<'_, '_>, drafts: &mut Vec<Draft>) {
    let tree = sentence.tree;
    for word in 0..tree.len() {
        let Some(head) = tree.head(word).filter(|_| tree.label(word) == "nmod") else { continue };
        let inside_one_name = tree.name(head).is_some_and(|name| name.words.contains(&word));
        let nominal = tree.is_nominal(head) && !tree.is_pronoun(head);
        let told = location::preposition(tree, word).is_some() || existential::is_there(tree, head);
        if !nominal || told || inside_one_name || is_temporal(tree, head) || is_temporal(tree, word) {
            continue;
        }
        let case: Vec<usize> = tree.children_by(word, "case").collect();
        // "The Centre for Aviation's database" is not for Aviation.
        let whose = case.last().is_some_and(|&last| tree.upos(last) == "PART");
        if whose || case.first().is_none_or(|&first| tree.is(first, NO_RELATION)) {
            continue;
        }
        let said = RelationWords::new(case.clone()).text(tree).to_lowercase();
        let subject = Phrase::subject(tree, head, word);
        for target in conjuncts(tree, word) {
            drafts.push(Draft {
                rule: "attribute",
                subject: subject.clone(),
                relation: RelationWords::supplied(format!("{} {said}", be(tree, head)), case.clone()),
                object: Some(Phrase::of(tree, target)),
                attributes: circumstances::of_noun(tree, head),
                weight: 1.0,
            });
        }
    }
}

/// "is" or "are", by the number of a noun.
pub(super) fn be(tree: &Tree<'_>, noun: usize) -> &'static str {
    let several = matches!(tree.xpos(noun), "NNS" | "NNPS") || tree.has(noun, "conj");
    if several { "are" } else { "is" }
}
