//! A fact in, a line of evidence that opens with its claim out; and sorted lines in, claims out.
//!
//! A line is: claim, article, fact, whether the quotation is the article's own, confidence, what the fact
//! says in words, place, what the claim says, evidence; between them tabs, which JSON never holds.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Write};

use serde::Serialize;

use crate::build::NodeOf;
use crate::error::GraphError;
use crate::hash::id;
use crate::input::{FactLine, Part};
use crate::model::{Evidence, Time, Words};
use crate::quote::Text;
use crate::sort::Sorter;
use crate::words::{fold, without_numbers};

/// What a fact says, apart from where it says so: the fields of `Claim` by which claims are told apart.
#[derive(Debug, Serialize)]
pub(crate) struct Says<'a> {
    #[serde(skip)]
    id: String,
    subject: &'a str,
    relation: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    object: Option<&'a str>,
    polarity: &'a str,
    modality: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    by: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    only_in: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    figures: Option<String>,
}

impl<'a> Says<'a> {
    pub(crate) fn new(
        article: &'a str,
        fact: &'a FactLine,
        subject: &'a NodeOf,
        object: Option<&'a NodeOf>,
        by: &'a [String],
    ) -> Self {
        let when = fact.when.as_ref().map(|when| match &when.value {
            Some(value) => Time { value: Some(value.clone()), text: None },
            None => Time { value: None, text: Some(fold(&when.text)) },
        });
        let value = when.as_ref().and_then(|when| when.value.as_deref());
        let time = value.or_else(|| when.as_ref()?.text.as_deref()).unwrap_or_default();
        // "Police arrested two men" is about other men in the next article, unless it is about the same day.
        let named = subject.is_entity || object.is_some_and(|object| object.is_entity);
        let only_in = (!named && value.is_none()).then_some(article);
        let FactLine { relation, polarity, modality, .. } = fact;
        let object_id = object.map(|object| object.id.as_str());
        let sources = by.join(" ");
        let mut fields =
            vec![&subject.id, &relation.lemma, object_id.unwrap_or_default(), polarity, modality, &sources];
        let scope = only_in.unwrap_or_default();
        fields.extend([time, scope]);
        Self {
            id: id('c', &fields),
            figures: figures(fact, subject, object, value.unwrap_or_default(), scope),
            subject: &subject.id,
            relation: &relation.lemma,
            object: object_id,
            polarity,
            modality,
            by,
            when,
            only_in,
        }
    }
}

/// What claims share that differ only in their numbers, if there is a number.
fn figures(
    fact: &FactLine,
    subject: &NodeOf,
    object: Option<&NodeOf>,
    day: &str,
    scope: &str,
) -> Option<String> {
    let masked = |node: Option<&NodeOf>| node.and_then(|node| without_numbers(&node.words));
    let (from, to) = (masked(Some(subject)), masked(object));
    if from.is_none() && to.is_none() {
        return None;
    }
    let plain = |node: Option<&NodeOf>| node.map(|node| node.id.clone()).unwrap_or_default();
    let from = from.unwrap_or_else(|| plain(Some(subject)));
    let to = to.unwrap_or_else(|| plain(object));
    Some(id('g', &[&from, &fact.relation.lemma, &to, &fact.polarity, day, scope]))
}

/// Writes the line of a fact in place of what the buffer holds.
pub(crate) fn write_line(
    line: &mut Vec<u8>,
    says: &Says<'_>,
    article: &str,
    fact: &FactLine,
    text: Option<&Text<'_>>,
    place: Option<&str>,
) -> Result<(), GraphError> {
    let evidence = evidence(article, fact, text);
    let object = evidence.object.as_ref().map_or("", |object| object.text.as_str());
    let words = format!("{} {} {object}", evidence.subject.text, evidence.relation.text);
    line.clear();
    let own = u8::from(evidence.before.is_some());
    write!(line, "{}\t{article}\t", says.id)?;
    json(line, &fact.id)?;
    write!(line, "{own}\t{:.4}\t", fact.confidence)?;
    json(line, &words.trim_end())?;
    write!(line, "{}\t", place.unwrap_or_default())?;
    json(line, says)?;
    serde_json::to_writer(line, &evidence).map_err(io::Error::from)?;
    Ok(())
}

fn json(line: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *line, value)?;
    line.push(b'\t');
    Ok(())
}

fn evidence(article: &str, fact: &FactLine, text: Option<&Text<'_>>) -> Evidence {
    let part = |part: &Option<Part>| part.as_ref().map(Part::words);
    let mut evidence = Evidence {
        article: article.to_owned(),
        fact: fact.id.clone(),
        sentence: fact.sentence,
        start: None,
        end: None,
        quote: String::new(),
        before: None,
        after: None,
        subject: fact.subject.words(),
        relation: fact.relation.words(),
        object: part(&fact.object),
        by: fact.by.iter().map(Part::words).collect(),
        when: part(&fact.when),
        place: part(&fact.place),
        confidence: fact.confidence,
        rule: fact.rule.clone(),
    };
    let parts = [Some(&evidence.subject), Some(&evidence.relation), evidence.object.as_ref()];
    let mut parts: Vec<&Words> = parts.into_iter().flatten().collect();
    parts.sort_by_key(|part| part.start);
    let start = parts.iter().filter_map(|part| part.start).min();
    let end = parts.iter().filter_map(|part| part.end).max();
    let quote = text.zip(start.zip(end)).and_then(|(text, (start, end))| {
        // A text that has changed, or offsets in another unit, must not give a quotation.
        let stands = |part: &&Words| {
            let outer: Vec<(usize, usize)> = part.start.zip(part.end).into_iter().collect();
            part.implied || text.says(&part.text, if part.spans.is_empty() { &outer } else { &part.spans })
        };
        parts.iter().all(stands).then(|| text.quote(start, end)).flatten()
    });
    let words = parts.iter().filter(|part| !part.implied).map(|part| part.text.as_str());
    let words = words.collect::<Vec<_>>().join(" … ");
    (evidence.start, evidence.end) = (start, end);
    match quote {
        Some(quote) => {
            evidence.quote = quote.exact;
            evidence.before = Some(quote.before);
            evidence.after = Some(quote.after);
        }
        None => evidence.quote = words,
    }
    evidence
}

/// A claim as its lines come.
#[derive(Default)]
struct Open {
    id: String,
    says: String,
    /// In words, as the first evidence has it.
    text: String,
    confidence: f64,
    places: BTreeSet<String>,
    sources: BTreeSet<String>,
    /// Article, fact and JSON.
    evidence: Vec<(String, String, String)>,
}

impl Open {
    /// Writes the claim; field by field, since what it says and its evidence are JSON already.
    fn write(&self, output: &mut impl Write) -> io::Result<usize> {
        if self.evidence.is_empty() {
            return Ok(0);
        }
        let says = self.says.trim_start_matches('{').strip_suffix('}').unwrap_or_default();
        write!(output, "{{\"id\":\"{}\",\"text\":{},{says}", self.id, self.text)?;
        if !self.places.is_empty() {
            write!(output, ",\"where\":")?;
            serde_json::to_writer(&mut *output, &self.places)?;
        }
        write!(output, ",\"confidence\":{},\"sources\":{}", self.confidence, self.sources.len())?;
        for (index, (_, _, evidence)) in self.evidence.iter().enumerate() {
            output.write_all(if index == 0 { b",\"evidence\":[" } else { b"," })?;
            output.write_all(evidence.as_bytes())?;
        }
        output.write_all(b"]}\n")?;
        Ok(self.evidence.len())
    }
}

/// Writes the claims of sorted lines; gives how many they are and how much evidence they have.
pub(crate) fn write_claims<R: Read>(
    lines: Sorter<R>,
    groups: &BTreeMap<String, String>,
    mut output: impl Write,
) -> Result<(usize, usize), GraphError> {
    let mut lines = lines.finish()?;
    let (mut claims, mut evidence) = (0, 0);
    let mut open = Open::default();
    while let Some(line) = lines.next()? {
        let line = std::str::from_utf8(line).map_err(|error| GraphError::line("claims", 1, &error))?;
        let mut fields = line.splitn(9, '\t');
        let mut field = || fields.next().unwrap_or_default();
        let (claim, article, fact, _own) = (field(), field(), field(), field());
        let (confidence, text, place, says, json) = (field(), field(), field(), field(), field());
        if claim != open.id {
            evidence += open.write(&mut output)?;
            claims += 1;
            open = Open {
                id: claim.to_owned(),
                says: says.to_owned(),
                text: text.to_owned(),
                ..Open::default()
            };
        }
        open.confidence = open.confidence.max(confidence.parse().unwrap_or(0.0));
        open.places.extend((!place.is_empty()).then(|| place.to_owned()));
        open.sources.insert(groups.get(article).map_or(article, String::as_str).to_owned());
        let new = (article.to_owned(), fact.to_owned(), json.to_owned());
        match open.evidence.last_mut() {
            // Twice in overlapping folders: the one with the article's own words, or the surer one.
            Some(last) if (&last.0, &last.1) == (&new.0, &new.1) => *last = new,
            _ => open.evidence.push(new),
        }
    }
    evidence += open.write(&mut output)?;
    output.flush()?;
    Ok((claims, evidence))
}
