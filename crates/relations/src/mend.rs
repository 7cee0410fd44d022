//! What a parser gets wrong and the words around it give away, put right before the rules read a tree.
//!
//! In: the parse of a sentence with the mentions. Out: the parse, with a word hung from another one where
//! types, number or a neighbour say so against the parser. Nothing is mended that the parser may have had
//! right: each mend asks for evidence against the old tree and for the new one.

use std::borrow::Cow;

use triplewire_encoder::Parse;
use triplewire_entities::{Entities, EntityType};
use triplewire_tokenizer::Document;

use crate::{claims::is_temporal, lexicon, phrase::phrase_before, syntax::Tree};

/// A word, its new head and its new label.
struct Mend {
    word: usize,
    head: usize,
    label: &'static str,
}

/// The parses of an article's sentences, mended.
pub(crate) fn mended<'p>(
    document: &Document<'_>,
    parses: &'p [Parse],
    entities: &Entities,
) -> Vec<Cow<'p, Parse>> {
    let sentences = document.sentences.iter().enumerate();
    let mend = |((index, sentence), parse): ((usize, &triplewire_tokenizer::Sentence), &'p Parse)| {
        let tree = Tree::new(document, &sentence.words, index, parse, entities);
        let mends = mends(&tree);
        if mends.is_empty() {
            return Cow::Borrowed(parse);
        }
        let mut parse = parse.clone();
        for Mend { word, head, label } in mends {
            parse.nodes[word].head = Some(head);
            parse.nodes[word].deprel = label.into();
        }
        Cow::Owned(parse)
    };
    sentences.zip(parses).map(mend).collect()
}

fn mends(tree: &Tree<'_>) -> Vec<Mend> {
    let mut found = Vec::new();
    for word in 0..tree.len() {
        let Some(head) = tree.head(word) else { continue };
        match tree.label(word) {
            "cop" => {
                found.extend(progressive(tree, word, head));
                passive(tree, word, head, &mut found);
            }
            "nsubj" => dated(tree, word, head, &mut found),
            "acl:relcl" => found.extend(relative(tree, word, head)),
            "nsubj:pass" => found.extend(contact(tree, word, head)),
            "xcomp" => found.extend(purpose(tree, word, head)),
            "appos" => found.extend(apposition(tree, word, head)),
            "conj" => {
                found.extend(gapped(tree, word, head));
                counted(tree, word, head, &mut found);
            }
            _ => {}
        }
        general(tree, word, &mut found);
    }
    found
}

/// "is theorizing that …": an auxiliary and no copula, where the subject is no clause.
fn progressive(tree: &Tree<'_>, copula: usize, verb: usize) -> Option<Mend> {
    let plain = tree.children(verb).iter().any(|&child| tree.label(child) == "nsubj" && child < copula);
    let between = (copula + 1..verb).all(|word| tree.head(word) == Some(verb) && tree.rel(word) == "advmod");
    (tree.xpos(verb) == "VBG" && tree.is_verb(verb) && tree.lemma(copula) == "be" && plain && between)
        .then_some(Mend { word: copula, head: verb, label: "aux" })
}

/// "could be tied to melons": of a participle in -ed the auxiliary, and no copula.
fn passive(tree: &Tree<'_>, copula: usize, verb: usize, found: &mut Vec<Mend>) {
    if tree.xpos(verb) != "VBN" || !tree.is_verb(verb) || tree.lemma(copula) != "be" || !tree.has(verb, "obl")
    {
        return;
    }
    found.push(Mend { word: copula, head: verb, label: "aux:pass" });
    let subjects = tree.children(verb).iter().copied().filter(|&child| tree.label(child) == "nsubj");
    found.extend(subjects.map(|word| Mend { word, head: verb, label: "nsubj:pass" }));
}

/// "This season, Zalando is using a new approach": when, and who.
fn dated(tree: &Tree<'_>, time: usize, verb: usize, found: &mut Vec<Mend>) {
    let who = tree.child(time, "appos").filter(|&who| time < who && who < verb && tree.name(who).is_some());
    let Some(who) = who.filter(|_| is_temporal(tree, time)) else { return };
    if is_temporal(tree, who) || tree.label(time) != "nsubj" {
        return;
    }
    found.push(Mend { word: who, head: verb, label: "nsubj" });
    found.push(Mend { word: time, head: verb, label: "obl:unmarked" });
}

/// "was in Kenya to attend a meeting": what somebody is somewhere for.
fn purpose(tree: &Tree<'_>, infinitive: usize, head: usize) -> Option<Mend> {
    (tree.is_nominal(head) && tree.has(head, "case") && tree.has(head, "cop") && tree.has(infinitive, "mark"))
        .then_some(Mend { word: infinitive, head, label: "advcl" })
}

/// "an incident Uber blamed on human error": the subject of a relative clause without auxiliary acts.
fn contact(tree: &Tree<'_>, subject: usize, verb: usize) -> Option<Mend> {
    let finite = tree.label(verb) == "acl:relcl" && tree.upos(verb) == "VERB";
    let bare = !tree.children(verb).iter().any(|&child| matches!(tree.rel(child), "aux" | "mark"));
    let acts = !tree.xpos(subject).starts_with('W') && !tree.is(subject, &["that"]) && subject < verb;
    let behind = tree.head(verb).is_some_and(|noun| noun < subject);
    (finite && bare && acts && behind).then_some(Mend { word: subject, head: verb, label: "nsubj" })
}

/// "a case involving a woman who had arrived", "a series of attacks that have killed": whom the relative pronoun
/// cannot stand for, if the noun right before it can.
fn relative(tree: &Tree<'_>, clause: usize, head: usize) -> Option<Mend> {
    let pronoun = *tree.children(clause).iter().find(|&&child| {
        child < clause && tree.rel(child) == "nsubj" && tree.is(child, &["who", "which", "that"])
    })?;
    let near = phrase_before(tree, pronoun).filter(|&near| near != head && tree.under(near, head))?;
    // "attacks by rebels and troops which …": which of them, nobody knows.
    let joined = |word: usize| tree.has(word, "conj") || tree.rel(word) == "conj";
    if joined(head) || joined(near) || tree.rel(near) == "appos" {
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
    ((wrong && agrees(near) != Some(false)) || disagrees).then_some(Mend {
        word: clause,
        head: near,
        label: "acl:relcl",
    })
}

/// "scientists in Hamburg, Germany", "sites for Copts, an ethnic group": what is told of one kind of thing, if the
/// parser tells it of another and the name right before it is of that kind.
fn apposition(tree: &Tree<'_>, appositive: usize, head: usize) -> Option<Mend> {
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
    (!fits(head) && fits(near)).then_some(Mend { word: appositive, head: near, label: "appos" })
}

/// "25 were dead and dozens injured": the number is the subject of what stands right behind it.
fn gapped(tree: &Tree<'_>, subject: usize, head: usize) -> Option<Mend> {
    let said = subject + 1;
    let predicate = tree.len() > said && tree.head(said) == Some(head) && tree.rel(said) == "conj";
    let counted = tree.is_nominal(subject) && !tree.has(subject, "case") && !tree.is_nominal(head);
    (predicate && counted && is_short(tree, said, head)).then_some(Mend {
        word: subject,
        head: said,
        label: "nsubj:pass",
    })
}

/// "five were killed and 40 wounded": the number is the subject, and the auxiliary serves both.
fn counted(tree: &Tree<'_>, predicate: usize, head: usize, found: &mut Vec<Mend>) {
    if !is_short(tree, predicate, head) {
        return;
    }
    if let Some(subject) = tree.child(predicate, "nsubj") {
        found.push(Mend { word: subject, head: predicate, label: "nsubj:pass" });
    } else if let Some(number) = predicate.checked_sub(1).filter(|&word| tree.upos(word) == "NUM")
        && tree.head(number) == Some(predicate)
        && tree.rel(number) == "nummod"
    {
        found.push(Mend { word: number, head: predicate, label: "nsubj:pass" });
        // "more than 40"
        let bound = |&word: &usize| word < number && tree.rel(word) == "advmod";
        found.extend(tree.children(predicate).iter().copied().filter(bound).map(|word| Mend {
            word,
            head: number,
            label: "advmod",
        }));
    }
}

/// Whether a participle is joined to a passive or a copula that it shares the auxiliary of.
fn is_short(tree: &Tree<'_>, participle: usize, head: usize) -> bool {
    let auxiliary = |&child: &usize| tree.label(child) == "aux:pass" || tree.rel(child) == "cop";
    tree.is_participle(participle)
        && tree.children(head).iter().any(auxiliary)
        && !tree.children(participle).iter().any(|&child| matches!(tree.rel(child), "aux" | "cop" | "obj"))
}

/// "the attorney general": one office in two words, headed by the first.
fn general(tree: &Tree<'_>, word: usize, found: &mut Vec<Mend>) {
    const OFFICES: &[&str] =
        &["attorney", "solicitor", "surgeon", "inspector", "auditor", "comptroller", "consul"];
    let Some(office) = word.checked_sub(1).filter(|&before| tree.is(before, OFFICES)) else { return };
    if !tree.is(word, &["general"]) || tree.head(word) == Some(office) && tree.rel(word) == "flat" {
        return;
    }
    if tree.head(office) == Some(word) {
        let Some(head) = tree.head(word) else { return };
        let label = ["nsubj", "obj", "obl", "nmod", "appos", "conj", "nmod:poss"];
        let Some(&label) = label.iter().find(|&&label| label == tree.label(word)) else { return };
        found.push(Mend { word: office, head, label });
        let moved = |child: &usize| *child != office;
        for &child in tree.children(word).iter().filter(|child| moved(child)) {
            let labels =
                ["det", "amod", "nmod:poss", "case", "nmod", "compound", "punct", "appos", "acl:relcl"];
            if let Some(&label) = labels.iter().find(|&&label| label == tree.label(child)) {
                found.push(Mend { word: child, head: office, label });
            }
        }
    }
    found.push(Mend { word, head: office, label: "flat" });
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

fn is_person(tree: &Tree<'_>, word: usize) -> bool {
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
