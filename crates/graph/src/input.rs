//! The lines of a result folder in, typed records out. Fields that are not needed are passed over.

use std::collections::BTreeMap;
use std::io::BufRead;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::error::GraphError;
use crate::model::Words;

/// A line of `facts.jsonl`.
#[derive(Debug, Deserialize)]
pub(crate) struct FactLine {
    pub(crate) id: String,
    pub(crate) article: String,
    #[serde(default)]
    pub(crate) sentence: usize,
    pub(crate) subject: Part,
    pub(crate) relation: Relation,
    pub(crate) object: Option<Part>,
    pub(crate) polarity: String,
    pub(crate) modality: String,
    #[serde(default)]
    pub(crate) by: Vec<Part>,
    pub(crate) when: Option<Part>,
    #[serde(rename = "where")]
    pub(crate) place: Option<Part>,
    pub(crate) confidence: f64,
    pub(crate) rule: Option<String>,
}

/// A subject, object, source, time or place.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Part {
    pub(crate) text: String,
    pub(crate) start: Option<usize>,
    pub(crate) end: Option<usize>,
    #[serde(default)]
    pub(crate) spans: Vec<(usize, usize)>,
    pub(crate) act: Option<String>,
    pub(crate) core: Option<String>,
    pub(crate) entity: Option<String>,
    pub(crate) name: Option<String>,
    #[serde(rename = "type")]
    pub(crate) entity_type: Option<String>,
    pub(crate) value: Option<String>,
}

/// A relation.
#[derive(Debug, Deserialize)]
pub(crate) struct Relation {
    pub(crate) text: String,
    pub(crate) start: Option<usize>,
    pub(crate) end: Option<usize>,
    #[serde(default)]
    pub(crate) spans: Vec<(usize, usize)>,
    pub(crate) lemma: String,
    #[serde(default)]
    pub(crate) implied: bool,
}

impl Part {
    /// Its words, without what they stand for.
    pub(crate) fn words(&self) -> Words {
        let Self { text, start, end, spans, act, .. } = self;
        Words {
            text: text.clone(),
            start: *start,
            end: *end,
            spans: spans.clone(),
            act: act.clone(),
            implied: false,
        }
    }
}

impl Relation {
    /// Its words.
    pub(crate) fn words(&self) -> Words {
        let Self { text, start, end, spans, implied, .. } = self;
        Words {
            text: text.clone(),
            start: *start,
            end: *end,
            spans: spans.clone(),
            act: None,
            implied: *implied,
        }
    }
}

/// A line of `entities.jsonl`.
#[derive(Debug, Deserialize)]
pub(crate) struct EntityLine {
    pub(crate) article: String,
    pub(crate) id: String,
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) entity_type: String,
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
    pub(crate) value: Option<Box<RawValue>>,
    #[serde(default)]
    pub(crate) links: BTreeMap<String, String>,
}

/// A line of `ledger.jsonl`.
#[derive(Debug, Deserialize)]
pub(crate) struct LedgerLine {
    pub(crate) article: String,
    pub(crate) source: Option<String>,
    pub(crate) status: String,
    pub(crate) bytes: Option<u64>,
    pub(crate) title: Option<String>,
    pub(crate) headline: Option<Saying>,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<Published>,
}

/// What the markup of a page says.
#[derive(Debug, Deserialize)]
pub(crate) struct Saying {
    pub(crate) value: String,
}

/// When an article was published.
#[derive(Debug, Deserialize)]
pub(crate) struct Published {
    pub(crate) date: Option<String>,
}

/// Lets `take` have the record of every line that is not blank.
pub(crate) fn each_line<T: DeserializeOwned>(
    mut reader: impl BufRead,
    file: &str,
    mut take: impl FnMut(T, usize) -> Result<(), GraphError>,
) -> Result<(), GraphError> {
    let mut bytes = Vec::new();
    let mut number = 0;
    loop {
        bytes.clear();
        if reader.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(());
        }
        number += 1;
        let line = bytes.trim_ascii();
        if line.is_empty() {
            continue;
        }
        let record = serde_json::from_slice(line).map_err(|error| GraphError::line(file, number, &error))?;
        take(record, number)?;
    }
}
