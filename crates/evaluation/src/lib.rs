//! Hand-labelled corpora and predictions in, the scores the field uses out.
//!
//! Knows nothing of models and touches no file: every reader takes text and a name for its errors.
//!
//! ```
//! use triplewire_evaluation::facts;
//!
//! let gold = "fact: Rivera | opened | [the new] bridge\nfact: bridge | cost | 3 million euros\n";
//! let gold = facts::read(gold, "bridge", "bridge.facts")?;
//! let predicted = r#"{"article": "bridge", "subject": {"text": "Rivera"},
//!     "relation": {"text": "opened"}, "object": {"text": "the bridge"}}"#.replace('\n', " ");
//! let predicted = facts::read_predictions(&predicted, "facts.jsonl")?;
//!
//! let report = facts::score(&[gold], &predicted, "facts.jsonl")?;
//! assert_eq!((report.plain.precision(), report.plain.recall()), (1.0, 0.5));
//! # Ok::<(), triplewire_evaluation::ReadError>(())
//! ```

#![allow(clippy::doc_markdown, reason = "CaRB, CoNLL and the like are names, not code")]

pub mod benchie;
pub mod bootstrap;
pub mod calibration;
pub mod carb;
pub mod coref;
pub mod counts;
mod error;
pub mod facts;
mod iso;
pub mod ner;
pub mod oie2016;
pub mod parse;
pub mod quotes;
pub mod re3d;
pub mod text;
pub mod time;
pub mod wire57;

pub use counts::Counts;
pub use error::ReadError;
pub use iso::is_iso_time;
