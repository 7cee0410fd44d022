//! `graph export`: the folder of a graph in, a file for other programs out.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use triplewire_graph::rdf::{self, RdfFormat};

use super::args::{ExportArgs, ExportFormat};
use super::files::{Kg, Runs};
use crate::error::Error;
use crate::run::ExitStatus;

/// Runs the command.
pub(super) fn export(options: &ExportArgs) -> Result<ExitStatus, Error> {
    let kg = Kg::open(&options.graph)?;
    match &options.output {
        Some(path) => {
            let file = File::create(path).map_err(Error::write(path))?;
            write(&kg, options.format, BufWriter::with_capacity(1 << 18, file))?;
        }
        None => write(&kg, options.format, BufWriter::new(io::stdout()))?,
    }
    Ok(ExitStatus::Complete)
}

fn write(kg: &Kg, format: ExportFormat, output: impl Write) -> Result<(), Error> {
    let format = match format {
        ExportFormat::Nquads => return Ok(rdf::nquads(kg, kg.iris(), Runs::temporary(), output)?),
        ExportFormat::Trig => RdfFormat::TriG,
        ExportFormat::Turtle => RdfFormat::Turtle,
        ExportFormat::Jsonld => RdfFormat::JsonLd,
        ExportFormat::Rdfxml => RdfFormat::RdfXml,
    };
    Ok(rdf::export(kg, kg.iris(), format, output)?)
}
