//! Label Studio's JSON export in, markup out.
//!
//! The format: <https://labelstud.io/guide/task_format>. Of each task the last annotation that was
//! not cancelled is read, or where there is none the last prediction. Of its results those of
//! type `labels` and `relation` are read, the others named in remarks.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use triplewire_tokenizer::Span;

use super::locate::{Haystack, fold};
use super::markup::{Label, Link, Markup, Node};
use super::units::Units;
use super::{Labelled, json_error, note};
use crate::args::Unit;

#[derive(Debug, Deserialize)]
struct Task {
    data: BTreeMap<String, Value>,
    #[serde(default)]
    annotations: Vec<Annotation>,
    #[serde(default)]
    predictions: Vec<Annotation>,
}

#[derive(Debug, Deserialize)]
struct Annotation {
    #[serde(default)]
    result: Vec<Value>,
    #[serde(default)]
    was_cancelled: Option<bool>,
}

#[derive(Debug, Deserialize)]
struct Region {
    id: String,
    value: RegionValue,
    #[serde(default)]
    meta: Option<Meta>,
}

#[derive(Debug, Deserialize)]
struct RegionValue {
    start: usize,
    end: usize,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    labels: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Meta {
    #[serde(default)]
    text: Option<MetaText>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum MetaText {
    One(String),
    Many(Vec<String>),
}

#[derive(Debug, Deserialize)]
struct Relation {
    from_id: String,
    to_id: String,
    #[serde(default)]
    direction: Option<String>,
    #[serde(default)]
    labels: Option<Vec<String>>,
}

/// What a region is called that is the node of this index.
pub(super) fn region_id(index: usize) -> String {
    format!("n{}", index + 1)
}

/// The articles of a file; `stem` names those without a name. Remarks go to `remarks`.
///
/// # Errors
/// What is wrong first, with file and line or task.
pub(super) fn read(
    json: &str,
    file: &str,
    stem: &str,
    remarks: &mut Vec<String>,
) -> Result<Vec<Labelled>, String> {
    let tasks: Vec<Value> = serde_json::from_str(json).map_err(|error| {
        format!("{file}:{}: no list of tasks: {}", error.line().max(1), json_error(&error))
    })?;
    if tasks.is_empty() {
        return Err(format!("{file}:1: no task in this file"));
    }
    let mut articles = Vec::new();
    for (number, task) in (1..).zip(tasks) {
        let place = format!("{file}: task {number}");
        let task: Task = serde_json::from_value(task).map_err(|error| format!("{place}: {error}"))?;
        let field = |name: &str| task.data.get(name).and_then(Value::as_str);
        let text = field("text").ok_or_else(|| format!("{place}: no text in its data"))?;
        let mut done = task.annotations.iter().filter(|annotation| annotation.was_cancelled != Some(true));
        if done.clone().count() > 1 {
            remarks.push(format!("{place}: several annotations: the last is taken"));
        }
        let annotation = done.next_back().or_else(|| {
            let prediction = task.predictions.last()?;
            remarks.push(format!("{place}: no annotation: the prediction is taken"));
            Some(prediction)
        });
        let results = annotation.map_or(&[][..], |annotation| &annotation.result);
        let mut reader = Reader { text, place: &place, units: Units::new(text, Unit::Utf16), remarks };
        let mut markup = reader.markup(results).map_err(|message| format!("{place}: {message}"))?;
        markup.note = field("note").map(note::split).unwrap_or_default();
        let name = field("article").map_or_else(|| format!("{stem}-{number}"), str::to_owned);
        articles.push(Labelled { name, text: text.to_owned(), markup });
    }
    Ok(articles)
}

struct Reader<'a> {
    text: &'a str,
    place: &'a str,
    units: Units,
    remarks: &'a mut Vec<String>,
}

impl Reader<'_> {
    fn markup(&mut self, results: &[Value]) -> Result<Markup, String> {
        let mut markup = Markup::default();
        let mut nodes: BTreeMap<String, usize> = BTreeMap::new();
        let mut relations = Vec::new();
        for (number, result) in (1..).zip(results) {
            let kind = result.get("type").and_then(Value::as_str).unwrap_or_default();
            let wrong = |error| format!("result {number}: {error}");
            match kind {
                "labels" => {
                    let region = Region::deserialize(result).map_err(wrong)?;
                    if nodes.insert(region.id.clone(), markup.nodes.len()).is_some() {
                        return Err(format!("a second region {}", region.id));
                    }
                    markup.nodes.push(self.node(region)?);
                }
                "relation" => relations.push((number, Relation::deserialize(result).map_err(wrong)?)),
                _ => self.remark(&format!("result {number}: left out: the type '{kind}' is not read")),
            }
        }
        for (number, relation) in relations {
            self.links(number, relation, &nodes, &mut markup)?;
        }
        Ok(markup)
    }

    fn remark(&mut self, message: &str) {
        self.remarks.push(format!("{}: {message}", self.place));
    }

    fn node(&mut self, region: Region) -> Result<Node, String> {
        let Region { id, value, meta } = region;
        let span = self.span(&id, &value)?;
        let notes = match meta.and_then(|meta| meta.text) {
            None => Vec::new(),
            Some(MetaText::One(text)) => vec![text],
            Some(MetaText::Many(texts)) => texts,
        };
        let place = format!("{}: region {id}", self.place);
        let label = Label::new(value.labels.iter().map(String::as_str));
        let note = notes.iter().flat_map(|text| note::split(text)).collect();
        Ok(Node { place, label, spans: vec![span], note })
    }

    /// The span of a region. Browsers have been seen to count line ends otherwise, so that
    /// offsets and text disagree: the text counts, at its place that is nearest.
    fn span(&mut self, id: &str, value: &RegionValue) -> Result<Span, String> {
        let span = self.units.span(value.start, value.end);
        let Some(words) = value.text.as_ref().filter(|words| !words.trim().is_empty()) else {
            return span.ok_or_else(|| format!("region {id}: no text from {} to {}", value.start, value.end));
        };
        if let Some(span) = span.filter(|span| fold(span.of(self.text)) == fold(words)) {
            return Ok(span);
        }
        let wanted = span.map_or(0, |span| span.start);
        let found = Haystack::new(self.text).find(words);
        let nearest = found.into_iter().min_by_key(|span| span.start.abs_diff(wanted));
        let nearest =
            nearest.ok_or_else(|| format!("region {id}: the text does not say '{}'", fold(words)))?;
        self.remark(&format!(
            "region {id}: '{}' is not where its offsets say: the nearest is taken",
            fold(words)
        ));
        Ok(nearest)
    }

    fn links(
        &mut self,
        number: usize,
        relation: Relation,
        nodes: &BTreeMap<String, usize>,
        markup: &mut Markup,
    ) -> Result<(), String> {
        let find = |id: &str| {
            nodes.get(id).copied().ok_or_else(|| format!("result {number}: there is no region {id}"))
        };
        let ends = (find(&relation.from_id)?, find(&relation.to_id)?);
        let (from, to) = if relation.direction.as_deref() == Some("left") { (ends.1, ends.0) } else { ends };
        let labels = relation.labels.unwrap_or_default();
        if labels.is_empty() {
            self.remark(&format!("result {number}: left out: a relation without a label"));
        }
        for name in labels {
            let place = format!("{}: result {number}", self.place);
            markup.links.push(Link { place, name, from, to, note: Vec::new() });
        }
        Ok(())
    }
}
