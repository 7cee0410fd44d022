//! How far a score could move by chance: units (articles, sentences) are drawn again with
//! replacement, and the score is computed on each draw (Efron and Tibshirani 1993, *An
//! Introduction to the Bootstrap*; for comparing two systems, Koehn 2004).
//!
//! The generator is seeded, so the same input gives the same interval on every machine.

use serde::{Deserialize, Serialize};

/// Number of resamples the functions of this crate use where the caller does not say.
pub const RESAMPLES: usize = 1000;

/// Seed the functions of this crate use.
pub const SEED: u64 = 0x7472_6970_6c65_7769;

/// A 95 % interval: the 2.5th and 97.5th percentiles of the resampled scores.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// `SplitMix64` (Steele, Lea and Flood 2014, *Fast Splittable Pseudorandom Number Generators*).
#[derive(Debug, Clone)]
pub struct SplitMix64(u64);

impl SplitMix64 {
    /// A generator that gives the same sequence for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 random bits.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`, by multiplication (Lemire 2019); the bias is below 2⁻⁴⁰ for the
    /// numbers of units a corpus has. 0 where `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next_u64()) * bound as u128) >> 64) as usize
    }
}

/// The percentile interval of `score` over `units` units.
///
/// `score` gets the indices of the units drawn, some more than once. `None` where there are fewer
/// than two units: nothing can be said about variation between them.
pub fn interval(units: usize, mut score: impl FnMut(&[usize]) -> f64) -> Option<Interval> {
    if units < 2 {
        return None;
    }
    let mut scores = Vec::with_capacity(RESAMPLES);
    draws(units, |indices| scores.push(score(indices)));
    scores.sort_by(f64::total_cmp);
    Some(Interval { low: percentile(&scores, 0.025), high: percentile(&scores, 0.975) })
}

/// Two-sided p-value for the difference between two systems scored on the same units.
///
/// `difference` gives new minus old on the units drawn. The resampled differences are centred on
/// the observed one, and those at least as far from 0 are counted (Berg-Kirkpatrick, Burkett and
/// Klein 2012). One is added to both counts, so that the value is never 0. 1 where there are fewer
/// than two units.
pub fn paired_p_value(units: usize, mut difference: impl FnMut(&[usize]) -> f64) -> f64 {
    if units < 2 {
        return 1.0;
    }
    let all: Vec<usize> = (0..units).collect();
    let observed = difference(&all);
    let mut extreme = 0_usize;
    draws(units, |indices| {
        // A tolerance, or rounding decides where the difference is the same in every draw.
        if (difference(indices) - observed).abs() >= observed.abs() - 1e-12 {
            extreme += 1;
        }
    });
    (extreme + 1) as f64 / (RESAMPLES + 1) as f64
}

/// [`paired_p_value`] for two runs that keep the same units in the same order; `None` where they do
/// not. `score` gets the units drawn, some more than once.
pub fn compare_runs<U>(
    new: &[U],
    old: &[U],
    same: impl Fn(&U, &U) -> bool,
    score: impl Fn(&[&U]) -> f64,
) -> Option<f64> {
    let comparable = new.len() == old.len() && new.iter().zip(old).all(|(a, b)| same(a, b));
    comparable.then(|| {
        paired_p_value(new.len(), |drawn| {
            let of = |run: &[U]| score(&drawn.iter().map(|&unit| &run[unit]).collect::<Vec<_>>());
            of(new) - of(old)
        })
    })
}

fn draws(units: usize, mut each: impl FnMut(&[usize])) {
    let mut random = SplitMix64::new(SEED);
    let mut indices = vec![0; units];
    for _ in 0..RESAMPLES {
        for index in &mut indices {
            *index = random.below(units);
        }
        each(&indices);
    }
}

/// Percentile of sorted values, interpolated linearly between neighbours.
fn percentile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    sorted[below] + (sorted[above] - sorted[below]) * (place - place.floor())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_gives_the_published_sequence() {
        // First outputs for seed 1234567, from the reference implementation in C.
        let mut random = SplitMix64::new(1_234_567);
        assert_eq!(random.next_u64(), 6_457_827_717_110_365_317);
        assert_eq!(random.next_u64(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn percentiles_are_interpolated() {
        // Place 0.25 * 3 = 0.75 between 1 and 2.
        assert!((percentile(&[1.0, 2.0, 3.0, 4.0], 0.25) - 1.75).abs() < 1e-12);
    }

    #[test]
    fn the_interval_of_a_mean_is_near_the_normal_one() {
        // 400 units, half 0 and half 1: standard error 0.5 / 20 = 0.025, so 0.5 ± 0.049.
        let mean =
            |indices: &[usize]| indices.iter().map(|i| (i % 2) as f64).sum::<f64>() / indices.len() as f64;
        let found = interval(400, mean).unwrap();
        assert!((found.low - 0.451).abs() < 0.01, "{found:?}");
        assert!((found.high - 0.549).abs() < 0.01, "{found:?}");
        assert_eq!(Some(found), interval(400, mean));
    }

    #[test]
    fn a_constant_gain_is_significant_and_no_gain_is_not() {
        assert!(paired_p_value(50, |_| 0.1) < 0.01);
        assert!((paired_p_value(50, |_| 0.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn runs_over_other_units_are_not_compared() {
        let mean = |units: &[&(u8, f64)]| units.iter().map(|unit| unit.1).sum::<f64>() / units.len() as f64;
        let run = |shift: f64| (0..20).map(|i| (i, f64::from(i % 5) + shift)).collect::<Vec<_>>();
        let compare = |new: &[(u8, f64)], old: &[(u8, f64)]| compare_runs(new, old, |a, b| a.0 == b.0, mean);
        assert!(compare(&run(1.0), &run(0.0)).unwrap() < 0.01);
        assert!((compare(&run(0.0), &run(0.0)).unwrap() - 1.0).abs() < 1e-12);
        assert_eq!(compare(&run(0.0), &run(0.0)[1..]), None);
        let mut other = run(0.0);
        other[3].0 = 99;
        assert_eq!(compare(&run(0.0), &other), None);
    }

    #[test]
    fn one_unit_says_nothing() {
        assert_eq!(interval(1, |_| 1.0), None);
        assert!((paired_p_value(1, |_| 1.0) - 1.0).abs() < 1e-12);
    }
}
