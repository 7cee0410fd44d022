//! What is kept of an article: a line of JSON from which every final file is put together.

use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::articles::Article;
use crate::extract::Found;
use crate::output::ledger::LedgerRecord;

/// A kept article; what is raw goes into the final files as it stands.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record<'a> {
    #[serde(borrow)]
    pub(super) id: &'a RawValue,
    pub(super) line: Option<u64>,
    pub(super) words: usize,
    #[serde(borrow)]
    pub(super) ledger: &'a RawValue,
    #[serde(borrow)]
    pub(super) facts: Vec<&'a RawValue>,
    #[serde(borrow)]
    pub(super) entities: Vec<&'a RawValue>,
}

/// The same before it is JSON; fields stand in the same order.
#[derive(Serialize)]
struct Fresh<'a, F, E> {
    id: &'a Value,
    line: Option<u64>,
    words: usize,
    ledger: &'a LedgerRecord,
    facts: &'a [F],
    entities: &'a [E],
}

/// The line of an article that was read, or failed to be, packed by itself.
pub(super) fn pack(article: &Article, ledger: &LedgerRecord, found: Option<&Found>) -> Vec<u8> {
    let (facts, entities) = found.map_or((&[][..], &[][..]), |found| (&found.facts, &found.entities));
    let words = ledger.counts.as_ref().map_or(0, |counts| counts.words);
    let (id, line) = (&article.id, article.line);
    compress(&Fresh { id, line, words, ledger, facts, entities })
}

/// The line of an article that stands elsewhere now.
pub(super) fn moved(line: &[u8], article: &Article) -> io::Result<Vec<u8>> {
    let record: Record<'_> = serde_json::from_slice(line)?;
    let ledger = RawValue::from_string(with_source(record.ledger.get(), &article.source)?)?;
    Ok(compress(&Record { line: article.line, ledger: &ledger, ..record }))
}

/// A line of the ledger with another `source`; all else stays as it was written.
fn with_source(ledger: &str, source: &str) -> io::Result<String> {
    const BEFORE: &str = ",\"source\":";
    let broken = || io::Error::new(io::ErrorKind::InvalidData, "a kept ledger line has no source");
    let name = ledger.strip_prefix("{\"article\":").ok_or_else(broken)?;
    let name_length = string_length(name)?;
    let before = ledger.len() - name.len() + name_length;
    let old = name[name_length..].strip_prefix(BEFORE).ok_or_else(broken)?;
    let after = &old[string_length(old)?..];
    Ok(format!("{}{BEFORE}{}{after}", &ledger[..before], serde_json::to_string(source)?))
}

/// The length of the JSON string at the start of a text.
fn string_length(text: &str) -> io::Result<usize> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<String>();
    match values.next() {
        Some(Ok(_)) => Ok(values.byte_offset()),
        Some(Err(error)) => Err(error.into()),
        None => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// A line of JSON as a member of a gzip file.
pub(super) fn compress(line: &impl Serialize) -> Vec<u8> {
    // In one piece: the encoder clears its output buffer at every write, and JSON is written word by word.
    // Writing to memory cannot fail.
    let mut text = serde_json::to_vec(line).unwrap_or_default();
    text.push(b'\n');
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let _ = encoder.write_all(&text);
    encoder.finish().unwrap_or_default()
}

/// The first member of a gzip file's bytes, and what comes after it.
pub(super) fn decompress(bytes: &[u8]) -> io::Result<(Vec<u8>, &[u8])> {
    let mut decoder = GzDecoder::new(bytes);
    let mut line = Vec::new();
    decoder.read_to_end(&mut line)?;
    Ok((line, decoder.into_inner()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::Content;
    use crate::encoding::Decoded;
    use crate::inputs::Metadata;
    use crate::output::ledger::Status;

    fn article(source: &str, line: u64) -> Article {
        Article {
            name: "a \"b\"".to_owned(),
            id: 7.into(),
            source: source.to_owned(),
            line: Some(line),
            metadata: Metadata::default(),
            content: Content::Text(Decoded::default()),
        }
    }

    fn ledger(article: &Article) -> LedgerRecord {
        LedgerRecord {
            article: article.name.clone(),
            source: article.source.clone(),
            status: Status::Failed,
            reason: Some("\"source\":\"x\"".to_owned()),
            provenance: crate::output::ledger::Provenance::default(),
            counts: None,
        }
    }

    #[test]
    fn a_packed_line_can_be_read_and_is_followed_by_the_next() {
        let article = article("in/\"q\".jsonl:3", 3);
        let mut bytes = pack(&article, &ledger(&article), None);
        bytes.extend(b"rest");
        let (line, rest) = decompress(&bytes).unwrap();
        assert_eq!(rest, b"rest");
        let record: Record<'_> = serde_json::from_slice(&line).unwrap();
        assert_eq!((record.id.get(), record.line), ("7", Some(3)));
        assert_eq!(record.ledger.get(), serde_json::to_string(&ledger(&article)).unwrap());
    }

    #[test]
    fn an_article_that_moved_is_as_if_it_had_been_read_there() {
        let (old, new) = (article("in/\"q\".jsonl:3", 3), article("in/ü.jsonl:4", 4));
        let packed = pack(&old, &ledger(&old), None);
        let (line, _) = decompress(&packed).unwrap();
        assert_eq!(moved(&line, &new).unwrap(), pack(&new, &ledger(&new), None));
    }
}
