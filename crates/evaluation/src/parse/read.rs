//! CoNLL-U in; words with spans over the text without white space, tokens and sentences out.
//!
//! Scoring needs what reading for annotation does not: surface tokens apart from words, and the
//! line of each word for error messages.

use crate::error::ReadError;

/// A CoNLL-U file as scoring sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Treebank {
    /// All characters of all tokens that are not white space.
    pub characters: Vec<char>,
    /// Surface tokens.
    pub tokens: Vec<CharSpan>,
    /// Sentences.
    pub sentences: Vec<TreeSentence>,
    /// Syntactic words of all sentences.
    pub words: Vec<TreeWord>,
}

/// A stretch of [`Treebank::characters`], half open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CharSpan {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// One sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TreeSentence {
    /// Line of its first word.
    pub line: usize,
    /// Its characters.
    pub span: CharSpan,
    /// Index of its first word in [`Treebank::words`].
    pub first_word: usize,
    /// One past its last word.
    pub end_word: usize,
}

/// One syntactic word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeWord {
    /// Line of the file.
    pub line: usize,
    /// Characters of its token: words of one multiword token share them.
    pub span: CharSpan,
    /// Part of a multiword token.
    pub multiword: bool,
    /// Column FORM.
    pub form: String,
    /// Column LEMMA.
    pub lemma: String,
    /// Column UPOS.
    pub upos: String,
    /// Column XPOS.
    pub xpos: String,
    /// Index of the head in [`Treebank::words`], `None` for the root.
    pub head: Option<usize>,
    /// Column DEPREL.
    pub deprel: String,
}

impl TreeWord {
    /// The relation without its subtype ("nsubj:pass" is "nsubj").
    #[must_use]
    pub fn universal_deprel(&self) -> &str {
        self.deprel.split(':').next().unwrap_or_default()
    }
}

/// Reads a CoNLL-U file. Comments and empty nodes are passed over.
///
/// # Errors
/// A line that does not have ten columns, numbers that do not count up, a range that does not fit,
/// a head that is no word of the sentence, or no word at all.
pub fn read(text: &str, file: &str) -> Result<Treebank, ReadError> {
    let mut reader =
        Reader { file, bank: Treebank::default(), heads: Vec::new(), first_word: 0, open_range: None };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut last = 1;
    for (index, line) in text.lines().enumerate() {
        last = index + 1;
        if line.trim().is_empty() {
            reader.end_sentence(last)?;
        } else if !line.starts_with('#') {
            reader.line(last, line)?;
        }
    }
    reader.end_sentence(last)?;
    if reader.bank.words.is_empty() {
        return Err(ReadError::new(file, 1, "no word in this file"));
    }
    Ok(reader.bank)
}

struct Reader<'a> {
    file: &'a str,
    bank: Treebank,
    /// Column HEAD of the words of the open sentence.
    heads: Vec<usize>,
    first_word: usize,
    /// Number of the last word of the open multiword token, and its characters.
    open_range: Option<(usize, CharSpan)>,
}

impl Reader<'_> {
    fn line(&mut self, line: usize, text: &str) -> Result<(), ReadError> {
        let error = |message: String| ReadError::new(self.file, line, message);
        let columns: Vec<&str> = text.split('\t').collect();
        let [id, form, lemma, upos, xpos, _, head, deprel, _, _] = columns[..] else {
            return Err(error(format!("{} columns, CoNLL-U has 10", columns.len())));
        };
        if id.contains('.') {
            return Ok(());
        }
        if !form.chars().any(|c| !c.is_whitespace()) {
            return Err(error("empty form".to_owned()));
        }
        let expected = self.heads.len() + 1;
        if let Some((from, to)) = id.split_once('-') {
            let range = (from.parse::<usize>(), to.parse::<usize>());
            let (Ok(from), Ok(to)) = range else {
                return Err(error(format!("'{id}' is not a range of words")));
            };
            if from != expected || to < from || self.open_range.is_some() {
                return Err(error(format!("range '{id}' where word {expected} is next")));
            }
            let span = self.push_token(form);
            self.open_range = Some((to, span));
            return Ok(());
        }
        if id.parse() != Ok(expected) {
            return Err(error(format!("word number '{id}' where {expected} is next")));
        }
        let Ok(head) = head.parse::<usize>() else {
            return Err(error(format!("head '{head}' is not a number")));
        };
        let (span, multiword) = match self.open_range {
            Some((last, span)) => {
                if last == expected {
                    self.open_range = None;
                }
                (span, true)
            }
            None => (self.push_token(form), false),
        };
        self.heads.push(head);
        self.bank.words.push(TreeWord {
            line,
            span,
            multiword,
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: upos.to_owned(),
            xpos: xpos.to_owned(),
            head: None,
            deprel: deprel.to_owned(),
        });
        Ok(())
    }

    fn push_token(&mut self, form: &str) -> CharSpan {
        let start = self.bank.characters.len();
        self.bank.characters.extend(form.chars().filter(|c| !c.is_whitespace()));
        let span = CharSpan { start, end: self.bank.characters.len() };
        self.bank.tokens.push(span);
        span
    }

    fn end_sentence(&mut self, line: usize) -> Result<(), ReadError> {
        if let Some((last, _)) = self.open_range {
            let message = format!("the sentence ends before word {last} of a range");
            return Err(ReadError::new(self.file, line, message));
        }
        let heads = std::mem::take(&mut self.heads);
        let words = &mut self.bank.words[self.first_word..];
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return Ok(());
        };
        let sentence = TreeSentence {
            line: first.line,
            span: CharSpan { start: first.span.start, end: last.span.end },
            first_word: self.first_word,
            end_word: self.first_word + words.len(),
        };
        let count = words.len();
        for (index, (word, head)) in words.iter_mut().zip(heads).enumerate() {
            if head > count || head == index + 1 {
                let message = format!("head {head} in a sentence of {count} words");
                return Err(ReadError::new(self.file, word.line, message));
            }
            word.head = head.checked_sub(1).map(|head| self.first_word + head);
        }
        self.first_word = sentence.end_word;
        self.bank.sentences.push(sentence);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, form: &str, head: &str) -> String {
        format!("{id}\t{form}\t{form}\tX\t_\t_\t{head}\tdep\t_\t_\n")
    }

    #[test]
    fn multiword_tokens_share_their_characters() {
        let text = format!(
            "# text = don't go\n{}{}{}{}{}",
            row("1-2", "don't", "_"),
            row("1", "do", "3"),
            row("2", "n't", "3"),
            row("2.1", "ghost", "_"),
            row("3", "go", "0")
        );
        let bank = read(&text, "f").unwrap();
        assert_eq!(bank.characters.iter().collect::<String>(), "don'tgo");
        assert_eq!(bank.tokens.len(), 2);
        assert_eq!(bank.words.len(), 3);
        assert_eq!(bank.words[0].span, bank.words[1].span);
        assert!(bank.words[1].multiword && !bank.words[2].multiword);
        assert_eq!(bank.words[1].head, Some(2));
        assert_eq!(bank.words[2].head, None);
    }

    #[test]
    fn malformed_lines_are_named() {
        for (text, message) in [
            ("1\ta\n".to_owned(), "f:1: 2 columns, CoNLL-U has 10"),
            (row("2", "a", "0"), "f:1: word number '2' where 1 is next"),
            (row("x", "a", "0"), "f:1: word number 'x' where 1 is next"),
            (row("1", "a", "_"), "f:1: head '_' is not a number"),
            (row("1", "a", "2"), "f:1: head 2 in a sentence of 1 words"),
            (row("1", "a", "1"), "f:1: head 1 in a sentence of 1 words"),
            (row("1", " ", "0"), "f:1: empty form"),
            (row("2-3", "a", "_"), "f:1: range '2-3' where word 1 is next"),
            (row("1-b", "a", "_"), "f:1: '1-b' is not a range of words"),
            (row("1-2", "a", "_") + &row("1", "a", "0"), "f:2: the sentence ends before word 2 of a range"),
            ("# nothing\n".to_owned(), "f:1: no word in this file"),
        ] {
            assert_eq!(read(&text, "f").unwrap_err().to_string(), message);
        }
    }
}
