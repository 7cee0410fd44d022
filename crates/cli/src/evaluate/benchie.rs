//! BenchIE fact synsets.

use triplewire_evaluation::benchie::{
    BenchieReport, BenchieSentence, Extraction, WrongSlot, read_gold, read_predictions, score,
};
use triplewire_evaluation::bootstrap::Interval;

use super::page::{Case, Item, Page, interval, percent};
use super::predict::{core_triple, predict_tuples, read_file, read_predicted, tokens};
use super::{EvaluateArgs, Report};
use crate::error::Error;

/// Scores triples of short arguments.
pub(super) fn report(options: &EvaluateArgs) -> Result<BenchieReport, Error> {
    let gold = read_file(&options.gold, read_gold)?;
    if let Some(path) = &options.pred {
        let (predicted, file) = read_predicted(path, read_predictions)?;
        return Ok(score(&gold, &predicted, &file)?);
    }
    let sentences = gold.iter().map(|sentence| sentence.text.clone()).collect();
    let triples = predict_tuples(options, sentences, tokens, core_triple)?;
    let mut predicted = Vec::new();
    for (sentence, triples) in gold.iter().zip(triples) {
        let extraction = |slots| Extraction { line: 1, sentence: sentence.id.clone(), slots };
        predicted.extend(triples.into_iter().map(extraction));
    }
    Ok(score(&gold, &predicted, "the program's own triples")?)
}

impl Report for BenchieReport {
    fn describe(&self, page: &mut Page, limit: usize) {
        let gold: usize = self.sentences.iter().map(|sentence| sentence.gold.len()).sum();
        let predicted: usize = self.sentences.iter().map(|sentence| sentence.predicted.len()).sum();
        page.line(format!("{} sentences, {gold} synsets, {predicted} extractions", self.sentences.len()));
        let row = vec![
            String::new(),
            percent(self.precision),
            percent(self.recall),
            percent(self.f1),
            interval(self.interval),
        ];
        page.table(&["", "P", "R", "F1", "95 % of F1"], [row]);
        let rows =
            self.wrong.iter().map(|(slot, count)| vec![slot_name(*slot).to_owned(), count.to_string()]);
        page.table(&["extracted wrong", ""], rows);
        page.heading("worst sentences");
        page.cases(self.worst(limit).into_iter().map(|sentence| {
            Case::new(sentence.id.as_str(), sentence.text.as_str())
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
        let unit = |sentence: &BenchieSentence| {
            let facts = sentence.gold.iter().enumerate();
            let unit = |(number, (form, found)): (usize, &(String, bool))| {
                (format!("{}-{} {form}", sentence.id, number + 1), f64::from(*found))
            };
            facts.map(unit).collect::<Vec<_>>()
        };
        self.sentences.iter().flat_map(unit).collect()
    }

    fn p_value(&self, old: &Self) -> Option<f64> {
        self.p_value(old)
    }
}

fn slot_name(slot: WrongSlot) -> &'static str {
    match slot {
        WrongSlot::Border => "border between slots",
        WrongSlot::Object => "object",
        WrongSlot::Relation => "relation",
        WrongSlot::Subject => "subject",
        WrongSlot::Several => "several slots",
    }
}
