//! Nodes and claims in, rows with one value a column out: what tables, `GraphML` and GEXF share.
//!
//! A claim is an edge from subject to object. A claim without object is an edge from its subject to itself
//! with `unary` set, since no viewer reads an edge without an end.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Stream, kind, links, sources_in_words, time};
use crate::error::GraphError;
use crate::model::{Article, Claim, Node};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Integer,
    Number,
    Flag,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'a> {
    None,
    Text(Cow<'a, str>),
    Integer(usize),
    Number(f64),
    Flag(bool),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Value::None, Value::from)
    }
}

/// Empty texts are no value.
impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        if text.is_empty() { Value::None } else { Value::Text(Cow::Owned(text)) }
    }
}

impl<'a> Value<'a> {
    /// As it is written in all formats.
    pub(super) fn into_text(self) -> Option<Cow<'a, str>> {
        Some(match self {
            Value::None => return None,
            Value::Text(text) => text,
            Value::Integer(number) => number.to_string().into(),
            Value::Number(number) => format!("{number:?}").into(),
            Value::Flag(flag) => if flag { "true" } else { "false" }.into(),
        })
    }
}

/// Columns of a node after its id.
pub(super) const NODE: [(&str, Kind); 7] = [
    ("label", Kind::Text),
    ("kind", Kind::Text),
    ("type", Kind::Text),
    ("aliases", Kind::Text),
    ("entities", Kind::Text),
    ("value", Kind::Text),
    ("links", Kind::Text),
];

/// The values of [`NODE`]'s columns.
pub(super) fn node(node: &Node) -> [Value<'_>; 7] {
    [
        node.name.as_str().into(),
        kind(node).into(),
        node.entity_type.as_deref().into(),
        node.aliases.join(" | ").into(),
        node.entities.join(" ").into(),
        node.value.as_deref().into(),
        links(node).join(" ").into(),
    ]
}

/// Columns of an edge after its id and its two ends.
pub(super) const EDGE: [(&str, Kind); 18] = [
    ("label", Kind::Text),
    ("weight", Kind::Integer),
    ("text", Kind::Text),
    ("unary", Kind::Flag),
    ("polarity", Kind::Text),
    ("modality", Kind::Text),
    ("by", Kind::Text),
    ("says", Kind::Text),
    ("time", Kind::Text),
    ("places", Kind::Text),
    ("only_in", Kind::Text),
    ("figures", Kind::Text),
    ("confidence", Kind::Number),
    ("evidence", Kind::Integer),
    ("article", Kind::Text),
    ("date", Kind::Text),
    ("url", Kind::Text),
    ("quote", Kind::Text),
];

/// The values of [`EDGE`]'s columns; article and quotation are those of the first evidence.
pub(super) fn edge<'a>(claim: &'a Claim, articles: &'a Articles) -> [Value<'a>; 18] {
    let first = claim.evidence.first();
    let article = first.and_then(|first| articles.get(&first.article));
    [
        claim.relation.as_str().into(),
        Value::Integer(claim.sources),
        claim.text.as_str().into(),
        Value::Flag(claim.object.is_none()),
        claim.polarity.as_str().into(),
        claim.modality.as_str().into(),
        claim.by.join(" ").into(),
        first.map(sources_in_words).unwrap_or_default().into(),
        time(claim).into(),
        claim.places.join(" ").into(),
        claim.only_in.as_deref().into(),
        claim.figures.as_deref().into(),
        Value::Number(claim.confidence),
        Value::Integer(claim.evidence.len()),
        article.map(|article| article.name.as_str()).or(first.map(|first| first.article.as_str())).into(),
        article.and_then(|article| article.date.as_deref()).into(),
        article.and_then(|article| article.url.as_deref()).into(),
        first.map(|first| first.quote.as_str()).into(),
    ]
}

/// Where the edge of a claim leads.
pub(super) fn target(claim: &Claim) -> &str {
    claim.object.as_deref().unwrap_or(&claim.subject)
}

/// All articles by id.
#[derive(Debug, Default)]
pub(super) struct Articles(HashMap<String, Article>);

impl Articles {
    pub(super) fn read(articles: impl Stream<Article>) -> Result<Self, GraphError> {
        let named = articles.map(|article| article.map(|article| (article.id.clone(), article)));
        Ok(Self(named.collect::<Result<_, _>>()?))
    }

    pub(super) fn get(&self, id: &str) -> Option<&Article> {
        self.0.get(id)
    }
}
