//! Files that are not what they should be.

use proptest::prelude::*;

use super::*;

#[test]
fn malformed_files_are_named_with_line_or_task() {
    let text = "IS left.";
    for (content, expected) in [
        ("T1\tORG 0 2\tIS\nT2 ORG 0 2 IS\n", "a.ann:2: no tab in this line"),
        ("T1\tORG 0\tIS\n", "a.ann:1: T1: expected 'LABEL START END'"),
        ("T1\tORG 0 99\tIS\n", "a.ann:1: T1: no text from 0 to 99"),
        ("T1\tORG 0 2\tHe\n", "a.ann:1: T1: the text says 'IS' there, not 'He'"),
        ("T1\tORG 0 2\tIS\nT1\tORG 0 2\tIS\n", "a.ann:2: a second T1"),
        ("E1\tFact:T1 Subject:T1\n", "a.ann:1: E1: there is no T1"),
        ("T1\tFact 0 2\tIS\nE1\tFact:T1 Subject:T7\n", "a.ann:2: there is no T7"),
        ("T1\tFact 0 2\tIS\nE1\tFact:T1 Subject\n", "a.ann:2: E1: no 'ROLE:NAME' in 'Subject'"),
        ("R1\tAlias Arg1:T1\n", "a.ann:1: R1: expected 'TYPE Arg1:NAME Arg2:NAME'"),
        ("A1\tNegative E1\n", "a.ann:1: there is no E1"),
        ("#1\tAnnotatorNotes\tx\n", "a.ann:1: #1: expected 'AnnotatorNotes NAME'"),
        ("X1\twhat\n", "a.ann:1: no line of brat standoff"),
    ] {
        let error = imported(Format::Brat, content, text).unwrap_err();
        assert!(error.starts_with(expected), "{error}");
    }
    for (content, expected) in [
        ("\n{\"text\": \"a\",\n", "f.jsonl:2: no doccano record: EOF"),
        ("\n", "f.jsonl:1: no record in this file"),
        ("{\"entities\": []}\n", "f.jsonl:1: no doccano record: missing field `text`"),
        ("{\"text\": \"a\", \"label\": [[0, 2, \"ORG\"]]}\n", "f.jsonl:1: label 1: no text from 0 to 2"),
        (
            "{\"text\": \"a\", \"relations\": [{\"id\": 4, \"from_id\": 1, \"to_id\": 2, \"type\": \"x\"}]}\n",
            "f.jsonl:1: relation 4: there is no entity 1",
        ),
    ] {
        let error = imported(Format::Doccano, content, text).unwrap_err();
        assert!(error.starts_with(expected), "{error}");
    }
    for (content, expected) in [
        ("[\n{]", "f.json:2: no list of tasks: key must be a string"),
        ("[]", "f.json:1: no task in this file"),
        ("{}", "f.json:1: no list of tasks: invalid type: map"),
        ("[{\"data\": {}}]", "f.json: task 1: no text in its data"),
        ("[{\"data\": {\"text\": \"a\"}}, {}]", "f.json: task 2: missing field `data`"),
        (
            "[{\"data\": {\"text\": \"a\"}, \"annotations\": [{\"result\": [{\"type\": \"labels\"}]}]}]",
            "f.json: task 1: result 1: missing field `id`",
        ),
        (
            "[{\"data\": {\"text\": \"a\"}, \"annotations\": [{\"result\": [{\"type\": \"relation\", \
             \"from_id\": \"x\", \"to_id\": \"x\"}]}]}]",
            "f.json: task 1: result 1: there is no region x",
        ),
    ] {
        let error = imported(Format::LabelStudio, content, text).unwrap_err();
        assert!(error.starts_with(expected), "{error}");
    }
}

proptest! {
    #[test]
    fn no_content_makes_a_reader_panic(content in "[TERA#*\\[{}\\]\"ab:01;, \t\n]{0,80}", cut in 0usize..2000) {
        let text = "IS struck Homs.";
        for format in FORMATS {
            let _ = imported(format, &content, text);
            let whole = exported(format, "entity: ORG | IS\nfact: IS | struck | [the] Homs\n  by: IS\n", text);
            let at = (0..=cut.min(whole.len())).rev().find(|&at| whole.is_char_boundary(at)).unwrap();
            let _ = imported(format, &(whole[..at].to_owned() + &content), text);
        }
    }
}
