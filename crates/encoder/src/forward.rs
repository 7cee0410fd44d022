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

/// Runs a linear layer over all rows of `input`; `each` gets the row's index, the column and the value.
#[inline(always)]
fn apply(
    arch: Arch,
    kernel: &Kernel,
    layer: &Linear,
    input: &[f32],
    (levels, maps, products): (&mut Vec<u8>, &mut Vec<Quantised>, &mut Vec<i32>),
    mut each: impl FnMut(usize, usize, f32),
) -> Result<(), EncodeError> {
    let rows = input.len() / layer.inputs();
    levels.resize(input.len(), 0);
    maps.resize(rows, Quantised::default());
    products.resize(rows * layer.outputs(), 0);
    arch.dispatch(
        #[inline(always)]
        || quantise_rows(input, layer.inputs(), levels, maps),
    );
    layer.multiply(kernel, levels, products)?;
    arch.dispatch(
        #[inline(always)]
        || {
            for (row, (products, map)) in products.chunks_exact(layer.outputs()).zip(maps.iter()).enumerate() {
                layer.restore(products, *map, |column, value| each(row, column, value));
            }
        },
    );
    Ok(())
}

impl Buffers {
    /// `out = then(layer(input))`, row by row.
    #[inline(always)]
    fn linear(
        &mut self,
        arch: Arch,
        kernel: &Kernel,
        layer: &Linear,
        input: &[f32],
        out: &mut Vec<f32>,
        then: impl Fn(f32) -> f32,
    ) -> Result<(), EncodeError> {
        let outputs = layer.outputs();
        out.resize(input.len() / layer.inputs() * outputs, 0.0);
        let parts = (&mut self.levels, &mut self.maps, &mut self.products);
        apply(arch, kernel, layer, input, parts, |row, column, value| out[row * outputs + column] = then(value))
    }

    /// `x = norm(x + layer(input))`, row by row.
    #[inline(always)]
    fn residual(
        &mut self,
        arch: Arch,
        kernel: &Kernel,
        layer: &Linear,
        norm: &Norm,
        input: &[f32],
        x: &mut [f32],
    ) -> Result<(), EncodeError> {
        let width = layer.outputs();
        let parts = (&mut self.levels, &mut self.maps, &mut self.products);
        apply(arch, kernel, layer, input, parts, |row, column, value| x[row * width + column] += value)?;
        arch.dispatch(
            #[inline(always)]
            || x.chunks_exact_mut(width).for_each(|row| normalise(row, &norm.weight, &norm.bias)),
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
    arch: Arch,
    kernel: &Kernel,
    weights: &Weights,
    config: &Config,
    sentences: &[Pieces],
) -> Result<Vec<f32>, EncodeError> {
    let mut x = embed(arch, weights, config, sentences);
    let mut buffers = Buffers::default();
    for (index, layer) in weights.layers.iter().enumerate() {
        let last = index + 1 == weights.layers.len();
        x = step(arch, kernel, layer, config, sentences, last, x, &mut buffers)?;
    }
    Ok(x)
}

/// One transformer layer. The last one computes only the rows that are read.
#[allow(clippy::too_many_arguments)]
fn step(
    arch: Arch,
    kernel: &Kernel,
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
    buffers.linear(arch, kernel, &layer.qkv, &x, &mut wide, |value| value)?;

    let kept: usize = sentences.iter().map(|s| if last { 1 + s.first.len() } else { s.ids.len() }).sum();
    mixed.resize(kept * width, 0.0);
    let (mut qkv_rest, mut mixed_rest) = (wide.as_slice(), mixed.as_mut_slice());
    for sentence in sentences {
        let rows = if last { 1 + sentence.first.len() } else { sentence.ids.len() };
        let (qkv, qkv_after) = qkv_rest.split_at(sentence.ids.len() * 3 * width);
        let (out, out_after) = std::mem::take(&mut mixed_rest).split_at_mut(rows * width);
        (qkv_rest, mixed_rest) = (qkv_after, out_after);
        let (heads, scratch) = (config.num_attention_heads, &mut buffers.scratch);
        arch.dispatch(
            #[inline(always)]
            || {
                if last {
                    attend(qkv, width, heads, read_rows(sentence), scratch, out);
                } else {
                    attend(qkv, width, heads, 0..sentence.ids.len(), scratch, out);
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
    buffers.residual(arch, kernel, &layer.out, &layer.norm1, &mixed, &mut x)?;
    buffers.linear(arch, kernel, &layer.up, &x, &mut wide, gelu)?;
    buffers.residual(arch, kernel, &layer.down, &layer.norm2, &wide, &mut x)?;
    (buffers.wide, buffers.mixed) = (wide, mixed);
    Ok(x)
}
