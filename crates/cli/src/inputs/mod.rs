//! The INPUT arguments in, everything that stands there in reading order out.
//!
//! Only names are listed here and the metadata tables of folders read; articles are read later,
//! one at a time.

mod kind;
mod limited;
mod metadata;
mod walk;

use std::path::{Path, PathBuf};

use crate::error::Error;

pub(crate) use self::kind::{Compression, Kind, classify};
pub(crate) use self::limited::Limited;
pub(crate) use self::metadata::{Column, Metadata, columns};

/// Something below an INPUT.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Input {
    /// Its path below INPUT without extensions, with "/" between folders.
    pub(crate) name: String,
    /// How messages and the ledger call it.
    pub(crate) source: String,
    /// What is to be done with it.
    pub(crate) what: What,
}

/// What is to be done with an input.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum What {
    /// Read it.
    File {
        path: PathBuf,
        kind: Kind,
        compression: Compression,
        /// What a table of its folder says of it.
        metadata: Metadata,
    },
    /// JSONL on standard input.
    Stdin,
    /// Pass it over, for this reason.
    Skipped(String),
    /// It cannot be read, for this reason.
    Failed(String),
}

impl Input {
    /// Whether it holds one article and no more.
    pub(crate) fn is_single(&self) -> bool {
        matches!(&self.what, What::File { kind: Kind::Text | Kind::Markdown | Kind::Html, .. })
    }
}

/// Lists what the arguments name. Files of `output` are no input, even inside an INPUT folder.
pub(crate) fn list(arguments: &[PathBuf], output: Option<&Path>) -> Vec<Input> {
    let output = output.and_then(|path| path.canonicalize().ok());
    let mut inputs = Vec::new();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            let what = What::Stdin;
            inputs.push(Input { name: "-".to_owned(), source: "-".to_owned(), what });
        } else if argument.is_dir() {
            inputs.extend(walk::walk(argument, output.as_deref()));
        } else {
            inputs.push(file(argument));
        }
    }
    inputs
}

/// Refuses an output folder that is an INPUT itself: a second run would read what the first wrote.
pub(crate) fn check_output(arguments: &[PathBuf], output: &Path) -> Result<(), Error> {
    let Ok(canonical) = output.canonicalize() else { return Ok(()) };
    match arguments.iter().find(|input| input.canonicalize().is_ok_and(|input| input == canonical)) {
        Some(_) => Err(Error::Usage(format!("{} is both input and output", output.display()))),
        None => Ok(()),
    }
}

/// A file that the user named: whatever it is called, it is to be read.
fn file(path: &Path) -> Input {
    let source = path.display().to_string();
    let file_name = path.file_name().unwrap_or_default().to_string_lossy();
    let (name, what) = match classify(&file_name) {
        _ if !path.exists() => (file_name.as_ref(), What::Failed("no such file or folder".to_owned())),
        // To open a pipe may wait for ever.
        _ if !path.is_file() => (file_name.as_ref(), What::Failed("neither a file nor a folder".to_owned())),
        Ok((stem, kind, compression)) => {
            let metadata = Metadata::default();
            (stem, What::File { path: path.to_owned(), kind, compression, metadata })
        }
        Err(reason) => (file_name.as_ref(), What::Failed(reason)),
    };
    Input { name: name.to_owned(), source, what }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_file_is_read_even_if_a_folder_would_pass_it_over() {
        let folder = tempfile::tempdir().unwrap();
        let readme = folder.path().join("README.md");
        std::fs::write(&readme, "x").unwrap();
        let inputs = list(std::slice::from_ref(&readme), None);
        assert_eq!(inputs[0].name, "README");
        assert!(matches!(&inputs[0].what, What::File { kind: Kind::Markdown, .. }));
    }

    #[test]
    fn what_is_not_there_fails_with_its_name() {
        let inputs = list(&["no/such.txt".into(), "-".into()], None);
        assert_eq!(inputs[0].what, What::Failed("no such file or folder".to_owned()));
        assert_eq!(inputs[0].source, "no/such.txt");
        assert_eq!(inputs[1].what, What::Stdin);
    }
}
