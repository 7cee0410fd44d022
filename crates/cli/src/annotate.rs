//! `triplewire annotate`: tokens, tags, parses and mentions of every article.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::args::{AnnotateArgs, AnnotateFormat, Unit};
use crate::error::Error;
use crate::inputs;
use crate::output::annotation::{self, ArticleRecord};
use crate::output::files::{OutputFile, article_path, create_folder};
use crate::output::ledger::Counts;
use crate::output::{brat, conllu, json_line};
use crate::run::{Analyzed, ExitStatus, Outcome, run};

/// Runs the command.
pub(crate) fn annotate(options: &AnnotateArgs) -> Result<ExitStatus, Error> {
    let standard =
        if options.input.has_standard_input() { AnnotateFormat::Json } else { AnnotateFormat::Conllu };
    let format = options.format.unwrap_or(standard);
    let render = move |analyzed: &Analyzed<'_>| annotated(analyzed, format);
    let Some(folder) = options.output.as_deref() else {
        if format == AnnotateFormat::Brat {
            let reason = "brat files come in pairs: name a folder for them with -o";
            return Err(Error::Usage(reason.to_owned()));
        }
        let mut output = BufWriter::new(io::stdout());
        let write = |outcome: Outcome<Annotated>| {
            write_lines(&mut output, &outcome, format)?;
            Ok(output.flush()?)
        };
        return run(&options.input, None, render, write);
    };
    inputs::check_output(&options.input.inputs, folder)?;
    let mut files = Files::create(folder, format)?;
    let write = |outcome: Outcome<Annotated>| files.write(&outcome);
    let status = run(&options.input, Some(folder), render, write)?;
    files.finish()?;
    Ok(status)
}

/// What a format makes of an article.
enum Annotated {
    Conllu(String),
    Brat { text: String, standoff: String },
    Json(Box<ArticleRecord>),
}

fn annotated(analyzed: &Analyzed<'_>, format: AnnotateFormat) -> (Counts, Annotated) {
    let Analyzed { loaded, analysis, .. } = analyzed;
    let positions = loaded.positions(Unit::Chars);
    let with_facts: BTreeSet<usize> = analysis.likely_facts().map(|fact| fact.sentence).collect();
    let counts = Counts {
        facts: analysis.likely_facts().count(),
        facts_below_confidence: analysis.facts.len() - analysis.likely_facts().count(),
        publication: analyzed.publication.record(&positions),
        ..Counts::of(analysis, &with_facts).with_input(loaded, &positions)
    };
    let annotated = match format {
        AnnotateFormat::Conllu => Annotated::Conllu(conllu::render(analyzed)),
        AnnotateFormat::Brat => {
            Annotated::Brat { text: analysis.document.text.to_owned(), standoff: brat::render(analysis) }
        }
        AnnotateFormat::Json => Annotated::Json(Box::new(annotation::record(analyzed))),
    };
    (counts, annotated)
}

/// Writes what has its place in one stream of lines.
fn write_lines(
    output: &mut impl Write,
    outcome: &Outcome<Annotated>,
    format: AnnotateFormat,
) -> io::Result<()> {
    match (&outcome.body, outcome.failure()) {
        (Some(Annotated::Conllu(sentences)), _) => output.write_all(sentences.as_bytes()),
        (Some(Annotated::Json(record)), _) => json_line(output, record),
        (None, Some(failure)) if format == AnnotateFormat::Json => json_line(output, &failure),
        // Brat files are written apart; in CoNLL-U nothing stands for a failed article.
        _ => Ok(()),
    }
}

/// The files of the output folder.
struct Files {
    folder: PathBuf,
    ledger: OutputFile,
    /// With the `json` format.
    articles: Option<OutputFile>,
    /// Paths that are taken, in lower case: some file systems do not tell cases apart.
    taken: BTreeSet<String>,
}

impl Files {
    fn create(folder: &Path, format: AnnotateFormat) -> Result<Self, Error> {
        create_folder(folder)?;
        let file = |name: &str| OutputFile::create(folder.join(name));
        if format == AnnotateFormat::Brat {
            let mut configuration = file("annotation.conf")?;
            configuration.with(|output| output.write_all(brat::CONFIGURATION.as_bytes()))?;
            configuration.finish()?;
        }
        let json = format == AnnotateFormat::Json;
        Ok(Self {
            folder: folder.to_owned(),
            ledger: file("ledger.jsonl")?,
            articles: json.then(|| file("articles.jsonl")).transpose()?,
            taken: BTreeSet::new(),
        })
    }

    fn write(&mut self, outcome: &Outcome<Annotated>) -> Result<(), Error> {
        if let Some(articles) = &mut self.articles {
            articles.with(|output| write_lines(output, outcome, AnnotateFormat::Json))?;
        }
        let name = &outcome.article.name;
        match &outcome.body {
            Some(Annotated::Conllu(sentences)) => {
                let path = self.path(name);
                self.write_file(&format!("{path}.conllu"), sentences)?;
            }
            Some(Annotated::Brat { text, standoff }) => {
                let path = self.path(name);
                self.write_file(&format!("{path}.txt"), text)?;
                self.write_file(&format!("{path}.ann"), standoff)?;
            }
            Some(Annotated::Json(_)) | None => {}
        }
        self.ledger.json_line(&outcome.ledger)
    }

    /// A path for an article that no article before it has.
    fn path(&mut self, name: &str) -> String {
        let wanted = article_path(name);
        let mut path = wanted.clone();
        let mut number = 1;
        while !self.taken.insert(path.to_lowercase()) {
            number += 1;
            path = format!("{wanted}-{number}");
        }
        path
    }

    fn write_file(&self, path: &str, text: &str) -> Result<(), Error> {
        let path = self.folder.join(path);
        if let Some(parent) = path.parent() {
            create_folder(parent)?;
        }
        fs::write(&path, text).map_err(Error::write(&path))
    }

    fn finish(self) -> Result<(), Error> {
        self.articles.into_iter().chain([self.ledger]).try_for_each(OutputFile::finish)
    }
}
