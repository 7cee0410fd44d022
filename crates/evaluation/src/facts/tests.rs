//! Whole-file cases worked out by hand.

use super::*;

const GOLD: &str = "\
date: 2026-02-22
entity: ORG | Islamic State | IS | ISIS
entity: PER | Abu Hudhayfa | the spokesman
entity: GPE | Syria
fact: IS | claimed [responsibility for] | [two] attacks
  when: 2026-02-20
  by: BBC > Abu Hudhayfa
fact: forces | withdrew from | [the] base
  or: base | was left by | forces
  where: [northern] Syria
fact: regime | will not allow | attacks
  polarity: negative
  modality: future
fact: forces | remain at | airport
  optional: yes
";

fn fact(subject: &str, relation: &str, object: &str) -> PredictedFact {
    PredictedFact {
        article: "a".to_owned(),
        subject: Phrase::new(subject),
        relation: Phrase::new(relation),
        object: (!object.is_empty()).then(|| Phrase::new(object)),
        confidence: 1.0,
        ..PredictedFact::default()
    }
}

fn report(predicted: &[PredictedFact]) -> FactsReport {
    let gold = read(GOLD, "a", "a.facts").unwrap();
    score(&[gold], predicted, "p.jsonl").unwrap()
}

#[test]
fn plain_and_strict_counts() {
    let predicted = [
        // Matches fact 1 by an alias; border between relation and object moved.
        fact("The Islamic State", "claimed", "responsibility for two attacks"),
        // Matches fact 2 by its second form.
        fact("base", "left by", "forces"),
        // Matches fact 3 plainly; positive and asserted, so strictly wrong.
        fact("the regime", "not allow", "the attacks"),
        // Matches the optional fact: right, yet adds nothing to recall.
        fact("forces", "remain at", "the airport"),
        // Wrong.
        fact("forces", "bombed", "Paris"),
    ];
    let report = report(&predicted);
    let counts = |correct, found| Counts { correct, predicted: 5, found, gold: 3 };
    assert_eq!(report.plain, counts(4, 3));
    assert_eq!(report.strict, counts(3, 2));
    // P = 4/5, R = 1: F1 = 8/9.
    assert!((report.plain.f1() - 8.0 / 9.0).abs() < 1e-12);
}

use crate::counts::Counts;

#[test]
fn future_agrees_with_any_modality_that_is_not_asserted() {
    let mut one = fact("regime", "will not allow", "attacks");
    one.polarity = Polarity::Negative;
    one.modality = Modality::Possible;
    assert_eq!(report(&[one]).strict.correct, 1);
}

#[test]
fn name_text_and_core_are_tried() {
    let mut one = fact("the group", "claimed", "deadly attacks near Homs");
    one.subject.name = Some("ISIS".to_owned());
    one.object.as_mut().unwrap().core = Some("attacks".to_owned());
    assert_eq!(report(&[one]).plain.correct, 1);
}

#[test]
fn attributes_count_missing_and_spurious_values() {
    let mut first = fact("IS", "claimed", "attacks");
    first.when = Some(Time { text: "Friday".to_owned(), value: Some("2026-02-20".to_owned()) });
    // The innermost source counts, and an alias of it matches.
    first.by = vec![Phrase::new("the spokesman")];
    let mut second = fact("forces", "withdrew from", "the base");
    second.place = Some(Phrase::new("Syria"));
    // Spurious: the label has neither.
    second.by = vec![Phrase::new("Reuters")];
    second.when = Some(Time { text: "2025".to_owned(), value: Some("2025".to_owned()) });
    let report = report(&[first, second]);
    assert_eq!(report.by, Counts::one_to_one(1, 2, 1));
    assert_eq!(report.when, Counts::one_to_one(1, 2, 1));
    assert_eq!(report.place, Counts::one_to_one(1, 1, 1));
}

#[test]
fn attributes_come_from_the_most_confident_match() {
    let mut unsure = fact("IS", "claimed", "attacks");
    unsure.confidence = 0.2;
    unsure.when = Some(Time { text: String::new(), value: Some("2026-02-20".to_owned()) });
    let sure = fact("IS", "claimed", "two attacks");
    assert_eq!(report(&[unsure, sure]).when, Counts::one_to_one(0, 0, 1));
}

#[test]
fn causes_of_errors() {
    for (predicted, cause) in [
        (fact("forces", "withdrew from", "the base near Homs"), Cause::ObjectTooLong),
        (fact("forces", "withdrew", ""), Cause::ObjectTooShort),
        (fact("forces", "moved to", "the base"), Cause::RelationWrong),
        (fact("militants", "withdrew from", "the base"), Cause::SubjectWrong),
        (fact("regime", "not allow", "attacks"), Cause::PolarityOrModality),
        (fact("he", "is", "this"), Cause::NotFound),
    ] {
        let report = report(std::slice::from_ref(&predicted));
        assert_eq!(report.wrong.keys().collect::<Vec<_>>(), [&cause], "{predicted}");
    }
    assert_eq!(report(&[]).missed, [(Cause::NotFound, 3)].into());
}

#[test]
fn unknown_articles_are_named() {
    let gold = read(GOLD, "b", "b.facts").unwrap();
    let mut one = fact("IS", "claimed", "attacks");
    one.line = 7;
    let error = score(&[gold], &[one], "p.jsonl").unwrap_err();
    assert_eq!(error.to_string(), "p.jsonl:7: no labelled article is named 'a'");
}

#[test]
fn without_predictions_everything_is_zero() {
    let report = report(&[]);
    assert!(report.plain.f1().abs() < 1e-12);
    assert_eq!(report.plain_interval, None);
}
