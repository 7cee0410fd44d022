//! Markup in, brat standoff out: mentions and phrases as text bounds, facts as events.
//!
//! The format: <https://brat.nlplab.org/standoff.html>; the configuration:
//! <https://brat.nlplab.org/configuration.html>. Offsets count code points; a text bound is cut at
//! line ends, as brat wants it. The note of the article hangs on its first word, labelled
//! [`ARTICLE`].

use std::fmt::Write;

use triplewire_evaluation::facts::{ENTITY_TYPES, Modality};
use triplewire_tokenizer::Span;

use super::markup::{ALIAS, FACT, IMPLIED, Label, Markup, Node, PHRASE};
use super::note;
use crate::args::Unit;
use crate::output::brat::bound;
use crate::positions::Positions;

/// The label of the text bound that carries the note of the article.
pub(super) const ARTICLE: &str = "Article";

/// `annotation.conf`: what the editor offers.
pub(super) fn configuration() -> String {
    let entities = ENTITY_TYPES.join("\n");
    let roles = "Subject?:<ANY>, Object?:<ANY>, By*:<ANY>, When?:<ANY>, Where?:<ANY>";
    let arguments = "Arg1:<ENTITY>, Arg2:<ENTITY>";
    format!(
        "[entities]\n{entities}\n{PHRASE}\n{ARTICLE}\n\n\
         [relations]\n{ALIAS}\t{arguments}\n<OVERLAP>\t{arguments}, <OVL-TYPE>:<ANY>\n\n\
         [events]\n{FACT}\t{roles}\n{IMPLIED}\t{roles}\n\n\
         [attributes]\nNegative\tArg:<EVENT>\n\
         Modality\tArg:<EVENT>, Value:possible|future|conditional|wanted|questioned\n\
         Optional\tArg:<EVENT>\n"
    )
}

/// The lines of an article's `.ann` file.
pub(super) fn write(markup: &Markup, text: &str) -> String {
    let mut writer =
        Writer { text, positions: Positions::new(text, Unit::Chars), lines: String::new(), notes: 0 };
    // What links and notes call each node.
    let mut names = Vec::with_capacity(markup.nodes.len());
    let mut events = 0;
    for (number, node) in (1..).zip(&markup.nodes) {
        let label = node.label.words()[0];
        writer.bound(&format!("T{number}"), label, &node.spans);
        names.push(if node.label.modifiers().is_some() {
            events += 1;
            format!("E{events}")
        } else {
            format!("T{number}")
        });
    }
    let anchor = format!("T{}", markup.nodes.len() + 1);
    if !markup.note.is_empty() {
        let start = text.len() - text.trim_start().len();
        let word = text[start..].split_whitespace().next().unwrap_or_default();
        writer.bound(&anchor, ARTICLE, &[Span::new(start, start + word.len())]);
        writer.note(&anchor, &markup.note);
    }
    let mut attributes = 0;
    for (index, (node, name)) in markup.nodes.iter().zip(&names).enumerate() {
        if node.label.modifiers().is_some() {
            writer.event(index, node, name, markup, &names);
            for attribute in attributes_of(&node.label, name) {
                attributes += 1;
                // Writing to a string cannot fail.
                let _ = writeln!(writer.lines, "A{attributes}\t{attribute}");
            }
        }
        writer.note(name, &node.note);
    }
    writer.lines
}

fn attributes_of(label: &Label, name: &str) -> Vec<String> {
    let modifiers = label.modifiers().unwrap_or_default();
    let negative = modifiers.negative.then(|| format!("Negative {name}"));
    let modality = (modifiers.modality != Modality::default())
        .then(|| format!("Modality {name} {}", modifiers.modality.as_str()));
    let optional = modifiers.optional.then(|| format!("Optional {name}"));
    negative.into_iter().chain(modality).chain(optional).collect()
}

struct Writer<'t> {
    text: &'t str,
    positions: Positions<'t>,
    lines: String,
    notes: usize,
}

impl Writer<'_> {
    fn bound(&mut self, name: &str, label: &str, spans: &[Span]) {
        let (places, words) = bound(self.text, &self.positions, spans);
        let _ = writeln!(self.lines, "{name}\t{label} {places}\t{words}");
    }

    fn event(&mut self, index: usize, node: &Node, name: &str, markup: &Markup, names: &[String]) {
        let links = markup.links.iter().filter(|link| link.from == index);
        let arguments: Vec<String> = links.map(|link| format!(" {}:{}", link.name, names[link.to])).collect();
        let arguments = arguments.concat();
        let _ = writeln!(self.lines, "{name}\t{}:T{}{arguments}", node.label.words()[0], index + 1);
    }

    fn note(&mut self, name: &str, lines: &[String]) {
        if !lines.is_empty() {
            self.notes += 1;
            let _ = writeln!(self.lines, "#{}\tAnnotatorNotes {name}\t{}", self.notes, note::join(lines));
        }
    }
}

#[cfg(test)]
mod tests {
    use triplewire_evaluation::facts::parse;

    use super::super::mark::mark;
    use super::*;

    #[test]
    fn facts_are_events_with_attributes_and_notes() {
        let text = "🙂 IS may lose two\r\ndeadly bases.";
        let facts =
            "date: 2026\nentity: ORG | IS\nfact: IS | lose | [two] deadly bases\n  modality: possible\n";
        let markup = mark(&parse(facts, "a").0, text).unwrap();
        let expected = [
            "T1\tORG 2 4\tIS",
            "T2\tPhrase 14 17;19 31\ttwo deadly bases",
            "T3\tFact 9 13\tlose",
            "T4\tArticle 0 1\t🙂",
            "#1\tAnnotatorNotes T4\tdate: 2026",
            "#2\tAnnotatorNotes T1\tentity: ORG | IS",
            "E1\tFact:T3 Subject:T1 Object:T2",
            "A1\tModality E1 possible",
            "#3\tAnnotatorNotes E1\tobject: [two] deadly bases",
        ];
        assert_eq!(write(&markup, text).lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_editor_knows_every_label() {
        let configuration = configuration();
        for label in ENTITY_TYPES.iter().chain(&[PHRASE, ARTICLE, FACT, IMPLIED, ALIAS]) {
            assert!(configuration.lines().any(|line| line.split('\t').next() == Some(label)), "{label}");
        }
    }
}
