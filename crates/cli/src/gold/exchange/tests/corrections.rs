//! Corrections as people make them in each tool.

use serde_json::{Value, json};

use super::*;

/// The labels after `change` was made to the tool's file, and the remarks.
fn corrected(format: Format, change: impl FnOnce(String) -> String) -> (Vec<String>, Vec<String>) {
    let text = "IS struck Homs. Rebels left Idlib in May.";
    let facts = "date: 2026\nentity: ORG | IS\nfact: IS | struck | Homs\n  when: 2026-05\n";
    let content = change(exported(format, facts, text));
    let (_, labels, remarks) = imported(format, &content, text).unwrap();
    (lines(&labels), remarks)
}

#[test]
fn brat_users_add_entities_relations_and_events() {
    let (labels, remarks) = corrected(Format::Brat, |content| {
        content
            + "T10\tPER 16 22\tRebels\nT11\tGPE 28 33\tIdlib\nT12\tFact 23 27\tleft\n\
               R1\tlive_in Arg1:T10 Arg2:T11\n#8\tAnnotatorNotes R1\tpolarity: negative\n\
               E9\tFact:T12 Subject:T10 Object:T11\nA9\tModality E9 future\n#9\tAnnotatorNotes E9\twhere: Syria\n\
               T13\tPhrase 10 14\tHoms\n*\tEquiv T11 T13\n"
    });
    assert_eq!(remarks, [""; 0]);
    let expected = "date: 2026\nentity: GPE | Idlib | Homs\nentity: ORG | IS\nentity: PER | Rebels\n\n\
        fact: IS | struck | Homs\n  when: 2026-05\nfact: Rebels | left | Idlib\n  modality: future\n  where: Syria\n\
        fact: Rebels | live in | Idlib\n  polarity: negative";
    assert_eq!(labels.join("\n"), expected);
}

#[test]
fn brat_users_move_the_object_of_a_fact() {
    // The object was "Homs", in no note; the new one is taken and the old phrase named.
    let (labels, remarks) = corrected(Format::Brat, |content| {
        content.replace("Object:T2", "Object:T9") + "T9\tPhrase 28 33\tIdlib\n"
    });
    assert_eq!(labels[3], "fact: IS | struck | Idlib");
    assert_eq!(remarks, ["a.ann:2: T2: left out: a phrase that is part of no fact: Homs"]);
}

#[test]
fn a_note_that_contradicts_the_text_is_named() {
    let (labels, remarks) =
        corrected(Format::Brat, |content| content.replace("when:", "object: Aleppo || when:"));
    assert_eq!(labels[3..], ["fact: IS | struck | Homs", "  when: 2026-05"]);
    assert_eq!(remarks, ["a.ann:7: E1: the note says object 'Aleppo', the text 'Homs': the text is taken"]);
}

#[test]
fn what_cannot_be_read_is_named() {
    let added = "T9\tWEAPON 16 22\tRebels\nT10\tFact 23 27\tleft\nE2\tFact:T10 Subject:T1\n\
        A1\tIrony E1\nN1\tReference T1 Wikipedia:1 IS\n#5\tAnnotatorNotes T1\tcheck this\n\
        T11\tPhrase 37 40\tMay\nT12\tFact 23 27\tleft\nE3\tFact:T12 Subject:T1 Object:T2 When:T11 By:E1\n";
    let (labels, remarks) = corrected(Format::Brat, |content| content + added);
    assert_eq!(labels[5], "fact: IS | left | Homs");
    for expected in [
        "T9: left out: the label 'WEAPON' is not known: Rebels",
        "E2: left out: a fact needs a subject, a relation and an object; it has no object",
        "A1: left out: not an attribute that E1 can have: Irony E1",
        "N1: left out: normalizations are not read",
        "T1: left out, as no line of an entity: check this",
        "E3: 'May' is not ISO 8601: write 'when: ' and the date in the note",
        "E3: left out: 'By' links a fact to a fact",
    ] {
        assert!(remarks.iter().any(|remark| remark.ends_with(expected)), "{expected}: {remarks:#?}");
    }
    assert_eq!(remarks.len(), 7, "{remarks:#?}");
}

#[test]
fn doccano_gives_new_ids_and_people_add_spans() {
    let (labels, remarks) = corrected(Format::Doccano, |content| {
        let mut record: Value = serde_json::from_str(&content).unwrap();
        for entity in record["entities"].as_array_mut().unwrap() {
            entity["id"] = (entity["id"].as_i64().unwrap() + 100).into();
            // Relabelled by a person.
            if entity["label"] == "Fact" {
                entity["label"] = "Fact.negative".into();
            }
        }
        for relation in record["relations"].as_array_mut().unwrap() {
            for end in ["from_id", "to_id"] {
                relation[end] = (relation[end].as_i64().unwrap() + 100).into();
            }
        }
        let entities = record["entities"].as_array_mut().unwrap();
        for (id, label, start, end) in [(7, "PER", 16, 22), (8, "GPE", 28, 33)] {
            entities.push(json!({"id": id, "label": label, "start_offset": start, "end_offset": end}));
        }
        let relation = json!({"id": 9, "from_id": 7, "to_id": 8, "type": "left"});
        record["relations"].as_array_mut().unwrap().push(relation);
        record["id"] = 5.into();
        record["Comments"] = json!([]);
        record.to_string() + "\n"
    });
    assert_eq!(remarks, [""; 0]);
    let expected = "date: 2026\nentity: GPE | Idlib\nentity: ORG | IS\nentity: PER | Rebels\n\n\
        fact: IS | struck | Homs\n  polarity: negative\n  when: 2026-05\nfact: Rebels | left | Idlib";
    assert_eq!(labels.join("\n"), expected);
}

#[test]
fn doccano_notes_stay_with_their_facts_when_one_of_the_same_place_goes() {
    let text = "IS struck Homs and Hama.";
    let facts = "fact: IS | struck | Homs\n  by: BBC\nfact: IS | struck | Hama\n  by: AFP\n";
    let mut record: Value = serde_json::from_str(&exported(Format::Doccano, facts, text)).unwrap();
    // IS, Homs, Fact, Hama, Fact: the first fact is deleted, with its links.
    assert_eq!(record["entities"][2]["label"], "Fact");
    record["entities"].as_array_mut().unwrap().remove(2);
    record["relations"].as_array_mut().unwrap().retain(|relation| relation["from_id"] != 3);
    let (_, labels, remarks) = imported(Format::Doccano, &record.to_string(), text).unwrap();
    assert_eq!(lines(&labels), ["", "fact: IS | struck | Hama", "  by: AFP"]);
    assert_eq!(
        remarks,
        [
            "f.jsonl:1: left out: its label is not there: by: BBC",
            "f.jsonl:1: entity 2: left out: a phrase that is part of no fact: Homs",
        ]
    );
}

#[test]
fn label_studio_users_add_regions_and_relations() {
    let (labels, remarks) = corrected(Format::LabelStudio, |content| {
        let mut tasks: Value = serde_json::from_str(&content).unwrap();
        let mut result = tasks[0]["annotations"][0]["result"].as_array().unwrap().clone();
        for (id, label, start, end) in [("x", "PER", 16, 22), ("y", "GPE", 28, 33)] {
            result.push(json!({"id": id, "type": "labels", "from_name": "label", "to_name": "text",
                "value": {"start": start, "end": end, "labels": [label]}}));
        }
        // Drawn from the object to the subject, and pointing left.
        result.push(json!({"type": "relation", "from_id": "y", "to_id": "x", "direction": "left",
            "labels": ["left"]}));
        let first = json!({"result": [], "was_cancelled": true});
        tasks[0]["annotations"] = json!([first, {"result": result}]);
        tasks.to_string()
    });
    assert_eq!(remarks, [""; 0]);
    let expected = "date: 2026\nentity: GPE | Idlib\nentity: ORG | IS\nentity: PER | Rebels\n\n\
        fact: IS | struck | Homs\n  when: 2026-05\nfact: Rebels | left | Idlib";
    assert_eq!(labels.join("\n"), expected);
}

#[test]
fn label_studio_regions_are_put_where_their_text_is() {
    let task = |start: usize, end: usize| {
        format!(
            "[{{\"data\": {{\"text\": \"One.\\r\\n\\r\\nIS left.\"}}, \"annotations\": [{{\"result\": [{{\"id\": \"a\", \
             \"type\": \"labels\", \"value\": {{\"start\": {start}, \"end\": {end}, \"text\": \"IS\", \"labels\": [\"ORG\"]}}}}]}}]}}]"
        )
    };
    let (_, labels, remarks) = imported(Format::LabelStudio, &task(6, 8), "").unwrap();
    assert_eq!(lines(&labels), ["entity: ORG | IS"]);
    assert_eq!(
        remarks,
        ["f.json: task 1: region a: 'IS' is not where its offsets say: the nearest is taken"]
    );
    assert!(imported(Format::LabelStudio, &task(8, 10), "").unwrap().2.is_empty());
}

#[test]
fn plain_sequence_labels_become_entities() {
    let record =
        "{\"id\": 1, \"data\": \"🙂 Homs\", \"label\": [[2, 6, \"GPE\"]], \"Comments\": [\"why?\"]}\n";
    let (text, labels, remarks) = imported(Format::Doccano, record, "").unwrap();
    assert_eq!((text.as_str(), lines(&labels)), ("🙂 Homs", vec!["entity: GPE | Homs".to_owned()]));
    assert_eq!(remarks, ["f.jsonl:1: left out: a comment: \"why?\""]);
}
