//! Text in, its passages out: paragraphs, headings and what is no sentence of the article.
//!
//! Lines are told apart first (dates, page chrome), then joined to paragraphs where a sentence was
//! wrapped, then the headline, the headings and the datelines are found.

use std::collections::BTreeSet;

use crate::chrome::is_chrome;
use crate::chunks::{is_closer, is_opener, is_space};
use crate::datelines::dateline;
use crate::dates::{FoundDate, date_line, find_date};
use crate::document::{Passage, PassageKind, Published, PublishedFrom, Span};

/// Words of the longest headline.
const MAX_HEADLINE_WORDS: usize = 30;

/// Words of the longest heading.
const MAX_HEADING_WORDS: usize = 12;

/// Characters of the lines of hard-wrapped text.
const MIN_WIDTH: usize = 45;
const MAX_WIDTH: usize = 110;

/// Lines of a block that are looked at to see how wide it is.
const MAX_LINES: usize = 24;

/// A line without the white space around it.
#[derive(Clone, Copy, Debug)]
struct Line {
    span: Span,
    /// Whether an empty line stands before it.
    after_blank: bool,
    /// What it is, if no line of a paragraph.
    kind: Option<PassageKind>,
}

/// The passages of a text, which together cover all that is not white space, and the date of
/// publication that they give.
pub(crate) fn passages(text: &str) -> (Vec<Passage>, Option<Published>) {
    let lines = lines(text);
    let mut passages = Vec::new();
    let mut published = None;
    let mut i = 0;
    while let Some(line) = lines.get(i) {
        if let Some(kind) = line.kind {
            if published.is_none() {
                let content = line.span.of(text);
                let found = date_line(content).or_else(|| find_date(content));
                let from =
                    if kind == PassageKind::Date { PublishedFrom::Heading } else { PublishedFrom::Chrome };
                published = found.and_then(|found| publication(found, line.span.start, from));
            }
            passages.push(Passage { span: line.span, kind });
            i += 1;
            continue;
        }
        let end = paragraph_end(text, &lines, i);
        let span = Span::new(line.span.start, lines[end - 1].span.end);
        passages.push(Passage { span, kind: PassageKind::Paragraph });
        i = end;
    }
    mark_repeated(text, &mut passages);
    name_headings(text, &mut passages);
    let passages = split_datelines(text, passages, &mut published);
    (passages, published)
}

fn publication(found: FoundDate, offset: usize, from: PublishedFrom) -> Option<Published> {
    let date = found.date?;
    let span = Span::new(offset + found.span.start, offset + found.span.end);
    Some(Published { date, span, from })
}

/// The lines that are not empty.
fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut blank = true;
    let mut start = 0;
    while start < text.len() {
        let (end, next) = line_end(text, start);
        let line = &text[start..end];
        let left = line.trim_start_matches(is_space);
        let trimmed = left.trim_end_matches(is_space);
        if trimmed.is_empty() {
            blank = true;
        } else {
            let from = end - left.len();
            let span = Span::new(from, from + trimmed.len());
            lines.push(Line { span, after_blank: blank, kind: kind(trimmed) });
            blank = false;
        }
        start = next;
    }
    lines
}

/// Where the line that starts at `start` ends, and where the next one starts.
fn line_end(text: &str, start: usize) -> (usize, usize) {
    let is_end = |c| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let Some(at) = text[start..].find(is_end) else { return (text.len(), text.len()) };
    let end = start + at;
    let ending = &text[end..];
    let width = if ending.starts_with("\r\n") { 2 } else { ending.chars().next().map_or(1, char::len_utf8) };
    (end, end + width)
}

fn kind(line: &str) -> Option<PassageKind> {
    if date_line(line).is_some() {
        return Some(PassageKind::Date);
    }
    is_chrome(line).then_some(PassageKind::Chrome)
}

/// The end of the paragraph that starts with line `i`, as an index of lines.
fn paragraph_end(text: &str, lines: &[Line], i: usize) -> usize {
    let goes_on = |line: &Line| !line.after_blank && line.kind.is_none();
    let followers = lines[i + 1..].iter().take(MAX_LINES).take_while(|line| goes_on(line)).count();
    let block = &lines[i..=i + followers];
    let length = |line: &Line| line.span.of(text).chars().take(MAX_WIDTH + 1).count();
    let width = block.iter().map(length).max().unwrap_or(0);
    let closed = followers > 0 && block.last().is_some_and(|line| ends_sentence(line.span.of(text)));
    let joined = lines[i..].windows(2).take_while(|pair| {
        goes_on(&pair[1]) && is_wrapped(pair[0].span.of(text), pair[1].span.of(text), width, closed)
    });
    i + joined.count() + 1
}

/// Whether the line break between two lines stands inside a paragraph.
///
/// It does where the sentence obviously goes on, or where the next line's first word would not
/// have fitted into the width that the block's longest line shows.
fn is_wrapped(line: &str, next: &str, width: usize, closed: bool) -> bool {
    let length = line.chars().count();
    let starts_item = next.starts_with(['•', '⁃', '‣', '▪', '◦', '●', '■', '►', '*', '-', '–'])
        || next.split_whitespace().next().is_some_and(crate::lists::is_list_marker);
    if next.chars().all(|c| !c.is_alphanumeric()) && next.len() <= 4 {
        return true;
    }
    let goes_on = next.trim_start_matches(is_opener).starts_with(char::is_lowercase)
        || next.starts_with('(') && length >= 60;
    if !ends_sentence(line) && goes_on && !starts_item && (closed || length >= 40) {
        return true;
    }
    let word = next.split_whitespace().next().map_or(0, |word| word.chars().take(80).count());
    let full = length + 1 + word > width;
    let wrapping = (MIN_WIDTH..=MAX_WIDTH).contains(&width) && length + 20 > width;
    full && wrapping && !starts_item
}

/// Whether a line ends with a mark that ends sentences.
fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(is_closer).ends_with(['.', '!', '?', '…', '。', '．', '！', '？', '۔', '؟'])
}

/// Words of the shortest paragraph that the page says again and not the article.
const MIN_REPEATED_WORDS: usize = 4;

/// Takes a paragraph that stands word for word before it for chrome: the title over the text, a call that
/// stands after every few paragraphs. What it says is read once.
fn mark_repeated(text: &str, passages: &mut [Passage]) {
    let mut seen = BTreeSet::new();
    for passage in passages.iter_mut().filter(|passage| passage.kind == PassageKind::Paragraph) {
        let content = passage.span.of(text);
        let long = content.split_whitespace().take(MIN_REPEATED_WORDS).count() == MIN_REPEATED_WORDS;
        if long && !seen.insert(content) {
            passage.kind = PassageKind::Chrome;
        }
    }
}

/// Calls the first paragraph without a final stop the headline, and later ones headings.
fn name_headings(text: &str, passages: &mut [Passage]) {
    let paragraphs: Vec<usize> =
        (0..passages.len()).filter(|&i| passages[i].kind == PassageKind::Paragraph).collect();
    for (place, &i) in paragraphs.iter().enumerate() {
        let content = passages[i].span.of(text);
        let followed = place + 1 < paragraphs.len();
        let limit = if place == 0 { MAX_HEADLINE_WORDS } else { MAX_HEADING_WORDS };
        if !followed || !is_title(content, limit) || dateline(content).is_some() {
            continue;
        }
        passages[i].kind = if place == 0 { PassageKind::Headline } else { PassageKind::Heading };
    }
}

/// Whether a paragraph has no final mark and is short enough for a title of `limit` words.
fn is_title(content: &str, limit: usize) -> bool {
    let short = content.len() < 400 && content.split_whitespace().count() <= limit;
    let last = content.trim_end_matches(is_closer).chars().next_back();
    let open = last.is_some_and(|c| matches!(c, '.' | '…' | ':' | ';' | ',' | '。'));
    let question = last.is_some_and(|c| matches!(c, '?' | '!'));
    let quoted =
        content.starts_with(['"', '“']) && content.ends_with(['"', '”', ',']) && limit == MAX_HEADING_WORDS;
    let item = content.split_whitespace().next().is_some_and(crate::lists::is_list_marker)
        || content.starts_with(['•', '⁃', '-', '–', '*']);
    let speaks = content.trim_start_matches(is_opener).starts_with(char::is_lowercase);
    let asks_at_length = question && limit == MAX_HEADING_WORDS && content.len() > 80;
    let sentence = open || asks_at_length || quoted || item || speaks;
    short && !sentence
}

/// Makes the datelines at the start of paragraphs passages of their own.
fn split_datelines(text: &str, passages: Vec<Passage>, published: &mut Option<Published>) -> Vec<Passage> {
    let mut result = Vec::with_capacity(passages.len() + 1);
    for passage in passages {
        let found =
            (passage.kind == PassageKind::Paragraph).then(|| dateline(passage.span.of(text))).flatten();
        let Some(length) = found else {
            result.push(passage);
            continue;
        };
        let end = passage.span.start + length;
        let span = Span::new(passage.span.start, end);
        if published.is_none() {
            let from = PublishedFrom::Dateline;
            *published = find_date(span.of(text)).and_then(|found| publication(found, span.start, from));
        }
        result.push(Passage { span, kind: PassageKind::Dateline });
        let rest = Span::new(end, passage.span.end).of(text);
        let start = passage.span.end - rest.trim_start_matches(is_space).len();
        result.push(Passage { span: Span::new(start, passage.span.end), kind: PassageKind::Paragraph });
    }
    result
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use PassageKind::{Chrome, Date, Dateline, Heading, Headline, Paragraph};

    fn kinds(text: &str) -> Vec<(PassageKind, &str)> {
        let (passages, _) = passages(text);
        passages.iter().map(|passage| (passage.kind, passage.span.of(text))).collect()
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let wrapped = "The army of the transitional government announced on Monday the\n\
            start of a new phase of operations. Several officers were killed in\n\
            bombings and ambushes. It denied this.";
        assert_eq!(kinds(wrapped), [(Paragraph, wrapped)]);
        let broken = "It was a cold \nnight in the city.";
        assert_eq!(kinds(broken), [(Paragraph, broken)]);
    }

    #[test]
    fn a_long_wrapped_paragraph_stays_whole() {
        let wrapped = ["the army of the government announced the start of a new phase"; 100].join("\n");
        assert_eq!(kinds(&wrapped).len(), 1);
    }

    #[test]
    fn lines_of_whole_sentences_are_paragraphs() {
        let text = "The army withdrew on Monday.\nNobody was hurt.\nTalks go on.";
        assert_eq!(kinds(text).len(), 3);
        assert_eq!(kinds("features\ncontact manager\nevents, activities\n").len(), 3);
        assert_eq!(kinds("One.\r\rTwo.\u{2029}Three.").len(), 3);
    }

    #[test]
    fn headline_and_headings_have_no_stop() {
        let text =
            "Army retakes bridge\n\nThe army retook it.\n\nWhat comes next\n\nNobody knows.\n\nThe end";
        let found: Vec<_> = kinds(text).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(found, [Headline, Paragraph, Heading, Paragraph, Paragraph]);
        assert_eq!(kinds("Army retakes bridge"), [(Paragraph, "Army retakes bridge")]);
    }

    #[test]
    fn a_dateline_is_told_from_its_sentence() {
        let text = "KYIV, Ukraine (AP) — A drone fell. It burned.";
        assert_eq!(
            kinds(text),
            [(Dateline, "KYIV, Ukraine (AP) —"), (Paragraph, "A drone fell. It burned.")]
        );
    }

    #[test]
    fn what_is_said_again_word_for_word_is_chrome() {
        let text = "Army retakes bridge in Raqqa\n\nArmy retakes bridge in Raqqa\n\nIt fell.\n\n\
            Help us tell the story of this war\n\nIt fell.\n\nHelp us tell the story of this war\n\nIt burned.";
        let found: Vec<_> = kinds(text).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(found, [Headline, Chrome, Paragraph, Heading, Paragraph, Chrome, Paragraph]);
    }

    #[test]
    fn dates_and_chrome_are_told() {
        let text = " date 2026-02-22 + ↺ − 16 px\n\n22 February 2026\nThe army withdrew.";
        assert_eq!(
            kinds(text),
            [
                (Chrome, "date 2026-02-22 + ↺ − 16 px"),
                (Date, "22 February 2026"),
                (Paragraph, "The army withdrew.")
            ]
        );
    }

    #[test]
    fn the_first_full_date_is_that_of_publication() {
        let day = |text| {
            let (_, published) = passages(text);
            published.map(|published| (published.date, published.span.of(text), published.from))
        };
        let expected = Some((date(2026, 2, 22), "2026-02-22", PublishedFrom::Chrome));
        assert_eq!(day(" date 2026-02-22 + ↺ − 16 px\n\nIt fell.\n"), expected);
        let heading = (date(2019, 1, 24), "January 24, 2019", PublishedFrom::Heading);
        assert_eq!(day("It fell.\n\nJanuary 24, 2019\n"), Some(heading));
        let dateline = (date(2026, 2, 22), "Feb. 22, 2026", PublishedFrom::Dateline);
        assert_eq!(day("KYIV, Feb. 22, 2026 (AP) — It fell."), Some(dateline));
        assert_eq!(day("KYIV, Feb 22 (AP) — It fell."), None);
        assert_eq!(day("It fell on January 24, 2019, they said."), None);
    }
}
