//! Exit statuses, and what is skipped or fails.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{ARTICLE, folder, read_lines, run, run_with, text};

#[test]
fn a_bad_article_is_named_and_does_not_stop_the_others() {
    let input = folder(&[
        ("bad.txt", b"caf\xe9\0\0\0\0"),
        ("good.txt", ARTICLE.as_bytes()),
        ("page.html", b"<p></p>"),
        ("rows.csv", b"id,text\n1,Rebels seized Idlib.,x\n2,Rebels seized Aleppo.\n"),
    ]);
    let output = tempfile::tempdir().unwrap();
    let done = run(&["extract", text(input.path()), "-o", text(output.path())]);
    assert_eq!(done.status, Some(1));
    for reason in [
        "bad.txt: not text: 50 % of its characters are control characters or cannot be decoded",
        "page.html: no text in the page",
        "rows.csv:2: 3 columns instead of 2",
    ] {
        assert!(done.stderr.contains(reason), "{reason} not in\n{}", done.stderr);
    }
    let ledger = read_lines(&output.path().join("ledger.jsonl"));
    let status: Vec<_> = ledger
        .iter()
        .map(|line| (line["article"].as_str().unwrap(), line["status"].as_str().unwrap()))
        .collect();
    assert_eq!(
        status,
        [("bad", "failed"), ("good", "done"), ("page", "failed"), ("rows:2", "failed"), ("2", "done")]
    );
}

#[test]
fn what_is_no_article_leaves_the_exit_status_alone() {
    let input = folder(&[
        ("README.md", b"Not an article."),
        ("a.txt", ARTICLE.as_bytes()),
        ("list.csv", b"id,date\na,2026-02-22\n"),
        ("photo.jpg", b"\xff\xd8"),
    ]);
    let output = tempfile::tempdir().unwrap();
    let done = run(&["extract", text(input.path()), "-o", text(output.path())]);
    assert_eq!(done.status, Some(0), "{}", done.stderr);
    assert!(done.stderr.contains("1 articles read, 0 failed, 3 skipped"), "{}", done.stderr);
    let ledger = read_lines(&output.path().join("ledger.jsonl"));
    let skipped = ledger.iter().filter(|line| line["status"] == "skipped").count();
    assert_eq!((ledger.len(), skipped), (4, 3));
}

#[test]
fn the_exit_status_is_two_when_nothing_can_be_read() {
    let input = folder(&[("bad.txt", b"\0\0\0\0"), ("empty/README", b"")]);
    let missing = input.path().join("missing.txt");
    let empty = input.path().join("empty");
    let unknown = input.path().join("missing.pdf");
    for path in [input.path(), &missing, &empty, &unknown] {
        let done = run(&["extract", text(path)]);
        assert_eq!(done.status, Some(2), "{}: {}", path.display(), done.stderr);
        assert!(done.stdout.is_empty());
        assert!(done.stderr.starts_with("triplewire: "), "{}", done.stderr);
    }
}

#[test]
fn wrong_usage_is_explained() {
    let input = folder(&[("a.txt", b"")]);
    let path = text(input.path());
    for (arguments, expected) in [
        (vec!["extract"], "INPUT"),
        (vec!["extract", path, "--format", "turtle"], "triplewire graph build"),
        (vec!["extract", path, "--jobs", "0"], "--jobs"),
        (vec!["extract", path, "--min-confidence", "2"], "0 to 1"),
        (vec!["extract", path, "--model", path], "config.json"),
        (vec!["extract", path, "-o", path], "both input and output"),
        (vec!["annotate", path, "--format", "brat"], "-o"),
    ] {
        let done = run(&arguments);
        assert_eq!(done.status, Some(2), "{arguments:?}");
        assert!(done.stderr.contains(expected), "{expected} not in\n{}", done.stderr);
    }
}

#[cfg(not(feature = "parquet"))]
#[test]
fn without_parquet_the_command_says_how_to_have_it() {
    let input = folder(&[("a.txt", b"")]);
    let done = run(&["extract", text(input.path()), "--format", "parquet"]);
    assert_eq!(done.status, Some(2));
    assert!(done.stderr.contains("--features parquet"), "{}", done.stderr);
    assert_eq!(done.stderr.lines().count(), 1, "{}", done.stderr);
}

#[test]
fn an_empty_stream_is_no_failure() {
    let input = folder(&[("news.jsonl", b"")]);
    assert_eq!(run(&["extract", text(input.path())]).status, Some(0));
    assert_eq!(run_with(&["extract", "-"], b"").status, Some(0));
}

#[test]
fn a_packed_file_reads_like_the_plain_one() {
    let input = folder(&[("plain/a.txt", ARTICLE.as_bytes()), ("packed/none", b"")]);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(ARTICLE.as_bytes()).unwrap();
    let packed = input.path().join("packed/a.txt.gz");
    std::fs::write(&packed, encoder.finish().unwrap()).unwrap();
    let facts = run(&["extract", text(&input.path().join("plain"))]).stdout;
    assert!(!facts.is_empty());
    assert_eq!(run(&["extract", text(&packed)]).stdout, facts);
}
