//! A `.facts` file in, the labelled article and every mistake in it out.
//!
//! ```text
//! # comment
//! date: 2026-02-22
//! entity: ORG | Islamic State | IS | ISIS
//!
//! fact: IS | claimed [responsibility for] | [two] attacks
//!   or: [two] attacks | were claimed by | IS
//!   by: News.Az > Agence France-Presse
//!   when: 2026-02-20
//! ```

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::ReadError;
use crate::iso::is_iso_time;

/// Entity types that a label may use.
pub const ENTITY_TYPES: &[&str] = &[
    "PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK", "LAW", "DATE", "TIME", "MONEY",
    "QUANTITY", "PERCENT", "OTHER",
];

/// Does the article say that it happened or that it did not?
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// It happened, or will, or may.
    #[default]
    Positive,
    /// It did not, will not, or is denied.
    Negative,
}

/// How sure the article is that it happened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// Stated as having happened or being so.
    #[default]
    Asserted,
    /// May be so.
    Possible,
    /// Will happen.
    Future,
    /// Would happen if.
    Conditional,
    /// Called for, ordered, hoped.
    Wanted,
    /// Unclear whether.
    Questioned,
}

impl FromStr for Polarity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "positive" => Ok(Self::Positive),
            "negative" => Ok(Self::Negative),
            _ => Err(format!("polarity is positive or negative, not '{text}'")),
        }
    }
}

impl FromStr for Modality {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text {
            "asserted" => Self::Asserted,
            "possible" => Self::Possible,
            "future" => Self::Future,
            "conditional" => Self::Conditional,
            "wanted" => Self::Wanted,
            "questioned" => Self::Questioned,
            _ => {
                return Err(format!(
                    "modality is asserted, possible, future, conditional, wanted or questioned, \
                     not '{text}'"
                ));
            }
        })
    }
}

/// One labelled article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GoldArticle {
    /// Name of the article: the stem of its files.
    pub name: String,
    /// Date of publication, ISO 8601.
    pub date: Option<String>,
    /// Named entities with all their names.
    pub entities: Vec<GoldEntity>,
    /// Facts in the order of the file.
    pub facts: Vec<GoldFact>,
}

/// One named entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldEntity {
    /// Line of the file.
    pub line: usize,
    /// One of [`ENTITY_TYPES`].
    pub kind: String,
    /// Canonical name first, then the aliases. Never empty.
    pub names: Vec<String>,
}

/// One fact: its forms and what the article says about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoldFact {
    /// Line of the file.
    pub line: usize,
    /// The form on the `fact:` line, then those on `or:` lines. Never empty.
    pub forms: Vec<Form>,
    /// Sources, outermost first; empty where the article itself says it.
    pub by: Vec<String>,
    /// Happened or not.
    pub polarity: Polarity,
    /// How sure.
    pub modality: Modality,
    /// Time of the fact, ISO 8601.
    pub when: Option<String>,
    /// Place of the fact.
    pub place: Option<String>,
    /// Never counted as missed.
    pub optional: bool,
}

/// One wording of a fact; words in `[square brackets]` are optional.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Line of the file.
    pub line: usize,
    /// Subject phrase.
    pub subject: String,
    /// Relation phrase.
    pub relation: String,
    /// Object phrase.
    pub object: String,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} | {} | {}", self.subject, self.relation, self.object)
    }
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be scored against.
    Error,
    /// Probably a slip; the file can be used.
    Warning,
}

/// One finding in a `.facts` file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Line, counted from 1.
    pub line: usize,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
}

/// Reads one `.facts` file; the article is named `name`. All mistakes are found, not only the
/// first; a line that has one is left out of the article.
#[must_use]
pub fn parse(text: &str, name: &str) -> (GoldArticle, Vec<Finding>) {
    let mut reader = Reader {
        article: GoldArticle { name: name.to_owned(), ..GoldArticle::default() },
        findings: Vec::new(),
        seen: Vec::new(),
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, line) in text.lines().enumerate() {
        if let Err(message) = reader.line(index + 1, line.trim()) {
            reader.findings.push(Finding { line: index + 1, severity: Severity::Error, message });
        }
    }
    (reader.article, reader.findings)
}

/// Reads one `.facts` file that must be without mistakes.
///
/// # Errors
/// The first mistake, or that the file has no fact.
pub fn read(text: &str, name: &str, file: &str) -> Result<GoldArticle, ReadError> {
    let (article, findings) = parse(text, name);
    if let Some(first) = findings.into_iter().next() {
        return Err(ReadError::new(file, first.line, first.message));
    }
    if article.facts.is_empty() {
        return Err(ReadError::new(file, 1, "no fact in this file"));
    }
    Ok(article)
}

struct Reader {
    article: GoldArticle,
    findings: Vec<Finding>,
    /// Attributes of the current fact so far.
    seen: Vec<String>,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) -> Result<(), String> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        let Some((key, value)) = line.split_once(':') else {
            return Err(format!("no 'key: value' in this line: {line}"));
        };
        let (key, value) = (key.trim_end(), value.trim());
        if value.is_empty() {
            return Err(format!("'{key}:' has no value"));
        }
        match key {
            "date" => {
                if self.article.date.is_some() {
                    return Err("a second date".to_owned());
                }
                iso(value)?;
                self.article.date = Some(value.to_owned());
            }
            "entity" => {
                let entity = entity(number, value)?;
                self.article.entities.push(entity);
            }
            "fact" => {
                // Pushed even when its form is bad, so that its attributes do not go to the fact
                // before it.
                let form = form(number, value);
                self.seen.clear();
                self.article.facts.push(GoldFact {
                    line: number,
                    forms: form.iter().cloned().collect(),
                    ..GoldFact::default()
                });
                form?;
            }
            _ => self.attribute(number, key, value)?,
        }
        Ok(())
    }

    fn attribute(&mut self, number: usize, key: &str, value: &str) -> Result<(), String> {
        const KNOWN: &[&str] = &["or", "by", "polarity", "modality", "when", "where", "optional"];
        if !KNOWN.contains(&key) {
            return Err(format!("unknown attribute '{key}'"));
        }
        let Some(fact) = self.article.facts.last_mut() else {
            return Err(format!("'{key}:' before any fact"));
        };
        if key != "or" {
            if self.seen.iter().any(|seen| seen == key) {
                return Err(format!("a second '{key}:' for one fact"));
            }
            self.seen.push(key.to_owned());
        }
        match key {
            "or" => fact.forms.push(form(number, value)?),
            "by" => {
                let chain: Vec<&str> = value.split('>').map(str::trim).collect();
                for source in &chain {
                    phrase(source, "source")?;
                }
                fact.by = chain.into_iter().map(str::to_owned).collect();
            }
            "polarity" => fact.polarity = value.parse()?,
            "modality" => fact.modality = value.parse()?,
            "when" => {
                iso(value)?;
                fact.when = Some(value.to_owned());
            }
            "where" => {
                phrase(value, "place")?;
                fact.place = Some(value.to_owned());
            }
            _ => {
                fact.optional = match value {
                    "yes" => true,
                    "no" => false,
                    _ => return Err(format!("optional is yes or no, not '{value}'")),
                }
            }
        }
        Ok(())
    }
}

fn entity(line: usize, value: &str) -> Result<GoldEntity, String> {
    let mut parts = value.split('|').map(str::trim);
    let kind = parts.next().unwrap_or_default();
    if !ENTITY_TYPES.contains(&kind) {
        return Err(format!("unknown entity type '{kind}'"));
    }
    let names: Vec<String> = parts.map(str::to_owned).collect();
    if names.is_empty() {
        return Err("an entity needs a name: TYPE | name | alias …".to_owned());
    }
    if names.iter().any(String::is_empty) {
        return Err("an empty name between two bars".to_owned());
    }
    Ok(GoldEntity { line, kind: kind.to_owned(), names })
}

fn form(line: usize, value: &str) -> Result<Form, String> {
    let parts: Vec<&str> = value.split('|').map(str::trim).collect();
    let [subject, relation, object] = parts[..] else {
        return Err(format!(
            "a fact has three parts, subject | relation | object; this one has {}",
            parts.len()
        ));
    };
    phrase(subject, "subject")?;
    phrase(relation, "relation")?;
    phrase(object, "object")?;
    Ok(Form { line, subject: subject.to_owned(), relation: relation.to_owned(), object: object.to_owned() })
}

/// Brackets must pair and not nest, and there must be something.
fn phrase(text: &str, what: &str) -> Result<(), String> {
    if text.is_empty() {
        return Err(format!("empty {what}"));
    }
    let mut open = false;
    for c in text.chars() {
        match c {
            '[' if open => return Err(format!("a bracket inside a bracket in the {what}: {text}")),
            ']' if !open => return Err(format!("']' without '[' in the {what}: {text}")),
            '[' => open = true,
            ']' => open = false,
            _ => {}
        }
    }
    if open {
        return Err(format!("'[' without ']' in the {what}: {text}"));
    }
    Ok(())
}

fn iso(text: &str) -> Result<(), String> {
    if is_iso_time(text) {
        Ok(())
    } else {
        Err(format!("'{text}' is not an ISO 8601 date, datetime or interval"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\
# comment
date: 2026-02-22
entity: ORG | Islamic State | IS

fact: IS | claimed [responsibility for] | [two] attacks
  or: [two] attacks | were claimed by | IS
  by: News.Az > Agence France-Presse
  when: 2026-02-20/2026-02-21
fact: regime | will not allow | attacks
  polarity: negative
  modality: future
  where: [northern] Syria
  optional: yes
";

    #[test]
    fn every_attribute_is_read() {
        let article = read(GOOD, "a", "a.facts").unwrap();
        assert_eq!(article.date.as_deref(), Some("2026-02-22"));
        assert_eq!(article.entities[0].names, ["Islamic State", "IS"]);
        let [first, second] = &article.facts[..] else {
            panic!("two facts expected: {article:?}");
        };
        assert_eq!(first.line, 5);
        assert_eq!(first.forms[1].to_string(), "[two] attacks | were claimed by | IS");
        assert_eq!(first.by, ["News.Az", "Agence France-Presse"]);
        assert_eq!(first.when.as_deref(), Some("2026-02-20/2026-02-21"));
        assert_eq!((second.polarity, second.modality), (Polarity::Negative, Modality::Future));
        assert_eq!(second.place.as_deref(), Some("[northern] Syria"));
        assert!(second.optional && !first.optional);
    }

    fn mistakes(text: &str) -> Vec<(usize, String)> {
        let (_, findings) = parse(text, "a");
        findings.into_iter().map(|f| (f.line, f.message)).collect()
    }

    #[test]
    fn each_mistake_is_named_with_its_line() {
        for (text, line, word) in [
            ("by: X", 1, "before any fact"),
            ("fact: a | b | c\n  mood: bad", 2, "unknown attribute 'mood'"),
            ("fact: a | b", 1, "three parts"),
            ("fact: a | b | c | d", 1, "this one has 4"),
            ("fact: a | | c", 1, "empty relation"),
            ("fact: a | b | [c", 1, "'[' without ']'"),
            ("fact: a | b | c]", 1, "']' without '['"),
            ("fact: a | b | [c [d]]", 1, "inside a bracket"),
            ("date: 22 February 2026", 1, "not an ISO 8601"),
            ("fact: a | b | c\n  when: yesterday", 2, "not an ISO 8601"),
            ("fact: a | b | c\n  polarity: bad", 2, "polarity is"),
            ("fact: a | b | c\n  modality: bad", 2, "modality is"),
            ("fact: a | b | c\n  optional: maybe", 2, "optional is"),
            ("fact: a | b | c\n  by: x\n  by: y", 3, "a second 'by:'"),
            ("entity: GROUP | x", 1, "unknown entity type"),
            ("entity: ORG", 1, "needs a name"),
            ("entity: ORG | a | | b", 1, "empty name"),
            ("nothing at all", 1, "no 'key: value'"),
            ("fact:", 1, "no value"),
        ] {
            let found = mistakes(text);
            assert_eq!(found.len(), 1, "{text:?}: {found:?}");
            assert_eq!(found[0].0, line, "{text:?}");
            assert!(found[0].1.contains(word), "{text:?}: {found:?}");
        }
    }

    #[test]
    fn the_first_mistake_and_an_empty_file_are_errors() {
        let error = read("fact: a | b", "a", "a.facts").unwrap_err();
        assert!(error.to_string().starts_with("a.facts:1: a fact has three parts"), "{error}");
        assert_eq!(read("", "a", "a.facts").unwrap_err().to_string(), "a.facts:1: no fact in this file");
    }
}
