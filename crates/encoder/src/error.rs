//! What can go wrong: weights that do not fit, an engine that cannot run. Never the text.

/// The engine could not run.
#[derive(Debug, thiserror::Error)]
#[error("encoder: {0}")]
pub struct EncodeError(pub String);

/// A model could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// `config.json` is not what training writes.
    #[error("config.json: {0}; it must be what scripts/train/export.py writes after training")]
    Config(#[from] serde_json::Error),
    /// `config.json` is of a network that the engines do not know, or does not fit `vocab.txt`.
    #[error("config.json: {0}")]
    Unfit(String),
    /// The weights are not a safetensors file.
    #[error("model.safetensors: {0}; the file is damaged or cut off, copy or export it again")]
    Weights(#[from] safetensors::SafeTensorError),
    /// A tensor is missing or has the wrong shape or type.
    #[error("model.safetensors: tensor {name}: {problem}; export the model again")]
    Tensor {
        /// Which one.
        name: String,
        /// What is wrong with it.
        problem: String,
    },
}
