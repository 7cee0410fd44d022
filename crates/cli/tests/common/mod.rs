//! Runs of the program on folders of files, for the tests of `evaluate`.
#![allow(dead_code, reason = "each test file takes what it needs")]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// That of the package whose tests take this file.
pub(crate) const PROGRAM: &str =
    match (option_env!("CARGO_BIN_EXE_triplewire"), option_env!("CARGO_BIN_EXE_triplewire-rust-bert")) {
        (Some(program), _) | (None, Some(program)) => program,
        (None, None) => panic!("for tests of a package with a program"),
    };

pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn run(arguments: &[&str]) -> Run {
    run_in(PROGRAM.as_ref(), arguments)
}

pub(crate) fn run_in(program: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(program).args(arguments).output().unwrap();
    Run {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

pub(crate) fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}
