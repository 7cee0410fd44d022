//! A `.facts` file and its article in, everything that looks wrong with the labels out.

use std::collections::BTreeSet;

use crate::facts::gold::{Finding, GoldArticle, Severity, parse};
use crate::text::{content_words, folded_words};

/// Checks one `.facts` file, sorted by line: the mistakes of [`parse`] as errors; as warnings, no
/// date, an entity that no fact names, and words of facts that do not occur in the article (where
/// its text is given).
#[must_use]
pub fn check(facts: &str, article: Option<&str>) -> Vec<Finding> {
    let (gold, mut findings) = parse(facts, "");
    let warn = |line, message| Finding { line, severity: Severity::Warning, message };
    if gold.facts.is_empty() && findings.is_empty() {
        findings.push(Finding {
            line: 1,
            severity: Severity::Error,
            message: "no fact in this file".to_owned(),
        });
    }
    if gold.date.is_none() {
        findings.push(warn(1, "no date".to_owned()));
    }
    for entity in unused(&gold) {
        let message = format!("entity '{}' is in no fact", entity.1);
        findings.push(warn(entity.0, message));
    }
    if let Some(article) = article {
        findings.extend(unknown_words(&gold, article).into_iter().map(|(line, message)| warn(line, message)));
    }
    findings.sort_by_key(|finding| finding.line);
    findings
}

/// Line and canonical name of each entity none of whose names occurs in a fact.
fn unused(gold: &GoldArticle) -> Vec<(usize, &str)> {
    let mut phrases: Vec<Vec<String>> = Vec::new();
    for fact in &gold.facts {
        for form in &fact.forms {
            phrases.push(content_words(&plain(&form.subject)));
            phrases.push(content_words(&plain(&format!("{} {}", form.relation, form.object))));
        }
        phrases.extend(fact.by.iter().chain(&fact.place).map(|p| content_words(&plain(p))));
    }
    let occurs = |name: &String| {
        let name = content_words(name);
        !name.is_empty() && phrases.iter().any(|phrase| phrase.windows(name.len()).any(|words| words == name))
    };
    gold.entities
        .iter()
        .filter(|entity| !entity.names.iter().any(occurs))
        .map(|entity| (entity.line, entity.names[0].as_str()))
        .collect()
}

/// Line and message for each `fact:` line with words that the article does not have. Alternatives
/// are reworded on purpose, so only first forms are checked, and there only subject and object:
/// labellers supply verbs.
fn unknown_words(gold: &GoldArticle, article: &str) -> Vec<(usize, String)> {
    let mut known: BTreeSet<String> = folded_words(article).into_iter().collect();
    for entity in &gold.entities {
        known.extend(entity.names.iter().flat_map(|name| folded_words(name)));
    }
    let mut warnings = Vec::new();
    for form in gold.facts.iter().filter_map(|fact| fact.forms.first()) {
        let words = content_words(&plain(&format!("{} {}", form.subject, form.object)));
        let unknown: Vec<String> = words.into_iter().filter(|word| !known.contains(word)).collect();
        if !unknown.is_empty() {
            warnings.push((form.line, format!("not in the article: {}", unknown.join(", "))));
        }
    }
    warnings
}

/// A phrase without its brackets.
fn plain(phrase: &str) -> String {
    phrase.replace(['[', ']'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_have_line_and_cause() {
        let facts = "date: 2026\nentity: ORG | IS | Islamic State\nentity: GPE | Chad\n\
                     fact: IS | attacked | [the old] bridge\n  or: bridge | fell to | Islamic State\n";
        let found: Vec<_> = check(facts, Some("Islamic State attacked a bridge."))
            .into_iter()
            .map(|f| (f.line, f.severity, f.message))
            .collect();
        assert_eq!(
            found,
            [
                (3, Severity::Warning, "entity 'Chad' is in no fact".to_owned()),
                (4, Severity::Warning, "not in the article: old".to_owned()),
            ]
        );
    }

    #[test]
    fn an_empty_file_is_an_error() {
        let found = check("", None);
        assert_eq!(found[0].severity, Severity::Error);
        assert_eq!(found[0].message, "no fact in this file");
    }
}
