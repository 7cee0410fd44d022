//! Labelled entities and the ends of matched facts in, whether each end is under the right entity out.
//!
//! A subject or object counts where the label's words are a name of a labelled entity. It is right where
//! the entity that the extraction gives it has a name in common with that entity; where it gives none, the
//! graph would name the node by its words, so these are compared. Names are compared as facts are.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::counts::Counts;
use crate::facts::gold::GoldArticle;
use crate::facts::pattern::{FormPattern, Names};
use crate::facts::prediction::{Phrase, PredictedEntity, PredictedFact};
use crate::facts::score::{ArticleReport, Wordings, any};
use crate::text::content_words;

/// Whether the ends of the matched facts are under the right entities.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Naming {
    /// Ends that the labels give as entities.
    pub ends: usize,
    /// Those under the right entity or the right words.
    pub right: usize,
    /// Ends that the labels give as persons, organisations, places, peoples.
    pub named: usize,
    /// Those of them under the right entity or the right words.
    pub named_right: usize,
    /// Ends whose extraction gives an entity.
    pub linked: usize,
    /// Those of them under the right entity.
    pub linked_right: usize,
    /// Labelled entities that have an end.
    pub entities: usize,
    /// Nodes they are spread over: predicted entities, or words where there is none.
    pub nodes: usize,
    /// Ends whose node holds more ends of their entity than of any other.
    pub pure: usize,
    /// The ends under the wrong entity.
    pub wrong: Vec<WrongEnd>,
}

/// An end under the wrong entity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WrongEnd {
    /// Name of the article.
    pub article: String,
    /// Line of the `.facts` file.
    pub line: usize,
    /// The labelled entity.
    pub gold: String,
    /// The words of the extraction.
    pub text: String,
    /// The entity that the extraction gives, where it gives one.
    pub entity: Option<String>,
}

const NAMED: [&str; 6] = ["PER", "ORG", "GPE", "LOC", "FAC", "NORP"];

/// Compares the ends of the most trusted match of every labelled fact. `reports` are those of the score,
/// one for each article of `gold`; `entities` may hold what the predictions say of their entities.
#[must_use]
pub fn naming(
    gold: &[GoldArticle],
    predicted: &[PredictedFact],
    entities: &[PredictedEntity],
    reports: &[ArticleReport],
) -> Naming {
    let mut naming = Naming::default();
    for (article, report) in gold.iter().zip(reports) {
        let facts: Vec<&PredictedFact> = predicted.iter().filter(|f| f.article == article.name).collect();
        let known: BTreeMap<&str, &PredictedEntity> =
            entities.iter().filter(|e| e.article == article.name).map(|e| (e.id.as_str(), e)).collect();
        naming.article(article, report, &facts, &known);
    }
    naming
}

impl Naming {
    fn article(
        &mut self,
        article: &GoldArticle,
        report: &ArticleReport,
        facts: &[&PredictedFact],
        known: &BTreeMap<&str, &PredictedEntity>,
    ) {
        let names = Names::new(&article.entities);
        let mut nodes: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        let mut held: BTreeMap<String, BTreeMap<usize, usize>> = BTreeMap::new();
        for (fact, outcome) in article.facts.iter().zip(&report.gold) {
            let best = outcome.matches.iter().filter_map(|&index| facts.get(index));
            let best = best.reduce(|best, next| if next.confidence > best.confidence { next } else { best });
            let Some(best) = best else { continue };
            let words = Wordings::new(best);
            let matched = fact.forms.iter().find(|form| {
                let pattern = FormPattern::new(form, &names);
                any(&pattern.subject, &words.subjects) && any(&pattern.predicate, &words.predicates)
            });
            let Some(form) = matched else { continue };
            let ends = [(Some(&best.subject), &form.subject), (best.object.as_ref(), &form.object)];
            for (phrase, label) in ends {
                let labelled = names.entities(label);
                let (Some(phrase), Some(&first)) = (phrase, labelled.first()) else {
                    continue;
                };
                let entity = phrase.entity.as_deref().and_then(|id| known.get(id).copied());
                let right = called(phrase, entity)
                    .iter()
                    .any(|called| labelled.iter().any(|&gold| names.of(gold).contains(called)));
                let linked = phrase.entity.is_some();
                let is_named = NAMED.contains(&article.entities[first].kind.as_str());
                self.ends += 1;
                self.right += usize::from(right);
                self.named += usize::from(is_named);
                self.named_right += usize::from(is_named && right);
                self.linked += usize::from(linked);
                self.linked_right += usize::from(linked && right);
                let node = phrase.entity.clone().unwrap_or_else(|| format!("\"{}\"", label_of(phrase)));
                nodes.entry(first).or_default().insert(node.clone());
                *held.entry(node).or_default().entry(first).or_default() += 1;
                if !right {
                    self.wrong.push(WrongEnd {
                        article: article.name.clone(),
                        line: form.line,
                        gold: article.entities[first].names.first().cloned().unwrap_or_default(),
                        text: phrase.text.clone(),
                        entity: phrase.name.clone(),
                    });
                }
            }
        }
        self.entities += nodes.len();
        self.nodes += nodes.values().map(BTreeSet::len).sum::<usize>();
        self.pure += held.values().filter_map(|ends| ends.values().max()).sum::<usize>();
    }

    /// The share of right ends, as counts.
    #[must_use]
    pub fn counts(&self) -> Counts {
        Counts::one_to_one(self.right, self.ends, self.ends)
    }
}

/// What an end is called: the names of its entity, or its words where it has none.
fn called(phrase: &Phrase, entity: Option<&PredictedEntity>) -> Vec<Vec<String>> {
    match &phrase.name {
        None => vec![content_words(&phrase.text), content_words(label_of(phrase))],
        Some(name) => {
            let aliases = entity.into_iter().flat_map(|entity| &entity.aliases);
            std::iter::once(name).chain(aliases).map(|name| content_words(name)).collect()
        }
    }
}

/// What the graph calls a phrase without an entity.
fn label_of(phrase: &Phrase) -> &str {
    phrase.core.as_deref().unwrap_or(&phrase.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{read, score};

    const GOLD: &str = "\
entity: ORG | Islamic State | IS | ISIS
entity: GPE | Syria
entity: EVENT | attack
fact: IS | struck | [northern] Syria
fact: ISIS | claimed | attack
";

    fn fact(subject: &str, relation: &str, object: &str, ids: [Option<(&str, &str)>; 2]) -> PredictedFact {
        let phrase = |text: &str, id: Option<(&str, &str)>| Phrase {
            entity: id.map(|(id, _)| id.to_owned()),
            name: id.map(|(_, name)| name.to_owned()),
            ..Phrase::new(text)
        };
        PredictedFact {
            article: "a".to_owned(),
            subject: phrase(subject, ids[0]),
            relation: Phrase::new(relation),
            object: Some(phrase(object, ids[1])),
            ..PredictedFact::default()
        }
    }

    fn measure(facts: &[PredictedFact]) -> Naming {
        let gold = [read(GOLD, "a", "a.facts").unwrap()];
        let report = score(&gold, facts, "p").unwrap();
        let entities = [PredictedEntity {
            article: "a".to_owned(),
            id: "e:daesh".to_owned(),
            aliases: vec!["ISIS".to_owned()],
        }];
        naming(&gold, facts, &entities, &report.articles)
    }

    #[test]
    fn ends_are_right_by_name_alias_or_words() {
        let found = measure(&[
            fact("IS", "struck", "Syria", [Some(("e:daesh", "Daesh")), Some(("e:syria", "Syria"))]),
            fact("ISIS", "claimed", "attack", [Some(("e:isis", "ISIS")), None]),
        ]);
        assert_eq!((found.ends, found.right), (4, 4));
        assert_eq!((found.named, found.named_right), (3, 3));
        assert_eq!((found.linked, found.linked_right), (3, 3));
        // Islamic State is spread over two nodes.
        assert_eq!((found.entities, found.nodes, found.pure), (3, 4, 4));
    }

    #[test]
    fn a_wrong_entity_is_named() {
        let found = measure(&[fact("IS", "struck", "Syria", [Some(("e:us", "US")), Some(("e:us", "US"))])]);
        assert_eq!((found.ends, found.right, found.pure), (2, 0, 1));
        let wrong = &found.wrong[0];
        assert_eq!(
            (wrong.line, wrong.gold.as_str(), wrong.entity.as_deref()),
            (4, "Islamic State", Some("US"))
        );
    }
}
