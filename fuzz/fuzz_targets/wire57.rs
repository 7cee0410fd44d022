//! WiRe57's gold and extractions.
#![no_main]

use libfuzzer_sys::fuzz_target;
use triplewire_evaluation::wire57;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let predicted = wire57::read_predictions(&text, "p").unwrap_or_default();
    if let Ok(gold) = wire57::read_gold(&text, "g") {
        let _ = wire57::score(&gold, &predicted, "p");
    }
});
