//! News text to documents: an article's bytes in, passages, sentences, words and word pieces out.
//!
//! Every passage, sentence and word is a [`Span`] of the input in bytes, so that whatever is found
//! later can be shown where it stands. Only bytes that are not UTF-8 are an error; text never is.
//!
//! ```
//! use triplewire_tokenizer::{PassageKind, decode, segment};
//!
//! let text = decode(b"DAMASCUS, Feb 21 (Reuters) - The army didn't leave. It stayed.")?;
//! let document = segment(text);
//!
//! assert_eq!(document.passages[0].kind, PassageKind::Dateline);
//! let sentence = &document.sentences[1];
//! assert_eq!(sentence.span.of(text), "The army didn't leave.");
//! let words: Vec<_> = sentence.words.iter().map(|word| word.span.of(text)).collect();
//! assert_eq!(words, ["The", "army", "did", "n't", "leave", "."]);
//! # Ok::<(), triplewire_tokenizer::DecodeError>(())
//! ```
//!
//! The steps, each a function from what came before to a new value:
//!
//! 1. [`decode`]: bytes to text.
//! 2. [`segment`]: text to a [`Document`]: passages (paragraphs, headings, datelines, page chrome),
//!    their sentences, their words as Universal Dependencies splits English.
//! 3. [`WordPieces::encode`]: a sentence to the ids that the encoder reads, aligned to the words.
//!
//! Beside them [`conllu`] reads text that is already tokenised into the same [`Document`], and
//! [`Offsets`] converts byte offsets to code points and UTF-16 units.

mod abbreviations;
mod casing;
mod chrome;
mod chunks;
mod clitics;
pub mod conllu;
mod datelines;
mod dates;
mod decode;
mod document;
mod glued;
mod lists;
mod offsets;
mod passages;
mod quotation_marks;
mod quotations;
mod segment;
mod sentences;
mod tokens;
mod wordpiece;
mod words;

pub use casing::CasingClass;
pub use datelines::{Origin, origin};
pub use dates::written_date;
pub use decode::{DecodeError, decode};
pub use document::{Document, Passage, PassageKind, Published, PublishedFrom, Sentence, Span, Word};
pub use offsets::Offsets;
pub use quotation_marks::{QuotationMark, quotation_marks};
pub use segment::segment;
pub use wordpiece::{MAX_PIECES, Pieces, VocabularyError, WordPieces};
