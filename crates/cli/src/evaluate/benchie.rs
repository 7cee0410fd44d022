//! BenchIE fact synsets.

use std::fmt::{self, Write};

use triplewire_evaluation::benchie::{
    BenchieReport, BenchieSentence, Extraction, WrongSlot, read_gold, read_predictions, score,
};

use super::page::{interval, list, percent, table};
use super::predict::{core, facts_of_words, predict};
use super::{EvaluateArgs, Report};
use crate::error::Error;
use crate::gold::read_text;

/// Scores triples of short arguments.
pub(super) fn report(options: &EvaluateArgs) -> Result<BenchieReport, Error> {
    let gold = read_gold(&read_text(&options.gold)?, &options.gold.display().to_string())?;
    if let Some(path) = &options.pred {
        let file = path.display().to_string();
        return Ok(score(&gold, &read_predictions(&read_text(path)?, &file)?, &file)?);
    }
    let sentences: Vec<(String, String)> =
        gold.iter().map(|sentence| (sentence.id.clone(), sentence.text.clone())).collect();
    let predicted = predict(options, sentences, |pipeline, (id, text)| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let facts = facts_of_words(pipeline, &words)?;
        let extractions = facts.iter().map(|fact| Extraction {
            line: 1,
            sentence: id.clone(),
            slots: [
                core(&fact.subject).to_owned(),
                fact.relation.text.clone(),
                fact.object.as_ref().map(core).unwrap_or_default().to_owned(),
            ],
        });
        Ok(extractions.collect::<Vec<_>>())
    })?;
    Ok(score(&gold, &predicted.concat(), "the program's own triples")?)
}

impl Report for BenchieReport {
    fn write(&self, page: &mut String, limit: usize) -> fmt::Result {
        let gold: usize = self.sentences.iter().map(|sentence| sentence.gold.len()).sum();
        let predicted: usize = self.sentences.iter().map(|sentence| sentence.predicted.len()).sum();
        writeln!(page, "{} sentences, {gold} synsets, {predicted} extractions\n", self.sentences.len())?;
        let row = vec![
            String::new(),
            percent(self.precision),
            percent(self.recall),
            percent(self.f1),
            interval(self.interval),
        ];
        table(page, &["", "P", "R", "F1", "95 % of F1"], [row])?;
        page.push('\n');
        let rows =
            self.wrong.iter().map(|(slot, count)| vec![slot_name(*slot).to_owned(), count.to_string()]);
        table(page, &["extracted wrong", ""], rows)?;
        writeln!(page, "\nworst sentences")?;
        for sentence in self.worst(limit) {
            writeln!(page, "  {}: {}", sentence.id, sentence.text)?;
            marked(page, "gold", &sentence.gold)?;
            marked(page, "predicted", &sentence.predicted)?;
        }
        Ok(())
    }

    fn score(&self) -> (&'static str, f64) {
        ("F1", self.f1)
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
}

fn marked(page: &mut String, label: &str, facts: &[(String, bool)]) -> fmt::Result {
    list(page, label, facts.iter().map(|(fact, right)| format!("{} {fact}", if *right { '+' } else { '-' })))
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
