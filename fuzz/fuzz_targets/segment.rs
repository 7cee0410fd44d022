//! Passages, sentences and words of any text: each in its place, and nothing of a passage that is read is left out.
#![no_main]

use libfuzzer_sys::fuzz_target;
use triplewire_tokenizer::{PassageKind, segment};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let document = segment(&text);
    let letters = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).count();
    let mut end = 0;
    for (index, passage) in document.passages.iter().enumerate() {
        assert!(end <= passage.span.start && passage.span.start < passage.span.end);
        end = passage.span.end;
        let inside = document.sentences.iter().filter(|sentence| sentence.passage == index);
        let words: usize =
            inside.flat_map(|sentence| &sentence.words).map(|word| letters(word.span.of(&text))).sum();
        let expected = if passage.kind == PassageKind::Chrome { 0 } else { letters(passage.span.of(&text)) };
        assert_eq!(words, expected, "in {:?}", passage.span.of(&text));
    }
    let read: usize = document.passages.iter().map(|passage| letters(passage.span.of(&text))).sum();
    assert_eq!(read, letters(&text));
});
