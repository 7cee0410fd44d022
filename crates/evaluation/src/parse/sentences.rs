//! Sentence splitting cases: JSON lines of `{"text": …, "sentences": […]}`.

use serde::{Deserialize, Serialize};

use crate::bootstrap::{self, Interval};
use crate::counts::{Counts, ratio};
use crate::error::ReadError;

/// A text and its sentences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceCase {
    /// The text.
    pub text: String,
    /// Its sentences in order.
    pub sentences: Vec<String>,
}

/// How many cases are right, and which are wrong.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SentenceReport {
    /// Cases.
    pub cases: usize,
    /// Cases with exactly gold's sentences.
    pub correct: usize,
    /// 95 % interval of the share of correct cases, by cases.
    pub interval: Option<Interval>,
    /// Single sentences that are gold's.
    pub sentences: Counts,
    /// Index of the case, gold's sentences, predicted sentences.
    pub wrong: Vec<(usize, Vec<String>, Vec<String>)>,
}

impl SentenceReport {
    /// Share of the cases with exactly gold's sentences.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        ratio(self.correct, self.cases)
    }

    /// For each case whether it is right.
    #[must_use]
    pub fn right(&self) -> Vec<bool> {
        let mut right = vec![true; self.cases];
        for (index, ..) in &self.wrong {
            if let Some(right) = right.get_mut(*index) {
                *right = false;
            }
        }
        right
    }

    /// Two-sided p-value for the difference in accuracy to another run over the same number of
    /// cases, by paired bootstrap over cases; `None` where the numbers differ.
    #[must_use]
    pub fn p_value(&self, other: &Self) -> Option<f64> {
        bootstrap::compare_runs(&self.right(), &other.right(), |_, _| true, share)
    }
}

fn share(right: &[&bool]) -> f64 {
    ratio(right.iter().filter(|right| ***right).count(), right.len())
}

/// Reads cases, blank lines passed over.
///
/// # Errors
/// A line that is not such an object, or no case at all.
pub fn read_cases(text: &str, file: &str) -> Result<Vec<SentenceCase>, ReadError> {
    let mut cases = Vec::new();
    for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        if !line.trim().is_empty() {
            let case = serde_json::from_str(line)
                .map_err(|e| ReadError::new(file, index + 1, format!("not a case: {e}")))?;
            cases.push(case);
        }
    }
    if cases.is_empty() {
        return Err(ReadError::new(file, 1, "no case in this file"));
    }
    Ok(cases)
}

/// Scores predicted sentences, one list for each case; white space at either end and runs of it
/// inside do not count.
///
/// # Errors
/// The number of predictions is not the number of cases.
pub fn score_cases(
    gold: &[SentenceCase],
    predicted: &[Vec<String>],
    file: &str,
) -> Result<SentenceReport, ReadError> {
    if gold.len() != predicted.len() {
        let message = format!("{} cases, gold has {}", predicted.len(), gold.len());
        return Err(ReadError::new(file, predicted.len().max(1), message));
    }
    let fold = |sentence: &String| sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut report = SentenceReport { cases: gold.len(), ..SentenceReport::default() };
    for (index, (case, sentences)) in gold.iter().zip(predicted).enumerate() {
        let expected: Vec<String> = case.sentences.iter().map(fold).collect();
        let found: Vec<String> = sentences.iter().map(fold).collect();
        // Each predicted sentence answers one of gold's: the same sentence may come twice.
        let mut open = expected.clone();
        let mut common = 0;
        for sentence in &found {
            if let Some(place) = open.iter().position(|other| other == sentence) {
                open.swap_remove(place);
                common += 1;
            }
        }
        report.sentences += Counts::one_to_one(common, found.len(), expected.len());
        if expected == found {
            report.correct += 1;
        } else {
            report.wrong.push((index, expected, found));
        }
    }
    let right = report.right();
    report.interval = bootstrap::interval(right.len(), |drawn| {
        share(&drawn.iter().map(|&i| &right[i]).collect::<Vec<_>>())
    });
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_right_and_one_wrong() {
        let cases = "{\"text\": \"A b. C.\", \"sentences\": [\"A b.\", \"C.\"]}\n\
                     {\"text\": \"D. E.\", \"sentences\": [\"D.\", \"E.\"]}\n";
        let cases = read_cases(cases, "c").unwrap();
        let predicted = [vec!["A b. ".to_owned(), "C.".to_owned()], vec!["D. E.".to_owned()]];
        let report = score_cases(&cases, &predicted, "p").unwrap();
        assert_eq!((report.cases, report.correct), (2, 1));
        assert_eq!(report.sentences, Counts::one_to_one(2, 3, 4));
        assert_eq!(report.wrong[0].0, 1);
        assert_eq!(report.right(), [true, false]);
        assert!((report.p_value(&report).unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn malformed_files_are_named() {
        assert!(read_cases("\n{}", "c").unwrap_err().to_string().starts_with("c:2: not a case"));
        assert_eq!(read_cases("", "c").unwrap_err().to_string(), "c:1: no case in this file");
        let error = score_cases(&[], &[vec![]], "p").unwrap_err();
        assert_eq!(error.to_string(), "p:1: 1 cases, gold has 0");
    }
}
