//! Atoms in, the ends of times of day and of durations under a day out.

use crate::{
    atoms::{Class, Grammar},
    dates::longest,
};

const ZONES: &[&str] = &[
    "gmt", "utc", "est", "edt", "et", "bst", "cet", "cest", "eet", "eest", "cst", "cdt", "mst", "mdt", "pst",
    "pdt", "pt", "msk", "ist", "pkt", "jst", "kst", "sgt", "hkt", "wib", "aest", "aedt", "nzst", "nzdt",
    "sast", "eat",
];
const DAY_HALVES: &[&str] = &["a.m.", "p.m.", "a.m", "p.m", "am", "pm"];

impl Grammar<'_> {
    /// A time of day, a part of one, or a duration under a day.
    pub(crate) fn time(self, i: usize) -> Option<usize> {
        if self.continues(i) {
            return None;
        }
        longest([
            self.hours(i),
            self.clock_on_day(i),
            self.day_at_clock(i),
            self.word(i, &["tonight"]),
            self.day_part(i),
            self.relative(i, Class::ClockUnit),
            self.duration(i, Class::ClockUnit),
        ])
    }

    /// "5 p.m.", "5 p.m. on Monday", "noon tomorrow".
    fn clock_on_day(self, i: usize) -> Option<usize> {
        let end = self.clock(i).or_else(|| self.word(i, &["noon", "midnight", "midday"]))?;
        let comma = if self.symbol(end) == Some(',') { end + 1 } else { end };
        let on = self.word(comma, &["on"]).unwrap_or(comma);
        Some(self.one_day(on).unwrap_or(end))
    }

    /// "Monday at 5 p.m.", "tonight at 8", "February 20, 5 p.m."
    fn day_at_clock(self, i: usize) -> Option<usize> {
        let day = self.one_day(i).or_else(|| self.day_part(i)).or_else(|| self.word(i, &["tonight"]))?;
        let comma = if self.symbol(day) == Some(',') { day + 1 } else { day };
        let at = self.word(comma, &["at"]).unwrap_or(comma);
        let about = self.word(at, &["about", "around"]).unwrap_or(at);
        self.clock(about).or_else(|| self.word(about, &["noon", "midday"]))
    }

    /// A weekday, "tomorrow", a day of a month.
    fn one_day(self, i: usize) -> Option<usize> {
        let named = if self.is_class(i, Class::Day) {
            Some(if self.is_class(i + 1, Class::DayPart) { i + 2 } else { i + 1 })
        } else {
            None
        };
        longest([self.weekday(i), self.day_of_month(i), named])
    }

    /// "This morning", "last night", "the night of July 4", "the early hours of Monday".
    fn day_part(self, i: usize) -> Option<usize> {
        let the = self.word(i, &["the"]).unwrap_or(i);
        let hours = self.phrase(the, &["early", "hours"]);
        let part = hours.or_else(|| self.is_class(the, Class::DayPart).then_some(the + 1));
        if let Some(end) = part.and_then(|part| self.one_day(self.word(part, &["of"])?)) {
            return Some(end);
        }
        let relative = self.word(i, &["this", "that", "last"])?;
        let fits = self.is_class(relative, Class::DayPart)
            && (self.lower(i) != "last" || self.lower(relative) == "night");
        fits.then_some(relative + 1)
    }

    /// "5:30", "5:30 p.m.", "5.30pm", "5 p.m. GMT", "1700 GMT", "seven o'clock".
    pub(crate) fn clock(self, i: usize) -> Option<usize> {
        // "Half past six", "a quarter to nine".
        let quarter = || {
            let article = self.word(i, &["a"]).unwrap_or(i);
            self.word(self.word(article, &["quarter"])?, &["past", "to"])
        };
        if let Some(past) = self.phrase(i, &["half", "past"]).or_else(quarter) {
            let noon = || self.word(past, &["noon", "midnight"]);
            return self.clock(past).or_else(noon).or_else(|| self.hour(past));
        }
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
        if hour_fits(digits) && self.glued(i + 1) && self.lower(i + 1) == "h" {
            let end =
                if self.glued(i + 2) && self.digits(i + 2).is_some_and(minute_fits) { i + 3 } else { i + 2 };
            return (!self.continued(end)).then_some(end);
        }
        if hour_fits(digits) {
            let end = half(i + 1).or_else(|| self.word(i + 1, &["o'clock"]))?;
            return Some(zone(end).unwrap_or(end));
        }
        let military =
            digits.len() == 4 && digits.is_ascii() && hour_fits(&digits[..2]) && minute_fits(&digits[2..]);
        if military { zone(i + 1) } else { None }
    }

    /// One past a bare "six" or "6".
    fn hour(self, i: usize) -> Option<usize> {
        let spelled = self.is_class(i, Class::Cardinal);
        let fits = spelled || self.integer(i).is_some_and(|hour| (1..=12).contains(&hour));
        (fits && !self.continued(i + 1)).then_some(i + 1)
    }
}
