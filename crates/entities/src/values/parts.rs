//! Days and weeks by their number in a longer unit, and days by a part of them.

use jiff::civil::{Date, Weekday};

use super::{
    Reader,
    calendar::day,
    pieces::Piece::{self, DayPart as P, Month, Number, Ordinal, Unit as U, Weekday as W, Word},
    value::{DayPart, Point, Unit, Value, later},
};

/// What is counted in a longer unit.
#[derive(Clone, Copy)]
enum Counted {
    Weekday(Weekday),
    Day,
    Week,
    Weekend,
}

impl Reader<'_> {
    /// "The first Monday of May", "the last week of 2018", "the 20th of next month", "March last
    /// year", "the week of October 6".
    pub(super) fn part_of(self, p: &[Piece<'_>]) -> Option<Value> {
        self.weekday_of_week(p).or_else(|| self.numbered(p)).or_else(|| match *p {
            [U(Unit::Week), Word("of"), ref rest @ ..] => {
                super::value::unit_of(self.date(rest)?.one_day()?, Unit::Week)
            }
            [Ordinal(n), W(weekday), Word("after"), ref rest @ ..] => {
                let first = self.date(rest)?.one_day()?.nth_weekday(1, weekday).ok()?;
                later(first, i64::from(n) - 1, Unit::Week).map(Value::day)
            }
            [Word("closest" | "nearest"), W(weekday), Word("to"), ref rest @ ..] => {
                // Of seven days in a row each is a weekday's closest.
                let start = later(self.date(rest)?.one_day()?, -4, Unit::Day)?;
                start.nth_weekday(1, weekday).ok().map(Value::day)
            }
            [Month(month), ref rest @ ..] if !rest.is_empty() => self.month_of_year(month, None, rest),
            [Ordinal(d) | Number(d, 1..=2), Month(month), ref rest @ ..] if !rest.is_empty() => {
                self.month_of_year(month, Some(d), rest)
            }
            [d, Word("of"), ref rest @ ..] | [d, U(Unit::Day), Word("of"), ref rest @ ..] => {
                self.day_of_month(d, rest)
            }
            _ => None,
        })
    }

    /// "March (21) of this year", "in May last year".
    fn month_of_year(self, month: i8, date: Option<u32>, rest: &[Piece<'_>]) -> Option<Value> {
        let (date, rest) = match rest {
            [d, rest @ ..] if date.is_none() && day(*d).is_some() => (day(*d), rest),
            _ => (date.map(|date| i8::try_from(date).ok()).unwrap_or_default(), rest),
        };
        let year = match rest {
            [Word("of"), rest @ ..] => self.relative(rest),
            _ => self.relative(rest),
        };
        let start = Date::new(year?.one_year()?, month, 1).ok()?;
        match date {
            Some(date) => Some(Value::day(start.with().day(date).build().ok()?)),
            None => Some(Point::Month(start).into()),
        }
    }

    /// "The 20th of next month".
    fn day_of_month(self, d: Piece<'_>, month: &[Piece<'_>]) -> Option<Value> {
        let day = day(d)?;
        match self.container(month)? {
            Value { from: Point::Month(start), to: None } => {
                Some(Value::day(start.with().day(day).build().ok()?))
            }
            _ => None,
        }
    }

    /// "First Monday of", "last day in", "third last week of".
    fn numbered(self, p: &[Piece<'_>]) -> Option<Value> {
        let at = p.iter().position(|piece| matches!(piece, Word("of" | "in")))?;
        let (head, whole) = (&p[..at], &p[at + 1..]);
        let (number, what) = match *head {
            [Ordinal(n), what] => (i64::from(n), what),
            [Word("last"), what] => (-1, what),
            [Ordinal(n), Word("last"), what] => (-i64::from(n), what),
            _ => return None,
        };
        let counted = match what {
            W(weekday) => Counted::Weekday(weekday),
            U(Unit::Day) => Counted::Day,
            U(Unit::Week) => Counted::Week,
            U(Unit::Weekend) => Counted::Weekend,
            _ => return None,
        };
        let whole = self.container(whole)?;
        let longer = !matches!(whole.from, Point::Day(_)) || whole.to.is_some();
        longer.then(|| nth(whole, number, counted))?
    }

    /// "Monday morning", "February 15 in the morning", "the night of July 4", "tonight".
    pub(super) fn day_part(self, p: &[Piece<'_>]) -> Option<Value> {
        let on = |date: &[Piece<'_>], part| Some(Point::Part(self.date(date)?.one_day()?, part).into());
        let written =
            |days, part| Some(Point::Part(later(self.anchor.written?, days, Unit::Day)?, part).into());
        match p {
            [Word("tonight")] | [Word("late" | "later"), Word("tonight")] => written(0, DayPart::Night),
            [Word("last"), P(DayPart::Night)] | [Word("late"), Word("last"), P(DayPart::Night)] => {
                written(-1, DayPart::Night)
            }
            [Word("this"), P(part)]
            | [Word("early" | "earlier" | "late" | "later"), Word("this"), P(part)] => written(0, *part),
            [Word("that" | "same"), P(part)] => Some(Point::Part(self.anchor.told?, *part).into()),
            [Word("early"), U(Unit::Hour), Word("of" | "on"), rest @ .., P(DayPart::Morning)]
            | [Word("early"), U(Unit::Hour), Word("of" | "on"), rest @ ..]
            | [rest @ .., Word("in"), Word("early"), U(Unit::Hour), Word("of"), P(DayPart::Morning)]
            | [rest @ .., Word("in"), Word("early"), U(Unit::Hour)] => on(rest, DayPart::Morning),
            [P(part), Word("of" | "on"), rest @ ..]
            | [rest @ .., Word("in"), Word("early" | "late"), P(part)]
            | [rest @ .., Word("early" | "late"), Word("in"), P(part)]
            | [rest @ .., Word("in" | "early" | "late" | "at"), P(part)]
            | [Word("early" | "late"), rest @ .., P(part)]
            | [rest @ .., P(part)] => on(rest, *part),
            _ => None,
        }
    }

    /// "In the afternoon", "overnight": a part of the day that was told of, and where the time of writing
    /// is known of that day.
    pub(super) fn part_alone(self, p: &[Piece<'_>]) -> Option<Value> {
        let part = match p {
            [P(part)]
            | [Word("in" | "at" | "during" | "early" | "late"), P(part)]
            | [Word("in"), Word("early" | "late"), P(part)] => *part,
            _ => return None,
        };
        let day = if self.anchor.clock.is_some() { self.anchor.written? } else { self.anchor.told? };
        Some(Point::Part(day, part).into())
    }
}

/// The `number`th day or whole week of a unit, from its end where negative.
fn nth(whole: Value, number: i64, counted: Counted) -> Option<Value> {
    let (first, last) = (whole.first()?, whole.last()?);
    let steps = if number > 0 { number - 1 } else { number + 1 };
    let start = |from: Date, unit| later(from, steps, unit);
    let date = match counted {
        Counted::Day => start(if number > 0 { first } else { last }, Unit::Day)?,
        Counted::Weekend if number > 0 => {
            start(later(first, -1, Unit::Day)?.nth_weekday(1, Weekday::Saturday).ok()?, Unit::Week)?
        }
        Counted::Weekend => {
            let sunday = later(last, 1, Unit::Day)?.nth_weekday(-1, Weekday::Sunday).ok()?;
            start(later(sunday, -1, Unit::Day)?, Unit::Week)?
        }
        Counted::Weekday(weekday) if number > 0 => {
            start(later(first, -1, Unit::Day)?.nth_weekday(1, weekday).ok()?, Unit::Week)?
        }
        Counted::Weekday(weekday) => {
            start(later(last, 1, Unit::Day)?.nth_weekday(-1, weekday).ok()?, Unit::Week)?
        }
        // Weeks that lie in the unit with all their days.
        Counted::Week if number > 0 => {
            start(later(first, -1, Unit::Day)?.nth_weekday(1, Weekday::Monday).ok()?, Unit::Week)?
        }
        Counted::Week => {
            let sunday = later(last, 1, Unit::Day)?.nth_weekday(-1, Weekday::Sunday).ok()?;
            start(later(sunday, -6, Unit::Day)?, Unit::Week)?
        }
    };
    let end = match counted {
        Counted::Week => later(date, 6, Unit::Day)?,
        Counted::Weekend => later(date, 1, Unit::Day)?,
        Counted::Day | Counted::Weekday(_) => date,
    };
    let inside = number != 0 && first <= date && end <= last;
    inside.then(|| Value::days(date, end))?
}
