//! An article in, the hash by which its results are found again out.
//!
//! Whatever changes the results of an article, with the same settings, changes its key: its name and id, what a
//! table says of it, and the bytes of its input as they stand on the disk. Where it stands does not: a line that
//! another one was put before, or a folder under another path, is the same article.

use std::fmt::{self, Debug, Write};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::articles::{Article, Content, Source};
use crate::encoding::Decoded;

/// The hash of an article's input, 128 bits in two halves.
pub(super) type Key = [u64; 2];

/// The key of an article, or `None` where its input cannot be read: then there is nothing to compare.
pub(super) fn key(article: &Article) -> Option<Key> {
    let mut hash = Hash(Xxh3::new());
    hash.part(article.name.as_bytes());
    hash.debug(&(&article.id, &article.metadata));
    match &article.content {
        Content::File(source) => hash.source("file", source)?,
        Content::MarkdownFile(source) => hash.source("marks", source)?,
        Content::HtmlFile(source) => hash.source("page", source)?,
        Content::Text(decoded) => hash.decoded("text", decoded),
        Content::Html(decoded) => hash.decoded("html", decoded),
        Content::Response(payload) => {
            hash.part(payload.block());
            hash.debug(&("response", payload.is_cut()));
        }
        other @ (Content::Conllu(..) | Content::Skipped(_) | Content::Failed(_)) => hash.debug(other),
    }
    let digest = hash.0.digest128();
    Some([(digest >> 64) as u64, digest as u64])
}

/// The hash of where an article stands, which its ledger line says.
pub(super) fn source(article: &Article) -> u32 {
    xxh3_64(article.source.as_bytes()) as u32
}

/// The hash of a file's bytes, in hexadecimal.
pub(super) fn of_file(path: &Path) -> io::Result<String> {
    let mut hash = Hash(Xxh3::new());
    hash.file(path)?;
    Ok(format!("{:016x}", hash.0.digest()))
}

struct Hash(Xxh3);

impl Hash {
    /// Bytes with their number, so that two parts are not one.
    fn part(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// Everything that a value holds.
    fn debug(&mut self, value: &impl Debug) {
        // The hash takes every text.
        let _ = write!(self, "{value:?}");
        self.part(&[]);
    }

    /// A file of one article; `None` where it cannot be read.
    fn source(&mut self, kind: &str, source: &Source) -> Option<()> {
        self.debug(&(kind, source.compression));
        self.file(&source.path).ok()
    }

    fn decoded(&mut self, kind: &str, decoded: &Decoded) {
        self.debug(&(kind, decoded.coding));
        self.part(decoded.text.as_bytes());
    }

    fn file(&mut self, path: &Path) -> io::Result<()> {
        let mut file = File::open(path)?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            match file.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(read) => self.0.update(&buffer[..read]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl Write for Hash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::Value;

    use super::*;
    use crate::inputs::{Compression, Metadata};

    fn here(text: &str) -> Decoded {
        Decoded { text: text.to_owned(), coding: None }
    }

    fn article(name: &str, content: Content) -> Article {
        Article {
            name: name.to_owned(),
            id: Value::String(name.to_owned()),
            source: "in/a.txt".to_owned(),
            line: None,
            metadata: Metadata::default(),
            content,
        }
    }

    #[test]
    fn what_changes_results_changes_the_key() {
        let text = |name: &str, text: &str| key(&article(name, Content::Text(here(text)))).unwrap();
        let date = Metadata { date: Some("2026-02-22".to_owned()), ..Metadata::default() };
        let dated = Article { metadata: date, ..article("a", Content::Text(here("x"))) };
        let numbered = Article { id: 7.into(), ..article("7", Content::Text(here("x"))) };
        let page = article("a", Content::Html(here("x")));
        let mut keys = vec![
            text("a", "x"),
            text("a", "y"),
            text("ax", ""),
            text("", "ax"),
            text("7", "x"),
            key(&dated).unwrap(),
            key(&numbered).unwrap(),
            key(&page).unwrap(),
        ];
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }

    #[test]
    fn where_an_article_stands_does_not_change_it() {
        let one = article("a", Content::Text(here("x")));
        let other = Article {
            source: "in/b.jsonl:3".to_owned(),
            line: Some(3),
            ..article("a", Content::Text(here("x")))
        };
        assert_eq!(key(&one), key(&other));
        assert_ne!(source(&one), source(&other));
    }

    #[test]
    fn files_are_compared_by_their_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let file =
            || Content::File(Source { path: path.clone(), compression: Compression::None, limit: 1 << 20 });
        let of = |bytes: &[u8]| {
            fs::write(&path, bytes).unwrap();
            key(&article("a", file()))
        };
        assert_eq!(of(b"x"), of(b"x"));
        assert_ne!(of(b"x"), of(b"y"));
        fs::remove_file(&path).unwrap();
        assert_eq!(key(&article("a", file())), None);
    }
}
