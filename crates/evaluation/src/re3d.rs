//! re3d (Dstl 2017): entities with nested spans and relations between them in, span and pair scores
//! out.
//!
//! Files are JSON lines as mongoexport writes them; predictions have the same form. Offsets are
//! those of the file, half open. Labels below a confidence are left out of gold.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::bootstrap::{self, Interval};
use crate::counts::Counts;
use crate::error::ReadError;

/// Labels with less confidence than this are doubtful.
pub const CONFIDENCE_CUT: f64 = 0.5;

/// A document to predict on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its name.
    #[serde(rename = "_id")]
    pub id: String,
    /// Its text.
    pub text: String,
}

/// An entity mention.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entity {
    /// Document.
    pub document_id: String,
    /// First character.
    pub begin: usize,
    /// One past the last character.
    pub end: usize,
    /// Type.
    #[serde(rename = "type")]
    pub kind: String,
    /// How sure the label is; 1 where not given.
    #[serde(default = "certain")]
    pub confidence: f64,
}

/// A relation between two mentions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Relation {
    /// Document.
    pub document_id: String,
    /// First argument.
    pub source_begin: usize,
    /// One past its last character.
    pub source_end: usize,
    /// Second argument.
    pub target_begin: usize,
    /// One past its last character.
    pub target_end: usize,
    /// Type; not scored.
    #[serde(default, rename = "type")]
    pub kind: String,
    /// How sure the label is; 1 where not given.
    #[serde(default = "certain")]
    pub confidence: f64,
}

fn certain() -> f64 {
    1.0
}

/// re3d's scores.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Re3dReport {
    /// Mentions with span and type.
    pub entities: Counts,
    /// 95 % interval of their F1, by documents.
    pub entities_interval: Option<Interval>,
    /// Mentions with their span, whatever the type.
    pub spans: Counts,
    /// Mentions by type.
    pub by_type: BTreeMap<String, Counts>,
    /// Pairs of arguments with both spans right, in either order, whatever the relation.
    pub pairs: Counts,
    /// Pairs whose arguments overlap those of a pair on the other side.
    pub overlapping_pairs: Counts,
    /// Gold type, then predicted type, for spans that have the other type only.
    pub confusion: BTreeMap<String, BTreeMap<String, usize>>,
}

type Span = (usize, usize);
type Pair = (Span, Span);

/// Reads `documents.json`, `entities.json` or `relations.json`: one object a line.
///
/// # Errors
/// A line that is not such an object.
pub fn read<T: serde::de::DeserializeOwned>(text: &str, file: &str) -> Result<Vec<T>, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            serde_json::from_str(line)
                .map_err(|e| ReadError::new(file, index + 1, format!("not such a record: {e}")))
        })
        .collect()
}

/// Scores predicted entities and relations; of gold, labels with at least `cut` confidence.
#[must_use]
pub fn score(gold: (&[Entity], &[Relation]), predicted: (&[Entity], &[Relation]), cut: f64) -> Re3dReport {
    let mut report = Re3dReport::default();
    let gold_entities = entities_by_document(gold.0, cut);
    let predicted_entities = entities_by_document(predicted.0, f64::NEG_INFINITY);
    let none = BTreeSet::new();
    let documents: BTreeSet<&str> = gold_entities.keys().chain(predicted_entities.keys()).copied().collect();
    let mut by_document = Vec::new();
    for document in documents {
        let gold = gold_entities.get(document).unwrap_or(&none);
        let predicted = predicted_entities.get(document).unwrap_or(&none);
        let counts = Counts::one_to_one(gold.intersection(predicted).count(), predicted.len(), gold.len());
        by_document.push(counts);
        let spans = |set: &BTreeSet<(Span, &str)>| -> BTreeSet<Span> { set.iter().map(|e| e.0).collect() };
        let (gold_spans, predicted_spans) = (spans(gold), spans(predicted));
        report.spans += Counts::one_to_one(
            gold_spans.intersection(&predicted_spans).count(),
            predicted_spans.len(),
            gold_spans.len(),
        );
        for entity @ &(span, kind) in gold {
            let found = usize::from(predicted.contains(entity));
            *report.by_type.entry(kind.to_owned()).or_default() += Counts::one_to_one(found, 0, 1);
            if found == 0
                && let Some(&(_, other)) = predicted.iter().find(|e| e.0 == span)
            {
                let row = report.confusion.entry(kind.to_owned()).or_default();
                *row.entry(other.to_owned()).or_default() += 1;
            }
        }
        for &(_, kind) in predicted {
            *report.by_type.entry(kind.to_owned()).or_default() += Counts::one_to_one(0, 1, 0);
        }
    }
    report.entities = by_document.iter().sum();
    report.entities_interval = bootstrap::interval(by_document.len(), |drawn| {
        drawn.iter().map(|&i| by_document[i]).sum::<Counts>().f1()
    });

    let gold_pairs = pairs_by_document(gold.1, cut);
    let predicted_pairs = pairs_by_document(predicted.1, f64::NEG_INFINITY);
    let none = BTreeSet::new();
    let documents: BTreeSet<&str> = gold_pairs.keys().chain(predicted_pairs.keys()).copied().collect();
    for document in documents {
        let gold = gold_pairs.get(document).unwrap_or(&none);
        let predicted = predicted_pairs.get(document).unwrap_or(&none);
        report.pairs += Counts::one_to_one(gold.intersection(predicted).count(), predicted.len(), gold.len());
        let near = |pair: &&Pair, others: &BTreeSet<Pair>| others.iter().any(|o| pairs_overlap(pair, o));
        report.overlapping_pairs += Counts {
            correct: predicted.iter().filter(|pair| near(pair, gold)).count(),
            predicted: predicted.len(),
            found: gold.iter().filter(|pair| near(pair, predicted)).count(),
            gold: gold.len(),
        };
    }
    report
}

fn entities_by_document(entities: &[Entity], cut: f64) -> BTreeMap<&str, BTreeSet<(Span, &str)>> {
    let mut map: BTreeMap<&str, BTreeSet<(Span, &str)>> = BTreeMap::new();
    for entity in entities.iter().filter(|entity| entity.confidence >= cut) {
        map.entry(&entity.document_id).or_default().insert(((entity.begin, entity.end), &entity.kind));
    }
    map
}

/// Pairs with the earlier argument first: the order of arguments is not scored.
fn pairs_by_document(relations: &[Relation], cut: f64) -> BTreeMap<&str, BTreeSet<Pair>> {
    let mut map: BTreeMap<&str, BTreeSet<Pair>> = BTreeMap::new();
    for relation in relations.iter().filter(|relation| relation.confidence >= cut) {
        let source = (relation.source_begin, relation.source_end);
        let target = (relation.target_begin, relation.target_end);
        map.entry(&relation.document_id).or_default().insert((source.min(target), source.max(target)));
    }
    map
}

fn pairs_overlap(a: &Pair, b: &Pair) -> bool {
    let overlap = |a: Span, b: Span| a.0 < b.1 && b.0 < a.1;
    overlap(a.0, b.0) && overlap(a.1, b.1) || overlap(a.0, b.1) && overlap(a.1, b.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entities(text: &str) -> Vec<Entity> {
        read(text, "e").unwrap()
    }

    #[test]
    fn nested_spans_types_and_the_cut() {
        let gold = entities(
            r#"{"documentId": "d", "begin": 0, "end": 12, "type": "Organisation", "value": "x"}
{"documentId": "d", "begin": 0, "end": 4, "type": "Nationality", "confidence": 0.9}
{"documentId": "d", "begin": 20, "end": 24, "type": "Location", "confidence": 0.4}"#,
        );
        // One right, one with the wrong type, one that is below the cut in gold.
        let predicted = entities(
            r#"{"documentId": "d", "begin": 0, "end": 12, "type": "Organisation"}
{"documentId": "d", "begin": 0, "end": 4, "type": "Location"}
{"documentId": "d", "begin": 20, "end": 24, "type": "Location"}"#,
        );
        let report = score((&gold, &[]), (&predicted, &[]), CONFIDENCE_CUT);
        assert_eq!(report.entities, Counts::one_to_one(1, 3, 2));
        assert_eq!(report.spans, Counts::one_to_one(2, 3, 2));
        assert_eq!(report.by_type["Location"], Counts::one_to_one(0, 2, 0));
        assert_eq!(report.confusion["Nationality"]["Location"], 1);
    }

    #[test]
    fn pairs_in_either_order() {
        let relation = |source: Span, target: Span| Relation {
            document_id: "d".to_owned(),
            source_begin: source.0,
            source_end: source.1,
            target_begin: target.0,
            target_end: target.1,
            kind: String::new(),
            confidence: 1.0,
        };
        let gold = [relation((0, 4), (10, 14)), relation((20, 24), (30, 34))];
        let predicted = [relation((10, 14), (0, 4)), relation((18, 24), (30, 34))];
        let report = score((&[], &gold), (&[], &predicted), CONFIDENCE_CUT);
        assert_eq!(report.pairs, Counts::one_to_one(1, 2, 2));
        assert_eq!(report.overlapping_pairs, Counts::one_to_one(2, 2, 2));
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = read::<Entity>("\n{\"begin\": 1}", "e").unwrap_err().to_string();
        assert!(error.starts_with("e:2: not such a record"), "{error}");
    }
}
