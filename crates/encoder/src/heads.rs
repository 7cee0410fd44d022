//! What all engines share around their layers: a batch's sentences, the rows that the heads read, and the
//! values of all heads as a sentence's tables.

use pulp::Arch;
use triplewire_tokenizer::Pieces;

use crate::passes::ScoreArcs;
use crate::scores::Matrix;
use crate::weights::{Config, HEADS};

/// The rows that the heads read: for each sentence the root's (`[CLS]`), then each word's first piece.
pub(crate) fn read_rows(sentence: &Pieces) -> Vec<usize> {
    std::iter::once(0).chain(sentence.first.iter().map(|first| *first as usize)).collect()
}

/// Moves the rows `queries`, which count from row `start`, to row `kept` and after it.
///
/// A row is never copied past its place, so the matrix shrinks where it stands.
pub(crate) fn keep_rows(x: &mut [f32], width: usize, start: usize, queries: &[usize], kept: usize) {
    for (to, from) in queries.iter().enumerate() {
        let from = (start + from) * width;
        x.copy_within(from..from + width, (kept + to) * width);
    }
}

/// Deep biaffine arc scores (Dozat and Manning 2017), in the scale that training used. `forms` are the rows of
/// the dependents behind the bilinear layer.
pub(crate) fn score_arcs(arch: Arch, forms: &[f32], heads: &Matrix) -> Matrix {
    let size = heads.width;
    let mut scores = Matrix::zeros(forms.len().checked_div(size).unwrap_or(0), heads.rows());
    arch.dispatch(ScoreArcs {
        dependents: forms,
        heads: &heads.values,
        size,
        scale: 1.0 / (size as f32).sqrt(),
        arcs: &mut scores.values,
    });
    scores
}

/// Cuts sentences into batches of at most `most` pieces; a longer sentence is a batch of its own.
pub(crate) fn batches(sentences: &[Pieces], most: usize) -> impl Iterator<Item = &[Pieces]> {
    let mut rest = sentences;
    std::iter::from_fn(move || {
        let (mut count, mut pieces) = (1, rest.first()?.ids.len());
        while count < rest.len() && pieces + rest[count].ids.len() <= most {
            pieces += rest[count].ids.len();
            count += 1;
        }
        let (batch, after) = rest.split_at(count);
        rest = after;
        Some(batch)
    })
}

/// The tables of one sentence, in the order of [`HEADS`], from the values of all heads for its rows, the root's
/// first.
pub(crate) fn split(values: &[f32], config: &Config) -> [Matrix; HEADS.len()] {
    let sizes = config.head_sizes();
    let outputs: usize = sizes.iter().sum();
    let rows = values.len() / outputs;
    let mut start = 0;
    std::array::from_fn(|head| {
        let (first, width) = (usize::from(!HEADS[head].1), sizes[head]);
        let mut part = Vec::with_capacity((rows - first) * width);
        for row in values.chunks_exact(outputs).skip(first) {
            part.extend_from_slice(&row[start..start + width]);
        }
        start += width;
        Matrix { values: part, width }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_full_and_never_empty() {
        let sentences: Vec<Pieces> =
            [3, 4, 9, 1].iter().map(|&n| Pieces { ids: vec![0; n], ..Pieces::default() }).collect();
        let sizes: Vec<usize> = batches(&sentences, 7).map(<[Pieces]>::len).collect();
        assert_eq!(sizes, [2, 1, 1]);
        assert_eq!(batches(&[], 7).count(), 0);
    }
}
