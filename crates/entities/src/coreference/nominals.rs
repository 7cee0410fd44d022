//! A definite noun phrase in, what was so called before out.
//!
//! "The blast" goes back to the last blast, if it says nothing that the earlier phrase does not; "the
//! minister" to the only one in sight who was called a minister; "the group" to the only name that
//! answers to it; "the country" to the only one in sight.

use super::{
    referents::{Referent, lemma},
    scene::{Phrase, PhraseKind, Scene},
};
use crate::{
    entity::{Entities, EntityType},
    fold,
    gazetteers::{Gazetteers, Place},
};

/// How many sentences back a noun phrase may look for a noun phrase.
const REACH: usize = 5;
/// How many sentences back it may look for a name.
const NAME_REACH: usize = 3;

/// Nouns that are repeated without meaning the same thing again.
const LOOSE: &[&str] = &[
    "time",
    "day",
    "week",
    "month",
    "year",
    "hour",
    "minute",
    "moment",
    "morning",
    "afternoon",
    "evening",
    "night",
    "end",
    "part",
    "number",
    "way",
    "fact",
    "case",
    "rest",
    "lot",
    "kind",
    "side",
    "one",
    "thing",
    "other",
    "same",
    "first",
    "second",
    "majority",
    "percent",
    "top",
    "beginning",
    "middle",
    "past",
    "future",
    "front",
    "back",
    "weekend",
    "century",
    "decade",
    "season",
    "term",
    "amount",
    "result",
    "person",
];

/// Nouns that names answer to, by the last word of the name.
const ANSWERS: &[(&str, &[&str])] = &[
    ("group", &["group", "front", "movement", "brigade", "brigades", "militia", "organization"]),
    ("organization", &["organization", "organisation", "front", "movement", "association"]),
    ("organisation", &["organization", "organisation", "front", "movement", "association"]),
    ("movement", &["movement", "front"]),
    ("company", &["company", "inc", "corp", "corporation", "co", "ltd", "llc", "plc", "airlines", "airways"]),
    ("airline", &["airlines", "airways", "airline"]),
    ("newspaper", &["times", "post", "journal", "tribune", "herald", "gazette", "newspaper", "guardian"]),
    ("broadcaster", &["television", "tv", "broadcaster", "bbc", "cnn"]),
];

/// What a noun phrase stands for, where it is clear.
pub(crate) struct Nominals<'a> {
    pub(crate) scene: &'a Scene<'a>,
    pub(crate) entities: &'a Entities,
    pub(crate) gazetteers: &'a Gazetteers,
}

impl Nominals<'_> {
    /// The referent that phrase `index` goes back to. `referent_of` has the phrases before it.
    pub(crate) fn antecedent(
        &self,
        index: usize,
        referents: &[Referent],
        referent_of: &[usize],
    ) -> Option<usize> {
        let phrase = &self.scene.phrases[index];
        let sentence = &self.scene.sentences[phrase.sentence];
        let determiner = sentence.form(phrase.words.start).to_lowercase();
        if !matches!(determiner.as_str(), "the" | "this" | "that" | "these" | "those") {
            return None;
        }
        let noun = lemma(self.scene, phrase);
        if LOOSE.contains(&noun.as_str()) {
            return None;
        }
        let says = self.modifiers(phrase);
        let plural = is_plural(self.scene, phrase);
        let before = |reach: usize| {
            let phrases = &self.scene.phrases;
            (0..index).rev().take_while(move |&at| phrases[at].sentence + reach >= phrase.sentence).filter(
                move |&at| {
                    phrases[at].describes.is_none()
                        && !(phrases[at].sentence == phrase.sentence
                            && (phrases[at].words.contains(&phrase.head)
                                || phrase.words.contains(&phrases[at].head)))
                },
            )
        };
        let same = before(REACH).find(|&at| {
            let other = &self.scene.phrases[at];
            other.kind == PhraseKind::Nominal
                && lemma(self.scene, other) == noun
                && is_plural(self.scene, other) == plural
        });
        let named = || {
            let mut found: Vec<usize> = before(NAME_REACH)
                .map(|at| referent_of[at])
                .filter(|&referent| {
                    let entity = referents[referent].entity;
                    entity.is_some_and(|entity| self.answers(entity, &noun, &referents[referent]))
                })
                .collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let only = |found: &[usize]| if let [one] = found { Some(*one) } else { None };
        let plain = !plural && says.is_empty();
        // "Another group came. The group left." is about that one, whatever has a name before.
        let Some(same) = same else { return only(&named()).filter(|_| plain) };
        let introduced = self.is_indefinite(&self.scene.phrases[same]);
        let told = self.modifiers(&self.scene.phrases[same]);
        if plain && !introduced {
            match named().as_slice() {
                [] => {}
                [one] => return Some(*one),
                // After "the Russian president", "the president" may be another one of several.
                _ if !told.is_empty() => return None,
                _ => {}
            }
        }
        says.iter().all(|word| told.contains(word)).then(|| referent_of[same])
    }

    fn is_indefinite(&self, phrase: &Phrase) -> bool {
        let determiner = self.scene.sentences[phrase.sentence].form(phrase.words.start).to_lowercase();
        matches!(determiner.as_str(), "a" | "an" | "another" | "one" | "some")
    }

    /// The lemmas of the words that narrow a phrase down.
    fn modifiers(&self, phrase: &Phrase) -> Vec<&str> {
        let sentence = &self.scene.sentences[phrase.sentence];
        let nodes = sentence.nodes;
        phrase
            .words
            .clone()
            .filter(|&word| word != phrase.head)
            .filter(|&word| matches!(nodes[word].upos.as_str(), "NOUN" | "PROPN" | "ADJ" | "NUM" | "VERB"))
            .map(|word| nodes[word].lemma.as_str())
            .collect()
    }

    /// Whether a named entity is called by this noun.
    fn answers(&self, entity: usize, noun: &str, referent: &Referent) -> bool {
        let entity = &self.entities.entities[entity];
        if referent.nouns.iter().any(|known| known == noun) {
            return true;
        }
        let key = fold::key(&entity.name);
        match entity.entity_type {
            EntityType::Gpe => {
                let place = self.gazetteers.place(&key);
                match noun {
                    "country" | "nation" | "republic" | "kingdom" => {
                        self.gazetteers.form(&key).is_some() && place == Some(Place::Country)
                    }
                    "city" | "town" => place == Some(Place::City),
                    "state" | "province" | "region" => place == Some(Place::Region),
                    _ => false,
                }
            }
            EntityType::Org | EntityType::Fac | EntityType::Loc | EntityType::Event => {
                if let Some(known) = self.gazetteers.form(&key)
                    && self.gazetteers.known(known).noun == noun
                {
                    return true;
                }
                let words: Vec<&str> = key.split(' ').collect();
                let of = words.iter().position(|word| *word == "of").unwrap_or(words.len());
                let Some(last) = of.checked_sub(1).and_then(|at| words.get(at)) else { return false };
                let listed = ANSWERS.iter().any(|(answer, lasts)| *answer == noun && lasts.contains(last));
                words.len() > 1 && (*last == noun || listed)
            }
            _ => false,
        }
    }
}

/// Whether a phrase speaks of several.
fn is_plural(scene: &Scene<'_>, phrase: &Phrase) -> bool {
    let node = &scene.sentences[phrase.sentence].nodes[phrase.head];
    matches!(node.xpos.as_str(), "NNS" | "NNPS")
}
