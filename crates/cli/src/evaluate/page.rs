//! What a report says, before it is drawn: numbers and sentences in, a list of blocks out.
//!
//! Every task describes its report once; `terminal` draws the description as text and `html` as
//! a page. What only one of the two can show (marks inside a text, links) stands in fields that
//! the other passes over.

use std::collections::BTreeMap;

use triplewire_evaluation::Counts;
use triplewire_evaluation::bootstrap::Interval;

use super::aligned::Aligned;

/// A report, from top to bottom.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) blocks: Vec<Block>,
}

/// A part of a report.
#[derive(Debug)]
pub(super) enum Block {
    /// What the blocks up to the next heading are about.
    Heading(String),
    /// A sentence.
    Line(String),
    Table(Table),
    /// Sentences or documents with errors, worst first.
    Cases(Vec<Case>),
    /// What was won or lost since another run, the greatest change first.
    Changes(Vec<Change>),
    /// An article with all its facts; on a terminal only where details are asked for.
    Article(Aligned),
}

/// Rows under a header. The first column names the row, the others hold numbers.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

/// A sentence or document with errors: what gold says and what was predicted.
#[derive(Debug, Default)]
pub(super) struct Case {
    /// Where it stands, or how it scored.
    pub(super) place: String,
    pub(super) text: String,
    /// Drawn side by side, where there is room.
    pub(super) columns: Vec<Column>,
    pub(super) differences: Vec<Difference>,
}

/// What one side says about a case.
#[derive(Debug)]
pub(super) struct Column {
    /// "gold" or "predicted".
    pub(super) label: &'static str,
    pub(super) items: Vec<Item>,
    /// The case's text with the items marked in it, where their places are known.
    pub(super) marked: Vec<Piece>,
}

/// A tuple, name or sentence of one side.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) text: String,
    pub(super) outcome: Outcome,
}

/// How an item compares with the other side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Outcome {
    /// Not known one by one.
    Unknown,
    /// The other side has it or not.
    Found(bool),
    /// The share of it that the other side has.
    Share(f64),
}

/// A word for which gold and prediction differ.
#[derive(Debug)]
pub(super) struct Difference {
    pub(super) word: String,
    pub(super) gold: String,
    pub(super) predicted: String,
}

/// A unit whose score changed.
#[derive(Debug, PartialEq)]
pub(super) struct Change {
    pub(super) unit: String,
    pub(super) before: f64,
    pub(super) after: f64,
}

/// A stretch of a text; the pieces of a text in order make the whole of it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) mark: Option<Mark>,
    /// The number of the sentence that begins here.
    pub(super) sentence: Option<usize>,
}

/// What a stretch of a text is part of.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    pub(super) verdict: Verdict,
    /// A type, such as "PER".
    pub(super) label: String,
    /// The extracted facts that it is part of: indices into [`Aligned::predicted`].
    pub(super) facts: Vec<usize>,
}

/// What became of an item of either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    Matched,
    /// The words match, what is said of them does not.
    Differs,
    Missed,
    Wrong,
    /// Not matched, and never counted as missed.
    Optional,
}

impl Page {
    pub(super) fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    pub(super) fn line(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Line(text.into()));
    }

    pub(super) fn table(&mut self, header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
        let header = header.iter().map(|&cell| cell.to_owned()).collect();
        self.blocks.push(Block::Table(Table { header, rows: rows.into_iter().collect() }));
    }

    /// How often what stands for what: gold in rows, predictions in columns.
    pub(super) fn confusion(&mut self, counts: &BTreeMap<String, BTreeMap<String, usize>>) {
        let mut columns: Vec<&str> = counts.values().flat_map(BTreeMap::keys).map(String::as_str).collect();
        columns.sort_unstable();
        columns.dedup();
        let header: Vec<&str> = [CONFUSION].into_iter().chain(columns.iter().copied()).collect();
        let rows = counts.iter().map(|(gold, row)| {
            let cells =
                columns.iter().map(|&column| row.get(column).map_or(String::new(), ToString::to_string));
            [gold.clone()].into_iter().chain(cells).collect()
        });
        self.table(&header, rows);
    }

    pub(super) fn cases(&mut self, cases: impl IntoIterator<Item = Case>) {
        self.blocks.push(Block::Cases(cases.into_iter().collect()));
    }

    pub(super) fn changes(&mut self, changes: impl IntoIterator<Item = Change>) {
        self.blocks.push(Block::Changes(changes.into_iter().collect()));
    }

    pub(super) fn article(&mut self, article: Aligned) {
        self.blocks.push(Block::Article(article));
    }
}

impl Case {
    pub(super) fn new(place: impl Into<String>, text: impl Into<String>) -> Self {
        Self { place: place.into(), text: text.into(), ..Self::default() }
    }

    /// Adds what one side says.
    pub(super) fn side(self, label: &'static str, items: impl IntoIterator<Item = Item>) -> Self {
        self.marked_side(label, items, Vec::new())
    }

    /// Adds what one side says, with the text that it says it about.
    pub(super) fn marked_side(
        mut self,
        label: &'static str,
        items: impl IntoIterator<Item = Item>,
        marked: Vec<Piece>,
    ) -> Self {
        self.columns.push(Column { label, items: items.into_iter().collect(), marked });
        self
    }
}

impl Item {
    /// One of which nothing more is known.
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), outcome: Outcome::Unknown }
    }

    /// One that the other side has or has not.
    pub(super) fn found((text, found): &(String, bool)) -> Self {
        Self { text: text.clone(), outcome: Outcome::Found(*found) }
    }

    /// One of which the other side has a share.
    pub(super) fn share((text, share): &(String, f64)) -> Self {
        Self { text: text.clone(), outcome: Outcome::Share(*share) }
    }
}

/// The first head of a confusion table.
pub(super) const CONFUSION: &str = "gold \\ predicted";

/// "38.46" of 0.384615.
pub(super) fn percent(share: f64) -> String {
    format!("{:.2}", 100.0 * share)
}

/// "35.20 to 45.00", or "-" where there are too few units for an interval.
pub(super) fn interval(interval: Option<Interval>) -> String {
    interval.map_or("-".to_owned(), |ends| format!("{} to {}", percent(ends.low), percent(ends.high)))
}

/// The heads of the columns that [`counts_row`] fills.
pub(super) const COUNTS_HEADER: [&str; 7] = ["", "P", "R", "F1", "95 % of F1", "gold", "predicted"];

/// A row of precision, recall, F1, interval and numbers.
pub(super) fn counts_row(name: &str, counts: Counts, ends: Option<Interval>) -> Vec<String> {
    vec![
        name.to_owned(),
        percent(counts.precision()),
        percent(counts.recall()),
        percent(counts.f1()),
        interval(ends),
        counts.gold.to_string(),
        counts.predicted.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confusion_table_has_gold_in_rows() {
        let counts = BTreeMap::from([
            ("LOC".to_owned(), BTreeMap::from([("ORG".to_owned(), 7)])),
            ("ORG".to_owned(), BTreeMap::from([("LOC".to_owned(), 2), ("ORG".to_owned(), 3)])),
        ]);
        let mut page = Page::default();
        page.confusion(&counts);
        let [Block::Table(table)] = &page.blocks[..] else { panic!("one table expected: {page:?}") };
        assert_eq!(table.header, [CONFUSION, "LOC", "ORG"]);
        assert_eq!(table.rows, [["LOC", "", "7"], ["ORG", "2", "3"]]);
    }
}
