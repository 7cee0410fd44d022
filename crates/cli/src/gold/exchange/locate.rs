//! Words in, the places where a text says them out.

use triplewire_evaluation::facts::GoldEntity;
use triplewire_tokenizer::Span;
use unicode_normalization::char::is_combining_mark;

/// A text in which words are looked for, white space folded.
pub(super) struct Haystack<'t> {
    text: &'t str,
    folded: String,
    /// The byte of the text for each byte of `folded`.
    bytes: Vec<usize>,
}

impl<'t> Haystack<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut bytes = Vec::with_capacity(text.len());
        for (at, c) in text.char_indices() {
            if !c.is_whitespace() {
                folded.push(c);
                bytes.extend(at..at + c.len_utf8());
            } else if !folded.ends_with(' ') {
                folded.push(' ');
                bytes.push(at);
            }
        }
        Self { text, folded, bytes }
    }

    /// Where the text says these words, as whole words and in this case.
    pub(super) fn find(&self, words: &str) -> Vec<Span> {
        let words = fold(words);
        let span =
            |(at, found): (usize, &str)| Span::new(self.bytes[at], self.bytes[at + found.len() - 1] + 1);
        if words.is_empty() {
            return Vec::new();
        }
        let found = self.folded.match_indices(words.as_str()).map(span);
        found.filter(|&span| self.is_whole(span)).collect()
    }

    /// Does the span neither begin nor end inside a word?
    fn is_whole(&self, span: Span) -> bool {
        let inside = span.of(self.text);
        let before = self.text[..span.start].chars().next_back();
        let after = self.text[span.end..].chars().next();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let ends_in_word = inside.chars().rev().find(|&c| !is_combining_mark(c));
        let begins_inside = is_word(before) && is_word(inside.chars().next());
        let ends_inside = is_word(after) && is_word(ends_in_word) || after.is_some_and(is_combining_mark);
        !begins_inside && !ends_inside
    }
}

/// The words with one space between them.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a span says as a phrase of a `.facts` file, where brackets and bars have a meaning of
/// their own. Punctuation never counts there, so they are left out.
pub(super) fn wording(words: &str) -> String {
    fold(&words.replace(['[', ']', '|'], " "))
}

/// How a text may say a phrase of a `.facts` file.
pub(super) struct Wordings {
    /// All words, and the other names of the entity that the phrase is.
    full: Vec<String>,
    /// Without the words in brackets.
    short: Vec<String>,
}

impl Wordings {
    pub(super) fn new(phrase: &str, entities: &[GoldEntity]) -> Self {
        let (all, required) = (fold(&phrase.replace(['[', ']'], " ")), fold(&required(phrase)));
        let is_named =
            |entity: &&GoldEntity| entity.names.iter().any(|name| [&all, &required].contains(&&fold(name)));
        // Several entities may share a name: any of them is right.
        let named = entities.iter().filter(is_named);
        let aliases = named.flat_map(|entity| &entity.names).map(|name| fold(name));
        let mut full: Vec<String> = [all.clone()].into_iter().chain(aliases).collect();
        let mut short = vec![required];
        for list in [&mut full, &mut short] {
            // At the start of a sentence.
            let capitalized: Vec<String> = list.iter().map(|words| capitalize(words)).collect();
            list.extend(capitalized);
            list.retain(|words| !words.is_empty());
        }
        Self { full, short }
    }

    /// Where the text says the phrase: with all words if it does anywhere, else with the shorter
    /// wording. In the order of the text.
    pub(super) fn find(&self, haystack: &Haystack<'_>) -> Vec<Span> {
        let find = |wordings: &[String]| {
            let mut spans: Vec<Span> = wordings.iter().flat_map(|words| haystack.find(words)).collect();
            // Longest first where several begin at one place.
            spans.sort_by_key(|span| (span.start, usize::MAX - span.end));
            spans.dedup();
            spans
        };
        let full = find(&self.full);
        if full.is_empty() { find(&self.short) } else { full }
    }

    /// Do these words say the phrase?
    pub(super) fn say(&self, words: &str) -> bool {
        let words = fold(words);
        let all = self.full.iter().chain(&self.short);
        all.into_iter().any(|wording| *wording == words || self::wording(wording) == self::wording(&words))
    }
}

/// The phrase without what stands in brackets.
fn required(phrase: &str) -> String {
    let mut required = String::with_capacity(phrase.len());
    for stretch in phrase.split(']') {
        required.push_str(stretch.split('[').next().unwrap_or_default());
        required.push(' ');
    }
    required
}

fn capitalize(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find<'t>(text: &'t str, words: &str) -> Vec<&'t str> {
        Haystack::new(text).find(words).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn words_are_found_whole_and_across_lines() {
        assert_eq!(find("IS, ISIS and (IS)\r\n fighters; \"IS\r\nfighters\"", "IS"), ["IS"; 3]);
        assert_eq!(find("two IS\r\n fighters", "IS fighters"), ["IS\r\n fighters"]);
        assert_eq!(find("🙂Kyiv", "Kyiv"), ["Kyiv"]);
        assert!(find("anything", " ").is_empty());
        assert!(find("", "a").is_empty());
    }

    #[test]
    fn a_letter_is_not_cut_from_its_accent() {
        let text = "Jose\u{301} left; Jose stayed; مُحَمَّد قال";
        assert_eq!(find(text, "Jose"), ["Jose"]);
        assert_eq!(Haystack::new(text).find("Jose")[0].start, 13);
        assert_eq!(find(text, "Jose\u{301}"), ["Jose\u{301}"]);
        assert_eq!(find(text, "مُحَمَّد"), ["مُحَمَّد"]);
        assert!(find(text, "مُحَم").is_empty());
    }

    #[test]
    fn a_phrase_is_found_by_its_longest_wording() {
        let entity = GoldEntity {
            line: 0,
            kind: "ORG".to_owned(),
            names: vec!["Islamic State".to_owned(), "the group".to_owned()],
        };
        let text = "The group lost two bases. Bases of Islamic State fell.";
        let find = |phrase: &str| -> Vec<&str> {
            let wordings = Wordings::new(phrase, std::slice::from_ref(&entity));
            wordings.find(&Haystack::new(text)).into_iter().map(|span| span.of(text)).collect()
        };
        assert_eq!(find("[two] bases"), ["two bases"]);
        assert_eq!(find("[three] bases"), ["bases", "Bases"]);
        assert_eq!(find("Islamic State [militants]"), ["The group", "Islamic State"]);
        assert!(Wordings::new("[the two] bases", &[]).say("the two  bases"));
        assert!(!Wordings::new("[the two] bases", &[]).say("two bases of"));
    }
}
