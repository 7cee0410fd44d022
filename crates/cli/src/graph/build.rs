//! `graph build`: result folders in, the folder of a graph out.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, ErrorKind};
use std::path::Path;

use triplewire_graph::rdf::Iris;
use triplewire_graph::{Article, Builder, Claim, Folder, Node, Record};

use super::args::BuildArgs;
use super::files::{self, Runs};
use super::sources::Sources;
use crate::batch;
use crate::error::Error;
use crate::progress::message;
use crate::run::ExitStatus;

/// Runs the command.
pub(super) fn build(options: &BuildArgs) -> Result<ExitStatus, Error> {
    let BuildArgs { results, output, base, quiet } = options;
    let iris = Iris::new(base)?;
    let mut builder = Builder::default();
    let mut folders: Vec<(&Path, Folder)> = Vec::new();
    for folder in results {
        let name = folder.display().to_string();
        // Before anything is written: a folder that is none must not cost a graph.
        open(folder, "facts.jsonl")?;
        let read =
            builder.read_folder(&name, open(folder, "ledger.jsonl")?, open(folder, "entities.jsonl")?)?;
        folders.push((folder, read));
    }
    files::start(output)?;
    let mut facts = builder.facts(Runs::inside(output));
    let mut sources = Sources::default();
    for (path, folder) in &folders {
        let text = |article: &str| sources.text(folder.place(article)?.source.as_deref()?);
        facts.read(&path.display().to_string(), folder, open(path, "facts.jsonl")?, text)?;
    }
    let file = |name: &str| {
        let path = output.join(name);
        let file = File::create(&path).map_err(Error::write(&path))?;
        Ok::<_, Error>(BufWriter::with_capacity(1 << 18, file))
    };
    let (articles, nodes, claims) = (file(Article::FILE)?, file(Node::FILE)?, file(Claim::FILE)?);
    let manifest = facts.write(iris.base(), articles, nodes, claims)?;
    files::finish(output, &manifest)?;
    if !quiet {
        message(&format!(
            "{} articles, {} nodes, {} claims from {} facts",
            manifest.articles, manifest.nodes, manifest.claims, manifest.evidence
        ));
    }
    Ok(ExitStatus::Complete)
}

fn open(folder: &Path, name: &str) -> Result<impl BufRead + use<>, Error> {
    let path = folder.join(name);
    match File::open(&path) {
        Ok(file) => Ok(BufReader::with_capacity(1 << 18, file)),
        Err(error) if error.kind() == ErrorKind::NotFound && batch::is_unfinished(folder) => {
            let reason = "not complete yet: the triplewire extract that was stopped there has to go on first";
            Err(Error::folder(folder, reason))
        }
        Err(source) => Err(Error::ReadFile { path, source }),
    }
}
