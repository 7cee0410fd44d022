//! Time expressions with values, and predicted values.
#![no_main]

use libfuzzer_sys::fuzz_target;
use triplewire_evaluation::time;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let _ = time::stretch_of(&text);
    let predicted = time::read_predictions(&text, "p").unwrap_or_default();
    if let Ok(gold) = time::read(&text, "g") {
        let _ = time::score(&gold, &predicted, "p");
    }
});
