//! Tags, lemmas and dependencies in CoNLL-U; with `--raw`, and of any system that has parted the
//! text itself, tokens and sentences too.

use std::fmt::Write;

use serde_json::Value;
use triplewire_encoder::EncodeError;
use triplewire_evaluation::ReadError;
use triplewire_evaluation::bootstrap::Interval;
use triplewire_evaluation::parse::{Attachment, ParseReport, TreeReport, read, score};
use triplewire_tokenizer::conllu::{ConlluDocument, read_conllu};

use super::page::{COUNTS_HEADER, Case, Difference, Page, counts_row, percent};
use super::predict::{predict, read_predicted};
use super::{EvaluateArgs, Report};
use crate::articles::{Article, Content, Loaded};
use crate::encoding::Decoded;
use crate::error::Error;
use crate::gold::read_text;
use crate::inputs::Metadata;
use crate::output::conllu;
use crate::pipeline::{Analysis, Pipeline};
use crate::publication::Publication;
use crate::run::Analyzed;

/// Scores parses of given words, or of the text that they make. Predictions of other words and
/// sentences over the same text are aligned.
pub(super) fn report(options: &EvaluateArgs) -> Result<ParseReport, Error> {
    let gold_file = options.gold.display().to_string();
    let mut gold = read_text(&options.gold)?;
    if !options.documents.is_empty() {
        gold = only(&gold, &options.documents).ok_or_else(|| no_document(options))?;
    }
    let gold_trees = read(&gold, &gold_file)?;
    if let Some(path) = &options.pred {
        let (predicted, file) = read_predicted(path, read)?;
        return Ok(score(&gold_trees, &predicted, &file)?);
    }
    let raw = options.raw;
    let parsed = predict(options, documents(&gold, &gold_file)?, move |pipeline, document| {
        if raw { parse_text(pipeline, &raw_text(document)) } else { parse_words(pipeline, document) }
    })?;
    let file = "the program's own parses";
    Ok(score(&gold_trees, &read(&parsed.concat(), file)?, file)?)
}

/// That `--documents` leaves none.
pub(super) fn no_document(options: &EvaluateArgs) -> Error {
    let names = options.documents.join("\" or \"");
    Error::Usage(format!("{}: no document has \"{names}\" in its name", options.gold.display()))
}

/// The documents of a CoNLL-U file that have one of `names` in their id, every line where it was; none
/// where there is no such document.
fn only(gold: &str, names: &[String]) -> Option<String> {
    let (mut kept, mut keep, mut any) = (String::with_capacity(gold.len()), false, false);
    for line in gold.lines() {
        if let Some(rest) = line.strip_prefix("# newdoc") {
            keep = names.iter().any(|name| rest.contains(name));
            any |= keep;
        }
        kept.push_str(if keep { line } else { "" });
        kept.push('\n');
    }
    any.then_some(kept)
}

fn documents(gold: &str, file: &str) -> Result<Vec<ConlluDocument>, Error> {
    read_conllu(gold).map_err(|error| {
        ReadError { file: file.to_owned(), line: error.line, message: error.reason.to_string() }.into()
    })
}

/// CoNLL-U of a document whose words are given.
fn parse_words(pipeline: &Pipeline, document: &ConlluDocument) -> Result<String, EncodeError> {
    let loaded = Loaded::of_conllu(document);
    let analysis = pipeline.analyze(loaded.document())?;
    Ok(rendered(&loaded, &analysis))
}

/// CoNLL-U of a text. What the program passes over as no part of the article has no analysis, but
/// is counted: it comes as words that all hang from the first.
fn parse_text(pipeline: &Pipeline, text: &str) -> Result<String, EncodeError> {
    let loaded = Loaded::of_text(text);
    let analysis = pipeline.analyze(loaded.document())?;
    let rendered = rendered(&loaded, &analysis);
    let mut output = String::new();
    let mut read = 0;
    for (sentence, lines) in analysis.document.sentences.iter().zip(rendered.split_terminator("\n\n")) {
        push_unread(&mut output, text.get(read..sentence.span.start).unwrap_or_default());
        output.push_str(lines);
        output.push_str("\n\n");
        read = sentence.span.end;
    }
    push_unread(&mut output, text.get(read..).unwrap_or_default());
    Ok(output)
}

fn push_unread(output: &mut String, text: &str) {
    let mut number = 0;
    for form in text.split_whitespace() {
        let head = usize::from(number > 0);
        number += 1;
        // Writing to a string cannot fail.
        let _ = writeln!(output, "{number}\t{form}\t_\tX\t_\t_\t{head}\tdep\t_\t_");
    }
    if number > 0 {
        output.push('\n');
    }
}

/// What `annotate --format conllu` writes.
fn rendered(loaded: &Loaded<'_>, analysis: &Analysis<'_>) -> String {
    let article = Article {
        name: String::new(),
        id: Value::Null,
        source: String::new(),
        line: None,
        metadata: Metadata::default(),
        content: Content::Text(Decoded::default()),
    };
    let publication = Publication::default();
    conllu::render(&Analyzed { article: &article, loaded, analysis, publication })
}

/// The text that a document's words make: an empty line before each paragraph, a space between the
/// sentences of one.
fn raw_text(document: &ConlluDocument) -> String {
    let mut text = String::new();
    let mut passage = None;
    for sentence in &document.sentences {
        if !text.is_empty() {
            text.push_str(if passage == Some(sentence.passage) { " " } else { "\n\n" });
        }
        text.push_str(sentence.span.of(&document.text));
        passage = Some(sentence.passage);
    }
    text
}

impl Report for ParseReport {
    fn describe(&self, page: &mut Page, limit: usize) {
        page.line(format!("{} sentences, {} words", self.trees.len(), self.words.gold));
        let rows = [
            ("tokens", self.tokens, None),
            ("sentences", self.sentences, None),
            ("words", self.words, None),
            ("UPOS", self.upos, None),
            ("XPOS", self.xpos, None),
            ("lemmas", self.lemmas, None),
            ("UAS", self.uas, None),
            ("LAS", self.las, self.las_interval),
            ("LAS with subtypes", self.las_with_subtypes, None),
            ("CLAS", self.clas, None),
        ];
        page.table(&COUNTS_HEADER, rows.map(|(name, counts, ends)| counts_row(name, counts, ends)));

        let mut relations: Vec<(&String, &Attachment)> = self.by_deprel.iter().collect();
        relations.sort_by_key(|(_, attachment)| std::cmp::Reverse(attachment.gold - attachment.labelled));
        attachments(page, "deprel", relations);
        attachments(page, "distance of head", self.by_distance.iter());
        if limit > super::WORST {
            page.heading("right head, wrong deprel");
            page.confusion(&self.confusion);
        }
        page.heading("worst sentences");
        page.cases(self.worst(limit).into_iter().map(|tree| {
            let differences = tree.errors.iter().map(|error| Difference {
                word: error.word.clone(),
                gold: error.gold.clone(),
                predicted: error.predicted.clone(),
            });
            let case = Case::new(format!("line {}", tree.line), tree.text.as_str());
            Case { differences: differences.collect(), ..case }
        }));
    }

    fn score(&self) -> (&'static str, f64) {
        ("LAS", self.las.f1())
    }

    fn interval(&self) -> Option<Interval> {
        self.las_interval
    }

    fn units(&self) -> Vec<(String, f64)> {
        let unit = |tree: &TreeReport| (format!("line {}: {}", tree.line, tree.text), tree.las.f1());
        self.trees.iter().map(unit).collect()
    }

    fn p_value(&self, old: &Self) -> Option<f64> {
        self.p_value(old)
    }
}

fn attachments<'a>(
    page: &mut Page,
    title: &str,
    groups: impl IntoIterator<Item = (&'a String, &'a Attachment)>,
) {
    let rows = groups.into_iter().map(|(name, group)| {
        let share = |part: usize| percent(part as f64 / group.gold.max(1) as f64);
        let wrong = group.gold - group.labelled;
        let numbers = [group.gold.to_string(), wrong.to_string(), share(group.head), share(group.labelled)];
        [name.clone()].into_iter().chain(numbers).collect()
    });
    page.table(&[title, "gold", "wrong", "UAS", "LAS"], rows);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, form: &str, misc: &str) -> String {
        format!("{id}\t{form}\t_\tU\tX\t_\t0\tdep\t_\t{misc}\n")
    }

    #[test]
    fn paragraphs_and_sentences_are_joined() {
        let file = [
            row("1", "Go", "SpaceAfter=No"),
            row("2", "!", "_"),
            "\n".to_owned(),
            row("1", "Now", "_"),
            "\n# newpar\n".to_owned(),
            row("1", "Why", "_"),
        ]
        .concat();
        let documents = documents(&file, "f").unwrap();
        assert_eq!(raw_text(&documents[0]), "Go! Now\n\nWhy");
    }

    #[test]
    fn documents_are_kept_by_name_and_lines_keep_their_numbers() {
        let file = format!(
            "# newdoc id = web_1\n{}\n# newdoc id = news_1\n{}",
            row("1", "Go", "_"),
            row("1", "Now", "_")
        );
        let kept = only(&file, &["news".to_owned()]).unwrap();
        assert_eq!(kept.lines().position(|line| line.starts_with("1\tNow")), Some(4));
        let documents = documents(&kept, "f").unwrap();
        assert_eq!(documents.iter().map(raw_text).collect::<Vec<_>>(), ["Now"]);
        assert_eq!(only(&file, &["fiction".to_owned()]), None);
    }

    #[test]
    fn what_is_not_read_is_a_sentence_of_its_own() {
        let mut output = String::new();
        push_unread(&mut output, " \n ");
        assert_eq!(output, "");
        push_unread(&mut output, "Share this\n");
        let trees = read(&output, "f").unwrap();
        assert_eq!(trees.words.iter().map(|word| word.head).collect::<Vec<_>>(), [None, Some(0)]);
    }
}
