//! brat standoff and its text in, markup out.
//!
//! The format: <https://brat.nlplab.org/standoff.html>. Read are text bounds (`T`), also with
//! gaps, events (`E`), relations (`R`), attributes (`A`, `M`), notes (`#`) and equivalences (`*`,
//! as aliases). Normalizations (`N`) are named in a remark.

use std::collections::BTreeMap;

use triplewire_evaluation::ReadError;
use triplewire_tokenizer::Span;

use super::brat_write::ARTICLE;
use super::locate::fold;
use super::markup::{ALIAS, FACT, IMPLIED, Label, Link, Markup, Modifiers, Node};
use super::note;
use super::units::Units;
use super::unmark::words;
use crate::args::Unit;

/// The markup, and remarks on what is not read.
///
/// # Errors
/// The first line that is no standoff, or that names what is not there.
pub(super) fn read(standoff: &str, text: &str, file: &str) -> Result<(Markup, Vec<String>), ReadError> {
    let mut reader = Reader { file, text, units: Units::new(text, Unit::Chars), ..Reader::default() };
    let lines = || (1..).zip(standoff.lines()).filter(|(_, line)| !line.trim().is_empty());
    // Lines may name what stands below them: text bounds first, then what uses them.
    for kinds in ["T", "E", "R*", "AM#N"] {
        for (number, line) in lines().filter(|(_, line)| line.starts_with(|c: char| kinds.contains(c))) {
            reader.line(number, line).map_err(|message| reader.error(number, message))?;
        }
        if kinds == "E" {
            reader.nodes();
            reader.arguments()?;
        }
    }
    let mut strange = lines().filter(|(_, line)| !line.starts_with(|c: char| "TERAMN#*".contains(c)));
    if let Some((number, line)) = strange.next() {
        return Err(reader.error(number, format!("no line of brat standoff: {line}")));
    }
    Ok((reader.markup, reader.remarks))
}

/// A text bound.
struct Bound {
    line: usize,
    label: String,
    spans: Vec<Span>,
    is_trigger: bool,
}

/// An event before its arguments have nodes.
struct Event {
    line: usize,
    name: String,
    label: String,
    trigger: String,
    arguments: Vec<(String, String)>,
}

#[derive(Default)]
struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    units: Units,
    /// In the order of the file, by name.
    bounds: Vec<(String, Bound)>,
    events: Vec<Event>,
    /// The node of each text bound and event.
    node_of: BTreeMap<String, usize>,
    /// The link of each relation.
    relations: BTreeMap<String, usize>,
    markup: Markup,
    remarks: Vec<String>,
}

impl Reader<'_> {
    fn error(&self, line: usize, message: String) -> ReadError {
        ReadError { file: self.file.to_owned(), line, message }
    }

    fn place(&self, line: usize, name: &str) -> String {
        format!("{}:{line}: {name}", self.file)
    }

    fn line(&mut self, number: usize, line: &str) -> Result<(), String> {
        let mut fields = line.splitn(3, '\t');
        let name = fields.next().unwrap_or_default();
        let data = fields.next().ok_or_else(|| format!("no tab in this line: {line}"))?;
        let rest = fields.next().unwrap_or_default();
        match line.as_bytes()[0] {
            b'T' => self.bound(number, name, data, rest),
            b'E' => self.event(number, name, data),
            b'R' => self.relation(number, name, data),
            b'*' => self.equivalence(number, data),
            b'A' | b'M' => self.attribute(number, name, data),
            b'#' => self.note(number, name, data, rest),
            _ => {
                let remark = format!("{}: left out: normalizations are not read", self.place(number, name));
                self.remarks.push(remark);
                Ok(())
            }
        }
    }

    fn bound(&mut self, line: usize, name: &str, data: &str, words_given: &str) -> Result<(), String> {
        if self.bounds.iter().any(|(other, _)| other == name) {
            return Err(format!("a second {name}"));
        }
        let shape =
            || format!("{name}: expected 'LABEL START END', with ';' between stretches, not '{data}'");
        let (label, places) = data.split_once(' ').ok_or_else(shape)?;
        let mut spans = Vec::new();
        for place in places.split(';') {
            let (start, end) = place.trim().split_once(' ').ok_or_else(shape)?;
            let (start, end) = start.parse().ok().zip(end.parse().ok()).ok_or_else(shape)?;
            let span = self.units.span(start, end);
            spans.push(span.ok_or_else(|| format!("{name}: no text from {start} to {end}"))?);
        }
        let said = words(self.text, &spans);
        if said != fold(words_given) {
            return Err(format!("{name}: the text says '{said}' there, not '{}'", fold(words_given)));
        }
        self.bounds
            .push((name.to_owned(), Bound { line, label: label.to_owned(), spans, is_trigger: false }));
        Ok(())
    }

    fn event(&mut self, line: usize, name: &str, data: &str) -> Result<(), String> {
        let mut pairs = data.split_whitespace().map(|pair| pair.split_once(':').ok_or(pair));
        let mut next =
            || pairs.next().transpose().map_err(|pair| format!("{name}: no 'ROLE:NAME' in '{pair}'"));
        let (label, trigger) = next()?.ok_or_else(|| format!("{name}: no trigger"))?;
        let mut arguments = Vec::new();
        while let Some((role, argument)) = next()? {
            arguments.push((role.to_owned(), argument.to_owned()));
        }
        let bound = self.bounds.iter_mut().find(|(bound, _)| bound == trigger);
        let (_, bound) = bound.ok_or_else(|| format!("{name}: there is no {trigger}"))?;
        bound.is_trigger = true;
        if self.events.iter().any(|event| event.name == name) {
            return Err(format!("a second {name}"));
        }
        let (label, trigger) = (label.to_owned(), trigger.to_owned());
        self.events.push(Event { line, name: name.to_owned(), label, trigger, arguments });
        Ok(())
    }

    /// Nodes for text bounds that are no triggers, and for events.
    fn nodes(&mut self) {
        let mut add = |name: &str, node: Node| {
            self.node_of.insert(name.to_owned(), self.markup.nodes.len());
            self.markup.nodes.push(node);
        };
        for (name, bound) in
            self.bounds.iter().filter(|(_, bound)| !bound.is_trigger && bound.label != ARTICLE)
        {
            let label = match Label::new([bound.label.as_str()]) {
                Label::Fact(_) | Label::Implied(_) => {
                    Label::Unknown(format!("{} without an event", bound.label))
                }
                label => label,
            };
            let place = format!("{}:{}: {name}", self.file, bound.line);
            add(name, Node { place, label, spans: bound.spans.clone(), note: Vec::new() });
        }
        for event in &self.events {
            let label = match event.label.as_str() {
                FACT => Label::Fact(Modifiers::default()),
                IMPLIED => Label::Implied(Modifiers::default()),
                label => Label::Unknown(label.to_owned()),
            };
            let trigger = self.bounds.iter().find(|(bound, _)| *bound == event.trigger);
            let spans = trigger.map(|(_, bound)| bound.spans.clone()).unwrap_or_default();
            let place = format!("{}:{}: {}", self.file, event.line, event.name);
            add(&event.name, Node { place, label, spans, note: Vec::new() });
        }
    }

    /// Links from facts to their parts.
    fn arguments(&mut self) -> Result<(), ReadError> {
        for event in std::mem::take(&mut self.events) {
            let node = |name: &str| self.node(name).map_err(|message| self.error(event.line, message));
            let from = node(&event.name)?;
            // What roles an event of another kind has is not ours to say.
            if self.markup.nodes[from].label.modifiers().is_none() {
                continue;
            }
            for (role, argument) in event.arguments {
                let to = self.node(&argument).map_err(|message| self.error(event.line, message))?;
                self.link(self.place(event.line, &event.name), &role, from, to);
            }
        }
        Ok(())
    }

    fn node(&self, name: &str) -> Result<usize, String> {
        self.node_of.get(name).copied().ok_or_else(|| format!("there is no {name} that can be linked"))
    }

    fn link(&mut self, place: String, name: &str, from: usize, to: usize) {
        self.markup.links.push(Link { place, name: name.to_owned(), from, to, note: Vec::new() });
    }

    fn relation(&mut self, line: usize, name: &str, data: &str) -> Result<(), String> {
        let parts: Vec<&str> = data.split_whitespace().collect();
        let [relation, one, other] = parts[..] else {
            return Err(format!("{name}: expected 'TYPE Arg1:NAME Arg2:NAME', not '{data}'"));
        };
        let end = |end: &str| end.split_once(':').map_or(end, |(_, name)| name).to_owned();
        let (from, to) = (self.node(&end(one))?, self.node(&end(other))?);
        self.relations.insert(name.to_owned(), self.markup.links.len());
        self.link(self.place(line, name), relation, from, to);
        Ok(())
    }

    /// All names after the first are aliases of it.
    fn equivalence(&mut self, line: usize, data: &str) -> Result<(), String> {
        let names: Vec<&str> = data.split_whitespace().skip(1).collect();
        let nodes = names.iter().map(|name| self.node(name)).collect::<Result<Vec<_>, _>>()?;
        for pair in nodes.windows(2) {
            self.link(self.place(line, "*"), ALIAS, pair[0], pair[1]);
        }
        Ok(())
    }

    fn attribute(&mut self, line: usize, name: &str, data: &str) -> Result<(), String> {
        let mut words = data.split_whitespace();
        let (Some(attribute), Some(target)) = (words.next(), words.next()) else {
            return Err(format!("{name}: expected 'ATTRIBUTE NAME', not '{data}'"));
        };
        let node = self.node(target)?;
        let word = if attribute == "Modality" { words.next().unwrap_or_default() } else { attribute };
        let is_set = match &mut self.markup.nodes[node].label {
            Label::Fact(modifiers) | Label::Implied(modifiers) => modifiers.set(word),
            _ => false,
        };
        if !is_set || words.next().is_some() {
            let remark = format!(
                "{}: left out: not an attribute that {target} can have: {data}",
                self.place(line, name)
            );
            self.remarks.push(remark);
        }
        Ok(())
    }

    fn note(&mut self, line: usize, name: &str, data: &str, text: &str) -> Result<(), String> {
        let mut words = data.split_whitespace();
        let (Some(kind), Some(target)) = (words.next(), words.next()) else {
            return Err(format!("{name}: expected 'AnnotatorNotes NAME', not '{data}'"));
        };
        let is_article = self.bounds.iter().any(|(bound, found)| bound == target && found.label == ARTICLE);
        let lines = note::split(text);
        if kind != "AnnotatorNotes" {
            self.remarks.push(format!("{}: left out: a note of kind {kind}: {text}", self.place(line, name)));
        } else if is_article {
            self.markup.note.extend(lines);
        } else if let Some(&link) = self.relations.get(target) {
            self.markup.links[link].note.extend(lines);
        } else {
            let node = self.node(target)?;
            self.markup.nodes[node].note.extend(lines);
        }
        Ok(())
    }
}
