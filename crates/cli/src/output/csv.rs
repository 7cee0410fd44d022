//! Facts in, the rows of `facts.csv` out.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::Writer;
use serde::Deserialize;

use super::facts::{FactRecord, Part};

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
    facts.iter().try_for_each(|fact| Row::from(fact).write(output))
}

/// What a row says of a fact, from its record or its line in `facts.jsonl`.
#[derive(Debug, PartialEq, Deserialize)]
pub(crate) struct Row<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    article: Cow<'a, str>,
    sentence: usize,
    #[serde(borrow)]
    subject: Cell<'a>,
    #[serde(borrow)]
    relation: RelationCell<'a>,
    #[serde(borrow)]
    object: Option<Cell<'a>>,
    #[serde(borrow)]
    polarity: Cow<'a, str>,
    #[serde(borrow)]
    modality: Cow<'a, str>,
    #[serde(borrow, default)]
    by: Vec<Source<'a>>,
    #[serde(borrow)]
    when: Option<Cell<'a>>,
    #[serde(borrow, rename = "where")]
    place: Option<Cell<'a>>,
    confidence: f64,
}

/// A subject, object, time or place.
#[derive(Debug, Default, PartialEq, Deserialize)]
struct Cell<'a> {
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow)]
    entity: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "type")]
    entity_type: Option<Cow<'a, str>>,
    start: Option<usize>,
    end: Option<usize>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct RelationCell<'a> {
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow)]
    lemma: Cow<'a, str>,
    start: Option<usize>,
    end: Option<usize>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Source<'a> {
    #[serde(borrow)]
    text: Cow<'a, str>,
}

impl<'a> From<&'a FactRecord> for Row<'a> {
    fn from(fact: &'a FactRecord) -> Self {
        let FactRecord { subject, relation, object, when, place, .. } = fact;
        Self {
            id: (&fact.id).into(),
            article: (&fact.article).into(),
            sentence: fact.sentence,
            subject: subject.into(),
            relation: RelationCell {
                text: (&relation.text).into(),
                lemma: (&relation.lemma).into(),
                start: relation.place.start,
                end: relation.place.end,
            },
            object: object.as_ref().map(Cell::from),
            polarity: fact.polarity.into(),
            modality: fact.modality.into(),
            by: fact.by.iter().map(|source| Source { text: (&source.text).into() }).collect(),
            when: when.as_ref().map(Cell::from),
            place: place.as_ref().map(Cell::from),
            confidence: fact.confidence,
        }
    }
}

impl<'a> From<&'a Part> for Cell<'a> {
    fn from(part: &'a Part) -> Self {
        Self {
            text: (&part.text).into(),
            entity: part.entity.as_ref().map(Cow::from),
            entity_type: part.entity_type.map(Cow::from),
            start: part.place.start,
            end: part.place.end,
        }
    }
}

impl Row<'_> {
    /// The relation's lemma.
    pub(crate) fn lemma(&self) -> &str {
        &self.relation.lemma
    }

    /// Writes the row.
    pub(crate) fn write(&self, output: &mut impl Write) -> io::Result<()> {
        let by: Vec<&str> = self.by.iter().map(|source| &*source.text).collect();
        let number = |n: Option<usize>| n.map(|n| n.to_string()).unwrap_or_default();
        let none = Cell::default();
        let Self { subject, relation, .. } = self;
        let object = self.object.as_ref().unwrap_or(&none);
        let row: [&str; COLUMNS] = [
            &self.id,
            &self.article,
            &self.sentence.to_string(),
            &subject.text,
            given(subject.entity.as_ref()),
            given(subject.entity_type.as_ref()),
            &relation.text,
            &relation.lemma,
            &object.text,
            given(object.entity.as_ref()),
            given(object.entity_type.as_ref()),
            &self.polarity,
            &self.modality,
            &by.join(" > "),
            text(self.when.as_ref()),
            text(self.place.as_ref()),
            &self.confidence.to_string(),
            &number(subject.start),
            &number(subject.end),
            &number(relation.start),
            &number(relation.end),
            &number(object.start),
            &number(object.end),
        ];
        write_row(output, &row)
    }
}

fn text<'a>(cell: Option<&'a Cell<'_>>) -> &'a str {
    cell.map_or("", |cell| &cell.text)
}

fn given<'a>(value: Option<&'a Cow<'_, str>>) -> &'a str {
    value.map_or("", |value| value)
}

fn write_row(output: &mut impl Write, row: &[&str; COLUMNS]) -> io::Result<()> {
    let mut writer = Writer::from_writer(output);
    writer.write_record(row).map_err(io_error)?;
    writer.flush()
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

    #[test]
    fn a_line_of_json_gives_the_same_row_as_the_record() {
        let records = records("a \"b\"", &analysis(TEXT), None, &Positions::new(TEXT, Unit::Chars));
        for record in &records {
            let line = serde_json::to_string(record).unwrap();
            assert_eq!(serde_json::from_str::<Row<'_>>(&line).unwrap(), Row::from(record));
        }
        assert!(!records.is_empty());
    }
}
