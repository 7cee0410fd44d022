//! An analysis in, brat standoff out: mentions as text bounds, facts as events. The names of an entity are
//! equivalent, and the first of them is normalised to the entity's id.
//!
//! The format: <https://brat.nlplab.org/standoff.html>. Offsets count code points of the copied
//! text, which of a web page has no tags; a text bound is cut at line ends, as brat wants it.

use std::collections::BTreeMap;
use std::fmt::Write;

use triplewire_entities::{Entities, Entity, MentionKind};
use triplewire_relations::{Argument, Fact, Modality};
use triplewire_tokenizer::Span;

use crate::args::Unit;
use crate::pipeline::Analysis;
use crate::positions::Positions;

/// `annotation.conf` for the editor: the labels that [`render`] uses.
pub(crate) const CONFIGURATION: &str = "\
[entities]
PER
ORG
GPE
LOC
FAC
NORP
EVENT
PRODUCT
WORK
LAW
DATE
TIME
MONEY
QUANTITY
PERCENT
OTHER
Phrase

[relations]

[events]
Fact\tSubject:<ANY>, Object?:<ANY>, By*:<ANY>, When?:<ANY>, Where?:<ANY>

[attributes]
Negative\tArg:<EVENT>
Modality\tArg:<EVENT>, Value:possible|future|conditional|wanted|questioned
";

/// The lines of an article's `.ann` file.
pub(crate) fn render(analysis: &Analysis<'_>) -> String {
    let text = analysis.document.text;
    let positions = Positions::new(text, Unit::Chars);
    let mut standoff =
        Standoff { text, positions, lines: String::new(), bounds: BTreeMap::new(), events: 0, attributes: 0 };
    let bounds: Vec<usize> = analysis
        .entities
        .mentions
        .iter()
        .map(|mention| standoff.bound(mention.entity_type.as_str(), &[mention.span]))
        .collect();
    for (number, entity) in (1..).zip(&analysis.entities.entities) {
        standoff.entity(number, entity, &analysis.entities, &bounds);
    }
    for fact in analysis.likely_facts() {
        standoff.fact(fact);
    }
    standoff.lines
}

struct Standoff<'a> {
    text: &'a str,
    positions: Positions<'a>,
    lines: String,
    /// The text bounds of mentions and phrases by their spans.
    bounds: BTreeMap<Vec<Span>, usize>,
    /// Text bounds of triggers count on from those in `bounds`: one for each event.
    events: usize,
    attributes: usize,
}

impl Standoff<'_> {
    /// The number of the text bound of these spans, written when it is new.
    fn bound(&mut self, label: &str, spans: &[Span]) -> usize {
        if let Some(&number) = self.bounds.get(spans) {
            return number;
        }
        let number = self.next_bound();
        self.bounds.insert(spans.to_vec(), number);
        self.write_bound(number, label, spans);
        number
    }

    fn entity(&mut self, number: usize, entity: &Entity, entities: &Entities, bounds: &[usize]) {
        let is_name = |&&mention: &&usize| entities.mentions[mention].kind == MentionKind::Name;
        let names: Vec<usize> =
            entity.mentions.iter().filter(is_name).map(|&mention| bounds[mention]).collect();
        let Some(first) = names.first() else { return };
        let _ =
            writeln!(self.lines, "N{number}\tReference T{first} triplewire:{}\t{}", entity.id, entity.name);
        if names.len() > 1 {
            let names: Vec<String> = names.iter().map(|bound| format!("T{bound}")).collect();
            let _ = writeln!(self.lines, "*\tEquiv {}", names.join(" "));
        }
    }

    fn next_bound(&self) -> usize {
        self.bounds.len() + self.events + 1
    }

    fn write_bound(&mut self, number: usize, label: &str, spans: &[Span]) {
        let (places, words) = bound(self.text, &self.positions, spans);
        // Writing to a string cannot fail.
        let _ = writeln!(self.lines, "T{number}\t{label} {places}\t{words}");
    }

    fn fact(&mut self, fact: &Fact) {
        let mut arguments = String::new();
        let mut argument = |standoff: &mut Self, role: &str, spans: &[Span]| {
            if !spans.is_empty() {
                let number = standoff.bound("Phrase", spans);
                let _ = write!(arguments, " {role}:T{number}");
            }
        };
        let spans = |argument: &Option<Argument>| argument.as_ref().map(|a| a.text.clone());
        argument(self, "Subject", &fact.subject.text);
        argument(self, "Object", &spans(&fact.object).unwrap_or_default());
        for (number, source) in (1..).zip(&fact.by) {
            // brat numbers the later of several arguments with the same role.
            let role = if number == 1 { "By".to_owned() } else { format!("By{number}") };
            argument(self, &role, &source.text);
        }
        argument(self, "When", &spans(&fact.when).unwrap_or_default());
        argument(self, "Where", &spans(&fact.place).unwrap_or_default());

        // An event needs a trigger; where the article has no word for it the subject serves.
        let relation = &fact.relation;
        let trigger_spans = if relation.spans.is_empty() { &fact.subject.text } else { &relation.spans };
        let trigger = self.next_bound();
        self.write_bound(trigger, "Fact", trigger_spans);
        self.events += 1;
        let event = self.events;
        let _ = writeln!(self.lines, "E{event}\tFact:T{trigger}{arguments}");
        if fact.negative {
            self.attribute(&format!("Negative E{event}"));
        }
        if fact.modality != Modality::Asserted {
            self.attribute(&format!("Modality E{event} {}", fact.modality.as_str()));
        }
        if relation.implied {
            let _ = writeln!(self.lines, "#{event}\tAnnotatorNotes E{event}\t{}", relation.text);
        }
    }

    fn attribute(&mut self, attribute: &str) {
        self.attributes += 1;
        let _ = writeln!(self.lines, "A{}\t{attribute}", self.attributes);
    }
}

/// The places of a text bound, cut at line ends as brat wants it, and its words as they stand in the
/// text but for the gaps: brat compares them.
pub(crate) fn bound(text: &str, positions: &Positions<'_>, spans: &[Span]) -> (String, String) {
    let lines: Vec<Span> = spans.iter().flat_map(|&span| lines(text, span)).collect();
    let place = |&line: &Span| {
        let (start, end) = positions.of(line);
        format!("{start} {end}")
    };
    let places: Vec<String> = lines.iter().map(place).collect();
    let words: Vec<&str> = lines.iter().map(|line| line.of(text)).collect();
    (places.join(";"), words.join(" "))
}

/// The lines of a span, without white space around; at least one.
fn lines(text: &str, span: Span) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = span.start;
    for line in span.of(text).split_inclusive(['\n', '\r']) {
        let words = line.trim();
        if !words.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            lines.push(Span::new(from, from + words.len()));
        }
        start += line.len();
    }
    if lines.is_empty() {
        lines.push(span);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::facts::tests::{TEXT, analysis};

    #[test]
    fn facts_are_events_over_text_bounds() {
        let mut analysis = analysis(TEXT);
        analysis.facts[0].modality = Modality::Possible;
        analysis.facts[0].negative = true;
        let expected = [
            "T1\tPhrase 2 4\tIS",
            "T2\tPhrase 13 16;18 32\ttwo deadly attacks",
            "T3\tPhrase 44 48\tAmaq",
            "T4\tPhrase 33 42\tyesterday",
            "T5\tFact 5 12\tclaimed",
            "E1\tFact:T5 Subject:T1 Object:T2 By:T3 When:T4",
            "A1\tNegative E1",
            "A2\tModality E1 possible",
        ];
        assert_eq!(render(&analysis).lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_second_fact_uses_the_phrases_of_the_first() {
        let mut analysis = analysis(TEXT);
        let mut second = analysis.facts[0].clone();
        second.object = None;
        second.relation.spans.clear();
        second.relation.text = "is".to_owned();
        second.relation.implied = true;
        analysis.facts.push(second);
        let standoff = render(&analysis);
        let last: Vec<_> = standoff.lines().rev().take(3).collect();
        assert_eq!(
            last,
            ["#2\tAnnotatorNotes E2\tis", "E2\tFact:T6 Subject:T1 By:T3 When:T4", "T6\tFact 2 4\tIS"]
        );
    }
}
