//! What somebody named has: "Egypt's army" gives Egypt | has | army.
//!
//! Not of roles and kin ("the group's leader"), which apposition and titles state when they name
//! who it is, and not inside names.

use super::Sentence;
use crate::{
    claims::{Attributes, is_temporal},
    draft::{Draft, RelationWords},
    lexicon,
    phrase::Phrase,
};

pub(crate) fn apply(sentence: &Sentence<'_, '_>, drafts: &mut Vec<Draft>) {
    let tree = sentence.tree;
    for owner in 0..tree.len() {
        let Some(owned) = tree.head(owner).filter(|_| tree.label(owner) == "nmod:poss") else { continue };
        if tree.is_pronoun(owner) || lexicon::is_relational(tree.lemma(owned)) || tree.upos(owned) == "PROPN"
        {
            continue;
        }
        // "last night's attack" says when.
        if tree.name(owner).is_none() || is_temporal(tree, owner) {
            continue;
        }
        let mut object = Phrase::of(tree, owned);
        object.text.retain(|&word| !tree.under(word, owner));
        object.core.retain(|&word| !tree.under(word, owner));
        // "the UK's regulator": the article is that of the owner.
        let article = |word: usize| tree.rel(word) == "det" && word < owner;
        object.text.retain(|&word| !article(word));
        object.core.retain(|&word| !article(word));
        let mark: Vec<usize> = tree.children_by(owner, "case").collect();
        drafts.push(Draft {
            rule: "possessive.has",
            subject: Phrase::of(tree, owner),
            relation: RelationWords::supplied("has", if mark.is_empty() { vec![owner] } else { mark }),
            object: Some(object),
            attributes: Attributes::default(),
            weight: 1.0,
        });
    }
}
