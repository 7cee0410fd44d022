//! Examples of a group: "bases including al-Tanf", "cities such as Homs".

use super::Sentence;
use crate::{
    draft::{Draft, RelationWords},
    phrase::{Phrase, conjuncts},
};

pub(crate) fn apply(sentence: &Sentence<'_, '_>, drafts: &mut Vec<Draft>) {
    let tree = sentence.tree;
    for example in 0..tree.len() {
        let Some(group) = tree.head(example).filter(|_| tree.rel(example) == "nmod") else { continue };
        let case: Vec<usize> = tree.children_by(example, "case").filter(|&case| tree.is(case, &["including", "such", "like"])).collect();
        let Some(&first) = case.first().filter(|&&case| !tree.is(case, &["like"])) else { continue };
        let mut subject = Phrase::of(tree, group);
        subject.text.retain(|&word| !tree.under(word, example));
        while subject.text.last().is_some_and(|&word| tree.upos(word) == "PUNCT") {
            subject.text.pop();
        }
        for head in conjuncts(tree, example) {
            drafts.push(Draft {
                rule: "including",
                subject: subject.clone(),
                relation: RelationWords::supplied("include", vec![first]),
                object: Some(Phrase::of(tree, head)),
                attributes: sentence.sources(group),
                weight: 1.0,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::facts_by;

    #[test]
    fn examples() {
        let found = facts_by("including", "
They PRON PRP they 2 nsubj
left VERB VBD leave 0 root
bases NOUN NNS base 2 obj
including VERB VBG include 5 case
Tanf PROPN NNP Tanf 3 nmod B-FAC
and CCONJ CC and 7 cc
Kasraq PROPN NNP Kasraq 5 conj B-FAC");
        assert_eq!(found, ["bases | include | Tanf", "bases | include | Kasraq"]);
    }
}
