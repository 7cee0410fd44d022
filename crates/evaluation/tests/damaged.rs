//! Damaged files: whatever is deleted, doubled or replaced in a valid file, every reader gives a
//! value or an error that names a line of the file, and every scorer takes what its reader gave.

use triplewire_evaluation::bootstrap::SplitMix64;
use triplewire_evaluation::{
    ReadError, benchie, carb, coref, facts, ner, oie2016, parse, quotes, re3d, time, wire57,
};

/// Pieces that mean something in one of the formats, or that are easy to get wrong.
const PIECES: &[&str] = &[
    "\t",
    "\n",
    "\n\n",
    " ",
    "|",
    ":",
    "[",
    "]",
    "(",
    ")",
    "-",
    "_",
    "#",
    "0",
    "1",
    "99999999999999999999",
    "\u{feff}",
    "é",
    "\u{1F600}",
    "e\u{301}",
    "محمد",
    "\r",
    "\u{0}",
    "NaN",
    "-->",
    "{",
    "}",
    "\"",
    "O",
    "B-",
];

fn damage(text: &str, random: &mut SplitMix64) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=random.below(4) {
        let at = random.below(chars.len() + 1);
        let end = (at + random.below(12)).min(chars.len());
        match random.below(4) {
            0 => drop(chars.drain(at..end)),
            1 => {
                let copy: Vec<char> = chars[at..end].to_vec();
                chars.splice(at..at, copy);
            }
            2 => chars.truncate(end),
            _ => {
                let piece = PIECES[random.below(PIECES.len())];
                chars.splice(at..end.min(at + 1).max(at), piece.chars());
            }
        }
    }
    chars.into_iter().collect()
}

fn check(valid: &str, read: impl Fn(&str) -> Result<(), ReadError>) {
    assert_eq!(read(valid), Ok(()));
    let mut random = SplitMix64::new(7);
    for _ in 0..3000 {
        let text = damage(valid, &mut random);
        if let Err(error) = read(&text) {
            let lines = text.lines().count().max(1);
            // An error at the end of JSON stands on the line after the last newline.
            assert!((1..=lines + 1).contains(&error.line), "{error} in {text:?}");
            assert!(!error.message.contains('\n'), "{error:?}");
        }
    }
}

const FACTS: &str = "date: 2026-02-22\nentity: ORG | Islamic State | IS\nfact: IS | claimed [two] | attacks\n  \
                     or: attacks | claimed by | IS\n  by: BBC > AFP\n  when: 2026-02-20/2026-02-21T10:00Z\n  \
                     polarity: negative\n  modality: future\n  where: [north] Syria\n  optional: yes\n";
const PREDICTED: &str = r#"{"article":"a","subject":{"text":"IS","name":"Islamic State"},"relation":{"text":"claimed"},"object":{"text":"attacks"},"by":[{"text":"AFP"}],"when":{"text":"x","value":"2026"},"confidence":0.5}
"#;

#[test]
fn fact_files() {
    check(FACTS, |text| {
        let gold = facts::read(text, "a", "f")?;
        let predicted = facts::read_predictions(PREDICTED, "p")?;
        let _ = facts::check(text, Some("IS claimed attacks"));
        facts::score(&[gold], &predicted, "p").map(drop)
    });
    check(PREDICTED, |text| {
        let gold = facts::read(FACTS, "a", "f")?;
        facts::score(&[gold], &facts::read_predictions(text, "p")?, "p").map(drop)
    });
}

#[test]
fn tuple_files() {
    let gold = "Ada won it .\twon\tAda\tit\tC: he says\nBo -LRB- x -RRB- said so .\tsaid\tBo\n";
    let predicted = "Ada won it .\t0.5\twon\tAda\tit\nBo (x) said so.\t1\tsaid\tso\tBo\n";
    let score = |gold: &str, predicted: &str| {
        let predicted = carb::read_predictions(predicted, "p")?;
        carb::score(&carb::read_gold(gold, "g")?, &predicted, "p").map(drop)?;
        oie2016::score(&oie2016::read_gold(gold, "g")?, &predicted, "p").map(drop)
    };
    check(gold, |text| score(text, predicted));
    check(predicted, |text| score(gold, text));

    let gold = "sent_id:1\tHe led .\n1--> Cluster 1:\nHe --> [has] led --> [the] [first one]\n";
    let predicted = "1\tHe\tled\tthe first one\n1\tHe\tled\tit\n";
    let score = |gold: &str, predicted: &str| {
        let predicted = benchie::read_predictions(predicted, "p")?;
        benchie::score(&benchie::read_gold(gold, "g")?, &predicted, "p").map(drop)
    };
    check(gold, |text| score(text, predicted));
    check(predicted, |text| score(gold, text));

    let gold = r#"{"d": [{"id": "1", "tuples": [{"arg1": {"words": ["a"], "words_indexes": ["inf"]},
"rel": {"words": [], "words_indexes": []}, "arg2": {"words": ["b"], "words_indexes": [2]}}]}]}"#;
    let predicted = r#"{"1": [{"arg1": "a", "rel": "x", "arg2": "b", "arg3+": ["c"]}]}"#;
    let score = |gold: &str, predicted: &str| {
        let predicted = wire57::read_predictions(predicted, "p")?;
        wire57::score(&wire57::read_gold(gold, "g")?, &predicted, "p").map(drop)
    };
    check(gold, |text| score(text, predicted));
    check(predicted, |text| score(gold, text));
}

#[test]
fn column_files() {
    let tagged = "-DOCSTART- O\n\nEU NNP B-ORG\nsaid O\n\nNew\tB-LOC\nYork\tI-LOC\n";
    let gold = ner::read(tagged, "g").unwrap();
    check(tagged, |text| {
        let read = ner::read(text, "p")?;
        ner::score(&read, &read, "p").map(drop)?;
        ner::score(&gold, &read, "p").map(drop)
    });

    let row = |id: &str, form: &str, head: &str, misc: &str| {
        format!("{id}\t{form}\tx\tNOUN\t_\t_\t{head}\tnsubj:pass\t_\t{misc}\n")
    };
    let treebank = [
        "# newdoc id = d\n# text = can't go\n".to_owned(),
        row("1-2", "can't", "_", "_"),
        row("1", "ca", "3", "Entity=(e1-person"),
        row("2", "n't", "3", "Entity=(e2)e1)"),
        row("3", "go", "0", "SpaceAfter=No"),
        "\n".to_owned(),
        row("1", "é", "0", "_"),
    ]
    .concat();
    let gold = parse::read(&treebank, "g").unwrap();
    check(&treebank, |text| {
        let read = parse::read(text, "p")?;
        parse::score(&read, &read, "p").map(drop)?;
        parse::score(&gold, &read, "p").map(drop)
    });
    let gold = coref::read_conllu(&treebank, "g").unwrap();
    check(&treebank, |text| {
        let read = coref::read_conllu(text, "p")?;
        coref::score(&read, &gold, coref::Singletons::Kept, "p").map(drop)?;
        coref::score(&gold, &read, coref::Singletons::Dropped, "p").map(drop)
    });
    check("# begin document d\n0\ta\t(1(2)\n1\tb\t1)\n# end document\n", |text| {
        let read = coref::read_conll(text, "p")?;
        coref::score(&read, &read, coref::Singletons::Kept, "p").map(drop)
    });
    let gap = "i\tAda met Eve .\tshe\t3\tAda\t0\tTRUE\tEve\t8\tFALSE\tu\n";
    let cases = coref::read_gap(gap, "g").unwrap();
    let answers = "i\tTRUE\tFALSE\n";
    check(gap, |text| {
        let answers = coref::read_gap_answers(answers, "p")?;
        coref::score_gap(&coref::read_gap(text, "g")?, &answers, "p").map(drop)
    });
    check(answers, |text| coref::score_gap(&cases, &coref::read_gap_answers(text, "p")?, "p").map(drop));
}

#[test]
fn json_lines() {
    let entities = r#"{"documentId": "d", "begin": 3, "end": 9, "type": "Person", "confidence": 1}
{"documentId": "d", "begin": 3, "end": 5, "type": "Location"}
"#;
    let document = "{\"_id\": \"d\", \"text\": \"Ada Lovelace\"}\n";
    let documents = re3d::read_documents(document, "d").unwrap();
    let cut = re3d::CONFIDENCE_CUT;
    check(document, |text| re3d::read_documents(text, "d").map(drop));
    check(entities, |text| {
        let gold = re3d::read_entities(text, "g", &documents)?;
        let predicted = re3d::read_predictions(text, "p", &documents)?;
        let _ = re3d::score(&documents, (&gold, &[]), (&predicted.0, &predicted.1), cut);
        Ok(())
    });
    let relations = r#"{"documentId": "d", "sourceBegin": 0, "sourceEnd": 3, "targetBegin": 4, "targetEnd": 9}
"#;
    check(relations, |text| {
        let gold = re3d::read_relations(text, "g", &documents)?;
        let predicted = re3d::read_predictions(text, "p", &documents)?;
        let _ = re3d::score(&documents, (&[], &gold), (&predicted.0, &predicted.1), cut);
        Ok(())
    });
    let times = r#"{"kind": "datetime", "value": "(2013, 2, 15, 4, 30, 0)", "grain": "Quarter", "phrases": ["x"]}
"#;
    check(times, |text| {
        let read = time::read(text, "p")?;
        let predicted = time::read_predictions("[\"2013-02-15\"]", "p")?;
        time::score(&read, &predicted, "p").map(drop).or(Ok(()))
    });
    let gold = time::read(times, "g").unwrap();
    let predicted = "[\"2013-02-15T04:30/2013-W07\"]\n";
    check(predicted, |text| time::score(&gold, &time::read_predictions(text, "p")?, "p").map(drop));
    let sentences = "{\"text\": \"A b. C.\", \"sentences\": [\"A b.\", \"C.\"]}\n";
    check(sentences, |text| parse::read_cases(text, "p").map(drop));
}

#[test]
fn quotation_files() {
    let article = "“Été, we left,” Ada said. “We stay.”";
    let labels = "# who\nÉté, we\tAda Byron | Ada\nWe stay\tBo\n";
    let predicted = r#"{"article": "a", "start": 0, "end": 9, "speaker": {"text": "Ada", "spans": [[16, 19]], "names": ["Ada"], "mentions": [[9, 2]]}}
{"article": "a", "start": 26, "end": 36, "speaker": null}
"#;
    let score = |labels: &str, predicted: &str| {
        let gold = quotes::read_labels(labels, "a", "g", article)?;
        quotes::score(&[gold], &quotes::read_predictions(predicted, "p")?, "p").map(drop)
    };
    check(labels, |text| score(text, predicted));
    check(predicted, |text| score(labels, text));
    let words = quotes::Words::new("“ Été ! ” said Mr. Bo .\n“ We stay .\nHere . ” he said .\n");
    let clusters = [vec![coref::Mention { start: 5, end: 7 }, coref::Mention { start: 15, end: 16 }]];
    let quotations = "QUOTE\tQ1\t0\t0\t0\t3\t“ Été ! ”\nATTRIB\tQ1\tMr__Bo-0\n\
                      QUOTE\tQ2\t1\t0\t2\t2\t“ We stay . Here . ”\nATTRIB\tQ2\tBo-7\n";
    let predicted = quotes::read_predictions(predicted, "p").unwrap();
    check(quotations, |text| {
        let gold = quotes::read_litbank(text, "a", "g", &words, &clusters)?;
        quotes::score(&[gold], &predicted, "p").map(drop)
    });
}

#[test]
fn times_of_any_text() {
    let mut random = SplitMix64::new(11);
    for _ in 0..20_000 {
        let text = damage("2026-02-20T14:30:00+01:00/2026-W08", &mut random);
        let _ = time::stretch_of(&text);
    }
}
