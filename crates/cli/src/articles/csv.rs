//! A CSV table with a header in, an article a row out.

use std::io::Read;

use csv::{Error, ErrorKind, Reader, StringRecord};
use serde_json::Value;

use super::{Article, Content, line_name};
use crate::inputs::{Column, Metadata, columns};

/// The articles of a table; the error is a reason why it has none.
pub(super) fn read<R: Read + Send + 'static>(
    reader: R,
    name: &str,
    source: &str,
) -> Result<impl Iterator<Item = Article> + Send + use<R>, String> {
    let mut reader = Reader::from_reader(reader);
    let columns = columns(reader.headers().map_err(|error| describe(&error))?);
    if !columns.contains(&Some(Column::Text)) && !columns.contains(&Some(Column::Html)) {
        return Err("neither a column `text` nor `html`".to_owned());
    }
    let table = Table { name: name.to_owned(), source: source.to_owned(), columns };
    let mut reader = Some(reader);
    Ok(std::iter::from_fn(move || {
        let mut row = StringRecord::new();
        match reader.as_mut()?.read_record(&mut row) {
            Ok(true) => {
                let line = row.position().map_or(0, csv::Position::line);
                Some(table.article(&row, line))
            }
            Ok(false) => None,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                if let ErrorKind::Io(_) = error.kind() {
                    reader = None;
                }
                Some(table.place(None, line, Content::Failed(describe(&error))))
            }
        }
    }))
}

struct Table {
    name: String,
    source: String,
    columns: Vec<Option<Column>>,
}

impl Table {
    fn article(&self, row: &StringRecord, line: u64) -> Article {
        let cell = |wanted| {
            let cell = self.columns.iter().zip(row).find(|(column, _)| **column == Some(wanted));
            cell.map(|(_, cell)| cell).filter(|cell| !cell.is_empty()).map(str::to_owned)
        };
        let content = match cell(Column::Text) {
            Some(text) => Content::Text(text),
            None => match cell(Column::Html) {
                Some(html) => Content::Html(html),
                None if self.columns.contains(&Some(Column::Text)) => Content::Text(String::new()),
                None => Content::Failed("`html` is empty".to_owned()),
            },
        };
        let metadata =
            Metadata { title: cell(Column::Title), date: cell(Column::Date), url: cell(Column::Url) };
        Article { metadata, ..self.place(cell(Column::Id), line, content) }
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
        ErrorKind::Utf8 { err, .. } => {
            format!("not UTF-8 in column {} after byte {}", err.field() + 1, err.valid_up_to())
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &'static [u8]) -> Vec<(String, String, Result<String, String>)> {
        let describe = |article: Article| {
            let content = match article.content {
                Content::Text(text) => Ok(text),
                Content::Html(html) => Ok(format!("html: {html}")),
                Content::Failed(reason) => Err(reason),
                other => panic!("{other:?}"),
            };
            (article.name, article.source, content)
        };
        read(table, "t", "t.csv").unwrap().map(describe).collect()
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
        let rows = rows(b"id,text\na,A.,x\nb,\xff\nc,C.\n");
        assert_eq!(rows[0].1, "t.csv:2");
        assert_eq!(rows[0].2, Err("3 columns instead of 2".to_owned()));
        assert_eq!(rows[1].2, Err("not UTF-8 in column 2 after byte 0".to_owned()));
        assert_eq!(rows[2], ("c".to_owned(), "t.csv:4".to_owned(), Ok("C.".to_owned())));
    }

    #[test]
    fn a_table_without_texts_is_refused() {
        let Err(reason) = read(b"id,title\n".as_slice(), "t", "t.csv") else { panic!("read") };
        assert_eq!(reason, "neither a column `text` nor `html`");
    }
}
