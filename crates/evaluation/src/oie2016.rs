//! OIE2016 (Stanovsky and Dagan 2016): gold tuples and tuples with confidences in, the curve of
//! precision over recall out.
//!
//! Predictions are in CaRB's format. A prediction matches a gold tuple when more than half of the
//! gold words are in it, in whatever part. Where the original counts the gold tuples of a sentence
//! without predictions as often as there are tuples in it, here each counts once.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::bootstrap::{self, Interval};
use crate::carb::{CurvePoint, SentenceTuples, Tuple, read_by_sentence, sentence_key};
use crate::counts::{Counts, f1, ratio};
use crate::error::ReadError;

/// A gold tuple is matched when more than this share of its words is.
const THRESHOLD: f64 = 0.5;

/// OIE2016's scores.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Oie2016Report {
    /// Precision at the best cut.
    pub precision: f64,
    /// Recall at the best cut.
    pub recall: f64,
    /// The best F1 over all cuts.
    pub f1: f64,
    /// The best cut.
    pub cut: f64,
    /// 95 % interval of F1 by sentences, the cut held where it is.
    pub interval: Option<Interval>,
    /// Area under the curve.
    pub auc: f64,
    /// Gold tuples.
    pub gold: usize,
    /// Predicted tuples of sentences that gold does not have; they count nowhere.
    pub outside: usize,
    /// One point for each distinct confidence, lowest first.
    pub curve: Vec<CurvePoint>,
    /// One for each gold sentence, in the order given.
    pub sentences: Vec<Oie2016Sentence>,
}

/// One sentence at the best cut.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Oie2016Sentence {
    /// The sentence.
    pub text: String,
    /// The words of each gold tuple, and whether a prediction matches it.
    pub gold: Vec<(String, bool)>,
    /// The words of each kept prediction, and whether it matches a gold tuple.
    pub predicted: Vec<(String, bool)>,
}

impl Oie2016Sentence {
    fn counts(&self) -> Counts {
        let right = |tuples: &[(String, bool)]| tuples.iter().filter(|tuple| tuple.1).count();
        Counts {
            correct: right(&self.predicted),
            predicted: self.predicted.len(),
            found: right(&self.gold),
            gold: self.gold.len(),
        }
    }
}

impl Oie2016Report {
    /// The sentences with most missed gold tuples and wrong predictions first.
    #[must_use]
    pub fn worst(&self, limit: usize) -> Vec<&Oie2016Sentence> {
        let wrong = |s: &Oie2016Sentence| s.gold.iter().chain(&s.predicted).filter(|tuple| !tuple.1).count();
        let mut sentences: Vec<_> = self.sentences.iter().filter(|s| wrong(s) > 0).collect();
        sentences.sort_by_key(|s| std::cmp::Reverse(wrong(s)));
        sentences.truncate(limit);
        sentences
    }

    /// Two-sided p-value for the difference in F1 to another run over the same gold, by paired
    /// bootstrap over sentences, each run at its own best cut; `None` where the sentences differ.
    #[must_use]
    pub fn p_value(&self, other: &Self) -> Option<f64> {
        let same = |a: &Oie2016Sentence, b: &Oie2016Sentence| a.text == b.text;
        let score = |drawn: &[&Oie2016Sentence]| drawn.iter().map(|s| s.counts()).sum::<Counts>().f1();
        bootstrap::compare_runs(&self.sentences, &other.sentences, same, score)
    }
}

/// Reads gold: sentence, head of the relation, relation, arg1, arg2, …, separated by tabs.
///
/// # Errors
/// A line with fewer than three columns, or no line at all.
pub fn read_gold(text: &str, file: &str) -> Result<Vec<SentenceTuples>, ReadError> {
    let sentences = read_by_sentence(text, |number, columns| {
        let [sentence, _, relation, args @ ..] = columns else {
            let message = "a line needs a sentence, the relation's head and the relation";
            return Err(ReadError::new(file, number, message));
        };
        let tuple = Tuple {
            line: number,
            relation: (*relation).to_owned(),
            args: args.iter().map(|&arg| arg.to_owned()).collect(),
            confidence: 1.0,
        };
        Ok(((*sentence).to_owned(), tuple))
    })?;
    if sentences.is_empty() {
        return Err(ReadError::new(file, 1, "no tuple in this file"));
    }
    Ok(sentences)
}

/// Scores predictions, read with [`crate::carb::read_predictions`]. Each prediction matches one
/// gold tuple at most, the first in the order of the file. `file` names the predictions in errors.
///
/// # Errors
/// There are predictions, and none is for a sentence of gold.
pub fn score(
    gold: &[SentenceTuples],
    predicted: &[SentenceTuples],
    file: &str,
) -> Result<Oie2016Report, ReadError> {
    let of_sentence: HashMap<String, &SentenceTuples> =
        predicted.iter().map(|sentence| (sentence_key(&sentence.text), sentence)).collect();
    let mut report = Oie2016Report::default();
    let mut pairs = Vec::new();
    for sentence in gold {
        let tuples = of_sentence.get(&sentence_key(&sentence.text)).map_or(&[][..], |s| &s.tuples);
        report.gold += sentence.tuples.len();
        pairs.push((sentence, tuples, matched_predictions(&sentence.tuples, tuples)));
    }
    // Confidence of each prediction, and whether it matched.
    let mut outcomes: Vec<(f64, bool)> = Vec::new();
    for (_, tuples, of_gold) in &pairs {
        let matched = |index| of_gold.contains(&Some(index));
        outcomes.extend(tuples.iter().enumerate().map(|(index, tuple)| (tuple.confidence, matched(index))));
    }
    let total: usize = predicted.iter().map(|s| s.tuples.len()).sum();
    if outcomes.is_empty() && total > 0 {
        let line = predicted.first().and_then(|s| s.tuples.first()).map_or(1, |t| t.line);
        return Err(ReadError::new(file, line, "none of the sentences is in the gold file"));
    }
    report.outside = total.saturating_sub(outcomes.len());
    outcomes.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut correct = 0;
    for (index, &(confidence, matched)) in outcomes.iter().enumerate() {
        correct += usize::from(matched);
        // Predictions of one confidence are kept or dropped together.
        if outcomes.get(index + 1).is_none_or(|next| next.0 < confidence) {
            report.curve.push(CurvePoint {
                confidence,
                precision: ratio(correct, index + 1),
                recall: ratio(correct, report.gold),
            });
        }
    }
    let mut before = (0.0, 1.0);
    for point in &report.curve {
        report.auc += (point.recall - before.0) * f64::midpoint(point.precision, before.1);
        before = (point.recall, point.precision);
        let f1 = f1(point.precision, point.recall);
        if f1 > report.f1 {
            (report.precision, report.recall) = (point.precision, point.recall);
            (report.f1, report.cut) = (f1, point.confidence);
        }
    }
    report.curve.reverse();
    report.sentences =
        pairs.iter().map(|(gold, tuples, of_gold)| at_cut(gold, tuples, of_gold, report.cut)).collect();
    report.interval = bootstrap::interval(report.sentences.len(), |drawn| {
        drawn.iter().map(|&i| report.sentences[i].counts()).sum::<Counts>().f1()
    });
    Ok(report)
}

/// For each gold tuple the first prediction that matches it and that none before it took.
fn matched_predictions(gold: &[Tuple], predicted: &[Tuple]) -> Vec<Option<usize>> {
    let mut taken = vec![false; predicted.len()];
    let mut first = |gold: &Tuple| {
        let found = (0..predicted.len()).find(|&index| !taken[index] && matches(gold, &predicted[index]));
        found.inspect(|&index| taken[index] = true)
    };
    gold.iter().map(&mut first).collect()
}

/// What is left of a sentence's matches with the predictions of at least this confidence.
fn at_cut(
    sentence: &SentenceTuples,
    predicted: &[Tuple],
    of_gold: &[Option<usize>],
    cut: f64,
) -> Oie2016Sentence {
    let kept = |index: usize| predicted[index].confidence >= cut;
    let found = |of_gold: &Option<usize>| of_gold.is_some_and(kept);
    Oie2016Sentence {
        text: sentence.text.clone(),
        gold: sentence.tuples.iter().map(bag).zip(of_gold.iter().map(found)).collect(),
        predicted: (0..predicted.len())
            .filter(|&index| kept(index))
            .map(|index| (bag(&predicted[index]), of_gold.contains(&Some(index))))
            .collect(),
    }
}

fn bag(tuple: &Tuple) -> String {
    [tuple.relation.as_str()]
        .into_iter()
        .chain(tuple.args.iter().map(String::as_str))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Every pair of equal words counts, so a word that gold has twice and the prediction once counts
/// twice.
fn matches(gold: &Tuple, predicted: &Tuple) -> bool {
    let (gold, predicted) = (bag(gold), bag(predicted));
    let gold: Vec<&str> = gold.split(' ').collect();
    let pairs: usize =
        gold.iter().map(|word| predicted.split(' ').filter(|other| other == word).count()).sum();
    ratio(pairs, gold.len()) > THRESHOLD
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carb::read_predictions;

    /// Words: won Ada the cup (4), left Bo (2).
    const GOLD: &str = "S one .\twon\twon\tAda\tthe cup\nS one .\tleft\thad left\tBo\nS two .\tis\tis\tx\n";

    #[test]
    fn the_curve_by_hand() {
        // 0.9: three of four words of the first tuple: matches. 0.5: half of "won Ada the cup" is
        // not more than half, one of "had left Bo" is not. 0.2: left, Bo: two of three.
        let predicted = "S one.\t0.9\twon\tAda\tcup\nS one.\t0.5\twon\tBob\tthe\nS one.\t0.2\tleft\tBo\n";
        let predicted = read_predictions(predicted, "p").unwrap();
        let found = score(&read_gold(GOLD, "g").unwrap(), &predicted, "p").unwrap();
        let points: Vec<_> = found.curve.iter().map(|p| (p.precision, p.recall)).collect();
        assert_eq!(points, [(2.0 / 3.0, 2.0 / 3.0), (0.5, 1.0 / 3.0), (1.0, 1.0 / 3.0)]);
        assert!((found.f1 - 2.0 / 3.0).abs() < 1e-12);
        // To 1/3 at precision 1, then to 2/3 at the mean of 1/2 and 2/3.
        assert!((found.auc - (1.0 / 3.0 + 1.0 / 3.0 * 7.0 / 12.0)).abs() < 1e-12);
        let right = |tuples: &[(String, bool)]| tuples.iter().map(|tuple| tuple.1).collect::<Vec<_>>();
        // The best cut keeps all three.
        assert_eq!(right(&found.sentences[0].gold), [true, true]);
        assert_eq!(right(&found.sentences[0].predicted), [true, false, true]);
        assert_eq!(found.sentences[1].gold, [("is x".to_owned(), false)]);
        assert_eq!(found.worst(1)[0].text, "S one .");
        assert!((found.p_value(&found).unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn malformed_files_are_named() {
        let error = read_gold("a\tb", "g").unwrap_err().to_string();
        assert!(error.starts_with("g:1: a line needs"), "{error}");
        let predicted = read_predictions("T .\t1\ta\n", "p").unwrap();
        let error = score(&read_gold(GOLD, "g").unwrap(), &predicted, "p").unwrap_err();
        assert_eq!(error.to_string(), "p:1: none of the sentences is in the gold file");
    }
}
