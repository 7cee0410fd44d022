//! The words of an article, and the text that they stand in.

use std::borrow::Cow;

use jiff::civil::Date;
use triplewire_tokenizer::conllu::ConlluDocument;
use triplewire_tokenizer::{Document, segment};

use super::Unread;
use super::file::too_large;
use crate::args::Unit;
use crate::encoding::{Coding, Decoded};
use crate::html::Page;
use crate::language::foreign;
use crate::markdown::Markdown;
use crate::positions::Positions;
use crate::publication::Publication;

/// The words of an article, and how its bytes were read.
#[derive(Debug)]
pub(crate) struct Loaded<'a> {
    words: Words<'a>,
    coding: Option<Coding>,
}

#[derive(Debug)]
enum Words<'a> {
    /// As running text.
    Text(Cow<'a, str>),
    /// As Markdown and its source.
    Markdown(Box<Markdown>, Cow<'a, str>),
    /// As a web page and its source.
    Page(Box<Page>, Cow<'a, str>),
    /// As sentences of words.
    Conllu(&'a ConlluDocument),
}

impl<'a> Loaded<'a> {
    /// Running text.
    pub(crate) fn of_text(text: impl Into<Cow<'a, str>>) -> Self {
        Self { words: Words::Text(text.into()), coding: None }
    }

    /// The source of a web page; the error is a reason for people.
    pub(crate) fn of_page(source: impl Into<Cow<'a, str>>) -> Result<Self, String> {
        let source = source.into();
        Ok(Self { words: Words::Page(Box::new(Page::read(&source)?), source), coding: None })
    }

    /// Sentences of words.
    pub(crate) fn of_conllu(document: &'a ConlluDocument) -> Self {
        Self { words: Words::Conllu(document), coding: None }
    }

    /// The source of a Markdown text of a file.
    pub(super) fn of_decoded_markdown(decoded: Decoded) -> Self {
        let markdown = Box::new(Markdown::read(&decoded.text));
        Self { words: Words::Markdown(markdown, decoded.text.into()), coding: decoded.coding }
    }

    /// Running text of a file.
    pub(super) fn of_decoded(decoded: Decoded) -> Self {
        Self { coding: decoded.coding, ..Self::of_text(decoded.text) }
    }

    /// The source of a web page of a file.
    pub(super) fn of_decoded_page(decoded: Decoded) -> Result<Self, String> {
        Ok(Self { coding: decoded.coding, ..Self::of_page(decoded.text)? })
    }

    /// The same with how the bytes were read.
    pub(super) fn with(self, coding: Option<Coding>) -> Self {
        Self { coding, ..self }
    }

    /// How the bytes were read, where they are not plain UTF-8.
    pub(crate) fn coding(&self) -> Option<Coding> {
        self.coding
    }

    /// The sentences: found in the text, or as given.
    pub(crate) fn document(&self) -> Document<'_> {
        match &self.words {
            Words::Text(text) => segment(text),
            Words::Markdown(markdown, _) => segment(&markdown.text),
            Words::Page(page, _) => segment(&page.text),
            Words::Conllu(document) => document.document(),
        }
    }

    /// Refuses a text of more than `limit` bytes, and one that is not English. Words that are given are
    /// believed to be.
    pub(crate) fn check(&self, limit: u64, any_language: bool) -> Result<(), Unread> {
        let (text, is_given) = (self.text(), matches!(self.words, Words::Conllu(_)));
        if text.len() as u64 > limit {
            return Err(Unread::Failed(too_large(limit)));
        }
        if any_language || is_given {
            return Ok(());
        }
        foreign(text).map_or(Ok(()), |reason| Err(Unread::Skipped(reason)))
    }

    /// The text that is read: the input without its marks, tags and what is around the article.
    pub(crate) fn text(&self) -> &str {
        match &self.words {
            Words::Text(text) => text,
            Words::Markdown(markdown, _) => &markdown.text,
            Words::Page(page, _) => &page.text,
            Words::Conllu(document) => &document.text,
        }
    }

    /// The page, if it is one.
    pub(crate) fn page(&self) -> Option<&Page> {
        if let Words::Page(page, _) = &self.words { Some(page) } else { None }
    }

    /// Code points of a source that are neither read nor marks, where it has any marks.
    pub(crate) fn left_out(&self) -> Option<usize> {
        if let Words::Markdown(markdown, _) = &self.words { Some(markdown.left_out) } else { None }
    }

    /// When and where it was published: `given` is what the input says of it, `option` what the user does.
    pub(crate) fn publication(
        &self,
        given: Option<Date>,
        document: &Document<'_>,
        option: Option<Date>,
    ) -> Publication {
        match &self.words {
            Words::Page(page, _) => Publication::of_page(given, &page.metadata, document, option),
            Words::Text(_) | Words::Markdown(..) | Words::Conllu(_) => {
                Publication::new(given, document, option)
            }
        }
    }

    /// The input: what offsets count in and bytes are counted of.
    pub(crate) fn input(&self) -> &str {
        match &self.words {
            Words::Text(text) | Words::Markdown(_, text) | Words::Page(_, text) => text,
            Words::Conllu(document) => &document.text,
        }
    }

    /// Converts spans of the document's text.
    pub(crate) fn positions(&self, unit: Unit) -> Positions<'_> {
        match &self.words {
            Words::Page(page, source) => Positions::of_page(page, source, unit),
            Words::Markdown(markdown, source) => {
                Positions::mapped(&markdown.text, &markdown.map, source, unit)
            }
            Words::Text(_) | Words::Conllu(_) => Positions::new(self.input(), unit),
        }
    }

    /// The forms of all words where they are given: they need not stand in the text.
    pub(crate) fn forms(&self) -> Option<Vec<&str>> {
        let Words::Conllu(document) = &self.words else { return None };
        let tokens = document.rows.iter().flat_map(|row| &row.tokens);
        Some(tokens.map(|token| token.form.as_str()).collect())
    }
}
