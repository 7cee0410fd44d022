//! Markup in, Label Studio's JSON tasks out, and back.
//!
//! The format: <https://labelstud.io/guide/task_format>, for predictions
//! <https://labelstud.io/guide/predictions>, for the configuration
//! <https://labelstud.io/tags/labels> and <https://labelstud.io/tags/relations>. Offsets are those
//! of JavaScript strings: UTF-16 code units. Notes are the meta information of regions; article and
//! note are fields of the task's data.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use triplewire_evaluation::facts::ENTITY_TYPES;

use super::label_studio_read::region_id;
use super::markup::{ALIAS, FACT, IMPLIED, MODIFIERS, Markup, PHRASE, Role};
use super::{Labelled, note};
use crate::args::Unit;
use crate::positions::Positions;

/// The labelling interface that shows the labels of [`write()`].
pub(super) fn configuration() -> String {
    let labels = [FACT, IMPLIED, PHRASE].iter().chain(ENTITY_TYPES).chain(MODIFIERS);
    let labels = labels.map(|label| format!("    <Label value=\"{label}\"/>\n")).collect::<Vec<_>>().concat();
    let roles = [Role::Subject, Role::Object, Role::By(1), Role::By(2), Role::When, Role::Where];
    let roles = roles.into_iter().map(Role::name).chain([ALIAS.to_owned()]);
    let roles = roles.map(|role| format!("    <Relation value=\"{role}\"/>\n")).collect::<Vec<_>>().concat();
    format!(
        "<View>\n  <Style>.htx-text {{ white-space: pre-wrap; }}</Style>\n  \
         <Labels name=\"label\" toName=\"text\" choice=\"multiple\">\n{labels}  </Labels>\n  \
         <Relations>\n{roles}  </Relations>\n  \
         <Text name=\"text\" value=\"$text\" granularity=\"word\"/>\n</View>\n"
    )
}

/// The tasks of these articles: as annotations, or as predictions for people to start from.
pub(super) fn write(articles: &[Labelled], as_predictions: bool) -> String {
    let tasks = articles.iter().map(|article| {
        let mut data = BTreeMap::from([("text", &article.text), ("article", &article.name)]);
        let note = note::join(&article.markup.note);
        if !note.is_empty() {
            data.insert("note", &note);
        }
        let result = result(&article.markup, &article.text);
        if as_predictions {
            let version = concat!("triplewire ", env!("CARGO_PKG_VERSION"));
            json!({"data": data, "predictions": [{"model_version": version, "result": result}]})
        } else {
            json!({"data": data, "annotations": [{"result": result}]})
        }
    });
    format!("{:#}\n", Value::Array(tasks.collect()))
}

fn result(markup: &Markup, text: &str) -> Vec<Value> {
    let positions = Positions::new(text, Unit::Utf16);
    let regions = markup.nodes.iter().enumerate().map(|(index, node)| {
        let span = node.outer();
        let (start, end) = positions.of(span);
        let mut region = json!({
            "id": region_id(index), "from_name": "label", "to_name": "text", "type": "labels",
            "value": {"start": start, "end": end, "text": span.of(text), "labels": node.label.words()},
        });
        if !node.note.is_empty() {
            region["meta"] = json!({"text": [note::join(&node.note)]});
        }
        region
    });
    let relations = markup.links.iter().map(|link| {
        json!({
            "type": "relation", "from_id": region_id(link.from), "to_id": region_id(link.to),
            "direction": "right", "labels": [link.name],
        })
    });
    regions.chain(relations).collect()
}

#[cfg(test)]
mod tests {
    use triplewire_evaluation::facts::parse;

    use super::super::mark::mark;
    use super::*;

    #[test]
    fn offsets_count_utf16_units() {
        let text = "🙂🙂 IS may lose bases.";
        let facts = "date: 2026\nentity: ORG | IS\nfact: IS | lose | [two] bases\n  modality: possible\n";
        let markup = mark(&parse(facts, "a").0, text).unwrap();
        let article = Labelled { name: "a".to_owned(), text: text.to_owned(), markup };
        let tasks: Value = serde_json::from_str(&write(&[article], false)).unwrap();
        assert_eq!(tasks[0]["data"], json!({"text": text, "article": "a", "note": "date: 2026"}));
        let result = &tasks[0]["annotations"][0]["result"];
        let value = json!({"start": 5, "end": 7, "text": "IS", "labels": ["ORG"]});
        assert_eq!(result[0]["value"], value);
        assert_eq!(result[2]["value"]["labels"], json!(["Fact", "possible"]));
        assert_eq!(result[2]["meta"]["text"], json!(["object: [two] bases"]));
        let relation = json!({
            "type": "relation", "from_id": "n3", "to_id": "n1", "direction": "right", "labels": ["Subject"],
        });
        assert_eq!(result[3], relation);
    }

    #[test]
    fn predictions_stand_apart_from_annotations() {
        let markup = Markup { note: vec!["date: 2026".to_owned()], ..Markup::default() };
        let article = Labelled { name: "a".to_owned(), text: "x".to_owned(), markup };
        let tasks: Value = serde_json::from_str(&write(&[article], true)).unwrap();
        assert!(tasks[0]["predictions"][0]["model_version"].as_str().unwrap().starts_with("triplewire "));
        assert!(tasks[0].get("annotations").is_none());
    }
}
