//! The files of a graph in, their records out, one at a time.

use std::io::BufRead;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use crate::error::GraphError;
use crate::model::{Article, Claim, Node};

/// What a line of a graph's files is.
pub trait Record: DeserializeOwned {
    /// The file that holds such records.
    const FILE: &'static str;

    /// By what they are sorted.
    fn id(&self) -> &str;
}

impl Record for Article {
    const FILE: &'static str = "articles.jsonl";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Record for Node {
    const FILE: &'static str = "nodes.jsonl";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Record for Claim {
    const FILE: &'static str = "claims.jsonl";

    fn id(&self) -> &str {
        &self.id
    }
}

/// The files that make up a graph.
pub const FILES: [&str; 3] = [Article::FILE, Node::FILE, Claim::FILE];

/// Reads the records of a file in their order: by id.
pub fn records<T: Record, R: BufRead>(reader: R) -> Records<T, R> {
    Records { reader, line: Vec::new(), number: 0, record: PhantomData }
}

/// Records, one a line.
#[derive(Debug)]
pub struct Records<T, R> {
    reader: R,
    line: Vec<u8>,
    number: usize,
    record: PhantomData<T>,
}

impl<T: Record, R: BufRead> Records<T, R> {
    /// The next record whose line holds one of these texts; lines without are not parsed.
    ///
    /// # Errors
    ///
    /// As when reading all.
    pub fn next_with(&mut self, texts: &[&str]) -> Option<Result<T, GraphError>> {
        self.next_if(|line| {
            std::str::from_utf8(line).map_or(true, |line| texts.iter().any(|text| line.contains(text)))
        })
    }

    fn next_if(&mut self, wanted: impl Fn(&[u8]) -> bool) -> Option<Result<T, GraphError>> {
        loop {
            self.line.clear();
            match self.reader.read_until(b'\n', &mut self.line) {
                Ok(0) => return None,
                Ok(_) => self.number += 1,
                Err(error) => return Some(Err(error.into())),
            }
            if wanted(&self.line) {
                let record = serde_json::from_slice(&self.line);
                return Some(record.map_err(|error| GraphError::line(T::FILE, self.number, &error)));
            }
        }
    }
}

impl<T: Record, R: BufRead> Iterator for Records<T, R> {
    type Item = Result<T, GraphError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_if(|_| true)
    }
}
