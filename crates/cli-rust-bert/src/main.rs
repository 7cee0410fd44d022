//! The program `triplewire-rust-bert`: `triplewire` with rust-bert as its second engine, linked with libtorch.

use std::process::ExitCode;

use triplewire_encoder::{Encoder, ModelError, ModelFiles, RustBert};

fn load(files: &ModelFiles) -> Result<Box<dyn Encoder>, ModelError> {
    Ok(Box::new(RustBert::load(files)?))
}

fn main() -> ExitCode {
    triplewire::run(Some(load))
}
