//! Claims about facts: who says so, whether it is denied, how it is put forward, when and where.
//!
//! In: `claims.tsv`, one fact of one article a row, which opens with what its columns mean. Out: one
//! message with every row that fails, and how many rows of each construction pass.
#![allow(clippy::unwrap_used, reason = "a test that cannot run the program has failed")]
#![allow(clippy::print_stdout, reason = "the counts are worth reading when all rows pass")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

const TABLE: &str = include_str!("claims.tsv");
const COLUMNS: [&str; 5] = ["sentence", "subject", "relation", "object", "expected"];
const MODALITIES: [&str; 5] = ["possible", "future", "conditional", "wanted", "questioned"];
const FEWEST_ROWS: usize = 120;
/// A Friday.
const PUBLISHED: &str = "2026-02-20";

/// The table with what is wrong in it.
#[derive(Default)]
struct Table<'a> {
    constructions: Vec<&'a str>,
    cases: Vec<Case<'a>>,
    faults: Vec<String>,
}

struct Case<'a> {
    line: usize,
    construction: usize,
    sentence: &'a str,
    subject: &'a str,
    relation: &'a str,
    object: &'a str,
    expected: &'a str,
    claims: Option<Claims<'a>>,
}

/// What a row asks of its fact.
#[derive(Default)]
struct Claims<'a> {
    negative: bool,
    modality: Option<&'a str>,
    by: Asked<Vec<&'a str>>,
    act: Option<&'a str>,
    when: Asked<&'a str>,
    place: Asked<&'a str>,
}

#[derive(Default)]
enum Asked<T> {
    #[default]
    Not,
    Without,
    For(T),
}

#[test]
fn claims_of_the_table() {
    let table = read(TABLE);
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
    let faults = |rows: &str| read(&format!("{header}\n# a\n{rows}\n")).faults;
    assert_eq!(faults("A met B.\tA\tmet\tB\tnot; future; by X > Y; when 2026-02; no where"), [""; 0]);
    for (row, cause) in [
        ("A met B.\tA\tmet\tplain", "3: 4 columns, not 5"),
        ("A met B.\t\tmet\tB\tplain", "3: no subject"),
        ("A met B.\tA\tmet\tB\t", "3: empty item in `expected`"),
        ("A met B.\tA\tmet\tB\tplain; not", "3: `plain` stands with others"),
        ("A met B.\tA\tmet\tB\tfutur", "3: unknown item `futur`"),
        ("A met B.\tA\tmet\tB\tfuture; possible", "3: `possible` says again what another item says"),
        ("A met B.\tA\tmet\tB\tby X > ", "3: empty source"),
        ("A met B.\tA\tmet\tB\twhen Monday", "3: `Monday` is no ISO 8601 value"),
        ("A\\tmet B.\tA\tmet\tB\tplain", "3: a backslash that opens no \\n"),
        ("A met B.\tA\tmet\tB\tplain\nA met B.\tA\tmet\tB\tnot", "4: the same fact as a row before"),
        ("A met B.\tA\tmet\tB\tplain\n# b", "4: no row under `b`"),
    ] {
        assert_eq!(faults(row), [cause], "{row}");
    }
    assert_eq!(
        read("sentence\n").faults[0],
        "1: the header is not sentence, subject, relation, object, expected"
    );
    assert_eq!(read(&format!("{header}\nA met B.\tA\tmet\tB\tplain\n")).faults, ["2: row before a heading"]);
}

/// Reads a table; what is wrong in it is kept beside what is not.
fn read(text: &str) -> Table<'_> {
    let mut table = Table::default();
    let (mut headed, mut heading_line) = (false, 0);
    let mut seen = BTreeSet::new();
    for (line, row) in (1..).zip(text.lines()) {
        if row.trim().is_empty() || row.starts_with("##") {
            continue;
        }
        if let Some(heading) = row.strip_prefix('#') {
            table.close_heading(heading_line);
            table.constructions.push(heading.trim());
            heading_line = line;
        } else if !headed {
            headed = true;
            if row.split('\t').ne(COLUMNS) {
                table.faults.push(format!("{line}: the header is not {}", COLUMNS.join(", ")));
            }
        } else {
            match Case::read(line, row, table.constructions.len()) {
                Ok(case) => {
                    if !seen.insert((case.sentence, case.subject, case.relation, case.object)) {
                        table.faults.push(format!("{line}: the same fact as a row before"));
                    }
                    table.cases.push(case);
                }
                Err(cause) => table.faults.push(format!("{line}: {cause}")),
            }
        }
    }
    table.close_heading(heading_line);
    table
}

impl Table<'_> {
    fn close_heading(&mut self, line: usize) {
        let Some(last) = self.constructions.len().checked_sub(1) else { return };
        if self.cases.last().is_none_or(|case| case.construction != last) {
            self.faults.push(format!("{line}: no row under `{}`", self.constructions[last]));
        }
    }
}

impl<'a> Case<'a> {
    fn read(line: usize, row: &'a str, headings: usize) -> Result<Self, String> {
        let columns: Vec<&str> = row.split('\t').collect();
        let &[sentence, subject, relation, object, expected] = columns.as_slice() else {
            return Err(format!("{} columns, not {}", columns.len(), COLUMNS.len()));
        };
        for (name, column) in COLUMNS.iter().zip([sentence, subject, relation]) {
            if column.trim().is_empty() {
                return Err(format!("no {name}"));
            }
        }
        if sentence.replace("\\n", "").contains('\\') {
            return Err("a backslash that opens no \\n".to_owned());
        }
        let construction = headings.checked_sub(1).ok_or("row before a heading")?;
        let claims = if expected == "absent" { None } else { Some(Claims::read(expected)?) };
        Ok(Self { line, construction, sentence, subject, relation, object, expected, claims })
    }

    fn names(&self, fact: &Value) -> bool {
        let object = &fact["object"];
        is_called(&fact["subject"], self.subject)
            && folded(fact["relation"]["text"].as_str().unwrap_or_default()) == folded(self.relation)
            && if self.object.is_empty() { object.is_null() } else { is_called(object, self.object) }
    }

    fn passes(&self, record: &Value) -> bool {
        let mut named = facts(record).filter(|fact| self.names(fact));
        match &self.claims {
            Some(claims) => named.any(|fact| claims.hold(fact)),
            None => record["error"].is_null() && named.next().is_none(),
        }
    }

    fn failure(&self, record: &Value) -> String {
        let mut text = format!(
            "    {}\n    fact      {} | {} | {}\n    expected  {}",
            self.sentence, self.subject, self.relation, self.object, self.expected
        );
        let mut named = false;
        for fact in facts(record).filter(|fact| self.names(fact)) {
            named = true;
            write!(text, "\n    came out  {}", described(fact)).unwrap();
        }
        if !named {
            text.push_str("\n    came out  no such fact, but");
            for fact in facts(record) {
                let [subject, relation, object] = ["subject", "relation", "object"]
                    .map(|part| fact[part]["text"].as_str().unwrap_or_default());
                write!(text, "\n              {subject} | {relation} | {object}: {}", described(fact))
                    .unwrap();
            }
        }
        text
    }
}

impl<'a> Claims<'a> {
    fn read(expected: &'a str) -> Result<Self, String> {
        let mut claims = Self { by: Asked::Without, ..Self::default() };
        if expected == "plain" {
            return Ok(claims);
        }
        let mut said = BTreeSet::new();
        for item in expected.split(';').map(str::trim) {
            let (word, rest) = item.split_once(' ').unwrap_or((item, ""));
            let mut kind = word;
            match (word, rest) {
                ("", _) => return Err("empty item in `expected`".to_owned()),
                ("plain" | "absent", "") => return Err(format!("`{word}` stands with others")),
                ("not", "") => claims.negative = true,
                ("no", "when") => (kind, claims.when) = ("when", Asked::Without),
                ("no", "where") => (kind, claims.place) = ("where", Asked::Without),
                ("by", "any") => claims.by = Asked::Not,
                ("by", chain) => {
                    let chain: Vec<&str> = chain.split('>').map(str::trim).collect();
                    if chain.contains(&"") {
                        return Err("empty source".to_owned());
                    }
                    claims.by = Asked::For(chain);
                }
                ("act", lemma) if !lemma.is_empty() => claims.act = Some(lemma),
                ("when", value) if !value.is_empty() => {
                    if !value.bytes().all(|byte| byte.is_ascii_digit() || b"-/:TZW".contains(&byte)) {
                        return Err(format!("`{value}` is no ISO 8601 value"));
                    }
                    claims.when = Asked::For(value);
                }
                ("where", place) if !place.is_empty() => claims.place = Asked::For(place),
                (modality, "") if MODALITIES.contains(&modality) => {
                    (kind, claims.modality) = ("modality", Some(modality));
                }
                _ => return Err(format!("unknown item `{item}`")),
            }
            if !said.insert(kind) {
                return Err(format!("`{item}` says again what another item says"));
            }
        }
        Ok(claims)
    }

    fn hold(&self, fact: &Value) -> bool {
        let by = sources(fact);
        (fact["polarity"] == "negative") == self.negative
            && fact["modality"] == self.modality.unwrap_or("asserted")
            && match &self.by {
                Asked::Not => true,
                Asked::Without => by.is_empty(),
                Asked::For(chain) => {
                    chain.len() == by.len()
                        && chain.iter().zip(by).all(|(name, source)| is_called(source, name))
                }
            }
            && self.act.is_none_or(|act| by.last().is_some_and(|source| source["act"] == act))
            && match self.when {
                Asked::Not => true,
                Asked::Without => fact["when"].is_null(),
                Asked::For(value) => fact["when"]["value"] == value,
            }
            && match self.place {
                Asked::Not => true,
                Asked::Without => fact["where"].is_null(),
                Asked::For(name) => is_called(&fact["where"], name),
            }
    }
}

/// What the program gives for each case, in their order.
fn extract(cases: &[Case<'_>]) -> Vec<Value> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_triplewire"))
        .args(["extract", "-", "--min-confidence", "0", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = String::new();
    for case in cases {
        let text = case.sentence.replace("\\n", "\n");
        let article = json!({"id": case.line.to_string(), "text": text, "date": PUBLISHED});
        writeln!(input, "{article}").unwrap();
    }
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let records: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.len(), cases.len(), "one line out for each line in");
    for (case, record) in cases.iter().zip(&records) {
        assert_eq!(record["id"], case.line.to_string());
    }
    records
}

fn facts(record: &Value) -> impl Iterator<Item = &Value> {
    record["facts"].as_array().into_iter().flatten()
}

fn sources(fact: &Value) -> &[Value] {
    fact["by"].as_array().map_or(&[], Vec::as_slice)
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a part of a fact goes by these words.
fn is_called(part: &Value, words: &str) -> bool {
    let words = folded(words);
    ["text", "core", "name"].iter().any(|&form| part[form].as_str().is_some_and(|text| folded(text) == words))
}

/// The claims of a fact in the words of the table.
fn described(fact: &Value) -> String {
    let words = |part: &Value| {
        let forms: Vec<&str> =
            ["text", "core", "name"].iter().filter_map(|&form| part[form].as_str()).collect();
        forms.join(" = ")
    };
    let mut items = Vec::new();
    if fact["polarity"] == "negative" {
        items.push("not".to_owned());
    }
    items.extend(fact["modality"].as_str().filter(|&modality| modality != "asserted").map(str::to_owned));
    let by = sources(fact);
    if !by.is_empty() {
        items.push(format!("by {}", by.iter().map(words).collect::<Vec<_>>().join(" > ")));
    }
    if let Some(act) = by.last().and_then(|source| source["act"].as_str()) {
        items.push(format!("act {act}"));
    }
    if let Some(when) = fact["when"]["text"].as_str() {
        items.push(format!("when {} ({when})", fact["when"]["value"].as_str().unwrap_or("without a value")));
    }
    if !fact["where"].is_null() {
        items.push(format!("where {}", words(&fact["where"])));
    }
    if items.is_empty() { "plain".to_owned() } else { items.join("; ") }
}
