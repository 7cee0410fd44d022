//! A line in, out the date that it says and whether it says anything else.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use crate::document::Span;

const MONTHS: &str = concat!(
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|",
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?",
);

/// "2026-02-22", "2026-02-22T10:15:00Z" (the day only).
static ISO: LazyLock<Regex> =
    LazyLock::new(|| compile(r"\b(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?:\b|T)"));

/// "February 22, 2026", "Feb. 22nd 2026", "Feb 22".
static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"(?i)\b(?P<name>{MONTHS})\b\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y>\d{{4}})\b)?"
    ))
});

/// "22 February 2026", "22nd of Feb.".
static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"(?i)\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name>{MONTHS})\b\.?(?:,?\s+(?P<y>\d{{4}})\b)?"
    ))
});

/// "22.02.2026", "02/22/2026": which is the month is known only where the other is past 12.
static NUMERIC: LazyLock<Regex> =
    LazyLock::new(|| compile(r"\b(?P<a>\d{1,2})[./](?P<b>\d{1,2})[./](?P<y>\d{4})\b"));

/// What stands beside the date in a line that only says when.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?ix)
        \b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?
        | \bT?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:hrs|hours|h|z)?\b
        | \b\d{1,2}\s*(?:a|p)\.?m\b\.?
        | \b(?:a|p)\.?m\b\.?
        | \b(?:gmt|utc|z|[ecmp][sd]?t|bst|cet|cest|eet|msk|ist|sgt|local\s+time)\b
        | [+-]\d{1,2}:?\d{2}
        | \b(?:first\s+)?(?:published|posted|updated|modified|released|issued|created|filed)\b
        | \b(?:last|date|dated|on|at|of|time|publication)\b
        | [\s\p{P}\p{S}\u{feff}]
        ",
    )
});

/// The patterns above are constants, and a test compiles each.
fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("{error}"))
}

/// A date found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FoundDate {
    /// Where, in bytes of the text that was searched.
    pub(crate) span: Span,
    /// The day, where the year is given and the order of the numbers certain.
    pub(crate) date: Option<Date>,
    /// Month and day, where no year is given.
    pub(crate) month_day: Option<(i8, i8)>,
    /// Whether it has a year.
    pub(crate) year: bool,
}

/// The day that a text says and nothing else but the time: "22 February 2026", "Sun, 22 Feb 2026 08:00 GMT",
/// "2026-02-22T08:00:00Z"; `None` where the order of the numbers is not certain.
///
/// ```
/// use triplewire_tokenizer::written_date;
///
/// assert_eq!(written_date("Feb. 22, 2026"), Some(jiff::civil::date(2026, 2, 22)));
/// assert_eq!(written_date("02/03/2026"), None);
/// ```
#[must_use]
pub fn written_date(text: &str) -> Option<Date> {
    date_line(text)?.date
}

/// The first date in a text.
pub(crate) fn find_date(text: &str) -> Option<FoundDate> {
    let found = [&ISO, &MONTH_FIRST, &DAY_FIRST, &NUMERIC]
        .into_iter()
        .filter_map(|pattern| found(&pattern.captures(text)?))
        .min_by_key(|found| (found.span.start, usize::MAX - found.span.end))?;
    Some(found)
}

fn found(captures: &Captures<'_>) -> Option<FoundDate> {
    let whole = captures.get(0)?;
    let number = |name: &str| captures.name(name)?.as_str().parse::<i16>().ok();
    let year = number("y");
    let (month, day) = match (number("a"), number("b")) {
        (Some(a), Some(b)) if a > 12 => (Some(b), Some(a)),
        (Some(a), Some(b)) if b > 12 || a == b => (Some(a), Some(b)),
        (Some(_), Some(_)) => (None, None),
        _ => {
            let named = captures.name("name").and_then(|name| month_number(name.as_str()));
            (named.or(number("m")), number("d"))
        }
    };
    let (mut date, mut month_day) = (None, None);
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) => date = Some(Date::new(year, month as i8, day as i8).ok()?),
        (None, Some(month), Some(day)) if (1..=31).contains(&day) => {
            month_day = Some((month as i8, day as i8));
        }
        (None, Some(_), Some(_)) => return None,
        _ => {}
    }
    let span = Span::new(whole.start(), whole.end());
    Some(FoundDate { span, date, month_day, year: year.is_some() })
}

fn month_number(name: &str) -> Option<i16> {
    let start = name.get(..3)?.to_lowercase();
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    months.iter().zip(1..).find(|(month, _)| **month == start).map(|(_, number)| number)
}

/// The date of a line that only says when: with a weekday, a time, "Updated", and nothing else.
///
/// A day without a year counts only with a weekday or a time beside it, since "May 1" may be a
/// heading.
pub(crate) fn date_line(line: &str) -> Option<FoundDate> {
    if line.len() > 120 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let found = find_date(line)?;
    let beside = [&line[..found.span.start], &line[found.span.end..]];
    let mut words = 0;
    for part in beside {
        let left = BESIDE.replace_all(part, |captures: &Captures<'_>| {
            words += usize::from(captures[0].contains(char::is_alphanumeric));
            " "
        });
        // A second date ("Published 1 May 2026, updated 2 May 2026") is no other matter either.
        let second = find_date(part).map(|second| {
            let mut left = part.to_owned();
            left.replace_range(second.span.range(), " ");
            BESIDE.replace_all(&left, " ").trim().is_empty()
        });
        if !left.trim().is_empty() && second != Some(true) {
            return None;
        }
    }
    (found.year || words > 0).then_some(found)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn lines_that_only_say_when_are_dates() {
        for (line, day) in [
            ("Thursday, January 24, 2019", Some(date(2019, 1, 24))),
            ("2026-02-22", Some(date(2026, 2, 22))),
            ("22 February 2026", Some(date(2026, 2, 22))),
            ("Feb. 22, 2026 10:15 GMT", Some(date(2026, 2, 22))),
            ("Published: 22nd Feb 2026 at 5 p.m. EST", Some(date(2026, 2, 22))),
            ("Last updated on 2026-02-22T10:15:00Z", Some(date(2026, 2, 22))),
            ("Published 1 May 2026, updated 2 May 2026", Some(date(2026, 5, 1))),
            ("22/02/2026", Some(date(2026, 2, 22))),
            ("02/03/2026", None),
            ("Sunday, February 22", None),
        ] {
            let found = date_line(line).unwrap_or_else(|| panic!("{line:?} is a date"));
            assert_eq!(found.date, day, "{line:?}");
        }
    }

    #[test]
    fn lines_that_say_more_are_not() {
        for line in [
            "On January 24, 2019 the army withdrew",
            "May 1",
            "1984",
            "Chapter 2",
            "February 30, 2026",
            "The 2026-02-22 attack",
            "",
        ] {
            assert_eq!(date_line(line), None, "{line:?}");
        }
    }
}
