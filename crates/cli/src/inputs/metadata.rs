//! A folder's CSV table in; date, title and address of its articles out.

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;

use csv::Reader;

use super::limited::Limited;
use crate::encoding::decode;

/// Bytes of the longest row of a table of metadata, or of a header.
const MOST_ROW: u64 = 16 << 20;

/// What is known of an article besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) title: Option<String>,
    /// As given; see [`Metadata::published`].
    pub(crate) date: Option<String>,
    pub(crate) url: Option<String>,
    /// The day on which an archive got it.
    pub(crate) archived: Option<jiff::civil::Date>,
}

impl Metadata {
    /// The day that `date` says: of "2026-02-22T08:00:00Z", "Sun, 22 Feb 2026 08:00 GMT" and "February 22,
    /// 2026" the 22nd; `None` where it says no day, or one whose numbers may stand in either order.
    pub(crate) fn published(&self) -> Option<jiff::civil::Date> {
        let date = self.date.as_deref()?.trim();
        let iso = || date.get(..10)?.parse().ok();
        iso().or_else(|| triplewire_tokenizer::written_date(date))
    }
}

/// The columns of article tables; others are passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Id,
    Text,
    Html,
    Title,
    Date,
    Url,
}

/// What each column of a header row is.
pub(crate) fn columns(header: impl Iterator<Item = String>) -> Vec<Option<Column>> {
    header
        .map(|name| match name.trim().to_lowercase().as_str() {
            "id" => Some(Column::Id),
            "text" => Some(Column::Text),
            "html" => Some(Column::Html),
            "title" => Some(Column::Title),
            "date" => Some(Column::Date),
            "url" => Some(Column::Url),
            _ => None,
        })
        .collect()
}

/// The rows of a metadata table by `id`.
///
/// `Ok(None)` when the file holds articles, or neither articles nor ids.
pub(crate) fn read(path: &Path) -> Result<Option<HashMap<String, Metadata>>, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let (file, allowance) = Limited::new(file, MOST_ROW);
    let mut reader = Reader::from_reader(file);
    let header = reader.byte_headers().map_err(|error| error.to_string())?;
    let columns = columns(header.iter().map(|name| String::from_utf8_lossy(name).into_owned()));
    let has = |column| columns.contains(&Some(column));
    if !has(Column::Id) || has(Column::Text) || has(Column::Html) {
        return Ok(None);
    }
    let mut table = HashMap::new();
    for row in reader.byte_records() {
        allowance.renew();
        let row = row.map_err(|error| error.to_string())?;
        let field = |wanted| {
            let cell = columns.iter().zip(&row).find(|(column, _)| **column == Some(wanted));
            let decoded = cell.and_then(|(_, cell)| decode(cell.to_vec(), None).ok());
            decoded.map(|decoded| decoded.text.trim().to_owned()).filter(|cell| !cell.is_empty())
        };
        if let Some(id) = field(Column::Id) {
            let metadata = Metadata {
                title: field(Column::Title),
                date: field(Column::Date),
                url: field(Column::Url),
                ..Metadata::default()
            };
            table.insert(id, metadata);
        }
    }
    Ok(Some(table))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Option<HashMap<String, Metadata>>, String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        read(file.path())
    }

    #[test]
    fn rows_are_found_by_id() {
        let table = "\u{feff}ID,Date,title,note\nkyiv,2026-02-22,\"Grid, again\",x\nrome,,,\n";
        let table = read_text(table).unwrap().unwrap();
        assert_eq!(table["kyiv"].title.as_deref(), Some("Grid, again"));
        assert_eq!(table["kyiv"].published(), Some(jiff::civil::date(2026, 2, 22)));
        assert_eq!(table["rome"], Metadata::default());
    }

    #[test]
    fn tables_of_articles_are_no_metadata() {
        assert_eq!(read_text("id,text\n1,x\n"), Ok(None));
        assert_eq!(read_text("name,size\na,1\n"), Ok(None));
    }

    #[test]
    fn a_malformed_table_names_its_line() {
        let error = read_text("id,date\na,2026-01-01\nb\n").unwrap_err();
        assert!(error.contains("line: 3"), "{error}");
    }

    #[test]
    fn a_date_is_a_whole_and_certain_one() {
        let published =
            |date: &str| Metadata { date: Some(date.to_owned()), ..Metadata::default() }.published();
        for date in ["2026-02-22T08:00:00Z", "Sun, 22 Feb 2026 08:00 GMT", "February 22, 2026", "22.02.2026"]
        {
            assert_eq!(published(date), Some(jiff::civil::date(2026, 2, 22)), "{date}");
        }
        for wrong in ["", "last week", "02.03.2026", "2026-02-30", "Feb 22", "ééééééééé"] {
            assert_eq!(published(wrong), None, "{wrong}");
        }
    }
}
