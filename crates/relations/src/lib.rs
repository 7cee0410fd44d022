//! From dependency trees to facts.

mod attributes;
mod clause;
mod confidence;
mod draft;
mod extract;
mod fact;
mod lemma;
mod lexicon;
mod parse;
mod phrase;
mod rules;
mod syntax;
#[cfg(test)]
mod testing;
mod tree;

pub use extract::extract;
pub use fact::*;
pub use lemma::{apply as apply_lemma_script, lemma};
pub use parse::*;
pub use tree::best_tree;
