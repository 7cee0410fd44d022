//! `gold draft`, `gold export` and `gold import` as a user runs them.
#![allow(clippy::unwrap_used, reason = "the helpers fail the tests that call them")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use triplewire_evaluation::facts::parse;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus");
const TOOLS: [&str; 3] = ["brat", "doccano", "label-studio"];

struct Run {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

fn run(arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_triplewire")).args(arguments).output().unwrap();
    Run {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs a command that must succeed without a message; gives its standard output.
fn succeed(arguments: &[&str]) -> String {
    let done = run(arguments);
    assert_eq!((done.status, done.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    done.stdout
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

fn articles() -> Vec<PathBuf> {
    let files = fs::read_dir(Path::new(CORPUS).join("articles")).unwrap();
    let files = files.map(|file| file.unwrap().path());
    let mut articles: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|kind| kind == "txt")).collect();
    articles.sort();
    articles
}

#[test]
fn drafts_pass_the_check_and_score_without_further_ado() {
    let files = folder(&[]);
    for article in articles().iter().step_by(5) {
        let name = article.file_stem().unwrap().to_str().unwrap();
        fs::copy(article, files.path().join(format!("{name}.txt"))).unwrap();
        succeed(&["gold", "draft", article.to_str().unwrap(), "-o", &path(&files, &format!("{name}.facts"))]);
    }
    let root = path(&files, "");
    let page = succeed(&["gold", "check", &root]);
    assert!(page.contains("3 articles, 0 errors"), "{page}");
    // A draft says what was extracted: extraction and draft agree but for what it cannot hold.
    let score = path(&files, "score.json");
    succeed(&["evaluate", "facts", &root, "--json", &score]);
    let report: serde_json::Value = serde_json::from_slice(&fs::read(score).unwrap()).unwrap();
    let plain = &report["report"]["plain"];
    let number = |field: &str| plain[field].as_f64().unwrap();
    assert!(number("correct") / number("predicted") > 0.9, "{plain}");
    assert!(number("found") / number("gold") > 0.9, "{plain}");
}

#[test]
fn a_draft_goes_to_standard_output_and_never_over_a_file() {
    let files = folder(&[
        ("a.txt", "Idlib, 22 February 2026 — Rebels seized the town of Idlib on Monday, Reuters said.\n"),
        ("b.facts", "mine"),
    ]);
    let (article, kept) = (path(&files, "a.txt"), path(&files, "b.facts"));
    let draft = succeed(&["gold", "draft", &article]);
    let (labels, findings) = parse(&draft, "a");
    assert!(findings.is_empty() && !labels.facts.is_empty(), "{draft}");
    assert!(draft.contains("seized"), "{draft}");
    let done = run(&["gold", "draft", &article, "-o", &kept]);
    assert_eq!(done.status, Some(2));
    assert!(done.stderr.contains("b.facts is there already") && done.stderr.lines().count() == 1);
    assert_eq!(fs::read_to_string(&kept).unwrap(), "mine");
    succeed(&["gold", "draft", &article, "-o", &kept, "--force"]);
    assert_eq!(fs::read_to_string(&kept).unwrap(), draft);

    let empty = path(&folder(&[]), "absent.txt");
    assert_eq!(run(&["gold", "draft", &empty]).status, Some(2));
}

/// Labels as they are compared: entities in any order, facts in theirs.
fn labels(file: &Path) -> (Option<String>, Vec<String>, Vec<String>) {
    let (article, findings) = parse(&fs::read_to_string(file).unwrap(), "");
    assert!(findings.is_empty(), "{findings:?}");
    let mut entities: Vec<String> = article.entities.iter().map(ToString::to_string).collect();
    entities.sort();
    (article.date, entities, article.facts.iter().map(ToString::to_string).collect())
}

fn files_of(folder: &Path, extension: &str) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<String> = files.filter(|name| name.ends_with(extension)).collect();
    files.sort();
    files
}

#[test]
fn a_hand_labelled_corpus_comes_back_from_every_tool() {
    let gold = Path::new(CORPUS).join("gold/dev");
    for tool in TOOLS {
        let files = folder(&[]);
        let (out, back) = (path(&files, "out"), path(&files, "back"));
        succeed(&["gold", "export", gold.to_str().unwrap(), "--format", tool, "-o", &out]);
        succeed(&["gold", "import", &out, "--format", tool, "-o", &back]);
        let names = files_of(&gold, ".facts");
        assert_eq!(files_of(Path::new(&back), ".facts"), names);
        assert!(!names.is_empty());
        for name in names {
            let (before, after) = (gold.join(&name), Path::new(&back).join(&name));
            assert_eq!(labels(&after), labels(&before), "{tool}: {name}");
            let text = |path: &Path| fs::read(path.with_extension("txt")).unwrap();
            assert_eq!(text(&after), text(&before), "{tool}: {name}");
        }
        // A second import changes nothing, and overwrites nothing that differs.
        succeed(&["gold", "import", &out, "--format", tool, "-o", &back]);
        let first = Path::new(&back).join(&files_of(Path::new(&back), ".facts")[0]);
        fs::write(&first, "changed").unwrap();
        let done = run(&["gold", "import", &out, "--format", tool, "-o", &back]);
        assert_eq!((done.status, done.stderr.lines().count()), (Some(2), 1), "{}", done.stderr);
        assert_eq!(fs::read_to_string(&first).unwrap(), "changed");
    }
}

const TEXT: &str = "🙂 IS struck Homs.\r\n";
const FACTS: &str = "entity: ORG | IS\nfact: IS | struck | [the city of] Homs\n";

#[test]
fn each_tool_gets_the_files_it_needs() {
    let files = folder(&[("gold/dev/a.txt", TEXT), ("gold/dev/a.facts", FACTS)]);
    for (tool, expected) in [
        ("brat", &["annotation.conf", "dev/a.ann", "dev/a.txt"][..]),
        ("doccano", &["doccano.jsonl"]),
        ("label-studio", &["label-studio.json", "label-studio.xml"]),
    ] {
        let out = path(&files, tool);
        succeed(&["gold", "export", &path(&files, "gold"), "--format", tool, "-o", &out]);
        for name in expected {
            assert!(Path::new(&out).join(name).is_file(), "{tool}: {name}");
        }
        let back = path(&files, &format!("{tool}-back"));
        succeed(&["gold", "import", &out, "--format", tool, "-o", &back]);
        assert_eq!(fs::read_to_string(Path::new(&back).join("dev/a.txt")).unwrap(), TEXT);
    }
    let standoff = fs::read_to_string(path(&files, "brat/dev/a.ann")).unwrap();
    assert!(standoff.contains("T1\tORG 2 4\tIS\n"), "{standoff}");
    let out = path(&files, "predictions");
    let gold = path(&files, "gold");
    succeed(&["gold", "export", &gold, "--format", "label-studio", "--predictions", "-o", &out]);
    let done = run(&["gold", "import", &out, "--format", "label-studio", "-o", &path(&files, "p")]);
    assert_eq!(done.status, Some(1));
    assert!(done.stderr.contains("task 1: no annotation: the prediction is taken"), "{}", done.stderr);
    let done = run(&["gold", "export", &gold, "--format", "brat", "--predictions", "-o", &out]);
    assert_eq!(done.status, Some(2));
}

#[test]
fn what_import_leaves_out_is_named_and_tells_by_the_status() {
    let files = folder(&[
        ("a.txt", TEXT),
        ("a.ann", "T1\tORG 2 4\tIS\nT2\tCITY 12 16\tHoms\nR1\tstruck Arg1:T1 Arg2:T2\n"),
    ]);
    let back = path(&files, "back");
    let done = run(&["gold", "import", &path(&files, "a.ann"), "--format", "brat", "-o", &back]);
    assert_eq!(done.status, Some(1));
    assert_eq!(done.stderr.lines().count(), 1, "{}", done.stderr);
    assert!(done.stderr.contains("a.ann:2: T2: left out: the label 'CITY' is not known: Homs"));
    let facts = fs::read_to_string(path(&files, "back/a.facts")).unwrap();
    assert_eq!(facts, "entity: ORG | IS\n\nfact: IS | struck | Homs\n");
}

#[test]
fn malformed_files_give_one_line_and_write_nothing() {
    let files = folder(&[
        ("brat/a.ann", "T1\tORG 2 4\tIS\nwhat\n"),
        ("brat/a.txt", TEXT),
        ("lone/a.ann", "T1\tORG 2 4\tIS\n"),
        ("doccano.jsonl", "{\"text\": \"a\"}\n{\"text\": \"b\", \"entities\": [{}]}\n"),
        ("twice.jsonl", "{\"text\": \"a\", \"article\": \"x\"}\n{\"text\": \"b\", \"article\": \"x\"}\n"),
        ("tasks.json", "[{\"data\": {}}]"),
        ("empty.jsonl", ""),
        ("empty.json", ""),
        ("gold/a.txt", TEXT),
        ("gold/a.facts", "fact: IS | struck\n"),
        ("blank/a.txt", " \n"),
        ("blank/a.facts", FACTS),
        ("none/a.txt", TEXT),
    ]);
    let out = path(&files, "out");
    for (command, input, tool, expected) in [
        ("import", "brat", "brat", "brat/a.ann:2: no line of brat standoff"),
        ("import", "lone", "brat", "lone/a.txt:1: cannot be read"),
        ("import", "none", "brat", "none: no .ann file in this folder"),
        ("import", "absent", "brat", "absent:1: cannot be read"),
        ("import", "doccano.jsonl", "doccano", "doccano.jsonl:2: no doccano record: missing field"),
        ("import", "twice.jsonl", "doccano", "twice.jsonl: a second article 'x'"),
        ("import", "empty.jsonl", "doccano", "empty.jsonl:1: no record in this file"),
        ("import", "tasks.json", "label-studio", "tasks.json: task 1: no text in its data"),
        ("import", "empty.json", "label-studio", "empty.json:1: no list of tasks"),
        ("export", "gold", "brat", "gold/a.facts:1: a fact has three parts"),
        ("export", "blank", "doccano", "blank/a.txt:1: the article has no words to label"),
        ("export", "none", "doccano", "none: no .facts file in this folder"),
    ] {
        let done = run(&["gold", command, &path(&files, input), "--format", tool, "-o", &out]);
        assert_eq!((done.status, done.stdout.as_str()), (Some(2), ""), "{input}: {}", done.stderr);
        assert_eq!(done.stderr.lines().count(), 1, "{}", done.stderr);
        assert!(done.stderr.contains(expected), "{expected} not in {}", done.stderr);
        assert!(!Path::new(&out).exists(), "{input}");
    }
}
