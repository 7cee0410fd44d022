//! The forward pass: word pieces in, one row of numbers for each word (and the root) out.
//!
//! The pieces of a batch stand in one matrix, without padding; only attention sees sentences. What a
//! sentence is batched with changes no bit of its result, for every step works on single rows or
//! single sentences, and the integer products are exact.

use std::ops::Range;

use pulp::Arch;
use triplewire_tokenizer::Pieces;

use crate::attention::Scratch;
use crate::error::EncodeError;
use crate::heads::{keep_rows, read_rows};
use crate::linear::{Kernel, Linear};
use crate::passes::{ActivateRows, AddRows, Attend, Embed, Levels, Products, QuantiseRows, RestoreRows};
use crate::rows::Quantised;
use crate::weights::{Config, Layer, Norm, Weights};

/// Rows that are multiplied before a pass takes their products, which then are still in the
/// second-level cache.
const BLOCK: usize = 64;

/// What multiplies and what vectorises, for the processor at hand.
#[derive(Clone, Copy)]
pub(crate) struct Engine<'k> {
    pub(crate) arch: Arch,
    pub(crate) kernel: &'k Kernel,
}

/// Quantised rows: what the next product reads.
#[derive(Default)]
struct Rows {
    levels: Vec<u8>,
    maps: Vec<Quantised>,
    width: usize,
}

impl Rows {
    fn resize(&mut self, rows: usize, width: usize) {
        self.levels.resize(rows * width, 0);
        self.maps.resize(rows, Quantised::default());
        self.width = width;
    }

    fn part(&mut self, rows: Range<usize>) -> Levels<'_> {
        let levels = &mut self.levels[rows.start * self.width..rows.end * self.width];
        Levels { levels, maps: &mut self.maps[rows] }
    }
}

/// Room for one batch; kept from batch to batch, for fresh pages cost more than what is written to them.
#[derive(Default)]
pub(crate) struct Buffers {
    /// The rows of the batch between layers; after the last one, those of the heads' words.
    x: Vec<f32>,
    /// `x`, quantised.
    rows: Rows,
    /// What a layer's attention mixed, then what its feed-forward part activated, quantised.
    inner: Rows,
    products: Vec<i32>,
    /// Queries, keys and values of all pieces.
    qkv: Vec<f32>,
    mixed: Vec<f32>,
    row: Vec<f32>,
    scratch: Scratch,
}

/// Multiplies all rows and gives the products to `each`, block by block, with the rows they are of.
fn multiply(
    engine: Engine<'_>,
    layer: &Linear,
    rows: &Rows,
    products: &mut Vec<i32>,
    mut each: impl FnMut(Range<usize>, Products<'_>),
) -> Result<(), EncodeError> {
    let total = rows.maps.len();
    products.resize(products.len().max(BLOCK.min(total) * layer.outputs()), 0);
    for start in (0..total).step_by(BLOCK) {
        let block = start..total.min(start + BLOCK);
        let values = &mut products[..block.len() * layer.outputs()];
        let levels = &rows.levels[block.start * layer.inputs()..block.end * layer.inputs()];
        layer.multiply(engine.kernel, levels, values)?;
        each(block.clone(), Products { layer, values, maps: &rows.maps[block] });
    }
    Ok(())
}

/// The part of `values` that holds `rows`.
fn part(values: &mut [f32], width: usize, rows: Range<usize>) -> &mut [f32] {
    &mut values[rows.start * width..rows.end * width]
}

impl Buffers {
    /// A linear layer over rows of its inputs: rows of its outputs.
    pub(crate) fn linear(
        &mut self,
        engine: Engine<'_>,
        layer: &Linear,
        input: &[f32],
    ) -> Result<Vec<f32>, EncodeError> {
        let total = input.len() / layer.inputs();
        self.rows.resize(total, layer.inputs());
        let into = self.rows.part(0..total);
        engine.arch.dispatch(QuantiseRows { values: input, width: layer.inputs(), into });
        self.restore(engine, layer)
    }

    /// A linear layer over the rows that the last step quantised.
    pub(crate) fn restore(&mut self, engine: Engine<'_>, layer: &Linear) -> Result<Vec<f32>, EncodeError> {
        let width = layer.outputs();
        let mut out = vec![0.0; self.rows.maps.len() * width];
        multiply(engine, layer, &self.rows, &mut self.products, |block, products| {
            engine.arch.dispatch(RestoreRows { products, out: part(&mut out, width, block) });
        })?;
        Ok(out)
    }

    /// Encodes a batch: leaves, quantised, `1 + words` rows for each sentence, the root's first.
    pub(crate) fn encode(
        &mut self,
        engine: Engine<'_>,
        weights: &Weights<Linear>,
        config: &Config,
        sentences: &[Pieces],
    ) -> Result<(), EncodeError> {
        let total = sentences.iter().map(|s| s.ids.len()).sum();
        self.x.resize(total * config.hidden_size, 0.0);
        self.rows.resize(total, config.hidden_size);
        let (x, into) = (&mut self.x, self.rows.part(0..total));
        engine.arch.dispatch(Embed { weights, config, sentences, x, into });
        for (index, layer) in weights.layers.iter().enumerate() {
            let last = index + 1 == weights.layers.len();
            self.attend(engine, layer, config, sentences, last)?;
            self.feed_forward(engine, layer)?;
        }
        Ok(())
    }

    /// The attention part of a layer. The last layer's computes only the rows that are read.
    fn attend(
        &mut self,
        engine: Engine<'_>,
        layer: &Layer<Linear>,
        config: &Config,
        sentences: &[Pieces],
        last: bool,
    ) -> Result<(), EncodeError> {
        let Self { x, rows, inner, products, qkv, mixed, scratch, .. } = self;
        let (hidden, wide) = (config.hidden_size, layer.qkv.outputs());
        qkv.resize(rows.maps.len() * wide, 0.0);
        multiply(engine, &layer.qkv, rows, products, |block, products| {
            engine.arch.dispatch(RestoreRows { products, out: part(qkv, wide, block) });
        })?;

        let read = |s: &Pieces| if last { 1 + s.first.len() } else { s.ids.len() };
        inner.resize(sentences.iter().map(read).sum(), hidden);
        let (mut start, mut kept) = (0, 0);
        for sentence in sentences {
            let pieces = sentence.ids.len();
            let queries = if last { read_rows(sentence) } else { (0..pieces).collect() };
            if last {
                keep_rows(x, hidden, start, &queries, kept);
            }
            mixed.resize(queries.len() * hidden, 0.0);
            engine.arch.dispatch(Attend {
                qkv: part(qkv, wide, start..start + pieces),
                hidden,
                heads: config.num_attention_heads,
                queries: &queries,
                scratch,
                mixed,
                into: inner.part(kept..kept + queries.len()),
            });
            start += pieces;
            kept += queries.len();
        }
        x.truncate(kept * hidden);
        rows.resize(kept, hidden);
        self.add(engine, &layer.out, &layer.norm1)
    }

    /// The feed-forward part of a layer.
    fn feed_forward(&mut self, engine: Engine<'_>, layer: &Layer<Linear>) -> Result<(), EncodeError> {
        let Self { rows, inner, products, row, .. } = self;
        inner.resize(rows.maps.len(), layer.up.outputs());
        row.resize(layer.up.outputs(), 0.0);
        multiply(engine, &layer.up, rows, products, |block, products| {
            engine.arch.dispatch(ActivateRows { products, row, into: inner.part(block) });
        })?;
        self.add(engine, &layer.down, &layer.norm2)
    }

    /// `x = norm(x + layer(inner))`, row by row.
    fn add(&mut self, engine: Engine<'_>, layer: &Linear, norm: &Norm) -> Result<(), EncodeError> {
        let Self { x, rows, inner, products, .. } = self;
        multiply(engine, layer, inner, products, |block, products| {
            let x = part(x, layer.outputs(), block.clone());
            engine.arch.dispatch(AddRows { products, x, norm, into: rows.part(block) });
        })
    }
}
