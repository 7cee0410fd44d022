//! Word pieces: a sentence's words in, vocabulary ids aligned to the words out.
//!
//! The pieces are those of "Google's Neural Machine Translation System" (Wu et al., 2016,
//! section 4.1) as BERT applies them, word by word, through the `tokenizers` crate.

use std::collections::HashMap;

use tokenizers::models::wordpiece::WordPiece;
use tokenizers::normalizers::BertNormalizer;
use tokenizers::pre_tokenizers::bert::BertPreTokenizer;
use tokenizers::{Model, Normalizer, OffsetReferential, OffsetType, PreTokenizedString, PreTokenizer};

use crate::casing::CasingClass;
use crate::document::{Document, Sentence};

/// The most pieces (with the two special ones) that a sentence may have.
pub const MAX_PIECES: usize = 512;

/// The most pieces of one word; the rest of a longer word is not read.
const MAX_WORD_PIECES: usize = 16;

/// The most pieces of one word in a sentence that would otherwise exceed [`MAX_PIECES`].
const MAX_WORD_PIECES_CROWDED: usize = 2;

/// Bytes of one word that are read at most. Sixteen pieces need far fewer, and the normaliser
/// takes about 20 bytes of memory for each.
const MAX_WORD_BYTES: usize = 4096;

/// Characters between two spaces or punctuation marks above which BERT gives `[UNK]`.
const MAX_CHARS: usize = 100;

/// A sentence as the encoder reads it. All counts are of word pieces, `[CLS]` and `[SEP]` included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    /// Vocabulary ids.
    pub ids: Vec<u32>,
    /// The casing class of each piece's word (see [`CasingClass`]), given to BERT as its token
    /// type; 0 for `[CLS]` and `[SEP]`.
    pub classes: Vec<u8>,
    /// For each word the index of its first piece in `ids`; strictly increasing, never 0.
    pub first: Vec<u32>,
}

/// A vocabulary that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum VocabularyError {
    /// A piece that encoding needs is not in the vocabulary.
    #[error("the vocabulary has no piece {piece}")]
    Missing {
        /// `[UNK]`, `[CLS]` or `[SEP]`.
        piece: &'static str,
    },
    /// A piece stands twice, so that its id is ambiguous.
    #[error("the vocabulary has the piece {piece:?} twice, the second time in line {line}")]
    Repeated {
        /// The piece.
        piece: String,
        /// Line, from 1.
        line: usize,
    },
    /// The word piece model refused the vocabulary.
    #[error("the vocabulary cannot be used: {0}")]
    Model(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A BERT vocabulary and the way to cut words by it.
pub struct WordPieces {
    model: WordPiece,
    normalizer: BertNormalizer,
    lowercases: bool,
    /// The pieces that are whole words in ASCII letters and digits, or a mark; of an uncased vocabulary those in
    /// lower case. Nine words of ten in news are, and looking them up is all that the normaliser and the model
    /// would do.
    whole: HashMap<String, u32>,
    unknown: u32,
    start: u32,
    end: u32,
}

impl WordPieces {
    /// Reads a `vocab.txt` of an uncased model: one piece a line, the line's number from 0 being its id.
    ///
    /// # Errors
    ///
    /// [`VocabularyError`] where a special piece is missing or a piece stands twice.
    pub fn new(vocab: &str) -> Result<Self, VocabularyError> {
        Self::with_case(vocab, true)
    }

    /// Reads the `vocab.txt` of a model that sees words in lower case and without accents, or as they are.
    ///
    /// # Errors
    ///
    /// [`VocabularyError`] where a special piece is missing or a piece stands twice.
    pub fn with_case(vocab: &str, lowercases: bool) -> Result<Self, VocabularyError> {
        let mut ids = HashMap::new();
        for (line, piece) in (1..).zip(vocab.lines().map(str::trim_end)) {
            let id = line as u32 - 1;
            if ids.insert(piece, id).is_some() {
                let piece = piece.to_owned();
                return Err(VocabularyError::Repeated { piece, line });
            }
        }
        let special = |piece: &'static str| {
            let missing = VocabularyError::Missing { piece };
            ids.get(piece).copied().ok_or(missing)
        };
        let (unknown, start, end) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        let whole = ids
            .iter()
            .filter(|(piece, _)| is_mark(piece) || piece.bytes().all(|byte| is_plain(byte, lowercases)))
            .map(|(&piece, &id)| (piece.to_owned(), id))
            .collect();
        let vocab = WordPiece::read_bytes(vocab.as_bytes()).map_err(VocabularyError::Model)?;
        let model = WordPiece::builder()
            .vocab(vocab)
            .unk_token("[UNK]".to_owned())
            .max_input_chars_per_word(MAX_CHARS)
            .build()
            .map_err(VocabularyError::Model)?;
        let normalizer = BertNormalizer::new(true, true, None, lowercases);
        Ok(Self { model, normalizer, lowercases, whole, unknown, start, end })
    }

    /// The pieces of a sentence of `document`, at most [`MAX_PIECES`].
    ///
    /// Each word is normalised and cut by itself. A word without a piece gets `[UNK]`, so that
    /// every word has a first piece. A word's pieces past the sixteenth are left out, and in a
    /// sentence that would not fit those past the second; a sentence of [`segment`] always fits
    /// then. Words for which even that leaves no room are left out of `first`.
    ///
    /// [`segment`]: crate::segment
    #[must_use]
    pub fn encode(&self, document: &Document<'_>, sentence: &Sentence) -> Pieces {
        let words = sentence.words.iter().map(|word| word.span.of(document.text));
        self.encode_words(words)
    }

    /// The pieces of words that do not stand in a [`Document`]; see [`encode`](Self::encode).
    #[must_use]
    pub fn encode_words<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Pieces {
        let mut ids = Vec::new();
        let mut ends = Vec::new();
        let mut classes = Vec::new();
        for word in words {
            self.push_word(word, &mut ids);
            ends.push(ids.len());
            classes.push(u8::from(CasingClass::of(word)));
        }
        let limit = if ids.len() + 2 > MAX_PIECES { MAX_WORD_PIECES_CROWDED } else { usize::MAX };

        let mut pieces = Pieces { ids: vec![self.start], classes: vec![0], first: Vec::new() };
        let mut from = 0_usize;
        for (end, class) in ends.into_iter().zip(classes) {
            let taken = &ids[from..end.min(from.saturating_add(limit))];
            from = end;
            if pieces.ids.len() + taken.len() + 1 > MAX_PIECES {
                break;
            }
            pieces.first.push(pieces.ids.len() as u32);
            pieces.ids.extend_from_slice(taken);
            pieces.classes.resize(pieces.ids.len(), class);
        }
        pieces.ids.push(self.end);
        pieces.classes.push(0);
        pieces
    }

    /// Appends the pieces of one word: at least one, at most [`MAX_WORD_PIECES`].
    fn push_word(&self, word: &str, ids: &mut Vec<u32>) {
        if let Some(id) = self.whole_word(word) {
            ids.push(id);
            return;
        }
        let first = ids.len();
        // The library's normaliser and model fail on no text; if one did, the word is unknown.
        if self.push_pieces(clip(word), ids).is_err() || ids.len() == first {
            ids.truncate(first);
            ids.push(self.unknown);
        }
        ids.truncate(first + MAX_WORD_PIECES);
    }

    fn whole_word(&self, word: &str) -> Option<u32> {
        if is_mark(word) {
            return self.whole.get(word).copied();
        }
        let mut lower = [0u8; MAX_CHARS];
        let lower = lower.get_mut(..word.len())?;
        for (to, from) in lower.iter_mut().zip(word.bytes()) {
            *to = if self.lowercases { from.to_ascii_lowercase() } else { from };
            if !is_plain(*to, self.lowercases) {
                return None;
            }
        }
        self.whole.get(str::from_utf8(lower).ok()?).copied()
    }

    fn push_pieces(&self, word: &str, ids: &mut Vec<u32>) -> tokenizers::Result<()> {
        let mut text = PreTokenizedString::from(word);
        text.normalize(|part| self.normalizer.normalize(part))?;
        BertPreTokenizer.pre_tokenize(&mut text)?;
        for (part, _, _) in text.get_splits(OffsetReferential::Normalized, OffsetType::Byte) {
            ids.extend(self.model.tokenize(part)?.into_iter().map(|token| token.id));
        }
        Ok(())
    }
}

impl std::fmt::Debug for WordPieces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WordPieces").field("pieces", &self.model.get_vocab_size()).finish_non_exhaustive()
    }
}

/// A single ASCII punctuation mark, which is a piece as it stands.
fn is_mark(word: &str) -> bool {
    word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_punctuation())
}

fn is_plain(byte: u8, lowercases: bool) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || !lowercases && byte.is_ascii_uppercase()
}

/// The first [`MAX_WORD_BYTES`] of a word, in whole characters.
fn clip(word: &str) -> &str {
    &word[..word.floor_char_boundary(MAX_WORD_BYTES)]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const VOCAB: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\narmy\nsyria\n##n\nal\n-\n'\ns\na\n##a\nb\n##b\nc\n##c\n##1\n1\ncafe\n日\n.\n";

    fn pieces() -> WordPieces {
        WordPieces::new(VOCAB).unwrap()
    }

    fn forms(pieces: &Pieces) -> Vec<&str> {
        let vocab: Vec<&str> = VOCAB.lines().collect();
        pieces.ids.iter().map(|&id| vocab[id as usize]).collect()
    }

    #[test]
    fn words_are_cut_by_the_vocabulary() {
        let found = pieces().encode_words(["The", "Syrian", "al-A", "café", "日日", "xyz", "\u{7}"]);
        assert_eq!(
            forms(&found),
            ["[CLS]", "the", "syria", "##n", "al", "-", "a", "cafe", "日", "日", "[UNK]", "[UNK]", "[SEP]"]
        );
        assert_eq!(found.first, [1, 2, 4, 7, 8, 10, 11]);
        assert_eq!(found.classes, [0, 1, 1, 1, 3, 3, 3, 0, 0, 0, 0, 6, 0]);
    }

    #[test]
    fn a_cased_vocabulary_sees_words_as_they_are() {
        let vocab = "[UNK]\n[CLS]\n[SEP]\nUS\nus\nthe\nPar\n##is\nCafé\ncafe\nf16\nF16\n";
        let ids = |lowercases: bool, words: [&str; 6]| {
            WordPieces::with_case(vocab, lowercases).unwrap().encode_words(words).ids
        };
        let words = ["US", "us", "The", "Paris", "Café", "F16"];
        assert_eq!(ids(false, words), [1, 3, 4, 0, 6, 7, 8, 11, 2]);
        assert_eq!(ids(true, words), [1, 4, 4, 5, 0, 9, 10, 2]);
    }

    #[test]
    fn long_words_and_sentences_are_bounded() {
        let pieces = pieces();
        let long = "a".repeat(40);
        assert_eq!(pieces.encode_words([long.as_str()]).ids.len(), 16 + 2);
        assert_eq!(pieces.encode_words([&*"a".repeat(101)]).ids.len(), 1 + 2);
        let crowded = pieces.encode_words((0..250).map(|_| long.as_str()));
        assert_eq!(crowded.first.len(), 250);
        assert_eq!(crowded.ids.len(), 250 * 2 + 2);
        let overlong = pieces.encode_words((0..1000).map(|_| "the"));
        assert_eq!(overlong.ids.len(), MAX_PIECES);
        assert_eq!(overlong.first.len(), MAX_PIECES - 2);
    }

    #[test]
    fn a_vocabulary_must_be_usable() {
        let error = WordPieces::new("[UNK]\n[CLS]\nthe\n").unwrap_err();
        assert_eq!(error.to_string(), "the vocabulary has no piece [SEP]");
        let error = WordPieces::new("[UNK]\nthe\nthe\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "the vocabulary has the piece \"the\" twice, the second time in line 3"
        );
    }

    proptest! {
        /// Looking whole words up changes nothing.
        #[test]
        fn whole_words_are_what_the_model_says(
            word in "[a-cA-C1]{1,5}|the|THE|Army|\\PC{1,8}",
            lowercases in any::<bool>(),
        ) {
            let pieces = WordPieces::with_case(VOCAB, lowercases).unwrap();
            let mut slow = Vec::new();
            pieces.push_pieces(&word, &mut slow).unwrap();
            if let Some(id) = pieces.whole_word(&word) {
                prop_assert_eq!(slow, [id]);
            }
        }

        #[test]
        fn each_word_has_its_pieces(words in prop::collection::vec("\\PC{1,12}", 0..40)) {
            let pieces = pieces();
            let found = pieces.encode_words(words.iter().map(String::as_str));
            prop_assert_eq!(found.first.len(), words.len());
            prop_assert_eq!(found.ids.len(), found.classes.len());
            prop_assert!(found.ids.len() <= MAX_PIECES);
            prop_assert!(found.first.is_sorted_by(|a, b| a < b));
            prop_assert!(found.first.iter().all(|&first| first > 0 && (first as usize) < found.ids.len() - 1));
            for (word, &first) in words.iter().zip(&found.first) {
                prop_assert_eq!(found.classes[first as usize], CasingClass::of(word) as u8);
            }
        }
    }
}
