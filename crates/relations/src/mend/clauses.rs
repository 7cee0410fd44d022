//! Predicates and their subjects, mended.

use triplewire_entities::EntityType;

use super::{Mend, extent};
use crate::{
    claims::{
        is_temporal,
        tables::{self, Effect},
    },
    lexicon,
    phrase::phrase_before,
    syntax::Tree,
};

/// "is theorizing that …": an auxiliary and no copula, where the subject is no clause.
pub(super) fn progressive(tree: &Tree<'_>, copula: usize, verb: usize) -> Option<Mend> {
    let plain = tree.children(verb).iter().any(|&child| tree.label(child) == "nsubj" && child < copula);
    let between = (copula + 1..verb).all(|word| tree.head(word) == Some(verb) && tree.rel(word) == "advmod");
    (tree.xpos(verb) == "VBG" && tree.is_verb(verb) && tree.lemma(copula) == "be" && plain && between)
        .then(|| Mend::new(copula, verb, "aux"))
}

/// "could be tied to melons": of a participle in -ed the auxiliary, and no copula.
pub(super) fn passive(tree: &Tree<'_>, copula: usize, verb: usize, found: &mut Vec<Mend>) {
    if tree.xpos(verb) != "VBN" || !tree.is_verb(verb) || tree.lemma(copula) != "be" || !tree.has(verb, "obl")
    {
        return;
    }
    // "The condition is that they be removed."
    if tree.has(verb, "mark") || tree.children(verb).iter().any(|&child| tree.label(child) == "aux:pass") {
        return;
    }
    found.push(Mend::new(copula, verb, "aux:pass"));
    let subjects = tree.children(verb).iter().copied().filter(|&child| tree.label(child) == "nsubj");
    found.extend(subjects.map(|word| Mend::new(word, verb, "nsubj:pass")));
}

/// "This season, Zalando is using a new approach": when, and who.
pub(super) fn dated(tree: &Tree<'_>, time: usize, verb: usize, found: &mut Vec<Mend>) {
    let who = tree.child(time, "appos").filter(|&who| time < who && who < verb && tree.name(who).is_some());
    let Some(who) = who.filter(|_| is_temporal(tree, time)) else { return };
    if is_temporal(tree, who) || tree.label(time) != "nsubj" {
        return;
    }
    found.push(Mend::new(who, verb, "nsubj"));
    found.push(Mend::new(time, verb, "obl:unmarked"));
}

/// "requested the president declare": a clause with a subject of its own is no open complement.
pub(super) fn complement(tree: &Tree<'_>, verb: usize, head: usize) -> Option<Mend> {
    let own = tree.child(verb, "nsubj").is_some_and(|subject| head < subject && subject < verb);
    (own && tree.is_verb(verb) && tree.is_verb(head) && !tree.has(verb, "mark"))
        .then(|| Mend::new(verb, head, "ccomp"))
}

/// "asked the court on Tuesday to order a recount": what whom they asked is to do, and not what they asked for.
pub(super) fn asked(tree: &Tree<'_>, infinitive: usize, verb: usize) -> Option<Mend> {
    let marked = tree.child(infinitive, "mark").is_some_and(|mark| tree.is(mark, &["to"]));
    let asks = tables::verb(tree.lemma(verb)).object == Some(Effect::Wanted) && tree.is_verb(verb);
    let acts = |&object: &usize| {
        object < infinitive
            && (matches!(tree.entity_type(object), Some(EntityType::Per | EntityType::Org | EntityType::Gpe))
                || lexicon::is_person(tree.lemma(object))
                || lexicon::BODIES.contains(&tree.lemma(object)))
    };
    let object = tree.child(verb, "obj").or_else(|| tree.child(verb, "iobj"));
    (marked && asks && verb < infinitive && object.is_some_and(|object| acts(&object)))
        .then(|| Mend::new(infinitive, verb, "xcomp"))
}

/// "reported a block of flats collapsed": a clause without relative pronoun or subject is a sentence of its own.
pub(super) fn told(tree: &Tree<'_>, verb: usize, noun: usize, found: &mut Vec<Mend>) {
    let Some(teller) = tree.head(noun).filter(|_| tree.rel(noun) == "obj") else { return };
    let says = matches!(tables::verb(tree.lemma(teller)).clause, Some(Effect::Says | Effect::Thinks));
    let first = tree.children(verb).iter().copied().find(|&child| matches!(tree.rel(child), "aux" | "cop"));
    let finite = matches!(tree.xpos(first.unwrap_or(verb)), "VBD" | "VBZ" | "VBP" | "MD");
    let related = (noun + 1..verb).any(|word| tree.xpos(word).starts_with('W') || tree.is(word, &["that"]));
    if says && finite && !related && !tree.has(verb, "nsubj") && !tree.has(verb, "mark") {
        found.push(Mend::new(noun, verb, "nsubj"));
        found.push(Mend::new(verb, teller, "ccomp"));
    }
}

/// "a letter claiming votes were stolen": a whole clause right behind a verb of saying is what is said.
pub(super) fn said(tree: &Tree<'_>, clause: usize, head: usize) -> Option<Mend> {
    let subject = tree.child(clause, "nsubj").filter(|&subject| subject < clause)?;
    let first = extent(tree, clause).0;
    let verb = first.checked_sub(1).filter(|&verb| verb != head && tree.is_verb(verb))?;
    let says = tables::verb(tree.lemma(verb)).clause.is_some();
    let open = ["ccomp", "xcomp", "obj"].iter().all(|rel| !tree.has(verb, rel));
    let whole =
        tree.upos(first) != "PUNCT" && !tree.has(clause, "mark") && !tree.xpos(subject).starts_with('W');
    (says && open && whole && !tree.under(verb, clause)).then(|| Mend::new(clause, verb, "ccomp"))
}

/// "claiming the election was stolen from Weber": the object of a verb of saying that stands right before another
/// verb is that one's subject; what has a preposition is none.
pub(super) fn object(tree: &Tree<'_>, object: usize, verb: usize, found: &mut Vec<Mend>) {
    let Some(clause) = tree.child(verb, "ccomp").filter(|&clause| object < clause) else { return };
    let next = extent(tree, object).1 + 1;
    let begins = next == clause
        || next < clause && tree.head(next) == Some(clause) && matches!(tree.rel(next), "aux" | "cop");
    let stray = tree.child(clause, "nsubj").filter(|&stray| stray > clause && tree.has(stray, "case"));
    if !begins
        || tables::verb(tree.lemma(verb)).clause.is_none()
        || tree.has(clause, "nsubj") && stray.is_none()
    {
        return;
    }
    let passive = tree.children(clause).iter().any(|&child| tree.label(child) == "aux:pass");
    found.push(Mend::new(object, clause, if passive { "nsubj:pass" } else { "nsubj" }));
    found.extend(stray.map(|stray| Mend::new(stray, clause, "obl")));
}

/// "was confirmed to have been a carrier": what is said of somebody, and not what for.
pub(super) fn reported(tree: &Tree<'_>, infinitive: usize, verb: usize) -> Option<Mend> {
    let passive = tree.children(verb).iter().any(|&child| tree.label(child) == "aux:pass");
    let says = matches!(tables::verb(tree.lemma(verb)).clause, Some(Effect::Says | Effect::Thinks));
    let marked =
        tree.child(infinitive, "mark").is_some_and(|mark| mark == verb + 1 && tree.is(mark, &["to"]));
    let done = tree.children_by(infinitive, "aux").any(|aux| tree.lemma(aux) == "have");
    (passive && says && marked && done).then(|| Mend::new(infinitive, verb, "xcomp"))
}

/// "was in Kenya to attend a meeting": what somebody is somewhere for.
pub(super) fn purpose(tree: &Tree<'_>, infinitive: usize, head: usize) -> Option<Mend> {
    (tree.is_nominal(head) && tree.has(head, "case") && tree.has(head, "cop") && tree.has(infinitive, "mark"))
        .then(|| Mend::new(infinitive, head, "advcl"))
}

/// "During the final, students had to solve tasks": when they solve them.
pub(super) fn raised(tree: &Tree<'_>, infinitive: usize, verb: usize, found: &mut Vec<Mend>) {
    let has = tree.is_verb(infinitive)
        && tree.is_verb(verb)
        && ["have", "need", "seem", "appear", "tend", "go", "use"].contains(&tree.lemma(verb))
        && tree.child(infinitive, "mark").is_some_and(|mark| tree.is(mark, &["to"]))
        && !tree.has(verb, "obj");
    if has {
        let moved = tree.children_by(verb, "obl").filter(|&oblique| oblique < infinitive);
        found.extend(moved.map(|oblique| Mend::new(oblique, infinitive, tree.label(oblique))));
    }
}

/// "approaches will be required, in which trends merge": a relative clause, and nothing that is said.
pub(super) fn relative(tree: &Tree<'_>, clause: usize, verb: usize) -> Option<Mend> {
    let pronoun = tree.children_by(clause, "obl").find(|&oblique| {
        verb < oblique
            && oblique < clause
            && tree.is(oblique, &["which", "whom"])
            && tree.has(oblique, "case")
    })?;
    let lead = tree.child(pronoun, "case")?;
    let comma = lead.checked_sub(1).filter(|&mark| tree.is(mark, &[","]))?;
    let near = phrase_before(tree, comma).filter(|&near| tree.under(near, verb));
    let subject = tree.child(verb, "nsubj").filter(|&subject| tree.is_nominal(subject));
    Some(Mend::new(clause, near.or(subject)?, "acl:relcl"))
}

/// "an incident Uber blamed on human error": the subject of a relative clause without auxiliary acts.
pub(super) fn contact(tree: &Tree<'_>, subject: usize, verb: usize) -> Option<Mend> {
    let finite = tree.label(verb) == "acl:relcl" && tree.upos(verb) == "VERB";
    let bare = !tree.children(verb).iter().any(|&child| matches!(tree.rel(child), "aux" | "mark"));
    let acts = !tree.xpos(subject).starts_with('W') && !tree.is(subject, &["that"]) && subject < verb;
    let behind = tree.head(verb).is_some_and(|noun| noun < subject);
    (finite && bare && acts && behind).then(|| Mend::new(subject, verb, "nsubj"))
}

/// "Cyclone Idai killed": a name in two parts, of which the parser makes two subjects; "requested the president
/// declare": the subject of the verb behind it.
pub(super) fn subject(tree: &Tree<'_>, second: usize, verb: usize, found: &mut Vec<Mend>) {
    let Some(first) = tree.children_by(verb, "nsubj").next().filter(|&first| first < second) else { return };
    if second < verb {
        let whole = second == first + 1 && tree.upos(second) == "PROPN" && tree.is_nominal(first);
        let storm = tree.is(first, &["storm", "hurricane", "cyclone", "typhoon"]);
        if whole && (storm || tree.entity_type(second) != Some(EntityType::Per)) {
            found.push(Mend::new(second, first, "flat"));
        }
        return;
    }
    let below = tree.children(verb).iter().copied().find(|&child| {
        child > second && matches!(tree.rel(child), "xcomp" | "ccomp") && !tree.has(child, "nsubj")
    });
    let Some(below) = below.filter(|_| first < verb && !tree.has(verb, "obj")) else { return };
    if tree.is_verb(below) {
        found.push(Mend::new(second, below, "nsubj"));
        found.push(Mend::new(below, verb, "ccomp"));
    }
}

/// "25 were dead and dozens injured": the number is the subject of what stands right behind it.
pub(super) fn gapped(tree: &Tree<'_>, subject: usize, head: usize) -> Option<Mend> {
    let said = subject + 1;
    let predicate = tree.len() > said && tree.head(said) == Some(head) && tree.rel(said) == "conj";
    let counted = tree.is_nominal(subject) && !tree.has(subject, "case") && !tree.is_nominal(head);
    (predicate && counted && is_short(tree, said, head)).then(|| Mend::new(subject, said, "nsubj:pass"))
}

/// "five were killed and 40 wounded": the number is the subject, and the auxiliary serves both.
pub(super) fn counted(tree: &Tree<'_>, predicate: usize, head: usize, found: &mut Vec<Mend>) {
    if !is_short(tree, predicate, head) {
        return;
    }
    if let Some(subject) = tree.child(predicate, "nsubj") {
        found.push(Mend::new(subject, predicate, "nsubj:pass"));
    } else if let Some(number) = predicate.checked_sub(1).filter(|&word| tree.upos(word) == "NUM")
        && tree.head(number) == Some(predicate)
        && tree.rel(number) == "nummod"
    {
        found.push(Mend::new(number, predicate, "nsubj:pass"));
        // "more than 40"
        let bound = |&word: &usize| word < number && tree.rel(word) == "advmod";
        found.extend(
            tree.children(predicate)
                .iter()
                .copied()
                .filter(bound)
                .map(|word| Mend::new(word, number, "advmod")),
        );
    }
}

/// Whether a participle is joined to a passive or a copula that it shares the auxiliary of.
fn is_short(tree: &Tree<'_>, participle: usize, head: usize) -> bool {
    let auxiliary = |&child: &usize| tree.label(child) == "aux:pass" || tree.rel(child) == "cop";
    tree.is_participle(participle)
        && tree.children(head).iter().any(auxiliary)
        && !tree.children(participle).iter().any(|&child| matches!(tree.rel(child), "aux" | "cop" | "obj"))
}
