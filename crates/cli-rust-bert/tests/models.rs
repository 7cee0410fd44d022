//! What the program does with models that are not its own.
#![cfg(feature = "rust-bert")]
#![allow(clippy::unwrap_used)]

#[path = "../../cli/tests/common/mod.rs"]
mod common;
#[allow(dead_code, reason = "the tests of the other program take more")]
#[path = "../../cli/tests/common/model.rs"]
mod model;

use serde_json::json;

use model::{annotate, heads, model};

#[test]
fn a_model_of_other_sizes_runs() {
    let folder = model(&json!({}));
    let (theirs, ours) =
        (annotate(&folder, &["--engine", "rust-bert"]), annotate(&folder, &["--precision", "fp32"]));
    assert_eq!(heads(&theirs), heads(&ours));
    let refused = annotate(&model(&json!({"layer_norm_eps": 1e-5})), &["--engine", "rust-bert"]);
    assert_eq!((refused.status, refused.stderr.lines().count()), (Some(2), 1), "{}", refused.stderr);
}
