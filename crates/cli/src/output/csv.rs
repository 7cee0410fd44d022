//! Fact records in, the rows of `facts.csv` out.

use std::io::{self, Write};

use csv::Writer;

use super::facts::{FactRecord, Part, Place};

const COLUMNS: usize = 23;

const HEADER: [&str; COLUMNS] = [
    "id",
    "article",
    "sentence",
    "subject",
    "subject_entity",
    "subject_type",
    "relation",
    "relation_lemma",
    "object",
    "object_entity",
    "object_type",
    "polarity",
    "modality",
    "by",
    "when",
    "where",
    "confidence",
    "subject_start",
    "subject_end",
    "relation_start",
    "relation_end",
    "object_start",
    "object_end",
];

/// Writes the header row.
pub(crate) fn write_header(output: &mut impl Write) -> io::Result<()> {
    write_row(output, &HEADER)
}

/// Writes one row for each fact.
pub(crate) fn write(output: &mut impl Write, facts: &[FactRecord]) -> io::Result<()> {
    facts.iter().try_for_each(|fact| write_fact(output, fact))
}

fn write_fact(output: &mut impl Write, fact: &FactRecord) -> io::Result<()> {
    let by: Vec<&str> = fact.by.iter().map(|source| source.text.as_str()).collect();
    let object = fact.object.as_ref();
    let number = |n: Option<usize>| n.map(|n| n.to_string()).unwrap_or_default();
    let [subject_place, relation_place] = [&fact.subject.place, &fact.relation.place];
    let nowhere = Place::default();
    let object_place = object.map_or(&nowhere, |object| &object.place);
    let row: [&str; COLUMNS] = [
        &fact.id,
        &fact.article,
        &fact.sentence.to_string(),
        &fact.subject.text,
        entity(Some(&fact.subject)),
        entity_type(Some(&fact.subject)),
        &fact.relation.text,
        &fact.relation.lemma,
        text(object),
        entity(object),
        entity_type(object),
        fact.polarity,
        fact.modality,
        &by.join(" > "),
        text(fact.when.as_ref()),
        text(fact.place.as_ref()),
        &fact.confidence.to_string(),
        &number(subject_place.start),
        &number(subject_place.end),
        &number(relation_place.start),
        &number(relation_place.end),
        &number(object_place.start),
        &number(object_place.end),
    ];
    write_row(output, &row)
}

fn write_row(output: &mut impl Write, row: &[&str; COLUMNS]) -> io::Result<()> {
    let mut writer = Writer::from_writer(output);
    writer.write_record(row).map_err(io_error)?;
    writer.flush()
}

fn text(part: Option<&Part>) -> &str {
    part.map(|part| part.text.as_str()).unwrap_or_default()
}

fn entity(part: Option<&Part>) -> &str {
    part.and_then(|part| part.entity.as_deref()).unwrap_or_default()
}

fn entity_type(part: Option<&Part>) -> &'static str {
    part.and_then(|part| part.entity_type).unwrap_or_default()
}

/// The error of the file beneath: the rows themselves are always well formed.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Unit;
    use crate::output::facts::records;
    use crate::output::facts::tests::{TEXT, analysis};
    use crate::positions::Positions;

    #[test]
    fn a_row_has_the_columns_of_the_header() {
        let records = records("a,b", &analysis(TEXT), None, &Positions::new(TEXT, Unit::Chars));
        let mut bytes = Vec::new();
        write_header(&mut bytes).unwrap();
        write(&mut bytes, &records).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let row = text.lines().nth(1).unwrap().replace(&records[0].id, "f:ID");
        assert_eq!(
            row,
            "f:ID,\"a,b\",0,IS,e:islamic-state,ORG,claimed,claim,two deadly attacks,,,positive,asserted,\
             Amaq,yesterday,,0.9123,2,4,5,12,13,32"
        );
        assert_eq!(text.lines().next().unwrap(), HEADER.join(","));
    }
}
