//! The `triplewire` command: news text in, facts, entities and annotations out.
//!
//! Arguments and files go in; every stage of the analysis is a library crate, joined in
//! [`pipeline`]. Only this crate touches files and the console.

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

use crate::args::Command;
use crate::error::Error;

fn main() -> ExitCode {
    ordered::silence_workers();
    let result = config::parse().and_then(|args| match args.command {
        Command::Extract(options) => extract::extract(&options),
        Command::Annotate(options) => annotate::annotate(&options),
        Command::Evaluate(options) => evaluate::evaluate(&options),
        Command::Gold { command } => gold::gold(&command),
        Command::Graph { command } => graph::graph(&command),
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { output } => manual::man(output.as_deref()),
    });
    match result {
        Ok(status) => ExitCode::from(status.code()),
        // The reader has seen enough ("… | head"): nothing went wrong here.
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::from(2)
        }
    }
}

/// Where standard error is closed too, nobody is left to tell.
fn report(error: &Error) {
    let _ = writeln!(io::stderr(), "triplewire: {error}");
}
