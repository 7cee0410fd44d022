//! Inputs in, articles out, one after the other.
//!
//! Files of many articles are read as they are needed; a file of one article is opened only when
//! a worker asks for its text ([`Article::load`]), so that memory holds few articles at a time.

mod conllu;
mod csv;
mod file;
mod http;
mod jsonl;
mod loaded;
mod members;
mod names;
mod warc;
mod zstd;

use jiff::civil::Date;
use serde_json::Value;
use triplewire_tokenizer::Document;
use triplewire_tokenizer::conllu::ConlluDocument;

use self::file::Reader;
use self::http::Payload;
use self::names::Names;
use crate::encoding::{Coding, Decoded};
use crate::inputs::{Input, Kind, Metadata, What};
use crate::publication::Publication;

pub(crate) use self::file::Source;
pub(crate) use self::loaded::Loaded;

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
    File(Source),
    /// In a file of its own, as Markdown.
    MarkdownFile(Source),
    /// In a file of its own, as a web page.
    HtmlFile(Source),
    /// Here.
    Text(Decoded),
    /// Here, as a web page.
    Html(Decoded),
    /// Here, as sentences of words.
    Conllu(Box<ConlluDocument>, Option<Coding>),
    /// Here, as an archive has it.
    Response(Box<Payload>),
    /// Nowhere: it was not to be read.
    Skipped(String),
    /// Nowhere: it could not be read.
    Failed(String),
}

/// Why nothing is read of an article; the reason is for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It is not to be read.
    Skipped(String),
    /// It cannot be read.
    Failed(String),
}

impl From<String> for Unread {
    fn from(reason: String) -> Self {
        Self::Failed(reason)
    }
}

impl Article {
    /// When and where it was published; `option` is what the user says.
    pub(crate) fn publication(
        &self,
        loaded: &Loaded<'_>,
        document: &Document<'_>,
        option: Option<Date>,
    ) -> Publication {
        let given = self.metadata.published();
        if option.is_some() || self.metadata.archived.is_none() {
            return loaded.publication(given, document, option);
        }
        loaded.publication(given, document, self.metadata.archived).by_archive()
    }

    /// What there is to say of an article that was read.
    pub(crate) fn remark(&self) -> Option<String> {
        if matches!(&self.content, Content::Response(response) if response.is_cut()) {
            return Some("the archive has only the start of it".to_owned());
        }
        let date = self.metadata.date.as_deref()?;
        let unread = !date.trim().is_empty() && self.metadata.published().is_none();
        unread.then(|| format!("date not understood: {date:?}"))
    }

    /// Reads the text, if it is not here yet.
    pub(crate) fn load(&self) -> Result<Loaded<'_>, Unread> {
        Ok(match &self.content {
            Content::File(source) => Loaded::of_decoded(source.text()?),
            Content::MarkdownFile(source) => Loaded::of_decoded_markdown(source.text()?),
            Content::HtmlFile(source) => Loaded::of_decoded_page(source.page()?)?,
            Content::Text(Decoded { text, coding }) => Loaded::of_text(text).with(*coding),
            Content::Html(Decoded { text, coding }) => Loaded::of_page(text)?.with(*coding),
            Content::Conllu(document, coding) => Loaded::of_conllu(document).with(*coding),
            Content::Response(response) => response.load()?,
            Content::Skipped(reason) => return Err(Unread::Skipped(reason.clone())),
            Content::Failed(reason) => return Err(Unread::Failed(reason.clone())),
        })
    }
}

/// Articles, one after the other.
pub(crate) type Articles = Box<dyn Iterator<Item = Article> + Send>;

/// How many times as large as its text the source of an article may be: pages have pictures in them.
const MOST_MARKUP: u64 = 8;

/// Everything that the inputs hold, in their order; no article is read of more than `limit` bytes of text.
pub(crate) fn articles(inputs: Vec<Input>, limit: u64) -> impl Iterator<Item = Article> + Send + 'static {
    let mut names = Names::default();
    inputs
        .into_iter()
        .flat_map(move |input| {
            let is_stream = input.what == What::Stdin;
            open(input, limit).map(move |article| (article, is_stream))
        })
        // Every line of a stream has its answer, which tells articles of one name apart.
        .map(move |(article, is_stream)| if is_stream { article } else { names.check(article) })
}

fn open(input: Input, limit: u64) -> Articles {
    let Input { name, source, what } = input;
    let single = |content, metadata| -> Articles {
        let id = Value::String(name.clone());
        let (name, source) = (name.clone(), source.clone());
        Box::new(std::iter::once(Article { name, id, source, line: None, metadata, content }))
    };
    let none = Metadata::default();
    let (path, kind, compression, metadata) = match what {
        What::Skipped(reason) => return single(Content::Skipped(reason), none),
        What::Failed(reason) => return single(Content::Failed(reason), none),
        What::Stdin => {
            return Box::new(jsonl::standard_input(limit.saturating_mul(MOST_MARKUP)));
        }
        What::File { path, kind, compression, metadata } => (path, kind, compression, metadata),
    };
    let text_limit = limit;
    let limit = limit.saturating_mul(MOST_MARKUP);
    match kind {
        Kind::Text => {
            return single(Content::File(Source { path, compression, limit: text_limit }), metadata);
        }
        Kind::Markdown => {
            return single(Content::MarkdownFile(Source { path, compression, limit }), metadata);
        }
        Kind::Html => return single(Content::HtmlFile(Source { path, compression, limit }), metadata),
        Kind::Jsonl | Kind::Csv | Kind::Conllu | Kind::Warc => {}
    }
    let many = file::open(&path, compression, kind == Kind::Warc)
        .and_then(|reader| read(kind, reader, &name, &source, limit));
    many.unwrap_or_else(|reason| single(Content::Failed(reason), none))
}

/// The articles of a file that may have many; the error says why it has none.
pub(crate) fn read(
    kind: Kind,
    reader: Reader,
    name: &str,
    source: &str,
    limit: u64,
) -> Result<Articles, String> {
    let (owned, place) = (name.to_owned(), source.to_owned());
    Ok(match kind {
        Kind::Conllu => Box::new(conllu::articles(reader, owned, place, limit)),
        Kind::Csv => Box::new(csv::read(reader, name, source, limit)?),
        Kind::Warc => Box::new(warc::articles(reader, owned, place, limit)),
        Kind::Text | Kind::Markdown | Kind::Html | Kind::Jsonl => {
            Box::new(jsonl::lines(reader, owned, place, limit))
        }
    })
}

/// The name of line `line` of the input called `name`: STEM:LINE.
fn line_name(name: &str, line: u64) -> String {
    format!("{name}:{line}")
}
