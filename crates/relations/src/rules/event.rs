//! Events that are nouns: "the killing of Hamza by rebels" gives rebels | killed | Hamza.
//!
//! The noun's verb is supplied from a list (`lexicon::event`). Who did it is the
//! owner or the by-phrase, whom it was done to the of-phrase; of a movement the of-phrase or owner is who
//! moved, and a from- or to-phrase is where. "Between A and B" is done by both.

use super::Sentence;
use crate::{
    claims::is_temporal,
    draft::{Draft, RelationWords},
    lexicon::{self, Event},
    phrase::{Phrase, conjuncts},
    syntax::Tree,
};

pub(crate) fn apply(sentence: &Sentence<'_, '_>, drafts: &mut Vec<Draft>) {
    let tree = sentence.tree;
    for noun in 0..tree.len() {
        if tree.upos(noun) != "NOUN" || sentence.clauses.is_predicate(noun) {
            continue;
        }
        let Some((verb, event)) = lexicon::event(tree.lemma(noun)) else { continue };
        let mut add = |subject: usize, said: String, case: Option<usize>, objects: Vec<usize>| {
            for subject in conjuncts(tree, subject) {
                for &object in &objects {
                    drafts.push(Draft {
                        rule: "event",
                        subject: Phrase::named(tree, subject),
                        relation: RelationWords::supplied(
                            said.clone(),
                            [noun].into_iter().chain(case).collect(),
                        ),
                        object: Some(Phrase::named(tree, object)),
                        attributes: sentence.surroundings(noun),
                        weight: 1.0,
                    });
                }
            }
        };
        let owner = tree.children_by(noun, "nmod").find(|&word| {
            tree.label(word) == "nmod:poss" && !is_temporal(tree, word) && !tree.is_pronoun(word)
        });
        let head = |prepositions: &[&str]| attached(tree, noun, prepositions).map(|(head, _)| head);
        match event {
            Event::Deed(led_to) => {
                let done_to = head(&["of"]).or_else(|| head(led_to));
                if let (Some(doer), Some(done_to)) = (head(&["by"]).or(owner), done_to) {
                    add(doer, verb.to_owned(), None, conjuncts(tree, done_to));
                }
            }
            Event::Move => {
                let Some(mover) = head(&["of"]).or(owner) else { continue };
                for way in [&["from"][..], &["to", "into"], &["in", "at"]] {
                    if let Some((place, case)) = attached(tree, noun, way) {
                        let said = format!("{verb} {}", tree.form(case).to_lowercase());
                        add(mover, said, Some(case), conjuncts(tree, place));
                    }
                }
            }
            Event::Meeting => {
                // "Between A and B" is one phrase, whose conjuncts stay together.
                let Some(first) = head(&["between"]) else { continue };
                add(first, format!("{verb} with"), None, tree.children_by(first, "conj").collect());
            }
        }
    }
}

/// What hangs from a noun by one of some prepositions, with that preposition.
fn attached(tree: &Tree<'_>, noun: usize, prepositions: &[&str]) -> Option<(usize, usize)> {
    tree.children_by(noun, "nmod")
        .filter(|&word| tree.label(word) == "nmod" && !is_temporal(tree, word))
        .find_map(|word| {
            let mut cases = tree.children_by(word, "case");
            let first = cases.next().filter(|_| cases.next().is_none())?;
            tree.is(first, prepositions).then_some((word, first))
        })
}
