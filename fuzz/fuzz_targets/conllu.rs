//! CoNLL-U, a file against itself and against its first half.
#![no_main]

use libfuzzer_sys::fuzz_target;
use triplewire_evaluation::parse;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(gold) = parse::read(&text, "g") {
        let _ = parse::score(&gold, &gold, "p");
        let half: String =
            text.lines().take(text.lines().count() / 2).map(|line| line.to_owned() + "\n").collect();
        if let Ok(system) = parse::read(&half, "p") {
            let _ = parse::score(&gold, &system, "p");
        }
    }
});
