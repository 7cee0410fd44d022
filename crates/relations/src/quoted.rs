//! Whose words stand between quotation marks.
//!
//! In: an article's sentences, trees and entities. Out: its quotations, one for each stretch from an
//! opening mark to the closing one, with who says it.

use triplewire_encoder::Parse;
use triplewire_entities::Entities;
use triplewire_tokenizer::{Document, Span};

use crate::{
    claims::quotation::{Marks, Speakers},
    clause::Clauses,
    extract::is_running_text,
    fact::Source,
    mend::mended,
    syntax::Tree,
};

/// A stretch of somebody's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// From the opening mark to the closing one, both included; to the end of the paragraph where
    /// nothing closes it (bytes).
    pub span: Span,
    /// Who says it, where the article tells.
    pub speaker: Option<Source>,
}

/// The quotations of an article, in order of the text.
///
/// `parses` has one entry a sentence of `document`; sentences without one have no quotations.
#[must_use]
pub fn quotations(document: &Document<'_>, parses: &[Parse], entities: &Entities) -> Vec<Quoted> {
    let marks =
        Marks::new(document, |sentence| sentence < parses.len() && is_running_text(document, sentence));
    let mut speakers = Speakers::new(&marks);
    let parses = mended(document, parses, entities);
    for (index, (sentence, parse)) in document.sentences.iter().zip(&parses).enumerate() {
        if is_running_text(document, index) {
            let tree =
                Tree::new(document, &sentence.words, index, parse, entities).with_quoted(marks.quoted(index));
            speakers.read(&tree, &Clauses::new(&tree), sentence.passage);
        }
    }
    speakers.borrow();
    let quoted = speakers.stretches().into_iter();
    quoted.map(|(span, speaker)| Quoted { span, speaker: speaker.cloned() }).collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::article;

    use super::*;

    /// Each quotation's words and its speaker's.
    fn said(lines: &str) -> Vec<(String, Option<String>)> {
        let article = article(lines);
        let document = article.document();
        let words = |span: &Span| span.of(&article.text).to_owned();
        quotations(&document, &article.parses, &article.entities)
            .iter()
            .map(|quoted| {
                let speaker = quoted.speaker.as_ref().map(|source| source.text.iter().map(words).collect());
                (words(&quoted.span), speaker)
            })
            .collect()
    }

    const SAID: &str = "
“ PUNCT `` “ 3 punct
We PRON PRP we 3 nsubj
left VERB VBD leave 6 ccomp
_, PUNCT , , 3 punct
_” PUNCT '' ” 3 punct
said VERB VBD say 0 root
Amina PROPN NNP Amina 6 nsubj B-PER";

    #[test]
    fn a_stretch_has_the_speaker_of_its_sentence_or_of_its_neighbours() {
        let more = "

“ PUNCT `` “ 3 punct
Nobody PRON NN nobody 3 nsubj
stayed VERB VBD stay 0 root
_. PUNCT . . 3 punct

It PRON PRP it 2 nsubj
rained VERB VBD rain 0 root
_. PUNCT . . 2 punct
_” PUNCT '' ” 2 punct";
        let amina = Some("Amina".to_owned());
        assert_eq!(
            said(&format!("{SAID}{more}")),
            [("“ We left,”".to_owned(), amina.clone()), ("“ Nobody stayed. It rained.”".to_owned(), amina)]
        );
    }

    #[test]
    fn what_nobody_is_said_to_say_has_no_speaker() {
        let found = said(
            "
The DET DT the 4 det
“ PUNCT `` “ 4 punct
great ADJ JJ great 4 amod
day NOUN NN day 6 nsubj
” PUNCT '' ” 4 punct
came VERB VBD come 0 root
: PUNCT : : 6 punct
“ PUNCT `` “ 6 punct
rain NOUN NN rain 6 parataxis",
        );
        assert_eq!(found, [("“ great day ”".to_owned(), None), ("“ rain".to_owned(), None)]);
    }

    #[test]
    fn sentences_without_trees_have_no_quotations() {
        let article = article(SAID);
        assert!(quotations(&article.document(), &[], &article.entities).is_empty());
    }
}
