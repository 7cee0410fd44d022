//! A folder of files that are broken, packed, encoded or named in all ways that we know of: each has its line in
//! the ledger, none stops the run, and the good articles among them give their facts.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "the helpers fail the tests that call them")]

#[path = "hostile/files.rs"]
mod files;
#[path = "hostile/packed.rs"]
mod packed;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::Value;

/// What becomes of a source, and a part of the reason.
pub(crate) struct Expected {
    /// Below the folder, with the line of one of many.
    pub(crate) source: &'static str,
    pub(crate) status: &'static str,
    pub(crate) reason: &'static str,
}

const fn done(source: &'static str) -> Expected {
    Expected { source, status: "done", reason: "" }
}

const fn failed(source: &'static str, reason: &'static str) -> Expected {
    Expected { source, status: "failed", reason }
}

const fn skipped(source: &'static str, reason: &'static str) -> Expected {
    Expected { source, status: "skipped", reason }
}

/// Every source that the ledger is to have.
const EXPECTED: &[Expected] = &[
    // Plain text.
    done("text/good.txt"),
    done("text/also-good.md"),
    done("text/empty.txt"),
    done("text/only-white-space.txt"),
    done("text/only-a-byte-order-mark.txt"),
    done("text/utf-8-with-a-byte-order-mark.txt"),
    done("text/utf-16-le.txt"),
    done("text/utf-16-be.txt"),
    done("text/utf-16-without-a-byte-order-mark.txt"),
    done("text/windows-1252.txt"),
    done("text/a-few-broken-bytes.txt"),
    done("text/cut-inside-a-character.txt"),
    done("text/one-nul.txt"),
    done("text/old-line-ends.txt"),
    done("text/one-line-of-5-mb.txt"),
    done("text/one-word-of-1-mb.txt"),
    done("text/100000-brackets.txt"),
    done("text/100000-empty-lines.txt"),
    failed("text/utf-32.txt", "UTF-32 is not read"),
    failed("text/nul-bytes.txt", "not text: 100 % of its characters"),
    failed("text/control-characters.txt", "not text: "),
    failed("text/noise.txt", "not text: "),
    failed("text/pdf.txt", "not text: a PDF file"),
    failed("text/photo.txt", "not text: a JPEG image"),
    failed("text/office.txt", "not text: a ZIP file"),
    failed("text/packed-without-saying-so.txt", "not text: gzip without .gz"),
    failed("text/8-mb.txt", "more than 6 MiB (see --max-article)"),
    skipped("text/german.txt", "language: German (1.00)"),
    // Packed files.
    done("packed/good.txt.gz"),
    done("packed/two-members.txt.gz"),
    done("packed/one-frame.txt.zst"),
    done("packed/two-frames.txt.zst"),
    failed("packed/bomb.txt.gz", "more than 6 MiB"),
    failed("packed/bomb-page.html.gz", "more than 48 MiB"),
    failed("packed/bomb-frame.txt.zst", "more than 6 MiB"),
    failed("packed/cut.txt.gz", "the packed data end too early"),
    failed("packed/damaged.txt.gz", "the packed data are damaged"),
    failed("packed/plain.txt.gz", "the packed data are damaged: invalid gzip header"),
    failed("packed/empty.txt.gz", "the packed data end too early"),
    failed("packed/with-a-rest.txt.gz", "the packed data are damaged"),
    failed("packed/cut-frame.txt.zst", "the packed data"),
    failed("packed/damaged-frame.txt.zst", "the packed data are damaged"),
    failed("packed/plain-in-a-frame.txt.zst", "the packed data are damaged"),
    failed("packed/window-of-2-tb.txt.zst", "the packed data are damaged"),
    failed("packed/bomb.jsonl.gz:1", "more than 48 MiB"),
    done("packed/bomb.jsonl.gz:2"),
    done("packed/cut.jsonl.gz:1"),
    failed("packed/cut.jsonl.gz:2", "end too early; the rest of the file is not read"),
    // Web pages.
    failed("html/empty.html", "no text in the page"),
    failed("html/script-only.html", "no text in the page"),
    failed("html/comment-without-end.html", "no text in the page"),
    done("html/20000-elements-deep.html"),
    done("html/20000-bold-deep.html"),
    done("html/5000-tables-deep.html"),
    done("html/50000-attributes.html"),
    done("html/20000-body-tags.html"),
    done("html/3000-bold-without-end.html"),
    done("html/tag-without-end.html"),
    done("html/only-angle-brackets.html"),
    done("html/only-ampersands.html"),
    done("html/end-tags-first.html"),
    done("html/latin-1-by-its-header.html"),
    done("html/utf-8-and-a-wrong-header.html"),
    done("html/unknown-encoding.html"),
    // JSON lines.
    done("jsonl/line-7.jsonl:1"),
    done("jsonl/line-7.jsonl:6"),
    failed("jsonl/line-7.jsonl:7", "not JSON: "),
    done("jsonl/line-7.jsonl:8"),
    failed("jsonl/8-mb-in-a-line.jsonl:1", "more than 6 MiB"),
    failed("jsonl/10000-levels.jsonl:1", "not JSON: recursion limit exceeded"),
    failed("jsonl/odd-lines.jsonl:1", "not a JSON object"),
    failed("jsonl/odd-lines.jsonl:2", "neither `text` nor `html`"),
    failed("jsonl/odd-lines.jsonl:3", "`text` is not a string"),
    failed("jsonl/odd-lines.jsonl:4", "not JSON: "),
    failed("jsonl/odd-lines.jsonl:5", "not UTF-8: byte 0xe9"),
    failed("jsonl/odd-lines.jsonl:6", "`id` is neither a string nor a number"),
    done("jsonl/odd-lines.jsonl:7"),
    failed("jsonl/utf-16.jsonl:1", "byte order mark of UTF-16"),
    done("jsonl/one-id-twice.jsonl:1"),
    failed("jsonl/one-id-twice.jsonl:2", "an article before it is called \"twice\", too"),
    // Tables.
    done("csv/ragged.csv:2"),
    failed("csv/ragged.csv:3", "3 columns instead of 2"),
    failed("csv/ragged.csv:4", "1 columns instead of 2"),
    done("csv/ragged.csv:5"),
    done("csv/open-quotation-mark.csv:2"),
    failed("csv/open-quotation-mark.csv:3", "a row of more than 48 MiB"),
    done("csv/utf-16.csv:2"),
    done("csv/windows-1252.csv:2"),
    failed("csv/binary-cell.csv:2", "not text: "),
    failed("csv/empty.csv", "neither a column `text` nor `html`"),
    failed("csv/semicolons.csv", "neither a column `text` nor `html`"),
    failed("csv/million-columns.csv", "neither a column `text` nor `html`"),
    failed("csv/noise.csv", "neither a column `text` nor `html`"),
    skipped("csv/metadata.csv", "metadata of the other files"),
    failed("csv/metadata-with-a-short-row.csv", "found record with 1 fields"),
    // CoNLL-U.
    done("conllu/one-of-three.conllu:1"),
    failed("conllu/one-of-three.conllu:4", "line 5: 2 columns instead of 10"),
    done("conllu/one-of-three.conllu:6"),
    failed("conllu/wrong-head.conllu", "is not a head in this sentence"),
    failed("conllu/plain-text.conllu", "1 columns instead of 10"),
    failed("conllu/noise.conllu", "not text: "),
    // Web archives.
    skipped("warc/records.warc:1", "not a page (warcinfo)"),
    done("warc/records.warc:2"),
    skipped("warc/records.warc:3", "not a page (HTTP 404)"),
    skipped("warc/records.warc:4", "not a page (image/png)"),
    failed("warc/records.warc:5", "content-encoding \"br\" is not read"),
    failed("warc/records.warc:6", "the record says no length"),
    failed("warc/records.warc:7", "no HTTP response"),
    done("warc/records.warc:8"),
    failed("warc/records.warc:9", "the record ends after"),
    failed("warc/no-archive.warc:1", "no WARC record starts here"),
    done("warc/one-damaged-member.warc.gz:1"),
    failed("warc/one-damaged-member.warc.gz:2", "bytes passed over"),
    done("warc/one-damaged-member.warc.gz:3"),
    failed("warc/bomb.warc.gz:1", "more than 48 MiB"),
    // Names and what is no file.
    done("names/folder.txt/inside.txt"),
    done("names/two\nlines.txt"),
    done("names/not-utf-8-\u{fffd}.txt"),
    done("names/same.html"),
    failed("names/same.txt", "an article before it is called \"names/same\", too"),
    failed("names/link-to-nothing.txt", "No such file"),
    failed("names/link-to-itself.txt", "symbolic links"),
    skipped("names/link-to-the-folder", "a link to a folder that contains it"),
    skipped("names/link-to-a-device.txt", "neither a file nor a folder"),
    skipped("names/pipe.jsonl", "neither a file nor a folder"),
    skipped("names/socket.txt", "neither a file nor a folder"),
    skipped("names/.hidden.txt", "hidden"),
    skipped("names/README.txt", "describes the folder"),
    skipped("names/no-extension", "no extension"),
    skipped("names/text.docx", "unknown kind of file: .docx"),
];

#[test]
fn every_fault_is_told_and_none_is_fatal() {
    assert!(EXPECTED.len() >= 60);
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    files::write(&input);
    let output = folder.path().join("out");
    let done = Command::new(env!("CARGO_BIN_EXE_triplewire"))
        .arg("extract")
        .arg(&input)
        .args(["--max-article", "6", "--jobs", "2", "--output"])
        .arg(&output)
        .output()
        .unwrap();
    let stderr = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(1), "{stderr}");

    let mut ledger: BTreeMap<String, Value> = BTreeMap::new();
    let prefix = format!("{}/", input.display());
    for line in fs::read_to_string(output.join("ledger.jsonl")).unwrap().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let source = line["source"].as_str().unwrap();
        let source = source.strip_prefix(&prefix).unwrap().to_owned();
        assert!(ledger.insert(source.clone(), line).is_none(), "{source} twice");
    }
    let mut wrong = Vec::new();
    for Expected { source, status, reason } in EXPECTED {
        let line = ledger.remove(*source).unwrap_or_default();
        let given = line["reason"].as_str().unwrap_or_default();
        let named = stderr.contains(&format!("{}: {given}\n", source.replace('\n', "\\n")));
        if line["status"] != *status || !given.contains(reason) || named != (*status == "failed") {
            wrong.push(format!("{source}: {status} {reason:?} expected: {line}, on standard error: {named}"));
        }
    }
    wrong.extend(ledger.into_values().map(|line| format!("not expected: {line}")));
    assert!(wrong.is_empty(), "{}\n{stderr}", wrong.join("\n"));

    let facts = fs::read_to_string(output.join("facts.jsonl")).unwrap();
    let articles: Vec<Value> =
        facts.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["article"].clone()).collect();
    for article in [
        "text/good",
        "text/utf-16-le",
        "text/windows-1252",
        "packed/one-frame",
        "html/latin-1-by-its-header",
        "jsonl/line-7:8",
        "rag-5",
        "page-8",
        "names/two\nlines",
    ] {
        assert!(articles.iter().any(|name| name == article), "no fact of {article}");
    }
    let ledger = fs::read_to_string(output.join("ledger.jsonl")).unwrap();
    for (source, fields) in [
        ("text/utf-16-be.txt", r#""encoding":"UTF-16BE","encoding_from":"bom"}"#),
        ("text/windows-1252.txt", r#""encoding":"windows-1252","encoding_from":"detected"}"#),
        (
            "text/a-few-broken-bytes.txt",
            r#""encoding":"UTF-8","encoding_from":"detected","characters_replaced":2}"#,
        ),
        ("html/latin-1-by-its-header.html", r#""encoding":"windows-1252","encoding_from":"header","#),
        ("warc/records.warc:2", r#""url":"https://example.org/2","archived":"2026-02-22","#),
    ] {
        let line = ledger.lines().find(|line| line.contains(source)).unwrap();
        assert!(line.contains(fields), "{line}");
    }
}
