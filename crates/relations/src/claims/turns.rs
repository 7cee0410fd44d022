//! The sentences of an article in, for each out whose turn it is in a conversation that is written down.
//!
//! A turn opens with a label, "((Anna Weber))", "Anna Weber:", "AW:" or "Q:", and lasts to the end of its
//! paragraph; an answer may go on in the next ones, up to another turn. Labels without brackets are those of
//! persons and bodies of the article and of parts ("Q"), if they come back: "Update:" is nobody.

use std::collections::BTreeMap;

use triplewire_entities::{Entities, EntityType};
use triplewire_tokenizer::{Document, Span};

use crate::fact::{Fact, Source};

/// How many turns make a conversation.
const FEWEST: usize = 3;

/// How many paragraphs an answer goes on for without a label.
const PARAGRAPHS: usize = 3;

/// The longest label, in bytes.
const LONGEST: usize = 40;

/// Labels of who asks and who answers.
const ROLES: &[&str] = &["Q", "A", "Question", "Answer", "Interviewer", "Host", "Moderator", "Reporter"];

/// Whose turn each sentence is.
#[derive(Debug)]
pub(crate) struct Turns {
    of_sentence: Vec<Option<Source>>,
}

impl Turns {
    /// Reads the labels of an article.
    pub(crate) fn new(document: &Document<'_>, entities: &Entities) -> Self {
        let sentences = &document.sentences;
        let text = document.text;
        let found: Vec<Option<Opening>> =
            sentences.iter().map(|sentence| Opening::of(text, sentence.span)).collect();
        let nobodys = || Self { of_sentence: vec![None; sentences.len()] };
        if found.iter().flatten().count() < FEWEST {
            return nobodys();
        }
        let bearers = Bearers::new(entities);
        let mut labels: Vec<Option<Label>> =
            found.into_iter().map(|opening| Some(bearers.label(opening?, text))).collect();
        // "Image: …" is nobody's turn, and neither is what is said once.
        let mut counts: BTreeMap<Who<'_>, usize> = BTreeMap::new();
        for label in labels.iter().flatten() {
            *counts.entry(label.who(text)).or_default() += 1;
        }
        let comes_back = |label: &Label| counts.get(&label.who(text)).is_some_and(|&count| count > 1);
        for label in &mut labels {
            *label = label.take().filter(|label| label.bracketed || label.is_known() && comes_back(label));
        }
        let known = labels.iter().flatten().any(Label::is_known);
        if !known || labels.iter().flatten().count() < FEWEST {
            return nobodys();
        }
        let opened = labels.iter().zip(sentences).filter(|(label, _)| label.is_some());
        let opened: Vec<usize> = opened.map(|(_, sentence)| sentence.passage).collect();
        let mut turn: Option<(Label, usize)> = None;
        let mut of_sentence = Vec::with_capacity(sentences.len());
        for (label, sentence) in labels.into_iter().zip(sentences) {
            if let Some(label) = label {
                turn = Some((label, sentence.passage));
            }
            // A question ends with its line; an answer may go on in the next paragraphs, if a turn follows them.
            let lasts = |(label, start): &&(Label, usize)| {
                let next = opened.get(opened.partition_point(|passage| passage <= start));
                let follows =
                    next.is_some_and(|&next| sentence.passage < next && next <= start + 1 + PARAGRAPHS);
                let between = text.get(label.span.end..sentence.span.start).unwrap_or_default();
                if label.answers {
                    sentence.passage == *start || follows
                } else {
                    sentence.passage == *start && !between.contains('\n')
                }
            };
            let speaker = turn.as_ref().filter(lasts);
            of_sentence.push(speaker.map(|(label, _)| Source {
                text: vec![label.span],
                entity: label.entity,
                act: None,
            }));
        }
        Self { of_sentence }
    }

    /// Adds to a fact whose turn it is told in.
    pub(crate) fn attribute(&self, text: &str, fact: &mut Fact) {
        let Some(Some(speaker)) = self.of_sentence.get(fact.sentence) else { return };
        // "I think" is the speaker again.
        let again = |source: &Source| match source.text.as_slice() {
            &[word] => matches!(word.of(text), "I" | "We" | "we"),
            _ => false,
        };
        fact.by.retain(|source| !again(source));
        let same = |source: &Source| source.entity.is_some() && source.entity == speaker.entity;
        if !fact.by.first().is_some_and(same) {
            fact.by.insert(0, speaker.clone());
        }
    }
}

/// What a sentence opens with, and looks like a label.
#[derive(Debug)]
struct Opening {
    span: Span,
    bracketed: bool,
}

impl Opening {
    fn of(text: &str, sentence: Span) -> Option<Self> {
        let words = sentence.of(text);
        let (start, length, bracketed) = match words.strip_prefix("((") {
            Some(rest) => (2, rest.find("))")?, true),
            None => (0, words.find(':')?, false),
        };
        if length > LONGEST {
            return None;
        }
        let label = words.get(start..start + length)?;
        let follows = bracketed || words.get(length + 1..)?.starts_with(char::is_whitespace);
        let named = label.split(' ').count() <= 4
            && label.split(' ').all(|word| word.starts_with(char::is_uppercase))
            && label.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’'));
        let start = sentence.start + start;
        (named && follows).then(|| Self { span: Span::new(start, start + length), bracketed })
    }
}

/// A label and whose it is.
#[derive(Debug)]
struct Label {
    span: Span,
    bracketed: bool,
    /// The person or body of that name.
    entity: Option<usize>,
    role: bool,
    /// Whether it is a person's or an answer's, and no interviewer's.
    answers: bool,
}

/// Whose label it is: the entity, or the words where it names none.
type Who<'t> = (Option<usize>, &'t str);

impl Label {
    fn who<'t>(&self, text: &'t str) -> Who<'t> {
        (self.entity, if self.entity.is_some() { "" } else { self.span.of(text) })
    }

    /// Whether it names somebody, or a part in a conversation.
    fn is_known(&self) -> bool {
        self.entity.is_some() || self.role
    }
}

/// Whom a label can name.
#[derive(Debug)]
struct Bearers<'e> {
    entities: &'e Entities,
    /// The persons and bodies of the article by their names, the first of a name.
    names: BTreeMap<&'e str, usize>,
    /// Its persons by their initials; nothing where several share them.
    initials: BTreeMap<String, Option<usize>>,
}

impl<'e> Bearers<'e> {
    fn new(entities: &'e Entities) -> Self {
        let mut bearers = Self { entities, names: BTreeMap::new(), initials: BTreeMap::new() };
        for (at, entity) in entities.entities.iter().enumerate() {
            if !matches!(entity.entity_type, EntityType::Per | EntityType::Org) {
                continue;
            }
            for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                bearers.names.entry(name).or_insert(at);
            }
            let initials: String = entity.name.split(' ').filter_map(|word| word.chars().next()).collect();
            if entity.entity_type == EntityType::Per && initials.chars().count() > 1 {
                bearers.initials.entry(initials).and_modify(|bearer| *bearer = None).or_insert(Some(at));
            }
        }
        bearers
    }

    fn label(&self, Opening { span, bracketed }: Opening, text: &str) -> Label {
        let label = span.of(text);
        let is_person = |at: &usize| self.entities.entities[*at].entity_type == EntityType::Per;
        let named = self.names.get(label).copied();
        // What looks like a body of that name may be a person's initials.
        let initials = || self.initials.get(label).copied().flatten();
        let entity = named.filter(is_person).or_else(initials).or(named);
        let person = entity.is_some_and(|at| is_person(&at));
        let answers = person || matches!(label, "A" | "Answer");
        Label { span, bracketed, entity, role: ROLES.contains(&label), answers }
    }
}

#[cfg(test)]
mod tests {
    use triplewire_tokenizer::segment;

    use super::*;

    /// For each sentence whose turn it is.
    fn turns(text: &str) -> Vec<&str> {
        let document = segment(text);
        let turns = Turns::new(&document, &Entities::default());
        assert_eq!(turns.of_sentence.len(), document.sentences.len());
        let words = |source: &Source| source.text.first().map_or("", |span| span.of(text));
        turns.of_sentence.iter().map(|turn| turn.as_ref().map_or("-", words)).collect()
    }

    #[test]
    fn a_turn_lasts_to_the_next_one() {
        let talk = "They met in Oslo.\n\nQ: Who left?\n\nA: Guards left. Rebels came.\n\nThey burned it.\n\n\
            Q: When did that happen?\n\nA: In May.\n\nThe army came back.";
        assert_eq!(turns(talk), ["-", "Q", "A", "A", "A", "Q", "A", "-"]);
        // Nobody knows who answers without a label, and whether "AW" does for long.
        let bracketed =
            "((Q)) Who left?\n\nGuards left.\n\n((AW)) It burned.\n\nIt fell.\n\n((Q)) When was that?";
        assert_eq!(turns(bracketed), ["Q", "-", "AW", "-", "Q"]);
    }

    #[test]
    fn labels_alone_make_no_conversation() {
        assert_eq!(turns("Image: The port.\n\nImage: The army.\n\nImage: Guards left."), ["-", "-", "-"]);
        assert_eq!(turns("Q: Who left?\n\nGuards left the port."), ["-", "-"]);
        assert_eq!(turns("Q:A: no. A:"), vec!["-"; turns("Q:A: no. A:").len()]);
    }
}
