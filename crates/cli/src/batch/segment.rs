//! Kept articles in, segments out, and back: files that are written at once and never changed.
//!
//! A segment is a gzip file of JSON lines, each packed by itself, so that one line can be read without the others
//! and `zcat` shows them all. The first line says which articles the others are, and has their checksum.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::key::Key;
use super::record::{compress, decompress};
use crate::output::ledger::Status;

/// The layout of segments; readers refuse another.
const LAYOUT: u32 = 1;

/// Bytes after which a segment is closed: a few seconds of work.
const BYTES: usize = 512 << 10;

/// What is known of a kept article without reading it: 40 bytes, because all are held in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// `None` where its input could not be read; such an article is tried again.
    pub(super) key: Option<Key>,
    /// The hash of where it stood.
    pub(super) source: u32,
    /// In the segment, after the first line.
    pub(super) offset: u32,
    pub(super) length: u32,
    /// Which of the manifest's settings it was made with.
    pub(super) settings: u16,
    pub(super) status: Status,
}

/// The first line of a segment.
#[derive(Serialize, Deserialize)]
struct Header {
    segment: u32,
    bytes: usize,
    xxh3: String,
    articles: Vec<(Option<String>, u32, u32, u16, Status)>,
}

/// When a segment is closed. Only what is in it decides, so that all runs close the same ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) articles: usize,
}

impl Limits {
    /// Whether a segment of so many articles and bytes is closed.
    pub(super) fn reached(self, articles: usize, bytes: usize) -> bool {
        articles >= self.articles || bytes >= BYTES
    }
}

/// A segment in the making.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    pub(super) entries: Vec<Entry>,
    body: Vec<u8>,
}

impl Buffer {
    /// Adds an article and gives its entry, in which the place is now known.
    pub(super) fn push(&mut self, entry: Entry, member: &[u8]) -> Entry {
        let entry = Entry { offset: self.body.len() as u32, length: member.len() as u32, ..entry };
        self.body.extend_from_slice(member);
        self.entries.push(entry);
        entry
    }

    /// Whether it is to be closed.
    pub(super) fn is_full(&self, limits: Limits) -> bool {
        limits.reached(self.entries.len(), self.body.len())
    }

    /// The file, and where its articles start.
    pub(super) fn encode(&self) -> (Vec<u8>, u64) {
        let hex = |key: Key| format!("{:016x}{:016x}", key[0], key[1]);
        let article =
            |entry: &Entry| (entry.key.map(hex), entry.source, entry.length, entry.settings, entry.status);
        let mut bytes = compress(&Header {
            segment: LAYOUT,
            bytes: self.body.len(),
            xxh3: format!("{:016x}", xxh3_64(&self.body)),
            articles: self.entries.iter().map(article).collect(),
        });
        let start = bytes.len() as u64;
        bytes.extend_from_slice(&self.body);
        (bytes, start)
    }

    /// Reads a segment back, and says where its articles start; the error is a reason for people.
    pub(super) fn read(path: &Path) -> Result<(Self, u64), String> {
        let bytes = fs::read(path).map_err(|error| error.to_string())?;
        let damaged = |error: io::Error| format!("damaged ({error})");
        let (header, body) = decompress(&bytes).map_err(damaged)?;
        let header: Header = serde_json::from_slice(&header).map_err(|error| damaged(error.into()))?;
        if header.segment != LAYOUT {
            return Err(format!("of layout {}, where this version reads {LAYOUT}", header.segment));
        }
        if body.len() != header.bytes || format!("{:016x}", xxh3_64(body)) != header.xxh3 {
            return Err("damaged (the checksum is wrong)".to_owned());
        }
        let mut offset = 0;
        let mut entries = Vec::with_capacity(header.articles.len());
        for (key, source, length, settings, status) in header.articles {
            let key = key.as_deref().map(parse).transpose()?;
            entries.push(Entry { key, source, offset, length, settings, status });
            offset += length;
        }
        if offset as usize != body.len() {
            return Err("damaged (its articles do not add up)".to_owned());
        }
        Ok((Self { entries, body: body.to_vec() }, (bytes.len() - body.len()) as u64))
    }
}

fn parse(key: &str) -> Result<Key, String> {
    let half = |range| key.get(range).and_then(|half| u64::from_str_radix(half, 16).ok());
    match (half(0..16), half(16..32)) {
        (Some(first), Some(second)) => Ok([first, second]),
        _ => Err("damaged (a key is none)".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buffer() -> Buffer {
        let mut buffer = Buffer::default();
        for (number, status) in [(1, Status::Done), (2, Status::Failed)] {
            let key = (number == 1).then_some([number, u64::MAX]);
            let entry = Entry { key, source: 5, offset: 9, length: 9, settings: 1, status };
            buffer.push(entry, &compress(&number));
        }
        buffer
    }

    #[test]
    fn a_segment_is_read_as_it_was_written() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let buffer = buffer();
        let (bytes, start) = buffer.encode();
        fs::write(file.path(), &bytes).unwrap();
        let (read, read_start) = Buffer::read(file.path()).unwrap();
        assert_eq!((&read.entries, &read.body, read_start), (&buffer.entries, &buffer.body, start));
        let second = start as usize + read.entries[1].offset as usize;
        assert_eq!(decompress(&bytes[second..]).unwrap().0, b"2\n");
    }

    #[test]
    fn damage_anywhere_is_seen() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let (bytes, _) = buffer().encode();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            fs::write(file.path(), &damaged).unwrap();
            // Some bits mean nothing: the time in the header of gzip, what fills the last byte of its data.
            if let Ok((read, _)) = Buffer::read(file.path()) {
                assert_eq!((read.entries, read.body), (buffer().entries, buffer().body), "byte {at}");
            }
            fs::write(file.path(), &bytes[..at]).unwrap();
            assert!(Buffer::read(file.path()).is_err(), "{at} bytes");
        }
    }

    #[test]
    fn an_entry_is_small() {
        assert!(size_of::<Entry>() <= 40, "{}", size_of::<Entry>());
    }
}
