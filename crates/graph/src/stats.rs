//! A graph in, its counts out.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::error::GraphError;
use crate::model::{Article, Claim, Node, NodeKind};
use crate::rdf::{Open, all};

/// Names to list of each kind.
const MOST: usize = 10;

/// How much of what a graph holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Articles.
    pub articles: usize,
    /// Articles that are near-identical to an earlier one.
    pub copies: usize,
    /// Nodes with a name, by type.
    pub entities: BTreeMap<String, usize>,
    /// Nodes that are words.
    pub phrases: usize,
    /// Claims.
    pub claims: usize,
    /// Facts that stand behind them.
    pub evidence: usize,
    /// Claims that somebody else than the article puts forward.
    pub attributed: usize,
    /// Claims of more than one source, copies counted once.
    pub corroborated: usize,
    /// Groups of claims that differ in their numbers only.
    pub differing_figures: usize,
    /// Claims by polarity and modality.
    pub kinds: BTreeMap<String, usize>,
    /// Relations that most claims have.
    pub relations: Vec<(String, usize)>,
    /// Named nodes that most claims have as subject or object.
    pub nodes: Vec<(String, usize)>,
}

/// Counts what a graph holds.
///
/// # Errors
///
/// Records that cannot be read.
pub fn stats(files: &impl Open) -> Result<Stats, GraphError> {
    let mut stats = Stats::default();
    for article in all::<Article, _>(files)? {
        stats.articles += 1;
        stats.copies += usize::from(article?.copy_of.is_some());
    }
    let mut named: HashMap<String, (String, usize)> = HashMap::new();
    for node in all::<Node, _>(files)? {
        let node = node?;
        if node.kind == NodeKind::Phrase {
            stats.phrases += 1;
            continue;
        }
        *stats.entities.entry(node.entity_type.unwrap_or_default()).or_default() += 1;
        named.insert(node.id, (node.name, 0));
    }
    let mut relations: BTreeMap<String, usize> = BTreeMap::new();
    let mut figures: HashMap<String, usize> = HashMap::new();
    for claim in all::<Claim, _>(files)? {
        let claim = claim?;
        stats.claims += 1;
        stats.evidence += claim.evidence.len();
        stats.attributed += usize::from(!claim.by.is_empty());
        stats.corroborated += usize::from(claim.sources > 1);
        *stats.kinds.entry(format!("{} {}", claim.polarity, claim.modality)).or_default() += 1;
        *relations.entry(claim.relation).or_default() += 1;
        if let Some(group) = claim.figures {
            let count = figures.entry(group).or_default();
            *count += 1;
            stats.differing_figures += usize::from(*count == 2);
        }
        for node in [Some(claim.subject), claim.object].into_iter().flatten() {
            if let Some((_, count)) = named.get_mut(&node) {
                *count += 1;
            }
        }
    }
    stats.relations = top(relations.into_iter().collect());
    stats.nodes = top(named.into_values().collect());
    Ok(stats)
}

fn top(mut counts: Vec<(String, usize)>) -> Vec<(String, usize)> {
    counts.retain(|(_, count)| *count > 0);
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    counts.truncate(MOST);
    counts
}
