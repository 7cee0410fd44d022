//! The records of a graph's files: articles, nodes, claims and what stands for them.
//!
//! One record is one line of JSON; each file is sorted by `id`. `docs/graph.md` says what they mean.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The number of the layout that this version writes and reads.
pub const FORMAT: u32 = 1;

/// `graph.json`: what the folder holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`] of the version that wrote it.
    pub format: u32,
    /// What all IRIs of the graph's own things start with.
    pub base: String,
    /// Lines of `articles.jsonl`.
    pub articles: usize,
    /// Lines of `nodes.jsonl`.
    pub nodes: usize,
    /// Lines of `claims.jsonl`.
    pub claims: usize,
    /// Facts of the articles, each the evidence of one claim.
    pub evidence: usize,
}

/// An article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// `a:` and a hash of its name and size.
    pub id: String,
    /// As `extract` names it.
    pub name: String,
    /// Day of publication, in ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Its headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it stands on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The first of the near-identical articles it belongs to, where it is not that itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<String>,
}

/// Whether a node is something with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NodeKind {
    /// Something with a name, the same in all articles.
    Entity,
    /// Words: a noun phrase, a time or an amount. Two articles may mean different things by them.
    Phrase,
}

/// What claims are about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// `n:` and a hash of its first entity id, or of its words.
    pub id: String,
    /// Whether it has a name.
    pub kind: NodeKind,
    /// The name that most articles use, or the words.
    pub name: String,
    /// `PER`, `ORG` and so on, as in `entities.jsonl`.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub entity_type: Option<String>,
    /// Other names, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The ids that `extract` gives it, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<String>,
    /// Of a time or an amount, as in `entities.jsonl`: ISO 8601, or JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The same thing in public data sets, by the data set's name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub links: BTreeMap<String, String>,
}

/// A time as claims are told apart by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// In ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The article's words, where they have no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Something that articles say, with all places where they do: two facts that say the same are evidence
/// of one claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// `c:` and a hash of what it says.
    pub id: String,
    /// In words.
    pub text: String,
    /// Id of a node.
    pub subject: String,
    /// The relation's lemmas.
    pub relation: String,
    /// Id of a node.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// `positive` or `negative`.
    pub polarity: String,
    /// `asserted`, `possible`, `future`, `conditional`, `wanted` or `questioned`.
    pub modality: String,
    /// Ids of the nodes that say so, outermost first; none where the article itself does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Time>,
    /// Where it is about words alone and has no date: the article, since others may mean something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_in: Option<String>,
    /// Shared by claims that differ in their numbers only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<String>,
    /// Ids of the nodes where it happened, sorted.
    #[serde(rename = "where", default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// The highest of the evidence's, 0 to 1.
    pub confidence: f64,
    /// Articles that say so, near-identical ones counted once.
    pub sources: usize,
    /// Sorted by article and fact.
    pub evidence: Vec<Evidence>,
}

impl Claim {
    /// Whether articles themselves put it forward as true.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.polarity == "positive" && self.modality == "asserted" && self.by.is_empty()
    }
}

/// A fact of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Id of the article.
    pub article: String,
    /// Id of the fact in `facts.jsonl`.
    pub fact: String,
    /// From 0.
    pub sentence: usize,
    /// The stretch from the first to the last word of the fact, as in `facts.jsonl`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// Its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
    /// What stands there; where the article could not be read, the words of the fact in their order.
    pub quote: String,
    /// The article's words before it; `None` where the quotation is not the article's own text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The article's words after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The words of the subject and where they stand.
    pub subject: Words,
    /// Of the relation.
    pub relation: Words,
    /// Of the object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<Words>,
    /// Of the sources, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Words>,
    /// Of the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Words>,
    /// Of the place.
    #[serde(rename = "where", default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Words>,
    /// 0 to 1.
    pub confidence: f64,
    /// What found it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// Words of an article and where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// White space folded.
    pub text: String,
    /// Of the first word, as in `facts.jsonl`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// Of the last word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
    /// The stretches, where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<(usize, usize)>,
    /// How a source says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
    /// Whether the article has no verb for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub implied: bool,
}
