//! What a subject is: "X is Y", "X is responsible for Y", "X remains in Y".

use super::Sentence;
use crate::{
    claims::{is_according, is_temporal},
    clause::{Clause, Kind},
    draft::{Draft, RelationWords},
    lexicon,
    phrase::{Phrase, classifies, conjuncts},
    relative::resolve,
    syntax::Tree,
};

pub(crate) fn apply(sentence: &Sentence<'_, '_>, drafts: &mut Vec<Draft>) {
    for &predicate in sentence.clauses.heads() {
        if let Some(clause) = sentence.clauses.get(predicate)
            && clause.kind == Kind::Copula
            && !clause.relation.is_empty()
            && clause.chained.is_none()
        {
            facts(sentence, predicate, clause, drafts);
        }
    }
}

/// What is said, with the words that lead to it.
struct Said {
    rule: &'static str,
    leads: Vec<usize>,
    object: Phrase,
    weight: f32,
}

fn facts(sentence: &Sentence<'_, '_>, predicate: usize, clause: &Clause, drafts: &mut Vec<Draft>) {
    let tree = sentence.tree;
    let said = complements(tree, predicate);
    let attributes = sentence.attributes(predicate);
    for subject in &clause.subjects {
        if tree.is_pronoun(subject.head)
            && tree.is(subject.head, &["it", "this", "that"])
            && tree.upos(predicate) == "ADJ"
            && tree.entity(subject.head).is_none()
        {
            continue;
        }
        for said in &said {
            if said.object.head == subject.head {
                continue;
            }
            drafts.push(Draft {
                rule: said.rule,
                subject: Phrase::subject(tree, subject.head, predicate),
                relation: RelationWords::new(clause.relation.clone()).with(&said.leads),
                object: Some(said.object.clone()),
                attributes: attributes.clone(),
                weight: subject.weight * said.weight,
            });
        }
    }
}

fn complements(tree: &Tree<'_>, predicate: usize) -> Vec<Said> {
    if tree.is_verb(predicate) {
        // "The aim is to cut routes."
        let without: Vec<usize> = tree
            .children(predicate)
            .iter()
            .copied()
            .filter(|&child| {
                let before = tree.child(predicate, "cop").is_some_and(|copula| child <= copula);
                before
                    || matches!(tree.rel(child), "punct" | "parataxis")
                    || tree.label(child) == "nsubj:outer"
            })
            .collect();
        let object = Phrase::clause(tree, predicate, &without);
        return vec![Said { rule: "copula.clause", leads: Vec::new(), object, weight: 1.0 }];
    }
    if let Some(case) = tree.child(predicate, "case") {
        // "The base is in the desert."
        let mut leads: Vec<usize> = tree.children_by(predicate, "case").collect();
        leads.extend(tree.children_by(case, "fixed"));
        leads.sort_unstable();
        return vec![Said {
            rule: "copula.preposition",
            leads,
            object: Phrase::of(tree, predicate),
            weight: 1.0,
        }];
    }
    let mut said = Vec::new();
    if tree.is_nominal(predicate) {
        for attached in tree.children_by(predicate, "nmod") {
            if !belongs(tree, predicate, attached) {
                continue;
            }
            let mut leads = role_words(tree, predicate);
            leads.extend(tree.children_by(attached, "case"));
            for head in conjuncts(tree, attached) {
                said.push(Said {
                    rule: "copula.role",
                    leads: leads.clone(),
                    object: Phrase::of(tree, head),
                    weight: 1.0,
                });
            }
        }
        if said.is_empty() {
            said.push(Said {
                rule: "copula.noun",
                leads: Vec::new(),
                object: Phrase::of(tree, predicate),
                weight: 1.0,
            });
        }
        return said;
    }
    for oblique in tree.children_by(predicate, "obl").chain(tree.children_by(predicate, "advcl")) {
        let leads: Vec<usize> = tree
            .children(oblique)
            .iter()
            .copied()
            .filter(|&word| matches!(tree.rel(word), "case" | "mark"))
            .collect();
        if leads.is_empty() || is_temporal(tree, oblique) || is_according(tree, oblique) {
            continue;
        }
        if tree.rel(oblique) == "advcl"
            && (tree.xpos(oblique) != "VBG" || !tree.is(leads[0], &["for", "of", "to", "at", "in", "about"]))
        {
            continue;
        }
        let mut lead = vec![predicate];
        lead.extend(leads);
        let Some(target) = resolve(tree, oblique) else { continue };
        for head in conjuncts(tree, target) {
            said.push(Said {
                rule: "copula.adjective-oblique",
                leads: lead.clone(),
                object: Phrase::of(tree, head),
                weight: 1.0,
            });
        }
    }
    if said.is_empty() {
        said.push(Said {
            rule: "copula.adjective",
            leads: Vec::new(),
            object: Phrase::of(tree, predicate),
            weight: 1.0,
        });
    }
    said
}

/// Whether an attached phrase is what a role is a role towards ("president of France").
pub(crate) fn belongs(tree: &Tree<'_>, role: usize, attached: usize) -> bool {
    // "Zimbabwe's capital of Harare": Harare is the capital.
    let owned = tree.children(role).iter().any(|&child| tree.label(child) == "nmod:poss");
    if owned && tree.children_by(attached, "case").any(|case| tree.is(case, &["of"])) {
        return false;
    }
    tree.label(attached) == "nmod"
        && lexicon::is_relational(tree.lemma(role))
        && tree.children_by(attached, "case").any(|case| tree.is(case, &["of", "for", "to", "at", "with"]))
}

/// A role with its compounds: "prime minister", "general manager".
pub(crate) fn role_words(tree: &Tree<'_>, role: usize) -> Vec<usize> {
    let mut words: Vec<usize> = tree
        .children(role)
        .iter()
        .copied()
        .filter(|&child| {
            child < role
                && (matches!(tree.label(child), "compound" | "flat" | "nummod")
                    || (tree.rel(child) == "amod" && classifies(tree, child)))
        })
        .collect();
    words.push(role);
    words
}
