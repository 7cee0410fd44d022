//! Named entities in CoNLL columns, scored by spans as conlleval does
//! (Tjong Kim Sang and De Meulder 2003).

mod read;
mod score;
mod types;

pub use read::{EntitySpan, Position, Tag, TaggedToken, read, spans};
pub use score::{NerErrors, NerReport, NerSentence, score};
pub use types::conll_type;
