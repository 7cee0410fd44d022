//! The records of a graph in, `nodes.csv`, `edges.csv` and `evidence.csv` out.
//!
//! A spreadsheet runs a cell that begins with `=` as a formula. Such cells get an apostrophe in front, unless
//! [`Cells::Raw`] is asked for. The same for what such an apostrophe could be mistaken for, so that
//! [`unguarded`] gives back every cell.

use std::borrow::Cow;
use std::io::Write;

use csv::Writer;

use super::flat::{self, Articles, Value};
use super::{Stream, sources_in_words};
use crate::error::GraphError;
use crate::model::{Article, Claim, Node};

/// How cells are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cells {
    /// With an apostrophe before what a spreadsheet would run.
    #[default]
    Guarded,
    /// As they are.
    Raw,
}

/// Names of the files, in the order in which [`write()`] takes their writers.
pub const FILES: [&str; 3] = ["nodes.csv", "edges.csv", "evidence.csv"];

/// Columns of `evidence.csv`.
const EVIDENCE: [&str; 15] = [
    "claim",
    "article",
    "date",
    "url",
    "title",
    "fact",
    "sentence",
    "start",
    "end",
    "quote",
    "before",
    "after",
    "says",
    "confidence",
    "rule",
];

/// Writes a row for each node, claim and fact.
///
/// # Errors
///
/// What the readers and writers say.
pub fn write(
    articles: impl Stream<Article>,
    nodes: impl Stream<Node>,
    claims: impl Stream<Claim>,
    cells: Cells,
    [nodes_csv, edges_csv, evidence_csv]: [impl Write; 3],
) -> Result<(), GraphError> {
    let articles = Articles::read(articles)?;
    let mut table = Writer::from_writer(nodes_csv);
    write_row(&mut table, cells, header(&["id"], &flat::NODE))?;
    for node in nodes {
        let node = node?;
        write_row(&mut table, cells, [node.id.as_str().into()].into_iter().chain(flat::node(&node)))?;
    }
    table.flush()?;

    let mut edges = Writer::from_writer(edges_csv);
    let mut evidence = Writer::from_writer(evidence_csv);
    write_row(&mut edges, cells, header(&["id", "source", "target"], &flat::EDGE))?;
    write_row(&mut evidence, cells, EVIDENCE.into_iter().map(Value::from))?;
    for claim in claims {
        let claim = claim?;
        let ends = [claim.id.as_str(), &claim.subject, flat::target(&claim)].map(Value::from);
        write_row(&mut edges, cells, ends.into_iter().chain(flat::edge(&claim, &articles)))?;
        write_evidence(&mut evidence, cells, &claim, &articles)?;
    }
    edges.flush()?;
    evidence.flush()?;
    Ok(())
}

fn header<'a>(first: &'a [&'a str], columns: &'a [(&'a str, flat::Kind)]) -> impl Iterator<Item = Value<'a>> {
    first.iter().copied().chain(columns.iter().map(|(name, _)| *name)).map(Value::from)
}

fn write_evidence(
    table: &mut Writer<impl Write>,
    cells: Cells,
    claim: &Claim,
    articles: &Articles,
) -> Result<(), GraphError> {
    for evidence in &claim.evidence {
        let article = articles.get(&evidence.article);
        let row: [Value<'_>; 15] = [
            claim.id.as_str().into(),
            article.map_or(evidence.article.as_str(), |article| article.name.as_str()).into(),
            article.and_then(|article| article.date.as_deref()).into(),
            article.and_then(|article| article.url.as_deref()).into(),
            article.and_then(|article| article.title.as_deref()).into(),
            evidence.fact.as_str().into(),
            Value::Integer(evidence.sentence),
            evidence.start.map_or(Value::None, Value::Integer),
            evidence.end.map_or(Value::None, Value::Integer),
            evidence.quote.as_str().into(),
            evidence.before.as_deref().into(),
            evidence.after.as_deref().into(),
            sources_in_words(evidence).into(),
            Value::Number(evidence.confidence),
            evidence.rule.as_deref().into(),
        ];
        write_row(table, cells, row)?;
    }
    Ok(())
}

fn write_row<'a>(
    table: &mut Writer<impl Write>,
    cells: Cells,
    row: impl IntoIterator<Item = Value<'a>>,
) -> Result<(), GraphError> {
    for value in row {
        let text = value.into_text().unwrap_or_default();
        let text = if cells == Cells::Guarded { guarded(&text) } else { text };
        table.write_field(text.as_bytes()).map_err(io_error)?;
    }
    table.write_record(None::<&[u8]>).map_err(io_error)?;
    Ok(())
}

pub(super) fn io_error(error: csv::Error) -> std::io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => std::io::Error::other(format!("{other:?}")),
    }
}

/// Whether a cell is, but for apostrophes in front, one that a spreadsheet may run.
fn is_formula(cell: &str) -> bool {
    // The wide forms are formulas where a keyboard for Chinese or Japanese writes them.
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// A cell that a spreadsheet shows and does not run.
fn guarded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// A cell as it was before it was guarded.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::property::fixture;

    fn tables(cells: Cells) -> [Vec<Vec<String>>; 3] {
        let mut files = [Vec::new(), Vec::new(), Vec::new()];
        let (articles, nodes, claims) = fixture::records();
        write(articles, nodes, claims, cells, files.each_mut()).unwrap();
        files.map(|file| {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(file.as_slice());
            let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
            rows.collect()
        })
    }

    #[test]
    fn names_come_back_and_none_is_a_formula() {
        let [nodes, edges, evidence] = tables(Cells::Guarded);
        let names: Vec<&str> = nodes[1..].iter().map(|row| unguarded(&row[1])).collect();
        assert_eq!(names, fixture::NAMES);
        let quotes: Vec<&str> = evidence[1..].iter().map(|row| unguarded(&row[9])).collect();
        assert_eq!(quotes, fixture::quotes());
        assert_eq!(edges.len() - 1, fixture::claims().len());
        for cell in [&nodes, &edges, &evidence].into_iter().flatten().flatten() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
        }
    }

    #[test]
    fn raw_cells_are_as_they_were() {
        let [nodes, ..] = tables(Cells::Raw);
        let names: Vec<&str> = nodes[1..].iter().map(|row| row[1].as_str()).collect();
        assert_eq!(names, fixture::NAMES);
    }

    #[test]
    fn a_claim_without_object_leads_to_its_subject() {
        let [_, edges, _] = tables(Cells::Raw);
        let column = |name: &str| edges[0].iter().position(|column| column == name).unwrap();
        let unary: Vec<&Vec<String>> =
            edges[1..].iter().filter(|row| row[column("unary")] == "true").collect();
        assert_eq!(unary.len(), 1);
        assert_eq!(unary[0][column("source")], unary[0][column("target")]);
        assert!(edges[1..].iter().any(|row| row[column("source")] != row[column("target")]));
    }

    proptest! {
        #[test]
        fn guards_can_be_taken_off(cell in "['=+@\t\r\na＝-]{0,5}") {
            let guarded = guarded(&cell);
            prop_assert!(!guarded.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']));
            prop_assert_eq!(unguarded(&guarded), cell.as_str());
        }
    }
}
