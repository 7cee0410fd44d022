//! OIE2016's gold.
#![no_main]

use libfuzzer_sys::fuzz_target;
use triplewire_evaluation::oie2016;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(gold) = oie2016::read_gold(&text, "g") {
        let _ = oie2016::score(&gold, &gold, "p");
    }
});
