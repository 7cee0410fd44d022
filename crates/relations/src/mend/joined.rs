//! Coordinations, mended: what an "and" joins.

use super::{Mend, extent, phrases::is_person};
use crate::{claims::tables, syntax::Tree};

/// "defeated ISIS and Turkey would move": the second noun is no object but the subject of what stands right
/// behind it.
pub(super) fn object(tree: &Tree<'_>, second: usize, first: usize, found: &mut Vec<Mend>) {
    let Some(verb) = tree.head(first).filter(|&verb| tree.rel(first) == "obj" && tree.is_verb(verb)) else {
        return;
    };
    let Some(next) = predicate_behind(tree, second).filter(|&next| {
        let beside = tree.head(next) == Some(verb) || tree.head(next) == tree.head(verb);
        beside && matches!(tree.rel(next), "ccomp" | "conj" | "parataxis" | "advcl")
    }) else {
        return;
    };
    if !tree.has(next, "nsubj") {
        found.push(Mend::new(second, next, "nsubj"));
        found.push(Mend::new(next, verb, "conj"));
        found.extend(tree.children_by(second, "cc").map(|and| Mend::new(and, next, "cc")));
    }
}

/// "pledged funds and Syria is taxing goods": what the first verb has for an object, if another noun behind it
/// is joined to something before it and stands where the second verb's subject does.
pub(super) fn subject(tree: &Tree<'_>, first: usize, verb: usize, found: &mut Vec<Mend>) {
    let Some(outer) = tree.head(verb).filter(|&outer| outer < first && first < verb) else { return };
    if tree.rel(verb) != "ccomp" || tree.has(verb, "mark") || tree.has(outer, "obj") {
        return;
    }
    let crosses = |&word: &usize| {
        tree.rel(word) == "conj"
            && tree.head(word).is_some_and(|head| head < first)
            && tree.is_nominal(word)
            && predicate_behind(tree, word) == Some(verb)
    };
    if let Some(second) = (first + 1..verb).find(crosses) {
        found.push(Mend::new(first, outer, "obj"));
        found.push(Mend::new(second, verb, "nsubj"));
        found.push(Mend::new(verb, outer, "conj"));
    }
}

/// "killed five children in a bus and two drivers": people are joined to people.
pub(super) fn kind(tree: &Tree<'_>, conjunct: usize, head: usize) -> Option<Mend> {
    let counted = |word: usize| is_person(tree, word) && tree.has(word, "nummod");
    if !counted(conjunct) || is_person(tree, head) || !matches!(tree.rel(head), "nmod" | "obl") {
        return None;
    }
    let above = tree.head(head)?;
    let other = if tree.is_nominal(above) { Some(above) } else { tree.child(above, "obj") };
    let other = other.filter(|&other| other < head && counted(other) && !tree.has(other, "conj"))?;
    Some(Mend::new(conjunct, other, "conj"))
}

/// "It was not safe, investigators said, and should not have flown": what goes on behind an aside is not the
/// aside's.
pub(super) fn aside(tree: &Tree<'_>, verb: usize, aside: usize) -> Option<Mend> {
    let main = tree.head(aside).filter(|&main| tree.rel(aside) == "parataxis" && main < aside)?;
    let closed = aside + 1 < verb && tree.is(aside + 1, &[","]);
    let opened = tree
        .child(aside, "nsubj")
        .is_some_and(|subject| subject < aside && (main + 1..subject).any(|word| tree.is(word, &[","])));
    let bare = tree.is_verb(verb) && !tree.has(verb, "nsubj");
    (closed && opened && bare).then(|| Mend::new(verb, main, "conj"))
}

/// "said there was a lack and urged the crowd to leave": who says something, and not what there is.
pub(super) fn speech(tree: &Tree<'_>, verb: usize, content: usize) -> Option<Mend> {
    let speaker = tree.head(content).filter(|_| tree.rel(content) == "ccomp" && !tree.has(verb, "nsubj"))?;
    let speaks = |verb: usize| tables::verb(tree.lemma(verb)).clause.is_some();
    let urges = tables::verb(tree.lemma(verb)).object.is_some() || speaks(verb);
    let nobody = tree.child(content, "nsubj").is_some_and(|subject| {
        tree.name(subject).is_none()
            && !tree.is_pronoun(subject)
            && matches!(tree.xpos(subject), "NN" | "NNS")
            && tree.has(content, "expl")
    });
    (tree.is_verb(verb) && urges && nobody && speaks(speaker)).then(|| Mend::new(verb, speaker, "conj"))
}

/// The predicate whose finite words begin right behind the phrase that a noun heads.
fn predicate_behind(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    let next = extent(tree, noun).1 + 1;
    if next >= tree.len() {
        return None;
    }
    let finite = matches!(tree.xpos(next), "VBD" | "VBZ" | "VBP" | "MD");
    let predicate = if matches!(tree.rel(next), "aux" | "cop") { tree.head(next) } else { Some(next) };
    predicate.filter(|_| finite)
}
