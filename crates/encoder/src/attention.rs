//! Scaled dot-product attention of one sentence (Vaswani et al. 2017), in floats.
//!
//! Queries, keys and values of all heads stand side by side in rows of `3 * hidden`. Keys are turned
//! so that the inner loops run over pieces, not over the sums: the order of additions is then the
//! same whatever the width of the processor's vectors.

use crate::rows::softmax;

/// Buffers that keep their size from sentence to sentence.
#[derive(Default)]
pub(crate) struct Scratch {
    /// One head's keys, `[width, pieces]`.
    keys: Vec<f32>,
    /// One query's weights over the pieces.
    weights: Vec<f32>,
}

/// Mixes the values of a sentence for the pieces in `queries`.
///
/// `qkv` holds the sentence's rows; `out` gets `queries.len()` rows of `hidden`.
#[inline(always)]
pub(crate) fn attend(
    qkv: &[f32],
    hidden: usize,
    heads: usize,
    queries: &(impl Iterator<Item = usize> + Clone),
    scratch: &mut Scratch,
    out: &mut [f32],
) {
    let stride = 3 * hidden;
    let pieces = qkv.len() / stride;
    let width = hidden / heads;
    let scale = 1.0 / (width as f32).sqrt();
    out.fill(0.0);
    for head in 0..heads {
        let at = head * width;
        scratch.keys.clear();
        scratch.keys.resize(width * pieces, 0.0);
        for (piece, row) in qkv.chunks_exact(stride).enumerate() {
            for (d, key) in row[hidden + at..][..width].iter().enumerate() {
                scratch.keys[d * pieces + piece] = *key;
            }
        }
        for (out_row, query) in out.chunks_exact_mut(hidden).zip(queries.clone()) {
            scratch.weights.clear();
            scratch.weights.resize(pieces, 0.0);
            let q = &qkv[query * stride + at..][..width];
            for (x, keys) in q.iter().zip(scratch.keys.chunks_exact(pieces)) {
                let x = x * scale;
                for (weight, key) in scratch.weights.iter_mut().zip(keys) {
                    *weight += x * key;
                }
            }
            softmax(&mut scratch.weights);
            let mixed = &mut out_row[at..][..width];
            for (weight, row) in scratch.weights.iter().zip(qkv.chunks_exact(stride)) {
                for (x, value) in mixed.iter_mut().zip(&row[2 * hidden + at..][..width]) {
                    *x += weight * value;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two pieces, two heads of width one: weights by hand.
    #[test]
    fn mixes_values_by_softmax_of_products() {
        // Rows: q0 q1 k0 k1 v0 v1.
        let qkv = [1.0, 0.0, 2.0, 5.0, 10.0, 1.0, 0.0, 1.0, 0.0, 3.0, 20.0, 2.0];
        let mut out = [0.0; 4];
        attend(&qkv, 2, 2, &(0..2), &mut Scratch::default(), &mut out);
        // Piece 0, head 0: scores 2 and 0, so the first value weighs 1 / (1 + e^-2) = 0.880797.
        assert!((out[0] - (0.880_797 * 10.0 + 0.119_203 * 20.0)).abs() < 1e-4);
        // Piece 0, head 1: both scores 0.
        assert!((out[1] - 1.5).abs() < 1e-6);
        // Piece 1, head 0: both scores 0; head 1: scores 5 and 3.
        assert!((out[2] - 15.0).abs() < 1e-5);
        assert!((out[3] - (0.880_797 + 2.0 * 0.119_203)).abs() < 1e-5);
    }

    #[test]
    fn gives_only_the_rows_asked_for() {
        let qkv: Vec<f32> = (0..5 * 24).map(|i| (i % 7) as f32 * 0.3).collect();
        let (mut all, mut some) = ([0.0; 40], [0.0; 16]);
        attend(&qkv, 8, 2, &(0..5), &mut Scratch::default(), &mut all);
        attend(&qkv, 8, 2, &[1, 4].into_iter(), &mut Scratch::default(), &mut some);
        assert_eq!(all[8..16], some[..8]);
        assert_eq!(all[32..], some[8..]);
    }
}
