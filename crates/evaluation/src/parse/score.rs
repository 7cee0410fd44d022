//! Two treebanks over the same text in, the scores of the CoNLL 2018 shared task out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::align::{align, common_spans};
use super::read::{TreeWord, Treebank};
use crate::bootstrap::{self, Interval};
use crate::counts::Counts;
use crate::error::ReadError;

/// Relations whose words carry content; CLAS counts these only.
const CONTENT: &[&str] = &[
    "acl",
    "advcl",
    "advmod",
    "amod",
    "appos",
    "ccomp",
    "compound",
    "conj",
    "csubj",
    "dep",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "goeswith",
    "iobj",
    "list",
    "nmod",
    "nsubj",
    "nummod",
    "obj",
    "obl",
    "orphan",
    "parataxis",
    "reparandum",
    "root",
    "vocative",
    "xcomp",
];

/// The scores. With the tokens of gold, precision, recall and F1 are all the accuracy.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ParseReport {
    /// Surface tokens with the right characters.
    pub tokens: Counts,
    /// Sentences with the right characters.
    pub sentences: Counts,
    /// Syntactic words that align.
    pub words: Counts,
    /// Aligned words with the right universal part of speech.
    pub upos: Counts,
    /// Aligned words with the right part of speech of the language (column XPOS).
    pub xpos: Counts,
    /// Aligned words with the right lemma; where gold has `_`, any is right.
    pub lemmas: Counts,
    /// Aligned words with the right head.
    pub uas: Counts,
    /// Aligned words with the right head and universal relation.
    pub las: Counts,
    /// As LAS, with the subtype of the relation.
    pub las_with_subtypes: Counts,
    /// As LAS, content words only.
    pub clas: Counts,
    /// 95 % interval of the LAS F1, by gold sentences.
    pub las_interval: Option<Interval>,
    /// By universal relation of gold.
    pub by_deprel: BTreeMap<String, Attachment>,
    /// By distance of gold's head: "root", "1", "2", "3-6", "7-".
    pub by_distance: BTreeMap<String, Attachment>,
    /// Gold relation, then predicted relation, for words with the right head and wrong relation.
    pub confusion: BTreeMap<String, BTreeMap<String, usize>>,
    /// One for each gold sentence.
    pub trees: Vec<TreeReport>,
}

/// How a group of gold words was attached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Gold words of the group.
    pub gold: usize,
    /// With the right head.
    pub head: usize,
    /// With the right head and universal relation.
    pub labelled: usize,
}

/// One gold sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeReport {
    /// Line of the gold file.
    pub line: usize,
    /// Its words, joined by spaces.
    pub text: String,
    /// LAS counts; system words count for the sentence where they start.
    pub las: Counts,
    /// Its words with a wrong head or relation.
    pub errors: Vec<WrongArc>,
}

/// A word with a wrong head or relation; arcs read "relation of head".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongArc {
    /// Form of the word.
    pub word: String,
    /// The arc in gold.
    pub gold: String,
    /// The predicted arc, or "no such word".
    pub predicted: String,
}

impl ParseReport {
    /// The sentences with most attachment errors first.
    #[must_use]
    pub fn worst(&self, limit: usize) -> Vec<&TreeReport> {
        let mut trees: Vec<_> = self.trees.iter().filter(|t| !t.errors.is_empty()).collect();
        trees.sort_by_key(|t| std::cmp::Reverse(t.errors.len()));
        trees.truncate(limit);
        trees
    }

    /// Two-sided p-value for the difference in LAS to another run over the same sentences; `None`
    /// where they are not the same.
    #[must_use]
    pub fn p_value(&self, other: &Self) -> Option<f64> {
        let same = |a: &TreeReport, b: &TreeReport| a.text == b.text;
        let score = |drawn: &[&TreeReport]| drawn.iter().map(|tree| tree.las).sum::<Counts>().f1();
        bootstrap::compare_runs(&self.trees, &other.trees, same, score)
    }
}

/// Scores a parse against gold. `file` names the predictions in errors.
///
/// # Errors
/// The two do not have the same characters, white space aside.
pub fn score(gold: &Treebank, system: &Treebank, file: &str) -> Result<ParseReport, ReadError> {
    same_characters(gold, system, file)?;
    let aligned = align(&gold.words, &system.words);
    let mut report = ParseReport::default();
    let (g, s) = (gold.words.len(), system.words.len());
    let spans = |bank: &Treebank| bank.sentences.iter().map(|s| s.span).collect::<Vec<_>>();
    report.tokens = Counts::one_to_one(
        common_spans(&gold.tokens, &system.tokens),
        system.tokens.len(),
        gold.tokens.len(),
    );
    report.sentences = Counts::one_to_one(
        common_spans(&spans(gold), &spans(system)),
        system.sentences.len(),
        gold.sentences.len(),
    );
    let of_words = |correct| Counts::one_to_one(correct, s, g);
    report.words = of_words(aligned.iter().flatten().count());

    let pairs = || {
        gold.words
            .iter()
            .zip(&aligned)
            .filter_map(|(word, other)| other.map(|other| (word, &system.words[other])))
    };
    let count = |same: &dyn Fn(&TreeWord, &TreeWord) -> bool| {
        pairs().filter(|(gold, system)| same(gold, system)).count()
    };
    let same_head = |gold: &TreeWord, system: &TreeWord| match gold.head {
        None => system.head.is_none(),
        Some(head) => system.head.is_some() && aligned[head] == system.head,
    };
    let same_arc = |gold: &TreeWord, system: &TreeWord| {
        same_head(gold, system) && gold.universal_deprel() == system.universal_deprel()
    };
    report.upos = of_words(count(&|gold, system| gold.upos == system.upos));
    report.xpos = of_words(count(&|gold, system| gold.xpos == system.xpos));
    report.lemmas = of_words(count(&|g, s| g.lemma == "_" || g.lemma == s.lemma));
    report.uas = of_words(count(&same_head));
    report.las = of_words(count(&same_arc));
    report.las_with_subtypes =
        of_words(count(&|gold, system| same_head(gold, system) && gold.deprel == system.deprel));
    let is_content = |word: &TreeWord| CONTENT.binary_search(&word.universal_deprel()).is_ok();
    let content = |bank: &Treebank| bank.words.iter().filter(|word| is_content(word)).count();
    report.clas = Counts::one_to_one(
        count(&|gold, system| is_content(gold) && same_arc(gold, system)),
        content(system),
        content(gold),
    );

    for sentence in &gold.sentences {
        let mut tree = TreeReport { line: sentence.line, ..TreeReport::default() };
        let range = sentence.first_word..sentence.end_word;
        tree.las.gold = range.len();
        for index in range {
            let word = &gold.words[index];
            let other = aligned[index].map(|other| &system.words[other]);
            let head = other.is_some_and(|other| same_head(word, other));
            let labelled = other.is_some_and(|other| same_arc(word, other));
            let deprel = word.universal_deprel().to_owned();
            report.by_deprel.entry(deprel.clone()).or_default().add(head, labelled);
            let distance = word.head.map(|head| head.abs_diff(index));
            let bucket = distance_bucket(distance).to_owned();
            report.by_distance.entry(bucket).or_default().add(head, labelled);
            if let Some(other) = other.filter(|_| head && !labelled) {
                let row = report.confusion.entry(deprel).or_default();
                *row.entry(other.universal_deprel().to_owned()).or_default() += 1;
            }
            tree.las.found += usize::from(labelled);
            if !labelled {
                tree.errors.push(WrongArc {
                    word: word.form.clone(),
                    gold: arc(word, &gold.words),
                    predicted: other.map_or("no such word".to_owned(), |o| arc(o, &system.words)),
                });
            }
            if !tree.text.is_empty() {
                tree.text.push(' ');
            }
            tree.text.push_str(&word.form);
        }
        tree.las.correct = tree.las.found;
        report.trees.push(tree);
    }
    // Where the tokens are gold's, this is each sentence's own number of words.
    for word in &system.words {
        let at = gold.sentences.partition_point(|sentence| sentence.span.end <= word.span.start);
        if let Some(tree) = report.trees.get_mut(at) {
            tree.las.predicted += 1;
        }
    }
    report.las_interval = bootstrap::interval(report.trees.len(), |drawn| {
        drawn.iter().map(|&i| report.trees[i].las).sum::<Counts>().f1()
    });
    Ok(report)
}

impl Attachment {
    fn add(&mut self, head: bool, labelled: bool) {
        self.gold += 1;
        self.head += usize::from(head);
        self.labelled += usize::from(labelled);
    }
}

fn distance_bucket(distance: Option<usize>) -> &'static str {
    match distance {
        None => "root",
        Some(..=1) => "1",
        Some(2) => "2",
        Some(3..=6) => "3-6",
        Some(_) => "7-",
    }
}

fn arc(word: &TreeWord, words: &[TreeWord]) -> String {
    let head = word.head.map_or("root", |head| &words[head].form);
    format!("{} of {head}", word.deprel)
}

fn same_characters(gold: &Treebank, system: &Treebank, file: &str) -> Result<(), ReadError> {
    if gold.characters == system.characters {
        return Ok(());
    }
    let place = gold.characters.iter().zip(&system.characters).take_while(|(a, b)| a == b).count();
    let line_at = |bank: &Treebank| {
        let after = bank.words.partition_point(|word| word.span.end <= place);
        bank.words.get(after).or(bank.words.last()).map_or(1, |word| word.line)
    };
    let message = format!("the text differs from gold line {}", line_at(gold));
    Err(ReadError::new(file, line_at(system), message))
}
