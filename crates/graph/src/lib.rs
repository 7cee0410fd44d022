//! Facts of many articles in, one knowledge graph out, in which every edge leads back to its words.
//!
//! [`Builder`] reads the folders that `triplewire extract` writes and merges what they say; [`records`] reads
//! the graph's files, one article, node or claim at a time. Nothing here opens a file: the caller gives readers,
//! writers and a [`Scratch`] for what does not fit into memory. `docs/graph.md` says what the graph means.

#![allow(clippy::doc_markdown, reason = "TriG and the like are names, not code")]

mod ask;
mod build;
mod claim;
mod copies;
mod diff;
pub mod draw;
mod error;
mod find;
mod hash;
mod input;
mod merge;
mod model;
mod path;
pub mod property;
mod quote;
pub mod rdf;
mod read;
mod sort;
pub mod sparql;
mod stats;
mod words;

pub use ask::{Answer, ask, nodes};
pub use build::{Builder, Facts, Folder, Place};
pub use diff::{Change, diff};
pub use error::GraphError;
pub use find::{Match, find};
pub use model::{Article, Claim, Evidence, FORMAT, Manifest, Node, NodeKind, Time, Words};
pub use path::path;
pub use quote::ArticleText;
pub use rdf::{Open, all};
pub use read::{FILES, Record, records};
pub use sort::{InMemory, Scratch};
pub use stats::{Stats, stats};
