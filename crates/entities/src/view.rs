//! A sentence in, its words as the rules read them out: as written and in lower case.

use std::{borrow::Cow, ops::Range};

use triplewire_tokenizer::{Document, Span, Word};

/// The words of one sentence.
#[derive(Clone, Debug)]
pub(crate) struct View<'t> {
    pub(crate) text: &'t str,
    pub(crate) words: &'t [Word],
    lower: Vec<Cow<'t, str>>,
}

impl<'t> View<'t> {
    /// The words of sentence `index`, which must exist.
    pub(crate) fn new(document: &'t Document<'_>, index: usize) -> Self {
        let words = document.sentences[index].words.as_slice();
        let lower = words.iter().map(|word| lower(word.span.of(document.text))).collect();
        Self { text: document.text, words, lower }
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// Word `i` as written; empty outside the sentence.
    pub(crate) fn form(&self, i: usize) -> &'t str {
        self.words.get(i).map_or("", |word| word.span.of(self.text))
    }

    /// Word `i` in lower case; empty outside the sentence.
    pub(crate) fn lower(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", |word| word)
    }

    /// The word before `i` in lower case; empty at the start.
    pub(crate) fn before(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |i| self.lower(i))
    }

    /// The place of a non-empty range of words.
    pub(crate) fn span(&self, words: &Range<usize>) -> Span {
        Span::new(self.words[words.start].span.start, self.words[words.end - 1].span.end)
    }

    /// What a non-empty range of words says, white space folded.
    pub(crate) fn text(&self, words: &Range<usize>) -> String {
        words_of(self.text, self.span(words))
    }
}

/// What a span says, white space folded.
pub(crate) fn words_of(text: &str, span: Span) -> String {
    let mut out = String::new();
    for part in span.of(text).split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

/// Lower case, copied only where it differs.
fn lower(form: &str) -> Cow<'_, str> {
    let same = form.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    if same { Cow::Borrowed(form) } else { Cow::Owned(form.to_lowercase()) }
}
