//! Gold and predicted clusters of mentions in, MUC, B³, CEAFe and their mean out.
//!
//! MUC: Vilain et al. 1995. B³: Bagga and Baldwin 1998. CEAFe: Luo 2005, with the similarity φ₄.
//! The mean of their F1 is the score of the CoNLL 2012 shared task (Pradhan et al. 2012, 2014).

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use super::assignment::best_assignment;
use super::pronouns::{Antecedent, pronoun_links};
use super::read::{CorefDocument, Mention};
use crate::bootstrap::{self, Interval};
use crate::counts::{Counts, f1};
use crate::error::ReadError;

/// Numerators and denominators of one metric, summed over documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    /// Numerator of precision.
    pub correct: f64,
    /// Denominator of precision.
    pub predicted: f64,
    /// Numerator of recall.
    pub found: f64,
    /// Denominator of recall.
    pub gold: f64,
}

impl Shares {
    /// Precision, 0 where nothing was predicted.
    #[must_use]
    pub fn precision(&self) -> f64 {
        divide(self.correct, self.predicted)
    }

    /// Recall, 0 where there is no gold.
    #[must_use]
    pub fn recall(&self) -> f64 {
        divide(self.found, self.gold)
    }

    /// Harmonic mean of the two.
    #[must_use]
    pub fn f1(&self) -> f64 {
        f1(self.precision(), self.recall())
    }

    fn plus(self, other: Self) -> Self {
        Self {
            correct: self.correct + other.correct,
            predicted: self.predicted + other.predicted,
            found: self.found + other.found,
            gold: self.gold + other.gold,
        }
    }
}

fn divide(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// The three metrics.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct CorefScore {
    /// Links.
    pub muc: Shares,
    /// Mentions.
    pub b_cubed: Shares,
    /// Entities.
    pub ceaf_e: Shares,
    /// Mentions found, whatever the cluster.
    pub mentions: Shares,
    /// Pronouns that are linked, and rightly by their nearest antecedent.
    #[serde(default)]
    pub pronouns: Counts,
    /// The same by the nearest antecedent that is no pronoun.
    #[serde(default)]
    pub pronouns_named: Counts,
}

impl CorefScore {
    /// Mean of the F1 of MUC, B³ and CEAFe.
    #[must_use]
    pub fn conll_f1(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf_e.f1()) / 3.0
    }

    fn plus(self, other: Self) -> Self {
        Self {
            muc: self.muc.plus(other.muc),
            b_cubed: self.b_cubed.plus(other.b_cubed),
            ceaf_e: self.ceaf_e.plus(other.ceaf_e),
            mentions: self.mentions.plus(other.mentions),
            pronouns: self.pronouns + other.pronouns,
            pronouns_named: self.pronouns_named + other.pronouns_named,
        }
    }
}

/// Scores of all documents together and of each.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CorefReport {
    /// All documents.
    pub overall: CorefScore,
    /// 95 % interval of the CoNLL F1, by documents.
    pub interval: Option<Interval>,
    /// Name and scores of each document.
    pub documents: Vec<(String, CorefScore)>,
}

/// Are clusters of one mention scored?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Singletons {
    /// They are left out on both sides, as in OntoNotes.
    Dropped,
    /// They are entities like others.
    Kept,
}

/// Scores predicted documents against gold. `file` names the predictions in errors.
///
/// # Errors
/// A gold document without a prediction, a predicted one that gold does not have, or other numbers
/// of words in the two.
pub fn score(
    gold: &[CorefDocument],
    predicted: &[CorefDocument],
    singletons: Singletons,
    file: &str,
) -> Result<CorefReport, ReadError> {
    // Documents may share a name, or have none: then they are paired in their order.
    let mut of_name: BTreeMap<&str, VecDeque<&CorefDocument>> = BTreeMap::new();
    for document in predicted {
        of_name.entry(&document.name).or_default().push_back(document);
    }
    let mut report = CorefReport::default();
    for document in gold {
        let Some(other) = of_name.get_mut(document.name.as_str()).and_then(VecDeque::pop_front) else {
            let message = format!("document '{}' is not there", document.name);
            return Err(ReadError::new(file, 1, message));
        };
        if other.words != document.words {
            let message =
                format!("document '{}' has {} words, in gold {}", document.name, other.words, document.words);
            return Err(ReadError::new(file, other.line.max(1), message));
        }
        let clusters = |document: &CorefDocument| -> Vec<Vec<Mention>> {
            let least = if singletons == Singletons::Kept { 1 } else { 2 };
            document.clusters.iter().filter(|c| c.len() >= least).cloned().collect()
        };
        let mut scores = score_clusters(&clusters(document), &clusters(other));
        scores.pronouns = pronoun_links(document, other, Antecedent::Nearest);
        scores.pronouns_named = pronoun_links(document, other, Antecedent::Named);
        report.documents.push((document.name.clone(), scores));
    }
    if let Some(other) = of_name.into_values().flatten().next() {
        let message = format!("no document '{}' in gold", other.name);
        return Err(ReadError::new(file, other.line.max(1), message));
    }
    report.overall = total(report.documents.iter());
    report.interval = bootstrap::interval(report.documents.len(), |drawn| {
        total(drawn.iter().map(|&i| &report.documents[i])).conll_f1()
    });
    Ok(report)
}

fn total<'a>(documents: impl Iterator<Item = &'a (String, CorefScore)>) -> CorefScore {
    documents.map(|document| document.1).fold(CorefScore::default(), CorefScore::plus)
}

impl CorefReport {
    /// The scores of documents by kind: what their names begin with, up to the last "_". Empty where
    /// that sorts nothing.
    #[must_use]
    pub fn kinds(&self) -> Vec<(String, CorefScore)> {
        let mut kinds: BTreeMap<&str, CorefScore> = BTreeMap::new();
        for (name, scores) in &self.documents {
            let Some((kind, _)) = name.rsplit_once('_') else { return Vec::new() };
            let sum = kinds.entry(kind).or_default();
            *sum = sum.plus(*scores);
        }
        if kinds.len() == self.documents.len() {
            return Vec::new();
        }
        kinds.into_iter().map(|(kind, scores)| (kind.to_owned(), scores)).collect()
    }

    /// Two-sided p-value for the difference in CoNLL F1 to another run over the same documents, by
    /// paired bootstrap over documents; `None` where the documents differ.
    #[must_use]
    pub fn p_value(&self, other: &Self) -> Option<f64> {
        let same = |a: &(String, CorefScore), b: &(String, CorefScore)| a.0 == b.0;
        let score = |drawn: &[&(String, CorefScore)]| total(drawn.iter().copied()).conll_f1();
        bootstrap::compare_runs(&self.documents, &other.documents, same, score)
    }
}

/// Scores the clusters of one document. A mention is in one cluster of a side at most.
#[must_use]
pub fn score_clusters(gold: &[Vec<Mention>], predicted: &[Vec<Mention>]) -> CorefScore {
    // Mentions that a gold and a predicted cluster have in common.
    let place = |clusters: &[Vec<Mention>]| -> BTreeMap<Mention, usize> {
        let pairs = clusters.iter().enumerate();
        pairs.flat_map(|(i, cluster)| cluster.iter().map(move |m| (*m, i))).collect()
    };
    let (gold_of, predicted_of) = (place(gold), place(predicted));
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (mention, &g) in &gold_of {
        if let Some(&p) = predicted_of.get(mention) {
            *common.entry((g, p)).or_default() += 1;
        }
    }

    let mut score = CorefScore::default();
    let total = |clusters: &[Vec<Mention>]| clusters.iter().map(Vec::len).sum::<usize>() as f64;
    let shared: usize = common.values().sum();
    score.mentions = Shares {
        correct: shared as f64,
        predicted: total(predicted),
        found: shared as f64,
        gold: total(gold),
    };
    score.muc = Shares {
        correct: links(predicted, common.iter().map(|(&(_, p), &n)| (p, n))),
        predicted: predicted.iter().map(|c| c.len().saturating_sub(1) as f64).sum(),
        found: links(gold, common.iter().map(|(&(g, _), &n)| (g, n))),
        gold: gold.iter().map(|c| c.len().saturating_sub(1) as f64).sum(),
    };
    for (&(g, p), &n) in &common {
        score.b_cubed.found += (n * n) as f64 / gold[g].len() as f64;
        score.b_cubed.correct += (n * n) as f64 / predicted[p].len() as f64;
    }
    score.b_cubed.gold = total(gold);
    score.b_cubed.predicted = total(predicted);

    let mut similarity = vec![vec![0.0; predicted.len()]; gold.len()];
    for (&(g, p), &n) in &common {
        similarity[g][p] = 2.0 * n as f64 / (gold[g].len() + predicted[p].len()) as f64;
    }
    let best = best_assignment(&similarity);
    score.ceaf_e =
        Shares { correct: best, predicted: predicted.len() as f64, found: best, gold: gold.len() as f64 };
    score
}

/// Links of the clusters that the other side keeps: for each cluster its mentions less the parts
/// into which the other side cuts it, a mention that the other side lacks being a part of its own.
/// `parts` gives cluster and size of each part of mentions that both sides have.
fn links(clusters: &[Vec<Mention>], parts: impl Iterator<Item = (usize, usize)>) -> f64 {
    let mut kept = vec![0_usize; clusters.len()];
    for (cluster, size) in parts {
        kept[cluster] += size - 1;
    }
    kept.iter().sum::<usize>() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Clusters of one-word mentions: a letter is a word.
    fn clusters(text: &str) -> Vec<Vec<Mention>> {
        let mention = |c: char| Mention { start: c as usize, end: c as usize + 1 };
        text.split_whitespace().map(|cluster| cluster.chars().map(mention).collect()).collect()
    }

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    #[test]
    fn a_chain_cut_in_two_and_a_stranger() {
        // Gold {a b c} {d e f g}; predicted {a b} {c d} {f g h i}: the worked example of Pradhan et
        // al. 2014.
        let found = score_clusters(&clusters("abc defg"), &clusters("ab cd fghi"));
        // MUC: gold {abc} is cut into ab, c (1 link of 2), {defg} into d, e, fg (1 of 3): 2/5.
        // Predicted {ab} keeps 1 of 1, {cd} 0 of 1, {fghi} 1 of 3: 2/5.
        close(found.muc.recall(), 0.4);
        close(found.muc.precision(), 0.4);
        // B³: recall (4/3 + 1/3 + 1/4 + 4/4) / 7, precision (4/2 + 1/2 + 1/2 + 4/4) / 8.
        close(found.b_cubed.recall(), (4.0 / 3.0 + 1.0 / 3.0 + 0.25 + 1.0) / 7.0);
        close(found.b_cubed.precision(), 4.0 / 8.0);
        // CEAFe: abc with ab 4/5, defg with fghi 4/8: 1.3 of 2 and of 3.
        close(found.ceaf_e.recall(), 0.65);
        close(found.ceaf_e.precision(), 1.3 / 3.0);
        close(found.mentions.recall(), 6.0 / 7.0);
    }

    #[test]
    fn perfect_and_empty() {
        close(score_clusters(&clusters("ab cde"), &clusters("cde ab")).conll_f1(), 1.0);
        close(score_clusters(&clusters("ab"), &[]).conll_f1(), 0.0);
    }

    #[test]
    fn documents_that_do_not_fit_are_named() {
        let document = |name: &str, words| CorefDocument {
            name: name.to_owned(),
            line: 3,
            words,
            clusters: clusters("ab"),
            ..CorefDocument::default()
        };
        let error = |predicted: &[CorefDocument]| {
            score(&[document("d", 9)], predicted, Singletons::Dropped, "p").unwrap_err().to_string()
        };
        assert_eq!(error(&[]), "p:1: document 'd' is not there");
        assert_eq!(error(&[document("d", 8)]), "p:3: document 'd' has 8 words, in gold 9");
        assert_eq!(error(&[document("d", 9), document("e", 1)]), "p:3: no document 'e' in gold");
    }

    #[test]
    fn documents_of_one_name_are_paired_in_order() {
        let document = |text: &str| CorefDocument {
            line: 1,
            words: 9,
            clusters: clusters(text),
            ..CorefDocument::default()
        };
        let both = [document("ab"), document("cd")];
        let report = score(&both, &both, Singletons::Dropped, "p").unwrap();
        assert_eq!(report.documents.len(), 2);
        close(report.overall.conll_f1(), 1.0);
        close(report.p_value(&report).unwrap(), 1.0);
        assert!(score(&both, &both[..1], Singletons::Dropped, "p").is_err());
    }
}
