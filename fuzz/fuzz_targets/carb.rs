//! CaRB's gold and predictions.
#![no_main]

use libfuzzer_sys::fuzz_target;
use triplewire_evaluation::carb;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let gold = carb::read_gold(&text, "g");
    if let Ok(predicted) = carb::read_predictions(&text, "p") {
        let _ = carb::score(&gold.unwrap_or_default(), &predicted, "p");
        let _ = carb::score(&predicted, &predicted, "p");
    }
});
