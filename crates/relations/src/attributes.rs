//! What surrounds an event: whether it is denied, wished or asked, who says so, when and where.

use triplewire_entities::EntityType;

use crate::{
    clause::{self, Clauses},
    fact::{Modality, Source},
    lexicon::{self, Speech},
    phrase::Phrase,
    syntax::Tree,
};

/// Somebody who says so, in words of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Voice {
    pub(crate) phrase: Phrase,
    pub(crate) act: Option<String>,
}

impl Voice {
    pub(crate) fn finish(&self, tree: &Tree<'_>) -> Source {
        let argument = self.phrase.argument(tree);
        Source { text: argument.text, entity: argument.entity, act: self.act.clone() }
    }
}

/// The attributes of one predicate's facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attributes {
    pub(crate) negative: bool,
    pub(crate) modality: Modality,
    pub(crate) by: Vec<Voice>,
    pub(crate) when: Option<Phrase>,
    pub(crate) place: Option<Phrase>,
}

/// The attributes of a predicate's facts, from its own words and the clauses around it.
pub(crate) fn of(tree: &Tree<'_>, clauses: &Clauses, predicate: usize) -> Attributes {
    let mut attributes = inherited(tree, clauses, predicate);
    own(tree, predicate, &mut attributes);
    for aside in tree.children_by(predicate, "parataxis") {
        if reports_its_head(tree, clauses, aside) {
            attributes.by.extend(clauses.voice(tree, aside));
        }
    }
    attributes
}

/// The predicate in whose clause a word stands, the word itself left out.
pub(crate) fn governor(tree: &Tree<'_>, clauses: &Clauses, word: usize) -> Option<usize> {
    let mut at = tree.head(word);
    while let Some(head) = at {
        if clauses.is_predicate(head) {
            return Some(head);
        }
        at = tree.head(head);
    }
    None
}

/// The sources alone: what a noun phrase in a clause inherits from it.
pub(crate) fn sources(tree: &Tree<'_>, clauses: &Clauses, word: usize) -> Attributes {
    let by =
        governor(tree, clauses, word).map(|predicate| of(tree, clauses, predicate).by).unwrap_or_default();
    Attributes { by, ..Attributes::default() }
}

fn inherited(tree: &Tree<'_>, clauses: &Clauses, predicate: usize) -> Attributes {
    let Some(head) = tree.head(predicate) else { return Attributes::default() };
    let rel = tree.rel(predicate);
    if !clauses.is_predicate(head) {
        // A clause inside a noun phrase keeps the sources of the clause around it.
        let mut attributes = sources(tree, clauses, predicate);
        match tree.child(predicate, "mark").filter(|_| rel == "acl") {
            Some(mark) if tree.is(mark, &["to"]) => attributes.modality = Modality::Wanted,
            Some(mark) if tree.is(mark, &["that", "whether"]) => {
                let denied = tree.children_by(head, "det").any(|word| tree.is(word, &["no"]));
                if denied || tree.is(mark, &["whether"]) {
                    attributes.modality = Modality::Questioned;
                } else if lexicon::CONTENT_NOUNS.contains(&tree.lemma(head)) {
                    attributes.modality = Modality::Possible;
                }
            }
            _ => {}
        }
        return attributes;
    }
    if rel == "parataxis" && reports_its_head(tree, clauses, predicate) {
        return Attributes::default();
    }
    let outer = of(tree, clauses, head);
    let mut attributes = Attributes { by: outer.by.clone(), ..Attributes::default() };
    match rel {
        "conj" => {
            let shared = !tree.has(predicate, "nsubj") && !tree.has(predicate, "aux");
            if shared || outer.modality == Modality::Conditional {
                attributes.modality = outer.modality;
            }
            let either = tree.child(predicate, "cc").is_some_and(|cc| tree.is(cc, &["or", "nor"]));
            attributes.negative = outer.negative && shared && either;
        }
        "ccomp" | "csubj" => {
            reported(tree, clauses, head, predicate, &outer, &mut attributes);
        }
        "xcomp" => {
            attributes.modality = outer.modality;
            if (tree.has(head, "obj") || tree.has(predicate, "nsubj"))
                && lexicon::WANTS.contains(&tree.lemma(head))
            {
                attributes.modality = Modality::Wanted;
            }
            if tree.lemma(head) == "expect" && attributes.modality == Modality::Asserted {
                attributes.modality = Modality::Future;
            }
            attributes.negative = outer.negative && !tree.has(head, "obj");
        }
        "parataxis"
            if clause::speech(tree, head).is_some()
                && !tree.has(head, "ccomp")
                && clause::speech(tree, predicate).is_none() =>
        {
            attributes.by.extend(clauses.voice(tree, head));
        }
        "advcl" => match tree.child(predicate, "mark") {
            Some(mark) if tree.is(mark, &["if", "unless"]) => attributes.modality = Modality::Conditional,
            Some(mark) if tree.is(mark, &["to"]) => attributes.modality = Modality::Wanted,
            // "without firing a shot", "instead of defending it"
            Some(mark) if tree.is(mark, &["without", "instead", "rather"]) => attributes.negative = true,
            _ => {}
        },
        _ => {}
    }
    attributes
}

/// What a verb of saying, or a predicate such as "unclear", does to its clause.
fn reported(
    tree: &Tree<'_>,
    clauses: &Clauses,
    head: usize,
    predicate: usize,
    outer: &Attributes,
    attributes: &mut Attributes,
) {
    let speech = clause::speech(tree, head);
    if speech.is_some() {
        attributes.by.extend(clauses.voice(tree, head));
    }
    match speech {
        Some(Speech::Denies) => attributes.negative = !outer.negative,
        Some(Speech::Demands) => attributes.modality = Modality::Wanted,
        Some(Speech::Asks) => attributes.modality = Modality::Questioned,
        Some(Speech::States) if outer.negative => attributes.modality = Modality::Questioned,
        _ => {}
    }
    let unclear = ["unclear", "unknown", "uncertain"].contains(&tree.lemma(head));
    let whether = tree.child(predicate, "mark").is_some_and(|mark| tree.is(mark, &["whether", "if"]));
    if unclear || whether {
        attributes.modality = Modality::Questioned;
    }
}

/// Whether a main clause is asked: the sentence ends in a question mark.
fn is_asked(tree: &Tree<'_>, predicate: usize) -> bool {
    let last = (0..tree.len()).rev().find(|&word| !tree.is(word, &["\"", "”", "''", ")"]));
    last.is_some_and(|last| tree.is(last, &["?"])) && matches!(tree.rel(predicate), "root" | "conj")
}

/// What the predicate's own auxiliaries and adverbs say.
fn own(tree: &Tree<'_>, predicate: usize, attributes: &mut Attributes) {
    if is_asked(tree, predicate) {
        attributes.modality = Modality::Questioned;
    }
    for &child in tree.children(predicate) {
        match tree.rel(child) {
            "aux" => {
                let modality = match tree.lemma(child) {
                    "will" | "shall" | "'ll" => Modality::Future,
                    "may" | "might" | "could" => Modality::Possible,
                    "would" => Modality::Conditional,
                    "must" | "should" | "ought" => Modality::Wanted,
                    _ => continue,
                };
                if attributes.modality == Modality::Asserted {
                    attributes.modality = modality;
                }
            }
            "advmod" | "det" | "cc" => {
                if is_negation(tree, child) {
                    attributes.negative = !attributes.negative;
                } else if tree
                    .is(child, &["reportedly", "allegedly", "apparently", "purportedly", "supposedly"])
                {
                    attributes.by.push(Voice { phrase: bare(child), act: None });
                } else if tree
                    .is(child, &["possibly", "perhaps", "probably", "maybe", "potentially", "likely"])
                    && attributes.modality == Modality::Asserted
                {
                    attributes.modality = Modality::Possible;
                }
            }
            "nsubj" | "obj"
                if (tree
                    .children(child)
                    .iter()
                    .any(|&det| tree.is(det, &["no"]) && tree.rel(det) == "det")
                    || tree.is(child, &["nobody", "none", "nothing"])) =>
            {
                attributes.negative = !attributes.negative;
            }
            "obl" => circumstance(tree, child, attributes),
            "nmod" if tree.label(child) == "nmod:unmarked" => circumstance(tree, child, attributes),
            _ => {}
        }
        if tree.rel(child) == "advmod" && is_temporal(tree, child) && attributes.when.is_none() {
            attributes.when = Some(Phrase::of(tree, child));
        }
    }
    by_adverbial(tree, predicate, attributes);
}

fn bare(word: usize) -> Phrase {
    Phrase { head: word, text: vec![word], core: vec![word] }
}

/// Whether a predicate beside its head says who states it ("…, the minister said").
pub(crate) fn reports_its_head(tree: &Tree<'_>, clauses: &Clauses, predicate: usize) -> bool {
    clause::speech(tree, predicate).is_some()
        && !tree.has(predicate, "ccomp")
        && !tree.has(predicate, "obj")
        && tree.head(predicate).is_some_and(|head| clauses.is_predicate(head))
}

/// "according to X", "citing X".
fn by_adverbial(tree: &Tree<'_>, predicate: usize, attributes: &mut Attributes) {
    for child in tree.children(predicate).iter().copied() {
        if tree.rel(child) == "obl" && is_according(tree, child) {
            attributes.by.push(Voice { phrase: Phrase::of(tree, child), act: None });
        }
        if tree.rel(child) == "advcl"
            && tree.lemma(child) == "cite"
            && let Some(object) = tree.child(child, "obj")
        {
            attributes.by.push(Voice { phrase: Phrase::of(tree, object), act: Some("cite".to_owned()) });
        }
    }
}

/// Whether an oblique names a source ("according to police").
pub(crate) fn is_according(tree: &Tree<'_>, oblique: usize) -> bool {
    tree.children_by(oblique, "case").any(|case| {
        tree.is(case, &["according"])
            || (case > 0 && tree.is(case, &["to"]) && tree.is(case - 1, &["according"]))
    })
}

pub(crate) fn is_negation(tree: &Tree<'_>, word: usize) -> bool {
    if !tree.is(word, &["not", "n't", "n’t", "never", "neither", "nor"]) {
        return false;
    }
    // "not only" asserts.
    word + 1 >= tree.len() || !tree.is(word + 1, &["only", "just", "least"])
}

/// Whether an adverbial says when.
pub(crate) fn is_temporal(tree: &Tree<'_>, word: usize) -> bool {
    matches!(tree.entity_type(word), Some(EntityType::Date | EntityType::Time))
        || tree.label(word) == "obl:tmod"
        || lexicon::TIMES.contains(&&*tree.lemma(word).to_lowercase())
        || (tree.upos(word) == "NUM" && is_year(tree.form(word)))
}

fn is_year(form: &str) -> bool {
    form.len() == 4 && form.parse::<u16>().is_ok_and(|year| (1000..2100).contains(&year))
}

/// Whether an oblique says where, by the type of what it names.
pub(crate) fn is_place(tree: &Tree<'_>, word: usize) -> bool {
    matches!(tree.entity_type(word), Some(EntityType::Gpe | EntityType::Loc | EntityType::Fac))
        && tree.children_by(word, "case").any(|case| tree.is(case, lexicon::PLACE_PREPOSITIONS))
}

/// Whether an oblique says how much, in units of time: "sentenced to eight years" is no date.
fn is_amount_of_time(tree: &Tree<'_>, oblique: usize) -> bool {
    let unit = ["second", "minute", "hour", "day", "week", "month", "year", "decade"];
    unit.contains(&&*tree.lemma(oblique).to_lowercase())
        && tree.has(oblique, "nummod")
        && tree.children_by(oblique, "case").any(|case| tree.is(case, &["to", "of", "by"]))
}

fn circumstance(tree: &Tree<'_>, oblique: usize, attributes: &mut Attributes) {
    if is_amount_of_time(tree, oblique) {
        return;
    }
    if is_temporal(tree, oblique) {
        if attributes.when.is_none() {
            let mut phrase = Phrase::of(tree, oblique);
            let cases: Vec<usize> = tree.children_by(oblique, "case").collect();
            phrase.join(&cases, &cases);
            attributes.when = Some(phrase);
        }
    } else if is_place(tree, oblique) && attributes.place.is_none() {
        attributes.place = Some(Phrase::of(tree, oblique));
    }
}
