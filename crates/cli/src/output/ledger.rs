//! What became of an article: the records of `ledger.jsonl`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use triplewire_tokenizer::{PassageKind, Span};

use crate::articles::Loaded;
use crate::encoding::Coding;
use crate::html::{Page, Saying, TextFrom};
use crate::inputs::Metadata;
use crate::pipeline::Analysis;
use crate::positions::{Location, Positions};
use crate::publication::{Evidence, PublicationRecord};

/// One line of `ledger.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct LedgerRecord {
    pub(crate) article: String,
    /// Path, or path and line.
    pub(crate) source: String,
    pub(crate) status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
    #[serde(flatten)]
    pub(crate) provenance: Provenance,
    /// `None` where nothing was read.
    #[serde(flatten)]
    pub(crate) counts: Option<Counts>,
}

/// Where the input says that an article is from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Provenance {
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// The day on which an archive got it.
    #[serde(skip_serializing_if = "Option::is_none")]
    archived: Option<String>,
}

impl Provenance {
    pub(crate) fn of(metadata: &Metadata) -> Self {
        let archived = metadata.archived.map(|date| date.to_string());
        Self { url: metadata.url.clone(), archived }
    }
}

/// What stands in the place of an article that failed, where each article has a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct FailureRecord<'a> {
    pub(crate) id: &'a Value,
    /// Where there is no id to tell it by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<u64>,
    pub(crate) error: &'a str,
}

impl<'a> FailureRecord<'a> {
    /// The record of the article called `id` on `line`, which was not read for this reason.
    pub(crate) fn new(id: &'a Value, line: Option<u64>, reason: Option<&'a str>) -> Self {
        Self { id, line: line.filter(|_| id.is_null()), error: reason.unwrap_or_default() }
    }
}

/// Whether an article was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    /// It was.
    Done,
    /// It was to be read and could not.
    Failed,
    /// It was not to be read.
    Skipped,
}

/// How much of an article was read, when it was published, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Counts {
    /// Of the input, decompressed and decoded.
    pub(crate) bytes: usize,
    /// Code points of the text that was read for facts; with `characters_skipped` all there are.
    pub(crate) characters_read: usize,
    /// Code points of the passages that hold no sentences: datelines, dates and page chrome.
    pub(crate) characters_skipped: usize,
    /// Those passages.
    pub(crate) passages_skipped: usize,
    pub(crate) sentences: usize,
    /// Sentences that end where they were too long to read at once.
    pub(crate) sentences_cut: usize,
    pub(crate) sentences_without_facts: usize,
    /// As written.
    pub(crate) facts: usize,
    /// Found, but below the least confidence that was asked for.
    pub(crate) facts_below_confidence: usize,
    /// When and where the article was published, and what says so.
    #[serde(flatten)]
    pub(crate) publication: PublicationRecord,
    /// How the bytes were read, where they are not plain UTF-8.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub(crate) coding: Option<Coding>,
    /// Code points of a Markdown source that are neither in the text nor marks.
    #[serde(rename = "characters_left_out", skip_serializing_if = "Option::is_none")]
    pub(crate) left_out: Option<usize>,
    /// Of a web page.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub(crate) page: Option<PageRecord>,
    /// For the summary, which speaks of words.
    #[serde(skip)]
    pub(crate) words: usize,
}

impl Counts {
    /// Counts an analysis; the caller adds the facts, of which `with_facts` names the sentences.
    pub(crate) fn of(analysis: &Analysis<'_>, with_facts: &BTreeSet<usize>) -> Self {
        let document = &analysis.document;
        let characters = |span: Span| span.of(document.text).chars().count();
        let skipped = document.passages.iter().filter(|passage| match passage.kind {
            PassageKind::Headline | PassageKind::Heading | PassageKind::Paragraph => false,
            PassageKind::Dateline | PassageKind::Date | PassageKind::Chrome => true,
        });
        let (mut characters_skipped, mut passages_skipped) = (0, 0);
        for passage in skipped {
            characters_skipped += characters(passage.span);
            passages_skipped += 1;
        }
        let all = document.text.chars().count();
        let sentences = document.sentences.len();
        Self {
            bytes: document.text.len(),
            characters_read: all.saturating_sub(characters_skipped),
            characters_skipped,
            passages_skipped,
            sentences,
            sentences_cut: document.sentences.iter().filter(|sentence| sentence.cut).count(),
            sentences_without_facts: sentences.saturating_sub(with_facts.len()),
            words: document.sentences.iter().map(|sentence| sentence.words.len()).sum(),
            ..Self::default()
        }
    }

    /// The same with what is known of the input beyond its text.
    pub(crate) fn with_input(self, loaded: &Loaded<'_>, positions: &Positions<'_>) -> Self {
        let page = loaded.page().map(|page| PageRecord::new(page, positions));
        Self {
            bytes: loaded.input().len(),
            coding: loaded.coding(),
            left_out: loaded.left_out(),
            page,
            ..self
        }
    }
}

/// What of a web page was read, and what its markup says of the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct PageRecord {
    /// `main_text`: what Readability takes for the article; `body`: all but menus, footers and the like.
    text_from: &'static str,
    /// Code points that a reader of the page sees and that are neither read nor skipped, white space folded.
    characters_left_out: usize,
    /// Of these, what would have been read if its place in the source could be told.
    #[serde(skip_serializing_if = "is_zero")]
    characters_misplaced: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<SayingRecord>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<SayingRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<SayingRecord>,
}

/// What the markup says; `text` is exactly what stands in the source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct SayingRecord {
    value: String,
    from: Evidence,
    text: String,
    start: usize,
    end: usize,
}

impl PageRecord {
    fn new(page: &Page, positions: &Positions<'_>) -> Self {
        let record = |saying: &Saying| {
            let (text, (start, end)) = positions.at(Location::Markup(saying.span));
            SayingRecord { value: saying.value.clone(), from: saying.from.into(), text, start, end }
        };
        Self {
            text_from: match page.text_from {
                TextFrom::MainText => "main_text",
                TextFrom::Body => "body",
            },
            characters_left_out: page.characters_left_out,
            characters_misplaced: page.characters_misplaced,
            headline: page.metadata.headline.as_ref().map(record),
            authors: page.metadata.authors.iter().map(record).collect(),
            site: page.metadata.site.as_ref().map(record),
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

#[cfg(test)]
mod tests {
    use triplewire_entities::Entities;
    use triplewire_tokenizer::{Document, Passage, Sentence, Word};

    use super::*;

    #[test]
    fn text_without_sentences_is_counted() {
        let text = "« share »\n\nKyiv, Feb 1 – Peace.";
        let start = text.find("Peace").unwrap();
        let dateline = Span::new(text.find("Kyiv").unwrap(), start);
        let span = Span::new(start, text.len());
        let passage = |start, end, kind| Passage { span: Span::new(start, end), kind };
        let word = Word { span, space_after: false, clitic: false };
        let sentence = Sentence { span, words: vec![word], passage: 2, cut: true };
        let document = Document {
            text,
            passages: vec![
                passage(0, "« share »".len(), PassageKind::Chrome),
                passage(dateline.start, dateline.end, PassageKind::Dateline),
                passage(span.start, span.end, PassageKind::Paragraph),
            ],
            sentences: vec![sentence],
            published: None,
        };
        let (parses, entities, facts) = (Vec::new(), Entities::default(), Vec::new());
        let analysis = Analysis { document, parses, entities, facts };
        let counts = Counts::of(&analysis, &BTreeSet::new());
        assert_eq!((counts.bytes, counts.characters_read), (text.len(), 2 + 6));
        assert_eq!((counts.passages_skipped, counts.characters_skipped), (2, 9 + 14));
        assert_eq!((counts.sentences_cut, counts.sentences_without_facts), (1, 1));
    }

    #[test]
    fn what_was_not_read_has_no_counts() {
        let record = LedgerRecord {
            article: "a".to_owned(),
            source: "in/a.pdf".to_owned(),
            status: Status::Skipped,
            reason: Some("unknown".to_owned()),
            provenance: Provenance::default(),
            counts: None,
        };
        let json = serde_json::to_string(&record).unwrap();
        assert_eq!(json, r#"{"article":"a","source":"in/a.pdf","status":"skipped","reason":"unknown"}"#);
    }
}
