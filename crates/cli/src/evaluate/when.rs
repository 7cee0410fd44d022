//! Hand-labelled articles in, out how many of the times that their facts have are found in the text.
//!
//! A time is found where a mention of a date or a time has its value: resolved against the day of
//! publication (of the text, else the label's `date:`) and the tense, as `extract` does. Labels know no
//! parts of days: "Friday night" has the value of its Friday.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use triplewire_entities::values::TimeValue;
use triplewire_tokenizer::segment;

use super::page::{Case, Item, Page, percent};
use super::predict::predict;
use super::{EvaluateArgs, Report};
use crate::error::Error;
use crate::gold::{Labelled, labelled_articles};
use crate::output::times::Times;
use crate::publication::Publication;

/// The values of all articles.
#[derive(Serialize, Deserialize)]
pub(super) struct WhenReport {
    articles: Vec<ArticleValues>,
}

/// The values of one article.
#[derive(Serialize, Deserialize)]
struct ArticleValues {
    article: String,
    /// Distinct values that facts have by hand, and whether a mention has them.
    gold: Vec<(String, bool)>,
    /// The mentions in order, and their values.
    found: Vec<(String, Option<String>)>,
}

/// Looks for the `when:` values of a folder of `.facts` files.
pub(super) fn report(options: &EvaluateArgs) -> Result<WhenReport, Error> {
    if options.pred.is_some() {
        return Err(Error::Usage("--pred goes with a file of time expressions".to_owned()));
    }
    let mut articles = Vec::new();
    for article in labelled_articles(&options.gold)? {
        let Labelled { name, text, gold, date } = article.read()?;
        let gold: BTreeSet<String> = gold.facts.into_iter().filter_map(|fact| fact.when).collect();
        articles.push((name, text, date, gold));
    }
    let articles = predict(options, articles, |pipeline, (name, text, date, gold)| {
        let analysis = pipeline.analyze(segment(text))?;
        let published = Publication::new(None, &analysis.document, *date).date;
        let times = Times::new(&analysis, published);
        let mut found = Vec::new();
        let mut values = BTreeSet::new();
        for (index, mention) in analysis.entities.mentions.iter().enumerate() {
            if Times::has_time(mention) {
                let value = times.of_mention(index);
                values.extend(value.and_then(TimeValue::when));
                let words: Vec<&str> = mention.span.of(text).split_whitespace().collect();
                found.push((words.join(" "), value.map(ToString::to_string)));
            }
        }
        let gold = gold.iter().map(|value| (value.clone(), values.contains(value))).collect();
        Ok(ArticleValues { article: name.clone(), gold, found })
    })?;
    Ok(WhenReport { articles })
}

impl WhenReport {
    fn gold(&self) -> impl Iterator<Item = (&ArticleValues, &(String, bool))> {
        self.articles.iter().flat_map(|article| article.gold.iter().map(move |gold| (article, gold)))
    }

    fn recall(&self) -> f64 {
        let found = self.gold().filter(|(_, gold)| gold.1).count();
        found as f64 / self.gold().count().max(1) as f64
    }
}

impl Report for WhenReport {
    fn describe(&self, page: &mut Page, limit: usize) {
        let mentions = || self.articles.iter().flat_map(|article| &article.found);
        page.line(format!(
            "{} articles; when values found in the article: {} of {} ({} %)",
            self.articles.len(),
            self.gold().filter(|(_, gold)| gold.1).count(),
            self.gold().count(),
            percent(self.recall()),
        ));
        page.line(format!(
            "mentions of dates, times and durations with a value: {} of {}",
            mentions().filter(|(_, value)| value.is_some()).count(),
            mentions().count(),
        ));
        page.heading("not found");
        let missed = self.articles.iter().filter(|article| article.gold.iter().any(|gold| !gold.1));
        page.cases(missed.take(limit).map(|article| {
            let missed = article.gold.iter().filter(|gold| !gold.1);
            let shown = |(text, value): &(String, Option<String>)| {
                Item::new(format!("{text}: {}", value.as_deref().unwrap_or("no value")))
            };
            Case::new(article.article.as_str(), "")
                .side("gold", missed.map(|(value, _)| Item::new(value.as_str())))
                .side("mentions", article.found.iter().map(shown))
        }));
    }

    fn score(&self) -> (&'static str, f64) {
        ("when values found", self.recall())
    }

    fn units(&self) -> Vec<(String, f64)> {
        self.gold()
            .map(|(article, (value, found))| (format!("{} {value}", article.article), f64::from(*found)))
            .collect()
    }
}
