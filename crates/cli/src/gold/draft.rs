//! An article in, a `.facts` file of what the pipeline extracts out, for a person to correct.
//!
//! Words that the shortest true part of a phrase does not need stand in brackets. What a `.facts`
//! file has no form for (a fact without an object, a time that is no ISO 8601) is a comment.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use triplewire_entities::{Entity, EntityType, MentionKind};
use triplewire_evaluation::facts::{Form, GoldArticle, GoldEntity, GoldFact, Polarity};
use triplewire_relations::{Argument, Fact, Source};
use triplewire_tokenizer::Span;

use super::files::read_text;
use crate::args::Unit;
use crate::articles::Loaded;
use crate::engine::EngineArgs;
use crate::error::Error;
use crate::inputs::{Compression, Kind, classify};
use crate::output::times::Times;
use crate::pipeline::{Analysis, Pipeline};
use crate::positions::Positions;
use crate::progress::message;
use crate::run::ExitStatus;

/// What to draft.
#[derive(Debug, Args)]
pub(crate) struct DraftArgs {
    /// The article, as plain text or as a web page
    #[arg(value_name = "ARTICLE")]
    article: PathBuf,

    /// The .facts file to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Overwrite a file that is there
    #[arg(long)]
    force: bool,

    /// Day of publication, where the article gives none (2026-02-22)
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,

    /// Folder of a model to use in place of the built-in one
    #[arg(long, value_name = "DIR", help_heading = "Model")]
    model: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

/// Runs the command.
pub(super) fn draft(options: &DraftArgs) -> Result<ExitStatus, Error> {
    if let Some(file) = options.output.as_deref().filter(|file| !options.force && file.exists()) {
        return Err(Error::Usage(format!("{} is there already: --force overwrites it", file.display())));
    }
    let source = read_text(&options.article)?;
    let name = options.article.file_name().unwrap_or_default().to_string_lossy();
    let loaded = match classify(&name) {
        Ok((_, Kind::Html, Compression::None)) => Loaded::of_page(source),
        _ => Ok(Loaded::of_text(source)),
    };
    let loaded = loaded.map_err(|reason| Error::Usage(format!("{}: {reason}", options.article.display())))?;
    let pipeline = Pipeline::load(options.model.as_deref(), options.engine, None)?;
    let analysis = pipeline.analyze(loaded.document()).map_err(|error| Error::Model(error.to_string()))?;
    if analysis.likely_facts().next().is_none() {
        message(&format!("{}: no fact was found", options.article.display()));
    }
    let publication = loaded.publication(None, &analysis.document, options.date);
    let draft = Drafter::new(&analysis, publication.date).file();
    match &options.output {
        Some(file) => fs::write(file, draft).map_err(Error::write(file))?,
        None => io::stdout().lock().write_all(draft.as_bytes())?,
    }
    Ok(ExitStatus::Complete)
}

struct Drafter<'a> {
    analysis: &'a Analysis<'a>,
    positions: Positions<'a>,
    published: Option<Date>,
    times: Times<'a>,
}

impl<'a> Drafter<'a> {
    fn new(analysis: &'a Analysis<'a>, published: Option<Date>) -> Self {
        let positions = Positions::new(analysis.document.text, Unit::Utf8);
        Self { analysis, positions, published, times: Times::new(analysis, published) }
    }

    fn file(&self) -> String {
        let mut file = "# drafted by triplewire: every line is to be checked\n".to_owned();
        if self.published.is_none() {
            file.push_str("# no date found; the next line is to be 'date: ' and the day of publication\n");
        }
        let date = self.published.map(|date| date.to_string());
        let entities = self.entities();
        let _ = write!(file, "{}", GoldArticle { date, entities, ..GoldArticle::default() });
        let mut sentence = None;
        let mut seen = BTreeSet::new();
        for fact in self.analysis.likely_facts() {
            let block = self.block(fact);
            // The same words may be found by several rules.
            if !seen.insert(block.clone()) {
                continue;
            }
            if sentence != Some(fact.sentence) {
                sentence = Some(fact.sentence);
                let _ = write!(file, "\n# {}\n", self.sentence(fact.sentence));
            }
            file.push_str(&block);
        }
        file
    }

    fn sentence(&self, index: usize) -> String {
        let sentence = self.analysis.document.sentences.get(index);
        sentence.map(|sentence| self.positions.words(&[sentence.span])).unwrap_or_default()
    }

    /// Entities with a name; of dates and amounts those that are a part of a fact.
    fn entities(&self) -> Vec<GoldEntity> {
        let arguments = |fact: &'a Fact| [Some(&fact.subject), fact.object.as_ref(), fact.place.as_ref()];
        let arguments = self.analysis.likely_facts().flat_map(arguments).flatten();
        let of_arguments: BTreeSet<usize> = arguments.filter_map(|argument| argument.entity).collect();
        let all = &self.analysis.entities;
        let is_listed = |(index, entity): &(usize, &Entity)| {
            use EntityType::{Date, Money, Percent, Quantity, Time};
            let is_amount = matches!(entity.entity_type, Date | Time | Money | Quantity | Percent);
            let mut mentions = entity.mentions.iter().filter_map(|&mention| all.mentions.get(mention));
            mentions.any(|mention| mention.kind == MentionKind::Name)
                && (!is_amount || of_arguments.contains(index))
        };
        let entities = all.entities.iter().enumerate().filter(is_listed);
        let entities = entities.map(|(_, entity)| GoldEntity {
            line: 0,
            kind: entity.entity_type.as_str().to_owned(),
            names: self.names(entity),
        });
        entities.filter(|entity| !entity.names.is_empty()).collect()
    }

    /// The name and the aliases that are no pronouns.
    fn names(&self, entity: &Entity) -> Vec<String> {
        let mentions = entity.mentions.iter().filter_map(|&index| self.analysis.entities.mentions.get(index));
        let pronouns = mentions.filter(|mention| mention.kind == MentionKind::Pronoun);
        let pronouns: BTreeSet<String> =
            pronouns.map(|mention| self.positions.words(&[mention.span])).collect();
        let mut names: Vec<String> = Vec::new();
        for name in [&entity.name].into_iter().chain(&entity.aliases) {
            let clean = plain(name);
            if !clean.is_empty() && !pronouns.contains(name) && !names.contains(&clean) {
                names.push(clean);
            }
        }
        names
    }

    /// The lines of a fact.
    fn block(&self, fact: &Fact) -> String {
        let subject = self.argument(&fact.subject);
        let relation = plain(&fact.relation.text);
        let (relation, object) = match &fact.object {
            Some(object) => (relation, self.argument(object)),
            // The border between relation and object is free: "were | injured".
            None => match relation.rsplit_once(' ') {
                Some((relation, object)) => (relation.to_owned(), object.to_owned()),
                None => (relation, String::new()),
            },
        };
        let form = Form { line: 0, subject, relation, object };
        if [&form.subject, &form.relation, &form.object].into_iter().any(String::is_empty) {
            return format!("# incomplete, a fact has three parts: {form}\n");
        }
        let value = fact.when.as_ref().and_then(|when| self.times.value(fact, when));
        let words = fact.when.as_ref().map(|when| self.positions.words(&when.text));
        let (when, unresolved) = if value.is_some() { (value, None) } else { (None, words) };
        let gold = GoldFact {
            forms: vec![form],
            by: fact.by.iter().map(|source| self.source(source)).filter(|by| !by.is_empty()).collect(),
            polarity: if fact.negative { Polarity::Negative } else { Polarity::Positive },
            modality: fact.modality.as_str().parse().unwrap_or_default(),
            when,
            place: fact.place.as_ref().map(|place| self.argument(place)).filter(|place| !place.is_empty()),
            ..GoldFact::default()
        };
        let unresolved = unresolved.map(|when| format!("  # when, as ISO 8601: {when}\n"));
        format!("{gold}{}", unresolved.unwrap_or_default())
    }

    fn source(&self, source: &Source) -> String {
        let words = self.reference(source.entity, &source.text);
        plain(&words.unwrap_or_else(|| self.positions.words(&source.text)).replace('>', " "))
    }

    fn argument(&self, argument: &Argument) -> String {
        match self.reference(argument.entity, &argument.text) {
            Some(name) => plain(&name),
            None => self.bracketed(argument),
        }
    }

    /// What to call the entity that a whole phrase stands for: the phrase where it is one of the
    /// names, the entity's name where it is a pronoun or a short reference.
    fn reference(&self, entity: Option<usize>, spans: &[Span]) -> Option<String> {
        let index = entity?;
        let entity = self.analysis.entities.entities.get(index)?;
        let words = self.positions.words(spans);
        if entity.name == words {
            return Some(words);
        }
        let mentions = &self.analysis.entities.mentions;
        let mention = mentions.iter().find(|mention| mention.entity == index && spans == [mention.span])?;
        Some(if mention.kind == MentionKind::Name { words } else { entity.name.clone() })
    }

    /// The words of a phrase, in brackets those that its core does without.
    fn bracketed(&self, argument: &Argument) -> String {
        let text = self.analysis.document.text;
        if argument.core.is_empty() {
            return plain(&self.positions.words(&argument.text));
        }
        let mut phrase = String::new();
        for &span in &argument.text {
            for (piece, is_core) in stretches(span, &argument.core) {
                // Outer white space shows whether a word goes on: "Russia" and "'s".
                let said = piece.of(text);
                let space = |is_there: bool| if is_there { " " } else { "" };
                phrase.push_str(space(said.starts_with(char::is_whitespace)));
                let words = plain(said);
                let is_bracketed = !is_core && words.contains(char::is_alphanumeric);
                let (open, close) = if is_bracketed { ("[", "]") } else { ("", "") };
                phrase.extend([open, words.as_str(), close]);
                phrase.push_str(space(said.ends_with(char::is_whitespace)));
            }
            phrase.push(' ');
        }
        phrase.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The span cut at the borders of the core, each piece with whether it is in the core.
fn stretches(span: Span, core: &[Span]) -> Vec<(Span, bool)> {
    let borders = core.iter().flat_map(|core| [core.start, core.end]);
    let inner = borders.filter(|&at| span.start < at && at < span.end);
    let cuts: BTreeSet<usize> = inner.chain([span.start, span.end]).collect();
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let is_core = |piece: Span| core.iter().any(|core| core.start <= piece.start && piece.end <= core.end);
    let pieces = cuts.windows(2).map(|pair| Span::new(pair[0], pair[1]));
    pieces.map(|piece| (piece, is_core(piece))).collect()
}

/// Without the signs that have a meaning of their own in a `.facts` file.
fn plain(words: &str) -> String {
    words.replace(['[', ']', '|'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_cut_at_the_borders_of_its_core() {
        let span = |start, end| Span::new(start, end);
        assert_eq!(
            stretches(span(0, 20), &[span(4, 9), span(12, 20)]),
            [(span(0, 4), false), (span(4, 9), true), (span(9, 12), false), (span(12, 20), true)]
        );
        assert_eq!(stretches(span(0, 4), &[span(8, 9)]), [(span(0, 4), false)]);
    }

    #[test]
    fn signs_of_the_format_are_left_out() {
        assert_eq!(plain("\"he [sic]\n went|off\""), "\"he sic went off\"");
    }
}
