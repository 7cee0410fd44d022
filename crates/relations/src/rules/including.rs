//! Examples of a group: "bases including al-Tanf", "cities such as Homs".

use super::Sentence;
use crate::{
    draft::{Draft, RelationWords},
    phrase::{Phrase, conjuncts},
    syntax::Tree,
};

const WORDS: &[&str] = &["including", "such"];

/// Whether a phrase names members of the group that it hangs from.
pub(crate) fn introduces_example(tree: &Tree<'_>, word: usize) -> bool {
    tree.children_by(word, "case").any(|case| tree.is(case, WORDS))
}

pub(crate) fn apply(sentence: &Sentence<'_, '_>, drafts: &mut Vec<Draft>) {
    let tree = sentence.tree;
    for example in 0..tree.len() {
        let Some(group) = tree.head(example).filter(|_| tree.rel(example) == "nmod") else { continue };
        let Some(first) = tree.children_by(example, "case").find(|&case| tree.is(case, WORDS)) else {
            continue;
        };
        if matches!(tree.rel(group), "obj" | "obl") {
            // The clause's own facts are stated of each member.
            continue;
        }
        let mut subject = Phrase::of(tree, group);
        subject.text.retain(|&word| !tree.under(word, example));
        while subject.text.last().is_some_and(|&word| tree.upos(word) == "PUNCT") {
            subject.text.pop();
        }
        for head in conjuncts(tree, example) {
            drafts.push(Draft {
                rule: "including",
                subject: subject.clone(),
                relation: RelationWords::supplied("include", vec![first]),
                object: Some(Phrase::of(tree, head)),
                attributes: sentence.sources(group),
                weight: 1.0,
            });
        }
    }
}
