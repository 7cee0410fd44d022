//! Two nodes in, the shortest chain of claims between them out.
//!
//! An entity is the same in all articles and joins their claims. A phrase is not: it joins claims of one
//! article only, so that "the police" of two towns make no chain.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::error::GraphError;
use crate::model::{Claim, Node, NodeKind};
use crate::rdf::{Open, all};

/// A node, and for a phrase the article that it stands in.
type Stop = (u32, u32);
const ANYWHERE: u32 = u32::MAX;

#[derive(Default)]
struct Numbers(HashMap<String, u32>);

impl Numbers {
    fn of(&mut self, id: &str) -> u32 {
        let next = self.0.len() as u32;
        if let Some(&number) = self.0.get(id) {
            return number;
        }
        self.0.insert(id.to_owned(), next);
        next
    }
}

/// The claims of the shortest chain from one node to another, in order; of equally short ones always the same.
/// `None` where there is none.
///
/// # Errors
///
/// Records that cannot be read.
pub fn path(files: &impl Open, from: &str, to: &str) -> Result<Option<Vec<Claim>>, GraphError> {
    let (mut nodes, mut articles) = (Numbers::default(), Numbers::default());
    let mut is_phrase: Vec<bool> = Vec::new();
    for node in all::<Node, _>(files)? {
        let node = node?;
        nodes.of(&node.id);
        is_phrase.push(node.kind == NodeKind::Phrase);
    }
    let mut edges: HashMap<Stop, Vec<(Stop, u32)>> = HashMap::new();
    let mut starts: Vec<Stop> = Vec::new();
    let (from, to) = (nodes.of(from), nodes.of(to));
    for (index, claim) in all::<Claim, _>(files)?.enumerate() {
        let claim = claim?;
        let Some(object) = &claim.object else { continue };
        let ends = [nodes.of(&claim.subject), nodes.of(object)];
        for item in &claim.evidence {
            let article = articles.of(&item.article);
            let stop = |node: u32| {
                let phrase = is_phrase.get(node as usize).copied().unwrap_or(true);
                (node, if phrase { article } else { ANYWHERE })
            };
            let [a, b] = ends.map(stop);
            edges.entry(a).or_default().push((b, index as u32));
            edges.entry(b).or_default().push((a, index as u32));
            starts.extend([a, b].into_iter().filter(|stop| stop.0 == from));
        }
    }
    let Some(chain) = search(&edges, &starts, to) else { return Ok(None) };
    let mut found: BTreeMap<u32, Claim> = BTreeMap::new();
    for (index, claim) in all::<Claim, _>(files)?.enumerate() {
        let index = index as u32;
        if chain.contains(&index) {
            found.insert(index, claim?);
        }
    }
    Ok(Some(chain.iter().filter_map(|index| found.remove(index)).collect()))
}

/// Breadth first; edges are followed in the order of the claims.
fn search(edges: &HashMap<Stop, Vec<(Stop, u32)>>, starts: &[Stop], to: u32) -> Option<Vec<u32>> {
    let mut came: HashMap<Stop, Option<(Stop, u32)>> = HashMap::new();
    let mut queue: VecDeque<Stop> = VecDeque::new();
    for &start in starts {
        came.entry(start).or_insert_with(|| {
            queue.push_back(start);
            None
        });
    }
    while let Some(stop) = queue.pop_front() {
        if stop.0 == to {
            let mut chain = Vec::new();
            let mut at = stop;
            while let Some(&Some((before, claim))) = came.get(&at) {
                chain.push(claim);
                at = before;
            }
            chain.reverse();
            return Some(chain);
        }
        for &(next, claim) in edges.get(&stop).into_iter().flatten() {
            came.entry(next).or_insert_with(|| {
                queue.push_back(next);
                Some((stop, claim))
            });
        }
    }
    None
}
