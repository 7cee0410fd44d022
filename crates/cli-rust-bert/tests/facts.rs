//! The facts of the rust-bert engine against those of the native one, through the program. The articles are
//! this repository's, or those in the folder that `TRIPLEWIRE_TEXTS` names, up to five hundred sentences.
#![cfg(feature = "rust-bert")]
#![allow(clippy::unwrap_used)]
#![allow(clippy::print_stdout, reason = "what was measured")]

#[path = "../../cli/tests/common/mod.rs"]
mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use triplewire_tokenizer::segment;

use common::run;

/// Articles of together at least five hundred sentences, or all there are.
fn articles() -> (Vec<String>, usize) {
    let own = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/articles"));
    let folder = std::env::var_os("TRIPLEWIRE_TEXTS").map_or_else(own, PathBuf::from);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let (mut chosen, mut sentences) = (Vec::new(), 0);
    for path in paths {
        if sentences < 500 {
            sentences += segment(&fs::read_to_string(&path).unwrap()).sentences.len();
            chosen.push(path.to_str().unwrap().to_owned());
        }
    }
    (chosen, sentences)
}

/// How often each fact is there: everything but its confidence.
fn facts(articles: &[String], options: &[&str]) -> BTreeMap<String, usize> {
    let articles: Vec<&str> = articles.iter().map(String::as_str).collect();
    let extract = ["extract", "--quiet", "--format", "jsonl", "--min-confidence", "0"];
    let done = run(&[&extract, options, &articles].concat());
    assert_eq!(done.status, Some(0), "{}", done.stderr);
    let mut found = BTreeMap::new();
    for line in done.stdout.lines() {
        let mut fact: serde_json::Value = serde_json::from_str(line).unwrap();
        fact.as_object_mut().unwrap().remove("confidence");
        *found.entry(fact.to_string()).or_default() += 1;
    }
    found
}

/// The share of facts that both have, of those of the one that has more.
fn shared(a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>) -> (usize, usize) {
    let both = a.iter().map(|(fact, count)| *count.min(b.get(fact).unwrap_or(&0))).sum();
    (both, a.values().sum::<usize>().max(b.values().sum()))
}

#[test]
fn the_facts_are_those_of_the_native_engine() {
    let (articles, sentences) = articles();
    let theirs = facts(&articles, &["--engine", "rust-bert"]);
    let (both, all) = shared(&theirs, &facts(&articles, &["--precision", "fp32"]));
    println!("{sentences} sentences: the same as the native engine at fp32 for {both} of {all} facts");
    assert!(all > 300 && both * 1000 >= all * 995, "{both} of {all}");

    let (both, all) = shared(&theirs, &facts(&articles, &[]));
    println!("the same as the native engine at int8 for {both} of {all} facts");
    assert!(both * 100 >= all * 85, "{both} of {all}");
}
