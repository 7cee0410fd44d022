//! The act of saying with what is said as its object: "This finding indicated that …".

use super::Sentence;
use crate::{
    claims::tables,
    clause::Kind,
    draft::{Draft, RelationWords},
    phrase::Phrase,
};

pub(crate) fn apply(sentence: &Sentence<'_, '_>, drafts: &mut Vec<Draft>) {
    let tree = sentence.tree;
    for &predicate in sentence.clauses.heads() {
        let Some(clause) = sentence.clauses.get(predicate) else { continue };
        if clause.kind == Kind::Copula {
            continue;
        }
        // "allow terrorists to regroup": an infinitive with its own subject is said as a whole.
        let infinitive = tree.child(predicate, "xcomp").filter(|&content| tree.has(content, "nsubj"));
        let (content, around) = match tree.child(predicate, "ccomp").or(infinitive) {
            Some(content) => (content, None),
            // "The bomb was left in a market, the minister said."
            None => match tree.head(predicate).filter(|_| sentence.reports_its_head(predicate)) {
                Some(content) => (content, Some(predicate)),
                None => continue,
            },
        };
        let that: Vec<usize> =
            tree.children_by(content, "mark").filter(|&mark| tree.is(mark, &["that"])).collect();
        let mut without: Vec<usize> = that.clone();
        without.extend(tree.children_by(content, "punct").filter(|&mark| tree.is(mark, &[","])));
        without.extend(tree.children_by(content, "parataxis"));
        without.extend(around);
        let object = Phrase::clause(tree, content, &without);
        for subject in &clause.subjects {
            drafts.push(Draft {
                rule: if tables::verb(tree.lemma(predicate)).clause.is_some() {
                    "speech.content"
                } else {
                    "clause.content"
                },
                subject: Phrase::subject(tree, subject.head, predicate),
                relation: RelationWords::new(clause.relation.clone()).with(&that),
                object: Some(object.clone()),
                attributes: sentence.attributes(predicate),
                weight: subject.weight,
            });
        }
    }
}
