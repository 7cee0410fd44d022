//! An article, node or claim in, the quads that describe it out.

use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term, Triple};

use super::terms::{self, Iris};
use crate::model::{Article, Claim, Evidence, Node, NodeKind, Time};

const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// Says things of one subject, in the default graph.
struct About<'a> {
    subject: NamedNode,
    quads: &'a mut Vec<Quad>,
}

impl About<'_> {
    fn say(&mut self, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        let predicate = predicate.into_owned();
        self.quads.push(Quad::new(self.subject.clone(), predicate, object, GraphName::DefaultGraph));
    }

    fn text(&mut self, predicate: NamedNodeRef<'_>, text: &str) {
        // XML has no place for these, and all formats must give the same graph.
        let is_odd =
            |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}');
        let literal = if text.contains(is_odd) {
            Literal::new_simple_literal(text.replace(is_odd, "\u{fffd}"))
        } else {
            Literal::new_simple_literal(text)
        };
        self.say(predicate, literal);
    }

    fn typed(&mut self, predicate: NamedNodeRef<'_>, text: impl Into<String>, datatype: &str) {
        let datatype = NamedNode::new_unchecked(format!("{XSD}{datatype}"));
        self.say(predicate, Literal::new_typed_literal(text, datatype));
    }
}

fn about<'a>(subject: &NamedNode, quads: &'a mut Vec<Quad>) -> About<'a> {
    About { subject: subject.clone(), quads }
}

/// What is said of an article.
pub(super) fn article(iris: &Iris, article: &Article, quads: &mut Vec<Quad>) {
    let mut about = about(&iris.article(&article.id), quads);
    about.say(terms::TYPE, terms::NEWS_ARTICLE.into_owned());
    about.text(terms::IDENTIFIER, &article.name);
    if let Some(date) = &article.date {
        time(&mut about, terms::ISSUED, date);
    }
    if let Some(title) = &article.title {
        about.text(terms::TITLE, title);
    }
    if let Some(url) = &article.url {
        // A literal: what the input calls an address may be anything.
        about.text(terms::URL, url);
    }
    if let Some(first) = &article.copy_of {
        about.say(terms::COPY_OF, iris.article(first));
    }
}

/// What is said of a node.
pub(super) fn node(iris: &Iris, node: &Node, quads: &mut Vec<Quad>) {
    let mut about = about(&iris.node(&node.id), quads);
    match node.kind {
        NodeKind::Entity => {
            about.say(terms::TYPE, terms::ENTITY.into_owned());
            if let Some(class) = node.entity_type.as_deref().and_then(terms::class) {
                about.say(terms::TYPE, class.into_owned());
            }
        }
        NodeKind::Phrase => about.say(terms::TYPE, terms::PHRASE.into_owned()),
    }
    about.text(terms::LABEL, &node.name);
    about.text(terms::PREF_LABEL, &node.name);
    for alias in &node.aliases {
        about.text(terms::ALT_LABEL, alias);
    }
    if let Some(entity_type) = &node.entity_type {
        about.text(terms::ENTITY_TYPE, entity_type);
    }
    if let Some(value) = &node.value {
        time(&mut about, terms::VALUE, value);
    }
    for link in node.links.values() {
        // A space or a quotation mark would end it.
        if let Ok(link) = NamedNode::new(link.as_str()) {
            about.say(terms::SAME_AS, link);
        }
    }
}

/// What is said of a relation.
pub(super) fn relation(iris: &Iris, lemma: &str, quads: &mut Vec<Quad>) {
    let mut about = about(&iris.relation(lemma), quads);
    about.say(terms::TYPE, terms::RELATION.into_owned());
    about.text(terms::LABEL, lemma);
}

/// The triple that a claim is: without an object the subject did what the relation says.
fn triple(iris: &Iris, claim: &Claim) -> (NamedNode, NamedNode, NamedNode) {
    let (subject, relation) = (iris.node(&claim.subject), iris.relation(&claim.relation));
    match &claim.object {
        Some(object) => (subject, relation, iris.node(object)),
        None => (subject, terms::DID.into_owned(), relation),
    }
}

/// The claim as a triple in its own graph, and in the default graph too where articles say so themselves.
pub(super) fn statement(iris: &Iris, claim: &Claim, quads: &mut Vec<Quad>) {
    let (subject, predicate, object) = triple(iris, claim);
    if claim.is_plain() {
        let plain = (subject.clone(), predicate.clone(), object.clone());
        quads.push(Quad::new(plain.0, plain.1, plain.2, GraphName::DefaultGraph));
    }
    quads.push(Quad::new(subject, predicate, object, iris.claim(&claim.id)));
}

/// The claim as the reifier of its triple, as RDF 1.2 has it.
pub(super) fn reifier(iris: &Iris, claim: &Claim, quads: &mut Vec<Quad>) {
    let (subject, predicate, object) = triple(iris, claim);
    let term = Triple::new(subject, predicate, object);
    about(&iris.claim(&claim.id), quads).say(terms::REIFIES, term);
}

/// What is said of a claim and its evidence.
pub(super) fn claim(iris: &Iris, claim: &Claim, quads: &mut Vec<Quad>) {
    let mut about = about(&iris.claim(&claim.id), quads);
    about.say(terms::TYPE, terms::CLAIM.into_owned());
    about.text(terms::LABEL, &claim.text);
    about.say(terms::SUBJECT, iris.node(&claim.subject));
    about.say(terms::PREDICATE, iris.relation(&claim.relation));
    if let Some(object) = &claim.object {
        about.say(terms::OBJECT, iris.node(object));
    }
    about.text(terms::POLARITY, &claim.polarity);
    about.text(terms::MODALITY, &claim.modality);
    let mut sources: Vec<&String> = claim.by.iter().collect();
    sources.sort();
    sources.dedup();
    for source in sources {
        about.say(terms::WAS_ATTRIBUTED_TO, iris.node(source));
    }
    if claim.by.len() > 1 {
        let chain: Vec<String> = claim.by.iter().map(|source| iris.node(source).into_string()).collect();
        about.text(terms::SOURCE_CHAIN, &chain.join(" > "));
    }
    match &claim.when {
        Some(Time { value: Some(value), .. }) => time(&mut about, terms::HAS_TIME_STAMP, value),
        Some(Time { text: Some(text), .. }) => about.text(terms::HAS_TIME_STAMP, text),
        _ => {}
    }
    for place in &claim.places {
        about.say(terms::HAS_PLACE, iris.node(place));
    }
    about.typed(terms::CONFIDENCE, format!("{:.4}", claim.confidence), "decimal");
    about.typed(terms::SOURCES, claim.sources.to_string(), "integer");
    if let Some(figures) = &claim.figures {
        about.say(terms::FIGURES, iris.figures(figures));
    }
    let iri = |item: &Evidence| iris.evidence(&claim.id, &item.article, &item.fact);
    for item in &claim.evidence {
        about.say(terms::WAS_DERIVED_FROM, iri(item));
    }
    for item in &claim.evidence {
        evidence(iris, &iri(item), item, quads);
    }
}

fn evidence(iris: &Iris, iri: &NamedNode, evidence: &Evidence, quads: &mut Vec<Quad>) {
    let selector = |name: &str| NamedNode::new_unchecked(format!("{}/{name}", iri.as_str()));
    let mut of = about(iri, quads);
    of.say(terms::TYPE, terms::SPECIFIC_RESOURCE.into_owned());
    of.say(terms::HAS_SOURCE, iris.article(&evidence.article));
    of.text(terms::IDENTIFIER, &evidence.fact);
    of.typed(terms::CONFIDENCE, format!("{:.4}", evidence.confidence), "decimal");
    let position = evidence.start.zip(evidence.end);
    if position.is_some() {
        of.say(terms::HAS_SELECTOR, selector("position"));
    }
    // Words put together from a fact are not the article's.
    let Some(before) = &evidence.before else {
        of.text(terms::WORDS, &evidence.quote);
        return describe_position(&selector("position"), position, quads);
    };
    of.say(terms::HAS_SELECTOR, selector("quote"));
    describe_position(&selector("position"), position, quads);
    let mut quote = about(&selector("quote"), quads);
    quote.say(terms::TYPE, terms::TEXT_QUOTE_SELECTOR.into_owned());
    quote.text(terms::EXACT, &evidence.quote);
    for (predicate, context) in [(terms::PREFIX, Some(before)), (terms::SUFFIX, evidence.after.as_ref())] {
        if let Some(context) = context.filter(|context| !context.is_empty()) {
            quote.text(predicate, context);
        }
    }
}

fn describe_position(iri: &NamedNode, position: Option<(usize, usize)>, quads: &mut Vec<Quad>) {
    if let Some((start, end)) = position {
        let mut position = about(iri, quads);
        position.say(terms::TYPE, terms::TEXT_POSITION_SELECTOR.into_owned());
        position.typed(terms::START, start.to_string(), "integer");
        position.typed(terms::END, end.to_string(), "integer");
    }
}

/// A day, month or year as such, anything else as it is written.
fn time(about: &mut About<'_>, predicate: NamedNodeRef<'_>, value: &str) {
    match datatype(value) {
        Some(datatype) => about.typed(predicate, value, datatype),
        None => about.text(predicate, value),
    }
}

fn datatype(value: &str) -> Option<&'static str> {
    let digits = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let within = |part: &str, most: u32| digits(part, 2) && (1..=most).contains(&part.parse().unwrap_or(0));
    let parts: Vec<&str> = value.split('-').collect();
    match parts[..] {
        [year] if digits(year, 4) => Some("gYear"),
        [year, month] if digits(year, 4) && within(month, 12) => Some("gYearMonth"),
        [year, month, day] if digits(year, 4) && within(month, 12) && within(day, days(year, month)) => {
            Some("date")
        }
        _ => None,
    }
}

fn days(year: &str, month: &str) -> u32 {
    let year: u32 = year.parse().unwrap_or(0);
    match month {
        "02" if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        "02" => 28,
        "04" | "06" | "09" | "11" => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_the_type_that_they_fit() {
        for (value, expected) in [
            ("2026-02-20", Some("date")),
            ("2024-02-29", Some("date")),
            ("2023-02-29", None),
            ("2026-13", None),
            ("2026-02", Some("gYearMonth")),
            ("2026", Some("gYear")),
            ("2026-W08", None),
            ("2026-02-20/2026-02-22", None),
            ("+026-02-20", None),
            ("", None),
        ] {
            assert_eq!(datatype(value), expected, "{value}");
        }
    }
}
