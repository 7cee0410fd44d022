//! An article with its labelled and its extracted facts in, both side by side out.

use std::ops::Range;

use serde_json::Value;
use triplewire_evaluation::Counts;
use triplewire_evaluation::facts::{
    ArticleReport, Cause, GoldArticle, GoldFact, GoldOutcome, Modality, Polarity, PredictedFact,
    PredictedOutcome,
};
use triplewire_tokenizer::segment;

use super::marks::pieces;
use super::page::{Mark, Piece, Verdict};

/// What an article's report was made from.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// The article.
    pub(super) text: String,
    pub(super) gold: GoldArticle,
    pub(super) predicted: Vec<PredictedFact>,
    /// The stretches of the text that each extracted fact covers, in bytes; none where its line
    /// does not say, or says something that does not fit the text.
    pub(super) places: Vec<Vec<Range<usize>>>,
}

/// An article's facts of both sides, each with what became of it.
#[derive(Debug)]
pub(super) struct Aligned {
    pub(super) name: String,
    pub(super) counts: Counts,
    pub(super) text: Vec<Piece>,
    pub(super) gold: Vec<Labelled>,
    pub(super) predicted: Vec<Extracted>,
}

/// A labelled fact.
#[derive(Debug)]
pub(super) struct Labelled {
    /// Line of the `.facts` file.
    pub(super) line: usize,
    /// Subject, relation, object of its first form.
    pub(super) parts: [String; 3],
    /// What is said of it: "not", "possible", "by …", "when …", "where …".
    pub(super) attributes: Vec<String>,
    pub(super) optional: bool,
    pub(super) verdict: Verdict,
    pub(super) cause: Option<&'static str>,
    /// Indices into [`Aligned::predicted`].
    pub(super) matches: Vec<usize>,
    pub(super) nearest: Option<usize>,
}

/// An extracted fact.
#[derive(Debug)]
pub(super) struct Extracted {
    /// Counted from 0.
    pub(super) sentence: Option<usize>,
    pub(super) parts: [String; 3],
    pub(super) attributes: Vec<String>,
    pub(super) confidence: f64,
    pub(super) verdict: Verdict,
    pub(super) cause: Option<&'static str>,
    /// Indices into [`Aligned::gold`].
    pub(super) matches: Vec<usize>,
    pub(super) nearest: Option<usize>,
}

/// A labelled fact beside its counterparts, or an extraction that has none.
#[derive(Debug, PartialEq)]
pub(super) struct Row {
    pub(super) gold: Option<usize>,
    /// What matches, then what is wrong and came nearest to this fact.
    pub(super) predicted: Vec<usize>,
}

impl Aligned {
    pub(super) fn new(report: &ArticleReport, source: &Source) -> Self {
        let gold = report.gold.iter().zip(&source.gold.facts).map(|(o, fact)| Labelled::new(o, fact));
        let predicted = report.predicted.iter().zip(&source.predicted).map(|(o, f)| Extracted::new(o, f));
        let predicted: Vec<Extracted> = predicted.collect();
        Self {
            name: report.article.clone(),
            counts: report.plain,
            text: marked(source, &predicted),
            gold: gold.collect(),
            predicted,
        }
    }

    /// Every fact of both sides in the order of the sentences; among those of one sentence
    /// labelled facts stand first. A wrong extraction stands beside the labelled fact that it came
    /// nearest to. A labelled fact without any counterpart follows the one that precedes it.
    pub(super) fn rows(&self) -> Vec<Row> {
        let sentence = |index: usize| self.predicted.get(index).and_then(|fact| fact.sentence);
        let mut rows: Vec<(usize, Row)> = Vec::new();
        let mut place = 0;
        for (index, fact) in self.gold.iter().enumerate() {
            let near =
                |extracted: &Extracted| extracted.matches.is_empty() && extracted.nearest == Some(index);
            let wrong = self.predicted.iter().enumerate().filter(|(_, extracted)| near(extracted));
            let predicted: Vec<usize> =
                fact.matches.iter().copied().chain(wrong.map(|(index, _)| index)).collect();
            let first = predicted.first().copied().or(fact.nearest);
            place = first.and_then(sentence).unwrap_or(place);
            rows.push((place, Row { gold: Some(index), predicted }));
        }
        for (index, fact) in self.predicted.iter().enumerate() {
            if fact.matches.is_empty() && fact.nearest.is_none() {
                let row = Row { gold: None, predicted: vec![index] };
                rows.push((fact.sentence.unwrap_or(usize::MAX), row));
            }
        }
        rows.sort_by_key(|(place, _)| *place);
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

impl Labelled {
    fn new(outcome: &GoldOutcome, fact: &GoldFact) -> Self {
        let form = fact.forms.first();
        let parts = form.map(|form| [&form.subject, &form.relation, &form.object].map(Clone::clone));
        let mut attributes = stance(fact.polarity, fact.modality);
        if !fact.by.is_empty() {
            attributes.push(format!("by {}", fact.by.join(" > ")));
        }
        attributes.extend(fact.when.iter().map(|when| format!("when {when}")));
        attributes.extend(fact.place.iter().map(|place| format!("where {place}")));
        let verdict = if outcome.matches.is_empty() && fact.optional {
            Verdict::Optional
        } else {
            verdict(&outcome.matches, outcome.strict, Verdict::Missed)
        };
        Self {
            line: outcome.line,
            parts: parts.unwrap_or_default(),
            attributes,
            optional: outcome.optional,
            verdict,
            cause: outcome.cause.map(cause_name),
            matches: outcome.matches.clone(),
            nearest: outcome.nearest,
        }
    }

    /// The parts in one line.
    pub(super) fn text(&self) -> String {
        self.parts.join(" | ")
    }
}

impl Extracted {
    fn new(outcome: &PredictedOutcome, fact: &PredictedFact) -> Self {
        let object = fact.object.as_ref().map(|object| object.text.clone());
        let mut attributes = stance(fact.polarity, fact.modality);
        if !fact.by.is_empty() {
            let names: Vec<&str> = fact.by.iter().filter_map(|by| by.wordings().next()).collect();
            attributes.push(format!("by {}", names.join(" > ")));
        }
        if let Some(when) = &fact.when {
            attributes.push(format!("when {}", when.value.as_ref().unwrap_or(&when.text)));
        }
        attributes.extend(fact.place.iter().map(|place| format!("where {}", place.text)));
        Self {
            sentence: fact.sentence,
            parts: [fact.subject.text.clone(), fact.relation.text.clone(), object.unwrap_or_default()],
            attributes,
            confidence: fact.confidence,
            verdict: verdict(&outcome.matches, outcome.strict, Verdict::Wrong),
            cause: outcome.cause.map(cause_name),
            matches: outcome.matches.clone(),
            nearest: outcome.nearest,
        }
    }

    /// The parts in one line.
    pub(super) fn text(&self) -> String {
        self.parts.join(" | ")
    }
}

fn verdict(matches: &[usize], strict: bool, unmatched: Verdict) -> Verdict {
    match (matches.is_empty(), strict) {
        (true, _) => unmatched,
        (false, true) => Verdict::Matched,
        (false, false) => Verdict::Differs,
    }
}

fn stance(polarity: Polarity, modality: Modality) -> Vec<String> {
    let modality = match modality {
        Modality::Asserted => None,
        Modality::Possible => Some("possible"),
        Modality::Future => Some("future"),
        Modality::Conditional => Some("conditional"),
        Modality::Wanted => Some("wanted"),
        Modality::Questioned => Some("questioned"),
    };
    let polarity = (polarity == Polarity::Negative).then_some("not");
    polarity.into_iter().chain(modality).map(str::to_owned).collect()
}

/// What people call a cause.
pub(super) fn cause_name(cause: Cause) -> &'static str {
    match cause {
        Cause::PolarityOrModality => "polarity or modality",
        Cause::ObjectTooLong => "object too long",
        Cause::ObjectTooShort => "object too short",
        Cause::RelationWrong => "relation wrong",
        Cause::SubjectWrong => "subject wrong",
        Cause::NotFound => "nothing near",
    }
}

/// The article with the words of the extracted facts marked. Its sentences are numbered where the
/// facts count them alike.
fn marked(source: &Source, predicted: &[Extracted]) -> Vec<Piece> {
    let mut spans = Vec::new();
    let document = segment(&source.text);
    let mut starts: Vec<usize> = document.sentences.iter().map(|sentence| sentence.span.start).collect();
    for (index, (fact, places)) in predicted.iter().zip(&source.places).enumerate() {
        let mark = Mark { verdict: fact.verdict, label: String::new(), facts: vec![index] };
        if let (Some(sentence), Some(first)) = (fact.sentence, places.first()) {
            let own = document.sentences.get(sentence).map(|own| own.span);
            if own.is_none_or(|own| first.start < own.start || own.end < first.end) {
                starts.clear();
            }
        }
        spans.extend(places.iter().map(|place| (place.clone(), mark.clone())));
    }
    pieces(&source.text, &spans, &starts)
}

/// The stretches of `text`, in bytes, that a line of `facts.jsonl` names in code points: those of
/// the subject, then relation and object. None where the subject's words do not stand there.
pub(super) fn places(line: &str, text: &str) -> Vec<Range<usize>> {
    let Ok(fact) = serde_json::from_str::<Value>(line) else { return Vec::new() };
    let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    let stretches = |part: &str| -> Vec<Range<usize>> {
        let part = &fact[part];
        let whole = [Value::from(vec![part["start"].clone(), part["end"].clone()])];
        let pairs = part["spans"].as_array().map_or(&whole[..], Vec::as_slice);
        let byte = |offset: &Value| bytes.get(usize::try_from(offset.as_u64()?).ok()?).copied();
        let stretch = |pair: &Value| Some(byte(&pair[0])?..byte(&pair[1])?);
        pairs.iter().filter_map(stretch).filter(|stretch| stretch.start < stretch.end).collect()
    };
    let subject = stretches("subject");
    let words = subject.iter().flat_map(|stretch| text[stretch.clone()].split_whitespace());
    let named = fact["subject"]["text"].as_str().unwrap_or_default();
    if subject.is_empty() || !words.eq(named.split_whitespace()) {
        return Vec::new();
    }
    subject.into_iter().chain(stretches("relation")).chain(stretches("object")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labelled(matches: &[usize], nearest: Option<usize>) -> Labelled {
        Labelled {
            line: 1,
            parts: Default::default(),
            attributes: Vec::new(),
            optional: false,
            verdict: verdict(matches, true, Verdict::Missed),
            cause: None,
            matches: matches.to_vec(),
            nearest,
        }
    }

    fn extracted(sentence: usize, matches: &[usize], nearest: Option<usize>) -> Extracted {
        Extracted {
            sentence: Some(sentence),
            parts: Default::default(),
            attributes: Vec::new(),
            confidence: 1.0,
            verdict: verdict(matches, true, Verdict::Wrong),
            cause: None,
            matches: matches.to_vec(),
            nearest,
        }
    }

    #[test]
    fn rows_follow_the_sentences_and_hold_every_fact() {
        let article = Aligned {
            name: String::new(),
            counts: Counts::default(),
            text: Vec::new(),
            // Found in sentence 2; missed, with nothing near; missed, the nearest in sentence 0.
            gold: vec![labelled(&[0], None), labelled(&[], None), labelled(&[], Some(1))],
            // Right; wrong, near the third; wrong, near nothing.
            predicted: vec![extracted(2, &[0], None), extracted(0, &[], Some(2)), extracted(1, &[], None)],
        };
        let row = |gold, predicted: &[usize]| Row { gold, predicted: predicted.to_vec() };
        let expected = [row(Some(2), &[1]), row(None, &[2]), row(Some(0), &[0]), row(Some(1), &[])];
        assert_eq!(article.rows(), expected);
    }

    #[test]
    fn places_are_believed_where_the_subject_stands_there() {
        let text = "Café owners left\nIdlib.";
        let line = |subject: &str| {
            format!(
                r#"{{"subject":{{"text":"{subject}","start":0,"end":11}},
                "relation":{{"text":"left","start":12,"end":16}},
                "object":{{"text":"Idlib","start":17,"end":23,"spans":[[17,22],[40,50]]}}}}"#
            )
        };
        assert_eq!(places(&line("Café owners"), text), [0..12, 13..17, 18..23]);
        for line in [line("owners").as_str(), r#"{"subject":{"text":"x","start":"a"}}"#, "["] {
            assert!(places(line, text).is_empty(), "{line}");
        }
    }
}
