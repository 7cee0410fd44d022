//! The options that choose an engine and a model in, the encoder and the word pieces that go with it out.

use std::fs;
use std::path::Path;

use clap::ValueEnum;
use triplewire_encoder::{Encoder, FloatModel, Inventory, Model, ModelError, ModelFiles};
use triplewire_tokenizer::WordPieces;

use crate::error::Error;

/// What computes, and how exactly.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct EngineArgs {
    /// What runs it
    ///
    /// rust-bert, on a GPU if there is one, is in programs built with it (docs/engines.md).
    #[arg(long, value_enum, value_name = "ENGINE", default_value_t = Engine::Native, help_heading = "Model")]
    pub(crate) engine: Engine,

    /// How exactly it computes [default: int8; fp32 for rust-bert]
    ///
    /// fp32 takes about four times as long.
    #[arg(long, value_enum, value_name = "PRECISION", help_heading = "Model")]
    pub(crate) precision: Option<Precision>,
}

impl EngineArgs {
    /// What computes and how exactly, in words that stay as they are: results are compared by them.
    pub(crate) fn name(self) -> &'static str {
        match (self.engine, self.precision) {
            (Engine::Native, None | Some(Precision::Int8)) => "native int8",
            (Engine::Native, Some(Precision::Fp32)) => "native fp32",
            (Engine::RustBert, _) => "rust-bert fp32",
        }
    }
}

/// What runs the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    /// The program's own forward pass
    Native,
    /// BERT of the rust-bert crate, on libtorch
    RustBert,
}

/// What the network multiplies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Precision {
    /// Integers: weights as they are in the file, activations rounded to seven bits
    Int8,
    /// Floats: weights times their scales, activations as they come
    Fp32,
}

/// An encoder that is ready to run.
pub(crate) struct Loaded {
    pub(crate) encoder: Box<dyn Encoder>,
    pub(crate) inventory: Inventory,
    pub(crate) pieces: WordPieces,
}

/// Loads the model in `folder`, or the built-in one, into an engine.
pub(crate) fn load(folder: Option<&Path>, options: EngineArgs) -> Result<Loaded, Error> {
    let failed = |error: ModelError| Error::Model(error.to_string());
    let files = match folder {
        None => ModelFiles::embedded().map_err(failed)?,
        Some(folder) => read(folder)?,
    };
    let pieces = WordPieces::with_case(files.vocabulary(), files.lowercases())
        .map_err(|error| Error::Model(format!("vocab.txt: {error}")))?;
    let inventory = files.inventory().clone();
    let encoder: Box<dyn Encoder> = match (options.engine, options.precision) {
        (Engine::Native, None | Some(Precision::Int8)) => Box::new(Model::load(files).map_err(failed)?),
        (Engine::Native, Some(Precision::Fp32)) => Box::new(FloatModel::load(&files).map_err(failed)?),
        (Engine::RustBert, Some(Precision::Int8)) => {
            return Err(Error::Usage("--engine rust-bert has no int8: leave --precision out".to_owned()));
        }
        (Engine::RustBert, None | Some(Precision::Fp32)) => rust_bert(&files)?,
    };
    Ok(Loaded { encoder, inventory, pieces })
}

#[cfg(feature = "rust-bert")]
fn rust_bert(files: &ModelFiles) -> Result<Box<dyn Encoder>, Error> {
    let model = triplewire_encoder::RustBert::load(files);
    Ok(Box::new(model.map_err(|error| Error::Model(error.to_string()))?))
}

#[cfg(not(feature = "rust-bert"))]
fn rust_bert(_: &ModelFiles) -> Result<Box<dyn Encoder>, Error> {
    let how = "this program was built without rust-bert; \"cargo build --release -p triplewire --features \
               rust-bert\" builds it in (docs/engines.md)";
    Err(Error::Usage(how.to_owned()))
}

fn read(folder: &Path) -> Result<ModelFiles, Error> {
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read(&path).map_err(|source| Error::ReadModel { path, source })
    };
    let config = read("config.json")?;
    let vocabulary = String::from_utf8(read("vocab.txt")?)
        .map_err(|error| Error::Model(format!("{}: {error}", folder.join("vocab.txt").display())))?;
    ModelFiles::new(&config, vocabulary, read("model.safetensors")?)
        .map_err(|error| Error::Model(error.to_string()))
}
