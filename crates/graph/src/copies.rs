//! The words of articles in, groups of near-identical ones out: copies of one agency's report, which must
//! not count as several sources.
//!
//! An article is known by the runs of three words in its facts, and those by [`SLOTS`] minima of their hashes,
//! so that neither the order nor a repetition of facts matters. Two articles are copies where at least
//! [`ALIKE`] of the minima agree, which estimates the share of runs that they have in common.

use std::collections::BTreeMap;

use crate::hash::hash;

const SLOTS: usize = 128;
/// Minima that must agree for a pair to be compared at all; pairs as alike as [`ALIKE`] are missed once in
/// 10 000.
const BAND: usize = 4;
const ALIKE: f64 = 0.7;
/// Articles with fewer runs than about this are never copies: chance makes them alike.
const FEWEST: f64 = 20.0;

/// What is kept of an article.
#[derive(Clone, Debug)]
pub(crate) struct Sketch([u32; SLOTS]);

impl Default for Sketch {
    fn default() -> Self {
        Self([u32::MAX; SLOTS])
    }
}

impl Sketch {
    /// Adds a stretch of words.
    pub(crate) fn add(&mut self, text: &str) {
        let folded = text.to_lowercase();
        let words: Vec<&str> =
            folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        for run in words.windows(3) {
            let hash = hash(run);
            // 128 hashes out of one: odd multipliers, of which the high bits are taken.
            let mut multiplier = 0x9e37_79b9_7f4a_7c15_u64;
            for slot in &mut self.0 {
                *slot = (*slot).min((hash.wrapping_mul(multiplier | 1) >> 32) as u32);
                multiplier =
                    multiplier.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(0xaf25_1af3_b0f0_25b5);
            }
        }
    }

    /// About how many different runs there are: the mean of the least of n numbers is 1 / (n + 1).
    fn runs(&self) -> f64 {
        let sum: f64 = self.0.iter().map(|&slot| f64::from(slot) / f64::from(u32::MAX)).sum();
        SLOTS as f64 / sum - 1.0
    }

    fn likeness(&self, other: &Self) -> f64 {
        let same = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        same as f64 / SLOTS as f64
    }
}

/// For each article the first of its group; articles come in the order in which they are first.
pub(crate) fn firsts(sketches: &[&Sketch]) -> Vec<usize> {
    let mut first: Vec<usize> = (0..sketches.len()).collect();
    for band in 0..SLOTS / BAND {
        let mut alike: BTreeMap<&[u32], Vec<usize>> = BTreeMap::new();
        for (index, sketch) in sketches.iter().enumerate() {
            if sketch.runs() >= FEWEST {
                alike.entry(&sketch.0[band * BAND..][..BAND]).or_default().push(index);
            }
        }
        for members in alike.into_values() {
            // Each is compared with the first of its group only, or many copies would take quadratic time.
            let mut heads: Vec<usize> = Vec::new();
            for member in members {
                let head = heads.iter().find(|&&head| {
                    root(&mut first, head) == root(&mut first, member)
                        || sketches[head].likeness(sketches[member]) >= ALIKE
                });
                if let Some(&head) = head {
                    let (a, b) = (root(&mut first, head), root(&mut first, member));
                    first[a.max(b)] = a.min(b);
                } else {
                    heads.push(member);
                }
            }
        }
    }
    (0..first.len()).map(|index| root(&mut first, index)).collect()
}

/// The first of a group, by shorter ways each time.
pub(crate) fn root(first: &mut [usize], mut index: usize) -> usize {
    while first[index] != index {
        first[index] = first[first[index]];
        index = first[index];
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(words: impl Iterator<Item = u32>) -> Sketch {
        let text: Vec<String> = words.map(|n| format!("w{n}")).collect();
        let mut sketch = Sketch::default();
        sketch.add(&text.join(" "));
        sketch
    }

    #[test]
    fn copies_with_another_headline_are_found() {
        let report = sketch(0..200);
        let copy = sketch((900..905).chain(0..190));
        let other = sketch(1000..1200);
        let half = sketch((0..100).chain(2000..2100));
        assert_eq!(firsts(&[&report, &other, &copy, &half]), [0, 1, 0, 3]);
    }

    #[test]
    fn short_articles_are_never_copies() {
        let short = sketch(0..12);
        assert_eq!(firsts(&[&short, &short.clone()]), [0, 1]);
    }

    #[test]
    fn repetition_changes_nothing() {
        let mut twice = sketch(0..50);
        twice.add(&(0..50).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" "));
        assert_eq!(twice.0, sketch(0..50).0);
        assert!((twice.runs() - 48.0).abs() < 15.0, "{}", twice.runs());
    }
}
