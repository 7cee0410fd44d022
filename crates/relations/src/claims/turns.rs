//! The sentences of an article in, for each out whose turn it is in a conversation that is written down.
//!
//! A turn opens with a label, "((Anna Weber))", "Anna Weber:", "AW:" or "Q:", and lasts to the end of its
//! paragraph; an answer may go on in the next ones, up to another turn. Labels without brackets are those of
//! persons and bodies of the article and of parts ("Q"), if they come back: "Update:" is nobody.

use std::collections::BTreeMap;

use triplewire_entities::{Entities, EntityType};
use triplewire_tokenizer::{Document, Sentence, Span};

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
        let read = |sentence: &Sentence| Label::of(document.text, sentence.span, entities);
        let mut labels: Vec<Option<Label>> = sentences.iter().map(read).collect();
        // "Image: …" is nobody's turn, and neither is what is said once.
        let mut counts: BTreeMap<Who<'_>, usize> = BTreeMap::new();
        for label in labels.iter().flatten() {
            *counts.entry(label.who(document.text)).or_default() += 1;
        }
        for label in &mut labels {
            *label = label
                .take()
                .filter(|label| label.bracketed || label.is_known() && counts[&label.who(document.text)] > 1);
        }
        let known = labels.iter().flatten().any(Label::is_known);
        if !known || labels.iter().flatten().count() < FEWEST {
            return Self { of_sentence: vec![None; sentences.len()] };
        }
        let opened: Vec<usize> = labels
            .iter()
            .zip(sentences)
            .filter(|(label, _)| label.is_some())
            .map(|(_, at)| at.passage)
            .collect();
        let mut turn: Option<(Label, usize)> = None;
        let mut of_sentence = Vec::with_capacity(sentences.len());
        for (label, sentence) in labels.into_iter().zip(sentences) {
            if let Some(label) = label {
                turn = Some((label, sentence.passage));
            }
            // A question ends with its line; an answer may go on in the next paragraphs, if a turn follows them.
            let lasts = |(label, start): &&(Label, usize)| {
                let next = opened.iter().find(|&&passage| passage > *start);
                let follows =
                    next.is_some_and(|&next| sentence.passage < next && next <= start + 1 + PARAGRAPHS);
                let between = document.text.get(label.span.end..sentence.span.start).unwrap_or_default();
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

/// What a sentence opens with.
#[derive(Debug)]
struct Label {
    span: Span,
    /// The person or body of that name.
    entity: Option<usize>,
    role: bool,
    bracketed: bool,
    /// Whether it is a person's or an answer's, and no interviewer's.
    answers: bool,
}

/// Whose label it is: the entity, or the words where it names none.
type Who<'t> = (Option<usize>, &'t str);

impl Label {
    fn of(text: &str, sentence: Span, entities: &Entities) -> Option<Self> {
        let words = sentence.of(text);
        let (start, length, bracketed) = match words.strip_prefix("((") {
            Some(rest) => (2, rest.find("))")?, true),
            None => (0, words.find(':')?, false),
        };
        if length > LONGEST {
            return None;
        }
        let label = words.get(start..start + length)?;
        let follows = bracketed || words[length + 1..].starts_with(char::is_whitespace);
        let named = label.split(' ').count() <= 4
            && label.split(' ').all(|word| word.starts_with(char::is_uppercase))
            && label.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’'));
        let start = sentence.start + start;
        (named && follows).then(|| {
            let entity = bearer(label, entities);
            let person = entity.is_some_and(|at| entities.entities[at].entity_type == EntityType::Per);
            Self {
                span: Span::new(start, start + length),
                entity,
                role: ROLES.contains(&label),
                bracketed,
                answers: person || matches!(label, "A" | "Answer"),
            }
        })
    }

    fn who<'t>(&self, text: &'t str) -> Who<'t> {
        (self.entity, if self.entity.is_some() { "" } else { self.span.of(text) })
    }

    /// Whether it names somebody, or a part in a conversation.
    fn is_known(&self) -> bool {
        self.entity.is_some() || self.role
    }
}

/// Whom a label names: by a name that the article uses, or by the initials of one person.
fn bearer(label: &str, entities: &Entities) -> Option<usize> {
    let speaks = |at: &usize| matches!(entities.entities[*at].entity_type, EntityType::Per | EntityType::Org);
    let all = || (0..entities.entities.len()).filter(speaks);
    let named = |at: &usize| {
        let entity = &entities.entities[*at];
        entity.name == label || entity.aliases.iter().any(|alias| alias == label)
    };
    let initials = |at: &usize| {
        let name = &entities.entities[*at].name;
        let first: String = name.split(' ').filter_map(|word| word.chars().next()).collect();
        first.len() > 1 && first == label && entities.entities[*at].entity_type == EntityType::Per
    };
    let only =
        |mut found: Box<dyn Iterator<Item = usize> + '_>| found.next().filter(|_| found.next().is_none());
    all().find(named).or_else(|| only(Box::new(all().filter(initials))))
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
