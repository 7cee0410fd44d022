//! What the rules are called.

/// The names of all rules, as [`Fact::rule`](crate::Fact::rule) has them: the family, and behind a dot
/// the construction where the family has several.
///
/// `docs/relations.md` shows what each finds.
pub const RULES: &[&str] = &[
    "clause.svo",
    "clause.light",
    "clause.oblique",
    "clause.object-oblique",
    "clause.gerund",
    "clause.agent",
    "clause.passive",
    "clause.chain",
    "clause.time",
    "clause.example",
    "clause.intransitive",
    "clause.receiver",
    "clause.content",
    "copula.noun",
    "copula.role",
    "copula.adjective",
    "copula.adjective-oblique",
    "copula.preposition",
    "copula.clause",
    "existential",
    "apposition",
    "apposition.of",
    "apposition.whose",
    "apposition.place",
    "title.is",
    "title.of",
    "possessive.has",
    "location",
    "event",
    "attribute",
    "speech.content",
];

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::RULES;

    /// What stands between quotation marks in a file of rules, its tests left out.
    fn literals(source: &str) -> Vec<&str> {
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines.flat_map(|line| line.split('"').skip(1).step_by(2)).collect()
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "reads the source of the rules")]
    fn every_rule_of_the_code_is_named_and_every_name_is_used() {
        let mut families: Vec<String> = RULES.iter().map(|rule| family(rule).to_owned()).collect();
        let mut sources = Vec::new();
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("names.rs") {
                families.push(path.file_stem().unwrap().to_str().unwrap().to_owned());
                sources.push(fs::read_to_string(&path).unwrap());
            }
        }
        let all: Vec<&str> = sources.iter().flat_map(|source| literals(source)).collect();
        for found in &all {
            let named = found.contains('.') && families.iter().any(|known| known == family(found));
            assert!(!named || RULES.contains(found), "{found} is not in RULES");
        }
        for rule in RULES {
            assert!(all.contains(rule), "no rule gives {rule}");
        }
    }

    fn family(rule: &str) -> &str {
        rule.split('.').next().unwrap_or(rule)
    }

    #[test]
    fn literals_are_found_outside_tests_and_comments() {
        let source = "// \"a\"\nlet x = [\"b.c\", \"d\"];\n#[cfg(test)]\nlet y = \"e\";";
        assert_eq!(literals(source), ["b.c", "d"]);
    }
}
