//! Facts of whole articles.

use std::collections::BTreeSet;
use std::fmt::{self, Write};

use triplewire_evaluation::facts::{ArticleReport, Cause, FactsReport, read, read_predictions, score};
use triplewire_tokenizer::segment;

use super::page::{COUNTS_HEADER, counts_row, list, percent, table};
use super::predict::predict;
use super::{EvaluateArgs, Report, WORST};
use crate::args::Unit;
use crate::error::Error;
use crate::gold::{labelled_articles, read_text};
use crate::output::facts::records;
use crate::output::json_line;
use crate::positions::Positions;

/// Scores facts against a folder of `.facts` files.
pub(super) fn report(options: &EvaluateArgs) -> Result<FactsReport, Error> {
    let mut gold = Vec::new();
    let mut articles = Vec::new();
    for article in labelled_articles(&options.gold)? {
        let file = article.facts.display().to_string();
        gold.push(read(&read_text(&article.facts)?, &article.name, &file)?);
        articles.push((article.name, read_text(&article.text)?));
    }
    let (lines, file) = match &options.pred {
        Some(path) => (read_text(path)?, path.display().to_string()),
        None => (
            predict(options, articles, |pipeline, (name, text)| {
                let analysis = pipeline.analyze(segment(text))?;
                let mut lines = Vec::new();
                for record in records(name, &analysis, &Positions::new(text, Unit::Chars)) {
                    // Writing to memory cannot fail.
                    let _ = json_line(&mut lines, &record);
                }
                Ok(String::from_utf8_lossy(&lines).into_owned())
            })?
            .concat(),
            "the program's own facts".to_owned(),
        ),
    };
    let predicted = read_predictions(&lines, &file)?;
    Ok(score(&gold, &predicted, &file)?)
}

impl Report for FactsReport {
    fn write(&self, page: &mut String, limit: usize) -> fmt::Result {
        writeln!(
            page,
            "{} articles, {} gold facts, {} extracted\n",
            self.articles.len(),
            self.plain.gold,
            self.plain.predicted
        )?;
        let rows = [
            counts_row("plain", self.plain, self.plain_interval),
            counts_row("strict", self.strict, self.strict_interval),
            counts_row("by", self.by, None),
            counts_row("when", self.when, None),
            counts_row("where", self.place, None),
        ];
        table(page, &COUNTS_HEADER, rows)?;

        page.push('\n');
        let causes: BTreeSet<Cause> = self.missed.keys().chain(self.wrong.keys()).copied().collect();
        let count = |count: Option<&usize>| count.copied().unwrap_or(0).to_string();
        let rows = causes.into_iter().map(|cause| {
            vec![cause_name(cause).to_owned(), count(self.missed.get(&cause)), count(self.wrong.get(&cause))]
        });
        table(page, &["cause", "gold missed", "extracted wrong"], rows)?;

        writeln!(page, "\nworst articles")?;
        let rows = self.worst(limit).into_iter().map(|article| {
            let plain = article.plain;
            let mut row = counts_row(&article.article, plain, None);
            row.remove(4);
            row
        });
        table(page, &["", "P", "R", "F1", "gold", "predicted"], rows)?;
        if limit > WORST {
            self.articles.iter().try_for_each(|article| details(page, article))?;
        }
        Ok(())
    }

    fn score(&self) -> (&'static str, f64) {
        ("plain F1", self.plain.f1())
    }

    fn units(&self) -> Vec<(String, f64)> {
        let mut units = Vec::new();
        for article in &self.articles {
            for fact in article.gold.iter().filter(|fact| !fact.optional) {
                let found = !fact.matches.is_empty();
                units.push((format!("{}:{} {}", article.article, fact.line, fact.text), f64::from(found)));
            }
        }
        units
    }

    fn p_value(&self, old: &Self) -> Option<f64> {
        self.p_value(old)
    }
}

/// Every missed gold fact and every extraction that matches none, each with what came nearest.
fn details(page: &mut String, article: &ArticleReport) -> fmt::Result {
    writeln!(page, "\n{} (F1 {})", article.article, percent(article.plain.f1()))?;
    let cause = |cause: Option<Cause>| cause.map_or("", cause_name);
    let missed = article.gold.iter().filter(|fact| fact.matches.is_empty() && !fact.optional);
    let missed = missed.map(|fact| {
        let nearest = fact.nearest.and_then(|index| article.predicted.get(index));
        let nearest = nearest.map_or(String::new(), |near| format!("; nearest: {}", near.text));
        format!("line {}: {} ({}{nearest})", fact.line, fact.text, cause(fact.cause))
    });
    list(page, "missed", missed)?;
    let wrong = article.predicted.iter().filter(|fact| fact.matches.is_empty()).map(|fact| {
        let nearest = fact.nearest.and_then(|index| article.gold.get(index));
        let nearest = nearest.map_or(String::new(), |near| format!("; nearest: {}", near.text));
        let sentence = fact.sentence.map_or(String::new(), |sentence| format!("sentence {sentence}: "));
        format!("{sentence}{} ({}{nearest}; {:.2})", fact.text, cause(fact.cause), fact.confidence)
    });
    list(page, "unmatched", wrong)
}

fn cause_name(cause: Cause) -> &'static str {
    match cause {
        Cause::PolarityOrModality => "polarity or modality",
        Cause::ObjectTooLong => "object too long",
        Cause::ObjectTooShort => "object too short",
        Cause::RelationWrong => "relation wrong",
        Cause::SubjectWrong => "subject wrong",
        Cause::NotFound => "nothing near",
    }
}
