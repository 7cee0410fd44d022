//! Speakers of quotations: labels of our own, LitBank's, and predictions.
#![no_main]

use libfuzzer_sys::fuzz_target;
use triplewire_evaluation::coref::Mention;
use triplewire_evaluation::quotes::{self, GoldArticle, Words};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let predicted = quotes::read_predictions(&text, "p").unwrap_or_default();
    let article = format!("\"{text}\" \"{}", text.split('\t').next().unwrap_or_default());
    let clusters = [vec![Mention { start: 0, end: 1 }, Mention { start: 1, end: 99 }]];
    let gold = quotes::read_labels(&text, "a", "g", &article)
        .or_else(|_| quotes::read_litbank(&text, "a", "g", &Words::new(&text), &clusters))
        .unwrap_or_else(|_| GoldArticle { name: "a".to_owned(), ..GoldArticle::default() });
    let _ = quotes::score(&[gold], &predicted, "p");
});
