//! A graph in, Turtle, TriG, JSON-LD or RDF/XML out, as one pass over its files writes it.

use std::io::Write;

use oxrdf::Quad;
use oxrdfio::{JsonLdProfileSet, RdfSerializer, WriterQuadSerializer};

use super::returns::Returns;
use super::terms::{Iris, PREFIXES};
use super::{Open, all, describe, quads};
use crate::error::GraphError;
use crate::model::Claim;

/// A format that is written by a serialiser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RdfFormat {
    /// The default graph.
    Turtle,
    /// The default graph, in which each claim is the reifier of its triple (RDF 1.2).
    Turtle12,
    /// All graphs.
    TriG,
    /// All graphs.
    JsonLd,
    /// The default graph.
    RdfXml,
}

impl RdfFormat {
    fn has_graphs(self) -> bool {
        matches!(self, Self::TriG | Self::JsonLd)
    }

    fn serializer(self, iris: &Iris) -> Result<RdfSerializer, GraphError> {
        let mut serializer = RdfSerializer::from_format(match self {
            Self::Turtle | Self::Turtle12 => oxrdfio::RdfFormat::Turtle,
            Self::TriG => oxrdfio::RdfFormat::TriG,
            Self::JsonLd => oxrdfio::RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
            Self::RdfXml => oxrdfio::RdfFormat::RdfXml,
        });
        let base = iris.base();
        let own = [("node", "node/"), ("rel", "relation/"), ("claim", "claim/"), ("article", "article/")];
        let own = own.map(|(prefix, path)| (prefix, format!("{base}{path}")));
        let all = PREFIXES.iter().map(|&(prefix, iri)| (prefix, iri.to_owned())).chain(own);
        for (prefix, iri) in all {
            serializer = serializer
                .with_prefix(prefix, iri)
                .map_err(|error| GraphError::Base { base: base.to_owned(), message: error.to_string() })?;
        }
        Ok(serializer)
    }
}

struct Output<W: Write> {
    serializer: WriterQuadSerializer<W>,
}

impl<W: Write> Output<W> {
    /// Writes the quads that are in the default graph, or those that are not.
    fn write(&mut self, quads: &mut Vec<Quad>, default_graph: bool) -> Result<(), GraphError> {
        for quad in quads.drain(..) {
            if quad.graph_name.is_default_graph() == default_graph {
                self.serializer.serialize_quad(&quad)?;
            }
        }
        Ok(())
    }
}

/// Writes a graph.
///
/// # Errors
///
/// Records that cannot be read, and what the files and the writer say.
pub fn export(
    files: &impl Open,
    iris: &Iris,
    format: RdfFormat,
    output: impl Write,
) -> Result<(), GraphError> {
    match format {
        RdfFormat::RdfXml => export_to(files, iris, format, Returns(output)),
        _ => export_to(files, iris, format, output),
    }
}

fn export_to(
    files: &impl Open,
    iris: &Iris,
    format: RdfFormat,
    output: impl Write,
) -> Result<(), GraphError> {
    let serializer = format.serializer(iris)?.for_writer(output);
    let mut output = Output { serializer };
    quads(files, iris, format == RdfFormat::Turtle12, |quads| output.write(quads, true))?;
    if format.has_graphs() {
        let mut quads = Vec::new();
        for claim in all::<Claim, _>(files)? {
            describe::statement(iris, &claim?, &mut quads);
            output.write(&mut quads, false)?;
        }
    }
    output.serializer.finish()?.flush()?;
    Ok(())
}
