//! The records of a graph in, RDF out, in memory that does not grow with the claims.
//!
//! The files are sorted by id and IRIs end in the ids' digits, so that most lines of N-Quads come in order
//! as they are; only the triples between nodes, which claims give, must be sorted outside memory.
//! Formats without named graphs carry the default graph alone, and lose nothing: each claim names its
//! subject, relation and object there as well.

mod describe;
mod export;
mod nquads;
mod quads;
mod returns;
mod terms;
mod update;

pub(crate) use self::quads::quads;
pub use export::{RdfFormat, export};
pub use nquads::nquads;
pub use terms::{DEFAULT_BASE, Iris, PREFIXES, VOCABULARY};
pub use update::updates;

use std::io::{self, BufRead};

use crate::error::GraphError;
use crate::read::{Record, Records, records};

/// Opens the files of a graph, each as often as it is asked for.
pub trait Open {
    /// A file from its start.
    type Reader: BufRead;

    /// Opens the file of this name.
    ///
    /// # Errors
    ///
    /// If it cannot be opened.
    fn open(&self, file: &str) -> io::Result<Self::Reader>;
}

/// All records of a kind.
///
/// # Errors
///
/// If their file cannot be opened.
pub fn all<T: Record, O: Open>(files: &O) -> Result<Records<T, O::Reader>, GraphError> {
    Ok(records(files.open(T::FILE)?))
}
