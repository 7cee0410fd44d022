//! A time of day in words or digits in, the time out: "5:30 p.m.", "1700 GMT", "half past six".

use jiff::civil::Time;

use super::{
    pieces::Piece::{self, Afternoon, Number, Symbol, Unit as U, Word, Zone},
    value::{DayPart, Unit},
};

/// A time of day as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) time: Time,
    /// Whether seconds are given.
    pub(super) seconds: bool,
    /// The offset from UTC; empty where it is not known.
    pub(super) zone: &'static str,
    /// Whether it may be twelve hours later: "3:30" is as often half past three in the afternoon.
    pub(super) open: bool,
    /// Whether it is midnight, the end of one day and the start of the next.
    pub(super) midnight: bool,
}

impl Clock {
    /// The time in that part of the day; `None` where it is in none of its hours.
    pub(super) fn in_part(self, part: DayPart) -> Option<Self> {
        if !self.open {
            return Some(self);
        }
        let hour = self.time.hour();
        if hour == 12 && matches!(part, DayPart::Evening | DayPart::Night) {
            return Some(Self { open: false, midnight: true, ..self.half(false)? });
        }
        let afternoon = match part {
            DayPart::Morning => false,
            DayPart::Midday => hour < 11,
            DayPart::Afternoon | DayPart::Evening => hour != 0,
            DayPart::Night => (5..12).contains(&hour),
        };
        Some(Self { open: false, ..self.half(afternoon)? })
    }

    /// The time before or after noon, of one that may be either.
    pub(super) fn half(self, afternoon: bool) -> Option<Self> {
        let hour = self.time.hour() % 12 + if afternoon { 12 } else { 0 };
        Some(Self { time: self.time.with().hour(hour).build().ok()?, open: false, ..self })
    }
}

/// "5:30 p.m.", "14:00 local time", "1700 GMT", "at noon", "half past six"; `None` for a bare number.
pub(super) fn clock(p: &[Piece<'_>]) -> Option<Clock> {
    let (rest, at) = at(p);
    read(rest, at).filter(|_| !(at && bare(rest)))
}

/// As [`clock`], and "3" in "3 to 4 p.m." or "tonight at 8".
pub(super) fn clock_or_hour(p: &[Piece<'_>]) -> Option<Clock> {
    let (rest, _) = at(p);
    read(rest, true)
}

fn bare(p: &[Piece<'_>]) -> bool {
    matches!(p, [Number(_, 0..=2)])
}

/// Without "at", "about", "approximately"; and whether "at" or the like was there.
fn at<'p, 'a>(p: &'p [Piece<'a>]) -> (&'p [Piece<'a>], bool) {
    let mut rest = p;
    if let [Word("for"), after @ ..] = rest {
        rest = after;
    }
    let unmarked = rest.len();
    while let [Word("at" | "about" | "around" | "approximately" | "roughly" | "exactly"), after @ ..] = rest {
        rest = after;
    }
    let marked = rest.len() < unmarked;
    if let [before @ .., Word("approximately" | "ish")] = rest {
        rest = before;
    }
    (rest, marked)
}

fn read(p: &[Piece<'_>], marked: bool) -> Option<Clock> {
    match p {
        [Word("noon" | "midday")] => return exact(12, 0, None, false),
        [Word("midnight")] => return Some(Clock { midnight: true, ..exact(0, 0, None, false)? }),
        _ => {}
    }
    let (p, zone, local) = match *p {
        [ref rest @ .., Symbol('('), Zone(zone), Symbol(')')] | [ref rest @ .., Zone(zone)] => {
            (rest, zone, true)
        }
        // "Local time", "Moscow time".
        [ref rest @ .., Word(_), Word("time")] => (rest, "", true),
        _ => (p, "", false),
    };
    let found = shifted(p).or_else(|| halved(p, marked, local))?;
    Some(Clock { zone, ..found })
}

/// "Half past six", "a quarter to noon", "20 minutes past 3 p.m.".
fn shifted(p: &[Piece<'_>]) -> Option<Clock> {
    let (minutes, to, rest) = match *p {
        [Word("half"), Word("past"), ref rest @ ..] => (30, false, rest),
        [Number(1, 0), U(Unit::Quarter), Word(side), ref rest @ ..]
        | [U(Unit::Quarter), Word(side), ref rest @ ..] => (15, to(side)?, rest),
        // "5 to 6 p.m." is an hour's length.
        [Number(m @ 1..=59, _), Word(side @ ("past" | "after")), ref rest @ ..]
        | [Number(m @ 13..=59, _), Word(side @ ("to" | "before")), ref rest @ ..]
        | [Number(m @ 1..=59, _), U(Unit::Minute), Word(side), ref rest @ ..] => (m, to(side)?, rest),
        _ => return None,
    };
    let base = clock_or_hour(rest).filter(|base| base.time.minute() == 0 && !base.seconds)?;
    let hour = i64::from(base.time.hour());
    let of_day = (hour * 60 + if to { -1 } else { 1 } * i64::from(minutes)).rem_euclid(24 * 60);
    let time = Time::new((of_day / 60) as i8, (of_day % 60) as i8, 0, 0).ok()?;
    Some(Clock { time, midnight: false, ..base })
}

/// Whether so many minutes are missing.
fn to(side: &str) -> Option<bool> {
    match side {
        "past" | "after" => Some(false),
        "to" | "before" => Some(true),
        _ => None,
    }
}

/// Digits or words for hour and minute, with or without the half of the day.
fn halved(p: &[Piece<'_>], marked: bool, local: bool) -> Option<Clock> {
    let (p, half) = match *p {
        [ref rest @ .., Afternoon(afternoon), Symbol('.')]
        | [ref rest @ .., Word("in" | "ish" | "o'clock"), Afternoon(afternoon)]
        | [ref rest @ .., Afternoon(afternoon)] => (rest, Some(afternoon)),
        // "3:15p", "7a".
        [ref rest @ .., Word("p")] => (rest, Some(true)),
        [ref rest @ .., Number(_, 1..), Number(1, 0)] if !rest.is_empty() || p.len() == 2 => {
            (&p[..p.len() - 1], Some(false))
        }
        _ => (p, None),
    };
    let sixty = |n: u32| i8::try_from(n).ok().filter(|n| *n < 60);
    let told = half.is_some() || local || marked;
    let (hour, digits, minute, second) = match *p {
        [Number(h, digits), Symbol(':'), Number(m, 2), Symbol(':'), Number(s, 2)] => {
            (h, digits, sixty(m)?, Some(sixty(s)?))
        }
        [Number(h, digits), Symbol(':'), Number(m, 2)] => (h, digits, sixty(m)?, None),
        [Number(h, digits), Symbol('.'), Number(m, 2)] if half.is_some() || local => {
            (h, digits, sixty(m)?, None)
        }
        [Number(h, 1..=2), Word("h"), Number(m, 2)] => (h, 2, sixty(m)?, None),
        [Number(h, 1..=2), Word("h")] => (h, 2, 0, None),
        [Number(h, digits @ 0..=2)] if told => (h, digits, 0, None),
        [Number(h, digits @ 0..=2), Word("o'clock")] => (h, digits, 0, None),
        [Number(hm, 3 | 4), Word("hours" | "hrs")] => (hm / 100, 2, sixty(hm % 100)?, None),
        [Number(hm @ 100.., digits @ 3..=4)] if half.is_some() || local || marked => {
            (hm / 100, digits - 2, sixty(hm % 100)?, None)
        }
        [Number(h, digits @ 1..=2), Number(m, 2)] if marked => (h, digits, sixty(m)?, None),
        // "Ten thirty", "twelve oh three".
        [Number(h @ 1..=12, 0), Number(m @ 10..=59, 0)]
        | [Number(h @ 1..=12, 0), Symbol('-'), Number(m @ 10..=59, 0)]
        | [Number(h @ 1..=12, 0), Number(0, 0) | Word("o" | "oh"), Number(m @ 1..=9, 0)]
        | [
            Number(h @ 1..=12, 0),
            Symbol('-'),
            Number(0, 0) | Word("o" | "oh"),
            Symbol('-'),
            Number(m @ 1..=9, 0),
        ] => (h, 1, sixty(m)?, None),
        [Word("half"), Number(h @ 1..=12, 0)] => (h, 1, 30, None),
        _ => return None,
    };
    match half {
        Some(afternoon) if (1..=12).contains(&hour) => {
            exact(hour % 12 + if afternoon { 12 } else { 0 }, minute, second, false)
        }
        // "17:00 p.m."
        Some(true) if hour > 12 => exact(hour, minute, second, false),
        Some(_) => None,
        None => {
            let open = (digits < 2 || !matches!(p, [_, Symbol(':') | Word("h"), ..])) && !local && hour <= 12;
            exact(hour, minute, second, open)
        }
    }
}

fn exact(hour: u32, minute: i8, second: Option<i8>, open: bool) -> Option<Clock> {
    let time = Time::new(i8::try_from(hour).ok()?, minute, second.unwrap_or(0), 0).ok()?;
    Some(Clock { time, seconds: second.is_some(), zone: "", open, midnight: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::with_pieces;

    fn told(text: &str) -> String {
        with_pieces(text, clock).flatten().map_or(String::new(), |clock| {
            let open = if clock.open { "?" } else { "" };
            format!("{:02}:{:02}{}{open}", clock.time.hour(), clock.time.minute(), clock.zone)
        })
    }

    #[test]
    fn times_of_day() {
        for (text, expected) in [
            ("5 p.m.", "17:00"),
            ("at 5:30 p.m.", "17:30"),
            ("5.30pm", "17:30"),
            ("12 a.m.", "00:00"),
            ("12:15 pm", "12:15"),
            ("16:30", "16:30"),
            ("09:05", "09:05"),
            ("3:30", "03:30?"),
            ("around 14:00 local time", "14:00"),
            ("8 a.m. Moscow time", "08:00"),
            ("1700 GMT", "17:00Z"),
            ("3 p.m. EST", "15:00-05:00"),
            ("9 am (BST)", "09:00+01:00"),
            ("15h30", "15:30"),
            ("0730 hours", ""),
            ("seven o'clock", "07:00?"),
            ("seven o’clock", "07:00?"),
            ("half past six", "06:30?"),
            ("a quarter to noon", "11:45"),
            ("20 minutes past 3 p.m.", "15:20"),
            ("ten thirty", "10:30?"),
            ("twelve oh three", "12:03?"),
            ("seven thirty p.m.", "19:30"),
            ("noon", "12:00"),
            ("25:00", ""),
            ("12:60", ""),
            ("0 p.m.", ""),
            ("at 7", ""),
            ("7", ""),
            ("1030", ""),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
