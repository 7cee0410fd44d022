//! Counts in, precision, recall and F1 out.

use std::iter::Sum;
use std::ops::{Add, AddAssign};

use serde::{Deserialize, Serialize};

/// Counts from which precision and recall follow.
///
/// The numerators are kept apart because several predictions may match one gold item, or one
/// prediction several: where matching is one to one, `correct` equals `found`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Predictions that match gold.
    pub correct: usize,
    /// All predictions.
    pub predicted: usize,
    /// Gold items that a prediction matches.
    pub found: usize,
    /// All gold items.
    pub gold: usize,
}

impl Counts {
    /// Counts of a one-to-one matching.
    #[must_use]
    pub fn one_to_one(correct: usize, predicted: usize, gold: usize) -> Self {
        Self { correct, predicted, found: correct, gold }
    }

    /// Precision: `correct / predicted`, 0 where nothing was predicted.
    #[must_use]
    pub fn precision(&self) -> f64 {
        ratio(self.correct, self.predicted)
    }

    /// Recall: `found / gold`, 0 where there is no gold.
    #[must_use]
    pub fn recall(&self) -> f64 {
        ratio(self.found, self.gold)
    }

    /// Harmonic mean of precision and recall, 0 where both are 0.
    #[must_use]
    pub fn f1(&self) -> f64 {
        f1(self.precision(), self.recall())
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            correct: self.correct + other.correct,
            predicted: self.predicted + other.predicted,
            found: self.found + other.found,
            gold: self.gold + other.gold,
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::default(), Add::add)
    }
}

impl<'a> Sum<&'a Counts> for Counts {
    fn sum<I: Iterator<Item = &'a Counts>>(iter: I) -> Self {
        iter.copied().sum()
    }
}

/// Harmonic mean of precision and recall, 0 where both are 0.
#[must_use]
pub fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

/// `part / whole`, 0 where the whole is 0.
#[must_use]
pub fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_recall_and_f1_of_a_small_sum() {
        // 3 of 4 right, 2 of 5 found, then 1 of 1 right, 1 of 3 found:
        // P = 4/5, R = 3/8, F1 = 2 * 0.8 * 0.375 / 1.175 = 0.6 / 1.175.
        let parts = [Counts { correct: 3, predicted: 4, found: 2, gold: 5 }, Counts::one_to_one(1, 1, 3)];
        let sum: Counts = parts.iter().sum();
        assert!((sum.precision() - 0.8).abs() < 1e-12);
        assert!((sum.recall() - 0.375).abs() < 1e-12);
        assert!((sum.f1() - 0.6 / 1.175).abs() < 1e-12);
    }

    #[test]
    fn nothing_against_nothing_is_zero() {
        assert!(Counts::default().f1().abs() < 1e-12);
    }
}
