//! CoNLL columns.
#![no_main]

use libfuzzer_sys::fuzz_target;
use triplewire_evaluation::ner;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(gold) = ner::read(&text, "g") {
        let _ = ner::score(&gold, &gold, "p");
    }
});
