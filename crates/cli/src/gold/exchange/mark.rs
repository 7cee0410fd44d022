//! A labelled article and its text in, markup for a labelling tool out.
//!
//! Every part of a fact that the text says becomes a stretch near the stretches of the other
//! parts; notes get what [`unmark`](super::unmark) would not make of stretches, labels and links.

use std::collections::BTreeMap;

use triplewire_evaluation::facts::{GoldArticle, GoldEntity, GoldFact, Polarity};
use triplewire_tokenizer::Span;

use super::locate::{Haystack, Wordings, fold, wording};
use super::markup::{Label, Link, Markup, Modifiers, Node, Role};

/// The markup of an article.
///
/// # Errors
/// The text has no words.
pub(super) fn mark(article: &GoldArticle, text: &str) -> Result<Markup, String> {
    let start = text.len() - text.trim_start().len();
    let first_word = text[start..].split_whitespace().next().ok_or("the article has no words to label")?;
    let mut marker = Marker {
        text,
        haystack: Haystack::new(text),
        entities: &article.entities,
        markup: Markup::default(),
        parts: BTreeMap::new(),
        first_word: Span::new(start, start + first_word.len()),
    };
    marker.markup.note.extend(article.date.iter().map(|date| format!("date: {date}")));
    marker.entities();
    for fact in &article.facts {
        marker.fact(fact);
    }
    Ok(marker.markup)
}

struct Marker<'a> {
    text: &'a str,
    haystack: Haystack<'a>,
    entities: &'a [GoldEntity],
    markup: Markup,
    /// The node of each mention and phrase by its span.
    parts: BTreeMap<(usize, usize), usize>,
    first_word: Span,
}

impl Marker<'_> {
    /// The first mention of each entity gets the note, in the order of the entities; then all
    /// other mentions.
    fn entities(&mut self) {
        let mut occurrences: Vec<(Span, usize)> = Vec::new();
        for (index, entity) in self.entities.iter().enumerate() {
            let spans = entity.names.iter().flat_map(|name| self.haystack.find(name));
            occurrences.extend(spans.map(|span| (span, index)));
        }
        // Longer names first: a name inside another one is no mention of its own.
        occurrences.sort_by_key(|&(span, index)| (usize::MAX - (span.end - span.start), span.start, index));
        let mut mentions: BTreeMap<usize, (Span, usize)> = BTreeMap::new();
        for &(span, index) in &occurrences {
            let before = mentions.range(..span.end).next_back();
            if before.is_none_or(|(_, (other, _))| other.end <= span.start) {
                mentions.insert(span.start, (span, index));
            }
        }
        for (index, entity) in self.entities.iter().enumerate() {
            let own = mentions.values().find(|mention| mention.1 == index);
            let inside = occurrences.iter().filter(|occurrence| occurrence.1 == index);
            let first = own.or_else(|| inside.min_by_key(|occurrence| occurrence.0.start));
            let line = format!("entity: {entity}");
            match first {
                None => self.markup.note.push(line),
                Some(&(span, _)) => {
                    let node = self.mention(index, span);
                    self.markup.nodes[node].note.push(line);
                }
            }
        }
        for (span, index) in mentions.into_values() {
            if !self.parts.contains_key(&(span.start, span.end)) {
                self.mention(index, span);
            }
        }
    }

    fn mention(&mut self, entity: usize, span: Span) -> usize {
        self.add(Node::new(Label::Mention(self.entities[entity].kind.clone()), span))
    }

    fn add(&mut self, node: Node) -> usize {
        let (index, span) = (self.markup.nodes.len(), node.outer());
        if node.label.modifiers().is_none() {
            self.parts.entry((span.start, span.end)).or_insert(index);
        }
        self.markup.nodes.push(node);
        index
    }

    /// The node of a part, new where no mention or phrase has its span.
    fn part(&mut self, span: Span) -> usize {
        match self.parts.get(&(span.start, span.end)) {
            Some(&node) => node,
            None => self.add(Node::new(Label::Phrase, span)),
        }
    }

    fn fact(&mut self, fact: &GoldFact) {
        let Some((form, others)) = fact.forms.split_first() else { return };
        let found = |phrase: &str| Wordings::new(phrase, self.entities).find(&self.haystack);
        let (subjects, objects) = (found(&form.subject), found(&form.object));
        // Entities have no part in relations.
        let relations = Wordings::new(&form.relation, &[]).find(&self.haystack);
        let distance = |span: &Span| {
            let to = |others: &[Span]| others.iter().map(|other| gap(*span, *other)).min().unwrap_or(0);
            (to(&subjects) + to(&objects), span.start)
        };
        let nearest = |spans: &[Span]| spans.iter().copied().min_by_key(distance);
        let relation = nearest(&relations);
        // A fact stands somewhere even where the text has no words for its relation.
        let anchor = relation.or_else(|| nearest(&subjects)).or_else(|| nearest(&objects));
        let anchor = anchor.unwrap_or(self.first_word);
        let near = |spans: &[Span]| spans.iter().copied().min_by_key(|span| (gap(*span, anchor), span.start));

        let mut note = Vec::new();
        let mut links: Vec<(Role, Span)> = Vec::new();
        let mut part = |role: Role, key: &str, phrase: &str, span: Option<Span>| {
            links.extend(span.map(|span| (role, span)));
            if span.is_none_or(|span| wording(&fold(span.of(self.text))) != phrase) {
                note.push(format!("{key}: {phrase}"));
            }
        };
        part(Role::Subject, "subject", &form.subject, near(&subjects));
        part(Role::Object, "object", &form.object, near(&objects));
        if let Some(place) = &fact.place {
            part(Role::Where, "where", place, near(&found(place)));
        }
        if relation.is_none_or(|span| wording(&fold(span.of(self.text))) != form.relation) {
            note.push(format!("relation: {}", form.relation));
        }
        let sources: Option<Vec<Span>> = fact.by.iter().map(|source| near(&found(source))).collect();
        let said = |span: &Span| super::unmark::source(span.of(self.text));
        if sources.as_ref().is_none_or(|spans| spans.iter().map(said).collect::<Vec<_>>() != fact.by) {
            note.push(format!("by: {}", fact.by.join(" > ")));
        }
        let sources = (1..).map(Role::By).zip(sources.unwrap_or_default());
        links.extend(sources);
        note.extend(fact.when.iter().map(|when| format!("when: {when}")));
        note.extend(others.iter().map(|form| format!("or: {form}")));

        let negative = fact.polarity == Polarity::Negative;
        let modifiers = Modifiers { negative, modality: fact.modality, optional: fact.optional };
        let label = if relation.is_some() { Label::Fact(modifiers) } else { Label::Implied(modifiers) };
        let ends: Vec<(Role, usize)> =
            links.into_iter().map(|(role, span)| (role, self.part(span))).collect();
        let from = self.add(Node { note, ..Node::new(label, anchor) });
        for (role, to) in ends {
            let link = Link { place: String::new(), name: role.name(), from, to, note: Vec::new() };
            self.markup.links.push(link);
        }
    }
}

/// Bytes between two spans; 0 where they touch or overlap.
fn gap(one: Span, other: Span) -> usize {
    one.start.max(other.start).saturating_sub(one.end.min(other.end))
}

#[cfg(test)]
mod tests {
    use triplewire_evaluation::facts::parse;

    use super::*;

    fn marked(facts: &str, text: &str) -> (Markup, Vec<String>) {
        let (article, findings) = parse(facts, "a");
        assert!(findings.is_empty(), "{findings:?}");
        let markup = mark(&article, text).unwrap();
        let lines = markup.nodes.iter().map(|node| {
            let words = node.outer().of(text);
            format!(
                "{} {}..: {words} ({})",
                node.label.words().join("."),
                node.outer().start,
                node.note.join("; ")
            )
        });
        let lines = lines.collect();
        (markup, lines)
    }

    #[test]
    fn parts_are_stretches_near_the_relation() {
        let text = "IS fled. Then IS, the Islamic State, claimed two attacks.";
        let facts = "date: 2026\nentity: ORG | Islamic State | IS\nentity: GPE | Syria\n\
            fact: IS | claimed | [two deadly] attacks\n  modality: future\n  when: 2026-02\n";
        let (markup, lines) = marked(facts, text);
        assert_eq!(markup.note, ["date: 2026", "entity: GPE | Syria"]);
        assert_eq!(
            lines,
            [
                "ORG 0..: IS (entity: ORG | Islamic State | IS)",
                "ORG 14..: IS ()",
                "ORG 22..: Islamic State ()",
                "Phrase 49..: attacks ()",
                "Fact.future 37..: claimed (subject: IS; object: [two deadly] attacks; when: 2026-02)",
            ]
        );
        let ends: Vec<_> = markup.links.iter().map(|link| (link.name.as_str(), link.from, link.to)).collect();
        assert_eq!(ends, [("Subject", 4, 2), ("Object", 4, 3)]);
    }

    #[test]
    fn what_the_text_does_not_say_stands_in_the_note() {
        let facts =
            "fact: Rebels | are supported by | Iran\n  or: Iran | backs | Rebels\n  by: BBC > Reuters\n";
        let (markup, lines) = marked(facts, "  Heavy fighting, BBC says.");
        let note = "subject: Rebels; object: Iran; relation: are supported by; by: BBC > Reuters; \
            or: Iran | backs | Rebels";
        assert_eq!(lines, [format!("Implied 2..: Heavy ({note})")]);
        assert!(markup.links.is_empty());
        assert!(mark(&parse(facts, "a").0, " \n").is_err());
    }
}
