//! One pass of a small BERT over sentences of word pieces: for each word the scores of its name tag,
//! part of speech, lemma and head; and the dependency tree that they give.
//!
//! [`Encoder`] is the wall between the network and everything after it: word pieces go in, plain
//! numbers per word come out ([`Scores`], whose columns an [`Inventory`] names). [`Model`] is the
//! default engine, with int8 weights built into the program; [`FloatModel`] is the same in floats, and with the
//! feature `rust-bert` there is `RustBert`, on libtorch, all from the same [`ModelFiles`]. [`AnnotatedEncoder`] needs no weights
//! and serves the tests of later stages. [`parse()`] reads the best tree ([`best_tree`]), the tags and
//! the lemmas ([`lemma()`]) off the scores.
//!
//! ```
//! use triplewire_encoder::{Encoder, Model};
//! use triplewire_tokenizer::{WordPieces, segment};
//!
//! let model = Model::embedded()?;
//! let pieces = WordPieces::new(model.vocabulary())?;
//! let document = segment("Rebels seized Aleppo.");
//! let sentence = pieces.encode(&document, &document.sentences[0]);
//! let scores = model.encode(&[sentence])?;
//! let tags: Vec<&str> = (0..4).map(|word| model.inventory().upos[scores[0].upos.argmax(word)].as_str()).collect();
//! assert_eq!(tags, ["NOUN", "VERB", "PROPN", "PUNCT"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The same sentence gives the same bits whatever it is batched with, on however many threads, and
//! on every processor: integer products are exact, and float sums have a fixed order (see `rows.rs`).

// What `pulp` vectorises for the processor at hand is what is inlined into the dispatched closure.
#![allow(clippy::inline_always)]

mod annotated;
mod arcs;
mod attention;
mod dense;
mod error;
mod files;
mod float;
mod forward;
mod heads;
mod hyphens;
mod lemma;
mod linear;
mod model;
#[cfg(target_arch = "x86_64")]
mod narrow;
mod parse;
mod passes;
mod reports;
mod rows;
mod scores;
#[cfg(feature = "rust-bert")]
mod torch;
mod tree;
mod verbs;
mod weights;

pub use annotated::{AnnotatedEncoder, Annotation};
pub use arcs::Arcs;
pub use error::{EncodeError, ModelError};
pub use files::ModelFiles;
pub use float::FloatModel;
pub use lemma::{apply as apply_lemma_script, lemma};
pub use model::Model;
pub use parse::{Node, Parse, parse};
pub use scores::{Encoder, Inventory, Matrix, Scores};
#[cfg(feature = "rust-bert")]
pub use torch::RustBert;
pub use tree::best_tree;
