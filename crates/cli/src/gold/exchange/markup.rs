//! What all labelling tools have in common: labelled stretches of a text, and links between them.
//!
//! A mention of an entity is labelled with the entity's type. A fact is labelled [`FACT`] where
//! the text says its relation, and linked to the stretches that say its other parts, each link
//! named by its [`Role`]. What stretches, labels and links cannot say stands in notes, as lines in
//! the syntax of `.facts` files.

use triplewire_evaluation::facts::{ENTITY_TYPES, Modality};
use triplewire_tokenizer::Span;

/// The label of a stretch that is part of a fact and no mention of an entity.
pub(super) const PHRASE: &str = "Phrase";
/// The label of a stretch that says the relation of a fact.
pub(super) const FACT: &str = "Fact";
/// The label of a fact whose relation no stretch of the text says: it stands in the note.
pub(super) const IMPLIED: &str = "Implied";
/// The name of a link between two names of one entity.
pub(super) const ALIAS: &str = "Alias";
/// Words that say more of a fact.
pub(super) const MODIFIERS: &[&str] =
    &["negative", "possible", "future", "conditional", "wanted", "questioned", "optional"];

/// The labels of one article.
#[derive(Debug, Default)]
pub(super) struct Markup {
    /// What is said of the article, and of entities that have no mention.
    pub(super) note: Vec<String>,
    pub(super) nodes: Vec<Node>,
    pub(super) links: Vec<Link>,
}

/// A labelled stretch of the text.
#[derive(Debug)]
pub(super) struct Node {
    /// How messages call it: file, line and name.
    pub(super) place: String,
    pub(super) label: Label,
    /// In order; several where the tool allows gaps.
    pub(super) spans: Vec<Span>,
    pub(super) note: Vec<String>,
}

/// What a stretch is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// A mention of an entity of this type.
    Mention(String),
    Phrase,
    Fact(Modifiers),
    Implied(Modifiers),
    /// None of ours.
    Unknown(String),
}

/// What is said of a fact by one word each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Modifiers {
    pub(super) negative: bool,
    pub(super) modality: Modality,
    pub(super) optional: bool,
}

/// A link from a fact to one of its parts, or between any two stretches.
#[derive(Debug)]
pub(super) struct Link {
    /// How messages call it.
    pub(super) place: String,
    /// Name of a role, [`ALIAS`], or the words of a relation.
    pub(super) name: String,
    /// Index into [`Markup::nodes`].
    pub(super) from: usize,
    /// Index into [`Markup::nodes`].
    pub(super) to: usize,
    pub(super) note: Vec<String>,
}

/// What a part is to its fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Subject,
    Object,
    /// A source: 1 for the outermost.
    By(usize),
    When,
    Where,
}

impl Label {
    /// From the label's words: one that says what the stretch is, the others modifiers of a fact.
    pub(super) fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let words: Vec<&str> = words.into_iter().collect();
        let mut modifiers = Modifiers::default();
        let bases: Vec<&str> = words.iter().copied().filter(|word| !modifiers.set(word)).collect();
        match bases[..] {
            [FACT] => Self::Fact(modifiers),
            [IMPLIED] => Self::Implied(modifiers),
            [PHRASE] if words.len() == 1 => Self::Phrase,
            [kind] if words.len() == 1 && ENTITY_TYPES.contains(&kind) => Self::Mention(kind.to_owned()),
            _ => Self::Unknown(words.join(" ")),
        }
    }

    /// What [`Label::new`] reads.
    pub(super) fn words(&self) -> Vec<&str> {
        match self {
            Self::Mention(kind) => vec![kind],
            Self::Phrase => vec![PHRASE],
            Self::Fact(modifiers) => [vec![FACT], modifiers.words()].concat(),
            Self::Implied(modifiers) => [vec![IMPLIED], modifiers.words()].concat(),
            Self::Unknown(words) => vec![words],
        }
    }

    pub(super) fn modifiers(&self) -> Option<Modifiers> {
        match *self {
            Self::Fact(modifiers) | Self::Implied(modifiers) => Some(modifiers),
            Self::Mention(_) | Self::Phrase | Self::Unknown(_) => None,
        }
    }
}

impl Modifiers {
    /// Sets what the word says; false where it is no modifier.
    pub(super) fn set(&mut self, word: &str) -> bool {
        let word = word.to_lowercase();
        match word.as_str() {
            "negative" => self.negative = true,
            "optional" => self.optional = true,
            modality => match modality.parse() {
                Ok(modality) => self.modality = modality,
                Err(_) => return false,
            },
        }
        true
    }

    /// What [`Modifiers::set`] reads.
    pub(super) fn words(self) -> Vec<&'static str> {
        let negative = self.negative.then_some("negative");
        let modality = (self.modality != Modality::default()).then(|| self.modality.as_str());
        let optional = self.optional.then_some("optional");
        negative.into_iter().chain(modality).chain(optional).collect()
    }
}

impl Role {
    /// Tools number the second link of a name and those after it: "By", "By2".
    pub(super) fn new(name: &str) -> Option<Self> {
        let plain = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = name[plain.len()..].parse().unwrap_or(1);
        Some(match plain {
            "Subject" => Self::Subject,
            "Object" => Self::Object,
            "By" => Self::By(number),
            "When" => Self::When,
            "Where" => Self::Where,
            _ => return None,
        })
    }

    /// What [`Role::new`] reads.
    pub(super) fn name(self) -> String {
        match self {
            Self::Subject => "Subject".to_owned(),
            Self::Object => "Object".to_owned(),
            Self::By(1) => "By".to_owned(),
            Self::By(number) => format!("By{number}"),
            Self::When => "When".to_owned(),
            Self::Where => "Where".to_owned(),
        }
    }
}

impl Node {
    pub(super) fn new(label: Label, span: Span) -> Self {
        Self { place: String::new(), label, spans: vec![span], note: Vec::new() }
    }

    /// From the first byte to the last, gaps included; empty for a node without spans.
    pub(super) fn outer(&self) -> Span {
        let start = self.spans.iter().map(|span| span.start).min().unwrap_or_default();
        let end = self.spans.iter().map(|span| span.end).max().unwrap_or_default();
        Span::new(start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_as_they_are_written() {
        let modifiers = Modifiers { negative: true, modality: Modality::Future, optional: true };
        for label in [
            Label::Mention("ORG".to_owned()),
            Label::Phrase,
            Label::Fact(modifiers),
            Label::Implied(Modifiers::default()),
        ] {
            assert_eq!(Label::new(label.words()), label);
        }
        for words in [&["Person"][..], &["ORG", "PER"], &["ORG", "negative"], &["negative"], &[]] {
            assert_eq!(Label::new(words.iter().copied()), Label::Unknown(words.join(" ")));
        }
    }

    #[test]
    fn every_modifier_is_one() {
        for word in MODIFIERS {
            let mut modifiers = Modifiers::default();
            assert!(modifiers.set(word));
            assert_eq!(modifiers.words(), [*word]);
        }
    }

    #[test]
    fn roles_may_be_numbered() {
        for role in [Role::Subject, Role::By(1), Role::By(12), Role::Where] {
            assert_eq!(Role::new(&role.name()), Some(role));
        }
        assert_eq!(Role::new("Object2"), Some(Role::Object));
        assert_eq!(Role::new("attacked"), None);
    }
}
