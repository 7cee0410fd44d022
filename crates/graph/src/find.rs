//! A name in, the nodes that bear it out.

use crate::error::GraphError;
use crate::model::{Node, NodeKind};
use crate::rdf::{Open, all};
use crate::words::{fold, phrase};

/// How a node bears a name, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// It is its name, id or entity id.
    Name,
    /// It is one of its aliases.
    Alias,
    /// It is a phrase in these words.
    Words,
    /// Its name holds it.
    Part,
}

/// The nodes that bear a name, best first: where some do in full, those that only hold it are left out.
///
/// # Errors
///
/// Nodes that cannot be read.
pub fn find(files: &impl Open, name: &str) -> Result<Vec<(Match, Node)>, GraphError> {
    let (folded, words) = (fold(name), phrase(name));
    let mut found: Vec<(Match, Node)> = Vec::new();
    for node in all::<Node, _>(files)? {
        let node = node?;
        found.extend(bears(&node, name, &folded, &words).map(|how| (how, node)));
    }
    found.sort_by(|(a, left), (b, right)| {
        let key = |node: &Node| (node.kind, node.name.chars().count());
        (a, key(left), &left.name, &left.id).cmp(&(b, key(right), &right.name, &right.id))
    });
    if found.first().is_some_and(|(how, _)| *how != Match::Part) {
        found.retain(|(how, _)| *how != Match::Part);
    }
    Ok(found)
}

fn bears(node: &Node, name: &str, folded: &str, words: &str) -> Option<Match> {
    let own = fold(&node.name);
    if node.kind == NodeKind::Phrase {
        return if node.id == name || phrase(&node.name) == words {
            Some(Match::Words)
        } else {
            (!words.is_empty() && own.contains(words)).then_some(Match::Part)
        };
    }
    let is_id = node.id == name || node.entities.iter().any(|id| id == name);
    if is_id || own == *folded {
        Some(Match::Name)
    } else if node.aliases.iter().any(|alias| fold(alias) == *folded) {
        Some(Match::Alias)
    } else {
        (!folded.is_empty() && own.contains(folded)).then_some(Match::Part)
    }
}
