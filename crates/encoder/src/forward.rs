//! The forward pass: word pieces in, one row of numbers for each word (and the root) out.
//!
//! The pieces of a batch stand in one matrix, without padding; only attention sees sentences. What a
//! sentence is batched with changes no bit of its result, for every step works on single rows or
//! single sentences, and the integer products are exact.

use pulp::Arch;
use triplewire_tokenizer::Pieces;

use crate::attention::Scratch;
use crate::error::EncodeError;
use crate::linear::{Kernel, Linear};
use crate::passes::{Attend, Embed, NormaliseRows, QuantiseRows, RestoreRows};
use crate::rows::{Quantised, gelu};
use crate::weights::{Config, Layer, Norm, Weights};

/// What multiplies and what vectorises, for the processor at hand.
#[derive(Clone, Copy)]
pub(crate) struct Engine<'k> {
    pub(crate) arch: Arch,
    pub(crate) kernel: &'k Kernel,
}

impl Engine<'_> {
    /// A linear layer over rows of its inputs: rows of its outputs.
    pub(crate) fn linear(self, layer: &Linear, input: &[f32]) -> Result<Vec<f32>, EncodeError> {
        let mut out = vec![0.0; input.len() / layer.inputs() * layer.outputs()];
        Buffers::default().linear(self, layer, input, &mut out, |_, value| value)?;
        Ok(out)
    }
}

/// Buffers of one batch; kept from layer to layer.
#[derive(Default)]
struct Buffers {
    levels: Vec<u8>,
    maps: Vec<Quantised>,
    products: Vec<i32>,
    wide: Vec<f32>,
    mixed: Vec<f32>,
    scratch: Scratch,
}

impl Buffers {
    /// Runs a linear layer over all rows of `input`: `out[i] = then(out[i], value)`.
    #[inline(always)]
    fn linear(
        &mut self,
        engine: Engine<'_>,
        layer: &Linear,
        input: &[f32],
        out: &mut [f32],
        then: impl Fn(f32, f32) -> f32,
    ) -> Result<(), EncodeError> {
        let rows = input.len() / layer.inputs();
        let Self { levels, maps, products, .. } = self;
        levels.resize(input.len(), 0);
        maps.resize(rows, Quantised::default());
        products.resize(rows * layer.outputs(), 0);
        engine.arch.dispatch(QuantiseRows { values: input, width: layer.inputs(), levels, maps });
        layer.multiply(engine.kernel, levels, products)?;
        engine.arch.dispatch(RestoreRows { layer, products, maps, out, then });
        Ok(())
    }

    /// `x = norm(x + layer(input))`, row by row.
    fn residual(
        &mut self,
        engine: Engine<'_>,
        layer: &Linear,
        norm: &Norm,
        input: &[f32],
        x: &mut [f32],
    ) -> Result<(), EncodeError> {
        self.linear(engine, layer, input, x, |old, value| old + value)?;
        engine.arch.dispatch(NormaliseRows { x, norm });
        Ok(())
    }
}

/// The rows that the heads read: for each sentence the root's (`[CLS]`), then each word's first piece.
fn read_rows(sentence: &Pieces) -> Vec<usize> {
    std::iter::once(0).chain(sentence.first.iter().map(|first| *first as usize)).collect()
}

/// Encodes a batch: for each sentence `1 + words` rows of `hidden_size`, the root's first.
pub(crate) fn encode(
    engine: Engine<'_>,
    weights: &Weights,
    config: &Config,
    sentences: &[Pieces],
) -> Result<Vec<f32>, EncodeError> {
    let total: usize = sentences.iter().map(|s| s.ids.len()).sum();
    let mut x = vec![0.0; total * config.hidden_size];
    engine.arch.dispatch(Embed { weights, config, sentences, x: &mut x });
    let mut buffers = Buffers::default();
    for (index, layer) in weights.layers.iter().enumerate() {
        let last = index + 1 == weights.layers.len();
        x = step(engine, layer, config, sentences, last, x, &mut buffers)?;
    }
    Ok(x)
}

/// One transformer layer. The last one computes only the rows that are read.
fn step(
    engine: Engine<'_>,
    layer: &Layer,
    config: &Config,
    sentences: &[Pieces],
    last: bool,
    mut x: Vec<f32>,
    buffers: &mut Buffers,
) -> Result<Vec<f32>, EncodeError> {
    let width = config.hidden_size;
    let mut wide = std::mem::take(&mut buffers.wide);
    let mut mixed = std::mem::take(&mut buffers.mixed);
    wide.resize(x.len() * 3, 0.0);
    buffers.linear(engine, &layer.qkv, &x, &mut wide, |_, value| value)?;

    let kept: usize = sentences.iter().map(|s| if last { 1 + s.first.len() } else { s.ids.len() }).sum();
    mixed.resize(kept * width, 0.0);
    let (mut qkv_rest, mut mixed_rest) = (wide.as_slice(), mixed.as_mut_slice());
    for sentence in sentences {
        let rows = if last { 1 + sentence.first.len() } else { sentence.ids.len() };
        let (qkv, qkv_after) = qkv_rest.split_at(sentence.ids.len() * 3 * width);
        let (out, out_after) = std::mem::take(&mut mixed_rest).split_at_mut(rows * width);
        (qkv_rest, mixed_rest) = (qkv_after, out_after);
        let queries = if last { read_rows(sentence) } else { (0..sentence.ids.len()).collect() };
        engine.arch.dispatch(Attend {
            qkv,
            hidden: width,
            heads: config.num_attention_heads,
            queries: &queries,
            scratch: &mut buffers.scratch,
            out,
        });
    }
    if last {
        let mut rows = Vec::with_capacity(kept * width);
        let mut start = 0;
        for sentence in sentences {
            for piece in read_rows(sentence) {
                rows.extend_from_slice(&x[(start + piece) * width..][..width]);
            }
            start += sentence.ids.len();
        }
        x = rows;
    }
    buffers.residual(engine, &layer.out, &layer.norm1, &mixed, &mut x)?;
    wide.resize(kept * config.intermediate_size, 0.0);
    buffers.linear(engine, &layer.up, &x, &mut wide, |_, value| gelu(value))?;
    buffers.residual(engine, &layer.down, &layer.norm2, &wide, &mut x)?;
    (buffers.wide, buffers.mixed) = (wide, mixed);
    Ok(x)
}
