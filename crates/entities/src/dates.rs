//! Atoms in, the ends of dates, durations and times of day out.
//!
//! Every method takes the index of an atom and gives one past the last atom of an expression of
//! its kind that starts there.

use crate::atoms::{Class, Grammar};

const RELATIVE: &[&str] = &[
    "last",
    "this",
    "next",
    "past",
    "previous",
    "coming",
    "following",
    "same",
    "current",
    "recent",
    "every",
    "each",
    "first",
    "final",
];
const PARTS: &[&str] = &["early", "late", "mid", "earlier", "later"];
/// Words after which a bare "May" or a bare number such as 2000 is read as a date.
const BEFORE_DATES: &[&str] = &[
    "in", "last", "this", "next", "since", "until", "till", "by", "from", "to", "of", "early", "late", "mid",
    "between", "through", "during", "before", "after", "every", "around", "for",
];
const AGO: &[&str] = &["ago", "earlier", "later", "before", "afterwards", "afterward"];
const ZONES: &[&str] =
    &["gmt", "utc", "est", "edt", "et", "bst", "cet", "cest", "pst", "pdt", "pt", "msk", "ist"];
const DAY_HALVES: &[&str] = &["a.m.", "p.m.", "a.m", "p.m", "am", "pm"];

/// The later of two ends.
fn longest(ends: impl IntoIterator<Item = Option<usize>>) -> Option<usize> {
    ends.into_iter().flatten().max()
}

impl Grammar<'_> {
    /// Any calendar expression or duration of a day or more.
    pub(crate) fn date(self, i: usize) -> Option<usize> {
        if self.continues(i) {
            return None;
        }
        longest([
            self.absolute(i),
            self.weekday(i),
            self.partial(i),
            self.relative(i, Class::DateUnit),
            self.duration(i, Class::DateUnit),
        ])
    }

    /// Whether atom `i` is four digits that read as a year of the last two centuries or the next.
    pub(crate) fn is_year(self, i: usize) -> bool {
        self.year(i).is_some_and(|year| (1900..=2100).contains(&year))
    }

    fn year(self, i: usize) -> Option<u32> {
        self.integer(i)
            .filter(|year| (1000..=2100).contains(year) && self.digits(i).is_some_and(|d| d.len() == 4))
    }

    /// One past "21", "21st".
    fn day(self, i: usize) -> Option<usize> {
        self.integer(i).filter(|day| (1..=31).contains(day))?;
        let ordinal = self.glued(i + 1).then(|| self.word(i + 1, &["st", "nd", "rd", "th"])).flatten();
        let end = ordinal.unwrap_or(i + 1);
        (self.symbol(end) != Some(':') || !self.glued(end)).then_some(end)
    }

    /// One past "February", "Feb.".
    fn month(self, i: usize) -> Option<usize> {
        if !self.is_class(i, Class::Month) || !self.capital(i) {
            return None;
        }
        let stop = self.lower(i).len() <= 4 && self.symbol(i + 1) == Some('.') && self.glued(i + 1);
        let same_word = stop && self.atoms[i + 1].word == self.atoms[i].word;
        Some(if same_word { i + 2 } else { i + 1 })
    }

    /// One past ", 2026" or " 2026"; `end` where no year follows.
    fn with_year(self, end: usize) -> usize {
        let comma = if self.symbol(end) == Some(',') { end + 1 } else { end };
        if self.year(comma).is_some() && !self.continued(comma + 1) { comma + 1 } else { end }
    }

    /// A date with a day and a month in any usual order, or a month with a year, or all in digits.
    fn absolute(self, i: usize) -> Option<usize> {
        if let Some(month) = self.month(i) {
            if let Some(day) = self.day(month) {
                let joined = self.is_hyphen(day) || self.word(day, &["to", "and"]).is_some();
                let second =
                    if joined { self.day(day + 1).filter(|&end| !self.continued(end)) } else { None };
                return Some(self.with_year(second.unwrap_or(day)));
            }
            let of = self.word(month, &["of"]).unwrap_or(month);
            let end = self.with_year(of);
            return (end > of).then_some(end);
        }
        if let Some(end) = self.numeric(i) {
            return Some(end);
        }
        let start = self.word(i, &["the"]).unwrap_or(i);
        let day = self.day(start)?;
        let joined = self.is_hyphen(day) || self.word(day, &["to", "and"]).is_some();
        let day = if joined { self.day(day + 1).unwrap_or(day) } else { day };
        let month = self.month(self.word(day, &["of"]).unwrap_or(day))?;
        Some(self.with_year(month))
    }

    /// 2026-02-20, 20/02/2026, 20.02.2026.
    fn numeric(self, i: usize) -> Option<usize> {
        let digits = self.digits(i)?;
        if let Some((day, rest)) = digits.split_once('.') {
            let (month, year) = rest.split_once('.')?;
            let fits = |part: &str, most: u32| part.parse().is_ok_and(|n: u32| (1..=most).contains(&n));
            return (fits(day, 31) && fits(month, 12) && year.len() == 4 && fits(year, 2100))
                .then_some(i + 1);
        }
        let separator = self.symbol(i + 1)?;
        let glued = (i + 1..=i + 4).all(|k| self.glued(k));
        if !glued || !matches!(separator, '-' | '/') || self.symbol(i + 3) != Some(separator) {
            return None;
        }
        let (first, second, third) = (self.integer(i)?, self.integer(i + 2)?, self.integer(i + 4)?);
        let calendar = |month: u32, day: u32| (1..=12).contains(&month) && (1..=31).contains(&day);
        let fits = match digits.len() {
            4 => calendar(second, third),
            1 | 2 if separator == '/' || self.year(i + 4).is_some() => {
                let year = matches!(self.digits(i + 4).map(str::len), Some(2 | 4));
                year && (calendar(second, first) || calendar(first, second))
            }
            _ => false,
        };
        (fits && !self.continued(i + 5)).then_some(i + 5)
    }

    /// "Thursday", "last Thursday", "Thursday morning", "Thursday, January 24, 2019".
    fn weekday(self, i: usize) -> Option<usize> {
        let the = self.word(i, &["the"]).unwrap_or(i);
        let start = self.word(the, RELATIVE).or_else(|| self.word(i, PARTS)).unwrap_or(i);
        if !self.is_class(start, Class::Weekday) || !self.capital(start) {
            return None;
        }
        let mut end = start + 1;
        if self.lower(start).len() <= 5 && self.symbol(end) == Some('.') && self.glued(end) {
            // "Thurs." before a date; a stop after the abbreviation alone ends the sentence.
            end = self.absolute(end + 1).unwrap_or(end);
        }
        if self.is_class(end, Class::DayPart) {
            end += 1;
        }
        let comma = if self.symbol(end) == Some(',') { end + 1 } else { end };
        Some(self.absolute(comma).unwrap_or(end))
    }

    /// "February", "late October", "2026", "mid-2025", "the 1990s", "the summer of 2014", "today".
    fn partial(self, i: usize) -> Option<usize> {
        if self.is_class(i, Class::Day) {
            let plain = self.is_class(i + 1, Class::DayPart);
            return Some(if plain { i + 2 } else { i + 1 });
        }
        let the = self.word(i, &["the"]).unwrap_or(i);
        let edge = self
            .word(the, &["end", "beginning", "start", "middle"])
            .and_then(|end| self.word(end, &["of"]))
            .filter(|_| the > i);
        let part = edge
            .or_else(|| self.word(the, PARTS))
            .map_or(the, |end| if self.is_hyphen(end) { end + 1 } else { end });
        let relative = self.word(part, RELATIVE).unwrap_or(part);
        let qualified = relative > the;
        if let Some(end) = self.decade(part) {
            return Some(end);
        }
        if let Some(end) = self.month(relative) {
            let full = self.absolute(relative).unwrap_or(end);
            let ambiguous =
                matches!(self.lower(relative), "may" | "march" | "mar" | "dec" | "jan" | "sep" | "jun");
            let known = !ambiguous || qualified || BEFORE_DATES.contains(&self.before(relative));
            return (full > end || (known && (the == i || qualified))).then_some(full);
        }
        if self.is_class(relative, Class::Season) {
            let of = self.word(relative + 1, &["of"]).unwrap_or(relative + 1);
            let end = self.with_year(of);
            return (end > of).then_some(end).or_else(|| (relative > part).then_some(relative + 1));
        }
        if self.year(part).is_some() && (the == i || part > the) && !self.continued(part + 1) {
            let likely = BEFORE_DATES.contains(&self.before(i)) || part > the;
            let round = self.integer(part).is_some_and(|year| year % 100 == 0);
            let counted = self.is_class(part + 1, Class::Magnitude) || self.is_class(part + 1, Class::Unit);
            return ((likely || (self.is_year(part) && !round)) && !counted).then_some(part + 1);
        }
        None
    }

    /// One past "1990s", "'90s".
    fn decade(self, i: usize) -> Option<usize> {
        let quoted = self.is_symbol(i, &['\'', '\u{2019}']);
        let i = if quoted { i + 1 } else { i };
        let number = self.integer(i)?;
        let fits = match self.digits(i).map(str::len) {
            Some(4) => (1000..=2100).contains(&number),
            Some(2) => quoted && number >= 10,
            _ => false,
        };
        let s = self.glued(i + 1) && self.lower(i + 1) == "s";
        (fits && number.is_multiple_of(10) && s).then_some(i + 2)
    }

    /// "Last week", "the past two years", "earlier this month", "the day before", "that day".
    fn relative(self, i: usize, unit: Class) -> Option<usize> {
        let start = self.word(i, PARTS).unwrap_or(i);
        let the = self.word(start, &["the"]).unwrap_or(start);
        if the > start && self.is_class(the, unit) {
            return self.word(the + 1, &["before", "after", "earlier"]);
        }
        if the == start && self.lower(start) == "that" {
            let singular = self.is_class(start + 1, unit) && !self.lower(start + 1).ends_with('s');
            return singular.then_some(start + 2);
        }
        let relative = self.word(the, RELATIVE)?;
        let counted = self.counted(relative);
        let noun = counted.unwrap_or(relative);
        if self.is_class(noun, unit) {
            return (!self.continued(noun + 1)).then_some(noun + 1);
        }
        let quarter = unit == Class::DateUnit && counted.is_none() && self.lower(noun) == "quarter";
        (quarter && matches!(self.lower(the), "last" | "this" | "next" | "first" | "previous"))
            .then_some(noun + 1)
    }

    /// A number of units: "two", "a few", "several", "a couple of".
    fn counted(self, i: usize) -> Option<usize> {
        self.range(i)
            .or_else(|| self.phrase(i, &["a", "couple", "of"]))
            .or_else(|| self.phrase(i, &["a", "few"]))
            .or_else(|| self.phrase(i, &["couple", "of"]))
            .or_else(|| self.phrase(i, &["half", "a"]))
            .or_else(|| self.word(i, &["several", "many", "few"]))
    }

    /// "Two years", "more than a decade", "two years ago", "a week later", "months earlier".
    fn duration(self, i: usize, unit: Class) -> Option<usize> {
        let start = self.modifier(i);
        if self.continues(start) {
            return None;
        }
        let article = self.word(start, &["a", "an"]);
        let counted = self.counted(start);
        let noun = counted.or(article).unwrap_or(start);
        let noun = if self.is_hyphen(noun) { noun + 1 } else { noun };
        if !self.is_class(noun, unit) || self.continued(noun + 1) {
            return None;
        }
        let end = noun + 1;
        let plain = |word: &str| if word == "before" { self.symbol(end + 1).is_some() } else { true };
        if let Some(ago) = self.word(end, AGO).filter(|_| plain(self.lower(end))) {
            let bare_plural = noun == start && self.lower(noun).ends_with('s');
            return (noun > start || bare_plural).then_some(ago);
        }
        let lasting = start > i || matches!(self.before(i), "for" | "within" | "in");
        (counted.is_some() || (article.is_some() && lasting)).then_some(end)
    }

    /// A time of day, a part of one, or a duration under a day.
    pub(crate) fn time(self, i: usize) -> Option<usize> {
        if self.continues(i) {
            return None;
        }
        longest([
            self.clock(i),
            self.word(i, &["noon", "midnight", "tonight"]),
            self.day_part(i),
            self.relative(i, Class::ClockUnit),
            self.duration(i, Class::ClockUnit),
        ])
    }

    /// "This morning", "last night".
    fn day_part(self, i: usize) -> Option<usize> {
        let relative = self.word(i, &["this", "that", "last"])?;
        let fits = self.is_class(relative, Class::DayPart)
            && (self.lower(i) != "last" || self.lower(relative) == "night");
        fits.then_some(relative + 1)
    }

    /// "5:30", "5:30 p.m.", "5.30pm", "5 p.m. GMT", "1700 GMT", "seven o'clock".
    fn clock(self, i: usize) -> Option<usize> {
        if self.is_class(i, Class::Cardinal) {
            return self.word(i + 1, &["o'clock"]).or_else(|| self.word(i + 1, DAY_HALVES));
        }
        let digits = self.digits(i)?;
        let hour_fits = |hour: &str| hour.len() <= 2 && hour.parse().is_ok_and(|hour: u32| hour < 25);
        let minute_fits =
            |minute: &str| minute.len() == 2 && minute.parse().is_ok_and(|minute: u32| minute < 60);
        let half = |end: usize| self.word(end, DAY_HALVES);
        let zone = |end: usize| {
            self.phrase(end, &["local", "time"])
                .or_else(|| self.word(end, ZONES).filter(|_| self.capital(end)))
        };
        if self.symbol(i + 1) == Some(':') && self.glued(i + 1) && self.glued(i + 2) {
            let minutes = self.digits(i + 2).is_some_and(minute_fits);
            if !hour_fits(digits) || !minutes || self.symbol(i + 3) == Some(':') && self.glued(i + 3) {
                return None;
            }
            let end = half(i + 3).unwrap_or(i + 3);
            return Some(zone(end).unwrap_or(end));
        }
        if let Some((hour, minute)) = digits.split_once('.') {
            let fits = hour_fits(hour) && minute_fits(minute);
            let end = half(i + 1).filter(|_| fits)?;
            return Some(zone(end).unwrap_or(end));
        }
        if hour_fits(digits) {
            let end = half(i + 1).or_else(|| self.word(i + 1, &["o'clock"]))?;
            return Some(zone(end).unwrap_or(end));
        }
        let military =
            digits.len() == 4 && digits.is_ascii() && hour_fits(&digits[..2]) && minute_fits(&digits[2..]);
        if military { zone(i + 1) } else { None }
    }
}
