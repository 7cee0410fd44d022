//! Byte spans in, offsets in the unit that the user asked for out: of the text, or of the web page that it
//! is the text of.

use triplewire_tokenizer::{Offsets, Span};

use crate::args::Unit;
use crate::html::{Page, SourceMap};

/// Converts the spans of one text.
#[derive(Debug)]
pub(crate) struct Positions<'t> {
    text: &'t str,
    /// The input: the text itself, or the source of the page.
    input: &'t str,
    /// From the text to the source of the page.
    map: Option<&'t SourceMap>,
    offsets: Offsets<'t>,
    unit: Unit,
}

/// Where something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    /// In the text that is read.
    Text(Span),
    /// In the markup around it.
    Markup(Span),
}

impl<'t> Positions<'t> {
    pub(crate) fn new(text: &'t str, unit: Unit) -> Self {
        Self { text, input: text, map: None, offsets: Offsets::new(text), unit }
    }

    /// For the text of a page: offsets are those of its source, tags and all.
    pub(crate) fn of_page(page: &'t Page, source: &'t str, unit: Unit) -> Self {
        Self::mapped(&page.text, &page.map, source, unit)
    }

    /// For a text made from a source: offsets are those of the source.
    pub(crate) fn mapped(text: &'t str, map: &'t SourceMap, source: &'t str, unit: Unit) -> Self {
        Self { text, input: source, map: Some(map), offsets: Offsets::new(source), unit }
    }

    /// Start and end of a span in the unit.
    pub(crate) fn of(&self, span: Span) -> (usize, usize) {
        self.in_unit(self.map.map_or(span, |map| map.source(span)))
    }

    /// The same of the stretches of a span between which the page has text that is not read.
    pub(crate) fn stretches(&self, span: Span) -> Vec<(usize, usize)> {
        let stretches = self.map.map_or_else(|| vec![span], |map| map.stretches(span));
        stretches.into_iter().map(|span| self.of(span)).collect()
    }

    /// What stands somewhere, and its start and end in the unit.
    pub(crate) fn at(&self, location: Location) -> (String, (usize, usize)) {
        match location {
            Location::Text(span) => (self.words(&[span]), self.of(span)),
            Location::Markup(span) => (span.of(self.input).to_owned(), self.in_unit(span)),
        }
    }

    fn in_unit(&self, span: Span) -> (usize, usize) {
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
    fn spans_of_a_page_are_those_of_its_source() {
        let source = "<p title=\"é\">🙂 <b>IS</b>IS &amp; Co. fought on Monday, the army said.</p>";
        let page = Page::read(source).unwrap();
        let span = Span::new("🙂 ".len(), "🙂 ISIS &".len());
        let selected = "IS</b>IS &amp;";
        for (unit, start) in [(Unit::Chars, 18), (Unit::Utf8, 22), (Unit::Utf16, 19)] {
            let positions = Positions::of_page(&page, source, unit);
            assert_eq!(positions.of(span), (start, start + selected.len()));
            assert_eq!(positions.words(&[span]), "ISIS &");
            let title = Location::Markup(Span::new(10, 12));
            assert_eq!(positions.at(title).0, "é");
        }
    }

    #[test]
    fn white_space_is_folded_within_and_between_spans() {
        let positions = Positions::new("the\r\n  Syrian\tarmy, it said", Unit::Chars);
        assert_eq!(positions.words(&[Span::new(0, 13), Span::new(14, 18)]), "the Syrian army");
        assert_eq!(positions.words(&[]), "");
    }
}
