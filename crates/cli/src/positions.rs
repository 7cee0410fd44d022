//! Byte spans in, offsets in the unit that the user asked for out.

use triplewire_tokenizer::{Offsets, Span};

use crate::args::Unit;

/// Converts the spans of one text.
#[derive(Debug)]
pub(crate) struct Positions<'t> {
    text: &'t str,
    offsets: Offsets<'t>,
    unit: Unit,
}

impl<'t> Positions<'t> {
    pub(crate) fn new(text: &'t str, unit: Unit) -> Self {
        Self { text, offsets: Offsets::new(text), unit }
    }

    /// Start and end of a span in the unit.
    pub(crate) fn of(&self, span: Span) -> (usize, usize) {
        match self.unit {
            Unit::Chars => self.offsets.code_point_span(span),
            Unit::Utf8 => (span.start, span.end),
            Unit::Utf16 => self.offsets.utf16_span(span),
        }
    }

    /// What the spans say, one after the other, white space folded.
    pub(crate) fn words(&self, spans: &[Span]) -> String {
        let words = spans.iter().flat_map(|span| span.of(self.text).split_whitespace());
        words.collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_counted_in_the_unit() {
        let text = "é🙂 b";
        let span = Span::new(2, 8);
        for (unit, expected) in [(Unit::Chars, (1, 4)), (Unit::Utf8, (2, 8)), (Unit::Utf16, (1, 5))] {
            assert_eq!(Positions::new(text, unit).of(span), expected);
        }
    }

    #[test]
    fn white_space_is_folded_within_and_between_spans() {
        let positions = Positions::new("the\r\n  Syrian\tarmy, it said", Unit::Chars);
        assert_eq!(positions.words(&[Span::new(0, 13), Span::new(14, 18)]), "the Syrian army");
        assert_eq!(positions.words(&[]), "");
    }
}
