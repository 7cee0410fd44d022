//! Sentence splitting cases.

use triplewire_evaluation::bootstrap::Interval;
use triplewire_evaluation::parse::{SentenceCase, SentenceReport, read_cases, score_cases};
use triplewire_tokenizer::segment;

use super::page::{COUNTS_HEADER, Case, Item, Page, counts_row, interval, percent};
use super::predict::{read_file, read_predicted};
use super::{EvaluateArgs, Report};
use crate::error::Error;

/// Scores the sentences of each text.
pub(super) fn report(options: &EvaluateArgs) -> Result<SentenceReport, Error> {
    let gold = read_file(&options.gold, read_cases)?;
    let (predicted, file) = match &options.pred {
        Some(path) => {
            let (cases, file) = read_predicted(path, read_cases)?;
            (cases.into_iter().map(|case| case.sentences).collect(), file)
        }
        None => (gold.iter().map(split).collect::<Vec<_>>(), "the program's own sentences".to_owned()),
    };
    Ok(score_cases(&gold, &predicted, &file)?)
}

fn split(case: &SentenceCase) -> Vec<String> {
    let document = segment(&case.text);
    document.sentences.iter().map(|sentence| sentence.span.of(&case.text).to_owned()).collect()
}

impl Report for SentenceReport {
    fn describe(&self, page: &mut Page, limit: usize) {
        let (cases, right) = (self.cases, self.correct);
        let (share, ends) = (percent(self.accuracy()), interval(self.interval));
        page.line(format!("{cases} cases, {right} right ({share} %, 95 % {ends})"));
        page.table(&COUNTS_HEADER, [counts_row("sentences", self.sentences, None)]);
        page.heading("wrong cases");
        page.cases(self.wrong.iter().take(limit).map(|(index, gold, predicted)| {
            Case::new(format!("case {}", index + 1), "")
                .side("gold", gold.iter().map(Item::new))
                .side("predicted", predicted.iter().map(Item::new))
        }));
    }

    fn score(&self) -> (&'static str, f64) {
        ("cases right", self.accuracy())
    }

    fn interval(&self) -> Option<Interval> {
        self.interval
    }

    fn units(&self) -> Vec<(String, f64)> {
        let cases = (1..).zip(self.right());
        cases.map(|(number, right): (usize, bool)| (format!("case {number}"), f64::from(right))).collect()
    }

    fn p_value(&self, old: &Self) -> Option<f64> {
        self.p_value(old)
    }
}
