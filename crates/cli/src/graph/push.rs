//! `graph push`: the folder of a graph in, the same graph in a server that runs out.

use std::io;
use std::time::Duration;

use triplewire_graph::rdf;
use ureq::Agent;

use super::args::PushArgs;
use super::files::{Kg, Runs};
use crate::error::Error;
use crate::progress::message;
use crate::run::ExitStatus;

/// How long a server may take for one update.
const PATIENCE: Duration = Duration::from_mins(5);

/// Runs the command.
pub(super) fn push(options: &PushArgs) -> Result<ExitStatus, Error> {
    let kg = Kg::open(&options.graph)?;
    if !options.url.starts_with("http://") {
        let reason = format!("{}: only http:// is spoken; put https behind a local proxy", options.url);
        return Err(Error::Usage(reason));
    }
    let agent: Agent = Agent::config_builder().timeout_global(Some(PATIENCE)).build().into();
    // Not an argument, which other users of the machine can see.
    let authorization = std::env::var("TRIPLEWIRE_AUTHORIZATION");
    let mut count = 0_usize;
    let send = |update: &str| {
        let mut request = agent.post(&options.url).header("Content-Type", "application/sparql-update");
        if let Ok(authorization) = &authorization {
            request = request.header("Authorization", authorization);
        }
        request.send(update).map_err(io::Error::other)?;
        count += 1;
        Ok(())
    };
    let pushed = rdf::updates(&kg, kg.iris(), Runs::temporary(), send);
    let url = || options.url.clone();
    let quads =
        pushed.map_err(|error| Error::Server { url: url(), reason: error.to_string(), sent: count })?;
    if !options.quiet {
        message(&format!("{quads} quads in {count} updates"));
    }
    Ok(ExitStatus::Complete)
}
