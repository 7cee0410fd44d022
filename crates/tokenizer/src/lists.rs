//! Chunks of a paragraph in, out which of them start an item of a list that runs inside a line.

use crate::sentences::Chunk;

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
    marker(chunk).is_some()
        || chunk.strip_suffix('.').is_some_and(|roman| {
            !roman.is_empty() && roman.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'i' | 'v' | 'x'))
        })
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
    let mut run = 0usize;
    for (i, chunk) in chunks.iter().enumerate() {
        if chunk.text.starts_with(is_bullet) {
            starts[i] = i > 0;
            continue;
        }
        let Some(found) = marker(chunk.text) else { continue };
        let Some(next) = chunks.get(i + 1) else { continue };
        let opens = i == 0 || chunks[i - 1].text.ends_with(['.', '!', '?', ':', ';']) || chunks[i - 1].text.starts_with(is_bullet);
        let follows = item.is_some_and(|item| {
            item.style == found.style && item.letter == found.letter && item.number + 1 == found.number
        });
        // "for 2. above" is no item, "b. another" is one only in a row.
        let lower = next.text.starts_with(char::is_lowercase);
        let bare = found.style == Style::Stop;
        if follows && !(bare && lower && !found.letter) {
            starts[i] = i > 0 && !chunks[i - 1].text.starts_with(is_bullet);
            run += 1;
            item = Some(found);
        } else if (opens || item.is_some() && found.number == 1) && (!bare || found.letter || !lower) {
            run = 0;
            item = Some(found);
            starts[i] = i > 0 && !bare && !chunks[i - 1].text.starts_with(is_bullet);
            if bare && found.letter && found.number == 1 && lower && i > 0 {
                starts[i] = true;
            }
        }
    }
    let _ = run;
    starts
}
