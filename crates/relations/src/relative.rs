//! Relative clauses: what their pronoun stands for, and what they leave out where they have none.
//!
//! In: a word of the clause. Out: the noun that the clause hangs from, and the place in the clause that it fills.

use crate::{
    claims,
    clause::{object_controls, saying},
    lexicon,
    phrase::phrase_before,
    syntax::Tree,
};

/// Whether a word is a relative pronoun.
pub(crate) fn is_relative(tree: &Tree<'_>, word: usize) -> bool {
    tree.is(word, &["who", "which", "that", "whom"])
        && matches!(tree.xpos(word), "WP" | "WDT" | "IN" | "DT" | "PRP")
        && tree.upos(word) == "PRON"
}

/// What a word stands for: a relative pronoun's antecedent, else the word itself; none where a
/// relative pronoun refers to a whole clause.
pub(crate) fn resolve(tree: &Tree<'_>, word: usize) -> Option<usize> {
    if !is_relative(tree, word) {
        return Some(word);
    }
    let mut at = word;
    loop {
        // A parser that missed the relative clause still leaves the antecedent before the pronoun.
        let Some(head) = tree.head(at) else {
            return if tree.is(word, &["who", "whom"]) {
                phrase_before(tree, word).or(Some(word))
            } else {
                Some(word)
            };
        };
        match tree.label(at) {
            "acl:relcl" => return tree.is_nominal(head).then_some(head),
            // "to find out who is to blame" asks.
            "ccomp" if head + 1 == word && tree.xpos(word).starts_with('W') => return Some(word),
            "advcl:relcl" if !tree.is(word, &["who", "whom"]) => return None,
            _ => at = head,
        }
    }
}

/// What a relative clause without a pronoun leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    /// The noun that the clause hangs from.
    pub(crate) noun: usize,
    /// The preposition at the end that leads to it: "the company he works for"; without one the noun is the object:
    /// "the house he bought".
    pub(crate) preposition: Option<usize>,
}

/// The gap that the last verb of a relative clause's chain leaves: "the man police want to question".
pub(crate) fn gap(tree: &Tree<'_>, predicate: usize) -> Option<Gap> {
    const FRAMES: &[&str] =
        &["way", "reason", "place", "extent", "manner", "point", "fact", "degree", "speed", "case"];
    const INTRANSITIVE: &[&str] = &[
        "die", "arrive", "go", "come", "fall", "occur", "happen", "appear", "sleep", "rise", "live", "work",
        "stay", "exist", "be", "sit", "stand", "return",
    ];
    let mut at = predicate;
    let noun = loop {
        let head = tree.head(at)?;
        match tree.label(at) {
            "acl:relcl" => break head,
            "xcomp" if !object_controls(tree, head) => at = head,
            "ccomp" if saying(tree, head).is_some() && !tree.has(at, "mark") => at = head,
            "conj" if !tree.has(at, "nsubj") && tree.rel(head) != "xcomp" => at = head,
            _ => return None,
        }
    };
    let subject = tree.child(at, "nsubj").filter(|&subject| subject > noun && subject < at)?;
    let deeper = tree.children(predicate).iter().any(|&child| {
        child > predicate && (tree.rel(child) == "ccomp" || tree.rel(child) == "xcomp" && tree.is_verb(child))
    });
    // Where a pronoun or an adverb relates the clause, nothing is left out.
    let mut words = Vec::new();
    tree.collect(at, &mut words, &|word| word != at && matches!(tree.label(word), "acl:relcl" | "ccomp"));
    let related = words
        .iter()
        .any(|&word| word < subject.max(at) && (tree.xpos(word).starts_with('W') || is_relative(tree, word)))
        || tree.has(at, "mark");
    if deeper || related || tree.upos(predicate) != "VERB" || !tree.is_nominal(noun) {
        return None;
    }
    let stranded = |&word: &usize| {
        word > predicate && matches!(tree.upos(word), "ADP") && tree.children(word).is_empty()
    };
    let preposition = tree.children_by(predicate, "obl").find(stranded);
    let full = tree.has(predicate, "obj") || tree.has(predicate, "iobj");
    let passive = tree.children(predicate).iter().any(|&child| tree.label(child) == "aux:pass");
    let frame = claims::is_temporal(tree, noun)
        || FRAMES.contains(&tree.lemma(noun))
        || INTRANSITIVE.contains(&tree.lemma(predicate));
    // "What they like": nothing is named. "told detectives she awoke": what was told.
    let told = tree.head(noun).is_some_and(|verb| saying(tree, verb).is_some())
        && (lexicon::is_person(tree.lemma(noun)) || tree.has(noun, "case"));
    let one_name = tree.mention(noun).is_some_and(|mention| mention.words.contains(&subject));
    if tree.xpos(noun).starts_with('W') || told || one_name {
        return None;
    }
    (preposition.is_some() || !full && !passive && !frame).then_some(Gap { noun, preposition })
}

/// Whom "whose" stands for: the noun that its relative clause hangs from.
pub(crate) fn whose(tree: &Tree<'_>, word: usize) -> Option<usize> {
    if !tree.is(word, &["whose"]) {
        return None;
    }
    let mut at = word;
    while let Some(head) = tree.head(at) {
        if tree.label(at) == "acl:relcl" {
            return tree.is_nominal(head).then_some(head);
        }
        at = head;
    }
    None
}
