//! `graph query`: a SPARQL query in, its answer out.

use std::fs;
use std::io::{self, IsTerminal, Write};

use triplewire_graph::sparql::{Answer, Answers, Sparql};

use super::args::{QueryArgs, QueryFormat};
use super::files::Kg;
use super::store;
use crate::error::Error;
use crate::output::table::{plain, styled};
use crate::run::ExitStatus;

/// Runs the command.
pub(super) fn query(options: &QueryArgs) -> Result<ExitStatus, Error> {
    let text = match options.query.strip_prefix('@') {
        Some(path) => {
            fs::read_to_string(path).map_err(|source| Error::ReadFile { path: path.into(), source })?
        }
        None => options.query.clone(),
    };
    let kg = Kg::open(&options.graph)?;
    let format = options
        .format
        .unwrap_or_else(|| if io::stdout().is_terminal() { QueryFormat::Table } else { QueryFormat::Tsv });
    let answers = match format {
        QueryFormat::Json => Answers::Json,
        QueryFormat::Csv => Answers::Csv,
        QueryFormat::Table | QueryFormat::Tsv => Answers::Tsv,
    };
    let sparql = match &options.store {
        Some(folder) => store::open(folder, &kg)?,
        None => Sparql::load(&kg, kg.iris())?,
    };
    let answer = sparql.query(&text, answers)?;
    let mut output = io::stdout();
    match answer {
        Answer::Text(text) if format == QueryFormat::Table => table(&mut output, &text, kg.iris().base())?,
        Answer::Text(text) => output.write_all(&text)?,
        Answer::Triples(triples) => output.write_all(triples.as_bytes())?,
    }
    output.flush()?;
    Ok(ExitStatus::Complete)
}

/// Shows TSV, whose cells hold neither tabs nor line ends.
fn table(output: &mut impl Write, tsv: &[u8], base: &str) -> io::Result<()> {
    let text = String::from_utf8_lossy(tsv);
    let mut lines = text.lines();
    let header = lines.next().unwrap_or_default();
    if !header.starts_with('?') && !header.is_empty() {
        return writeln!(output, "{}", plain(header));
    }
    let mut table = styled(header.split('\t').map(|name| name.trim_start_matches('?').to_owned()));
    for line in lines {
        table.add_row(line.split('\t').map(|cell| plain(&readable(cell, base))));
    }
    writeln!(output, "{table}")
}

/// A term without what only machines need: quotation marks, datatypes, the base.
fn readable(term: &str, base: &str) -> String {
    if let Some(iri) = term.strip_prefix('<').and_then(|term| term.strip_suffix('>')) {
        return iri.strip_prefix(base).unwrap_or(iri).to_owned();
    }
    let quoted = term.strip_prefix('"').and_then(|rest| rest.rsplit_once('"')).map(|(text, _)| text);
    let Some(text) = quoted else { return term.to_owned() };
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => plain.extend(characters.next().map(|c| if "ntrbf".contains(c) { ' ' } else { c })),
            c => plain.push(c),
        }
    }
    plain
}
