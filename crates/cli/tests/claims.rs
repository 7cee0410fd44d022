//! Claims about facts: who says so, whether it is denied, how it is put forward, when and where.
//!
//! In: `claims.tsv`, one fact of one article a row, which opens with what its columns mean. Out: one
//! message with every row that fails, and how many rows of each construction pass.
#![allow(clippy::unwrap_used, reason = "a test that cannot run the program has failed")]
#![allow(clippy::print_stdout, reason = "the counts are worth reading when all rows pass")]

#[path = "claims/program.rs"]
mod program;
#[path = "claims/table.rs"]
mod table;

use std::fmt::Write as _;

use program::extract;
use table::COLUMNS;

const TABLE: &str = include_str!("claims.tsv");
const FEWEST_ROWS: usize = 120;

#[test]
fn claims_of_the_table() {
    let table = table::read(TABLE);
    let mut report = String::new();
    for fault in &table.faults {
        writeln!(report, "claims.tsv:{fault}").unwrap();
    }
    if table.cases.len() < FEWEST_ROWS {
        writeln!(report, "claims.tsv has {} rows, fewer than {FEWEST_ROWS}", table.cases.len()).unwrap();
    }
    let records = extract(&table.cases);
    let mut counts = vec![(0, 0); table.constructions.len()];
    for (case, record) in table.cases.iter().zip(&records) {
        let passed = case.passes(record);
        counts[case.construction].0 += usize::from(passed);
        counts[case.construction].1 += 1;
        if !passed {
            let heading = table.constructions[case.construction];
            writeln!(report, "claims.tsv:{}: {heading}\n{}", case.line, case.failure(record)).unwrap();
        }
    }
    let mut summary = String::new();
    for (heading, (passed, rows)) in table.constructions.iter().zip(&counts) {
        writeln!(summary, "{passed:4} of {rows:3}  {heading}").unwrap();
    }
    let passed: usize = counts.iter().map(|count| count.0).sum();
    writeln!(summary, "{passed:4} of {:3}  in all", table.cases.len()).unwrap();
    assert!(report.is_empty(), "\n{report}\n{summary}");
    println!("{summary}");
}

#[test]
fn malformed_rows_are_faults() {
    let header = COLUMNS.join("\t");
    let faults =
        |rows: &str| table::read(&format!("{header}\n# a\nD ate.\tD\tate\t\tplain\n{rows}\n")).faults;
    assert_eq!(faults("A met B.\tA\tmet\tB\tnot; future; by X > Y; when 2026-02; no where"), [""; 0]);
    for (rows, cause) in [
        ("A met B.\tA\tmet\tplain", "4: 4 columns, not 5"),
        ("A met B.\t\tmet\tB\tplain", "4: no subject"),
        ("A met B.\tA\tmet\tB\t", "4: empty item in `expected`"),
        ("A met B.\tA\tmet\tB\tplain; not", "4: `plain` stands with others"),
        ("A met B.\tA\tmet\tB\tfutur", "4: unknown item `futur`"),
        ("A met B.\tA\tmet\tB\tfuture; possible", "4: `possible` says again what another item says"),
        ("A met B.\tA\tmet\tB\tby X > ", "4: empty source"),
        ("A met B.\tA\tmet\tB\twhen Monday", "4: `Monday` is no ISO 8601 value"),
        ("A\\tmet B.\tA\tmet\tB\tplain", "4: a backslash that opens no \\n"),
        ("D ate.\tD\tate\t\tnot", "4: the same fact as a row before"),
        ("# b", "4: no row under `b`"),
    ] {
        assert_eq!(faults(rows), [cause], "{rows}");
    }
    let headless = table::read("sentence\n# a\nD ate.\tD\tate\t\tplain\n");
    assert_eq!(headless.faults, ["1: the header is not sentence, subject, relation, object, expected"]);
    let loose = format!("{header}\nD ate.\tD\tate\t\tplain\n");
    assert_eq!(table::read(&loose).faults, ["2: row before a heading"]);
}
