//! A document in, its analysis out: the only place where the stages meet.
//!
//! Word pieces → scores → parses and entities → facts.

use std::fs;
use std::path::Path;

use triplewire_encoder::{EncodeError, Encoder, Inventory, Parse, Scores};
use triplewire_entities::{AliasFile, Entities, Gazetteers, Recognizer};
use triplewire_relations::Fact;
use triplewire_tokenizer::{Document, Pieces, Sentence, Span, WordPieces};

use crate::args::MIN_CONFIDENCE;
use crate::engine::{self, EngineArgs};
use crate::error::Error;

/// Word pieces that are encoded together: enough to fill the kernel, little enough to keep the
/// scores of a long article out of memory.
const BATCH_PIECES: usize = 512;

/// Everything that the stages need besides the text.
pub(crate) struct Pipeline {
    encoder: Box<dyn Encoder>,
    inventory: Inventory,
    pieces: WordPieces,
    recognizer: Recognizer,
}

/// What the stages found in one document.
#[derive(Debug)]
pub(crate) struct Analysis<'t> {
    pub(crate) document: Document<'t>,
    /// One for each sentence.
    pub(crate) parses: Vec<Parse>,
    pub(crate) entities: Entities,
    pub(crate) facts: Vec<Fact>,
}

impl Analysis<'_> {
    /// The facts that `extract` gives when it is not told from which confidence on.
    pub(crate) fn likely_facts(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(|fact| confidence(fact) >= MIN_CONFIDENCE)
    }
}

/// A fact's confidence as it is written and compared: with four digits.
pub(crate) fn confidence(fact: &Fact) -> f64 {
    (f64::from(fact.confidence) * 1e4).round() / 1e4
}

impl Pipeline {
    /// Loads the model in `folder`, or the built-in one, into an engine, and the rows of an alias file besides
    /// the built-in ones.
    pub(crate) fn load(
        folder: Option<&Path>,
        engine: EngineArgs,
        aliases: Option<&Path>,
    ) -> Result<Self, Error> {
        let recognizer = recognizer(aliases)?;
        let engine::Loaded { encoder, inventory, pieces } = engine::load(folder, engine)?;
        Ok(Self { encoder, inventory, pieces, recognizer })
    }

    /// Runs every stage on one document.
    ///
    /// Sentences of more words than the encoder can see are cut; `Sentence::cut` says so.
    pub(crate) fn analyze<'t>(&self, document: Document<'t>) -> Result<Analysis<'t>, EncodeError> {
        let (document, pieces) = self.fit(document);
        let mut parses = Vec::with_capacity(pieces.len());
        let mut names = Vec::with_capacity(pieces.len());
        let mut rest = pieces.as_slice();
        while !rest.is_empty() {
            let (batch, later) = rest.split_at(batch_size(rest));
            rest = later;
            for scores in self.encoder.encode(batch)? {
                let sentence = &document.sentences[parses.len()];
                parses.push(self.parse(&document, sentence, &scores)?);
                // Recognition needs no more than this; the other scores are twenty times as large.
                names.push(Scores { names: scores.names, ..Scores::default() });
            }
        }
        let entities = self.recognizer.recognize(&document, &names, &self.inventory);
        let entities = self.recognizer.resolve(&document, &parses, entities);
        let facts = triplewire_relations::extract(&document, &parses, &entities);
        Ok(Analysis { document, parses, entities, facts })
    }

    fn parse(
        &self,
        document: &Document<'_>,
        sentence: &Sentence,
        scores: &Scores,
    ) -> Result<Parse, EncodeError> {
        let encoder = self.encoder.as_ref();
        triplewire_encoder::parse(document.text, sentence, scores, &self.inventory, encoder)
    }

    /// The pieces of every sentence, cut so that every word has one.
    fn fit<'t>(&self, mut document: Document<'t>) -> (Document<'t>, Vec<Pieces>) {
        let mut all = Vec::with_capacity(document.sentences.len());
        let mut next = 0;
        while next < document.sentences.len() {
            let sentence = &document.sentences[next];
            let pieces = self.pieces.encode(&document, sentence);
            if let Some((first, second)) = cut(sentence, pieces.first.len()) {
                document.sentences.splice(next..=next, [first, second]);
            }
            all.push(pieces);
            next += 1;
        }
        (document, all)
    }
}

/// Recognition with the rows of an alias file, which errors call by its path.
fn recognizer(aliases: Option<&Path>) -> Result<Recognizer, Error> {
    let Some(path) = aliases else {
        return Ok(Recognizer::new());
    };
    let text =
        fs::read_to_string(path).map_err(|source| Error::ReadFile { path: path.to_owned(), source })?;
    let rows = AliasFile::parse(&text, &path.display().to_string())?;
    Ok(Recognizer::with(Gazetteers::new().with_aliases(&rows)?))
}

/// How many of the sentences make the next batch: at least one.
fn batch_size(sentences: &[Pieces]) -> usize {
    let mut pieces = 0;
    let fits = |sentence: &&Pieces| {
        pieces += sentence.ids.len();
        pieces <= BATCH_PIECES
    };
    sentences.iter().take_while(fits).count().max(1)
}

/// The sentence cut after its first `words` words, if it has more.
fn cut(sentence: &Sentence, words: usize) -> Option<(Sentence, Sentence)> {
    if words == 0 || words >= sentence.words.len() {
        return None;
    }
    let part = |words: &[triplewire_tokenizer::Word], cut| Sentence {
        span: Span::new(
            words.first().map_or(sentence.span.start, |word| word.span.start),
            words.last().map_or(sentence.span.end, |word| word.span.end),
        ),
        words: words.to_vec(),
        passage: sentence.passage,
        cut,
    };
    let (first, second) = sentence.words.split_at(words);
    Some((part(first, true), part(second, sentence.cut)))
}

#[cfg(test)]
mod tests {
    use triplewire_tokenizer::Word;

    use super::*;

    fn pieces(counts: &[usize]) -> Vec<Pieces> {
        counts.iter().map(|&n| Pieces { ids: vec![0; n], ..Pieces::default() }).collect()
    }

    #[test]
    fn a_batch_is_filled_but_never_empty() {
        assert_eq!(batch_size(&pieces(&[250, 250, 12, 1])), 3);
        assert_eq!(batch_size(&pieces(&[2000, 1])), 1);
        assert_eq!(batch_size(&pieces(&[3])), 1);
    }

    #[test]
    fn a_cut_keeps_every_word() {
        let word = |i: usize| Word { span: Span::new(2 * i, 2 * i + 1), space_after: true, clitic: false };
        let words: Vec<Word> = (0..5).map(word).collect();
        let sentence = Sentence { span: Span::new(0, 9), words, passage: 3, cut: false };
        let (first, second) = cut(&sentence, 2).unwrap();
        assert_eq!([first.words.clone(), second.words.clone()].concat(), sentence.words);
        assert_eq!((first.span, second.span), (Span::new(0, 3), Span::new(4, 9)));
        assert!(first.cut && !second.cut);
        assert_eq!(cut(&sentence, 5), None);
        assert_eq!(cut(&sentence, 0), None);
    }
}
