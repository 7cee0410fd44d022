//! A graph in, SPARQL 1.1 updates out, each small enough for a server to take at once.
//!
//! `INSERT DATA` adds what is not there yet, so a graph that is sent twice, or that was cut off half way and is
//! sent again, is the same graph.

use std::fmt::Write as _;
use std::io::{self, Write};

use oxrdf::{GraphName, Quad};
use oxrdfio::{RdfFormat, RdfParser};

use super::terms::Iris;
use super::{Open, nquads};
use crate::error::GraphError;
use crate::sort::Scratch;

/// Bytes of an update, about.
const SIZE: usize = 1 << 20;

/// Gives `send` the updates that add a graph, and says how many quads they hold.
///
/// # Errors
///
/// Records that cannot be read, and what the files, the scratch space and `send` say.
pub fn updates(
    files: &impl Open,
    iris: &Iris,
    scratch: impl Scratch,
    send: impl FnMut(&str) -> io::Result<()>,
) -> Result<usize, GraphError> {
    let mut updates =
        Updates { line: Vec::new(), default: String::new(), named: String::new(), quads: 0, send };
    nquads(files, iris, scratch, &mut updates)?;
    updates.send()?;
    Ok(updates.quads)
}

/// Takes lines of N-Quads.
struct Updates<S> {
    /// The line that is not at its end yet.
    line: Vec<u8>,
    /// Triples of the default graph.
    default: String,
    /// Triples of named graphs, each in its graph.
    named: String,
    quads: usize,
    send: S,
}

impl<S: FnMut(&str) -> io::Result<()>> Updates<S> {
    fn add(&mut self) -> io::Result<()> {
        for quad in RdfParser::from_format(RdfFormat::NQuads).for_slice(&self.line) {
            let Quad { subject, predicate, object, graph_name } = quad.map_err(io::Error::other)?;
            // Writing to a string does not fail.
            let written = match graph_name {
                GraphName::DefaultGraph => writeln!(self.default, "{subject} {predicate} {object} ."),
                name => writeln!(self.named, "GRAPH {name} {{ {subject} {predicate} {object} }}"),
            };
            written.map_err(io::Error::other)?;
            self.quads += 1;
        }
        self.line.clear();
        if self.default.len() + self.named.len() >= SIZE { self.send() } else { Ok(()) }
    }

    fn send(&mut self) -> io::Result<()> {
        if self.default.is_empty() && self.named.is_empty() {
            return Ok(());
        }
        (self.send)(&format!("INSERT DATA {{\n{}{}}}\n", self.default, self.named))?;
        self.default.clear();
        self.named.clear();
        Ok(())
    }
}

impl<S: FnMut(&str) -> io::Result<()>> Write for Updates<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for piece in bytes.split_inclusive(|&byte| byte == b'\n') {
            self.line.extend_from_slice(piece);
            if piece.ends_with(b"\n") {
                self.add()?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
