//! Numbers in, lines and tables for people out.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use comfy_table::{CellAlignment, presets};
use triplewire_evaluation::Counts;
use triplewire_evaluation::bootstrap::Interval;

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

/// Writes a table: the first column to the left, the others, which hold numbers, to the right.
pub(super) fn table(
    page: &mut String,
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> fmt::Result {
    let mut table = comfy_table::Table::new();
    table.load_style(presets::NOTHING).set_header(header.iter().copied());
    for row in rows {
        table.add_row(row);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    for line in table.to_string().lines() {
        writeln!(page, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Writes how often what stands for what: gold in rows, predictions in columns.
pub(super) fn confusion(
    page: &mut String,
    counts: &BTreeMap<String, BTreeMap<String, usize>>,
) -> fmt::Result {
    let mut columns: Vec<&str> = counts.values().flat_map(BTreeMap::keys).map(String::as_str).collect();
    columns.sort_unstable();
    columns.dedup();
    let header: Vec<&str> = ["gold \\ predicted"].into_iter().chain(columns.iter().copied()).collect();
    let rows = counts.iter().map(|(gold, row)| {
        let cells = columns.iter().map(|&column| row.get(column).map_or(String::new(), ToString::to_string));
        [gold.clone()].into_iter().chain(cells).collect()
    });
    table(page, &header, rows)
}

/// Writes a list under a label, a line an item.
pub(super) fn list<T: fmt::Display>(
    page: &mut String,
    label: &str,
    items: impl IntoIterator<Item = T>,
) -> fmt::Result {
    items.into_iter().try_for_each(|item| writeln!(page, "    {label:<9} {item}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_below_each_other() {
        let mut page = String::new();
        let row = counts_row("plain", Counts::one_to_one(1, 2, 3), None);
        table(&mut page, &COUNTS_HEADER, [row]).unwrap();
        let lines: Vec<&str> = page.lines().collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].find('R').map(|at| at + 1), lines[1].find("33.33").map(|at| at + 5), "{page}");
        assert!(lines[1].contains("50.00") && lines[1].contains("40.00"), "{page}");
    }

    #[test]
    fn a_confusion_table_has_gold_in_rows() {
        let counts = BTreeMap::from([("LOC".to_owned(), BTreeMap::from([("ORG".to_owned(), 7)]))]);
        let mut page = String::new();
        confusion(&mut page, &counts).unwrap();
        let last = page.lines().last().unwrap();
        assert!(last.trim_start().starts_with("LOC") && last.ends_with('7'), "{page}");
    }
}
