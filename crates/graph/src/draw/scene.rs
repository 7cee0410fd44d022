//! A node and its claims in, what a picture shows out: neighbours on two sides, each with its lines.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::label::{isolated, plain};
use crate::ask::Answer;
use crate::model::{Claim, Node, NodeKind};
use crate::property::time;

/// What stands at the end of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// Something with a name.
    Entity,
    /// Words.
    Phrase,
    /// A whole claim: what the node says, or what happened there.
    Statement,
    /// Nothing: the claim has no object.
    End,
}

/// A line of the picture: a claim.
pub(super) struct Line<'a> {
    pub(super) claim: &'a Claim,
    /// Counted from 0, over the whole picture.
    pub(super) number: usize,
    pub(super) label: String,
    /// What limits it: polarity, modality, who says so, when.
    pub(super) details: String,
    /// Whether it is put forward as true.
    pub(super) is_sure: bool,
    /// Whether it leads away from the node in the middle.
    pub(super) is_outward: bool,
}

/// A neighbour with its lines.
pub(super) struct Neighbour<'a> {
    pub(super) name: String,
    /// Class of its colour.
    pub(super) colour: &'static str,
    pub(super) shape: Shape,
    pub(super) aliases: &'a [String],
    pub(super) lines: Vec<Line<'a>>,
}

/// What a picture shows.
pub(super) struct Scene<'a> {
    pub(super) node: &'a Node,
    pub(super) name: String,
    /// What is done to the node, and what happened there.
    pub(super) left: Vec<Neighbour<'a>>,
    /// What the node does and says.
    pub(super) right: Vec<Neighbour<'a>>,
    /// Claims that the graph has of the node.
    pub(super) claims: usize,
    /// Claims that are shown.
    pub(super) shown: usize,
}

/// Class and name of the colours, in the order of the legend.
pub(super) const COLOURS: [(&str, &str); 6] = [
    ("person", "person"),
    ("organisation", "organisation"),
    ("place", "place"),
    ("group", "people, faith, party"),
    ("thing", "event, work, product"),
    ("words", "words, times, amounts"),
];

pub(super) fn colour(node: &Node) -> &'static str {
    match node.entity_type.as_deref() {
        _ if node.kind == NodeKind::Phrase => "words",
        Some("PER") => "person",
        Some("ORG") => "organisation",
        Some("GPE" | "LOC" | "FAC") => "place",
        Some("NORP") => "group",
        _ => "thing",
    }
}

/// By what claims are grouped into neighbours: a node, the claim itself, or no object.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Node(&'a str),
    Claim(&'a str),
    End,
}

/// A claim on its way into the picture.
struct Candidate<'a> {
    claim: &'a Claim,
    key: Key<'a>,
    is_outward: bool,
}

impl<'a> Scene<'a> {
    pub(super) fn new(node: &'a Node, answer: &'a Answer, limit: usize) -> Self {
        let chosen = choose(answer, limit);
        let shown = chosen.len();
        let mut groups: BTreeMap<Key<'a>, Vec<Candidate<'a>>> = BTreeMap::new();
        let mut order: Vec<Key<'a>> = Vec::new();
        for candidate in chosen {
            if !groups.contains_key(&candidate.key) {
                order.push(candidate.key.clone());
            }
            groups.entry(candidate.key.clone()).or_default().push(candidate);
        }
        let (mut left, mut right) = (Vec::new(), Vec::new());
        let mut number = 0;
        for key in order {
            let claims = groups.remove(&key).unwrap_or_default();
            let outward = claims.iter().filter(|candidate| candidate.is_outward).count();
            let side = if 2 * outward >= claims.len() { &mut right } else { &mut left };
            side.push(neighbour(&key, claims, answer, &mut number));
        }
        let claims = answer.did.len() + answer.was_done.len() + answer.says.len() + answer.happened.len();
        Self { node, name: plain(&node.name), left, right, claims, shown }
    }

    /// All neighbours, each with what tells it from others on the page.
    pub(super) fn neighbours(&self) -> impl Iterator<Item = (usize, &Neighbour<'a>)> {
        self.left.iter().chain(&self.right).enumerate()
    }
}

/// The claims to show: those with most sources first, and of these such as lead to something with a name.
/// What is only said by the node or happened there gets a quarter of the room, or what the others leave.
fn choose(answer: &Answer, limit: usize) -> Vec<Candidate<'_>> {
    let by_node = |claim, key: Option<_>, is_outward| Candidate {
        claim,
        key: key.map_or(Key::End, Key::Node),
        is_outward,
    };
    let did = answer.did.iter().map(|claim| by_node(claim, claim.object.as_deref(), true));
    let done = answer.was_done.iter().map(|claim| by_node(claim, Some(claim.subject.as_str()), false));
    let mut direct: Vec<Candidate<'_>> = did.chain(done).collect();
    let whole = |claim, is_outward| move || Candidate { claim, key: Key::Claim(&claim.id), is_outward };
    let says = answer.says.iter().map(|claim| whole(claim, true)());
    let happened = answer.happened.iter().map(|claim| whole(claim, false)());
    let mut statements: Vec<Candidate<'_>> = says.chain(happened).collect();
    for candidates in [&mut direct, &mut statements] {
        let rank = |candidate: &Candidate<'_>| {
            let is_named = match candidate.key {
                Key::Node(id) => answer.nodes.get(id).is_some_and(|node| node.kind == NodeKind::Entity),
                Key::Claim(_) | Key::End => false,
            };
            let confidence = (candidate.claim.confidence * 1000.0) as u64;
            Reverse((candidate.claim.sources.min(2), is_named, candidate.claim.sources, confidence))
        };
        // What is equal stays in the order of the answer: newest first.
        candidates.sort_by_key(rank);
    }
    let for_statements = statements.len().min((limit / 4).max(limit.saturating_sub(direct.len())));
    direct.truncate(limit - for_statements);
    statements.truncate(for_statements);
    direct.append(&mut statements);
    direct
}

fn neighbour<'a>(
    key: &Key<'a>,
    claims: Vec<Candidate<'a>>,
    answer: &'a Answer,
    number: &mut usize,
) -> Neighbour<'a> {
    let lines = claims.into_iter().map(|candidate| {
        *number += 1;
        let label = match (key, candidate.is_outward) {
            (Key::Claim(_), true) => "says".to_owned(),
            (Key::Claim(_), false) => "where".to_owned(),
            _ => relation(candidate.claim),
        };
        Line {
            number: *number - 1,
            label,
            details: details(candidate.claim, answer, matches!(key, Key::Claim(_)) && candidate.is_outward),
            is_sure: candidate.claim.polarity == "positive" && candidate.claim.modality == "asserted",
            is_outward: candidate.is_outward,
            claim: candidate.claim,
        }
    });
    let lines: Vec<Line<'a>> = lines.collect();
    let nothing = Neighbour { name: String::new(), colour: "words", shape: Shape::End, aliases: &[], lines };
    match key {
        Key::End => nothing,
        Key::Claim(_) => {
            let name = nothing.lines.first().map(|line| plain(&line.claim.text)).unwrap_or_default();
            Neighbour { name, shape: Shape::Statement, ..nothing }
        }
        Key::Node(id) => match answer.nodes.get(*id) {
            Some(node) => Neighbour {
                name: plain(&node.name),
                colour: colour(node),
                shape: if node.kind == NodeKind::Entity { Shape::Entity } else { Shape::Phrase },
                aliases: &node.aliases,
                ..nothing
            },
            None => Neighbour { name: (*id).to_owned(), shape: Shape::Phrase, ..nothing },
        },
    }
}

/// The relation in an article's words.
fn relation(claim: &Claim) -> String {
    let words = claim.evidence.first().map(|evidence| plain(&evidence.relation.text));
    words.filter(|words| !words.is_empty()).unwrap_or_else(|| plain(&claim.relation))
}

/// What limits a claim; `is_said`: by the node in the middle, which needs no saying.
pub(super) fn details(claim: &Claim, answer: &Answer, is_said: bool) -> String {
    let mut parts: Vec<String> = Vec::new();
    if claim.polarity != "positive" {
        parts.push(plain(&claim.polarity));
    }
    if claim.modality != "asserted" {
        parts.push(plain(&claim.modality));
    }
    if !claim.by.is_empty() && !is_said {
        let name = |id: &String| {
            let name = answer.nodes.get(id).map_or(id.as_str(), |node| node.name.as_str());
            isolated(&plain(name))
        };
        let names: Vec<String> = claim.by.iter().map(name).collect();
        parts.push(format!("said by {}", names.join(", ")));
    }
    parts.extend(time(claim).map(|time| isolated(&plain(time))));
    if claim.sources > 1 {
        parts.push(format!("{} sources", claim.sources));
    }
    parts.join(" \u{B7} ")
}
