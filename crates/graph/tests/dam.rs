//! Two invented articles about a dam: what they say together, as files of a graph and as N-Quads.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test -p triplewire-graph --test dam` writes the snapshots anew.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "snapshots are files")]

mod common;

use std::path::Path;

use common::{Results, build};
use oxrdf::{Quad, Term};
use oxrdfio::RdfParser;
use triplewire_graph::rdf::RdfFormat;
use triplewire_graph::{
    Article, Change, Claim, GraphError, Match, Node, NodeKind, ask, diff, find, path, stats,
};

fn results() -> Results {
    let texts = [("dam", include_str!("dam/dam.txt")), ("dam-late", include_str!("dam/dam-late.txt"))];
    Results {
        facts: include_str!("dam/facts.jsonl").to_owned(),
        entities: include_str!("dam/entities.jsonl").to_owned(),
        ledger: include_str!("dam/ledger.jsonl").to_owned(),
        texts: texts.map(|(name, text)| (name.to_owned(), text.to_owned())).into(),
    }
}

fn snapshot(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dam/snapshots").join(name);
    if std::env::var("UPDATE_SNAPSHOTS").is_ok() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, found).unwrap();
    }
    assert_eq!(found, std::fs::read_to_string(&path).unwrap(), "{name}");
}

#[test]
fn the_graph_is_what_the_snapshots_show() {
    let kg = build(&[&results()]);
    for file in ["articles.jsonl", "nodes.jsonl", "claims.jsonl"] {
        snapshot(file, kg.text(file));
    }
    snapshot("graph.nq", &kg.nquads());
}

fn claim(claims: &[Claim], text: &str) -> Claim {
    claims.iter().find(|claim| claim.text == text).unwrap_or_else(|| panic!("no claim {text}")).clone()
}

#[test]
fn equal_claims_are_one_with_two_sources() {
    let claims = build(&[&results()]).records::<Claim>();
    assert_eq!(claims.len(), 5);
    let opened = claim(&claims, "Rivera opened the Shkodra dam");
    assert_eq!((opened.sources, opened.evidence.len()), (2, 2));
    assert!((opened.confidence - 0.93).abs() < 1e-9);
    for evidence in &opened.evidence {
        assert_eq!(evidence.quote, "Rivera opened the Shkodra dam");
        assert!(evidence.before.is_some());
    }
}

#[test]
fn differing_numbers_stand_side_by_side() {
    let claims = build(&[&results()]).records::<Claim>();
    let few = claim(&claims, "At least 12 people were killed at the dam");
    let many = claim(&claims, "20 people were killed at the dam");
    assert!(few.figures.is_some());
    assert_eq!(few.figures, many.figures);
    assert_ne!(few.by, many.by);
}

#[test]
fn an_alias_joins_the_names_of_two_articles() {
    let kg = build(&[&results()]);
    let (how, agency) = find(&kg, "nra").unwrap().remove(0);
    assert!(how <= Match::Alias);
    assert_eq!(agency.entities, ["e:national-river-agency", "e:nra"]);
    assert_eq!(agency.aliases.len(), 1);
    let answer = ask(&kg, &agency.id).unwrap();
    let did: Vec<_> = answer.did.iter().map(|claim| claim.polarity.as_str()).collect();
    assert_eq!(did, ["positive", "negative"], "newest first");
    let (_, hasi) = find(&kg, "Hasi").unwrap().remove(0);
    assert_eq!(ask(&kg, &hasi.id).unwrap().says.len(), 2);
    let (_, dam) = find(&kg, "e:shkodra-dam").unwrap().remove(0);
    assert_eq!(ask(&kg, &dam.id).unwrap().was_done.len(), 5);
    assert!(find(&kg, "nobody of this name").unwrap().is_empty());
}

#[test]
fn only_what_articles_assert_is_a_plain_triple() {
    let kg = build(&[&results()]);
    let lines = kg.nquads();
    let plain = |relation: &str| {
        let predicate = format!(" <https://example.org/relation/{relation}> ");
        let lines = lines.lines().filter(|line| line.contains(&predicate));
        let (named, plain): (Vec<_>, Vec<_>) = lines
            .filter(|line| line.starts_with("<https://example.org/node/"))
            .partition(|line| line.contains("/claim/"));
        (named.len(), plain.len())
    };
    assert_eq!(plain("open"), (1, 1));
    assert_eq!(plain("kill-at"), (2, 0), "others say so");
    assert_eq!(plain("inspect"), (2, 1), "one is denied");
}

#[test]
fn a_chain_leads_from_name_to_name() {
    let kg = build(&[&results()]);
    let id = |name: &str| find(&kg, name).unwrap().remove(0).1.id;
    let chain = path(&kg, &id("Rivera"), &id("NRA")).unwrap().unwrap();
    let relations: Vec<_> = chain.iter().map(|claim| claim.relation.as_str()).collect();
    assert_eq!(relations, ["open", "inspect"]);
    assert_eq!(path(&kg, &id("Rivera"), &id("Hasi")).unwrap(), None, "who says so is no part of it");
}

#[test]
fn counts_add_up() {
    let kg = build(&[&results()]);
    let stats = stats(&kg).unwrap();
    assert_eq!((stats.articles, stats.claims, stats.evidence), (2, 5, 6));
    assert_eq!((stats.corroborated, stats.attributed, stats.differing_figures), (1, 3, 1));
    let phrases = kg.records::<Node>().iter().filter(|node| node.kind == NodeKind::Phrase).count();
    assert_eq!(stats.phrases, phrases);
}

#[test]
fn a_difference_names_what_came_and_went() {
    let all = results();
    let first =
        |text: &str| text.lines().filter(|line| line.contains("\"dam\"")).collect::<Vec<_>>().join("\n");
    let early = Results {
        facts: first(&all.facts),
        entities: first(&all.entities),
        ledger: first(&all.ledger),
        ..all.clone()
    };
    let (old, new) = (build(&[&early]), build(&[&all]));
    let mut changes: Vec<(char, String)> = Vec::new();
    diff(&old, &new, |change: Change<Claim>| -> Result<(), GraphError> {
        changes.push(match change {
            Change::Added(claim) => ('+', claim.relation),
            Change::Changed(_, claim) => ('~', claim.relation),
            Change::Withdrawn(claim) => ('-', claim.relation),
        });
        Ok(())
    })
    .unwrap();
    changes.sort();
    // The agency's node is another one since its long name is known, so its claim is too.
    let expected = [('+', "inspect"), ('+', "inspect"), ('+', "kill at"), ('-', "inspect"), ('~', "open")];
    assert_eq!(changes, expected.map(|(mark, relation)| (mark, relation.to_owned())));
    let mut articles = 0;
    diff(&new, &new, |_: Change<Article>| -> Result<(), GraphError> {
        articles += 1;
        Ok(())
    })
    .unwrap();
    assert_eq!(articles, 0);
}

#[test]
fn a_text_that_has_changed_is_not_quoted() {
    let mut changed = results();
    for text in changed.texts.values_mut() {
        text.insert(0, '!');
    }
    for claim in build(&[&changed]).records::<Claim>() {
        for evidence in claim.evidence {
            assert_eq!(evidence.before, None);
            assert!(evidence.quote.contains(" … "), "{}", evidence.quote);
        }
    }
}

#[test]
fn in_turtle_12_each_claim_reifies_its_triple() {
    let kg = build(&[&results()]);
    let turtle = kg.export(RdfFormat::Turtle12);
    let quads = RdfParser::from_format(oxrdfio::RdfFormat::Turtle).for_slice(&turtle);
    let quads: Vec<Quad> = quads.collect::<Result<_, _>>().unwrap();
    let reified = quads.iter().filter_map(|quad| match &quad.object {
        Term::Triple(triple) => Some((quad.subject.clone(), triple)),
        _ => None,
    });
    let mut count = 0;
    for (claim, triple) in reified {
        let says = |name: &str, object: Term| {
            let name = format!("<http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}>");
            quads.iter().any(|quad| {
                quad.subject == claim && quad.predicate.to_string() == name && quad.object == object
            })
        };
        assert!(says("subject", triple.subject.clone().into()), "{claim}");
        assert!(says("predicate", triple.predicate.clone().into()), "{claim}");
        assert!(says("object", triple.object.clone()), "{claim}");
        count += 1;
    }
    assert_eq!(count, kg.records::<Claim>().len());
}
