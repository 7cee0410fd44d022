//! `triplewire graph` as a user runs it, on two invented articles.
#![allow(clippy::unwrap_used, reason = "the helpers fail the tests that call them")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{Run, run};
use serde_json::Value;
use tempfile::TempDir;

const DAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../graph/tests/dam");

/// Runs the program where the articles are, since the ledger names them without a folder.
fn run_there(arguments: &[&str]) -> Run {
    let output =
        Command::new(env!("CARGO_BIN_EXE_triplewire")).args(arguments).current_dir(DAM).output().unwrap();
    Run {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn succeed(arguments: &[&str]) -> String {
    let done = run_there(arguments);
    assert_eq!((done.status, done.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    done.stdout
}

/// A graph of the two articles.
fn graph() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let kg = folder.path().join("kg").to_str().unwrap().to_owned();
    succeed(&["graph", "build", "-q", ".", "-o", &kg, "--base", "https://example.org/"]);
    (folder, kg)
}

#[test]
fn a_build_gives_the_files_of_the_library() {
    let (_folder, kg) = graph();
    for file in ["articles.jsonl", "nodes.jsonl", "claims.jsonl"] {
        let expected = fs::read_to_string(Path::new(DAM).join("snapshots").join(file)).unwrap();
        assert_eq!(fs::read_to_string(Path::new(&kg).join(file)).unwrap(), expected, "{file}");
    }
    let manifest: Value =
        serde_json::from_slice(&fs::read(Path::new(&kg).join("graph.json")).unwrap()).unwrap();
    assert_eq!((&manifest["claims"], &manifest["evidence"]), (&5.into(), &6.into()));
    let quads = succeed(&["graph", "export", &kg, "--format", "nquads"]);
    assert_eq!(quads, fs::read_to_string(Path::new(DAM).join("snapshots/graph.nq")).unwrap());
}

#[test]
fn building_again_from_twice_the_folder_changes_nothing() {
    let (folder, kg) = graph();
    let again = folder.path().join("again").to_str().unwrap().to_owned();
    let done = run_there(&[
        "graph",
        "build",
        ".",
        &format!("{DAM}/."),
        "-o",
        &again,
        "--base",
        "https://example.org/",
    ]);
    assert_eq!(done.stderr, "triplewire: 2 articles, 7 nodes, 5 claims from 6 facts\n");
    let quads = |kg: &str| succeed(&["graph", "export", kg, "--format", "nquads"]);
    assert_eq!(quads(&kg), quads(&again));
    let difference = succeed(&["graph", "diff", &kg, &again]);
    assert!(difference.ends_with("claims: 0 added, 0 changed, 0 withdrawn\n"), "{difference}");
}

#[test]
fn extracted_articles_become_a_graph_with_quotations() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(
        path("news.jsonl"),
        "{\"id\": \"a\", \"date\": \"2026-02-22\", \"text\": \"🙂 Angela Merkel visited Paris.\"}\n",
    )
    .unwrap();
    succeed(&["extract", "-q", &path("news.jsonl"), "-o", &path("results")]);
    succeed(&["graph", "build", "-q", &path("results"), "-o", &path("kg")]);
    let answer: Value =
        serde_json::from_str(&succeed(&["graph", "ask", &path("kg"), "angela merkel", "--json"])).unwrap();
    let evidence = &answer["did"][0]["evidence"][0];
    assert_eq!(evidence["quote"], "Angela Merkel visited Paris");
    assert_eq!(evidence["before"], "🙂 ");
    assert_eq!(answer["articles"][0]["date"], "2026-02-22");
}

#[test]
fn pages_are_quoted_without_their_tags() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let page = "<html><head><title>Visit</title></head><body><article><h1>A visit</h1>
        <p>On Monday <b>Angela Merkel</b> visited&#32;<a href='/p'>Paris</a> for two days of talks.</p>
        <p>She met ministers &amp; reporters at the palace, and left the city on Wednesday morning.</p>
        </article></body></html>";
    fs::write(path("visit.html"), page).unwrap();
    succeed(&["extract", "-q", &path("visit.html"), "-o", &path("results")]);
    succeed(&["graph", "build", "-q", &path("results"), "-o", &path("kg")]);
    let answer: Value =
        serde_json::from_str(&succeed(&["graph", "ask", &path("kg"), "angela merkel", "--json"])).unwrap();
    let quoted = |claim: &&Value| claim["evidence"][0]["quote"] == "Angela Merkel visited Paris";
    let claim = answer["did"].as_array().unwrap().iter().find(quoted).expect("quoted as a reader sees it");
    let evidence = &claim["evidence"][0];
    assert_eq!(evidence["before"].as_str().unwrap().trim_start(), "A visit\n\nOn Monday ");
    let start = usize::try_from(evidence["start"].as_u64().unwrap()).unwrap();
    assert!(page[start..].starts_with("Angela Merkel</b> visited"), "{evidence}");
}

#[test]
fn every_format_is_written() {
    let (folder, kg) = graph();
    for (format, start, mark) in [
        ("trig", "@prefix ", "claim:5215c7f46086d86e {"),
        ("turtle", "@prefix ", "node:b8b979934dde5ca6 rel:open node:d48905f0cf213d1b"),
        ("jsonld", "[{\"@id\":", "\"Rivera opened the Shkodra dam\""),
        ("rdfxml", "<?xml ", "Rivera opened the Shkodra dam"),
    ] {
        let text = succeed(&["graph", "export", &kg, "--format", format]);
        assert!(text.starts_with(start) && text.contains(mark), "{format}");
        let file = folder.path().join(format).to_str().unwrap().to_owned();
        succeed(&["graph", "export", &kg, "--format", format, "-o", &file]);
        assert_eq!(fs::read_to_string(file).unwrap(), text, "{format}");
    }
}

#[test]
fn ask_shows_who_says_what_with_the_words() {
    let (_folder, kg) = graph();
    let answer = succeed(&["graph", "ask", &kg, "shkodra dam"]);
    let expected = concat!(
        "  20 people were killed at the dam  [according to Hasi]\n",
        "      dam-late (2026-02-24): “20 people were killed at the dam”\n",
        "  At least 12 people were killed at the dam  [according to the ministry]\n",
        "      dam (2026-02-22): “At least 12 people were killed at the dam”\n",
    );
    assert!(answer.contains(expected), "{answer}");
    assert!(answer.contains("Rivera opened the Shkodra dam  [2026-02-20; 2 sources]\n"), "{answer}");
    let first = succeed(&["graph", "ask", &kg, "e:shkodra-dam", "--limit", "1"]);
    assert!(first.contains("What was done to it (1 of 5)"), "{first}");
}

#[test]
fn a_name_that_nothing_bears_says_what_there_is() {
    let (_folder, kg) = graph();
    for (name, message) in [
        ("Nobody", "triplewire: no node is called \"Nobody\"\n"),
        ("shkodr", "triplewire: no node is called \"shkodr\"; there are Shkodra dam\n"),
    ] {
        let done = run(&["graph", "ask", &kg, name]);
        assert_eq!((done.status, done.stdout.as_str(), done.stderr.as_str()), (Some(1), "", message));
    }
}

#[test]
fn path_and_stats_and_diff() {
    let (folder, kg) = graph();
    let path = succeed(&["graph", "path", &kg, "Rivera", "National River Agency"]);
    assert!(path.starts_with("  Rivera opened the Shkodra dam  "), "{path}");
    assert_eq!(run(&["graph", "path", &kg, "Rivera", "Hasi"]).status, Some(1));
    let stats: Value = serde_json::from_str(&succeed(&["graph", "stats", &kg, "--json"])).unwrap();
    assert_eq!((&stats["corroborated"], &stats["articles"]), (&1.into(), &2.into()));
    assert!(succeed(&["graph", "stats", &kg]).contains("5 claims from 6 facts"));

    let less = folder.path().join("less");
    fs::create_dir(&less).unwrap();
    for file in ["facts.jsonl", "entities.jsonl", "ledger.jsonl"] {
        let text = fs::read_to_string(Path::new(DAM).join(file)).unwrap();
        let early: Vec<&str> = text.lines().filter(|line| line.contains("\"dam\"")).collect();
        fs::write(less.join(file), early.join("\n")).unwrap();
    }
    let older = folder.path().join("older").to_str().unwrap().to_owned();
    succeed(&["graph", "build", "-q", less.to_str().unwrap(), "-o", &older]);
    let difference = succeed(&["graph", "diff", &older, &kg]);
    assert!(difference.contains("+ claim 20 people were killed at the dam [1 source]\n"), "{difference}");
    let sources =
        "~ claim Rivera opened the Shkodra dam [1 source] → Rivera opened the Shkodra dam [2 sources]\n";
    assert!(difference.contains(sources), "{difference}");
    let lines = succeed(&["graph", "diff", &older, &kg, "--json"]);
    let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!((&first["change"], &first["kind"]), (&"added".into(), &"article".into()));
}

#[test]
fn what_is_wrong_is_named() {
    let (folder, kg) = graph();
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    let (empty, kg2) = (empty.to_str().unwrap(), folder.path().join("kg2"));
    let kg2 = kg2.to_str().unwrap();
    let bad = folder.path().join("bad");
    fs::create_dir(&bad).unwrap();
    for (file, text) in [("facts.jsonl", "\n{\"id\": 1}\n"), ("entities.jsonl", ""), ("ledger.jsonl", "")] {
        fs::write(bad.join(file), text).unwrap();
    }
    for (arguments, message) in [
        (vec!["graph", "build", empty, "-o", kg2], "facts.jsonl: "),
        (vec!["graph", "build", bad.to_str().unwrap(), "-o", kg2], "facts.jsonl:2: "),
        (vec!["graph", "build", DAM, "-o", kg2, "--base", "here"], "cannot be the base of IRIs"),
        (vec!["graph", "stats", empty], "no graph: it has no graph.json"),
        (vec!["graph", "export", kg2, "--format", "turtle"], "no graph"),
    ] {
        let done = run(&arguments);
        assert_eq!((done.status, done.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(done.stderr.contains(message) && done.stderr.lines().count() == 1, "{}", done.stderr);
    }
    assert!(!run(&["graph", "stats", &kg]).stdout.is_empty());
}

#[test]
fn queries_are_answered_in_every_format() {
    let (_folder, kg) = graph();
    let query = "SELECT ?who ?what WHERE { ?claim rdf:predicate rel:open ; rdf:subject/rdfs:label ?who ;
        rdf:object/rdfs:label ?what ; tw:sources 2 }";
    let answer = |format: &str| succeed(&["graph", "query", &kg, query, "--format", format]);
    assert_eq!(answer("csv"), "who,what\r\nRivera,Shkodra dam\r\n");
    assert_eq!(answer("tsv"), "?who\t?what\n\"Rivera\"\t\"Shkodra dam\"\n");
    let json: Value = serde_json::from_str(&answer("json")).unwrap();
    assert_eq!(json["results"]["bindings"][0]["who"]["value"], "Rivera");
    assert!(answer("table").contains("Rivera"));
    // What somebody else says is no plain triple.
    let ask =
        |pattern: &str| succeed(&["graph", "query", &kg, &format!("ASK {{ {pattern} }}"), "--format", "csv"]);
    assert_eq!(ask("?x rel:open ?y").trim(), "true");
    assert_eq!(ask("?x rel:kill-at ?y").trim(), "false");
    assert_eq!(ask("GRAPH ?claim { ?x rel:kill-at ?y }").trim(), "true");
    let wrong = run(&["graph", "query", &kg, "SELECT"]);
    assert_eq!(wrong.status, Some(2));
}
