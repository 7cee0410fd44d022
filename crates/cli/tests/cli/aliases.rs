//! `--aliases`: a file of names that are one entity, or not.

use serde_json::Value;

use super::{Run, folder, run, text};

const ARTICLE: &str = "The Financial Times reported from Damascus on Friday. Officials told the FT that \
    rebels had left Deir ez-Zor. They were seen in Dayr al-Zawr on Thursday.";

/// Extracts the article with an alias file.
fn extract(aliases: &str) -> (Run, String) {
    let input = folder(&[("in/a.txt", ARTICLE.as_bytes()), ("mine.csv", aliases.as_bytes())]);
    let (articles, file) = (input.path().join("in"), input.path().join("mine.csv"));
    let done = run(&["extract", "-q", "--format", "articles", "--aliases", text(&file), text(&articles)]);
    (done, text(&file).to_owned())
}

/// The entity that has this name or alias.
fn entity<'a>(article: &'a Value, name: &str) -> &'a Value {
    let entities = article["entities"].as_array().unwrap();
    let called = |entity: &&Value| {
        entity["name"] == name
            || entity["aliases"].as_array().is_some_and(|all| all.iter().any(|a| a == name))
    };
    entities.iter().find(called).unwrap_or_else(|| panic!("{name} is not in {entities:?}"))
}

#[test]
fn rows_join_part_and_explain() {
    let (plain, _) = extract("alias,entity,type,why,source\n");
    let plain = &plain.records()[0];
    assert_eq!(entity(plain, "FT")["id"], "e:financial-times");
    assert_eq!(entity(plain, "Dayr al-Zawr")["id"], "e:deir-ez-zor");
    assert_eq!(entity(plain, "Damascus").get("merges"), None);

    let rows =
        "alias,entity,type,why,source\nFT,Financial Times,,apart,me\nDamascus,Dimashq,GPE,translation,me\n";
    let (done, file) = extract(rows);
    let article = &done.records()[0];
    assert_eq!(entity(article, "FT")["id"], "e:ft");
    assert_eq!(entity(article, "Financial Times").get("aliases"), None);
    let damascus = entity(article, "Damascus");
    assert_eq!(damascus["id"], "e:dimashq");
    assert_eq!(damascus["merges"][0]["why"], format!("known alias ({file} line 3)"));
}

#[test]
fn a_file_that_cannot_be_used_is_named_with_line_and_cause() {
    for (rows, cause) in [
        ("alias,entity,type,why,source\n\nFT,,ORG,,\n", ":3: 'entity' is empty"),
        (
            "alias,entity\nFT,The Unheard-of Times\n",
            ":2: 'The Unheard-of Times' is no well-known entity, so its type is needed",
        ),
        ("name\nFT\n", ":1: unknown column 'name'"),
    ] {
        let (done, file) = extract(rows);
        assert_eq!((done.status, done.stdout.as_str()), (Some(2), ""));
        assert!(done.stderr.starts_with(&format!("triplewire: {file}{cause}")), "{}", done.stderr);
    }
    let done = run(&["annotate", "--aliases", "no such file.csv", "-"]);
    assert_eq!(done.status, Some(2));
    assert!(done.stderr.starts_with("triplewire: no such file.csv: "), "{}", done.stderr);
}
