//! From the scores of all arcs to the best tree with exactly one root.
//!
//! The maximum spanning arborescence by contraction of cycles (Chu and Liu 1965, Edmonds 1967).
//! That exactly one word hangs from the root is had by lowering all root arcs by more than any
//! tree could gain (Stanojević and Cohen, "A Root of a Problem", EMNLP 2021): the best tree of the
//! lowered scores then has as few root arcs as can be, which is one, and the order among trees of
//! one root arc is untouched.

use crate::scores::Matrix;

/// Scores beyond this are cut off, so that sums stay exact enough and never overflow.
const LIMIT: f64 = 1e6;

/// The heads of the best tree: `heads[i]` is a column of `arcs`, 0 the root, `j + 1` word `j`.
///
/// `arcs` has one row a word and one column a head, the root first. Scores that are not numbers
/// count as the lowest. Of equal heads the first wins, so the same scores give the same tree.
#[must_use]
pub fn best_tree(arcs: &Matrix) -> Vec<usize> {
    let words = arcs.rows();
    let greedy: Vec<usize> = (0..words).map(|word| best_head(arcs, word)).collect();
    if is_tree(&greedy) {
        return greedy;
    }
    let mut weights = Dense::new(words + 1);
    let (mut low, mut high) = (f64::MAX, f64::MIN);
    for word in 0..words {
        for head in (0..=words).filter(|&head| head != word + 1) {
            let weight = score(arcs, word, head);
            low = low.min(weight);
            high = high.max(weight);
            weights.set(word + 1, head, weight);
        }
    }
    let penalty = 1.0 + (high - low) * words as f64;
    for word in 1..=words {
        let lowered = weights.get(word, 0) - penalty;
        weights.set(word, 0, lowered);
    }
    let heads = contract(weights);
    heads[1..].to_vec()
}

/// Whether exactly one word hangs from the root and every word reaches it.
fn is_tree(heads: &[usize]) -> bool {
    heads.iter().filter(|&&head| head == 0).count() == 1 && cycle(heads).is_none()
}

/// The words (0-based) of a cycle, if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    // 0: not seen; otherwise the walk that saw it, and `usize::MAX` once known to reach the root.
    let mut seen = vec![0usize; heads.len()];
    for start in 0..heads.len() {
        let walk = start + 1;
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = walk;
            match heads[at].checked_sub(1) {
                Some(head) => at = head,
                None => break,
            }
        }
        if seen[at] == walk && heads[at] != 0 {
            let mut members = vec![at];
            let mut next = heads[at] - 1;
            while next != at {
                members.push(next);
                next = heads[next] - 1;
            }
            members.sort_unstable();
            return Some(members);
        }
        let mut at = start;
        while seen[at] == walk {
            seen[at] = usize::MAX;
            match heads[at].checked_sub(1) {
                Some(head) => at = head,
                None => break,
            }
        }
    }
    None
}

fn score(arcs: &Matrix, word: usize, head: usize) -> f64 {
    let value = f64::from(arcs.values.get(word * arcs.width + head).copied().unwrap_or(f32::NAN));
    if value.is_nan() || head >= arcs.width { -LIMIT } else { value.clamp(-LIMIT, LIMIT) }
}

fn best_head(arcs: &Matrix, word: usize) -> usize {
    let mut best = (f64::MIN, 0);
    for head in (0..=arcs.rows()).filter(|&head| head != word + 1) {
        let value = score(arcs, word, head);
        if value > best.0 {
            best = (value, head);
        }
    }
    best.1
}

/// A square table: the weight of the arc from column to row.
struct Dense {
    size: usize,
    values: Vec<f64>,
}

impl Dense {
    fn new(size: usize) -> Self {
        Self { size, values: vec![f64::NEG_INFINITY; size * size] }
    }

    fn get(&self, row: usize, column: usize) -> f64 {
        self.values[row * self.size + column]
    }

    fn set(&mut self, row: usize, column: usize, value: f64) {
        self.values[row * self.size + column] = value;
    }
}

/// Heads of the best arborescence from node 0; the entry of node 0 itself is 0.
///
/// Takes the table, to free it before the next one is contracted: a sentence of 500 words has many of 2 MB.
fn contract(weights: Dense) -> Vec<usize> {
    let size = weights.size;
    let mut heads = vec![0; size];
    for (node, chosen) in heads.iter_mut().enumerate().skip(1) {
        let mut best = f64::NEG_INFINITY;
        for head in 0..size {
            let weight = weights.get(node, head);
            if weight > best {
                best = weight;
                *chosen = head;
            }
        }
    }
    let Some(members) = cycle(&heads[1..]) else { return heads };
    let members: Vec<usize> = members.into_iter().map(|word| word + 1).collect();

    // The nodes of the smaller problem: all others in order, then the cycle as one node.
    let outside: Vec<usize> = (0..size).filter(|node| members.binary_search(node).is_err()).collect();
    let cycle_node = outside.len();
    let mut smaller = Dense::new(cycle_node + 1);
    let mut enters = vec![0; outside.len()];
    let mut leaves = vec![0; outside.len()];
    for (row, &node) in outside.iter().enumerate() {
        for (column, &head) in outside.iter().enumerate() {
            smaller.set(row, column, weights.get(node, head));
        }
        // Into the cycle: what the arc gains over the arc that it replaces.
        let mut best = f64::NEG_INFINITY;
        for &member in &members {
            let gain = weights.get(member, node) - weights.get(member, heads[member]);
            if gain > best {
                best = gain;
                enters[row] = member;
            }
        }
        smaller.set(cycle_node, row, best);
        // Out of the cycle.
        let mut best = f64::NEG_INFINITY;
        for &member in &members {
            let weight = weights.get(node, member);
            if weight > best {
                best = weight;
                leaves[row] = member;
            }
        }
        smaller.set(row, cycle_node, best);
    }
    drop(weights);
    let inner = contract(smaller);
    for (row, &node) in outside.iter().enumerate().skip(1) {
        heads[node] = if inner[row] == cycle_node { leaves[row] } else { outside[inner[row]] };
    }
    let entry = inner[cycle_node];
    if let (Some(&member), Some(&head)) = (enters.get(entry), outside.get(entry)) {
        heads[member] = head;
    }
    heads
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn total(arcs: &Matrix, heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(word, &head)| score(arcs, word, head)).sum()
    }

    /// The best total over every assignment of heads that is a tree.
    fn brute_force(arcs: &Matrix) -> f64 {
        let words = arcs.rows();
        let mut heads = vec![0; words];
        let mut best = f64::MIN;
        loop {
            if is_tree(&heads) {
                best = best.max(total(arcs, &heads));
            }
            let Some(place) = heads.iter().position(|&head| head < words) else { return best };
            heads[place] += 1;
            heads[..place].fill(0);
        }
    }

    #[test]
    fn greedy_heads_that_form_a_tree_are_taken() {
        let arcs =
            Matrix { values: vec![0.0, 0.0, 5.0, 0.0, 5.0, 0.0, 0.0, 0.0, 0.0, 0.0, 5.0, 0.0], width: 4 };
        assert_eq!(best_tree(&arcs), [2, 0, 2]);
    }

    #[test]
    fn two_words_that_want_each_other_and_two_roots_are_resolved() {
        let cycle = Matrix { values: vec![1.0, 0.0, 9.0, 2.0, 9.0, 0.0], width: 3 };
        assert_eq!(best_tree(&cycle), [2, 0]);
        let roots = Matrix { values: vec![9.0, 0.0, 1.0, 8.0, 2.0, 0.0], width: 3 };
        assert_eq!(best_tree(&roots), [0, 1]);
    }

    #[test]
    fn scores_that_are_not_numbers_still_give_a_tree() {
        let arcs = Matrix { values: vec![f32::NAN; 12], width: 4 };
        assert!(is_tree(&best_tree(&arcs)));
        let arcs = Matrix { values: vec![f32::INFINITY; 12], width: 4 };
        assert!(is_tree(&best_tree(&arcs)));
        assert!(best_tree(&Matrix::default()).is_empty());
    }

    proptest! {
        #[test]
        fn no_tree_scores_higher(words in 1usize..=5, values in prop::collection::vec(-9i8..9, 30)) {
            let values = values[..words * (words + 1)].iter().map(|&value| f32::from(value)).collect();
            let arcs = Matrix { values, width: words + 1 };
            let heads = best_tree(&arcs);
            prop_assert!(is_tree(&heads));
            prop_assert!((total(&arcs, &heads) - brute_force(&arcs)).abs() < 1e-6);
        }

        #[test]
        fn large_tables_give_trees(words in 1usize..60, seed in any::<u64>()) {
            let mut state = seed;
            let values = (0..words * (words + 1)).map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (state >> 40) as f32
            }).collect();
            let heads = best_tree(&Matrix { values, width: words + 1 });
            prop_assert!(is_tree(&heads));
        }
    }
}
