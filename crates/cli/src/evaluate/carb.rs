//! Tuples of sentences: CaRB and OIE2016, whose predictions are the same.

use std::fmt::{self, Write};

use triplewire_evaluation::carb::{
    CarbReport, CarbScore, SentenceTuples, Tuple, read_gold, read_predictions, score,
};
use triplewire_evaluation::oie2016::{self, Oie2016Report};

use super::page::{interval, list, percent, table};
use super::predict::{facts_of_words, further_arguments, predict};
use super::{EvaluateArgs, Report};
use crate::error::Error;
use crate::gold::read_text;
use crate::output::facts::FactRecord;

/// Scores tuples as CaRB does.
pub(super) fn report(options: &EvaluateArgs) -> Result<CarbReport, Error> {
    let gold = read_gold(&read_text(&options.gold)?, &options.gold.display().to_string())?;
    let (predicted, file) = predictions(options, &gold)?;
    Ok(score(&gold, &predicted, &file)?)
}

/// Scores tuples as OIE2016 does.
pub(super) fn oie2016_report(options: &EvaluateArgs) -> Result<Oie2016Report, Error> {
    let gold = oie2016::read_gold(&read_text(&options.gold)?, &options.gold.display().to_string())?;
    let (predicted, file) = predictions(options, &gold)?;
    Ok(oie2016::score(&gold, &predicted, &file)?)
}

/// The tuples, and how errors call where they are from.
fn predictions(
    options: &EvaluateArgs,
    gold: &[SentenceTuples],
) -> Result<(Vec<SentenceTuples>, String), Error> {
    if let Some(path) = &options.pred {
        let file = path.display().to_string();
        return Ok((read_predictions(&read_text(path)?, &file)?, file));
    }
    let sentences: Vec<String> = gold.iter().map(|sentence| sentence.text.clone()).collect();
    let predicted = predict(options, sentences, |pipeline, text| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let tuples = facts_of_words(pipeline, &words)?.iter().map(tuple).collect();
        Ok(SentenceTuples { text: text.clone(), tuples })
    })?;
    Ok((predicted, "the program's own tuples".to_owned()))
}

/// Long forms of all arguments, time and place last.
fn tuple(fact: &FactRecord) -> Tuple {
    let parts = [&fact.subject].into_iter().chain(&fact.object).chain(further_arguments(fact));
    Tuple {
        line: 0,
        relation: fact.relation.text.clone(),
        args: parts.map(|part| part.text.clone()).collect(),
        confidence: fact.confidence,
    }
}

impl Report for CarbReport {
    fn write(&self, page: &mut String, limit: usize) -> fmt::Result {
        let gold: usize = self.sentences.iter().map(|sentence| sentence.gold).sum();
        let predicted: usize = self.sentences.iter().map(|sentence| sentence.predicted).sum();
        writeln!(
            page,
            "{} sentences, {gold} gold tuples, {predicted} predicted at the best cut\n",
            self.sentences.len()
        )?;
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
        table(page, &header, rows)?;
        let rows = [
            ("gold tuples of sentences without a prediction", self.gold_without_prediction),
            ("other gold tuples that no prediction touches", self.gold_unmatched),
            ("predictions that touch no gold tuple", self.predicted_unmatched),
            ("predictions for sentences that gold does not have", self.outside),
        ];
        page.push('\n');
        table(page, &["errors", ""], rows.map(|(name, count)| vec![name.to_owned(), count.to_string()]))?;
        writeln!(page, "\nworst sentences (gold with its recall, predictions with their precision)")?;
        for sentence in self.worst(limit) {
            writeln!(page, "  F1 {}: {}", percent(sentence.f1()), sentence.text)?;
            scored(page, "gold", &sentence.gold_tuples)?;
            scored(page, "predicted", &sentence.predicted_tuples)?;
        }
        Ok(())
    }

    fn score(&self) -> (&'static str, f64) {
        ("multi-match F1", self.multi_match.f1)
    }

    fn units(&self) -> Vec<(String, f64)> {
        self.sentences.iter().map(|sentence| (sentence.text.clone(), sentence.f1())).collect()
    }

    fn p_value(&self, old: &Self) -> Option<f64> {
        self.p_value(old)
    }
}

/// Lists tuples with their scores.
pub(super) fn scored(page: &mut String, label: &str, tuples: &[(String, f64)]) -> fmt::Result {
    list(page, label, tuples.iter().map(|(tuple, score)| format!("{:>6} {tuple}", percent(*score))))
}

impl Report for Oie2016Report {
    fn write(&self, page: &mut String, limit: usize) -> fmt::Result {
        writeln!(page, "{} gold tuples, {} missed without a cut\n", self.gold, self.missed.len())?;
        let row = vec![
            String::new(),
            percent(self.precision),
            percent(self.recall),
            percent(self.f1),
            percent(self.auc),
            format!("{:.4}", self.cut),
        ];
        table(page, &["", "P", "R", "F1", "AUC", "cut"], [row])?;
        writeln!(page, "\npredictions for sentences that gold does not have: {}", self.outside)?;
        writeln!(page, "\nmissed")?;
        for (sentence, tuple) in self.missed.iter().take(limit) {
            writeln!(page, "  {sentence}")?;
            list(page, "gold", [tuple])?;
        }
        Ok(())
    }

    fn score(&self) -> (&'static str, f64) {
        ("F1", self.f1)
    }

    /// None: the scorer names the missed tuples only.
    fn units(&self) -> Vec<(String, f64)> {
        Vec::new()
    }
}
