//! What holds for every text and every score.

use proptest::prelude::*;
use triplewire_encoder::{Matrix, Node, Parse, Scores};

use crate::{
    Entities, EntityType, MentionKind, Recognizer,
    testing::{document, inventory},
};

/// Words that the rules react to, so that random texts reach them.
const WORDS: &[&str] = &[
    "the",
    "The",
    "a",
    "President",
    "Mr.",
    "Assad",
    "al-Assad",
    "Bashar",
    "IS",
    "(",
    ")",
    "United",
    "Nations",
    "UN",
    "Syria",
    "Syrian",
    "Ministry",
    "of",
    "Defense",
    "F-16",
    "$5.3",
    "US$300bn",
    "million",
    "May",
    "21",
    "2026",
    "2026-02-20",
    "last",
    "week",
    "two",
    "dozens",
    "5:30",
    "p.m.",
    "he",
    "him",
    "her",
    "group",
    "'s",
    "\"",
    "-",
    "%",
    "1990s",
    "between",
    "and",
    "İstanbul",
    "ﬁ",
    "𝟚",
    "🙂",
    "👨‍👩‍👧",
    "Erdog\u{306}an",
    "Zelenskyý",
    "دمشق",
    "\u{202b}حلب\u{202c}",
    "משרד",
    "Gen.",
    "former",
    "Prime",
    "Minister",
    "Secretary",
    "State",
    "University",
    "Damascus",
    "US",
    "Army",
    "Kurdish",
    "bases",
    "including",
    "al",
    "Tanf",
    "led",
    "anti",
];

fn texts() -> impl Strategy<Value = String> {
    let word = prop_oneof![4 => prop::sample::select(WORDS).prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    // A non-breaking space between words is white space; the carriage return of CRLF too.
    let gap = prop_oneof![6 => Just(" "), 1 => Just("\u{a0}"), 1 => Just("\n"), 1 => Just("\r\n")];
    prop::collection::vec((word, gap), 0..60)
        .prop_map(|parts| parts.into_iter().map(|(word, gap)| word + gap).collect())
}

fn values() -> impl Strategy<Value = f32> {
    prop_oneof![8 => -9.0_f32..9.0, 1 => prop::num::f32::ANY, 1 => Just(f32::NAN)]
}

proptest! {
    #[test]
    fn mentions_are_whole_words_in_order(text in texts(), values in prop::collection::vec(values(), 1..400)) {
        let found = recognized(&text, &values);
        let document = document(&text);
        let mut name_end = (0, 0);
        let mut last = (0, 0);
        for mention in &found.mentions {
            let words = &document.sentences[mention.sentence].words;
            prop_assert!(!mention.words.is_empty() && mention.words.end <= words.len());
            prop_assert_eq!(mention.span.start, words[mention.words.start].span.start);
            prop_assert_eq!(mention.span.end, words[mention.words.end - 1].span.end);
            let at = (mention.sentence, mention.words.start);
            prop_assert!(last <= at);
            last = at;
            if mention.kind == MentionKind::Name {
                prop_assert!(name_end <= at, "names overlap at {:?}", at);
                name_end = (mention.sentence, mention.words.end);
            }
        }
    }

    #[test]
    fn entities_and_mentions_point_at_each_other(text in texts(), values in prop::collection::vec(values(), 1..400)) {
        let found = recognized(&text, &values);
        let mut ids: Vec<&str> = found.entities.iter().map(|entity| entity.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), found.entities.len());
        let mut listed = 0;
        for (index, entity) in found.entities.iter().enumerate() {
            let nested = found.nested.iter().any(|nested| nested.entity == index);
            prop_assert!(!entity.name.is_empty() && (nested || !entity.mentions.is_empty()));
            prop_assert!(!entity.aliases.contains(&entity.name));
            prop_assert!(entity.mentions.is_sorted());
            for &mention in &entity.mentions {
                prop_assert_eq!(found.mentions[mention].entity, index);
                listed += 1;
            }
        }
        prop_assert_eq!(listed, found.mentions.len());
    }

    #[test]
    fn titles_stand_right_before_persons(text in texts(), values in prop::collection::vec(values(), 1..400)) {
        let found = recognized(&text, &values);
        let document = document(&text);
        for mention in &found.mentions {
            let Some(title) = &mention.title else {
                continue;
            };
            prop_assert_eq!(mention.entity_type, EntityType::Per);
            prop_assert!(!title.is_empty() && title.end == mention.words.start);
            let words = &document.sentences[mention.sentence].words[title.clone()];
            for word in words {
                prop_assert!(text.is_char_boundary(word.span.start) && text.is_char_boundary(word.span.end));
            }
        }
    }

    #[test]
    fn nested_names_are_inside_longer_names(text in texts(), values in prop::collection::vec(values(), 1..400)) {
        let found = recognized(&text, &values);
        let document = document(&text);
        let mut last = (0, 0);
        for nested in &found.nested {
            let outer = &found.mentions[nested.inside];
            prop_assert_eq!(outer.sentence, nested.sentence);
            prop_assert!(outer.kind == MentionKind::Name && outer.entity_type != EntityType::Per);
            prop_assert!(outer.words.start <= nested.words.start && nested.words.end <= outer.words.end);
            prop_assert!(!nested.words.is_empty() && nested.words.len() < outer.words.len());
            let words = &document.sentences[nested.sentence].words;
            prop_assert_eq!(nested.span.start, words[nested.words.start].span.start);
            prop_assert_eq!(nested.span.end, words[nested.words.end - 1].span.end);
            prop_assert!(nested.entity < found.entities.len());
            let at = (nested.sentence, nested.words.start);
            prop_assert!(last <= at);
            last = at;
        }
    }

    #[test]
    fn the_same_input_gives_the_same_output(text in texts(), values in prop::collection::vec(values(), 1..200)) {
        prop_assert_eq!(recognized(&text, &values), recognized(&text, &values));
    }
}

thread_local! {
    static RECOGNIZER: Recognizer = Recognizer::new();
}

/// Recognises with the values repeated as often as the words need; the last sentence has no scores.
fn recognized(text: &str, values: &[f32]) -> Entities {
    let document = document(text);
    let inventory = inventory();
    let drawn = values;
    let values = || drawn.iter().copied().cycle();
    let mut endless = values();
    let mut table = |rows: usize, width: usize| {
        let values = endless.by_ref().take(rows * width).collect();
        Matrix { values, width }
    };
    let scores: Vec<Scores> = document
        .sentences
        .iter()
        .skip(1)
        .map(|sentence| Scores {
            names: table(sentence.words.len(), inventory.names.len()),
            ..Scores::default()
        })
        .collect();
    let parses: Vec<Parse> =
        document.sentences.iter().map(|sentence| tree(sentence.words.len(), values())).collect();
    RECOGNIZER.with(|recognizer| {
        let named = recognizer.recognize(&document, &scores, &inventory);
        recognizer.resolve(&document, &parses, named)
    })
}

/// A parse of `words` words or two fewer, read off `values`; its arcs need not be a tree.
fn tree(words: usize, mut values: impl Iterator<Item = f32>) -> Parse {
    let mut draw = |count: usize| values.next().map_or(0, |value| (value.abs() * 7.0) as usize % count);
    let words = words.saturating_sub(if draw(5) == 0 { 2 } else { 0 });
    let node = |_| Node {
        upos: TAGS[draw(TAGS.len())].into(),
        xpos: ["NN", "NNS", "PRP"][draw(3)].into(),
        lemma: WORDS[draw(WORDS.len())].into(),
        head: Some(draw(words + 2)).filter(|&head| head > 0).map(|head| head - 1),
        deprel: DEPRELS[draw(DEPRELS.len())].into(),
    };
    Parse { nodes: (0..words).map(node).collect(), ..Parse::default() }
}

const TAGS: &[&str] = &["NOUN", "PROPN", "PRON", "VERB", "ADP", "PUNCT", "ADJ"];
const DEPRELS: &[&str] = &[
    "nsubj",
    "obj",
    "obl",
    "nmod:poss",
    "conj",
    "appos",
    "flat",
    "nmod:desc",
    "root",
    "case",
    "acl:relcl",
    "ccomp",
    "cop",
    "expl",
];
