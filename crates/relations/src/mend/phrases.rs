//! Relative clauses, appositions and titles, mended.

use triplewire_entities::EntityType;

use super::{Mend, extent};
use crate::{claims::is_temporal, lexicon, phrase::phrase_before, syntax::Tree};

/// "a case involving a woman who had arrived", "a series of attacks that have killed": whom the relative pronoun
/// cannot stand for, if the noun right before it can.
pub(super) fn relative(tree: &Tree<'_>, clause: usize, head: usize) -> Option<Mend> {
    let pronoun = *tree.children(clause).iter().find(|&&child| {
        child < clause && tree.rel(child) == "nsubj" && tree.is(child, &["who", "which", "that"])
    })?;
    let near = phrase_before(tree, pronoun).filter(|&near| near != head && tree.under(near, head))?;
    // "attacks by rebels and troops which …": which of them, nobody knows.
    let joined = |word: usize| tree.has(word, "conj") || tree.rel(word) == "conj";
    // "President of France Emmanuel Macron, who": the name is whoever he is.
    let named = tree.entity_type(near) == Some(EntityType::Per) && tree.is(pronoun, &["who"]);
    if joined(head) || joined(near) || tree.rel(near) == "appos" && !named {
        return None;
    }
    let person = |word: usize| is_person(tree, word);
    let wrong = match tree.form(pronoun).to_lowercase().as_str() {
        _ if !tree.is_nominal(head) => true,
        "who" => !person(head) && !is_body(tree, head) && person(near),
        "which" => person(head) && !person(near),
        _ => false,
    };
    let agrees = |word: usize| number(tree, word).zip(number_of_verb(tree, clause)).map(|(a, b)| a == b);
    let disagrees = agrees(head) == Some(false) && agrees(near) == Some(true);
    ((wrong && agrees(near) != Some(false)) || disagrees).then(|| Mend::new(clause, near, "acl:relcl"))
}

/// "scientists in Hamburg, Germany", "sites for Copts, an ethnic group": what is told of one kind of thing, if the
/// parser tells it of another and the name right before it is of that kind.
pub(super) fn apposition(tree: &Tree<'_>, appositive: usize, head: usize) -> Option<Mend> {
    let mut words = Vec::new();
    tree.collect(appositive, &mut words, &|_| false);
    let start = words.into_iter().filter(|&word| tree.upos(word) != "PUNCT").min()?;
    let mut end = start;
    while end > 0 && tree.is(end - 1, &[",", "(", "–", "—", "-", "--"]) {
        end -= 1;
    }
    let near = (end < start).then(|| phrase_before(tree, end)).flatten()?;
    if near == head || !tree.under(near, head) || tree.name(near).is_none() || tree.has(near, "appos") {
        return None;
    }
    let told = if tree.name(appositive).is_some() {
        // Of names, only places are told by names.
        kind(tree, appositive).filter(|&kind| kind == Kind::Place)
    } else {
        kind_of_noun(tree, appositive)
    }?;
    let fits = |word: usize| kind(tree, word).or_else(|| kind_of_noun(tree, word)) == Some(told);
    (!fits(head) && fits(near)).then(|| Mend::new(appositive, near, "appos"))
}

/// "One of the study's authors, Jane Weber": who is one of them.
pub(super) fn one_of(tree: &Tree<'_>, person: usize, several: usize) -> Option<Mend> {
    let one = tree.head(several).filter(|&one| tree.is(one, &["one"]) && tree.rel(several) == "nmod")?;
    let single = tree.entity_type(person) == Some(EntityType::Per) && !tree.has(person, "conj");
    (single && tree.xpos(several) == "NNS").then(|| Mend::new(person, one, "appos"))
}

/// "A spokesman for the ministry, Amina Weber": the spokesman, and not the ministry.
pub(super) fn of_body(tree: &Tree<'_>, name: usize, body: usize) -> Option<Mend> {
    let office = tree.head(body).filter(|_| tree.rel(body) == "nmod")?;
    let told = tree.entity_type(name) == Some(EntityType::Per)
        && matches!(kind(tree, body), Some(Kind::Body | Kind::Place))
        && kind_of_noun(tree, office) == Some(Kind::Person);
    (told && !tree.has(office, "appos")).then(|| Mend::new(name, office, "appos"))
}

/// "told reporters in Oslo on Monday": people have no date, what is told them has. "The committee on Monday
/// announced": nor has who announces.
pub(super) fn time(tree: &Tree<'_>, time: usize, person: usize) -> Option<Mend> {
    let dated = is_temporal(tree, time)
        && tree.has(time, "case")
        && tree.children_by(time, "case").all(|case| tree.is(case, &["on"]));
    let mut subject = person;
    while tree.rel(subject) == "nmod"
        && let Some(above) = tree.head(subject).filter(|&above| tree.is_nominal(above))
    {
        subject = above;
    }
    let acts = tree.head(subject).filter(|&verb| {
        let between = || (time + 1..verb).all(|word| matches!(tree.upos(word), "AUX" | "ADV"));
        dated && tree.rel(subject) == "nsubj" && tree.is_verb(verb) && time < verb && between()
    });
    if let Some(verb) = acts {
        return Some(Mend::new(time, verb, "obl"));
    }
    let verb = tree.head(person).filter(|&verb| {
        tree.is_verb(verb) && verb < person && matches!(tree.rel(person), "obj" | "iobj" | "obl")
    })?;
    (dated && is_person(tree, person)).then(|| Mend::new(time, verb, "obl"))
}

/// "the attorney general": one office in two words, headed by the first.
pub(super) fn general(tree: &Tree<'_>, word: usize, found: &mut Vec<Mend>) {
    const OFFICES: &[&str] =
        &["attorney", "solicitor", "surgeon", "inspector", "auditor", "comptroller", "consul"];
    let Some(office) = word.checked_sub(1).filter(|&before| tree.is(before, OFFICES)) else { return };
    if !tree.is(word, &["general"]) || tree.head(word) == Some(office) && tree.rel(word) == "flat" {
        return;
    }
    if tree.head(office) == Some(word) {
        found.push(Mend::instead(tree, office, word));
        let moved = tree.children(word).iter().copied().filter(|&child| child != office);
        found.extend(moved.map(|child| Mend::new(child, office, tree.label(child))));
    }
    found.push(Mend::new(word, office, "flat"));
}

/// "Singer and actor Tom Jones": two titles, and the person whose they are.
pub(super) fn titles(tree: &Tree<'_>, name: usize, head: usize, found: &mut Vec<Mend>) {
    let Some(person) = tree.name(name).filter(|_| tree.entity_type(name) == Some(EntityType::Per)) else {
        return;
    };
    let Some(second) = person.words.start.checked_sub(1) else { return };
    let title = if tree.rel(second) == "conj" { tree.head(second) } else { Some(head) };
    let Some(title) = title.filter(|&title| title < second) else { return };
    let joined = tree.head(second) == Some(name) || tree.head(second) == Some(title);
    if !joined || head != title && head != second {
        return;
    }
    let and = (title + 1..second).any(|word| tree.is(word, &["and", "/"]))
        && !(title + 1..second).any(|word| tree.is(word, &[",", ";", "(", "–", "—"]));
    let titled = |word: usize| lexicon::is_person(tree.lemma(word)) && !tree.has(word, "det");
    if !and || tree.name(title).is_some() || !titled(title) || !titled(second) {
        return;
    }
    found.push(Mend::instead(tree, name, title));
    found.push(Mend::new(title, name, "appos"));
    found.push(Mend::new(second, name, "nmod:desc"));
    // What leads to the titles leads to the person.
    let leads = tree.children_by(title, "case").chain(tree.children_by(title, "cc"));
    found.extend(leads.filter(|&word| word < title).map(|word| Mend::new(word, name, tree.label(word))));
}

/// "Democrat Nancy Smith": what somebody is, and the name, which is the head.
pub(super) fn labelled(tree: &Tree<'_>, name: usize, head: usize, found: &mut Vec<Mend>) {
    let person = tree.name(name).filter(|person| {
        person.words.start == name && head + 1 == name && tree.entity_type(name) == Some(EntityType::Per)
    });
    let other = tree.name(head).is_some() && tree.entity_type(head) != Some(EntityType::Per);
    if person.is_none() || !other {
        return;
    }
    found.push(Mend::instead(tree, name, head));
    found.push(Mend::new(head, name, "nmod:desc"));
    let moved = tree.children(head).iter().copied().filter(|&child| {
        child != name && (child > name || matches!(tree.rel(child), "det" | "case" | "cc" | "mark" | "punct"))
    });
    found.extend(moved.map(|child| Mend::new(child, name, tree.label(child))));
}

/// "On Friday Ford Motor Company announced the Department was …": the words of a name go with its last.
pub(super) fn torn(tree: &Tree<'_>, word: usize, head: usize) -> Option<Mend> {
    let name = tree.name(word).filter(|name| !name.words.contains(&head))?;
    let last = name.words.end - 1;
    let away = tree.head(last).is_some_and(|above| above != head && !name.words.contains(&above));
    (last != word && away).then(|| Mend::new(word, last, "compound"))
}

/// "according to scholar Amina Weber": the preposition is hers, and not her title's.
pub(super) fn lead(tree: &Tree<'_>, preposition: usize, title: usize) -> Option<Mend> {
    let name = tree.head(title).filter(|&name| tree.label(title) == "nmod:desc" && title < name)?;
    let leads = extent(tree, name).0 == preposition && !tree.has(name, "case");
    leads.then(|| Mend::new(preposition, name, "case"))
}

/// "twelve counts of torture, nine counts of abuse": a list, and not one thing said twice.
pub(super) fn listed(tree: &Tree<'_>, second: usize, first: usize) -> Option<Mend> {
    let same = tree.upos(first) == "NOUN" && tree.lemma(first) == tree.lemma(second);
    (same && tree.has(first, "nummod") && tree.has(second, "nummod"))
        .then(|| Mend::new(second, first, "conj"))
}

/// What an apposition can tell of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Person,
    Body,
    Place,
}

fn kind(tree: &Tree<'_>, word: usize) -> Option<Kind> {
    match tree.entity_type(word)? {
        EntityType::Per => Some(Kind::Person),
        EntityType::Org | EntityType::Norp => Some(Kind::Body),
        EntityType::Gpe | EntityType::Loc | EntityType::Fac => Some(Kind::Place),
        _ => None,
    }
}

fn kind_of_noun(tree: &Tree<'_>, word: usize) -> Option<Kind> {
    let lemma = tree.lemma(word).to_lowercase();
    match &*lemma {
        lemma if lexicon::is_person(lemma) => Some(Kind::Person),
        lemma if lexicon::BODIES.contains(&lemma) => Some(Kind::Body),
        lemma if lemma == "capital" || lemma == "country" || lexicon::PLACE_NOUNS.contains(&lemma) => {
            Some(Kind::Place)
        }
        _ => None,
    }
}

pub(super) fn is_person(tree: &Tree<'_>, word: usize) -> bool {
    kind(tree, word) == Some(Kind::Person) || lexicon::is_person(tree.lemma(word))
}

/// Whether "who" can stand for a word although it is no person: "police, who …", "Iran, who …".
fn is_body(tree: &Tree<'_>, word: usize) -> bool {
    tree.entity_type(word).is_some() || kind_of_noun(tree, word).is_some() || tree.is_pronoun(word)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    One,
    Several,
}

fn number(tree: &Tree<'_>, word: usize) -> Option<Number> {
    match tree.xpos(word) {
        "NN" if !lexicon::BODIES.contains(&tree.lemma(word)) => Some(Number::One),
        "NNS" | "NNPS" => Some(Number::Several),
        _ => None,
    }
}

/// Of how many the finite verb of a clause speaks.
fn number_of_verb(tree: &Tree<'_>, verb: usize) -> Option<Number> {
    let first = tree.children(verb).iter().copied().find(|&child| matches!(tree.rel(child), "aux" | "cop"));
    let finite = first.unwrap_or(verb);
    match (tree.xpos(finite), tree.form(finite)) {
        ("VBZ", _) | (_, "was") => Some(Number::One),
        ("VBP", _) | (_, "were") => Some(Number::Several),
        _ => None,
    }
}
