//! Offsets that a labelling tool counts in its own unit in, byte spans out.

use triplewire_tokenizer::Span;

use crate::args::Unit;

/// Where the units of a text begin.
#[derive(Default)]
pub(super) struct Units {
    /// The byte at which each unit begins, and the length of the text; none inside a character.
    bytes: Vec<Option<usize>>,
}

impl Units {
    pub(super) fn new(text: &str, unit: Unit) -> Self {
        let mut bytes = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices() {
            let units = match unit {
                Unit::Chars => 1,
                Unit::Utf8 => c.len_utf8(),
                Unit::Utf16 => c.len_utf16(),
            };
            bytes.push(Some(at));
            bytes.resize(bytes.len() + units - 1, None);
        }
        bytes.push(Some(text.len()));
        Self { bytes }
    }

    /// The span between two offsets; none where there is no character between them, where one is
    /// past the end of the text or inside a character.
    pub(super) fn span(&self, start: usize, end: usize) -> Option<Span> {
        let byte = |offset: usize| self.bytes.get(offset).copied().flatten();
        (start < end).then(|| Some(Span::new(byte(start)?, byte(end)?)))?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_of_every_unit_become_bytes() {
        let text = "é🙂 b";
        for (unit, start, end) in [(Unit::Chars, 1, 4), (Unit::Utf8, 2, 8), (Unit::Utf16, 1, 5)] {
            assert_eq!(Units::new(text, unit).span(start, end), Some(Span::new(2, 8)));
        }
    }

    #[test]
    fn there_is_no_span_inside_a_character_or_past_the_end() {
        let units = Units::new("🙂b", Unit::Utf16);
        for (start, end) in [(1, 3), (0, 1), (0, 4), (2, 2), (3, 2), (usize::MAX, usize::MAX)] {
            assert_eq!(units.span(start, end), None, "{start} {end}");
        }
    }
}
