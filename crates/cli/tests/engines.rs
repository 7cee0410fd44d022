//! `--engine`, `--precision` and `--model`: what the program does with each, and what it says where it cannot.
#![allow(clippy::unwrap_used)]

mod common;
#[path = "common/model.rs"]
mod model;

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use common::{Run, folder, path, run};
use model::{TEXT, annotate, heads, model};

#[test]
fn a_model_of_other_sizes_runs() {
    let folder = model(&json!({}));
    let floats = annotate(&folder, &["--precision", "fp32"]);
    assert_eq!(heads(&floats).len(), 19);
    assert_eq!(floats.stdout, annotate(&folder, &["--precision", "fp32", "--jobs", "1"]).stdout);
    let integers = annotate(&folder, &[]);
    assert_eq!(integers.stdout, annotate(&folder, &["--precision", "int8", "--engine", "native"]).stdout);
    assert_eq!(heads(&integers).len(), 19);
}

/// The vocabulary has single letters of both cases, so that the case of a word changes its pieces.
#[test]
fn a_cased_model_sees_words_as_they_are() {
    let uncased = annotate(&model(&json!({})), &["--precision", "fp32"]);
    let cased = annotate(&model(&json!({"do_lower_case": false})), &["--precision", "fp32"]);
    assert_eq!(heads(&cased).len(), heads(&uncased).len());
    assert_ne!(cased.stdout, uncased.stdout);
}

#[test]
fn floats_find_the_facts_that_integers_find() {
    let folder = folder(&[("a.txt", TEXT)]);
    let facts = |precision: &str| -> Vec<serde_json::Value> {
        let article = path(&folder, "a.txt");
        let done = run(&["extract", &article, "--quiet", "--format", "jsonl", "--precision", precision]);
        let fact = |line: &str| {
            let mut fact: serde_json::Value = serde_json::from_str(line).unwrap();
            let confidence = fact.as_object_mut().unwrap().remove("confidence");
            assert!(confidence.is_some());
            fact
        };
        done.stdout.lines().map(fact).collect()
    };
    let found = facts("fp32");
    assert!(!found.is_empty());
    assert_eq!(found, facts("int8"));
}

#[test]
fn a_model_that_cannot_be_used_is_one_line() {
    let says = |folder: &TempDir, what: &str| {
        let Run { status, stdout, stderr } = annotate(folder, &[]);
        assert_eq!((status, stdout.as_str(), stderr.lines().count()), (Some(2), "", 1), "{stderr}");
        assert!(stderr.contains(what), "{stderr}");
    };
    let broken = model(&json!({}));
    let weights = broken.path().join("model/model.safetensors");
    let bytes = fs::read(&weights).unwrap();
    fs::write(&weights, &bytes[..bytes.len() / 2]).unwrap();
    says(&broken, "the file is damaged or cut off, copy or export it again");
    fs::remove_file(&weights).unwrap();
    says(&broken, "--model takes a folder with config.json, vocab.txt and model.safetensors");
    says(&folder(&[("a.txt", TEXT)]), "config.json");
    // As it comes from elsewhere, before training.
    let foreign = folder(&[("a.txt", TEXT), ("model/config.json", r#"{"model_type": "bert"}"#)]);
    for name in ["vocab.txt", "model.safetensors"] {
        fs::write(foreign.path().join("model").join(name), "").unwrap();
    }
    says(&foreign, "it must be what scripts/train/export.py writes after training");
    says(&model(&json!({"hidden_act": "relu"})), "only \"gelu\" is known");
}

#[test]
fn rust_bert_has_no_integers() {
    let done = annotate(&model(&json!({})), &["--engine", "rust-bert", "--precision", "int8"]);
    assert_eq!((done.status, done.stderr.lines().count()), (Some(2), 1));
    assert!(done.stderr.contains("leave --precision out"), "{}", done.stderr);
}
