//! Standard input, line for line.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use super::{command, run_with};

#[test]
fn every_line_in_gives_a_line_out() {
    let input = concat!(
        "{\"id\":\"a\",\"text\":\"Rebels seized Idlib.\"}\n",
        "\n",
        "{\"id\":7,\"text\":\"\"}\n",
        "{broken\n",
        "{\"id\":\"b\"}\n",
        "{\"text\":\"Rebels seized Aleppo.\"}",
    );
    let done = run_with(&["extract", "-"], input.as_bytes());
    assert_eq!(done.status, Some(1));
    let records = done.records();
    assert_eq!(records.len(), 6, "{}", done.stdout);
    assert_eq!(records[0]["id"], "a");
    assert_eq!(records[0]["ledger"]["source"], "-:1");
    assert!(!records[0]["facts"].as_array().unwrap().is_empty());
    assert_eq!(records[1], json!({"id": null, "line": 2, "error": "blank line"}));
    assert_eq!((&records[2]["id"], &records[2]["facts"]), (&json!(7), &json!([])));
    assert_eq!((&records[3]["id"], &records[3]["line"]), (&Value::Null, &json!(4)));
    assert_eq!(records[4], json!({"id": "b", "error": "neither `text` nor `html`"}));
    assert_eq!(records[5]["id"], "-:6");
}

#[test]
fn no_line_waits_for_a_later_one() {
    for name in ["extract", "annotate"] {
        let mut child =
            command(&[name, "-", "-q"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        for id in ["first", "second"] {
            writeln!(input, "{{\"id\":\"{id}\",\"text\":\"Rebels seized Idlib.\"}}").unwrap();
            let mut line = String::new();
            output.read_line(&mut line).unwrap();
            let record: Value = serde_json::from_str(&line).unwrap();
            assert_eq!(record["id"], id);
        }
        drop(input);
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let mut child = command(&["extract", "-", "-q"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    // The input stays open: the program must not wait for its end.
    writeln!(input, "{{\"text\":\"Rebels seized Idlib.\"}}").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}
