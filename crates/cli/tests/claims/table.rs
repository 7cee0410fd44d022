//! A table of claims: its rows read from tab-separated text, and held against facts of the output.
#![allow(dead_code, reason = "each test file takes what it needs")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

pub(crate) const COLUMNS: [&str; 5] = ["sentence", "subject", "relation", "object", "expected"];
const MODALITIES: [&str; 5] = ["possible", "future", "conditional", "wanted", "questioned"];

/// The table with what is wrong in it.
#[derive(Default)]
pub(crate) struct Table<'a> {
    pub(crate) constructions: Vec<&'a str>,
    pub(crate) cases: Vec<Case<'a>>,
    pub(crate) faults: Vec<String>,
}

pub(crate) struct Case<'a> {
    pub(crate) line: usize,
    pub(crate) construction: usize,
    pub(crate) sentence: &'a str,
    subject: &'a str,
    relation: &'a str,
    object: &'a str,
    pub(crate) expected: &'a str,
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

/// Reads a table; what is wrong in it is kept beside what is not.
pub(crate) fn read(text: &str) -> Table<'_> {
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
        let construction = headings.checked_sub(1).ok_or("row before a heading")?;
        Self::new(line, construction, sentence, [subject, relation, object, expected])
    }

    /// A sentence and its fact: subject, relation, object and what is expected, as the columns have them.
    pub(crate) fn new(
        line: usize,
        construction: usize,
        sentence: &'a str,
        [subject, relation, object, expected]: [&'a str; 4],
    ) -> Result<Self, String> {
        for (name, column) in COLUMNS.iter().zip([sentence, subject, relation]) {
            if column.trim().is_empty() {
                return Err(format!("no {name}"));
            }
        }
        if sentence.replace("\\n", "").contains('\\') {
            return Err("a backslash that opens no \\n".to_owned());
        }
        let claims = if expected == "absent" { None } else { Some(Claims::read(expected)?) };
        Ok(Self { line, construction, sentence, subject, relation, object, expected, claims })
    }

    fn names(&self, fact: &Value) -> bool {
        let object = &fact["object"];
        is_called(&fact["subject"], self.subject)
            && folded(fact["relation"]["text"].as_str().unwrap_or_default()) == folded(self.relation)
            && if self.object.is_empty() { object.is_null() } else { is_called(object, self.object) }
    }

    pub(crate) fn passes(&self, record: &Value) -> bool {
        let mut named = facts(record).filter(|fact| self.names(fact));
        match &self.claims {
            Some(claims) => named.any(|fact| claims.hold(fact)),
            None => record["error"].is_null() && named.next().is_none(),
        }
    }

    pub(crate) fn failure(&self, record: &Value) -> String {
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
        let mut forms: Vec<&str> =
            ["text", "core", "name"].iter().filter_map(|&form| part[form].as_str()).collect();
        forms.dedup();
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
