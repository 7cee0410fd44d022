//! How many words a second are read for what pronouns and noun phrases stand for.

use divan::{Bencher, counter::ItemsCount};
use triplewire_encoder::{Encoder, Model, Parse, parse};
use triplewire_entities::{MentionKind, Recognizer};
use triplewire_tokenizer::{WordPieces, segment};

const PARAGRAPH: &str = "\
Angela Merkel met Emmanuel Macron in Paris on Thursday. She told reporters that his plan was a good one. \
A policeman was shot in Homs. He died in hospital, and the army said that it would find those who killed him. \
Hamas fired rockets at Ashkelon, which hit a school. The group said that its men had aimed at a base.\n\n";
const REPEATS: usize = 20;

fn main() {
    divan::main();
}

#[divan::bench]
fn resolve(bencher: Bencher<'_, '_>) {
    let text = PARAGRAPH.repeat(REPEATS);
    let document = segment(&text);
    let model = Model::embedded().expect("the built-in model");
    let pieces = WordPieces::new(model.vocabulary()).expect("its vocabulary");
    let encoded: Vec<_> = document.sentences.iter().map(|s| pieces.encode(&document, s)).collect();
    let scores = model.encode(&encoded).expect("the default engine takes any text");
    let parses: Vec<Parse> = document
        .sentences
        .iter()
        .zip(&scores)
        .map(|(sentence, scores)| parse(&text, sentence, scores, model.inventory(), &model))
        .collect::<Result<_, _>>()
        .expect("the default engine takes any tree");
    let recognizer = Recognizer::new();
    let named = recognizer.recognize(&document, &scores, model.inventory());
    let words: usize = document.sentences.iter().map(|sentence| sentence.words.len()).sum();
    bencher.counter(ItemsCount::new(words)).bench_local(|| {
        let found = recognizer.resolve(&document, &parses, named.clone());
        let linked = found.mentions.iter().filter(|mention| mention.kind != MentionKind::Name).count();
        assert!(linked >= 2 * REPEATS, "{linked}");
        found
    });
}
