//! Sentences in, what their pronouns and noun phrases stand for out, with the built-in model.

#![allow(clippy::unwrap_used)]

use triplewire_encoder::{Encoder, Model, Parse, parse};
use triplewire_entities::{Entities, MentionKind, Recognizer};
use triplewire_tokenizer::{WordPieces, segment};

/// The stages before the facts.
struct Stages {
    model: Model,
    pieces: WordPieces,
    recognizer: Recognizer,
}

impl Stages {
    fn load() -> Self {
        let model = Model::embedded().unwrap();
        let pieces = WordPieces::new(model.vocabulary()).unwrap();
        Self { model, pieces, recognizer: Recognizer::new() }
    }

    fn read(&self, text: &str) -> Entities {
        let document = segment(text);
        let pieces: Vec<_> = document.sentences.iter().map(|s| self.pieces.encode(&document, s)).collect();
        let scores = self.model.encode(&pieces).unwrap();
        let inventory = self.model.inventory();
        let parses: Vec<Parse> = document
            .sentences
            .iter()
            .zip(&scores)
            .map(|(sentence, scores)| parse(text, sentence, scores, inventory, &self.model).unwrap())
            .collect();
        let named = self.recognizer.recognize(&document, &scores, inventory);
        self.recognizer.resolve(&document, &parses, named)
    }

    /// Every mention that is no name, with the name of its entity.
    fn links(&self, text: &str) -> Vec<(String, String)> {
        let found = self.read(text);
        let mentions = found.mentions.iter().filter(|mention| mention.kind != MentionKind::Name);
        mentions
            .map(|mention| (mention.span.of(text).to_owned(), found.entities[mention.entity].name.clone()))
            .collect()
    }
}

#[test]
fn links() {
    let stages = Stages::load();
    let cases: &[(&str, &[(&str, &str)])] = &[
        // Pronouns and people.
        (
            "Angela Merkel met reporters in Berlin on Monday. She said the talks had failed.",
            &[("She", "Angela Merkel")],
        ),
        ("Vladimir Putin praised his defence minister.", &[("his", "Vladimir Putin")]),
        (
            "Theresa May flew to Paris to meet Emmanuel Macron. She was greeted by him at the airport.",
            &[("She", "Theresa May"), ("him", "Emmanuel Macron")],
        ),
        // A noun phrase that is named by nothing else.
        (
            "A policeman was shot in the street. He died in hospital.",
            &[("A policeman", "A policeman"), ("He", "A policeman")],
        ),
        // Noun phrases and names.
        (
            "Hamas fired rockets on Sunday. The group said it would go on.",
            &[("The group", "Hamas"), ("it", "Hamas")],
        ),
        // Who says of itself what it did.
        ("Lufthansa said it cancelled forty flights.", &[("it", "Lufthansa")]),
        ("Lufthansa cancelled forty flights, it said on Monday.", &[("it", "Lufthansa")]),
        ("Lufthansa denied the report. It said the pilots were well.", &[("It", "Lufthansa")]),
        ("Officials said they closed the bridge.", &[("Officials", "Officials"), ("they", "Officials")]),
        (
            "The Syrian Defense Ministry denied the report. The ministry blamed rebels.",
            &[("The ministry", "Syrian Defense Ministry")],
        ),
        (
            "Security Minister Wiranto was stabbed on Thursday. The minister is in hospital.",
            &[("The minister", "Wiranto")],
        ),
        (
            "France sent troops to the border. The country will hold elections in May.",
            &[("The country", "France")],
        ),
        // The same again.
        (
            "A bomb exploded near a market in Homs. The bomb killed four people.",
            &[("A bomb", "A bomb"), ("The bomb", "A bomb")],
        ),
        (
            "Ten people died about a week after an attack in Homs. Rebels denied the attack.",
            &[("an attack in Homs", "an attack in Homs"), ("the attack", "an attack in Homs")],
        ),
        (
            "Hamas fired rockets. Another group came to Gaza. The group left.",
            &[("Another group", "Another group"), ("The group", "Another group")],
        ),
        // What stays open.
        ("It rained in Aleppo on Monday.", &[]),
        ("He left the city.", &[]),
        ("Goma police said they received a call.", &[]),
        ("Lufthansa said it took three days.", &[]),
        ("\"She was a kind woman,\" Marie Dupont said.", &[]),
        ("Iran and Iraq signed a treaty. The country was pleased.", &[]),
        ("Hamas and Hezbollah fired rockets. The group said so.", &[]),
        ("A market burned in Homs on Monday. The old market in Hama was spared.", &[]),
    ];
    for (text, expected) in cases {
        let found = stages.links(text);
        let found: Vec<_> = found.iter().map(|(mention, name)| (mention.as_str(), name.as_str())).collect();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn mentions_are_in_order_and_entities_own_them() {
    let text = "A man was shot in Paris. Marie Dupont saw him. The man was a tourist, she said.";
    let found = Stages::load().read(text);
    let places: Vec<_> = found.mentions.iter().map(|m| (m.sentence, m.words.start)).collect();
    assert!(places.is_sorted());
    let mut first = Vec::new();
    for (index, entity) in found.entities.iter().enumerate() {
        assert!(!entity.mentions.is_empty(), "{}", entity.id);
        first.push(entity.mentions[0]);
        for &mention in &entity.mentions {
            assert_eq!(found.mentions[mention].entity, index);
        }
    }
    assert!(first.is_sorted());
    let ids: std::collections::BTreeSet<_> = found.entities.iter().map(|entity| &entity.id).collect();
    assert_eq!(ids.len(), found.entities.len());
}

#[test]
fn unnamed_entities_of_two_articles_have_two_ids() {
    let stages = Stages::load();
    let id = |text: &str| {
        let found = stages.read(text);
        found
            .entities
            .iter()
            .find(|entity| entity.name == "A policeman")
            .map(|entity| entity.id.clone())
            .unwrap()
    };
    let first = id("A policeman was shot in Rome. He died.");
    assert_ne!(first, id("A policeman was shot in Oslo. He died."));
    assert_eq!(first, id("A policeman was shot in Rome. He died."));
}
