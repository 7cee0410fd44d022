//! Chunks of a paragraph in, out which of them start an item of a list that runs inside a line.

use crate::chunks::Chunk;

/// A way to number the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Marker {
    /// What stands around the number: ".", ")", ".)" or "()".
    style: Style,
    /// The number, or the letter's place in the alphabet.
    number: u32,
    letter: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Stop,
    Bracket,
    StopBracket,
    Brackets,
}

/// Whether a chunk numbers an item where a sentence starts: "1.", "12.)", "(iv)", "a.".
pub(crate) fn is_list_marker(chunk: &str) -> bool {
    let stopped = chunk.ends_with(['.', ')']);
    let inner = chunk.trim_start_matches('(').trim_end_matches(['.', ')']);
    let roman = stopped
        && (1..=4).contains(&inner.len())
        && inner.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'i' | 'v' | 'x'));
    roman || marker(chunk).is_some()
}

fn marker(chunk: &str) -> Option<Marker> {
    if chunk.len() > 6 {
        return None;
    }
    let (inner, style) = if let Some(inner) = chunk.strip_suffix(".)") {
        (inner, Style::StopBracket)
    } else if let Some(inner) = chunk.strip_suffix(')') {
        match inner.strip_prefix('(') {
            Some(inner) => (inner, Style::Brackets),
            None => (inner, Style::Bracket),
        }
    } else {
        (chunk.strip_suffix('.')?, Style::Stop)
    };
    if let Ok(number) = inner.parse::<u32>() {
        return (inner.len() <= 3).then_some(Marker { style, number, letter: false });
    }
    match inner.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => {
            let number = u32::from(letter.to_ascii_lowercase() - b'a') + 1;
            Some(Marker { style, number, letter: true })
        }
        _ => None,
    }
}

pub(crate) fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '⁃' | '‣' | '▪' | '◦' | '●' | '■' | '►')
}

/// For each chunk, whether an item starts with it: a bullet, or the number after that of an item
/// which started a sentence ("1) first 2) second").
pub(crate) fn list_starts(chunks: &[Chunk<'_>]) -> Vec<bool> {
    let mut starts = vec![false; chunks.len()];
    let mut item: Option<Marker> = None;
    let bulleted = |i: usize| chunks[i - 1].text.starts_with(is_bullet);
    for (i, chunk) in chunks.iter().enumerate() {
        if chunk.text.starts_with(is_bullet) {
            starts[i] = i > 0;
            continue;
        }
        let Some(found) = marker(chunk.text) else { continue };
        let Some(next) = chunks.get(i + 1) else { continue };
        let opens = i == 0 || chunks[i - 1].text.ends_with(['.', '!', '?', ':', ';']) || bulleted(i);
        let follows = item.is_some_and(|item| {
            item.style == found.style && item.letter == found.letter && item.number + 1 == found.number
        });
        // "for 2. above" is no item, "b. another" is one only in a row.
        let lower = next.text.starts_with(char::is_lowercase);
        let bare = found.style == Style::Stop;
        if follows && !(bare && lower && !found.letter) {
            starts[i] = i > 0 && !bulleted(i);
            item = Some(found);
        } else if (opens || item.is_some() && found.number == 1) && (!bare || found.letter || !lower) {
            item = Some(found);
            let first_letter = bare && lower && found.number == 1;
            starts[i] = i > 0 && (first_letter || !bare && !bulleted(i));
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chunks::chunks;
    use crate::document::Span;

    fn items(text: &str) -> Vec<&str> {
        let chunks = chunks(text, Span::new(0, text.len()));
        let starts = list_starts(&chunks);
        chunks.iter().zip(starts).filter(|(_, start)| *start).map(|(chunk, _)| chunk.text).collect()
    }

    #[test]
    fn items_follow_one_another() {
        assert_eq!(items("1.) First 2.) Second 3.) Third"), ["2.)", "3.)"]);
        assert_eq!(items("They want: (a) peace (b) bread"), ["(a)", "(b)"]);
        assert_eq!(items("• Stop • Go"), ["•"]);
        assert_eq!(items("a. here b. there c. away"), ["b.", "c."]);
    }

    #[test]
    fn numbers_in_a_sentence_are_no_items() {
        for text in ["for 1. above and 2. below", "He is 5. She is 7.", "see (a) and (c)", ""] {
            assert!(items(text).is_empty(), "{text:?}");
        }
    }

    #[test]
    fn markers_are_told_from_words() {
        for chunk in ["1.", "12.)", "(iv)", "iv)", "a.", "IV.", "(b)"] {
            assert!(is_list_marker(chunk), "{chunk:?}");
        }
        for chunk in ["2019.", "word.", "1", ")", ".", "5,"] {
            assert!(!is_list_marker(chunk), "{chunk:?}");
        }
    }
}
