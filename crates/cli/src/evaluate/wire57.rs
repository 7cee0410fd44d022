//! WiRe57 tuples.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use triplewire_evaluation::wire57::{
    Extraction, Wire57Report, Wire57Sentence, read_gold, read_predictions, score,
};
use triplewire_tokenizer::segment;

use super::carb::scored;
use super::page::{interval, percent, table};
use super::predict::{core, facts_of_words, further_arguments, predict};
use super::{EvaluateArgs, Report};
use crate::error::Error;
use crate::gold::read_text;

/// Scores tuples of short arguments.
pub(super) fn report(options: &EvaluateArgs) -> Result<Wire57Report, Error> {
    let gold = read_gold(&read_text(&options.gold)?, &options.gold.display().to_string())?;
    if let Some(path) = &options.pred {
        let file = path.display().to_string();
        return Ok(score(&gold, &read_predictions(&read_text(path)?, &file)?, &file)?);
    }
    let sentences: Vec<(String, String)> =
        gold.iter().map(|sentence| (sentence.id.clone(), sentence.sent.clone())).collect();
    let predicted = predict(options, sentences, |pipeline, (id, text)| {
        // Gold is compared word by word, so arguments must come as words with spaces between them.
        let document = segment(text);
        let words = document.sentences.iter().flat_map(|sentence| &sentence.words);
        let words: Vec<&str> = words.map(|word| word.span.of(text)).collect();
        let facts = facts_of_words(pipeline, &words)?;
        let extractions = facts.iter().map(|fact| Extraction {
            arg1: core(&fact.subject).to_owned(),
            rel: fact.relation.text.clone(),
            arg2: fact.object.as_ref().map(core).unwrap_or_default().to_owned(),
            more: further_arguments(fact).map(|part| core(part).to_owned()).collect(),
        });
        Ok((id.clone(), extractions.collect::<Vec<_>>()))
    })?;
    let predicted: BTreeMap<String, Vec<Extraction>> = predicted.into_iter().collect();
    Ok(score(&gold, &predicted, "the program's own tuples")?)
}

impl Report for Wire57Report {
    fn write(&self, page: &mut String, limit: usize) -> fmt::Result {
        let gold: usize = self.sentences.iter().map(|sentence| sentence.gold.len()).sum();
        let predicted: usize = self.sentences.iter().map(|sentence| sentence.predicted.len()).sum();
        writeln!(
            page,
            "{} sentences, {gold} gold tuples, {predicted} predicted, {} pairs\n",
            self.sentences.len(),
            self.matches
        )?;
        let row = vec![
            String::new(),
            percent(self.precision),
            percent(self.recall),
            percent(self.f1),
            interval(self.interval),
        ];
        table(page, &["", "P", "R", "F1", "95 % of F1"], [row])?;
        writeln!(page, "\nworst sentences (gold with its recall, predictions with their precision)")?;
        for sentence in self.worst(limit) {
            writeln!(page, "  {}: {}", sentence.id, sentence.text)?;
            scored(page, "gold", &sentence.gold)?;
            scored(page, "predicted", &sentence.predicted)?;
        }
        Ok(())
    }

    fn score(&self) -> (&'static str, f64) {
        ("F1", self.f1)
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
}
