//! What a parser gets wrong and the words around it give away, put right before the rules read a tree.
//!
//! In: the parse of a sentence with the mentions. Out: the parse, with a word hung from another one where
//! types, number or a neighbour say so against the parser. Nothing is mended that the parser may have had
//! right: each mend asks for evidence against the old tree and for the new one.

mod clauses;
mod joined;
mod phrases;

use std::borrow::Cow;

use triplewire_encoder::Parse;
use triplewire_entities::Entities;
use triplewire_tokenizer::Document;

use crate::syntax::Tree;

/// A word, its new head and its new label.
struct Mend {
    word: usize,
    /// None for the root.
    head: Option<usize>,
    label: String,
}

impl Mend {
    fn new(word: usize, head: usize, label: &str) -> Self {
        Self { word, head: Some(head), label: label.to_owned() }
    }

    /// A word in the place of another one.
    fn instead(tree: &Tree<'_>, word: usize, of: usize) -> Self {
        Self { word, head: tree.head(of), label: tree.label(of).to_owned() }
    }
}

/// The first and the last word of what hangs from a word.
fn extent(tree: &Tree<'_>, word: usize) -> (usize, usize) {
    let mut words = Vec::new();
    tree.collect(word, &mut words, &|_| false);
    words.into_iter().fold((word, word), |(first, last), word| (first.min(word), last.max(word)))
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
            parse.nodes[word].head = head;
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
        if matches!(tree.label(word), "acl" | "acl:relcl" | "advcl") {
            found.extend(clauses::said(tree, word, head));
        }
        match tree.label(word) {
            "cop" => {
                found.extend(clauses::progressive(tree, word, head));
                clauses::passive(tree, word, head, &mut found);
            }
            "nsubj" => {
                clauses::dated(tree, word, head, &mut found);
                clauses::subject(tree, word, head, &mut found);
                joined::subject(tree, word, head, &mut found);
            }
            "case" => found.extend(phrases::lead(tree, word, head)),
            "ccomp" => found.extend(clauses::relative(tree, word, head)),
            "acl:relcl" => {
                found.extend(phrases::relative(tree, word, head));
                clauses::told(tree, word, head, &mut found);
            }
            "advcl" => {
                found.extend(clauses::asked(tree, word, head));
                found.extend(clauses::reported(tree, word, head));
            }
            "obj" => clauses::object(tree, word, head, &mut found),
            "compound" => found.extend(phrases::torn(tree, word, head)),
            "nmod" => found.extend(phrases::time(tree, word, head)),
            "nsubj:pass" => found.extend(clauses::contact(tree, word, head)),
            "xcomp" => {
                found.extend(clauses::purpose(tree, word, head));
                found.extend(clauses::complement(tree, word, head));
                clauses::raised(tree, word, head, &mut found);
            }
            "appos" => {
                found.extend(phrases::apposition(tree, word, head));
                found.extend(phrases::listed(tree, word, head));
                found.extend(phrases::one_of(tree, word, head));
                found.extend(phrases::of_body(tree, word, head));
                phrases::titles(tree, word, head, &mut found);
            }
            "flat" => {
                phrases::titles(tree, word, head, &mut found);
                phrases::labelled(tree, word, head, &mut found);
            }
            "conj" => {
                found.extend(clauses::gapped(tree, word, head));
                found.extend(joined::kind(tree, word, head));
                joined::object(tree, word, head, &mut found);
                found.extend(joined::aside(tree, word, head));
                found.extend(joined::speech(tree, word, head));
                clauses::counted(tree, word, head, &mut found);
            }
            _ => {}
        }
        phrases::general(tree, word, &mut found);
    }
    found
}
