//! Whole parses worked out by hand.

use super::*;
use crate::counts::Counts;

/// Rows of "id form lemma upos head deprel", sentences parted by an empty row.
fn bank(rows: &[&str]) -> Treebank {
    let mut text = String::new();
    for row in rows {
        let columns: Vec<&str> = row.split(' ').collect();
        match columns[..] {
            [id, form, lemma, upos, head, deprel] => {
                let row = format!("{id}\t{form}\t{lemma}\t{upos}\t_\t_\t{head}\t{deprel}\t_\t_\n");
                text.push_str(&row);
            }
            [id, form] => {
                let row = format!("{id}\t{form}{}\n", "\t_".repeat(8));
                text.push_str(&row);
            }
            _ => text.push('\n'),
        }
    }
    read(&text, "f").unwrap()
}

const GOLD: [&str; 6] = [
    "1 Ada Ada PROPN 2 nsubj",
    "2 sees see VERB 0 root",
    "3 the the DET 4 det",
    "4 bridges bridge NOUN 2 obj",
    "5 today today NOUN 2 obl:tmod",
    "6 . . PUNCT 2 punct",
];

#[test]
fn the_same_tokens() {
    let system = bank(&[
        "1 Ada ada PROPN 2 nsubj", // wrong lemma
        "2 sees see VERB 0 root",
        "3 the the DET 2 det",          // wrong head
        "4 bridges bridge NOUN 2 iobj", // wrong relation
        "5 today today ADV 2 obl",      // wrong tag, subtype missing
        "6 . . PUNCT 2 punct",
    ]);
    let report = score(&bank(&GOLD), &system, "p").unwrap();
    let six = |correct| Counts::one_to_one(correct, 6, 6);
    assert_eq!(report.words, six(6));
    assert_eq!(report.upos, six(5));
    assert_eq!(report.lemmas, six(5));
    assert_eq!(report.uas, six(5));
    assert_eq!(report.las, six(4));
    assert_eq!(report.las_with_subtypes, six(3));
    // Content: Ada, sees, bridges, today; "the" and "." are not. Three of four right.
    assert_eq!(report.clas, Counts::one_to_one(3, 4, 4));
    assert_eq!(report.by_deprel["obj"], Attachment { gold: 1, head: 1, labelled: 0 });
    assert_eq!(report.confusion["obj"]["iobj"], 1);
    // Distance 1: Ada, the. "the" has the wrong head.
    assert_eq!(report.by_distance["1"], Attachment { gold: 2, head: 1, labelled: 1 });
    let wrong = |word: &str, gold: &str, predicted: &str| WrongArc {
        word: word.to_owned(),
        gold: gold.to_owned(),
        predicted: predicted.to_owned(),
    };
    assert_eq!(
        report.worst(1)[0].errors,
        [wrong("the", "det of bridges", "det of sees"), wrong("bridges", "obj of sees", "iobj of sees"),]
    );
}

#[test]
fn other_tokens_and_sentences() {
    // The system splits "bridges" and ends a sentence after it.
    let system = bank(&[
        "1 Ada Ada PROPN 2 nsubj",
        "2 sees see VERB 0 root",
        "3 the the DET 4 det",
        "4 bridge bridge NOUN 2 obj",
        "5 s s PART 4 case",
        "",
        "1 today today NOUN 0 root",
        "2 . . PUNCT 1 punct",
    ]);
    let report = score(&bank(&GOLD), &system, "p").unwrap();
    assert_eq!(report.tokens, Counts::one_to_one(5, 7, 6));
    assert_eq!(report.sentences, Counts::one_to_one(0, 2, 1));
    assert_eq!(report.words, Counts::one_to_one(5, 7, 6));
    // Right heads: Ada, sees. "the" hangs on a word that does not align, today is a root.
    assert_eq!(report.uas, Counts::one_to_one(2, 7, 6));
    assert_eq!(report.trees[0].las, Counts::one_to_one(2, 7, 6));
    assert!((report.uas.f1() - 4.0 / 13.0).abs() < 1e-12);
}

#[test]
fn words_of_multiword_tokens_align_by_form() {
    let gold = bank(&["1-2 don't", "1 do do AUX 3 aux", "2 n't not PART 3 advmod", "3 go go VERB 0 root"]);
    // The same words without the token around them: "do" and "n't" pair by form, tokens do not.
    let split = bank(&["1 do do AUX 3 aux", "2 n't not PART 3 advmod", "3 go go VERB 0 root"]);
    let report = score(&gold, &split, "p").unwrap();
    assert_eq!(report.words, Counts::one_to_one(3, 3, 3));
    assert_eq!(report.las, Counts::one_to_one(3, 3, 3));
    assert_eq!(report.tokens, Counts::one_to_one(1, 3, 2));

    // One word for the whole token: neither of its words is found.
    let whole = bank(&["1 don't do AUX 2 aux", "2 go go VERB 0 root"]);
    let report = score(&gold, &whole, "p").unwrap();
    assert_eq!(report.words, Counts::one_to_one(1, 2, 3));
    assert_eq!(report.tokens, Counts::one_to_one(2, 2, 2));
}

#[test]
fn the_two_columns_of_tags_are_scored_apart() {
    let row = |upos: &str, xpos: &str| format!("1\tAda\tAda\t{upos}\t{xpos}\t_\t0\troot\t_\t_\n");
    let gold = read(&row("PROPN", "NNP"), "g").unwrap();
    let system = read(&row("PROPN", "NN"), "p").unwrap();
    let report = score(&gold, &system, "p").unwrap();
    assert_eq!((report.upos.correct, report.xpos.correct), (1, 0));
    assert_eq!(score(&gold, &gold, "p").unwrap().xpos, Counts::one_to_one(1, 1, 1));
}

#[test]
fn another_text_is_an_error() {
    let mut rows = GOLD;
    rows[3] = "4 bridge bridge NOUN 2 obj";
    let error = score(&bank(&GOLD), &bank(&rows), "p").unwrap_err();
    assert_eq!(error.to_string(), "p:5: the text differs from gold line 4");
}
