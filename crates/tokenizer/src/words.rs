//! A sentence in, its words out, split as Universal Dependencies splits English.
//!
//! The conventions are those of the English Web Treebank and of GUM since UD 2.12: clitics and
//! hyphens are words, prefixes keep their hyphen, abbreviations their stop.

use crate::abbreviations::{abbreviation, is_acronym, keeps_last_stop};
use crate::chunks::{Chunk, chunks, is_opener, is_space};
use crate::clitics;
use crate::document::{Span, Word};
use crate::tokens::{address, art, emoticon, number, word};

/// The words of a sentence: in order, together covering all that is not white space.
pub(crate) fn words(text: &str, sentence: Span) -> Vec<Word> {
    let chunks = chunks(text, sentence);
    let mut reader = Reader { words: Vec::with_capacity(chunks.len() * 5 / 4), ..Reader::default() };
    for (i, chunk) in chunks.iter().enumerate() {
        reader.first = i == 0;
        reader.last = i + 1 == chunks.len();
        reader.read(chunk);
        if let Some(word) = reader.words.last_mut() {
            word.space_after = text[chunk.span.end..].chars().next().is_none_or(is_space);
        }
    }
    reader.words
}

/// Places in a chunk where an address is looked for.
const MAX_LOOKS: usize = 8;

#[derive(Default)]
struct Reader {
    words: Vec<Word>,
    /// Whether the chunk is the sentence's first or last.
    first: bool,
    last: bool,
    /// Whether a single quotation mark is open, so that "s'" may close it.
    quoted: bool,
}

impl Reader {
    fn read(&mut self, chunk: &Chunk<'_>) {
        let base = chunk.span.start;
        let text = chunk.text;
        // An address costs a look at the rest of the chunk, so they are sought a few times only.
        let mut looks = MAX_LOOKS;
        let mut at = 0;
        if let Some(found) = art(text) {
            self.push(base, found, false);
            at = found;
        }
        while at < text.len() {
            let rest = &text[at..];
            let before = text[..at].chars().next_back();
            let may_start = looks > 0 && before.is_none_or(|c| !c.is_alphanumeric());
            looks -= usize::from(may_start);
            if may_start && let Some(length) = address(rest) {
                self.push(base + at, length, false);
                at += length;
            } else if let Some(length) = emoticon(rest, before) {
                self.push(base + at, length, false);
                at += length;
            } else if before.is_some_and(|c| c.is_alphanumeric() || c == '.')
                && let Some(length) = clitics::leading(rest)
            {
                self.push(base + at, length, true);
                at += length;
            } else if let Some(length) = number(rest, before) {
                self.push(base + at, length, false);
                at += length;
            } else if let Some(length) = word(rest, before) {
                at += self.push_word(text, base, at, length);
            } else {
                at += self.push_symbols(text, base, at);
            }
        }
    }

    fn push(&mut self, start: usize, length: usize, clitic: bool) {
        let span = Span::new(start, start + length);
        self.words.push(Word { span, space_after: false, clitic });
    }

    fn push_word(&mut self, text: &str, base: usize, at: usize, length: usize) -> usize {
        let word = &text[at..at + length];
        let after = &text[at + length..];
        if self.takes_stop(word, at, after) {
            self.push(base + at, length + 1, false);
            return length + 1;
        }
        let mut start = base + at;
        for (i, part) in clitics::split(word).unwrap_or_else(|| vec![length]).into_iter().enumerate() {
            self.push(start, part, i > 0);
            start += part;
        }
        let apostrophe = after.chars().next().filter(|&c| c == '\'' || c == '’');
        let Some(apostrophe) = apostrophe else { return length };
        let width = apostrophe.len_utf8();
        let alone = !after[width..].starts_with(char::is_alphanumeric);
        if !alone || self.quoted {
            return length;
        }
        if word.ends_with(['s', 'S', 'z', 'x']) {
            self.push(start, width, true);
            return length + width;
        }
        if word.len() > 3
            && word.ends_with("in")
            && let Some(last) = self.words.last_mut()
        {
            // "lovin'" writes the dropped letter.
            last.span.end += width;
            return length + width;
        }
        length
    }

    /// Whether the stop after `word` is the abbreviation's and not the sentence's.
    fn takes_stop(&self, word: &str, at: usize, after: &str) -> bool {
        let Some(rest) = after.strip_prefix('.') else { return false };
        if rest.starts_with(|c: char| c.is_alphanumeric() || c == '.') {
            return false;
        }
        let ends =
            self.last && !rest.starts_with(['-', ',', ';', ':']) && !rest.contains(char::is_alphanumeric);
        if ends {
            return keeps_last_stop(word) && !rest.starts_with('.');
        }
        let mut letters = word.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            return letter.is_uppercase()
                || self.first && at == 0 && letter.is_lowercase()
                || matches!(word, "c" | "p" | "m" | "d" | "b");
        }
        is_acronym(word) || abbreviation(word).is_some()
    }

    /// Punctuation and symbols: one mark, or a run of the same.
    fn push_symbols(&mut self, text: &str, base: usize, at: usize) -> usize {
        let rest = &text[at..];
        let mut chars = rest.chars();
        let Some(first) = chars.next() else { return 1 };
        let length = symbols(rest, first);
        if matches!(first, '\'' | '‘' | '’') {
            let opens = text[..at].chars().all(is_opener);
            self.quoted = opens && length == first.len_utf8();
        }
        self.push(base + at, length, false);
        length
    }
}

/// The length of the run of marks that `rest` starts with; `first` is its first character.
fn symbols(rest: &str, first: char) -> usize {
    let run = |belongs: fn(char, char) -> bool| rest.find(|c| !belongs(first, c)).unwrap_or(rest.len());
    match first {
        // ".?" and "…." are typed as one mark.
        '!' | '?' | '.' | '…' => run(|_, c| matches!(c, '!' | '?' | '.' | '…')),
        '‘' | '’' if rest[3..].starts_with('’') => 6,
        '-' | '–' | '—' | '$' | '*' | '=' | '_' | '~' | '<' | '>' | '#' | '+' | '`' | '\'' | '^' | '\\' => {
            run(|first, c| first == c)
        }
        '\u{1f1e6}'..='\u{1f1ff}' | '\u{2190}'.. => cluster(rest),
        _ => first.len_utf8(),
    }
}

/// The length of a symbol with the modifiers and joined symbols that make it one sign.
fn cluster(rest: &str) -> usize {
    let mut end = 0;
    let mut joined = true;
    for (at, c) in rest.char_indices() {
        let modifier = matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{200d}' | '\u{20e3}' | '\u{e0020}'..='\u{e007f}');
        if !(modifier || joined) {
            break;
        }
        joined = c == '\u{200d}';
        end = at + c.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks that a sentence has the words that the spaces of `expected` divide.
    fn check(sentence: &str, expected: &str) {
        let found: Vec<_> = words(sentence, Span::new(0, sentence.len()))
            .into_iter()
            .map(|word| word.span.of(sentence))
            .collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn punctuation_is_a_word() {
        check("“Stop,” he said (twice)!", "“ Stop , ” he said ( twice ) !");
        check("Wait... what?!", "Wait ... what ?!");
        check("war—and peace--or not", "war — and peace -- or not");
        check("rock 'n' roll", "rock 'n ' roll");
    }

    #[test]
    fn clitics_are_words() {
        check("Syria's army didn't move.", "Syria 's army did n't move .");
        check("The workers' union can't", "The workers ' union ca n't");
        check("the ‘workers’ left", "the ‘ workers ’ left");
        check("JFK Jr.'s book", "JFK Jr. 's book");
        check("They said 'no'.", "They said ' no ' .");
    }

    #[test]
    fn hyphens_are_words_unless_a_prefix_has_them() {
        check("a 15-year-old US-led al-Tanf", "a 15 - year - old US - led al - Tanf");
        check("non-profit co-operation mid-2019 e-mail", "non-profit co-operation mid-2019 e-mail");
        check("anti-Houthi re-elected ex-minister", "anti-Houthi re-elected ex-minister");
        check("the 10-12 range", "the 10 - 12 range");
        check("call 555-1234 or 202-555-0123", "call 555-1234 or 202-555-0123");
    }

    #[test]
    fn symbols_and_units_are_words() {
        check("$5.5m, 20%, €3 and US$300", "$ 5.5 m , 20 % , € 3 and US$ 300");
        check("at 5pm, 10km away", "at 5 pm , 10 km away");
        check("the 21st, the 1990s and '90s", "the 21st , the 1990s and '90s");
        check("10:30 on 22/02/2026", "10:30 on 22/02/2026");
        check("he/she and/or w/o", "he / she and / or w/o");
        check("issue #5 #Syria @user", "issue # 5 #Syria @user");
        check("AT&T and R&D", "AT&T and R&D");
    }

    #[test]
    fn addresses_and_faces_stay_whole() {
        check("See https://a.example/x?y=1.", "See https://a.example/x?y=1 .");
        check("(www.example.com)", "( www.example.com )");
        check("Mail jo.doe@example.com, please :-)", "Mail jo.doe@example.com , please :-)");
        check("News.Az reports", "News.Az reports");
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        check("Gen. Ali left the U.S.", "Gen. Ali left the U.S.");
        check("John F. Kelly of Acme Inc. spoke.", "John F. Kelly of Acme Inc. spoke .");
        check("He said no.", "He said no .");
        check("It opens at 5 p.m. daily.", "It opens at 5 p.m. daily .");
        check("U.S.-led", "U.S. - led");
    }

    #[test]
    fn spaces_and_clitics_are_told() {
        let text = "don't go";
        let found = words(text, Span::new(0, text.len()));
        let told: Vec<_> = found.iter().map(|word| (word.space_after, word.clitic)).collect();
        assert_eq!(told, [(false, false), (true, true), (true, false)]);
    }
}
