//! An encoder without weights: known annotation in, scores that say exactly that out.
//!
//! The stages after the encoder are tested with it, so that their tests hold whatever model is trained.

use std::collections::BTreeMap;

use triplewire_tokenizer::Pieces;

use crate::error::EncodeError;
use crate::scores::{Encoder, Inventory, Matrix, Scores};

/// The annotation of one sentence, one entry a word. Values index the [`Inventory`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// Columns of [`Inventory::names`].
    pub names: Vec<usize>,
    /// Columns of [`Inventory::upos`].
    pub upos: Vec<usize>,
    /// Columns of [`Inventory::xpos`].
    pub xpos: Vec<usize>,
    /// Columns of [`Inventory::lemmas`].
    pub lemmas: Vec<usize>,
    /// Columns of [`Scores::arcs`]: 0 for the root, else the head's index plus one.
    pub heads: Vec<usize>,
    /// Columns of [`Inventory::deprels`].
    pub deprels: Vec<usize>,
}

/// Gives each known sentence the scores of its annotation, and any other sentence zeros.
#[derive(Clone, Debug, Default)]
pub struct AnnotatedEncoder {
    inventory: Inventory,
    known: BTreeMap<Vec<u32>, Annotation>,
}

impl AnnotatedEncoder {
    /// An encoder that knows nothing yet.
    #[must_use]
    pub fn new(inventory: Inventory) -> Self {
        Self { inventory, known: BTreeMap::new() }
    }

    /// Adds a sentence.
    #[must_use]
    pub fn with(mut self, pieces: &Pieces, annotation: Annotation) -> Self {
        self.known.insert(pieces.ids.clone(), annotation);
        self
    }

    fn scores(&self, pieces: &Pieces) -> Scores {
        let words = pieces.first.len();
        let unknown = Annotation::default();
        let known = self.known.get(&pieces.ids).unwrap_or(&unknown);
        let table = |columns: &[usize], width: usize| {
            let mut table = Matrix::zeros(words, width);
            for (row, column) in columns.iter().enumerate().take(words) {
                if *column < width {
                    table.values[row * width + column] = 1.0;
                }
            }
            table
        };
        let Inventory { names, upos, xpos, lemmas, deprels } = &self.inventory;
        Scores {
            names: table(&known.names, names.len()),
            upos: table(&known.upos, upos.len()),
            xpos: table(&known.xpos, xpos.len()),
            lemmas: table(&known.lemmas, lemmas.len()),
            arcs: table(&known.heads, words + 1),
            label_heads: Matrix::zeros(words + 1, deprels.len()),
            label_dependents: table(&known.deprels, deprels.len()),
        }
    }
}

impl Encoder for AnnotatedEncoder {
    fn encode(&self, sentences: &[Pieces]) -> Result<Vec<Scores>, EncodeError> {
        Ok(sentences.iter().map(|pieces| self.scores(pieces)).collect())
    }

    fn label(&self, scores: &Scores, _heads: &[usize]) -> Result<Matrix, EncodeError> {
        Ok(scores.label_dependents.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_sentences_get_their_annotation_and_others_zeros() {
        let inventory = Inventory { upos: vec!["NOUN".into(), "VERB".into()], ..Inventory::default() };
        let pieces = Pieces { ids: vec![101, 7, 8, 102], classes: vec![0; 4], first: vec![1, 2] };
        let annotation = Annotation { upos: vec![0, 1], heads: vec![2, 0], ..Annotation::default() };
        let encoder = AnnotatedEncoder::new(inventory).with(&pieces, annotation);
        let other = Pieces { ids: vec![101, 9, 102], classes: vec![0; 3], first: vec![1] };
        let scores = encoder.encode(&[pieces, other]).unwrap();
        assert_eq!((scores[0].upos.argmax(0), scores[0].upos.argmax(1)), (0, 1));
        assert_eq!((scores[0].arcs.argmax(0), scores[0].arcs.argmax(1)), (2, 0));
        assert_eq!(scores[1].upos.values, [0.0, 0.0]);
    }
}
