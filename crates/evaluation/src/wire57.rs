//! WiRe57 (Léchelle, Gotti and Langlais 2019): tuples labelled by hand and extracted tuples in,
//! precision, recall and F1 out.
//!
//! Tuples match by words in common, part by part; each gold tuple is paired with at most one
//! prediction, best F1 first. Words that the labellers inferred (index `"inf"`) are not asked for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::bootstrap::{self, Interval};
use crate::counts::f1;
use crate::error::ReadError;

/// A labelled sentence.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GoldSentence {
    /// Its name.
    pub id: String,
    /// Its text.
    #[serde(default, alias = "sentence", alias = "text")]
    pub sent: String,
    /// Its tuples.
    pub tuples: Vec<GoldTuple>,
}

/// A labelled tuple.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GoldTuple {
    /// First argument.
    pub arg1: GoldPart,
    /// Relation.
    pub rel: GoldPart,
    /// Second argument.
    pub arg2: GoldPart,
    /// Further arguments.
    #[serde(default, rename = "arg3+")]
    pub more: Vec<GoldPart>,
}

/// Words of a labelled part.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GoldPart {
    /// The words.
    pub words: Vec<String>,
    /// Place of each word in the sentence, or `"inf"` where it is inferred.
    pub words_indexes: Vec<Value>,
}

/// The extracted tuples of one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PredictedSentence {
    /// Line of the file on which the sentence is named.
    pub line: usize,
    /// Name of the sentence.
    pub id: String,
    /// Its tuples.
    pub tuples: Vec<Extraction>,
}

/// An extracted tuple.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Extraction {
    /// First argument.
    pub arg1: String,
    /// Relation.
    pub rel: String,
    /// Second argument; empty where there is none.
    #[serde(default)]
    pub arg2: String,
    /// Further arguments.
    #[serde(default, rename = "arg3+")]
    pub more: Vec<String>,
}

/// WiRe57's scores.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Wire57Report {
    /// Sum of the precisions of matched pairs, over all predictions.
    pub precision: f64,
    /// Sum of the recalls of matched pairs, over all gold tuples.
    pub recall: f64,
    /// Harmonic mean.
    pub f1: f64,
    /// 95 % interval of F1, by sentences.
    pub interval: Option<Interval>,
    /// Matched pairs.
    pub matches: usize,
    /// One for each sentence.
    pub sentences: Vec<Wire57Sentence>,
}

/// One sentence.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Wire57Sentence {
    /// Its name.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Each gold tuple, and its recall in the pair it is in (0 where in none).
    pub gold: Vec<(String, f64)>,
    /// Each prediction, and its precision in the pair it is in.
    pub predicted: Vec<(String, f64)>,
}

impl Wire57Report {
    /// The sentences with most unmatched tuples on both sides first.
    #[must_use]
    pub fn worst(&self, limit: usize) -> Vec<&Wire57Sentence> {
        let open = |s: &Wire57Sentence| s.gold.iter().chain(&s.predicted).filter(|t| t.1 == 0.0).count();
        let mut sentences: Vec<_> = self.sentences.iter().collect();
        sentences.sort_by_key(|s| std::cmp::Reverse(open(s)));
        sentences.truncate(limit);
        sentences
    }

    /// Two-sided p-value for the difference in F1 to another run over the same gold, by paired
    /// bootstrap over sentences; `None` where the sentences differ.
    #[must_use]
    pub fn p_value(&self, other: &Self) -> Option<f64> {
        let same = |a: &Wire57Sentence, b: &Wire57Sentence| a.id == b.id && a.text == b.text;
        bootstrap::compare_runs(&self.sentences, &other.sentences, same, |drawn| {
            let (precision, recall) = shares(drawn.iter().copied());
            f1(precision, recall)
        })
    }
}

/// Reads gold: an object of documents, each a list of sentences.
///
/// # Errors
/// The text is not such JSON, or has no sentence.
pub fn read_gold(text: &str, file: &str) -> Result<Vec<GoldSentence>, ReadError> {
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(ReadError::new(file, 1, "no sentence in this file"));
    }
    let documents: BTreeMap<String, Vec<GoldSentence>> = json(text, file)?;
    let sentences: Vec<GoldSentence> = documents.into_values().flatten().collect();
    if sentences.is_empty() {
        return Err(ReadError::new(file, 1, "no sentence in this file"));
    }
    Ok(sentences)
}

/// Reads predictions: an object that has for each sentence id a list of tuples. Fields other than
/// those of [`Extraction`] are ignored; a file must hold the output of one system.
///
/// # Errors
/// The text is not such JSON.
pub fn read_predictions(text: &str, file: &str) -> Result<Vec<PredictedSentence>, ReadError> {
    let sentences: BTreeMap<String, Vec<Extraction>> = json(text, file)?;
    let sentence = |(id, tuples): (String, Vec<Extraction>)| PredictedSentence {
        line: line_of_key(text, &id),
        id,
        tuples,
    };
    Ok(sentences.into_iter().map(sentence).collect())
}

/// The line on which a key of a JSON object first stands as `"key":`; 1 where it is spelled with
/// escapes.
fn line_of_key(text: &str, key: &str) -> usize {
    let quoted = Value::from(key).to_string();
    let place = text
        .match_indices(&quoted)
        .find(|(at, _)| text[at + quoted.len()..].trim_start().starts_with(':'))
        .map_or(0, |(at, _)| at);
    text[..place].matches('\n').count() + 1
}

fn json<T: serde::de::DeserializeOwned>(text: &str, file: &str) -> Result<T, ReadError> {
    serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text))
        .map_err(|error| ReadError::new(file, error.line().max(1), format!("not this format: {error}")))
}

/// Scores extracted tuples. `file` names them in errors.
///
/// # Errors
/// Tuples for a sentence that gold does not have.
pub fn score(
    gold: &[GoldSentence],
    predicted: &[PredictedSentence],
    file: &str,
) -> Result<Wire57Report, ReadError> {
    if let Some(other) = predicted.iter().find(|other| gold.iter().all(|s| s.id != other.id)) {
        return Err(ReadError::new(file, other.line, format!("no sentence '{}' in gold", other.id)));
    }
    let mut report = Wire57Report::default();
    for sentence in gold {
        let predicted = predicted.iter().find(|other| other.id == sentence.id);
        let predicted = predicted.map_or(&[][..], |other| &other.tuples);
        let mut outcome = Wire57Sentence {
            id: sentence.id.clone(),
            text: sentence.sent.clone(),
            gold: sentence.tuples.iter().map(|tuple| (tuple.show(), 0.0)).collect(),
            predicted: predicted.iter().map(|tuple| (tuple.show(), 0.0)).collect(),
        };
        let mut open: Vec<(usize, usize, f64, f64)> = Vec::new();
        for (g, gold) in sentence.tuples.iter().enumerate() {
            for (p, predicted) in predicted.iter().enumerate() {
                if let Some((precision, recall)) = compare(gold, predicted) {
                    open.push((g, p, precision, recall));
                }
            }
        }
        // Stable, so that of equals the first gold tuple and the first prediction go first.
        open.sort_by(|a, b| f1(b.2, b.3).total_cmp(&f1(a.2, a.3)));
        let (mut gold_used, mut predicted_used) = (Vec::new(), Vec::new());
        for (g, p, precision, recall) in open {
            if f1(precision, recall) > 0.0 && !gold_used.contains(&g) && !predicted_used.contains(&p) {
                gold_used.push(g);
                predicted_used.push(p);
                outcome.gold[g].1 = recall;
                outcome.predicted[p].1 = precision;
            }
        }
        report.matches += gold_used.len();
        report.sentences.push(outcome);
    }
    (report.precision, report.recall) = shares(report.sentences.iter());
    report.f1 = f1(report.precision, report.recall);
    report.interval = bootstrap::interval(report.sentences.len(), |drawn| {
        let (p, r) = shares(drawn.iter().map(|&i| &report.sentences[i]));
        f1(p, r)
    });
    Ok(report)
}

fn shares<'a>(sentences: impl Iterator<Item = &'a Wire57Sentence> + Clone) -> (f64, f64) {
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        let (sum, count) = values.fold((0.0, 0_usize), |(sum, count), v| (sum + v, count + 1));
        if count == 0 { 0.0 } else { sum / count as f64 }
    };
    (
        mean(&mut sentences.clone().flat_map(|s| &s.predicted).map(|t| t.1)),
        mean(&mut sentences.flat_map(|s| &s.gold).map(|t| t.1)),
    )
}

/// Precision and recall of a pair; `None` where a part that gold spells out has no word in common.
fn compare(gold: &GoldTuple, predicted: &Extraction) -> Option<(f64, f64)> {
    let (mut common, mut predicted_total, mut gold_total) = (0, 0, 0);
    for (gold, predicted) in
        [(&gold.arg1, &predicted.arg1), (&gold.rel, &predicted.rel), (&gold.arg2, &predicted.arg2)]
    {
        let (matching, count) = gold.common(predicted);
        if matching == 0 && gold.real_words() > 0 {
            return None;
        }
        if count > 0 {
            common += matching;
            predicted_total += count;
            gold_total += gold.real_words();
        }
    }
    for (place, gold) in gold.more.iter().enumerate() {
        gold_total += gold.real_words();
        if let Some(predicted) = predicted.more.get(place) {
            let (matching, count) = gold.common(predicted);
            common += matching;
            predicted_total += count;
        }
    }
    (predicted_total > 0 && gold_total > 0)
        .then(|| (f64::from(common) / predicted_total as f64, f64::from(common) / gold_total as f64))
}

impl GoldPart {
    fn real_words(&self) -> usize {
        self.words_indexes.iter().filter(|index| index.as_str() != Some("inf")).count()
    }

    /// Predicted words that gold has, and all predicted words.
    fn common(&self, predicted: &str) -> (u32, usize) {
        let words: Vec<&str> = predicted.split_whitespace().collect();
        let common = words.iter().filter(|word| self.words.iter().any(|w| w == **word)).count();
        (common as u32, words.len())
    }
}

impl GoldTuple {
    fn show(&self) -> String {
        let parts = [&self.arg1, &self.rel, &self.arg2].into_iter().chain(&self.more);
        parts.map(|part| part.words.join(" ")).collect::<Vec<_>>().join(" | ")
    }
}

impl Extraction {
    fn show(&self) -> String {
        let parts = [&self.arg1, &self.rel, &self.arg2].into_iter().chain(&self.more);
        parts.map(String::as_str).collect::<Vec<_>>().join(" | ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gold: Ada | won | the cup (1 + 1 + 2 words); and an inferred relation: Ada | "is" | pilot.
    const GOLD: &str = r#"{"doc": [{"id": "S1", "sent": "Ada , a pilot , won the cup .", "tuples": [
        {"arg1": {"words": ["Ada"], "words_indexes": [0]},
         "rel": {"words": ["won"], "words_indexes": [5]},
         "arg2": {"words": ["the", "cup"], "words_indexes": [6, 7]},
         "arg3+": [{"words": ["in", "May"], "words_indexes": [8, 9]}]},
        {"arg1": {"words": ["Ada"], "words_indexes": [0]},
         "rel": {"words": ["is"], "words_indexes": ["inf"]},
         "arg2": {"words": ["a", "pilot"], "words_indexes": ["inf", 3]}}]}]}"#;

    fn report(predicted: &str) -> Wire57Report {
        let gold = read_gold(GOLD, "g").unwrap();
        score(&gold, &read_predictions(predicted, "p").unwrap(), "p").unwrap()
    }

    #[test]
    fn pairs_by_words_in_common() {
        // First prediction: Ada, won, cup of "the gold cup": common 1 + 1 + 2 of 5 predicted words;
        // gold asks for 1 + 1 + 2 and 2 more in May: 4/5 and 4/6.
        // Second: Ada, "was" against an inferred relation (0 of 1, not asked), pilot: 2 of 3; gold
        // asks for Ada and pilot: 2/2.
        let found = report(
            r#"{"S1": [{"arg1": "Ada", "rel": "won", "arg2": "the gold cup"},
                       {"arg1": "Ada", "rel": "was", "arg2": "pilot", "extractor": "x"},
                       {"arg1": "Ada", "rel": "flew", "arg2": "home"}]}"#,
        );
        assert_eq!(found.matches, 2);
        assert!((found.precision - (4.0 / 5.0 + 2.0 / 3.0) / 3.0).abs() < 1e-12);
        assert!((found.recall - 5.0 / 6.0).abs() < 1e-12);
    }

    #[test]
    fn a_part_without_a_common_word_is_no_match() {
        let found = report(r#"{"S1": [{"arg1": "Ada", "rel": "won", "arg2": "it"}]}"#);
        assert_eq!(found.matches, 0);
        assert!(found.f1.abs() < 1e-12);
        assert_eq!(found.worst(1)[0].gold.len(), 2);
    }

    #[test]
    fn malformed_files_are_named() {
        let error = read_gold("{\n\"doc\": 1}", "g").unwrap_err().to_string();
        assert!(error.starts_with("g:2: not this format"), "{error}");
        for empty in ["{}", "", "\n \n"] {
            assert_eq!(read_gold(empty, "g").unwrap_err().to_string(), "g:1: no sentence in this file");
        }
        let gold = read_gold(GOLD, "g").unwrap();
        let predicted = "{\"S1\": [{\"arg1\": \"S2\", \"rel\": \"S2\"}],\n\n \"S2\" : []}";
        let predicted = read_predictions(predicted, "p").unwrap();
        let error = score(&gold, &predicted, "p").unwrap_err();
        assert_eq!(error.to_string(), "p:3: no sentence 'S2' in gold");
    }
}
