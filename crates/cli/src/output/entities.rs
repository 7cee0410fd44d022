//! The entities of an analysis in, the records of `entities.jsonl` out.

use jiff::civil::Date;
use serde::Serialize;

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
    let mention = |index: &usize| {
        let mention = mentions.get(*index)?;
        let (start, end) = positions.of(mention.span);
        let text = positions.words(&[mention.span]);
        Some(MentionRecord { start, end, text, kind: mention.kind.as_str(), value: value(*index) })
    };
    let record = |entity: &triplewire_entities::Entity| EntityRecord {
        article: article.to_owned(),
        id: entity.id.clone(),
        name: entity.name.clone(),
        entity_type: entity.entity_type.as_str(),
        aliases: entity.aliases.clone(),
        value: values::shared(entity.mentions.iter().map(|&index| value(index))),
        mentions: entity.mentions.iter().filter_map(mention).collect(),
    };
    analysis.entities.entities.iter().map(record).collect()
}
