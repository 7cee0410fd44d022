//! Lines of `facts.jsonl` in, `facts.parquet` out: the columns of `facts.csv` and some more, with types.
//!
//! Rows are written in groups, of which one is in memory.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use serde::Deserialize;
use serde_json::value::RawValue;

/// Facts in a group of rows: about 20 MB.
const ROWS: usize = 1 << 15;

/// The columns of `facts.csv` under their names and in their order, empty cells as nulls, then what CSV has no
/// room for. `by_json` is the `by` of `facts.jsonl`.
const SCHEMA: &str = "message facts {
    required binary id (STRING);
    required binary article (STRING);
    required int64 sentence;
    required binary subject (STRING);
    optional binary subject_entity (STRING);
    optional binary subject_type (STRING);
    required binary relation (STRING);
    required binary relation_lemma (STRING);
    optional binary object (STRING);
    optional binary object_entity (STRING);
    optional binary object_type (STRING);
    required binary polarity (STRING);
    required binary modality (STRING);
    optional binary by (STRING);
    optional binary when (STRING);
    optional binary where (STRING);
    required double confidence;
    optional int64 subject_start;
    optional int64 subject_end;
    optional int64 relation_start;
    optional int64 relation_end;
    optional int64 object_start;
    optional int64 object_end;
    optional binary subject_name (STRING);
    optional binary object_name (STRING);
    optional binary object_core (STRING);
    optional binary when_value (STRING);
    optional binary where_entity (STRING);
    required boolean implied;
    required binary rule (STRING);
    optional binary by_json (JSON);
}";

/// A line of `facts.jsonl`.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    article: Cow<'a, str>,
    sentence: i64,
    #[serde(borrow)]
    subject: Part<'a>,
    #[serde(borrow)]
    relation: Part<'a>,
    #[serde(borrow)]
    object: Option<Part<'a>>,
    #[serde(borrow)]
    polarity: Cow<'a, str>,
    #[serde(borrow)]
    modality: Cow<'a, str>,
    #[serde(borrow)]
    by: Option<&'a RawValue>,
    #[serde(borrow)]
    when: Option<Part<'a>>,
    #[serde(borrow, rename = "where")]
    place: Option<Part<'a>>,
    confidence: f64,
    #[serde(borrow)]
    rule: Cow<'a, str>,
}

/// A part of a fact; only relations have a lemma.
#[derive(Default, Deserialize)]
struct Part<'a> {
    #[serde(borrow)]
    text: Cow<'a, str>,
    start: Option<i64>,
    end: Option<i64>,
    #[serde(borrow)]
    core: Option<Cow<'a, str>>,
    #[serde(borrow)]
    entity: Option<Cow<'a, str>>,
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "type")]
    kind: Option<Cow<'a, str>>,
    #[serde(borrow)]
    value: Option<Cow<'a, str>>,
    #[serde(borrow)]
    lemma: Option<Cow<'a, str>>,
    #[serde(default)]
    implied: bool,
}

/// The text of a source.
#[derive(Deserialize)]
struct Source {
    text: String,
}

/// What stands in a row of a column.
enum Cell<'a> {
    Null,
    Text(&'a str),
    Whole(i64),
    Number(f64),
    Flag(bool),
}

/// The rows of a column that are not written yet. Nulls have a level of 0 and no value.
#[derive(Default)]
struct Column {
    levels: Vec<i16>,
    texts: Vec<ByteArray>,
    wholes: Vec<i64>,
    numbers: Vec<f64>,
    flags: Vec<bool>,
}

/// A file of facts that is being written.
pub(crate) struct FactsWriter<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Vec<Column>,
    rows: usize,
}

impl<W: Write + Send> FactsWriter<W> {
    /// Starts the file.
    pub(crate) fn start(output: W) -> io::Result<Self> {
        let schema = Arc::new(parse_message_type(SCHEMA).map_err(io_error)?);
        let columns = schema.get_fields().iter().map(|_| Column::default()).collect();
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("triplewire version ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let writer = SerializedFileWriter::new(output, schema, Arc::new(properties)).map_err(io_error)?;
        Ok(Self { writer, columns, rows: 0 })
    }

    /// Adds the fact of a line.
    pub(crate) fn push(&mut self, line: &str) -> io::Result<()> {
        let line: Line<'_> = serde_json::from_str(line)?;
        let sources: Vec<Source> =
            line.by.map(|by| serde_json::from_str(by.get())).transpose()?.unwrap_or_default();
        let by: Vec<&str> = sources.iter().map(|source| source.text.as_str()).collect();
        let by = by.join(" > ");
        for (column, cell) in self.columns.iter_mut().zip(cells(&line, &by)) {
            column.push(&cell);
        }
        self.rows += 1;
        if self.rows == ROWS { self.write_group() } else { Ok(()) }
    }

    fn write_group(&mut self) -> io::Result<()> {
        self.rows = 0;
        let mut group = self.writer.next_row_group().map_err(io_error)?;
        for column in &mut self.columns {
            if let Some(writer) = group.next_column().map_err(io_error)? {
                std::mem::take(column).write(writer).map_err(io_error)?;
            }
        }
        group.close().map_err(io_error)?;
        Ok(())
    }

    /// Writes what is still in memory and gives the output back.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        if self.rows > 0 {
            self.write_group()?;
        }
        self.writer.into_inner().map_err(io_error)
    }
}

/// The cells of a row, in the order of [`SCHEMA`].
fn cells<'a>(line: &'a Line<'_>, by: &'a str) -> [Cell<'a>; 31] {
    let Line { subject, relation, object, when, place, .. } = line;
    let object = object.as_ref();
    let text = |part: Option<&'a Part<'_>>| part.map_or(Cell::Null, |part| Cell::Text(&part.text));
    let whole = |number: Option<i64>| number.map_or(Cell::Null, Cell::Whole);
    let given = |value: Option<&'a Cow<'_, str>>| value.map_or(Cell::Null, |value| Cell::Text(value));
    [
        Cell::Text(&line.id),
        Cell::Text(&line.article),
        Cell::Whole(line.sentence),
        Cell::Text(&subject.text),
        given(subject.entity.as_ref()),
        given(subject.kind.as_ref()),
        Cell::Text(&relation.text),
        Cell::Text(relation.lemma.as_deref().unwrap_or_default()),
        text(object),
        given(object.and_then(|object| object.entity.as_ref())),
        given(object.and_then(|object| object.kind.as_ref())),
        Cell::Text(&line.polarity),
        Cell::Text(&line.modality),
        if line.by.is_some() { Cell::Text(by) } else { Cell::Null },
        text(when.as_ref()),
        text(place.as_ref()),
        Cell::Number(line.confidence),
        whole(subject.start),
        whole(subject.end),
        whole(relation.start),
        whole(relation.end),
        whole(object.and_then(|object| object.start)),
        whole(object.and_then(|object| object.end)),
        given(subject.name.as_ref()),
        given(object.and_then(|object| object.name.as_ref())),
        given(object.and_then(|object| object.core.as_ref())),
        given(when.as_ref().and_then(|when| when.value.as_ref())),
        given(place.as_ref().and_then(|place| place.entity.as_ref())),
        Cell::Flag(relation.implied),
        Cell::Text(&line.rule),
        line.by.map_or(Cell::Null, |by| Cell::Text(by.get())),
    ]
}

impl Column {
    fn push(&mut self, cell: &Cell<'_>) {
        self.levels.push(i16::from(!matches!(cell, Cell::Null)));
        match *cell {
            Cell::Null => {}
            Cell::Text(text) => self.texts.push(text.into()),
            Cell::Whole(number) => self.wholes.push(number),
            Cell::Number(number) => self.numbers.push(number),
            Cell::Flag(flag) => self.flags.push(flag),
        }
    }

    fn write(self, mut column: SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        // Columns that are never null take no notice of the levels.
        let levels = Some(self.levels.as_slice());
        match column.untyped() {
            ColumnWriter::ByteArrayColumnWriter(writer) => writer.write_batch(&self.texts, levels, None),
            ColumnWriter::Int64ColumnWriter(writer) => writer.write_batch(&self.wholes, levels, None),
            ColumnWriter::DoubleColumnWriter(writer) => writer.write_batch(&self.numbers, levels, None),
            ColumnWriter::BoolColumnWriter(writer) => writer.write_batch(&self.flags, levels, None),
            _ => Ok(0),
        }?;
        column.close()
    }
}

/// The error of the file beneath, where there is one.
fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    use super::*;

    #[test]
    fn rows_come_back_in_groups_with_their_nulls() {
        let file = tempfile::tempfile().unwrap();
        let mut writer = FactsWriter::start(file.try_clone().unwrap()).unwrap();
        let count = ROWS + 3;
        for number in 0..count {
            let object = if number % 2 == 0 { r#","object":{"text":"Idlib","start":4}"# } else { "" };
            let line = format!(
                r#"{{"id":"f:{number}","article":"a \"b\"","sentence":{number},"subject":{{"text":"IS","type":"ORG"}},
                "relation":{{"text":"took","lemma":"take","implied":true}}{object},"polarity":"positive",
                "modality":"asserted","by":[{{"text":"x"}},{{"text":"y"}}],"confidence":0.5,"rule":"r"}}"#
            );
            writer.push(&line).unwrap();
        }
        drop(writer.finish().unwrap());
        let reader = SerializedFileReader::new(file).unwrap();
        assert_eq!(reader.metadata().num_row_groups(), 2);
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows.len(), count);
        for (number, row) in rows.iter().enumerate() {
            assert_eq!(row.get_string(0).unwrap(), &format!("f:{number}"));
            assert_eq!(row.get_string(1).unwrap(), "a \"b\"");
            assert_eq!(usize::try_from(row.get_long(2).unwrap()), Ok(number));
            assert_eq!(row.get_string(8).ok().map(String::as_str), (number % 2 == 0).then_some("Idlib"));
            assert_eq!(row.get_string(13).unwrap(), "x > y");
            assert!(row.get_bool(28).unwrap());
        }
    }
}
