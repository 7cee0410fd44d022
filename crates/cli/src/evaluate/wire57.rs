//! WiRe57 tuples.

use triplewire_evaluation::bootstrap::Interval;
use triplewire_evaluation::wire57::{
    Extraction, PredictedSentence, Wire57Report, Wire57Sentence, read_gold, read_predictions, score,
};
use triplewire_tokenizer::segment;

use super::page::{Case, Item, Page, interval, percent};
use super::predict::{core, core_triple, further_arguments, predict_tuples, read_file, read_predicted};
use super::{EvaluateArgs, Report};
use crate::error::Error;

/// Scores tuples of short arguments.
pub(super) fn report(options: &EvaluateArgs) -> Result<Wire57Report, Error> {
    let gold = read_file(&options.gold, read_gold)?;
    if let Some(path) = &options.pred {
        let (predicted, file) = read_predicted(path, read_predictions)?;
        return Ok(score(&gold, &predicted, &file)?);
    }
    let sentences = gold.iter().map(|sentence| sentence.sent.clone()).collect();
    let predicted = predict_tuples(options, sentences, own_tokens, |fact| {
        let [arg1, rel, arg2] = core_triple(fact);
        Extraction {
            arg1,
            rel,
            arg2,
            more: further_arguments(fact).map(|part| core(part).to_owned()).collect(),
        }
    })?;
    let predicted: Vec<PredictedSentence> = gold
        .iter()
        .zip(predicted)
        .map(|(sentence, tuples)| PredictedSentence { line: 1, id: sentence.id.clone(), tuples })
        .collect();
    Ok(score(&gold, &predicted, "the program's own tuples")?)
}

/// Gold is compared word by word, so arguments must come as words with spaces between them.
fn own_tokens(text: &str) -> Vec<&str> {
    let document = segment(text);
    document.sentences.iter().flat_map(|sentence| &sentence.words).map(|word| word.span.of(text)).collect()
}

impl Report for Wire57Report {
    fn describe(&self, page: &mut Page, limit: usize) {
        let gold: usize = self.sentences.iter().map(|sentence| sentence.gold.len()).sum();
        let predicted: usize = self.sentences.iter().map(|sentence| sentence.predicted.len()).sum();
        let (sentences, pairs) = (self.sentences.len(), self.matches);
        page.line(format!("{sentences} sentences, {gold} gold tuples, {predicted} predicted, {pairs} pairs"));
        let row = vec![
            String::new(),
            percent(self.precision),
            percent(self.recall),
            percent(self.f1),
            interval(self.interval),
        ];
        page.table(&["", "P", "R", "F1", "95 % of F1"], [row]);
        page.heading("worst sentences (gold with its recall, predictions with their precision)");
        page.cases(self.worst(limit).into_iter().map(|sentence| {
            Case::new(sentence.id.as_str(), sentence.text.as_str())
                .side("gold", sentence.gold.iter().map(Item::share))
                .side("predicted", sentence.predicted.iter().map(Item::share))
        }));
    }

    fn score(&self) -> (&'static str, f64) {
        ("F1", self.f1)
    }

    fn interval(&self) -> Option<Interval> {
        self.interval
    }

    fn units(&self) -> Vec<(String, f64)> {
        let unit = |sentence: &Wire57Sentence| {
            let facts = sentence.gold.iter().enumerate();
            let unit = |(number, (tuple, recall)): (usize, &(String, f64))| {
                (format!("{}-{} {tuple}", sentence.id, number + 1), *recall)
            };
            facts.map(unit).collect::<Vec<_>>()
        };
        self.sentences.iter().flat_map(unit).collect()
    }

    fn p_value(&self, old: &Self) -> Option<f64> {
        self.p_value(old)
    }
}
