//! Coreference: clusters of mentions, and GAP's pronouns.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use triplewire_entities::MentionKind;
use triplewire_evaluation::ReadError;
use triplewire_evaluation::bootstrap::Interval;
use triplewire_evaluation::coref::{
    CorefDocument, CorefReport, GapAnswer, GapCase, GapOutcome, GapReport, Mention, Shares, Singletons,
    conll_form, read_conll, read_conllu as read_coref_conllu, read_gap, read_gap_answers, score, score_gap,
};
use triplewire_tokenizer::conllu::{ConlluDocument, read_conllu};
use triplewire_tokenizer::{Span, segment};

use super::page::{COUNTS_HEADER, Case, Item, Page, counts_row, interval, percent};
use super::parse::no_document;
use super::predict::{given_words, predict, read_file, read_predicted};
use super::{EvaluateArgs, Report};
use crate::error::Error;
use crate::gold::read_text;
use crate::pipeline::Analysis;

/// Whether gold is a GAP file.
pub(super) fn is_gap(options: &EvaluateArgs) -> bool {
    has_extension(&options.gold, "tsv")
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// Scores clusters over the words of a file, or of all files of a folder. Clusters of one mention
/// are left out on both sides.
pub(super) fn report(options: &EvaluateArgs) -> Result<CorefReport, Error> {
    let paths = files(&options.gold)?;
    let several = paths.len() > 1;
    let mut gold = Vec::new();
    let mut words = Vec::new();
    for path in &paths {
        let (text, file) = (read_text(path)?, path.display().to_string());
        let documents = documents(path, &text, several)?;
        if options.pred.is_none() {
            let given =
                if has_extension(path, "conllu") { conllu_words(&text, &file)? } else { conll_words(&text) };
            let counts =
                |documents: &[ConlluDocument]| -> Vec<usize> { documents.iter().map(word_count).collect() };
            if counts(&given) != documents.iter().map(|document| document.words).collect::<Vec<_>>() {
                let message = "documents without words, or words outside the documents".to_owned();
                return Err(ReadError { file, line: 1, message }.into());
            }
            words.extend(given);
        }
        gold.extend(documents);
    }
    let kept: Vec<bool> = gold.iter().map(|document| is_asked_for(options, &document.name)).collect();
    if !kept.contains(&true) {
        return Err(no_document(options));
    }
    let mut keep = kept.iter();
    gold.retain(|_| keep.next() == Some(&true));
    let mut keep = kept.iter();
    words.retain(|_| keep.next() == Some(&true));
    if let Some(path) = &options.pred {
        let mut predicted = Vec::new();
        for path in files(path)? {
            predicted.extend(documents(&path, &read_text(&path)?, several)?);
        }
        predicted.retain(|document| is_asked_for(options, &document.name));
        return Ok(score(&gold, &predicted, Singletons::Dropped, &path.display().to_string())?);
    }
    let clusters =
        predict(options, words, |pipeline, document| Ok(clusters(&pipeline.analyze(document.document())?)))?;
    let predicted: Vec<CorefDocument> = gold
        .iter()
        .zip(clusters)
        .map(|(gold, clusters)| CorefDocument { clusters, ..gold.clone() })
        .collect();
    Ok(score(&gold, &predicted, Singletons::Dropped, "the program's own clusters")?)
}

/// Whether a document is not left out by `--documents`.
fn is_asked_for(options: &EvaluateArgs, name: &str) -> bool {
    options.documents.is_empty() || options.documents.iter().any(|text| name.contains(text.as_str()))
}

/// The file itself, or the annotated files of a folder in sorted order.
fn files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let unreadable = |error: std::io::Error| Error::folder(path, error.to_string());
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        if has_extension(&file, "conll") || has_extension(&file, "conllu") {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Error::folder(path, "no .conll or .conllu file in this folder"));
    }
    Ok(files)
}

/// The documents of a file; of one of several files under the file's name too, as many have none.
fn documents(path: &Path, text: &str, several: bool) -> Result<Vec<CorefDocument>, Error> {
    let file = path.display().to_string();
    let read = if has_extension(path, "conllu") { read_coref_conllu } else { read_conll };
    let mut documents = read(text, &file)?;
    if several {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        for document in &mut documents {
            format!("{stem} {}", document.name).trim_end().clone_into(&mut document.name);
        }
    }
    Ok(documents)
}

fn conllu_words(text: &str, file: &str) -> Result<Vec<ConlluDocument>, Error> {
    read_conllu(text).map_err(|error| {
        ReadError { file: file.to_owned(), line: error.line, message: error.reason.to_string() }.into()
    })
}

/// The documents of a file of CoNLL columns. Where no line parts the sentences of a document, a full
/// stop, question or exclamation mark does.
fn conll_words(text: &str) -> Vec<ConlluDocument> {
    let mut documents: Vec<Vec<Vec<&str>>> = Vec::new();
    let mut sentence_open = false;
    for line in text.trim_start_matches('\u{feff}').lines() {
        if line.starts_with('#') {
            if line.trim_start_matches('#').trim_start().starts_with("begin document") {
                documents.push(Vec::new());
                sentence_open = false;
            }
            continue;
        }
        let columns: Vec<&str> = line.split_whitespace().collect();
        if columns.is_empty() {
            sentence_open = false;
            continue;
        }
        let form = conll_form(&columns);
        if documents.is_empty() {
            documents.push(Vec::new());
        }
        let Some(document) = documents.last_mut() else { continue };
        match document.last_mut() {
            Some(sentence) if sentence_open => sentence.push(form),
            _ => document.push(vec![form]),
        }
        sentence_open = true;
    }
    documents
        .iter()
        .map(|sentences| match &sentences[..] {
            [words] => given_words(&parted(words)),
            _ => given_words(sentences),
        })
        .collect()
}

/// The words of a document as sentences, each with its final mark and what closes behind it.
fn parted<'w>(words: &[&'w str]) -> Vec<Vec<&'w str>> {
    let mut sentences: Vec<Vec<&str>> = vec![Vec::new()];
    let mut ended = false;
    for &word in words {
        let closes = matches!(word, "\"" | "''" | "”" | "’" | ")" | "]" | "." | "!" | "?");
        if ended && !closes {
            sentences.push(Vec::new());
        }
        ended = matches!(word, "." | "!" | "?" | "...") || ended && closes;
        if let Some(sentence) = sentences.last_mut() {
            sentence.push(word);
        }
    }
    sentences
}

fn word_count(document: &ConlluDocument) -> usize {
    document.sentences.iter().map(|sentence| sentence.words.len()).sum()
}

/// The mentions of each entity as words of the document.
fn clusters(analysis: &Analysis<'_>) -> Vec<Vec<Mention>> {
    let mut first_words = Vec::new();
    let mut words = 0;
    for sentence in &analysis.document.sentences {
        first_words.push(words);
        words += sentence.words.len();
    }
    let mut clusters: BTreeMap<usize, Vec<Mention>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for mention in &analysis.entities.mentions {
        let first = first_words.get(mention.sentence).copied().unwrap_or(0);
        let place = Mention { start: first + mention.words.start, end: first + mention.words.end };
        if seen.insert(place) {
            clusters.entry(mention.entity).or_default().push(place);
        }
    }
    clusters.into_values().collect()
}

impl Report for CorefReport {
    fn describe(&self, page: &mut Page, limit: usize) {
        page.line(format!("{} documents", self.documents.len()));
        let row = |name: &str, shares: Shares| {
            let numbers = [shares.precision(), shares.recall(), shares.f1()].map(percent);
            [name.to_owned()].into_iter().chain(numbers).collect()
        };
        let all = self.overall;
        let rows = [("MUC", all.muc), ("B³", all.b_cubed), ("CEAFe", all.ceaf_e), ("mentions", all.mentions)];
        page.table(&["", "P", "R", "F1"], rows.map(|(name, shares)| row(name, shares)));
        page.line(format!("CoNLL F1 {}, 95 % {}", percent(all.conll_f1()), interval(self.interval)));
        let links = [("nearest antecedent", all.pronouns), ("nearest name or noun", all.pronouns_named)];
        let rows = links.map(|(name, counts)| counts_row(name, counts, None));
        page.heading("pronouns linked, right by");
        page.table(&COUNTS_HEADER, rows);
        let kinds = self.kinds();
        if !kinds.is_empty() {
            page.heading("kinds of text");
            let rows = kinds.iter().map(|(kind, scores)| {
                let links = scores.pronouns;
                let numbers = [scores.conll_f1(), links.precision(), links.recall()].map(percent);
                [kind.clone()].into_iter().chain(numbers).collect()
            });
            page.table(&["", "CoNLL F1", "pronouns P", "pronouns R"], rows);
        }
        page.heading("worst documents");
        let mut documents: Vec<_> = self.documents.iter().collect();
        documents.sort_by(|a, b| a.1.conll_f1().total_cmp(&b.1.conll_f1()));
        let documents = documents.into_iter().take(limit);
        let rows = documents.map(|(name, scores)| vec![name.clone(), percent(scores.conll_f1())]);
        page.table(&["", "CoNLL F1"], rows);
    }

    fn score(&self) -> (&'static str, f64) {
        ("CoNLL F1", self.overall.conll_f1())
    }

    fn interval(&self) -> Option<Interval> {
        self.interval
    }

    fn units(&self) -> Vec<(String, f64)> {
        self.documents.iter().map(|(name, scores)| (name.clone(), scores.conll_f1())).collect()
    }

    fn p_value(&self, old: &Self) -> Option<f64> {
        self.p_value(old)
    }
}

/// Scores which of two names a pronoun stands for.
pub(super) fn gap_report(options: &EvaluateArgs) -> Result<GapReport, Error> {
    let gold = read_file(&options.gold, read_gap)?;
    if let Some(path) = &options.pred {
        let (answers, file) = read_predicted(path, read_gap_answers)?;
        return Ok(score_gap(&gold, &answers, &file)?);
    }
    let answers = predict(options, gold.clone(), |pipeline, case| {
        let analysis = pipeline.analyze(segment(&case.text))?;
        Ok(GapAnswer { line: 1, id: case.id.clone(), coref: answer(case, &analysis) })
    })?;
    Ok(score_gap(&gold, &answers, "the program's own answers")?)
}

/// Whether a mention of the pronoun's entity touches the first name, and the second.
fn answer(case: &GapCase, analysis: &Analysis<'_>) -> [bool; 2] {
    let span = |(words, offset): &(String, usize)| {
        let start = case.text.char_indices().nth(*offset).map_or(case.text.len(), |(byte, _)| byte);
        Span::new(start, start + words.len())
    };
    let pronoun = span(&case.pronoun);
    let mentions = &analysis.entities.mentions;
    let found = mentions.iter().find(|m| m.kind == MentionKind::Pronoun && m.span == pronoun);
    let Some(entity) = found.map(|mention| mention.entity) else { return [false; 2] };
    [&case.a, &case.b].map(|name| {
        let name = span(name);
        let touches = |other: Span| other.start < name.end && name.start < other.end;
        mentions.iter().any(|m| m.entity == entity && m.kind == MentionKind::Name && touches(m.span))
    })
}

impl Report for GapReport {
    fn describe(&self, page: &mut Page, limit: usize) {
        let right = percent(self.accuracy());
        page.line(format!("{} cases, {right} % with both answers right", self.cases));
        let rows = [
            ("all", self.overall, self.interval),
            ("masculine", self.masculine, None),
            ("feminine", self.feminine, None),
        ];
        page.table(&COUNTS_HEADER, rows.map(|(name, counts, ends)| counts_row(name, counts, ends)));
        page.line(format!("bias (feminine F1 over masculine F1) {:.3}", self.bias));
        page.heading("wrong cases");
        let wrong = self.outcomes.iter().filter(|case| !case.is_right()).take(limit);
        page.cases(wrong.map(|case| {
            Case::new(case.id.as_str(), case.pronoun.as_str())
                .side("gold", [Item::new(named(case, case.gold))])
                .side("predicted", [Item::new(named(case, case.answer))])
        }));
    }

    fn score(&self) -> (&'static str, f64) {
        ("F1", self.overall.f1())
    }

    fn interval(&self) -> Option<Interval> {
        self.interval
    }

    fn units(&self) -> Vec<(String, f64)> {
        self.outcomes.iter().map(|case| (case.id.clone(), f64::from(case.is_right()))).collect()
    }

    fn p_value(&self, old: &Self) -> Option<f64> {
        self.p_value(old)
    }
}

/// The names that an answer says yes to.
fn named(case: &GapOutcome, answer: [bool; 2]) -> String {
    let names: Vec<&str> =
        case.names.iter().zip(answer).filter(|(_, yes)| *yes).map(|(name, _)| name.as_str()).collect();
    if names.is_empty() { "neither".to_owned() } else { names.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_conll_columns() {
        let narrow = "# begin document a\n0\tAda\t(1)\n1\tleft\t_\n\n0\tShe\t(1)\n# end document\n# begin document b\n0\tBo\t_\n";
        let texts: Vec<String> = conll_words(narrow).into_iter().map(|document| document.text).collect();
        assert_eq!(texts, ["Ada left\nShe", "Bo"]);
        let wide = "#begin document (d); part 000\nd 0 0 Ada NNP * - - - * (1)\n";
        assert_eq!(conll_words(wide)[0].text, "Ada");
        let unparted = "# begin document\n0\tGo\t_\n1\t!\t_\n2\t”\t_\n3\tBo\t_\n4\tleft\t_\n5\t.\t_\n";
        assert_eq!(conll_words(unparted)[0].text, "Go ! ”\nBo left .");
    }
}
