//! A later run with the same command: what has changed since is done again, and nothing else.

use std::fs;

use super::{articles, assert_same, files, run, uninterrupted};

#[test]
fn nothing_is_done_twice() {
    let input = articles(30);
    let output = input.path().join("out");
    let first = run(input.path(), &output, &[], 1);
    let before = files(&output);
    let second = run(input.path(), &output, &[], 1);
    assert_same(&files(&output), &before, "after a second run");
    assert!(!first.contains("done before"), "{first}");
    // All but the one that is no article.
    assert!(second.contains("30 of the articles were done before"), "{second}");
    assert!(second.contains("bad.txt: not text"), "{second}");
    assert!(!second.contains("words a second"), "{second}");
}

#[test]
fn changed_new_and_vanished_articles_are_seen() {
    let input = articles(60);
    let output = tempfile::tempdir().unwrap();
    let at = |name: &str| input.path().join(name);
    run(input.path(), output.path(), &[], 1);
    fs::write(at("a/030.txt"), "The army took Idlib on Friday.").unwrap();
    fs::write(at("a/031.txt"), "A court freed Omar Darwish in Lagos.").unwrap();
    fs::remove_file(at("004.md")).unwrap();
    fs::write(at("list.csv"), "id,date\n007,2026-02-22\n").unwrap();
    // Every line behind the new one stands elsewhere, and is the same article.
    let lines = fs::read_to_string(at("news.jsonl")).unwrap();
    fs::write(at("news.jsonl"), format!("{{\"id\":\"new\",\"text\":\"Dockers went home.\"}}\n{lines}"))
        .unwrap();
    let second = run(input.path(), output.path(), &[], 1);
    // 60, less one changed, one vanished and one with a date.
    assert!(second.contains("57 of the articles were done before"), "{second}");
    assert_same(&files(output.path()), &uninterrupted(input.path(), &[]), "after the changes");
}

#[test]
fn a_changed_format_adds_its_file_and_takes_it_away() {
    let input = articles(12);
    let output = tempfile::tempdir().unwrap();
    run(input.path(), output.path(), &[], 1);
    let plain = files(output.path());
    let with = run(input.path(), output.path(), &["--format", "articles"], 1);
    assert!(with.contains("12 of the articles were done before"), "{with}");
    assert_same(
        &files(output.path()),
        &uninterrupted(input.path(), &["--format", "articles"]),
        "with articles",
    );
    run(input.path(), output.path(), &[], 1);
    assert_same(&files(output.path()), &plain, "without them again");
}

#[test]
fn a_damaged_segment_is_done_again() {
    let input = articles(40);
    let output = tempfile::tempdir().unwrap();
    run(input.path(), output.path(), &[], 1);
    let before = files(output.path());
    for (name, kept) in [("000002", 31), ("000005", 39)] {
        let path = output.path().join("segments").join(format!("{name}.jsonl.gz"));
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).unwrap();
        let said = run(input.path(), output.path(), &[], 1);
        assert!(said.contains(&format!("{name}.jsonl.gz: damaged")), "{said}");
        assert!(said.contains("its articles are done again"), "{said}");
        assert!(said.contains(&format!("{kept} of the articles were done before")), "{said}");
        assert_same(&files(output.path()), &before, "after the damage");
    }
}

#[test]
fn a_mistyped_input_costs_nothing() {
    let input = articles(12);
    let output = tempfile::tempdir().unwrap();
    run(input.path(), output.path(), &[], 1);
    let before = files(output.path());
    let said = run(&input.path().join("nowhere"), output.path(), &[], 2);
    assert!(said.contains("is left as it was"), "{said}");
    let results = |name: &&String| name.ends_with("jsonl") || name.ends_with("csv");
    let after = files(output.path());
    for name in before.keys().filter(results) {
        assert!(before[name] == after[name], "{name}");
    }
    let said = run(input.path(), output.path(), &[], 1);
    assert!(said.contains("12 of the articles were done before"), "{said}");
    assert_same(&files(output.path()), &before, "after the right input");
}
