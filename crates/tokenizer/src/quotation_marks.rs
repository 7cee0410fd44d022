//! A document in, out its quotation marks: which words they are, and what each does.

use crate::document::{Document, Sentence, Span};

/// A word that is a quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotationMark {
    /// Index into [`Sentence::words`].
    pub word: usize,
    /// Whether it opens a quotation; otherwise it closes one.
    pub opens: bool,
}

/// For each sentence its quotation marks, in order.
///
/// The straight double mark does what is due. A single mark is one where a space before it and a word right
/// behind it say so, and where the paragraph closes it, or the next one opens with another: else it is an
/// apostrophe. What stands between single marks may hold double ones, and the other way round; only the
/// outer ones are told.
#[must_use]
pub fn quotation_marks(document: &Document<'_>) -> Vec<Vec<QuotationMark>> {
    let mut marks = Vec::with_capacity(document.sentences.len());
    let passages: Vec<&[Sentence]> =
        document.sentences.chunk_by(|one, next| one.passage == next.passage).collect();
    for (at, &passage) in passages.iter().enumerate() {
        let next = passages.get(at + 1).and_then(|next| next.first()?.words.first());
        let mut reader = Reader {
            text: document.text,
            words: passage.iter().flat_map(|sentence| &sentence.words).map(|word| word.span).collect(),
            next: next.map_or("", |word| word.span.of(document.text)),
            open: None,
        };
        let mut first = 0;
        for sentence in passage {
            let words = 0..sentence.words.len();
            let read = words
                .filter_map(|word| Some(QuotationMark { word, opens: reader.read(first + word)? }))
                .collect();
            marks.push(read);
            first += sentence.words.len();
        }
    }
    marks
}

/// A quotation that is not closed yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Double,
    /// With the mark at the foot of the line, which "“" closes.
    Low,
    /// With the word that closes it.
    Single(usize),
}

/// Reads a paragraph.
#[derive(Debug)]
struct Reader<'t> {
    text: &'t str,
    words: Vec<Span>,
    /// The first word of the next paragraph.
    next: &'t str,
    open: Option<Open>,
}

impl Reader<'_> {
    /// Whether the word opens a quotation (true) or closes one (false); nothing where it is no mark.
    fn read(&mut self, at: usize) -> Option<bool> {
        let form = self.words[at].of(self.text);
        if let Some(Open::Single(close)) = self.open {
            return (at == close).then(|| self.become_open(None));
        }
        match form {
            "\"" if self.open.is_none() => Some(self.become_open(Some(Open::Double))),
            "“" if self.open == Some(Open::Low) => Some(self.become_open(None)),
            "“" | "``" | "«" => Some(self.become_open(Some(Open::Double))),
            "„" => Some(self.become_open(Some(Open::Low))),
            "\"" | "”" | "''" | "»" => Some(self.become_open(None)),
            "‘" | "'" | "`" if self.open.is_none() && self.may_open(at) => {
                let close = self.close(at)?;
                Some(self.become_open(Some(Open::Single(close))))
            }
            _ => None,
        }
    }

    fn become_open(&mut self, open: Option<Open>) -> bool {
        self.open = open;
        open.is_some()
    }

    /// Whether a single mark stands where one opens.
    fn may_open(&self, at: usize) -> bool {
        let (before, after) = self.around(at);
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '-' | '–' | '—'))
            && after
                .is_some_and(|c| c.is_alphanumeric() || matches!(c, '"' | '“' | '…' | '[' | '$' | '£' | '€'))
    }

    /// The word that closes the quotation that a single mark opens; the paragraph's end where it goes on in
    /// the next paragraph.
    ///
    /// Behind an "s" and before a space the mark may be an apostrophe ("the workers' union"): it closes if
    /// no better one does.
    fn close(&self, at: usize) -> Option<usize> {
        let opening = self.words[at].of(self.text);
        let closing = if opening == "‘" { "’" } else { "'" };
        let mut doubtful = None;
        for (word, span) in self.words.iter().enumerate().skip(at + 1) {
            let form = span.of(self.text);
            if form == opening && self.may_open(word) {
                return doubtful;
            }
            if form != closing {
                continue;
            }
            match self.around(word) {
                (Some(before), _) if before.is_whitespace() => {}
                (_, Some(after)) if after.is_alphanumeric() => {}
                (Some('s' | 'S'), Some(after)) if after.is_whitespace() => doubtful = doubtful.or(Some(word)),
                _ => return Some(word),
            }
        }
        doubtful.or_else(|| (self.next == opening).then_some(self.words.len()))
    }

    /// The characters before and behind a word.
    fn around(&self, word: usize) -> (Option<char>, Option<char>) {
        let Span { start, end } = self.words[word];
        let before = self.text.get(..start).and_then(|text| text.chars().next_back());
        (before, self.text.get(end..).and_then(|text| text.chars().next()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment;

    /// The text with its marks as brackets, "<" and ">".
    fn marked(text: &str) -> String {
        let document = segment(text);
        let mut marked = text.to_owned();
        let marks = quotation_marks(&document);
        for (sentence, marks) in document.sentences.iter().zip(&marks).rev() {
            for mark in marks.iter().rev() {
                let span = sentence.words[mark.word].span;
                marked.replace_range(span.range(), if mark.opens { "<" } else { ">" });
            }
        }
        marked
    }

    #[test]
    fn double_marks_open_and_close() {
        assert_eq!(marked("\"It fell,\" she said. \"It burnt.\""), "<It fell,> she said. <It burnt.>");
        assert_eq!(marked("“It fell,” she said. “It burnt.”"), "<It fell,> she said. <It burnt.>");
        assert_eq!(marked("„It fell“, she said. «It burnt.»"), "<It fell>, she said. <It burnt.>");
        // What is not closed ends with its paragraph.
        assert_eq!(marked("\"It fell.\n\nShe said \"no\"."), "<It fell.\n\nShe said <no>.");
    }

    #[test]
    fn single_marks_open_and_close() {
        assert_eq!(marked("'It fell,' she said. 'It burnt.'"), "<It fell,> she said. <It burnt.>");
        assert_eq!(
            marked("‘It didn’t fall,’ she said. ‘It burnt.’"),
            "<It didn’t fall,> she said. <It burnt.>"
        );
        assert_eq!(
            marked("He called it a 'special operation' in May."),
            "He called it a <special operation> in May."
        );
        assert_eq!(marked("The 'special operations' went on."), "The <special operations> went on.");
        assert_eq!(marked("‘The workers’ union struck,’ he said."), "<The workers’ union struck,> he said.");
        assert_eq!(marked("‘They said “no”,’ he said."), "<They said “no”,> he said.");
        assert_eq!(marked("“They said ‘no’,” he said."), "<They said ‘no’,> he said.");
        // Over sentences, and on into the next paragraph.
        assert_eq!(marked("‘It fell. It burnt.’ He left."), "<It fell. It burnt.> He left.");
        assert_eq!(marked("‘It fell.\n\n‘It burnt,’ he said."), "<It fell.\n\n<It burnt,> he said.");
    }

    #[test]
    fn an_apostrophe_is_no_mark() {
        for text in [
            "The workers' union and the miners' union met.",
            "The '90s were the bosses' years.",
            "It was rock 'n' roll, Smith's and the Joneses'.",
            "'Twas the night of the strike.",
            "He is 6' 2 and didn't run.",
        ] {
            assert_eq!(marked(text), text);
        }
    }
}
