//! A predicate in, what is said about its event out: whether it is denied, wished or asked, who says so,
//! when and where.
//!
//! [`stance`] holds polarity and modality, [`sources`] who says so, [`circumstances`] time and place within
//! the sentence, [`story`] what one sentence takes from those before, [`quotation`] whose words a sentence is.
//! The word lists are `lexicons/*.tsv`, read by [`tables`].

pub(crate) mod circumstances;
pub(crate) mod quotation;
pub(crate) mod sources;
pub(crate) mod stance;
pub(crate) mod story;
pub(crate) mod tables;
pub(crate) mod turns;

pub(crate) use circumstances::{is_place, is_temporal};
pub(crate) use sources::{Voice, is_according, reports_its_head};
pub(crate) use stance::is_negation;
use tables::Effect;

use crate::{
    clause::{self, Clauses},
    fact::Modality,
    lexicon,
    phrase::Phrase,
    syntax::Tree,
};

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
    let mut found = Attributes::default();
    circumstances::own(tree, clauses, predicate, &mut found);
    surround(tree, clauses, predicate, &mut found);
    stance::own(tree, clauses, predicate, &mut found);
    let mut named = sources::own(tree, predicate);
    if tree.rel(predicate) == "ccomp" && named.iter().all(|voice| voice.is_set_off(tree)) {
        // "He told them that they won, according to minutes": the minutes say what he told.
        named.append(&mut found.by);
        found.by = named;
    } else {
        found.by.append(&mut named);
    }
    for aside in sources::asides(tree, predicate) {
        if reports_its_head(tree, clauses, aside) {
            let outer = of_reporter(tree, clauses, aside);
            found.by.extend(outer);
            found.by.extend(sources::voice(tree, clauses, aside));
            found.by.extend(sources::cited(tree, aside));
        }
    }
    if clause::saying(tree, predicate).is_none() {
        // Who is cited is nearer to the event than who cites.
        found.by.extend(sources::cited(tree, predicate));
    }
    if found.by.is_empty() && tree.rel(predicate) == "root" {
        found.by = sources::behind_conjuncts(tree, clauses, predicate);
    }
    // "…, said Thapa, who leads the rescue": what describes a source is not the source's word; what a clause says
    // that describes it is: "the letter claiming that votes were stolen".
    let describes = |voice: &Voice| {
        let source = voice.phrase.head;
        let clause = std::iter::once(predicate)
            .chain(above(tree, predicate))
            .find(|&word| tree.head(word) == Some(source));
        tree.is_nominal(source)
            && clause.is_some_and(|clause| clause == predicate || clause::saying(tree, clause).is_none())
    };
    // "As the mayor told the council, …": nor is that he told them.
    let itself = sources::as_reported(tree, predicate).map(|voice| voice.phrase.head);
    found.by.retain(|voice| !describes(voice) && Some(voice.phrase.head) != itself);
    sources::hearsay(tree, predicate, &mut found);
    found
}

/// The words above a word, up to the root.
fn above(tree: &Tree<'_>, word: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(tree.head(word), |&head| tree.head(head))
}

/// Who says that the reporter of a clause says so: "…, the minister said, according to the paper".
fn of_reporter(tree: &Tree<'_>, clauses: &Clauses, aside: usize) -> Vec<Voice> {
    let mut by = sources::own(tree, aside);
    for further in tree.children_by(aside, "parataxis") {
        if reports_its_head(tree, clauses, further) {
            by.extend(sources::voice(tree, clauses, further));
        }
    }
    by
}

/// The predicate in whose clause a word stands, the word itself left out.
pub(crate) fn governor(tree: &Tree<'_>, clauses: &Clauses, word: usize) -> Option<usize> {
    above(tree, word).find(|&head| clauses.is_predicate(head))
}

/// What the clauses around a predicate make of its event.
fn surround(tree: &Tree<'_>, clauses: &Clauses, predicate: usize, found: &mut Attributes) {
    let Some(head) = tree.head(predicate) else { return };
    let rel = tree.rel(predicate);
    if !clauses.is_predicate(head) {
        // A clause inside a noun phrase keeps the sources of the clause around it.
        let Some(above) = governor(tree, clauses, predicate) else {
            // "No word on whether he fled."
            if matches!(rel, "acl" | "ccomp") {
                stance::of_noun(tree, head, predicate, &Attributes::default(), found);
            }
            return;
        };
        let outer = of(tree, clauses, above);
        found.by.clone_from(&outer.by);
        // "reports that he had fled": the parser gives such a clause as either.
        if matches!(rel, "acl" | "ccomp") {
            // "a man wearing a vest entered": at the time of the clause.
            if tree.label(predicate) == "acl"
                && matches!(tree.xpos(predicate), "VBG" | "VBN")
                && !lexicon::is_standing(tree.lemma(predicate))
            {
                found.when = found.when.take().or_else(|| outer.when.clone());
                found.place = found.place.take().or_else(|| outer.place.clone());
            }
            if clause::is_done_by_object(tree, predicate, above) && tree.head(head) == Some(above) {
                // "accused the nurse of having stolen", which the parser hangs from the nurse
                done_by_object(tree, clauses, above, &outer, found);
                return;
            }
            if stance::lists_theories(tree, above) {
                found.modality = Modality::Possible;
            }
            stance::of_noun(tree, head, predicate, &outer, found);
            // "said in a statement that", "Trump's claim that"
            let content = tree.child(predicate, "mark").is_some_and(|mark| tree.is(mark, &["that"]));
            if content && stance::denies_content(tree, above, head) {
                // "denied reports that": who denies it says so.
                stance::of_denied(&outer, found);
                found.by.extend(sources::voice(tree, clauses, above));
            } else if content && tables::is_utterance(tree.lemma(head)) {
                found.by.extend(sources::of_utterance(tree, clauses, above, head));
            } else if content && tables::cue(tables::CueKind::NounOfContent, tree.lemma(head)).is_some() {
                // Whose claim it is, not who denies it.
                found.by.extend(sources::of_owner(tree, head));
            }
        }
        return;
    }
    if sources::is_aside(tree, predicate) && reports_its_head(tree, clauses, predicate) {
        return;
    }
    let head = clauses.reporter_beside(tree, predicate).unwrap_or(head);
    let outer = of(tree, clauses, head);
    found.by.clone_from(&outer.by);
    if circumstances::shares(tree, clauses, predicate, head) {
        found.when = found.when.take().or_else(|| outer.when.clone());
        // "was questioned in hospital but not arrested": nowhere.
        if !tree.children(predicate).iter().any(|&child| is_negation(tree, child)) {
            found.place = found.place.take().or_else(|| outer.place.clone());
        }
    }
    match rel {
        "conj" => {
            stance::of_conjunct(tree, predicate, &outer, found);
            // "He paid, according to prosecutors, but the ministry denies it."
            let first = tree.child(head, "nsubj").map_or(head, |subject| subject.min(head));
            let between = |voice: &Voice| first < voice.phrase.head && voice.phrase.head < predicate;
            if tree.has(predicate, "nsubj") && !tree.is_quoted(predicate) {
                found.by.retain(|voice| !between(voice));
            }
        }
        "ccomp" | "csubj" => {
            if clause::saying(tree, head).is_some() {
                found.by.extend(sources::voice(tree, clauses, head));
                found.by.extend(sources::cited(tree, head));
            }
            stance::of_content(tree, head, predicate, &outer, found);
        }
        "xcomp" => {
            stance::of_infinitive(tree, head, predicate, &outer, found);
            if clause::object_controls(tree, head)
                && matches!(found.modality, Modality::Wanted | Modality::Future | Modality::Possible)
            {
                // "urged lawmakers on Monday to pass the bill": not on Monday.
                found.when = found.when.take().filter(|when| outer.when.as_ref() != Some(when));
            }
            if lexicon::WANTS.contains(&tree.lemma(head)) && found.modality == Modality::Asserted {
                // "plans to leave next year": the plan is of today.
                (found.when, found.place) = (outer.when.clone(), outer.place.clone());
            }
            // "was said to own", not "was found guilty"
            let reported = tree.child(predicate, "mark").is_some_and(|mark| tree.is(mark, &["to"]))
                && clauses.get(head).is_some_and(|clause| clause.passive)
                && matches!(clause::saying(tree, head), Some(Effect::Says | Effect::Thinks));
            // "urged them to leave": the leaving is what is urged.
            // "Cheap gas tempted them to leave" is nobody's word.
            let called = tables::verb(tree.lemma(head)).object == Some(Effect::Wanted)
                && tree.lemma(head) != "tempt"
                && (tree.has(predicate, "nsubj") || clause::object_controls(tree, head));
            if reported || called {
                found.by.extend(sources::voice(tree, clauses, head));
            }
        }
        "parataxis"
            if clause::saying(tree, head).is_some()
                && !["ccomp", "xcomp", "obj"].iter().any(|content| tree.has(head, content))
                && clause::saying(tree, predicate).is_none() =>
        {
            found.by.extend(sources::voice(tree, clauses, head));
        }
        "advcl" => {
            let verb = tables::verb(tree.lemma(head));
            let marked = |forms: &[&str]| tree.child(predicate, "mark").is_some_and(|m| tree.is(m, forms));
            if clause::is_done_by_object(tree, predicate, head) {
                // "accused them of plotting", "prevented them from leaving"
                done_by_object(tree, clauses, head, &outer, found);
            } else if clause::called_upon(tree, predicate, head).is_some()
                || marked(&["for"]) && tree.has(predicate, "nsubj") && verb.clause == Some(Effect::Wanted)
            {
                // "called on Athens to cut pensions", "called for Sudan to open the border"
                stance::of_others(Some(Effect::Wanted), &outer, found);
                found.by.extend(sources::voice(tree, clauses, head));
            } else if marked(&["as"])
                && sources::is_citing(tree, head)
                && clause::saying(tree, predicate).is_some()
            {
                // "cited him as saying"
                found.by.extend(sources::voice(tree, clauses, head));
            } else {
                stance::of_adverbial(tree, predicate, &outer, found);
            }
        }
        _ => {}
    }
}

/// What a verb makes of what its object does: accused of it, or kept from it.
fn done_by_object(
    tree: &Tree<'_>,
    clauses: &Clauses,
    verb: usize,
    outer: &Attributes,
    found: &mut Attributes,
) {
    let effect = tables::verb(tree.lemma(verb)).object;
    stance::of_others(effect, outer, found);
    if effect == Some(Effect::Says) {
        found.by.extend(sources::voice(tree, clauses, verb));
    }
}
