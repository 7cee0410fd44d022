//! CoNLL-U in, an article for each `newdoc` out, one after the other: a fault stops no other article.

use std::io::BufRead;

use serde_json::Value;
use triplewire_tokenizer::conllu::{ConlluDocument, read_conllu};

use super::file::{read_line, too_large, unreadable};
use super::{Article, Content, line_name};
use crate::encoding::decode;
use crate::inputs::Metadata;

/// The articles of a file.
///
/// Documents without an id are called after the file, and after their line if there are several.
pub(super) fn articles(
    reader: impl BufRead + Send,
    name: String,
    source: String,
    limit: u64,
) -> impl Iterator<Item = Article> + Send {
    let mut parts = Parts { reader: Some(reader), limit, number: 0, block: None }
        .filter(|part| !matches!(&part.content, Ok(lines) if is_blank(lines)))
        .peekable();
    let mut only = None;
    std::iter::from_fn(move || {
        let part = parts.next()?;
        let only = *only.get_or_insert_with(|| parts.peek().is_none());
        Some(article(part, &name, &source, only))
    })
}

/// Whether a part has no words, only comments before the first mark of a document.
fn is_blank(lines: &[u8]) -> bool {
    let lines = lines.strip_prefix(b"\xef\xbb\xbf").unwrap_or(lines);
    lines.split(|&byte| byte == b'\n').all(|line| line.starts_with(b"#") || line.trim_ascii().is_empty())
}

/// The lines of one document.
struct Part {
    /// Its first line, from 1.
    line: u64,
    content: Result<Vec<u8>, String>,
}

struct Parts<R> {
    /// `None` after the end or an error.
    reader: Option<R>,
    limit: u64,
    /// Lines that were read.
    number: u64,
    /// The comments that belong to the next sentence, and the line of the first; they may say that a
    /// document starts.
    block: Option<(Vec<u8>, u64)>,
}

impl<R: BufRead> Iterator for Parts<R> {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        let (mut lines, first) = match self.block.take() {
            Some((lines, line)) => (lines, Some(line)),
            None => (Vec::new(), None),
        };
        let mut first = first;
        let mut has_words = false;
        let mut too_long = false;
        let mut comments: Option<(usize, u64)> = None;
        let mut line = Vec::new();
        loop {
            let read = match self.reader.as_mut() {
                Some(reader) => read_line(reader, self.limit, &mut line),
                None => Ok(false),
            };
            match read {
                Ok(true) => {}
                Ok(false) => {
                    self.reader = None;
                    let content = if too_long { Err(too_large(self.limit)) } else { Ok(lines) };
                    return first.map(|line| Part { line, content });
                }
                Err(error) => {
                    self.reader = None;
                    return Some(Part { line: self.number + 1, content: Err(unreadable(&error)) });
                }
            }
            self.number += 1;
            first = first.or(Some(self.number));
            let start = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
            let comment = start.strip_prefix(b"#");
            if comment.is_none() {
                comments = None;
                has_words |= !line.trim_ascii().is_empty();
            } else if comments.is_none() {
                comments = Some((lines.len(), self.number));
            }
            // Of a document that is too long only its marks are looked at.
            if !too_long || comment.is_some() {
                lines.extend_from_slice(&line);
            }
            if !too_long && lines.len() as u64 > self.limit {
                (too_long, lines, comments) = (true, Vec::new(), None);
            }
            if comment.is_some_and(is_new_document) && (has_words || too_long) {
                let (at, number) = comments.unwrap_or((lines.len(), self.number));
                self.block = Some((lines.split_off(at), number));
                let content = if too_long { Err(too_large(self.limit)) } else { Ok(lines) };
                return first.map(|line| Part { line, content });
            }
            if too_long && comment.is_none() {
                lines.clear();
            }
        }
    }
}

fn is_new_document(comment: &[u8]) -> bool {
    let rest = comment.trim_ascii_start().strip_prefix(b"newdoc");
    rest.is_some_and(|rest| rest.first().is_none_or(u8::is_ascii_whitespace))
}

fn article(part: Part, name: &str, source: &str, only: bool) -> Article {
    let line = part.line;
    let mut id = None;
    let content = match part.content.and_then(|lines| decode(lines, None)) {
        Ok(decoded) => {
            id = given_id(&decoded.text);
            match read(&decoded.text, line) {
                Ok(document) => Content::Conllu(Box::new(document), decoded.coding),
                Err(reason) => Content::Failed(reason),
            }
        }
        Err(reason) => Content::Failed(reason),
    };
    let name = id.unwrap_or_else(|| if only { name.to_owned() } else { line_name(name, line) });
    Article {
        id: Value::String(name.clone()),
        name,
        source: if only { source.to_owned() } else { format!("{source}:{line}") },
        line: Some(line),
        metadata: Metadata::default(),
        content,
    }
}

/// What the first `# newdoc id =` says.
fn given_id(text: &str) -> Option<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let comments = text.lines().filter_map(|line| line.strip_prefix('#'));
    let ids =
        comments.filter_map(|comment| comment.split_once('=')).filter(|(key, _)| key.trim() == "newdoc id");
    ids.map(|(_, id)| id.trim().to_owned()).find(|id| !id.is_empty())
}

/// The document that starts at a line of the file; the error names the line.
fn read(text: &str, first: u64) -> Result<ConlluDocument, String> {
    let documents = read_conllu(text)
        .map_err(|error| format!("line {}: {}", first - 1 + error.line as u64, error.reason))?;
    documents.into_iter().next().ok_or_else(|| "no words".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str, limit: u64) -> Vec<(String, Result<usize, String>)> {
        let file = std::io::Cursor::new(text.to_owned());
        let describe = |article: Article| match article.content {
            Content::Conllu(document, _) => (article.name, Ok(document.sentences.len())),
            Content::Failed(reason) => (article.name, Err(reason)),
            other => panic!("{other:?}"),
        };
        articles(file, "f".to_owned(), "f.conllu".to_owned(), limit).map(describe).collect()
    }

    fn names(text: &str) -> Vec<String> {
        read_all(text, 10_000).into_iter().map(|(name, _)| name).collect()
    }

    const WORD: &str = "1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\n\n";

    #[test]
    fn documents_are_called_by_their_ids_or_lines() {
        assert_eq!(names(WORD), ["f"]);
        assert_eq!(names(&format!("# newdoc id = a\n{WORD}# newdoc\n{WORD}")), ["a", "f:4"]);
        assert_eq!(names(&format!("{WORD}# newdoc\n{WORD}")), ["f:1", "f:3"]);
        assert_eq!(names(&format!("{WORD}# sent_id = 1\n# newdoc\n{WORD}")), ["f:1", "f:3"]);
        assert_eq!(names(&format!("# global.columns = ID\n\n# newdoc id = a\n{WORD}{WORD}")), ["a"]);
        assert_eq!(names("\u{feff}# newdoc id = a\n"), [""; 0]);
        assert_eq!(names(&format!("\u{feff}# newdoc id = a\n{WORD}")), ["a"]);
        assert_eq!(names(""), [""; 0]);
    }

    #[test]
    fn a_fault_names_its_line_and_stops_no_other_document() {
        let text =
            format!("# newdoc id = a\n{WORD}1\tno\n\n# newdoc id = b\n{WORD}{WORD}# newdoc id = c\n0\n");
        assert_eq!(
            read_all(&text, 10_000),
            [
                ("a".to_owned(), Err("line 4: 2 columns instead of 10".to_owned())),
                ("b".to_owned(), Ok(2)),
                ("c".to_owned(), Err("line 12: 1 columns instead of 10".to_owned())),
            ]
        );
    }

    #[test]
    fn a_document_that_is_too_long_stops_no_other() {
        let text = format!("# newdoc id = a\n{}# newdoc id = b\n{WORD}", WORD.repeat(20));
        let read = read_all(&text, 100);
        assert_eq!(read[0], ("f:1".to_owned(), Err("more than 100 bytes (see --max-article)".to_owned())));
        assert_eq!(read[1], ("b".to_owned(), Ok(1)));
        assert_eq!(read.len(), 2);
    }
}
