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
    /// Mentions that overlap one of the same type on the other side, by type.
    #[serde(default)]
    pub overlaps: BTreeMap<String, Counts>,
    /// Mentions by type.
    pub by_type: BTreeMap<String, Counts>,
    /// Pairs of arguments with both spans right, in either order, whatever the relation.
    pub pairs: Counts,
    /// Pairs whose arguments overlap those of a pair on the other side.
    pub overlapping_pairs: Counts,
    /// Gold type, then predicted type, for spans that have the other type only.
    pub confusion: BTreeMap<String, BTreeMap<String, usize>>,
    /// One for each document, in the order given.
    pub documents: Vec<Re3dDocument>,
}

/// One document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Re3dDocument {
    /// Its name.
    pub id: String,
    /// Mentions with span and type.
    pub entities: Counts,
    /// Pairs of arguments with both spans right.
    pub pairs: Counts,
    /// Gold mentions that were not found, as "Type words".
    pub missed: Vec<String>,
    /// Predicted mentions that are not gold, as "Type words".
    pub spurious: Vec<String>,
}

impl Re3dReport {
    /// The documents with most missed and spurious mentions first.
    #[must_use]
    pub fn worst(&self, limit: usize) -> Vec<&Re3dDocument> {
        let wrong = |document: &Re3dDocument| document.missed.len() + document.spurious.len();
        let mut documents: Vec<_> = self.documents.iter().filter(|d| wrong(d) > 0).collect();
        documents.sort_by_key(|document| std::cmp::Reverse(wrong(document)));
        documents.truncate(limit);
        documents
    }

    /// Two-sided p-value for the difference in the entities' F1 to another run over the same
    /// documents, by paired bootstrap over documents; `None` where the documents differ.
    #[must_use]
    pub fn p_value(&self, other: &Self) -> Option<f64> {
        let same = |a: &Re3dDocument, b: &Re3dDocument| a.id == b.id;
        let score = |drawn: &[&Re3dDocument]| drawn.iter().map(|d| d.entities).sum::<Counts>().f1();
        bootstrap::compare_runs(&self.documents, &other.documents, same, score)
    }
}

type Span = (usize, usize);
type Pair = (Span, Span);

/// Reads `documents.json`: an object a line.
///
/// # Errors
/// A line that is not a document, a document twice, or none at all.
pub fn read_documents(text: &str, file: &str) -> Result<Vec<Document>, ReadError> {
    let mut documents: Vec<Document> = Vec::new();
    for (line, text) in records(text) {
        let document: Document = record(text, line, file)?;
        if documents.iter().any(|other| other.id == document.id) {
            return Err(ReadError::new(file, line, format!("document '{}' is there twice", document.id)));
        }
        documents.push(document);
    }
    if documents.is_empty() {
        return Err(ReadError::new(file, 1, "no document in this file"));
    }
    Ok(documents)
}

/// Reads `entities.json`: an object a line, of any of `documents`.
///
/// # Errors
/// A line that is not an entity, one of a document that is not there, or none at all.
pub fn read_entities(text: &str, file: &str, documents: &[Document]) -> Result<Vec<Entity>, ReadError> {
    let entities = labels(text, file, documents, |entity: &Entity| &entity.document_id)?;
    if entities.is_empty() {
        return Err(ReadError::new(file, 1, "no entity in this file"));
    }
    Ok(entities)
}

/// Reads `relations.json`: an object a line, of any of `documents`. A file without any is right:
/// there are texts that say of no two entities how they are related.
///
/// # Errors
/// A line that is not a relation, or one of a document that is not there.
pub fn read_relations(text: &str, file: &str, documents: &[Document]) -> Result<Vec<Relation>, ReadError> {
    labels(text, file, documents, |relation: &Relation| &relation.document_id)
}

/// Reads predictions, entities and relations in one file: what has `sourceBegin` is a relation.
///
/// # Errors
/// A line that is neither, or is of a document that is not there.
pub fn read_predictions(
    text: &str,
    file: &str,
    documents: &[Document],
) -> Result<(Vec<Entity>, Vec<Relation>), ReadError> {
    let (mut entities, mut relations) = (Vec::new(), Vec::new());
    for (line, text) in records(text) {
        let value: serde_json::Value = record(text, line, file)?;
        let document = if value.get("sourceBegin").is_some() {
            let relation: Relation = record(text, line, file)?;
            relations.push(relation);
            relations.last().map(|relation| &relation.document_id)
        } else {
            entities.push(record::<Entity>(text, line, file)?);
            entities.last().map(|entity| &entity.document_id)
        };
        is_known(document.map_or("", String::as_str), line, file, documents)?;
    }
    Ok((entities, relations))
}

fn labels<T: serde::de::DeserializeOwned>(
    text: &str,
    file: &str,
    documents: &[Document],
    document: impl Fn(&T) -> &str,
) -> Result<Vec<T>, ReadError> {
    let mut labels = Vec::new();
    for (line, text) in records(text) {
        let label: T = record(text, line, file)?;
        is_known(document(&label), line, file, documents)?;
        labels.push(label);
    }
    Ok(labels)
}

/// Lines that are not blank, with their numbers.
fn records(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty())
}

fn record<T: serde::de::DeserializeOwned>(text: &str, line: usize, file: &str) -> Result<T, ReadError> {
    serde_json::from_str(text)
        .map_err(|error| ReadError::new(file, line, format!("not such a record: {error}")))
}

fn is_known(id: &str, line: usize, file: &str, documents: &[Document]) -> Result<(), ReadError> {
    if documents.iter().any(|document| document.id == id) {
        return Ok(());
    }
    Err(ReadError::new(file, line, format!("no document '{id}' in gold")))
}

/// Scores predicted entities and relations of `documents`; of gold, labels with at least `cut`
/// confidence.
#[must_use]
pub fn score(
    documents: &[Document],
    gold: (&[Entity], &[Relation]),
    predicted: (&[Entity], &[Relation]),
    cut: f64,
) -> Re3dReport {
    let mut report = Re3dReport::default();
    let gold_entities = entities_by_document(gold.0, cut);
    let predicted_entities = entities_by_document(predicted.0, f64::NEG_INFINITY);
    let gold_pairs = pairs_by_document(gold.1, cut);
    let predicted_pairs = pairs_by_document(predicted.1, f64::NEG_INFINITY);
    let (no_entity, no_pair) = (BTreeSet::new(), BTreeSet::new());
    for document in documents {
        let id = document.id.as_str();
        let mut outcome = Re3dDocument { id: id.to_owned(), ..Re3dDocument::default() };
        let gold = gold_entities.get(id).unwrap_or(&no_entity);
        let predicted = predicted_entities.get(id).unwrap_or(&no_entity);
        report.score_entities(document, gold, predicted, &mut outcome);
        let gold = gold_pairs.get(id).unwrap_or(&no_pair);
        let predicted = predicted_pairs.get(id).unwrap_or(&no_pair);
        report.score_pairs(gold, predicted, &mut outcome);
        report.documents.push(outcome);
    }
    report.entities = report.documents.iter().map(|document| document.entities).sum();
    report.pairs = report.documents.iter().map(|document| document.pairs).sum();
    report.entities_interval = bootstrap::interval(documents.len(), |drawn| {
        drawn.iter().map(|&i| report.documents[i].entities).sum::<Counts>().f1()
    });
    report
}

impl Re3dReport {
    fn score_entities(
        &mut self,
        document: &Document,
        gold: &BTreeSet<(Span, &str)>,
        predicted: &BTreeSet<(Span, &str)>,
        outcome: &mut Re3dDocument,
    ) {
        outcome.entities =
            Counts::one_to_one(gold.intersection(predicted).count(), predicted.len(), gold.len());
        let spans = |set: &BTreeSet<(Span, &str)>| -> BTreeSet<Span> { set.iter().map(|e| e.0).collect() };
        let (gold_spans, predicted_spans) = (spans(gold), spans(predicted));
        self.spans += Counts::one_to_one(
            gold_spans.intersection(&predicted_spans).count(),
            predicted_spans.len(),
            gold_spans.len(),
        );
        self.count_overlaps(gold, predicted);
        let chars: Vec<char> = document.text.chars().collect();
        let show = |&((begin, end), kind): &(Span, &str)| {
            let words: String = chars.get(begin..end).unwrap_or_default().iter().collect();
            format!("{kind} {}", words.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        for entity @ &(span, kind) in gold {
            let found = usize::from(predicted.contains(entity));
            *self.by_type.entry(kind.to_owned()).or_default() += Counts::one_to_one(found, 0, 1);
            if found == 0
                && let Some(&(_, other)) = predicted.iter().find(|e| e.0 == span)
            {
                let row = self.confusion.entry(kind.to_owned()).or_default();
                *row.entry(other.to_owned()).or_default() += 1;
            }
        }
        for &(_, kind) in predicted {
            *self.by_type.entry(kind.to_owned()).or_default() += Counts::one_to_one(0, 1, 0);
        }
        outcome.missed = gold.difference(predicted).map(show).collect();
        outcome.spurious = predicted.difference(gold).map(show).collect();
    }

    fn count_overlaps(&mut self, gold: &BTreeSet<(Span, &str)>, predicted: &BTreeSet<(Span, &str)>) {
        let touches = |&(span, kind): &(Span, &str), others: &BTreeSet<(Span, &str)>| {
            usize::from(others.iter().any(|&(other, k)| k == kind && overlap(span, other)))
        };
        for entity in gold {
            let found = touches(entity, predicted);
            *self.overlaps.entry(entity.1.to_owned()).or_default() +=
                Counts { correct: 0, predicted: 0, found, gold: 1 };
        }
        for entity in predicted {
            let correct = touches(entity, gold);
            *self.overlaps.entry(entity.1.to_owned()).or_default() +=
                Counts { correct, predicted: 1, found: 0, gold: 0 };
        }
    }

    fn score_pairs(&mut self, gold: &BTreeSet<Pair>, predicted: &BTreeSet<Pair>, outcome: &mut Re3dDocument) {
        outcome.pairs = Counts::one_to_one(gold.intersection(predicted).count(), predicted.len(), gold.len());
        let near = |pair: &&Pair, others: &BTreeSet<Pair>| others.iter().any(|o| pairs_overlap(pair, o));
        self.overlapping_pairs += Counts {
            correct: predicted.iter().filter(|pair| near(pair, gold)).count(),
            predicted: predicted.len(),
            found: gold.iter().filter(|pair| near(pair, predicted)).count(),
            gold: gold.len(),
        };
    }
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

fn overlap(a: Span, b: Span) -> bool {
    a.0 < b.1 && b.0 < a.1
}

fn pairs_overlap(a: &Pair, b: &Pair) -> bool {
    overlap(a.0, b.0) && overlap(a.1, b.1) || overlap(a.0, b.1) && overlap(a.1, b.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents() -> Vec<Document> {
        read_documents(r#"{"_id": "d", "text": "Syria's army left\nthe town"}"#, "d").unwrap()
    }

    fn entities(text: &str) -> Vec<Entity> {
        read_entities(text, "e", &documents()).unwrap()
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
        let report = score(&documents(), (&gold, &[]), (&predicted, &[]), CONFIDENCE_CUT);
        assert_eq!(report.entities, Counts::one_to_one(1, 3, 2));
        assert_eq!(report.spans, Counts::one_to_one(2, 3, 2));
        assert_eq!(report.by_type["Location"], Counts::one_to_one(0, 2, 0));
        assert_eq!(report.confusion["Nationality"]["Location"], 1);
        assert_eq!(report.documents[0].missed, ["Nationality Syri"]);
        assert_eq!(report.documents[0].spurious, ["Location Syri", "Location e to"]);
        assert_eq!(report.worst(1)[0].id, "d");
        assert!((report.p_value(&report).unwrap() - 1.0).abs() < 1e-12);
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
        let report = score(&documents(), (&[], &gold), (&[], &predicted), CONFIDENCE_CUT);
        assert_eq!(report.pairs, Counts::one_to_one(1, 2, 2));
        assert_eq!(report.overlapping_pairs, Counts::one_to_one(2, 2, 2));
    }

    #[test]
    fn predictions_are_told_apart() {
        let text = "{\"documentId\":\"d\",\"begin\":0,\"end\":1,\"type\":\"Person\"}\n\
            {\"documentId\":\"d\",\"begin\":0,\"end\":9,\"sourceBegin\":0,\"sourceEnd\":1,\"targetBegin\":2,\"targetEnd\":3}\n";
        let (entities, relations) = read_predictions(text, "p", &documents()).unwrap();
        assert_eq!((entities.len(), relations.len()), (1, 1));
    }

    #[test]
    fn malformed_files_are_named() {
        let begins = |error: ReadError, expected: &str| {
            assert!(error.to_string().starts_with(expected), "{error}");
        };
        let stranger = "\n{\"documentId\": \"e\", \"begin\": 0, \"end\": 1, \"type\": \"Person\"}";
        let relation = "{\"documentId\": \"e\", \"sourceBegin\": 0, \"sourceEnd\": 1, \"targetBegin\": 2, \"targetEnd\": 3}";
        let documents = documents();
        begins(read_entities("\n{\"begin\": 1}", "e", &documents).unwrap_err(), "e:2: not such a record");
        begins(read_entities(stranger, "e", &documents).unwrap_err(), "e:2: no document 'e' in gold");
        begins(read_entities("", "e", &documents).unwrap_err(), "e:1: no entity in this file");
        begins(read_relations(relation, "r", &documents).unwrap_err(), "r:1: no document 'e' in gold");
        begins(read_predictions(stranger, "p", &documents).unwrap_err(), "p:2: no document 'e' in gold");
        begins(read_documents("", "d").unwrap_err(), "d:1: no document in this file");
        let twice = "{\"_id\": \"d\", \"text\": \"\"}\n".repeat(2);
        begins(read_documents(&twice, "d").unwrap_err(), "d:2: document 'd' is there twice");
    }
}
