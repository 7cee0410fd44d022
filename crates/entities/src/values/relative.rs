//! Expressions that count from the day of writing or from the day that was told of last.

use jiff::civil::{Date, DateTime, DateTimeRound, Weekday};
use jiff::{RoundMode, Span, ToSpan};

use super::{
    Anchor, Direction, Reader,
    calendar::{Fields, season_of},
    duration::duration,
    holidays::holiday,
    pieces::Piece::{self, Month, Number, Season, Unit as U, Weekday as W, Word},
    value::{Point, Unit, Value, later, unit_of, units},
};

/// "Last", "this", "next" and what means the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Last,
    This,
    Next,
    /// "Coming": the first after today.
    Coming,
    /// "Previous", "same", "following": from the day that was told of last.
    Told(i8),
}

fn which(piece: Piece<'_>) -> Option<Which> {
    match piece {
        Word("last" | "past") => Some(Which::Last),
        Word("this" | "current") => Some(Which::This),
        Word("next") => Some(Which::Next),
        Word("coming" | "upcoming") => Some(Which::Coming),
        Word("previous" | "preceding") => Some(Which::Told(-1)),
        Word("same" | "that") => Some(Which::Told(0)),
        Word("following") => Some(Which::Told(1)),
        _ => None,
    }
}

impl Reader<'_> {
    /// Any expression that counts from a day.
    pub(super) fn relative(self, p: &[Piece<'_>]) -> Option<Value> {
        self.named_day(p).or_else(|| self.told(p)).or_else(|| self.counted(p)).or_else(|| self.qualified(p))
    }

    /// "Yesterday", "tonight", "the day after tomorrow", "last night", "now".
    fn named_day(self, p: &[Piece<'_>]) -> Option<Value> {
        let days = match p {
            [Word("today" | "currently" | "present" | "presently")] | [Word("this"), Word("time")] => 0,
            [Word("yesterday")] => -1,
            [Word("tomorrow")] => 1,
            [U(Unit::Day), Word("after"), Word("tomorrow")] => 2,
            [U(Unit::Day), Word("before"), Word("yesterday")] => -2,
            [Word("now")] | [Word("right" | "just"), Word("now")] | [Word("at"), Word("moment")]
                if self.anchor.clock.is_none() =>
            {
                0
            }
            [Word("now")] | [Word("right" | "just"), Word("now")] | [Word("at"), Word("moment")] => {
                return Some(Point::Second(self.now()?, "").into());
            }
            _ => return None,
        };
        Some(Value::day(later(self.anchor.written?, days, Unit::Day)?))
    }

    /// "The day before", "a week later", "two days earlier", "that same day".
    fn told(self, p: &[Piece<'_>]) -> Option<Value> {
        let (count, unit, direction) = match *p {
            [U(unit), Word(direction)] => (1, unit, direction),
            [Number(count, _), U(unit), Word(direction)] => (count, unit, direction),
            [Word("that"), Word("same"), U(unit)] => (0, unit, "later"),
            // "The next day" is a narrator's; "tomorrow" is the reporter's.
            [Word("next"), U(Unit::Day)] => (1, Unit::Day, "later"),
            _ => return None,
        };
        let count = match direction {
            "before" | "earlier" => -i64::from(count),
            "after" | "later" | "afterwards" | "afterward" => i64::from(count),
            _ => return None,
        };
        ago(self.anchor.told?, count, unit)
    }

    /// "Two days ago", "in a week", "three Fridays from now", "two days after Christmas".
    fn counted(self, p: &[Piece<'_>]) -> Option<Value> {
        let written = self.anchor.written;
        match *p {
            [Number(n, _), U(unit), ref back @ ..] if is_back(back) => self.moved(-i64::from(n), unit),
            [Number(n, _), U(unit), ref on @ ..] if is_on(on) => self.moved(i64::from(n), unit),
            // "They did it in a week" is how long.
            [Word("in"), Number(n, _), U(unit)] if self.direction != Direction::Past => {
                self.moved(i64::from(n), unit)
            }
            [Number(1, 0), Word("fortnight"), ref rest @ ..] => {
                let weeks = if is_back(rest) { -2 } else { 2 };
                (is_back(rest) || is_on(rest)).then(|| self.moved(weeks, Unit::Week))?
            }
            [Number(n @ 1..=52, _), W(weekday), ref rest @ ..] if is_back(rest) || is_on(rest) => {
                let back = is_back(rest);
                let first = strictly(written?, weekday, if back { -1 } else { 1 })?;
                let weeks = i64::from(n) - 1;
                Some(Value::day(later(first, if back { -weeks } else { weeks }, Unit::Week)?))
            }
            [Number(n, _), U(unit), Word(side @ ("before" | "after" | "from")), ref rest @ ..]
                if !rest.is_empty() =>
            {
                self.beside(if side == "before" { -i64::from(n) } else { i64::from(n) }, unit, rest)
            }
            // "In half an hour", "2.5 hours ago".
            [Word("in"), ref rest @ ..] if self.direction != Direction::Past => {
                self.in_seconds(duration(rest)?.seconds()?)
            }
            [ref rest @ .., Word("ago" | "back")] => self.in_seconds(-duration(rest)?.seconds()?),
            [ref rest @ .., Word("from"), Word("now")] => self.in_seconds(duration(rest)?.seconds()?),
            _ => None,
        }
    }

    /// So many units from a date. The direction is that of the sum: "a year after Christmas" in the
    /// future is next Christmas, although last Christmas is past.
    fn beside(self, count: i64, unit: Unit, date: &[Piece<'_>]) -> Option<Value> {
        let written = self.anchor.written.and_then(|date| later(date, -count, unit));
        let anchor = Anchor { written, ..*self.anchor };
        let date = Reader { anchor: &anchor, ..self }.calendar(date).or_else(|| self.relative(date))?;
        later(date.one_day()?, count, unit).map(Value::day)
    }

    /// "Last week", "next Tuesday", "this March", "the last two years", "Friday after next".
    fn qualified(self, p: &[Piece<'_>]) -> Option<Value> {
        match *p {
            [of, Number(count, _), U(unit)]
            | [Number(count, _), of @ Word("upcoming" | "coming"), U(unit)] => {
                self.several(which(of)?, i64::from(count), unit)
            }
            [of, U(unit)] => {
                let (date, count) = self.base(which(of)?)?;
                units(date, count, count, unit)
            }
            [of, W(weekday)] => self.weekday(which(of)?, weekday),
            [W(weekday), Word("after"), Word("next")] => {
                let next = strictly(self.anchor.written?, weekday, 1)?;
                Some(Value::day(later(next, 1, Unit::Week)?))
            }
            [Month(month), Word("after"), Word("next")] => {
                let next = self.yearly(Which::Next, |year| month_of(year, month))?;
                Some(Point::Month(later(next.first()?, 1, Unit::Year)?).into())
            }
            [of, Month(month)] => self.yearly(which(of)?, |year| month_of(year, month)),
            [of, Season(season)] => self.yearly(which(of)?, |year| season_of(year, season)),
            [of, ref name @ ..] => {
                let holiday = holiday(name)?;
                self.yearly(which(of)?, |year| holiday.of(year))
            }
            [] => None,
        }
    }

    /// The day from which a unit is counted, and how many units on.
    fn base(self, which: Which) -> Option<(Date, i64)> {
        let told = |count: i8| Some((self.anchor.told?, i64::from(count)));
        let count = match which {
            Which::Last => -1,
            Which::This => 0,
            Which::Next | Which::Coming => 1,
            Which::Told(count) => return told(count),
        };
        Some((self.anchor.written?, count))
    }

    /// Whole units before or after the one of the day of writing.
    fn several(self, which: Which, count: i64, unit: Unit) -> Option<Value> {
        let rounding = match unit {
            Unit::Second => Some(jiff::Unit::Second),
            Unit::Minute => Some(jiff::Unit::Minute),
            Unit::Hour => Some(jiff::Unit::Hour),
            _ => None,
        };
        if let Some(rounding) = rounding {
            let whole = DateTimeRound::new().smallest(rounding).mode(RoundMode::Trunc);
            let now = self.now()?.round(whole).ok()?;
            let span = Span::new();
            let of = |count: i64| {
                let span = match unit {
                    Unit::Second => span.try_seconds(count),
                    Unit::Minute => span.try_minutes(count),
                    _ => span.try_hours(count),
                };
                let time = now.checked_add(span.ok()?).ok()?;
                Some(if unit == Unit::Second { Point::Second(time, "") } else { Point::Minute(time, "") })
            };
            return match which {
                Which::Last => Value::between(of(-count)?, of(0)?),
                Which::Next | Which::Coming => Value::between(of(1)?, of(count.checked_add(1)?)?),
                Which::This | Which::Told(_) => None,
            };
        }
        let (first, last) = match which {
            Which::Last => (-count, -1),
            Which::Next | Which::Coming => (1, count),
            Which::This | Which::Told(_) => return None,
        };
        (count > 0).then(|| units(self.anchor.written?, first, last, unit))?
    }

    fn weekday(self, which: Which, weekday: Weekday) -> Option<Value> {
        let written = self.anchor.written?;
        let date = match which {
            Which::Last => strictly(written, weekday, -1),
            Which::Coming => strictly(written, weekday, 1),
            // "Next Friday" is no Friday of this week.
            Which::Next => in_week(written, 1, weekday),
            Which::This if self.direction == Direction::Nearest => in_week(written, 0, weekday),
            Which::This => {
                return self.find(Fields { weekday: Some(weekday), ..Fields::default() });
            }
            Which::Told(0) => return None,
            Which::Told(side) => strictly(self.anchor.told?, weekday, side),
        };
        date.map(Value::day)
    }

    /// The last, this or the next one of what every year has.
    fn yearly(self, which: Which, of: impl Fn(i16) -> Option<Value>) -> Option<Value> {
        let written = self.anchor.written?;
        let years = written.year().saturating_sub(2)..=written.year().saturating_add(2);
        let mut all = years.filter_map(of);
        match which {
            Which::Last => all.rfind(|value| value.last().is_some_and(|last| last < written)),
            Which::Next | Which::Coming => {
                all.find(|value| value.first().is_some_and(|first| first > written))
            }
            Which::This => {
                let now = |value: &Value| value.last().is_some_and(|last| last >= written);
                let same = |value: &Value| value.first().is_some_and(|first| first.year() == written.year());
                let all: Vec<Value> = all.collect();
                // A winter that began last year is still this one.
                let current =
                    |value: &&Value| value.first().is_some_and(|first| first <= written) && now(value);
                all.iter().find(current).or_else(|| all.iter().find(|value| same(value))).copied()
            }
            Which::Told(_) => None,
        }
    }

    /// "Wednesday of next week", "last week's Sunday".
    pub(super) fn weekday_of_week(self, p: &[Piece<'_>]) -> Option<Value> {
        let (weekday, of) = match *p {
            [W(weekday), Word("of" | "from" | "in"), of, U(Unit::Week)] | [W(weekday), of, U(Unit::Week)] => {
                (weekday, of)
            }
            [of, U(Unit::Week), W(weekday)] => (weekday, of),
            _ => return None,
        };
        let (date, count) = self.base(which(of)?)?;
        in_week(date, count, weekday).map(Value::day)
    }

    fn now(self) -> Option<DateTime> {
        Some(self.anchor.written?.to_datetime(self.anchor.clock?))
    }

    /// So many seconds from now: the minute where hours were counted, else the second.
    fn in_seconds(self, seconds: i64) -> Option<Value> {
        let time = self.now()?.checked_add(Span::new().try_seconds(seconds).ok()?).ok()?;
        Some(if seconds % 3600 == 0 { Point::Minute(time, "") } else { Point::Second(time, "") }.into())
    }

    fn moved(self, count: i64, unit: Unit) -> Option<Value> {
        match unit {
            Unit::Hour => self.in_seconds(count.checked_mul(3600)?),
            Unit::Minute => self.in_seconds(count.checked_mul(60)?),
            Unit::Second => self.in_seconds(count),
            _ => ago(self.anchor.written?, count, unit),
        }
    }
}

/// As exact as the unit that is counted: "two years ago" is a year, "a week ago" a day.
fn ago(date: Date, count: i64, unit: Unit) -> Option<Value> {
    let moved = later(date, count, unit)?;
    match unit {
        Unit::Day | Unit::Week => Some(Value::day(moved)),
        Unit::Month | Unit::Year => unit_of(moved, unit),
        _ => None,
    }
}

fn is_back(p: &[Piece<'_>]) -> bool {
    matches!(p, [Word("ago" | "back")])
}

fn is_on(p: &[Piece<'_>]) -> bool {
    matches!(p, [Word("hence")] | [Word("from"), Word("now")])
}

fn month_of(year: i16, month: i8) -> Option<Value> {
    Some(Point::Month(Date::new(year, month, 1).ok()?).into())
}

/// The first such weekday after (`side` 1) or the last before (-1) a day, never the day itself.
fn strictly(date: Date, weekday: Weekday, side: i8) -> Option<Date> {
    date.nth_weekday(i32::from(side), weekday).ok()
}

/// A weekday of the week that lies `weeks` weeks after that of a day.
fn in_week(date: Date, weeks: i64, weekday: Weekday) -> Option<Date> {
    let monday = unit_of(later(date, weeks, Unit::Week)?, Unit::Week)?.first()?;
    monday.checked_add(i64::from(weekday.to_monday_zero_offset()).days()).ok()
}
