//! A parse in, its arcs both ways out: the head of a word, and the words that hang from it.

use crate::parse::Node;

/// The arcs of one sentence. Every word reaches a word without a head, whatever the parse says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arcs {
    heads: Vec<Option<usize>>,
    /// The children of word `i` are `children[offsets[i]..offsets[i + 1]]`, in order.
    children: Vec<usize>,
    offsets: Vec<usize>,
}

impl Arcs {
    /// Reads the heads of `nodes`. A head outside the sentence or in a cycle counts as none.
    #[must_use]
    pub fn new(nodes: &[Node]) -> Self {
        let heads = sound_heads(nodes);
        let length = heads.len();
        let mut offsets = vec![0; length + 1];
        for head in heads.iter().flatten() {
            offsets[head + 1] += 1;
        }
        for index in 0..length {
            offsets[index + 1] += offsets[index];
        }
        let mut next = offsets.clone();
        let mut children = vec![0; offsets[length]];
        for (word, head) in heads.iter().enumerate() {
            if let Some(head) = *head {
                children[next[head]] = word;
                next[head] += 1;
            }
        }
        Self { heads, children, offsets }
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// The head of a word.
    #[must_use]
    pub fn head(&self, word: usize) -> Option<usize> {
        self.heads[word]
    }

    /// The words that hang from a word, in order.
    #[must_use]
    pub fn children(&self, word: usize) -> &[usize] {
        &self.children[self.offsets[word]..self.offsets[word + 1]]
    }

    /// The word itself, its head, that one's head and so on.
    pub fn ancestors(&self, word: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(word), |&word| self.heads[word])
    }

    /// Whether `word` is `ancestor` or hangs from it, however far up.
    #[must_use]
    pub fn under(&self, word: usize, ancestor: usize) -> bool {
        self.ancestors(word).any(|word| word == ancestor)
    }

    /// Adds a word and all that hangs from it, except where `skip` says so, to `words`, unsorted.
    pub fn collect(&self, word: usize, words: &mut Vec<usize>, skip: &dyn Fn(usize) -> bool) {
        let mut stack = vec![word];
        while let Some(word) = stack.pop() {
            words.push(word);
            stack.extend(self.children(word).iter().copied().filter(|&child| !skip(child)));
        }
    }
}

/// Heads with those that point outside or into a cycle taken away.
fn sound_heads(nodes: &[Node]) -> Vec<Option<usize>> {
    let length = nodes.len();
    let mut heads: Vec<Option<usize>> =
        nodes.iter().map(|node| node.head.filter(|&head| head < length)).collect();
    // Whether the word is known to reach a word without a head.
    let mut sound = vec![false; length];
    let mut path = Vec::new();
    for start in 0..length {
        let mut at = start;
        path.clear();
        while !sound[at] {
            if path.contains(&at) {
                heads[at] = None;
                break;
            }
            path.push(at);
            match heads[at] {
                Some(head) => at = head,
                None => break,
            }
        }
        for &word in &path {
            sound[word] = true;
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn nodes(heads: &[Option<usize>]) -> Vec<Node> {
        let node = |&head: &Option<usize>| Node {
            upos: "".into(),
            xpos: "".into(),
            lemma: "".into(),
            head,
            deprel: "".into(),
        };
        heads.iter().map(node).collect()
    }

    #[test]
    fn arcs_are_read_both_ways() {
        let arcs = Arcs::new(&nodes(&[Some(1), None, Some(3), Some(1)]));
        assert_eq!((arcs.head(0), arcs.head(1)), (Some(1), None));
        assert_eq!(arcs.children(1), [0, 3]);
        assert!(arcs.under(2, 1) && !arcs.under(1, 2));
        assert_eq!(arcs.ancestors(2).collect::<Vec<_>>(), [2, 3, 1]);
        let mut words = Vec::new();
        arcs.collect(1, &mut words, &|word| word == 3);
        words.sort_unstable();
        assert_eq!(words, [0, 1]);
    }

    proptest! {
        #[test]
        fn every_word_reaches_a_root(heads in prop::collection::vec(prop::option::of(0usize..12), 0..12)) {
            let arcs = Arcs::new(&nodes(&heads));
            for word in 0..arcs.len() {
                let last = arcs.ancestors(word).take(arcs.len() + 1).last().unwrap_or(word);
                prop_assert_eq!(arcs.head(last), None);
            }
        }
    }
}
