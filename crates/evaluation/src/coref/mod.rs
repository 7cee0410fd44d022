//! Coreference: clusters of mentions scored as in the CoNLL 2012 shared task, and GAP's pronouns.

mod assignment;
mod gap;
mod metrics;
mod pronouns;
mod read;

pub use gap::{GapAnswer, GapCase, GapOutcome, GapReport, read_gap, read_gap_answers, score_gap};
pub use metrics::{CorefReport, CorefScore, Shares, Singletons, score, score_clusters};
pub use pronouns::{Antecedent, pronoun_links};
pub use read::{CorefDocument, Mention, conll_form, read_conll, read_conllu};
