//! Gold and system words over the same characters in, pairs of words that are the same out: the
//! alignment of the CoNLL 2018 shared task (Zeman et al. 2018).
//!
//! Words of plain tokens are the same where their characters are. Words of a multiword token have
//! no characters of their own, so within a stretch that has one, words are paired by the longest
//! common subsequence of their lower-cased forms.

use std::cmp::Ordering;

use super::read::{CharSpan, TreeWord};

/// For each gold word the system word it is aligned to.
pub(super) fn align(gold: &[TreeWord], system: &[TreeWord]) -> Vec<Option<usize>> {
    let mut aligned = vec![None; gold.len()];
    let (mut g, mut s) = (0, 0);
    while g < gold.len() && s < system.len() {
        if gold[g].multiword || system[s].multiword {
            let stretch = Stretch::from(gold, system, g, s);
            stretch.pair(gold, system, &mut aligned);
            (g, s) = (stretch.gold.end, stretch.system.end);
        } else if gold[g].span == system[s].span {
            aligned[g] = Some(s);
            g += 1;
            s += 1;
        } else if gold[g].span.start <= system[s].span.start {
            g += 1;
        } else {
            s += 1;
        }
    }
    aligned
}

/// Number of spans that two rows of ascending spans have in common.
pub(super) fn common_spans(gold: &[CharSpan], system: &[CharSpan]) -> usize {
    let (mut g, mut s, mut common) = (0, 0, 0);
    while let (Some(a), Some(b)) = (gold.get(g), system.get(s)) {
        match a.start.cmp(&b.start) {
            Ordering::Less => g += 1,
            Ordering::Greater => s += 1,
            Ordering::Equal => {
                common += usize::from(a.end == b.end);
                g += 1;
                s += 1;
            }
        }
    }
    common
}

/// The shortest stretch of words on both sides that cuts no multiword token.
struct Stretch {
    gold: std::ops::Range<usize>,
    system: std::ops::Range<usize>,
}

impl Stretch {
    /// From words of which one at least is of a multiword token.
    fn from(gold: &[TreeWord], system: &[TreeWord], mut g: usize, mut s: usize) -> Self {
        let mut end;
        if gold[g].multiword {
            end = gold[g].span.end;
            if !system[s].multiword && system[s].span.start < gold[g].span.start {
                s += 1;
            }
        } else {
            end = system[s].span.end;
            if gold[g].span.start < system[s].span.start {
                g += 1;
            }
        }
        let (gold_start, system_start) = (g, s);
        while !is_beyond(gold.get(g), end) || !is_beyond(system.get(s), end) {
            let take_gold = match (gold.get(g), system.get(s)) {
                (Some(a), Some(b)) => a.span.start <= b.span.start,
                (gold, _) => gold.is_some(),
            };
            let word = if take_gold { &gold[g] } else { &system[s] };
            if word.multiword {
                end = end.max(word.span.end);
            }
            g += usize::from(take_gold);
            s += usize::from(!take_gold);
        }
        Self { gold: gold_start..g, system: system_start..s }
    }

    fn pair(&self, gold: &[TreeWord], system: &[TreeWord], aligned: &mut [Option<usize>]) {
        let forms = |words: &[TreeWord]| -> Vec<String> {
            words.iter().map(|word| word.form.to_lowercase()).collect()
        };
        let gold_forms = forms(&gold[self.gold.clone()]);
        let system_forms = forms(&system[self.system.clone()]);
        // Length of the longest common subsequence from each place to the end.
        let (rows, columns) = (gold_forms.len() + 1, system_forms.len() + 1);
        let mut lengths = vec![vec![0_usize; columns]; rows];
        for g in (0..rows - 1).rev() {
            for s in (0..columns - 1).rev() {
                lengths[g][s] = if gold_forms[g] == system_forms[s] {
                    1 + lengths[g + 1][s + 1]
                } else {
                    lengths[g + 1][s].max(lengths[g][s + 1])
                };
            }
        }
        let (mut g, mut s) = (0, 0);
        while g < rows - 1 && s < columns - 1 {
            if gold_forms[g] == system_forms[s] {
                aligned[self.gold.start + g] = Some(self.system.start + s);
                g += 1;
                s += 1;
            } else if lengths[g][s] == lengths[g + 1][s] {
                g += 1;
            } else {
                s += 1;
            }
        }
    }
}

fn is_beyond(word: Option<&TreeWord>, end: usize) -> bool {
    word.is_none_or(|word| if word.multiword { word.span.start >= end } else { word.span.end > end })
}
