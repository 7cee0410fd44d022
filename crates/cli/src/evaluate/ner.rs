//! Names in CoNLL columns.

use std::collections::BTreeSet;

use triplewire_entities::{EntityType, MentionKind};
use triplewire_evaluation::ReadError;
use triplewire_evaluation::bootstrap::Interval;
use triplewire_evaluation::ner::{
    NerReport, NerSentence, Position, Tag, TaggedToken, conll_type, read, score,
};

use super::marks::pieces;
use super::page::{COUNTS_HEADER, Case, Item, Mark, Page, Piece, Verdict, counts_row, percent};
use super::predict::{given_words, predict, read_predicted};
use super::{EvaluateArgs, Report};
use crate::error::Error;
use crate::gold::read_text;
use crate::pipeline::Analysis;

/// Scores names over the words of a file.
pub(super) fn report(options: &EvaluateArgs) -> Result<NerReport, Error> {
    let file = options.gold.display().to_string();
    let text = read_text(&options.gold)?;
    let mut gold = read(&text, &file)?;
    if let Some(path) = &options.pred {
        let (predicted, file) = read_predicted(path, read)?;
        return Ok(score(&gold, &predicted, &file)?);
    }
    if let Some(token) = gold.iter().flatten().find(|token| token.form.is_empty()) {
        let message = "a token without a form".to_owned();
        return Err(ReadError { file, line: token.line, message }.into());
    }
    let documents = documents(&text, &gold);
    let types = fold_types(&mut gold);
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
        tag: tags.next().filter(|tag| labelled(tag, &types)).unwrap_or(Tag::Outside),
    };
    let predicted: Vec<Vec<TaggedToken>> =
        gold.iter().map(|sentence| sentence.iter().map(&mut tagged).collect()).collect();
    Ok(score(&gold, &predicted, "the program's own names")?)
}

/// Gives the types of the corpus CoNLL-2003's names, where it has others; tells which of these it labels.
fn fold_types(gold: &mut [Vec<TaggedToken>]) -> BTreeSet<String> {
    let mut types = BTreeSet::new();
    for token in gold.iter_mut().flatten() {
        if let Tag::Inside(_, kind) = &mut token.tag {
            if let Some(conll) = conll_type(kind) {
                conll.clone_into(kind);
            }
            types.insert(kind.clone());
        }
    }
    types
}

/// Whether a name is of a type that the corpus labels. A corpus without MISC says nothing about
/// nationalities; the other three types every corpus has.
fn labelled(tag: &Tag, types: &BTreeSet<String>) -> bool {
    !matches!(tag, Tag::Inside(_, kind) if kind == "MISC" && !types.contains("MISC"))
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
            let Some(kind) = type_of(mention.entity_type) else { continue };
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
fn type_of(entity_type: EntityType) -> Option<&'static str> {
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
    fn describe(&self, page: &mut Page, limit: usize) {
        let right = percent(self.correct_tokens as f64 / self.tokens.max(1) as f64);
        let (sentences, tokens) = (self.sentences.len(), self.tokens);
        page.line(format!("{sentences} sentences, {tokens} tokens, {right} % of them right"));
        let overall = counts_row("all", self.overall, self.interval);
        let types = self.by_type.iter().map(|(kind, counts)| counts_row(kind, *counts, None));
        page.table(&COUNTS_HEADER, [overall].into_iter().chain(types));
        page.heading("right boundaries: types");
        page.confusion(&self.confusion);
        let errors = &self.errors;
        let rows = [
            ("wrong type", errors.wrong_type),
            ("too long", errors.too_long),
            ("too short", errors.too_short),
            ("other overlap", errors.overlap),
            ("missed", errors.missed),
            ("spurious", errors.spurious),
        ];
        page.table(&["errors", ""], rows.map(|(name, count)| vec![name.to_owned(), count.to_string()]));
        page.heading("worst sentences");
        page.cases(self.worst(limit).into_iter().map(|sentence| {
            let side = |case: Case, label, own: Side<'_>, other: Side<'_>, unmatched| {
                let items = own.0.iter().map(|name| Item::new(name.as_str()));
                case.marked_side(label, items, names(&sentence.text, own, other, unmatched))
            };
            let gold = (sentence.gold.as_slice(), sentence.gold_places.as_slice());
            let predicted = (sentence.predicted.as_slice(), sentence.predicted_places.as_slice());
            let case = Case::new(format!("line {}", sentence.line), sentence.text.as_str());
            let case = side(case, "gold", gold, predicted, Verdict::Missed);
            side(case, "predicted", predicted, gold, Verdict::Wrong)
        }));
    }

    fn score(&self) -> (&'static str, f64) {
        ("F1", self.overall.f1())
    }

    fn interval(&self) -> Option<Interval> {
        self.interval
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

/// Names as "TYPE words", and their places in the sentence.
type Side<'a> = (&'a [String], &'a [(usize, usize)]);

/// The sentence with the names of one side marked; those that the other side does not have in the
/// same place and type as `unmatched`.
fn names(text: &str, own: Side<'_>, other: Side<'_>, unmatched: Verdict) -> Vec<Piece> {
    let pairs = |side: Side<'_>| side.0.iter().cloned().zip(side.1.iter().copied()).collect::<Vec<_>>();
    let other = pairs(other);
    let span = |name: (String, (usize, usize))| {
        let verdict = if other.contains(&name) { Verdict::Matched } else { unmatched };
        let label = name.0.split(' ').next().unwrap_or_default().to_owned();
        let (start, end) = name.1;
        (start..end, Mark { verdict, label, facts: Vec::new() })
    };
    pieces(text, &pairs(own).into_iter().map(span).collect::<Vec<_>>(), &[])
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

    #[test]
    fn names_are_right_in_place_and_type() {
        let [gold, predicted] = [["LOC Paris", "PER Ada"], ["ORG Paris", "PER Ada"]];
        let (gold, predicted) = (gold.map(str::to_owned), predicted.map(str::to_owned));
        let places = [(0, 5), (11, 14)];
        let found = names("Paris told Ada .", (&gold, &places), (&predicted, &places), Verdict::Missed);
        let marks: Vec<_> = found
            .iter()
            .map(|piece| (piece.text.as_str(), piece.mark.as_ref().map(|m| (m.verdict, m.label.as_str()))))
            .collect();
        let expected = [
            ("Paris", Some((Verdict::Missed, "LOC"))),
            (" told ", None),
            ("Ada", Some((Verdict::Matched, "PER"))),
            (" .", None),
        ];
        assert_eq!(marks, expected);
    }
}
