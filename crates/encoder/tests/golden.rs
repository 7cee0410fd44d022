//! The Rust numbers against those of the training code, head by head: `golden.json` holds what it gets in
//! floats from the very weights that are built in. Only the rounding of activations may differ.

use serde::Deserialize;
use triplewire_encoder::{Encoder, Matrix, Model};
use triplewire_tokenizer::{Pieces, WordPieces};

#[derive(Deserialize)]
struct Golden {
    words: Vec<String>,
    ids: Vec<u32>,
    classes: Vec<u8>,
    first: Vec<u32>,
    names: Vec<f32>,
    upos: Vec<f32>,
    xpos: Vec<f32>,
    lemmas: Vec<f32>,
    arcs: Vec<f32>,
    heads: Vec<usize>,
    labels: Vec<f32>,
}

fn golden() -> Vec<Golden> {
    serde_json::from_str(include_str!("../../../models/english/golden.json"))
        .expect("the golden file is JSON")
}

fn pieces(sentence: &Golden) -> Pieces {
    Pieces { ids: sentence.ids.clone(), classes: sentence.classes.clone(), first: sentence.first.clone() }
}

/// The cosine of the angle between two tables of scores.
fn cosine(a: &[f32], b: &[f32]) -> f64 {
    assert_eq!(a.len(), b.len());
    let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum::<f64>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

/// Rows whose best column is the same in both tables.
fn agreeing(ours: &Matrix, theirs: &[f32]) -> usize {
    let theirs = Matrix { values: theirs.to_vec(), width: ours.width };
    (0..ours.rows()).filter(|row| ours.argmax(*row) == theirs.argmax(*row)).count()
}

#[test]
fn every_head_agrees_with_pytorch() {
    let model = Model::embedded().unwrap();
    let (mut rows, mut same) = (0, 0);
    for sentence in golden() {
        let scores = model.encode(&[pieces(&sentence)]).unwrap().remove(0);
        let labels = model.label(&scores, &sentence.heads).unwrap();
        let heads = [
            ("names", &scores.names, &sentence.names),
            ("upos", &scores.upos, &sentence.upos),
            ("xpos", &scores.xpos, &sentence.xpos),
            ("lemmas", &scores.lemmas, &sentence.lemmas),
            ("arcs", &scores.arcs, &sentence.arcs),
            ("labels", &labels, &sentence.labels),
        ];
        for (head, ours, theirs) in heads {
            let cosine = cosine(&ours.values, theirs);
            assert!(cosine > 0.99, "{head} of {:?}: cosine {cosine}", sentence.words);
            rows += ours.rows();
            same += agreeing(ours, theirs);
        }
    }
    assert!(same * 100 >= rows * 98, "{same} of {rows} best columns agree");
}

#[test]
fn word_pieces_are_those_of_training() {
    let model = Model::embedded().unwrap();
    let tokenizer = WordPieces::new(model.vocabulary()).unwrap();
    for sentence in golden() {
        let found = tokenizer.encode_words(sentence.words.iter().map(String::as_str));
        assert_eq!(found, pieces(&sentence), "{:?}", sentence.words);
    }
}

#[test]
fn batching_changes_no_bit() {
    let model = Model::embedded().unwrap();
    let sentences: Vec<Pieces> = golden().iter().map(pieces).collect();
    let together = model.encode(&sentences).unwrap();
    let mut turned = sentences.clone();
    turned.reverse();
    let mut backwards = model.encode(&turned).unwrap();
    backwards.reverse();
    assert_eq!(together, backwards);
    for (sentence, scores) in sentences.iter().zip(&together) {
        assert_eq!(model.encode(std::slice::from_ref(sentence)).unwrap(), std::slice::from_ref(scores));
    }
}

#[test]
fn threads_change_no_bit() {
    let model = Model::embedded().unwrap();
    let sentences: Vec<Pieces> = golden().iter().map(pieces).collect();
    let expected = model.encode(&sentences).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| assert_eq!(model.encode(&sentences).unwrap(), expected));
        }
    });
}

#[test]
fn sentences_of_any_shape_are_scored() {
    let model = Model::embedded().unwrap();
    let empty = Pieces { ids: vec![101, 102], classes: vec![0, 0], first: vec![] };
    let long = Pieces { ids: vec![2000; 512], classes: vec![7; 512], first: (1..511).collect() };
    let wild = Pieces { ids: vec![u32::MAX; 4], classes: vec![255; 4], first: vec![1, 2] };
    let scores = model.encode(&[empty, long, wild]).unwrap();
    assert!(scores[0].arcs.values.is_empty());
    assert_eq!(scores[1].arcs.values.len(), 510 * 511);
    assert!(scores.iter().flat_map(|s| &s.upos.values).all(|value| value.is_finite()));
}

#[test]
fn damaged_weights_are_refused_by_name() {
    let config = include_bytes!("../../../models/english/config.json");
    let vocabulary = include_str!("../../../models/english/vocab.txt");
    let error = |config: &[u8], vocabulary: &str, weights: &[u8]| {
        Model::new(config, vocabulary.to_owned(), weights).err().unwrap().to_string()
    };
    assert!(error(config, vocabulary, b"not a file").starts_with("model.safetensors: "));
    assert!(error(b"{}", vocabulary, b"").starts_with("config.json: "));
    assert!(error(config, "only\nthree\nlines", b"").contains("vocab.txt"));
    let empty = b"\x02\0\0\0\0\0\0\0{}";
    assert!(error(config, vocabulary, empty).contains("layers.0.qkv.weight"));
}
