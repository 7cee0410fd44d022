//! News text to documents: passages, sentences, words and word pieces, each a span of the input.
pub mod casing;
pub mod conllu;
pub mod decode;
pub mod document;
pub mod offsets;
pub mod wordpiece;
mod abbreviations;
mod chrome;
mod clitics;
mod datelines;
mod dates;
mod lists;
mod passages;
mod segment;
mod sentences;
mod tokens;
mod words;

pub use casing::CasingClass;
pub use decode::{DecodeError, decode};
pub use document::{Document, Passage, PassageKind, Published, Sentence, Span, Word};
pub use offsets::Offsets;
pub use segment::segment;
pub use wordpiece::{MAX_PIECES, Pieces, VocabularyError, WordPieces};
