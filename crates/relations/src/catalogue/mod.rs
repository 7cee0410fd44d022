//! The examples of the rules: each is checked, and all make the catalogue of constructions,
//! `docs/relations.md`.
//!
//! In: the `.examples` files beside the rules. Out: what is wrong with them, and the catalogue.
//! `UPDATE_CATALOGUE=1 cargo test -p triplewire-relations catalogue` writes it.

mod examples;
mod page;

use examples::{File, read};

/// A file of examples, whose facts it shows, and its text. A family's own file shows that family's facts.
const FILES: &[(&str, Option<&str>, &str)] = &[
    ("rules/clause", Some("clause"), include_str!("../rules/clause.examples")),
    ("rules/copula", Some("copula"), include_str!("../rules/copula.examples")),
    ("rules/existential", Some("existential"), include_str!("../rules/existential.examples")),
    ("rules/apposition", Some("apposition"), include_str!("../rules/apposition.examples")),
    ("rules/title", Some("title"), include_str!("../rules/title.examples")),
    ("rules/possessive", Some("possessive"), include_str!("../rules/possessive.examples")),
    ("rules/location", Some("location"), include_str!("../rules/location.examples")),
    ("rules/attribute", Some("attribute"), include_str!("../rules/attribute.examples")),
    ("rules/event", Some("event"), include_str!("../rules/event.examples")),
    ("rules/speech", Some("speech"), include_str!("../rules/speech.examples")),
    ("mend/mend", None, include_str!("../mend/mend.examples")),
    ("catalogue/attributes", None, include_str!("attributes.examples")),
    ("catalogue/phrases", None, include_str!("phrases.examples")),
    ("catalogue/limits", None, include_str!("limits.examples")),
];

fn files() -> Vec<File<'static>> {
    FILES.iter().map(|(_, _, text)| read(text)).collect()
}

#[cfg(test)]
mod tests {
    use std::{env, fs, path::Path};

    use super::{FILES, examples::read, files, page};
    use crate::RULES;

    fn family(rule: &str) -> &str {
        rule.split('.').next().unwrap_or(rule)
    }

    #[test]
    fn every_example_gives_what_it_says() {
        let mut wrong = Vec::new();
        for (name, family, text) in FILES {
            let file = read(text);
            for example in file.constructions.iter().flat_map(|construction| &construction.examples) {
                let (expected, found) = (example.expected(), example.found(*family));
                if expected != found {
                    let (expected, found) = (expected.join("\n"), found.join("\n"));
                    let at = format!("src/{name}.examples:{}: {}", example.line, example.text());
                    wrong.push(format!("{at}\nexpected\n{expected}\nfound\n{found}\n"));
                }
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn every_rule_has_an_example_and_every_family_a_look_alike() {
        let files = files();
        let shown: Vec<&str> = files
            .iter()
            .flat_map(|file| &file.constructions)
            .flat_map(|construction| &construction.examples)
            .flat_map(|example| example.facts.iter().map(|fact| fact.rule))
            .collect();
        for rule in RULES {
            assert!(shown.contains(rule), "no example of {rule}");
            let own = FILES.iter().zip(&files).find(|((_, own, _), _)| *own == Some(family(rule)));
            let Some((_, file)) = own else { panic!("no file of examples for {rule}") };
            let mut examples = file.constructions.iter().flat_map(|construction| &construction.examples);
            assert!(examples.any(|example| example.facts.is_empty()), "{}: no look-alike", file.title);
        }
        for rule in shown {
            assert!(RULES.contains(&rule), "{rule} is not in RULES");
        }
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "keeps a document in step")]
    fn the_document_shows_the_examples() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/relations.md");
        let page = page::render(&files());
        if env::var("UPDATE_CATALOGUE").is_ok_and(|value| value == "1") {
            fs::write(&path, &page).unwrap();
        }
        let saved = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            saved.replace("\r\n", "\n") == page,
            "docs/relations.md is behind: UPDATE_CATALOGUE=1 cargo test -p triplewire-relations catalogue"
        );
    }
}
