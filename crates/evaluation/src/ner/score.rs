//! Two tagged files over the same tokens in, span scores and tables of errors out.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::read::{EntitySpan, TaggedToken, spans};
use crate::bootstrap::{self, Interval};
use crate::counts::Counts;
use crate::error::ReadError;

/// Scores and errors of named entity recognition.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct NerReport {
    /// Spans with their types, all types together (micro average).
    pub overall: Counts,
    /// 95 % interval of the overall F1, by sentences.
    pub interval: Option<Interval>,
    /// By type.
    pub by_type: BTreeMap<String, Counts>,
    /// Tokens.
    pub tokens: usize,
    /// Tokens with the right tag: in the same chunk position and type, or outside.
    pub correct_tokens: usize,
    /// Spans with right boundaries: gold type, then predicted type, then how many.
    pub confusion: BTreeMap<String, BTreeMap<String, usize>>,
    /// What happened to gold spans that were not found, and predicted ones that are not gold.
    pub errors: NerErrors,
    /// One for each sentence.
    pub sentences: Vec<NerSentence>,
}

/// Kinds of errors. Each gold span that was not found is counted in one of the first five, each
/// predicted span that overlaps no gold span in the last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NerErrors {
    /// Right boundaries, wrong type.
    pub wrong_type: usize,
    /// Right type, predicted with more tokens on one or both sides.
    pub too_long: usize,
    /// Right type, predicted with fewer tokens.
    pub too_short: usize,
    /// Right or wrong type, and boundaries that overlap otherwise.
    pub overlap: usize,
    /// No predicted span touches it.
    pub missed: usize,
    /// Predicted where gold has nothing.
    pub spurious: usize,
}

/// One sentence, gold and predicted side by side.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct NerSentence {
    /// Line of the gold file on which it starts.
    pub line: usize,
    /// Its tokens, joined by spaces.
    pub text: String,
    /// Counts of this sentence.
    pub counts: Counts,
    /// Gold entities as "TYPE words".
    pub gold: Vec<String>,
    /// Predicted entities as "TYPE words".
    pub predicted: Vec<String>,
    /// Start and end in `text`, in bytes, of each gold entity.
    #[serde(default)]
    pub gold_places: Vec<(usize, usize)>,
    /// Start and end in `text`, in bytes, of each predicted entity.
    #[serde(default)]
    pub predicted_places: Vec<(usize, usize)>,
}

impl NerReport {
    /// The sentences with most errors (missed and spurious spans together) first.
    #[must_use]
    pub fn worst(&self, limit: usize) -> Vec<&NerSentence> {
        let errors = |s: &NerSentence| s.counts.gold + s.counts.predicted - 2 * s.counts.correct;
        let mut sentences: Vec<_> = self.sentences.iter().filter(|s| errors(s) > 0).collect();
        sentences.sort_by_key(|s| std::cmp::Reverse(errors(s)));
        sentences.truncate(limit);
        sentences
    }

    /// Two-sided p-value for the difference in F1 to another run over the same sentences; `None`
    /// where they are not the same.
    #[must_use]
    pub fn p_value(&self, other: &Self) -> Option<f64> {
        let same = |a: &NerSentence, b: &NerSentence| a.text == b.text;
        let score = |drawn: &[&NerSentence]| drawn.iter().map(|s| s.counts).sum::<Counts>().f1();
        bootstrap::compare_runs(&self.sentences, &other.sentences, same, score)
    }
}

/// Scores predicted tags against gold as conlleval does. `file` names the predictions in errors.
///
/// # Errors
/// The two files do not have the same tokens in the same sentences.
pub fn score(
    gold: &[Vec<TaggedToken>],
    predicted: &[Vec<TaggedToken>],
    file: &str,
) -> Result<NerReport, ReadError> {
    let mut report = NerReport::default();
    for (index, gold_sentence) in gold.iter().enumerate() {
        let Some(predicted_sentence) = predicted.get(index) else {
            let line = predicted.last().and_then(|s| s.last()).map_or(1, |t| t.line);
            let message = format!("{} sentences, gold has {}", predicted.len(), gold.len());
            return Err(ReadError::new(file, line, message));
        };
        same_tokens(gold_sentence, predicted_sentence, file)?;
        score_sentence(gold_sentence, predicted_sentence, &mut report);
    }
    if let Some(extra) = predicted.get(gold.len()).and_then(|sentence| sentence.first()) {
        let message = format!("{} sentences, gold has {}", predicted.len(), gold.len());
        return Err(ReadError::new(file, extra.line, message));
    }
    report.overall = report.sentences.iter().map(|s| s.counts).sum();
    report.interval = bootstrap::interval(report.sentences.len(), |drawn| {
        drawn.iter().map(|&i| report.sentences[i].counts).sum::<Counts>().f1()
    });
    Ok(report)
}

fn same_tokens(gold: &[TaggedToken], predicted: &[TaggedToken], file: &str) -> Result<(), ReadError> {
    for (g, p) in gold.iter().zip(predicted) {
        if g.form != p.form {
            let message = format!("'{}' where gold line {} has '{}'", p.form, g.line, g.form);
            return Err(ReadError::new(file, p.line, message));
        }
    }
    if gold.len() == predicted.len() {
        return Ok(());
    }
    let message = format!(
        "a sentence of {} tokens where gold (line {}) has {}",
        predicted.len(),
        gold.first().map_or(1, |t| t.line),
        gold.len()
    );
    Err(ReadError::new(file, predicted.first().map_or(1, |t| t.line), message))
}

fn score_sentence(gold: &[TaggedToken], predicted: &[TaggedToken], report: &mut NerReport) {
    let gold_spans = spans(gold);
    let predicted_spans = spans(predicted);
    let gold_set: BTreeSet<&EntitySpan> = gold_spans.iter().collect();
    let predicted_set: BTreeSet<&EntitySpan> = predicted_spans.iter().collect();

    let mut counts = Counts::default();
    for span in &gold_spans {
        let found = predicted_set.contains(span);
        let one = Counts { found: usize::from(found), gold: 1, ..Counts::default() };
        counts += one;
        *report.by_type.entry(span.kind.clone()).or_default() += one;
        if !found {
            report.errors.count_gold(span, &predicted_spans);
        }
        if let Some(other) = same_place(span, &predicted_spans) {
            let row = report.confusion.entry(span.kind.clone()).or_default();
            *row.entry(other.kind.clone()).or_default() += 1;
        }
    }
    for span in &predicted_spans {
        let one = Counts { correct: usize::from(gold_set.contains(span)), predicted: 1, ..Counts::default() };
        counts += one;
        *report.by_type.entry(span.kind.clone()).or_default() += one;
        if !gold_spans.iter().any(|other| overlaps(span, other)) {
            report.errors.spurious += 1;
        }
    }
    report.tokens += gold.len();
    report.correct_tokens += places(&gold_spans, gold.len())
        .iter()
        .zip(places(&predicted_spans, gold.len()))
        .filter(|(g, p)| **g == *p)
        .count();
    let show = |span: &EntitySpan| {
        let words: Vec<&str> = gold[span.start..span.end].iter().map(|t| &*t.form).collect();
        format!("{} {}", span.kind, words.join(" "))
    };
    let mut starts = Vec::with_capacity(gold.len());
    let mut length = 0;
    for token in gold {
        starts.push(length);
        length += token.form.len() + 1;
    }
    let place =
        |span: &EntitySpan| (starts[span.start], starts[span.end - 1] + gold[span.end - 1].form.len());
    report.sentences.push(NerSentence {
        line: gold.first().map_or(1, |t| t.line),
        text: gold.iter().map(|t| t.form.as_str()).collect::<Vec<_>>().join(" "),
        counts,
        gold: gold_spans.iter().map(show).collect(),
        predicted: predicted_spans.iter().map(show).collect(),
        gold_places: gold_spans.iter().map(place).collect(),
        predicted_places: predicted_spans.iter().map(place).collect(),
    });
}

/// For each token whether it starts a chunk, and the type: IOB2 whatever the scheme of the file.
fn places(spans: &[EntitySpan], tokens: usize) -> Vec<Option<(bool, &str)>> {
    let mut places = vec![None; tokens];
    for span in spans {
        for (offset, place) in places[span.start..span.end].iter_mut().enumerate() {
            *place = Some((offset == 0, span.kind.as_str()));
        }
    }
    places
}

fn same_place<'a>(span: &EntitySpan, others: &'a [EntitySpan]) -> Option<&'a EntitySpan> {
    others.iter().find(|other| (other.start, other.end) == (span.start, span.end))
}

fn overlaps(a: &EntitySpan, b: &EntitySpan) -> bool {
    a.start < b.end && b.start < a.end
}

impl NerErrors {
    fn count_gold(&mut self, gold: &EntitySpan, predicted: &[EntitySpan]) {
        let touching: Vec<_> = predicted.iter().filter(|other| overlaps(gold, other)).collect();
        let inside = |a: &EntitySpan, b: &EntitySpan| b.start <= a.start && a.end <= b.end;
        let same_type = |other: &&&EntitySpan| other.kind == gold.kind;
        let counter = if same_place(gold, predicted).is_some() {
            &mut self.wrong_type
        } else if touching.is_empty() {
            &mut self.missed
        } else if touching.iter().filter(same_type).any(|other| inside(gold, other)) {
            &mut self.too_long
        } else if touching.iter().filter(same_type).any(|other| inside(other, gold)) {
            &mut self.too_short
        } else {
            &mut self.overlap
        };
        *counter += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::read::read;
    use super::*;

    fn file(tags: &str) -> Vec<Vec<TaggedToken>> {
        let lines: Vec<String> = tags
            .split(' ')
            .enumerate()
            .map(|(i, tag)| if tag == "/" { String::new() } else { format!("w{i} {tag}") })
            .collect();
        read(&lines.join("\n"), "f").unwrap()
    }

    fn report(gold: &str, predicted: &str) -> NerReport {
        score(&file(gold), &file(predicted), "p").unwrap()
    }

    #[test]
    fn spans_count_only_with_boundaries_and_type() {
        // Gold: PER 0-2, LOC 3-4; second sentence ORG 0-1.
        // Predicted: PER 0-2 right, ORG for LOC; second sentence ORG 0-2, one too long.
        let found = report("B-PER I-PER O B-LOC / B-ORG O", "B-PER I-PER O B-ORG / B-ORG I-ORG");
        assert_eq!(found.overall, Counts::one_to_one(1, 3, 3));
        assert!((found.overall.f1() - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(found.by_type["LOC"], Counts::one_to_one(0, 0, 1));
        assert_eq!(found.by_type["ORG"], Counts::one_to_one(0, 2, 1));
        assert_eq!(found.confusion["LOC"]["ORG"], 1);
        assert_eq!(found.confusion["PER"]["PER"], 1);
        let errors = NerErrors { wrong_type: 1, too_long: 1, ..NerErrors::default() };
        assert_eq!(found.errors, errors);
        assert_eq!((found.tokens, found.correct_tokens), (6, 4));
        let worst = found.worst(1)[0];
        assert_eq!(worst.text, "w0 w1 w2 w3");
        assert_eq!(
            (&worst.gold_places[..], &worst.predicted_places[..]),
            (&[(0, 5), (9, 11)][..], &[(0, 5), (9, 11)][..])
        );
    }

    #[test]
    fn each_kind_of_error() {
        let errors = |gold, predicted| report(gold, predicted).errors;
        let none = NerErrors::default();
        assert_eq!(errors("B-A I-A O", "B-A O O"), NerErrors { too_short: 1, ..none });
        assert_eq!(errors("B-A I-A O", "O B-A I-A"), NerErrors { overlap: 1, ..none });
        assert_eq!(errors("B-A I-A O", "B-B O O"), NerErrors { overlap: 1, ..none });
        assert_eq!(errors("B-A O O", "O O B-A"), NerErrors { missed: 1, spurious: 1, ..none });
        assert_eq!(errors("B-A B-A", "B-A B-A"), none);
    }

    #[test]
    fn schemes_may_differ_between_the_files() {
        assert!((report("I-A I-A B-A", "B-A E-A S-A").overall.f1() - 1.0).abs() < 1e-12);
        let found = report("I-A I-A B-A", "B-A E-A S-A");
        assert_eq!((found.tokens, found.correct_tokens), (3, 3));
    }

    #[test]
    fn files_that_do_not_fit_are_named() {
        let gold = file("O O / O");
        for (predicted, message) in [
            ("O O", "p:2: 1 sentences, gold has 2"),
            ("O O / O / O", "p:6: 3 sentences, gold has 2"),
            ("O / O", "p:1: a sentence of 1 tokens where gold (line 1) has 2"),
        ] {
            let error = score(&gold, &file(predicted), "p").unwrap_err().to_string();
            assert_eq!(error, message);
        }
        let other = read("w0 O\nx O\n\nw3 O", "p").unwrap();
        let error = score(&gold, &other, "p").unwrap_err().to_string();
        assert_eq!(error, "p:2: 'x' where gold line 2 has 'w1'");
    }
}
