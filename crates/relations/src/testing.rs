//! For tests: sentences with trees written one word a line, and facts written as text.
//!
//! A line is `FORM UPOS XPOS LEMMA HEAD DEPREL`, head counting from 1, optionally with `B-GPE` or
//! `I-GPE` behind it; a word that begins with `_` is joined to the word before. `B-GPE=1` is one more
//! mention of the entity that was mentioned first, counting from 1. A blank line ends a sentence.

use triplewire_encoder::{Node, Parse};
use triplewire_entities::{Entities, Entity, EntityType, Links, Mention, MentionKind};
use triplewire_tokenizer::{Document, Passage, PassageKind, Sentence, Span, Word};

use crate::{
    extract::extract,
    fact::{Argument, Fact, Modality},
};

const TYPES: [EntityType; 16] = [
    EntityType::Per,
    EntityType::Org,
    EntityType::Gpe,
    EntityType::Loc,
    EntityType::Fac,
    EntityType::Norp,
    EntityType::Event,
    EntityType::Product,
    EntityType::Work,
    EntityType::Law,
    EntityType::Date,
    EntityType::Time,
    EntityType::Money,
    EntityType::Quantity,
    EntityType::Percent,
    EntityType::Other,
];

/// A text with its trees and names.
pub(crate) struct Article {
    pub(crate) text: String,
    sentences: Vec<Sentence>,
    pub(crate) parses: Vec<Parse>,
    pub(crate) entities: Entities,
}

impl Article {
    pub(crate) fn document(&self) -> Document<'_> {
        let span = Span::new(0, self.text.len());
        Document {
            text: &self.text,
            passages: vec![Passage { span, kind: PassageKind::Paragraph }],
            sentences: self.sentences.clone(),
            published: None,
        }
    }

    pub(crate) fn facts(&self) -> Vec<Fact> {
        extract(&self.document(), &self.parses, &self.entities)
    }
}

/// Reads the lines of one or more sentences.
pub(crate) fn article(lines: &str) -> Article {
    let mut found = Article {
        text: String::new(),
        sentences: Vec::new(),
        parses: Vec::new(),
        entities: Entities::default(),
    };
    for block in lines.split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
        read_sentence(block, &mut found);
    }
    found
}

fn read_sentence(block: &str, found: &mut Article) {
    let mut words: Vec<Word> = Vec::new();
    let mut nodes = Vec::new();
    for line in block.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let (form, joined) = match fields[0].strip_prefix('_') {
            Some(form) if !form.is_empty() => (form, true),
            _ => (fields[0], false),
        };
        let clitic = joined && fields[1] != "PUNCT";
        if joined {
            if let Some(last) = words.last_mut() {
                last.space_after = false;
            }
        } else if !found.text.is_empty() {
            found.text.push(' ');
        }
        let start = found.text.len();
        found.text.push_str(form);
        words.push(Word { span: Span::new(start, found.text.len()), space_after: true, clitic });
        let head: usize = fields[4].parse().unwrap();
        nodes.push(Node {
            upos: fields[1].into(),
            xpos: fields[2].into(),
            lemma: fields[3].into(),
            head: head.checked_sub(1),
            deprel: fields[5].into(),
        });
        if let Some(tag) = fields.get(6) {
            read_tag(tag, fields[1], nodes.len() - 1, &words, found);
        }
    }
    let span = Span::new(words[0].span.start, words[words.len() - 1].span.end);
    found.sentences.push(Sentence { span, words, passage: 0, cut: false });
    found.parses.push(Parse { nodes, ..Parse::default() });
}

fn read_tag(tag: &str, upos: &str, word: usize, words: &[Word], found: &mut Article) {
    let (place, kind) = tag.split_once('-').unwrap();
    let (kind, again) = match kind.split_once('=') {
        Some((kind, again)) => (kind, again.parse::<usize>().unwrap().checked_sub(1)),
        None => (kind, None),
    };
    let span = words[word].span;
    if place == "I" {
        let mention = found.entities.mentions.last_mut().unwrap();
        mention.words.end = word + 1;
        mention.span.end = span.end;
        return;
    }
    let entity_type = TYPES.into_iter().find(|candidate| candidate.as_str() == kind).unwrap();
    let number = again.unwrap_or(found.entities.entities.len());
    let mention = found.entities.mentions.len();
    found.entities.mentions.push(Mention {
        sentence: found.sentences.len(),
        words: word..word + 1,
        span,
        kind: if upos == "PRON" { MentionKind::Pronoun } else { MentionKind::Name },
        entity_type,
        entity: number,
        title: None,
    });
    if again.is_some() {
        found.entities.entities[number].mentions.push(mention);
        return;
    }
    found.entities.entities.push(Entity {
        id: format!("e:{number}"),
        name: span.of(&found.text).to_owned(),
        entity_type,
        aliases: Vec::new(),
        mentions: vec![mention],
        merges: Vec::new(),
        links: Links::default(),
    });
}

/// Which form of its phrases a fact is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// The shortest part that is still true.
    Short,
    /// The whole phrase.
    Full,
}

impl Form {
    fn of(self, text: &str, argument: &Argument) -> String {
        let short = self == Self::Short && !argument.core.is_empty();
        joined(text, if short { &argument.core } else { &argument.text })
    }
}

fn joined(text: &str, spans: &[Span]) -> String {
    spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ")
}

/// The facts of the sentences: `subject | relation | object` in short forms, then in brackets
/// what differs from a plain assertion.
pub(crate) fn facts(lines: &str) -> Vec<String> {
    let article = article(lines);
    article.facts().iter().map(|fact| written(&article.text, fact, Form::Short)).collect()
}

/// Writes one fact of a text.
pub(crate) fn written(text: &str, fact: &Fact, form: Form) -> String {
    let mut parts = vec![format!("{} | {}", form.of(text, &fact.subject), fact.relation.text)];
    if let Some(object) = &fact.object {
        parts.push(format!(" | {}", form.of(text, object)));
    }
    if fact.negative {
        parts.push(" [not]".to_owned());
    }
    if fact.modality != Modality::Asserted {
        parts.push(format!(" [{}]", fact.modality.as_str()));
    }
    for source in &fact.by {
        parts.push(format!(" [by {}]", joined(text, &source.text)));
    }
    if let Some(when) = &fact.when {
        parts.push(format!(" [when {}]", joined(text, &when.text)));
    }
    if let Some(place) = &fact.place {
        parts.push(format!(" [where {}]", joined(text, &place.text)));
    }
    parts.concat()
}
