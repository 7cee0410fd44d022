//! Dates by weekday, day, month and year, in words or digits, and ranges of them.

use jiff::civil::{Date, Weekday};

use super::{
    Direction, Reader,
    holidays::holiday,
    pieces::Piece::{self, Month, Number, Ordinal, Season, Symbol, Unit as U, Word},
    value::{self, Point, Unit, Value, later},
};

/// What a date says; what it leaves open is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) weekday: Option<Weekday>,
    pub(super) day: Option<i8>,
    pub(super) month: Option<i8>,
    pub(super) year: Option<i16>,
}

/// The fields of a date in any usual order; "of" counts for nothing.
pub(super) fn fields(p: &[Piece<'_>]) -> Option<Fields> {
    let (weekday, rest) = match p {
        [Piece::Weekday(weekday), rest @ ..] | [rest @ .., Piece::Weekday(weekday)] => (Some(*weekday), rest),
        _ => (None, p),
    };
    if rest.is_empty() {
        return weekday.map(|_| Fields { weekday, ..Fields::default() });
    }
    let date = |d, m, y| Fields { weekday, day: d, month: m, year: y };
    if let Some(found) = digits(rest) {
        return Some(Fields { weekday, ..found });
    }
    let words: Vec<Piece<'_>> = rest.iter().copied().filter(|piece| *piece != Word("of")).collect();
    match words[..] {
        [Month(m)] => Some(date(None, Some(m), None)),
        [Month(m), y] if year(y).is_some() => Some(date(None, Some(m), year(y))),
        [Month(m), d] | [d, Month(m)] => Some(date(Some(day(d)?), Some(m), None)),
        [Month(m), d, y] | [d, Month(m), y] => Some(date(Some(day(d)?), Some(m), Some(any_year(y)?))),
        [y] if year(y).is_some() => Some(date(None, None, year(y))),
        [d] => Some(date(Some(day(d)?), None, None)),
        // The second half of "May 3 to 5, 2019".
        [d, y] => Some(date(Some(day(d)?), None, Some(year(y)?))),
        _ => None,
    }
}

/// "2026-02-20", "20/02/2026", "31-Oct-74", "2026-02", "2/2026", "2/15".
///
/// Which number is the month must follow from the numbers.
fn digits(p: &[Piece<'_>]) -> Option<Fields> {
    let date = |day, month, year| {
        ((1..=31).contains(&day) && (1..=12).contains(&month)).then_some(Fields {
            weekday: None,
            day: Some(day as i8),
            month: Some(month as i8),
            year,
        })
    };
    let ordered = |a, b, year| match (a, b) {
        (a, b) if a > 12 || a == b => date(a, b, year),
        (a, b) if b > 12 => date(b, a, year),
        _ => None,
    };
    match *p {
        [y @ Number(_, 4), Symbol(sign @ ('-' | '/')), Number(m, 1..=2), Symbol(same), Number(d, 1..=2)]
            if sign == same =>
        {
            date(d, m, Some(year(y)?))
        }
        [
            Number(a, 1..=2),
            Symbol(sign @ ('-' | '/' | '.')),
            Number(b, 1..=2),
            Symbol(same),
            y @ Number(_, 2 | 4),
        ] if sign == same && (sign != '.' || year(y).is_some()) => ordered(a, b, Some(any_year(y)?)),
        [Number(d, 1..=2), Symbol(sign @ ('-' | '/')), Month(m), Symbol(same), y] if sign == same => {
            date(d, m as u32, Some(any_year(y)?))
        }
        // "2011-12" may be two years.
        [y @ Number(value, 4), Symbol('-' | '/'), Number(m @ 1..=12, 2)] if m <= value % 100 => {
            Some(Fields { month: Some(m as i8), year: Some(year(y)?), ..Fields::default() })
        }
        [Number(m @ 1..=12, 1..=2), Symbol('/'), y @ Number(_, 4)] => {
            Some(Fields { month: Some(m as i8), year: Some(year(y)?), ..Fields::default() })
        }
        [Number(a, 1..=2), Symbol('/' | '-'), Number(b, 1..=2)] => ordered(a, b, None),
        _ => None,
    }
}

/// "21", "21st", "first".
pub(super) fn day(piece: Piece<'_>) -> Option<i8> {
    match piece {
        Number(n @ 1..=31, 1..=2) | Ordinal(n @ 1..=31) => Some(n as i8),
        _ => None,
    }
}

/// Four digits from 1000 to 2100.
pub(super) fn year(piece: Piece<'_>) -> Option<i16> {
    match piece {
        Number(n @ 1000..=2100, 4) => Some(n as i16),
        _ => None,
    }
}

/// A year of four digits or, from 1969 to 2068, of two.
fn any_year(piece: Piece<'_>) -> Option<i16> {
    match piece {
        Number(n, 2) => Some(n as i16 + if n < 69 { 2000 } else { 1900 }),
        _ => year(piece),
    }
}

impl Reader<'_> {
    /// A date of which more is said than the day of the month.
    pub(super) fn calendar(self, p: &[Piece<'_>]) -> Option<Value> {
        let more = |f: &Fields| f.weekday.is_some() || f.month.is_some() || f.year.is_some();
        match fields(p).filter(more) {
            Some(fields) => self.find(fields),
            None => self.era(p),
        }
    }

    /// "On the 24th", and "24th" where something else marks it as a day.
    pub(super) fn bare_day(self, p: &[Piece<'_>], marked: bool) -> Option<Value> {
        let d = match p {
            [d] if marked => d,
            [Word("on"), d] => d,
            _ => return None,
        };
        self.find(Fields { day: Some(day(*d)?), ..Fields::default() })
    }

    /// The day, month or year that the fields and the direction say.
    pub(super) fn find(self, fields: Fields) -> Option<Value> {
        let Fields { weekday, day, month, year } = fields;
        let fits = |date: &Date| weekday.is_none_or(|weekday| date.weekday() == weekday);
        let build = |year: i16, month: i8| -> Option<Value> {
            match day {
                Some(day) => Date::new(year, month, day).ok().filter(fits).map(Value::day),
                None => Some(Point::Month(Date::new(year, month, 1).ok()?).into()),
            }
        };
        let around = |count: i16| {
            let now = self.anchor.written.map(Date::year);
            now.into_iter().flat_map(move |now| now.saturating_sub(count)..=now.saturating_add(count))
        };
        match (month, year) {
            (Some(month), Some(year)) if day.is_some() || weekday.is_none() => build(year, month),
            // The weekday says which year is meant.
            (Some(month), None) if day.is_some() && weekday.is_some() => {
                self.towards(Direction::Nearest).pick(around(2).filter_map(|year| build(year, month)))
            }
            // Four years apart: February 29.
            (Some(month), None) if weekday.is_none() => {
                self.pick(around(4).filter_map(|year| build(year, month)))
            }
            (None, None) if day.is_some() => {
                let months = around(1).flat_map(|year| (1..=12).map(move |month| (year, month)));
                self.pick(months.filter_map(|(year, month)| build(year, month)))
            }
            (None, None) => {
                let written = self.anchor.written?;
                let days = (-7..=7).filter_map(|days| later(written, days, Unit::Day));
                self.pick(days.filter(|date| Some(date.weekday()) == weekday).map(Value::day))
            }
            (None, Some(year)) if day.is_none() && weekday.is_none() => Some(Point::Year(year).into()),
            _ => None,
        }
    }

    /// "The 1990s", "the third quarter of 2018", "the summer of 2014", "Christmas Eve".
    fn era(self, p: &[Piece<'_>]) -> Option<Value> {
        let without: Vec<Piece<'_>> = p.iter().copied().filter(|piece| *piece != Word("of")).collect();
        match without[..] {
            [Number(n @ 1000..=2100, 4), Word("s")] if n % 10 == 0 => value::decade(n as i16),
            [Symbol('\'' | '’'), Number(n @ 10..=90, 2), Word("s")] if n % 10 == 0 => {
                value::decade(1900 + n as i16)
            }
            [Ordinal(n @ 1..=4), U(Unit::Quarter), y] | [y, Word("q"), Number(n @ 1..=4, 1)] => {
                value::quarter(any_year(y)?, n as i8)
            }
            [Word("q"), Number(n @ 1..=4, 1), y] => value::quarter(year(y)?, n as i8),
            [Ordinal(n @ 1..=4), U(Unit::Quarter)] | [Word("q"), Number(n @ 1..=4, 1)] => {
                self.each_year(|year| value::quarter(year, n as i8))
            }
            [Ordinal(n @ 1..=2), Word("half"), y] if year(y).is_some() => half(year(y)?, n),
            [Ordinal(n @ 1..=2), Word("half"), ref rest @ ..] => half(self.relative(rest)?.one_year()?, n),
            [Ordinal(n @ 1..=4), U(Unit::Quarter), ref rest @ ..] if rest.len() > 1 => {
                value::quarter(self.relative(rest)?.one_year()?, n as i8)
            }
            [Ordinal(n @ 1..=21), U(Unit::Century)]
            | [Ordinal(n @ 1..=21), Symbol('-'), U(Unit::Century)] => value::century((n as i16 - 1) * 100),
            // "The weekend" of which is told.
            [U(Unit::Weekend)] => {
                let week =
                    |days| value::unit_of(later(self.anchor.written?, days, Unit::Day)?, Unit::Weekend);
                self.pick([-7, 0, 7].into_iter().filter_map(week))
            }
            [Season(season), y] => season_of(year(y)?, season).filter(|_| season < 3),
            [Season(season)] => self.each_year(|year| season_of(year, season)),
            // "2014 A.D."
            [Number(n @ 1.., _), Word("ad" | "a.d." | "a.d" | "ce")] => {
                Some(Point::Year(i16::try_from(n).ok()?).into())
            }
            [ref name @ .., y] if holiday(name).is_some() => holiday(name)?.of(year(y)?),
            ref name => {
                let holiday = holiday(name)?;
                self.each_year(|year| holiday.of(year))
            }
        }
    }

    /// The one that the direction asks for of what every year has.
    fn each_year(self, of: impl Fn(i16) -> Option<Value>) -> Option<Value> {
        let now = self.anchor.written?.year();
        self.pick((now.saturating_sub(1)..=now.saturating_add(1)).filter_map(of))
    }

    /// "From May 3 to 5", "July 13-15", "between 2001 and 2004", "Wednesday through Friday".
    pub(super) fn range(self, p: &[Piece<'_>]) -> Option<Value> {
        let (rest, between) = match p {
            [Word("between"), rest @ ..] => (rest, true),
            [Word("from"), rest @ ..] => (rest, false),
            _ => (p, false),
        };
        (1..rest.len().saturating_sub(1))
            .filter(|&k| match rest[k] {
                Word("and") => between,
                Word("to" | "through" | "thru" | "until" | "till") | Symbol('-') => !between,
                _ => false,
            })
            .find_map(|k| self.ends(&rest[..k], &rest[k + 1..]))
    }

    /// The range from one end to the other; each may lack what the other says.
    fn ends(self, left: &[Piece<'_>], right: &[Piece<'_>]) -> Option<Value> {
        if let ([y], [Number(end @ 13.., 2)]) = (left, right)
            && let Some(year) = year(*y)
        {
            // "2019-20"; "2011-12" may be a month.
            let end = year - year.rem_euclid(100) + *end as i16;
            return (end > year).then(|| Value::between(Point::Year(year), Point::Year(end)))?;
        }
        let (from, to) = match (fields(left), fields(right)) {
            (Some(left), Some(right)) => {
                let (left, right) = share(left, right)?;
                let from = self.find(left)?;
                let start = super::Anchor { written: Some(from.first()?), ..*self.anchor };
                let after = Reader { anchor: &start, direction: Direction::Future };
                (from, after.find(right)?)
            }
            _ => (self.date(left)?, self.date(right)?),
        };
        let forward = from.first()? < to.first()?;
        Value::between(from.from, to.to.unwrap_or(to.from)).filter(|_| forward)
    }
}

/// Gives each end what only the other one says; `None` where they are no two ends of one range.
fn share(mut left: Fields, mut right: Fields) -> Option<(Fields, Fields)> {
    let same = left.day.is_some() == right.day.is_some() && left.weekday.is_some() == right.weekday.is_some();
    if left.day.is_some() {
        (left.month, right.month) = (left.month.or(right.month), right.month.or(left.month));
        left.month?;
    }
    if left.month.is_some() != right.month.is_some() {
        return None;
    }
    let wraps = left.month > right.month;
    if left.year.is_none() {
        left.year = right.year.filter(|_| left.month.is_some()).map(|year| year - i16::from(wraps));
    } else if right.year.is_none() && right.month.is_some() {
        right.year = left.year.map(|year| year + i16::from(wraps));
    }
    (same && left.year.is_some() == right.year.is_some()).then_some((left, right))
}

fn half(year: i16, number: u32) -> Option<Value> {
    let month = |month| Some(Point::Month(Date::new(year, month, 1).ok()?));
    if number == 1 { Value::between(month(1)?, month(6)?) } else { Value::between(month(7)?, month(12)?) }
}

/// The season that starts in a year.
pub(super) fn season_of(year: i16, season: i8) -> Option<Value> {
    let start = Date::new(year, season * 3 + 3, 1).ok()?;
    Value::between(Point::Month(start), Point::Month(later(start, 2, Unit::Month)?))
}
