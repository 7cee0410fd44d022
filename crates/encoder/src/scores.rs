//! What an encoder gives: plain numbers per word, and the names of what they score.

use serde::Deserialize;
use triplewire_tokenizer::Pieces;

use crate::error::EncodeError;

/// A dense table of scores (logits), one row after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// Row-major values.
    pub values: Vec<f32>,
    /// Columns.
    pub width: usize,
}

impl Matrix {
    /// A table of zeros.
    #[must_use]
    pub fn zeros(rows: usize, width: usize) -> Self {
        Self { values: vec![0.0; rows * width], width }
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.values.len().checked_div(self.width).unwrap_or(0)
    }

    /// Row `row`.
    #[must_use]
    pub fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.width..(row + 1) * self.width]
    }

    /// The index of the largest value of a row; the first of equals.
    #[must_use]
    pub fn argmax(&self, row: usize) -> usize {
        let mut best = 0;
        let values = self.row(row);
        for (index, value) in values.iter().enumerate() {
            if *value > values[best] {
                best = index;
            }
        }
        best
    }
}

/// The scores of one sentence of `n` words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// `n` rows over [`Inventory::names`].
    pub names: Matrix,
    /// `n` rows over [`Inventory::upos`].
    pub upos: Matrix,
    /// `n` rows over [`Inventory::xpos`].
    pub xpos: Matrix,
    /// `n` rows over [`Inventory::lemmas`].
    pub lemmas: Matrix,
    /// `n` rows of `n + 1` columns: the score of each word's head; column 0 is the root, column `i` word `i - 1`.
    pub arcs: Matrix,
    /// `n + 1` rows of numbers from which [`Encoder::label`] scores an arc's label as the head's
    /// side; row 0 is the root.
    pub label_heads: Matrix,
    /// `n` rows, the dependent's side.
    pub label_dependents: Matrix,
}

/// The names of the columns of [`Scores`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Inventory {
    /// `O`, `B-PER`, `I-PER`, …
    pub names: Vec<String>,
    /// Universal part-of-speech tags.
    pub upos: Vec<String>,
    /// Penn Treebank tags.
    pub xpos: Vec<String>,
    /// Edit scripts from form to lemma (see [`crate::lemma()`]).
    pub lemmas: Vec<String>,
    /// Universal Dependencies relations with subtypes (`nsubj:pass`).
    pub deprels: Vec<String>,
}

/// Turns sentences into scores. Sub-words go in and never come out.
///
/// The same sentence gives the same bits whatever it is batched with.
pub trait Encoder: Send + Sync {
    /// Scores every sentence of a batch, in order.
    ///
    /// # Errors
    /// Only the engine can fail, never the text.
    fn encode(&self, sentences: &[Pieces]) -> Result<Vec<Scores>, EncodeError>;

    /// Scores the labels of the given arcs: `heads[i]` is word `i`'s head as a column of
    /// [`Scores::arcs`]. Gives one row per word over [`Inventory::deprels`].
    ///
    /// # Errors
    /// Only the engine can fail, never the text.
    fn label(&self, scores: &Scores, heads: &[usize]) -> Result<Matrix, EncodeError>;
}
