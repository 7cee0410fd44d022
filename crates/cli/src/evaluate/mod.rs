//! `triplewire evaluate`: hand-labelled text in, scores and where the errors are out.
//!
//! Each task is a module that reads gold, reads predictions or makes them with the pipeline that
//! ships, and hands both to a scorer of `triplewire-evaluation`. What comes out is a [`Report`]:
//! compared, printed, and written as JSON and HTML here in one way for all tasks.

#![allow(clippy::doc_markdown, reason = "CaRB, CoNLL and the like are names, not code")]

mod aligned;
mod args;
mod benchie;
mod carb;
mod compare;
mod confidence;
mod coref;
mod counted;
mod facts;
mod html;
mod marks;
mod ner;
mod page;
mod parse;
mod predict;
mod quotes;
mod re3d;
mod sentences;
mod terminal;
mod time;
mod types;
mod when;
mod wire57;

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use triplewire_evaluation::bootstrap::Interval;

use crate::error::Error;
use crate::gold::read_text;
use crate::run::ExitStatus;

pub(crate) use self::args::EvaluateArgs;
use self::args::Task;
use self::html::Head;
use self::page::Page;

/// Sentences or articles that are listed without `--details`.
const WORST: usize = 20;

/// What a scorer found.
trait Report: Serialize + DeserializeOwned {
    /// Describes scores and tables for people; lists at most `limit` of the worst sentences.
    fn describe(&self, page: &mut Page, limit: usize);

    /// Name and value of the score that runs are compared by.
    fn score(&self) -> (&'static str, f64);

    /// 95 % interval of that score.
    fn interval(&self) -> Option<Interval> {
        None
    }

    /// Names and scores of the units (gold facts, sentences, documents) that can be won or lost.
    fn units(&self) -> Vec<(String, f64)>;

    /// By how likely chance the scores of two runs over the same units differ as much.
    fn p_value(&self, _old: &Self) -> Option<f64> {
        None
    }
}

/// A report as `--json` writes and `--compare` reads it.
#[derive(Serialize, Deserialize)]
struct Saved<R> {
    task: String,
    report: R,
}

/// Runs the command.
pub(crate) fn evaluate(options: &EvaluateArgs) -> Result<ExitStatus, Error> {
    if options.raw && options.task != Task::Parse {
        return Err(Error::Usage("--raw is for parse only".to_owned()));
    }
    let has_documents = matches!(options.task, Task::Parse | Task::Coref);
    if !options.documents.is_empty() && !has_documents {
        return Err(Error::Usage("--documents is for parse and coref only".to_owned()));
    }
    if !options.without.is_empty() && !options.task.has_rules() {
        return Err(Error::Usage("--without is for facts and tuples only".to_owned()));
    }
    if options.min_confidence.is_some() && !options.task.has_rules() {
        return Err(Error::Usage("--min-confidence is for facts and tuples only".to_owned()));
    }
    match options.task {
        Task::Facts => present(options, facts::report(options)?),
        Task::Carb => present(options, carb::report(options)?),
        Task::Confidence => present(options, confidence::report(options)?),
        Task::Benchie => present(options, benchie::report(options)?),
        Task::Wire57 => present(options, wire57::report(options)?),
        Task::Oie2016 => present(options, carb::oie2016_report(options)?),
        Task::Ner => present(options, ner::report(options)?),
        Task::Parse => present(options, parse::report(options)?),
        Task::Sentences => present(options, sentences::report(options)?),
        Task::Quotes => present(options, quotes::report(options)?),
        Task::Re3d => present(options, re3d::report(options)?),
        Task::Coref if coref::is_gap(options) => present(options, coref::gap_report(options)?),
        Task::Coref => present(options, coref::report(options)?),
        Task::Time if options.gold.is_dir() => present(options, when::report(options)?),
        Task::Time => present(options, time::report(options)?),
    }?;
    Ok(ExitStatus::Complete)
}

/// Compares a report with the old one, prints it, and writes it as JSON and HTML.
fn present<R: Report>(options: &EvaluateArgs, report: R) -> Result<(), Error> {
    let task = options.task.name();
    // Read first: JSON may be written over the file that is compared with.
    let old = options.compare.as_deref().map(|path| saved::<R>(path, &task)).transpose()?;
    let mut page = Page::default();
    let limit = if options.details { usize::MAX } else { WORST };
    if !options.without.is_empty() {
        let names: Vec<&str> = options.without.iter().map(counted::RuleName::as_str).collect();
        page.line(format!("without {}", names.join(", ")));
    }
    report.describe(&mut page, limit);
    if let Some(old) = &old {
        compare::describe(&mut page, &report, old, limit);
    }
    if let Some(path) = &options.html {
        let (score, value) = report.score();
        let head = Head { options, score, value, interval: report.interval() };
        fs::write(path, html::render(&page, &head)).map_err(Error::write(path))?;
    }
    if let Some(path) = &options.json {
        let saved = Saved { task, report };
        let bytes = serde_json::to_vec(&saved).map_err(io::Error::from).map_err(Error::write(path))?;
        fs::write(path, bytes).map_err(Error::write(path))?;
    }
    let mut output = io::stdout().lock();
    output.write_all(terminal::render(&page, options.details).as_bytes())?;
    Ok(output.flush()?)
}

fn saved<R: Report>(path: &Path, task: &str) -> Result<R, Error> {
    let usage = |reason: String| Error::Usage(format!("{}:{reason}", path.display()));
    let text = read_text(path)?;
    let of_task = serde_json::from_str::<Saved<serde::de::IgnoredAny>>(&text)
        .map_err(|error| usage(format!("{}: not a report: {error}", error.line().max(1))))?;
    if of_task.task != task {
        return Err(usage(format!("1: a report of {}, not of {task}", of_task.task)));
    }
    let saved: Saved<R> = serde_json::from_str(&text)
        .map_err(|error| usage(format!("{}: not a report of {task}: {error}", error.line().max(1))))?;
    Ok(saved.report)
}
