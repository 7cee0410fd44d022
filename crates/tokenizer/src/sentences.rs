//! A paragraph in, its sentences out, as spans.
//!
//! A stop ends a sentence unless the word before it or the word after it says otherwise: every
//! decision reads the word with the mark, the next word and how the sentence began.

use crate::abbreviations::{Abbreviation, abbreviation, is_acronym, starts_sentences};
use crate::document::Span;
use crate::lists::{is_bullet, is_list_marker, list_starts};
use crate::tokens::is_exclaiming_name;

/// White-space separated chunks that an open bracket holds a sentence together for, at most.
const MAX_BRACKET: usize = 60;

/// The sentences of one paragraph: in order, together covering all that is not white space.
pub(crate) fn sentences(text: &str, paragraph: Span) -> Vec<Span> {
    let chunks = chunks(text, paragraph);
    let item_starts = list_starts(&chunks);
    let quoted = inside_quotations(&chunks);
    let mut sentences = Vec::new();
    let mut current = Current::default();
    for (i, chunk) in chunks.iter().enumerate() {
        if i == current.first {
            current.start = chunk.span.start;
        }
        for end in inner_ends(chunk) {
            sentences.push(Span::new(current.start, end));
            current = Current { start: end, first: i, ..Current::default() };
        }
        current.tail = current.start.max(chunk.span.start) - chunk.span.start;
        current.read(i, chunk.text);
        let next_item = item_starts.get(i + 1).copied().unwrap_or(true);
        if next_item || !quoted[i] && ends_sentence(&chunks, i, &current) {
            sentences.push(Span::new(current.start, chunk.span.end));
            current = Current { first: i + 1, ..Current::default() };
        }
    }
    sentences
}

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

/// The sentence being read.
#[derive(Clone, Debug, Default)]
struct Current {
    /// Its first byte.
    start: usize,
    /// The index of its first chunk.
    first: usize,
    /// How many bytes of the chunk being read belong to the sentence before.
    tail: usize,
    /// Brackets opened and not closed, and the chunk of the first of them.
    open: usize,
    opened: usize,
    /// Straight double quotation marks so far.
    quotes: usize,
}

impl Current {
    fn read(&mut self, i: usize, chunk: &str) {
        for c in chunk.chars() {
            match c {
                '(' | '[' => {
                    if self.open == 0 {
                        self.opened = i;
                    }
                    self.open += 1;
                }
                ')' | ']' => self.open = self.open.saturating_sub(1),
                '"' => self.quotes += 1,
                _ => {}
            }
        }
    }

    /// Whether chunk `i` lies in brackets that opened inside the sentence.
    fn in_brackets(&self, i: usize) -> bool {
        self.open > 0 && self.opened > self.first && i - self.opened < MAX_BRACKET
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‽' | '．' | '。' | '！' | '？' | '｡' | '؟' | '۔')
}

/// Marks that end a sentence whether or not white space follows.
fn is_wide_mark(c: char) -> bool {
    matches!(c, '．' | '。' | '！' | '？' | '｡')
}

pub(crate) fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '}' | '›' | '*' | '_')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›')
}

pub(crate) fn is_opener(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '‹' | '(' | '[' | '{' | '¿' | '¡' | '`' | '„' | '*' | '_')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—')
}

/// A chunk without the quotes, brackets and note numbers that follow its final mark.
fn without_closers(chunk: &str) -> &str {
    let core = chunk.trim_end_matches(is_closer);
    let unnoted = without_note(core);
    if unnoted.ends_with(is_mark) { unnoted } else { core }
}

/// "martyr.[1][2" without "[1][2", "consultation.11" without "11".
fn without_note(chunk: &str) -> &str {
    let mut rest = chunk;
    if let Some(at) = rest.find(".[").filter(|&at| {
        rest[at + 1..].chars().all(|c| c.is_ascii_digit() || matches!(c, '[' | ']' | ',' | '–' | '-'))
    }) {
        rest = &rest[..=at];
    }
    let digits = rest.len() - rest.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if (1..=2).contains(&digits) {
        let stopped = &rest[..rest.len() - digits];
        let before = stopped.strip_suffix('.').and_then(|word| word.chars().next_back());
        if before.is_some_and(|c| c.is_lowercase() || c == ')') {
            return stopped;
        }
    }
    rest
}

/// Whether the sentence ends with chunk `i`; chunk `i + 1` exists.
fn ends_sentence(chunks: &[Chunk<'_>], i: usize, current: &Current) -> bool {
    let chunk = &chunks[i].text[current.tail..];
    let at_start = i == current.first || i == current.first + 1 && is_bullet_only(chunks[i - 1].text);
    if at_start && is_list_marker(chunk.trim_start_matches(is_bullet)) {
        return false;
    }
    if is_credit_label(chunks[i + 1].text) && !chunk.ends_with(',') && !at_start {
        return true;
    }
    let mut core = without_closers(chunk);
    let mut closers = &chunk[core.len()..];
    if core.is_empty() && i > current.first {
        // A quotation mark that stands apart from the sentence it closes.
        let opens = chunk.ends_with('"') && current.quotes % 2 == 1 || chunk.ends_with(is_opener_only);
        if opens {
            return false;
        }
        core = without_closers(chunks[i - 1].text);
        closers = chunk;
    }
    let Some(mark) = core.chars().next_back().filter(|&c| is_mark(c)) else {
        return is_note_after_stop(chunks, i) && next_is_capital(chunks, i);
    };
    if current.in_brackets(i) {
        return false;
    }
    let next = chunks[i + 1].text;
    let after = next.trim_start_matches(|c| is_opener(c) || is_dash(c));
    let Some(first) = after.chars().next() else {
        return ends_before_punctuation(chunks, i, current);
    };
    if is_note(next) && next_is_capital(chunks, i + 1) && core.ends_with(is_mark) && core.len() < chunk.len() {
        // "consultation.11 12 Take": the numbers of notes belong to the sentence before them.
        return false;
    }
    if first == '.' {
        return opens_with_ellipsis(core, chunks, i);
    }
    if matches!(first, ',' | ';' | ':' | ')' | ']' | '}' | '!' | '?' | '…' | '/' | '”' | '’' | '%') {
        return false;
    }
    if first.is_lowercase() {
        return false;
    }
    if closers.contains(is_quote) && is_bracketed_end(mark, &chunks[i + 1..]) {
        return false;
    }
    let word = first_word(after);
    if core.ends_with("..") || mark == '…' || is_spaced_dots(chunks, i) {
        return ellipsis_ends(chunks, i, word);
    }
    if closers.contains(is_quote) && mark != '.' && is_attribution(&chunks[i + 1..]) {
        return false;
    }
    if mark != '.' {
        return !is_name_with_mark(core) || starts_sentences(word);
    }
    if !closers.is_empty() && !closers.contains('\'') && !closers.contains('’') {
        return true;
    }
    stop_ends(core, chunks, i, current, word, first)
}

fn is_opener_only(c: char) -> bool {
    matches!(c, '“' | '‘' | '«' | '(' | '[')
}

/// Whether the stop of `core` ends the sentence; what follows is not in lower case.
fn stop_ends(
    core: &str,
    chunks: &[Chunk<'_>],
    i: usize,
    current: &Current,
    next: &str,
    first: char,
) -> bool {
    let token = core.trim_start_matches(|c| is_opener(c) || is_dash(c));
    let Some(token) = token.strip_suffix('.') else {
        return true;
    };
    let word = token.rsplit(['-', '–', '—', '/', '(']).next().unwrap_or(token);
    let mut letters = word.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && letter.is_uppercase()
    {
        let named = i > current.first && chunks[i - 1].text.starts_with(char::is_uppercase);
        return starts_sentences(next) && !(named && next.eq_ignore_ascii_case("a"));
    }
    let starts = starts_sentences(next) && !is_all_capitals(next);
    let numbered = first.is_numeric();
    match abbreviation(word) {
        None => true,
        // "Image:" names what follows; no abbreviation is followed by a label.
        Some(_) if chunks[i + 1].text.ends_with(':') => true,
        Some(Abbreviation::Title) => {
            // "on 5th St. The" is a street, "St. The" never a saint.
            word.eq_ignore_ascii_case("st") && starts && i > current.first
        }
        Some(Abbreviation::Linking) => word.len() == 1 && starts,
        Some(Abbreviation::Counted) => match word.to_lowercase().as_str() {
            "no" => !numbered,
            _ => !numbered && starts,
        },
        Some(Abbreviation::Closing) => !numbered,
        Some(Abbreviation::Time) if word.contains('.') => {
            !is_opening_phrase(chunks, i, current) && !numbered && !is_zone_or_day(next)
        }
        Some(Abbreviation::Time) => true,
        Some(Abbreviation::Anywhere) => {
            let titled = abbreviation(next) == Some(Abbreviation::Title)
                && chunks[i + 1].text.ends_with('.')
                && !is_acronym(word);
            (starts || titled) && !is_opening_phrase(chunks, i, current)
        }
    }
}

/// "At 5 a.m. Mr. Smith": the sentence has only begun and cannot end yet.
fn is_opening_phrase(chunks: &[Chunk<'_>], i: usize, current: &Current) -> bool {
    let first = chunks[current.first].text.to_lowercase();
    i - current.first <= 3
        && matches!(first.as_str(), "at" | "in" | "on" | "by" | "from" | "since" | "around" | "about" | "before" | "after" | "until")
}

fn is_all_capitals(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

fn is_zone_or_day(word: &str) -> bool {
    matches!(
        word,
        "GMT" | "UTC" | "EST" | "EDT" | "ET" | "CST" | "CDT" | "CT" | "MST" | "PST" | "PDT" | "PT" | "BST" | "CET" | "CEST"
            | "IST" | "EET" | "MSK" | "Eastern" | "Central" | "Pacific" | "Mountain" | "Greenwich" | "Moscow"
            | "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday" | "January"
            | "February" | "March" | "April" | "May" | "June" | "July" | "August" | "September" | "October"
            | "November" | "December"
    )
}

/// "Image:" after a caption.
fn is_credit_label(chunk: &str) -> bool {
    matches!(chunk, "Image:" | "Photo:" | "Photograph:" | "Credit:" | "IMAGE:" | "PHOTO:")
}

fn is_bullet_only(chunk: &str) -> bool {
    chunk.chars().all(is_bullet)
}

/// Whether the brackets that follow a quotation belong to its sentence: a source with the stop
/// behind it ("(Smith 55).") or, after a cry or a question, the paragraph's last remark.
fn is_bracketed_end(mark: char, next: &[Chunk<'_>]) -> bool {
    let opens = next.first().is_some_and(|chunk| chunk.text.starts_with('('));
    let mut within = next.iter().take(MAX_BRACKET);
    let Some(closing) = within.position(|chunk| chunk.text.contains(')')) else { return false };
    let remark = matches!(mark, '!' | '?') && closing + 1 == next.len();
    opens && (next[closing].text.contains(").") || remark)
}

/// For each chunk, whether it and the next one stand in the same quotation.
///
/// Only single quotation marks are told: books write speech in them and go on with "said she",
/// while the sentences of a newspaper's double quotation marks are whole ones. Only quotations
/// that close are told, and only short ones.
fn inside_quotations(chunks: &[Chunk<'_>]) -> Vec<bool> {
    let mut inside = vec![false; chunks.len()];
    let mut open: Option<(usize, char)> = None;
    for (i, chunk) in chunks.iter().enumerate() {
        let core = chunk.text.trim_start_matches(['(', '[']);
        if open.is_none_or(|(at, _)| i - at > MAX_BRACKET)
            && let Some(mark) = core.chars().next().filter(|&c| matches!(c, '\'' | '‘' | '`'))
            && core.chars().nth(1).is_some_and(|c| !is_mark(c))
        {
            open = Some((i, mark));
        }
        if let Some((at, mark)) = open
            && let Some(close) = chunk.text.rfind(if mark == '‘' { '’' } else { '\'' }).filter(|&at| at > 0)
            && i - at <= MAX_BRACKET
            && (mark == '‘' || chunk.text[..close].ends_with(|c| is_mark(c) || c == ','))
            && !chunk.text[close..].contains(char::is_alphanumeric)
        {
            inside[at..i].fill(true);
            open = None;
        }
    }
    inside
}

fn is_name_with_mark(core: &str) -> bool {
    core.trim_start_matches(is_opener).strip_suffix('!').is_some_and(is_exclaiming_name)
}

/// The letters and digits that a chunk starts with.
fn first_word(chunk: &str) -> &str {
    let end = chunk.find(|c: char| !c.is_alphanumeric()).unwrap_or(chunk.len());
    &chunk[..end]
}

fn next_is_capital(chunks: &[Chunk<'_>], i: usize) -> bool {
    chunks.get(i + 1).is_some_and(|next| {
        next.text.trim_start_matches(is_opener).starts_with(char::is_uppercase)
    })
}

fn is_note(chunk: &str) -> bool {
    chunk.len() <= 2 && chunk.bytes().all(|b| b.is_ascii_digit())
}

/// Whether chunk `i` is the second number of "consultation.11 12".
fn is_note_after_stop(chunks: &[Chunk<'_>], i: usize) -> bool {
    i > 0 && is_note(chunks[i].text) && {
        let before = chunks[i - 1].text;
        without_note(before).len() < before.len()
    }
}

/// What follows the mark of chunk `i` is a chunk of punctuation.
fn ends_before_punctuation(chunks: &[Chunk<'_>], i: usize, current: &Current) -> bool {
    let next = chunks[i + 1].text;
    let following = chunks.get(i + 2).map(|chunk| chunk.text.trim_start_matches(is_opener));
    let capital = following.is_some_and(|text| text.starts_with(char::is_uppercase));
    if next.chars().all(is_dash) {
        return capital;
    }
    let opens = next.ends_with(is_opener_only) || next == "\"" && current.quotes % 2 == 0;
    opens && following.is_some_and(|text| !text.starts_with(char::is_lowercase))
}

/// "compounds. . . . The": a stop, then an ellipsis that opens the next sentence.
fn opens_with_ellipsis(core: &str, chunks: &[Chunk<'_>], i: usize) -> bool {
    core.len() > 1
        && !core.ends_with("..")
        && chunks[i + 1..].iter().take(3).filter(|chunk| chunk.text == ".").count() == 3
        && next_is_capital(chunks, i + 3)
}

fn is_spaced_dots(chunks: &[Chunk<'_>], i: usize) -> bool {
    chunks[i].text == "." && i > 0 && chunks[i - 1].text == "."
}

/// Whether the ellipsis at chunk `i` ends the sentence before `next`, which is not in lower case.
fn ellipsis_ends(chunks: &[Chunk<'_>], i: usize, next: &str) -> bool {
    let spaced = is_spaced_dots(chunks, i);
    let four = spaced && i >= 3 && chunks[i - 3..i].iter().all(|chunk| chunk.text == ".");
    let opens = spaced && i >= 3 && chunks[i - 3].text.ends_with('.') && chunks[i - 3].text.len() > 1;
    if four {
        return true;
    }
    !opens && next != "I" && !next.is_empty()
}

/// "Smith asked." after a quotation: a name, a verb of saying, and the sentence is over.
fn is_attribution(next: &[Chunk<'_>]) -> bool {
    next.iter().take(4).any(|chunk| {
        let verb = chunk.text.trim_end_matches(['.', ',', ':']);
        verb.len() < chunk.text.len()
            && matches!(
                verb,
                "said" | "asked" | "says" | "asks" | "added" | "cried" | "shouted" | "replied" | "wrote" | "told"
                    | "exclaimed" | "yelled" | "answered" | "tweeted" | "wondered" | "continued"
            )
    })
}

/// Where sentences end inside a chunk, because white space was left out.
fn inner_ends(chunk: &Chunk<'_>) -> Vec<usize> {
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
        let ends_here = is_wide_mark(mark)
            || is_glued_end(before, &text[at..next], after);
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
