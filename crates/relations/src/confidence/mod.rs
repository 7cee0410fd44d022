//! How likely a fact is to be accepted: a logistic model over named features.
//!
//! In: a draft, its sentence and what stands around it. Out: 0 to 1, the estimated share of such facts
//! that match a hand-labelled one. The weights are trained by `scripts/train/confidence.py` on
//! development labels; `triplewire evaluate confidence` shows how well they are calibrated.

mod features;

use std::{collections::BTreeMap, sync::LazyLock};

pub use features::Feature;

use crate::{clause::Clauses, draft::Draft, syntax::Tree};

const WEIGHTS: &str = include_str!("../../../../models/english/confidence.tsv");

/// What stands around a draft.
pub(crate) struct Surroundings<'s> {
    pub(crate) clauses: &'s Clauses,
    /// Whether the sentence is a headline or a heading.
    pub(crate) headline: bool,
    /// Whether the text has no other sentence.
    pub(crate) alone: bool,
    /// All drafts of the sentence.
    pub(crate) drafts: &'s [Draft],
}

/// The features of a draft.
pub(crate) fn features(draft: &Draft, tree: &Tree<'_>, around: &Surroundings<'_>) -> Vec<Feature> {
    features::of(draft, tree, around)
}

/// The confidence that features give, from 0 to 1, in ten-thousandths: the last bits of an exponential
/// differ between machines.
pub(crate) fn of(features: &[Feature]) -> f32 {
    let weigh = |(name, value): &Feature| WEIGHT_OF.get(&**name).map_or(0.0, |weight| weight * value);
    let sum: f32 = features.iter().map(weigh).sum();
    (10_000.0 / (1.0 + (-sum).exp())).round() / 10_000.0
}

static WEIGHT_OF: LazyLock<BTreeMap<&str, f32>> = LazyLock::new(|| read(WEIGHTS));

/// The weight of each feature: lines of `NAME WEIGHT` with a tab between; `#` starts a comment.
fn read(text: &'static str) -> BTreeMap<&'static str, f32> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(name, weight)| Some((name, weight.parse().ok()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_weights_are_read_whole() {
        let lines = WEIGHTS.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(WEIGHT_OF.len(), lines);
        assert!(WEIGHT_OF.contains_key("bias"));
    }

    #[test]
    fn confidence_lies_between_0_and_1_and_grows_with_the_sum() {
        let at = |value| of(&[("bias".into(), value)]);
        let low = at(-1e6).min(at(1e6));
        assert!(low >= 0.0 && at(-1e6).max(at(1e6)) <= 1.0);
        assert!((at(0.0) - 0.5).abs() < 1e-6);
        assert!((of(&[("no such feature".into(), 9.0)]) - 0.5).abs() < 1e-6);
    }
}
