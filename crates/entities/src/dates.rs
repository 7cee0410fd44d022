//! Atoms in, the ends of dates and durations out.
//!
//! Every method takes the index of an atom and gives one past the last atom of an expression of
//! its kind that starts there.

use crate::{
    atoms::{Class, Grammar},
    values::holiday_names,
};

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
/// The later of two ends.
pub(crate) fn longest(ends: impl IntoIterator<Item = Option<usize>>) -> Option<usize> {
    ends.into_iter().flatten().max()
}

impl Grammar<'_> {
    /// Any calendar expression or duration of a day or more.
    pub(crate) fn date(self, i: usize) -> Option<usize> {
        if self.continues(i) {
            return None;
        }
        let single = self.calendar(i);
        longest([self.dates(i, single), single, self.duration(i, Class::DateUnit)])
    }

    /// As [`Self::date`] without durations.
    pub(crate) fn calendar(self, i: usize) -> Option<usize> {
        longest([
            self.absolute(i),
            self.weekday(i),
            self.partial(i),
            self.period(i),
            self.holiday(i),
            self.relative(i, Class::DateUnit),
        ])
    }

    /// Whether atom `i` is four digits that read as a year of the last two centuries or the next.
    pub(crate) fn is_year(self, i: usize) -> bool {
        self.year(i).is_some_and(|year| (1900..=2100).contains(&year))
    }

    pub(crate) fn year(self, i: usize) -> Option<u32> {
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
            // "March of this year".
            let relative = || {
                let unit = self.word(of, &["this", "last", "next", "that", "the"])?;
                self.word(self.word(unit, RELATIVE).unwrap_or(unit), &["year"])
            };
            let end = self.with_year(of);
            return (end > of).then_some(end).or_else(relative);
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

    /// A date that has a day.
    pub(crate) fn day_of_month(self, i: usize) -> Option<usize> {
        let start = self.word(i, &["the"]).unwrap_or(i);
        let first = self.month(i).map_or(start, |month| month);
        self.day(first)?;
        self.absolute(i)
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
    pub(crate) fn weekday(self, i: usize) -> Option<usize> {
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
        // "Monday of last week", "Friday next week".
        let week = || {
            let of = self.word(end, &["of"]).unwrap_or(end);
            self.word(self.word(of, &["this", "last", "next"])?, &["week"])
        };
        Some(self.absolute(comma).or_else(week).unwrap_or(end))
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
        // "The end of the month", "the beginning of next year".
        if let Some(whole) = edge {
            let unit = |at: usize| self.word(at, &["week", "month", "quarter", "year", "decade", "century"]);
            let article = self.word(whole, &["the"]).unwrap_or(whole);
            let whole = self.word(article, RELATIVE).unwrap_or(article);
            if let Some(end) = unit(whole).filter(|&end| whole > edge.unwrap_or(0) && !self.continued(end)) {
                return Some(end);
            }
        }
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

    /// "The third quarter of 2018", "the first half of last year", "the 19th century", "the weekend".
    fn period(self, i: usize) -> Option<usize> {
        let the = self.word(i, &["the"]).unwrap_or(i);
        let over = matches!(self.before(i), "over" | "during" | "on" | "at");
        if let Some(end) = self.word(the, &["weekend"]).filter(|_| the > i && over) {
            return Some(end);
        }
        let number = self.ordinal(the).filter(|_| the > i)?;
        let hyphen = if self.is_hyphen(number) { number + 1 } else { number };
        if let Some(end) = self.word(hyphen, &["century"]) {
            return (!self.continued(end)).then_some(end);
        }
        let of = self.word(self.word(number, &["quarter", "half"])?, &["of"])?;
        let relative = || {
            let the = self.word(of, &["the"]).unwrap_or(of);
            self.word(self.word(the, RELATIVE).unwrap_or(the), &["year"])
        };
        let end = self.with_year(of);
        (end > of).then_some(end).or_else(relative)
    }

    /// One past "third", "21st".
    fn ordinal(self, i: usize) -> Option<usize> {
        if self.is_class(i, Class::Ordinal) {
            return Some(i + 1);
        }
        self.integer(i)?;
        self.glued(i + 1).then(|| self.word(i + 1, &["st", "nd", "rd", "th"]))?
    }

    /// "Christmas", "New Year's Eve 2025", "9/11".
    fn holiday(self, i: usize) -> Option<usize> {
        if self.digits(i) == Some("9") && self.symbol(i + 1) == Some('/') && self.digits(i + 2) == Some("11")
        {
            return (self.glued(i + 2) && !self.continued(i + 3)).then_some(i + 3);
        }
        if !matches!(self.class(i), Some(Class::Holiday | Class::Month)) || !self.capital(i) {
            return None;
        }
        let name = longest(holiday_names().map(|name| self.holiday_named(i, name)))?;
        let end = if self.is_class(name, Class::DayPart) { name + 1 } else { name };
        Some(self.with_year(end))
    }

    /// One past the name, a possessive "'s" or "s" after each word passed over.
    fn holiday_named(self, i: usize, name: &str) -> Option<usize> {
        let mut end = i;
        for word in name.split(' ') {
            let lower = self.lower(end);
            let same = lower == word
                || lower
                    .strip_suffix('s')
                    .is_some_and(|lower| lower.strip_suffix('\'').unwrap_or(lower) == word);
            if !same && self.symbol(end).is_none_or(|symbol| word != symbol.encode_utf8(&mut [0; 4])) {
                return None;
            }
            end += 1;
            if self.is_symbol(end, &['\'', '\u{2019}']) {
                end = if self.glued(end + 1) && self.lower(end + 1) == "s" { end + 2 } else { end + 1 };
            }
        }
        Some(end)
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
    pub(crate) fn relative(self, i: usize, unit: Class) -> Option<usize> {
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
    pub(crate) fn duration(self, i: usize, unit: Class) -> Option<usize> {
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
        // "A year and a half".
        let half = self.phrase(end, &["and", "a", "half"]).filter(|_| article.is_some() || counted.is_some());
        let end = half.unwrap_or(end);
        let plain = |word: &str| if word == "before" { self.symbol(end + 1).is_some() } else { true };
        if let Some(ago) = self.word(end, AGO).filter(|_| plain(self.lower(end))) {
            let bare_plural = noun == start && self.lower(noun).ends_with('s');
            return (noun > start || bare_plural).then_some(ago);
        }
        let lasting = start > i || matches!(self.before(i), "for" | "within" | "in");
        (counted.is_some() || (article.is_some() && lasting)).then_some(end)
    }
}
