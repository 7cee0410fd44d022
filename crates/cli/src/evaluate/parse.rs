//! Tags, lemmas and dependencies in CoNLL-U; with `--raw` tokens and sentences too.

use std::fmt::{self, Write};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use triplewire_encoder::EncodeError;
use triplewire_evaluation::parse::{Attachment, ParseReport, TreeReport, read, score};
use triplewire_evaluation::{Counts, ReadError};
use triplewire_tokenizer::conllu::{ConlluDocument, read_conllu};

use super::page::{COUNTS_HEADER, confusion, counts_row, list, percent, table};
use super::predict::predict;
use super::{EvaluateArgs, Report};
use crate::articles::{Article, Content, Loaded};
use crate::error::Error;
use crate::gold::read_text;
use crate::inputs::Metadata;
use crate::output::conllu;
use crate::pipeline::{Analysis, Pipeline};
use crate::run::Analyzed;

/// The scores of the CoNLL 2018 shared task.
#[derive(Serialize, Deserialize)]
pub(super) struct ParseScores {
    report: ParseReport,
    /// Aligned words with the right XPOS.
    xpos: Counts,
}

/// Scores parses of given words, or of the text that they make.
pub(super) fn report(options: &EvaluateArgs) -> Result<ParseScores, Error> {
    let gold_file = options.gold.display().to_string();
    let gold = read_text(&options.gold)?;
    let gold_trees = read(&gold, &gold_file)?;
    let (system, file) = if let Some(path) = &options.pred {
        (read_text(path)?, path.display().to_string())
    } else {
        let raw = options.raw;
        let parsed = predict(options, documents(&gold, &gold_file)?, move |pipeline, document| {
            if raw { parse_text(pipeline, &raw_text(document)) } else { parse_words(pipeline, document) }
        })?;
        (parsed.concat(), "the program's own parses".to_owned())
    };
    let report = score(&gold_trees, &read(&system, &file)?, &file)?;
    // The scorer compares the column UPOS: with the two columns of tags exchanged, that is XPOS.
    let exchanged = (read(&tags_exchanged(&gold), &gold_file)?, read(&tags_exchanged(&system), &file)?);
    let xpos = score(&exchanged.0, &exchanged.1, &file)?.upos;
    Ok(ParseScores { report, xpos })
}

fn documents(gold: &str, file: &str) -> Result<Vec<ConlluDocument>, Error> {
    read_conllu(gold).map_err(|error| {
        ReadError { file: file.to_owned(), line: error.line, message: error.reason.to_string() }.into()
    })
}

/// CoNLL-U of a document whose words are given.
fn parse_words(pipeline: &Pipeline, document: &ConlluDocument) -> Result<String, EncodeError> {
    let loaded = Loaded::Conllu(document);
    let analysis = pipeline.analyze(loaded.document())?;
    Ok(rendered(&loaded, &analysis))
}

/// CoNLL-U of a text. What the program passes over as no part of the article has no analysis, but
/// is counted: it comes as words that all hang from the first.
fn parse_text(pipeline: &Pipeline, text: &str) -> Result<String, EncodeError> {
    let loaded = Loaded::Text(text.into());
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
        content: Content::Text(String::new()),
    };
    conllu::render(&Analyzed { article: &article, loaded, analysis, published: None })
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

/// CoNLL-U with the columns UPOS and XPOS exchanged.
fn tags_exchanged(text: &str) -> String {
    let exchanged = |line: &str| {
        let mut columns: Vec<&str> = line.split('\t').collect();
        if columns.len() == 10 && !line.starts_with('#') {
            columns.swap(3, 4);
        }
        columns.join("\t") + "\n"
    };
    text.lines().map(exchanged).collect()
}

impl Report for ParseScores {
    fn write(&self, page: &mut String, limit: usize) -> fmt::Result {
        let report = &self.report;
        writeln!(page, "{} sentences, {} words\n", report.trees.len(), report.words.gold)?;
        let rows = [
            ("tokens", report.tokens, None),
            ("sentences", report.sentences, None),
            ("words", report.words, None),
            ("UPOS", report.upos, None),
            ("XPOS", self.xpos, None),
            ("lemmas", report.lemmas, None),
            ("UAS", report.uas, None),
            ("LAS", report.las, report.las_interval),
            ("LAS with subtypes", report.las_with_subtypes, None),
            ("CLAS", report.clas, None),
        ];
        table(page, &COUNTS_HEADER, rows.map(|(name, counts, ends)| counts_row(name, counts, ends)))?;

        page.push('\n');
        let mut relations: Vec<(&String, &Attachment)> = report.by_deprel.iter().collect();
        relations.sort_by_key(|(_, attachment)| std::cmp::Reverse(attachment.gold - attachment.labelled));
        attachments(page, "deprel", relations)?;
        page.push('\n');
        attachments(page, "distance of head", report.by_distance.iter())?;
        if limit > super::WORST {
            writeln!(page, "\nright head, wrong deprel")?;
            confusion(page, &report.confusion)?;
        }
        writeln!(page, "\nworst sentences")?;
        for tree in report.worst(limit) {
            writeln!(page, "  line {}: {}", tree.line, tree.text)?;
            list(page, "", &tree.errors)?;
        }
        Ok(())
    }

    fn score(&self) -> (&'static str, f64) {
        ("LAS", self.report.las.f1())
    }

    fn units(&self) -> Vec<(String, f64)> {
        let unit = |tree: &TreeReport| (format!("line {}: {}", tree.line, tree.text), tree.las.f1());
        self.report.trees.iter().map(unit).collect()
    }

    fn p_value(&self, old: &Self) -> Option<f64> {
        self.report.p_value(&old.report)
    }
}

fn attachments<'a>(
    page: &mut String,
    title: &str,
    groups: impl IntoIterator<Item = (&'a String, &'a Attachment)>,
) -> fmt::Result {
    let rows = groups.into_iter().map(|(name, group)| {
        let share = |part: usize| percent(part as f64 / group.gold.max(1) as f64);
        let wrong = group.gold - group.labelled;
        let numbers = [group.gold.to_string(), wrong.to_string(), share(group.head), share(group.labelled)];
        [name.clone()].into_iter().chain(numbers).collect()
    });
    table(page, &[title, "gold", "wrong", "UAS", "LAS"], rows)
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
    fn what_is_not_read_is_a_sentence_of_its_own() {
        let mut output = String::new();
        push_unread(&mut output, " \n ");
        assert_eq!(output, "");
        push_unread(&mut output, "Share this\n");
        let trees = read(&output, "f").unwrap();
        assert_eq!(trees.words.iter().map(|word| word.head).collect::<Vec<_>>(), [None, Some(0)]);
    }

    #[test]
    fn tags_are_exchanged_in_words_only() {
        assert_eq!(
            tags_exchanged("# a\tb\n\n1\ta\tb\tU\tX\t_\t0\tdep\t_\t_"),
            "# a\tb\n\n1\ta\tb\tX\tU\t_\t0\tdep\t_\t_\n"
        );
    }
}
