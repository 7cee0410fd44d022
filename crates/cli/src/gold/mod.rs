//! `triplewire gold`: what people who label articles by hand need.
//!
//! `check`: a folder of labelled articles in, what looks wrong with the labels out. `draft`: an
//! article in, labels to correct out. `export` and `import`: to labelling tools and back.

mod draft;
mod exchange;
mod files;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use triplewire_evaluation::facts::{self, Finding, Severity};

use self::draft::DraftArgs;
use self::exchange::{ExportArgs, ImportArgs};
use crate::error::Error;
use crate::run::ExitStatus;

pub(crate) use self::files::{Labelled, LabelledArticle, files_below, labelled_articles, read_text};

/// What to do with labelled articles.
#[derive(Debug, Subcommand)]
pub(crate) enum GoldCommand {
    /// Name file, line and cause of every mistake in .facts files
    ///
    /// Exit status: 0 no errors (there may be warnings), 1 errors in some files, 2 in all.
    Check {
        /// Folder of NAME.txt and NAME.facts, read recursively
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Write a .facts file from what is extracted, for a person to correct
    Draft(DraftArgs),
    /// Write labelled articles for brat, doccano or Label Studio
    Export(ExportArgs),
    /// Read labelled articles from brat, doccano or Label Studio
    ///
    /// Exit status: 0 everything was read, 1 something was left out (named on standard error), 2
    /// nothing was written.
    Import(ImportArgs),
}

/// Runs the command.
pub(crate) fn gold(command: &GoldCommand) -> Result<ExitStatus, Error> {
    match command {
        GoldCommand::Check { folder } => check(folder),
        GoldCommand::Draft(options) => draft::draft(options),
        GoldCommand::Export(options) => exchange::export(options),
        GoldCommand::Import(options) => exchange::import(options),
    }
}

fn check(folder: &Path) -> Result<ExitStatus, Error> {
    let mut output = io::stdout().lock();
    let articles = labelled_articles(folder)?;
    let (mut errors, mut warnings, mut bad) = (0, 0, 0);
    for article in &articles {
        let mut errors_here = 0;
        for (file, finding) in findings(article) {
            let label = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            match finding.severity {
                Severity::Error => errors_here += 1,
                Severity::Warning => warnings += 1,
            }
            writeln!(output, "{}:{}: {label}: {}", file.display(), finding.line, finding.message)?;
        }
        errors += errors_here;
        bad += usize::from(errors_here > 0);
    }
    writeln!(output, "{} articles, {errors} errors, {warnings} warnings", articles.len())?;
    Ok(match bad {
        0 => ExitStatus::Complete,
        _ if bad < articles.len() => ExitStatus::Partial,
        _ => ExitStatus::Nothing,
    })
}

/// Everything wrong with one article's files, each with the file it is in.
fn findings(article: &LabelledArticle) -> Vec<(&Path, Finding)> {
    let error = |line, message| Finding { line, severity: Severity::Error, message };
    let mut found = Vec::new();
    let text = match read_text(&article.text) {
        Ok(text) => Some(text),
        Err(unreadable) => {
            found.push((article.text.as_path(), error(unreadable.line, unreadable.message)));
            None
        }
    };
    match read_text(&article.facts) {
        Ok(labels) => {
            let labels = facts::check(&labels, text.as_deref());
            found.extend(labels.into_iter().map(|finding| (article.facts.as_path(), finding)));
        }
        Err(unreadable) => found.push((&article.facts, error(unreadable.line, unreadable.message))),
    }
    found
}
