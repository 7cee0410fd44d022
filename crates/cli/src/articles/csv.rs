//! A CSV table with a header in, an article a row out.
//!
//! Cells that are not UTF-8 are decoded as the text of a file is, each by itself.

use std::io::{Cursor, Read};

use csv::{ByteRecord, Error, ErrorKind, Position};
use serde_json::Value;

use super::file::{read_all, unreadable};
use super::{Article, Content, line_name};
use crate::encoding::{Decoded, decode};
use crate::inputs::{Column, Limited, Metadata, columns};

/// The articles of a table; the error is a reason why it has none.
pub(super) fn read<R: Read + Send + 'static>(
    reader: R,
    name: &str,
    source: &str,
    limit: u64,
) -> Result<impl Iterator<Item = Article> + Send + use<R>, String> {
    let (reader, allowance) = Limited::new(utf8(reader, limit)?, limit);
    let mut reader = csv::Reader::from_reader(reader);
    let header = reader.byte_headers().map_err(|error| describe(&error))?;
    let columns = columns(header.iter().map(|name| String::from_utf8_lossy(name).into_owned()));
    if !columns.contains(&Some(Column::Text)) && !columns.contains(&Some(Column::Html)) {
        return Err("neither a column `text` nor `html`".to_owned());
    }
    let table = Table { name: name.to_owned(), source: source.to_owned(), columns };
    let mut reader = Some(reader);
    Ok(std::iter::from_fn(move || {
        let mut row = ByteRecord::new();
        allowance.renew();
        match reader.as_mut()?.read_byte_record(&mut row) {
            Ok(true) => {
                let line = row.position().map_or(0, Position::line);
                Some(table.article(&row, line))
            }
            Ok(false) => None,
            Err(error) => {
                let mut line = error.position().map_or(0, Position::line);
                if let ErrorKind::Io(_) = error.kind() {
                    line = reader.take().map_or(line, |reader| reader.position().line());
                }
                Some(table.place(None, line, Content::Failed(describe(&error))))
            }
        }
    }))
}

/// A table in UTF-16, as spreadsheets write it, made UTF-8.
fn utf8<R: Read + Send + 'static>(mut reader: R, limit: u64) -> Result<Box<dyn Read + Send>, String> {
    let mut head = Vec::new();
    (&mut reader).take(2).read_to_end(&mut head).map_err(|error| unreadable(&error))?;
    let is_utf16 = matches!(head.as_slice(), [0xff, 0xfe] | [0xfe, 0xff]);
    let whole = Cursor::new(head).chain(reader);
    if !is_utf16 {
        return Ok(Box::new(whole));
    }
    Ok(Box::new(Cursor::new(decode(read_all(whole, limit)?, None)?.text)))
}

struct Table {
    name: String,
    source: String,
    columns: Vec<Option<Column>>,
}

impl Table {
    fn article(&self, row: &ByteRecord, line: u64) -> Article {
        let cell = |wanted| {
            let cell = self.columns.iter().zip(row).find(|(column, _)| **column == Some(wanted));
            cell.map(|(_, cell)| cell).filter(|cell| !cell.is_empty())
        };
        let name = |wanted| cell(wanted).and_then(|cell| decode(cell.to_vec(), None).ok()).map(|d| d.text);
        let text = |cell: &[u8], make: fn(Decoded) -> Content| {
            decode(cell.to_vec(), None).map_or_else(Content::Failed, make)
        };
        let content = match (cell(Column::Text), cell(Column::Html)) {
            (Some(cell), _) => text(cell, Content::Text),
            (None, Some(cell)) => text(cell, Content::Html),
            (None, None) if self.columns.contains(&Some(Column::Text)) => Content::Text(Decoded::default()),
            (None, None) => Content::Failed("`html` is empty".to_owned()),
        };
        let metadata = Metadata {
            title: name(Column::Title),
            date: name(Column::Date),
            url: name(Column::Url),
            ..Metadata::default()
        };
        Article { metadata, ..self.place(name(Column::Id), line, content) }
    }

    fn place(&self, id: Option<String>, line: u64, content: Content) -> Article {
        let name = id.unwrap_or_else(|| line_name(&self.name, line));
        Article {
            id: Value::String(name.clone()),
            name,
            source: format!("{}:{line}", self.source),
            line: Some(line),
            metadata: Metadata::default(),
            content,
        }
    }
}

/// What is wrong, without the place: the source names it.
fn describe(error: &Error) -> String {
    match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} columns instead of {expected_len}")
        }
        ErrorKind::Io(error) => format!("{}; the rest of the table is not read", unreadable(error)),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::CodingFrom;

    fn articles(table: &'static [u8], limit: u64) -> Vec<Article> {
        read(table, "t", "t.csv", limit).unwrap().collect()
    }

    fn rows(table: &'static [u8]) -> Vec<(String, String, Result<String, String>)> {
        let describe = |article: Article| {
            let content = match article.content {
                Content::Text(decoded) => Ok(decoded.text),
                Content::Html(decoded) => Ok(format!("html: {}", decoded.text)),
                Content::Failed(reason) => Err(reason),
                other => panic!("{other:?}"),
            };
            (article.name, article.source, content)
        };
        articles(table, 10_000).into_iter().map(describe).collect()
    }

    #[test]
    fn a_row_is_an_article_wherever_its_columns_stand() {
        let table = "note,Text,ID\n,\"Two\nlines, quoted\",a\n,Second.,\n".as_bytes();
        let text = |text: &str| Ok(text.to_owned());
        assert_eq!(
            rows(table),
            [
                ("a".to_owned(), "t.csv:2".to_owned(), text("Two\nlines, quoted")),
                ("t:4".to_owned(), "t.csv:4".to_owned(), text("Second.")),
            ]
        );
    }

    #[test]
    fn html_is_read_where_there_is_no_text() {
        let rows = rows(b"html,text\n<p>A.,\n<p>A.,B.\n,\n");
        let contents: Vec<_> = rows.into_iter().map(|row| row.2.unwrap()).collect();
        assert_eq!(contents, ["html: <p>A.", "B.", ""]);
    }

    #[test]
    fn a_bad_row_does_not_stop_the_next() {
        let rows = rows(b"id,text\na,A.,x\nb,\0\0\nc,C.\n");
        assert_eq!(rows[0].1, "t.csv:2");
        assert_eq!(rows[0].2, Err("3 columns instead of 2".to_owned()));
        assert!(rows[1].2.as_ref().unwrap_err().starts_with("not text: "));
        assert_eq!(rows[2], ("c".to_owned(), "t.csv:4".to_owned(), Ok("C.".to_owned())));
    }

    #[test]
    fn a_table_without_texts_is_refused() {
        let Err(reason) = read(b"id,title\n".as_slice(), "t", "t.csv", 99) else { panic!("read") };
        assert_eq!(reason, "neither a column `text` nor `html`");
    }

    #[test]
    fn cells_of_other_encodings_are_decoded() {
        let table: &[u8] = b"id,text\nb\xe9b\xe9,\x93Caf\xe9\x94 he said.\n";
        let [article] = &articles(table, 99)[..] else { panic!("one row") };
        let Content::Text(decoded) = &article.content else { panic!("{article:?}") };
        assert_eq!((article.name.as_str(), decoded.text.as_str()), ("bébé", "“Café” he said."));
        let coding = decoded.coding.unwrap();
        assert_eq!((coding.encoding, coding.from), ("windows-1252", CodingFrom::Detected));
        let utf16: Vec<u8> =
            "\u{feff}id,text\nк,“Café”\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let rows: Vec<_> = read(Cursor::new(utf16), "t", "t.csv", 99).unwrap().collect();
        assert_eq!(rows[0].name, "к");
        assert!(matches!(&rows[0].content, Content::Text(decoded) if decoded.text == "“Café”"));
    }

    #[test]
    fn a_quotation_mark_that_is_left_open_takes_no_more_than_the_limit() {
        let table = format!("id,text\na,A.\nb,\"{}", "word ".repeat(50_000));
        let rows: Vec<_> = read(Cursor::new(table), "t", "t.csv", 100_000).unwrap().collect();
        assert_eq!(rows.len(), 2);
        let Content::Failed(reason) = &rows[1].content else { panic!("{:?}", rows[1]) };
        assert!(reason.starts_with("a row of more than 100000 bytes"), "{reason}");
        assert!(reason.ends_with("the rest of the table is not read"), "{reason}");
    }
}
