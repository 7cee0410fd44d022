//! Time expressions with their values.

use triplewire_evaluation::bootstrap::Interval;
use triplewire_evaluation::time::{CaseOutcome, PhraseOutcome, TimeReport, read, read_predictions, score};

use super::page::{Case, Item, Page, interval, percent};
use super::predict::{read_file, read_predicted};
use super::{EvaluateArgs, Report};
use crate::error::Error;

/// Scores values that a file gives: the program finds times, but has no values for them yet.
pub(super) fn report(options: &EvaluateArgs) -> Result<TimeReport, Error> {
    let gold = read_file(&options.gold, read)?;
    let Some(path) = &options.pred else {
        let reason = "times have no values in this version: name predictions with --pred";
        return Err(Error::Usage(reason.to_owned()));
    };
    let (predicted, file) = read_predicted(path, read_predictions)?;
    Ok(score(&gold, &predicted, &file)?)
}

impl Report for TimeReport {
    fn describe(&self, page: &mut Page, limit: usize) {
        let share = |part: usize| percent(part as f64 / self.phrases.max(1) as f64);
        page.line(format!("{} cases, {} phrases", self.cases.len(), self.phrases));
        let rows = [
            ("right", self.correct, interval(self.interval)),
            ("right start", self.correct_start, String::new()),
            ("with a value", self.answered, String::new()),
        ];
        let rows = rows.map(|(name, count, ends)| vec![name.to_owned(), share(count), ends]);
        page.table(&["", "%", "95 %"], rows);
        page.heading("wrong");
        let wrong = phrases(self).filter(|(_, phrase)| !phrase.right).take(limit);
        page.cases(wrong.map(|(case, phrase)| {
            Case::new(format!("line {}", case.line), phrase.phrase.as_str())
                .side("gold", [Item::new(case.gold.as_str())])
                .side("predicted", phrase.predicted.iter().map(Item::new))
        }));
    }

    fn score(&self) -> (&'static str, f64) {
        ("accuracy", self.accuracy())
    }

    fn interval(&self) -> Option<Interval> {
        self.interval
    }

    fn units(&self) -> Vec<(String, f64)> {
        let unit = |(case, phrase): (&CaseOutcome, &PhraseOutcome)| {
            (format!("line {}: {}", case.line, phrase.phrase), f64::from(phrase.right))
        };
        phrases(self).map(unit).collect()
    }

    fn p_value(&self, old: &Self) -> Option<f64> {
        self.p_value(old)
    }
}

/// Every phrase with its case.
fn phrases(report: &TimeReport) -> impl Iterator<Item = (&CaseOutcome, &PhraseOutcome)> {
    report.cases.iter().flat_map(|case| case.phrases.iter().map(move |phrase| (case, phrase)))
}
