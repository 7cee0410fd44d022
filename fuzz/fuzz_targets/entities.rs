//! Recognition and coreference: any text, and scores and trees made of any bytes. Every span must be that of whole words.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use triplewire_encoder::{Inventory, Matrix, Node, Parse, Scores};
use triplewire_entities::Recognizer;
use triplewire_tokenizer::{Sentence, Span, segment};

static RECOGNIZER: LazyLock<Recognizer> = LazyLock::new(Recognizer::new);

fuzz_target!(|input: (String, Vec<f32>)| {
    let (text, values) = input;
    let strings = |list: &str| list.split(' ').map(str::to_owned).collect();
    let inventory = Inventory {
        names: strings("O B-PER I-PER B-ORG I-ORG B-LOC I-LOC B-MISC I-MISC"),
        ..Inventory::default()
    };
    let document = segment(&text);
    let mut values = values.into_iter().chain([0.0]).collect::<Vec<_>>().into_iter().cycle();
    let mut table = |sentence: &Sentence, width: usize| {
        let values = values.by_ref().take(sentence.words.len() * width).collect();
        Matrix { values, width }
    };
    let scores: Vec<Scores> = document
        .sentences
        .iter()
        .map(|sentence| Scores {
            names: table(sentence, inventory.names.len()),
            ..Scores::default()
        })
        .collect();
    let named = RECOGNIZER.recognize(&document, &scores, &inventory);
    let mut draw = |count: usize| values.next().map_or(0, |value| (value.abs() * 7.0) as usize % count);
    let parses: Vec<Parse> = document
        .sentences
        .iter()
        .map(|sentence| {
            let words = sentence.words.len();
            let node = |_| Node {
                upos: ["NOUN", "PROPN", "PRON", "VERB", "PUNCT"][draw(5)].to_owned(),
                xpos: ["NN", "NNS"][draw(2)].to_owned(),
                lemma: ["say", "man", "group"][draw(3)].to_owned(),
                head: draw(words + 2).checked_sub(1),
                deprel: ["nsubj", "obj", "conj", "appos", "flat", "root", "case"][draw(7)].to_owned(),
            };
            Parse { nodes: (0..words).map(node).collect(), ..Parse::default() }
        })
        .collect();
    let found = RECOGNIZER.resolve(&document, &parses, named);
    let holds = |sentence: usize, words: &std::ops::Range<usize>, span: Span| {
        let all = &document.sentences[sentence].words;
        assert_eq!((span.start, span.end), (all[words.start].span.start, all[words.end - 1].span.end));
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
    };
    for mention in &found.mentions {
        holds(mention.sentence, &mention.words, mention.span);
        if let Some(title) = &mention.title {
            assert!(!title.is_empty() && title.end == mention.words.start);
        }
    }
    for nested in &found.nested {
        holds(nested.sentence, &nested.words, nested.span);
        assert!(found.mentions[nested.inside].span.contains(nested.span));
    }
});
