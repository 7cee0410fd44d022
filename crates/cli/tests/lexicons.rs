//! The word lists of `crates/relations/lexicons`: each entry at work in a sentence of its own.
//!
//! In: the columns `example` and `fact` of the three tables, with one example for each effect of a verb. Out: one
//! message with every entry that has none, whose fact does not show its effect, or whose fact the program, with
//! its model, does not give.
#![allow(clippy::unwrap_used, reason = "a test that cannot run the program has failed")]

#[path = "claims/program.rs"]
mod program;
#[path = "claims/table.rs"]
mod table;

use std::fmt::Write as _;

use table::Case;

const VERBS: &str = include_str!("../../relations/lexicons/verbs.tsv");
const CUES: &str = include_str!("../../relations/lexicons/cues.tsv");
const SOURCES: &str = include_str!("../../relations/lexicons/sources.tsv");

/// Where the effects of a table stand, and how many columns its entries have before their example.
struct Layout {
    effects: std::ops::Range<usize>,
    columns: usize,
}

const LAYOUTS: [(&str, &str, Layout); 3] = [
    ("verbs.tsv", VERBS, Layout { effects: 1..4, columns: 4 }),
    ("cues.tsv", CUES, Layout { effects: 2..3, columns: 3 }),
    ("sources.tsv", SOURCES, Layout { effects: 1..1, columns: 1 }),
];

#[test]
fn every_entry_is_at_work_in_its_example() {
    let mut report = String::new();
    let mut cases = Vec::new();
    let mut files = Vec::new();
    for (file, text, layout) in &LAYOUTS {
        let (found, faults) = read(text, layout);
        for fault in faults {
            writeln!(report, "{file}:{fault}").unwrap();
        }
        files.resize(files.len() + found.len(), file);
        cases.extend(found);
    }
    for ((file, case), record) in files.iter().zip(&cases).zip(&program::extract(&cases)) {
        if !case.passes(record) {
            writeln!(report, "{file}:{}:\n{}", case.line, case.failure(record)).unwrap();
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn entries_without_a_telling_example_are_faults() {
    let [verbs, cues, sources] = LAYOUTS.map(|(_, _, layout)| layout);
    for (layout, entry, cause) in [
        (&verbs, "urge\t-\twanted\t-", "2: urge: no example"),
        (&verbs, "urge\t-\twanted\t-\t\t", "2: urge: no example"),
        (&verbs, "urge\twants\twanted\t-\tA.\ta | b | c | wanted", "2: urge: 1 examples of 2 effects"),
        (&verbs, "urge\t-\twanted\t-\tA.\ta | b | c", "2: urge: `a | b | c` is no fact"),
        (&verbs, "urge\t-\twanted\t-\tA.\ta | b | c | by D", "2: urge: `by D` does not show `wanted`"),
        (&verbs, "let\t-\tdone\t-\tA.\ta | b | c | plain", "2: let: `plain` does not show `done`"),
        (&cues, "may\tauxiliary\tpossible\tA.\ta | b | | plain", "2: may: `plain` does not show `possible`"),
        (&sources, "letter\tA.\ta | b | c | by any", "2: letter: `by any` does not show `says`"),
        (&sources, "letter\tA.\ta | b | c | by", "2: letter: empty source"),
    ] {
        assert_eq!(read(&format!("columns\n{entry}\n"), layout).1, [cause], "{entry}");
    }
    let (cases, faults) = read("columns\nmay\tauxiliary\tpossible\tA.\ta | b | | possible\n", &cues);
    assert_eq!((cases.len(), faults.len()), (1, 0));
}

/// The examples of a table, and what is wrong in it.
fn read<'a>(text: &'a str, layout: &Layout) -> (Vec<Case<'a>>, Vec<String>) {
    let mut cases = Vec::new();
    let mut faults = Vec::new();
    let entries = (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#')).skip(1);
    for (line, entry) in entries {
        let columns: Vec<&str> = entry.split('\t').collect();
        match examples(line, &columns, layout) {
            Ok(found) => cases.extend(found),
            Err(cause) => faults.push(format!("{line}: {}: {cause}", columns[0])),
        }
    }
    (cases, faults)
}

/// The examples of one entry, one for each of its effects.
fn examples<'a>(line: usize, columns: &[&'a str], layout: &Layout) -> Result<Vec<Case<'a>>, String> {
    let split = |column: usize| -> Vec<&'a str> {
        columns
            .get(column)
            .filter(|text| !text.is_empty())
            .map_or_else(Vec::new, |text| text.split(" // ").collect())
    };
    let (sentences, facts) = (split(layout.columns), split(layout.columns + 1));
    if sentences.is_empty() {
        return Err("no example".to_owned());
    }
    let mut effects: Vec<&str> =
        columns[layout.effects.clone()].iter().copied().filter(|&effect| effect != "-").collect();
    if layout.effects.is_empty() {
        effects.push("says");
    }
    if sentences.len() != effects.len() || facts.len() != effects.len() {
        return Err(format!("{} examples of {} effects", sentences.len().min(facts.len()), effects.len()));
    }
    let mut cases = Vec::new();
    for ((&sentence, &fact), &effect) in sentences.iter().zip(&facts).zip(&effects) {
        let parts: Vec<&str> = fact.split('|').map(str::trim).collect();
        let parts: [&str; 4] = parts.try_into().map_err(|_| format!("`{fact}` is no fact"))?;
        let case = Case::new(line, 0, sentence, parts)?;
        if !shows(case.expected, effect) {
            return Err(format!("`{}` does not show `{effect}`", case.expected));
        }
        cases.push(case);
    }
    Ok(cases)
}

/// Whether what is expected of a fact is owed to the effect, for a plain sentence would not give it.
fn shows(expected: &str, effect: &str) -> bool {
    let item = match effect {
        "says" => return expected.split("; ").any(|item| item.starts_with("by ") && item != "by any"),
        // These two show in what is denied: "did not force them to leave", "does not think that they left".
        "denies" | "done" | "not" | "thinks" => "not",
        "alleged" | "suspects" => "possible",
        "asks" => "questioned",
        "wants" => "wanted",
        other => other,
    };
    expected.split("; ").any(|said| said == item)
}
