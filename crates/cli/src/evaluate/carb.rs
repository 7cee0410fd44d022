//! Tuples of sentences: CaRB and OIE2016, whose predictions are the same.

use triplewire_evaluation::bootstrap::Interval;
use triplewire_evaluation::carb::{
    CarbReport, CarbScore, SentenceTuples, Tuple, read_gold, read_predictions, score,
};
use triplewire_evaluation::oie2016::{self, Oie2016Report, Oie2016Sentence};

use super::page::{Case, Item, Page, interval, percent};
use super::predict::{further_arguments, predict_tuples, read_file, read_predicted, tokens};
use super::{EvaluateArgs, Report};
use crate::error::Error;
use crate::output::facts::FactRecord;

/// Scores tuples as CaRB does.
pub(super) fn report(options: &EvaluateArgs) -> Result<CarbReport, Error> {
    let gold = read_file(&options.gold, read_gold)?;
    let (predicted, file) = predictions(options, &gold)?;
    Ok(score(&gold, &predicted, &file)?)
}

/// Scores tuples as OIE2016 does.
pub(super) fn oie2016_report(options: &EvaluateArgs) -> Result<Oie2016Report, Error> {
    let gold = read_file(&options.gold, oie2016::read_gold)?;
    let (predicted, file) = predictions(options, &gold)?;
    Ok(oie2016::score(&gold, &predicted, &file)?)
}

/// The tuples, and how errors call where they are from.
fn predictions(
    options: &EvaluateArgs,
    gold: &[SentenceTuples],
) -> Result<(Vec<SentenceTuples>, String), Error> {
    if let Some(path) = &options.pred {
        return Ok(read_predicted(path, read_predictions)?);
    }
    let sentences = gold.iter().map(|sentence| sentence.text.clone()).collect();
    let tuples = predict_tuples(options, sentences, tokens, tuple)?;
    let of_sentence =
        |(sentence, tuples): (&SentenceTuples, _)| SentenceTuples { text: sentence.text.clone(), tuples };
    Ok((gold.iter().zip(tuples).map(of_sentence).collect(), "the program's own tuples".to_owned()))
}

/// Long forms of all arguments, time and place last.
pub(super) fn tuple(fact: &FactRecord) -> Tuple {
    let parts = [&fact.subject].into_iter().chain(&fact.object).chain(further_arguments(fact));
    Tuple {
        line: 0,
        relation: fact.relation.text.clone(),
        args: parts.map(|part| part.text.clone()).collect(),
        confidence: fact.confidence,
    }
}

impl Report for CarbReport {
    fn describe(&self, page: &mut Page, limit: usize) {
        let gold: usize = self.sentences.iter().map(|sentence| sentence.gold).sum();
        let predicted: usize = self.sentences.iter().map(|sentence| sentence.predicted).sum();
        let sentences = self.sentences.len();
        page.line(format!(
            "{sentences} sentences, {gold} gold tuples, {predicted} predicted at the best cut"
        ));
        let row = |name: &str, score: &CarbScore| {
            vec![
                name.to_owned(),
                percent(score.precision),
                percent(score.recall),
                percent(score.f1),
                interval(score.interval),
                percent(score.auc),
                format!("{:.4}", score.cut),
                percent(score.f1_of_all),
            ]
        };
        let header = ["", "P", "R", "F1", "95 % of F1", "AUC", "cut", "F1 without cut"];
        let rows = [row("multi-match", &self.multi_match), row("one to one", &self.one_to_one)];
        page.table(&header, rows);
        let rows = [
            ("gold tuples of sentences without a prediction", self.gold_without_prediction),
            ("other gold tuples that no prediction touches", self.gold_unmatched),
            ("predictions that touch no gold tuple", self.predicted_unmatched),
            ("predictions for sentences that gold does not have", self.outside),
        ];
        page.table(&["errors", ""], rows.map(|(name, count)| vec![name.to_owned(), count.to_string()]));
        page.heading("worst sentences (gold with its recall, predictions with their precision)");
        page.cases(self.worst(limit).into_iter().map(|sentence| {
            Case::new(format!("F1 {}", percent(sentence.f1())), sentence.text.as_str())
                .side("gold", sentence.gold_tuples.iter().map(Item::share))
                .side("predicted", sentence.predicted_tuples.iter().map(Item::share))
        }));
    }

    fn score(&self) -> (&'static str, f64) {
        ("multi-match F1", self.multi_match.f1)
    }

    fn interval(&self) -> Option<Interval> {
        self.multi_match.interval
    }

    fn units(&self) -> Vec<(String, f64)> {
        self.sentences.iter().map(|sentence| (sentence.text.clone(), sentence.f1())).collect()
    }

    fn p_value(&self, old: &Self) -> Option<f64> {
        self.p_value(old)
    }
}

impl Report for Oie2016Report {
    fn describe(&self, page: &mut Page, limit: usize) {
        let predicted: usize = self.sentences.iter().map(|sentence| sentence.predicted.len()).sum();
        let (sentences, gold) = (self.sentences.len(), self.gold);
        page.line(format!(
            "{sentences} sentences, {gold} gold tuples, {predicted} predicted at the best cut"
        ));
        let row = vec![
            String::new(),
            percent(self.precision),
            percent(self.recall),
            percent(self.f1),
            interval(self.interval),
            percent(self.auc),
            format!("{:.4}", self.cut),
        ];
        page.table(&["", "P", "R", "F1", "95 % of F1", "AUC", "cut"], [row]);
        page.line(format!("predictions for sentences that gold does not have: {}", self.outside));
        page.heading("worst sentences");
        page.cases(self.worst(limit).into_iter().map(|sentence| {
            Case::new("", sentence.text.as_str())
                .side("gold", sentence.gold.iter().map(Item::found))
                .side("predicted", sentence.predicted.iter().map(Item::found))
        }));
    }

    fn score(&self) -> (&'static str, f64) {
        ("F1", self.f1)
    }

    fn interval(&self) -> Option<Interval> {
        self.interval
    }

    fn units(&self) -> Vec<(String, f64)> {
        let unit = |sentence: &Oie2016Sentence| {
            let unit =
                |(tuple, found): &(String, bool)| (format!("{tuple}: {}", sentence.text), f64::from(*found));
            sentence.gold.iter().map(unit).collect::<Vec<_>>()
        };
        self.sentences.iter().flat_map(unit).collect()
    }

    fn p_value(&self, old: &Self) -> Option<f64> {
        self.p_value(old)
    }
}
