//! Time expressions with their values.

use std::fmt::{self, Write};

use triplewire_evaluation::ReadError;
use triplewire_evaluation::time::{TimeReport, read, score};

use super::page::percent;
use super::{EvaluateArgs, Report};
use crate::error::Error;
use crate::gold::read_text;

/// Scores values that a file gives: the program finds times, but has no values for them yet.
pub(super) fn report(options: &EvaluateArgs) -> Result<TimeReport, Error> {
    let gold = read(&read_text(&options.gold)?, &options.gold.display().to_string())?;
    let Some(path) = &options.pred else {
        let reason = "times have no values in this version: name predictions with --pred";
        return Err(Error::Usage(reason.to_owned()));
    };
    let file = path.display().to_string();
    let predicted = predictions(&read_text(path)?, &file)?;
    Ok(score(&gold, &predicted, &file)?)
}

/// One JSON list a line, of as many values as the case has phrases, null where there is none.
fn predictions(text: &str, file: &str) -> Result<Vec<Vec<Option<String>>>, ReadError> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let values = |(number, line)| {
        serde_json::from_str(line).map_err(|error| ReadError {
            file: file.to_owned(),
            line: number,
            message: format!("not a list of values: {error}"),
        })
    };
    lines.map(values).collect()
}

impl Report for TimeReport {
    fn write(&self, page: &mut String, limit: usize) -> fmt::Result {
        let share = |part: usize| percent(part as f64 / self.phrases.max(1) as f64);
        writeln!(page, "{} phrases", self.phrases)?;
        writeln!(page, "right                {} %", share(self.correct))?;
        writeln!(page, "right start          {} %", share(self.correct_start))?;
        writeln!(page, "with a value         {} %", share(self.answered))?;
        writeln!(page, "\nwrong")?;
        for (line, phrase, gold, predicted) in self.wrong.iter().take(limit) {
            writeln!(
                page,
                "  line {line}: {phrase}: {gold}, not {}",
                predicted.as_deref().unwrap_or("nothing")
            )?;
        }
        Ok(())
    }

    fn score(&self) -> (&'static str, f64) {
        ("accuracy", self.accuracy())
    }

    /// None: the scorer names the wrong phrases only.
    fn units(&self) -> Vec<(String, f64)> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predictions_are_lists_with_gaps() {
        let read = predictions("[\"2026-02\", null]\n\n[]\n", "p").unwrap();
        assert_eq!(read, [vec![Some("2026-02".to_owned()), None], vec![]]);
        let error = predictions("[]\n{}\n", "p").unwrap_err();
        assert!(error.to_string().starts_with("p:2: not a list of values"), "{error}");
    }
}
