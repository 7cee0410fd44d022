//! From the parsed sentences of an article to its facts.

use triplewire_entities::Entities;
use triplewire_tokenizer::{Document, PassageKind};

use crate::{clause::Clauses, fact::Fact, parse::Parse, rules, syntax::Tree};

/// Facts of a headline count for less: it is written in its own grammar and the article repeats it.
const HEADLINE: f32 = 0.8;

/// The facts of an article, sentence by sentence, in order of the text.
///
/// `parses` has one entry a sentence of `document`; sentences without one give no facts. Any tree
/// is accepted, however odd: a head outside the sentence or in a cycle counts as none.
#[must_use]
pub fn extract(document: &Document<'_>, parses: &[Parse], entities: &Entities) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (index, (sentence, parse)) in document.sentences.iter().zip(parses).enumerate() {
        let kind = document.passages.get(sentence.passage).map_or(PassageKind::Paragraph, |passage| passage.kind);
        if !matches!(kind, PassageKind::Paragraph | PassageKind::Headline | PassageKind::Heading) {
            continue;
        }
        let tree = Tree::new(document, &sentence.words, index, parse, entities);
        let clauses = Clauses::new(&tree);
        let view = rules::Sentence { tree: &tree, clauses: &clauses };
        let mut drafts = Vec::new();
        for rule in rules::ALL {
            rule(&view, &mut drafts);
        }
        let factor = if kind == PassageKind::Paragraph { 1.0 } else { HEADLINE };
        let start = facts.len();
        for draft in drafts {
            let mut fact = draft.finish(&tree);
            fact.confidence *= factor;
            add(&mut facts, start, fact);
        }
        facts[start..].sort_by_key(|fact| (first(&fact.subject.text), fact.relation.spans.first().copied()));
    }
    facts
}

/// Where the words of an argument begin.
fn first(spans: &[triplewire_tokenizer::Span]) -> usize {
    spans.first().map_or(0, |span| span.start)
}

/// Adds a fact unless one of the same sentence (from `start` on) has the same words; then the
/// more certain stays.
fn add(facts: &mut Vec<Fact>, start: usize, fact: Fact) {
    let same = facts[start..].iter_mut().find(|other| {
        other.subject.text == fact.subject.text
            && other.relation.text == fact.relation.text
            && other.relation.spans == fact.relation.spans
            && other.object.as_ref().map(|object| &object.text) == fact.object.as_ref().map(|object| &object.text)
    });
    match same {
        Some(other) if other.confidence < fact.confidence => *other = fact,
        Some(_) => {}
        None => facts.push(fact),
    }
}
