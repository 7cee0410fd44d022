//! Gold and predicted tuples in, CaRB's scores out.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::matching::{Overlap, overlap};
use super::read::{SentenceTuples, Tuple, sentence_key};
use crate::bootstrap::{self, Interval};
use crate::counts::f1;
use crate::error::ReadError;

/// How many predictions may serve one gold tuple in recall. In precision each gold tuple serves
/// one prediction in either case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Matching {
    /// A gold tuple takes the best of all predictions, whatever others took.
    Multi,
    /// Each prediction serves one gold tuple (Kolluru et al. 2020, *OpenIE6*, "CaRB (1-1)").
    OneToOne,
}

/// Scores of one way of matching.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CarbScore {
    /// Precision at the best cut.
    pub precision: f64,
    /// Recall at the best cut.
    pub recall: f64,
    /// The best F1 over all cuts.
    pub f1: f64,
    /// The best cut: predictions with at least this confidence are kept. 0 without predictions.
    pub cut: f64,
    /// Area under the curve of precision over recall.
    pub auc: f64,
    /// F1 with every prediction kept.
    pub f1_of_all: f64,
    /// 95 % interval of F1 by sentences, the cut held where it is.
    pub interval: Option<Interval>,
    /// One point for each distinct confidence, lowest first.
    pub curve: Vec<CurvePoint>,
}

/// Precision and recall with the predictions of at least this confidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// The cut.
    pub confidence: f64,
    /// Precision there.
    pub precision: f64,
    /// Recall there.
    pub recall: f64,
}

/// CaRB's scores and where the errors are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CarbReport {
    /// The score of the paper.
    pub multi_match: CarbScore,
    /// The one-to-one variant.
    pub one_to_one: CarbScore,
    /// Predicted tuples of sentences that gold does not have. They count nowhere.
    pub outside: usize,
    /// Gold tuples of sentences without a prediction at the best cut.
    pub gold_without_prediction: usize,
    /// Gold tuples of the other sentences that share no relation word, or argument place, with any
    /// prediction.
    pub gold_unmatched: usize,
    /// Predictions at the best cut that share no relation word, or argument place, with any gold
    /// tuple.
    pub predicted_unmatched: usize,
    /// One for each gold sentence, in the order given.
    pub sentences: Vec<CarbSentence>,
}

/// One sentence at the best cut.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CarbSentence {
    /// The sentence.
    pub text: String,
    /// Sum of the precisions of the matched predictions.
    pub precision_sum: f64,
    /// Predictions at the best cut.
    pub predicted: usize,
    /// Sum over gold tuples of the best recall (multi-match).
    pub recall_sum: f64,
    /// Gold tuples.
    pub gold: usize,
    /// Each gold tuple with its best recall, multi-match.
    pub gold_tuples: Vec<(String, f64)>,
    /// Each kept prediction with its best precision against any gold tuple.
    pub predicted_tuples: Vec<(String, f64)>,
}

impl CarbSentence {
    /// F1 of this sentence alone.
    #[must_use]
    pub fn f1(&self) -> f64 {
        f1(share(self.precision_sum, self.predicted, 0.0), share(self.recall_sum, self.gold, 0.0))
    }
}

impl CarbReport {
    /// The sentences with the lowest F1 first, among equals those with most gold tuples.
    #[must_use]
    pub fn worst(&self, limit: usize) -> Vec<&CarbSentence> {
        let mut sentences: Vec<_> = self.sentences.iter().collect();
        sentences.sort_by(|a, b| a.f1().total_cmp(&b.f1()).then(b.gold.cmp(&a.gold)));
        sentences.truncate(limit);
        sentences
    }

    /// Two-sided p-value for the difference in F1 to another run over the same gold, by paired
    /// bootstrap over sentences, each run at its own best cut; `None` where the sentences differ.
    #[must_use]
    pub fn p_value(&self, other: &Self) -> Option<f64> {
        let same = |a: &CarbSentence, b: &CarbSentence| a.text == b.text;
        let score = |drawn: &[&CarbSentence]| sum(drawn.iter().map(|sentence| sentence.sums())).f1();
        bootstrap::compare_runs(&self.sentences, &other.sentences, same, score)
    }
}

impl CarbSentence {
    fn sums(&self) -> Sums {
        Sums {
            precision: self.precision_sum,
            predicted: self.predicted,
            recall: self.recall_sum,
            gold: self.gold,
        }
    }
}

/// Numerators and denominators of precision and recall.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    precision: f64,
    predicted: usize,
    recall: f64,
    gold: usize,
}

impl Sums {
    fn f1(&self) -> f64 {
        // Precision is 1 where nothing is predicted, as on the curve; recall is 0 then.
        f1(share(self.precision, self.predicted, 1.0), share(self.recall, self.gold, 0.0))
    }
}

fn sum(parts: impl Iterator<Item = Sums>) -> Sums {
    parts.fold(Sums::default(), |a, b| Sums {
        precision: a.precision + b.precision,
        predicted: a.predicted + b.predicted,
        recall: a.recall + b.recall,
        gold: a.gold + b.gold,
    })
}

fn share(part: f64, whole: usize, of_nothing: f64) -> f64 {
    if whole == 0 { of_nothing } else { part / whole as f64 }
}

/// A gold sentence with the predictions for it, and all their overlaps.
struct Pair<'a> {
    text: &'a str,
    gold: &'a [Tuple],
    predicted: &'a [Tuple],
    /// A row for each gold tuple, a column for each prediction.
    overlaps: Vec<Vec<Overlap>>,
}

/// Scores predictions against gold (Bhardwaj, Aggarwal and Mausam 2019, *CaRB: A Crowdsourced
/// Benchmark for Open IE*). `file` names the predictions in errors.
///
/// Where two sentences of one file differ in spaces or punctuation only, the later replaces the
/// earlier, as in the original.
///
/// # Errors
/// There are predictions, and none is for a sentence of gold.
pub fn score(
    gold: &[SentenceTuples],
    predicted: &[SentenceTuples],
    file: &str,
) -> Result<CarbReport, ReadError> {
    let mut predicted_of: HashMap<String, &SentenceTuples> = HashMap::new();
    for sentence in predicted {
        predicted_of.insert(sentence_key(&sentence.text), sentence);
    }
    let last_of: HashMap<String, usize> =
        gold.iter().enumerate().map(|(index, s)| (sentence_key(&s.text), index)).collect();
    let mut pairs = Vec::new();
    let mut inside = 0;
    for (index, sentence) in gold.iter().enumerate() {
        let key = sentence_key(&sentence.text);
        if last_of[&key] != index {
            continue;
        }
        let predicted = predicted_of.get(&key).map_or(&[][..], |s| &s.tuples);
        inside += predicted.len();
        pairs.push(Pair {
            text: &sentence.text,
            gold: &sentence.tuples,
            predicted,
            overlaps: sentence
                .tuples
                .iter()
                .map(|g| predicted.iter().map(|p| overlap(g, p)).collect())
                .collect(),
        });
    }
    let total: usize = predicted.iter().map(|s| s.tuples.len()).sum();
    if inside == 0 && total > 0 {
        let line = predicted.first().and_then(|s| s.tuples.first()).map_or(1, |t| t.line);
        return Err(ReadError::new(file, line, "none of the sentences is in the gold file"));
    }

    let mut cuts: Vec<f64> = predicted.iter().flat_map(|s| &s.tuples).map(|t| t.confidence).collect();
    cuts.sort_by(f64::total_cmp);
    cuts.dedup();
    let multi_match = curve_score(&pairs, &cuts, Matching::Multi);
    let one_to_one = curve_score(&pairs, &cuts, Matching::OneToOne);
    let sentences: Vec<CarbSentence> = pairs.iter().map(|pair| pair.at(multi_match.cut)).collect();

    let unmatched = |tuples: &[(String, f64)]| tuples.iter().filter(|t| t.1 == 0.0).count();
    let (with, without): (Vec<_>, Vec<_>) = sentences.iter().partition(|s| s.predicted > 0);
    Ok(CarbReport {
        outside: total - inside,
        gold_without_prediction: without.iter().map(|s| s.gold).sum(),
        gold_unmatched: with.iter().map(|s| unmatched(&s.gold_tuples)).sum(),
        predicted_unmatched: with.iter().map(|s| unmatched(&s.predicted_tuples)).sum(),
        multi_match,
        one_to_one,
        sentences,
    })
}

/// For each prediction of one sentence the precision that it adds to the sum when all are kept: its
/// share of words that the gold tuple has which it is matched with, 0 where others took all.
#[must_use]
pub fn shares(gold: &[Tuple], predicted: &[Tuple]) -> Vec<f64> {
    let overlaps = gold.iter().map(|g| predicted.iter().map(|p| overlap(g, p)).collect()).collect();
    let pair = Pair { text: "", gold, predicted, overlaps };
    let mut shares = vec![0.0; predicted.len()];
    let all: Vec<usize> = (0..predicted.len()).collect();
    for (_, column, value) in pair.greedy(&all, |overlap| overlap.precision) {
        shares[column] = value;
    }
    shares
}

fn curve_score(pairs: &[Pair<'_>], cuts: &[f64], matching: Matching) -> CarbScore {
    let mut totals = vec![Sums::default(); cuts.len()];
    for pair in pairs {
        // Between two confidences of the sentence its sums do not change.
        let mut confidences: Vec<f64> = pair.predicted.iter().map(|t| t.confidence).collect();
        confidences.sort_by(f64::total_cmp);
        confidences.dedup();
        let mut next = 0;
        for confidence in confidences {
            let sums = pair.sums(confidence, matching);
            while next < cuts.len() && cuts[next] <= confidence {
                totals[next] = sum([totals[next], sums].into_iter());
                next += 1;
            }
        }
        for total in &mut totals[next..] {
            total.gold += pair.gold.len();
        }
    }
    let curve: Vec<CurvePoint> = cuts
        .iter()
        .zip(&totals)
        .map(|(&confidence, sums)| CurvePoint {
            confidence,
            precision: share(sums.precision, sums.predicted, 1.0),
            recall: share(sums.recall, sums.gold, 0.0),
        })
        .collect();
    let f1_at = |point: &CurvePoint| f1(point.precision, point.recall);
    // The first of equals, as numpy's argmax.
    let best =
        curve.iter().copied().reduce(|best, next| if f1_at(&next) > f1_at(&best) { next } else { best });
    let Some(best) = best else {
        return CarbScore {
            precision: 0.0,
            recall: 0.0,
            f1: 0.0,
            cut: 0.0,
            auc: 0.0,
            f1_of_all: 0.0,
            interval: None,
            curve,
        };
    };
    let at_cut: Vec<Sums> = pairs.iter().map(|pair| pair.sums(best.confidence, matching)).collect();
    CarbScore {
        precision: best.precision,
        recall: best.recall,
        f1: f1_at(&best),
        cut: best.confidence,
        auc: area(&curve),
        f1_of_all: curve.first().map_or(0.0, f1_at),
        interval: bootstrap::interval(pairs.len(), |drawn| sum(drawn.iter().map(|&i| at_cut[i])).f1()),
        curve,
    }
}

/// Trapezoids under the curve, which is ended at precision 1 and recall 0. The stretch from recall
/// 0 to that of the highest confidence counts, the one beyond the lowest does not.
fn area(curve: &[CurvePoint]) -> f64 {
    let points: Vec<(f64, f64)> = curve.iter().map(|p| (p.recall, p.precision)).chain([(0.0, 1.0)]).collect();
    points.windows(2).map(|p| (p[0].0 - p[1].0) * f64::midpoint(p[0].1, p[1].1)).sum()
}

impl Pair<'_> {
    fn kept(&self, cut: f64) -> Vec<usize> {
        (0..self.predicted.len()).filter(|&i| self.predicted[i].confidence >= cut).collect()
    }

    fn sums(&self, cut: f64, matching: Matching) -> Sums {
        let kept = self.kept(cut);
        let recall = match matching {
            Matching::Multi => {
                self.overlaps.iter().map(|row| kept.iter().map(|&i| row[i].recall).fold(0.0, f64::max)).sum()
            }
            Matching::OneToOne => self.greedy(&kept, |o| o.recall).iter().map(|pair| pair.2).sum(),
        };
        Sums {
            precision: self.greedy(&kept, |o| o.precision).iter().map(|pair| pair.2).sum(),
            predicted: kept.len(),
            recall,
            gold: self.gold.len(),
        }
    }

    /// Takes the pair with the highest value, the first of equals, until rows or columns are used
    /// up; the row, column and value of each pair taken.
    fn greedy(&self, kept: &[usize], value: impl Fn(&Overlap) -> f64) -> Vec<(usize, usize, f64)> {
        let mut rows: Vec<usize> = (0..self.overlaps.len()).collect();
        let mut columns = kept.to_vec();
        let mut taken = Vec::new();
        while !rows.is_empty() && !columns.is_empty() {
            let mut best = (f64::NEG_INFINITY, 0, 0);
            for (r, &row) in rows.iter().enumerate() {
                for (c, &column) in columns.iter().enumerate() {
                    let value = value(&self.overlaps[row][column]);
                    if value > best.0 {
                        best = (value, r, c);
                    }
                }
            }
            taken.push((rows.remove(best.1), columns.remove(best.2), best.0));
        }
        taken
    }

    fn at(&self, cut: f64) -> CarbSentence {
        let kept = self.kept(cut);
        let sums = self.sums(cut, Matching::Multi);
        let show = |tuple: &Tuple| format!("{} | {}", tuple.relation, tuple.args.join(" | "));
        CarbSentence {
            text: self.text.to_owned(),
            precision_sum: sums.precision,
            predicted: sums.predicted,
            recall_sum: sums.recall,
            gold: sums.gold,
            gold_tuples: self
                .gold
                .iter()
                .zip(&self.overlaps)
                .map(|(tuple, row)| (show(tuple), kept.iter().map(|&i| row[i].recall).fold(0.0, f64::max)))
                .collect(),
            predicted_tuples: kept
                .iter()
                .map(|&i| {
                    let best = self.overlaps.iter().map(|row| row[i].precision).fold(0.0, f64::max);
                    (show(&self.predicted[i]), best)
                })
                .collect(),
        }
    }
}
