//! Quotations: who is found to say them, against a folder of `.quotes` files beside their articles,
//! or LitBank's folder of `.ann` files beside its folder `coref`.

use std::path::{Path, PathBuf};

use triplewire_encoder::EncodeError;
use triplewire_evaluation::ReadError;
use triplewire_evaluation::bootstrap::Interval;
use triplewire_evaluation::coref::read_conll;
use triplewire_evaluation::quotes::{
    GoldArticle, Outcome, Quotation, QuotesReport, Speaker, Words, read_labels, read_litbank,
    read_predictions, score,
};
use triplewire_relations::{Quoted, Source, quotations};
use triplewire_tokenizer::{Document, Span, segment};

use super::page::{Case, Item, Page, interval, percent};
use super::predict::{given_words, predict, read_file, read_predicted};
use super::{EvaluateArgs, Report};
use crate::args::Unit;
use crate::error::Error;
use crate::gold::{files_below, read_text};
use crate::pipeline::{Analysis, Pipeline};
use crate::positions::Positions;

/// Words of a quotation that are listed.
const SHOWN: usize = 12;

/// What the pipeline is given.
enum Input {
    /// A text as it is.
    Text(String),
    /// A text with a sentence a line, words set off by white space.
    Words(String),
}

/// Scores the speakers of the quotations of a folder.
pub(super) fn report(options: &EvaluateArgs) -> Result<QuotesReport, Error> {
    let (gold, inputs) = gold(&options.gold)?;
    if let Some(path) = &options.pred {
        let (predicted, file) = read_predicted(path, read_predictions)?;
        return Ok(score(&gold, &predicted, &file)?);
    }
    let named = gold.iter().map(|article| article.name.clone()).zip(inputs).collect();
    let found = predict(options, named, |pipeline, (name, input)| match input {
        Input::Text(text) => said(pipeline, name, segment(text)),
        Input::Words(text) => said(pipeline, name, given_words(&Words::new(text).sentences).document()),
    })?;
    Ok(score(&gold, &found.concat(), "the program's own quotations")?)
}

/// The labels of a folder, and the texts that they are of.
fn gold(folder: &Path) -> Result<(Vec<GoldArticle>, Vec<Input>), Error> {
    let own = files_below(folder, "quotes")?;
    if !own.is_empty() {
        let read = |(name, path): (String, PathBuf)| -> Result<_, Error> {
            let labels = read_text(&path)?;
            let text = read_text(&path.with_extension("txt"))?;
            let gold = read_labels(&labels, &name, &path.display().to_string(), &text)?;
            Ok((gold, Input::Text(text)))
        };
        return own.into_iter().map(read).collect();
    }
    let files = files_below(folder, "ann")?;
    let mut found = (Vec::new(), Vec::new());
    for (name, path) in &files {
        let (gold, text) = litbank(folder, name, path)?;
        // Of a text without quotations there is nothing to score.
        if gold.labels.len() + gold.unknown.len() > 0 {
            found.0.push(gold);
            found.1.push(Input::Words(text));
        }
    }
    match files.first() {
        None => Err(Error::folder(folder, "no .quotes and no .ann file in this folder")),
        Some((_, path)) if found.0.is_empty() => {
            let message = "no quotation in this file, nor in the others of its folder".to_owned();
            Err(ReadError { file: path.display().to_string(), line: 1, message }.into())
        }
        Some(_) => Ok(found),
    }
}

/// LitBank's labels of one text, and the text. The mentions of its entities are in the folder `coref`
/// beside the folder of quotations.
fn litbank(folder: &Path, name: &str, path: &Path) -> Result<(GoldArticle, String), Error> {
    let text = read_text(&path.with_extension("txt"))?;
    let words = Words::new(&text);
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let coref = folder.with_file_name("coref").join(name).with_added_extension("conll");
    let documents = read_file(&coref, read_conll)?;
    let clusters = match &documents[..] {
        [document] if document.words == words.count() => &document.clusters,
        _ => {
            let message = format!("not one document with the {} words of the text", words.count());
            return Err(ReadError { file: coref.display().to_string(), line: 1, message }.into());
        }
    };
    let read = |labels: &str, file: &str| read_litbank(labels, name, file, &words, clusters);
    let gold = read_file(path, read)?;
    Ok((gold, text))
}

/// The quotations that are found in a document.
fn said(pipeline: &Pipeline, name: &str, document: Document<'_>) -> Result<Vec<Quotation>, EncodeError> {
    let analysis = pipeline.analyze(document)?;
    let positions = Positions::new(analysis.document.text, Unit::Chars);
    let quotation = |quoted: Quoted| {
        let (start, end) = positions.of(quoted.span);
        let speaker = quoted.speaker.map(|source| speaker(&source, &analysis, &positions));
        Quotation { line: 1, article: name.to_owned(), start, end, speaker }
    };
    let found = quotations(&analysis.document, &analysis.parses, &analysis.entities);
    Ok(found.into_iter().map(quotation).collect())
}

fn speaker(source: &Source, analysis: &Analysis<'_>, positions: &Positions<'_>) -> Speaker {
    let entities = &analysis.entities;
    let entity = source.entity.and_then(|entity| entities.entities.get(entity));
    let places = |spans: &mut dyn Iterator<Item = Span>| spans.map(|span| positions.of(span)).collect();
    let mentions = entity.into_iter().flat_map(|entity| &entity.mentions);
    Speaker {
        text: positions.words(&source.text),
        spans: places(&mut source.text.iter().copied()),
        names: entity
            .into_iter()
            .flat_map(|entity| [&entity.name].into_iter().chain(&entity.aliases).cloned())
            .collect(),
        mentions: places(&mut mentions.filter_map(|&mention| entities.mentions.get(mention)).map(|m| m.span)),
    }
}

impl Report for QuotesReport {
    fn describe(&self, page: &mut Page, limit: usize) {
        page.line(format!(
            "{} articles, {} quotations: {} with a speaker found, {} with the right one",
            self.articles.len(),
            self.labelled,
            self.found,
            self.right
        ));
        if self.unknown > 0 {
            page.line(format!("not scored, as gold has no mention of the speaker: {}", self.unknown));
        }
        page.line(format!(
            "accuracy {}, 95 % {}; precision of those found {}",
            percent(self.accuracy()),
            interval(self.interval),
            percent(self.precision())
        ));
        page.heading("wrong speakers");
        let outcomes = self.articles.iter().flat_map(|a| a.outcomes.iter().map(move |o| (&a.name, o)));
        page.cases(outcomes.filter(|(_, outcome)| !outcome.right).take(limit).map(|(name, outcome)| {
            Case::new(format!("{name}:{}", outcome.start), shortened(&outcome.words))
                .side("gold", [Item::new(outcome.gold.as_str())])
                .side("predicted", [Item::new(answer(outcome))])
        }));
    }

    fn score(&self) -> (&'static str, f64) {
        ("accuracy", self.accuracy())
    }

    fn interval(&self) -> Option<Interval> {
        self.interval
    }

    /// Quotations.
    fn units(&self) -> Vec<(String, f64)> {
        let unit = |name: &str, outcome: &Outcome| {
            let words = shortened(&outcome.words);
            (format!("{name}:{} {words}", outcome.start), f64::from(outcome.right))
        };
        let articles = self.articles.iter();
        articles.flat_map(|a| a.outcomes.iter().map(|outcome| unit(&a.name, outcome))).collect()
    }

    fn p_value(&self, old: &Self) -> Option<f64> {
        self.p_value(old)
    }
}

/// Who was found: the words, and the entity where it has another name.
fn answer(outcome: &Outcome) -> String {
    match (&outcome.found, &outcome.entity) {
        (Some(words), Some(name)) if words != name => format!("{words} [{name}]"),
        (Some(words), _) => words.clone(),
        (None, _) if outcome.seen => "no speaker".to_owned(),
        (None, _) => "no quotation".to_owned(),
    }
}

/// The first words.
fn shortened(words: &str) -> String {
    let mut all = words.split_whitespace();
    let mut shown: Vec<&str> = all.by_ref().take(SHOWN).collect();
    if all.next().is_some() {
        shown.push("…");
    }
    shown.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_say_what_was_found() {
        let mut outcome = Outcome::default();
        assert_eq!(answer(&outcome), "no quotation");
        outcome.seen = true;
        assert_eq!(answer(&outcome), "no speaker");
        outcome.found = Some("she".to_owned());
        assert_eq!(answer(&outcome), "she");
        outcome.entity = Some("Ada".to_owned());
        assert_eq!(answer(&outcome), "she [Ada]");
        outcome.found = Some("Ada".to_owned());
        assert_eq!(answer(&outcome), "Ada");
    }

    #[test]
    fn long_quotations_are_cut() {
        assert_eq!(shortened("a  b"), "a b");
        assert_eq!(shortened("a b c d e f g h i j k l"), "a b c d e f g h i j k l");
        assert_eq!(shortened("a b c d e f g h i j k l m"), "a b c d e f g h i j k l …");
    }
}
