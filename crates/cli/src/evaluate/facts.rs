//! Facts of whole articles.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use triplewire_evaluation::bootstrap::Interval;
use triplewire_evaluation::facts::{
    Cause, FactsReport, GoldOutcome, Naming, PredictedEntity, naming, read_entities, read_predictions, score,
};
use triplewire_tokenizer::segment;

use super::aligned::{Aligned, Source, cause_name, places};
use super::page::{COUNTS_HEADER, Page, counts_row, percent};
use super::predict::{predict, read_file, read_predicted};
use super::types::{TypeCounts, found};
use super::{EvaluateArgs, Report};
use crate::args::Unit;
use crate::error::Error;
use crate::gold::{Labelled, labelled_articles};
use crate::output::facts::records;
use crate::output::json_line;
use crate::positions::Positions;
use crate::publication::Publication;

/// The scores, and the articles with their facts.
#[derive(Serialize, Deserialize)]
pub(super) struct FactsScores {
    #[serde(flatten)]
    report: FactsReport,
    /// Whether the ends of the facts are under the right entities; empty in reports that are older.
    #[serde(default)]
    naming: Naming,
    /// One for each article of the report; none where it was read from JSON.
    #[serde(skip)]
    sources: Vec<Source>,
    /// Of the program's own entities only.
    #[serde(skip)]
    types: Option<TypeCounts>,
}

/// Scores facts against a folder of `.facts` files, whose `date:` is the day of publication where the
/// text has none.
pub(super) fn report(options: &EvaluateArgs) -> Result<FactsScores, Error> {
    let mut gold = Vec::new();
    let mut articles = Vec::new();
    for article in labelled_articles(&options.gold)? {
        let Labelled { name, text, gold: labels, date } = article.read()?;
        gold.push(labels);
        articles.push((name, text, date));
    }
    let mut types = None;
    let (lines, entities, file) = if let Some(path) = &options.pred {
        let (lines, file) = read_predicted(path, |text, _| Ok(text.to_owned()))?;
        // As extract writes it beside its facts.
        let beside = path.with_file_name("entities.jsonl");
        let entities = if beside.is_file() { read_file(&beside, read_entities)? } else { Vec::new() };
        (lines, entities, file)
    } else {
        let counted = options.counted();
        let predicted = predict(options, articles.clone(), move |pipeline, (name, text, date)| {
            let analysis = pipeline.analyze(segment(text))?;
            let mut lines = Vec::new();
            let published = Publication::new(None, &analysis.document, *date).date;
            let records = records(name, &analysis, published, &Positions::new(text, Unit::Chars));
            for record in records.into_iter().filter(|record| counted.has(record)) {
                // Writing to memory cannot fail.
                let _ = json_line(&mut lines, &record);
            }
            let types = found(&analysis.entities);
            let entities = analysis.entities.entities.into_iter().map(|entity| PredictedEntity {
                article: name.clone(),
                id: entity.id,
                aliases: entity.aliases,
            });
            Ok((String::from_utf8_lossy(&lines).into_owned(), entities.collect::<Vec<_>>(), types))
        })?;
        let counts = types.get_or_insert_with(TypeCounts::default);
        let (mut lines, mut entities) = (String::new(), Vec::new());
        for (gold, (own, named, types)) in gold.iter().zip(predicted) {
            lines.push_str(&own);
            entities.extend(named);
            counts.add(&gold.entities, &types);
        }
        (lines, entities, "the program's own facts".to_owned())
    };
    let predicted = read_predictions(&lines, &file)?;
    let report = score(&gold, &predicted, &file)?;
    let naming = naming(&gold, &predicted, &entities, &report.articles);
    let lines: Vec<&str> = lines.lines().collect();
    let mut sources = Vec::new();
    for (gold, (name, text, _)) in gold.into_iter().zip(articles) {
        let mut source = Source { text, gold, ..Source::default() };
        for fact in predicted.iter().filter(|fact| fact.article == name) {
            let line = lines.get(fact.line - 1).copied().unwrap_or_default();
            source.places.push(places(line, &source.text));
            source.predicted.push(fact.clone());
        }
        sources.push(source);
    }
    Ok(FactsScores { report, naming, sources, types })
}

impl Report for FactsScores {
    fn describe(&self, page: &mut Page, limit: usize) {
        let report = &self.report;
        page.line(format!(
            "{} articles, {} gold facts, {} extracted",
            report.articles.len(),
            report.plain.gold,
            report.plain.predicted
        ));
        let rows = [
            counts_row("plain", report.plain, report.plain_interval),
            counts_row("strict", report.strict, report.strict_interval),
            counts_row("by", report.by, None),
            counts_row("when", report.when, None),
            counts_row("where", report.place, None),
            counts_row("polarity", report.polarity, None),
            counts_row("modality", report.modality, None),
        ];
        page.table(&COUNTS_HEADER, rows);

        if let Some(types) = &self.types {
            page.line(format!(
                "types: {} of {} gold entities found carry the gold type",
                types.right, types.found
            ));
            let rows = types
                .wrong
                .iter()
                .map(|(name, gold, found)| vec![name.clone(), gold.clone(), (*found).to_owned()]);
            page.table(&["entity", "gold type", "found type"], rows);
        }
        let causes: BTreeSet<Cause> = report.missed.keys().chain(report.wrong.keys()).copied().collect();
        let count = |count: Option<&usize>| count.copied().unwrap_or(0).to_string();
        let rows = causes.into_iter().map(|cause| {
            let (missed, wrong) = (report.missed.get(&cause), report.wrong.get(&cause));
            vec![cause_name(cause).to_owned(), count(missed), count(wrong)]
        });
        page.table(&["cause", "gold missed", "extracted wrong"], rows);

        let naming = &self.naming;
        page.heading("subjects and objects of matched facts that the labels give as entities");
        let row = |name: &str, right: usize, all: usize| {
            let share = if all == 0 { 0.0 } else { right as f64 / all as f64 };
            vec![name.to_owned(), percent(share), right.to_string(), all.to_string()]
        };
        let rows = [
            row("under the right entity", naming.right, naming.ends),
            row("of persons, organisations, places and peoples", naming.named_right, naming.named),
            row("of those with an entity", naming.linked_right, naming.linked),
            row("in a node that is mostly of their entity", naming.pure, naming.ends),
            row("entities in one node each", naming.entities, naming.nodes),
        ];
        page.table(&["", "%", "right", "all"], rows);
        let rows = naming.wrong.iter().take(limit).map(|end| {
            let entity = end.entity.clone().unwrap_or_else(|| "none".to_owned());
            vec![format!("{}:{}", end.article, end.line), end.gold.clone(), end.text.clone(), entity]
        });
        page.table(&["wrong", "labelled entity", "words", "entity found"], rows);

        page.heading("attributes of matched facts");
        let wrong = report.articles.iter().flat_map(|article| {
            let named = |fact: &GoldOutcome| format!("{}:{}", article.article, fact.line);
            article.gold.iter().flat_map(move |fact| fact.attributes.iter().map(move |a| (named(fact), a)))
        });
        let rows = wrong.filter(|(_, outcome)| !outcome.right).take(limit).map(|(place, outcome)| {
            let or_none = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
            let attribute = outcome.attribute.as_str().to_owned();
            vec![place, attribute, or_none(&outcome.gold), or_none(&outcome.predicted)]
        });
        page.table(&["wrong", "attribute", "labelled", "extracted"], rows);

        page.heading("worst articles");
        let rows = report.worst(limit).into_iter().map(|article| {
            let mut row = counts_row(&article.article, article.plain, None);
            row.remove(4);
            row
        });
        page.table(&["", "P", "R", "F1", "gold", "predicted"], rows);
        for (article, source) in report.articles.iter().zip(&self.sources) {
            page.article(Aligned::new(article, source));
        }
    }

    fn score(&self) -> (&'static str, f64) {
        ("plain F1", self.report.plain.f1())
    }

    fn interval(&self) -> Option<Interval> {
        self.report.plain_interval
    }

    fn units(&self) -> Vec<(String, f64)> {
        let mut units = Vec::new();
        for article in &self.report.articles {
            for fact in article.gold.iter().filter(|fact| !fact.optional) {
                let found = !fact.matches.is_empty();
                units.push((format!("{}:{} {}", article.article, fact.line, fact.text), f64::from(found)));
            }
        }
        units
    }

    fn p_value(&self, old: &Self) -> Option<f64> {
        self.report.p_value(&old.report)
    }
}
