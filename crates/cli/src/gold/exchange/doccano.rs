//! Markup in, doccano's JSON lines out, and back: one article a line.
//!
//! The format is that of a sequence labelling project with relations, as doccano's own example has
//! it: <https://github.com/doccano/doccano> `backend/data_import/pipeline/examples/`. Offsets
//! count code points. doccano has no notes and gives labels new ids, but keeps columns that it
//! does not know: `article`, `note`, and `notes`, each with the place of its label and links.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use triplewire_evaluation::ReadError;
use triplewire_tokenizer::Span;

use super::markup::{Label, Link, Markup, Node};
use super::units::Units;
use super::{Labelled, json_error, note};
use crate::args::Unit;
use crate::positions::Positions;

/// One line.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Record {
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<String>,
    #[serde(alias = "data")]
    text: String,
    #[serde(default)]
    entities: Option<Vec<EntityRecord>>,
    #[serde(default)]
    relations: Option<Vec<RelationRecord>>,
    /// What projects without relations have in place of `entities`.
    #[serde(default, alias = "labels", skip_serializing)]
    label: Option<Vec<(usize, usize, String)>>,
    #[serde(default, rename = "Comments", skip_serializing)]
    comments: Option<Vec<Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default)]
    notes: Option<Vec<NoteRecord>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct EntityRecord {
    id: u64,
    label: String,
    start_offset: usize,
    end_offset: usize,
}

#[derive(Debug, Serialize, Deserialize)]
struct RelationRecord {
    id: u64,
    from_id: u64,
    to_id: u64,
    #[serde(rename = "type")]
    name: String,
}

/// A note and what it belongs to.
#[derive(Debug, Serialize, Deserialize)]
struct NoteRecord {
    start_offset: usize,
    end_offset: usize,
    is_fact: bool,
    /// Name, start and end of each link when the note was written: facts may share their place.
    links: Vec<(String, usize, usize)>,
    note: String,
}

/// The lines of these articles.
pub(super) fn write(articles: &[Labelled]) -> String {
    let line = |article| serde_json::to_string(&record(article)).unwrap_or_default() + "\n";
    articles.iter().map(line).collect()
}

fn record(article: &Labelled) -> Record {
    let Labelled { name, text, markup } = article;
    let positions = Positions::new(text, Unit::Chars);
    let place = |node: usize| positions.of(markup.nodes[node].outer());
    let mut entities = Vec::with_capacity(markup.nodes.len());
    let mut notes = Vec::new();
    for (index, node) in markup.nodes.iter().enumerate() {
        let (start_offset, end_offset) = place(index);
        let label = node.label.words().join(".");
        entities.push(EntityRecord { id: index as u64 + 1, label, start_offset, end_offset });
        if !node.note.is_empty() {
            let links = markup.links.iter().filter(|link| link.from == index);
            let links = links.map(|link| (link.name.clone(), place(link.to).0, place(link.to).1)).collect();
            let is_fact = node.label.modifiers().is_some();
            notes.push(NoteRecord { start_offset, end_offset, is_fact, links, note: note::join(&node.note) });
        }
    }
    let relation = |(id, link): (u64, &Link)| {
        let (from_id, to_id) = (link.from as u64 + 1, link.to as u64 + 1);
        RelationRecord { id, from_id, to_id, name: link.name.clone() }
    };
    Record {
        article: Some(name.clone()),
        text: text.clone(),
        entities: Some(entities),
        relations: Some((1..).zip(&markup.links).map(relation).collect()),
        note: (!markup.note.is_empty()).then(|| note::join(&markup.note)),
        notes: Some(notes),
        ..Record::default()
    }
}

/// The articles of a file; `stem` names those without a name. Remarks go to `remarks`.
///
/// # Errors
/// The first line that is no record, or that names what is not there.
pub(super) fn read(
    lines: &str,
    file: &str,
    stem: &str,
    remarks: &mut Vec<String>,
) -> Result<Vec<Labelled>, ReadError> {
    let mut articles = Vec::new();
    for (number, line) in (1..).zip(lines.split('\n')).filter(|(_, line)| !line.trim().is_empty()) {
        let error = |message| ReadError { file: file.to_owned(), line: number, message };
        let record: Record = serde_json::from_str(line)
            .map_err(|cause| error(format!("no doccano record: {}", json_error(&cause))))?;
        let place = format!("{file}:{number}");
        for comment in record.comments.iter().flatten() {
            remarks.push(format!("{place}: left out: a comment: {comment}"));
        }
        let name = record.article.clone().unwrap_or_else(|| format!("{stem}-{number}"));
        let markup = markup(&record, &place, remarks).map_err(error)?;
        articles.push(Labelled { name, text: record.text, markup });
    }
    if articles.is_empty() {
        return Err(ReadError {
            file: file.to_owned(),
            line: 1,
            message: "no record in this file".to_owned(),
        });
    }
    Ok(articles)
}

fn markup(record: &Record, place: &str, remarks: &mut Vec<String>) -> Result<Markup, String> {
    let units = Units::new(&record.text, Unit::Chars);
    let mut markup = Markup::default();
    let mut nodes: BTreeMap<u64, usize> = BTreeMap::new();
    let node = |name: String, label: &str, start: usize, end: usize| {
        let span = units.span(start, end).ok_or_else(|| format!("{name}: no text from {start} to {end}"))?;
        let place = format!("{place}: {name}");
        Ok::<Node, String>(Node { place, ..Node::new(Label::new(label.split('.')), span) })
    };
    for entity in record.entities.iter().flatten() {
        if nodes.insert(entity.id, markup.nodes.len()).is_some() {
            return Err(format!("a second entity {}", entity.id));
        }
        let name = format!("entity {}", entity.id);
        markup.nodes.push(node(name, &entity.label, entity.start_offset, entity.end_offset)?);
    }
    for (number, (start, end, label)) in (1..).zip(record.label.iter().flatten()) {
        markup.nodes.push(node(format!("label {number}"), label, *start, *end)?);
    }
    for relation in record.relations.iter().flatten() {
        let find = |id: u64| {
            let node = nodes.get(&id).copied();
            node.ok_or_else(|| format!("relation {}: there is no entity {id}", relation.id))
        };
        let (from, to) = (find(relation.from_id)?, find(relation.to_id)?);
        let place = format!("{place}: relation {}", relation.id);
        markup.links.push(Link { place, name: relation.name.clone(), from, to, note: Vec::new() });
    }
    markup.note = record.note.iter().flat_map(|lines| note::split(lines)).collect();
    for (index, lines) in notes(record, &markup, &units) {
        let lines = note::split(&lines.note);
        match index {
            Some(index) => markup.nodes[index].note = lines,
            None => remarks.push(format!("{place}: left out: its label is not there: {}", lines.join("; "))),
        }
    }
    Ok(markup)
}

/// The notes and their nodes: of those at the place the one whose links are most like what they
/// were when the note was written.
fn notes<'r>(record: &'r Record, markup: &Markup, units: &Units) -> Vec<(Option<usize>, &'r NoteRecord)> {
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    let notes: Vec<&NoteRecord> = record.notes.iter().flatten().collect();
    for (number, note) in notes.iter().enumerate() {
        let span = units.span(note.start_offset, note.end_offset);
        let links: Vec<(&str, Option<Span>)> =
            note.links.iter().map(|(name, start, end)| (name.as_str(), units.span(*start, *end))).collect();
        for (index, node) in markup.nodes.iter().enumerate() {
            if span == Some(node.outer()) && note.is_fact == node.label.modifiers().is_some() {
                let own = markup.links.iter().filter(|link| link.from == index);
                let like =
                    |link: &&Link| links.contains(&(link.name.as_str(), Some(markup.nodes[link.to].outer())));
                pairs.push((links.len() - own.filter(like).count().min(links.len()), number, index));
            }
        }
    }
    pairs.sort_unstable();
    let mut of_note: Vec<Option<usize>> = vec![None; notes.len()];
    for (_, number, index) in pairs {
        if of_note[number].is_none() && !of_note.contains(&Some(index)) {
            of_note[number] = Some(index);
        }
    }
    of_note.into_iter().zip(notes).collect()
}
