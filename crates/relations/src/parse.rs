//! One sentence's analysis: a dependency tree with tags and lemmas, read off the encoder's scores.

use triplewire_encoder::{EncodeError, Encoder, Inventory, Matrix, Scores};
use triplewire_tokenizer::Sentence;

use crate::{lemma::lemma, tree::best_tree};

/// A word of a [`Parse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Universal part of speech.
    pub upos: String,
    /// Penn Treebank tag.
    pub xpos: String,
    /// Dictionary form.
    pub lemma: String,
    /// Index of the head in [`Parse::nodes`]; none for the root.
    pub head: Option<usize>,
    /// Universal Dependencies relation to the head, with subtype.
    pub deprel: String,
}

/// The tree of one sentence: exactly one root, every word reaches it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse {
    /// One node a word.
    pub nodes: Vec<Node>,
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
    let nodes = sentence
        .words
        .iter()
        .zip(&heads)
        .enumerate()
        .map(|(index, (word, &head))| {
            let upos = best(&scores.upos, index, None, &inventory.upos);
            let scripts = if index < scores.lemmas.rows() { scores.lemmas.row(index) } else { &[] };
            let deprel = if head == 0 { "root" } else { best(&labels, index, root, &inventory.deprels) };
            Node {
                lemma: lemma(word.span.of(text), upos, &inventory.lemmas, scripts),
                upos: upos.to_owned(),
                xpos: best(&scores.xpos, index, None, &inventory.xpos).to_owned(),
                head: head.checked_sub(1),
                deprel: deprel.to_owned(),
            }
        })
        .collect();
    Ok(Parse { nodes })
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
