//! Markdown: every character of the text that is read stands at its place in the source.
#![no_main]
#![allow(dead_code, unused_imports, reason = "the program uses all of the modules")]

use libfuzzer_sys::fuzz_target;
use triplewire_tokenizer::Span;

include!("../program.rs");

fuzz_target!(|bytes: &[u8]| {
    let source = String::from_utf8_lossy(bytes);
    let read = markdown::Markdown::read(&source);
    for (at, c) in read.text.char_indices() {
        let end = at + c.len_utf8();
        assert_eq!(read.map.source(Span::new(at, end)).of(&source), &read.text[at..end]);
    }
});
