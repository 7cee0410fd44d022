//! A stretch of text in, its white-space separated chunks out, and the marks that chunks are told
//! apart by.

use crate::document::Span;

/// A stretch without white space.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chunk<'t> {
    pub(crate) text: &'t str,
    pub(crate) span: Span,
}

/// White space, to which a byte order mark is added.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// The chunks of a stretch of text.
pub(crate) fn chunks(text: &str, span: Span) -> Vec<Chunk<'_>> {
    let mut rest = span.start;
    span.of(text)
        .split(is_space)
        .filter_map(|chunk| {
            // The pieces of `split` lie in order in the text, one separator apart.
            let start = rest;
            rest += chunk.len();
            let end = rest;
            rest += text[end..].chars().next().map_or(0, char::len_utf8);
            (!chunk.is_empty()).then(|| Chunk { text: chunk, span: Span::new(start, end) })
        })
        .collect()
}

pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‽' | '．' | '。' | '！' | '？' | '｡' | '؟' | '۔')
}

/// Marks that end a sentence whether or not white space follows.
pub(crate) fn is_wide_mark(c: char) -> bool {
    matches!(c, '．' | '。' | '！' | '？' | '｡')
}

pub(crate) fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '}' | '›' | '*' | '_')
}

pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›')
}

pub(crate) fn is_opener(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '‹' | '(' | '[' | '{' | '¿' | '¡' | '`' | '„' | '*' | '_')
}

pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—')
}

pub(crate) fn is_opener_only(c: char) -> bool {
    matches!(c, '“' | '‘' | '«' | '(' | '[')
}

/// The letters and digits that a chunk starts with.
pub(crate) fn first_word(chunk: &str) -> &str {
    let end = chunk.find(|c: char| !c.is_alphanumeric()).unwrap_or(chunk.len());
    &chunk[..end]
}

/// Whether the chunk after chunk `i` starts with a capital.
pub(crate) fn next_is_capital(chunks: &[Chunk<'_>], i: usize) -> bool {
    chunks
        .get(i + 1)
        .is_some_and(|next| next.text.trim_start_matches(is_opener).starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_lie_where_they_are_read() {
        let text = "\u{feff} Kyiv\u{a0}–\r\n\tOdesa ";
        let found = chunks(text, Span::new(0, text.len()));
        let texts: Vec<_> = found.iter().map(|chunk| chunk.text).collect();
        assert_eq!(texts, ["Kyiv", "–", "Odesa"]);
        for chunk in found {
            assert_eq!(chunk.span.of(text), chunk.text);
        }
    }
}
