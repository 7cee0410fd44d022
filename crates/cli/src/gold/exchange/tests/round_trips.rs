//! What is exported comes back, whatever the text.

use proptest::prelude::*;
use triplewire_evaluation::facts::{Form, GoldEntity, GoldFact, Modality, Polarity};

use super::*;

const TEXT: &str = "🙂 محمد بن سلمان met José\u{301} García\r\nin Zaōzhuāng.\n\n\
    \"The group\r\n [IS] claimed two 💥 attacks\", Amaq said; e\u{301}lite forces remain at the base.\r\n";
const FACTS: &str = "\
date: 2026-02-22
entity: PER | محمد بن سلمان
entity: PER | José\u{301} García | García
entity: ORG | Islamic State | IS | the group
entity: GPE | Syria
entity: GPE | Zaōzhuāng

fact: محمد بن سلمان | met | José\u{301} García
  or: José\u{301} García | was met by | محمد بن سلمان
  where: Zaōzhuāng
fact: Islamic State | claimed [responsibility for] | [two] 💥 attacks [in Syria]
  by: News.Az > Amaq
  modality: possible
  when: 2026-02-20/2026-02-21
  where: [northern] Syria
fact: IS | claimed | two 💥 attacks
  by: Amaq
  optional: yes
fact: [e\u{301}lite] forces | remain [stationed] at | [the] base
  polarity: negative
  modality: future
fact: Moon | is far from | Mars
";

#[test]
fn labels_come_back_from_every_tool() {
    let expected = lines(&parse(FACTS, "a").0);
    for format in FORMATS {
        let content = exported(format, FACTS, TEXT);
        let (text, labels, remarks) = imported(format, &content, TEXT).unwrap();
        assert_eq!(text, TEXT);
        assert_eq!(remarks, [""; 0], "{format:?}");
        assert_eq!(lines(&labels), expected, "{format:?}:\n{content}");
    }
}

/// Words that texts and labels share: other planes, combining marks, right to left, signs.
fn word() -> impl Strategy<Value = String> {
    let words = [
        "IS",
        "is",
        "Homs",
        "محمد",
        "مُحَمَّد",
        "José\u{301}",
        "e\u{301}",
        "💥",
        "👩‍👩‍👧",
        "a|b",
        "[sic]",
        "x>y",
        "\\",
        "\"",
        ",",
        "the",
        "The",
        "two",
        "2026",
        "\u{2028}",
        "#",
        "Fact",
        "||",
        "T1",
        "𝒳",
        "<b>",
        "No:",
    ];
    prop::sample::select(words.to_vec()).prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    let space = prop::sample::select(vec![" ", "\r\n", "\n", "  ", "\t", "\u{a0}", ""]);
    proptest::collection::vec((word(), space), 1..30)
        .prop_map(|words| words.into_iter().flat_map(|(word, space)| [word, space.to_owned()]).collect())
}

/// Words, some of them in brackets.
fn phrase() -> impl Strategy<Value = String> {
    proptest::collection::vec((word(), proptest::bool::weighted(0.2)), 1..4).prop_map(|words| {
        let words = words.into_iter().map(|(word, is_optional)| {
            let word = word.replace(['[', ']', '|'], "");
            if is_optional { format!("[{word}]") } else { word }
        });
        words.collect::<Vec<_>>().join(" ")
    })
}

fn form() -> impl Strategy<Value = Form> {
    (phrase(), phrase(), phrase()).prop_map(|(subject, relation, object)| Form {
        line: 0,
        subject,
        relation,
        object,
    })
}

fn fact() -> impl Strategy<Value = GoldFact> {
    let modalities = ["asserted", "possible", "future", "conditional", "wanted", "questioned"];
    let modality =
        prop::sample::select(modalities.to_vec()).prop_map(|word| word.parse::<Modality>().unwrap());
    let when =
        prop::option::of(prop::sample::select(vec!["2026".to_owned(), "2026-02-20/2026-02-21".to_owned()]));
    let forms = proptest::collection::vec(form(), 1..3);
    let by = proptest::collection::vec(phrase(), 0..3);
    (forms, by, any::<bool>(), modality, when, prop::option::of(phrase()), any::<bool>()).prop_map(
        |(forms, by, negative, modality, when, place, optional)| GoldFact {
            polarity: if negative { Polarity::Negative } else { Polarity::Positive },
            ..GoldFact { line: 0, forms, by, modality, when, place, optional, ..GoldFact::default() }
        },
    )
}

fn article() -> impl Strategy<Value = GoldArticle> {
    let names = proptest::collection::vec(word().prop_map(|word| word.replace('|', "")), 1..4);
    let kind = prop::sample::select(vec!["PER", "ORG", "GPE"]).prop_map(str::to_owned);
    let entity = (kind, names).prop_map(|(kind, names)| GoldEntity { line: 0, kind, names });
    (proptest::collection::vec(entity, 0..4), proptest::collection::vec(fact(), 0..5)).prop_map(
        |(entities, facts)| GoldArticle {
            name: "a".to_owned(),
            date: Some("2026".to_owned()),
            entities,
            facts,
        },
    )
}

proptest! {
    #[test]
    fn whatever_the_text_labels_come_back(text in text(), article in article()) {
        // As a file says it: what no file can say is not asked for.
        let (article, findings) = parse(&article.to_string(), "a");
        prop_assume!(findings.is_empty() && !text.trim().is_empty());
        for format in FORMATS {
            let content = exported(format, &article.to_string(), &text);
            let (text_back, labels, remarks) = imported(format, &content, &text).unwrap();
            prop_assert_eq!(&text_back, &text);
            prop_assert_eq!(lines(&labels), lines(&article), "{:?}\n{}", format, content);
            prop_assert_eq!(remarks, Vec::<String>::new());
        }
    }
}
