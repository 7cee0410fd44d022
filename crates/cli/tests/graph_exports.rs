//! `triplewire graph export` of property graphs and `triplewire graph draw`, on two invented articles.
#![allow(clippy::unwrap_used, reason = "the helpers fail the tests that call them")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::run;
use tempfile::TempDir;

const DAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../graph/tests/dam");

/// A folder with a graph of the two articles in it.
fn graph() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let kg = folder.path().join("kg").to_str().unwrap().to_owned();
    let arguments = ["graph", "build", "-q", ".", "-o", &kg];
    let status = Command::new(env!("CARGO_BIN_EXE_triplewire")).args(arguments).current_dir(DAM).status();
    assert!(status.unwrap().success());
    (folder, kg)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn folders_hold_what_their_format_needs() {
    let (folder, kg) = graph();
    for (format, expected) in [
        ("csv", &["edges.csv", "evidence.csv", "nodes.csv"][..]),
        ("cypher", &["graph.cypher", "schema.kuzu.cypher", "schema.neo4j.cypher"]),
        (
            "neo4j",
            &[
                "articles.csv",
                "claims.csv",
                "evidence.csv",
                "facts.csv",
                "import.args",
                "nodes.csv",
                "roles.csv",
            ],
        ),
    ] {
        let output = folder.path().join(format);
        let done = run(&["graph", "export", &kg, "--format", format, "-o", output.to_str().unwrap()]);
        assert_eq!(done.status, Some(0), "{}", done.stderr);
        assert_eq!(names(&output), expected);
    }
    let claims = fs::read_to_string(Path::new(&kg).join("claims.jsonl")).unwrap().lines().count();
    let edges = fs::read_to_string(folder.path().join("csv/edges.csv")).unwrap();
    assert_eq!(edges.lines().count(), claims + 1);
}

#[test]
fn files_go_to_standard_output_and_folders_do_not() {
    let (_folder, kg) = graph();
    for (format, start) in [("graphml", "<?xml"), ("gexf", "<?xml"), ("cypher", "UNWIND [")] {
        let done = run(&["graph", "export", &kg, "--format", format]);
        assert_eq!(done.status, Some(0), "{}", done.stderr);
        assert!(done.stdout.starts_with(start), "{format}");
    }
    for format in ["csv", "neo4j"] {
        let done = run(&["graph", "export", &kg, "--format", format]);
        assert_eq!((done.status, done.stdout.as_str()), (Some(2), ""));
        assert!(done.stderr.contains("-o"), "{}", done.stderr);
    }
}

#[test]
fn pictures_are_told_by_their_extension() {
    let (folder, kg) = graph();
    let draw = |around: &str, name: &str| {
        let path = folder.path().join(name).to_str().unwrap().to_owned();
        let done = run(&["graph", "draw", &kg, "--around", around, "-o", &path]);
        (done.status, fs::read_to_string(&path).unwrap_or_default())
    };
    let (status, svg) = draw("Rivera", "rivera.svg");
    assert_eq!(status, Some(0));
    assert!(svg.contains("<svg ") && svg.contains("Rivera"));
    let (status, html) = draw("Rivera", "rivera.html");
    assert_eq!(status, Some(0));
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("<blockquote"));
    assert_eq!(draw("Rivera", "rivera.png"), (Some(2), String::new()));
    assert_eq!(draw("Nobody Whatever", "nobody.svg"), (Some(1), String::new()));
}
