//! `extract --format parquet`: the facts of `facts.jsonl`, read back by another program's reader.
#![cfg(feature = "parquet")]
#![allow(clippy::unwrap_used, reason = "the helpers fail the tests that call them")]

mod common;

use std::fs::{self, File};
use std::path::Path;

use common::run;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use serde_json::{Value, json};

const ARTICLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/articles");

fn json(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(flag) => json!(flag),
        Field::Long(number) => json!(number),
        Field::Double(number) => json!(number),
        Field::Str(text) => json!(text),
        other => panic!("{other:?}"),
    }
}

fn cell(row: &Row, column: &str) -> Value {
    json(row.get_column_iter().find(|(name, _)| *name == column).unwrap().1)
}

fn lines(path: &Path) -> Vec<Value> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_fact_has_a_row_with_the_same_values() {
    let output = tempfile::tempdir().unwrap();
    let folder = output.path().to_str().unwrap();
    let done = run(&["extract", ARTICLES, "-q", "-o", folder, "--format", "parquet"]);
    assert_eq!((done.status, done.stderr.as_str()), (Some(0), ""));
    let facts = lines(&output.path().join("facts.jsonl"));
    let reader = SerializedFileReader::new(File::open(output.path().join("facts.parquet")).unwrap()).unwrap();
    let rows: Vec<Row> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    assert_eq!(rows.len(), facts.len());
    assert!(facts.len() > 100);
    let columns = [
        ("id", "/id"),
        ("article", "/article"),
        ("sentence", "/sentence"),
        ("subject", "/subject/text"),
        ("subject_entity", "/subject/entity"),
        ("subject_type", "/subject/type"),
        ("relation", "/relation/text"),
        ("relation_lemma", "/relation/lemma"),
        ("object", "/object/text"),
        ("object_entity", "/object/entity"),
        ("object_type", "/object/type"),
        ("polarity", "/polarity"),
        ("modality", "/modality"),
        ("when", "/when/text"),
        ("where", "/where/text"),
        ("confidence", "/confidence"),
        ("subject_start", "/subject/start"),
        ("subject_end", "/subject/end"),
        ("relation_start", "/relation/start"),
        ("relation_end", "/relation/end"),
        ("object_start", "/object/start"),
        ("object_end", "/object/end"),
        ("subject_name", "/subject/name"),
        ("object_name", "/object/name"),
        ("object_core", "/object/core"),
        ("when_value", "/when/value"),
        ("where_entity", "/where/entity"),
        ("rule", "/rule"),
    ];
    for (row, fact) in rows.iter().zip(&facts) {
        for (column, pointer) in columns {
            let expected = fact.pointer(pointer).unwrap_or(&Value::Null);
            assert_eq!(cell(row, column), *expected, "{column} of {fact}");
        }
        let implied = fact.pointer("/relation/implied").is_some();
        assert_eq!(cell(row, "implied"), json!(implied));
        let by = cell(row, "by_json");
        let by: Value = by.as_str().map_or(Value::Null, |by| serde_json::from_str(by).unwrap());
        assert_eq!(by, fact["by"]);
        let texts =
            by.as_array().map(|by| by.iter().map(|by| by["text"].as_str().unwrap()).collect::<Vec<_>>());
        assert_eq!(cell(row, "by"), texts.map_or(Value::Null, |texts| json!(texts.join(" > "))));
    }
    // The columns of facts.csv come first, under their names.
    let table = fs::read_to_string(output.path().join("facts.csv")).unwrap();
    let header: Vec<&str> = table.lines().next().unwrap().split(',').collect();
    let names: Vec<&str> = rows[0].get_column_iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(header, names[..header.len()]);

    // What is no longer asked for would be out of date.
    assert_eq!(run(&["extract", ARTICLES, "-q", "-o", folder]).status, Some(0));
    assert!(!output.path().join("facts.parquet").exists());
}

#[test]
fn a_stream_gives_no_parquet() {
    for arguments in [
        &["extract", ARTICLES, "--format", "parquet"][..],
        &["extract", "-", "-o", "x", "--format", "parquet"],
    ] {
        let done = run(arguments);
        assert_eq!(done.status, Some(2));
        assert!(done.stderr.contains("with -o"), "{}", done.stderr);
    }
}
