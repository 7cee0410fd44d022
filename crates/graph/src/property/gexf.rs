//! The records of a graph in, GEXF 1.3 out: entities and phrases, and an edge for each claim.

use std::io::Write;

use super::Stream;
use super::flat::{self, Articles, Kind, Value};
use super::xml::Xml;
use crate::error::GraphError;
use crate::model::{Article, Claim, Node};

/// Writes a directed graph; edges carry the id of their claim, and how many sources say so as their weight.
///
/// # Errors
///
/// What the readers and the writer say.
pub fn write(
    articles: impl Stream<Article>,
    nodes: impl Stream<Node>,
    claims: impl Stream<Claim>,
    output: impl Write,
) -> Result<(), GraphError> {
    let articles = Articles::read(articles)?;
    let mut xml = Xml::new(output)?;
    xml.open("gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")])?;
    xml.open("graph", &[("defaultedgetype", "directed"), ("mode", "static")])?;
    write_attributes(&mut xml, "node", &flat::NODE)?;
    write_attributes(&mut xml, "edge", &flat::EDGE)?;
    xml.open("nodes", &[])?;
    for node in nodes {
        let node = node?;
        xml.open("node", &[("id", &node.id), ("label", &node.name)])?;
        write_values(&mut xml, &flat::NODE, flat::node(&node))?;
        xml.close("node")?;
    }
    xml.close("nodes")?;
    xml.open("edges", &[])?;
    for claim in claims {
        let claim = claim?;
        let weight = claim.sources.to_string();
        let edge = [
            ("id", claim.id.as_str()),
            ("source", &claim.subject),
            ("target", flat::target(&claim)),
            ("label", &claim.relation),
            ("weight", &weight),
        ];
        xml.open("edge", &edge)?;
        write_values(&mut xml, &flat::EDGE, flat::edge(&claim, &articles))?;
        xml.close("edge")?;
    }
    xml.close("edges")?;
    xml.close("graph")?;
    xml.close("gexf")?;
    Ok(xml.finish()?)
}

/// Whether a column has an attribute of GEXF's own.
fn is_own(name: &str) -> bool {
    matches!(name, "label" | "weight")
}

fn write_attributes(xml: &mut Xml<impl Write>, of: &str, columns: &[(&str, Kind)]) -> std::io::Result<()> {
    xml.open("attributes", &[("class", of), ("mode", "static")])?;
    for (name, kind) in columns.iter().filter(|(name, _)| !is_own(name)) {
        let kind = match kind {
            Kind::Text => "string",
            Kind::Integer => "long",
            Kind::Number => "double",
            Kind::Flag => "boolean",
        };
        xml.empty("attribute", &[("id", name), ("title", name), ("type", kind)])?;
    }
    xml.close("attributes")
}

fn write_values<'a>(
    xml: &mut Xml<impl Write>,
    columns: &[(&str, Kind)],
    values: impl IntoIterator<Item = Value<'a>>,
) -> std::io::Result<()> {
    xml.open("attvalues", &[])?;
    for ((name, _), value) in columns.iter().zip(values).filter(|((name, _), _)| !is_own(name)) {
        if let Some(text) = value.into_text() {
            xml.empty("attvalue", &[("for", name), ("value", &text)])?;
        }
    }
    xml.close("attvalues")
}

#[cfg(test)]
mod tests {
    use super::super::xml::tests::elements;
    use super::*;
    use crate::property::fixture;

    #[test]
    fn names_come_back() {
        let mut file = Vec::new();
        let (articles, nodes, claims) = fixture::records();
        write(articles, nodes, claims, &mut file).unwrap();
        let elements = elements(&file);
        let nodes = elements.iter().filter(|element| element.name == "node");
        assert_eq!(nodes.map(|node| node.get("label").unwrap()).collect::<Vec<_>>(), fixture::NAMES);
        let edges: Vec<_> = elements.iter().filter(|element| element.name == "edge").collect();
        assert_eq!(edges.len(), fixture::claims().len());
        assert_eq!(edges[3].get("label"), Some(fixture::NAMES[15]));
        assert_eq!(edges[1].get("weight"), Some("2"));
        let quotes = elements.iter().filter(|element| element.get("for") == Some("quote"));
        let first = |claim: &Claim| claim.evidence[0].quote.clone();
        assert_eq!(
            quotes.map(|quote| quote.get("value").unwrap().to_owned()).collect::<Vec<_>>(),
            fixture::claims().iter().map(first).collect::<Vec<_>>()
        );
    }
}
