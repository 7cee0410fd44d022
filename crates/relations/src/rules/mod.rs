//! The rules, one construction a file, each with example sentences right and wrong beside it.
//!
//! Every rule reads a sentence through [`Sentence`] and appends drafts; none looks at what the
//! others found.

mod apposition;
mod attribute;
mod clause;
mod copula;
mod event;
mod existential;
mod location;
mod names;
mod possessive;
mod speech;
mod title;

pub use names::RULES;

use crate::{
    claims::{
        self, Attributes,
        tables::{self, Effect},
    },
    clause::Clauses,
    draft::{Draft, RelationWords},
    fact::Modality,
    lexicon,
    phrase::{Phrase, conjuncts},
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
        claims::of(self.tree, self.clauses, predicate)
    }

    /// Whether a predicate only says who states what its head says.
    pub(crate) fn reports_its_head(&self, predicate: usize) -> bool {
        claims::sources::is_aside(self.tree, predicate)
            && claims::reports_its_head(self.tree, self.clauses, predicate)
    }

    /// The attributes of an event that is a noun: as wished, possible or to come as the clause that it
    /// stands in, with its sources.
    pub(crate) fn surroundings(&self, word: usize) -> Attributes {
        let Some(predicate) = claims::governor(self.tree, self.clauses, word) else {
            return Attributes::default();
        };
        let mut attributes = self.attributes(predicate);
        let lemma = self.tree.lemma(predicate);
        // What the verb says of its object, not of its subject: "called for the withdrawal", "feared an
        // invasion", but not "the talks failed".
        if word > predicate && attributes.modality == Modality::Asserted {
            if lexicon::WANTS.contains(&lemma) || tables::verb(lemma).clause == Some(Effect::Wanted) {
                attributes.modality = Modality::Wanted;
            } else if lexicon::MAY_NOT_BE.contains(&lemma)
                || tables::verb(lemma).clause == Some(Effect::Denies)
            {
                attributes.modality = Modality::Possible;
            }
        }
        Attributes { by: attributes.by, modality: attributes.modality, ..Attributes::default() }
    }
}

/// A rule.
pub(crate) type Rule = fn(&Sentence<'_, '_>, &mut Vec<Draft>);

/// All rules, in the order in which their facts win over equal ones.
pub(crate) const ALL: &[Rule] = &[
    clause::apply,
    copula::apply,
    existential::apply,
    apposition::apply,
    title::apply,
    possessive::apply,
    location::apply,
    speech::apply,
    attribute::apply,
    event::apply,
];

/// `name | is | what`, with roles split off what they are roles towards: "is spokesman of | IS".
fn identity(
    sentence: &Sentence<'_, '_>,
    rule: &'static str,
    name: usize,
    what: usize,
    drafts: &mut Vec<Draft>,
) {
    let tree = sentence.tree;
    let attributes = Attributes::default();
    let subject = Phrase::of(tree, name);
    for what in conjuncts(tree, what) {
        let held = copula::role_words(tree, what);
        let said = held.iter().map(|&word| tree.form(word)).collect::<Vec<_>>().join(" ");
        let mut split = false;
        for &attached in tree.children(what) {
            let owner = tree.label(attached) == "nmod:poss" && lexicon::is_relational(tree.lemma(what));
            if !owner && !copula::belongs(tree, what, attached) {
                continue;
            }
            let case = tree.child(attached, "case").filter(|_| !owner).map_or("of", |case| tree.form(case));
            for head in conjuncts(tree, attached) {
                split = true;
                drafts.push(Draft {
                    rule: if owner { "apposition.whose" } else { "apposition.of" },
                    subject: subject.clone(),
                    relation: RelationWords::supplied(format!("is {said} {case}"), held.clone()),
                    object: Some(Phrase::of(tree, head)),
                    attributes: attributes.clone(),
                    weight: 1.0,
                });
            }
        }
        if !split {
            drafts.push(Draft {
                rule,
                subject: subject.clone(),
                relation: RelationWords::supplied("is", held.clone()),
                object: Some(Phrase::of(tree, what)),
                attributes: attributes.clone(),
                weight: 1.0,
            });
        }
    }
}
