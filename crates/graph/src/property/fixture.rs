//! A graph whose names try to break out of every format, for tests.

use std::collections::BTreeMap;

use crate::error::GraphError;
use crate::model::{Article, Claim, Evidence, Node, NodeKind, Time, Words};

/// Names of the nodes.
pub(crate) const NAMES: [&str; 20] = [
    "Islamic State",
    "O'Brien \"the boss\"",
    "two\nlines\r\nand\ttab",
    "back\\slash \\' \\\\ \\n \\u0027",
    "\\",
    "منظمة \u{202E}cod.exe\u{202C} العفو",
    "🙂👩‍👩‍👧 family",
    "javascript:alert(1)",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1,1)",
    "\tTab first",
    "'=quoted already",
    "</script><script>alert(1)</script>",
    "`}) DETACH DELETE n //",
    "'}) MATCH (n) DETACH DELETE n; //",
    "a;b|c, \"d\";;",
    "]]> & &lt; <!-- --> <?x?>",
    "${jndi:x} {{7*7}} %s \u{2028}\u{FEFF}",
];

pub(crate) fn node_id(index: usize) -> String {
    format!("n:{index:016x}")
}

pub(crate) fn articles() -> Vec<Article> {
    let urls = ["https://news.example/1?a=1&b=\"2\"", "javascript:alert(1)"];
    let article = |(index, url): (usize, &str)| Article {
        id: format!("a:{index:016x}"),
        name: format!("article {index} {}", NAMES[14]),
        date: Some(format!("2026-02-0{}", index + 1)),
        title: Some(NAMES[index + 1].to_owned()),
        url: Some(url.to_owned()),
        copy_of: (index == 1).then(|| format!("a:{:016x}", 0)),
    };
    urls.into_iter().enumerate().map(article).collect()
}

pub(crate) fn nodes() -> Vec<Node> {
    let node = |(index, name): (usize, &&str)| Node {
        id: node_id(index),
        kind: if index % 3 == 2 { NodeKind::Phrase } else { NodeKind::Entity },
        name: (*name).to_owned(),
        entity_type: (index % 3 != 2).then(|| ["ORG", "PER", "GPE"][index % 4 % 3].to_owned()),
        aliases: if index.is_multiple_of(2) {
            vec![(*name).to_owned(), format!("{name}2")]
        } else {
            Vec::new()
        },
        entities: vec![format!("e:{index}")],
        value: (index == 2).then(|| "{\"amount\":\"3\"}".to_owned()),
        links: BTreeMap::from([("wikidata".to_owned(), format!("Q{index}"))]),
    };
    NAMES.iter().enumerate().map(node).collect()
}

fn words(text: &str) -> Words {
    Words { text: text.to_owned(), ..Words::default() }
}

fn evidence(index: usize, article: usize) -> Evidence {
    Evidence {
        article: format!("a:{article:016x}"),
        fact: format!("f:{index}.{article}"),
        sentence: index,
        start: index.is_multiple_of(2).then_some(index),
        end: index.is_multiple_of(2).then_some(index + 10),
        quote: format!("{} said so", NAMES[index]),
        before: Some(NAMES[(index + 1) % 20].to_owned()),
        after: None,
        subject: words(NAMES[index]),
        relation: words("said"),
        object: None,
        by: if index.is_multiple_of(5) { vec![words(NAMES[(index + 7) % 20])] } else { Vec::new() },
        when: None,
        place: None,
        confidence: 0.5,
        rule: Some("clause.svo".to_owned()),
    }
}

/// A ring: each node to the next, the first to all; the last without object.
pub(crate) fn claims() -> Vec<Claim> {
    let ends = (0..19).map(|index| (index, Some(index + 1))).chain([(19, None)]);
    let ends = ends.chain((2..20).map(|index| (0, Some(index))));
    let claim = |(number, (from, to)): (usize, (usize, Option<usize>))| Claim {
        id: format!("c:{number:016x}"),
        text: format!("{} meets {}", NAMES[from], to.map_or("", |to| NAMES[to])),
        subject: node_id(from),
        relation: if number == 3 { NAMES[15].to_owned() } else { "meet".to_owned() },
        object: to.map(node_id),
        polarity: if number % 7 == 1 { "negative" } else { "positive" }.to_owned(),
        modality: if number % 11 == 3 { "possible" } else { "asserted" }.to_owned(),
        by: if number.is_multiple_of(5) { vec![node_id((from + 7) % 20), node_id(1)] } else { Vec::new() },
        when: number.is_multiple_of(2).then(|| Time { value: Some("2026-02-01".to_owned()), text: None }),
        only_in: (number == 5).then(|| "a:0".to_owned()),
        figures: (number == 6).then(|| "g:0".to_owned()),
        places: if number.is_multiple_of(4) { vec![node_id(4)] } else { Vec::new() },
        confidence: if number == 0 { 1.0 } else { 0.25 },
        sources: 1 + number % 3,
        evidence: (0..=number % 2).map(|article| evidence(from, article)).collect(),
    };
    ends.enumerate().map(claim).collect()
}

pub(crate) fn quotes() -> Vec<String> {
    claims().into_iter().flat_map(|claim| claim.evidence).map(|evidence| evidence.quote).collect()
}

type Records<T> = std::vec::IntoIter<Result<T, GraphError>>;

pub(crate) fn stream<T>(records: Vec<T>) -> Records<T> {
    records.into_iter().map(Ok).collect::<Vec<_>>().into_iter()
}

/// All records, as the writers take them.
pub(crate) fn records() -> (Records<Article>, Records<Node>, Records<Claim>) {
    (stream(articles()), stream(nodes()), stream(claims()))
}
