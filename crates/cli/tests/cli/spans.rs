//! Every span selects its text.

use serde_json::{Value, json};

use super::run_with;

/// Texts that are odd in one way each, with facts all the same.
const TEXTS: [&str; 8] = [
    "\u{feff}Rebels seized Idlib on Monday.",
    "🙂🙂 Rebels seized Idlib 🇸🇾, the army said. 👩‍👩‍👧 President Ahmed Hassan denied it.",
    "Rebels\r\nseized\r\n Idlib.\r\n\r\nThe army\r\nwithdrew from Aleppo.\r\n",
    "Re\u{301}mi Gaillarde\u{301} visited Co\u{302}te d'Ivoire in 2024.",
    "قوات سوريا الديمقراطية (SDF) seized قامشلو on Monday. وقال the army withdrew.",
    "\u{202e}Rebels\u{202c} seized Idlib\u{200b} and\u{a0}Aleppo. They didn't leave.",
    "# Rebels seize Idlib\n\n> \"We won't leave,\" said Omar, a rebel leader.\n\n* The army withdrew.\n",
    "KYIV, Feb 21 (Reuters) - Ukraine’s army, which seized Kherson, said it’d lost $5.3 million.",
];

#[test]
fn spans_select_their_text_in_every_unit() {
    let lines: Vec<String> = TEXTS.iter().map(|text| json!({"id": "x", "text": text}).to_string()).collect();
    let input = lines.join("\n");
    let mut checked = 0;
    for unit in ["chars", "utf8", "utf16"] {
        let records = run_with(&["extract", "-", "--offsets", unit], input.as_bytes()).records();
        assert_eq!(records.len(), TEXTS.len());
        for (text, record) in TEXTS.iter().zip(&records) {
            assert_eq!(record.get("error"), None, "{record}");
            checked += check(record, text, unit);
        }
    }
    assert!(checked > 100, "only {checked} spans");
}

fn check(value: &Value, text: &str, unit: &str) -> usize {
    check_with(value, text, unit, &str::to_owned)
}

/// Checks every object with a start, however deep; gives their number. `seen` is what a reader sees of a part
/// of the text.
pub(super) fn check_with(value: &Value, text: &str, unit: &str, seen: &dyn Fn(&str) -> String) -> usize {
    let inner: usize = match value {
        Value::Array(values) => values.iter().map(|value| check_with(value, text, unit, seen)).sum(),
        Value::Object(fields) => fields.values().map(|value| check_with(value, text, unit, seen)).sum(),
        _ => 0,
    };
    if value.get("start").is_none() || value["implied"] == true {
        return inner;
    }
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let outer = (number(&value["start"]), number(&value["end"]));
    let spans = match value.get("spans") {
        Some(spans) => {
            spans.as_array().unwrap().iter().map(|span| (number(&span[0]), number(&span[1]))).collect()
        }
        None => vec![outer],
    };
    let start = spans.iter().map(|span| span.0).min().unwrap();
    let end = spans.iter().map(|span| span.1).max().unwrap();
    assert_eq!((start, end), outer, "{value}");
    let selected: Vec<String> = spans.iter().map(|&span| seen(&select(text, span, unit))).collect();
    let folded = selected.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(Value::String(folded), value["text"], "{value}\nin {text:?}");
    inner + 1
}

fn select(text: &str, (start, end): (usize, usize), unit: &str) -> String {
    match unit {
        "chars" => text.chars().skip(start).take(end - start).collect(),
        "utf8" => text[start..end].to_owned(),
        _ => String::from_utf16(&text.encode_utf16().collect::<Vec<_>>()[start..end]).unwrap(),
    }
}
