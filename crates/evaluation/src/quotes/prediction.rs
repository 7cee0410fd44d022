//! Predicted quotations: JSON lines in, one a quotation.

use serde::Deserialize;

use super::Place;
use crate::error::ReadError;

/// A predicted quotation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Quotation {
    /// Line of the file.
    #[serde(skip)]
    pub line: usize,
    /// Name of the article.
    pub article: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Who says it, where somebody is found.
    #[serde(default)]
    pub speaker: Option<Speaker>,
}

/// A predicted speaker.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Speaker {
    /// The words that name the speaker here.
    pub text: String,
    /// Where they stand.
    #[serde(default)]
    pub spans: Vec<Place>,
    /// The names of the entity that they stand for, its fullest first.
    #[serde(default)]
    pub names: Vec<String>,
    /// Where the article mentions that entity.
    #[serde(default)]
    pub mentions: Vec<Place>,
}

/// Reads predictions: an object a line, with `article`, `start`, `end` and, where a speaker is
/// found, `speaker`, which has `text` and may have `spans`, `names` and `mentions`.
///
/// # Errors
/// A line that is not such.
pub fn read_predictions(text: &str, file: &str) -> Result<Vec<Quotation>, ReadError> {
    let lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            let quotation: Quotation = serde_json::from_str(line)
                .map_err(|error| ReadError::new(file, index + 1, format!("not a quotation: {error}")))?;
            Ok(Quotation { line: index + 1, ..quotation })
        })
        .collect()
}
