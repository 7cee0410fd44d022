//! The articles that were kept when a run began, found by their keys.

use super::key::Key;
use super::segment::Entry;

/// Kept articles; workers share it.
#[derive(Debug, Default)]
pub(super) struct Known {
    entries: Vec<Entry>,
    /// The numbers of those that have a key, sorted by it, then by themselves.
    by_key: Vec<u32>,
}

/// A kept article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// With the same input, in the same place.
    Same(u32),
    /// With the same input, in another place.
    Elsewhere(u32),
}

impl Known {
    /// Takes the entries in the order of their numbers.
    pub(super) fn new(entries: Vec<Entry>) -> Self {
        let mut by_key: Vec<u32> = (0..entries.len() as u32).collect();
        by_key.retain(|&number| entries[number as usize].key.is_some());
        by_key.sort_unstable_by_key(|&number| (entries[number as usize].key, number));
        Self { entries, by_key }
    }

    /// All of them.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Looks an article up by its key and the hash of its place.
    pub(super) fn find(&self, key: Key, source: u32) -> Option<Found> {
        let entry = |number: u32| &self.entries[number as usize];
        let first = self.by_key.partition_point(|&number| entry(number).key < Some(key));
        let same = self.by_key[first..].iter().copied().take_while(|&number| entry(number).key == Some(key));
        let mut found = None;
        for number in same {
            if entry(number).source == source {
                return Some(Found::Same(number));
            }
            found = found.or(Some(Found::Elsewhere(number)));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::ledger::Status;

    #[test]
    fn the_same_place_is_preferred() {
        let entry = |key: Option<Key>, source| Entry {
            key,
            source,
            offset: 0,
            length: 0,
            settings: 0,
            status: Status::Done,
        };
        let known = Known::new(vec![
            entry(Some([9, 0]), 1),
            entry(None, 1),
            entry(Some([2, 5]), 1),
            entry(Some([9, 0]), 2),
            entry(Some([2, 4]), 3),
        ]);
        assert_eq!(known.find([9, 0], 2), Some(Found::Same(3)));
        assert_eq!(known.find([9, 0], 7), Some(Found::Elsewhere(0)));
        assert_eq!(known.find([2, 4], 3), Some(Found::Same(4)));
        for absent in [[0, 0], [2, 6], [9, 1]] {
            assert_eq!(known.find(absent, 1), None);
        }
    }
}
