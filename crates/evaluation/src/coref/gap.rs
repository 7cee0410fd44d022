//! GAP (Webster et al. 2018): a pronoun and two names in, does either name stand for the same
//! person as the pronoun out; F1 over all and by the pronoun's gender.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::bootstrap::{self, Interval};
use crate::counts::{Counts, ratio};
use crate::error::ReadError;

/// One case. Offsets count code points of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapCase {
    /// Its name.
    pub id: String,
    /// The text.
    pub text: String,
    /// The pronoun and where it starts.
    pub pronoun: (String, usize),
    /// The first name and where it starts.
    pub a: (String, usize),
    /// The second name and where it starts.
    pub b: (String, usize),
    /// Gold: is the pronoun the first, is it the second?
    pub coref: [bool; 2],
}

/// Whether the pronoun of a case is the first name, and whether it is the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapAnswer {
    /// Line of the file.
    pub line: usize,
    /// Name of the case.
    pub id: String,
    /// The two answers.
    pub coref: [bool; 2],
}

/// GAP's scores.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct GapReport {
    /// All pronouns.
    pub overall: Counts,
    /// 95 % interval of their F1, by cases.
    pub interval: Option<Interval>,
    /// Pronouns he, him, his.
    pub masculine: Counts,
    /// Pronouns she, her, hers.
    pub feminine: Counts,
    /// Feminine F1 over masculine F1; 0 where the latter is 0.
    pub bias: f64,
    /// Cases with both answers right.
    pub cases_right: usize,
    /// All cases.
    pub cases: usize,
    /// One for each case.
    pub outcomes: Vec<GapOutcome>,
}

/// What was answered to one case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapOutcome {
    /// Its name.
    pub id: String,
    /// The pronoun.
    pub pronoun: String,
    /// The two names.
    pub names: [String; 2],
    /// Gold.
    pub gold: [bool; 2],
    /// The answers.
    pub answer: [bool; 2],
}

impl GapOutcome {
    /// Whether both answers are right.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.gold == self.answer
    }

    fn counts(&self) -> Counts {
        let correct = (0..2).filter(|&i| self.answer[i] && self.gold[i]).count();
        let count = |values: [bool; 2]| values.into_iter().filter(|value| *value).count();
        Counts::one_to_one(correct, count(self.answer), count(self.gold))
    }
}

/// Reads a GAP file: eleven columns, the first line being their names.
///
/// # Errors
/// A line with fewer than ten columns, an offset that is not a number, a truth value that is not
/// TRUE or FALSE, or no case at all.
pub fn read_gap(text: &str, file: &str) -> Result<Vec<GapCase>, ReadError> {
    let mut cases = Vec::new();
    for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        if index == 0 && line.starts_with("ID\t") || line.trim().is_empty() {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, text, pronoun, at, a, a_at, a_coref, b, b_at, b_coref, ..] = columns[..] else {
            let message = format!("{} columns, GAP has 11", columns.len());
            return Err(ReadError::new(file, index + 1, message));
        };
        let offset = |text: &str| {
            text.parse::<usize>()
                .map_err(|_| ReadError::new(file, index + 1, format!("'{text}' is not an offset")))
        };
        cases.push(GapCase {
            id: id.to_owned(),
            text: text.to_owned(),
            pronoun: (pronoun.to_owned(), offset(at)?),
            a: (a.to_owned(), offset(a_at)?),
            b: (b.to_owned(), offset(b_at)?),
            coref: [truth(a_coref, file, index + 1)?, truth(b_coref, file, index + 1)?],
        });
    }
    if cases.is_empty() {
        return Err(ReadError::new(file, 1, "no case in this file"));
    }
    Ok(cases)
}

/// Reads answers: id, TRUE or FALSE for the first name, the same for the second.
///
/// # Errors
/// A line that is not such, or a case twice.
pub fn read_gap_answers(text: &str, file: &str) -> Result<Vec<GapAnswer>, ReadError> {
    let mut answers = Vec::new();
    let mut ids = BTreeSet::new();
    for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let [id, a, b] = line.split('\t').collect::<Vec<_>>()[..] else {
            let message = "a line needs an id and two truth values, separated by tabs";
            return Err(ReadError::new(file, index + 1, message));
        };
        if !ids.insert(id) {
            return Err(ReadError::new(file, index + 1, format!("case '{id}' is there twice")));
        }
        let coref = [truth(a, file, index + 1)?, truth(b, file, index + 1)?];
        answers.push(GapAnswer { line: index + 1, id: id.to_owned(), coref });
    }
    Ok(answers)
}

fn truth(text: &str, file: &str, line: usize) -> Result<bool, ReadError> {
    match text.trim().to_ascii_uppercase().as_str() {
        "TRUE" => Ok(true),
        "FALSE" => Ok(false),
        _ => Err(ReadError::new(file, line, format!("'{text}' is neither TRUE nor FALSE"))),
    }
}

/// Scores answers; a case without one counts as FALSE twice. `file` names the answers in errors.
///
/// # Errors
/// An answer to a case that gold does not have.
pub fn score_gap(gold: &[GapCase], answers: &[GapAnswer], file: &str) -> Result<GapReport, ReadError> {
    let cases: BTreeSet<&str> = gold.iter().map(|case| case.id.as_str()).collect();
    if let Some(answer) = answers.iter().find(|answer| !cases.contains(answer.id.as_str())) {
        return Err(ReadError::new(file, answer.line, format!("no case '{}' in gold", answer.id)));
    }
    let of_case: BTreeMap<&str, [bool; 2]> = answers.iter().map(|a| (a.id.as_str(), a.coref)).collect();
    let mut report = GapReport { cases: gold.len(), ..GapReport::default() };
    for case in gold {
        let outcome = GapOutcome {
            id: case.id.clone(),
            pronoun: case.pronoun.0.clone(),
            names: [case.a.0.clone(), case.b.0.clone()],
            gold: case.coref,
            answer: of_case.get(case.id.as_str()).copied().unwrap_or_default(),
        };
        let counts = outcome.counts();
        report.overall += counts;
        match case.pronoun.0.to_lowercase().as_str() {
            "he" | "him" | "his" => report.masculine += counts,
            "she" | "her" | "hers" => report.feminine += counts,
            _ => {}
        }
        report.cases_right += usize::from(outcome.is_right());
        report.outcomes.push(outcome);
    }
    if report.masculine.f1() > 0.0 {
        report.bias = report.feminine.f1() / report.masculine.f1();
    }
    report.interval = bootstrap::interval(report.outcomes.len(), |drawn| {
        drawn.iter().map(|&i| report.outcomes[i].counts()).sum::<Counts>().f1()
    });
    Ok(report)
}

impl GapReport {
    /// Share of the cases with both answers right.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        ratio(self.cases_right, self.cases)
    }

    /// Two-sided p-value for the difference in F1 to another run over the same cases, by paired
    /// bootstrap over cases; `None` where the cases differ.
    #[must_use]
    pub fn p_value(&self, other: &Self) -> Option<f64> {
        let same = |a: &GapOutcome, b: &GapOutcome| a.id == b.id && a.gold == b.gold;
        let score = |drawn: &[&GapOutcome]| drawn.iter().map(|case| case.counts()).sum::<Counts>().f1();
        bootstrap::compare_runs(&self.outcomes, &other.outcomes, same, score)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD: &str = "\
ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL
t-1\tAda met Eve before she left.\tshe\t19\tAda\t0\tTRUE\tEve\t8\tFALSE\tu
t-2\tBo met Cy before he left.\the\t17\tBo\t0\tFALSE\tCy\t7\tTRUE\tu
t-3\tBo met Cy in his car.\tHis\t13\tBo\t0\tFALSE\tCy\t7\tFALSE\tu
";

    #[test]
    fn by_gender_and_bias() {
        let gold = read_gap(GOLD, "g").unwrap();
        // t-1 right, t-2 both TRUE, t-3 unanswered and right.
        let answers = read_gap_answers("t-1\tTRUE\tFALSE\nt-2\tTRUE\ttrue\n", "p").unwrap();
        let report = score_gap(&gold, &answers, "p").unwrap();
        assert_eq!(report.overall, Counts::one_to_one(2, 3, 2));
        assert_eq!(report.feminine, Counts::one_to_one(1, 1, 1));
        assert_eq!(report.masculine, Counts::one_to_one(1, 2, 1));
        // 1 over 2 * 0.5 * 1 / 1.5.
        assert!((report.bias - 1.5).abs() < 1e-12);
        assert!((report.accuracy() - 2.0 / 3.0).abs() < 1e-12);
        let right: Vec<bool> = report.outcomes.iter().map(GapOutcome::is_right).collect();
        assert_eq!(right, [true, false, true]);
        assert!((report.p_value(&report).unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn malformed_files_are_named() {
        let error = read_gap("t-1\tx\n", "g").unwrap_err().to_string();
        assert_eq!(error, "g:1: 2 columns, GAP has 11");
        let error = read_gap(&GOLD.replace("\t17\t", "\tx\t"), "g").unwrap_err().to_string();
        assert_eq!(error, "g:3: 'x' is not an offset");
        let error = read_gap_answers("t-1\tTRUE\tmaybe\n", "p").unwrap_err().to_string();
        assert_eq!(error, "p:1: 'maybe' is neither TRUE nor FALSE");
        let gold = read_gap(GOLD, "g").unwrap();
        let answers = read_gap_answers("t-1\tTRUE\tTRUE\n\nt-9\tTRUE\tTRUE\n", "p").unwrap();
        let error = score_gap(&gold, &answers, "p").unwrap_err();
        assert_eq!(error.to_string(), "p:3: no case 't-9' in gold");
        let error = read_gap_answers("t-1\tTRUE\tTRUE\nt-1\tTRUE\tTRUE\n", "p").unwrap_err();
        assert_eq!(error.to_string(), "p:2: case 't-1' is there twice");
    }
}
