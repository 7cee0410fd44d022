//! GAP's cases and answers.
#![no_main]

use libfuzzer_sys::fuzz_target;
use triplewire_evaluation::coref;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let answers = coref::read_gap_answers(&text, "p").unwrap_or_default();
    if let Ok(gold) = coref::read_gap(&text, "g") {
        let _ = coref::score_gap(&gold, &answers, "p");
    }
});
