//! The sentences of an article in, for each out whose turn it is in a conversation that is written down.
//!
//! A turn opens with a label, "((Anna Weber))", "Anna Weber:", "AW:" or "Q:", and lasts to the next one. What
//! stands behind the last paragraph with a label is the article's again. Labels that are no names ("Update:") open
//! turns only beside some that are, and only as often as people take turns.

use std::{collections::BTreeSet, ops::Range};

use triplewire_entities::{Entities, EntityType};
use triplewire_tokenizer::{Document, Span};

use crate::fact::{Fact, Source};

/// How many turns make a conversation.
const FEWEST: usize = 3;

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
        let mut labels: Vec<Option<Label>> = document
            .sentences
            .iter()
            .map(|sentence| Label::of(document.text, sentence.span.start..sentence.span.end, entities))
            .collect();
        let sure = |label: &&Label| label.entity.is_some() || label.role;
        let opened = labels.iter().flatten().filter(sure).count();
        let names: BTreeSet<&str> =
            labels.iter().flatten().map(|label| label.span.of(document.text)).collect();
        let talks =
            opened >= FEWEST || opened > 0 && labels.iter().flatten().count() >= FEWEST && names.len() > 1;
        if !talks {
            labels.fill_with(|| None);
        }
        // "Image: …" is nobody's turn, however often it stands there; "((WN))" is, beside a name.
        for label in &mut labels {
            *label = label.take().filter(|label| sure(&label) || label.bracketed);
        }
        let last = labels.iter().rposition(Option::is_some);
        let last = last.and_then(|at| document.sentences.get(at)).map(|sentence| sentence.passage);
        let mut speaker: Option<Source> = None;
        let mut of_sentence = Vec::with_capacity(labels.len());
        for (label, sentence) in labels.into_iter().zip(&document.sentences) {
            if let Some(Label { span, entity, .. }) = label {
                speaker = Some(Source { text: vec![span], entity, act: None });
            } else if last.is_none_or(|last| sentence.passage > last) {
                speaker = None;
            }
            of_sentence.push(speaker.clone());
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
}

impl Label {
    fn of(text: &str, sentence: Range<usize>, entities: &Entities) -> Option<Self> {
        let words = text.get(sentence.clone())?;
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
        let span = Span::new(sentence.start + start, sentence.start + start + length);
        (named && follows).then(|| Self {
            span,
            entity: bearer(label, entities),
            role: ROLES.contains(&label),
            bracketed,
        })
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
            Q: When did that happen?\n\nThe army came back.";
        assert_eq!(turns(talk), ["-", "Q", "A", "A", "A", "Q", "-"]);
        let bracketed = "((Q)) Who left?\n\n((AW)) Guards left.\n\n((Q)) And when was that?";
        assert_eq!(turns(bracketed), ["Q", "AW", "Q"]);
    }

    #[test]
    fn labels_alone_make_no_conversation() {
        assert_eq!(turns("Image: The port.\n\nImage: The army.\n\nImage: Guards left."), ["-", "-", "-"]);
        assert_eq!(turns("Q: Who left?\n\nGuards left the port."), ["-", "-"]);
        assert_eq!(turns("Q:A: no. A:"), vec!["-"; turns("Q:A: no. A:").len()]);
    }
}
