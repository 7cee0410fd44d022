//! A chunk in, out where sentences end inside it because white space was left out.

use crate::abbreviations::{Abbreviation, abbreviation, starts_sentences};
use crate::chunks::{Chunk, first_word, is_closer, is_mark, is_wide_mark};

/// The bytes of the text at which a sentence ends and another starts, inside a chunk.
pub(crate) fn inner_ends(chunk: &Chunk<'_>) -> Vec<usize> {
    let text = chunk.text;
    let mut ends = Vec::new();
    if !text.contains(is_mark) || is_address(text) {
        return ends;
    }
    let mut marks = text.char_indices().peekable();
    while let Some((at, mark)) = marks.next() {
        if !is_mark(mark) {
            continue;
        }
        while marks.next_if(|&(_, c)| is_mark(c) || is_closer(c)).is_some() {}
        let Some(&(next, _)) = marks.peek() else { break };
        let before = &text[..at];
        let after = &text[next..];
        let ends_here = is_wide_mark(mark) || is_glued_end(before, &text[at..next], after);
        if ends_here {
            ends.push(chunk.span.start + next);
        }
    }
    ends
}

fn is_address(chunk: &str) -> bool {
    chunk.contains("://") || chunk.contains('@') || chunk.contains("www.")
}

/// Whether "world" + "." + "Today" are two sentences with the space left out.
///
/// "News.Az" and "U.S.Army" are not: the first word has to be in lower case or a number, or the
/// second one that starts sentences, and the second has to look like an ordinary word.
fn is_glued_end(before: &str, marks: &str, after: &str) -> bool {
    let next = first_word(after);
    let mut letters = next.chars();
    let capitalised = letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
    if !capitalised {
        return false;
    }
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or(before);
    let length = last.chars().take(3).count();
    let plain = (length > 2 && last.chars().all(char::is_lowercase))
        || (length > 0 && last.chars().all(char::is_numeric));
    let starts = starts_sentences(next)
        || abbreviation(next) == Some(Abbreviation::Title) && after[next.len()..].starts_with('.');
    let one_mark = marks.chars().next().is_some_and(|c| c != '…') && !marks.starts_with("..");
    one_mark && (plain && (next.chars().count() > 2 || starts) || length > 2 && starts && next.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;

    fn parts(chunk: &str) -> Vec<&str> {
        let span = Span::new(0, chunk.len());
        let mut start = 0;
        let mut parts = Vec::new();
        for end in inner_ends(&Chunk { text: chunk, span }).into_iter().chain([chunk.len()]) {
            parts.push(&chunk[start..end]);
            start = end;
        }
        parts
    }

    #[test]
    fn a_sentence_may_start_without_a_space() {
        assert_eq!(parts("world.Today"), ["world.", "Today"]);
        assert_eq!(parts("1,000.That"), ["1,000.", "That"]);
        assert_eq!(parts("Tuesday.Mr."), ["Tuesday.", "Mr."]);
        assert_eq!(parts("left?”Nobody"), ["left?”", "Nobody"]);
        assert_eq!(parts("です。はい。"), ["です。", "はい。"]);
    }

    #[test]
    fn names_and_addresses_do_not_end() {
        for chunk in [
            "News.Az",
            "U.S.Army",
            "Node.js",
            "example.com",
            "https://a.Bc.De/The",
            "e.g.This",
            "3.5",
            "Y!J",
            "wait...What",
        ] {
            assert_eq!(parts(chunk), [chunk]);
        }
    }
}
