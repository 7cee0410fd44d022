//! Chunks of a paragraph in, out where quotations and brackets hold sentences together.

use crate::chunks::{Chunk, is_mark};

/// Chunks that an open bracket or quotation mark holds a sentence together for, at most.
pub(crate) const MAX_HELD: usize = 60;

/// For each chunk, whether it and the next one are held together by a quotation that they stand in.
///
/// Only single quotation marks are told: books write speech in them, cries and all, and go on with
/// "said she", while the sentences of a newspaper's double quotation marks are whole ones. A full stop
/// holds nothing together where the quotation ends as a sentence does. Only quotations that close are
/// told, and only short ones.
pub(crate) fn inside_quotations(chunks: &[Chunk<'_>]) -> Vec<bool> {
    let mut inside = vec![false; chunks.len()];
    let mut open: Option<(usize, char)> = None;
    for (i, chunk) in chunks.iter().enumerate() {
        let core = chunk.text.trim_start_matches(['(', '[']);
        if open.is_none_or(|(at, _)| i - at > MAX_HELD)
            && let Some(mark) = core.chars().next().filter(|&c| matches!(c, '\'' | '‘' | '`'))
            && core.chars().nth(1).is_some_and(|c| !is_mark(c))
        {
            open = Some((i, mark));
        }
        if let Some((at, mark)) = open
            && let Some(close) = chunk.text.rfind(if mark == '‘' { '’' } else { '\'' }).filter(|&at| at > 0)
            && i - at <= MAX_HELD
            && let ends = chunk.text[..close].ends_with(|c| is_mark(c) || c == ',')
            && (mark == '‘' || ends)
            && !chunk.text[close..].contains(char::is_alphanumeric)
        {
            for (inside, chunk) in inside[at..i].iter_mut().zip(&chunks[at..i]) {
                *inside = !ends || !chunk.text.ends_with('.');
            }
            open = None;
        }
    }
    inside
}

/// Whether the brackets that follow a quotation belong to its sentence: a source with the stop
/// behind it ("(Smith 55).") or, after a cry or a question, the paragraph's last remark.
pub(crate) fn is_bracketed_end(mark: char, next: &[Chunk<'_>]) -> bool {
    let opens = next.first().is_some_and(|chunk| chunk.text.starts_with('('));
    let mut within = next.iter().take(MAX_HELD);
    let Some(closing) = within.position(|chunk| chunk.text.contains(')')) else { return false };
    let remark = matches!(mark, '!' | '?') && closing + 1 == next.len();
    opens && (next[closing].text.contains(").") || remark)
}

/// Verbs that follow a quotation.
const VERBS_OF_SAYING: &[&str] = &[
    "said", "asked", "says", "asks", "added", "cried", "shouted", "replied", "wrote", "told", "yelled",
    "answered", "tweeted", "wondered",
];

/// "Smith asked." after a quotation: a name, a verb of saying, and the sentence is over.
pub(crate) fn is_attribution(next: &[Chunk<'_>]) -> bool {
    next.iter().take(4).any(|chunk| {
        let verb = chunk.text.trim_end_matches(['.', ',', ':']);
        verb.len() < chunk.text.len() && VERBS_OF_SAYING.contains(&verb)
    })
}
