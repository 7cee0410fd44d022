//! One sentence's analysis: a dependency tree with tags and lemmas, read off the encoder's scores.

use compact_str::CompactString;
use triplewire_tokenizer::Sentence;

use crate::{
    error::EncodeError,
    hyphens,
    lemma::lemma,
    reports,
    scores::{Encoder, Inventory, Matrix, Scores},
    tree::best_tree,
};

/// A word of a [`Parse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Universal part of speech.
    pub upos: CompactString,
    /// Penn Treebank tag.
    pub xpos: CompactString,
    /// Dictionary form.
    pub lemma: CompactString,
    /// Index of the head in [`Parse::nodes`]; none for the root.
    pub head: Option<usize>,
    /// Universal Dependencies relation to the head, with subtype.
    pub deprel: CompactString,
}

/// The tree of one sentence: exactly one root, every word reaches it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parse {
    /// One node a word.
    pub nodes: Vec<Node>,
    /// For each word the probability, 0 to 1, that the scores give to its head and label together;
    /// empty where the tree does not come from scores.
    pub certainty: Vec<f32>,
}

/// Reads the best tree, its labels, the tags and the lemmas off a sentence's scores.
///
/// The word that hangs from the root is labelled `root` and no other word is. Where the scores
/// have fewer rows than the sentence has words, only the scored words get nodes.
///
/// # Errors
/// Only when the encoder cannot label the arcs.
pub fn parse(
    text: &str,
    sentence: &Sentence,
    scores: &Scores,
    inventory: &Inventory,
    encoder: &dyn Encoder,
) -> Result<Parse, EncodeError> {
    let heads = best_tree(&scores.arcs);
    let labels = encoder.label(scores, &heads)?;
    let root = inventory.deprels.iter().position(|name| name == "root");
    let mut nodes: Vec<Node> = sentence
        .words
        .iter()
        .zip(&heads)
        .enumerate()
        .map(|(index, (word, &head))| {
            let upos = best(&scores.upos, index, None, &inventory.upos);
            let scripts = if index < scores.lemmas.rows() { scores.lemmas.row(index) } else { &[] };
            let deprel = if head == 0 { "root" } else { best(&labels, index, root, &inventory.deprels) };
            Node {
                lemma: lemma(word.span.of(text), upos, &inventory.lemmas, scripts).into(),
                upos: upos.into(),
                xpos: best(&scores.xpos, index, None, &inventory.xpos).into(),
                head: head.checked_sub(1),
                deprel: deprel.into(),
            }
        })
        .collect();
    let certainty = heads.iter().enumerate().map(|(word, &head)| {
        let label =
            nodes.get(word).and_then(|node| inventory.deprels.iter().position(|name| *name == node.deprel));
        probability(&scores.arcs, word, head) * label.map_or(1.0, |label| probability(&labels, word, label))
    });
    let certainty = certainty.take(nodes.len()).collect();
    let forms: Vec<&str> = sentence.words.iter().map(|word| word.span.of(text)).collect();
    name_not_verb(&forms, &mut nodes);
    hyphens::join(text, &sentence.words, &mut nodes);
    reports::mend(&mut nodes);
    Ok(Parse { nodes, certainty })
}

/// "IS" in capitals among words in lower case is the group's name and not the verb, for which a
/// tagger that saw neither often takes it.
fn name_not_verb(forms: &[&str], nodes: &mut [Node]) {
    let capitals = |form: &&str| form.len() > 1 && form.chars().all(char::is_uppercase);
    if 2 * forms.iter().filter(|form| capitals(form)).count() > forms.len() {
        return;
    }
    for index in 0..nodes.len().min(forms.len()) {
        if forms[index] != "IS" || nodes[index].upos != "AUX" {
            continue;
        }
        let head = nodes[index].head;
        let has_subject = nodes.iter().any(|node| node.head == head && node.deprel.starts_with("nsubj"));
        let before_noun = head == Some(index + 1) && head.is_some_and(|head| nodes[head].upos != "VERB");
        let deprel = match head {
            None => "root",
            Some(_) if before_noun || has_subject => "compound",
            Some(_) => "nsubj",
        };
        nodes[index] = Node {
            upos: "PROPN".into(),
            xpos: "NNP".into(),
            lemma: "IS".into(),
            head,
            deprel: deprel.into(),
        };
    }
}

/// The share of one column in the softmax of a row, rounded to a thousandth so that the last bits of
/// an exponential, which differ between machines, are never seen.
fn probability(scores: &Matrix, row: usize, column: usize) -> f32 {
    if row >= scores.rows() {
        return 0.0;
    }
    let row = scores.row(row);
    let Some(chosen) = row.get(column).filter(|score| score.is_finite()) else { return 0.0 };
    let total: f32 = row.iter().filter(|score| !score.is_nan()).map(|score| (score - chosen).exp()).sum();
    (1000.0 / total).round() / 1000.0
}

/// The name with the highest score in a row, the first of equals, `except` left out.
fn best<'n>(scores: &Matrix, row: usize, except: Option<usize>, names: &'n [String]) -> &'n str {
    if row >= scores.rows() {
        return "";
    }
    let mut best: Option<(f32, usize)> = None;
    for (index, &score) in scores.row(row).iter().enumerate() {
        if Some(index) != except && best.is_none_or(|(value, _)| score > value) {
            best = Some((score, index));
        }
    }
    best.and_then(|(_, index)| names.get(index)).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(upos: &str, head: Option<usize>, deprel: &str) -> Node {
        let (xpos, lemma) = ("VBZ".into(), "be".into());
        Node { upos: upos.into(), xpos, lemma, head, deprel: deprel.into() }
    }

    #[test]
    fn a_probability_is_a_share_of_its_row() {
        let scores = Matrix { values: vec![1.0, 1.0, f32::NAN, 0.0, 100.0, -100.0], width: 3 };
        let percent = |row, column| format!("{:.0}", 100.0 * probability(&scores, row, column));
        assert_eq!([percent(0, 0), percent(0, 1), percent(0, 2)], ["50", "50", "0"]);
        assert_eq!([percent(1, 0), percent(1, 1), percent(1, 2)], ["0", "100", "0"]);
        assert_eq!([percent(2, 0), percent(0, 3)], ["0", "0"]);
    }

    #[test]
    fn capitals_tell_the_group_from_the_verb() {
        let mut nodes =
            vec![node("AUX", Some(1), "aux:pass"), node("VERB", None, "root"), node("NOUN", Some(1), "obj")];
        let plain = nodes.clone();
        name_not_verb(&["IS", "claimed", "responsibility"], &mut nodes);
        assert_eq!((&*nodes[0].deprel, &*nodes[0].upos, &*nodes[0].lemma), ("nsubj", "PROPN", "IS"));
        for forms in [["is", "claimed", "responsibility"], ["IS", "CLAIMED", "RESPONSIBILITY"]] {
            let mut nodes = plain.clone();
            name_not_verb(&forms, &mut nodes);
            assert_eq!(nodes, plain);
        }
    }
}
