//! `triplewire extract`: the facts of every article, to standard output or into a folder.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use crate::args::{ExtractArgs, ExtractFormat, Unit};
use crate::batch;
use crate::error::Error;
use crate::inputs;
use crate::output::entities::{self, EntityRecord};
use crate::output::facts::{self, FactRecord};
use crate::output::files::{OutputFile, create_folder};
use crate::output::ledger::{Counts, LedgerRecord};
use crate::output::{csv, json_line, table};
use crate::run::{Analyzed, ExitStatus, Outcome, run};

/// Runs the command.
pub(crate) fn extract(options: &ExtractArgs) -> Result<ExitStatus, Error> {
    let (least, unit) = (options.min_confidence, options.offsets);
    let render = move |analyzed: &Analyzed<'_>| found(analyzed, least, unit);
    if options.format == Some(ExtractFormat::Parquet) {
        check_parquet(options)?;
    }
    let Some(folder) = options.output.as_deref() else {
        let mut output = StandardOutput::start(format(options))?;
        let write = |outcome: Outcome<Found>| Ok(output.write(&outcome)?);
        return run(&options.input, None, render, write);
    };
    inputs::check_output(&options.input.inputs, folder)?;
    if !options.input.has_standard_input() {
        return batch::extract(options, folder);
    }
    // A stream cannot be read twice: its results are written as they come.
    batch::check_stream(options, folder)?;
    let mut files = Files::create(folder, options.format)?;
    let write = |outcome: Outcome<Found>| files.write(&outcome);
    let status = run(&options.input, Some(folder), render, write)?;
    files.finish()?;
    Ok(status)
}

/// Refuses Parquet where it cannot be written.
fn check_parquet(options: &ExtractArgs) -> Result<(), Error> {
    let reason = if !cfg!(feature = "parquet") {
        "--format parquet is in programs built with --features parquet: \
         cargo install --path crates/cli --features parquet"
    } else if options.output.is_none() || options.input.has_standard_input() {
        "parquet is no stream: name files to read, and a folder for facts.parquet with -o"
    } else {
        return Ok(());
    };
    Err(Error::Usage(reason.to_owned()))
}

/// The format of standard output: as asked for, else by what comes in and where it goes.
fn format(options: &ExtractArgs) -> ExtractFormat {
    options.format.unwrap_or_else(|| {
        if options.input.has_standard_input() {
            ExtractFormat::Articles
        } else if io::stdout().is_terminal() {
            ExtractFormat::Table
        } else {
            ExtractFormat::Jsonl
        }
    })
}

/// What was found in one article.
pub(crate) struct Found {
    pub(crate) facts: Vec<FactRecord>,
    pub(crate) entities: Vec<EntityRecord>,
}

/// What is found in an article: facts from the confidence `least` on.
pub(crate) fn found(analyzed: &Analyzed<'_>, least: f64, unit: Unit) -> (Counts, Found) {
    let &Analyzed { article, loaded, analysis, publication } = analyzed;
    let published = publication.date;
    let positions = loaded.positions(unit);
    let mut facts = facts::records(&article.name, analysis, published, &positions);
    let all = facts.len();
    facts.retain(|fact| fact.confidence >= least);
    let with_facts: BTreeSet<usize> = facts.iter().map(|fact| fact.sentence).collect();
    let counts = Counts {
        facts: facts.len(),
        facts_below_confidence: all - facts.len(),
        publication: publication.record(&positions),
        ..Counts::of(analysis, &with_facts).with_input(loaded, &positions)
    };
    let entities = entities::records(&article.name, analysis, published, &positions);
    (counts, Found { facts, entities })
}

/// One line of the `articles` format.
#[derive(Serialize)]
struct ArticleRecord<'a> {
    id: &'a Value,
    facts: &'a [FactRecord],
    entities: &'a [EntityRecord],
    ledger: &'a LedgerRecord,
}

/// Writes the line of one article; inputs that are no articles have none.
fn write_article(output: &mut impl Write, outcome: &Outcome<Found>) -> io::Result<()> {
    let Outcome { article, ledger, body } = outcome;
    match (body, outcome.failure()) {
        (Some(Found { facts, entities }), _) => {
            json_line(output, &ArticleRecord { id: &article.id, facts, entities, ledger })
        }
        (None, Some(failure)) => json_line(output, &failure),
        (None, None) => Ok(()),
    }
}

/// Standard output; every article is flushed as it is ready.
struct StandardOutput {
    format: ExtractFormat,
    output: BufWriter<io::Stdout>,
}

impl StandardOutput {
    fn start(format: ExtractFormat) -> io::Result<Self> {
        let mut output = BufWriter::new(io::stdout());
        if format == ExtractFormat::Csv {
            csv::write_header(&mut output)?;
            output.flush()?;
        }
        Ok(Self { format, output })
    }

    fn write(&mut self, outcome: &Outcome<Found>) -> io::Result<()> {
        let facts = outcome.body.as_ref().map_or([].as_slice(), |found| &found.facts);
        let output = &mut self.output;
        match self.format {
            ExtractFormat::Table => table::write(output, &outcome.article.name, facts),
            ExtractFormat::Jsonl => facts.iter().try_for_each(|fact| json_line(output, fact)),
            ExtractFormat::Articles => write_article(output, outcome),
            ExtractFormat::Csv => csv::write(output, facts),
            // Refused before.
            ExtractFormat::Parquet => Ok(()),
        }?;
        output.flush()
    }
}

/// The files of the output folder.
struct Files {
    facts: OutputFile,
    table: OutputFile,
    entities: OutputFile,
    ledger: OutputFile,
    /// With `--format articles`.
    articles: Option<OutputFile>,
}

impl Files {
    fn create(folder: &Path, format: Option<ExtractFormat>) -> Result<Self, Error> {
        create_folder(folder)?;
        let file = |name: &str| OutputFile::create(folder.join(name));
        let mut table = file("facts.csv")?;
        table.with(csv::write_header)?;
        let articles = format == Some(ExtractFormat::Articles);
        Ok(Self {
            facts: file("facts.jsonl")?,
            table,
            entities: file("entities.jsonl")?,
            ledger: file("ledger.jsonl")?,
            articles: articles.then(|| file("articles.jsonl")).transpose()?,
        })
    }

    fn write(&mut self, outcome: &Outcome<Found>) -> Result<(), Error> {
        if let Some(Found { facts, entities }) = &outcome.body {
            facts.iter().try_for_each(|fact| self.facts.json_line(fact))?;
            self.table.with(|output| csv::write(output, facts))?;
            entities.iter().try_for_each(|entity| self.entities.json_line(entity))?;
        }
        if let Some(articles) = &mut self.articles {
            articles.with(|output| write_article(output, outcome))?;
        }
        self.ledger.json_line(&outcome.ledger)
    }

    fn finish(self) -> Result<(), Error> {
        let files = [self.facts, self.table, self.entities, self.ledger];
        files.into_iter().chain(self.articles).try_for_each(OutputFile::finish)
    }
}
