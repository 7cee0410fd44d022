//! What ends a run: wrong usage, labels that cannot be read, a model that cannot be used, output
//! that cannot be written.
//!
//! What is wrong with a single article never ends a run: it is a line of the ledger.

use std::io;
use std::path::{Path, PathBuf};

use triplewire_entities::AliasError;
use triplewire_evaluation::ReadError;
use triplewire_graph::GraphError;

/// Why a command stopped before its end.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The arguments contradict each other.
    #[error("{0}")]
    Usage(String),
    /// A configuration file that is not what it should be.
    #[error("{}:{line}: {reason}", path.display())]
    Config {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong, and what is allowed.
        reason: String,
    },
    /// Hand-labelled files or predictions that are not what they should be: file, line and cause.
    #[error(transparent)]
    Labels(#[from] ReadError),
    /// A folder that cannot be listed or has nothing to score against.
    #[error("{}: {reason}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What it lacks, or what the system says.
        reason: String,
    },
    /// The model cannot be used.
    #[error("the model cannot be used: {0}")]
    Model(String),
    /// A file of the model cannot be read.
    #[error(
        "{}: {source}; --model takes a folder with config.json, vocab.txt and model.safetensors, as \
         scripts/train/export.py writes it",
        path.display()
    )]
    ReadModel {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// An alias file that is not what it should be: file, line and cause.
    #[error(transparent)]
    Aliases(#[from] AliasError),
    /// A file that the arguments name cannot be read.
    #[error("{}: {source}", path.display())]
    ReadFile {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A graph that cannot be built, read or asked.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// A server that does not take what it is sent.
    #[error("{url}: {reason} (after {sent} updates; to go on, push again: what is there stays once)")]
    Server {
        /// Its address.
        url: String,
        /// What it, or the system, says.
        reason: String,
        /// Updates that it took.
        sent: usize,
    },
    /// The workers cannot be started.
    #[error("cannot start the workers: {0}")]
    Workers(String),
    /// An output file or folder cannot be written.
    #[error("{}: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file of a run into a folder cannot be read or written.
    #[error("{}: {source}; what is done is kept, and the same command{} goes on from there{}",
        path.display(), if *fresh { " without --fresh" } else { "" }, once(source))]
    Batch {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
        /// Whether the command starts from the beginning each time.
        fresh: bool,
    },
    /// Standard output cannot be written.
    #[error("standard output: {0}")]
    Output(#[from] io::Error),
}

impl Error {
    /// Whether the reader of standard output has closed it.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) | Self::Graph(GraphError::Io(error))
            if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// A folder that is not what it should be.
    pub(crate) fn folder(path: &Path, reason: impl Into<String>) -> Self {
        Self::Folder { path: path.to_owned(), reason: reason.into() }
    }

    /// Names the file that ended a run into a folder.
    pub(crate) fn batch(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Batch { path: path.to_owned(), source, fresh: false }
    }

    /// The same after a run with `--fresh`.
    pub(crate) fn after_fresh(self) -> Self {
        match self {
            Self::Batch { path, source, .. } => Self::Batch { path, source, fresh: true },
            other => other,
        }
    }

    /// Names the file that could not be written.
    pub(crate) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Write { path: path.to_owned(), source }
    }
}

/// What has to happen before the same command can go on.
fn once(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            " once there is room"
        }
        _ => "",
    }
}
