//! Sentences, models and comparisons that the tests of the engines share.
#![allow(dead_code, reason = "each test file takes what it needs")]
#![allow(clippy::disallowed_methods, reason = "tests read files and the environment")]
#![allow(clippy::unwrap_used, reason = "the helpers fail the tests that call them")]

pub(crate) mod tiny;

use std::fs;
use std::path::PathBuf;

use triplewire_encoder::{Encoder, Matrix, ModelFiles, Scores, best_tree};
use triplewire_tokenizer::{Pieces, WordPieces, segment};

/// The sentences of texts in the folder that `TRIPLEWIRE_TEXTS` names, or of this repository's articles: at
/// most `most`, from the start of every article as many as are needed.
pub(crate) fn sentences(files: &ModelFiles, most: usize) -> Vec<Pieces> {
    let own = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/articles"));
    let folder = std::env::var_os("TRIPLEWIRE_TEXTS").map_or_else(own, PathBuf::from);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let pieces = WordPieces::with_case(files.vocabulary(), files.lowercases()).unwrap();
    let mut found = Vec::new();
    for path in paths {
        let text = fs::read_to_string(path).unwrap();
        let document = segment(&text);
        found.extend(document.sentences.iter().map(|sentence| pieces.encode(&document, sentence)));
    }
    found.truncate(most);
    found
}

/// What is read off the scores of one sentence, word by word: name, tags, lemma, head and label.
pub(crate) fn tags(encoder: &dyn Encoder, scores: &Scores) -> Vec<[usize; 6]> {
    let heads = best_tree(&scores.arcs);
    let labels = encoder.label(scores, &heads).unwrap();
    (0..scores.upos.rows())
        .map(|word| {
            let best = |table: &Matrix| table.argmax(word);
            let tables = [&scores.names, &scores.upos, &scores.xpos, &scores.lemmas].map(best);
            [tables[0], tables[1], tables[2], tables[3], heads[word], labels.argmax(word)]
        })
        .collect()
}

/// Words, and those whose name, tags, lemma, head and label are all the same with both encoders.
pub(crate) fn agreement(a: &dyn Encoder, b: &dyn Encoder, sentences: &[Pieces]) -> (usize, usize) {
    let (mut words, mut same) = (0, 0);
    for (x, y) in a.encode(sentences).unwrap().iter().zip(&b.encode(sentences).unwrap()) {
        let (x, y) = (tags(a, x), tags(b, y));
        words += x.len();
        same += x.iter().zip(&y).filter(|(x, y)| x == y).count();
    }
    (words, same)
}

/// The greatest difference between two lists of tables.
pub(crate) fn difference(a: &[Matrix], b: &[Matrix]) -> f32 {
    assert_eq!(a.len(), b.len());
    let values = |tables: &[Matrix]| tables.iter().flat_map(|table| table.values.clone()).collect::<Vec<_>>();
    let (a, b) = (values(a), values(b));
    assert_eq!(a.len(), b.len());
    a.iter().zip(&b).map(|(x, y)| (x - y).abs()).fold(0.0, f32::max)
}

/// A random model of these sizes.
pub(crate) fn tiny_files(layers: usize, hidden: usize, heads: usize, inner: usize) -> ModelFiles {
    let sizes = tiny::Sizes { layers, hidden, heads, inner };
    let tiny::Files { config, vocabulary, weights } = tiny::model(sizes, &serde_json::json!({}));
    ModelFiles::new(config.as_bytes(), vocabulary, weights).unwrap()
}

/// Sentences of random pieces for it.
pub(crate) fn tiny_sentences() -> Vec<Pieces> {
    (0..12_u32)
        .map(|index| {
            let pieces = 2 + index * 7 % 31;
            let ids = (0..pieces).map(|at| (at * 37 + index * 11) % 100).collect();
            let classes = (0..pieces).map(|at| ((at + index) % 8) as u8).collect();
            Pieces { ids, classes, first: (1..pieces - 1).step_by(2).collect() }
        })
        .collect()
}
