//! CaRB, the benchmark for open information extraction of Bhardwaj, Aggarwal and Mausam (2019).
//!
//! Tuples are compared by the words they share, so a long argument costs precision and a short one
//! recall. Recall lets one prediction serve several gold tuples; precision does not.

mod matching;
mod read;
mod score;

pub use read::{SentenceTuples, Tuple, read_gold, read_predictions};
pub(crate) use read::{read_by_sentence, sentence_key};
pub use score::{CarbReport, CarbScore, CarbSentence, CurvePoint, score, shares};

#[cfg(test)]
mod tests;
