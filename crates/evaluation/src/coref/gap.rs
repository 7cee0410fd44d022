//! GAP (Webster et al. 2018): a pronoun and two names in, does either name stand for the same
//! person as the pronoun out; F1 over all and by the pronoun's gender.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

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

/// GAP's scores.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct GapReport {
    /// All pronouns.
    pub overall: Counts,
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
/// A line that is not such.
pub fn read_gap_answers(text: &str, file: &str) -> Result<BTreeMap<String, [bool; 2]>, ReadError> {
    let mut answers = BTreeMap::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let [id, a, b] = line.split('\t').collect::<Vec<_>>()[..] else {
            let message = "a line needs an id and two truth values, separated by tabs";
            return Err(ReadError::new(file, index + 1, message));
        };
        let both = [truth(a, file, index + 1)?, truth(b, file, index + 1)?];
        answers.insert(id.to_owned(), both);
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
pub fn score_gap(
    gold: &[GapCase],
    answers: &BTreeMap<String, [bool; 2]>,
    file: &str,
) -> Result<GapReport, ReadError> {
    if let Some(id) = answers.keys().find(|id| gold.iter().all(|case| case.id != **id)) {
        return Err(ReadError::new(file, 1, format!("no case '{id}' in gold")));
    }
    let mut report = GapReport::default();
    for case in gold {
        let answer = answers.get(&case.id).copied().unwrap_or_default();
        let correct = (0..2).filter(|&i| answer[i] && case.coref[i]).count();
        let count = |values: [bool; 2]| values.into_iter().filter(|value| *value).count();
        let counts = Counts::one_to_one(correct, count(answer), count(case.coref));
        report.overall += counts;
        match case.pronoun.0.to_lowercase().as_str() {
            "he" | "him" | "his" => report.masculine += counts,
            "she" | "her" | "hers" => report.feminine += counts,
            _ => {}
        }
        report.cases += 1;
        report.cases_right += usize::from(answer == case.coref);
    }
    if report.masculine.f1() > 0.0 {
        report.bias = report.feminine.f1() / report.masculine.f1();
    }
    Ok(report)
}

impl GapReport {
    /// Share of the cases with both answers right.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        ratio(self.cases_right, self.cases)
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
        let error = score_gap(&gold, &[("t-9".to_owned(), [true, true])].into(), "p").unwrap_err();
        assert_eq!(error.to_string(), "p:1: no case 't-9' in gold");
    }
}
