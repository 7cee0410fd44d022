//! The default engine's forward pass in floats: the integers of the weights times their scales, and activations
//! that are not quantised.
//!
//! As with integers, the pieces of a batch stand in one matrix, every step works on single rows or single
//! sentences in a fixed order, and so nothing that a sentence is batched with changes a bit of its result.

use std::sync::{Mutex, PoisonError};

use pulp::{Arch, Simd, WithSimd};
use triplewire_tokenizer::Pieces;

use crate::attention::{Scratch, attend};
use crate::dense::{Dense, Multiply};
use crate::error::{EncodeError, ModelError};
use crate::files::ModelFiles;
use crate::heads::{batches, keep_rows, read_rows, score_arcs, split};
use crate::rows::{gelu_in_full, normalise};
use crate::scores::{Encoder, Matrix, Scores};
use crate::weights::{Config, Layer, Norm, Weights};

/// Pieces that go through the layers together.
const BATCH: usize = 192;

/// Rows that go through a layer's feed-forward part together; what it activates for them stays in the
/// second-level cache.
const BLOCK: usize = 96;

/// A trained encoder that computes in floats, ready to run on any processor.
pub struct FloatModel {
    config: Config,
    weights: Weights<Dense>,
    arch: Arch,
    /// Buffers that no thread is using.
    spare: Mutex<Vec<Buffers>>,
}

/// Room for one batch.
#[derive(Default)]
struct Buffers {
    /// The rows of the batch between layers; after the last one, those of the heads' words.
    x: Vec<f32>,
    qkv: Vec<f32>,
    /// What attention mixed, or the feed-forward part activated.
    inner: Vec<f32>,
    /// What is added to `x`.
    added: Vec<f32>,
    scratch: Scratch,
}

impl FloatModel {
    /// A model from its files.
    ///
    /// # Errors
    /// If a tensor is missing or does not fit the configuration.
    pub fn load(files: &ModelFiles) -> Result<Self, ModelError> {
        let (config, weights) = (files.config.clone(), files.weights()?);
        Ok(Self { config, weights, arch: Arch::new(), spare: Mutex::default() })
    }

    /// What the last layer gives for each sentence: a row of `hidden_size` for the root, then one for each word's
    /// first piece. This is what the heads read, and what engines are compared by.
    ///
    /// # Errors
    /// Never; other engines can fail.
    pub fn hidden(&self, sentences: &[Pieces]) -> Result<Vec<Matrix>, EncodeError> {
        let width = self.config.hidden_size;
        let mut found = Vec::with_capacity(sentences.len());
        self.each_batch(sentences, |sentence, values| {
            let values = values[..(1 + sentence.first.len()) * width].to_vec();
            found.push(Matrix { values, width });
        });
        Ok(found)
    }

    /// Runs the layers, and gives each sentence with the rows of its batch from its own on.
    fn each_batch(&self, sentences: &[Pieces], mut each: impl FnMut(&Pieces, &[f32])) {
        let spare = || self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        let mut buffers = spare().pop().unwrap_or_default();
        for batch in batches(sentences, BATCH) {
            self.run(batch, &mut buffers);
            let mut rest = buffers.x.as_slice();
            for sentence in batch {
                each(sentence, rest);
                rest = &rest[(1 + sentence.first.len()) * self.config.hidden_size..];
            }
        }
        spare().push(buffers);
    }

    /// Leaves in `buffers.x` for each sentence `1 + words` rows, the root's first.
    fn run(&self, sentences: &[Pieces], buffers: &mut Buffers) {
        let Self { config, weights, arch, .. } = self;
        let pieces: usize = sentences.iter().map(|s| s.ids.len()).sum();
        buffers.x.resize(pieces * config.hidden_size, 0.0);
        arch.dispatch(Embed { weights, config, sentences, x: &mut buffers.x });
        for (index, layer) in weights.layers.iter().enumerate() {
            self.attend(layer, sentences, index + 1 == weights.layers.len(), buffers);
            self.feed_forward(layer, buffers);
        }
    }

    /// The attention part of a layer. The last layer's computes only the rows that are read.
    fn attend(&self, layer: &Layer<Dense>, sentences: &[Pieces], last: bool, buffers: &mut Buffers) {
        let Buffers { x, qkv, inner, added, scratch } = buffers;
        let (hidden, wide) = (self.config.hidden_size, layer.qkv.outputs());
        qkv.resize(x.len() / hidden * wide, 0.0);
        self.arch.dispatch(Multiply { layer: &layer.qkv, input: x, out: qkv });
        let (mut start, mut kept) = (0, 0);
        inner.resize(x.len(), 0.0);
        for sentence in sentences {
            let pieces = sentence.ids.len();
            let queries = if last { read_rows(sentence) } else { (0..pieces).collect() };
            if last {
                keep_rows(x, hidden, start, &queries, kept);
            }
            self.arch.dispatch(Attend {
                qkv: &qkv[start * wide..(start + pieces) * wide],
                hidden,
                heads: self.config.num_attention_heads,
                queries: &queries,
                scratch,
                mixed: &mut inner[kept * hidden..(kept + queries.len()) * hidden],
            });
            start += pieces;
            kept += queries.len();
        }
        x.truncate(kept * hidden);
        added.resize(kept * hidden, 0.0);
        let input = &inner[..kept * hidden];
        self.arch.dispatch(Multiply { layer: &layer.out, input, out: added });
        self.arch.dispatch(AddRows { added, x, norm: &layer.norm1 });
    }

    /// The feed-forward part of a layer.
    fn feed_forward(&self, layer: &Layer<Dense>, buffers: &mut Buffers) {
        let Buffers { x, inner, added, .. } = buffers;
        let hidden = self.config.hidden_size;
        for x in x.chunks_mut(BLOCK * hidden) {
            inner.resize(x.len() / hidden * layer.up.outputs(), 0.0);
            self.arch.dispatch(Multiply { layer: &layer.up, input: x, out: inner });
            self.arch.dispatch(Activate(inner));
            added.resize(x.len(), 0.0);
            self.arch.dispatch(Multiply { layer: &layer.down, input: inner, out: added });
            self.arch.dispatch(AddRows { added, x, norm: &layer.norm2 });
        }
    }

    fn linear(&self, layer: &Dense, input: &[f32]) -> Vec<f32> {
        let mut out = vec![0.0; input.len() / layer.inputs() * layer.outputs()];
        self.arch.dispatch(Multiply { layer, input, out: &mut out });
        out
    }

    /// One sentence's scores from what the last layer gives for its rows.
    fn scores(&self, rows: &[f32]) -> Scores {
        let values = self.linear(&self.weights.heads, rows);
        let [names, upos, xpos, lemmas, mut dependents, mut heads, label_dependents, label_heads] =
            split(&values, &self.config);
        self.arch.dispatch(Activate(&mut dependents.values));
        self.arch.dispatch(Activate(&mut heads.values));
        let forms = self.linear(&self.weights.arc, &dependents.values);
        let arcs = score_arcs(self.arch, &forms, &heads);
        Scores { names, upos, xpos, lemmas, arcs, label_heads, label_dependents }
    }
}

impl Encoder for FloatModel {
    fn encode(&self, sentences: &[Pieces]) -> Result<Vec<Scores>, EncodeError> {
        let mut found = Vec::with_capacity(sentences.len());
        self.each_batch(sentences, |sentence, values| {
            found.push(self.scores(&values[..(1 + sentence.first.len()) * self.config.hidden_size]));
        });
        Ok(found)
    }

    fn label(&self, scores: &Scores, heads: &[usize]) -> Result<Matrix, EncodeError> {
        let layer = &self.weights.label;
        let mut joined = join(scores, heads);
        self.arch.dispatch(Activate(&mut joined));
        Ok(Matrix { values: self.linear(layer, &joined), width: layer.outputs() })
    }
}

/// The sum of each word's row and its head's row.
pub(crate) fn join(scores: &Scores, heads: &[usize]) -> Vec<f32> {
    let sides = |(word, head): (usize, &usize)| {
        let (dependent, head) = (scores.label_dependents.row(word), scores.label_heads.row(*head));
        dependent.iter().zip(head).map(|(x, y)| x + y).collect::<Vec<f32>>()
    };
    heads.iter().enumerate().flat_map(sides).collect()
}

/// The sum of each piece's three embeddings, normalised.
struct Embed<'a> {
    weights: &'a Weights<Dense>,
    config: &'a Config,
    sentences: &'a [Pieces],
    x: &'a mut [f32],
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
                let [word, position, casing] = config.embedded(position, *id, *class);
                row.fill(0.0);
                weights.words.add(word, row);
                weights.positions.add(position, row);
                weights.casings.add(casing, row);
                normalise(row, &weights.norm.weight, &weights.norm.bias, weights.norm.epsilon);
            }
        }
    }
}

/// Attention of one sentence.
struct Attend<'a> {
    qkv: &'a [f32],
    hidden: usize,
    heads: usize,
    queries: &'a [usize],
    scratch: &'a mut Scratch,
    mixed: &'a mut [f32],
}

impl WithSimd for Attend<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        attend(self.qkv, self.hidden, self.heads, self.queries, self.scratch, self.mixed);
    }
}

/// Adds rows to rows and normalises the sums.
struct AddRows<'a> {
    added: &'a [f32],
    x: &'a mut [f32],
    norm: &'a Norm,
}

impl WithSimd for AddRows<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { added, x, norm } = self;
        let width = norm.weight.len();
        for (row, added) in x.chunks_exact_mut(width).zip(added.chunks_exact(width)) {
            for (x, y) in row.iter_mut().zip(added) {
                *x += y;
            }
            normalise(row, &norm.weight, &norm.bias, norm.epsilon);
        }
    }
}

/// GELU of every value.
struct Activate<'a>(&'a mut [f32]);

impl WithSimd for Activate<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for x in self.0 {
            *x = gelu_in_full(*x);
        }
    }
}
