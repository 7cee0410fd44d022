//! The forward pass: word pieces in, one row of numbers for each word (and the root) out.
//!
//! The pieces of a batch stand in one matrix, without padding; only attention sees sentences. What a
//! sentence is batched with changes no bit of its result, for every step works on single rows or
//! single sentences, and the integer products are exact.

use pulp::Arch;
use triplewire_tokenizer::Pieces;

use crate::attention::{Scratch, attend};
use crate::error::EncodeError;
use crate::linear::{Kernel, Linear, quantise_rows};
use crate::rows::{Quantised, gelu, normalise};
use crate::weights::{Config, Layer, Norm, Weights};

/// What multiplies and what vectorises, for the processor at hand.
#[derive(Clone, Copy)]
pub(crate) struct Engine<'k> {
    pub(crate) arch: Arch,
    pub(crate) kernel: &'k Kernel,
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
        engine.arch.dispatch(
            #[inline(always)]
            || quantise_rows(input, layer.inputs(), levels, maps),
        );
        layer.multiply(engine.kernel, levels, products)?;
        engine.arch.dispatch(
            #[inline(always)]
            || {
                let rows = out.chunks_exact_mut(layer.outputs()).zip(products.chunks_exact(layer.outputs()));
                for ((out, products), map) in rows.zip(maps.iter()) {
                    layer.restore(products, *map, out, &then);
                }
            },
        );
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
        engine.arch.dispatch(
            #[inline(always)]
            || x.chunks_exact_mut(layer.outputs()).for_each(|row| normalise(row, &norm.weight, &norm.bias)),
        );
        Ok(())
    }
}

/// The sentences' pieces as rows of numbers, before the first layer.
fn embed(arch: Arch, weights: &Weights, config: &Config, sentences: &[Pieces]) -> Vec<f32> {
    let width = config.hidden_size;
    let total: usize = sentences.iter().map(|s| s.ids.len()).sum();
    let mut x = vec![0.0; total * width];
    let pieces = sentences.iter().flat_map(|s| s.ids.iter().zip(&s.classes).enumerate());
    arch.dispatch(
        #[inline(always)]
        || {
            for (row, (position, (id, class))) in x.chunks_exact_mut(width).zip(pieces) {
                weights.words.add((*id as usize).min(config.vocab_size - 1), row);
                weights.positions.add(position.min(config.max_position_embeddings - 1), row);
                weights.casings.add(usize::from(*class).min(config.type_vocab_size - 1), row);
                normalise(row, &weights.norm.weight, &weights.norm.bias);
            }
        },
    );
    x
}

/// The rows that the heads read: for each sentence the root's (`[CLS]`), then each word's first piece.
fn read_rows(sentence: &Pieces) -> impl Iterator<Item = usize> + Clone {
    std::iter::once(0).chain(sentence.first.iter().map(|first| *first as usize))
}

/// Encodes a batch: for each sentence `1 + words` rows of `hidden_size`, the root's first.
pub(crate) fn encode(
    engine: Engine<'_>,
    weights: &Weights,
    config: &Config,
    sentences: &[Pieces],
) -> Result<Vec<f32>, EncodeError> {
    let mut x = embed(engine.arch, weights, config, sentences);
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
        let (heads, scratch) = (config.num_attention_heads, &mut buffers.scratch);
        engine.arch.dispatch(
            #[inline(always)]
            || {
                if last {
                    attend(qkv, width, heads, &read_rows(sentence), scratch, out);
                } else {
                    attend(qkv, width, heads, &(0..sentence.ids.len()), scratch, out);
                }
            },
        );
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
