//! Inputs in, articles out, one after the other.
//!
//! Files of many articles are read as they are needed; a file of one article is opened only when
//! a worker asks for its text ([`Article::load`]), so that memory holds few articles at a time.

mod conllu;
mod csv;
mod file;
mod jsonl;

use std::borrow::Cow;
use std::path::PathBuf;

use jiff::civil::Date;
use serde_json::Value;
use triplewire_tokenizer::conllu::ConlluDocument;
use triplewire_tokenizer::{Document, segment};

use crate::args::Unit;
use crate::html::Page;
use crate::inputs::{Compression, Input, Kind, Metadata, What};
use crate::positions::Positions;
use crate::publication::Publication;

/// An article, or what stands in the place of one.
#[derive(Debug)]
pub(crate) struct Article {
    /// Its name in all outputs.
    pub(crate) name: String,
    /// Its name in the `articles` format: a number where the input has one, null for a line that
    /// is no article.
    pub(crate) id: Value,
    /// Path, or path and line.
    pub(crate) source: String,
    /// Its line, for one of many in a file.
    pub(crate) line: Option<u64>,
    pub(crate) metadata: Metadata,
    pub(crate) content: Content,
}

/// Where an article's text is.
#[derive(Debug)]
pub(crate) enum Content {
    /// In a file of its own.
    File(PathBuf, Compression),
    /// In a file of its own, as a web page.
    HtmlFile(PathBuf, Compression),
    /// Here.
    Text(String),
    /// Here, as a web page.
    Html(String),
    /// Here, as sentences of words.
    Conllu(Box<ConlluDocument>),
    /// Nowhere: it was not to be read.
    Skipped(String),
    /// Nowhere: it could not be read.
    Failed(String),
}

/// The words of an article.
#[derive(Debug)]
pub(crate) enum Loaded<'a> {
    /// As running text.
    Text(Cow<'a, str>),
    /// As a web page and its source.
    Page(Box<Page>, Cow<'a, str>),
    /// As sentences of words.
    Conllu(&'a ConlluDocument),
}

impl Article {
    /// Reads the text, if it is not here yet.
    pub(crate) fn load(&self) -> Result<Loaded<'_>, String> {
        match &self.content {
            Content::File(path, compression) => Ok(Loaded::Text(Cow::Owned(file::read(path, *compression)?))),
            Content::HtmlFile(path, compression) => {
                Loaded::of_page(Cow::Owned(file::read(path, *compression)?))
            }
            Content::Text(text) => Ok(Loaded::Text(Cow::Borrowed(text))),
            Content::Html(source) => Loaded::of_page(Cow::Borrowed(source)),
            Content::Conllu(document) => Ok(Loaded::Conllu(document)),
            Content::Skipped(reason) | Content::Failed(reason) => Err(reason.clone()),
        }
    }
}

impl<'a> Loaded<'a> {
    /// Reads the source of a web page; the error is a reason for people.
    pub(crate) fn of_page(source: Cow<'a, str>) -> Result<Self, String> {
        Ok(Self::Page(Box::new(Page::read(&source)?), source))
    }

    /// The sentences: found in the text, or as given.
    pub(crate) fn document(&self) -> Document<'_> {
        match self {
            Self::Text(text) => segment(text),
            Self::Page(page, _) => segment(&page.text),
            Self::Conllu(document) => document.document(),
        }
    }

    /// The page, if it is one.
    pub(crate) fn page(&self) -> Option<&Page> {
        if let Self::Page(page, _) = self { Some(page) } else { None }
    }

    /// When and where it was published: `given` is what the input says of it, `option` what the user does.
    pub(crate) fn publication(
        &self,
        given: Option<Date>,
        document: &Document<'_>,
        option: Option<Date>,
    ) -> Publication {
        match self {
            Self::Page(page, _) => Publication::of_page(given, &page.metadata, document, option),
            Self::Text(_) | Self::Conllu(_) => Publication::new(given, document, option),
        }
    }

    /// The input: what offsets count in and bytes are counted of.
    pub(crate) fn input(&self) -> &str {
        match self {
            Self::Text(text) | Self::Page(_, text) => text,
            Self::Conllu(document) => &document.text,
        }
    }

    /// Converts spans of the document's text.
    pub(crate) fn positions(&self, unit: Unit) -> Positions<'_> {
        match self {
            Self::Page(page, source) => Positions::of_page(page, source, unit),
            Self::Text(_) | Self::Conllu(_) => Positions::new(self.input(), unit),
        }
    }

    /// The forms of all words where they are given: they need not stand in the text.
    pub(crate) fn forms(&self) -> Option<Vec<&str>> {
        let Self::Conllu(document) = self else { return None };
        let tokens = document.rows.iter().flat_map(|row| &row.tokens);
        Some(tokens.map(|token| token.form.as_str()).collect())
    }
}

type Articles = Box<dyn Iterator<Item = Article> + Send>;

/// Everything that the inputs hold, in their order.
pub(crate) fn articles(inputs: Vec<Input>) -> impl Iterator<Item = Article> + Send + 'static {
    inputs.into_iter().flat_map(open)
}

fn open(input: Input) -> Articles {
    let Input { name, source, what } = input;
    let single = |content, metadata| -> Articles {
        let id = Value::String(name.clone());
        let (name, source) = (name.clone(), source.clone());
        Box::new(std::iter::once(Article { name, id, source, line: None, metadata, content }))
    };
    let none = Metadata::default();
    match what {
        What::Skipped(reason) => single(Content::Skipped(reason), none),
        What::Failed(reason) => single(Content::Failed(reason), none),
        What::Stdin => Box::new(jsonl::standard_input()),
        What::File { path, kind: Kind::Text, compression, metadata } => {
            single(Content::File(path, compression), metadata)
        }
        What::File { path, kind: Kind::Html, compression, metadata } => {
            single(Content::HtmlFile(path, compression), metadata)
        }
        What::File { path, kind: Kind::Conllu, compression, .. } => {
            match file::read(&path, compression).and_then(|text| conllu::read(&text)) {
                Ok(documents) => Box::new(conllu::articles(documents, name, source)),
                Err(reason) => single(Content::Failed(reason), none),
            }
        }
        What::File { path, kind, compression, .. } => match file::open(&path, compression) {
            Ok(reader) if kind == Kind::Csv => match csv::read(reader, &name, &source) {
                Ok(rows) => Box::new(rows),
                Err(reason) => single(Content::Failed(reason), none),
            },
            Ok(reader) => Box::new(jsonl::lines(reader, name, source)),
            Err(reason) => single(Content::Failed(reason), none),
        },
    }
}

/// The name of line `line` of the input called `name`: STEM:LINE.
fn line_name(name: &str, line: u64) -> String {
    format!("{name}:{line}")
}
