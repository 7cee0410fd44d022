//! What phrases were found to refer to in, the article's entities with these mentions out.

use triplewire_tokenizer::{Document, Span};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    Reading,
    lexicon::NounClass,
    referents::Referent,
    scene::{PhraseKind, Scene},
};
use crate::{
    entity::{Entities, Entity, EntityType, Mention, MentionKind},
    fold,
    view::words_of,
};

/// Adds the linked phrases, and entities for those that go back to no name.
pub(super) fn write(
    document: &Document<'_>,
    scene: &Scene<'_>,
    reading: &Reading,
    entities: Entities,
) -> Entities {
    let mut out = entities;
    // "A soldier" of another article is another soldier: the ids of the unnamed carry the article's text.
    let article = xxh3_64(document.text.as_bytes()) as u32;
    // The entity of each referent, once it has one.
    let mut entity_of: Vec<Option<usize>> =
        reading.referents.iter().map(|referent| referent.entity).collect();
    for (index, phrase) in scene.phrases.iter().enumerate() {
        let referent = reading.referent_of[index];
        let open = reading.referents[referent].open || reading.referents[referent].coordination;
        if !reading.linked[index] || open {
            continue;
        }
        let known =
            entity_of[referent].or_else(|| unnamed(document, scene, reading, referent, article, &mut out));
        let Some(entity) = known else { continue };
        entity_of[referent] = known;
        let kind =
            if phrase.kind == PhraseKind::Nominal { MentionKind::Nominal } else { MentionKind::Pronoun };
        add(document, phrase.sentence, phrase.words.clone(), kind, entity, &mut out);
    }
    in_order(out)
}

/// Makes an entity of what no name stands for, with its first phrase.
fn unnamed(
    document: &Document<'_>,
    scene: &Scene<'_>,
    reading: &Reading,
    referent: usize,
    article: u32,
    out: &mut Entities,
) -> Option<usize> {
    let referent = &reading.referents[referent];
    let first = &scene.phrases[*referent.phrases.first()?];
    if first.kind != PhraseKind::Nominal {
        return None;
    }
    let words = &document.sentences[first.sentence].words;
    let span = Span::new(words[first.words.start].span.start, words[first.words.end - 1].span.end);
    let name = words_of(document.text, span);
    let id = format!("e:{}-{article:08x}-{}", fold::slug(&name), span.start);
    let entity = out.entities.len();
    let entity_type = entity_type(referent);
    out.entities.push(Entity::new(id, name, entity_type));
    add(document, first.sentence, first.words.clone(), MentionKind::Nominal, entity, out);
    Some(entity)
}

/// The type of what no name stands for.
fn entity_type(referent: &Referent) -> EntityType {
    match referent.class {
        Some(NounClass::Person) => EntityType::Per,
        Some(NounClass::Group) => EntityType::Org,
        Some(NounClass::Place) => EntityType::Loc,
        _ => EntityType::Other,
    }
}

fn add(
    document: &Document<'_>,
    sentence: usize,
    range: std::ops::Range<usize>,
    kind: MentionKind,
    entity: usize,
    out: &mut Entities,
) {
    let words = &document.sentences[sentence].words;
    let span = Span::new(words[range.start].span.start, words[range.end - 1].span.end);
    let entity_type = out.entities[entity].entity_type;
    out.mentions.push(Mention { sentence, words: range, span, kind, entity_type, entity, title: None });
}

/// The same with mentions in reading order, and entities in the order of their first mentions; those that
/// only stand inside other names come last.
fn in_order(entities: Entities) -> Entities {
    let Entities { mentions, entities, nested } = entities;
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|&at| (mentions[at].sentence, mentions[at].words.start, mentions[at].words.end));
    let mut mention_place = vec![0; mentions.len()];
    for (new, &old) in order.iter().enumerate() {
        mention_place[old] = new;
    }
    let mut entity_order = Vec::with_capacity(entities.len());
    let mut entity_place = vec![None; entities.len()];
    let mentioned = order.iter().map(|&at| mentions[at].entity);
    for entity in mentioned.chain(0..entities.len()) {
        if entity_place[entity].is_none() {
            entity_place[entity] = Some(entity_order.len());
            entity_order.push(entity);
        }
    }
    let place = |entity: usize| entity_place[entity].unwrap_or(entity);
    let mut old_entities: Vec<Option<Entity>> = entities.into_iter().map(Some).collect();
    let mut old_mentions: Vec<Option<Mention>> = mentions.into_iter().map(Some).collect();
    let mut out = Entities {
        mentions: order.into_iter().filter_map(|at| old_mentions[at].take()).collect(),
        entities: entity_order.into_iter().filter_map(|at| old_entities[at].take()).collect(),
        nested,
    };
    for entity in &mut out.entities {
        entity.mentions.clear();
    }
    for (index, mention) in out.mentions.iter_mut().enumerate() {
        mention.entity = place(mention.entity);
        out.entities[mention.entity].mentions.push(index);
    }
    for inner in &mut out.nested {
        inner.inside = mention_place[inner.inside];
        inner.entity = place(inner.entity);
    }
    out
}
