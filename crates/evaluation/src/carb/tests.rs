//! Whole files worked out by hand.

use super::*;

/// Three sentences. Gold words: S1 has g1 = won|Ada|the cup (4 words) and g2 = is|Ada|a pilot (4);
/// S2 has g3 = said|Bo|it rains (4); S3 has g4 = left|Cy|home (3), with no prediction.
const GOLD: &str = "\
Ada , a pilot , won the cup .\twon\tAda\tthe cup
Ada , a pilot , won the cup .\tis\tAda\ta pilot
It rains , Bo said .\tsaid\tBo\tit rains
Cy left home .\tleft\tCy\thome
";

/// S1: p1 (0.9) won|Ada|cup: against g1 precision 3/3, recall 3/4; g2 shares no relation word.
///     p2 (0.5) won|Ada|the big cup: against g1 precision 4/5, recall 4/4.
/// S2: p3 (0.5) said|it rains|Bo, reversed: precision 4/4, recall 4/4.
const PREDICTED: &str = "\
Ada, a pilot, won the cup.\t0.9\twon\tAda\tcup
Ada, a pilot, won the cup.\t0.5\twon\tAda\tthe big cup
It rains, Bo said.\t0.5\tsaid\tit rains\tBo
";

fn report(gold: &str, predicted: &str) -> CarbReport {
    let gold = read_gold(gold, "g.tsv").unwrap();
    let predicted = read_predictions(predicted, "p.tsv").unwrap();
    score(&gold, &predicted, "p.tsv").unwrap()
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
}

#[test]
fn two_cuts_by_hand() {
    let found = report(GOLD, PREDICTED);
    // Cut 0.5, S1: precision takes (g1, p1) = 1 first, then (g2, p2) = 0: 1 of 2 predictions.
    //   Recall: g1 takes the best of 3/4 and 1, g2 nothing: 1 of 2. S2: 1 of 1 and 1 of 1.
    //   S3: recall 0 of 1. P = 2/3, R = 2/4.
    // Cut 0.9, S1: precision 1 of 1, recall 3/4 of 2. S2: nothing kept. P = 1, R = 0.75/4.
    let curve = &found.multi_match.curve;
    assert_eq!(curve.len(), 2);
    close(curve[0].precision, 2.0 / 3.0);
    close(curve[0].recall, 0.5);
    close(curve[1].precision, 1.0);
    close(curve[1].recall, 0.1875);
    // The best F1 is at 0.5: 2 * (2/3) * (1/2) / (7/6) = 4/7.
    close(found.multi_match.f1, 4.0 / 7.0);
    close(found.multi_match.cut, 0.5);
    // AUC: from recall 0.5 to 0.1875 at the mean of 2/3 and 1, from there to 0 at 1.
    close(found.multi_match.auc, 0.3125 * 5.0 / 6.0 + 0.1875);
    assert_eq!(found.gold_without_prediction, 1);
    assert_eq!(found.gold_unmatched, 1);
}

#[test]
fn one_to_one_lets_a_prediction_serve_one_gold_tuple() {
    // g1 = won|Ada|the cup, g2 = won|Ada|the cup today; p = won|Ada|the cup: recall 4/4 and 4/5.
    let gold = "S .\twon\tAda\tthe cup\nS .\twon\tAda\tthe cup today\n";
    let found = report(gold, "S .\t1\twon\tAda\tthe cup\n");
    close(found.multi_match.recall, 1.8 / 2.0);
    close(found.one_to_one.recall, 1.0 / 2.0);
    close(found.multi_match.precision, 1.0);
    close(found.one_to_one.precision, 1.0);
}

#[test]
fn duplicate_confidences_are_one_point() {
    let predicted = "S .\t0.5\twon\tAda\tit\nS .\t0.5\tran\tAda\thome\n";
    let found = report("S .\twon\tAda\tit\n", predicted);
    assert_eq!(found.multi_match.curve.len(), 1);
    // One gold tuple serves one of two predictions.
    close(found.multi_match.precision, 0.5);
    close(found.multi_match.recall, 1.0);
}

#[test]
fn tuples_with_one_argument_and_forms_of_be() {
    // Gold: left|Ada (2 words), is|Bo|a pilot (4 words).
    // left|Ada|home matches the first, its second argument being passed over: 2 of 2 and 2 of 2.
    // be|Bo|pilot matches the second: be for is, Bo, pilot: 3 of 3 and 3 of 4.
    // is|Bo has no second argument: nothing.
    let gold = "S .\tleft\tAda\nS .\tis\tBo\ta pilot\n";
    let found = report(gold, "S .\t1\tleft\tAda\thome\nS .\t1\tbe\tBo\tpilot\nS .\t1\tis\tBo\n");
    close(found.multi_match.precision, 2.0 / 3.0);
    close(found.multi_match.recall, 1.75 / 2.0);
    close(found.one_to_one.recall, 1.75 / 2.0);
    assert_eq!(found.predicted_unmatched, 1);
}

#[test]
fn arguments_that_give_a_context_are_no_arguments() {
    // Gold is left with said|Bo: 2 words, which the prediction has; its content is passed over.
    let found = report("S .\tsaid\tBo\tC: he hopes\n", "S .\t0.3\tsaid\tBo\tall is well\n");
    close(found.multi_match.precision, 1.0);
    close(found.multi_match.recall, 1.0);
}

#[test]
fn cuts_above_a_sentence_count_its_gold() {
    // S1 is answered at 0.2 only, S2 at 0.8: at 0.8 precision is 1 of 1, recall 1 of 2.
    let gold = "S a .\ta\tx\nS b .\tb\ty\n";
    let found = report(gold, "S a .\t0.2\ta\tx\nS b .\t0.8\tb\ty\n");
    close(found.multi_match.curve[1].precision, 1.0);
    close(found.multi_match.curve[1].recall, 0.5);
    close(found.multi_match.f1, 1.0);
}

#[test]
fn predictions_for_other_sentences_are_counted_apart() {
    let found = report("S .\twon\tAda\tit\n", "S .\t0.5\twon\tAda\tit\nT .\t0.7\ta\tb\tc\n");
    assert_eq!(found.outside, 1);
    close(found.multi_match.f1, 1.0);
    // Its confidence is still a cut, as in the original: there, nothing is predicted.
    assert_eq!(found.multi_match.curve.len(), 2);
    close(found.multi_match.curve[1].precision, 1.0);
}

#[test]
fn nothing_predicted_and_nothing_in_common() {
    let found = report(GOLD, "");
    close(found.multi_match.f1, 0.0);
    assert_eq!(found.multi_match.interval, None);

    let gold = read_gold(GOLD, "g.tsv").unwrap();
    let predicted = read_predictions("\nOther .\t1\ta\tb\n", "p.tsv").unwrap();
    let error = score(&gold, &predicted, "p.tsv").unwrap_err();
    assert_eq!(error.to_string(), "p.tsv:2: none of the sentences is in the gold file");
}

#[test]
fn the_worst_sentence_comes_first() {
    let found = report(GOLD, PREDICTED);
    assert_eq!(found.worst(1)[0].text, "Cy left home .");
    close(found.p_value(&found).unwrap(), 1.0);
}
