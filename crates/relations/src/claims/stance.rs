//! A predicate in, whether its event is denied and how it is put forward out.
//!
//! What surrounds the event is read first (the verb above and its signature, the mark of its clause), then
//! its own auxiliaries and adverbs. Signatures of verbs are those of `lexicons/verbs.tsv`; the distinction
//! of implicative verbs ("managed to", "failed to") is Karttunen's (1971, "Implicative verbs").

use crate::{
    claims::{
        Attributes,
        tables::{self, CueKind, Effect},
    },
    clause::{self, Clauses},
    fact::Modality,
    syntax::Tree,
};

/// What an effect makes of an event that is otherwise stated as so.
fn modality_of(effect: Effect) -> Option<Modality> {
    Some(match effect {
        Effect::Wanted => Modality::Wanted,
        Effect::Future => Modality::Future,
        Effect::Possible => Modality::Possible,
        Effect::Conditional => Modality::Conditional,
        Effect::Questioned | Effect::Asks => Modality::Questioned,
        _ => return None,
    })
}

fn apply(attributes: &mut Attributes, effect: Effect) {
    if effect == Effect::Not {
        attributes.negative = !attributes.negative;
    } else if let Some(modality) = modality_of(effect) {
        attributes.modality = modality;
    }
}

fn cue(tree: &Tree<'_>, kind: CueKind, word: usize) -> Option<Effect> {
    tables::cue(kind, &tree.form(word).to_lowercase())
}

/// The mark of a clause and what it does.
fn mark(tree: &Tree<'_>, predicate: usize) -> Option<Effect> {
    tree.children_by(predicate, "mark").find_map(|word| cue(tree, CueKind::Mark, word))
}

/// What a conjunct shares with the predicate before it.
pub(super) fn of_conjunct(tree: &Tree<'_>, predicate: usize, outer: &Attributes, found: &mut Attributes) {
    let shared = !tree.has(predicate, "nsubj") && !tree.has(predicate, "aux");
    if shared || outer.modality == Modality::Conditional {
        found.modality = outer.modality;
    }
    let either = tree.child(predicate, "cc").is_some_and(|cc| tree.is(cc, &["or", "nor"]));
    found.negative = outer.negative && shared && either || is_instead(tree, predicate);
}

/// Whether what is told stands instead of the event: "sold the lab rather than close it".
fn is_instead(tree: &Tree<'_>, predicate: usize) -> bool {
    let rather = |&word: &usize| {
        matches!(tree.rel(word), "cc" | "mark" | "advmod" | "case")
            && tree.is(word, &["rather"])
            && word + 1 < tree.len()
            && tree.is(word + 1, &["than"])
    };
    tree.children(predicate).iter().any(rather)
}

/// What a verb of saying, or a predicate such as "unclear", does to its clause.
pub(super) fn of_content(
    tree: &Tree<'_>,
    head: usize,
    predicate: usize,
    outer: &Attributes,
    found: &mut Attributes,
) {
    let effect = clause::saying(tree, head);
    match effect {
        Some(Effect::Denies) => found.negative = !outer.negative,
        Some(Effect::Thinks) if outer.negative => found.negative = true,
        Some(Effect::Suspects) => found.modality = Modality::Possible,
        Some(Effect::Says) if outer.negative => found.modality = Modality::Questioned,
        // "Promised that it would": what is to come.
        Some(effect) => apply(found, effect),
        None => {
            if let Some(effect) = tables::cue(CueKind::Predicate, tree.lemma(head)) {
                match (effect, outer.negative) {
                    // "It is not clear", "it is not true"; "it is not possible".
                    (Effect::Possible, true) => apply(found, Effect::Not),
                    (Effect::Not | Effect::Questioned, true) => {}
                    (effect, _) => apply(found, effect),
                }
            } else if outer.negative && ["clear", "certain", "sure", "know"].contains(&tree.lemma(head)) {
                found.modality = Modality::Questioned;
            } else if outer.negative && ["true", "case"].contains(&tree.lemma(head)) {
                found.negative = true;
            } else if matches!(outer.modality, Modality::Possible | Modality::Conditional) {
                found.modality = outer.modality;
            }
        }
    }
    if matches!(outer.modality, Modality::Questioned | Modality::Conditional)
        && found.modality == Modality::Asserted
    {
        found.modality = outer.modality;
    }
    match tree.child(predicate, "mark") {
        // "If they agree, we win," she said: the clause before the verb is no question.
        Some(mark) if tree.is(mark, &["if"]) && predicate < head => found.modality = Modality::Conditional,
        Some(mark) if tree.is(mark, &["whether", "if"]) => found.modality = Modality::Questioned,
        _ => {}
    }
}

/// What a verb does to its infinitive: "failed to leave", "urged them to leave".
pub(super) fn of_infinitive(
    tree: &Tree<'_>,
    head: usize,
    predicate: usize,
    outer: &Attributes,
    found: &mut Attributes,
) {
    let verb = tables::verb(tree.lemma(head));
    found.modality = outer.modality;
    found.negative = outer.negative;
    if tree.has(predicate, "nsubj") || clause::object_controls(tree, head) {
        of_others(verb.object, outer, found);
        return;
    }
    let passive = tree.has(head, "aux") && tree.xpos(head) == "VBN";
    // "has been set to clear" tells what was done.
    let is_due = passive && !tree.children_by(head, "aux").any(|aux| tree.lemma(aux) == "have");
    // "is set to", "is scheduled to": a verb of its own and a word that has its effect as it stands.
    let stands = cue(tree, CueKind::Predicate, head);
    let effect = match tables::cue(CueKind::Predicate, tree.lemma(head)).or(stands) {
        Some(effect) if !tree.is_verb(head) || is_due || is_going_to(tree, head, predicate) => Some(effect),
        // "was urged to leave", "was forced to leave"
        _ if passive => verb.object.filter(|effect| !matches!(effect, Effect::Not | Effect::Says)),
        _ => verb.own,
    };
    // "has to leave" obliges, "had to leave" tells.
    let obliged = tree.lemma(head) == "have" && matches!(tree.xpos(head), "VBZ" | "VBP" | "VB");
    match effect.or(obliged.then_some(Effect::Wanted)) {
        Some(Effect::Not) => apply(found, Effect::Not),
        Some(effect) if found.modality == Modality::Asserted => apply(found, effect),
        _ => {}
    }
}

/// "is going to leave", not "went bankrupt".
fn is_going_to(tree: &Tree<'_>, head: usize, predicate: usize) -> bool {
    tree.lemma(head) == "go"
        && tree.xpos(head) == "VBG"
        && tree.child(predicate, "mark").is_some_and(|mark| tree.is(mark, &["to"]))
}

/// What a verb does to what its object does.
pub(super) fn of_others(effect: Option<Effect>, outer: &Attributes, found: &mut Attributes) {
    found.negative = false;
    match (effect, outer.negative) {
        (Some(Effect::Not), negative) => found.negative = !negative,
        // "will not allow them to"
        (Some(Effect::Possible | Effect::Done), true) => found.negative = true,
        (Some(Effect::Says), _) => {}
        (Some(effect), _) => apply(found, effect),
        (None, _) => found.modality = outer.modality,
    }
}

/// What the mark of an adverbial clause does.
pub(super) fn of_adverbial(tree: &Tree<'_>, predicate: usize, outer: &Attributes, found: &mut Attributes) {
    if is_instead(tree, predicate) {
        found.negative = true;
    } else if asks_if(tree, predicate) {
        found.modality = Modality::Questioned;
    } else if let Some(effect) = mark(tree, predicate) {
        apply(found, effect);
    } else if tree.child(predicate, "mark").is_some_and(|mark| tree.is(mark, &["to"])) {
        let done = tree.children_by(predicate, "aux").any(|aux| tree.lemma(aux) == "have");
        if done || clause::purpose_of(tree, predicate).is_some() {
            // "eased measures to win": what is said is that they were eased. "To have won" is nobody's purpose.
            found.modality = outer.modality;
            found.negative = outer.negative;
        } else {
            found.modality = Modality::Wanted;
        }
    } else if tree.children_by(predicate, "mark").any(|mark| tree.is(mark, &["as"]))
        && tree.children_by(predicate, "mark").any(|mark| tree.is(mark, &["if", "though"]))
    {
        found.modality = Modality::Conditional;
    }
}

/// Whether a verb denies what a noun puts forward: "denied reports that". A plan that is rejected is still a plan.
pub(super) fn denies_content(tree: &Tree<'_>, verb: usize, noun: usize) -> bool {
    tables::verb(tree.lemma(verb)).clause == Some(Effect::Denies)
        && tree.rel(noun) == "obj"
        && tree.head(noun) == Some(verb)
        && matches!(
            tables::cue(CueKind::NounOfContent, tree.lemma(noun)),
            Some(Effect::Possible | Effect::Says)
        )
}

/// What a denied noun does to the clause that explains it.
pub(super) fn of_denied(outer: &Attributes, found: &mut Attributes) {
    found.negative = !outer.negative;
    found.modality = outer.modality;
}

/// What a noun does to the clause that explains it: "no evidence that", "the plan to".
pub(super) fn of_noun(
    tree: &Tree<'_>,
    noun: usize,
    predicate: usize,
    outer: &Attributes,
    found: &mut Attributes,
) {
    if asks_if(tree, predicate) {
        found.modality = Modality::Questioned;
        return;
    }
    match tree.child(predicate, "mark") {
        Some(mark) if tree.is(mark, &["to"]) => match clause::purpose_of(tree, predicate) {
            // "had nothing to do with", "has votes to block"
            Some(_) => {
                found.modality = outer.modality;
                found.negative = outer.negative;
            }
            None => found.modality = Modality::Wanted,
        },
        Some(mark) if tree.is(mark, &["that", "whether"]) => {
            let denied = tree.children_by(noun, "det").any(|word| tree.is(word, &["no"]));
            if denied || tree.is(mark, &["whether"]) {
                found.modality = Modality::Questioned;
            } else if let Some(effect) = tables::cue(CueKind::NounOfContent, tree.lemma(noun)) {
                apply(found, effect);
            }
        }
        _ => {}
    }
}

/// Whether a clause is what is in question: "no word on if", "questions about whether".
fn asks_if(tree: &Tree<'_>, predicate: usize) -> bool {
    let mut marks =
        tree.children(predicate).iter().filter(|&&child| matches!(tree.rel(child), "mark" | "case"));
    marks.any(|&mark| {
        tree.is(mark, &["if", "whether"])
            && mark > 0
            && tree.is(mark - 1, &["on", "about", "over", "of", "to", "regarding", "concerning"])
    })
}

/// Whether a main clause is asked: the sentence ends in a question mark.
fn is_asked(tree: &Tree<'_>, predicate: usize) -> bool {
    let last = (0..tree.len()).rev().find(|&word| !tree.is(word, &["\"", "”", "''", ")"]));
    last.is_some_and(|last| tree.is(last, &["?"])) && matches!(tree.rel(predicate), "root" | "conj")
}

/// What the predicate's own auxiliaries, adverbs and determiners say.
pub(super) fn own(tree: &Tree<'_>, clauses: &Clauses, predicate: usize, found: &mut Attributes) {
    if is_asked(tree, predicate) {
        found.modality = Modality::Questioned;
    }
    // "is to take effect"
    let due = tree.is_verb(predicate)
        && tree.has(predicate, "cop")
        && tree.child(predicate, "mark").is_some_and(|mark| tree.is(mark, &["to"]))
        && !clauses.get(predicate).is_some_and(|clause| clause.subjects.is_empty());
    if due && tree.child(predicate, "nsubj").is_some_and(|subject| !is_aim(tree, subject)) {
        found.modality = Modality::Future;
    }
    // "The election is due in May."
    let comes = |&oblique: &usize| {
        tree.children_by(oblique, "case")
            .any(|case| tree.is(case, &["in", "on", "at", "by", "before", "after"]))
    };
    if tree.lemma(predicate) == "due"
        && tree.has(predicate, "cop")
        && tree.children_by(predicate, "obl").any(|oblique| comes(&oblique))
        && found.modality == Modality::Asserted
    {
        found.modality = Modality::Future;
    }
    if lists_theories(tree, predicate) {
        found.modality = Modality::Possible;
    }
    let denied = tree.children(predicate).iter().any(|&child| {
        is_negation(tree, child) || matches!(tree.rel(child), "nsubj" | "obj") && is_nothing(tree, child)
    });
    for &child in tree.children(predicate) {
        match tree.rel(child) {
            "aux" if found.modality == Modality::Asserted => {
                if let Some(modality) = auxiliary(tree, clauses, predicate, child, denied) {
                    found.modality = modality;
                }
            }
            // "nor closed the plant": the verb before it is denied too.
            "cc" => found.negative |= is_negation(tree, child),
            "advmod" | "det" => {
                if is_negation(tree, child) {
                    found.negative = !found.negative;
                } else if cue(tree, CueKind::Adverb, child) == Some(Effect::Possible)
                    && found.modality == Modality::Asserted
                {
                    found.modality = Modality::Possible;
                }
            }
            "nsubj" | "obj" if is_nothing(tree, child) => found.negative = !found.negative,
            _ => {}
        }
    }
}

/// "Possible theories include officials helping them": what is listed is thought, not told.
pub(super) fn lists_theories(tree: &Tree<'_>, predicate: usize) -> bool {
    // "There is a risk" tells of the risk.
    !tree.has(predicate, "expl")
        && ["include", "be", "range", "involve"].contains(&tree.lemma(predicate))
        && tree.child(predicate, "nsubj").is_some_and(|subject| {
            tables::cue(CueKind::NounOfContent, tree.lemma(subject)) == Some(Effect::Possible)
        })
}

/// Whether a noun names what somebody wants: "the aim is to cut routes" tells of the aim.
fn is_aim(tree: &Tree<'_>, noun: usize) -> bool {
    const AIMS: &[&str] = &[
        "aim",
        "goal",
        "purpose",
        "plan",
        "idea",
        "task",
        "job",
        "role",
        "path",
        "way",
        "intention",
        "objective",
        "hope",
        "dream",
        "mission",
        "step",
        "decision",
        "response",
        "answer",
        "solution",
        "challenge",
        "thing",
    ];
    AIMS.contains(&&*tree.lemma(noun).to_lowercase()) || tree.is_pronoun(noun)
}

/// Whether a subject or object is nobody, nothing or hardly any: "nobody", "no driver", "neither A nor B", "not a
/// single driver".
fn is_nothing(tree: &Tree<'_>, word: usize) -> bool {
    let denied = |&child: &usize| {
        tree.label(child) == "cc:preconj" && tree.is(child, &["neither"])
            || tree.rel(child) == "advmod" && child < word && is_negation(tree, child)
            || tree.label(child) == "amod"
                && tree.children(child).iter().any(|&not| not < child && is_negation(tree, not))
                && tree.is(child, &["single"])
    };
    if tree.children(word).iter().any(denied) {
        return true;
    }
    let no = |&det: &usize| {
        // "a few" are some.
        let some = det > 0 && tree.is(det - 1, &["a", "quite"]);
        matches!(tree.rel(det), "det" | "amod") && !some && cue(tree, CueKind::Determiner, det).is_some()
    };
    cue(tree, CueKind::Noun, word).is_some() || tree.children(word).iter().any(no)
}

fn auxiliary(
    tree: &Tree<'_>,
    clauses: &Clauses,
    predicate: usize,
    auxiliary: usize,
    denied: bool,
) -> Option<Modality> {
    let form = tree.form(auxiliary).to_lowercase();
    let modality = modality_of(tables::cue(CueKind::Auxiliary, &form)?)?;
    match (tree.lemma(auxiliary), modality) {
        // "could not have come" says that it did not.
        ("can" | "could" | "ca", _) if denied => None,
        // "must have known" is inferred, "must know" is demanded.
        ("must", _) if tree.children_by(predicate, "aux").any(|aux| tree.lemma(aux) == "have") => {
            Some(Modality::Possible)
        }
        // "will close it if they attack", "could close it if"
        (_, Modality::Future) | ("could", _) if on_condition(tree, predicate) => Some(Modality::Conditional),
        // "said that it would close": the future of the past.
        (_, Modality::Conditional) if form != "'d" && is_future_in_the_past(tree, clauses, predicate) => {
            Some(Modality::Future)
        }
        _ => Some(modality),
    }
}

/// Whether a clause says on which condition.
fn on_condition(tree: &Tree<'_>, predicate: usize) -> bool {
    // "will have to close it if they attack"
    let inner = tree.children_by(predicate, "xcomp").flat_map(|inner| tree.children_by(inner, "advcl"));
    let mut clauses = tree.children_by(predicate, "advcl").chain(inner);
    clauses.any(|clause| mark(tree, clause) == Some(Effect::Conditional))
}

/// Whether "would" tells what was to come, as reports in the past do, and not what would be on a condition.
fn is_future_in_the_past(tree: &Tree<'_>, clauses: &Clauses, predicate: usize) -> bool {
    let mut at = Some(predicate);
    while let Some(verb) = at {
        if on_condition(tree, verb) || mark(tree, verb) == Some(Effect::Conditional) {
            return false;
        }
        at = tree.head(verb).filter(|&head| clauses.is_predicate(head) || tree.is_verb(head));
    }
    let perfect = tree.children_by(predicate, "aux").any(|aux| tree.lemma(aux) == "have");
    !perfect && !tree.is_quoted(predicate)
}

/// Adds what an adverb says of one complement alone: "died perhaps within months".
pub(crate) fn of_complement(tree: &Tree<'_>, complement: usize, found: &mut Attributes) {
    let perhaps = tree
        .children_by(complement, "advmod")
        .any(|adverb| cue(tree, CueKind::Adverb, adverb) == Some(Effect::Possible));
    if perhaps && found.modality == Modality::Asserted {
        found.modality = Modality::Possible;
    }
}

/// Whether a word denies what it stands with.
pub(crate) fn is_negation(tree: &Tree<'_>, word: usize) -> bool {
    if !matches!(tree.rel(word), "advmod" | "det" | "cc")
        || cue(tree, CueKind::Adverb, word) != Some(Effect::Not)
    {
        return false;
    }
    // "not only" asserts.
    word + 1 >= tree.len() || !tree.is(word + 1, &["only", "just", "least"])
}
