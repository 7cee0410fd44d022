//! Sentence splitting cases.

use std::fmt::{self, Write};

use triplewire_evaluation::parse::{SentenceCase, SentenceReport, read_cases, score_cases};
use triplewire_tokenizer::segment;

use super::page::{COUNTS_HEADER, counts_row, list, percent, table};
use super::{EvaluateArgs, Report};
use crate::error::Error;
use crate::gold::read_text;

/// Scores the sentences of each text.
pub(super) fn report(options: &EvaluateArgs) -> Result<SentenceReport, Error> {
    let gold = read_cases(&read_text(&options.gold)?, &options.gold.display().to_string())?;
    let (predicted, file) = match &options.pred {
        Some(path) => {
            let file = path.display().to_string();
            let cases = read_cases(&read_text(path)?, &file)?;
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
    fn write(&self, page: &mut String, limit: usize) -> fmt::Result {
        let share = self.correct as f64 / self.cases.max(1) as f64;
        writeln!(page, "{} cases, {} right ({} %)\n", self.cases, self.correct, percent(share))?;
        table(page, &COUNTS_HEADER, [counts_row("sentences", self.sentences, None)])?;
        writeln!(page, "\nwrong cases")?;
        for (index, gold, predicted) in self.wrong.iter().take(limit) {
            writeln!(page, "  case {}", index + 1)?;
            list(page, "gold", gold)?;
            list(page, "predicted", predicted)?;
        }
        Ok(())
    }

    fn score(&self) -> (&'static str, f64) {
        ("cases right", self.correct as f64 / self.cases.max(1) as f64)
    }

    fn units(&self) -> Vec<(String, f64)> {
        let wrong = |index| self.wrong.iter().any(|case| case.0 == index);
        (0..self.cases).map(|i| (format!("case {}", i + 1), f64::from(!wrong(i)))).collect()
    }
}
