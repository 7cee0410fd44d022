//! The text of an alias file in, its rows out.
//!
//! An alias file is a CSV file that people edit: `alias,entity,type,why,source`, in any order of columns,
//! `noun` beside them if you like. A row says that `alias` is a form of `entity`, or, where `why` is
//! `apart`, that it is not.

use std::{collections::BTreeMap, sync::Arc};

use crate::{entity::EntityType, fold};

/// What a row of an alias file says of its alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// `name`: it is the entity's own name.
    Name,
    /// `spelling`: it is another spelling of the name, so that further spellings are known by sound.
    Spelling,
    /// `apart`: it is not the entity.
    Apart,
    /// Anything else ("acronym", "former name"): it is a form of the entity.
    Other,
}

/// A row of an alias file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AliasRow {
    /// Counted from 1.
    pub(crate) line: usize,
    pub(crate) alias: String,
    pub(crate) entity: String,
    pub(crate) entity_type: Option<EntityType>,
    pub(crate) reason: Reason,
    /// The common noun that the entity answers to; empty where none is given.
    pub(crate) noun: String,
}

/// The rows of an alias file.
///
/// ```
/// use triplewire_entities::{AliasFile, Gazetteers, Recognizer};
///
/// let rows = "alias,entity,type,why,source\nFSB,Federal Security Service,ORG,acronym,\nPA,Palestinian Authority,,apart,\n";
/// let aliases = AliasFile::parse(rows, "mine.csv")?;
/// let recognizer = Recognizer::with(Gazetteers::new().with_aliases(&aliases)?);
///
/// let error = AliasFile::parse("alias,entity,type,why,source\nFSB,,ORG,,\n", "mine.csv").unwrap_err();
/// assert_eq!(error.to_string(), "mine.csv:2: 'entity' is empty");
/// # Ok::<(), triplewire_entities::AliasError>(())
/// ```
#[derive(Clone, Debug)]
pub struct AliasFile {
    pub(crate) name: Arc<str>,
    pub(crate) rows: Vec<AliasRow>,
}

/// Why an alias file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {cause}")]
pub struct AliasError {
    /// The file's name, as it was given.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub cause: String,
}

const COLUMNS: [&str; 6] = ["alias", "entity", "type", "why", "source", "noun"];

impl AliasFile {
    /// Reads the text of a file; `name` stands for it in errors and reasons.
    ///
    /// # Errors
    /// No header with the columns `alias` and `entity`, or the first row that lacks one of the two, names
    /// an unknown type, has too few or too many cells, or gives an alias to a second entity.
    pub fn parse(text: &str, name: &str) -> Result<Self, AliasError> {
        let mut file = Self { name: Arc::from(name), rows: Vec::new() };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader =
            csv::ReaderBuilder::new().trim(csv::Trim::All).comment(Some(b'#')).from_reader(text.as_bytes());
        let malformed = |error: &csv::Error| {
            let line = error.position().map_or(1, |position| line_of(text, position));
            let cause = match error.kind() {
                csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                    format!("{len} cells, the header has {expected_len}")
                }
                _ => error.to_string(),
            };
            (line, cause)
        };
        let header = reader.headers().map_err(|error| file.malformed(malformed(&error)))?.clone();
        let mut columns = BTreeMap::new();
        for (index, column) in header.iter().enumerate() {
            if !COLUMNS.contains(&column) {
                let cause = format!("unknown column '{column}': the columns are {}", COLUMNS.join(","));
                return Err(file.error(1, cause));
            }
            if columns.insert(column.to_owned(), index).is_some() {
                return Err(file.error(1, format!("two columns '{column}'")));
            }
        }
        if let Some(missing) = ["alias", "entity"].iter().find(|column| !columns.contains_key(**column)) {
            return Err(
                file.error(1, format!("no column '{missing}': the columns are {}", COLUMNS.join(",")))
            );
        }
        let mut given: BTreeMap<String, usize> = BTreeMap::new();
        for record in reader.records() {
            let record = record.map_err(|error| file.malformed(malformed(&error)))?;
            let line = record.position().map_or(1, |position| line_of(text, position));
            let cell = |column: &str| columns.get(column).and_then(|&index| record.get(index)).unwrap_or("");
            let row = file.row(line, cell)?;
            if row.reason != Reason::Apart
                && let Some(before) = given.insert(fold::key(&row.alias), file.rows.len())
            {
                let before: &AliasRow = &file.rows[before];
                if fold::key(&before.entity) != fold::key(&row.entity) {
                    let cause = format!(
                        "'{}' is given to '{}', and in line {} to '{}'",
                        row.alias, row.entity, before.line, before.entity
                    );
                    return Err(file.error(line, cause));
                }
            }
            file.rows.push(row);
        }
        Ok(file)
    }

    fn row<'a>(&self, line: usize, cell: impl Fn(&str) -> &'a str) -> Result<AliasRow, AliasError> {
        for column in ["alias", "entity"] {
            if cell(column).is_empty() {
                return Err(self.error(line, format!("'{column}' is empty")));
            }
            if fold::key(cell(column)).is_empty() {
                return Err(self.error(line, format!("'{}' has no letters or digits", cell(column))));
            }
        }
        let reason = match cell("why") {
            "name" => Reason::Name,
            "spelling" => Reason::Spelling,
            "apart" => Reason::Apart,
            _ => Reason::Other,
        };
        if reason == Reason::Apart && fold::key(cell("alias")) == fold::key(cell("entity")) {
            return Err(self.error(line, format!("'{}' cannot be apart from itself", cell("alias"))));
        }
        let entity_type = match cell("type") {
            "" => None,
            name => {
                let Some(kind) = EntityType::of_name(name) else {
                    let types = EntityType::OF_NAMES.map(EntityType::as_str).join(" ");
                    return Err(
                        self.error(line, format!("unknown type '{name}': the types of names are {types}"))
                    );
                };
                Some(kind)
            }
        };
        Ok(AliasRow {
            line,
            alias: cell("alias").to_owned(),
            entity: cell("entity").to_owned(),
            entity_type,
            reason,
            noun: cell("noun").to_owned(),
        })
    }

    /// An error in a line of this file.
    pub(crate) fn error(&self, line: usize, cause: String) -> AliasError {
        AliasError { file: self.name.to_string(), line, cause }
    }

    fn malformed(&self, (line, cause): (usize, String)) -> AliasError {
        self.error(line, cause)
    }
}

/// The line of a record: its position is where the record before it ended, so that lines without a
/// record come first.
fn line_of(text: &str, position: &csv::Position) -> usize {
    let rest = text.get(position.byte() as usize..).unwrap_or_default();
    let empty = |line: &&str| line.trim_end_matches(['\r', '\n']).is_empty() || line.starts_with('#');
    position.line() as usize + rest.split_inclusive('\n').take_while(empty).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rows() {
        let text = "\u{feff}alias,entity,type,why,source,noun\n# a comment\nIS, Islamic State ,ORG,acronym,,group\n\"A, B\",X,,apart,me,\n";
        let file = AliasFile::parse(text, "a.csv").unwrap();
        let rows: Vec<_> = file
            .rows
            .iter()
            .map(|row| {
                (
                    row.line,
                    row.alias.as_str(),
                    row.entity.as_str(),
                    row.entity_type,
                    row.reason,
                    row.noun.as_str(),
                )
            })
            .collect();
        assert_eq!(
            rows,
            [
                (3, "IS", "Islamic State", Some(EntityType::Org), Reason::Other, "group"),
                (4, "A, B", "X", None, Reason::Apart, ""),
            ]
        );
    }

    #[test]
    fn names_line_and_cause_of_what_it_cannot_read() {
        for (text, expected) in [
            ("", "a.csv:1: no column 'alias': the columns are alias,entity,type,why,source,noun"),
            (
                "alias,name\n",
                "a.csv:1: unknown column 'name': the columns are alias,entity,type,why,source,noun",
            ),
            ("alias,alias,entity\n", "a.csv:1: two columns 'alias'"),
            ("alias,entity\nIS\n", "a.csv:2: 1 cells, the header has 2"),
            ("alias,entity\nIS,\n", "a.csv:2: 'entity' is empty"),
            ("alias,entity\n\"-\",X\n", "a.csv:2: '-' has no letters or digits"),
            ("alias,entity,why\nIS,I.S.,apart\n", "a.csv:2: 'IS' cannot be apart from itself"),
            ("alias,entity\n\nA,X\nA,Y\n", "a.csv:4: 'A' is given to 'Y', and in line 3 to 'X'"),
            (
                "alias,entity,type\nA,X,PLACE\n",
                "a.csv:2: unknown type 'PLACE': the types of names are PER ORG GPE LOC FAC NORP EVENT PRODUCT WORK LAW OTHER",
            ),
        ] {
            assert_eq!(AliasFile::parse(text, "a.csv").unwrap_err().to_string(), expected, "{text}");
        }
    }
}
