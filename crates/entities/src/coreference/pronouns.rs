//! A word in lower case in, the pronoun that it is out.

use crate::gazetteers::Gender;

/// Whom a pronoun can stand for. Each has a ranker of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// One person: he, she.
    Person,
    /// One thing: it.
    Thing,
    /// Several of either: they.
    Several,
}

/// A pronoun of the third person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pronoun {
    pub(crate) class: Class,
    pub(crate) gender: Option<Gender>,
    /// "Himself": stands for the subject of its own clause.
    pub(crate) reflexive: bool,
}

/// The pronoun of the third person that a word is.
pub(crate) fn pronoun(lower: &str) -> Option<Pronoun> {
    let (class, gender) = match lower {
        "he" | "him" | "his" | "himself" => (Class::Person, Some(Gender::Male)),
        "she" | "her" | "hers" | "herself" => (Class::Person, Some(Gender::Female)),
        "it" | "its" | "itself" => (Class::Thing, None),
        "they" | "them" | "their" | "theirs" | "themselves" => (Class::Several, None),
        _ => return None,
    };
    Some(Pronoun { class, gender, reflexive: lower.ends_with("self") || lower.ends_with("selves") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn third_persons_are_told_and_no_others() {
        let her = pronoun("her").unwrap();
        assert_eq!((her.class, her.gender, her.reflexive), (Class::Person, Some(Gender::Female), false));
        assert!(pronoun("themselves").is_some_and(|it| it.reflexive && it.class == Class::Several));
        for other in ["i", "we", "you", "who", "this", "one", ""] {
            assert_eq!(pronoun(other), None, "{other}");
        }
    }
}
