//! The default engine: a trained model, its heads, and the [`Encoder`] that runs it.

use std::sync::{Mutex, PoisonError};

use pulp::Arch;
use triplewire_tokenizer::Pieces;

use crate::error::{EncodeError, ModelError};
use crate::files::ModelFiles;
use crate::forward::{Buffers, Engine};
use crate::heads::{batches, score_arcs, split};
use crate::linear::{Kernel, Linear};
use crate::passes::{Activate, JoinArcs};
use crate::scores::{Encoder, Inventory, Matrix, Scores};
use crate::weights::{Config, Weights};

/// Pieces that go through the layers together: enough to fill the kernel, few enough for the cache.
const BATCH: usize = 192;

/// A trained encoder with int8 weights, ready to run on any processor.
pub struct Model {
    config: Config,
    weights: Weights<Linear>,
    vocabulary: String,
    arch: Arch,
    /// Buffers that no thread is using.
    spare: Mutex<Vec<Buffers>>,
}

impl Model {
    /// The English model that is built into the program.
    ///
    /// # Errors
    /// Never for a release; a build with damaged files in `models/english` says what is wrong.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::load(ModelFiles::embedded()?)
    }

    /// A model from the contents of its folder: `config.json`, `vocab.txt` and `model.safetensors`.
    ///
    /// # Errors
    /// If the configuration cannot be read, or a tensor is missing or does not fit it.
    pub fn new(config: &[u8], vocabulary: String, weights: &[u8]) -> Result<Self, ModelError> {
        Self::load(ModelFiles::new(config, vocabulary, weights.to_vec())?)
    }

    /// A model from its files.
    ///
    /// # Errors
    /// If a tensor is missing or does not fit the configuration.
    pub fn load(files: ModelFiles) -> Result<Self, ModelError> {
        let weights = files.weights()?;
        let ModelFiles { config, vocabulary, .. } = files;
        Ok(Self { config, weights, vocabulary, arch: Arch::new(), spare: Mutex::default() })
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

    /// Does `work` with an engine and with buffers that are kept for the next time.
    fn with_engine<T>(&self, work: impl FnOnce(Engine<'_>, &mut Buffers) -> T) -> T {
        let spare = || self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        let mut buffers = spare().pop().unwrap_or_default();
        let result = work(Engine { arch: self.arch, kernel: &Kernel::new() }, &mut buffers);
        spare().push(buffers);
        result
    }

    fn encode_batch(
        &self,
        engine: Engine<'_>,
        buffers: &mut Buffers,
        sentences: &[Pieces],
        found: &mut Vec<Scores>,
    ) -> Result<(), EncodeError> {
        buffers.encode(engine, &self.weights, &self.config, sentences)?;
        let values = buffers.restore(engine, &self.weights.heads)?;
        let mut rest = values.as_slice();
        for sentence in sentences {
            let (values, after) = rest.split_at((1 + sentence.first.len()) * self.weights.heads.outputs());
            found.push(self.scores(engine, buffers, values)?);
            rest = after;
        }
        Ok(())
    }

    /// One sentence's scores from the values of all heads for its rows, the root's first.
    fn scores(
        &self,
        engine: Engine<'_>,
        buffers: &mut Buffers,
        values: &[f32],
    ) -> Result<Scores, EncodeError> {
        let [names, upos, xpos, lemmas, mut dependents, mut heads, label_dependents, label_heads] =
            split(values, &self.config);
        engine.arch.dispatch(Activate(&mut dependents.values));
        engine.arch.dispatch(Activate(&mut heads.values));
        let forms = buffers.linear(engine, &self.weights.arc, &dependents.values)?;
        let arcs = score_arcs(engine.arch, &forms, &heads);
        Ok(Scores { names, upos, xpos, lemmas, arcs, label_heads, label_dependents })
    }
}

impl Encoder for Model {
    fn encode(&self, sentences: &[Pieces]) -> Result<Vec<Scores>, EncodeError> {
        let mut found = Vec::with_capacity(sentences.len());
        self.with_engine(|engine, buffers| {
            for batch in batches(sentences, BATCH) {
                self.encode_batch(engine, buffers, batch, &mut found)?;
            }
            Ok(found)
        })
    }

    fn label(&self, scores: &Scores, heads: &[usize]) -> Result<Matrix, EncodeError> {
        let layer = &self.weights.label;
        let mut joined = vec![0.0; heads.len() * layer.inputs()];
        self.arch.dispatch(JoinArcs { scores, heads, joined: &mut joined });
        let values = self.with_engine(|engine, buffers| buffers.linear(engine, layer, &joined))?;
        Ok(Matrix { values, width: layer.outputs() })
    }
}
