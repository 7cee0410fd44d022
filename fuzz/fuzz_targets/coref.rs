//! CoNLL-U with entities, and CoNLL columns with clusters.
#![no_main]

use libfuzzer_sys::fuzz_target;
use triplewire_evaluation::coref;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for read in [coref::read_conllu, coref::read_conll] {
        if let Ok(gold) = read(&text, "g") {
            let _ = coref::score(&gold, &gold, coref::Singletons::Kept, "p");
            let _ = coref::score(&gold, &[], coref::Singletons::Dropped, "p");
        }
    }
});
