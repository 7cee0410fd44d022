//! The entities of an analysis in, the records of `entities.jsonl` out.

use serde::Serialize;

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
    pub(crate) mentions: Vec<MentionRecord>,
}

/// One mention of an entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct MentionRecord {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) text: String,
    pub(crate) kind: &'static str,
}

/// The records of an article's entities, in the order of their first mentions.
pub(crate) fn records(
    article: &str,
    analysis: &Analysis<'_>,
    positions: &Positions<'_>,
) -> Vec<EntityRecord> {
    let mentions = &analysis.entities.mentions;
    let mention = |index: &usize| {
        let mention = mentions.get(*index)?;
        let (start, end) = positions.of(mention.span);
        let text = positions.words(&[mention.span]);
        Some(MentionRecord { start, end, text, kind: mention.kind.as_str() })
    };
    let record = |entity: &triplewire_entities::Entity| EntityRecord {
        article: article.to_owned(),
        id: entity.id.clone(),
        name: entity.name.clone(),
        entity_type: entity.entity_type.as_str(),
        aliases: entity.aliases.clone(),
        mentions: entity.mentions.iter().filter_map(mention).collect(),
    };
    analysis.entities.entities.iter().map(record).collect()
}
