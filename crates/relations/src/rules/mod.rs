//! The rules, one construction a file, each with example sentences right and wrong beside it.
//!
//! Every rule reads a sentence through [`Sentence`] and appends drafts; none looks at what the
//! others found.

pub(crate) mod clause;

use crate::{
    attributes::{self, Attributes},
    clause::Clauses,
    draft::Draft,
    syntax::Tree,
};

/// What a rule reads.
pub(crate) struct Sentence<'s, 'a> {
    pub(crate) tree: &'s Tree<'a>,
    pub(crate) clauses: &'s Clauses,
}

impl Sentence<'_, '_> {
    /// The attributes of a predicate's facts.
    pub(crate) fn attributes(&self, predicate: usize) -> Attributes {
        attributes::of(self.tree, self.clauses, predicate)
    }
}

/// A rule.
pub(crate) type Rule = fn(&Sentence<'_, '_>, &mut Vec<Draft>);

/// All rules, in the order in which their facts win over equal ones.
pub(crate) const ALL: &[Rule] = &[clause::apply];
