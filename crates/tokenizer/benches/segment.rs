//! How fast text becomes words, and words pieces.

use divan::counter::{BytesCount, ItemsCount};
use triplewire_tokenizer::{WordPieces, segment};

fn main() {
    divan::main();
}

const PARAGRAPH: &str = "KYIV, Feb. 21 (Example) - The army's 2nd brigade didn't withdraw from \
    the south-eastern front on Friday, Gen. Olena Kovalenko said. \"We hold the line,\" she told \
    reporters at 5 p.m. Some 1,200 people left the U.S.-built camp, which cost $3.5m.\n\n";

/// Words of [`PARAGRAPH`].
const WORDS: usize = 59;

/// Paragraphs of one text.
const PARAGRAPHS: usize = 200;

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz0123456789-'.,$\"";

/// A vocabulary of the paragraph's lower-case words and of single characters.
fn vocabulary() -> String {
    let mut pieces: Vec<String> = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"].map(str::to_owned).into();
    for letter in LETTERS.chars() {
        pieces.push(letter.to_string());
        pieces.push(format!("##{letter}"));
    }
    for word in PARAGRAPH.split(|c: char| !c.is_alphabetic()) {
        let word = word.to_lowercase();
        if word.len() > 1 && !pieces.contains(&word) {
            pieces.push(word);
        }
    }
    pieces.join("\n")
}

#[divan::bench]
fn segment_text(bencher: divan::Bencher<'_, '_>) {
    let text = PARAGRAPH.repeat(PARAGRAPHS);
    bencher.counter(BytesCount::new(text.len())).counter(ItemsCount::new(WORDS * PARAGRAPHS)).bench(|| {
        let document = segment(divan::black_box(&text));
        let words: usize = document.sentences.iter().map(|s| s.words.len()).sum();
        assert_eq!(words, WORDS * PARAGRAPHS);
    });
}

#[divan::bench]
fn encode_words(bencher: divan::Bencher<'_, '_>) {
    let pieces = WordPieces::new(&vocabulary()).expect("the vocabulary has the special pieces");
    let text = PARAGRAPH.repeat(PARAGRAPHS);
    let document = segment(&text);
    bencher.counter(ItemsCount::new(WORDS * PARAGRAPHS)).bench(|| {
        let encoded = document.sentences.iter().map(|sentence| pieces.encode(&document, sentence));
        let words: usize = encoded.map(|pieces| pieces.first.len()).sum();
        assert_eq!(words, WORDS * PARAGRAPHS);
    });
}
