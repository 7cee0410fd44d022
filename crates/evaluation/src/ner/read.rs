//! CoNLL columns in, sentences of tagged tokens and their entity spans out.

use crate::error::ReadError;

/// A token, its tag, and its line in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaggedToken {
    /// Line of the file.
    pub line: usize,
    /// First column.
    pub form: String,
    /// Last column, taken apart.
    pub tag: Tag,
}

/// A chunk tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tag {
    /// In no chunk.
    Outside,
    /// In a chunk of this type.
    Inside(Position, String),
}

/// Where in its chunk a token claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// B: first.
    Begin,
    /// I: in it; where no chunk of the type is open, first.
    Within,
    /// E or L: last.
    End,
    /// S or U: first and last.
    Single,
}

/// Tokens `start..end` of a sentence are an entity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntitySpan {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Type.
    pub kind: String,
}

/// Reads CoNLL columns: one token a line, form first and tag last, between them anything; columns
/// are separated by tabs, or by spaces where a line has no tab; sentences by blank lines.
/// `-DOCSTART-` lines end a sentence and are no tokens.
///
/// A file that begins with a comment such as `# sent_id = 1` has Universal NER's columns: number,
/// form, tag and more, and comments before each sentence.
///
/// # Errors
/// A line with one column, a tag that is not IOB or BIOES, or no token at all.
pub fn read(text: &str, file: &str) -> Result<Vec<Vec<TaggedToken>>, ReadError> {
    let mut sentences = Vec::new();
    let mut sentence: Vec<TaggedToken> = Vec::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let numbered = text.starts_with("# ") && text.lines().next().is_some_and(|line| line.contains(" = "));
    for (index, line) in text.lines().enumerate() {
        if numbered && line.starts_with("# ") {
            continue;
        }
        if line.trim().is_empty() || line.starts_with("-DOCSTART-") {
            if !sentence.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            continue;
        }
        let columns: Vec<&str> = if line.contains('\t') {
            line.split('\t').map(str::trim).collect()
        } else {
            line.split_whitespace().collect()
        };
        let (_, columns) = columns.split_at(usize::from(numbered));
        let columns = if numbered { columns.get(..2).unwrap_or_default() } else { columns };
        let [form, .., tag] = columns[..] else {
            let message = format!("a token needs a form and a tag: '{}'", line.trim());
            return Err(ReadError::new(file, index + 1, message));
        };
        sentence.push(TaggedToken {
            line: index + 1,
            form: form.to_owned(),
            tag: parse_tag(tag).ok_or_else(|| {
                let message = format!("'{tag}' is not a tag in IOB1, IOB2 or BIOES");
                ReadError::new(file, index + 1, message)
            })?,
        });
    }
    if !sentence.is_empty() {
        sentences.push(sentence);
    }
    if sentences.is_empty() {
        return Err(ReadError::new(file, 1, "no token in this file"));
    }
    Ok(sentences)
}

fn parse_tag(text: &str) -> Option<Tag> {
    if text == "O" {
        return Some(Tag::Outside);
    }
    let (position, kind) = text.split_once('-')?;
    let position = match position {
        "B" => Position::Begin,
        "I" => Position::Within,
        "E" | "L" => Position::End,
        "S" | "U" => Position::Single,
        _ => return None,
    };
    (!kind.is_empty()).then(|| Tag::Inside(position, kind.to_owned()))
}

/// The entities of a sentence by the rules of conlleval (Tjong Kim Sang and Buchholz 2000), which
/// read IOB1, IOB2 and BIOES alike and make something of sequences that none of these allows: a
/// chunk ends before B or S, after E or S, and where the type changes.
#[must_use]
pub fn spans(sentence: &[TaggedToken]) -> Vec<EntitySpan> {
    let mut spans: Vec<EntitySpan> = Vec::new();
    let mut open = false;
    for (index, token) in sentence.iter().enumerate() {
        let Tag::Inside(position, kind) = &token.tag else {
            open = false;
            continue;
        };
        let starts = matches!(position, Position::Begin | Position::Single);
        match spans.last_mut() {
            Some(last) if open && !starts && last.kind == *kind => last.end = index + 1,
            _ => spans.push(EntitySpan { start: index, end: index + 1, kind: kind.clone() }),
        }
        open = !matches!(position, Position::End | Position::Single);
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(tags: &str) -> Vec<(usize, usize, String)> {
        let lines: Vec<String> = tags.split(' ').map(|tag| format!("w {tag}")).collect();
        let sentences = read(&lines.join("\n"), "f").unwrap();
        spans(&sentences[0]).into_iter().map(|s| (s.start, s.end, s.kind)).collect()
    }

    fn check(tags: &str, expected: &[(usize, usize, &str)]) {
        let expected: Vec<_> =
            expected.iter().map(|&(start, end, kind)| (start, end, kind.to_owned())).collect();
        assert_eq!(found(tags), expected, "{tags}");
    }

    #[test]
    fn one_analysis_in_three_schemes() {
        let expected = [(0, 2, "PER"), (2, 3, "PER"), (4, 5, "LOC")];
        check("I-PER I-PER B-PER O I-LOC", &expected);
        check("B-PER I-PER B-PER O B-LOC", &expected);
        check("B-PER E-PER S-PER O S-LOC", &expected);
        check("B-PER L-PER U-PER O U-LOC", &expected);
    }

    #[test]
    fn sequences_that_no_scheme_allows() {
        check("I-PER I-LOC", &[(0, 1, "PER"), (1, 2, "LOC")]);
        check("B-PER I-LOC E-LOC", &[(0, 1, "PER"), (1, 3, "LOC")]);
        check("E-PER E-PER I-PER", &[(0, 1, "PER"), (1, 2, "PER"), (2, 3, "PER")]);
        check("S-PER I-PER", &[(0, 1, "PER"), (1, 2, "PER")]);
        check("O E-PER", &[(1, 2, "PER")]);
    }

    #[test]
    fn columns_sentences_and_document_marks() {
        let text = "-DOCSTART- -X- -X- O\n\nEU NNP B-NP B-ORG\nsaid VBD O O\n\nNew York\tB-LOC\n";
        let sentences = read(text, "f").unwrap();
        assert_eq!(sentences.len(), 2);
        assert_eq!(sentences[1][0].form, "New York");
        assert_eq!(sentences[1][0].line, 6);
    }

    #[test]
    fn numbered_columns_with_comments() {
        let text = "# newdoc id = d\n# text = # X\n1\t#\tO\t-\tann\n2\tX\tB-LOC\t-\tann\n\n# text = Y\n1\tY\tO\t-\tann\n";
        let sentences = read(text, "f").unwrap();
        let forms: Vec<Vec<&str>> =
            sentences.iter().map(|s| s.iter().map(|token| token.form.as_str()).collect()).collect();
        assert_eq!(forms, [vec!["#", "X"], vec!["Y"]]);
        assert_eq!(sentences[0][1].tag, Tag::Inside(Position::Begin, "LOC".to_owned()));
        assert!(read("# a = b\n1\tX\n", "f").is_err());
    }

    #[test]
    fn malformed_lines_are_named() {
        for (text, message) in [
            ("a O\nb\n", "f:2: a token needs a form and a tag: 'b'"),
            ("a X-PER\n", "f:1: 'X-PER' is not a tag in IOB1, IOB2 or BIOES"),
            ("a B-\n", "f:1: 'B-' is not a tag in IOB1, IOB2 or BIOES"),
            ("\n\n", "f:1: no token in this file"),
        ] {
            assert_eq!(read(text, "f").unwrap_err().to_string(), message);
        }
    }
}
