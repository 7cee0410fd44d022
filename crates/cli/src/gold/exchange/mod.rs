//! `triplewire gold export` and `gold import`: labelled articles to labelling tools and back.
//!
//! `.facts` file → [`mark`] → [`markup::Markup`] → a tool's format, and the same way back through
//! [`unmark`]. What a tool has no form for travels in notes, so that nothing is lost on the way.

mod brat_read;
mod brat_write;
mod doccano;
mod entities;
mod fact_note;
mod label_studio;
mod label_studio_read;
mod locate;
mod mark;
mod markup;
mod note;
mod units;
mod unmark;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use triplewire_evaluation::facts::parse;

use self::markup::Markup;
use super::files::{files_below, labelled_articles, read_text};
use crate::error::Error;
use crate::output::files::{article_path, create_folder};
use crate::progress::message;
use crate::run::ExitStatus;

/// A labelling tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Standoff files beside the texts, and annotation.conf
    Brat,
    /// JSON lines of a sequence labelling project with relations
    Doccano,
    /// JSON tasks, and the labelling interface
    LabelStudio,
}

/// What to export.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// Folder of NAME.txt and NAME.facts, read recursively
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// The tool to write for
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Format,

    /// Folder for the tool's files
    #[arg(long, short, value_name = "OUT")]
    output: PathBuf,

    /// Label Studio: as predictions to start from, not as finished annotations
    #[arg(long)]
    predictions: bool,

    /// Overwrite files that are there
    #[arg(long)]
    force: bool,
}

/// What to import.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// A .ann, .jsonl or .json file, or a folder of them, read recursively
    #[arg(value_name = "FILE_OR_DIR")]
    input: PathBuf,

    /// The tool that wrote it
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Format,

    /// Folder for NAME.txt and NAME.facts
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,

    /// Overwrite files that are there
    #[arg(long)]
    force: bool,
}

/// An article on its way to a tool or back.
#[derive(Debug)]
struct Labelled {
    name: String,
    text: String,
    markup: Markup,
}

/// Runs `gold export`.
pub(super) fn export(options: &ExportArgs) -> Result<ExitStatus, Error> {
    if options.predictions && options.format != Format::LabelStudio {
        return Err(Error::Usage("--predictions goes with --format label-studio".to_owned()));
    }
    let mut articles = Vec::new();
    for article in labelled_articles(&options.folder)? {
        let text = read_text(&article.text)?;
        let (labels, findings) = parse(&read_text(&article.facts)?, &article.name);
        if let Some(first) = findings.first() {
            let file = article.facts.display();
            return Err(Error::Usage(format!("{file}:{}: {}", first.line, first.message)));
        }
        let markup = mark::mark(&labels, &text)
            .map_err(|reason| Error::Usage(format!("{}:1: {reason}", article.text.display())))?;
        articles.push(Labelled { name: article.name, text, markup });
    }
    let files = match options.format {
        Format::Brat => {
            let mut files = vec![("annotation.conf".to_owned(), brat_write::configuration())];
            for Labelled { name, text, markup } in articles {
                files.push((format!("{name}.ann"), brat_write::write(&markup, &text)));
                files.push((format!("{name}.txt"), text));
            }
            files
        }
        Format::Doccano => vec![("doccano.jsonl".to_owned(), doccano::write(&articles))],
        Format::LabelStudio => vec![
            ("label-studio.json".to_owned(), label_studio::write(&articles, options.predictions)),
            ("label-studio.xml".to_owned(), label_studio::configuration()),
        ],
    };
    write(&options.output, &files, options.force)?;
    Ok(ExitStatus::Complete)
}

/// Runs `gold import`: all is read before anything is written.
pub(super) fn import(options: &ImportArgs) -> Result<ExitStatus, Error> {
    let mut remarks = Vec::new();
    let mut files = Vec::new();
    let mut names = BTreeSet::new();
    for (stem, path) in inputs(&options.input, options.format)? {
        for Labelled { name, text, markup } in read(options.format, &path, &stem, &mut remarks)? {
            let name = article_path(&name);
            if !names.insert(name.clone()) {
                return Err(Error::Usage(format!("{}: a second article '{name}'", path.display())));
            }
            let (article, more) = unmark::unmark(&name, &text, &markup);
            remarks.extend(more);
            files.push((format!("{name}.facts"), article.to_string()));
            files.push((format!("{name}.txt"), text));
        }
    }
    write(&options.output, &files, options.force)?;
    for remark in &remarks {
        message(remark);
    }
    Ok(if remarks.is_empty() { ExitStatus::Complete } else { ExitStatus::Partial })
}

/// The files of the tool, each with the name of an article that has none.
fn inputs(path: &Path, format: Format) -> Result<Vec<(String, PathBuf)>, Error> {
    let extension = match format {
        Format::Brat => "ann",
        Format::Doccano => "jsonl",
        Format::LabelStudio => "json",
    };
    if !path.is_dir() {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        return Ok(vec![(stem, path.to_owned())]);
    }
    let files = files_below(path, extension)?;
    if files.is_empty() {
        return Err(Error::Usage(format!("{}: no .{extension} file in this folder", path.display())));
    }
    Ok(files)
}

fn read(format: Format, path: &Path, stem: &str, remarks: &mut Vec<String>) -> Result<Vec<Labelled>, Error> {
    let (content, file) = (read_text(path)?, path.display().to_string());
    Ok(match format {
        Format::Brat => {
            let text = read_text(&path.with_extension("txt"))?;
            let (markup, more) = brat_read::read(&content, &text, &file)?;
            remarks.extend(more);
            vec![Labelled { name: stem.to_owned(), text, markup }]
        }
        Format::Doccano => doccano::read(&content, &file, stem, remarks)?,
        Format::LabelStudio => {
            label_studio_read::read(&content, &file, stem, remarks).map_err(Error::Usage)?
        }
    })
}

/// Writes files below the folder. One that is there is only overwritten with `force`, or if it
/// says the same.
fn write(folder: &Path, files: &[(String, String)], force: bool) -> Result<(), Error> {
    for (name, content) in files {
        let path = folder.join(name);
        let is_other = || fs::read(&path).map_or(true, |old| old != content.as_bytes());
        if !force && path.exists() && is_other() {
            return Err(Error::Usage(format!("{} is there already: --force overwrites it", path.display())));
        }
    }
    for (name, content) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            create_folder(parent)?;
        }
        fs::write(&path, content).map_err(Error::write(&path))?;
    }
    Ok(())
}

/// What is wrong with JSON, without the place: one line of many is read at a time.
fn json_error(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or_default().to_owned()
}
