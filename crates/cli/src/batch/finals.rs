//! Kept articles in, the final files of the folder out: first under other names, then all at once under theirs.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use xxhash_rust::xxh3::Xxh3;

use super::disk;
use super::manifest::Whole;
use super::record::Record;
use crate::error::Error;
use crate::output::ledger::{FailureRecord, Status};
use crate::output::{csv, json_line};

/// The files that every run writes.
pub(super) const RESULTS: [&str; 4] = ["facts.jsonl", "facts.csv", "entities.jsonl", "ledger.jsonl"];

/// The files that some runs write.
pub(super) const OPTIONAL: [&str; 1] = ["articles.jsonl"];

/// The final files of a run.
pub(super) struct Finals {
    facts: Final,
    table: Final,
    entities: Final,
    ledger: Final,
    /// With `--format articles`.
    articles: Option<Final>,
}

/// What the ledger's line says, as far as the files and the summary need it.
#[derive(Debug, Deserialize)]
pub(super) struct LedgerLine {
    pub(super) source: String,
    pub(super) status: Status,
    pub(super) reason: Option<String>,
    #[serde(default)]
    pub(super) sentences: usize,
    #[serde(default)]
    pub(super) sentences_cut: usize,
    #[serde(default)]
    pub(super) sentences_without_facts: usize,
    #[serde(default)]
    pub(super) facts: usize,
}

/// A line of `articles.jsonl`, as standard output has it.
#[derive(Serialize)]
struct ArticleLine<'a> {
    id: &'a RawValue,
    facts: &'a [&'a RawValue],
    entities: &'a [&'a RawValue],
    ledger: &'a RawValue,
}

impl Finals {
    /// Starts the files.
    pub(super) fn start(folder: &Path, articles: bool) -> Result<Self, Error> {
        let [facts, table, entities, ledger] = RESULTS.map(|name| Final::start(folder, name));
        let mut table = table?;
        table.with(csv::write_header)?;
        let articles = articles.then(|| Final::start(folder, OPTIONAL[0])).transpose()?;
        Ok(Self { facts: facts?, table, entities: entities?, ledger: ledger?, articles })
    }

    /// Adds an article.
    pub(super) fn write(&mut self, record: &Record<'_>, line: &LedgerLine) -> Result<(), Error> {
        self.facts.lines(&record.facts)?;
        self.table.with(|output| output.write_all(record.rows.as_bytes()))?;
        self.entities.lines(&record.entities)?;
        self.ledger.lines(&[record.ledger])?;
        let Some(articles) = &mut self.articles else { return Ok(()) };
        let &Record { id, ledger, ref facts, ref entities, .. } = record;
        articles.with(|output| match line.status {
            Status::Done => json_line(output, &ArticleLine { id, facts, entities, ledger }),
            Status::Failed => {
                let id: Value = serde_json::from_str(id.get())?;
                json_line(output, &FailureRecord::new(&id, record.line, line.reason.as_deref()))
            }
            Status::Skipped => Ok(()),
        })
    }

    /// Puts the files in the place of those of the run before.
    pub(super) fn publish(self, folder: &Path) -> Result<BTreeMap<String, Whole>, Error> {
        let Self { facts, table, entities, ledger, articles } = self;
        let mut all: Vec<Final> = [facts, table, entities, ledger].into_iter().chain(articles).collect();
        let mut files = BTreeMap::new();
        for file in &mut all {
            files.insert(file.name.to_owned(), file.sync()?);
        }
        all.into_iter().try_for_each(Final::rename)?;
        disk::sync_folder(folder)?;
        Ok(files)
    }
}

/// A final file that has another name until it is whole.
struct Final {
    name: &'static str,
    path: PathBuf,
    writer: BufWriter<Hashed>,
    renamed: bool,
}

/// A file, and what was written to it.
struct Hashed {
    file: File,
    hash: Box<Xxh3>,
    bytes: u64,
}

impl Final {
    fn start(folder: &Path, name: &'static str) -> Result<Self, Error> {
        disk::step();
        let path = folder.join(name);
        let file = File::create(disk::partial(&path)).map_err(Error::batch(&path))?;
        let writer = BufWriter::with_capacity(1 << 18, Hashed { file, hash: Box::default(), bytes: 0 });
        Ok(Self { name, path, writer, renamed: false })
    }

    fn with(&mut self, write: impl FnOnce(&mut BufWriter<Hashed>) -> io::Result<()>) -> Result<(), Error> {
        write(&mut self.writer).map_err(Error::batch(&self.path))
    }

    fn lines(&mut self, lines: &[&RawValue]) -> Result<(), Error> {
        self.with(|output| {
            lines.iter().try_for_each(|line| {
                output.write_all(line.get().as_bytes())?;
                output.write_all(b"\n")
            })
        })
    }

    /// Forces the file to the disk.
    fn sync(&mut self) -> Result<Whole, Error> {
        disk::step();
        self.with(|output| {
            output.flush()?;
            output.get_ref().file.sync_all()
        })?;
        let Hashed { hash, bytes, .. } = self.writer.get_ref();
        Ok(Whole { bytes: *bytes, xxh3: format!("{:016x}", hash.digest()) })
    }

    fn rename(mut self) -> Result<(), Error> {
        disk::rename(&disk::partial(&self.path), &self.path)?;
        self.renamed = true;
        Ok(())
    }
}

impl Drop for Final {
    /// Gives back the room of a file that did not get whole.
    fn drop(&mut self) {
        if !self.renamed {
            // The next run would take it away too.
            let _ = fs::remove_file(disk::partial(&self.path));
        }
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
