//! Events that are nouns: "the killing of Hamza by rebels" gives rebels | killed | Hamza.
//!
//! The noun's verb is supplied from a list (`lexicon::event`). Who did it is the
//! owner or the by-phrase, whom it was done to the of-phrase; of a movement the of-phrase or owner is who
//! moved, and a from- or to-phrase is where. "Between A and B" is done by both.

use super::Sentence;
use crate::{
    attributes::is_temporal,
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
        let mut add =
            |subjects: Vec<usize>, preposition: Option<usize>, objects: Vec<usize>, said: String| {
                for &subject in &subjects {
                    for &object in objects.iter().filter(|&&object| object != subject) {
                        drafts.push(Draft {
                            rule: "event",
                            subject: Phrase::named(tree, subject),
                            relation: RelationWords::supplied(
                                said.clone(),
                                [noun].into_iter().chain(preposition).collect(),
                            ),
                            object: Some(Phrase::named(tree, object)),
                            attributes: sentence.surroundings(noun),
                            weight: 1.0,
                        });
                    }
                }
            };
        let owner = tree.children(noun).iter().copied().find(|&word| tree.label(word) == "nmod:poss");
        let owner = owner.filter(|&word| !is_temporal(tree, word) && !tree.is_pronoun(word));
        let of = attached(tree, noun, &["of"]);
        let by = attached(tree, noun, &["by"]);
        match event {
            Event::Deed(led_to) => {
                let doers = by.or(owner.map(|owner| (owner, owner)));
                let done_to = of.or_else(|| attached(tree, noun, led_to));
                if let (Some((doer, _)), Some((done_to, _))) = (doers, done_to) {
                    add(conjuncts(tree, doer), None, conjuncts(tree, done_to), verb.to_owned());
                }
            }
            Event::Move => {
                let mover = of.map(|(mover, _)| mover).or(owner);
                for way in [&["from"][..], &["to", "into"], &["in", "at"]] {
                    if let (Some(mover), Some((place, case))) = (mover, attached(tree, noun, way)) {
                        let said = format!("{verb} {}", tree.form(case).to_lowercase());
                        add(conjuncts(tree, mover), Some(case), conjuncts(tree, place), said);
                    }
                }
            }
            Event::Meeting => {
                let Some((first, _)) = attached(tree, noun, &["between"]) else { continue };
                let both: Vec<usize> =
                    std::iter::once(first).chain(tree.children_by(first, "conj")).collect();
                if let [first, others @ ..] = both.as_slice() {
                    add(vec![*first], None, others.to_vec(), format!("{verb} with"));
                }
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
