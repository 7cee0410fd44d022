//! The facts of an analysis in, the records of `facts.jsonl` out.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use triplewire_entities::{Entity, MentionKind};
use triplewire_relations::{Argument, Fact, Relation, Source};
use triplewire_tokenizer::Span;
use xxhash_rust::xxh3::Xxh3;

use crate::output::times::Times;
use crate::pipeline::{Analysis, confidence};
use crate::positions::Positions;

/// One line of `facts.jsonl`; fields stand in the order in which they are written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct FactRecord {
    /// `f:` and a hash of the article's name, the spans and the relation.
    pub(crate) id: String,
    pub(crate) article: String,
    /// From 0.
    pub(crate) sentence: usize,
    pub(crate) subject: Part,
    pub(crate) relation: RelationRecord,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) object: Option<Part>,
    pub(crate) polarity: &'static str,
    pub(crate) modality: &'static str,
    /// Outermost source first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) by: Vec<SourceRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) when: Option<Part>,
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub(crate) place: Option<Part>,
    /// 0 to 1, four decimals.
    pub(crate) confidence: f64,
    pub(crate) rule: &'static str,
}

/// A place in the article.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) end: Option<usize>,
    /// The stretches, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) spans: Vec<(usize, usize)>,
}

/// A subject, object, time or place.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Part {
    pub(crate) text: String,
    #[serde(flatten)]
    pub(crate) place: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) core: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) entity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(crate) entity_type: Option<&'static str>,
    /// Of a time, in ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<String>,
}

/// A relation.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct RelationRecord {
    pub(crate) text: String,
    #[serde(flatten)]
    pub(crate) place: Place,
    pub(crate) lemma: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) implied: bool,
}

/// A source.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct SourceRecord {
    pub(crate) text: String,
    #[serde(flatten)]
    pub(crate) place: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) entity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) act: Option<String>,
}

/// The records of an article's facts in their order; of those with the same id the surest.
/// Times are relative to the day on which it was `published`.
pub(crate) fn records(
    article: &str,
    analysis: &Analysis<'_>,
    published: Option<Date>,
    positions: &Positions<'_>,
) -> Vec<FactRecord> {
    let times = Times::new(analysis, published);
    let context = Context { article, analysis, times, owners: owners(analysis), positions };
    analysis.facts.iter().map(|fact| context.fact(fact)).collect()
}

/// The entities that possessive pronouns stand for, by where the pronoun starts.
fn owners<'a>(analysis: &'a Analysis<'_>) -> BTreeMap<usize, (Span, &'a Entity)> {
    let entities = &analysis.entities;
    let pronouns = entities.mentions.iter().filter(|mention| mention.kind == MentionKind::Pronoun);
    let possessive = pronouns.filter(|mention| {
        let word = mention.span.of(analysis.document.text);
        ["his", "her", "its", "their"].iter().any(|form| word.eq_ignore_ascii_case(form))
    });
    let named = possessive.filter_map(|mention| Some((mention.span, entities.entities.get(mention.entity)?)));
    named.map(|(span, entity)| (span.start, (span, entity))).collect()
}

struct Context<'a> {
    article: &'a str,
    analysis: &'a Analysis<'a>,
    times: Times<'a>,
    owners: BTreeMap<usize, (Span, &'a Entity)>,
    positions: &'a Positions<'a>,
}

impl<'a> Context<'a> {
    fn fact(&self, fact: &Fact) -> FactRecord {
        FactRecord {
            id: id(self.article, fact),
            article: self.article.to_owned(),
            sentence: fact.sentence,
            subject: self.part(&fact.subject),
            relation: self.relation(&fact.relation),
            object: fact.object.as_ref().map(|object| self.part(object)),
            polarity: if fact.negative { "negative" } else { "positive" },
            modality: fact.modality.as_str(),
            by: fact.by.iter().map(|source| self.source(source)).collect(),
            when: fact
                .when
                .as_ref()
                .map(|when| Part { value: self.times.value(fact, when), ..self.part(when) }),
            place: fact.place.as_ref().map(|place| self.part(place)),
            confidence: confidence(fact),
            rule: fact.rule,
        }
    }

    fn part(&self, argument: &Argument) -> Part {
        let text = self.positions.words(&argument.text);
        let core = self.positions.words(&argument.core);
        let entity = self.entity(argument.entity);
        Part {
            place: self.place(&argument.text),
            core: (!core.is_empty() && core != text).then_some(core),
            entity: entity.map(|entity| entity.id.clone()),
            name: self.name(entity, if argument.core.is_empty() { &argument.text } else { &argument.core }),
            entity_type: entity.map(|entity| entity.entity_type.as_str()),
            value: None,
            text,
        }
    }

    fn relation(&self, relation: &Relation) -> RelationRecord {
        RelationRecord {
            text: relation.text.clone(),
            place: self.place(&relation.spans),
            lemma: relation.lemma.clone(),
            implied: relation.implied,
        }
    }

    fn source(&self, source: &Source) -> SourceRecord {
        let entity = self.entity(source.entity);
        SourceRecord {
            text: self.positions.words(&source.text),
            place: self.place(&source.text),
            entity: entity.map(|entity| entity.id.clone()),
            name: self.name(entity, &source.text),
            act: source.act.clone(),
        }
    }

    fn entity(&self, index: Option<usize>) -> Option<&'a Entity> {
        self.analysis.entities.entities.get(index?)
    }

    /// The name of the entity, or the words with the name of whoever their "his" or "its" is.
    fn name(&self, entity: Option<&Entity>, words: &[Span]) -> Option<String> {
        if let Some(entity) = entity {
            return Some(entity.name.clone());
        }
        let (first, rest) = words.split_first()?;
        let &(pronoun, owner) = self.owners.get(&first.start)?;
        let mut words = vec![Span::new(pronoun.end.min(first.end), first.end)];
        words.extend(rest);
        let words = self.positions.words(&words);
        (!words.is_empty()).then(|| format!("{}'s {}", owner.name, words.trim_start()))
    }

    fn place(&self, spans: &[Span]) -> Place {
        let spans: Vec<_> = spans.iter().flat_map(|&span| self.positions.stretches(span)).collect();
        Place {
            start: spans.iter().map(|span| span.0).min(),
            end: spans.iter().map(|span| span.1).max(),
            spans: if spans.len() > 1 { spans } else { Vec::new() },
        }
    }
}

/// The same for the same article name, spans and relation, in whatever unit offsets are written.
fn id(article: &str, fact: &Fact) -> String {
    let mut hash = Xxh3::new();
    // Lengths in front keep neighbouring fields apart.
    let mut add = |bytes: &[u8]| {
        hash.update(&(bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    add(article.as_bytes());
    add(fact.relation.text.as_bytes());
    let text = |argument: &Option<Argument>| argument.as_ref().map(|a| a.text.clone());
    let parts = [
        Some(fact.subject.text.clone()),
        Some(fact.relation.spans.clone()),
        text(&fact.object),
        text(&fact.when),
        text(&fact.place),
    ];
    for spans in parts {
        let numbers = spans.iter().flatten().flat_map(|span| [span.start, span.end]);
        let bytes: Vec<u8> = numbers.flat_map(|n| (n as u64).to_le_bytes()).collect();
        add(&bytes);
    }
    format!("f:{:016x}", hash.digest())
}

#[cfg(test)]
pub(super) mod tests {
    use triplewire_entities::{Entities, EntityType, Links};
    use triplewire_tokenizer::Document;

    use super::*;
    use crate::args::Unit;

    /// From the first word of `part` to its last one, whatever white space is between them.
    fn at(text: &str, part: &str) -> Span {
        let words: Vec<&str> = part.split(' ').collect();
        let start = text.find(words[0]).unwrap();
        let last = words[words.len() - 1];
        Span::new(start, start + text[start..].find(last).unwrap() + last.len())
    }

    fn argument(text: &str, part: &str) -> Argument {
        Argument { text: vec![at(text, part)], ..Argument::default() }
    }

    /// "IS" claimed "two deadly attacks", by hand.
    pub(in crate::output) fn analysis(text: &str) -> Analysis<'_> {
        let relation = Relation {
            spans: vec![at(text, "claimed")],
            text: "claimed".to_owned(),
            lemma: "claim".to_owned(),
            implied: false,
        };
        let fact = Fact {
            sentence: 0,
            subject: Argument { entity: Some(0), ..argument(text, "IS") },
            relation,
            object: Some(Argument {
                core: vec![at(text, "attacks")],
                ..argument(text, "two deadly attacks")
            }),
            negative: false,
            modality: triplewire_relations::Modality::Asserted,
            by: vec![Source { text: vec![at(text, "Amaq")], entity: None, act: Some("say".to_owned()) }],
            when: Some(argument(text, "yesterday")),
            place: None,
            confidence: 0.912_345,
            rule: "clause.svo",
        };
        let entity = Entity {
            id: "e:islamic-state".to_owned(),
            name: "Islamic State".to_owned(),
            entity_type: EntityType::Org,
            aliases: vec!["IS".to_owned()],
            mentions: Vec::new(),
            merges: Vec::new(),
            links: Links::default(),
        };
        Analysis {
            document: Document { text, passages: Vec::new(), sentences: Vec::new(), published: None },
            parses: Vec::new(),
            entities: Entities { mentions: Vec::new(), entities: vec![entity], nested: Vec::new() },
            facts: vec![fact],
        }
    }

    pub(in crate::output) const TEXT: &str = "🙂 IS claimed two\r\ndeadly attacks yesterday, Amaq said.";

    #[test]
    fn a_record_reads_as_the_contract_says() {
        let analysis = analysis(TEXT);
        let published = Some(jiff::civil::date(2026, 2, 22));
        let records = records("a", &analysis, published, &Positions::new(TEXT, Unit::Chars));
        let json = serde_json::to_string(&records[0]).unwrap();
        let expected = concat!(
            r#"{"id":"f:ID","article":"a","sentence":0,"#,
            r#""subject":{"text":"IS","start":2,"end":4,"entity":"e:islamic-state","name":"Islamic State","type":"ORG"},"#,
            r#""relation":{"text":"claimed","start":5,"end":12,"lemma":"claim"},"#,
            r#""object":{"text":"two deadly attacks","start":13,"end":32,"core":"attacks"},"#,
            r#""polarity":"positive","modality":"asserted","#,
            r#""by":[{"text":"Amaq","start":44,"end":48,"act":"say"}],"#,
            r#""when":{"text":"yesterday","start":33,"end":42,"value":"2026-02-21"},"#,
            r#""confidence":0.9123,"rule":"clause.svo"}"#,
        );
        assert_eq!(json.replace(&records[0].id, "f:ID"), expected);
    }

    #[test]
    fn ids_depend_on_article_spans_and_relation_only() {
        let analysis = analysis(TEXT);
        let fact = &analysis.facts[0];
        let doubted = Fact { confidence: 0.1, negative: true, ..fact.clone() };
        assert_eq!(id("a", &doubted), id("a", fact));
        assert_ne!(id("b", fact), id("a", fact));
        let shorter = Fact { object: None, ..fact.clone() };
        assert_ne!(id("a", &shorter), id("a", fact));
        for unit in [Unit::Utf8, Unit::Utf16] {
            let records = records("a", &analysis, None, &Positions::new(TEXT, unit));
            assert_eq!(records[0].id, id("a", fact));
        }
    }

    #[test]
    fn several_stretches_are_listed() {
        let mut analysis = analysis(TEXT);
        analysis.facts[0].object =
            Some(Argument { text: vec![at(TEXT, "two"), at(TEXT, "attacks")], ..Argument::default() });
        let records = records("a", &analysis, None, &Positions::new(TEXT, Unit::Utf8));
        let object = records[0].object.clone().unwrap();
        assert_eq!(object.text, "two attacks");
        assert_eq!(object.place, Place { start: Some(16), end: Some(35), spans: vec![(16, 19), (28, 35)] });
    }

    #[test]
    fn what_is_his_has_the_name_of_whose_it_is() {
        let text = "His lawyer claimed two attacks, Amaq said yesterday. IS, deadly";
        let mut analysis = analysis(text);
        let fact = &mut analysis.facts[0];
        fact.subject = argument(text, "His lawyer");
        fact.object = Some(argument(text, "two attacks"));
        let mention = |span: Span, kind| triplewire_entities::Mention {
            sentence: 0,
            words: 0..1,
            span,
            kind,
            entity_type: EntityType::Org,
            entity: 0,
            title: None,
        };
        analysis.entities.mentions = vec![mention(at(text, "His"), MentionKind::Pronoun)];
        let subject = |analysis: &Analysis<'_>| {
            let positions = Positions::new(text, Unit::Chars);
            records("a", analysis, None, &positions)[0].subject.clone()
        };
        let his = subject(&analysis);
        assert_eq!((his.name.as_deref(), his.entity), (Some("Islamic State's lawyer"), None));
        assert_eq!(his.text, "His lawyer");
        // Of nobody who is known.
        analysis.entities.mentions.clear();
        assert_eq!(subject(&analysis).name, None);
    }
}
