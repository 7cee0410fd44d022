//! Web pages: their spans select in the source what they say, and faults stop no batch.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::spans::check_with;
use super::{folder, read_lines, run, run_with, text};

/// The pages of the corpus: name, source.
fn pages() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../corpus/pages");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let page = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    let pages: Vec<_> = paths.into_iter().map(page).collect();
    assert!(pages.len() >= 3);
    pages
}

/// The character references of the pages.
const REFERENCES: [(&str, &str); 19] = [
    ("&amp;", "&"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&nbsp;", "\u{a0}"),
    ("&#160;", "\u{a0}"),
    ("&shy;", "\u{ad}"),
    ("&ldquo;", "“"),
    ("&rdquo;", "”"),
    ("&lsquo;", "‘"),
    ("&rsquo;", "’"),
    ("&mdash;", "—"),
    ("&copy;", "©"),
    ("&#39;", "'"),
    ("&#8209;", "\u{2011}"),
    ("&#8216;", "‘"),
    ("&#8217;", "’"),
    ("&#x304;", "\u{304}"),
    ("&#x146;", "ņ"),
    ("&lt;", "<"),
];

/// What a reader sees of a part of a page: no tags, no comments, characters for their references.
fn seen(part: &str) -> String {
    let mut seen = String::new();
    let mut rest = part;
    while let Some((before, tag)) = rest.split_once('<') {
        seen.push_str(before);
        let hidden = ["<!--", "<div class=\"ad\"", "<aside"].iter().zip(["-->", "</div>", "</aside>"]);
        let whole = format!("<{tag}");
        let end = hidden.filter(|(start, _)| whole.starts_with(**start)).map(|(_, end)| end).next();
        let end = end.unwrap_or(">");
        // A block or a line break parts words.
        if tag.trim_start_matches('/').starts_with(['p', 'd', 'h', 'l', 'u', 't']) || tag.starts_with("br") {
            seen.push(' ');
        }
        rest = tag.split_once(end).map_or("", |(_, rest)| rest);
    }
    seen.push_str(rest);
    for (reference, character) in REFERENCES {
        if reference != "&amp;" {
            seen = seen.replace(reference, character);
        }
    }
    seen.replace("&amp;", "&")
}

#[test]
fn spans_select_their_text_in_every_unit() {
    let pages = pages();
    let lines: Vec<String> =
        pages.iter().map(|(name, source)| json!({"id": name, "html": source}).to_string()).collect();
    let mut checked = 0;
    for unit in ["chars", "utf8", "utf16"] {
        let records = run_with(&["extract", "-", "--offsets", unit], lines.join("\n").as_bytes()).records();
        assert_eq!(records.len(), pages.len());
        for ((name, source), record) in pages.iter().zip(&records) {
            assert_eq!(record["id"], json!(name));
            assert!(!record["facts"].as_array().unwrap().is_empty(), "{name}");
            checked += check_with(record, source, unit, &seen);
        }
    }
    assert!(checked > 300, "only {checked} spans");
}

#[test]
fn words_select_their_forms() {
    let mut checked = 0;
    for (name, source) in pages() {
        let input = folder(&[("page.html", source.as_bytes())]);
        let sentences = run(&["annotate", text(&input.path().join("page.html"))]).stdout;
        let characters: Vec<char> = source.chars().collect();
        for line in sentences.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let range =
                columns.last().and_then(|misc| misc.split('|').find_map(|m| m.strip_prefix("TokenRange=")));
            let Some((start, end)) = range.and_then(|range| range.split_once(':')) else { continue };
            let part: String = characters[start.parse().unwrap()..end.parse().unwrap()].iter().collect();
            assert_eq!(seen(&part), columns[1], "{name}: {part:?}");
            checked += 1;
        }
    }
    assert!(checked > 400, "only {checked} words");
}

#[test]
fn the_markup_says_when_where_and_who() {
    let input = folder(&[]);
    for (name, source) in pages() {
        fs::write(input.path().join(format!("{name}.html")), source).unwrap();
    }
    let output = tempfile::tempdir().unwrap();
    let done = run(&["extract", text(input.path()), "-o", text(output.path())]);
    assert_eq!(done.status, Some(0), "{}", done.stderr);
    let ledger = read_lines(&output.path().join("ledger.jsonl"));
    let said = |line: &Value, field: &str| line[field]["value"].clone();
    let [port, library, dam] = &ledger[..] else { panic!("{ledger:?}") };
    let published = |line: &Value| (line["published"]["date"].clone(), line["published"]["from"].clone());
    assert_eq!(published(dam), (json!("2026-03-05"), json!("json-ld")));
    assert_eq!(dam["place"]["text"], "SHKODRA, Albania");
    assert_eq!(dam["place"]["from"], "json-ld");
    assert_eq!(dam["authors"][1]["value"], "Tom Ferris");
    assert_eq!(said(dam, "site"), "Meridian Wire");
    assert_eq!(published(port), (json!("2025-10-14"), json!("meta")));
    assert_eq!(port["place"]["text"], "MOMBASA, Kenya");
    assert_eq!(port["place"].get("from"), None);
    assert_eq!(published(library), (json!("2026-01-19"), json!("time")));
    assert_eq!(
        said(library, "headline"),
        "Tartu library gets €4.6 million to scan its newspapers – Baltic Post"
    );
    for line in &ledger {
        assert_eq!(line["text_from"], "main_text", "{line}");
        assert!(line["characters_left_out"].as_u64().unwrap() > 20, "{line}");
        assert_eq!(line.get("characters_misplaced"), None, "{line}");
    }
}

#[test]
fn a_date_that_is_given_is_believed_before_the_markup() {
    let page = "<meta name=date content=2026-02-22><p>Rebels seized the town of Idlib on Monday.";
    let line = json!({"html": page, "date": "2026-02-20", "title": "Idlib"}).to_string();
    let records = run_with(&["extract", "-"], line.as_bytes()).records();
    assert_eq!(records[0]["ledger"]["published"], json!({"date": "2026-02-20", "from": "metadata"}));
    let table = format!("id,html\na,{page}\n");
    let input = folder(&[("t.csv", table.as_bytes())]);
    let records = run(&["extract", text(&input.path().join("t.csv")), "--format", "articles"]).records();
    assert_eq!(records[0]["ledger"]["published"]["from"], "meta");
    let annotated = run_with(&["annotate", "-", "--format", "conllu"], line.as_bytes()).stdout;
    assert!(annotated.contains("# meta::title = Idlib\n# meta::date = 2026-02-20\n"), "{annotated}");
}

#[test]
fn what_has_no_text_is_named_and_does_not_stop_the_others() {
    let deep = format!(
        "{}Rebels seized the town of Idlib on Monday.{}",
        "<div>".repeat(5000),
        "</div>".repeat(4000)
    );
    let input = folder(&[
        ("a.html", b""),
        ("b.html", b"<meta charset=windows-1252><p>caf\xe9 noir"),
        ("c.htm", b"<html><head><title>Rebels</title><script>var a;</script></head><body></body>"),
        ("d.html", b"<table><tr><p>Rebels <b>seized Id<i>lib</b> on Mon</i>day, <the army said"),
        ("e.html", deep.as_bytes()),
    ]);
    let output = tempfile::tempdir().unwrap();
    let done = run(&["extract", text(input.path()), "-o", text(output.path())]);
    assert_eq!(done.status, Some(1), "{}", done.stderr);
    let ledger = read_lines(&output.path().join("ledger.jsonl"));
    let reasons: Vec<_> = ledger.iter().map(|line| line["reason"].as_str()).collect();
    let none = Some("no text in the page");
    assert_eq!(reasons, [none, None, none, None, None]);
    assert_eq!(
        (&ledger[1]["encoding"], &ledger[1]["encoding_from"]),
        (&json!("windows-1252"), &json!("header"))
    );
    assert_eq!(ledger[4]["text_from"], "body");
    let facts = read_lines(&output.path().join("facts.jsonl"));
    assert!(
        facts.iter().any(|fact| fact["article"] == "e" && fact["subject"]["start"] == 25_000),
        "{facts:?}"
    );

    let lines = "{\"id\":1,\"html\":\"\"}\n{\"id\":2,\"html\":\"<p>Rebels seized Idlib.\"}\n";
    let records = run_with(&["extract", "-"], lines.as_bytes()).records();
    assert_eq!(records[0], json!({"id": 1, "error": "no text in the page"}));
    assert_eq!((records.len(), &records[1]["facts"][0]["subject"]["start"]), (2, &json!(3)));
}

#[test]
fn a_packed_page_reads_like_the_plain_one() {
    let (_, source) = &pages()[0];
    let input = folder(&[("plain/a.html", source.as_bytes()), ("packed/none", b"")]);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(source.as_bytes()).unwrap();
    let packed = input.path().join("packed/a.html.gz");
    fs::write(&packed, encoder.finish().unwrap()).unwrap();
    let facts = run(&["extract", text(&input.path().join("plain"))]).stdout;
    assert!(!facts.is_empty());
    assert_eq!(run(&["extract", text(&packed)]).stdout, facts);
}

#[test]
fn standoff_is_of_the_text_without_tags() {
    let input =
        folder(&[("a.html", b"<p><b>Reb</b>els &amp; others seized the town of Idlib on Monday.</p>")]);
    let output = tempfile::tempdir().unwrap();
    let done = run(&["annotate", text(input.path()), "--format", "brat", "-o", text(output.path())]);
    assert_eq!(done.status, Some(0), "{}", done.stderr);
    let copy = fs::read_to_string(output.path().join("a.txt")).unwrap();
    assert_eq!(copy, "Rebels & others seized the town of Idlib on Monday.");
    let standoff = fs::read_to_string(output.path().join("a.ann")).unwrap();
    let idlib = copy.find("Idlib").unwrap();
    assert!(standoff.contains(&format!("{idlib} {}\tIdlib", idlib + 5)), "{standoff}");
}

#[test]
fn a_draft_of_labels_is_of_the_text_without_tags() {
    let page = "<meta name=date content=2026-02-22><p><b>Reb</b>els &amp; others seized Idlib on Monday.</p>";
    let input = folder(&[("a.html", page.as_bytes()), ("b.html", b"<p></p>")]);
    let done = run(&["gold", "draft", text(&input.path().join("a.html"))]);
    assert_eq!(done.status, Some(0), "{}", done.stderr);
    assert!(done.stdout.contains("\ndate: 2026-02-22\n"), "{}", done.stdout);
    assert!(done.stdout.contains("# Rebels & others seized Idlib on Monday.\n"), "{}", done.stdout);
    let done = run(&["gold", "draft", text(&input.path().join("b.html"))]);
    assert!(done.stderr.contains("b.html: no text in the page"), "{}", done.stderr);
}
