//! The named entities of labelled articles and those found in, how many carry the labelled type out.

use std::collections::BTreeSet;

use triplewire_entities::{Entities, MentionKind};
use triplewire_evaluation::facts::GoldEntity;
use triplewire_evaluation::text::folded_words;

/// One entity that was found: its folded names and its type.
pub(super) struct FoundEntity {
    names: BTreeSet<String>,
    kind: &'static str,
}

/// How many labelled entities were found by one of their names, and how many of these with their type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TypeCounts {
    pub(super) found: usize,
    pub(super) right: usize,
    /// Those with another type: the name, the labelled type, the type found.
    pub(super) wrong: Vec<(String, String, &'static str)>,
}

/// The entities of an article that it names.
pub(super) fn found(entities: &Entities) -> Vec<FoundEntity> {
    let named = |entity: &&triplewire_entities::Entity| {
        let mut mentions = entity.mentions.iter().filter_map(|&mention| entities.mentions.get(mention));
        mentions.any(|mention| mention.kind == MentionKind::Name)
    };
    let entity = |entity: &triplewire_entities::Entity| FoundEntity {
        names: std::iter::once(&entity.name).chain(&entity.aliases).map(|name| folded(name)).collect(),
        kind: entity.entity_type.as_str(),
    };
    entities.entities.iter().filter(named).map(entity).collect()
}

impl TypeCounts {
    /// Counts the entities of one article.
    pub(super) fn add(&mut self, gold: &[GoldEntity], found: &[FoundEntity]) {
        for entity in gold {
            let names: BTreeSet<String> = entity.names.iter().map(|name| folded(name)).collect();
            let mut hits = found.iter().filter(|found| !found.names.is_disjoint(&names)).peekable();
            let Some(first) = hits.peek().map(|found| found.kind) else { continue };
            self.found += 1;
            if hits.any(|found| found.kind == entity.kind) {
                self.right += 1;
            } else {
                let name = entity.names.first().cloned().unwrap_or_default();
                self.wrong.push((name, entity.kind.clone(), first));
            }
        }
    }
}

/// The words of a name, folded, without a leading "the".
fn folded(name: &str) -> String {
    let words = folded_words(name);
    let the = words.len() > 1 && words.first().is_some_and(|word| word == "the");
    words[usize::from(the)..].join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_is_found_by_any_of_its_names() {
        let gold = |kind: &str, names: &[&str]| GoldEntity {
            line: 1,
            kind: kind.to_owned(),
            names: names.iter().map(|&name| name.to_owned()).collect(),
        };
        let found = |kind, names: &[&str]| FoundEntity {
            names: names.iter().map(|name| folded(name)).collect(),
            kind,
        };
        let mut counts = TypeCounts::default();
        counts.add(
            &[gold("ORG", &["Islamic State", "the IS"]), gold("GPE", &["U.S."]), gold("PER", &["Nobody"])],
            &[found("ORG", &["IS"]), found("LOC", &["US"])],
        );
        assert_eq!((counts.found, counts.right), (2, 1));
        assert_eq!(counts.wrong, [("U.S.".to_owned(), "GPE".to_owned(), "LOC")]);
    }
}
