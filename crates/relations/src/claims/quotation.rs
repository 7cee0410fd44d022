//! Quotations that run over several sentences: whose words a sentence without a speaker is.
//!
//! In: for each sentence its marks and its own speaker. Out: for each sentence the speaker that it
//! takes from its neighbours in the same paragraph, if any.

use triplewire_tokenizer::opens_quotation;

use crate::{
    claims::sources,
    clause::{self, Clauses},
    fact::Source,
    syntax::Tree,
};

/// What one sentence shows of quotation.
#[derive(Clone, Debug)]
pub(crate) struct Quotation {
    /// The paragraph: quotations are not followed from one to the next.
    pub(crate) passage: usize,
    /// Whether the sentence begins inside a quotation or with one.
    pub(crate) begins: bool,
    /// Whether it has a quotation mark.
    pub(crate) marked: bool,
    /// Who is said in the sentence itself to say it.
    pub(crate) speaker: Option<Source>,
}

impl Quotation {
    /// Reads one sentence. `open` is whether a quotation is open before it, and is set to whether
    /// one is open behind it.
    pub(crate) fn read(tree: &Tree<'_>, clauses: &Clauses, passage: usize, open: &mut bool) -> Self {
        let (mut begins, mut marked) = (*open, false);
        for word in 0..tree.len() {
            let Some(now) = opens_quotation(tree.form(word), *open) else { continue };
            marked = true;
            begins |= now && word == 0;
            *open = now;
        }
        let speaker = clauses
            .heads()
            .iter()
            .find(|&&predicate| {
                clause::saying(tree, predicate).is_some()
                    && (tree.has(predicate, "ccomp") || sources::reports_its_head(tree, clauses, predicate))
            })
            .and_then(|&predicate| sources::voice(tree, clauses, predicate))
            .map(|voice| voice.finish(tree));
        Self { passage, begins, marked, speaker }
    }
}

/// The speaker that each sentence takes from its neighbours: the first one named further on in the
/// same quotation, else the one named with the quotation before it.
pub(crate) fn speakers(sentences: &[Quotation]) -> Vec<Option<Source>> {
    let borrowed = |index: usize| -> Option<Source> {
        let sentence = &sentences[index];
        if !sentence.begins || sentence.speaker.is_some() {
            return None;
        }
        let quoted = |other: &&Quotation| other.passage == sentence.passage && (other.begins || other.marked);
        let after = sentences[index + 1..].iter().take_while(|other| quoted(other) && other.begins);
        let before = sentences[..index].iter().rev().take_while(quoted);
        after.chain(before).find_map(|other| other.speaker.clone())
    };
    (0..sentences.len()).map(borrowed).collect()
}
