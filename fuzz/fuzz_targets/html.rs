//! Web pages: any text is read or refused, and every character of what is read has its place in the source.
#![no_main]
#![allow(dead_code, unused_imports, reason = "the program uses all of the module")]

use libfuzzer_sys::fuzz_target;
use triplewire_tokenizer::Span;

// The module is a part of the program, which is no library.
#[path = "../../crates/cli/src/html/mod.rs"]
mod html;

fuzz_target!(|bytes: &[u8]| {
    let source = String::from_utf8_lossy(bytes);
    let Ok(page) = html::Page::read(&source) else { return };
    let mut end = 0;
    for (at, character) in page.text.char_indices() {
        let span = page.map.source(Span::new(at, at + character.len_utf8()));
        assert!(source.get(span.start..span.end).is_some(), "{span:?} cuts a character");
        if !character.is_whitespace() {
            let said = span.of(&source);
            assert!(said.starts_with('&') || said == character.to_string(), "{character:?} is said by {said:?}");
            assert!(span.start >= end || said.starts_with('&'), "{span:?} comes after {end}");
            end = span.end;
        }
    }
    let sayings = page.metadata.headline.iter().chain(&page.metadata.authors).chain(&page.metadata.site);
    let published = page.metadata.published.iter().map(|(_, saying)| saying);
    for saying in sayings.chain(published).chain(&page.metadata.place) {
        assert!(source.get(saying.span.start..saying.span.end).is_some_and(|said| !said.is_empty()));
    }
});
