//! Whether confidence means what it says: facts against labels, with what their confidence is made of.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use triplewire_evaluation::calibration::{Calibration, Judged, calibration};
use triplewire_evaluation::carb::{read_gold, shares};
use triplewire_evaluation::facts::{read_predictions, score};
use triplewire_relations::{Feature, explain};
use triplewire_tokenizer::segment;

use super::carb::tuple;
use super::page::{Page, percent};
use super::predict::{facts_of_words, predict, read_file, tokens};
use super::{EvaluateArgs, Report};
use crate::args::Unit;
use crate::error::Error;
use crate::gold::{Labelled, labelled_articles};
use crate::output::facts::{FactRecord, records};
use crate::output::json_line;
use crate::pipeline::Analysis;
use crate::positions::Positions;
use crate::publication::Publication;

/// One fact with what it is worth and why it was believed.
#[derive(Serialize, Deserialize)]
struct JudgedFact {
    /// The article or sentence.
    unit: String,
    text: String,
    rule: Cow<'static, str>,
    #[serde(flatten)]
    judged: Judged,
    features: Vec<Feature>,
}

/// The calibration, and the facts that it was measured on.
#[derive(Serialize, Deserialize)]
pub(super) struct ConfidenceReport {
    calibration: Calibration,
    facts: Vec<JudgedFact>,
}

/// Judges the program's facts of labelled articles (a folder) or of the sentences of a CaRB file, where
/// a fact is as right as the share of its words that the labels have.
pub(super) fn report(options: &EvaluateArgs) -> Result<ConfidenceReport, Error> {
    if options.pred.is_some() {
        return Err(Error::Usage("--pred: confidence is of the program's own facts".to_owned()));
    }
    let facts = if options.gold.is_dir() { of_articles(options)? } else { of_sentences(options)? };
    let judged: Vec<Judged> = facts.iter().map(|fact| fact.judged).collect();
    Ok(ConfidenceReport { calibration: calibration(&judged), facts })
}

/// Records and features of each fact.
fn explained(
    analysis: &Analysis<'_>,
    name: &str,
    published: Option<Date>,
    positions: &Positions<'_>,
) -> Vec<(FactRecord, Vec<Feature>)> {
    let records = records(name, analysis, published, positions);
    let explained = explain(&analysis.document, &analysis.parses, &analysis.entities);
    records.into_iter().zip(explained.into_iter().map(|explained| explained.features)).collect()
}

fn of_articles(options: &EvaluateArgs) -> Result<Vec<JudgedFact>, Error> {
    let (mut gold, mut articles) = (Vec::new(), Vec::new());
    for article in labelled_articles(&options.gold)? {
        let Labelled { name, text, gold: labels, date } = article.read()?;
        gold.push(labels);
        articles.push((name, text, date));
    }
    let predicted = predict(options, articles, |pipeline, (name, text, date)| {
        let analysis = pipeline.analyze(segment(text))?;
        let published = Publication::new(None, &analysis.document, *date).date;
        Ok(explained(&analysis, name, published, &Positions::new(text, Unit::Chars)))
    })?;
    let mut lines = Vec::new();
    for (record, _) in predicted.iter().flatten() {
        // Writing to memory cannot fail.
        let _ = json_line(&mut lines, record);
    }
    let file = "the program's own facts";
    let report = score(&gold, &read_predictions(&String::from_utf8_lossy(&lines), file)?, file)?;
    let outcomes = report.articles.into_iter().flat_map(|article| article.predicted);
    Ok(predicted
        .into_iter()
        .flatten()
        .zip(outcomes)
        .map(|((record, features), outcome)| {
            let right = if outcome.matches.is_empty() { 0.0 } else { 1.0 };
            judged(record.article.clone(), &record, features, right)
        })
        .collect())
}

fn of_sentences(options: &EvaluateArgs) -> Result<Vec<JudgedFact>, Error> {
    let gold = read_file(&options.gold, read_gold)?;
    let sentences: Vec<String> = gold.iter().map(|sentence| sentence.text.clone()).collect();
    let predicted = predict(options, sentences, |pipeline, sentence| {
        facts_of_words(pipeline, &tokens(sentence), |analysis, positions| {
            explained(analysis, "", None, positions)
        })
    })?;
    let mut facts = Vec::new();
    for (sentence, predicted) in gold.iter().zip(predicted) {
        let tuples: Vec<_> = predicted.iter().map(|(record, _)| tuple(record)).collect();
        let shares = shares(&sentence.tuples, &tuples);
        facts.extend(
            predicted
                .into_iter()
                .zip(shares)
                .map(|((record, features), right)| judged(sentence.text.clone(), &record, features, right)),
        );
    }
    Ok(facts)
}

fn judged(unit: String, record: &FactRecord, features: Vec<Feature>, right: f64) -> JudgedFact {
    let tuple = tuple(record);
    let (subject, further) =
        tuple.args.split_first().map_or(("", String::new()), |(first, rest)| (first, rest.join(" | ")));
    JudgedFact {
        unit,
        text: format!("{subject} | {} | {further}", tuple.relation),
        rule: record.rule.into(),
        judged: Judged { confidence: record.confidence, right },
        features,
    }
}

impl Report for ConfidenceReport {
    fn describe(&self, page: &mut Page, limit: usize) {
        let Calibration { bins, cuts, expected_error, brier } = &self.calibration;
        page.line(format!(
            "{} facts, expected calibration error {expected_error:.3}, Brier score {brier:.3}",
            self.facts.len()
        ));
        let rows = bins.iter().filter(|bin| bin.count > 0).map(|bin| {
            vec![
                format!("{:.1} to {:.1}", bin.from, bin.from + 0.1),
                bin.count.to_string(),
                percent(bin.confidence),
                percent(bin.right),
            ]
        });
        page.table(&["confidence", "facts", "mean confidence", "right"], rows);
        let rows = cuts.iter().map(|cut| {
            vec![format!("--min-confidence {:.1}", cut.least), cut.count.to_string(), percent(cut.precision)]
        });
        page.table(&["cut", "facts", "P"], rows);
        page.heading("furthest from right");
        let mut worst: Vec<&JudgedFact> = self.facts.iter().collect();
        let distance = |fact: &JudgedFact| (fact.judged.confidence - fact.judged.right).abs();
        worst.sort_by(|a, b| distance(b).total_cmp(&distance(a)));
        let rows = worst.into_iter().take(limit).map(|fact| {
            let Judged { confidence, right } = fact.judged;
            vec![format!("{confidence:.2}"), format!("{right:.2}"), fact.rule.to_string(), fact.text.clone()]
        });
        page.table(&["confidence", "right", "rule", "fact"], rows);
    }

    fn score(&self) -> (&'static str, f64) {
        ("1 - expected calibration error", 1.0 - self.calibration.expected_error)
    }

    fn units(&self) -> Vec<(String, f64)> {
        let closeness = |judged: Judged| 1.0 - (judged.confidence - judged.right).abs();
        self.facts.iter().map(|f| (format!("{}: {}", f.unit, f.text), closeness(f.judged))).collect()
    }
}
