//! Helpers that build documents and scores for tests from plain text.

use std::ops::Range;

use triplewire_encoder::{Inventory, Matrix, Scores};
use triplewire_tokenizer::{Document, Sentence, Span, Word};

use crate::{Entities, MentionKind, Recognizer};

/// A document of one sentence a line, its words split at white space.
pub(crate) fn document(text: &str) -> Document<'_> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut words: Vec<Word> = Vec::new();
        for token in line.split_whitespace() {
            let at = token.as_ptr() as usize - text.as_ptr() as usize;
            words.push(Word { span: Span::new(at, at + token.len()), space_after: true, clitic: false });
        }
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            let span = Span::new(first.span.start, last.span.end);
            sentences.push(Sentence { span, words, passage: 0, cut: false });
        }
        start += line.len();
    }
    debug_assert_eq!(start, text.len());
    Document { text, passages: Vec::new(), sentences, published: None }
}

/// As [`document`], each hyphen between two characters a word, as the tokenizer splits.
pub(crate) fn hyphenated(text: &str) -> Document<'_> {
    let mut document = document(text);
    for sentence in &mut document.sentences {
        let mut words = Vec::new();
        for word in &sentence.words {
            let mut at = word.span.start;
            for part in word.span.of(text).split_inclusive('-') {
                let letters = part.len() - usize::from(part.ends_with('-'));
                for (start, end) in [(at, at + letters), (at + letters, at + part.len())] {
                    if start < end {
                        let space_after = end == word.span.end;
                        words.push(Word { span: Span::new(start, end), space_after, clitic: false });
                    }
                }
                at += part.len();
            }
        }
        sentence.words = words;
    }
    document
}

/// The columns that [`tagged`] uses.
pub(crate) fn inventory() -> Inventory {
    let strings = |list: &str| list.split(' ').map(str::to_owned).collect();
    Inventory {
        names: strings("O B-PER I-PER B-ORG I-ORG B-LOC I-LOC B-MISC I-MISC"),
        ..Inventory::default()
    }
}

/// Reads "[PER Bashar al-Assad] met him": the text without the marks, and scores that say what they say.
///
/// Tokens and brackets are set apart by white space, except that a bracket touches its neighbour.
pub(crate) fn tagged(marked: &str) -> (String, Vec<Scores>) {
    let inventory = inventory();
    let mut text = String::new();
    let mut scores = Vec::new();
    for line in marked.lines().filter(|line| !line.trim().is_empty()) {
        let mut values = Vec::new();
        let mut open: Option<(&str, bool)> = None;
        for token in line.split_whitespace() {
            if let Some(kind) = token.strip_prefix('[').filter(|kind| !kind.is_empty()) {
                open = Some((kind, true));
                continue;
            }
            let closes = token.len() > 1 && token.ends_with(']');
            let word = if closes { &token[..token.len() - 1] } else { token };
            let label = match open {
                Some((kind, true)) => format!("B-{kind}"),
                Some((kind, false)) => format!("I-{kind}"),
                None => "O".to_owned(),
            };
            open = if closes { None } else { open.map(|(kind, _)| (kind, false)) };
            values.extend(inventory.names.iter().map(|name| if *name == label { 5.0 } else { 0.0 }));
            text.push_str(word);
            text.push(' ');
        }
        text.push('\n');
        let names = Matrix { values, width: inventory.names.len() };
        scores.push(Scores { names, ..Scores::default() });
    }
    (text, scores)
}

/// Reads "in [ Syria ] today": the text without the brackets, and the words between them.
pub(crate) fn bracketed(marked: &str) -> (String, Range<usize>) {
    let tokens: Vec<&str> = marked.split(' ').collect();
    let place = |bracket| tokens.iter().position(|token| *token == bracket).unwrap();
    let words = place("[")..place("]") - 1;
    let kept: Vec<&str> = tokens.iter().filter(|token| !matches!(**token, "[" | "]")).copied().collect();
    (kept.join(" "), words)
}

/// Checks that all names of a marked text are one entity, and that the last reason is this one.
#[track_caller]
pub(crate) fn joined(marked: &str, why: &str) {
    let entities = mentioned(recognized(marked));
    let names: Vec<_> = entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names.len(), 1, "{marked}: {names:?}");
    let last = entities[0].merges.last().map(|merge| merge.why.to_string());
    assert_eq!(last.as_deref(), Some(why), "{marked}");
}

/// Checks that all names of a marked text are entities of their own.
#[track_caller]
pub(crate) fn apart(marked: &str) {
    let found = recognized(marked);
    let names = found.mentions.iter().filter(|mention| mention.kind == MentionKind::Name).count();
    let entities = mentioned(found);
    assert_eq!(entities.len(), names, "{marked}: {entities:?}");
}

/// The name and the other forms of every entity of a marked text.
pub(crate) fn entities_of(marked: &str) -> Vec<Vec<String>> {
    let with_aliases = |entity: crate::Entity| std::iter::once(entity.name).chain(entity.aliases).collect();
    mentioned(recognized(marked)).into_iter().map(with_aliases).collect()
}

/// The entities without those that stand only inside other names.
fn mentioned(found: Entities) -> Vec<crate::Entity> {
    found.entities.into_iter().filter(|entity| !entity.mentions.is_empty()).collect()
}

/// What is found in a text marked as [`tagged`] reads it.
pub(crate) fn recognized(marked: &str) -> Entities {
    RECOGNIZER.with(|recognizer| entities_with(recognizer, marked))
}

/// As [`recognized`], by a recogniser of its own.
pub(crate) fn entities_with(recognizer: &Recognizer, marked: &str) -> Entities {
    let (text, scores) = tagged(marked);
    recognizer.recognize(&document(&text), &scores, &inventory())
}

thread_local! {
    static RECOGNIZER: Recognizer = Recognizer::new();
}
