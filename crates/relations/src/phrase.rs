//! From a head word to a phrase: which words belong to its long form and which to its short one.

use triplewire_entities::MentionKind;
use triplewire_tokenizer::Span;

use crate::{fact::Argument, lexicon, syntax::Tree};

/// A noun phrase or clause that fills a place of a fact, as word indices in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) head: usize,
    /// The whole phrase.
    pub(crate) text: Vec<usize>,
    /// The shortest part that is still true.
    pub(crate) core: Vec<usize>,
}

impl Phrase {
    /// The phrase that a word heads, without its preposition and without its conjuncts.
    pub(crate) fn of(tree: &Tree<'_>, head: usize) -> Self {
        Self { head, text: long_form(tree, head, false), core: short_form(tree, head) }
    }

    /// The same with its conjuncts, for readings that cannot be split.
    pub(crate) fn with_conjuncts(tree: &Tree<'_>, head: usize) -> Self {
        let text = long_form(tree, head, true);
        Self { head, core: text.clone(), text }
    }

    /// A clause with everything that hangs from its head but the given words and their subtrees.
    pub(crate) fn clause(tree: &Tree<'_>, head: usize, without: &[usize]) -> Self {
        let mut text = Vec::new();
        tree.collect(head, &mut text, &|word| without.contains(&word));
        Self { head, core: Vec::new(), text: trimmed(tree, text) }
    }

    /// The argument that the phrase fills.
    pub(crate) fn argument(&self, tree: &Tree<'_>) -> Argument {
        let text = spans(tree, &self.text);
        let core = spans(tree, &self.core);
        let core = if core == text { Vec::new() } else { core };
        Argument { core, entity: entity(tree, self.head), text }
    }

    /// Adds another phrase behind this one.
    pub(crate) fn join(&mut self, text: &[usize], core: &[usize]) {
        merge(&mut self.text, text);
        merge(&mut self.core, core);
    }
}

fn merge(words: &mut Vec<usize>, more: &[usize]) {
    words.extend_from_slice(more);
    words.sort_unstable();
    words.dedup();
}

/// The entity that a phrase's head names or stands for.
pub(crate) fn entity(tree: &Tree<'_>, head: usize) -> Option<usize> {
    tree.entity(head)
}

/// Maximal stretches of words that follow each other in the text.
pub(crate) fn spans(tree: &Tree<'_>, words: &[usize]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut last = None;
    for &word in words {
        let span = tree.word(word).span;
        match spans.last_mut() {
            Some(open) if last == word.checked_sub(1) && open.end <= span.start => open.end = span.end,
            _ => spans.push(span),
        }
        last = Some(word);
    }
    spans
}

/// The head and its conjuncts, in order, the head first; the head alone where the words that
/// join them make one whole ("between A and B", "A and B" of a combining noun).
pub(crate) fn conjuncts(tree: &Tree<'_>, head: usize) -> Vec<usize> {
    let mut all = vec![head];
    if tree.children_by(head, "case").any(|case| tree.is(case, &["between", "among"])) {
        return all;
    }
    let mut next = 0;
    while next < all.len() {
        let added: Vec<usize> = tree
            .children_by(all[next], "conj")
            .filter(|&word| tree.is_nominal(word) || !tree.is_nominal(head))
            .collect();
        all.extend(added);
        next += 1;
    }
    all.sort_unstable();
    all
}

/// What is left out of the long form of a phrase.
fn leaves_long_form(tree: &Tree<'_>, head: usize, word: usize) -> bool {
    match tree.label(word) {
        "acl:relcl" | "parataxis" | "discourse" | "vocative" | "dislocated" | "reparandum" | "orphan" => true,
        label => match tree.rel(word) {
            "appos" => {
                // "Mokha, Yemen": the second place belongs to the name of the first.
                tree.mention(word).is_none_or(|mention| !mention.words.contains(&head))
            }
            "case" | "mark" | "cc" | "nsubj" | "csubj" | "cop" | "aux" | "advcl" | "expl" | "ccomp" => {
                tree.head(word) == Some(head) || label == "cc:preconj"
            }
            "punct" => tree.head(word) == Some(head) && tree.is(word, &[",", ".", ";", ":", "--", "-", "–", "—", "(", ")"]),
            _ => false,
        },
    }
}

fn long_form(tree: &Tree<'_>, head: usize, with_conjuncts: bool) -> Vec<usize> {
    let mut words = Vec::new();
    let conj = |word: usize| tree.rel(word) == "conj" && tree.head(word) == Some(head) && !with_conjuncts;
    let keep_cc = |word: usize| with_conjuncts && tree.rel(word) == "cc";
    tree.collect(head, &mut words, &|word| {
        conj(word) || (leaves_long_form(tree, head, word) && !keep_cc(word) && !inside_name(tree, head, word))
    });
    trimmed(tree, words)
}

/// Whether a word lies in the name that the head heads ("Trinidad and Tobago", "Mokha, Yemen").
fn inside_name(tree: &Tree<'_>, head: usize, word: usize) -> bool {
    tree.name(head).is_some_and(|mention| mention.words.contains(&word))
}

/// Sorted, without punctuation at the ends; brackets and quotation marks stay in pairs only.
fn trimmed(tree: &Tree<'_>, mut words: Vec<usize>) -> Vec<usize> {
    words.sort_unstable();
    words.dedup();
    let punct = |word: usize| tree.upos(word) == "PUNCT";
    while words.len() > 1 && words.last().is_some_and(|&word| punct(word) || tree.rel(word) == "cc") {
        words.pop();
    }
    let leading = words.iter().take_while(|&&word| punct(word) || tree.rel(word) == "cc").count();
    if leading < words.len() {
        words.drain(..leading);
    }
    words
}

/// The shortest true form: names whole; else the head with its compounds, numbers and the
/// modifiers that change what it refers to.
fn short_form(tree: &Tree<'_>, head: usize) -> Vec<usize> {
    if let Some(mention) = tree.mention(head) {
        if mention.kind == MentionKind::Name && tree.name(head).is_some() && (tree.upos(head) == "PROPN" || mention.words.len() > 1) {
            return mention.words.clone().filter(|&word| word < tree.len()).collect();
        }
    }
    let mut words = vec![head];
    for &child in tree.children(head) {
        let keep = match tree.label(child) {
            "compound" | "flat" | "fixed" | "goeswith" | "compound:prt" | "nummod" | "nmod:desc" => true,
            "amod" | "advmod" => lexicon::CHANGES_MEANING.contains(&tree.lemma(child)),
            "det" => tree.is(child, &["no"]),
            "nmod:poss" => lexicon::is_relational(tree.lemma(head)),
            "nmod" => tree.is(head, &["number", "series", "group", "majority", "member", "part", "kind", "lack"])
                || lexicon::is_relational(tree.lemma(head)),
            _ => tree.rel(child) == "flat",
        };
        if !keep {
            continue;
        }
        if matches!(tree.rel(child), "nmod") {
            if let Some(case) = tree.child(child, "case") {
                words.push(case);
            }
            words.extend(short_form_within(tree, child));
        } else {
            tree.collect(child, &mut words, &|word| tree.rel(word) == "punct" && tree.form(word) == ",");
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}

/// The short form of an attached phrase; depth is bounded by the tree.
fn short_form_within(tree: &Tree<'_>, head: usize) -> Vec<usize> {
    let mut words = short_form(tree, head);
    words.extend(tree.children_by(head, "case").filter(|&case| case < head || tree.is(case, &["'s", "’s", "'", "’"])));
    words
}
