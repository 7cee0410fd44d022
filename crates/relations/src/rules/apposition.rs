//! Two phrases for one thing: "Abu Hudhayfa, the group's spokesman, …".

use super::{Sentence, identity};
use triplewire_entities::EntityType;

use crate::{
    claims::{Attributes, is_temporal},
    draft::{Draft, RelationWords},
    lexicon,
    phrase::Phrase,
};

pub(crate) fn apply(sentence: &Sentence<'_, '_>, drafts: &mut Vec<Draft>) {
    let tree = sentence.tree;
    for appositive in 0..tree.len() {
        let Some(head) = tree.head(appositive).filter(|_| tree.rel(appositive) == "appos") else { continue };
        let inside_one_name = tree.mention(appositive).is_some_and(|mention| mention.words.contains(&head));
        if is_temporal(tree, head) || is_temporal(tree, appositive) {
            continue;
        }
        if !tree.is_nominal(head) || !tree.is_nominal(appositive) || inside_one_name {
            continue;
        }
        // "A man, 45, …" is no 45; what "it" is the article says elsewhere.
        // "One died in Mecca, the others in Medina"
        let tells = |word: usize| {
            !tree.form(word).starts_with(char::is_numeric)
                && !tree.is_pronoun(word)
                && !tree.is(word, &["other", "others"])
        };
        if !tells(head) || !tells(appositive) {
            continue;
        }
        // "Prime Minister of Spain" is an office, whatever its capitals.
        let named = |word: usize| {
            tree.name(word).is_some()
                || tree.upos(word) == "PROPN" && !lexicon::is_role(&tree.lemma(word).to_lowercase())
        };
        if is_bracketed(sentence, appositive) || is_example(sentence, appositive) {
            continue;
        }
        // "actors like Dan Fogler, as well as artists": nobody is several.
        let one = |word: usize| tree.entity_type(word) == Some(EntityType::Per) && !tree.has(word, "conj");
        let several = |word: usize| tree.xpos(word) == "NNS" && tree.form(word).ends_with('s');
        if one(head) && several(appositive) || several(head) && one(appositive) {
            continue;
        }
        // "from Suva, eight men": no place is a person.
        let people = |word: usize| tree.name(word).is_none() && lexicon::is_person(tree.lemma(word));
        if is_place(sentence, head) && people(appositive) || people(head) && is_place(sentence, appositive) {
            continue;
        }
        match (named(head), named(appositive)) {
            (true, true) if is_place(sentence, head) && is_place(sentence, appositive) => {
                within(sentence, head, appositive, drafts);
            }
            // "Islamic State, IS": two names of one entity are no news.
            (true, true) if tree.entity(head) == tree.entity(appositive) => {}
            (false, true) => identity(sentence, "apposition", appositive, head, drafts),
            _ => identity(sentence, "apposition", head, appositive, drafts),
        }
    }
}

/// "Mokha, Yemen": the first place lies in the second.
fn within(sentence: &Sentence<'_, '_>, part: usize, whole: usize, drafts: &mut Vec<Draft>) {
    let tree = sentence.tree;
    let mut subject = Phrase::of(tree, part);
    subject.text.retain(|&word| !tree.under(word, whole));
    drafts.push(Draft {
        rule: "apposition.place",
        subject,
        relation: RelationWords::supplied("is in", vec![whole]),
        object: Some(Phrase::of(tree, whole)),
        attributes: Attributes::default(),
        weight: 1.0,
    });
}

fn is_place(sentence: &Sentence<'_, '_>, word: usize) -> bool {
    matches!(sentence.tree.entity_type(word), Some(EntityType::Gpe | EntityType::Loc | EntityType::Fac))
}

fn is_bracketed(sentence: &Sentence<'_, '_>, word: usize) -> bool {
    let tree = sentence.tree;
    tree.children_by(word, "punct").any(|mark| tree.is(mark, &["(", "["]))
}

/// "For the administration, most notably the affair": an example of something said before.
fn is_example(sentence: &Sentence<'_, '_>, word: usize) -> bool {
    let tree = sentence.tree;
    tree.children_by(word, "advmod").any(|adverb| {
        adverb < word
            && tree.is(adverb, &["notably", "especially", "particularly", "mainly", "mostly", "including"])
    })
}
