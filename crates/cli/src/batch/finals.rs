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
use crate::args::ExtractFormat;
use crate::error::Error;
use crate::output::csv::{self, Row};
use crate::output::json_line;
use crate::output::ledger::{FailureRecord, Status};
#[cfg(feature = "parquet")]
use crate::output::parquet::FactsWriter;

/// The files that every run writes.
pub(super) const RESULTS: [&str; 4] = ["facts.jsonl", "facts.csv", "entities.jsonl", "ledger.jsonl"];

/// The files that some runs write.
pub(super) const OPTIONAL: [&str; 2] = [ARTICLES, PARQUET];
const ARTICLES: &str = "articles.jsonl";
const PARQUET: &str = "facts.parquet";

/// The files that a run writes.
pub(super) fn names(format: Option<ExtractFormat>) -> Vec<&'static str> {
    let optional = match format {
        Some(ExtractFormat::Articles) => Some(ARTICLES),
        Some(ExtractFormat::Parquet) => Some(PARQUET),
        _ => None,
    };
    RESULTS.into_iter().chain(optional).collect()
}

/// The final files of a run.
pub(super) struct Finals {
    facts: Final,
    table: Final,
    entities: Final,
    ledger: Final,
    /// With `--format articles`.
    articles: Option<Final>,
    /// With `--format parquet`.
    #[cfg(feature = "parquet")]
    columns: Option<Columns>,
}

/// `facts.parquet`, whose writer holds the file until it is whole.
#[cfg(feature = "parquet")]
struct Columns {
    place: Place,
    writer: FactsWriter<BufWriter<Hashed>>,
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
    pub(super) fn start(folder: &Path, format: Option<ExtractFormat>) -> Result<Self, Error> {
        let [facts, table, entities, ledger] = RESULTS.map(|name| Final::start(folder, name));
        let mut table = table?;
        table.with(csv::write_header)?;
        let articles = format == Some(ExtractFormat::Articles);
        Ok(Self {
            facts: facts?,
            table,
            entities: entities?,
            ledger: ledger?,
            articles: articles.then(|| Final::start(folder, ARTICLES)).transpose()?,
            #[cfg(feature = "parquet")]
            columns: (format == Some(ExtractFormat::Parquet)).then(|| Columns::start(folder)).transpose()?,
        })
    }

    /// Adds an article.
    pub(super) fn write(
        &mut self,
        record: &Record<'_>,
        facts: &[Row<'_>],
        line: &LedgerLine,
    ) -> Result<(), Error> {
        self.facts.lines(&record.facts)?;
        self.table.with(|output| facts.iter().try_for_each(|fact| fact.write(output)))?;
        self.entities.lines(&record.entities)?;
        self.ledger.lines(&[record.ledger])?;
        #[cfg(feature = "parquet")]
        if let Some(columns) = &mut self.columns {
            columns.push(&record.facts)?;
        }
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
        let mut all = vec![self.facts, self.table, self.entities, self.ledger];
        all.extend(self.articles);
        #[cfg(feature = "parquet")]
        all.extend(self.columns.map(Columns::finish).transpose()?);
        let mut files = BTreeMap::new();
        for file in &mut all {
            files.insert(file.place.name.to_owned(), file.sync()?);
        }
        all.into_iter().try_for_each(Final::rename)?;
        disk::sync_folder(folder)?;
        Ok(files)
    }
}

/// A final file that has another name until it is whole.
struct Final {
    place: Place,
    writer: BufWriter<Hashed>,
}

/// Where a final file is to stand.
struct Place {
    name: &'static str,
    path: PathBuf,
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
        Ok(Self { place: Place { name, path, renamed: false }, writer })
    }

    fn with(&mut self, write: impl FnOnce(&mut BufWriter<Hashed>) -> io::Result<()>) -> Result<(), Error> {
        write(&mut self.writer).map_err(Error::batch(&self.place.path))
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
        disk::rename(&disk::partial(&self.place.path), &self.place.path)?;
        self.place.renamed = true;
        Ok(())
    }
}

#[cfg(feature = "parquet")]
impl Columns {
    fn start(folder: &Path) -> Result<Self, Error> {
        let Final { place, writer } = Final::start(folder, PARQUET)?;
        let writer = FactsWriter::start(writer).map_err(Error::batch(&place.path))?;
        Ok(Self { place, writer })
    }

    fn push(&mut self, facts: &[&RawValue]) -> Result<(), Error> {
        let mut facts = facts.iter();
        facts.try_for_each(|fact| self.writer.push(fact.get())).map_err(Error::batch(&self.place.path))
    }

    fn finish(self) -> Result<Final, Error> {
        let writer = self.writer.finish().map_err(Error::batch(&self.place.path))?;
        Ok(Final { place: self.place, writer })
    }
}

impl Drop for Place {
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
