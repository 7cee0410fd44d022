//! A paragraph in, its sentences out, as spans.
//!
//! A stop ends a sentence unless the word before it or the word after it says otherwise: every
//! decision reads the word with the mark, the next word and how the sentence began.

use crate::abbreviations::{Abbreviation, abbreviation, is_acronym, starts_sentences};
use crate::chunks::{
    Chunk, chunks, first_word, is_closer, is_dash, is_mark, is_opener, is_opener_only, is_quote,
    next_is_capital,
};
use crate::document::Span;
use crate::glued::inner_ends;
use crate::lists::{is_bullet, is_list_marker, list_starts};
use crate::quotations::{MAX_HELD, inside_quotations, is_attribution, is_bracketed_end};
use crate::tokens::is_exclaiming_name;

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
        self.open > 0 && self.opened > self.first && i - self.opened < MAX_HELD
    }
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
    if is_note(next) && next_is_capital(chunks, i + 1) && core.ends_with(is_mark) && core.len() < chunk.len()
    {
        // "consultation.11 12 Take": the numbers of notes belong to the sentence before them.
        return false;
    }
    // "…finish line. "[...] I knew": a quotation that begins with what is left out.
    if first == '.' && ["\"[.", "“[.", "'[.", "‘[."].iter().any(|opening| next.starts_with(opening)) {
        return true;
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

/// Whether the stop of `core` ends the sentence; what follows is not in lower case.
fn stop_ends(core: &str, chunks: &[Chunk<'_>], i: usize, current: &Current, next: &str, first: char) -> bool {
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
    let Some(kind) = abbreviation(word) else { return true };
    if chunks[i + 1].text.ends_with(':') {
        // A label ("Image:") follows, and no abbreviation stands before one.
        return true;
    }
    match kind {
        Abbreviation::Title => {
            // "on 5th St. The" is a street, "St. The" never a saint.
            word.eq_ignore_ascii_case("st") && starts && i > current.first
        }
        Abbreviation::Linking => word.len() == 1 && starts,
        Abbreviation::Counted => match word.to_lowercase().as_str() {
            "no" => !numbered,
            _ => !numbered && starts,
        },
        Abbreviation::Closing => !numbered,
        Abbreviation::Time if word.contains('.') => {
            !is_opening_phrase(chunks, i, current) && !numbered && !ZONES_AND_DAYS.contains(&next)
        }
        Abbreviation::Time => true,
        Abbreviation::Anywhere => {
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
        && matches!(
            first.as_str(),
            "at" | "in" | "on" | "by" | "from" | "since" | "around" | "about" | "before" | "after" | "until"
        )
}

fn is_all_capitals(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

/// What may follow a time of day in its sentence.
const ZONES_AND_DAYS: &[&str] = &[
    "GMT",
    "UTC",
    "EST",
    "EDT",
    "ET",
    "CST",
    "CDT",
    "CT",
    "MST",
    "PST",
    "PDT",
    "PT",
    "BST",
    "CET",
    "CEST",
    "IST",
    "EET",
    "MSK",
    "Eastern",
    "Central",
    "Pacific",
    "Mountain",
    "Greenwich",
    "Moscow",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "Image:" after a caption.
fn is_credit_label(chunk: &str) -> bool {
    matches!(chunk, "Image:" | "Photo:" | "Photograph:" | "Credit:" | "IMAGE:" | "PHOTO:")
}

fn is_bullet_only(chunk: &str) -> bool {
    chunk.chars().all(is_bullet)
}

fn is_name_with_mark(core: &str) -> bool {
    core.trim_start_matches(is_opener).strip_suffix('!').is_some_and(is_exclaiming_name)
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
    let opens = next.ends_with(is_opener_only) || next == "\"" && current.quotes.is_multiple_of(2);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that a paragraph is cut where "|" stands.
    fn check(marked: &str) {
        let text: String = marked.replace('|', "");
        let found: Vec<_> = sentences(&text, Span::new(0, text.len()))
            .into_iter()
            .map(|sentence| sentence.of(&text).trim())
            .collect();
        let expected: Vec<_> = marked.split('|').map(str::trim).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_end_sentences() {
        check("The army withdrew. | Nobody was hurt.");
        check("Who fired first? | It is unclear.");
        check("\"Leave!\" he shouted. | They left.");
        check("It was over... | The town was quiet.");
        check("They waited ... and waited.");
        check("Talks failed. | 15 people were arrested.");
        check("Prices rose 3.5 percent. | Wages did not.");
        check("Who? | - Nobody knows.");
    }

    #[test]
    fn titles_and_initials_do_not() {
        check("Gen. Mazloum Abdi met Sen. Graham. | They talked.");
        check("Maj. Gen. Ali Hassan spoke.");
        check("John F. Kelly and J.D. Vance agreed.");
        check("It was you and I. | We left.");
        check("They found vitamin C. | The doctor nodded.");
        check("He lives near St. Mary's on 5th St. | The house is old.");
    }

    #[test]
    fn other_abbreviations_do_as_what_follows_says() {
        check("He left the U.S. | He did not return.");
        check("The U.S. Army denied it.");
        check("In the U.S. The Guardian sells well.");
        check("It opened at 5 p.m. | Visitors came early.");
        check("At 5 p.m. Mr. Haddad left.");
        check("It begins at 8 p.m. GMT on Monday.");
        check("They sell rice, oil, etc. | Kurdish farmers buy it.");
        check("Acme Inc. said it paid. | It owns Beta Corp. | The deal is done.");
        check("Article No. 5 was cut. | Did they agree? | No. | They refused.");
        check("The vote is on Feb. 21. | Results come in March.");
        check("Use arms, e.g. Scud missiles.");
        check("Assad vs. Erdogan was the headline.");
    }

    #[test]
    fn quotations_and_brackets_keep_their_marks() {
        check("\"We will win.\" | The crowd cheered.");
        check("“Is it true?” Haddad asked. | Nobody answered.");
        check("He said (he never wrote. He had no pen) that he would come.");
        check("They fled. | (The camp had closed.) | Others stayed.");
        check("'Run! Run now!' she cried, and ran.");
        check("It fell \"at night\" (Smith 55). | Then it rose.");
        check("He was a martyr.[1][2] | The emperor died.");
        check("It helps in a consultation.11 12 | Take a cold.");
    }

    #[test]
    fn list_items_are_sentences() {
        check("1) The first item | 2) The second item");
        check("1. Leave the area. | 2. Call for help.");
        check("• 9. Stop smoking | • 10. Get some rest");
        check("The fee for 1. above is small and for 2. above it is none.");
    }

    #[test]
    fn captions_end_before_their_credit() {
        check("Rescuers at the site | Image: Omar Haddad.");
    }
}
