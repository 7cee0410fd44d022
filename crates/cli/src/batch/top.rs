//! Names in, the most frequent of them out, in bounded memory.
//!
//! Counts are exact as long as there are at most [`CAPACITY`] names. Then half of them are dropped, and what they
//! counted is taken from all (Misra and Gries 1982): a count is too low by at most [`Top::error`].

use std::collections::BTreeMap;

/// The most names that are held.
const CAPACITY: usize = 1 << 16;

/// Counts of names.
#[derive(Debug)]
pub(super) struct Top {
    counts: BTreeMap<String, u64>,
    capacity: usize,
    /// By how much counts may be too low.
    error: u64,
}

impl Default for Top {
    fn default() -> Self {
        Self { counts: BTreeMap::new(), capacity: CAPACITY, error: 0 }
    }
}

impl Top {
    /// Counts a name `times` times.
    pub(super) fn add(&mut self, name: &str, times: u64) {
        if let Some(count) = self.counts.get_mut(name) {
            *count += times;
            return;
        }
        if self.counts.len() >= self.capacity {
            self.halve();
        }
        self.counts.insert(name.to_owned(), times);
    }

    fn halve(&mut self) {
        let mut all: Vec<u64> = self.counts.values().copied().collect();
        let middle = all.len() / 2;
        let median = *all.select_nth_unstable(middle).1;
        self.counts.retain(|_, count| {
            *count = count.saturating_sub(median);
            *count > 0
        });
        self.error += median;
    }

    /// The `n` most frequent names, "say (12), be (7)"; `None` where there are none.
    pub(super) fn line(&self, n: usize) -> Option<String> {
        let mut all: Vec<(&str, u64)> =
            self.counts.iter().map(|(name, &count)| (name.as_str(), count)).collect();
        all.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
        let about = if self.error > 0 { "at least " } else { "" };
        let shown: Vec<String> =
            all.iter().take(n).map(|(name, count)| format!("{name} ({about}{count})")).collect();
        (!shown.is_empty()).then(|| shown.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_come_first() {
        let mut top = Top::default();
        assert_eq!(top.line(2), None);
        for (name, times) in [("b", 1), ("say", 3), ("a", 1), ("b", 1), ("c", 2)] {
            top.add(name, times);
        }
        assert_eq!(top.line(3).unwrap(), "say (3), b (2), c (2)");
    }

    #[test]
    fn memory_is_bounded_and_the_frequent_stay() {
        let mut top = Top { capacity: 100, ..Top::default() };
        for i in 0..10_000 {
            top.add(&format!("rare {i}"), 1);
            if i % 4 == 0 {
                top.add("often", 1);
            }
            assert!(top.counts.len() <= 100);
        }
        let often = top.counts["often"];
        assert!(often <= 2500 && often + top.error >= 2500, "{often} and {}", top.error);
        assert!(top.line(1).unwrap().starts_with("often (at least "));
    }
}
