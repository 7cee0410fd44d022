//! CoNLL-U in, an article for each `newdoc` out.

use serde_json::Value;
use triplewire_tokenizer::conllu::{ConlluDocument, read_conllu};

use super::{Article, Content, line_name};
use crate::inputs::Metadata;

/// A document and the line where it starts.
pub(super) type Started = (ConlluDocument, u64);

/// The documents of a file; the error names the line.
pub(super) fn read(text: &str) -> Result<Vec<Started>, String> {
    let documents = read_conllu(text).map_err(|error| error.to_string())?;
    let mut starts: Vec<u64> = (1..)
        .zip(text.lines())
        .filter(|(_, line)| line.strip_prefix('#').is_some_and(is_new_document))
        .map(|(number, _)| number)
        .collect();
    // Sentences before the first mark are a document of their own.
    if starts.len() < documents.len() {
        starts.insert(0, 1);
    }
    Ok(documents.into_iter().zip(starts).collect())
}

fn is_new_document(comment: &str) -> bool {
    let rest = comment.trim_start().strip_prefix("newdoc");
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// Documents without an id are called after the file, and after the line if there are several.
pub(super) fn articles(
    documents: Vec<Started>,
    name: String,
    source: String,
) -> impl Iterator<Item = Article> + Send {
    let only = documents.len() == 1;
    documents.into_iter().map(move |(document, line)| {
        let given = document.id.clone().filter(|id| !id.is_empty());
        let name = given.unwrap_or_else(|| if only { name.clone() } else { line_name(&name, line) });
        Article {
            id: Value::String(name.clone()),
            name,
            source: if only { source.clone() } else { format!("{source}:{line}") },
            line: Some(line),
            metadata: Metadata::default(),
            content: Content::Conllu(Box::new(document)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let documents = read(text).unwrap();
        articles(documents, "f".to_owned(), "f.conllu".to_owned()).map(|a| a.name).collect()
    }

    const WORD: &str = "1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\n\n";

    #[test]
    fn documents_are_called_by_their_ids_or_lines() {
        assert_eq!(names(WORD), ["f"]);
        assert_eq!(names(&format!("# newdoc id = a\n{WORD}# newdoc\n{WORD}")), ["a", "f:4"]);
        assert_eq!(names(&format!("{WORD}# newdoc\n{WORD}")), ["f:1", "f:3"]);
        assert_eq!(names(""), [""; 0]);
    }

    #[test]
    fn errors_name_the_line() {
        let error = read(&format!("{WORD}1\tno\n")).unwrap_err();
        assert_eq!(error, "line 3: 2 columns instead of 10");
    }
}
