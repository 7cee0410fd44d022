//! Scaled dot-product attention of one sentence (Vaswani et al. 2017), in floats.
//!
//! Queries, keys and values of all heads stand side by side in rows of `3 * hidden`. Keys are turned
//! so that the inner loops run over pieces, and sums run over dimensions and pieces one after the
//! other: the order of additions is the same whatever the width of the processor's vectors.

use crate::rows::softmax;

/// Pieces, or dimensions, whose sums are kept in registers at the same time.
const BLOCK: usize = 16;

/// Queries that share what is loaded for one of them.
const QUERIES: usize = 4;

/// Buffers that keep their size from sentence to sentence.
#[derive(Default)]
pub(crate) struct Scratch {
    /// One head's keys, `[width, padded pieces]`.
    keys: Vec<f32>,
    /// The weights of [`QUERIES`] queries over the padded pieces.
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
    queries: &[usize],
    scratch: &mut Scratch,
    out: &mut [f32],
) {
    let stride = 3 * hidden;
    let pieces = qkv.len() / stride;
    let padded = pieces.next_multiple_of(BLOCK);
    let width = hidden / heads;
    let scale = 1.0 / (width as f32).sqrt();
    for head in 0..heads {
        let at = head * width;
        turn_keys(qkv, stride, hidden + at, width, padded, &mut scratch.keys);
        scratch.weights.resize(QUERIES * padded, 0.0);
        for (group, out) in queries.chunks(QUERIES).zip(out.chunks_mut(QUERIES * hidden)) {
            // The last group repeats its first query; the extra rows are not written.
            let query = |index: usize| *group.get(index).unwrap_or(&group[0]);
            let rows: [&[f32]; QUERIES] = std::array::from_fn(|q| &qkv[query(q) * stride + at..][..width]);
            score(rows, scale, &scratch.keys, padded, &mut scratch.weights);
            for weights in scratch.weights.chunks_exact_mut(padded) {
                softmax(weights, pieces);
            }
            for column in (0..width).step_by(BLOCK) {
                let block = BLOCK.min(width - column);
                let value = 2 * hidden + at + column;
                if block == BLOCK {
                    let sums = mix(qkv, stride, value, &scratch.weights, padded);
                    for (row, sums) in out.chunks_exact_mut(hidden).zip(&sums) {
                        row[at + column..][..BLOCK].copy_from_slice(sums);
                    }
                } else {
                    for (row, weights) in
                        out.chunks_exact_mut(hidden).zip(scratch.weights.chunks_exact(padded))
                    {
                        mix_rest(qkv, stride, value, weights, &mut row[at + column..][..block]);
                    }
                }
            }
        }
    }
}

/// Copies one head's keys so that each dimension's values stand together, padded with zeros.
#[inline(always)]
fn turn_keys(qkv: &[f32], stride: usize, at: usize, width: usize, padded: usize, keys: &mut Vec<f32>) {
    keys.clear();
    keys.resize(width * padded, 0.0);
    for (piece, row) in qkv.chunks_exact(stride).enumerate() {
        for (d, key) in row[at..][..width].iter().enumerate() {
            keys[d * padded + piece] = *key;
        }
    }
}

/// The scaled products of some queries with every key.
#[inline(always)]
fn score(rows: [&[f32]; QUERIES], scale: f32, keys: &[f32], padded: usize, weights: &mut [f32]) {
    for start in (0..padded).step_by(BLOCK) {
        let mut sums = [[0.0; BLOCK]; QUERIES];
        for (d, keys) in keys.chunks_exact(padded).enumerate() {
            let Some(keys) = keys[start..].first_chunk::<BLOCK>() else { continue };
            for (sums, row) in sums.iter_mut().zip(&rows) {
                let x = row[d];
                for (sum, key) in sums.iter_mut().zip(keys) {
                    *sum += x * key;
                }
            }
        }
        for (weights, sums) in weights.chunks_exact_mut(padded).zip(&sums) {
            for (weight, sum) in weights[start..].iter_mut().zip(sums) {
                *weight = sum * scale;
            }
        }
    }
}

/// [`BLOCK`] dimensions of the weighted sums of the values that stand at `at` in each row.
#[inline(always)]
fn mix(qkv: &[f32], stride: usize, at: usize, weights: &[f32], padded: usize) -> [[f32; BLOCK]; QUERIES] {
    let mut sums = [[0.0; BLOCK]; QUERIES];
    for (piece, row) in qkv.chunks_exact(stride).enumerate() {
        let Some(values) = row[at..].first_chunk::<BLOCK>() else { continue };
        for (query, sums) in sums.iter_mut().enumerate() {
            let weight = weights[query * padded + piece];
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += weight * value;
            }
        }
    }
    sums
}

/// The same for the dimensions past the last whole block, one query at a time.
#[inline(always)]
fn mix_rest(qkv: &[f32], stride: usize, at: usize, weights: &[f32], out: &mut [f32]) {
    out.fill(0.0);
    for (weight, row) in weights.iter().zip(qkv.chunks_exact(stride)) {
        for (sum, value) in out.iter_mut().zip(&row[at..]) {
            *sum += weight * value;
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
        attend(&qkv, 2, 2, &[0, 1], &mut Scratch::default(), &mut out);
        // Piece 0, head 0: scores 2 and 0, so the first value weighs 1 / (1 + e^-2) = 0.880797.
        assert!((out[0] - (0.880_797 * 10.0 + 0.119_203 * 20.0)).abs() < 1e-4);
        // Piece 0, head 1: both scores 0.
        assert!((out[1] - 1.5).abs() < 1e-6);
        // Piece 1, head 0: both scores 0; head 1: scores 5 and 3.
        assert!((out[2] - 15.0).abs() < 1e-5);
        assert!((out[3] - (0.880_797 + 2.0 * 0.119_203)).abs() < 1e-5);
    }

    /// The blocks give what the definition gives, for widths and lengths that fill them and that do not.
    #[test]
    fn blocks_agree_with_the_definition() {
        for (pieces, heads, width) in [(1, 1, 16), (5, 2, 16), (37, 2, 24), (16, 3, 32)] {
            let hidden = heads * width;
            let stride = 3 * hidden;
            let qkv: Vec<f32> = (0..pieces * stride).map(|i| ((i * 37 % 101) as f32 - 50.0) * 0.02).collect();
            let queries: Vec<usize> = (0..pieces).collect();
            let mut out = vec![0.0; pieces * hidden];
            attend(&qkv, hidden, heads, &queries, &mut Scratch::default(), &mut out);
            for query in 0..pieces {
                for head in 0..heads {
                    let part = |piece: usize, which: usize| {
                        &qkv[piece * stride + which * hidden + head * width..][..width]
                    };
                    let product = |piece: usize| -> f32 {
                        part(query, 0).iter().zip(part(piece, 1)).map(|(q, k)| q * k).sum::<f32>()
                            / (width as f32).sqrt()
                    };
                    let total: f32 = (0..pieces).map(|piece| product(piece).exp()).sum();
                    for d in 0..width {
                        let mixed: f32 =
                            (0..pieces).map(|piece| product(piece).exp() / total * part(piece, 2)[d]).sum();
                        let found = out[query * hidden + head * width + d];
                        assert!((found - mixed).abs() < 1e-4, "{pieces} {query} {head} {d}: {found} {mixed}");
                    }
                }
            }
        }
    }

    #[test]
    fn gives_only_the_rows_asked_for() {
        let qkv: Vec<f32> = (0..5 * 24).map(|i| (i % 7) as f32 * 0.3).collect();
        let (mut all, mut some) = ([0.0; 40], [0.0; 16]);
        attend(&qkv, 8, 2, &[0, 1, 2, 3, 4], &mut Scratch::default(), &mut all);
        attend(&qkv, 8, 2, &[1, 4], &mut Scratch::default(), &mut some);
        assert_eq!(all[8..16], some[..8]);
        assert_eq!(all[32..], some[8..]);
    }
}
