//! Time expressions with their values.
//!
//! The cases are read as if written on 2013-02-12 at 04:30, the reference time of Duckling's corpus,
//! whose format this is; a weekday, day or month without a year is the next one, as it is there, if no
//! other direction is asked for.

use jiff::civil::{Date, Time, date, time};
use triplewire_entities::values::{Anchor, Direction, resolve};
use triplewire_evaluation::bootstrap::Interval;
use triplewire_evaluation::time::{
    CaseOutcome, Grain, PhraseOutcome, PredictedValues, TimeCase, TimeReport, read, read_predictions, score,
};

use super::args::Way;
use super::page::{Case, Item, Page, interval, percent};
use super::predict::{read_file, read_predicted};
use super::{EvaluateArgs, Report};
use crate::error::Error;

/// The day and the time of writing of the cases.
const WRITTEN: (Date, Time) = (date(2013, 2, 12), time(4, 30, 0, 0));

/// Scores the program's values, or those that a file gives.
pub(super) fn report(options: &EvaluateArgs) -> Result<TimeReport, Error> {
    let gold = read_file(&options.gold, read)?;
    let (predicted, file) = match &options.pred {
        Some(path) => read_predicted(path, read_predictions)?,
        None => (values(&gold, direction(options.direction)), "the program's own values".to_owned()),
    };
    Ok(score(&gold, &predicted, &file)?)
}

fn direction(way: Way) -> Direction {
    match way {
        Way::Past => Direction::Past,
        Way::Future => Direction::Future,
        Way::Nearest => Direction::Nearest,
    }
}

fn values(cases: &[TimeCase], direction: Direction) -> Vec<PredictedValues> {
    let (date, clock) = WRITTEN;
    let anchor = Anchor { written: Some(date), clock: Some(clock), told: Some(date) };
    let value = |phrase: &String| resolve(phrase, &anchor, direction).map(|value| value.to_string());
    cases
        .iter()
        .map(|case| PredictedValues { line: case.line, values: case.phrases.iter().map(value).collect() })
        .collect()
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
        let mut grains: Vec<(String, Vec<Grain>)> =
            Grain::ALL.map(|grain| (grain.as_str().to_owned(), vec![grain])).into();
        let calendar = Grain::ALL.into_iter().filter(|grain| *grain >= Grain::Day);
        grains.push(("Day to Year".to_owned(), calendar.collect()));
        let rows = grains.into_iter().map(|(name, grains)| {
            let (phrases, right) = self.of_grains(&grains);
            let share = percent(right as f64 / phrases.max(1) as f64);
            vec![name, phrases.to_string(), right.to_string(), share]
        });
        page.table(&["grain", "phrases", "right", "%"], rows);
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
