//! Parses in CoNLL-U, scored as in the CoNLL 2018 shared task (Zeman et al. 2018), and sentence
//! splitting cases.

mod align;
mod read;
mod score;
mod sentences;

pub use read::{CharSpan, TreeSentence, TreeWord, Treebank, read};
pub use score::{Attachment, ParseReport, TreeReport, WrongArc, score};
pub use sentences::{SentenceCase, SentenceReport, read_cases, score_cases};

#[cfg(test)]
mod tests;
