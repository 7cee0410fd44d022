//! `.facts` files, and predicted facts as JSON lines.
#![no_main]

use libfuzzer_sys::fuzz_target;
use triplewire_evaluation::facts;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let _ = facts::check(&text, Some(&text));
    let predicted = facts::read_predictions(&text, "p");
    if let Ok(gold) = facts::read(&text, "a", "f") {
        let _ = facts::score(&[gold], &predicted.unwrap_or_default(), "p");
    }
});
