//! The default engine: a trained model, its heads, and the [`Encoder`] that runs it.

use pulp::Arch;
use triplewire_tokenizer::Pieces;

use crate::error::{EncodeError, ModelError};
use crate::forward::{self, Engine};
use crate::linear::{Kernel, quantise_rows};
use crate::rows::{Quantised, dot, gelu};
use crate::scores::{Encoder, Inventory, Matrix, Scores};
use crate::weights::{Config, Weights};

const CONFIG: &[u8] = include_bytes!("../../../models/english/config.json");
const VOCABULARY: &str = include_str!("../../../models/english/vocab.txt");
const WEIGHTS: &[u8] = include_bytes!("../../../models/english/model.safetensors");

/// Pieces that go through the layers together: enough to fill the kernel, few enough for the cache.
const BATCH: usize = 512;

/// A trained encoder with int8 weights, ready to run on any processor.
pub struct Model {
    config: Config,
    weights: Weights,
    vocabulary: String,
    arch: Arch,
}

impl Model {
    /// The English model that is built into the program.
    ///
    /// # Errors
    /// Never for a release; a build with damaged files in `models/english` says what is wrong.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::new(CONFIG, VOCABULARY.to_owned(), WEIGHTS)
    }

    /// A model from the contents of its folder: `config.json`, `vocab.txt` and `model.safetensors`.
    ///
    /// # Errors
    /// If the configuration cannot be read, or a tensor is missing or does not fit it.
    pub fn new(config: &[u8], vocabulary: String, weights: &[u8]) -> Result<Self, ModelError> {
        let config: Config = serde_json::from_slice(config)?;
        let problem = |problem: &str| {
            Err(ModelError::Tensor { name: "config.json".to_owned(), problem: problem.to_owned() })
        };
        if config.num_attention_heads == 0 || !config.hidden_size.is_multiple_of(config.num_attention_heads) {
            return problem("hidden_size must be a multiple of num_attention_heads");
        }
        if vocabulary.lines().count() != config.vocab_size {
            return problem("vocab_size differs from the lines of vocab.txt");
        }
        let weights = Weights::read(weights, &config)?;
        Ok(Self { config, weights, vocabulary, arch: Arch::new() })
    }

    /// What the scores' columns stand for.
    #[must_use]
    pub fn inventory(&self) -> &Inventory {
        &self.config.inventory
    }

    /// The word pieces, one a line.
    #[must_use]
    pub fn vocabulary(&self) -> &str {
        &self.vocabulary
    }

    fn encode_batch(&self, sentences: &[Pieces], found: &mut Vec<Scores>) -> Result<(), EncodeError> {
        let (arch, kernel) = (self.arch, Kernel::new());
        let width = self.config.hidden_size;
        let rows = forward::encode(Engine { arch, kernel: &kernel }, &self.weights, &self.config, sentences)?;
        let heads = &self.weights.heads;
        let count = rows.len() / width;
        let (mut levels, mut maps) = (vec![0; rows.len()], vec![Quantised::default(); count]);
        let mut products = vec![0; count * heads.outputs()];
        arch.dispatch(|| quantise_rows(&rows, width, &mut levels, &mut maps));
        heads.multiply(&kernel, &levels, &mut products)?;
        let mut start = 0;
        for sentence in sentences {
            let range = start..start + 1 + sentence.first.len();
            let products = &products[range.start * heads.outputs()..range.end * heads.outputs()];
            found.push(self.heads(&kernel, products, &maps[range.clone()])?);
            start = range.end;
        }
        Ok(())
    }

    /// One sentence's scores from the integer products of its rows, the root's first.
    fn heads(&self, kernel: &Kernel, products: &[i32], maps: &[Quantised]) -> Result<Scores, EncodeError> {
        let layer = &self.weights.heads;
        let words = maps.len() - 1;
        let sizes = self.config.head_sizes();
        let mut parts: Vec<Matrix> = sizes.iter().map(|size| Matrix::zeros(words + 1, *size)).collect();
        self.arch.dispatch(|| {
            let mut row_values = vec![0.0; layer.outputs()];
            for (row, (products, map)) in products.chunks_exact(layer.outputs()).zip(maps).enumerate() {
                layer.restore(products, *map, &mut row_values, |_, value| value);
                let mut rest = row_values.as_slice();
                for part in &mut parts {
                    let (values, after) = rest.split_at(part.width);
                    part.values[row * part.width..][..values.len()].copy_from_slice(values);
                    rest = after;
                }
            }
        });
        let mut parts = parts.into_iter();
        let mut next = || parts.next().unwrap_or_default();
        let [names, upos, xpos, lemmas] = [next(), next(), next(), next()].map(without_root);
        let (dependents, heads) = (without_root(next()), next());
        let (label_dependents, label_heads) = (without_root(next()), next());
        let arcs = self.arcs(kernel, dependents, heads)?;
        Ok(Scores { names, upos, xpos, lemmas, arcs, label_heads, label_dependents })
    }

    /// Deep biaffine arc scores (Dozat and Manning 2017), in the scale that training used.
    fn arcs(&self, kernel: &Kernel, dependents: Matrix, heads: Matrix) -> Result<Matrix, EncodeError> {
        let layer = &self.weights.arc;
        let (words, size) = (dependents.rows(), layer.inputs());
        let activate = |matrix: Matrix| {
            let mut values = matrix.values;
            self.arch.dispatch(|| values.iter_mut().for_each(|x| *x = gelu(*x)));
            values
        };
        let (dependents, heads) = (activate(dependents), activate(heads));
        let (mut levels, mut maps) = (vec![0; dependents.len()], vec![Quantised::default(); words]);
        let mut products = vec![0; words * size];
        self.arch.dispatch(|| quantise_rows(&dependents, size, &mut levels, &mut maps));
        layer.multiply(kernel, &levels, &mut products)?;
        let mut arcs = Matrix::zeros(words, words + 1);
        let scale = 1.0 / (size as f32).sqrt();
        self.arch.dispatch(|| {
            let mut form = vec![0.0; size];
            for (row, (products, map)) in products.chunks_exact(size).zip(&maps).enumerate() {
                layer.restore(products, *map, &mut form, |_, value| value);
                let scores = &mut arcs.values[row * (words + 1)..][..=words];
                for (score, head) in scores.iter_mut().zip(heads.chunks_exact(size)) {
                    *score = dot(&form, head) * scale;
                }
            }
        });
        Ok(arcs)
    }
}

/// All rows but the first.
fn without_root(mut matrix: Matrix) -> Matrix {
    matrix.values.drain(..matrix.width);
    matrix
}

impl Encoder for Model {
    fn encode(&self, sentences: &[Pieces]) -> Result<Vec<Scores>, EncodeError> {
        let mut found = Vec::with_capacity(sentences.len());
        let mut rest = sentences;
        while !rest.is_empty() {
            let (mut count, mut pieces) = (1, rest[0].ids.len());
            while count < rest.len() && pieces + rest[count].ids.len() <= BATCH {
                pieces += rest[count].ids.len();
                count += 1;
            }
            let (batch, after) = rest.split_at(count);
            self.encode_batch(batch, &mut found)?;
            rest = after;
        }
        Ok(found)
    }

    fn label(&self, scores: &Scores, heads: &[usize]) -> Result<Matrix, EncodeError> {
        let layer = &self.weights.label;
        let (words, size) = (heads.len(), layer.inputs());
        let mut joined = vec![0.0; words * size];
        let (mut levels, mut maps) = (vec![0; joined.len()], vec![Quantised::default(); words]);
        let mut products = vec![0; words * layer.outputs()];
        self.arch.dispatch(|| {
            for (word, row) in joined.chunks_exact_mut(size).enumerate() {
                let sides = scores.label_dependents.row(word).iter().zip(scores.label_heads.row(heads[word]));
                for (x, (dependent, head)) in row.iter_mut().zip(sides) {
                    *x = gelu(dependent + head);
                }
            }
            quantise_rows(&joined, size, &mut levels, &mut maps);
        });
        layer.multiply(&Kernel::new(), &levels, &mut products)?;
        let mut labels = Matrix::zeros(words, layer.outputs());
        for (row, (products, map)) in products.chunks_exact(layer.outputs()).zip(&maps).enumerate() {
            let out = &mut labels.values[row * layer.outputs()..][..layer.outputs()];
            layer.restore(products, *map, out, |_, value| value);
        }
        Ok(labels)
    }
}
