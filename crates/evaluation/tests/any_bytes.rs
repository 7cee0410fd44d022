//! Any bytes: no reader panics on them, and none names a line that the file does not have. What a
//! reader takes, its scorer takes too.
//!
//! Half of the files are bytes, half are words that mean something in one of the formats.

use proptest::prelude::*;
use triplewire_evaluation::{
    ReadError, benchie, carb, coref, facts, ner, oie2016, parse, quotes, re3d, time, wire57,
};

/// Words of the formats, signs that separate them, and characters of two to four bytes.
const WORDS: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    " ",
    "|",
    ":",
    ",",
    "-",
    "_",
    "#",
    "=",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "/",
    "0",
    "1",
    "2",
    "1-2",
    "1.1",
    "-1",
    "0.5",
    "1e999",
    "NaN",
    "18446744073709551616",
    "null",
    "true",
    "TRUE",
    "FALSE",
    "é",
    "e\u{301}",
    "محمد",
    "\u{1F600}",
    "\u{feff}",
    "\u{0}",
    "date:",
    "entity:",
    "PER",
    "fact:",
    "or:",
    "by:",
    "when:",
    "where:",
    "polarity:",
    "modality:",
    "negative",
    "optional:",
    "yes",
    "2026-02-20",
    "T10:00Z",
    "2026-W08",
    "sent_id:",
    "Cluster",
    " --> ",
    "C: ",
    "said",
    "be",
    "-LRB-",
    "-DOCSTART-",
    "B-PER",
    "I-PER",
    "S-PER",
    "O",
    "# newdoc id = ",
    "# begin document ",
    "Entity=",
    "(e1-person",
    "e1)",
    "(3(4)",
    "she",
    "root",
    "nsubj:pass",
    "\"_id\": ",
    "\"text\": ",
    "\"documentId\": ",
    "\"begin\": ",
    "\"end\": ",
    "\"type\": ",
    "\"sentences\": ",
    "\"kind\": ",
    "\"datetime\"",
    "\"value\": ",
    "\"grain\": ",
    "\"Day\"",
    "\"phrases\": ",
    "\"article\": ",
    "\"subject\": ",
    "\"relation\": ",
    "\"object\": ",
    "\"arg1\": ",
    "\"tuples\": ",
    "\"start\": ",
    "\"speaker\": ",
    "QUOTE\tQ1\t0\t",
    "ATTRIB\tQ1\t",
];

const QUOTED: &str = r#"{"article": "a", "start": 0, "end": 9, "speaker": {"text": "she", "spans": [[0, 3]], "names": ["Ada"], "mentions": [[9, 2]]}}"#;

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let words = prop::collection::vec(prop::sample::select(WORDS), 0..60);
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        words.prop_map(|words| words.concat().into_bytes()),
    ]
}

/// The program reads UTF-8 only; what is not is replaced, so that all bytes reach the readers.
fn check(bytes: &[u8], read: impl Fn(&str) -> Result<(), ReadError>) {
    let text = String::from_utf8_lossy(bytes);
    if let Err(error) = read(&text) {
        // An error at the end of JSON stands on the line after the last newline.
        let lines = text.matches('\n').count() + 1;
        assert!((1..=lines).contains(&error.line), "{error} in {text:?}");
        assert!(!error.message.contains('\n'), "{error:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn facts_of_any_bytes(bytes in bytes()) {
        check(&bytes, |text| {
            let _ = facts::check(text, Some(text));
            let gold = facts::read(text, "a", "f")?;
            facts::score(&[gold], &[], "p").map(drop)
        });
        check(&bytes, |text| facts::read_predictions(text, "p").map(drop));
    }

    #[test]
    fn carb_of_any_bytes(bytes in bytes()) {
        check(&bytes, |text| {
            let gold = carb::read_gold(text, "f")?;
            carb::score(&gold, &gold, "f").map(drop)
        });
        check(&bytes, |text| {
            let predicted = carb::read_predictions(text, "f")?;
            carb::score(&predicted, &predicted, "f").map(drop)
        });
    }

    #[test]
    fn oie2016_of_any_bytes(bytes in bytes()) {
        check(&bytes, |text| {
            let gold = oie2016::read_gold(text, "f")?;
            oie2016::score(&gold, &gold, "f").map(drop)
        });
    }

    #[test]
    fn benchie_of_any_bytes(bytes in bytes()) {
        check(&bytes, |text| {
            let gold = benchie::read_gold(text, "f")?;
            benchie::score(&gold, &[], "p").map(drop)
        });
        check(&bytes, |text| {
            let gold = benchie::read_gold("sent_id:1\tShe left .\n", "g")?;
            benchie::score(&gold, &benchie::read_predictions(text, "f")?, "f").map(drop)
        });
    }

    #[test]
    fn wire57_of_any_bytes(bytes in bytes()) {
        check(&bytes, |text| {
            let gold = wire57::read_gold(text, "f")?;
            wire57::score(&gold, &[], "p").map(drop)
        });
        check(&bytes, |text| wire57::read_predictions(text, "f").map(drop));
    }

    #[test]
    fn ner_of_any_bytes(bytes in bytes()) {
        check(&bytes, |text| {
            let gold = ner::read(text, "f")?;
            ner::score(&gold, &gold, "f").map(drop)
        });
    }

    #[test]
    fn conllu_of_any_bytes(bytes in bytes()) {
        check(&bytes, |text| {
            let gold = parse::read(text, "f")?;
            parse::score(&gold, &gold, "f").map(drop)
        });
    }

    #[test]
    fn sentences_of_any_bytes(bytes in bytes()) {
        check(&bytes, |text| {
            let gold = parse::read_cases(text, "f")?;
            let own: Vec<Vec<String>> = gold.iter().map(|case| case.sentences.clone()).collect();
            parse::score_cases(&gold, &own, "f").map(drop)
        });
    }

    #[test]
    fn re3d_of_any_bytes(bytes in bytes()) {
        let documents = re3d::read_documents("{\"_id\": \"\", \"text\": \"She left.\"}", "d").unwrap();
        check(&bytes, |text| re3d::read_documents(text, "f").map(drop));
        check(&bytes, |text| re3d::read_entities(text, "f", &documents).map(drop));
        check(&bytes, |text| re3d::read_relations(text, "f", &documents).map(drop));
        check(&bytes, |text| {
            let predicted = re3d::read_predictions(text, "f", &documents)?;
            let labels = (&*predicted.0, &*predicted.1);
            let _ = re3d::score(&documents, labels, labels, re3d::CONFIDENCE_CUT);
            Ok(())
        });
    }

    #[test]
    fn quotations_of_any_bytes(bytes in bytes()) {
        let predicted = quotes::read_predictions(QUOTED, "p").unwrap();
        check(&bytes, |text| {
            let article = format!("\"{text}\" \"{}", text.split('\t').next().unwrap_or_default());
            let gold = quotes::read_labels(text, "a", "f", &article)?;
            quotes::score(&[gold], &predicted, "p").map(drop)
        });
        check(&bytes, |text| {
            let clusters = [vec![coref::Mention { start: 0, end: 1 }, coref::Mention { start: 1, end: 99 }]];
            let gold = quotes::read_litbank(text, "a", "f", &quotes::Words::new(text), &clusters)?;
            quotes::score(&[gold], &predicted, "p").map(drop)
        });
        check(&bytes, |text| {
            let gold = quotes::read_labels("she\tAda", "a", "g", "\"she").unwrap();
            let _ = quotes::score(&[gold], &quotes::read_predictions(text, "f")?, "f");
            Ok(())
        });
    }

    #[test]
    fn coreference_of_any_bytes(bytes in bytes()) {
        for read in [coref::read_conllu, coref::read_conll] {
            check(&bytes, |text| {
                let gold = read(text, "f")?;
                coref::score(&gold, &gold, coref::Singletons::Kept, "f").map(drop)
            });
        }
    }

    #[test]
    fn gap_of_any_bytes(bytes in bytes()) {
        check(&bytes, |text| {
            let gold = coref::read_gap(text, "f")?;
            coref::score_gap(&gold, &[], "p").map(drop)
        });
        check(&bytes, |text| coref::read_gap_answers(text, "f").map(drop));
    }

    #[test]
    fn times_of_any_bytes(bytes in bytes()) {
        check(&bytes, |text| {
            let _ = time::stretch_of(text);
            time::read(text, "f").map(drop)
        });
        check(&bytes, |text| time::read_predictions(text, "f").map(drop));
    }
}
