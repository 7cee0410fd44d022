//! Names in CoNLL columns.

use std::fmt::{self, Write};

use triplewire_entities::{EntityType, MentionKind};
use triplewire_evaluation::ReadError;
use triplewire_evaluation::ner::{NerReport, NerSentence, Position, Tag, TaggedToken, read, score};

use super::page::{COUNTS_HEADER, confusion, counts_row, list, percent, table};
use super::predict::{given_words, predict};
use super::{EvaluateArgs, Report};
use crate::error::Error;
use crate::gold::read_text;
use crate::pipeline::Analysis;

/// Scores names over the words of a file.
pub(super) fn report(options: &EvaluateArgs) -> Result<NerReport, Error> {
    let file = options.gold.display().to_string();
    let text = read_text(&options.gold)?;
    let gold = read(&text, &file)?;
    if let Some(path) = &options.pred {
        let file = path.display().to_string();
        return Ok(score(&gold, &read(&read_text(path)?, &file)?, &file)?);
    }
    if let Some(token) = gold.iter().flatten().find(|token| token.form.is_empty()) {
        let message = "a token without a form".to_owned();
        return Err(ReadError { file, line: token.line, message }.into());
    }
    let documents = documents(&text, &gold);
    let tags = predict(options, documents, |pipeline, forms| {
        let forms: Vec<Vec<&str>> =
            forms.iter().map(|sentence| sentence.iter().map(String::as_str).collect()).collect();
        let words = given_words(&forms);
        Ok(tags(&pipeline.analyze(words.document())?))
    })?;
    let mut tags = tags.into_iter().flatten();
    let mut tagged = |token: &TaggedToken| TaggedToken {
        line: token.line,
        form: token.form.clone(),
        tag: tags.next().unwrap_or(Tag::Outside),
    };
    let predicted: Vec<Vec<TaggedToken>> =
        gold.iter().map(|sentence| sentence.iter().map(&mut tagged).collect()).collect();
    Ok(score(&gold, &predicted, "the program's own names")?)
}

/// The forms of each document's sentences. `-DOCSTART-` lines part documents; in a file without
/// any, nothing says that its sentences belong together, and each is a document.
fn documents(text: &str, gold: &[Vec<TaggedToken>]) -> Vec<Vec<Vec<String>>> {
    let marks: Vec<usize> = (1..)
        .zip(text.lines())
        .filter(|(_, line)| line.trim_start_matches('\u{feff}').starts_with("-DOCSTART-"))
        .map(|(number, _)| number)
        .collect();
    let mut documents: Vec<Vec<Vec<String>>> = Vec::new();
    let mut last = None;
    for sentence in gold {
        let line = sentence.first().map_or(0, |token| token.line);
        let place = marks.partition_point(|&mark| mark < line);
        let forms = sentence.iter().map(|token| token.form.clone()).collect();
        match documents.last_mut() {
            Some(document) if !marks.is_empty() && last == Some(place) => document.push(forms),
            _ => documents.push(vec![forms]),
        }
        last = Some(place);
    }
    documents
}

/// The tag of each word of a document, sentence after sentence.
fn tags(analysis: &Analysis<'_>) -> Vec<Tag> {
    let mut tags = Vec::new();
    for (index, sentence) in analysis.document.sentences.iter().enumerate() {
        let first = tags.len();
        tags.resize(first + sentence.words.len(), Tag::Outside);
        for mention in analysis.entities.in_sentence(index) {
            let Some(kind) = conll_type(mention.entity_type) else { continue };
            if mention.kind != MentionKind::Name {
                continue;
            }
            for word in mention.words.clone() {
                let begins = word == mention.words.start;
                let position = if begins { Position::Begin } else { Position::Within };
                if let Some(tag) = tags.get_mut(first + word) {
                    *tag = Tag::Inside(position, kind.to_owned());
                }
            }
        }
    }
    tags
}

/// CoNLL-2003's type of a name; times and numbers have none.
fn conll_type(entity_type: EntityType) -> Option<&'static str> {
    match entity_type {
        EntityType::Per => Some("PER"),
        EntityType::Org => Some("ORG"),
        EntityType::Gpe | EntityType::Loc | EntityType::Fac => Some("LOC"),
        EntityType::Norp
        | EntityType::Event
        | EntityType::Product
        | EntityType::Work
        | EntityType::Law
        | EntityType::Other => Some("MISC"),
        EntityType::Date
        | EntityType::Time
        | EntityType::Money
        | EntityType::Quantity
        | EntityType::Percent => None,
    }
}

impl Report for NerReport {
    fn write(&self, page: &mut String, limit: usize) -> fmt::Result {
        writeln!(
            page,
            "{} sentences, {} tokens, {} % of them right\n",
            self.sentences.len(),
            self.tokens,
            percent(self.correct_tokens as f64 / self.tokens.max(1) as f64)
        )?;
        let overall = counts_row("all", self.overall, self.interval);
        let types = self.by_type.iter().map(|(kind, counts)| counts_row(kind, *counts, None));
        table(page, &COUNTS_HEADER, [overall].into_iter().chain(types))?;
        writeln!(page, "\nright boundaries: types")?;
        confusion(page, &self.confusion)?;
        page.push('\n');
        let errors = &self.errors;
        let rows = [
            ("wrong type", errors.wrong_type),
            ("too long", errors.too_long),
            ("too short", errors.too_short),
            ("other overlap", errors.overlap),
            ("missed", errors.missed),
            ("spurious", errors.spurious),
        ];
        table(page, &["errors", ""], rows.map(|(name, count)| vec![name.to_owned(), count.to_string()]))?;
        writeln!(page, "\nworst sentences")?;
        for sentence in self.worst(limit) {
            writeln!(page, "  line {}: {}", sentence.line, sentence.text)?;
            list(page, "gold", &sentence.gold)?;
            list(page, "predicted", &sentence.predicted)?;
        }
        Ok(())
    }

    fn score(&self) -> (&'static str, f64) {
        ("F1", self.overall.f1())
    }

    /// Sentences; one without names that has none predicted is right.
    fn units(&self) -> Vec<(String, f64)> {
        let unit = |sentence: &NerSentence| {
            let counts = sentence.counts;
            let score = if counts.gold + counts.predicted == 0 { 1.0 } else { counts.f1() };
            (format!("line {}: {}", sentence.line, sentence.text), score)
        };
        self.sentences.iter().map(unit).collect()
    }

    fn p_value(&self, old: &Self) -> Option<f64> {
        self.p_value(old)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_parted_by_marks() {
        let count = |text: &str| {
            let gold = read(text, "f").unwrap();
            documents(text, &gold).iter().map(Vec::len).collect::<Vec<_>>()
        };
        assert_eq!(count("-DOCSTART- O\n\na O\n\nb O\n\n-DOCSTART- O\n\nc O\n"), [2, 1]);
        assert_eq!(count("a O\n\nb O\n\n-DOCSTART- O\n\nc O\n"), [2, 1]);
        assert_eq!(count("a O\n\nb O\n"), [1, 1]);
    }
}
