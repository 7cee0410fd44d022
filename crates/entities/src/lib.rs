//! Names, dates and amounts of an article, and which of them are the same.
//!
//! In: a [`Document`](triplewire_tokenizer::Document) and the encoder's
//! [`Scores`](triplewire_encoder::Scores), one for each sentence. Out: [`Entities`], the mentions
//! in reading order and the entities they stand for.
//!
//! ```
//! use triplewire_encoder::{Inventory, Matrix, Scores};
//! use triplewire_entities::{EntityType, Recognizer};
//! use triplewire_tokenizer::{Document, Sentence, Span, Word};
//!
//! let text = "Syria paid $5.3 million";
//! let words: Vec<Word> = [(0, 5, true), (6, 10, true), (11, 12, false), (12, 15, true), (16, 23, false)]
//!     .map(|(start, end, space_after)| Word { span: Span::new(start, end), space_after, clitic: false })
//!     .into();
//! let sentence = Sentence { span: Span::new(0, 23), words, passage: 0, cut: false };
//! let document = Document { text, passages: vec![], sentences: vec![sentence], published: None };
//!
//! // An encoder gives these; here the first word is the only one that looks like a name.
//! let inventory = Inventory { names: vec!["O".into(), "B-LOC".into()], ..Inventory::default() };
//! let mut names = Matrix::zeros(5, 2);
//! names.values[1] = 4.0;
//! for row in 1..5 {
//!     names.values[row * 2] = 4.0;
//! }
//! let scores = Scores { names, ..Scores::default() };
//!
//! let found = Recognizer::new().recognize(&document, &[scores], &inventory);
//! let mentions: Vec<_> = found.mentions.iter().map(|m| (m.span.of(text), m.entity_type)).collect();
//! assert_eq!(mentions, [("Syria", EntityType::Gpe), ("$5.3 million", EntityType::Money)]);
//! assert_eq!(found.entities[0].id, "e:syria");
//! ```
//!
//! The order of work, one module each: `bio` reads the name head, `names` trims what it found,
//! `evidence` gives each name a type, `expressions` finds dates and amounts, `overlaps` decides between
//! the two, `clusters`
//! (with `senses`, `forms` and `joins`) puts the forms of one name together and says why, [`coreference`] adds pronouns and "the group",
//! `nested` the places inside names, `links` what the entities are in public data sets.
//! [`values`] stands apart: it says which day "last Friday" is, once the day of writing is known.

mod aliases;
mod amounts;
mod atoms;
mod beside;
mod bio;
mod clocks;
mod clusters;
pub mod coreference;
mod dates;
pub mod entity;
mod evidence;
mod expressions;
mod fold;
mod forms;
mod gazetteers;
mod intervals;
mod joins;
mod known;
mod links;
mod merge;
mod names;
mod nested;
mod overlaps;
mod particles;
mod places;
#[cfg(test)]
mod properties;
mod recognizer;
#[cfg(test)]
mod same_or_apart;
mod senses;
mod spelling;
mod surnames;
#[cfg(test)]
mod testing;
mod titles;
pub mod values;
mod view;

pub use aliases::{AliasError, AliasFile};
pub use entity::{Entities, Entity, EntityType, Mention, MentionKind, Nested};
pub use gazetteers::Gazetteers;
pub use links::Links;
pub use merge::{Merge, Origin, Why};
pub use places::{Countries, CountryCode, PlaceLink};
pub use recognizer::{Recognizer, recognize};
