//! Markup from a labelling tool and the text in, a labelled article out, with a remark for
//! everything that it cannot hold.
//!
//! People correct stretches, labels and links, or write notes. Where a note and a stretch
//! contradict each other the stretch counts, and a remark says so. A link between two stretches
//! that are no facts is itself a fact, with the link's name as relation.

use triplewire_evaluation::facts::{Finding, GoldArticle, GoldEntity, GoldFact, parse};
use triplewire_evaluation::is_iso_time;
use triplewire_tokenizer::Span;

use super::entities;
use super::fact_note::FactNote;
use super::locate::{Wordings, fold, wording};
use super::markup::{ALIAS, Label, Markup, Modifiers, Role};

/// The article, and what it lacks of the markup, one line each.
pub(super) fn unmark(name: &str, text: &str, markup: &Markup) -> (GoldArticle, Vec<String>) {
    let mut remarks = Vec::new();
    let article = GoldArticle { name: name.to_owned(), ..article_note(&markup.note, name, &mut remarks) };
    let entities = entities::read(text, markup, &article.entities, &mut remarks);
    let mut reader = Reader {
        text,
        markup,
        article: GoldArticle { entities, ..article },
        is_used: vec![false; markup.nodes.len()],
        remarks,
    };
    for index in 0..markup.nodes.len() {
        if let Some(modifiers) = markup.nodes[index].label.modifiers() {
            reader.fact(index, modifiers);
        }
    }
    reader.plain_links();
    reader.unused();
    (reader.article, reader.remarks)
}

/// What a stretch says as a source of a chain.
pub(super) fn source(words: &str) -> String {
    fold(&wording(words).replace('>', " "))
}

/// Date and entities from the lines of the article's note.
fn article_note(lines: &[String], name: &str, remarks: &mut Vec<String>) -> GoldArticle {
    let (article, findings) = parse(&lines.join("\n"), name);
    remarks.extend(findings.iter().map(|finding| format!("note of the article: {}", finding.message)));
    article
}

struct Reader<'a> {
    text: &'a str,
    markup: &'a Markup,
    article: GoldArticle,
    /// Whether a fact has the node as a part.
    is_used: Vec<bool>,
    remarks: Vec<String>,
}

/// The nodes of a fact's parts.
#[derive(Default)]
struct Parts {
    subject: Option<usize>,
    object: Option<usize>,
    by: Vec<(usize, usize)>,
    when: Option<usize>,
    place: Option<usize>,
}

impl Reader<'_> {
    fn remark(&mut self, place: &str, message: &str) {
        self.remarks.push(format!("{place}: {message}"));
    }

    /// What a node's stretches say.
    fn words(&self, node: usize) -> String {
        words(self.text, &self.markup.nodes[node].spans)
    }

    fn fact(&mut self, index: usize, modifiers: Modifiers) {
        let markup = self.markup;
        let own = &markup.nodes[index];
        let place = own.place.as_str();
        let mut note = FactNote::read(place, &own.note, &mut self.remarks);
        let parts = self.parts(index);
        let is_said = matches!(own.label, Label::Fact(_));

        let subject = self.part(place, "subject", parts.subject, note.subject.take());
        let relation = self.part(place, "relation", is_said.then_some(index), note.relation.take());
        let object = self.part(place, "object", parts.object, note.object.take());
        let place_words = self.part(place, "where", parts.place, note.place.take());
        let by = self.sources(place, &parts.by, note.by.take());
        if let Some(when) = parts.when {
            let words = self.words(when);
            if !note.has_time && is_iso_time(&words) {
                note.lines.push(format!("when: {words}"));
            } else if !note.has_time {
                let message = format!("'{words}' is not ISO 8601: write 'when: ' and the date in the note");
                self.remark(place, &message);
            }
        }
        note.lines.extend(place_words.map(|words| format!("where: {words}")));
        note.lines.extend(by.map(|by| format!("by: {by}")));
        note.lines.extend(modifiers.words().iter().map(|word| match *word {
            "negative" => "polarity: negative".to_owned(),
            "optional" => "optional: yes".to_owned(),
            modality => format!("modality: {modality}"),
        }));
        self.block(place, [("subject", subject), ("relation", relation), ("object", object)], &note.lines);
    }

    /// The fact of these parts and lines, through the reader of `.facts` files.
    fn block(&mut self, place: &str, parts: [(&str, Option<String>); 3], lines: &[String]) {
        if let Some((missing, _)) = parts.iter().find(|(_, words)| words.is_none()) {
            self.remark(
                place,
                &format!("left out: a fact needs a subject, a relation and an object; it has no {missing}"),
            );
            return;
        }
        let form: Vec<String> = parts.into_iter().filter_map(|(_, words)| words).collect();
        let block = format!("fact: {}\n{}", form.join(" | "), lines.join("\n"));
        let (article, findings) = parse(&block, "");
        for Finding { message, .. } in findings {
            self.remark(place, &message);
        }
        let is_whole = |fact: &GoldFact| !fact.forms.is_empty();
        self.article.facts.extend(article.facts.into_iter().filter(is_whole));
    }

    /// The parts that links lead to, whichever end they were drawn from.
    fn parts(&mut self, fact: usize) -> Parts {
        let markup = self.markup;
        let mut parts = Parts::default();
        for link in &markup.links {
            let other = match (link.from == fact, link.to == fact) {
                (true, false) => link.to,
                (false, true) => link.from,
                _ => continue,
            };
            let role = Role::new(&link.name);
            if markup.nodes[other].label.modifiers().is_some() {
                if link.from == fact {
                    self.remark(&link.place, &format!("left out: '{}' links a fact to a fact", link.name));
                }
                continue;
            }
            self.is_used[other] = true;
            let slot = match role {
                Some(Role::By(number)) => {
                    parts.by.push((number, other));
                    continue;
                }
                Some(Role::Subject) => &mut parts.subject,
                Some(Role::Object) => &mut parts.object,
                Some(Role::When) => &mut parts.when,
                Some(Role::Where) => &mut parts.place,
                None => {
                    self.remark(&link.place, &format!("left out: '{}' is no part of a fact", link.name));
                    continue;
                }
            };
            if slot.is_some() {
                let words = words(self.text, &markup.nodes[other].spans);
                self.remark(&link.place, &format!("left out: a second {} for one fact: {words}", link.name));
            } else {
                *slot = Some(other);
            }
        }
        parts.by.sort_by_key(|source| source.0);
        parts
    }

    /// The wording of a part: the note's where it is one of the stretch, else the stretch's.
    fn part(&mut self, place: &str, key: &str, said: Option<usize>, note: Option<String>) -> Option<String> {
        let Some(said) = said else { return note };
        let words = self.words(said);
        // Entities have no part in relations.
        let entities: &[GoldEntity] = if key == "relation" { &[] } else { &self.article.entities };
        if note.as_ref().is_some_and(|note| Wordings::new(note, entities).say(&words)) {
            return note;
        }
        if let Some(note) = note {
            let message = format!("the note says {key} '{note}', the text '{words}': the text is taken");
            self.remark(place, &message);
        }
        Some(wording(&words)).filter(|words| !words.is_empty())
    }

    /// The chain of sources, as [`Reader::part`].
    fn sources(&mut self, place: &str, nodes: &[(usize, usize)], note: Option<String>) -> Option<String> {
        if nodes.is_empty() {
            return note;
        }
        let said: Vec<String> = nodes.iter().map(|&(_, node)| self.words(node)).collect();
        if let Some(note) = note {
            let noted: Vec<&str> = note.split('>').map(str::trim).collect();
            let says =
                |(noted, said): (&&str, &String)| Wordings::new(noted, &self.article.entities).say(said);
            if noted.len() == said.len() && noted.iter().zip(&said).all(says) {
                return Some(note);
            }
            let message =
                format!("the note says by '{note}', the text '{}': the text is taken", said.join(" > "));
            self.remark(place, &message);
        }
        Some(said.iter().map(|words| source(words)).collect::<Vec<_>>().join(" > "))
    }

    /// Links between two stretches that are no facts.
    fn plain_links(&mut self) {
        let markup = self.markup;
        for link in &markup.links {
            let is_fact = |node: usize| markup.nodes[node].label.modifiers().is_some();
            if is_fact(link.from) || is_fact(link.to) || link.name.eq_ignore_ascii_case(ALIAS) {
                if link.from == link.to {
                    self.remark(&link.place, "left out: it links a stretch to itself");
                }
                continue;
            }
            if Role::new(&link.name).is_some() {
                let message = format!("left out: '{}' links no fact to its part", link.name);
                self.remark(&link.place, &message);
                continue;
            }
            (self.is_used[link.from], self.is_used[link.to]) = (true, true);
            let mut note = FactNote::read(&link.place, &link.note, &mut self.remarks);
            for (key, value) in [("by", note.by.take()), ("where", note.place.take())] {
                note.lines.extend(value.map(|value| format!("{key}: {value}")));
            }
            for (key, value) in
                [("subject", note.subject), ("relation", note.relation), ("object", note.object)]
            {
                if let Some(value) = value {
                    self.remark(&link.place, &format!("left out, the link says it: {key}: {value}"));
                }
            }
            let relation = wording(&link.name.replace('_', " "));
            let words = |node: usize| Some(wording(&self.words(node))).filter(|words| !words.is_empty());
            let relation = Some(relation).filter(|words| !words.is_empty());
            let parts = [("subject", words(link.from)), ("relation", relation), ("object", words(link.to))];
            self.block(&link.place, parts, &note.lines);
        }
    }

    /// Names the stretches that nothing was made of.
    fn unused(&mut self) {
        let markup = self.markup;
        for (index, node) in markup.nodes.iter().enumerate() {
            let words = words(self.text, &node.spans);
            match &node.label {
                Label::Unknown(label) => {
                    self.remark(&node.place, &format!("left out: the label '{label}' is not known: {words}"));
                }
                Label::Phrase if !self.is_used[index] && !entities::is_alias(markup, index) => {
                    self.remark(&node.place, &format!("left out: a phrase that is part of no fact: {words}"));
                }
                _ => {}
            }
            if node.label == Label::Phrase {
                for line in &node.note {
                    self.remark(&node.place, &format!("left out, as a phrase has no note: {line}"));
                }
            }
        }
    }
}

/// What the spans say, one after the other, white space folded.
pub(super) fn words(text: &str, spans: &[Span]) -> String {
    spans.iter().map(|span| fold(span.of(text))).collect::<Vec<_>>().join(" ")
}
