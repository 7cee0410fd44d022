//! A noun or a given name in, what is known of the one it names out: person or not, man or woman.

use std::collections::HashMap;

use crate::gazetteers::{Gender, list, rows};

const NOUNS: &str = include_str!("../../data/nouns.tsv");
const PERSONS: &str = include_str!("../../data/persons.tsv");
const GIVEN_NAMES: &str = include_str!("../../data/given_names.tsv");

/// What a noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NounClass {
    Person,
    Group,
    Place,
    Animal,
    Thing,
}

/// How many classes there are.
pub(crate) const NOUN_CLASSES: usize = NounClass::Thing as usize + 1;

/// Nouns and given names.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    nouns: HashMap<&'static str, NounClass>,
    genders: HashMap<&'static str, Gender>,
    given_names: HashMap<&'static str, Gender>,
}

impl Lexicon {
    /// Reads the built-in lists.
    pub(crate) fn new() -> Self {
        let gender = |name: &str| match name {
            "female" => Some(Gender::Female),
            "male" => Some(Gender::Male),
            _ => None,
        };
        let class = |name: &str| match name {
            "person" => NounClass::Person,
            "group" => NounClass::Group,
            "place" => NounClass::Place,
            "animal" => NounClass::Animal,
            _ => NounClass::Thing,
        };
        let mut lexicon = Self {
            nouns: HashMap::with_capacity(4096),
            genders: HashMap::with_capacity(256),
            given_names: HashMap::with_capacity(8192),
        };
        for [kind, nouns] in rows(NOUNS) {
            lexicon.nouns.extend(list(nouns).map(|noun| (noun, class(kind))));
        }
        for [kind, nouns] in rows(PERSONS) {
            lexicon.nouns.extend(list(nouns).map(|noun| (noun, NounClass::Person)));
            if let Some(gender) = gender(kind) {
                lexicon.genders.extend(list(nouns).map(|noun| (noun, gender)));
            }
        }
        for [kind, names] in rows(GIVEN_NAMES) {
            if let Some(gender) = gender(kind) {
                lexicon.given_names.extend(list(names).map(|name| (name, gender)));
            }
        }
        lexicon
    }

    /// What a noun, given by its lemma in lower case, names.
    pub(crate) fn class(&self, lemma: &str) -> Option<NounClass> {
        self.nouns.get(lemma).copied()
    }

    /// The gender that a noun says ("spokeswoman").
    pub(crate) fn gender(&self, lemma: &str) -> Option<Gender> {
        self.genders.get(lemma).copied()
    }

    /// The gender of nearly all who bear a given name, in lower case.
    pub(crate) fn given_name(&self, name: &str) -> Option<Gender> {
        self.given_names.get(name).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_and_names_are_known() {
        let lexicon = Lexicon::new();
        assert_eq!(lexicon.class("soldier"), Some(NounClass::Person));
        assert_eq!(lexicon.gender("soldier"), None);
        assert_eq!(lexicon.gender("spokeswoman"), Some(Gender::Female));
        assert_eq!(lexicon.class("ministry"), Some(NounClass::Group));
        assert_eq!(lexicon.given_name("theresa"), Some(Gender::Female));
        assert_eq!(lexicon.given_name("vladimir"), Some(Gender::Male));
        assert_eq!(lexicon.given_name("ministry"), None);
    }
}
