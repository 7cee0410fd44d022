//! A predicate in, who says so out: the speakers of the clauses around it, "according to", "citing".

use triplewire_entities::EntityType;

use crate::{
    claims::{
        Attributes,
        tables::{self, CueKind, Effect},
    },
    clause::{self, Clauses},
    fact::{Modality, Source},
    lexicon,
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
    /// Whether the source stands behind a comma.
    pub(super) fn is_set_off(&self, tree: &Tree<'_>) -> bool {
        let lead = tree.children_by(self.phrase.head, "case").min().unwrap_or(self.phrase.head);
        lead > 0 && tree.is(lead - 1, &[","])
    }

    pub(crate) fn finish(&self, tree: &Tree<'_>) -> Source {
        let argument = self.phrase.argument(tree);
        let entity = speaker(tree, self.phrase.head).or(argument.entity);
        Source { text: argument.text, entity, act: self.act.clone() }
    }
}

/// The entity that speaks where a phrase names it beside its head: "the prime minister, Boris Johnson", or
/// as whose words they are: "Trump's statement".
fn speaker(tree: &Tree<'_>, head: usize) -> Option<usize> {
    let is_speaker = |&word: &usize| {
        matches!(
            tree.entity_type(word),
            Some(EntityType::Per | EntityType::Org | EntityType::Gpe | EntityType::Norp)
        )
    };
    if tree.entity(head).is_some() {
        return None;
    }
    let named = |rel: &'static str| tree.children_by(head, rel).find(is_speaker);
    let whose = || {
        let of =
            |&word: &usize| tree.children_by(word, "case").any(|case| tree.is(case, &["of", "by", "from"]));
        let owner = tree.children(head).iter().copied().find(|&child| tree.label(child) == "nmod:poss");
        owner.filter(is_speaker).or_else(|| tree.children_by(head, "nmod").filter(of).find(is_speaker))
    };
    let word = named("appos").or_else(|| named("flat")).or_else(|| {
        let utterance = tables::is_utterance(&tree.lemma(head).to_lowercase());
        utterance.then(whose).flatten()
    })?;
    tree.entity(word)
}

/// The phrase of a source: with what is joined to it, for all of them say so.
fn phrase(tree: &Tree<'_>, head: usize) -> Phrase {
    let mut phrase = Phrase::named(tree, head);
    if tree.name(phrase.head).is_none() && tree.entity(phrase.head).is_none() {
        let conjuncts: Vec<usize> = tree.children_by(head, "conj").filter(|&w| tree.is_nominal(w)).collect();
        for conjunct in conjuncts {
            phrase.join(&tree.children_by(conjunct, "cc").collect::<Vec<_>>(), &[]);
            phrase.join(&Phrase::of(tree, conjunct).text, &[]);
        }
    }
    // What stands before the words that lead to a source is said of the event: "On Sunday in London,
    // according to witnesses".
    if let Some(lead) = tree.children_by(head, "case").min().filter(|&lead| lead < head) {
        phrase.text.retain(|&word| word > lead);
        phrase.core.retain(|&word| word > lead);
    }
    phrase
}

/// Who speaks where the predicate is a verb of saying: its subject, or the verb alone where nobody is
/// named ("it was reported").
pub(crate) fn voice(tree: &Tree<'_>, clauses: &Clauses, predicate: usize) -> Option<Voice> {
    let clause = clauses.get(predicate)?;
    let act = Some(tree.lemma(predicate).to_owned());
    if clause.passive {
        let agent = tree.children(predicate).iter().copied().find(|&child| clause::is_agent(tree, child));
        let phrase = match agent {
            Some(agent) => phrase(tree, agent),
            None => Phrase { head: predicate, text: clause.relation.clone(), core: clause.relation.clone() },
        };
        return Some(Voice { phrase, act });
    }
    if tree.xpos(predicate) == "VBN" && tree.has(predicate, "expl") {
        // "It is alleged": the parser takes it for an adjective.
        let mut words: Vec<usize> = tree.children_by(predicate, "cop").collect();
        words.push(predicate);
        return Some(Voice { phrase: Phrase { head: predicate, text: words.clone(), core: words }, act });
    }
    let subject = clause.subjects.first()?;
    let mut phrase = Phrase::subject(tree, subject.head, predicate);
    // A mark or a joiner that the parser took for a subject says nothing.
    if !phrase.text.iter().any(|&word| tree.form(word).chars().any(char::is_alphanumeric)) {
        return None;
    }
    if clause.subjects.len() > 1 && tree.entity(phrase.head).is_none() {
        phrase.join(&self::phrase(tree, subject.head).text, &[]);
    }
    Some(Voice { phrase, act })
}

/// What the predicate's own adverbials say: "according to X", "as X reported".
pub(super) fn own(tree: &Tree<'_>, predicate: usize) -> Vec<Voice> {
    let named = tree.children_by(predicate, "obl").filter(|&child| is_according(tree, child));
    let reported = tree.children_by(predicate, "advcl").filter_map(|child| as_reported(tree, child));
    named.map(|child| according(tree, child)).chain(reported).collect()
}

/// Who is named by what a clause is set off with: "as reported by X", "as X reported".
pub(super) fn as_reported(tree: &Tree<'_>, aside: usize) -> Option<Voice> {
    const REPORTS: &[&str] = &[
        "report", "say", "tell", "note", "quote", "mention", "announce", "state", "write", "explain", "warn",
        "confirm", "claim", "allege", "reveal", "describe", "cite",
    ];
    let set_off = tree.child(aside, "mark").is_some_and(|mark| tree.is(mark, &["as"]));
    if !set_off || !REPORTS.contains(&tree.lemma(aside)) {
        return None;
    }
    // "As Reuters reported the deal, shares fell": that is when. "As I said": the speaker again.
    let whole = || ["obj", "ccomp", "xcomp", "aux"].iter().all(|rel| !tree.has(aside, rel));
    let speaks = |&who: &usize| whole() && !tree.is(who, &["i", "we", "you"]);
    let agent = tree.children(aside).iter().copied().find(|&child| clause::is_agent(tree, child));
    let who = agent.or_else(|| tree.child(aside, "nsubj").filter(speaks))?;
    Some(Voice { phrase: phrase(tree, who), act: Some(tree.lemma(aside).to_owned()) })
}

/// Who is named behind the last of the clauses that begin with a predicate: "One died and ten are missing,
/// according to Stanor" is his word for both.
pub(super) fn behind_conjuncts(tree: &Tree<'_>, clauses: &Clauses, predicate: usize) -> Vec<Voice> {
    let joined = tree.children_by(predicate, "conj").filter(|&word| clauses.is_predicate(word));
    let Some(last) = joined.last() else { return Vec::new() };
    let ends = |voice: &Voice| {
        let end = voice.phrase.text.iter().max();
        end.is_some_and(|&end| (end + 1..tree.len()).all(|word| tree.upos(word) == "PUNCT"))
    };
    own(tree, last).into_iter().filter(|voice| voice.is_set_off(tree) && ends(voice)).collect()
}

/// Who is cited by what a predicate says: "Reuters reported, citing officials", "Reuters, citing officials, said".
pub(super) fn cited(tree: &Tree<'_>, predicate: usize) -> Vec<Voice> {
    let subjects = tree
        .children_by(predicate, "nsubj")
        .flat_map(|subject| tree.children_by(subject, "acl").collect::<Vec<_>>());
    let citing = tree
        .children_by(predicate, "advcl")
        .chain(subjects)
        .filter(|&child| is_citing(tree, child) && tree.xpos(child) == "VBG");
    let object = citing.filter_map(|child| tree.child(child, "obj"));
    object.map(|object| Voice { phrase: phrase(tree, object), act: Some("cite".to_owned()) }).collect()
}

/// Whether a verb hands on what somebody else says: "citing officials", "quoted him as saying".
pub(super) fn is_citing(tree: &Tree<'_>, verb: usize) -> bool {
    matches!(tree.lemma(verb), "cite" | "quote")
}

/// Whose a statement is that says so: its owner, or who speaks in it ("said in a statement that").
pub(super) fn of_utterance(
    tree: &Tree<'_>,
    clauses: &Clauses,
    governor: usize,
    noun: usize,
) -> Option<Voice> {
    // "issued a statement that": to put it out is to say it.
    const PUTTING_OUT: &[&str] =
        &["issue", "release", "publish", "make", "give", "deliver", "send", "post", "distribute", "read"];
    let puts_out = PUTTING_OUT.contains(&tree.lemma(governor)) && tree.child(governor, "obj") == Some(noun);
    let says = clause::saying(tree, governor).is_some() || puts_out;
    of_owner(tree, noun).or_else(|| says.then(|| voice(tree, clauses, governor)).flatten())
}

/// Whose a statement or thought is: "her wish that", "a claim by the opposition that".
pub(super) fn of_owner(tree: &Tree<'_>, noun: usize) -> Option<Voice> {
    let by = |&child: &usize| {
        tree.label(child) == "nmod:poss"
            || tree.label(child) == "nmod"
                && tree.children_by(child, "case").any(|case| tree.is(case, &["by"]))
    };
    let owner = tree.children(noun).iter().copied().find(by)?;
    Some(Voice { phrase: phrase(tree, owner), act: None })
}

/// Who is named behind "according to".
pub(crate) fn according(tree: &Tree<'_>, oblique: usize) -> Voice {
    Voice { phrase: phrase(tree, view(tree, oblique).unwrap_or(oblique)), act: None }
}

/// Whose view or words something is put in: "in the minister's view", "in the words of one official".
fn view(tree: &Tree<'_>, oblique: usize) -> Option<usize> {
    const VIEWS: &[&str] = &["view", "opinion", "word", "eye", "judgment", "judgement", "estimation"];
    let inside = tree.children_by(oblique, "case").any(|case| tree.is(case, &["in"]));
    if !inside || !VIEWS.contains(&tree.lemma(oblique)) {
        return None;
    }
    let owner = |&child: &usize| {
        let of = || tree.children_by(child, "case").any(|case| tree.is(case, &["of"]));
        tree.label(child) == "nmod:poss" || tree.label(child) == "nmod" && of()
    };
    // "in the eyes of the law": nobody says so.
    let speaks = |&word: &usize| {
        tree.entity(word).is_some()
            || lexicon::is_person(tree.lemma(word))
            || lexicon::BODIES.contains(&tree.lemma(word))
    };
    tree.children(oblique).iter().copied().find(owner).filter(speaks)
}

/// "reportedly", "allegedly", of a predicate for which nobody is named.
pub(super) fn hearsay(tree: &Tree<'_>, predicate: usize, found: &mut Attributes) {
    if !found.by.is_empty() {
        return;
    }
    for word in tree.children_by(predicate, "advmod") {
        match tables::cue(CueKind::Adverb, &tree.form(word).to_lowercase()) {
            Some(Effect::Says) => {
                let phrase = Phrase { head: word, text: vec![word], core: vec![word] };
                found.by.push(Voice { phrase, act: None });
                return;
            }
            Some(Effect::Alleged) if found.modality == Modality::Asserted => {
                found.modality = Modality::Possible;
            }
            _ => {}
        }
    }
}

/// The clauses beside a predicate that may say who states it: the parser hangs them from the predicate or from
/// its object, as they come.
pub(super) fn asides(tree: &Tree<'_>, predicate: usize) -> Vec<usize> {
    let mut found: Vec<usize> =
        tree.children(predicate).iter().copied().filter(|&child| is_aside(tree, child)).collect();
    for &argument in tree.children(predicate) {
        if matches!(tree.rel(argument), "obj" | "obl") {
            found.extend(tree.children_by(argument, "parataxis"));
        }
    }
    found
}

/// Whether a clause stands beside its head: "the minister said", or, inverted, "said the minister", which the
/// parser may take for an adverbial clause.
pub(crate) fn is_aside(tree: &Tree<'_>, predicate: usize) -> bool {
    match tree.rel(predicate) {
        "parataxis" => true,
        "advcl" => {
            matches!(tree.xpos(predicate), "VBD" | "VBZ" | "VBP")
                && !tree.has(predicate, "mark")
                && tree.has(predicate, "nsubj")
        }
        _ => false,
    }
}

/// Whether a predicate beside its head says who states it ("…, the minister said").
pub(crate) fn reports_its_head(tree: &Tree<'_>, clauses: &Clauses, predicate: usize) -> bool {
    // "His death, they said, was described as natural" is no report of what stands before it.
    let told = clauses.get(predicate).is_some_and(|clause| {
        clause.passive
            && tree.has(predicate, "nsubj")
            && !tree.children(predicate).iter().any(|&w| clause::is_agent(tree, w))
    });
    clause::saying(tree, predicate).is_some()
        && !told
        && !tree.has(predicate, "ccomp")
        && !tree.has(predicate, "obj")
        && tree.head(predicate).is_some_and(|head| {
            clauses.is_predicate(head) || tree.head(head).is_some_and(|above| clauses.is_predicate(above))
        })
}

/// Whether an oblique names a source ("according to police").
pub(crate) fn is_according(tree: &Tree<'_>, oblique: usize) -> bool {
    if view(tree, oblique).is_some() {
        return true;
    }
    tree.children_by(oblique, "case").any(|case| {
        tree.is(case, &["according"])
            || (case > 0 && tree.is(case, &["to"]) && tree.is(case - 1, &["according"]))
    })
}
