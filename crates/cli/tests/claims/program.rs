//! The cases of a table in, what the program gives for each of them out.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::table::Case;

/// A Friday.
const PUBLISHED: &str = "2026-02-20";

/// What the program gives for each case, in their order.
pub(crate) fn extract(cases: &[Case<'_>]) -> Vec<Value> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_triplewire"))
        .args(["extract", "-", "--min-confidence", "0", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = String::new();
    for (id, case) in cases.iter().enumerate() {
        let text = case.sentence.replace("\\n", "\n");
        let article = json!({"id": id.to_string(), "text": text, "date": PUBLISHED});
        writeln!(input, "{article}").unwrap();
    }
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let records: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.len(), cases.len(), "one line out for each line in");
    for (id, record) in records.iter().enumerate() {
        assert_eq!(record["id"], id.to_string());
    }
    records
}
