//! The records of a graph in, CSV files for `neo4j-admin database import` out.
//!
//! Claims are nodes, since they have more than two ends; between entities that a plain claim joins, there is
//! an edge as well. Cells are not guarded against spreadsheets: the store is to hold names as they are.

use std::io::Write;

use csv::Writer;

use super::csv::io_error;
use super::{Kinds, Stream, kind, links, time};
use crate::error::GraphError;
use crate::model::{Article, Claim, Evidence, Node};

/// Names of the files, in the order in which [`write()`] takes their writers.
pub const FILES: [&str; 6] =
    ["articles.csv", "nodes.csv", "claims.csv", "roles.csv", "evidence.csv", "facts.csv"];

/// The name of the file that [`ARGUMENTS`] go to.
pub const ARGUMENTS_FILE: &str = "import.args";

/// What `neo4j-admin database import full neo4j @import.args` needs to know.
pub const ARGUMENTS: &str = "\
--multiline-fields=true
--nodes=articles.csv
--nodes=nodes.csv
--nodes=claims.csv
--relationships=roles.csv
--relationships=EVIDENCE=evidence.csv
--relationships=FACT=facts.csv
";

const ARTICLES: [&str; 7] = ["id:ID", ":LABEL", "name", "date:string", "title", "url", "copy_of"];
const NODES: [&str; 9] = [
    "id:ID",
    ":LABEL",
    "name",
    "kind",
    "type",
    "aliases:string[]",
    "entities:string[]",
    "value",
    "links:string[]",
];
const CLAIMS: [&str; 12] = [
    "id:ID",
    ":LABEL",
    "text",
    "relation",
    "polarity",
    "modality",
    "time:string",
    "only_in",
    "figures",
    "confidence:double",
    "sources:long",
    "evidence:long",
];
const ROLES: [&str; 4] = [":START_ID", ":END_ID", ":TYPE", "position:long"];
const EVIDENCE: [&str; 11] = [
    ":START_ID",
    ":END_ID",
    "fact",
    "sentence:long",
    "from_char:long",
    "to_char:long",
    "quote",
    "before",
    "after",
    "confidence:double",
    "rule",
];
const FACTS: [&str; 7] =
    [":START_ID", ":END_ID", "claim", "relation", "time:string", "sources:long", "confidence:double"];

/// Writes the files; the writers are in the order of [`FILES`].
///
/// # Errors
///
/// What the readers and writers say.
pub fn write(
    articles: impl Stream<Article>,
    nodes: impl Stream<Node>,
    claims: impl Stream<Claim>,
    outputs: [impl Write; 6],
) -> Result<(), GraphError> {
    let [articles_csv, nodes_csv, claims_csv, roles, evidence, facts] = outputs.map(Writer::from_writer);
    write_articles(articles, articles_csv)?;
    let kinds = write_nodes(nodes, nodes_csv)?;
    write_claims(claims, &kinds, Claims { table: claims_csv, roles, evidence, facts })
}

fn write_articles(articles: impl Stream<Article>, mut table: Writer<impl Write>) -> Result<(), GraphError> {
    row(&mut table, ARTICLES)?;
    for article in articles {
        let article = article?;
        let cells = [
            article.id.as_str(),
            "Article",
            &article.name,
            article.date.as_deref().unwrap_or_default(),
            article.title.as_deref().unwrap_or_default(),
            article.url.as_deref().unwrap_or_default(),
            article.copy_of.as_deref().unwrap_or_default(),
        ];
        row(&mut table, cells)?;
    }
    Ok(table.flush()?)
}

fn write_nodes(nodes: impl Stream<Node>, mut table: Writer<impl Write>) -> Result<Kinds, GraphError> {
    let mut kinds = Kinds::default();
    row(&mut table, NODES)?;
    for node in nodes {
        let node = node?;
        kinds.note(&node);
        let cells = [
            node.id.as_str(),
            kinds.label(&node.id),
            &node.name,
            kind(&node),
            node.entity_type.as_deref().unwrap_or_default(),
            &array(&node.aliases),
            &array(&node.entities),
            node.value.as_deref().unwrap_or_default(),
            &array(&links(&node)),
        ];
        row(&mut table, cells)?;
    }
    table.flush()?;
    Ok(kinds)
}

/// The files that claims go to.
struct Claims<W: Write> {
    table: Writer<W>,
    roles: Writer<W>,
    evidence: Writer<W>,
    facts: Writer<W>,
}

fn write_claims<W: Write>(
    claims: impl Stream<Claim>,
    kinds: &Kinds,
    mut files: Claims<W>,
) -> Result<(), GraphError> {
    row(&mut files.table, CLAIMS)?;
    row(&mut files.roles, ROLES)?;
    row(&mut files.evidence, EVIDENCE)?;
    row(&mut files.facts, FACTS)?;
    for claim in claims {
        let claim = claim?;
        let (confidence, sources) = (format!("{:?}", claim.confidence), claim.sources.to_string());
        let time = time(&claim).unwrap_or_default();
        let cells = [
            claim.id.as_str(),
            "Claim",
            &claim.text,
            &claim.relation,
            &claim.polarity,
            &claim.modality,
            time,
            claim.only_in.as_deref().unwrap_or_default(),
            claim.figures.as_deref().unwrap_or_default(),
            &confidence,
            &sources,
            &claim.evidence.len().to_string(),
        ];
        row(&mut files.table, cells)?;
        row(&mut files.roles, [&claim.id, &claim.subject, "SUBJECT", "0"])?;
        if let Some(object) = &claim.object {
            row(&mut files.roles, [&claim.id, object, "OBJECT", "0"])?;
        }
        for (position, source) in claim.by.iter().enumerate() {
            row(&mut files.roles, [source, &claim.id, "SAYS", &position.to_string()])?;
        }
        for (position, place) in claim.places.iter().enumerate() {
            row(&mut files.roles, [&claim.id, place, "PLACE", &position.to_string()])?;
        }
        for evidence in &claim.evidence {
            write_evidence(&mut files.evidence, &claim.id, evidence)?;
        }
        if let Some((from, to)) = kinds.direct(&claim) {
            row(&mut files.facts, [from, to, &claim.id, &claim.relation, time, &sources, &confidence])?;
        }
    }
    for table in [&mut files.table, &mut files.roles, &mut files.evidence, &mut files.facts] {
        table.flush()?;
    }
    Ok(())
}

fn write_evidence(
    table: &mut Writer<impl Write>,
    claim: &str,
    evidence: &Evidence,
) -> Result<(), GraphError> {
    let number = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
    let cells = [
        claim,
        &evidence.article,
        &evidence.fact,
        &evidence.sentence.to_string(),
        &number(evidence.start),
        &number(evidence.end),
        &evidence.quote,
        evidence.before.as_deref().unwrap_or_default(),
        evidence.after.as_deref().unwrap_or_default(),
        &format!("{:?}", evidence.confidence),
        evidence.rule.as_deref().unwrap_or_default(),
    ];
    row(table, cells)
}

fn row<const N: usize>(table: &mut Writer<impl Write>, cells: [&str; N]) -> Result<(), GraphError> {
    Ok(table.write_record(cells).map_err(io_error)?)
}

/// The import has no way to write a semicolon within an array: U+037E looks the same, and is the same in
/// Unicode's normal form C.
fn array(items: &[String]) -> String {
    items.iter().map(|item| item.replace(';', "\u{37E}")).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::property::fixture;

    fn files() -> [Vec<Vec<String>>; 6] {
        let mut files = [const { Vec::new() }; 6];
        let (articles, nodes, claims) = fixture::records();
        write(articles, nodes, claims, files.each_mut()).unwrap();
        files.map(|file| {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(file.as_slice());
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
        })
    }

    #[test]
    fn names_and_quotations_come_back() {
        let [_, nodes, _, _, evidence, _] = files();
        assert_eq!(nodes[1..].iter().map(|row| row[2].as_str()).collect::<Vec<_>>(), fixture::NAMES);
        assert_eq!(evidence[1..].iter().map(|row| row[6].clone()).collect::<Vec<_>>(), fixture::quotes());
    }

    #[test]
    fn arrays_have_as_many_items_as_there_were() {
        let [_, nodes, ..] = files();
        for (row, node) in nodes[1..].iter().zip(fixture::nodes()) {
            let items: Vec<String> = row[5].split(';').map(|item| item.replace('\u{37E}', ";")).collect();
            assert_eq!(items.iter().filter(|item| !item.is_empty()).count(), node.aliases.len());
            assert!(node.aliases.is_empty() || items == node.aliases);
        }
    }

    #[test]
    fn every_end_of_an_edge_is_a_node() {
        let [articles, nodes, claims, roles, evidence, facts] = files();
        let ids = [&articles, &nodes, &claims].into_iter().flat_map(|table| &table[1..]).map(|row| &row[0]);
        let ids: BTreeSet<&String> = ids.collect();
        for row in [&roles, &evidence, &facts].into_iter().flat_map(|table| &table[1..]) {
            assert!(ids.contains(&row[0]) && ids.contains(&row[1]), "{row:?}");
        }
        let kinds: BTreeSet<&str> = roles[1..].iter().map(|row| row[2].as_str()).collect();
        assert_eq!(kinds, BTreeSet::from(["OBJECT", "PLACE", "SAYS", "SUBJECT"]));
    }

    #[test]
    fn plain_claims_between_entities_are_edges_too() {
        let [_, nodes, .., facts] = files();
        let entities: BTreeSet<&String> =
            nodes[1..].iter().filter(|row| row[1] == "Entity").map(|row| &row[0]).collect();
        let is_entity = |id: &String| entities.contains(id);
        let expected = fixture::claims().into_iter().filter(|claim| {
            claim.is_plain() && is_entity(&claim.subject) && claim.object.as_ref().is_some_and(is_entity)
        });
        let expected: Vec<String> = expected.map(|claim| claim.id).collect();
        assert!(!expected.is_empty());
        assert_eq!(facts[1..].iter().map(|row| row[2].clone()).collect::<Vec<_>>(), expected);
    }
}
