//! The rust-bert engine against the default one in floats. The sentences are those of this repository's articles,
//! or of the texts in the folder that `TRIPLEWIRE_TEXTS` names.
#![cfg(feature = "rust-bert")]
#![allow(clippy::unwrap_used)]
#![allow(clippy::print_stdout, reason = "what was measured")]

mod common;

use serde_json::json;
use triplewire_encoder::{Encoder, FloatModel, Model, ModelFiles, RustBert};

use common::{agreement, difference, sentences, tiny, tiny_files, tiny_sentences};

#[test]
fn agrees_with_the_native_engine() {
    let files = ModelFiles::embedded().unwrap();
    let sentences = sentences(&files, 500);
    let (theirs, ours) = (RustBert::load(&files).unwrap(), FloatModel::load(&files).unwrap());
    let distance = difference(&theirs.hidden(&sentences).unwrap(), &ours.hidden(&sentences).unwrap());
    println!(
        "{} sentences on the {}: hidden states differ by at most {distance:.1e}",
        sentences.len(),
        theirs.device()
    );
    assert!(distance < 1e-3, "{distance}");

    let (words, same) = agreement(&theirs, &ours, &sentences);
    let share = |same: usize| 100.0 * same as f64 / words as f64;
    println!("the same name, tags, lemma, head and label for {same} of {words} words ({:.3} %)", share(same));
    assert!(words > 3000 && same * 1000 >= words * 999, "{same} of {words}");

    let (_, same) = agreement(&theirs, &Model::load(files).unwrap(), &sentences);
    println!("with the native engine at int8 for {same} ({:.2} %)", share(same));
    assert!(same * 100 >= words * 97, "{same} of {words}");
}

#[test]
fn encoders_of_other_sizes_agree() {
    for (layers, hidden, heads, inner) in [(3, 48, 4, 100), (1, 40, 5, 64), (8, 64, 2, 300)] {
        let files = tiny_files(layers, hidden, heads, inner);
        let sentences = tiny_sentences();
        let (theirs, ours) = (RustBert::load(&files).unwrap(), FloatModel::load(&files).unwrap());
        let distance = difference(&theirs.hidden(&sentences).unwrap(), &ours.hidden(&sentences).unwrap());
        assert!(distance < 1e-4, "{layers} layers of {hidden}: {distance}");
        let scores = |encoder: &dyn Encoder| -> Vec<_> {
            let scores = encoder.encode(&sentences).unwrap();
            let labels = scores.iter().map(|s| encoder.label(s, &vec![0; s.upos.rows()]).unwrap());
            labels.chain(scores.iter().map(|s| s.arcs.clone())).collect()
        };
        let distance = difference(&scores(&theirs), &scores(&ours));
        assert!(distance < 1e-4, "{layers} layers of {hidden}: {distance}");
    }
}

/// On a processor; on a GPU batches are padded.
#[test]
fn batching_and_threads_change_no_bit() {
    let files = ModelFiles::embedded().unwrap();
    let sentences = sentences(&files, 24);
    let model = RustBert::load(&files).unwrap();
    if model.device() != "CPU" {
        return;
    }
    let together = model.encode(&sentences).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for (sentence, scores) in sentences.iter().zip(&together).rev() {
                    let alone = model.encode(std::slice::from_ref(sentence)).unwrap();
                    assert_eq!(alone, std::slice::from_ref(scores));
                }
            });
        }
    });
}

#[test]
fn a_network_that_rust_bert_has_not_is_refused() {
    let sizes = tiny::Sizes { layers: 1, hidden: 48, heads: 4, inner: 64 };
    let tiny::Files { config, vocabulary, weights } = tiny::model(sizes, &json!({"layer_norm_eps": 1e-5}));
    let files = ModelFiles::new(config.as_bytes(), vocabulary, weights).unwrap();
    assert!(FloatModel::load(&files).is_ok());
    let error = RustBert::load(&files).err().unwrap().to_string();
    assert!(error.contains("rust-bert has only 1e-12"), "{error}");
}
