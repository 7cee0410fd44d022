//! A model folder's three files in, what every engine is made of out.

use std::borrow::Cow;

use crate::error::ModelError;
use crate::scores::Inventory;
use crate::weights::{Config, Layered, Weights};

// Statics: of a constant every place that uses it may have a copy.
static CONFIG: &[u8] = include_bytes!("../../../models/english/config.json");
static VOCABULARY: &str = include_str!("../../../models/english/vocab.txt");
static WEIGHTS: &[u8] = include_bytes!("../../../models/english/model.safetensors");

/// The files of a model, its configuration read and checked; the weights are read by the engine.
#[derive(Clone)]
pub struct ModelFiles {
    pub(crate) config: Config,
    pub(crate) vocabulary: String,
    weights: Cow<'static, [u8]>,
}

impl ModelFiles {
    /// The English model that is built into the program.
    ///
    /// # Errors
    /// Never for a release; a build with damaged files in `models/english` says what is wrong.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::read(CONFIG, VOCABULARY.to_owned(), Cow::Borrowed(WEIGHTS))
    }

    /// The files of the built-in model, for whoever must know whether it is still the same: the contents of
    /// `config.json`, `vocab.txt` and `model.safetensors`.
    #[must_use]
    pub fn embedded_files() -> [&'static [u8]; 3] {
        [CONFIG, VOCABULARY.as_bytes(), WEIGHTS]
    }

    /// The contents of a model's folder: `config.json`, `vocab.txt` and `model.safetensors`.
    ///
    /// # Errors
    /// If the configuration cannot be read, or is not of a network that the engines know.
    pub fn new(config: &[u8], vocabulary: String, weights: Vec<u8>) -> Result<Self, ModelError> {
        Self::read(config, vocabulary, Cow::Owned(weights))
    }

    fn read(config: &[u8], vocabulary: String, weights: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let config: Config = serde_json::from_slice(config)?;
        if let Some(problem) = problem(&config, &vocabulary) {
            return Err(ModelError::Unfit(problem));
        }
        Ok(Self { config, vocabulary, weights })
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

    /// Whether words are lower-cased before they are cut into pieces (`do_lower_case`, yes where it is not given).
    #[must_use]
    pub fn lowercases(&self) -> bool {
        self.config.do_lower_case
    }

    /// Reads the tensors as the layers of an engine. What is built in is borrowed where it is used as it stands.
    pub(crate) fn weights<L: Layered>(&self) -> Result<Weights<L>, ModelError> {
        match &self.weights {
            Cow::Borrowed(bytes) => Weights::read(bytes, &self.config, Cow::Borrowed),
            Cow::Owned(bytes) => Weights::read(bytes, &self.config, |bytes| Cow::Owned(bytes.to_vec())),
        }
    }
}

/// Why the engines cannot run such a network.
fn problem(config: &Config, vocabulary: &str) -> Option<String> {
    let sizes = [
        ("hidden_size", config.hidden_size),
        ("intermediate_size", config.intermediate_size),
        ("num_attention_heads", config.num_attention_heads),
        ("vocab_size", config.vocab_size),
        ("num_hidden_layers", config.num_hidden_layers),
        ("max_position_embeddings", config.max_position_embeddings),
        ("type_vocab_size", config.type_vocab_size),
        ("arc_size", config.arc_size),
        ("label_size", config.label_size),
    ];
    if let Some((name, _)) = sizes.iter().find(|(_, size)| *size == 0) {
        return Some(format!("{name} must not be 0"));
    }
    if !config.hidden_size.is_multiple_of(config.num_attention_heads) {
        return Some("hidden_size must be a multiple of num_attention_heads".to_owned());
    }
    if config.hidden_act != "gelu" {
        return Some(format!("hidden_act is {:?}, only \"gelu\" is known", config.hidden_act));
    }
    if !(config.layer_norm_eps > 0.0 && config.layer_norm_eps < 1.0) {
        return Some("layer_norm_eps must be between 0 and 1".to_owned());
    }
    let lines = vocabulary.lines().count();
    (lines != config.vocab_size)
        .then(|| format!("vocab_size is {}, vocab.txt has {lines} lines", config.vocab_size))
}
