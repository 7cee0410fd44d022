//! The predicates of a sentence: for each its subjects, whoever states them, and its verb group.
//!
//! Subjects are resolved here once, so that every rule sees the same: a relative pronoun stands for
//! its antecedent, an infinitive has the subject or object of the verb above it, a conjunct or a
//! participle shares the subject of the clause that it hangs from.

use triplewire_entities::EntityType;

use crate::{
    claims::{
        self,
        tables::{self, Effect},
    },
    lexicon,
    phrase::{Phrase, conjuncts},
    relative::resolve,
    syntax::Tree,
};

/// What the predicate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A verb with its own arguments.
    Verb,
    /// Something said of the subject through a copula or a verb such as "remain".
    Copula,
}

/// Who or what a predicate is said of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Subject {
    /// Head of the phrase.
    pub(crate) head: usize,
    /// 1 for a clause's own subject, less the more is inferred.
    pub(crate) weight: f32,
}

/// One predicate of a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub(crate) kind: Kind,
    pub(crate) subjects: Vec<Subject>,
    pub(crate) passive: bool,
    /// Auxiliaries, negation, verb and particle, with those of the verbs above in a chain
    /// ("agreed to withdraw"), in order.
    pub(crate) relation: Vec<usize>,
    /// The verb of the chain below, which states what this verb does ("withdraw" of "agreed").
    pub(crate) chained: Option<usize>,
}

/// The predicates of a sentence, by the word that heads them.
pub(crate) struct Clauses {
    clauses: Vec<Option<Clause>>,
    order: Vec<usize>,
}

impl Clauses {
    pub(crate) fn new(tree: &Tree<'_>) -> Self {
        let mut found = Self { clauses: vec![None; tree.len()], order: Vec::new() };
        // Heads before what hangs from them, so that what is inherited is known.
        let mut queue: Vec<usize> = (0..tree.len()).filter(|&word| tree.head(word).is_none()).collect();
        let mut next = 0;
        while next < queue.len() {
            let word = queue[next];
            next += 1;
            if found.predicates(tree, word) {
                let clause = found.analyse(tree, word);
                found.clauses[word] = Some(clause);
                found.order.push(word);
            }
            queue.extend_from_slice(tree.children(word));
        }
        found.order.sort_unstable();
        found
    }

    /// The heads of all predicates in order of the text.
    pub(crate) fn heads(&self) -> &[usize] {
        &self.order
    }

    pub(crate) fn get(&self, word: usize) -> Option<&Clause> {
        self.clauses.get(word)?.as_ref()
    }

    pub(crate) fn is_predicate(&self, word: usize) -> bool {
        self.get(word).is_some()
    }

    /// "Troops left, though they remain at …": of an adverbial clause a "they" that nothing else is known of is
    /// who the main clause is about, where those are several.
    fn same_subject(&self, tree: &Tree<'_>, word: usize, subject: usize) -> Option<Vec<Subject>> {
        let head = tree.head(word).filter(|_| tree.rel(word) == "advcl")?;
        if !tree.is(subject, &["they"]) || tree.entity(subject).is_some() || head > word {
            return None;
        }
        let above = &self.get(head)?.subjects;
        let several = above.len() > 1 || above.iter().all(|one| tree.xpos(one.head).ends_with("NS"));
        let named = above.iter().all(|one| !tree.is_pronoun(one.head));
        let scaled = above.iter().map(|one| Subject { weight: one.weight * 0.9, ..*one });
        (!above.is_empty() && several && named).then(|| scaled.collect())
    }

    /// Of a conjunct behind a quotation, but joined by the parser to a verb within it, the verb of saying that it
    /// goes with: "said the law “harms refugees” and accused lawmakers".
    pub(crate) fn reporter_beside(&self, tree: &Tree<'_>, word: usize) -> Option<usize> {
        let within = tree.head(word).filter(|&head| tree.is_quoted(head) && !tree.is_quoted(word))?;
        let reporter =
            tree.head(within).filter(|_| tree.rel(word) == "conj" && tree.rel(within) == "ccomp")?;
        (reporter < within && saying(tree, reporter).is_some() && self.is_predicate(reporter))
            .then_some(reporter)
    }

    /// Whether a word is the head of a predicate.
    fn predicates(&self, tree: &Tree<'_>, word: usize) -> bool {
        let rel = tree.rel(word);
        if matches!(
            rel,
            "aux"
                | "cop"
                | "case"
                | "mark"
                | "cc"
                | "punct"
                | "det"
                | "fixed"
                | "flat"
                | "goeswith"
                | "discourse"
        ) {
            return false;
        }
        let says =
            tree.children(word).iter().any(|&child| matches!(tree.rel(child), "nsubj" | "csubj" | "cop"));
        if says {
            return true;
        }
        if tree.is_verb(word) {
            return !matches!(rel, "amod" | "compound" | "nmod" | "obl" | "nsubj" | "obj" | "advmod")
                && (rel != "conj" || tree.head(word).is_some_and(|head| self.is_predicate(head)));
        }
        let head_is_predicate = tree.head(word).is_some_and(|head| self.is_predicate(head));
        match rel {
            // "remain loyal to": what is said through the verb above, where no object comes between.
            "xcomp" => head_is_predicate && tree.head(word).is_some_and(|head| !tree.has(head, "obj")),
            "conj" => {
                let head = tree.head(word).and_then(|head| self.get(head));
                head.is_some_and(|head| head.kind == Kind::Copula) && !tree.is_verb(word)
            }
            _ => false,
        }
    }

    fn analyse(&self, tree: &Tree<'_>, word: usize) -> Clause {
        let kind = if tree.is_verb(word) && !tree.has(word, "cop") { Kind::Verb } else { Kind::Copula };
        let passive = self.is_passive(tree, word);
        let chained = tree
            .children_by(word, "xcomp")
            .find(|&child| !object_controls(tree, word) && (tree.is_verb(child) || !tree.has(word, "obj")));
        Clause {
            kind,
            subjects: self.subjects(tree, word),
            passive,
            relation: self.relation(tree, word, kind),
            chained,
        }
    }

    fn is_passive(&self, tree: &Tree<'_>, word: usize) -> bool {
        let marked = tree
            .children(word)
            .iter()
            .any(|&child| matches!(tree.label(child), "nsubj:pass" | "aux:pass" | "csubj:pass"));
        if marked {
            return true;
        }
        if tree.xpos(word) != "VBN" || tree.has(word, "aux") {
            return false;
        }
        match tree.rel(word) {
            "acl" | "advcl" | "xcomp" => tree.label(word) != "acl:relcl",
            "conj" => {
                !tree.has(word, "nsubj")
                    && tree.head(word).and_then(|head| self.get(head)).is_some_and(|head| head.passive)
            }
            _ => false,
        }
    }

    fn subjects(&self, tree: &Tree<'_>, word: usize) -> Vec<Subject> {
        let own: Vec<usize> =
            tree.children(word).iter().copied().filter(|&child| tree.rel(child) == "nsubj").collect();
        // "Catches rose, she said": of two subjects of a verb of saying the nearer one speaks. "What matters is
        // that …": the outer subject belongs to the copula.
        let speaker = own.iter().copied().min_by_key(|&child| child.abs_diff(word));
        let speaker = speaker.filter(|_| own.len() > 1 && speaks(tree, word));
        let own = own
            .iter()
            .copied()
            .rev()
            .find(|&child| is_person_behind(tree, child, &own))
            .or(speaker)
            .or_else(|| own.iter().copied().find(|&child| tree.label(child) != "nsubj:outer"))
            .or(own.first().copied());
        if let Some(subject) = own {
            if let Some(same) = self.same_subject(tree, word, subject) {
                return same;
            }
            return match resolve(tree, subject) {
                // Who did it is what is asked, or stands nowhere in the sentence.
                Some(same) if same == subject && tree.xpos(subject).starts_with('W') => Vec::new(),
                Some(antecedent) if antecedent != subject => spread(tree, antecedent, 0.95),
                Some(subject) => spread(tree, subject, 1.0),
                None => Vec::new(),
            };
        }
        if tree.has(word, "csubj") || tree.has(word, "expl") {
            return Vec::new();
        }
        let Some(head) = tree.head(word) else { return Vec::new() };
        let scaled = |subjects: &[Subject], factor: f32| -> Vec<Subject> {
            subjects.iter().map(|subject| Subject { weight: subject.weight * factor, ..*subject }).collect()
        };
        let above = self.get(head);
        match (tree.label(word), above) {
            ("acl:relcl", _) if tree.is_nominal(head) => vec![Subject { head, weight: 0.8 }],
            ("acl", _) if tree.is_nominal(head) => match tree.xpos(word) {
                // "the way of winning": the noun does not do it.
                "VBG"
                    if tree.has(word, "mark")
                        || tree.has(word, "case")
                        || lexicon::PREPOSITION_LIKE.contains(&tree.lemma(word)) =>
                {
                    Vec::new()
                }
                "VBN" | "VBG" | "VBD" => vec![Subject { head, weight: 0.9 }],
                _ => match purpose_of(tree, word).and_then(|(verb, _)| self.get(verb)) {
                    Some(above) => scaled(&above.subjects, 0.8),
                    None => Vec::new(),
                },
            },
            ("conj", Some(above)) => {
                let above = self.reporter_beside(tree, word).and_then(|verb| self.get(verb)).unwrap_or(above);
                scaled(&above.subjects, 0.97)
            }
            ("xcomp", Some(above)) => {
                if object_controls(tree, head) {
                    let object = tree.child(head, "iobj").or_else(|| tree.child(head, "obj"));
                    let object = object
                        .or_else(|| tree.children_by(head, "obl").find(|&oblique| tree.is_nominal(oblique)));
                    match object.and_then(|object| resolve(tree, object)) {
                        Some(object) => spread(tree, object, 0.9),
                        None => Vec::new(),
                    }
                } else {
                    above.subjects.clone()
                }
            }
            ("advcl", Some(_)) if called_upon(tree, word, head).is_some() => {
                let called = called_upon(tree, word, head).and_then(|called| resolve(tree, called));
                called.map(|called| spread(tree, called, 0.9)).unwrap_or_default()
            }
            ("advcl", Some(_)) if tree.lemma(word) == "cite" && saying(tree, head).is_none() => {
                // "…, Reuters reported, citing officials": the reporter cites.
                let reporter =
                    tree.children_by(head, "parataxis").find(|&aside| saying(tree, aside).is_some());
                let subject = reporter.and_then(|reporter| tree.child(reporter, "nsubj"));
                subject.map(|subject| spread(tree, subject, 0.9)).unwrap_or_default()
            }
            ("advcl", Some(above))
                if is_done_by_object(tree, word, head) || is_cited_saying(tree, word, head) =>
            {
                // "accused them of plotting", "prevented them from leaving", "cited him as saying"
                match tree.child(head, "obj").and_then(|object| resolve(tree, object)) {
                    Some(object) => spread(tree, object, 0.9),
                    None if above.passive => scaled(&above.subjects, 0.9),
                    None => Vec::new(),
                }
            }
            // What is told is the clause above.
            ("advcl", Some(_)) if is_as_told(tree, word) => Vec::new(),
            ("advcl", Some(above)) => {
                let infinitive = tree.child(word, "mark").is_some_and(|mark| tree.is(mark, &["to"]));
                let participle = matches!(tree.xpos(word), "VBG" | "VBN");
                if participle || infinitive {
                    scaled(&above.subjects, if infinitive { 0.7 } else { 0.85 })
                } else {
                    Vec::new()
                }
            }
            _ => Vec::new(),
        }
    }

    /// Auxiliaries, copula, negation, the verb and its particle, behind those of the chain above.
    fn relation(&self, tree: &Tree<'_>, word: usize, kind: Kind) -> Vec<usize> {
        let mut words = Vec::new();
        let head = tree.head(word);
        if tree.rel(word) == "xcomp"
            && let Some(head) = head.filter(|&head| !object_controls(tree, head))
            && let Some(above) = self.get(head)
        {
            words.extend_from_slice(&above.relation);
            if above.kind == Kind::Copula {
                words.push(head);
            }
            words.extend(tree.children_by(word, "mark").filter(|&mark| tree.is(mark, &["to"])));
        }
        // "remain stationed at", which the parser takes for two clauses
        let stays = |head: &usize| {
            ["remain", "stay"].contains(&tree.lemma(*head))
                && tree.rel(word) == "advcl"
                && tree.xpos(word) == "VBN"
                && !tree.has(word, "mark")
        };
        if let Some(above) = head.filter(stays).and_then(|head| self.get(head)) {
            words.extend_from_slice(&above.relation);
        }
        if let Some((verb, object)) = purpose_of(tree, word)
            && let Some(above) = self.get(verb).filter(|above| !above.relation.is_empty())
        {
            // "eased measures to win", "has votes to block"
            words.extend_from_slice(&above.relation);
            if let Some(object) = object {
                let core = Phrase::of(tree, object).core;
                words.extend(core.into_iter().filter(|&other| other < word && !tree.under(other, word)));
            }
            words.extend(tree.children_by(word, "mark").filter(|&mark| tree.is(mark, &["to"])));
        }
        if tree.rel(word) == "conj"
            && kind == Kind::Copula
            && !tree.has(word, "cop")
            && let Some(above) = head.and_then(|head| self.get(head))
        {
            // An adverb of how something is done is the verb's.
            let serves = |other: usize| above.kind == Kind::Copula || tree.rel(other) != "advmod";
            words
                .extend(above.relation.iter().copied().filter(|&other| Some(other) != head && serves(other)));
        }
        // "The aim is to cut routes": what stands behind the copula belongs to what is said.
        let copula = tree.child(word, "cop").filter(|_| tree.is_verb(word));
        if tree.rel(word) == "conj"
            && kind == Kind::Verb
            && !tree.has(word, "nsubj")
            && let Some(above) =
                head.filter(|&head| tree.rel(head) == "xcomp").and_then(|head| self.get(head))
        {
            // "seek to divide and destroy": the chain serves both.
            words.extend(above.relation.iter().copied().filter(|&other| Some(other) != head));
        }
        let mut group: Vec<usize> = tree
            .children(word)
            .iter()
            .copied()
            .filter(|&child| {
                copula.is_none_or(|copula| {
                    child <= copula || claims::is_negation(tree, child) && child == copula + 1
                })
            })
            .filter(|&child| match tree.rel(child) {
                "aux" | "cop" => true,
                "advmod" => {
                    claims::is_negation(tree, child)
                        || (child < word && tree.is(child, lexicon::DEGREES))
                        || (kind == Kind::Verb && is_manner(tree, word, child))
                }
                "compound" => tree.label(child) == "compound:prt",
                _ => false,
            })
            .collect();
        if kind == Kind::Verb {
            group.push(word);
        }
        if words.is_empty() && tree.rel(word) == "conj" && group == [word] && tree.xpos(word) != "VBG" {
            // "were killed and injured", "are dead and dozens injured": the auxiliaries serve both.
            let participles =
                |head: usize| tree.is_participle(word) && (tree.is_participle(head) || tree.has(head, "cop"));
            if let Some(head) = head.filter(|&head| {
                self.is_predicate(head) && (tree.xpos(head) == tree.xpos(word) || participles(head))
            }) {
                let serves = |child: usize| match tree.rel(child) {
                    "aux" => true,
                    "cop" => participles(head),
                    _ => false,
                };
                let auxiliaries = tree.children(head).iter().copied().filter(|&child| serves(child));
                words.extend(auxiliaries.filter(|&auxiliary| auxiliary < word));
            }
        }
        group.sort_unstable();
        words.extend(group);
        words
    }
}

/// Whether a subject is a person's name that stands right behind another subject, which then is a title
/// that the parser left beside it: "First Minister of Scotland | Nicola Sturgeon | said".
fn is_person_behind(tree: &Tree<'_>, subject: usize, subjects: &[usize]) -> bool {
    let Some(name) = tree.name(subject) else { return false };
    let Some(before) = name.words.start.checked_sub(1) else { return false };
    tree.entity_type(subject) == Some(EntityType::Per)
        && subjects.iter().any(|&title| {
            title != subject
                && tree.under(before, title)
                && (lexicon::is_role(tree.lemma(title)) || lexicon::is_trade(tree.lemma(title)))
        })
}

/// Whether an adverb says how, in the verb group itself: "relies heavily on", "was widely used".
fn is_manner(tree: &Tree<'_>, predicate: usize, adverb: usize) -> bool {
    adverb.abs_diff(predicate) == 1
        && tree.xpos(adverb) == "RB"
        && tree.children(adverb).is_empty()
        && !tree.is(adverb, lexicon::ASIDES)
        && !claims::is_temporal(tree, adverb)
        && !is_not_only(tree, adverb)
}

/// Whether a word is the "only" of "not only", which limits nothing.
pub(crate) fn is_not_only(tree: &Tree<'_>, word: usize) -> bool {
    tree.is(word, &["only"]) && word > 0 && tree.is(word - 1, &["not"])
}

/// Of an infinitive of purpose the verb that is done for it, and that verb's object, from which it may hang.
pub(crate) fn purpose_of(tree: &Tree<'_>, word: usize) -> Option<(usize, Option<usize>)> {
    let infinitive =
        tree.is_verb(word) && tree.child(word, "mark").is_some_and(|mark| tree.is(mark, &["to"]));
    let head = tree.head(word).filter(|&head| infinitive && head < word)?;
    match tree.label(word) {
        "advcl" if called_upon(tree, word, head).is_some() => None,
        "advcl" if tree.is_verb(head) => {
            Some((head, tree.children_by(head, "obj").find(|&object| object < word)))
        }
        "acl" if tree.rel(head) == "obj" => Some((tree.head(head).filter(|&verb| verb < head)?, Some(head))),
        _ => None,
    }
}

/// What a verb does to its that-clause or to the words beside it, if it is one of saying, thinking or wanting.
pub(crate) fn saying(tree: &Tree<'_>, predicate: usize) -> Option<Effect> {
    tree.is_verb(predicate).then(|| tables::verb(tree.lemma(predicate)).clause).flatten()
}

/// Whether a verb is one of uttering words, and not only of thinking or wanting; "hold" and its like are, where a
/// clause says what is held.
pub(crate) fn speaks(tree: &Tree<'_>, predicate: usize) -> bool {
    const SILENT: &[&str] = &[
        "want", "hope", "wish", "intend", "plan", "expect", "require", "prefer", "find", "show", "hold",
        "rule", "read", "learn", "hear", "discover", "believe", "think", "suppose", "reckon", "fear",
        "doubt", "dismiss", "maintain", "observe", "order", "reject", "laugh", "cry", "snap", "feel",
        "assume", "presume", "worry", "certify", "specify", "counter", "signal",
    ];
    saying(tree, predicate).is_some()
        && (!SILENT.contains(&tree.lemma(predicate))
            || tree.has(predicate, "ccomp")
            || matches!(tree.rel(predicate), "parataxis"))
}

/// Whether the infinitive below a verb has the verb's object as its subject.
pub(crate) fn object_controls(tree: &Tree<'_>, verb: usize) -> bool {
    let object = tree.has(verb, "obj") || tree.has(verb, "iobj");
    let on = ["call", "appeal"].contains(&tree.lemma(verb)) && tree.has(verb, "obl");
    (object || on) && !lexicon::SUBJECT_CONTROL.contains(&tree.lemma(verb))
}

/// Whether a gerund is what the object of the verb above does, or is kept from: "accused them of plotting".
pub(crate) fn is_done_by_object(tree: &Tree<'_>, predicate: usize, head: usize) -> bool {
    let gerund = tree.xpos(predicate) == "VBG"
        || tree.children_by(predicate, "aux").any(|aux| tree.is(aux, &["having", "being"]));
    // The parser may hang the preposition from the auxiliary: "of having stolen".
    let led = std::iter::once(predicate).chain(tree.children_by(predicate, "aux")).any(|verb| {
        tree.child(verb, "mark").is_some_and(|mark| tree.is(mark, &["of", "from", "for", "with"]))
    });
    gerund && led && tables::verb(tree.lemma(head)).object.is_some()
}

/// Whom a verb of calling calls upon to do what the infinitive says: "called on Athens to cut pensions", which the
/// parser takes for what the call was for.
pub(crate) fn called_upon(tree: &Tree<'_>, infinitive: usize, head: usize) -> Option<usize> {
    let marked = tree.child(infinitive, "mark").is_some_and(|mark| tree.is(mark, &["to"]));
    let calls = ["call", "appeal", "plead"].contains(&tree.lemma(head)) && tree.rel(infinitive) == "advcl";
    let upon = |&oblique: &usize| {
        oblique < infinitive
            && tree.children_by(oblique, "case").any(|case| tree.is(case, &["on", "to", "upon", "with"]))
    };
    (marked && calls).then(|| tree.children_by(head, "obl").find(upon)).flatten()
}

/// "cited him as saying", "was quoted as saying"
fn is_cited_saying(tree: &Tree<'_>, predicate: usize, head: usize) -> bool {
    ["cite", "quote"].contains(&tree.lemma(head))
        && tree.child(predicate, "mark").is_some_and(|mark| tree.is(mark, &["as"]))
}

/// "as revealed at the trial", "as reported by Reuters": how the clause above comes to be known.
pub(crate) fn is_as_told(tree: &Tree<'_>, aside: usize) -> bool {
    tree.xpos(aside) == "VBN" && tree.child(aside, "mark").is_some_and(|mark| tree.is(mark, &["as"]))
}

/// Whether a word is the agent of a passive.
pub(crate) fn is_agent(tree: &Tree<'_>, word: usize) -> bool {
    tree.label(word) == "obl:agent"
}

/// A subject and its conjuncts.
fn spread(tree: &Tree<'_>, head: usize, weight: f32) -> Vec<Subject> {
    conjuncts(tree, head).into_iter().map(|head| Subject { head, weight }).collect()
}
