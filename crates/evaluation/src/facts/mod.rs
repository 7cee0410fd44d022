//! Facts of whole articles, labelled by hand in `.facts` files, against `facts.jsonl`.
//!
//! An extraction matches a labelled fact when its subject matches and its relation followed by its
//! object matches, in one form of the fact; see [`crate::text`] for which words count.

mod attributes;
mod check;
mod gold;
mod naming;
mod pattern;
mod prediction;
mod score;
mod write;

pub use attributes::{Attribute, AttributeOutcome};
pub use check::check;
pub use gold::{
    ENTITY_TYPES, Finding, Form, GoldArticle, GoldEntity, GoldFact, Modality, Polarity, Severity, parse, read,
};
pub use naming::{Naming, WrongEnd, naming};
pub use prediction::{Phrase, PredictedEntity, PredictedFact, Time, read_entities, read_predictions};
pub use score::{ArticleReport, Cause, FactsReport, GoldOutcome, PredictedOutcome, score};

#[cfg(test)]
mod tests;
