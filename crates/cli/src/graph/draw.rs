//! `graph draw`: a name in, a picture of its neighbourhood out.

use std::fs;

use triplewire_graph::{ask as claims_of, draw};

use super::args::DrawArgs;
use super::ask::named;
use super::files::Kg;
use crate::error::Error;
use crate::run::ExitStatus;

/// Runs the command.
pub(super) fn draw(options: &DrawArgs) -> Result<ExitStatus, Error> {
    let path = &options.output;
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let write = match extension.to_ascii_lowercase().as_str() {
        "svg" => draw::svg,
        "html" | "htm" => draw::html,
        _ => return Err(Error::Usage(format!("{}: a picture is a .svg or a .html file", path.display()))),
    };
    let kg = Kg::open(&options.graph)?;
    let Some((node, _)) = named(&kg, &options.around)? else { return Ok(ExitStatus::Partial) };
    let answer = claims_of(&kg, &node.id)?;
    fs::write(path, write(&node, &answer, options.limit)).map_err(Error::write(path))?;
    Ok(ExitStatus::Complete)
}
