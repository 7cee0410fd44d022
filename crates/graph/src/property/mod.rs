//! The records of a graph in, files for tables, property-graph stores and graph viewers out.
//!
//! | module | file | loaded by |
//! |---|---|---|
//! | [`csv`] | `nodes.csv`, `edges.csv`, `evidence.csv` | spreadsheets, pandas, Gephi |
//! | [`neo4j`] | CSV with the headers of `neo4j-admin database import` | Neo4j |
//! | [`cypher`] | `MERGE` statements | Neo4j, Kuzu and what else speaks openCypher |
//! | [`graphml`], [`gexf`] | XML | networkx, Gephi |
//!
//! Records are read one at a time. What is held: names of articles, and a number for each entity where a
//! format tells entities from phrases. `docs/graph-property.md` says what the files mean.

use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_64;

use crate::error::GraphError;
use crate::model::{Claim, Evidence, Node, NodeKind};

pub mod csv;
pub mod cypher;
#[cfg(test)]
pub(crate) mod fixture;
mod flat;
pub mod gexf;
pub mod graphml;
pub mod neo4j;
pub(crate) mod xml;

/// Records that are read one at a time.
pub trait Stream<T>: Iterator<Item = Result<T, GraphError>> {}

impl<T, I: Iterator<Item = Result<T, GraphError>>> Stream<T> for I {}

/// Which nodes are entities; eight bytes for each.
#[derive(Debug, Default)]
struct Kinds(HashSet<u64>);

impl Kinds {
    fn note(&mut self, node: &Node) {
        if node.kind == NodeKind::Entity {
            self.0.insert(xxh3_64(node.id.as_bytes()));
        }
    }

    fn is_entity(&self, id: &str) -> bool {
        self.0.contains(&xxh3_64(id.as_bytes()))
    }

    fn label(&self, id: &str) -> &'static str {
        if self.is_entity(id) { "Entity" } else { "Phrase" }
    }

    /// The ends of the edge that stands for a claim by itself: entities, and put forward as true.
    fn direct<'a>(&self, claim: &'a Claim) -> Option<(&'a str, &'a str)> {
        let object = claim.object.as_deref()?;
        let direct = claim.is_plain() && self.is_entity(&claim.subject) && self.is_entity(object);
        direct.then_some((claim.subject.as_str(), object))
    }
}

fn kind(node: &Node) -> &'static str {
    match node.kind {
        NodeKind::Entity => "entity",
        NodeKind::Phrase => "phrase",
    }
}

/// When a claim holds, in ISO 8601 or else in words.
pub(crate) fn time(claim: &Claim) -> Option<&str> {
    let when = claim.when.as_ref()?;
    when.value.as_deref().or(when.text.as_deref())
}

/// A node's counterparts in public data sets, as `DATASET:ID`.
fn links(node: &Node) -> Vec<String> {
    node.links.iter().map(|(set, id)| format!("{set}:{id}")).collect()
}

/// The words of an article's sources, outermost first, as in `facts.csv`.
pub(crate) fn sources_in_words(evidence: &Evidence) -> String {
    let words: Vec<&str> = evidence.by.iter().map(|source| source.text.as_str()).collect();
    words.join(" > ")
}
