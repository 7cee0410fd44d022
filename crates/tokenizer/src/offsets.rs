//! Byte offsets in, offsets in Unicode code points or UTF-16 units out.

use crate::document::Span;

/// Bytes between two checkpoints: one query counts at most so many.
const STRIDE: usize = 64;

/// Counts of code points and UTF-16 units up to any byte of a text.
///
/// One pass stores the counts at every 64th byte (an eighth to a quarter of the text's own size);
/// a query then counts the rest within its stretch, in constant time.
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    checkpoints: Vec<Counts>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    code_points: usize,
    utf16: usize,
}

impl Counts {
    /// Counts the characters that start in `bytes`.
    ///
    /// Every byte but a continuation starts a character, and a character of four bytes is a
    /// surrogate pair in UTF-16.
    fn add(mut self, bytes: &[u8]) -> Self {
        for &byte in bytes {
            let starts = usize::from(byte & 0xc0 != 0x80);
            self.code_points += starts;
            self.utf16 += starts + usize::from(byte >= 0xf0);
        }
        self
    }
}

impl<'t> Offsets<'t> {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut counts = Counts::default();
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        for stretch in text.as_bytes().chunks(STRIDE) {
            checkpoints.push(counts);
            counts = counts.add(stretch);
        }
        checkpoints.push(counts);
        Self { text, checkpoints }
    }

    /// Code points before byte `offset`; offsets past the end count as the end.
    #[must_use]
    pub fn code_points(&self, offset: usize) -> usize {
        self.counts(offset).code_points
    }

    /// UTF-16 units before byte `offset`; offsets past the end count as the end.
    #[must_use]
    pub fn utf16(&self, offset: usize) -> usize {
        self.counts(offset).utf16
    }

    /// A span's start and end in code points.
    #[must_use]
    pub fn code_point_span(&self, span: Span) -> (usize, usize) {
        (self.code_points(span.start), self.code_points(span.end))
    }

    /// A span's start and end in UTF-16 units.
    #[must_use]
    pub fn utf16_span(&self, span: Span) -> (usize, usize) {
        (self.utf16(span.start), self.utf16(span.end))
    }

    fn counts(&self, offset: usize) -> Counts {
        let offset = offset.min(self.text.len());
        let stretch = offset / STRIDE;
        self.checkpoints[stretch].add(&self.text.as_bytes()[stretch * STRIDE..offset])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn characters_of_every_width_are_counted() {
        let offsets = Offsets::new("aé–🙂z");
        let expected = [(0, 0, 0), (1, 1, 1), (3, 2, 2), (6, 3, 3), (10, 4, 5), (11, 5, 6)];
        for (byte, code_points, utf16) in expected {
            assert_eq!(offsets.code_points(byte), code_points);
            assert_eq!(offsets.utf16(byte), utf16);
        }
        assert_eq!(offsets.code_points(99), 5);
        assert_eq!(offsets.utf16_span(Span::new(6, 10)), (3, 5));
    }

    proptest! {
        #[test]
        fn agrees_with_counting_from_the_start(text in "\\PC{0,300}") {
            let offsets = Offsets::new(&text);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                prop_assert_eq!(offsets.code_points(byte), text[..byte].chars().count());
                prop_assert_eq!(offsets.utf16(byte), text[..byte].encode_utf16().count());
            }
        }
    }
}
