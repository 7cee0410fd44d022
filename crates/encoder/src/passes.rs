//! The loops over rows that run between the integer products, compiled for the processor at hand.
//!
//! `pulp` compiles what is inlined into [`WithSimd::with_simd`] once for each instruction set and picks
//! one at run time. Closures will not do: a closure that is called through `FnOnce` may stay a function
//! of its own, compiled for the oldest processor. So each loop is a struct whose method is inlined.

use pulp::{Simd, WithSimd};
use triplewire_tokenizer::Pieces;

use crate::attention::{Scratch, attend};
use crate::linear::Linear;
use crate::rows::{Quantised, dot, gelu, normalise, quantise};
use crate::scores::Scores;
use crate::weights::{Config, Norm, Weights};

/// Quantises rows of `width` values.
pub(crate) struct QuantiseRows<'a> {
    pub(crate) values: &'a [f32],
    pub(crate) width: usize,
    pub(crate) levels: &'a mut [u8],
    pub(crate) maps: &'a mut [Quantised],
}

impl WithSimd for QuantiseRows<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let rows = self.values.chunks_exact(self.width).zip(self.levels.chunks_exact_mut(self.width));
        for ((row, levels), map) in rows.zip(self.maps) {
            *map = quantise(row, levels);
        }
    }
}

/// Turns the products of rows back into floats: `out[i] = then(out[i], value)`.
pub(crate) struct RestoreRows<'a, F> {
    pub(crate) layer: &'a Linear,
    pub(crate) products: &'a [i32],
    pub(crate) maps: &'a [Quantised],
    pub(crate) out: &'a mut [f32],
    pub(crate) then: F,
}

impl<F: Fn(f32, f32) -> f32> WithSimd for RestoreRows<'_, F> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let width = self.layer.outputs();
        let rows = self.out.chunks_exact_mut(width).zip(self.products.chunks_exact(width));
        for ((out, products), map) in rows.zip(self.maps) {
            self.layer.restore(products, *map, out, &self.then);
        }
    }
}

/// Layer norm over rows.
pub(crate) struct NormaliseRows<'a> {
    pub(crate) x: &'a mut [f32],
    pub(crate) norm: &'a Norm,
}

impl WithSimd for NormaliseRows<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for row in self.x.chunks_exact_mut(self.norm.weight.len()) {
            normalise(row, &self.norm.weight, &self.norm.bias);
        }
    }
}

/// The sum of each piece's three embeddings, normalised.
pub(crate) struct Embed<'a> {
    pub(crate) weights: &'a Weights,
    pub(crate) config: &'a Config,
    pub(crate) sentences: &'a [Pieces],
    pub(crate) x: &'a mut [f32],
}

impl WithSimd for Embed<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { weights, config, sentences, x } = self;
        let mut rows = x.chunks_exact_mut(config.hidden_size);
        for sentence in sentences {
            for (position, (id, class)) in sentence.ids.iter().zip(&sentence.classes).enumerate() {
                let Some(row) = rows.next() else { return };
                weights.words.add((*id as usize).min(config.vocab_size - 1), row);
                weights.positions.add(position.min(config.max_position_embeddings - 1), row);
                weights.casings.add(usize::from(*class).min(config.type_vocab_size - 1), row);
                normalise(row, &weights.norm.weight, &weights.norm.bias);
            }
        }
    }
}

/// Attention of one sentence; `queries` are the pieces whose rows are wanted.
pub(crate) struct Attend<'a> {
    pub(crate) qkv: &'a [f32],
    pub(crate) hidden: usize,
    pub(crate) heads: usize,
    pub(crate) queries: &'a [usize],
    pub(crate) scratch: &'a mut Scratch,
    pub(crate) out: &'a mut [f32],
}

impl WithSimd for Attend<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        attend(self.qkv, self.hidden, self.heads, self.queries, self.scratch, self.out);
    }
}

/// GELU of every value.
pub(crate) struct Activate<'a>(pub(crate) &'a mut [f32]);

impl WithSimd for Activate<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for x in self.0 {
            *x = gelu(*x);
        }
    }
}

/// The product of every dependent's row with every head's row, times `scale`.
pub(crate) struct ScoreArcs<'a> {
    pub(crate) dependents: &'a [f32],
    pub(crate) heads: &'a [f32],
    pub(crate) size: usize,
    pub(crate) scale: f32,
    pub(crate) arcs: &'a mut [f32],
}

impl WithSimd for ScoreArcs<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let mut arcs = self.arcs.iter_mut();
        for dependent in self.dependents.chunks_exact(self.size) {
            for (head, arc) in self.heads.chunks_exact(self.size).zip(arcs.by_ref()) {
                *arc = dot(dependent, head) * self.scale;
            }
        }
    }
}

/// What the label layer reads: GELU of the sum of a word's row and its head's row.
pub(crate) struct JoinArcs<'a> {
    pub(crate) scores: &'a Scores,
    pub(crate) heads: &'a [usize],
    pub(crate) joined: &'a mut [f32],
}

impl WithSimd for JoinArcs<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { scores, heads, joined } = self;
        let rows = joined.chunks_exact_mut(scores.label_dependents.width.max(1));
        for (word, (row, head)) in rows.zip(heads).enumerate() {
            let sides = scores.label_dependents.row(word).iter().zip(scores.label_heads.row(*head));
            for (x, (dependent, head)) in row.iter_mut().zip(sides) {
                *x = gelu(dependent + head);
            }
        }
    }
}
