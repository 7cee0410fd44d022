//! Texts or words in, what the shipped pipeline makes of them out, on all workers; or a file of
//! another system's predictions in, what its reader makes of it out.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use triplewire_encoder::EncodeError;
use triplewire_evaluation::ReadError;
use triplewire_tokenizer::conllu::{ConlluDocument, read_conllu};

use super::EvaluateArgs;
use crate::args::Unit;
use crate::error::Error;
use crate::gold::read_text;
use crate::ordered::in_order;
use crate::output::facts::{self, FactRecord, Part};
use crate::pipeline::{Analysis, Pipeline};
use crate::positions::Positions;

/// Does `work` on every item; the results stand in the order of the items.
pub(super) fn predict<T, R, W>(options: &EvaluateArgs, items: Vec<T>, work: W) -> Result<Vec<R>, Error>
where
    T: Send + 'static,
    R: Send + 'static,
    W: Fn(&Pipeline, &T) -> Result<R, EncodeError> + Send + Sync + 'static,
{
    let pipeline = Arc::new(Pipeline::load(options.model.as_deref(), options.engine, None)?);
    let work = move |item: &T| work(&pipeline, item);
    let results = in_order(items.into_iter(), options.workers(), work)
        .map_err(|error| Error::Workers(error.to_string()))?;
    let outcome = |result: Result<Result<R, EncodeError>, String>| match result {
        Ok(Ok(result)) => Ok(result),
        Ok(Err(error)) => Err(Error::Model(error.to_string())),
        Err(panic) => Err(Error::Model(format!("internal error: {panic}"))),
    };
    results.map(|(_, result)| outcome(result)).collect()
}

/// Reads a file with `read`, which gets its text and its name.
pub(super) fn read_file<T>(
    path: &Path,
    read: impl FnOnce(&str, &str) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    read(&read_text(path)?, &path.display().to_string())
}

/// Reads predictions, and gives the name by which errors call them. A file without any is taken
/// for a mistake: the system that should have written it has failed.
pub(super) fn read_predicted<T>(
    path: &Path,
    read: impl FnOnce(&str, &str) -> Result<T, ReadError>,
) -> Result<(T, String), ReadError> {
    let read = |text: &str, file: &str| {
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            let message = "no prediction in this file".to_owned();
            return Err(ReadError { file: file.to_owned(), line: 1, message });
        }
        read(text, file)
    };
    Ok((read_file(path, read)?, path.display().to_string()))
}

/// A document of given words, through the reader of `.conllu` files. Words must have a character
/// that is not white space, and no tab; a document of none has no sentences.
pub(super) fn given_words(sentences: &[Vec<&str>]) -> ConlluDocument {
    let mut file = String::new();
    for sentence in sentences {
        for (index, form) in sentence.iter().enumerate() {
            // Writing to a string cannot fail.
            let _ = writeln!(file, "{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_", index + 1);
        }
        file.push('\n');
    }
    let nothing = || ConlluDocument {
        id: None,
        text: String::new(),
        passages: Vec::new(),
        sentences: Vec::new(),
        rows: Vec::new(),
    };
    read_conllu(&file).ok().and_then(|mut documents| documents.pop()).unwrap_or_else(nothing)
}

/// What the Penn Treebank writes for a sign that it gives another meaning, and the sign.
const ESCAPES: [(&str, &str); 8] = [
    ("``", "\u{201C}"),
    ("''", "\u{201D}"),
    ("-LRB-", "("),
    ("-RRB-", ")"),
    ("-LSB-", "["),
    ("-RSB-", "]"),
    ("-LCB-", "{"),
    ("-RCB-", "}"),
];

/// What `tuple` makes of the facts of each sentence; `words` parts a sentence into its words.
pub(super) fn predict_tuples<T: Send + 'static>(
    options: &EvaluateArgs,
    sentences: Vec<String>,
    words: fn(&str) -> Vec<&str>,
    tuple: fn(&FactRecord) -> T,
) -> Result<Vec<Vec<T>>, Error> {
    let counted = options.counted();
    predict(options, sentences, move |pipeline, sentence| {
        let records = |analysis: &Analysis<'_>, positions: &Positions<'_>| {
            facts::records("", analysis, None, positions).into_iter().map(|record| (record, ())).collect()
        };
        let found = facts_of_words(pipeline, &words(sentence), records)?;
        let kept = found.iter().filter(|(record, ())| counted.has(record));
        Ok(kept.map(|(record, ())| tuple(record)).collect())
    })
}

/// The words of a sentence that is tokenised: what white space separates.
pub(super) fn tokens(sentence: &str) -> Vec<&str> {
    sentence.split_whitespace().collect()
}

/// Subject, relation and object, each in its shortest wording; no object is an empty one.
pub(super) fn core_triple(fact: &FactRecord) -> [String; 3] {
    let object = fact.object.as_ref().map(core).unwrap_or_default();
    [core(&fact.subject), &fact.relation.text, object].map(str::to_owned)
}

/// The facts of one sentence of given words, with what `records` gives beside them.
///
/// Escapes of the Penn Treebank are undone for the analysis, as no news text has them, and put
/// back in the facts, as gold has them.
pub(super) fn facts_of_words<T>(
    pipeline: &Pipeline,
    words: &[&str],
    records: impl Fn(&Analysis<'_>, &Positions<'_>) -> Vec<(FactRecord, T)>,
) -> Result<Vec<(FactRecord, T)>, EncodeError> {
    let undone: Vec<(&str, &str)> = ESCAPES
        .into_iter()
        .filter(|(escape, sign)| words.contains(escape) && !words.contains(sign))
        .collect();
    let plain =
        words.iter().map(|&word| undone.iter().find(|pair| pair.0 == word).map_or(word, |pair| pair.1));
    let document = given_words(&[plain.collect()]);
    let analysis = pipeline.analyze(document.document())?;
    let positions = Positions::new(&document.text, Unit::Utf8);
    let mut records = records(&analysis, &positions);
    if !undone.is_empty() {
        for (record, _) in &mut records {
            let parts = [Some(&mut record.subject), record.object.as_mut()];
            for part in parts.into_iter().flatten().chain(&mut record.when).chain(&mut record.place) {
                escape(&mut part.text, &undone);
                part.core.iter_mut().for_each(|core| escape(core, &undone));
            }
            escape(&mut record.relation.text, &undone);
        }
    }
    Ok(records)
}

/// Puts escapes back, word by word.
fn escape(text: &mut String, undone: &[(&str, &str)]) {
    let words =
        text.split(' ').map(|word| undone.iter().find(|pair| pair.1 == word).map_or(word, |pair| pair.0));
    *text = words.collect::<Vec<_>>().join(" ");
}

/// Time and place of a fact, where they do not stand inside its object.
pub(super) fn further_arguments(fact: &FactRecord) -> impl Iterator<Item = &Part> {
    let inside = |part: &Part| {
        let object = fact.object.iter().flat_map(stretches).collect::<Vec<_>>();
        stretches(part).iter().all(|inner| object.iter().any(|o| o.0 <= inner.0 && inner.1 <= o.1))
    };
    fact.when.iter().chain(&fact.place).filter(move |part| !inside(part))
}

fn stretches(part: &Part) -> Vec<(usize, usize)> {
    if part.place.spans.is_empty() {
        part.place.start.zip(part.place.end).into_iter().collect()
    } else {
        part.place.spans.clone()
    }
}

/// The shortest wording that is still true.
pub(super) fn core(part: &Part) -> &str {
    part.core.as_deref().unwrap_or(&part.text)
}

#[cfg(test)]
mod tests {
    use crate::output::facts::Place;

    use super::*;

    fn part(text: &str, spans: &[(usize, usize)]) -> Part {
        let place = Place {
            start: spans.first().map(|span| span.0),
            end: spans.last().map(|span| span.1),
            spans: if spans.len() > 1 { spans.to_vec() } else { Vec::new() },
        };
        Part { text: text.to_owned(), place, ..Part::default() }
    }

    #[test]
    fn given_words_stay_as_they_are() {
        let document = given_words(&[vec!["do", "n't", "U.S."], vec!["#", "x"]]);
        assert_eq!(document.text, "do n't U.S.\n# x");
        let counts: Vec<usize> = document.sentences.iter().map(|s| s.words.len()).collect();
        assert_eq!(counts, [3, 2]);
        assert!(given_words(&[vec![]]).sentences.is_empty());
    }

    #[test]
    fn escapes_are_put_back_word_by_word() {
        let mut text = "\u{201C} a ( b )".to_owned();
        escape(&mut text, &[("``", "\u{201C}"), ("-LRB-", "(")]);
        assert_eq!(text, "`` a -LRB- b )");
    }

    #[test]
    fn time_and_place_inside_the_object_are_no_further_arguments() {
        let mut fact = FactRecord {
            id: String::new(),
            article: String::new(),
            sentence: 0,
            subject: part("x", &[(0, 1)]),
            relation: facts::RelationRecord::default(),
            object: Some(part("bridge in Idlib", &[(10, 16), (20, 28)])),
            polarity: "positive",
            modality: "asserted",
            by: Vec::new(),
            when: Some(part("Monday", &[(30, 36)])),
            place: Some(part("Idlib", &[(23, 28)])),
            confidence: 1.0,
            rule: "clause.svo",
        };
        let texts =
            |fact: &FactRecord| further_arguments(fact).map(|part| part.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&fact), ["Monday"]);
        fact.object = None;
        assert_eq!(texts(&fact), ["Monday", "Idlib"]);
    }
}
