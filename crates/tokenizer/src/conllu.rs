//! CoNLL-U in, documents and their columns out.
//!
//! A document's text is its words joined as `SpaceAfter` says and its sentences by a newline, so
//! that hand-made tokens, sentences and parses have spans like any other text's.
//! The format: <https://universaldependencies.org/format.html>.

use crate::document::{Document, Passage, PassageKind, Sentence, Span, Word};

/// One `# newdoc` of a CoNLL-U file, or a whole file without any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConlluDocument {
    /// What `# newdoc id =` says.
    pub id: Option<String>,
    /// The words joined.
    pub text: String,
    /// One passage for each sentence that starts a paragraph (`# newpar`), up to the next.
    pub passages: Vec<Passage>,
    /// The sentences; `sentences[i].words[j]` has the columns `rows[i].tokens[j]`.
    pub sentences: Vec<Sentence>,
    /// What the file says of each sentence.
    pub rows: Vec<ConlluSentence>,
}

/// A sentence's comments and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConlluSentence {
    /// The comment lines, without the "#" and the white space around.
    pub comments: Vec<String>,
    /// The syntactic words' columns.
    pub tokens: Vec<ConlluToken>,
}

impl ConlluSentence {
    /// The value of a comment `# key = value`.
    #[must_use]
    pub fn comment(&self, key: &str) -> Option<&str> {
        self.comments.iter().find_map(|comment| {
            let (name, value) = comment.split_once('=')?;
            (name.trim() == key).then(|| value.trim())
        })
    }
}

/// The ten columns of one syntactic word, as written ("_" where the file has it).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConlluToken {
    /// Column 1: the word's number in its sentence, from 1.
    pub id: usize,
    /// Column 2.
    pub form: String,
    /// Column 3.
    pub lemma: String,
    /// Column 4.
    pub upos: String,
    /// Column 5.
    pub xpos: String,
    /// Column 6.
    pub feats: String,
    /// Column 7: the head's number, 0 for the root; `None` where the file has "_".
    pub head: Option<usize>,
    /// Column 8.
    pub deprel: String,
    /// Column 9.
    pub deps: String,
    /// Column 10.
    pub misc: String,
}

/// A line that is not CoNLL-U.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct ConlluError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: ConlluErrorReason,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConlluErrorReason {
    /// Neither empty, a comment, nor ten columns.
    #[error("{0} columns instead of 10")]
    Columns(usize),
    /// The first column is no word number, range or empty node.
    #[error("{0:?} is not a word number")]
    Id(String),
    /// Numbers do not count 1, 2, 3, ….
    #[error("word number {found} where {expected} was expected")]
    Order {
        /// The number in the file.
        found: usize,
        /// The number that follows the word before.
        expected: usize,
    },
    /// The head is neither a number nor "_", or no word of the sentence.
    #[error("{0:?} is not a head in this sentence")]
    Head(String),
    /// A form is empty.
    #[error("a word without a form")]
    EmptyForm,
}

impl ConlluDocument {
    /// The document in the shape that [`segment`](crate::segment) gives.
    #[must_use]
    pub fn document(&self) -> Document<'_> {
        Document {
            text: &self.text,
            passages: self.passages.clone(),
            sentences: self.sentences.clone(),
            published: None,
        }
    }
}

/// Reads a CoNLL-U file.
///
/// Empty nodes (numbers with a stop) are passed over: they are no words of the text.
///
/// # Errors
///
/// [`ConlluError`] at the first line that is not CoNLL-U.
pub fn read_conllu(file: &str) -> Result<Vec<ConlluDocument>, ConlluError> {
    let mut reader = Reader::default();
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    for (number, line) in (1..).zip(file.lines()) {
        reader.number = number;
        reader.line(line.trim_end_matches('\r')).map_err(|reason| ConlluError { line: number, reason })?;
    }
    let line = reader.number;
    reader.end_sentence().map_err(|reason| ConlluError { line, reason })?;
    Ok(reader.documents)
}

/// A surface token: its form and the words that it stands for.
struct Surface {
    form: String,
    space_after: bool,
    /// Numbers of its first and last word.
    words: (usize, usize),
}

#[derive(Default)]
struct Reader {
    documents: Vec<ConlluDocument>,
    row: ConlluSentence,
    surfaces: Vec<Surface>,
    number: usize,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), ConlluErrorReason> {
        if line.trim().is_empty() {
            return self.end_sentence();
        }
        if let Some(comment) = line.strip_prefix('#') {
            self.row.comments.push(comment.trim().to_owned());
            return Ok(());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, xpos, feats, head, deprel, deps, misc] = columns.as_slice() else {
            return Err(ConlluErrorReason::Columns(columns.len()));
        };
        if form.is_empty() {
            return Err(ConlluErrorReason::EmptyForm);
        }
        let space_after = !misc.split('|').any(|item| item == "SpaceAfter=No");
        if id.contains('.') {
            return Ok(());
        }
        let bad_id = || ConlluErrorReason::Id(id.to_owned());
        let expected = self.row.tokens.len() + 1;
        if let Some((first, last)) = id.split_once('-') {
            let first: usize = first.parse().map_err(|_| bad_id())?;
            let last: usize = last.parse().map_err(|_| bad_id())?;
            if first != expected {
                return Err(ConlluErrorReason::Order { found: first, expected });
            }
            if last < first {
                return Err(bad_id());
            }
            self.surfaces.push(Surface { form: form.to_owned(), space_after, words: (first, last) });
            return Ok(());
        }
        let number: usize = id.parse().map_err(|_| bad_id())?;
        if number != expected {
            return Err(ConlluErrorReason::Order { found: number, expected });
        }
        if self.surfaces.last().is_none_or(|surface| surface.words.1 < number) {
            self.surfaces.push(Surface { form: form.to_owned(), space_after, words: (number, number) });
        }
        let head = match head {
            "_" => None,
            _ => Some(head.parse().map_err(|_| ConlluErrorReason::Head(head.to_owned()))?),
        };
        self.row.tokens.push(ConlluToken {
            id: number,
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: upos.to_owned(),
            xpos: xpos.to_owned(),
            feats: feats.to_owned(),
            head,
            deprel: deprel.to_owned(),
            deps: deps.to_owned(),
            misc: misc.to_owned(),
        });
        Ok(())
    }

    fn end_sentence(&mut self) -> Result<(), ConlluErrorReason> {
        if self.row.tokens.is_empty() {
            // Comments before an empty line belong to the next sentence.
            return Ok(());
        }
        let row = std::mem::take(&mut self.row);
        let surfaces = std::mem::take(&mut self.surfaces);
        let count = row.tokens.len();
        if let Some(surface) = surfaces.last().filter(|surface| surface.words.1 > count) {
            let found = surface.words.1;
            return Err(ConlluErrorReason::Order { found, expected: count });
        }
        for token in &row.tokens {
            if let Some(head) = token.head.filter(|&head| head > count || head == token.id) {
                return Err(ConlluErrorReason::Head(head.to_string()));
            }
        }

        let starts = |name: &str| {
            row.comments.iter().any(|c| c.strip_prefix(name).is_some_and(|rest| !rest.starts_with(is_key)))
        };
        let new_document = starts("newdoc");
        if new_document || self.documents.is_empty() {
            self.documents.push(ConlluDocument {
                id: row.comment("newdoc id").map(str::to_owned),
                text: String::new(),
                passages: Vec::new(),
                sentences: Vec::new(),
                rows: Vec::new(),
            });
        }
        let new_paragraph = starts("newpar");
        if let Some(document) = self.documents.last_mut() {
            document.push(row, &surfaces, new_paragraph);
        }
        Ok(())
    }
}

/// Whether a comment's key goes on (`newpar_block` is not `newpar`).
fn is_key(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == ':'
}

impl ConlluDocument {
    fn push(&mut self, row: ConlluSentence, surfaces: &[Surface], new_paragraph: bool) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let mut words = Vec::with_capacity(row.tokens.len());
        for (i, surface) in surfaces.iter().enumerate() {
            let start = self.text.len();
            self.text.push_str(&surface.form);
            let whole = Span::new(start, self.text.len());
            let last = i + 1 == surfaces.len();
            if surface.space_after && !last {
                self.text.push(' ');
            }
            let tokens = &row.tokens[surface.words.0 - 1..surface.words.1];
            let mut from = start;
            for (j, token) in tokens.iter().enumerate() {
                let found = self.text[from..whole.end].find(&token.form);
                let span = found.map_or(whole, |at| Span::new(from + at, from + at + token.form.len()));
                if found.is_some() {
                    from = span.end;
                }
                let space_after = (surface.space_after || last) && j + 1 == tokens.len();
                words.push(Word { span, space_after, clitic: j > 0 });
            }
        }
        let start = words.first().map_or(0, |word| word.span.start);
        let span = Span::new(start, self.text.len());
        match self.passages.last_mut() {
            Some(passage) if !new_paragraph => passage.span.end = span.end,
            _ => self.passages.push(Passage { span, kind: PassageKind::Paragraph }),
        }
        let passage = self.passages.len() - 1;
        self.sentences.push(Sentence { span, words, passage, cut: false });
        self.rows.push(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# newdoc id = one
# newpar
# sent_id = 1
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVB\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\tVB\tMood=Imp\t0\troot\t_\tSpaceAfter=No
3.1\tghost\t_\t_\t_\t_\t_\t_\t_\t_
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# newpar_block = p
1-2\twanna\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
1\twant\twant\tVERB\tVB\t_\t0\troot\t_\t_
2\tto\tto\tPART\tTO\t_\t1\tmark\t_\t_
3\t?\t?\tPUNCT\t.\t_\t1\tpunct\t_\t_

# newdoc
1\tDone\tdo\tVERB\tVBN\t_\t_\t_\t_\t_
";

    fn row(columns: &str) -> String {
        columns.split(' ').collect::<Vec<_>>().join("\t")
    }

    #[test]
    fn words_are_joined_and_keep_their_columns() {
        let documents = read_conllu(FILE).unwrap();
        assert_eq!(documents.len(), 2);
        let first = &documents[0];
        assert_eq!(first.id.as_deref(), Some("one"));
        assert_eq!(first.text, "Don't go.\nwanna?");
        let words = |i: usize| -> Vec<_> {
            first.sentences[i]
                .words
                .iter()
                .map(|word| (word.span.of(&first.text), word.clitic, word.space_after))
                .collect()
        };
        assert_eq!(
            words(0),
            [("Do", false, false), ("n't", true, true), ("go", false, false), (".", false, true)]
        );
        assert_eq!(words(1), [("wanna", false, false), ("wanna", true, false), ("?", false, true)]);
        assert_eq!(first.rows[0].comment("sent_id"), Some("1"));
        let go = &first.rows[0].tokens[2];
        assert_eq!((go.lemma.as_str(), go.head, go.feats.as_str()), ("go", Some(0), "Mood=Imp"));
        assert_eq!(first.passages.len(), 1);
        assert_eq!(documents[1].id, None);
        assert_eq!(documents[1].document().sentences.len(), 1);
        assert_eq!(documents[1].rows[0].tokens[0].head, None);
    }

    #[test]
    fn errors_name_the_line() {
        for (file, message) in [
            ("1\tone\n".to_owned(), "line 1: 2 columns instead of 10"),
            (row("x a _ _ _ _ _ _ _ _"), "line 1: \"x\" is not a word number"),
            (format!("# c\n{}", row("2 a _ _ _ _ _ _ _ _")), "line 2: word number 2 where 1 was expected"),
            (row("1 a _ _ _ _ up _ _ _"), "line 1: \"up\" is not a head in this sentence"),
            (row("1 a _ _ _ _ 7 _ _ _"), "line 1: \"7\" is not a head in this sentence"),
            (row("1  _ _ _ _ 0 _ _ _"), "line 1: a word without a form"),
            (
                format!("{}\n{}", row("1-3 abc _ _ _ _ _ _ _ _"), row("1 a _ _ _ _ 0 _ _ _")),
                "line 2: word number 3 where 1 was expected",
            ),
        ] {
            assert_eq!(read_conllu(&file).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn an_empty_file_has_no_documents() {
        assert_eq!(read_conllu(""), Ok(Vec::new()));
        assert_eq!(read_conllu("# newdoc id = x\n\n"), Ok(Vec::new()));
    }
}
