//! The encoding of a text or page: any bytes are a text, or refused with a reason.
#![no_main]
#![allow(dead_code, unused_imports, reason = "the program uses all of the modules")]

use libfuzzer_sys::fuzz_target;

include!("../program.rs");

fuzz_target!(|bytes: &[u8]| {
    for decoded in [encoding::decode(bytes.to_vec(), None), encoding::decode_page(bytes.to_vec(), None)] {
        match decoded {
            Ok(decoded) if decoded.coding.is_none() => assert_eq!(decoded.text.as_bytes(), bytes),
            Ok(decoded) => {
                let replaced = decoded.coding.map_or(0, |coding| coding.replaced);
                assert!(decoded.text.chars().filter(|c| *c == '\u{fffd}').count() >= replaced);
            }
            Err(reason) => assert!(!reason.is_empty()),
        }
    }
});
