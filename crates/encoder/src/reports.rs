//! A tree in, the same tree with the words of a verb of saying hanging from it out.
//!
//! In "Gunmen robbed the bank, police said on Wednesday" the clause stands before the verb that reports it.
//! Nothing behind that verb can hang from the clause, and of two subjects in front of it the later one is the
//! speaker; a parser that scores arcs one by one gets both wrong now and then.

use crate::parse::Node;

/// Hangs what stands behind a verb of saying, or speaks, from that verb instead of the clause before it.
pub(crate) fn mend(nodes: &mut [Node]) {
    free_reports(nodes);
    for clause in 0..nodes.len() {
        give_subject(nodes, clause);
        let Some(verb) = nodes[clause].head.filter(|&verb| clause < verb && verb < nodes.len()) else {
            continue;
        };
        if !nodes[clause].deprel.starts_with("ccomp") || !matches!(&*nodes[verb].upos, "VERB" | "AUX") {
            continue;
        }
        let mut spoken = !subjects(nodes, verb).is_empty();
        for node in nodes.iter_mut().skip(verb + 1).filter(|node| node.head == Some(clause)) {
            // "…," said Sheikh Faysal: whoever stands behind the verb speaks, if nobody stands before it.
            let speaker = !spoken
                && matches!(&*node.upos, "NOUN" | "PROPN" | "PRON")
                && matches!(base(node), "nsubj" | "conj" | "obj" | "appos");
            if speaker {
                spoken = true;
                node.deprel = "nsubj".into();
            }
            if speaker || matches!(base(node), "obl" | "advmod" | "advcl" | "obj") {
                node.head = Some(verb);
            }
        }
        free_oblique(nodes, clause, verb);
        // "Banks closed and a school was hit, the mayor said": the speaker may hang from any clause before it.
        for told in 0..verb {
            let is_told = told == clause || is_conjunct(&nodes[told], clause);
            if is_told
                && let [_, .., second] = *subjects(nodes, told)
                && subjects(nodes, verb).is_empty()
                && second > told
            {
                nodes[second].head = Some(verb);
                nodes[second].deprel = "nsubj".into();
            }
        }
        // "If the river rises, crews will leave, he said": what comes first is of what was said.
        for node in nodes.iter_mut().take(clause).filter(|node| node.head == Some(verb)) {
            if matches!(base(node), "obl" | "advmod" | "advcl") {
                node.head = Some(clause);
            }
        }
    }
}

/// "…, News.Az reports": a finite verb with a subject explains no noun; it stands beside the whole sentence.
fn free_reports(nodes: &mut [Node]) {
    let roots: Vec<usize> = (0..nodes.len()).filter(|&word| nodes[word].head.is_none()).collect();
    let [root] = *roots.as_slice() else { return };
    for verb in 0..nodes.len() {
        let finite = matches!(&*nodes[verb].xpos, "VBD" | "VBZ" | "VBP") && nodes[verb].upos == "VERB";
        if finite && nodes[verb].deprel == "appos" && verb != root && !subjects(nodes, verb).is_empty() {
            nodes[verb].head = Some(root);
            nodes[verb].deprel = "parataxis".into();
        }
    }
}

fn is_conjunct(node: &Node, of: usize) -> bool {
    node.head == Some(of) && node.deprel == "conj"
}

/// "They stole votes from dockers, she told supporters in Homs": a phrase behind the verb of saying hangs from no
/// word of the clause before it.
fn free_oblique(nodes: &mut [Node], clause: usize, verb: usize) {
    for word in verb + 1..nodes.len() {
        let crosses = nodes[word].head.is_some_and(|head| head < verb && is_under(nodes, head, clause));
        let led = (verb + 1..word).any(|lead| nodes[lead].head == Some(word) && nodes[lead].deprel == "case");
        if crosses && led && matches!(&*nodes[word].upos, "NOUN" | "PROPN") {
            nodes[word].head = Some(verb);
            nodes[word].deprel = "obl".into();
        }
    }
}

/// Whether a word hangs from another, over however many words.
fn is_under(nodes: &[Node], word: usize, above: usize) -> bool {
    let mut at = Some(word);
    // As many steps as there are words: a loop ends too.
    for _ in 0..nodes.len() {
        match at {
            Some(here) if here == above => return true,
            Some(here) => at = nodes.get(here).and_then(|node| node.head),
            None => return false,
        }
    }
    false
}

/// "…, said Thapa, who leads the rescue": a clause about the name before it is no report.
fn free_relative(nodes: &mut [Node], clause: usize, verb: usize) {
    let &[who] = subjects(nodes, clause).as_slice() else { return };
    let relative = nodes[who].xpos == "WP" && nodes[who].lemma == "who" && who < clause;
    let speaker = subjects(nodes, verb).into_iter().rfind(|&speaker| speaker < who);
    let Some(speaker) = speaker.filter(|_| relative) else { return };
    let of_name = |word: usize| nodes[word].head == Some(speaker) || nodes[word].upos == "PUNCT";
    let follows = (speaker + 1..who).all(of_name) && nodes[who - 1].upos == "PUNCT";
    if follows && verb < speaker {
        nodes[clause].head = Some(speaker);
        nodes[clause].deprel = "acl:relcl".into();
    }
}

/// "denied that Asker had pressed the bank, saying it was free": who denies it says the rest.
fn give_saying(nodes: &mut [Node], clause: usize, verb: usize) {
    for word in clause + 1..nodes.len() {
        let says = nodes[word].xpos == "VBG" && nodes[word].lemma == "say" && base(&nodes[word]) == "advcl";
        if says && nodes[word].head == Some(clause) && nodes[word - 1].upos == "PUNCT" {
            nodes[word].head = Some(verb);
        }
    }
}

/// Of "Police said on Monday they fired": what stands between the verb of saying and its clause, without "that",
/// is of the saying.
fn give_adverbial(nodes: &mut [Node], clause: usize, verb: usize) {
    let Some(&subject) = subjects(nodes, clause).iter().find(|&&subject| subject > verb) else { return };
    let marked = (verb..clause).any(|word| nodes[word].head == Some(clause) && base(&nodes[word]) == "mark");
    for word in verb + 1..subject {
        let first = (verb + 1..=word).find(|&under| under == word || nodes[under].head == Some(word));
        if nodes[word].head == Some(clause)
            && base(&nodes[word]) == "obl"
            && first == Some(verb + 1)
            && !marked
        {
            nodes[word].head = Some(verb);
        }
    }
}

/// Of "Tea exporter Highland said it would close": a subject before the verb of saying, of a clause that has one
/// of its own behind it, is who speaks; what stands right before it describes it.
fn give_speaker(nodes: &mut [Node], clause: usize, verb: usize) {
    if let &[name, own] = subjects(nodes, clause).as_slice()
        && name < verb
        && own > verb
        && let &[description] = subjects(nodes, verb).as_slice()
        && description < name
    {
        let under = |head: usize| head == name || nodes.get(head).is_some_and(|node| node.head == Some(name));
        let between = |word: usize| nodes[word].head.is_some_and(under);
        if (description + 1..name).all(between) {
            nodes[name].head = Some(verb);
            nodes[description].head = Some(name);
            nodes[description].deprel = "nmod:desc".into();
        }
    }
}

/// Of "The letter, Lund replied, arrived late": two subjects of the verb of saying, none of the clause behind it.
/// The first is the clause's.
fn give_subject(nodes: &mut [Node], clause: usize) {
    let Some(verb) = nodes[clause].head.filter(|&verb| verb < clause) else { return };
    if !nodes[clause].deprel.starts_with("ccomp") {
        return;
    }
    free_relative(nodes, clause, verb);
    give_saying(nodes, clause, verb);
    give_adverbial(nodes, clause, verb);
    give_speaker(nodes, clause, verb);
    // "…, replied Lund, …": a name right behind the verb is no object where the clause has no subject.
    let next = verb + 1;
    let finite = matches!(&*nodes[clause].xpos, "VBD" | "VBZ" | "VBP" | "VB");
    if let (&[first], &[]) = (subjects(nodes, verb).as_slice(), subjects(nodes, clause).as_slice())
        && finite
        && first < verb
        && next < clause
        && nodes[next].head == Some(verb)
        && nodes[next].deprel == "obj"
        && nodes[next].upos == "PROPN"
    {
        nodes[next].deprel = "nsubj".into();
    }
    if let (&[first, second], &[]) = (subjects(nodes, verb).as_slice(), subjects(nodes, clause).as_slice())
        && first < verb
        && first < second
    {
        nodes[first].head = Some(clause);
    }
}

/// The subjects of a word.
fn subjects(nodes: &[Node], of: usize) -> Vec<usize> {
    (0..nodes.len()).filter(|&word| nodes[word].head == Some(of) && base(&nodes[word]) == "nsubj").collect()
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
                    xpos: "".into(),
                    lemma: "".into(),
                    head,
                    deprel: fields[2].into(),
                }
            })
            .collect();
        mend(&mut nodes);
        nodes.iter().map(|node| node.head.map_or(0, |head| head + 1)).collect()
    }

    /// A node of `(UPOS, XPOS, lemma, head from 1, deprel)`.
    fn node((upos, xpos, lemma, head, deprel): (&str, &str, &str, usize, &str)) -> Node {
        Node {
            upos: upos.into(),
            xpos: xpos.into(),
            lemma: lemma.into(),
            head: head.checked_sub(1),
            deprel: deprel.into(),
        }
    }

    #[test]
    fn a_clause_about_the_speaker_is_no_report() {
        // "said Thapa, who leads"
        let mut nodes = [
            ("VERB", "VBD", "say", 0, "root"),
            ("PROPN", "NNP", "Thapa", 1, "nsubj"),
            ("PUNCT", ",", ",", 5, "punct"),
            ("PRON", "WP", "who", 5, "nsubj"),
            ("VERB", "VBZ", "lead", 1, "ccomp"),
        ]
        .map(node);
        mend(&mut nodes);
        assert_eq!((nodes[4].head, &*nodes[4].deprel), (Some(1), "acl:relcl"));
    }

    #[test]
    fn a_participle_of_saying_is_of_whoever_said_the_rest() {
        // "Serikov denied Asker pressed, saying"
        let mut nodes = [
            ("PROPN", "NNP", "Serikov", 2, "nsubj"),
            ("VERB", "VBD", "deny", 0, "root"),
            ("PROPN", "NNP", "Asker", 4, "nsubj"),
            ("VERB", "VBD", "press", 2, "ccomp"),
            ("PUNCT", ",", ",", 6, "punct"),
            ("VERB", "VBG", "say", 4, "advcl"),
        ]
        .map(node);
        mend(&mut nodes);
        assert_eq!(nodes[5].head, Some(1));
    }

    #[test]
    fn what_stands_behind_the_verb_of_saying_is_its_own() {
        // "Gunmen robbed banks, police said Wednesday"
        let tree = "NOUN 2 nsubj, VERB 5 ccomp, NOUN 2 obj, NOUN 5 nsubj, VERB 0 root, PROPN 2 obl";
        assert_eq!(mended(tree), [2, 5, 2, 5, 0, 5]);
        // "Hungary blocked loans, Orban said": the second subject speaks.
        let tree = "PROPN 2 nsubj, VERB 5 ccomp, NOUN 2 obj, PROPN 2 nsubj, VERB 0 root";
        assert_eq!(mended(tree), [2, 5, 2, 5, 0]);
        // "The letter, Lund replied, arrived": the first subject is the clause's.
        let tree = "NOUN 3 nsubj, PROPN 3 nsubj, VERB 0 root, VERB 3 ccomp";
        assert_eq!(mended(tree), [4, 3, 0, 3]);
        // "Banks closed, said Lund"
        let tree = "NOUN 2 nsubj, VERB 3 ccomp, VERB 0 root, PROPN 2 nsubj";
        assert_eq!(mended(tree), [2, 3, 0, 3]);
        // "Banks closed and schools closed, mayors said"
        let tree = "NOUN 2 nsubj, VERB 6 ccomp, NOUN 4 nsubj, VERB 2 conj, NOUN 4 nsubj, VERB 0 root";
        assert_eq!(mended(tree), [2, 6, 4, 2, 6, 0]);
        // "Tomorrow gunmen leave, police said": the day is of what was said.
        let tree = "NOUN 5 obl, NOUN 3 nsubj, VERB 5 ccomp, NOUN 5 nsubj, VERB 0 root";
        assert_eq!(mended(tree), [3, 3, 5, 5, 0]);
        // "Police said Monday gunmen left": the day is of the saying.
        let tree = "NOUN 2 nsubj, VERB 0 root, PROPN 5 obl, NOUN 5 nsubj, VERB 2 ccomp";
        assert_eq!(mended(tree), [2, 0, 2, 5, 2]);
        // "Exporter Highland said it closed"
        let tree = "NOUN 3 nsubj, PROPN 5 nsubj, VERB 0 root, PRON 5 nsubj, VERB 3 ccomp";
        assert_eq!(mended(tree), [2, 3, 0, 5, 3]);
        // "Gunmen stole from banks, police told reporters in Homs": the place is of the telling.
        let tree = "NOUN 2 nsubj, VERB 6 ccomp, ADP 4 case, NOUN 2 obl, NOUN 6 nsubj, VERB 0 root, NOUN 6 iobj, \
                    ADP 9 case, PROPN 4 nmod";
        assert_eq!(mended(tree), [2, 6, 4, 2, 6, 0, 6, 9, 6]);
        // "Police said gunmen robbed banks Wednesday": the clause is behind, nothing crosses.
        let tree = "NOUN 2 nsubj, VERB 0 root, NOUN 4 nsubj, VERB 2 ccomp, NOUN 4 obj, PROPN 4 obl";
        assert_eq!(mended(tree), [2, 0, 4, 2, 4, 4]);
    }
}
