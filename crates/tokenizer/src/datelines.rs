//! A paragraph in, out where the dateline before its first sentence ends; a document in, out where and on
//! which day its first dateline says that it was written.

use std::sync::LazyLock;

use regex::Regex;

use crate::chrome;
use crate::dates::find_date;
use crate::document::{Document, PassageKind, Span};

/// "DAMASCUS, Feb 21 (Reuters) - ", "KYIV, Ukraine (AP) -- ", "BAGHDAD — ".
///
/// The place is in capitals; a region, a date and an agency in brackets may follow; a dash ends it.
static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?x)^
        \p{Lu}[\p{Lu}'’.\-]+ (?: [\ /-] \p{Lu}[\p{Lu}'’.\-]* ){0,4}          # the place
        (?: ,\s+ \p{Lu}[\p{L}.'’\-]* (?: \s+ \p{Lu}[\p{L}.'’\-]* ){0,3} ){0,2} # region, country
        (?: ,?\s+ (?: \p{Lu}\p{L}{2,8}\.?\s+\d{1,2} | \d{1,2}\s+\p{Lu}\p{L}{2,8}\.? ) (?: ,?\s+\d{4} )? )?
        (?: ,?\s* \( [^()\n]{2,40} \) | ,?\s+/[\p{Lu}\p{L}\ -]{2,30}/ )?          # the agency
        \s* (?: -{1,2} | – | — | : )
        (?: \s+ | $ )";
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("{error}"))
});

/// "Damascus (AFP) – ", "Damascus, Feb. 21 (Xinhua) -- ": without capitals the agency must be
/// there.
static AGENCY_DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?x)^
        \p{Lu}[\p{L}'’.\-]+ (?: \ \p{Lu}[\p{L}'’.\-]* ){0,3}
        (?: ,\s+ \p{Lu}[\p{L}.'’\-]* (?: \s+ \p{Lu}[\p{L}.'’\-]* ){0,3} ){0,2}
        (?: ,?\s+ (?: \p{Lu}\p{L}{2,8}\.?\s+\d{1,2} | \d{1,2}\s+\p{Lu}\p{L}{2,8}\.? ) (?: ,?\s+\d{4} )? )?
        ,?\s* \( [\p{Lu}][\p{L}\ .&/]{1,30} \)
        \s* (?: -{1,2} | – | — )
        (?: \s+ | $ )";
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("{error}"))
});

/// "Evansville, Indiana, United States -": neither capitals nor an agency, but a region, and a
/// sentence that starts after the dash.
static PLACE_DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?x)^
        \p{Lu}[\p{L}'’.\-]+ (?: \ \p{Lu}[\p{L}'’.\-]* ){0,3}
        (?: ,\s+ \p{Lu}[\p{L}.'’\-]* (?: \s+ \p{Lu}[\p{L}.'’\-]* ){0,3} ){1,2}
        \s+ (?: -{1,2} | – | — ) \s+ \p{Lu}";
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("{error}"))
});

/// Bytes of a paragraph that can be a dateline.
const MAX_BYTES: usize = 160;

/// The length in bytes of the dateline that a paragraph starts with, its dash included.
pub(crate) fn dateline(paragraph: &str) -> Option<usize> {
    let head = &paragraph[..paragraph.floor_char_boundary(MAX_BYTES)];
    if !head.starts_with(char::is_uppercase) {
        return None;
    }
    let found =
        [&DATELINE, &AGENCY_DATELINE, &PLACE_DATELINE].into_iter().find_map(|form| form.find(head))?;
    let dateline = found.as_str().trim_end_matches(|c: char| c.is_alphanumeric() || c.is_whitespace());
    // "IDLIB: ..." alone could be a heading and "US - China talks" a phrase.
    let bare = dateline.trim_end_matches(['-', '–', '—', ':', ' ']);
    let marked = bare.contains(['(', ',', '/']);
    let place = bare.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let colon = dateline.ends_with(':');
    let goes_on = paragraph[dateline.len()..].chars().any(char::is_alphanumeric);
    (goes_on && place && (marked || !colon) && (marked || bare.len() > 3)).then_some(dateline.len())
}

/// What the first dateline of a document says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The place, with its region and country.
    pub place: Span,
    /// Month and day, where they stand without a year.
    pub day: Option<(i8, i8)>,
    /// Where the day stands.
    pub day_span: Option<Span>,
    /// The year that the page's copyright line gives ("© 2026 Example Media").
    pub copyright_year: Option<i16>,
}

/// What the first dateline of a document says, if it has one.
///
/// ```
/// use triplewire_tokenizer::{origin, segment};
///
/// let text = "DAMASCUS, Feb 21 (Reuters) - The army left.";
/// let origin = origin(&segment(text)).unwrap();
/// assert_eq!(origin.place.of(text), "DAMASCUS");
/// assert_eq!(origin.day, Some((2, 21)));
/// ```
#[must_use]
pub fn origin(document: &Document<'_>) -> Option<Origin> {
    let passages = || document.passages.iter();
    let passage = passages().find(|passage| passage.kind == PassageKind::Dateline)?;
    let line = passage.span.of(document.text);
    let marks = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':');
    let mut place = line.trim_end_matches(marks);
    if let Some(agency) = place.find(['(', '/']).filter(|_| place.ends_with([')', '/'])) {
        place = &place[..agency];
    }
    let found = find_date(place);
    if let Some(found) = found {
        place = &place[..found.span.start];
    }
    place = place.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    let start = passage.span.start;
    let mut copyright = passages().filter(|passage| passage.kind == PassageKind::Chrome);
    Some(Origin {
        place: Span::new(start, start + place.len()),
        day: found.and_then(|found| found.month_day),
        day_span: found.map(|found| Span::new(start + found.span.start, start + found.span.end)),
        copyright_year: copyright.find_map(|line| chrome::copyright_year(line.span.of(document.text))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_date_and_agency_are_a_dateline() {
        for line in [
            "DAMASCUS, Feb 21 (Reuters) -| The army",
            "BAGHDAD (AP) —| Two men",
            "KYIV, Ukraine (AP) --| A drone",
            "UNITED NATIONS, Feb. 21 (Xinhua) --| The council",
            "SANAA —| Fighters",
            "Damascus (AFP) –| The army",
            "Beirut, Feb 21 (SANA) -| The minister",
            "WASHINGTON, D.C. (AP) —| The president",
            "Evansville, Indiana, United States -| This week",
            "DEIR EZ-ZOR, Syria, 21 February 2026 (AFP) -| Clashes",
        ] {
            let (expected, rest) = line.split_once('|').unwrap();
            assert_eq!(dateline(&format!("{expected}{rest}")), Some(expected.len()), "{line:?}");
        }
    }

    #[test]
    fn a_dateline_says_where_and_when() {
        for (line, place, day) in [
            ("DAMASCUS, Feb 21 (Reuters) - It fell.", "DAMASCUS", Some((2, 21))),
            ("BAGHDAD (AP) — It fell.", "BAGHDAD", None),
            ("KYIV, Ukraine (AP) -- It fell.", "KYIV, Ukraine", None),
            ("DEIR EZ-ZOR, Syria, 21 February 2026 (AFP) - It fell.", "DEIR EZ-ZOR, Syria", None),
            ("BEIJING, Feb. 21 /Xinhua/ -- It fell.", "BEIJING", Some((2, 21))),
            ("SANAA — It fell.", "SANAA", None),
        ] {
            let document = crate::segment(line);
            let found = origin(&document).unwrap();
            assert_eq!((found.place.of(line), found.day), (place, day), "{line}");
        }
        assert_eq!(origin(&crate::segment("The army left Damascus.")), None);
    }

    #[test]
    fn the_copyright_line_gives_a_year() {
        let text = "KYIV, Feb 21 (AP) - It fell.\n\n© 2026 Example Media\n";
        assert_eq!(origin(&crate::segment(text)).unwrap().copyright_year, Some(2026));
    }

    #[test]
    fn a_sentence_is_not() {
        for line in [
            "The army - a force of 20,000 - withdrew.",
            "US - China talks resumed.",
            "NATO said on Monday - as it had before - that it would stay.",
            "IS claimed the attack.",
            "Damascus – the capital – was quiet.",
            "DAMASCUS (AP) —",
            "",
        ] {
            assert_eq!(dateline(line), None, "{line:?}");
        }
    }
}
