//! `--engine rust-bert` where the program that is linked with libtorch is missing, does not start, or runs.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;

use common::{Run, folder, run_in};

/// What a copy of the program says, in a folder with this script in the place of the other program.
fn beside(script: Option<&str>, arguments: &[&str]) -> Run {
    let folder = folder(&[]);
    if let Some(script) = script {
        let other = folder.path().join("triplewire-rust-bert");
        fs::write(&other, script).unwrap();
        fs::set_permissions(&other, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let program = folder.path().join("triplewire");
    fs::copy(common::PROGRAM, &program).unwrap();
    run_in(&program, arguments)
}

fn is_one_line(done: &Run, parts: &[&str]) {
    let Run { status, stdout, stderr } = done;
    assert_eq!((*status, stdout.as_str(), stderr.lines().count()), (Some(2), "", 1), "{stderr}");
    for part in parts {
        assert!(stderr.contains(part), "{stderr}");
    }
}

/// One test, for a program that has just been written cannot be started while another thread starts one.
#[test]
fn rust_bert_is_run_by_the_other_program() {
    let done = beside(None, &["annotate", "x", "--engine", "rust-bert"]);
    is_one_line(&done, &["cargo build --release -p triplewire-rust-bert --features rust-bert"]);

    let loader = "error while loading shared libraries: libtorch_cpu.so: cannot open shared object file";
    let script = format!("#!/bin/sh\necho '{loader}' >&2\nexit 127\n");
    let done = beside(Some(&script), &["evaluate", "ner", "x", "--engine", "rust-bert"]);
    is_one_line(&done, &[loader, "LD_LIBRARY_PATH", "scripts/libtorch"]);

    let done = beside(Some("#!/bin/sh\nexit 3\n"), &["gold", "draft", "x", "--engine", "rust-bert"]);
    is_one_line(&done, &["does not start: exit status: 3"]);

    let script = "#!/bin/sh\n[ \"$1\" = --version ] && exit\necho \"$@\"\nexit 1\n";
    let done = beside(Some(script), &["extract", "--engine", "rust-bert", "a folder", "-j", "2"]);
    assert_eq!((done.status, done.stderr.as_str()), (Some(1), ""));
    assert_eq!(done.stdout, "extract --engine rust-bert a folder -j 2\n");

    // The engine that needs nothing.
    let done = beside(Some("#!/bin/sh\nexit 3\n"), &["extract", "nowhere.txt", "--quiet"]);
    is_one_line(&done, &["nowhere.txt: no such file"]);
}
