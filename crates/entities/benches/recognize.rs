//! How many words a second are recognised, and how long the gazetteers take to read.

use divan::{Bencher, counter::ItemsCount};
use triplewire_encoder::{Inventory, Matrix, Scores};
use triplewire_entities::{Entities, Recognizer};
use triplewire_tokenizer::{Document, Sentence, Span, Word};

/// A tag before each word that is part of a name.
const ARTICLE: &str = "\
B-PER:Bashar I-PER:al-Assad met the B-ORG:Syrian I-ORG:Defense I-ORG:Ministry 's staff in B-LOC:Damascus on Thursday , \
February 21 , 2019 , after more than 20,000 prisoners had been freed .
He said the B-LOC:US had paid $5.3 million to the B-ORG:Kurdistan I-ORG:Workers I-ORG:Party ( B-ORG:PKK ) \
two years ago , up 12 percent from last year .
The group denied it at 5:30 p.m. and said between 300 and 400 fighters had left B-LOC:Deir I-LOC:ez-Zor for \
B-LOC:Raqqa , which B-MISC:Syrian forces took in the 1990s .
";
const REPEATS: usize = 20;

fn main() {
    divan::main();
}

fn inventory() -> Inventory {
    let names = "O B-PER I-PER B-ORG I-ORG B-LOC I-LOC B-MISC I-MISC".split(' ').map(str::to_owned).collect();
    Inventory { names, ..Inventory::default() }
}

/// The text of the article and, for each word, its place and label.
fn article() -> (String, Vec<Vec<(Span, &'static str)>>) {
    let mut text = String::new();
    let mut sentences = Vec::new();
    for line in std::iter::repeat_n(ARTICLE, REPEATS).flat_map(str::lines) {
        let mut words = Vec::new();
        for token in line.split_whitespace() {
            let tagged = token.split_once(':').filter(|(tag, _)| tag.len() > 4);
            let (tag, word) = tagged.unwrap_or(("O", token));
            let start = text.len();
            text.push_str(word);
            words.push((Span::new(start, text.len()), tag));
            text.push(' ');
        }
        sentences.push(words);
    }
    (text, sentences)
}

fn scores(words: &[(Span, &str)], inventory: &Inventory) -> Scores {
    let values = words
        .iter()
        .flat_map(|(_, tag)| inventory.names.iter().map(move |name| if name == tag { 5.0 } else { 0.0 }))
        .collect();
    Scores { names: Matrix { values, width: inventory.names.len() }, ..Scores::default() }
}

fn sentence(words: &[(Span, &str)]) -> Sentence {
    let span = Span::new(words[0].0.start, words[words.len() - 1].0.end);
    let words = words.iter().map(|&(span, _)| Word { span, space_after: true, clitic: false }).collect();
    Sentence { span, words, passage: 0, cut: false }
}

fn check(found: &Entities) {
    assert_eq!(found.mentions.len(), 20 * REPEATS);
    assert!(found.entities.iter().any(|entity| entity.id == "e:kurdistan-workers-party"));
}

#[divan::bench]
fn recognize(bencher: Bencher<'_, '_>) {
    let inventory = inventory();
    let (text, words) = article();
    let sentences: Vec<Sentence> = words.iter().map(|words| sentence(words)).collect();
    let scores: Vec<Scores> = words.iter().map(|words| scores(words, &inventory)).collect();
    let count: usize = words.iter().map(Vec::len).sum();
    let document = Document { text: &text, passages: Vec::new(), sentences, published: None };
    let recognizer = Recognizer::new();
    bencher.counter(ItemsCount::new(count)).bench(|| {
        let found = recognizer.recognize(&document, &scores, &inventory);
        check(&found);
        found
    });
}

#[divan::bench]
fn read_gazetteers() -> Recognizer {
    Recognizer::new()
}
