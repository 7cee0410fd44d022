//! What holds for the dates, times and amounts of every text, whatever its script and line ends.

use jiff::civil::date;
use proptest::prelude::*;
use triplewire_encoder::Inventory;
use triplewire_entities::values::{Anchor, Direction, Number, amount, resolve};
use triplewire_entities::{Entities, EntityType, Recognizer};
use triplewire_tokenizer::segment;

/// Words that expressions are made of, and characters that move offsets: emoji, combining accents, letters
/// from right to left, line ends of two characters, spaces that do not break.
const PARTS: &[&str] = &[
    "Monday",
    "Feb.",
    "February",
    "May",
    "21",
    "21st",
    "2026",
    "1990s",
    "9/11",
    "5:30",
    "p.m.",
    "16h30",
    "noon",
    "GMT",
    "last",
    "next",
    "this",
    "the",
    "of",
    "since",
    "from",
    "to",
    "until",
    "between",
    "and",
    "half",
    "past",
    "a",
    "quarter",
    "early",
    "mid",
    "-",
    "late",
    "week",
    "weekend",
    "two",
    "years",
    "hours",
    "ago",
    "later",
    "Christmas",
    "Eve",
    "New",
    "Year",
    "'s",
    "’s",
    "morning",
    "night",
    "tonight",
    "third",
    "century",
    "more",
    "than",
    "$",
    "US$",
    "€",
    "5.3",
    "20,000",
    "million",
    "bn",
    "dozens",
    "%",
    "percent",
    "km",
    "Syrian",
    "pounds",
    "🙂",
    "👩‍👩‍👧‍👦",
    "e\u{301}",
    "\u{301}",
    "قال",
    "דמשק",
    "\u{202e}",
    "İ",
    "ﬁ",
    "٣",
    "𝟚",
    "\u{a0}",
    "\u{2009}",
    "\r\n",
    "\n\n",
    "\t",
    ",",
    ".",
    "(",
    ")",
    "–",
    "—",
    ":",
    "/",
];

fn texts() -> impl Strategy<Value = String> {
    let part = prop_oneof![12 => prop::sample::select(PARTS).prop_map(str::to_owned), 1 => "\\PC{0,4}"];
    let gap = prop::sample::select(&["", " ", " ", " ", " ", "\u{a0}", "\r\n"][..]);
    prop::collection::vec((part, gap), 0..50)
        .prop_map(|parts| parts.into_iter().map(|(part, gap)| part + gap).collect())
}

/// The expressions of a text: without scores nothing else is found.
fn expressions(text: &str) -> Entities {
    thread_local! {
        static RECOGNIZER: Recognizer = Recognizer::new();
    }
    RECOGNIZER.with(|recognizer| recognizer.recognize(&segment(text), &[], &Inventory::default()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn expressions_stand_in_the_text_side_by_side(text in texts()) {
        let mut end = 0;
        for mention in &expressions(&text).mentions {
            let span = mention.span;
            prop_assert!(end <= span.start && span.start < span.end && span.end <= text.len());
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            let words = span.of(&text);
            prop_assert_eq!(words, words.trim(), "white space at an edge");
            end = span.end;
        }
    }

    #[test]
    fn every_expression_can_be_resolved(text in texts()) {
        let written = date(2026, 2, 22);
        let anchor = Anchor { told: Some(written), ..Anchor::written(written) };
        for mention in &expressions(&text).mentions {
            let words = mention.span.of(&text);
            match mention.entity_type {
                EntityType::Date | EntityType::Time => {
                    for direction in [Direction::Past, Direction::Future, Direction::Nearest] {
                        if let Some(value) = resolve(words, &anchor, direction) {
                            let duration = value.to_string().starts_with('P');
                            prop_assert_eq!(value.when().is_none(), duration, "{}: {}", words, value);
                        }
                    }
                }
                _ => if let Some(found) = amount(words) {
                    match found.number {
                        Number::Exactly(number) | Number::MultipleOf(number) => prop_assert!(number >= 0.0),
                        Number::Between(from, to) => prop_assert!(from < to),
                        Number::Ordinal(_) => {}
                    }
                },
            }
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,60}") {
        let anchor = Anchor::written(date(2026, 2, 22));
        let _ = resolve(&text, &anchor, Direction::Nearest);
        let _ = amount(&text);
        let _ = expressions(&text);
    }
}

#[test]
fn odd_white_space_and_scripts_leave_offsets_right() {
    for (text, expected) in [
        ("🙂🙂 He left on\u{a0}May 3,\u{a0}2019.", "May 3,\u{a0}2019"),
        ("قال الوزير on Monday\r\nnight.", "Monday\r\nnight"),
        ("Cafe\u{301} closed at 5:30\u{a0}p.m. today.", "5:30\u{a0}p.m. today"),
    ] {
        let found = expressions(text);
        let spans: Vec<&str> = found.mentions.iter().map(|mention| mention.span.of(text)).collect();
        assert_eq!(spans, [expected], "{text:?}");
    }
}
