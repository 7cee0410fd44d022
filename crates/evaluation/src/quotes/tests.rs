//! Labels and answers in, counts out: every rule of the score on its own.

use super::*;

fn quotation(start: usize, end: usize, speaker: impl Into<Option<Speaker>>) -> Quotation {
    Quotation { line: 1, article: "a".to_owned(), start, end, speaker: speaker.into() }
}

fn named(text: &str, names: &[&str]) -> Speaker {
    let names = names.iter().map(|&name| name.to_owned()).collect();
    Speaker { text: text.to_owned(), names, ..Speaker::default() }
}

fn placed(spans: &[Place], mentions: &[Place]) -> Speaker {
    Speaker { spans: spans.to_vec(), mentions: mentions.to_vec(), ..Speaker::default() }
}

fn label(place: Place, accepts: Accepts) -> Label {
    Label { place, words: "We left".to_owned(), speaker: "Ada Byron".to_owned(), accepts }
}

fn names(names: &[&str]) -> Accepts {
    Accepts::Names(names.iter().map(|&name| name.to_owned()).collect())
}

fn article(labels: Vec<Label>, clusters: Vec<Vec<Place>>) -> GoldArticle {
    GoldArticle { name: "a".to_owned(), labels, clusters, unknown: Vec::new() }
}

fn is_right(accepts: Accepts, clusters: &[Vec<Place>], speaker: Speaker) -> bool {
    let gold = article(vec![label((10, 17), accepts)], clusters.to_vec());
    score(&[gold], &[quotation(9, 20, speaker)], "p").unwrap().right == 1
}

#[test]
fn labels_are_counted_by_what_became_of_them() {
    let label = |start| label((start, start + 7), names(&["Ada Byron", "Ada"]));
    let mut gold = article([10, 30, 50, 70].map(label).to_vec(), Vec::new());
    gold.unknown = vec![(90, 99), (110, 120)];
    let predicted = [
        quotation(9, 20, named("she", &["Byron", "the ADA"])),
        quotation(29, 40, named("Bo", &[])),
        quotation(49, 60, None),
    ];
    let report = score(&[gold.clone()], &predicted, "p").unwrap();
    assert_eq!((report.labelled, report.found, report.right, report.unknown), (4, 2, 1, 2));
    assert!((report.accuracy() - 0.25).abs() < 1e-12 && (report.precision() - 0.5).abs() < 1e-12);
    let outcomes = &report.articles[0].outcomes;
    assert_eq!(outcomes.iter().map(|outcome| outcome.seen).collect::<Vec<_>>(), [true, true, true, false]);
    assert_eq!((outcomes[0].found.as_deref(), outcomes[0].entity.as_deref()), (Some("she"), Some("Byron")));
    assert!((report.p_value(&report).unwrap() - 1.0).abs() < 1e-12);
    let fewer = score(&[article(gold.labels[1..].to_vec(), Vec::new())], &[], "p").unwrap();
    assert_eq!(report.p_value(&fewer), None);
}

#[test]
fn a_label_is_answered_by_the_quotation_that_shares_most_with_it() {
    let gold = article(vec![label((10, 30), names(&["Ada"]))], Vec::new());
    let predicted = [
        quotation(0, 15, named("Bo", &[])),
        quotation(15, 40, named("Ada", &[])),
        quotation(30, 90, named("Cy", &[])),
    ];
    assert_eq!(score(std::slice::from_ref(&gold), &predicted, "p").unwrap().right, 1);
    // Quotations that only touch it say nothing about it.
    let outcome = &score(&[gold], &predicted[2..], "p").unwrap().articles[0].outcomes[0];
    assert!(!outcome.seen && outcome.found.is_none() && !outcome.right);
}

#[test]
fn names_are_the_same_but_for_case_and_determiners() {
    let accepts = || names(&["Rapid Support Forces", "a heckler"]);
    for (text, names, right) in [
        ("it", &["rapid support forces"][..], true),
        ("it", &["RSF", "The Rapid Support Forces"], true),
        ("heckler", &[], true),
        ("Rapid Support Forces’s", &[], true),
        ("Support Forces", &["Forces"], false),
        ("the", &[], false),
    ] {
        assert_eq!(is_right(accepts(), &[], named(text, names)), right, "{text} {names:?}");
    }
}

#[test]
fn words_stand_for_the_mention_that_fits_them_best() {
    // "her father" (40 to 50) with "her" (40 to 43) inside.
    let clusters = [vec![(40, 43), (60, 63)], vec![(40, 50), (70, 72)]];
    let right = |cluster, spans: &[Place], mentions: &[Place]| {
        is_right(Accepts::Cluster(cluster), &clusters, placed(spans, mentions))
    };
    assert!(right(1, &[(40, 50)], &[]) && !right(0, &[(40, 50)], &[]));
    assert!(right(0, &[(40, 43)], &[]) && !right(1, &[(40, 43)], &[]));
    // What the words say counts before what their entity is.
    assert!(right(0, &[(60, 63)], &[(70, 72), (40, 50)]));
}

#[test]
fn words_inside_a_quotation_name_nobody() {
    // "I" (12 to 13) in the label, "I" (32 to 33) in another quotation, "he" (60 to 62) in neither.
    let clusters = vec![vec![(12, 13), (32, 33), (60, 62)]];
    let mut gold = article(vec![label((10, 17), Accepts::Cluster(0))], clusters);
    gold.unknown = vec![(30, 40)];
    let right = |gold: &GoldArticle, spans: &[Place], mentions: &[Place]| {
        let predicted = [quotation(9, 20, placed(spans, mentions))];
        score(std::slice::from_ref(gold), &predicted, "p").unwrap().right == 1
    };
    assert!(right(&gold, &[(60, 62)], &[]));
    assert!(!right(&gold, &[(12, 13)], &[]) && !right(&gold, &[(32, 33)], &[]));
    assert!(right(&gold, &[(12, 13)], &[(60, 62)]));
    // A quotation that is told inside another has its speaker named there too.
    gold.unknown = vec![(0, 50)];
    assert!(right(&gold, &[(32, 33)], &[]) && !right(&gold, &[(12, 13)], &[]));
}

#[test]
fn words_that_touch_no_mention_stand_for_what_their_entity_does() {
    let clusters = [vec![(40, 43), (60, 63)], vec![(40, 50), (70, 72)]];
    let right = |cluster, mentions: &[Place]| {
        is_right(Accepts::Cluster(cluster), &clusters, placed(&[(90, 95)], mentions))
    };
    assert!(right(0, &[(40, 43), (60, 63), (70, 72)]) && !right(1, &[(40, 43), (60, 63), (70, 72)]));
    assert!(!right(0, &[]) && !right(1, &[(80, 85)]));
}

#[test]
fn predictions_are_read_line_by_line() {
    let text = "\n{\"article\": \"a\", \"start\": 9, \"end\": 20, \"speaker\": {\"text\": \"Ada\", \"spans\": [[1, 4]]}}\n\
                {\"article\": \"a\", \"start\": 29, \"end\": 40, \"speaker\": null}\n\
                {\"article\": \"a\", \"start\": 29, \"end\": 40}\n";
    let predicted = read_predictions(text, "p").unwrap();
    assert_eq!(predicted.iter().map(|quotation| quotation.line).collect::<Vec<_>>(), [2, 3, 4]);
    let ada = Speaker { text: "Ada".to_owned(), spans: vec![(1, 4)], ..Speaker::default() };
    assert_eq!(predicted[0].speaker, Some(ada));
    assert_eq!((&predicted[1].speaker, &predicted[2].speaker), (&None, &None));
    let error = read_predictions("{\"article\": \"a\", \"start\": -1, \"end\": 2}\n", "p").unwrap_err();
    assert!(error.to_string().starts_with("p:1: not a quotation: invalid value"), "{error}");
    let error = score(&[], &predicted, "p").unwrap_err().to_string();
    assert_eq!(error, "p:2: no article 'a' in gold");
}
