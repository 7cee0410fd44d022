//! A verb with its subject, objects and obliques: one fact for each object or oblique.

use super::Sentence;
use crate::{
    attributes::{is_according, is_temporal, is_place},
    clause::{Clause, Kind, is_agent, is_relative, resolve},
    draft::{Draft, RelationWords},
    phrase::{Phrase, conjuncts},
    syntax::Tree,
};

pub(crate) fn apply(sentence: &Sentence<'_, '_>, drafts: &mut Vec<Draft>) {
    for &predicate in sentence.clauses.heads() {
        if let Some(clause) = sentence.clauses.get(predicate) {
            if clause.kind == Kind::Verb && !clause.subjects.is_empty() {
                facts(sentence, predicate, clause, drafts);
            }
        }
    }
}

/// What completes a verb: an object or an oblique with the words that lead to it.
struct Complement {
    rule: &'static str,
    leads: Vec<usize>,
    phrase: Phrase,
    weight: f32,
}

fn facts(sentence: &Sentence<'_, '_>, predicate: usize, clause: &Clause, drafts: &mut Vec<Draft>) {
    let tree = sentence.tree;
    let mut complements = objects(tree, predicate);
    let has_object = !complements.is_empty();
    obliques(tree, predicate, clause, has_object, &mut complements);
    let relation = RelationWords::new(clause.relation.clone());
    let attributes = sentence.attributes(predicate);
    for subject in &clause.subjects {
        let phrase = Phrase::of(tree, subject.head);
        for complement in &complements {
            if complement.phrase.head == subject.head {
                continue;
            }
            drafts.push(Draft {
                rule: complement.rule,
                subject: phrase.clone(),
                relation: relation.with(&complement.leads),
                object: Some(complement.phrase.clone()),
                attributes: attributes.clone(),
                weight: subject.weight * complement.weight,
            });
        }
        if complements.is_empty() && clause.passive && clause.chained.is_none() && !tree.has(predicate, "ccomp") {
            drafts.push(Draft {
                rule: "clause.passive",
                subject: phrase,
                relation: relation.clone(),
                object: None,
                attributes: attributes.clone(),
                weight: subject.weight,
            });
        }
    }
}

fn objects(tree: &Tree<'_>, predicate: usize) -> Vec<Complement> {
    let mut found = Vec::new();
    for child in tree.children_by(predicate, "obj") {
        let Some(object) = resolve(tree, child) else { continue };
        for head in conjuncts(tree, object) {
            found.push(Complement { rule: "clause.svo", leads: Vec::new(), phrase: Phrase::of(tree, head), weight: 1.0 });
        }
    }
    found
}

fn obliques(tree: &Tree<'_>, predicate: usize, clause: &Clause, has_object: bool, found: &mut Vec<Complement>) {
    for child in tree.children_by(predicate, "obl") {
        let mut leads: Vec<usize> = tree.children_by(child, "case").collect();
        if leads.is_empty() || is_according(tree, child) || is_temporal(tree, child) {
            continue;
        }
        let agent = clause.passive && is_agent(tree, child);
        if has_object && !agent && is_place(tree, child) {
            continue;
        }
        for case in leads.clone() {
            leads.extend(tree.children_by(case, "fixed"));
        }
        leads.sort_unstable();
        let Some(target) = resolve(tree, child) else { continue };
        for head in conjuncts(tree, target) {
            let rule = if agent { "clause.agent" } else { "clause.oblique" };
            found.push(Complement { rule, leads: leads.clone(), phrase: Phrase::of(tree, head), weight: 1.0 });
        }
    }
    let _ = is_relative;
}
