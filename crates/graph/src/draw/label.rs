//! Text in, what fits on a line of a picture out.
//!
//! Widths are estimates for a sans-serif face, on the wide side: no font is at hand here.

use crate::property::xml::clean;
use crate::words::fold_space;

/// Without what XML forbids, white space folded.
pub(super) fn plain(text: &str) -> String {
    fold_space(&clean(text))
}

/// Text whose direction does not reach beyond it.
pub(super) fn isolated(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

/// Width of a character in ems.
fn width_of(character: char) -> f64 {
    match character {
        // Marks, joiners and controls of direction.
        '\u{300}'..='\u{36F}'
        | '\u{591}'..='\u{5BD}'
        | '\u{64B}'..='\u{65F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => 0.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ';' | ':' | '\'' | '|' | '!' | ' ' | '(' | ')' => 0.34,
        'f' | 't' | 'r' | '-' | '"' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.98,
        'A'..='Z' => 0.74,
        '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7FF}' => 1.05,
        '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{1F000}'.. => 1.3,
        _ => 0.6,
    }
}

/// Width of a text in ems.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(width_of).sum()
}

/// The text, or its start with an ellipsis where it is wider than so many ems.
pub(super) fn fitted(text: &str, ems: f64) -> String {
    if width(text) <= ems {
        return text.to_owned();
    }
    let mut left = ems - 1.0;
    let start = text.chars().take_while(|&character| {
        left -= width_of(character);
        left >= 0.0
    });
    let start: String = start.collect();
    format!("{}\u{2026}", start.trim_end())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_fitted_fits(text in "\\PC{0,60}", ems in 2.0..30.0) {
            let fitted = fitted(&text, ems);
            prop_assert!(width(&fitted) <= ems, "{fitted}");
            let start = fitted.trim_end_matches('…');
            prop_assert!(fitted == text || text.starts_with(start));
        }
    }
}
