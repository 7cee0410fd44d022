//! What segmentation gives: a [`Document`] of passages and sentences of words.
//!
//! Everything is a [`Span`] of the text it was made from; no string is copied.

use std::ops::Range;

/// A stretch of a text: byte offsets, half open, always on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end` (bytes).
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// The words of `text` that this span selects.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The span as a range, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether `other` lies wholly inside this span.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// An article cut into passages, sentences and words.
///
/// `text` is the article exactly as it was read (a byte order mark included), so that every span
/// of every later stage points into the user's own input.
#[derive(Clone, Debug)]
pub struct Document<'t> {
    /// The whole input.
    pub text: &'t str,
    /// Every stretch of the text that is not white space, in order.
    pub passages: Vec<Passage>,
    /// The sentences of the passages that are read for facts, in order.
    pub sentences: Vec<Sentence>,
    /// The date of publication, where the text itself gives one.
    pub published: Option<Published>,
}

/// A paragraph, or a stretch that was told apart from the article's sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: PassageKind,
}

/// What a passage is.
///
/// Headlines, headings and paragraphs have sentences, a dateline and a date line are one each (to
/// be passed over by whoever looks for facts), and page chrome has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// The article's title.
    Headline,
    /// A heading inside the article.
    Heading,
    /// Running text.
    Paragraph,
    /// "DAMASCUS, Feb 21 (Reuters) -" before a paragraph's first sentence.
    Dateline,
    /// A line that only says when ("Thursday, January 24, 2019").
    Date,
    /// What the page says, not the article: share bars, font size controls, advertisements.
    Chrome,
}

/// The date of publication and the words that give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day.
    pub date: jiff::civil::Date,
    /// Where the text says so.
    pub span: Span,
    /// What says so.
    pub from: PublishedFrom,
}

/// What kind of passage gives the date of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedFrom {
    /// A line that only says when ("Thursday, January 24, 2019").
    Heading,
    /// What the page says ("date 2026-02-22 + ↺ − 16 px").
    Chrome,
    /// A dateline that has the year.
    Dateline,
}

/// A sentence of words, never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From the first word's start to the last word's end.
    pub span: Span,
    /// The words, in order.
    pub words: Vec<Word>,
    /// Index into [`Document::passages`].
    pub passage: usize,
    /// Whether a longer sentence was cut here because it exceeded what the encoder can see.
    pub cut: bool,
}

/// A syntactic word as Universal Dependencies splits English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// Whether white space follows it.
    pub space_after: bool,
    /// Whether it belongs to the same surface token as the word before ("n't" in "don't").
    pub clitic: bool,
}
