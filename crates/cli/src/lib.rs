//! The `triplewire` command: news text in, facts, entities and annotations out.
//!
//! Arguments and files go in; every stage of the analysis is a library crate, joined in `pipeline`. Only this
//! crate touches files and the console. It is a library for two programs: `triplewire`, and
//! `triplewire-rust-bert` of the crate of that name, which is linked with libtorch.
//!
//! ```no_run
//! fn main() -> std::process::ExitCode {
//!     triplewire::run(None)
//! }
//! ```

mod annotate;
mod args;
mod articles;
mod batch;
mod config;
mod encoding;
mod engine;
mod error;
mod evaluate;
mod extract;
mod gold;
mod graph;
mod handover;
mod html;
mod inputs;
mod language;
mod manual;
mod markdown;
mod ordered;
mod output;
mod pipeline;
mod positions;
mod progress;
mod publication;
mod run;
mod tally;

use std::io::{self, Write};
use std::process::ExitCode;

use triplewire_encoder::{Encoder, ModelError, ModelFiles};

use crate::args::Command;
use crate::error::Error;
use crate::run::ExitStatus;

/// Makes an encoder out of the files of a model.
pub type LoadEncoder = fn(&ModelFiles) -> Result<Box<dyn Encoder>, ModelError>;

/// Runs the command that the arguments of the process give; the exit status is that of `docs/batch.md`.
///
/// `rust_bert` loads the engine of that name. A program without it hands `--engine rust-bert` over to
/// `triplewire-rust-bert` beside it.
#[must_use]
pub fn run(rust_bert: Option<LoadEncoder>) -> ExitCode {
    ordered::silence_workers();
    match command(rust_bert) {
        Ok(status) => ExitCode::from(status.code()),
        // The reader has seen enough ("… | head"): nothing went wrong here.
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::from(2)
        }
    }
}

fn command(rust_bert: Option<LoadEncoder>) -> Result<ExitStatus, Error> {
    let mut command = config::parse()?.command;
    if let Some(engine) = command.engine() {
        engine.rust_bert = rust_bert;
        if engine.is_elsewhere()? {
            return handover::hand_over();
        }
    }
    match command {
        Command::Extract(options) => extract::extract(&options),
        Command::Annotate(options) => annotate::annotate(&options),
        Command::Evaluate(options) => evaluate::evaluate(&options),
        Command::Gold { command } => gold::gold(&command),
        Command::Graph { command } => graph::graph(&command),
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { output } => manual::man(output.as_deref()),
    }
}

/// Where standard error is closed too, nobody is left to tell.
fn report(error: &Error) {
    let _ = writeln!(io::stderr(), "triplewire: {error}");
}
