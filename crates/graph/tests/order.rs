//! Whatever the order of the folders and their lines, and however much they overlap: the same graph. And
//! whatever a name holds, every format gives it back.
#![allow(clippy::unwrap_used, reason = "a graph that cannot be built has failed")]

mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use common::{Results, build};
use oxrdfio::{JsonLdProfileSet, RdfFormat as Format, RdfParser};
use proptest::prelude::*;
use serde_json::json;
use triplewire_graph::rdf::RdfFormat;
use triplewire_graph::{Article, Claim, Node};

const NAMES: [&str; 14] = [
    "Ada \"the\" Count",
    "O'Neill\\n",
    "line\nbreak\r\nand\ttab",
    "قامشلو \u{202e}abc\u{202c}",
    "🙂 Київ",
    "javascript:alert(1)",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "<script>]]>&amp;</script>",
    "a` } . <x> <y> <z> . {",
    "\u{1}\u{fffe}bell\u{7}",
    "e:x|$y'{}%s",
];

const LEMMAS: [&str; 3] = ["meet", "=meet|\"x\"", "claim responsibility for"];

/// Facts between a few names, in a few articles; small numbers, so that much is equal.
#[derive(Clone, Debug)]
struct Given {
    article: usize,
    subject: usize,
    object: Option<usize>,
    named: bool,
    lemma: usize,
    by: Option<usize>,
    negative: bool,
    day: Option<u8>,
    confidence: u16,
}

fn given() -> impl Strategy<Value = Given> {
    let names = 0..NAMES.len();
    let first = (0..4_usize, names.clone(), prop::option::of(names.clone()), any::<bool>(), 0..3_usize);
    let second = (prop::option::of(names), any::<bool>(), prop::option::of(1..3_u8), 0..1000_u16);
    (first, second).prop_map(|((article, subject, object, named, lemma), (by, negative, day, confidence))| {
        Given { article, subject, object, named, lemma, by, negative, day, confidence }
    })
}

fn part(name: usize, named: bool, start: usize) -> serde_json::Value {
    let text = NAMES[name];
    let mut part = json!({"text": text, "start": start, "end": start + text.chars().count()});
    if named {
        part["entity"] = format!("e:{name}").into();
        part["name"] = text.into();
        part["type"] = "ORG".into();
    }
    part
}

/// One line of facts.jsonl, entities.jsonl and ledger.jsonl each.
fn lines(number: usize, given: &Given) -> [String; 3] {
    let Given { article, subject, object, named, lemma, by, negative, day, confidence } = given;
    let article = format!("article {article} \"=\u{202e}");
    let mut fact = json!({
        "id": format!("f:{number:016x}"), "article": article, "sentence": number,
        "subject": part(*subject, *named, 0),
        "relation": {"text": "met", "start": 50, "end": 53, "lemma": LEMMAS[*lemma]},
        "polarity": if *negative { "negative" } else { "positive" }, "modality": "asserted",
        "confidence": f64::from(*confidence) / 1000.0, "rule": "clause.svo",
    });
    if let Some(object) = object {
        fact["object"] = part(*object, true, 60);
    }
    if let Some(by) = by {
        fact["by"] = json!([part(*by, *named, 90)]);
    }
    if let Some(day) = day {
        fact["when"] = json!({"text": "then", "start": 120, "end": 124, "value": format!("2026-02-0{day}")});
    }
    let entity = json!({"article": article, "id": format!("e:{subject}"), "name": NAMES[*subject], "type": "ORG",
        "aliases": ["AB", NAMES[(subject + 1) % NAMES.len()]], "mentions": []});
    let ledger = json!({"article": article, "source": "gone.txt", "status": "done", "bytes": 7,
        "published": {"date": "2026-02-03", "from": "metadata"}});
    [fact.to_string(), entity.to_string(), ledger.to_string()]
}

fn results<'a>(lines: impl IntoIterator<Item = &'a [String; 3]>) -> Results {
    let mut results = Results::default();
    for [fact, entity, ledger] in lines {
        writeln!(results.facts, "{fact}").unwrap();
        writeln!(results.entities, "{entity}").unwrap();
        writeln!(results.ledger, "{ledger}").unwrap();
    }
    results
}

proptest! {
    #[test]
    fn order_and_overlap_change_nothing(
        facts in prop::collection::vec(given(), 1..25),
        shuffled in any::<prop::sample::Index>(),
        cuts in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
    ) {
        let lines: Vec<[String; 3]> = facts.iter().enumerate().map(|(number, given)| lines(number, given)).collect();
        let expected = build(&[&results(&lines)]);

        let mut other: Vec<&[String; 3]> = lines.iter().rev().collect();
        let middle = shuffled.index(other.len());
        other.rotate_left(middle);
        // Two folders that share what stands between the cuts, or all of it.
        let (a, b) = (cuts.0.index(other.len()), cuts.1.index(other.len()));
        let first = results(other[..a.max(b)].iter().copied());
        let second = results(other[a.min(b)..].iter().copied());
        let found = build(&[&second, &first, &second]);
        for file in ["articles.jsonl", "nodes.jsonl", "claims.jsonl"] {
            prop_assert_eq!(found.text(file), expected.text(file));
        }
        let quads = found.nquads();
        prop_assert!(quads.lines().is_sorted());
        prop_assert_eq!(quads, expected.nquads());
    }

    #[test]
    fn every_format_gives_back_every_name(facts in prop::collection::vec(given(), 1..10)) {
        let lines: Vec<[String; 3]> = facts.iter().enumerate().map(|(number, given)| lines(number, given)).collect();
        let kg = build(&[&results(&lines)]);
        let nquads = quads(Format::NQuads, kg.nquads().as_bytes());
        prop_assert_eq!(nquads.len(), kg.nquads().lines().count());
        let default: BTreeSet<String> = nquads.iter().filter(|quad| !quad.ends_with('>')).cloned().collect();
        let json_ld = Format::JsonLd { profile: JsonLdProfileSet::empty() };
        for (format, theirs, expected) in [
            (RdfFormat::TriG, Format::TriG, &nquads),
            (RdfFormat::JsonLd, json_ld, &nquads),
            (RdfFormat::Turtle, Format::Turtle, &default),
            (RdfFormat::RdfXml, Format::RdfXml, &default),
        ] {
            prop_assert_eq!(&quads(theirs, &kg.export(format)), expected, "{:?}", format);
        }
        for node in kg.records::<Node>() {
            let known = |name: &str| NAMES.iter().any(|given| given == &name);
            prop_assert!(known(&node.name), "{:?}", node.name);
        }
        let odd = kg.records::<Article>().iter().all(|article| article.name.ends_with("\"=\u{202e}"));
        prop_assert!(odd);
    }
}

/// Each as its N-Quads line without the stop; those of the default graph end in a mark.
fn quads(format: Format, bytes: &[u8]) -> BTreeSet<String> {
    let quads = RdfParser::from_format(format).for_slice(bytes);
    quads
        .map(|quad| {
            let quad = quad.unwrap();
            let mark = if quad.graph_name.is_default_graph() { " default" } else { "" };
            format!("{quad}{mark}")
        })
        .collect()
}

#[test]
fn copies_count_once() {
    let mut facts: Vec<[String; 3]> = Vec::new();
    for article in 0..3 {
        for number in 0..12 {
            let text = if article == 2 && number > 0 {
                format!("other words {number} altogether here number {number}")
            } else {
                format!("words of one report {number} that agencies spread {number}")
            };
            let fact = json!({
                "id": format!("f:{number:016x}"), "article": article.to_string(), "sentence": number,
                "subject": {"text": "Ada", "entity": "e:ada", "name": "Ada", "type": "PER"},
                "relation": {"text": "met", "lemma": "meet"}, "object": {"text": text},
                "polarity": "positive", "modality": "asserted", "confidence": 0.5,
            });
            let ledger = json!({"article": article.to_string(), "status": "done", "bytes": article,
                "published": {"date": format!("2026-02-0{}", 5 - article)}});
            facts.push([fact.to_string(), String::new(), ledger.to_string()]);
        }
    }
    let kg = build(&[&results(&facts)]);
    let articles = kg.records::<Article>();
    let copies: Vec<&Article> = articles.iter().filter(|article| article.copy_of.is_some()).collect();
    assert_eq!(copies.len(), 1);
    assert_eq!(copies[0].name, "0", "the older one is the report");
    let claims = kg.records::<Claim>();
    let first = claims.iter().find(|claim| claim.text.contains("report 0 ")).unwrap();
    assert_eq!((first.evidence.len(), first.sources), (3, 2));
    let second = claims.iter().find(|claim| claim.text.contains("report 1 ")).unwrap();
    assert_eq!((second.evidence.len(), second.sources), (2, 1));
}

#[test]
fn words_alone_are_evidence_of_one_claim_on_one_day_only() {
    let fact = |article: &str, day: Option<&str>| {
        let mut fact = json!({
            "id": "f:1", "article": article, "sentence": 0, "subject": {"text": "The police"},
            "relation": {"text": "arrested", "lemma": "arrest"}, "object": {"text": "two men"},
            "polarity": "positive", "modality": "asserted", "confidence": 0.5,
        });
        if let Some(day) = day {
            fact["when"] = json!({"text": "then", "value": day});
        }
        [fact.to_string(), String::new(), json!({"article": article, "status": "done"}).to_string()]
    };
    let count = |facts: &[[String; 3]]| build(&[&results(facts)]).records::<Claim>().len();
    assert_eq!(count(&[fact("a", None), fact("b", None)]), 2);
    assert_eq!(count(&[fact("a", Some("2026-02-20")), fact("b", Some("2026-02-20"))]), 1);
    assert_eq!(count(&[fact("a", Some("2026-02-20")), fact("b", Some("2026-02-21"))]), 2);
}
