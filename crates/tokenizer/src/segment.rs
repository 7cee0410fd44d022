//! Text in, [`Document`] out.

use crate::document::{Document, PassageKind, Sentence, Span, Word};
use crate::passages::passages;
use crate::sentences::sentences;
use crate::words::words;

/// The most words of a sentence; longer ones are cut.
const MAX_WORDS: usize = 250;

/// A long sentence is not cut before this word.
const MIN_WORDS: usize = 100;

/// Segments a text into passages, sentences and words.
///
/// Never fails, whatever the text, and takes time proportional to its length.
/// Page chrome has no sentences; a date line and a dateline are one each. A sentence of more than 250 words is
/// cut after a semicolon, a comma or before a conjunction, in this order of preference, and all
/// but the last of the parts say so ([`Sentence::cut`]).
#[must_use]
pub fn segment(text: &str) -> Document<'_> {
    let (passages, published) = passages(text);
    let mut result = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        let spans = match passage.kind {
            PassageKind::Headline | PassageKind::Heading | PassageKind::Paragraph => {
                sentences(text, passage.span)
            }
            PassageKind::Dateline | PassageKind::Date => vec![passage.span],
            PassageKind::Chrome => continue,
        };
        for span in spans {
            push_sentence(text, words(text, span), index, &mut result);
        }
    }
    Document { text, passages, sentences: result, published }
}

/// Appends the sentence of these words, in parts if it is too long.
fn push_sentence(text: &str, words: Vec<Word>, passage: usize, sentences: &mut Vec<Sentence>) {
    let mut rest = words;
    while !rest.is_empty() {
        let cut = rest.len() > MAX_WORDS;
        let after = if cut { rest.split_off(cut_place(text, &rest)) } else { Vec::new() };
        if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
            let span = Span::new(first.span.start, last.span.end);
            sentences.push(Sentence { span, words: rest, passage, cut });
        }
        rest = after;
    }
}

/// How many words of a too long sentence to keep together.
fn cut_place(text: &str, words: &[Word]) -> usize {
    let form = |i: usize| words[i].span.of(text);
    let last = |fits: &dyn Fn(usize) -> bool| {
        (MIN_WORDS..=MAX_WORDS).rev().find(|&i| !words[i].clitic && fits(i))
    };
    let conjunction = |i: usize| matches!(form(i), "and" | "or" | "but" | "while" | "which" | "because");
    last(&|i| matches!(form(i - 1), ";" | ":"))
        .or_else(|| last(&|i| form(i - 1) == "," && conjunction(i)))
        .or_else(|| last(&|i| form(i - 1) == ","))
        .or_else(|| last(&conjunction))
        .or_else(|| last(&|i| words[i - 1].space_after))
        .or_else(|| last(&|_| true))
        .unwrap_or(MAX_WORDS)
}
