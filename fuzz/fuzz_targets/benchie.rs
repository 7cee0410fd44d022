//! BenchIE's fact synsets and extractions.
#![no_main]

use libfuzzer_sys::fuzz_target;
use triplewire_evaluation::benchie;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let predicted = benchie::read_predictions(&text, "p").unwrap_or_default();
    let gold = benchie::read_gold(&text, "g").or_else(|_| benchie::read_gold("sent_id:1\tShe left .", "g"));
    if let Ok(gold) = gold {
        let _ = benchie::score(&gold, &predicted, "p");
    }
});
