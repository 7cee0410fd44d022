//! A folder that was made with other settings, or by something else, is refused until the user decides.

use std::fs;

use serde_json::Value;

use super::{articles, assert_same, command, files, run, said, uninterrupted};

#[test]
fn a_changed_setting_is_refused_and_named() {
    let input = articles(12);
    let output = tempfile::tempdir().unwrap();
    run(input.path(), output.path(), &[], 1);
    let before = files(output.path());
    fs::write(input.path().join("names.csv.x"), "alias,entity,type,why,source\n").unwrap();
    let aliases = input.path().join("names.csv.x");
    for (more, expected) in [
        (vec!["--min-confidence", "0.5"], "--min-confidence (was 0.35, is 0.5)"),
        (vec!["--offsets", "utf8"], "--offsets (was chars, is utf8)"),
        (vec!["--date", "2026-02-22"], "--date (was none, is 2026-02-22)"),
        (vec!["--aliases", aliases.to_str().unwrap()], "--aliases (was none, is "),
    ] {
        let said = run(input.path(), output.path(), &more, 2);
        for part in [expected, "--update", "--fresh"] {
            assert!(said.contains(part), "{part} not in {said}");
        }
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    assert_same(&files(output.path()), &before, "after what was refused");
    // What changes no result is no setting.
    run(input.path(), output.path(), &["-j", "1", "--quiet"], 1);
}

#[test]
fn update_keeps_what_is_unchanged_and_fresh_keeps_nothing() {
    let input = articles(30);
    let output = tempfile::tempdir().unwrap();
    let all = ["--min-confidence", "0"];
    run(input.path(), output.path(), &[], 1);
    let before = files(output.path());
    let update = run(input.path(), output.path(), &["--min-confidence", "0", "--update"], 1);
    assert!(update.contains("30 of the articles were done before"), "{update}");
    assert!(files(output.path())["facts.jsonl"] == before["facts.jsonl"], "kept facts differ");

    fs::write(input.path().join("a/000.txt"), "Rebels may have seized the town of Idlib, officials said.")
        .unwrap();
    let changed = run(input.path(), output.path(), &all, 1);
    assert!(changed.contains("29 of the articles were done before"), "{changed}");
    let manifest: Value = serde_json::from_slice(&files(output.path())["manifest.json"]).unwrap();
    let used: Vec<_> = manifest["settings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|used| (used["min_confidence"].as_f64().unwrap(), used["articles"].as_u64().unwrap()))
        .collect();
    assert_eq!(used, [(0.35, 30), (0.0, 1)]);

    // The first settings are others again.
    run(input.path(), output.path(), &[], 2);
    let fresh = run(input.path(), output.path(), &["--min-confidence", "0", "--fresh"], 1);
    assert!(!fresh.contains("done before"), "{fresh}");
    assert_same(&files(output.path()), &uninterrupted(input.path(), &all), "after a fresh start");
}

#[test]
fn files_of_others_are_left_and_those_of_earlier_versions_replaced() {
    let input = articles(12);
    let output = tempfile::tempdir().unwrap();
    let at = |name: &str| output.path().join(name);
    fs::write(at("ledger.jsonl"), "of something else").unwrap();
    fs::write(at("notes.txt"), "mine").unwrap();
    let refused = run(input.path(), output.path(), &[], 2);
    assert!(refused.contains("holds ledger.jsonl but no manifest.json"), "{refused}");
    assert!(refused.contains("--fresh"), "{refused}");
    assert_eq!(fs::read(at("ledger.jsonl")).unwrap(), b"of something else");
    run(input.path(), output.path(), &["--fresh"], 1);
    assert_eq!(fs::read(at("notes.txt")).unwrap(), b"mine");
    fs::remove_file(at("notes.txt")).unwrap();
    let expected = uninterrupted(input.path(), &[]);
    assert_same(&files(output.path()), &expected, "after a fresh start");

    // As versions without a manifest left them.
    fs::remove_file(at("manifest.json")).unwrap();
    fs::remove_dir_all(at("segments")).unwrap();
    fs::write(at("facts.jsonl"), "old").unwrap();
    let replaced = run(input.path(), output.path(), &[], 1);
    assert!(replaced.contains("are replaced at the end"), "{replaced}");
    assert_same(&files(output.path()), &expected, "in the place of old results");
}

#[test]
fn standard_input_keeps_to_a_folder_of_its_own() {
    let input = articles(12);
    let output = tempfile::tempdir().unwrap();
    run(input.path(), output.path(), &[], 1);
    let stream = |more: &[&str]| command("-".as_ref(), output.path(), more).output().unwrap();
    let said_of_folder = said(&stream(&[]), 2);
    assert!(said_of_folder.contains("a folder of their own"), "{said_of_folder}");
    let said_of_fresh = said(&stream(&["--fresh"]), 2);
    assert!(said_of_fresh.contains("can be read again"), "{said_of_fresh}");
}

#[test]
fn what_is_read_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("articles.jsonl");
    let articles = "{\"id\": \"a\", \"text\": \"Angela Merkel visited Paris.\"}\n";
    fs::write(&input, articles).unwrap();
    let refused = run(&input, folder.path(), &["--format", "articles"], 2);
    assert!(refused.contains("is both input and output"), "{refused}");
    for more in [&[][..], &["--fresh"], &[]] {
        run(&input, folder.path(), more, 0);
        assert_eq!(fs::read_to_string(&input).unwrap(), articles, "{more:?}");
    }
}
