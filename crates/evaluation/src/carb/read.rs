//! Tab separated files in, n-ary tuples by sentence out.

use std::collections::HashMap;

use crate::error::ReadError;

/// One tuple of relation and arguments.
#[derive(Debug, Clone, PartialEq)]
pub struct Tuple {
    /// Line of the file.
    pub line: usize,
    /// Relation words.
    pub relation: String,
    /// Arguments, the subject first.
    pub args: Vec<String>,
    /// Confidence; 1 in gold.
    pub confidence: f64,
}

/// The tuples of one sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceTuples {
    /// The sentence as first written.
    pub text: String,
    /// The tuples in the order of the file.
    pub tuples: Vec<Tuple>,
}

/// Reads gold: sentence, relation, arg1, arg2, … Arguments that give a context ("C: he says") are
/// left out, as the original reader does.
///
/// # Errors
/// A line with fewer than two columns, or no line at all.
pub fn read_gold(text: &str, file: &str) -> Result<Vec<SentenceTuples>, ReadError> {
    let sentences = read_by_sentence(text, |number, columns| {
        let [sentence, relation, args @ ..] = columns else {
            let message = "a line needs a sentence and a relation, separated by a tab";
            return Err(ReadError::new(file, number, message));
        };
        let tuple = Tuple {
            line: number,
            relation: relation.trim().to_owned(),
            args: args.iter().filter(|arg| !arg.contains("C: ")).map(|arg| arg.trim().to_owned()).collect(),
            confidence: 1.0,
        };
        Ok((sentence.trim().to_owned(), tuple))
    })?;
    if sentences.is_empty() {
        return Err(ReadError::new(file, 1, "no tuple in this file"));
    }
    Ok(sentences)
}

/// Reads predictions: sentence, confidence, relation, arg1, arg2, …
///
/// # Errors
/// A line with fewer than three columns, or whose confidence is not a finite number.
pub fn read_predictions(text: &str, file: &str) -> Result<Vec<SentenceTuples>, ReadError> {
    read_by_sentence(text, |number, columns| {
        let [sentence, confidence, relation, args @ ..] = columns else {
            let message = "a line needs a sentence, a confidence and a relation, separated by tabs";
            return Err(ReadError::new(file, number, message));
        };
        let confidence = match confidence.trim().parse::<f64>() {
            Ok(value) if value.is_finite() => value,
            _ => {
                let message = format!("the confidence is not a number: '{confidence}'");
                return Err(ReadError::new(file, number, message));
            }
        };
        let tuple = Tuple {
            line: number,
            relation: (*relation).to_owned(),
            args: args.iter().map(|&arg| arg.to_owned()).collect(),
            confidence,
        };
        Ok(((*sentence).to_owned(), tuple))
    })
}

/// Lines of columns separated by tabs in, tuples by sentence out, in the order in which the
/// sentences first come; `parse` gets the number of a line and its columns, blank lines passed over.
pub(crate) fn read_by_sentence(
    text: &str,
    mut parse: impl FnMut(usize, &[&str]) -> Result<(String, Tuple), ReadError>,
) -> Result<Vec<SentenceTuples>, ReadError> {
    let mut sentences: Vec<SentenceTuples> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let (sentence, tuple) = parse(index + 1, &columns)?;
        let place = *places.entry(sentence).or_insert_with_key(|sentence| {
            sentences.push(SentenceTuples { text: sentence.clone(), tuples: Vec::new() });
            sentences.len() - 1
        });
        sentences[place].tuples.push(tuple);
    }
    Ok(sentences)
}

/// What two spellings of one sentence have in common: no spaces, no ASCII punctuation, bracket
/// escapes of the Penn Treebank undone first.
pub(crate) fn sentence_key(sentence: &str) -> String {
    let mut key = sentence.replace(' ', "");
    for escape in ["-LRB-", "-RRB-", "-LSB-", "-RSB-", "-LCB-", "-RCB-"] {
        // The bracket it stands for is punctuation and goes anyway.
        key = key.replace(escape, "");
    }
    key.retain(|c| !c.is_ascii_punctuation());
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gold_skips_context_and_groups_by_sentence() {
        let gold = read_gold("A b .\tb\tA\tC: he says\nC d .\td\tC\nA b .\tb\t A \tx\n", "g").unwrap();
        assert_eq!(gold.len(), 2);
        assert_eq!(gold[0].tuples[0].args, ["A"]);
        assert_eq!(gold[0].tuples[1].args, ["A", "x"]);
        assert_eq!(gold[0].tuples[1].line, 3);
    }

    #[test]
    fn keys_ignore_spaces_punctuation_and_escapes() {
        assert_eq!(sentence_key("He -LRB- 25 -RRB- 's here ."), sentence_key("He (25)'s here."));
    }

    #[test]
    fn malformed_lines_are_named() {
        for (text, message) in [
            ("\nA b .", "p:2: a line needs a sentence, a confidence"),
            ("A b .\tvery\tb", "p:1: the confidence is not a number: 'very'"),
            ("A b .\tNaN\tb", "p:1: the confidence is not a number: 'NaN'"),
        ] {
            let error = read_predictions(text, "p").unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
        assert!(read_gold("A b .", "g").unwrap_err().to_string().starts_with("g:1: a line needs"));
        assert_eq!(read_gold("", "g").unwrap_err().to_string(), "g:1: no tuple in this file");
    }
}
