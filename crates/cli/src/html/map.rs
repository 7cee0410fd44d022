//! A span of the cleaned text of a page in, the span of its source out.

use triplewire_tokenizer::Span;

/// Where each byte of a cleaned text stands in the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SourceMap {
    /// In order, without gaps between them in the text.
    stretches: Vec<Stretch>,
    /// Bytes of the text before which the source has text that was left out, in order.
    omissions: Vec<usize>,
}

/// A part of the text and what says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    /// The first byte in the text; the part ends where the next one starts.
    text: usize,
    source: Span,
    /// Whether the source has the very same bytes. If not, every byte of the part stands for the whole
    /// stretch of the source: a character reference, white space.
    verbatim: bool,
}

impl SourceMap {
    /// Adds the next part of the text, which starts at `text`.
    pub(crate) fn push(&mut self, text: usize, source: Span, verbatim: bool) {
        if let Some(last) = self.stretches.last_mut()
            && last.verbatim
            && verbatim
            && last.source.end == source.start
        {
            last.source.end = source.end;
            return;
        }
        self.stretches.push(Stretch { text, source, verbatim });
    }

    /// Says that text was left out before the byte at `text`.
    pub(crate) fn omit(&mut self, text: usize) {
        if self.omissions.last() != Some(&text) {
            self.omissions.push(text);
        }
    }

    /// From what says the first character of a span to what says its last one.
    pub(crate) fn source(&self, span: Span) -> Span {
        let start = self.character(span.start).start;
        if span.end <= span.start {
            return Span::new(start, start);
        }
        // Any byte of the last character says where it ends, if the whole of the part does not.
        let end = match self.at(span.end - 1) {
            Some(last) if last.verbatim => last.source.start + (span.end - last.text),
            Some(last) => last.source.end,
            None => start,
        };
        Span::new(start, end.max(start))
    }

    /// The span cut where text between its words was left out.
    pub(crate) fn stretches(&self, span: Span) -> Vec<Span> {
        let from = self.omissions.partition_point(|&at| at <= span.start);
        let inner = self.omissions[from..].iter().take_while(|&&at| at < span.end);
        let mut starts = vec![span.start];
        starts.extend(inner);
        let ends = starts.iter().skip(1).copied().chain([span.end]);
        starts.iter().zip(ends).map(|(&start, end)| Span::new(start, end)).collect()
    }

    /// The source of the character that starts at a byte.
    fn character(&self, at: usize) -> Span {
        match self.at(at) {
            Some(stretch) if stretch.verbatim => {
                let start = stretch.source.start + (at - stretch.text);
                Span::new(start, start.max(stretch.source.end))
            }
            Some(stretch) => stretch.source,
            None => Span::new(0, 0),
        }
    }

    fn at(&self, text: usize) -> Option<Stretch> {
        let next = self.stretches.partition_point(|stretch| stretch.text <= text);
        self.stretches.get(next.checked_sub(1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `<b>IS</b>IS &amp; é` as "ISIS & é".
    fn map() -> SourceMap {
        let mut map = SourceMap::default();
        map.push(0, Span::new(3, 5), true);
        map.push(2, Span::new(9, 11), true);
        map.push(4, Span::new(11, 12), true);
        map.push(5, Span::new(12, 17), false);
        map.push(6, Span::new(17, 20), true);
        map
    }

    #[test]
    fn spans_start_at_their_first_and_end_after_their_last_character() {
        for ((start, end), expected) in [
            ((0, 2), (3, 5)),
            ((0, 4), (3, 11)),
            ((2, 4), (9, 11)),
            ((5, 6), (12, 17)),
            ((4, 6), (11, 17)),
            ((7, 9), (18, 20)),
            ((0, 9), (3, 20)),
            ((5, 5), (12, 12)),
        ] {
            let expected = Span::new(expected.0, expected.1);
            assert_eq!(map().source(Span::new(start, end)), expected, "{start}..{end}");
        }
        assert_eq!(SourceMap::default().source(Span::new(0, 0)), Span::new(0, 0));
    }

    #[test]
    fn spans_are_cut_where_text_was_left_out() {
        let mut map = map();
        map.omit(5);
        map.omit(5);
        let cut = |start, end| map.stretches(Span::new(start, end));
        assert_eq!(cut(0, 9), [Span::new(0, 5), Span::new(5, 9)]);
        assert_eq!(cut(5, 9), [Span::new(5, 9)]);
        assert_eq!(cut(0, 5), [Span::new(0, 5)]);
    }
}
