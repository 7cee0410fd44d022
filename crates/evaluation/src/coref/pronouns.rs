//! Gold and predicted clusters of a document in, how many of its pronouns are linked, and rightly, out.

use super::read::{CorefDocument, Mention};
use crate::counts::Counts;

/// Personal pronouns of English, in lower case.
const PRONOUNS: &[&str] = &[
    "i",
    "me",
    "my",
    "mine",
    "myself",
    "we",
    "us",
    "our",
    "ours",
    "ourselves",
    "you",
    "your",
    "yours",
    "yourself",
    "yourselves",
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "it",
    "its",
    "itself",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
];

/// Whether a word is a personal pronoun. "US" is a country.
pub(super) fn is_pronoun(form: &str) -> bool {
    form != "US" && PRONOUNS.contains(&form.to_lowercase().as_str())
}

/// What a pronoun is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Antecedent {
    /// The nearest mention before it of its predicted cluster (the nearest after it where there is none).
    Nearest,
    /// The nearest one that is no pronoun: whom or what a reader of the cluster would take it for.
    Named,
}

/// Counts pronouns that are mentions of a cluster with others; predicted are those whose cluster has
/// an antecedent that is no pronoun.
///
/// A predicted one is right where gold has it in a cluster to which its antecedent belongs. Systems draw
/// the borders of a mention differently ("Obama", "President Obama"): a mention belongs to the cluster of
/// the smallest gold mention that contains it, or of the largest that it contains.
#[must_use]
pub fn pronoun_links(gold: &CorefDocument, predicted: &CorefDocument, by: Antecedent) -> Counts {
    let is_pronoun = |mention: &Mention| {
        mention.end == mention.start + 1 && gold.pronouns.binary_search(&mention.start).is_ok()
    };
    let linked = |document: &CorefDocument, word: usize| {
        let mention = Mention { start: word, end: word + 1 };
        document.clusters.iter().position(|cluster| cluster.len() > 1 && cluster.contains(&mention))
    };
    let mut counts = Counts::default();
    for &word in &gold.pronouns {
        let truth = linked(gold, word);
        counts.gold += usize::from(truth.is_some());
        let Some(cluster) = linked(predicted, word) else { continue };
        let cluster = &predicted.clusters[cluster];
        if cluster.iter().all(is_pronoun) {
            continue;
        }
        counts.predicted += 1;
        let may =
            |mention: &&Mention| mention.start != word && (by == Antecedent::Nearest || !is_pronoun(mention));
        let before = cluster.iter().filter(may).filter(|mention| mention.start < word).max();
        let antecedent = before.or_else(|| cluster.iter().filter(may).min());
        if truth.is_some() && truth == antecedent.and_then(|antecedent| cluster_of(gold, *antecedent)) {
            counts.correct += 1;
            counts.found += 1;
        }
    }
    counts
}

/// The gold cluster that a predicted mention belongs to.
fn cluster_of(gold: &CorefDocument, mention: Mention) -> Option<usize> {
    let mentions =
        || gold.clusters.iter().enumerate().flat_map(|(at, cluster)| cluster.iter().map(move |m| (at, m)));
    let around = mentions().filter(|(_, m)| m.start <= mention.start && mention.end <= m.end);
    let smallest = around.min_by_key(|(_, m)| m.end - m.start);
    let inside = || mentions().filter(|(_, m)| mention.start <= m.start && m.end <= mention.end);
    smallest.or_else(|| inside().max_by_key(|(_, m)| m.end - m.start)).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(forms: &str, clusters: &[&[(usize, usize)]]) -> CorefDocument {
        let mention = |&(start, end): &(usize, usize)| Mention { start, end };
        let forms: Vec<&str> = forms.split(' ').collect();
        CorefDocument {
            words: forms.len(),
            pronouns: (0..forms.len()).filter(|&word| is_pronoun(forms[word])).collect(),
            clusters: clusters.iter().map(|cluster| cluster.iter().map(mention).collect()).collect(),
            ..CorefDocument::default()
        }
    }

    #[test]
    fn a_country_is_no_pronoun() {
        assert!(is_pronoun("us") && is_pronoun("Us") && is_pronoun("IT"));
        assert!(!is_pronoun("US"));
    }

    #[test]
    fn a_link_is_right_where_the_antecedent_is() {
        let text = "President Obama met Putin . He smiled , and his wife left . It rained";
        let gold = document(text, &[&[(0, 2), (5, 6), (9, 10)], &[(3, 4), (9, 11)]]);
        let named = |predicted: &CorefDocument| pronoun_links(&gold, predicted, Antecedent::Named);
        let right = document(text, &[&[(1, 2), (5, 6), (9, 10)]]);
        assert_eq!(named(&right), Counts::one_to_one(2, 2, 2));
        // "He" is taken for Putin and "his" for the same: the second link is right, but not the name.
        let wrong = document(text, &[&[(3, 4), (5, 6), (9, 10)], &[(1, 2), (13, 14)]]);
        assert_eq!(named(&wrong), Counts::one_to_one(0, 3, 2));
        assert_eq!(pronoun_links(&gold, &wrong, Antecedent::Nearest), Counts::one_to_one(1, 3, 2));
        // Pronouns alone stand for nobody.
        assert_eq!(named(&document(text, &[&[(5, 6), (9, 10)]])), Counts::one_to_one(0, 0, 2));
        assert_eq!(named(&document(text, &[])), Counts::one_to_one(0, 0, 2));
    }
}
