//! The loops over rows that run between the integer products, compiled for the processor at hand.
//!
//! `pulp` compiles what is inlined into [`WithSimd::with_simd`] once for each instruction set and picks
//! one at run time. Closures will not do: a closure that is called through `FnOnce` may stay a function
//! of its own, compiled for the oldest processor. So each loop is a struct whose method is inlined.
//!
//! A pass does all that is to be done to a row while the row is in the first-level cache; what the next
//! product reads leaves it quantised.

use pulp::{Simd, WithSimd};
use triplewire_tokenizer::Pieces;

use crate::attention::{Scratch, attend};
use crate::linear::Linear;
use crate::rows::{Quantised, dot, gelu, normalise, quantise};
use crate::scores::Scores;
use crate::weights::{Config, Norm, Weights};

/// Rows of levels, and how each row maps back to floats.
pub(crate) struct Levels<'a> {
    pub(crate) levels: &'a mut [u8],
    pub(crate) maps: &'a mut [Quantised],
}

impl<'a> Levels<'a> {
    /// The rows one after the other.
    #[inline(always)]
    fn rows(self, width: usize) -> impl Iterator<Item = (&'a mut [u8], &'a mut Quantised)> {
        self.levels.chunks_exact_mut(width).zip(self.maps)
    }
}

/// Products of quantised rows with a layer's weights.
pub(crate) struct Products<'a> {
    pub(crate) layer: &'a Linear,
    pub(crate) values: &'a [i32],
    /// How each row's activations were quantised.
    pub(crate) maps: &'a [Quantised],
}

impl<'a> Products<'a> {
    #[inline(always)]
    fn rows(&self) -> impl Iterator<Item = (&'a [i32], Quantised)> {
        self.values.chunks_exact(self.layer.outputs()).zip(self.maps.iter().copied())
    }
}

/// Quantises rows.
pub(crate) struct QuantiseRows<'a> {
    pub(crate) values: &'a [f32],
    pub(crate) width: usize,
    pub(crate) into: Levels<'a>,
}

impl WithSimd for QuantiseRows<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for (row, (levels, map)) in self.values.chunks_exact(self.width).zip(self.into.rows(self.width)) {
            *map = quantise(row, levels);
        }
    }
}

/// Turns products back into floats.
pub(crate) struct RestoreRows<'a> {
    pub(crate) products: Products<'a>,
    pub(crate) out: &'a mut [f32],
}

impl WithSimd for RestoreRows<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let layer = self.products.layer;
        let rows = self.out.chunks_exact_mut(layer.outputs()).zip(self.products.rows());
        for (out, (products, map)) in rows {
            layer.restore(products, map, out, |_, value| value);
        }
    }
}

/// GELU of products, quantised.
pub(crate) struct ActivateRows<'a> {
    pub(crate) products: Products<'a>,
    /// Room for one row.
    pub(crate) row: &'a mut [f32],
    pub(crate) into: Levels<'a>,
}

impl WithSimd for ActivateRows<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { products, row, into } = self;
        let layer = products.layer;
        for ((products, map), (levels, then)) in products.rows().zip(into.rows(layer.outputs())) {
            layer.restore(products, map, row, |_, value| gelu(value));
            *then = quantise(row, levels);
        }
    }
}

/// Adds products to rows, normalises the sums, and quantises them.
pub(crate) struct AddRows<'a> {
    pub(crate) products: Products<'a>,
    pub(crate) x: &'a mut [f32],
    pub(crate) norm: &'a Norm,
    pub(crate) into: Levels<'a>,
}

impl WithSimd for AddRows<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { products, x, norm, into } = self;
        let layer = products.layer;
        let width = layer.outputs();
        let rows = x.chunks_exact_mut(width).zip(products.rows()).zip(into.rows(width));
        for ((x, (products, map)), (levels, then)) in rows {
            layer.restore(products, map, x, |old, value| old + value);
            normalise(x, &norm.weight, &norm.bias, norm.epsilon);
            *then = quantise(x, levels);
        }
    }
}

/// The sum of each piece's three embeddings, normalised and quantised.
pub(crate) struct Embed<'a> {
    pub(crate) weights: &'a Weights<Linear>,
    pub(crate) config: &'a Config,
    pub(crate) sentences: &'a [Pieces],
    pub(crate) x: &'a mut [f32],
    pub(crate) into: Levels<'a>,
}

impl WithSimd for Embed<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { weights, config, sentences, x, into } = self;
        let mut rows = x.chunks_exact_mut(config.hidden_size).zip(into.rows(config.hidden_size));
        for sentence in sentences {
            for (position, (id, class)) in sentence.ids.iter().zip(&sentence.classes).enumerate() {
                let Some((row, (levels, map))) = rows.next() else { return };
                let [word, position, casing] = config.embedded(position, *id, *class);
                row.fill(0.0);
                weights.words.add(word, row);
                weights.positions.add(position, row);
                weights.casings.add(casing, row);
                normalise(row, &weights.norm.weight, &weights.norm.bias, weights.norm.epsilon);
                *map = quantise(row, levels);
            }
        }
    }
}

/// Attention of one sentence, quantised; `queries` are the pieces whose rows are wanted.
pub(crate) struct Attend<'a> {
    pub(crate) qkv: &'a [f32],
    pub(crate) hidden: usize,
    pub(crate) heads: usize,
    pub(crate) queries: &'a [usize],
    pub(crate) scratch: &'a mut Scratch,
    /// Room for one row of `hidden` for each query.
    pub(crate) mixed: &'a mut [f32],
    pub(crate) into: Levels<'a>,
}

impl WithSimd for Attend<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        attend(self.qkv, self.hidden, self.heads, self.queries, self.scratch, self.mixed);
        QuantiseRows { values: self.mixed, width: self.hidden, into: self.into }.with_simd(simd);
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
