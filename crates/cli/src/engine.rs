//! The options that choose an engine and a model in, the encoder and the word pieces that go with it out.

use std::fs;
use std::path::Path;

use clap::ValueEnum;
use triplewire_encoder::{Encoder, FloatModel, Inventory, Model, ModelError, ModelFiles};
use triplewire_tokenizer::WordPieces;

use crate::LoadEncoder;
use crate::error::Error;

/// What computes, and how exactly.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct EngineArgs {
    /// What runs it
    ///
    /// rust-bert, on a GPU if there is one, is run by a program that is built apart (docs/engines.md).
    #[arg(long, value_enum, value_name = "ENGINE", default_value_t = Engine::Native, help_heading = "Model")]
    pub(crate) engine: Engine,

    /// How exactly it computes [default: int8; fp32 for rust-bert]
    ///
    /// fp32 takes about four times as long.
    #[arg(long, value_enum, value_name = "PRECISION", help_heading = "Model")]
    pub(crate) precision: Option<Precision>,

    /// What loads the second engine, in the program that is linked with it.
    #[arg(skip)]
    pub(crate) rust_bert: Option<LoadEncoder>,
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

    /// Whether another program has the engine that is asked for.
    pub(crate) fn is_elsewhere(self) -> Result<bool, Error> {
        if self.engine == Engine::RustBert && self.precision == Some(Precision::Int8) {
            return Err(Error::Usage("--engine rust-bert has no int8: leave --precision out".to_owned()));
        }
        Ok(self.engine == Engine::RustBert && self.rust_bert.is_none())
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
    let encoder: Box<dyn Encoder> = match (options.engine, options.precision, options.rust_bert) {
        (Engine::RustBert, _, Some(load)) => load(&files).map_err(failed)?,
        (Engine::RustBert, _, None) => return Err(Error::Usage("this program has no rust-bert".to_owned())),
        (Engine::Native, None | Some(Precision::Int8), _) => Box::new(Model::load(files).map_err(failed)?),
        (Engine::Native, Some(Precision::Fp32), _) => Box::new(FloatModel::load(&files).map_err(failed)?),
    };
    Ok(Loaded { encoder, inventory, pieces })
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
