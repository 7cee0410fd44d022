//! Text in, [`Document`] out.

use crate::document::{Document, PassageKind, Sentence, Span, Word};
use crate::passages::passages;
use crate::sentences::sentences;
use crate::words::words;

/// The most words of a sentence; longer ones are cut.
const MAX_WORDS: usize = 250;

/// A long sentence is not cut before this word.
const MIN_WORDS: usize = 100;

/// Segments a text into passages, sentences and words.
///
/// Never fails, whatever the text, and takes time proportional to its length.
/// Page chrome has no sentences; a date line and a dateline are one each. A sentence of more than 250 words is
/// cut after a semicolon, a comma or before a conjunction, in this order of preference, and all
/// but the last of the parts say so ([`Sentence::cut`]).
#[must_use]
pub fn segment(text: &str) -> Document<'_> {
    let (passages, published) = passages(text);
    let mut result = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        let spans = match passage.kind {
            PassageKind::Headline | PassageKind::Heading | PassageKind::Paragraph => {
                sentences(text, passage.span)
            }
            PassageKind::Dateline | PassageKind::Date => vec![passage.span],
            PassageKind::Chrome => continue,
        };
        for span in spans {
            push_sentence(text, words(text, span), index, &mut result);
        }
    }
    Document { text, passages, sentences: result, published }
}

/// Appends the sentence of these words, in parts if it is too long.
fn push_sentence(text: &str, words: Vec<Word>, passage: usize, sentences: &mut Vec<Sentence>) {
    let mut rest = words;
    while !rest.is_empty() {
        let cut = rest.len() > MAX_WORDS;
        let after = if cut { rest.split_off(cut_place(text, &rest)) } else { Vec::new() };
        if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
            let span = Span::new(first.span.start, last.span.end);
            sentences.push(Sentence { span, words: rest, passage, cut });
        }
        rest = after;
    }
}

/// How many words of a too long sentence to keep together.
fn cut_place(text: &str, words: &[Word]) -> usize {
    let form = |i: usize| words[i].span.of(text);
    let last =
        |fits: &dyn Fn(usize) -> bool| (MIN_WORDS..=MAX_WORDS).rev().find(|&i| !words[i].clitic && fits(i));
    let conjunction = |i: usize| matches!(form(i), "and" | "or" | "but" | "while" | "which" | "because");
    last(&|i| matches!(form(i - 1), ";" | ":"))
        .or_else(|| last(&|i| form(i - 1) == "," && conjunction(i)))
        .or_else(|| last(&|i| form(i - 1) == ","))
        .or_else(|| last(&conjunction))
        .or_else(|| last(&|i| words[i - 1].space_after))
        .or_else(|| last(&|_| true))
        .unwrap_or(MAX_WORDS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::chunks::is_space;

    fn forms(document: &Document<'_>, sentence: usize) -> Vec<String> {
        let words = &document.sentences[sentence].words;
        words.iter().map(|word| word.span.of(document.text).to_owned()).collect()
    }

    /// What every document keeps to, whatever the text.
    fn check(text: &str) {
        let document = segment(text);
        let mut covered = 0;
        for passage in &document.passages {
            let span = passage.span;
            assert!(covered <= span.start && span.start < span.end, "{text:?}");
            assert!(text[covered..span.start].chars().all(is_space), "{text:?}");
            covered = span.end;
        }
        assert!(text[covered..].chars().all(is_space), "{text:?}");

        let mut last_passage = 0;
        let mut end = 0;
        for sentence in &document.sentences {
            let passage = &document.passages[sentence.passage];
            assert!(last_passage <= sentence.passage);
            last_passage = sentence.passage;
            assert!(passage.span.contains(sentence.span));
            assert!(end <= sentence.span.start && !sentence.words.is_empty());
            assert!(sentence.words.len() <= MAX_WORDS);
            end = sentence.span.start;
            let mut rejoined = String::new();
            for word in &sentence.words {
                assert!(word.span.start < word.span.end);
                assert!(text[end..word.span.start].chars().all(is_space), "{text:?}");
                end = word.span.end;
                rejoined.push_str(&text[word.span.range()]);
                if word.space_after {
                    rejoined.push(' ');
                }
            }
            assert_eq!(end, sentence.span.end);
            let given: Vec<&str> =
                text[sentence.span.range()].split(is_space).filter(|chunk| !chunk.is_empty()).collect();
            assert_eq!(rejoined.trim_end_matches(' '), given.join(" "));
        }

        // Sentences leave nothing of their passage out.
        for (index, passage) in document.passages.iter().enumerate() {
            let letters = |span: Span| span.of(text).chars().filter(|&c| !is_space(c)).count();
            let read: usize = document
                .sentences
                .iter()
                .filter(|sentence| sentence.passage == index)
                .map(|sentence| letters(sentence.span))
                .sum();
            let expected = if passage.kind == PassageKind::Chrome { 0 } else { letters(passage.span) };
            assert_eq!(read, expected, "{text:?}");
        }
    }

    #[test]
    fn odd_texts_are_segmented() {
        for text in [
            "",
            " ",
            "\u{feff}",
            "\0",
            "a",
            ".",
            "...",
            "\r\n\r\n",
            "\u{feff}Kyiv fell.",
            "قال الرئيس. ثم غادر؟ نعم.",
            "👩‍👩‍👧‍👦 🇸🇾 ok 👍🏽!",
            "e\u{301}te\u{301} x\u{301}.",
            "\u{202e}abc\u{202c}",
            "''",
            "'s",
            "-",
            "1.",
            "(",
            "\"",
            "n't",
            "....'s",
            "U.S.'s",
            "‘’",
            "’’’",
            "Jr..",
            "'90",
            "’90s",
            "$",
            "#",
            "@",
            "a@b",
            "://",
            "1-",
            "-1-2-3",
            "US$",
        ] {
            check(text);
        }
    }

    #[test]
    fn long_texts_take_time_in_proportion() {
        for part in [
            "word ", "a.", "A. ", "'", "(", "?\" (", ". ", "x\n", "1) ", "a@", "\"a ", "a-", "Mr. ", "12:",
            "’s", ">:(",
        ] {
            check(&part.repeat(4000));
        }
    }

    #[test]
    fn long_sentences_are_cut_where_they_can_be() {
        let text = format!("{}; {}.", ["word"; 200].join(" "), ["word"; 100].join(" "));
        let document = segment(&text);
        let lengths: Vec<_> = document.sentences.iter().map(|s| (s.words.len(), s.cut)).collect();
        assert_eq!(lengths, [(201, true), (101, false)]);
        check(&text);
    }

    #[test]
    fn an_article_has_its_parts() {
        let text = "Army retakes Raqqa bridge\n\nSunday, February 22, 2026\n\nShare Tweet Email\n\n\
            RAQQA, Feb 21 (Reuters) - The army retook the bridge. It was the last one.\n";
        let document = segment(text);
        let parts: Vec<_> = document.passages.iter().map(|p| (p.kind, p.span.of(text))).collect();
        assert_eq!(
            parts,
            [
                (PassageKind::Headline, "Army retakes Raqqa bridge"),
                (PassageKind::Date, "Sunday, February 22, 2026"),
                (PassageKind::Chrome, "Share Tweet Email"),
                (PassageKind::Dateline, "RAQQA, Feb 21 (Reuters) -"),
                (PassageKind::Paragraph, "The army retook the bridge. It was the last one."),
            ]
        );
        assert_eq!(document.published.unwrap().date, jiff::civil::date(2026, 2, 22));
        assert_eq!(forms(&document, 3), ["The", "army", "retook", "the", "bridge", "."]);
    }

    proptest! {
        #[test]
        fn any_text_keeps_to_it(text in "\\PC{0,200}") {
            check(&text);
        }

        #[test]
        fn any_news_like_text_keeps_to_it(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    " ", "\n", "\n\n", "\r\n", ".", "!", "?", "...", "…", "\"", "'", "’", "“", "”", "(", ")", "-", "–", "—", ",", ":",
                    "Mr", "U.S", "a.m", "the", "The", "Syria", "don't", "1", "2,000", "Feb", "2026", "$", "%", "#", "@", "http://x",
                    "•", "a)", "1.", "[1]", "DAMASCUS", "(AP)", "Share", "é", "\u{301}", "日", "。", "🙂", "\u{200d}", "\0", "/", "km",
                ]),
                0..80,
            )
        ) {
            check(&parts.concat());
        }
    }
}
