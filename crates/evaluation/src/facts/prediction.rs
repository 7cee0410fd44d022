//! Lines of a `facts.jsonl` file in, the fields that scoring reads out. Unknown fields are ignored.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::ReadError;
use crate::facts::gold::{Modality, Polarity};

/// One extracted fact, as far as scoring reads it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PredictedFact {
    /// Line of the file the fact was read from; 0 where it was not read from a file.
    #[serde(skip)]
    pub line: usize,
    /// Name of the article.
    pub article: String,
    /// Sentence, counted from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<usize>,
    /// Subject.
    pub subject: Phrase,
    /// Relation.
    pub relation: Phrase,
    /// Object, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<Phrase>,
    /// Happened or not.
    #[serde(default)]
    pub polarity: Polarity,
    /// How sure.
    #[serde(default)]
    pub modality: Modality,
    /// Sources, outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Phrase>,
    /// Time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Time>,
    /// Place.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub place: Option<Phrase>,
    /// Between 0 and 1; 1 where the line has none.
    #[serde(default = "certain")]
    pub confidence: f64,
}

/// A phrase of an extracted fact in up to three wordings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// The words of the article.
    pub text: String,
    /// The shortest part that is still true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub core: Option<String>,
    /// Id of the entity it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Canonical name of the entity it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// An entity of an article, as far as scoring reads it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PredictedEntity {
    /// Name of the article.
    pub article: String,
    /// What facts call it by.
    pub id: String,
    /// Its other names.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// A time expression of an extracted fact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// The words of the article.
    #[serde(default)]
    pub text: String,
    /// ISO 8601 value, where it was resolved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl Phrase {
    /// A phrase with no other wording.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// All wordings: name, text, core.
    pub fn wordings(&self) -> impl Iterator<Item = &str> {
        self.name.as_deref().into_iter().chain([self.text.as_str()]).chain(self.core.as_deref())
    }
}

impl std::fmt::Display for PredictedFact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let object = self.object.as_ref().map_or("", |object| &object.text);
        write!(f, "{} | {} | {object}", self.subject.text, self.relation.text)
    }
}

fn certain() -> f64 {
    1.0
}

/// Reads a `facts.jsonl` file: one fact a line, blank lines passed over. A file without a line is
/// the output of a system that found nothing.
///
/// # Errors
/// The first line that is not a fact.
pub fn read_predictions(text: &str, file: &str) -> Result<Vec<PredictedFact>, ReadError> {
    let fact = |(line, fact): (usize, PredictedFact)| PredictedFact { line, ..fact };
    Ok(lines(text, file, "a fact")?.into_iter().map(fact).collect())
}

/// Reads an `entities.jsonl` file: one entity of one article a line, blank lines passed over.
///
/// # Errors
/// The first line that is not an entity.
pub fn read_entities(text: &str, file: &str) -> Result<Vec<PredictedEntity>, ReadError> {
    Ok(lines(text, file, "an entity")?.into_iter().map(|(_, entity)| entity).collect())
}

/// The records of the lines that are not blank, with their numbers from 1.
fn lines<T: DeserializeOwned>(text: &str, file: &str, what: &str) -> Result<Vec<(usize, T)>, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            let record = serde_json::from_str(line)
                .map_err(|error| ReadError::new(file, index + 1, format!("not {what}: {error}")))?;
            Ok((index + 1, record))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_and_unknown_fields() {
        let line = r#"{"id":"f:1","article":"a","subject":{"text":"x","start":0,"name":"X"},
            "relation":{"text":"r"},"where":{"text":"Syria"},"when":{"text":"then","value":"2026"}}"#
            .replace('\n', " ");
        let facts = read_predictions(&format!("\n{line}\n"), "p.jsonl").unwrap();
        let [fact] = &facts[..] else {
            panic!("one fact expected: {facts:?}");
        };
        assert_eq!(fact.line, 2);
        assert_eq!(fact.object, None);
        assert_eq!((fact.polarity, fact.modality), (Polarity::Positive, Modality::Asserted));
        assert!((fact.confidence - 1.0).abs() < 1e-12);
        assert_eq!(fact.subject.wordings().collect::<Vec<_>>(), ["X", "x"]);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = read_predictions("\n{\"article\": 1}\n", "p.jsonl").unwrap_err();
        assert!(error.to_string().starts_with("p.jsonl:2: not a fact: "), "{error}");
    }
}
