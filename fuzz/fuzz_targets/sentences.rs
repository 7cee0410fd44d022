//! Sentence splitting cases.
#![no_main]

use libfuzzer_sys::fuzz_target;
use triplewire_evaluation::parse;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(gold) = parse::read_cases(&text, "g") {
        let own: Vec<Vec<String>> = gold.iter().map(|case| case.sentences.clone()).collect();
        let _ = parse::score_cases(&gold, &own, "p");
    }
});
