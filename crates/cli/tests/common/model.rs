//! A folder with a model of random weights in, what the program says with it out.

#[allow(dead_code, reason = "the tests of the encoder take more")]
#[path = "../../../encoder/tests/common/tiny.rs"]
mod tiny;

use std::fs;

use tempfile::TempDir;

use crate::common::{Run, folder, path, run};

pub(crate) const TEXT: &str =
    "Rebels seized the town of Idlib on Monday. The army, he said, would not withdraw.\n";

/// A folder with a model of three layers of 48, and an article.
pub(crate) fn model(more: &serde_json::Value) -> TempDir {
    let sizes = tiny::Sizes { layers: 3, hidden: 48, heads: 4, inner: 100 };
    let tiny::Files { config, vocabulary, weights } = tiny::model(sizes, more);
    let folder = folder(&[("model/config.json", &config), ("model/vocab.txt", &vocabulary), ("a.txt", TEXT)]);
    fs::write(folder.path().join("model/model.safetensors"), weights).unwrap();
    folder
}

pub(crate) fn annotate(folder: &TempDir, more: &[&str]) -> Run {
    let (article, model) = (path(folder, "a.txt"), path(folder, "model"));
    run(&[&["annotate", &article, "--quiet", "--model", &model], more].concat())
}

/// Heads of words, which even random weights give in the same way to engines that compute the same.
pub(crate) fn heads(run: &Run) -> Vec<String> {
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    let fields = |line: &str| line.split('\t').nth(6).map(str::to_owned);
    run.stdout.lines().filter_map(fields).collect()
}
