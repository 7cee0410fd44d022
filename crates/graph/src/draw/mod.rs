//! A node and what the graph has of it in, a picture of its neighbourhood out: SVG, or a page around it.
//!
//! The node stands in the middle; what it did is on the right, what was done to it on the left, so that each
//! line reads as a sentence. Every claim has a row of its own, so that labels cannot overlap. The same graph
//! gives the same bytes. Neither file loads anything, and names are text in both, whatever they hold.

mod label;
mod layout;
mod page;
mod scene;
mod svg;

use crate::ask::Answer;
use crate::model::Node;

/// Claims that a picture shows at most, unless the caller wants another number.
pub const CLAIMS: usize = 40;

/// A picture as an SVG file of at most so many claims.
#[must_use]
pub fn svg(node: &Node, answer: &Answer, claims: usize) -> String {
    let scene = scene::Scene::new(node, answer, claims);
    let placed = layout::place(&scene);
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", svg::file(&scene, &placed).into_string())
}

/// A picture as an HTML page of at most so many claims, to be moved, searched and asked for its evidence.
#[must_use]
pub fn html(node: &Node, answer: &Answer, claims: usize) -> String {
    let scene = scene::Scene::new(node, answer, claims);
    let placed = layout::place(&scene);
    page::page(&scene, &placed, answer).into_string()
}

#[cfg(test)]
mod tests;
