//! A tree in, the same tree with the words of a verb of saying hanging from it out.
//!
//! In "Gunmen robbed the bank, police said on Wednesday" the clause stands before the verb that reports it.
//! Nothing behind that verb can hang from the clause, and of two subjects in front of it the later one is the
//! speaker; a parser that scores arcs one by one gets both wrong now and then.

use crate::parse::Node;

/// Hangs what stands behind a verb of saying, or speaks, from that verb instead of the clause before it.
pub(crate) fn mend(nodes: &mut [Node]) {
    for clause in 0..nodes.len() {
        let Some(verb) = nodes[clause].head.filter(|&verb| clause < verb && verb < nodes.len()) else {
            continue;
        };
        if !nodes[clause].deprel.starts_with("ccomp") || !matches!(&*nodes[verb].upos, "VERB" | "AUX") {
            continue;
        }
        for word in verb + 1..nodes.len() {
            let adverbial = matches!(base(&nodes[word]), "obl" | "advmod" | "advcl" | "obj");
            if nodes[word].head == Some(clause) && adverbial {
                nodes[word].head = Some(verb);
            }
        }
        let subject = |word: &usize| base(&nodes[*word]) == "nsubj";
        let spoken = (0..nodes.len()).any(|word| nodes[word].head == Some(verb) && subject(&word));
        let mut own = (0..verb).filter(|word| nodes[*word].head == Some(clause)).filter(subject);
        let second = if spoken { None } else { own.next().and(own.last()) };
        if let Some(speaker) = second.filter(|&speaker| speaker > clause) {
            nodes[speaker].head = Some(verb);
        }
    }
}

/// The relation without its subtype.
fn base(node: &Node) -> &str {
    node.deprel.split(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of `UPOS HEAD DEPREL`, heads from 1.
    fn mended(lines: &str) -> Vec<usize> {
        let mut nodes: Vec<Node> = lines
            .split(", ")
            .map(|line| {
                let fields: Vec<&str> = line.split(' ').collect();
                let head = fields[1].parse::<usize>().unwrap().checked_sub(1);
                Node {
                    upos: fields[0].into(),
                    xpos: String::new(),
                    lemma: String::new(),
                    head,
                    deprel: fields[2].into(),
                }
            })
            .collect();
        mend(&mut nodes);
        nodes.iter().map(|node| node.head.map_or(0, |head| head + 1)).collect()
    }

    #[test]
    fn what_stands_behind_the_verb_of_saying_is_its_own() {
        // "Gunmen robbed banks, police said Wednesday"
        let tree = "NOUN 2 nsubj, VERB 5 ccomp, NOUN 2 obj, NOUN 5 nsubj, VERB 0 root, PROPN 2 obl";
        assert_eq!(mended(tree), [2, 5, 2, 5, 0, 5]);
        // "Hungary blocked loans, Orban said": the second subject speaks.
        let tree = "PROPN 2 nsubj, VERB 5 ccomp, NOUN 2 obj, PROPN 2 nsubj, VERB 0 root";
        assert_eq!(mended(tree), [2, 5, 2, 5, 0]);
        // "Police said gunmen robbed banks Wednesday": the clause is behind, nothing crosses.
        let tree = "NOUN 2 nsubj, VERB 0 root, NOUN 4 nsubj, VERB 2 ccomp, NOUN 4 obj, PROPN 4 obl";
        assert_eq!(mended(tree), [2, 0, 4, 2, 4, 4]);
    }
}
