//! The records of a graph in, `GraphML` out: entities and phrases, and an edge for each claim.

use std::io::Write;

use super::Stream;
use super::flat::{self, Articles, Kind, Value};
use super::xml::Xml;
use crate::error::GraphError;
use crate::model::{Article, Claim, Node};

/// Writes a directed graph; edges carry the id of their claim.
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
    xml.open("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
    write_keys(&mut xml, "node", &flat::NODE)?;
    write_keys(&mut xml, "edge", &flat::EDGE)?;
    xml.open("graph", &[("id", "claims"), ("edgedefault", "directed")])?;
    for node in nodes {
        let node = node?;
        xml.open("node", &[("id", &node.id)])?;
        write_values(&mut xml, "node", &flat::NODE, flat::node(&node))?;
        xml.close("node")?;
    }
    for claim in claims {
        let claim = claim?;
        let ends = [("id", claim.id.as_str()), ("source", &claim.subject), ("target", flat::target(&claim))];
        xml.open("edge", &ends)?;
        write_values(&mut xml, "edge", &flat::EDGE, flat::edge(&claim, &articles))?;
        xml.close("edge")?;
    }
    xml.close("graph")?;
    xml.close("graphml")?;
    Ok(xml.finish()?)
}

fn write_keys(xml: &mut Xml<impl Write>, of: &str, columns: &[(&str, Kind)]) -> std::io::Result<()> {
    for (name, kind) in columns {
        let kind = match kind {
            Kind::Text => "string",
            Kind::Integer => "long",
            Kind::Number => "double",
            Kind::Flag => "boolean",
        };
        let id = format!("{of}.{name}");
        xml.empty("key", &[("id", &id), ("for", of), ("attr.name", name), ("attr.type", kind)])?;
    }
    Ok(())
}

fn write_values<'a>(
    xml: &mut Xml<impl Write>,
    of: &str,
    columns: &[(&str, Kind)],
    values: impl IntoIterator<Item = Value<'a>>,
) -> std::io::Result<()> {
    for ((name, _), value) in columns.iter().zip(values) {
        if let Some(text) = value.into_text() {
            xml.text("data", &[("key", &format!("{of}.{name}"))], &text)?;
        }
    }
    Ok(())
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
        let names = elements.iter().filter(|element| element.get("key") == Some("node.label"));
        assert_eq!(names.map(|element| element.text.as_str()).collect::<Vec<_>>(), fixture::NAMES);
        let count = |name: &str| elements.iter().filter(|element| element.name == name).count();
        assert_eq!(count("node"), fixture::NAMES.len());
        assert_eq!(count("edge"), fixture::claims().len());
        assert_eq!(count("key"), flat::NODE.len() + flat::EDGE.len());
        let relation = elements.iter().find(|element| element.text == fixture::NAMES[15]).unwrap();
        assert_eq!(relation.get("key"), Some("node.label"));
        let texts = elements.iter().filter(|element| element.get("key") == Some("edge.text"));
        let expected: Vec<String> = fixture::claims().into_iter().map(|claim| claim.text).collect();
        assert_eq!(texts.map(|element| element.text.clone()).collect::<Vec<_>>(), expected);
    }
}
