//! A node in, the claims that it has a part in out, newest first.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::error::GraphError;
use crate::model::{Article, Claim, Node};
use crate::rdf::{Open, all};

/// What a graph has of a node.
#[derive(Debug)]
pub struct Answer {
    /// Claims of which it is the subject.
    pub did: Vec<Claim>,
    /// Claims of which it is the object.
    pub was_done: Vec<Claim>,
    /// Claims that it puts forward.
    pub says: Vec<Claim>,
    /// Claims of something that happened there.
    pub happened: Vec<Claim>,
    /// The nodes of these claims, by id.
    pub nodes: BTreeMap<String, Node>,
    /// The articles of these claims, by id.
    pub articles: HashMap<String, Article>,
}

/// Collects the claims of a node.
///
/// # Errors
///
/// Records that cannot be read.
pub fn ask(files: &impl Open, node: &str) -> Result<Answer, GraphError> {
    let articles = all::<Article, _>(files)?
        .map(|article| Ok((article.as_ref().map_or_else(|_| String::new(), |a| a.id.clone()), article?)));
    let articles = articles.collect::<Result<HashMap<String, Article>, GraphError>>()?;
    let (mut did, mut was_done, mut says, mut happened) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut claims = all::<Claim, _>(files)?;
    while let Some(claim) = claims.next_with(&[node]) {
        let claim = claim?;
        if claim.subject == node {
            did.push(claim);
        } else if claim.object.as_deref() == Some(node) {
            was_done.push(claim);
        } else if claim.by.iter().any(|source| source == node) {
            says.push(claim);
        } else if claim.places.iter().any(|place| place == node) {
            happened.push(claim);
        }
    }
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    for claims in [&mut did, &mut was_done, &mut says, &mut happened] {
        claims.sort_by(|a, b| newest(b, &articles).cmp(&newest(a, &articles)).then(a.id.cmp(&b.id)));
        for claim in claims.iter() {
            wanted.extend(claim.by.iter().chain(&claim.places).map(String::as_str));
            wanted.extend([claim.subject.as_str()].into_iter().chain(claim.object.as_deref()));
        }
    }
    let nodes = nodes(files, &wanted)?;
    Ok(Answer { did, was_done, says, happened, nodes, articles })
}

/// The nodes with these ids.
///
/// # Errors
///
/// Nodes that cannot be read.
pub fn nodes(files: &impl Open, wanted: &BTreeSet<&str>) -> Result<BTreeMap<String, Node>, GraphError> {
    let mut nodes = BTreeMap::new();
    for node in all::<Node, _>(files)? {
        let node = node?;
        if wanted.contains(node.id.as_str()) {
            nodes.insert(node.id.clone(), node);
        }
    }
    Ok(nodes)
}

/// The day of the newest article that has a claim; a claim without any is oldest.
fn newest<'a>(claim: &Claim, articles: &'a HashMap<String, Article>) -> Option<&'a str> {
    let dates = claim.evidence.iter().filter_map(|item| articles.get(&item.article)?.date.as_deref());
    dates.max()
}
