//! What stops the work on a graph.

use std::io;

/// Why a graph cannot be built, read or written.
#[derive(Debug, thiserror::Error)]
pub enum GraphError {
    /// A line that is not what it should be.
    #[error("{file}:{line}: {message}")]
    Line {
        /// Name of the file as the caller gave it.
        file: String,
        /// Counted from 1.
        line: usize,
        /// What is wrong, in one line.
        message: String,
    },
    /// A base that does not give IRIs.
    #[error("{base:?} cannot be the base of IRIs: {message}")]
    Base {
        /// What was given.
        base: String,
        /// Why not.
        message: String,
    },
    /// A query that cannot be read or answered.
    #[error("{0}")]
    Query(String),
    /// What the caller's readers and writers say.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl GraphError {
    pub(crate) fn line(file: &str, line: usize, message: &impl ToString) -> Self {
        Self::Line { file: file.to_owned(), line, message: message.to_string() }
    }
}
