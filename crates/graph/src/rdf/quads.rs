//! A graph in, its quads out, one thing after another and in no order.

use std::collections::BTreeSet;

use oxrdf::Quad;

use super::terms::Iris;
use super::{Open, all, describe};
use crate::error::GraphError;
use crate::model::{Article, Claim, Node};

/// Gives `each` the quads of one article, node, claim or relation after the other, to be taken out of the list.
/// What several claims say comes several times. `reified` says in the words of RDF 1.2 what a claim is about, too.
pub(crate) fn quads(
    files: &impl Open,
    iris: &Iris,
    reified: bool,
    mut each: impl FnMut(&mut Vec<Quad>) -> Result<(), GraphError>,
) -> Result<(), GraphError> {
    let quads = &mut Vec::new();
    for article in all::<Article, _>(files)? {
        describe::article(iris, &article?, quads);
        each(quads)?;
    }
    for node in all::<Node, _>(files)? {
        describe::node(iris, &node?, quads);
        each(quads)?;
    }
    let mut relations: BTreeSet<String> = BTreeSet::new();
    for claim in all::<Claim, _>(files)? {
        let claim = claim?;
        describe::statement(iris, &claim, quads);
        describe::claim(iris, &claim, quads);
        if reified {
            describe::reifier(iris, &claim, quads);
        }
        each(quads)?;
        if !relations.contains(&claim.relation) {
            relations.insert(claim.relation);
        }
    }
    for relation in &relations {
        describe::relation(iris, relation, quads);
        each(quads)?;
    }
    Ok(())
}
