//! `graph export`: the folder of a graph in, a file for other programs out.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use triplewire_graph::property::csv::Cells;
use triplewire_graph::rdf::{self, RdfFormat};

use super::args::{ExportArgs, ExportFormat};
use super::files::{Kg, Runs};
use super::property::{FileFormat, FolderFormat, write_file, write_folder};
use crate::error::Error;
use crate::run::ExitStatus;

/// Runs the command.
pub(super) fn export(options: &ExportArgs) -> Result<ExitStatus, Error> {
    let kg = Kg::open(&options.graph)?;
    let folder_format = match options.format {
        ExportFormat::Csv if options.raw => Some(FolderFormat::Csv(Cells::Raw)),
        ExportFormat::Csv => Some(FolderFormat::Csv(Cells::Guarded)),
        ExportFormat::Neo4j => Some(FolderFormat::Neo4j),
        ExportFormat::Cypher => Some(FolderFormat::Cypher),
        _ => None,
    };
    match (&options.output, folder_format) {
        (Some(folder), Some(format)) => write_folder(&kg, format, folder)?,
        (Some(path), None) => {
            let file = File::create(path).map_err(Error::write(path))?;
            write(&kg, options.format, BufWriter::with_capacity(1 << 18, file))?;
        }
        (None, _) => write(&kg, options.format, BufWriter::new(io::stdout()))?,
    }
    Ok(ExitStatus::Complete)
}

fn write(kg: &Kg, format: ExportFormat, output: impl Write) -> Result<(), Error> {
    let format = match format {
        ExportFormat::Nquads => return Ok(rdf::nquads(kg, kg.iris(), Runs::temporary(), output)?),
        ExportFormat::Trig => RdfFormat::TriG,
        ExportFormat::Turtle => RdfFormat::Turtle,
        ExportFormat::Turtle12 => RdfFormat::Turtle12,
        ExportFormat::Jsonld => RdfFormat::JsonLd,
        ExportFormat::Rdfxml => RdfFormat::RdfXml,
        ExportFormat::Cypher => return Ok(write_file(kg, FileFormat::Cypher, output)?),
        ExportFormat::Graphml => return Ok(write_file(kg, FileFormat::Graphml, output)?),
        ExportFormat::Gexf => return Ok(write_file(kg, FileFormat::Gexf, output)?),
        ExportFormat::Csv | ExportFormat::Neo4j => {
            return Err(Error::Usage("this format is a folder of files: name it with -o".to_owned()));
        }
    };
    Ok(rdf::export(kg, kg.iris(), format, output)?)
}
