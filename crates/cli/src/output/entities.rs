//! The entities of an analysis in, the records of `entities.jsonl` out.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use triplewire_entities::{Entity, Links, Mention, MentionKind, Merge};
use triplewire_tokenizer::Span;

use crate::output::times::Times;
use crate::output::values::{self, ValueRecord};
use crate::pipeline::Analysis;
use crate::positions::Positions;

/// One line of `entities.jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct EntityRecord {
    pub(crate) article: String,
    pub(crate) id: String,
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) entity_type: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) aliases: Vec<String>,
    /// Of a time or an amount, where all its mentions have the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<ValueRecord>,
    pub(crate) mentions: Vec<MentionRecord>,
    /// Why its names are one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) merges: Vec<MergeRecord>,
    /// The entity in public data sets, by the name of the data set.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) links: BTreeMap<&'static str, String>,
}

/// Two names of an entity and the reason why they are one; `other` may be a name that the article does
/// not use.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct MergeRecord {
    pub(crate) form: String,
    pub(crate) other: String,
    pub(crate) why: String,
}

/// One mention of an entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct MentionRecord {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) text: String,
    pub(crate) kind: &'static str,
    /// Of a time or an amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<ValueRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<TitleRecord>,
    /// Inside another name.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) nested: bool,
}

/// The title before a person's name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct TitleRecord {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) text: String,
}

/// The records of an article's entities, in the order of their first mentions. Times are relative to the
/// day on which it was `published`.
pub(crate) fn records(
    article: &str,
    analysis: &Analysis<'_>,
    published: Option<Date>,
    positions: &Positions<'_>,
) -> Vec<EntityRecord> {
    let mentions = &analysis.entities.mentions;
    let times = Times::new(analysis, published);
    let value = |index: usize| values::of_mention(analysis, &times, index);
    let mut nested: Vec<Vec<MentionRecord>> = vec![Vec::new(); analysis.entities.entities.len()];
    for inner in &analysis.entities.nested {
        let (start, end) = positions.of(inner.span);
        let text = positions.words(&[inner.span]);
        let kind = MentionKind::Name.as_str();
        if let Some(own) = nested.get_mut(inner.entity) {
            own.push(MentionRecord { start, end, text, kind, title: None, value: None, nested: true });
        }
    }
    let mention = |index: &usize| {
        let mention = mentions.get(*index)?;
        let (start, end) = positions.of(mention.span);
        let text = positions.words(&[mention.span]);
        let title = title(analysis, mention).map(|span| {
            let (start, end) = positions.of(span);
            TitleRecord { start, end, text: positions.words(&[span]) }
        });
        Some(MentionRecord {
            start,
            end,
            text,
            kind: mention.kind.as_str(),
            value: value(*index),
            title,
            nested: false,
        })
    };
    let record = |(entity, nested): (&Entity, Vec<MentionRecord>)| {
        let mut mentions: Vec<MentionRecord> = entity.mentions.iter().filter_map(mention).collect();
        mentions.extend(nested);
        mentions.sort_by_key(|mention| (mention.start, mention.end));
        EntityRecord {
            article: article.to_owned(),
            id: entity.id.clone(),
            name: entity.name.clone(),
            entity_type: entity.entity_type.as_str(),
            aliases: entity.aliases.clone(),
            value: values::shared(entity.mentions.iter().map(|&index| value(index))),
            mentions,
            merges: entity.merges.iter().map(merge).collect(),
            links: links(&entity.links),
        }
    };
    analysis.entities.entities.iter().zip(nested).map(record).collect()
}

/// The place of a mention's title.
fn title(analysis: &Analysis<'_>, mention: &Mention) -> Option<Span> {
    let words = &analysis.document.sentences.get(mention.sentence)?.words;
    let title = words.get(mention.title.clone()?)?;
    Some(Span::new(title.first()?.span.start, title.last()?.span.end))
}

fn merge(Merge { form, other, why }: &Merge) -> MergeRecord {
    MergeRecord { form: form.clone(), other: other.clone(), why: why.to_string() }
}

/// Links as addresses, in the order of the data sets' names.
fn links(links: &Links) -> BTreeMap<&'static str, String> {
    let geonames = links.geonames.map(|id| ("geonames", format!("https://sws.geonames.org/{id}/")));
    let wikidata =
        links.wikidata.as_ref().map(|item| ("wikidata", format!("http://www.wikidata.org/entity/{item}")));
    geonames.into_iter().chain(wikidata).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_addresses() {
        let found =
            links(&Links { geonames: Some(163_843), wikidata: Some("Q858".to_owned()), country: None });
        let expected = [
            ("geonames", "https://sws.geonames.org/163843/".to_owned()),
            ("wikidata", "http://www.wikidata.org/entity/Q858".to_owned()),
        ];
        assert_eq!(found, BTreeMap::from(expected));
        assert!(links(&Links::default()).is_empty());
    }
}
