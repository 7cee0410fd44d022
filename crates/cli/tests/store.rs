//! `graph query --store`: a graph kept loaded.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Run, folder, path, run};

const QUERY: &str = "SELECT ?claim WHERE { ?claim rdf:predicate rel:open } ORDER BY ?claim";

/// A graph of the results that the graph crate's tests have.
fn build(kg: &str, more: &[&str]) {
    let results = concat!(env!("CARGO_MANIFEST_DIR"), "/../graph/tests/dam");
    let done = run(&[&["graph", "build", "--quiet", results, "--output", kg], more].concat());
    assert_eq!(done.status, Some(0), "{}", done.stderr);
}

#[test]
#[cfg(not(feature = "rocksdb"))]
fn a_program_without_rocksdb_says_how_to_get_it() {
    let folder = folder(&[]);
    let kg = path(&folder, "kg");
    build(&kg, &[]);
    let Run { status, stdout, stderr } =
        run(&["graph", "query", &kg, QUERY, "--store", &path(&folder, "store")]);
    assert_eq!((status, stdout.as_str(), stderr.lines().count()), (Some(2), "", 1));
    assert!(stderr.contains("--features rocksdb"), "{stderr}");
}

#[test]
#[cfg(feature = "rocksdb")]
fn a_store_answers_as_memory_does_and_follows_the_graph() {
    let folder = folder(&[]);
    let (kg, store) = (path(&folder, "kg"), path(&folder, "store"));
    let answer = |more: &[&str]| {
        let Run { status, stdout, stderr } = run(&[&["graph", "query", &kg, QUERY], more].concat());
        assert_eq!((status, stderr.as_str()), (Some(0), ""));
        stdout
    };
    build(&kg, &[]);
    let first = answer(&[]);
    assert!(first.lines().count() > 1, "{first}");
    // Loaded, then opened.
    assert_eq!(answer(&["--store", &store]), first);
    assert_eq!(answer(&["--store", &store]), first);
    // Not finished: loaded again.
    std::fs::remove_file(folder.path().join("store/loaded.json")).unwrap();
    assert_eq!(answer(&["--store", &store]), first);
    // Another graph in the place of the first.
    std::fs::remove_dir_all(&kg).unwrap();
    build(&kg, &["--base", "https://example.org/"]);
    let second = answer(&[]);
    assert_ne!(second, first);
    assert_eq!(answer(&["--store", &store]), second);
    // Somebody else's folder of that name.
    let database = folder.path().join("else/database");
    std::fs::create_dir_all(&database).unwrap();
    std::fs::write(database.join("a.txt"), "").unwrap();
    let refused = run(&["graph", "query", &kg, QUERY, "--store", &path(&folder, "else")]);
    assert_eq!((refused.status, refused.stderr.lines().count()), (Some(2), 1), "{}", refused.stderr);
    assert!(refused.stderr.contains("is no store"), "{}", refused.stderr);
    assert!(database.join("a.txt").exists());
}
