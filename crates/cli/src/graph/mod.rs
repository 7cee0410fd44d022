//! `triplewire graph`: results of `extract` in, one graph out; and what is asked of it.

mod args;
mod ask;
mod build;
mod diff;
mod draw;
mod export;
mod files;
mod path;
mod property;
mod push;
mod query;
mod show;
mod sources;
mod stats;
mod store;

pub(crate) use args::GraphCommand;

use crate::error::Error;
use crate::run::ExitStatus;

/// Runs the command.
pub(crate) fn graph(command: &GraphCommand) -> Result<ExitStatus, Error> {
    match command {
        GraphCommand::Build(options) => build::build(options),
        GraphCommand::Export(options) => export::export(options),
        GraphCommand::Draw(options) => draw::draw(options),
        GraphCommand::Push(options) => push::push(options),
        GraphCommand::Query(options) => query::query(options),
        GraphCommand::Ask(options) => ask::ask(options),
        GraphCommand::Stats(options) => stats::stats(options),
        GraphCommand::Path(options) => path::path(options),
        GraphCommand::Diff(options) => diff::diff(options),
    }
}
