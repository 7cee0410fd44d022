//! One error type for every reader: which file, which line, what is wrong there.

/// A gold or prediction file that cannot be read as what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct ReadError {
    /// Name of the file as the caller gave it.
    pub file: String,
    /// Line number, counted from 1. Where a whole file is at fault (it is empty), the line is 1.
    pub line: usize,
    /// What is wrong, in one line.
    pub message: String,
}

impl ReadError {
    pub(crate) fn new(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, message: message.into() }
    }
}
