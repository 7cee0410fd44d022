//! Confidences and whether each prediction was right in, how far the two agree out.
//!
//! Reliability diagram and expected calibration error (Naeini, Cooper and Hauskrecht 2015, *Obtaining
//! Well Calibrated Probabilities Using Bayesian Binning*), with bins of equal width.

use serde::{Deserialize, Serialize};

use crate::counts::ratio;

/// How many bins there are from 0 to 1.
const BINS: usize = 10;

/// One prediction: its confidence, and how right it is, both from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// What the system said.
    pub confidence: f64,
    /// 1 for right, 0 for wrong, between them where a measure gives shares.
    pub right: f64,
}

/// The predictions whose confidence lies in one bin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// Lower end; the upper end is the next bin's lower one, or 1, which the last bin includes.
    pub from: f64,
    /// How many predictions.
    pub count: usize,
    /// Their mean confidence; 0 where there are none.
    pub confidence: f64,
    /// How right they are on average; 0 where there are none.
    pub right: f64,
}

/// What keeping only the predictions of at least some confidence gives.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cut {
    /// The least confidence kept.
    pub least: f64,
    /// How many are kept.
    pub count: usize,
    /// How right those are on average; 0 where there are none.
    pub precision: f64,
}

/// The agreement of confidence with being right.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Equal parts of 0 to 1, lowest first.
    pub bins: Vec<Bin>,
    /// The same steps as cuts.
    pub cuts: Vec<Cut>,
    /// Mean distance between confidence and being right, by bins, weighed by their counts.
    pub expected_error: f64,
    /// Mean squared distance of single predictions (Brier 1950).
    pub brier: f64,
}

/// Measures the calibration of predictions.
#[must_use]
pub fn calibration(judged: &[Judged]) -> Calibration {
    let mean = |part: &[&Judged], value: fn(&Judged) -> f64| {
        if part.is_empty() { 0.0 } else { part.iter().map(|one| value(one)).sum::<f64>() / part.len() as f64 }
    };
    let bin_of = |one: &Judged| ((one.confidence.clamp(0.0, 1.0) * BINS as f64) as usize).min(BINS - 1);
    let start = |bin: usize| ratio(bin, BINS);
    let bins: Vec<Bin> = (0..BINS)
        .map(|bin| {
            let part: Vec<&Judged> = judged.iter().filter(|one| bin_of(one) == bin).collect();
            let (confidence, right) = (mean(&part, |one| one.confidence), mean(&part, |one| one.right));
            Bin { from: start(bin), count: part.len(), confidence, right }
        })
        .collect();
    let cuts = (0..BINS)
        .map(|bin| {
            let kept: Vec<&Judged> = judged.iter().filter(|one| bin_of(one) >= bin).collect();
            Cut { least: start(bin), count: kept.len(), precision: mean(&kept, |one| one.right) }
        })
        .collect();
    let all: Vec<&Judged> = judged.iter().collect();
    let distances = bins.iter().map(|bin| (bin.confidence - bin.right).abs() * bin.count as f64);
    Calibration {
        expected_error: distances.sum::<f64>() / judged.len().max(1) as f64,
        brier: mean(&all, |one| (one.confidence - one.right).powi(2)),
        bins,
        cuts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(pairs: &[(f64, f64)]) -> Calibration {
        let judged: Vec<Judged> =
            pairs.iter().map(|&(confidence, right)| Judged { confidence, right }).collect();
        calibration(&judged)
    }

    #[test]
    fn bins_hold_what_lies_in_them() {
        let found = judged(&[(0.05, 0.0), (0.71, 1.0), (0.79, 0.0), (1.0, 1.0)]);
        let counts: Vec<usize> = found.bins.iter().map(|bin| bin.count).collect();
        assert_eq!(counts, [1, 0, 0, 0, 0, 0, 0, 2, 0, 1]);
        assert!((found.bins[7].confidence - 0.75).abs() < 1e-12 && (found.bins[7].right - 0.5).abs() < 1e-12);
        assert_eq!((found.cuts[0].count, found.cuts[7].count, found.cuts[9].count), (4, 3, 1));
        assert!((found.cuts[7].precision - 2.0 / 3.0).abs() < 1e-12);
        // (0.05 + 2 · 0.25 + 0) / 4
        assert!((found.expected_error - 0.1375).abs() < 1e-12);
    }

    #[test]
    fn what_is_always_sure_and_right_has_no_error() {
        let found = judged(&[(1.0, 1.0), (0.0, 0.0)]);
        assert!(found.expected_error < 1e-12 && found.brier < 1e-12);
        let found = judged(&[(1.0, 0.0), (0.0, 1.0)]);
        assert!(found.expected_error > 1.0 - 1e-12 && found.brier > 1.0 - 1e-12);
        assert!(judged(&[]).expected_error < 1e-12);
    }
}
