//! From dependency trees to facts: who did what to whom, who says so, when and where.
//!
//! ```
//! use triplewire_encoder::{Node, Parse};
//! use triplewire_entities::Entities;
//! use triplewire_relations::extract;
//! use triplewire_tokenizer::{Document, Passage, PassageKind, Sentence, Span, Word};
//!
//! let text = "Rebels left Aleppo";
//! let word = |start, end| Word { span: Span::new(start, end), space_after: true, clitic: false };
//! let words = vec![word(0, 6), word(7, 11), word(12, 18)];
//! let span = Span::new(0, text.len());
//! let document = Document {
//!     text,
//!     passages: vec![Passage { span, kind: PassageKind::Paragraph }],
//!     sentences: vec![Sentence { span, words, passage: 0, cut: false }],
//!     published: None,
//! };
//! let node = |upos: &str, xpos: &str, lemma: &str, head, deprel: &str| Node {
//!     upos: upos.into(),
//!     xpos: xpos.into(),
//!     lemma: lemma.into(),
//!     head,
//!     deprel: deprel.into(),
//! };
//! let parse = Parse {
//!     nodes: vec![
//!         node("NOUN", "NNS", "rebel", Some(1), "nsubj"),
//!         node("VERB", "VBD", "leave", None, "root"),
//!         node("PROPN", "NNP", "Aleppo", Some(1), "obj"),
//!     ],
//!     ..Parse::default()
//! };
//!
//! let facts = extract(&document, &[parse], &Entities::default());
//!
//! let [fact] = &facts[..] else { panic!("one fact expected") };
//! assert_eq!(fact.subject.text[0].of(text), "Rebels");
//! assert_eq!(fact.relation.text, "left");
//! assert_eq!(fact.relation.lemma, "leave");
//! assert_eq!(fact.object.as_ref().map(|object| object.text[0].of(text)), Some("Aleppo"));
//! ```
//!
//! [`extract`] takes the parses and entities of an article to its [`Fact`]s. First the predicates of a
//! sentence with their subjects are found (`clause`), then every rule of `rules` adds its facts in
//! words of the sentence (`draft`), with what is said about the event (`claims`) and the long and
//! short form of every phrase (`phrase`); last, words become spans.

#[cfg(test)]
mod catalogue;
mod claims;
mod clause;
mod confidence;
mod draft;
mod extract;
mod fact;
mod lexicon;
mod mend;
mod phrase;
mod quoted;
mod relative;
mod rules;
mod syntax;
#[cfg(test)]
mod testing;

pub use confidence::Feature;
pub use extract::{Explained, explain, extract};
pub use fact::{Argument, Fact, Modality, Relation, Source};
pub use quoted::{Quoted, quotations};
pub use rules::RULES;
