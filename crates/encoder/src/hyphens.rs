//! A tree in, the same tree with every hyphenated expression in one piece out.
//!
//! Universal Dependencies splits "al-Tanf" and "air-to-air" at the hyphens, and a tree that hangs the
//! pieces from different words would tear a name apart. Only one word of such a run may have its head
//! outside it.

use triplewire_tokenizer::Word;

use crate::parse::Node;

/// Hangs the stray words of each hyphenated run from the run's own head.
pub(crate) fn join(text: &str, words: &[Word], nodes: &mut [Node]) {
    let count = words.len().min(nodes.len());
    let mut start = 0;
    while start < count {
        let end = run_end(text, &words[..count], start);
        if end - start > 1 {
            join_run(text, words, nodes, start, end);
        }
        start = end;
    }
}

/// One past the last word of the run that starts at `start`; just the next word where there is none.
fn run_end(text: &str, words: &[Word], start: usize) -> usize {
    let touch = |index: usize| words[index].span.end == words[index + 1].span.start;
    let is_word = |index: usize| words[index].span.of(text).chars().any(char::is_alphanumeric);
    let mut last = start;
    while last + 2 < words.len()
        && matches!(words[last + 1].span.of(text), "-" | "‐" | "‑")
        && touch(last)
        && touch(last + 1)
        && is_word(last)
        && is_word(last + 2)
    {
        last += 2;
    }
    last + 1
}

fn join_run(text: &str, words: &[Word], nodes: &mut [Node], start: usize, end: usize) {
    let outside = |node: &Node| node.head.is_none_or(|head| !(start..end).contains(&head));
    let stray: Vec<usize> = (start..end).filter(|&index| outside(&nodes[index])).collect();
    // Before a noun the run is its modifier ("Harab al-Jir base"), if one of its words says so.
    let modifier = stray.iter().copied().find(|&index| nodes[index].head == Some(end));
    let modifier = modifier.filter(|_| ancestors(nodes, end).all(|word| !(start..end).contains(&word)));
    // Else the word nearest to the root leads: it is nobody's descendant among them, so no cycle can
    // arise; of equals the last, the head of an English compound.
    let nearest = || stray.iter().copied().rev().min_by_key(|&index| ancestors(nodes, index).count());
    let Some(main) = modifier.or_else(nearest) else { return };
    for index in stray {
        if index != main {
            let hyphen = !words[index].span.of(text).chars().any(char::is_alphanumeric);
            let deprel = if hyphen { "punct" } else { "compound" };
            nodes[index].head = Some(main);
            nodes[index].deprel = deprel.into();
        }
    }
}

/// The words above a word, up to the root; at most as many as there are words, so that a cycle in a
/// caller's own tree ends.
fn ancestors(nodes: &[Node], word: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(nodes[word].head, |&at| nodes.get(at)?.head).take(nodes.len())
}

#[cfg(test)]
mod tests {
    use triplewire_tokenizer::segment;

    use super::*;

    /// Heads from 1, as in CoNLL-U; 0 is the root.
    fn joined(text: &str, heads: &[usize]) -> Vec<usize> {
        let document = segment(text);
        let words = &document.sentences[0].words;
        let mut nodes: Vec<Node> = heads
            .iter()
            .map(|head| Node {
                upos: "X".into(),
                xpos: "FW".into(),
                lemma: "x".into(),
                head: head.checked_sub(1),
                deprel: "dep".into(),
            })
            .collect();
        assert_eq!(words.len(), nodes.len(), "{words:?}");
        join(text, words, &mut nodes);
        nodes.iter().map(|node| node.head.map_or(0, |head| head + 1)).collect()
    }

    #[test]
    fn pieces_of_a_name_hang_together() {
        // "al", "-" and "Tanf" all hung from "left".
        assert_eq!(joined("Troops left al-Tanf today", &[2, 0, 2, 2, 2, 2]), [2, 0, 5, 5, 2, 2]);
    }

    #[test]
    fn the_word_nearest_to_the_root_leads() {
        // "Agence" is the object; "France" hung from "Presse", and "Presse" from "said".
        assert_eq!(joined("said Agence France-Presse", &[0, 1, 5, 3, 2]), [0, 1, 5, 3, 2]);
        assert_eq!(joined("Leaders of al-Hol fled", &[6, 3, 1, 3, 6, 0]), [6, 3, 5, 3, 6, 0]);
    }

    #[test]
    fn a_run_before_its_noun_stays_a_modifier() {
        assert_eq!(joined("Harab al-Jir base fell", &[5, 5, 2, 6, 6, 0]), [5, 5, 2, 2, 6, 0]);
    }

    #[test]
    fn joined_trees_and_plain_dashes_stay() {
        assert_eq!(joined("US-led forces left", &[3, 3, 4, 5, 0]), [3, 3, 4, 5, 0]);
        assert_eq!(joined("Rebels - they said - left", &[6, 4, 4, 6, 4, 0]), [6, 4, 4, 6, 4, 0]);
    }
}
