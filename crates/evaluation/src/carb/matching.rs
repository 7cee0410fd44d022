//! A gold and a predicted tuple in, the share of words they have in common out: CaRB's binary
//! lenient match.

use super::read::Tuple;

const FORMS_OF_BE: [&str; 8] = ["be", "is", "am", "are", "was", "were", "been", "being"];
/// A gold relation that contains one of these, inside a word too ("said" in "aforesaid"), may have
/// speaker and content the other way round.
const SPEECH: [&str; 5] = ["said", "told", "added", "adds", "says"];

/// Word overlap of two tuples.
#[derive(Debug, Clone, Copy, Default, PartialEq, PartialOrd)]
pub(super) struct Overlap {
    /// Share of the predicted words that gold has. Compared first.
    pub(super) precision: f64,
    /// Share of the gold words that the prediction has.
    pub(super) recall: f64,
}

/// Overlap of two tuples whose arguments after the first are joined into one. Words are compared
/// as written: case counts.
pub(super) fn overlap(gold: &Tuple, predicted: &Tuple) -> Overlap {
    let gold_args = binary(&gold.args);
    let predicted_args = binary(&predicted.args);
    let straight = compare(gold, &gold_args, predicted, &predicted_args);
    if !SPEECH.iter().any(|verb| gold.relation.contains(verb)) {
        return straight;
    }
    let mut reversed_args = predicted_args;
    if reversed_args.len() == 2 {
        reversed_args.reverse();
    }
    let reversed = compare(gold, &gold_args, predicted, &reversed_args);
    if reversed > straight { reversed } else { straight }
}

fn binary(args: &[String]) -> Vec<String> {
    match args {
        [first, rest @ ..] if !rest.is_empty() => vec![first.clone(), rest.join(" ")],
        _ => args.to_vec(),
    }
}

fn compare(gold: &Tuple, gold_args: &[String], predicted: &Tuple, predicted_args: &[String]) -> Overlap {
    let gold_words: Vec<&str> = gold.relation.split_whitespace().collect();
    let mut rest: Vec<&str> = predicted.relation.split_whitespace().collect();
    let (mut predicted_total, mut gold_total) = (rest.len(), gold_words.len());
    let mut common = take_common(&gold_words, &mut rest);
    // A predicted "be" that matched nothing counts for any form of the verb in gold, even one that
    // another word matched already.
    if rest.contains(&"be") && FORMS_OF_BE.iter().any(|form| gold_words.contains(form)) {
        common += 1;
    }
    if common == 0 {
        return Overlap::default();
    }
    for (place, gold_arg) in gold_args.iter().enumerate() {
        let gold_words: Vec<&str> = gold_arg.split_whitespace().collect();
        gold_total += gold_words.len();
        // Arguments that gold does not have are not looked at: they cost no precision.
        let Some(predicted_arg) = predicted_args.get(place) else {
            return Overlap::default();
        };
        let mut rest: Vec<&str> = predicted_arg.split_whitespace().collect();
        predicted_total += rest.len();
        common += take_common(&gold_words, &mut rest);
    }
    Overlap {
        precision: crate::counts::ratio(common, predicted_total),
        recall: crate::counts::ratio(common, gold_total),
    }
}

/// Number of gold words found in the prediction, each predicted word used once; those used are
/// removed.
fn take_common(gold: &[&str], predicted: &mut Vec<&str>) -> usize {
    let before = predicted.len();
    for word in gold {
        if let Some(place) = predicted.iter().position(|other| other == word) {
            predicted.remove(place);
        }
    }
    before - predicted.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tuple(parts: &[&str]) -> Tuple {
        Tuple {
            line: 1,
            relation: parts[0].to_owned(),
            args: parts[1..].iter().map(|&arg| arg.to_owned()).collect(),
            confidence: 1.0,
        }
    }

    /// Precision and recall as (common, predicted words, gold words).
    fn check(gold: &[&str], predicted: &[&str], expected: (usize, usize, usize)) {
        let found = overlap(&tuple(gold), &tuple(predicted));
        let (common, predicted_words, gold_words) = expected;
        let precision = common as f64 / predicted_words as f64;
        let recall = common as f64 / gold_words as f64;
        assert!((found.precision - precision).abs() < 1e-12, "{gold:?} {predicted:?} {found:?}");
        assert!((found.recall - recall).abs() < 1e-12, "{gold:?} {predicted:?} {found:?}");
    }

    #[test]
    fn words_in_common_by_part() {
        check(&["won", "Ada", "the cup"], &["won", "Ada", "the cup"], (4, 4, 4));
        // Relation 1, "Ada" 1, "cup" 1; predicted has 1 + 1 + 3 words, gold 1 + 2 + 2.
        check(&["won", "Ada King", "the cup"], &["won", "Ada", "a big cup"], (3, 5, 5));
        // A repeated word is used once: "the" of the second argument twice in gold.
        check(&["saw", "x", "the the"], &["saw", "x", "the"], (3, 3, 4));
    }

    #[test]
    fn case_counts() {
        check(&["won", "ada", "it"], &["won", "Ada", "it"], (2, 3, 3));
        check(&["Won", "Ada", "it"], &["won", "Ada", "it"], (0, 3, 3));
    }

    #[test]
    fn a_relation_without_a_common_word_is_no_match() {
        check(&["won", "Ada", "it"], &["took", "Ada", "it"], (0, 3, 3));
    }

    #[test]
    fn arguments_after_the_first_are_one() {
        check(&["won", "Ada", "cup", "in May"], &["won", "Ada", "cup in", "May"], (5, 5, 5));
    }

    #[test]
    fn tuples_with_one_argument() {
        // Gold has a second argument, the prediction none: no match at all.
        check(&["won", "Ada", "it"], &["won", "Ada"], (0, 2, 3));
        // The other way round, what gold does not have is not counted.
        check(&["won", "Ada"], &["won", "Ada", "the cup"], (2, 2, 2));
        check(&["rains"], &["rains", "it"], (1, 1, 1));
    }

    #[test]
    fn be_counts_for_any_form_of_it() {
        // "be" for "was".
        check(&["was held", "x", "y"], &["be held", "x", "y"], (4, 4, 4));
        // "is" matches "is", and "be" counts for it again: 2 of 2 relation words, of gold's one.
        // common 2 + 2, predicted 4, gold 3.
        check(&["is", "x", "y"], &["is be", "x", "y"], (4, 4, 3));
        // No form of be in gold.
        check(&["has", "x", "y"], &["be", "x", "y"], (0, 3, 3));
        // "is" for "be" gets nothing.
        check(&["be", "x", "y"], &["is", "x", "y"], (0, 3, 3));
    }

    #[test]
    fn speech_may_be_reversed() {
        check(&["said", "Ada", "it rains"], &["said", "it rains", "Ada"], (4, 4, 4));
        check(&["added that", "Ada", "it rains"], &["added", "it rains", "Ada"], (4, 4, 5));
        // Inside a word too.
        check(&["padded", "Ada", "a van"], &["padded", "a van", "Ada"], (4, 4, 4));
        check(&["aforesaid", "Ada", "a van"], &["aforesaid", "a van", "Ada"], (4, 4, 4));
        // Not for other verbs.
        check(&["claims", "Ada", "it rains"], &["claims", "it rains", "Ada"], (1, 4, 4));
    }
}
