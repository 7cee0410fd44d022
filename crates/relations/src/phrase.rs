//! From a head word to a phrase: which words belong to its long form and which to its short one.

use triplewire_entities::{EntityType, MentionKind};
use triplewire_tokenizer::Span;

use crate::{
    claims::{is_according, is_temporal},
    clause,
    fact::Argument,
    lexicon, relative,
    syntax::Tree,
};

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
        let (mut text, mut core) = (long_form(tree, head), short_form(tree, head));
        // "a driver whose name …": what is his is said with him, "driver name".
        let whose = |&word: &usize| Some((word, relative::whose(tree, word)?));
        if let Some((whose, owner)) = tree.children(head).iter().find_map(whose) {
            for words in [&mut text, &mut core] {
                words.retain(|&word| word != whose);
                merge(words, &short_form(tree, owner));
            }
        }
        // A name is kept whole even where the tree took it apart.
        merge(&mut text, &core);
        Self { head, text, core }
    }

    /// The phrase that a word heads, under the name that stands right behind its head: "the general
    /// manager of Abu Dhabi Media Ali bin Tamim" is Ali bin Tamim.
    pub(crate) fn named(tree: &Tree<'_>, head: usize) -> Self {
        let mut phrase = Self::of(tree, head);
        if let Some(name) = name_behind(tree, head) {
            phrase.head = name;
            phrase.core = short_form(tree, name);
            merge(&mut phrase.text, &phrase.core);
        }
        phrase
    }

    /// The phrase of a subject without what the predicate hangs from it by: "attacks that killed two".
    pub(crate) fn subject(tree: &Tree<'_>, head: usize, predicate: usize) -> Self {
        let mut phrase = Self::named(tree, head);
        let branch = std::iter::successors(Some(predicate), |&word| tree.head(word))
            .find(|&word| tree.head(word) == Some(head));
        if let Some(branch) = branch {
            for words in [&mut phrase.text, &mut phrase.core] {
                let outside = words.iter().copied().filter(|&word| !tree.under(word, branch)).collect();
                *words = trimmed(tree, outside);
            }
            // An odd tree may have left nothing.
            if phrase.text.is_empty() {
                phrase.text.push(phrase.head);
            }
        }
        phrase
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
        let core: Vec<usize> = self.core.iter().copied().filter(|word| self.text.contains(word)).collect();
        let core = spans(tree, &core);
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
    if !is_split(tree, head) {
        return all;
    }
    let mut next = 0;
    while next < all.len() {
        let added: Vec<usize> = tree
            .children_by(all[next], "conj")
            .filter(|&word| tree.is_nominal(word) || !tree.is_nominal(head) || is_gerund(tree, word))
            .collect();
        all.extend(added);
        next += 1;
    }
    all.sort_unstable();
    all
}

/// Whether a word is the head of a phrase of doing that stands for a noun: "combat but also taking control".
fn is_gerund(tree: &Tree<'_>, word: usize) -> bool {
    tree.xpos(word) == "VBG"
        && !tree
            .children(word)
            .iter()
            .any(|&child| matches!(tree.rel(child), "aux" | "nsubj" | "mark" | "cop"))
}

/// The head of the noun phrase that ends before a word, a comma left out.
pub(crate) fn phrase_before(tree: &Tree<'_>, word: usize) -> Option<usize> {
    let mut at = word.checked_sub(1)?;
    if tree.is(at, &[","]) {
        at = at.checked_sub(1)?;
    }
    while let Some(head) = tree.head(at).filter(|&head| head < word && tree.is_nominal(head)) {
        if !matches!(tree.rel(at), "flat" | "compound" | "nummod" | "amod" | "punct" | "goeswith" | "appos") {
            break;
        }
        at = head;
    }
    tree.is_nominal(at).then_some(at)
}

/// Whether the conjuncts of a phrase can each take its place.
fn is_split(tree: &Tree<'_>, head: usize) -> bool {
    // "All but the youngest": an exception.
    let excepts = tree.is(head, &["all", "everyone", "everybody", "everything", "none", "nobody", "nothing"])
        && tree
            .children_by(head, "conj")
            .any(|word| tree.children_by(word, "cc").any(|cc| tree.is(cc, &["but"])));
    !excepts && !tree.children_by(head, "case").any(|case| tree.is(case, &["between", "among"]))
}

/// What is left out of the long form of a phrase.
fn leaves_long_form(tree: &Tree<'_>, head: usize, word: usize) -> bool {
    match tree.label(word) {
        // "showed what some feared": what they feared.
        "acl:relcl" if tree.head(word) == Some(head) && tree.xpos(head).starts_with('W') => false,
        "acl:relcl" | "parataxis" | "discourse" | "vocative" | "dislocated" | "reparandum" | "orphan" => true,
        label => match tree.rel(word) {
            "appos" => {
                // "Mokha, Yemen": the second place belongs to the name of the first.
                tree.mention(word).is_none_or(|mention| !mention.words.contains(&head))
            }
            "cc" => {
                let own = tree.head(word) == Some(head);
                // "osteoarthritis, as well as | heart problems"
                let leads = own && word < head && tree.rel(head) == "conj";
                label == "cc:preconj" || leads || (own && tree.has(head, "conj") && is_split(tree, head))
            }
            // "the Financial Times, citing sources": who is cited is a source of its own.
            "acl" => tree.lemma(word) == "cite",
            // "from Agropecuaria Montelibano", whose preposition the parser hangs from the last name.
            "case"
                if tree.name(head).is_some_and(|name| {
                    word < name.words.start && tree.head(word).is_some_and(|of| name.words.contains(&of))
                }) =>
            {
                true
            }
            "case" | "mark" | "nsubj" | "csubj" | "cop" | "aux" | "advcl" | "expl" | "ccomp" => {
                tree.head(word) == Some(head)
            }
            // "Thomas Sam, from Sydney": said on the side.
            "nmod" => {
                tree.head(word) == Some(head)
                    && label == "nmod"
                    && tree
                        .children_by(word, "punct")
                        .any(|mark| mark < word && tree.is(mark, &[",", "(", "-", "–", "—"]))
            }
            "advmod" => {
                clause::is_not_only(tree, word)
                    || tree.head(word) == Some(head) && is_time_beside(tree, head, word)
                    || tree.xpos(word) == "WRB"
                    || tree.head(word) == Some(head)
                        && (tree.is(word, lexicon::ASIDES) || is_beside_article(tree, head, word))
            }
            "obl" => {
                // What is said before a copula belongs to the clause, not to what is said.
                tree.head(word) == Some(head)
                    && (is_according(tree, word)
                        || is_time_beside(tree, head, word)
                        || tree.child(head, "cop").is_some_and(|copula| word < copula))
            }
            "punct" => tree.head(word) == Some(head) && is_separator(tree, word),
            _ => false,
        },
    }
}

/// "is likely a court order": what stands before the article of what is said is no part of it.
fn is_beside_article(tree: &Tree<'_>, head: usize, adverb: usize) -> bool {
    let article = tree.child(head, "det").filter(|&article| !tree.is(article, &["no", "all", "both"]));
    tree.has(head, "cop")
        && tree.xpos(adverb) == "RB"
        && tree.children(adverb).is_empty()
        && !lexicon::CHANGES_MEANING.contains(&tree.lemma(adverb))
        && !tree.is(adverb, &["only", "just", "almost", "quite", "not", "such"])
        && article.is_some_and(|article| adverb < article)
}

/// "aware two weeks ago": when, and not what. "Due in May" is one.
fn is_time_beside(tree: &Tree<'_>, adjective: usize, word: usize) -> bool {
    let whole = tree.mention(word).is_none_or(|time| time.words.clone().all(|part| tree.under(part, word)));
    tree.upos(adjective) == "ADJ" && is_temporal(tree, word) && !tree.has(word, "case") && whole
}

/// Whether a mark stands between phrases; a hyphen inside a word does not.
fn is_separator(tree: &Tree<'_>, word: usize) -> bool {
    if tree.is(word, &["-", "–", "—"]) {
        return word == 0 || tree.word(word).space_after || tree.word(word - 1).space_after;
    }
    tree.is(word, &[",", ".", ";", ":", "--", "(", ")"])
}

fn long_form(tree: &Tree<'_>, head: usize) -> Vec<usize> {
    let mut words = Vec::new();
    let conjunct =
        |word: usize| tree.rel(word) == "conj" && tree.head(word) == Some(head) && is_split(tree, head);
    tree.collect(head, &mut words, &|word| {
        conjunct(word) || (leaves_long_form(tree, head, word) && !inside_name(tree, head, word))
    });
    trimmed(tree, words)
}

/// Whether a word lies in the name that the head heads ("Trinidad and Tobago", "Mokha, Yemen").
fn inside_name(tree: &Tree<'_>, head: usize, word: usize) -> bool {
    tree.name(head).is_some_and(|mention| mention.words.contains(&word))
}

/// The person or place whose name stands right behind a noun and its of-phrase and says who or which it is;
/// of a town, the name in its of-phrase.
fn name_behind(tree: &Tree<'_>, head: usize) -> Option<usize> {
    if tree.name(head).is_some() || tree.is_pronoun(head) || !tree.is_nominal(head) {
        return None;
    }
    tree.children(head).iter().copied().find(|&child| {
        let kind = tree.entity_type(child);
        let named =
            matches!(kind, Some(EntityType::Per | EntityType::Gpe | EntityType::Loc | EntityType::Fac));
        let start = tree.name(child).map(|name| name.words.start);
        let of = tree.label(child) == "nmod"
            && lexicon::PLACE_NOUNS.contains(&tree.lemma(head))
            && kind != Some(EntityType::Per)
            && tree.children_by(child, "case").any(|case| tree.is(case, &["of"]));
        (of || matches!(tree.label(child), "appos" | "flat" | "nmod:desc"))
            && named
            && start.is_some_and(|start| start > head && tree.upos(start - 1) != "PUNCT")
    })
}

/// Sorted, without punctuation at the ends; a mark whose partner stands inside the phrase stays.
fn trimmed(tree: &Tree<'_>, mut words: Vec<usize>) -> Vec<usize> {
    words.sort_unstable();
    words.dedup();
    let loose = |word: usize| tree.upos(word) == "PUNCT" || tree.rel(word) == "cc";
    while let [inner @ .., last] = words.as_slice()
        && loose(*last)
        && !inner.is_empty()
        && !inner.get(1..).unwrap_or_default().iter().any(|&word| is_pair(tree, word, *last))
    {
        words.pop();
    }
    while let [first, inner @ ..] = words.as_slice()
        && loose(*first)
        && inner.iter().any(|&word| !loose(word))
        && !inner[..inner.len() - 1].iter().any(|&word| is_pair(tree, *first, word))
    {
        words.remove(0);
    }
    words
}

/// Whether two words are an opening and a closing mark of one kind.
fn is_pair(tree: &Tree<'_>, open: usize, close: usize) -> bool {
    const PAIRS: &[(&str, &str)] = &[
        ("(", ")"),
        ("[", "]"),
        ("“", "”"),
        ("‘", "’"),
        ("``", "''"),
        ("\"", "\""),
        ("'", "'"),
        ("„", "“"),
        ("«", "»"),
    ];
    open < close && PAIRS.contains(&(tree.form(open), tree.form(close)))
}

/// The shortest true form: names whole; else the head with its compounds, numbers and the
/// modifiers that change what it refers to.
fn short_form(tree: &Tree<'_>, head: usize) -> Vec<usize> {
    if let Some(mention) = tree.mention(head)
        && mention.kind == MentionKind::Name
        && tree.name(head).is_some()
        && (tree.upos(head) == "PROPN" || mention.words.len() > 1)
    {
        return whole_name(tree, mention.words.clone());
    }
    let names_by_clause = tree.xpos(head).starts_with('W')
        && tree.children(head).iter().any(|&child| tree.label(child) == "acl:relcl");
    if tree.xpos(head) == "VBG" || names_by_clause {
        // "dealing with groups", "what some feared" are no shorter by themselves.
        return long_form(tree, head);
    }
    let mut words = vec![head];
    for &child in tree.children(head) {
        let keep = match tree.label(child) {
            "compound" | "flat" | "fixed" | "goeswith" | "compound:prt" | "nummod" | "nmod:desc" => true,
            "amod" => classifies(tree, child),
            "advmod" => {
                let on_the_side = tree.is(child, lexicon::ASIDES);
                tree.xpos(head).starts_with("JJ") && !on_the_side && child < head
                    || lexicon::CHANGES_MEANING.contains(&tree.lemma(child))
            }
            "det" => tree.is(child, &["no"]),
            "nmod:poss" => !tree.is_pronoun(child),
            "nmod" => tree.children_by(child, "case").any(|case| tree.is(case, &["of"])),
            // "the purpose of stopping it", "the offer to resign"
            "acl" => tree.child(child, "mark").is_some_and(|mark| tree.is(mark, &["of", "to"])),
            _ => tree.rel(child) == "flat",
        };
        if !keep {
            continue;
        }
        if tree.label(child) == "acl" {
            tree.collect(child, &mut words, &|word| {
                matches!(tree.rel(word), "punct" | "advcl" | "parataxis")
            });
        } else if matches!(tree.rel(child), "nmod") {
            if let Some(case) = tree.child(child, "case") {
                words.push(case);
            }
            words.extend(short_form_within(tree, child));
        } else {
            tree.collect(child, &mut words, &|word| tree.rel(word) == "punct" && tree.form(word) == ",");
        }
    }
    trimmed(tree, words)
}

/// Whether an adjective says which one or which kind and not how: "nuclear power", "Iranian involvement",
/// "the first attack", against "deadly attacks". The ones that say how are left out of a short form.
pub(crate) fn classifies(tree: &Tree<'_>, adjective: usize) -> bool {
    const KIND: &[&str] = &["al", "ic", "ary", "ative", "utive"];
    const WHICH: &[&str] = &[
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "only", "same",
    ];
    let lemma = &*tree.lemma(adjective).to_lowercase();
    let compound = tree.children(adjective).iter().any(|&child| {
        tree.is(child, &["-", "–"]) || matches!(tree.rel(child), "compound" | "obj") && child < adjective
    });
    lexicon::CHANGES_MEANING.contains(&lemma)
        || WHICH.contains(&lemma)
        || compound
        || lemma.contains('-')
        || tree.xpos(adjective) == "JJS"
        || tree.entity_type(adjective) == Some(EntityType::Norp)
        || (lemma.len() > 5 && KIND.iter().any(|ending| lemma.ends_with(ending)))
}

/// A name with what is written together with it ("al" and "-Sharabi").
fn whole_name(tree: &Tree<'_>, words: std::ops::Range<usize>) -> Vec<usize> {
    let (mut start, mut end) = (words.start, words.end.min(tree.len()));
    let hyphen = |word: usize| {
        tree.is(word, &["-", "–"])
            && word > 0
            && !tree.word(word).space_after
            && !tree.word(word - 1).space_after
    };
    while start >= 2 && (hyphen(start) || hyphen(start - 1)) {
        start -= 1;
    }
    while end < tree.len() && (hyphen(end) || hyphen(end - 1)) {
        end += 1;
    }
    (start..end).collect()
}

/// The short form of an attached phrase; depth is bounded by the tree.
fn short_form_within(tree: &Tree<'_>, head: usize) -> Vec<usize> {
    let mut words = short_form(tree, head);
    words.extend(
        tree.children_by(head, "case").filter(|&case| case < head || tree.is(case, &["'s", "’s", "'", "’"])),
    );
    words
}
