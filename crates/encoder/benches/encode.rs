//! Word pieces a second of one worker, and the time to load the model.
//!
//! `cargo bench -p triplewire-encoder`

use divan::{Bencher, counter::ItemsCount};
use triplewire_encoder::{Encoder, FloatModel, Model, ModelFiles};
use triplewire_tokenizer::{Pieces, WordPieces, segment};

fn main() {
    divan::main();
}

/// The sentences of this project's own articles.
fn corpus() -> Vec<Pieces> {
    let files = ModelFiles::embedded().expect("the model is built in");
    let pieces = WordPieces::new(files.vocabulary()).expect("the vocabulary is complete");
    let mut sentences = Vec::new();
    for text in [
        include_str!("../../../corpus/articles/2026-03-03-khartoum-ceasefire.txt"),
        include_str!("../../../corpus/articles/2026-03-29-aqaba-desalination-plant.txt"),
    ] {
        let document = segment(text);
        sentences.extend(document.sentences.iter().map(|sentence| pieces.encode(&document, sentence)));
    }
    sentences
}

#[divan::bench]
fn encode(bencher: Bencher) {
    let model = Model::embedded().expect("the model is built in");
    measure(bencher, &model);
}

#[divan::bench]
fn encode_in_floats(bencher: Bencher) {
    let files = ModelFiles::embedded().expect("the model is built in");
    let model = FloatModel::load(&files).expect("its weights are whole");
    measure(bencher, &model);
}

fn measure(bencher: Bencher, model: &dyn Encoder) {
    let sentences = corpus();
    let pieces: usize = sentences.iter().map(|s| s.ids.len()).sum();
    let words: usize = sentences.iter().map(|s| s.first.len()).sum();
    // The kernels follow the ambient thread pool: one thread, as each worker of the program has.
    let worker = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread starts");
    bencher.counter(ItemsCount::new(pieces)).bench(|| {
        let scores = worker.install(|| model.encode(&sentences)).expect("the engine runs");
        assert_eq!(scores.iter().map(|s| s.upos.rows()).sum::<usize>(), words);
        scores
    });
}

#[divan::bench]
fn load() -> Model {
    Model::embedded().expect("the model is built in")
}
