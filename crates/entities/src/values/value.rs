//! Points and stretches of the calendar, and how they are written in ISO 8601.

use std::fmt;

use jiff::civil::{Date, DateTime};
use jiff::{Span, ToSpan};

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// A part of a day, as TIMEX3 tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayPart {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
}

impl DayPart {
    /// What TIMEX3 writes after the day.
    fn code(self) -> &'static str {
        match self {
            Self::Morning => "TMO",
            Self::Midday => "TMI",
            Self::Afternoon => "TAF",
            Self::Evening => "TEV",
            Self::Night => "TNI",
        }
    }
}

/// A point of the calendar, as long as its last unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    Year(i16),
    /// The first day of the month.
    Month(Date),
    Day(Date),
    Part(Date, DayPart),
    /// To the minute, and the offset from UTC where one is known ("Z", "-05:00").
    Minute(DateTime, &'static str),
    Second(DateTime, &'static str),
}

impl Point {
    /// The moment that a time of day is.
    pub(super) fn time(self) -> Option<DateTime> {
        match self {
            Self::Minute(time, _) | Self::Second(time, _) => Some(time),
            _ => None,
        }
    }

    /// The first day; `None` where the calendar does not reach as far.
    pub(super) fn first(self) -> Option<Date> {
        match self {
            Self::Year(year) => Date::new(year, 1, 1).ok(),
            Self::Month(date) | Self::Day(date) | Self::Part(date, _) => Some(date),
            Self::Minute(time, _) | Self::Second(time, _) => Some(time.date()),
        }
    }

    /// The last day.
    pub(super) fn last(self) -> Option<Date> {
        match self {
            Self::Year(year) => Date::new(year, 12, 31).ok(),
            Self::Month(date) => Some(date.last_of_month()),
            _ => self.first(),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(date) => write!(f, "{:04}-{:02}", date.year(), date.month()),
            Self::Day(date) => write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
            Self::Part(date, part) => write!(f, "{}{}", Self::Day(*date), part.code()),
            Self::Minute(time, zone) => {
                write!(f, "{}T{:02}:{:02}{zone}", Self::Day(time.date()), time.hour(), time.minute())
            }
            Self::Second(time, zone) => {
                let minute = Self::Minute(*time, "");
                write!(f, "{minute}:{:02}{zone}", time.second())
            }
        }
    }
}

/// A point, or everything from the start of one to the end of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) from: Point,
    pub(super) to: Option<Point>,
}

impl From<Point> for Value {
    fn from(from: Point) -> Self {
        Self { from, to: None }
    }
}

impl Value {
    pub(super) fn day(date: Date) -> Self {
        Point::Day(date).into()
    }

    /// From one point to another; `None` where that is backwards.
    pub(super) fn between(from: Point, to: Point) -> Option<Self> {
        let ordered = from.first()? <= to.last()?;
        ordered.then_some(Self { from, to: Some(to) }.reduced())
    }

    /// From one day to another.
    pub(super) fn days(from: Date, to: Date) -> Option<Self> {
        Self::between(Point::Day(from), Point::Day(to))
    }

    fn reduced(self) -> Self {
        if self.to == Some(self.from) { self.from.into() } else { self }
    }

    pub(super) fn first(self) -> Option<Date> {
        self.from.first()
    }

    pub(super) fn last(self) -> Option<Date> {
        self.to.unwrap_or(self.from).last()
    }

    /// The same without parts of days, which ISO 8601 does not have: the whole days.
    pub(super) fn whole_days(self) -> Self {
        let whole = |point| match point {
            Point::Part(date, _) => Point::Day(date),
            other => other,
        };
        Self { from: whole(self.from), to: self.to.map(whole) }.reduced()
    }

    /// The day, where it is one day.
    pub(super) fn one_day(self) -> Option<Date> {
        match self {
            Self { from: Point::Day(date), to: None } => Some(date),
            _ => None,
        }
    }

    /// The year, where it is one year.
    pub(super) fn one_year(self) -> Option<i16> {
        match self {
            Self { from: Point::Year(year), to: None } => Some(year),
            _ => None,
        }
    }

    /// Whether four digits can write the years.
    pub(super) fn is_writable(self) -> bool {
        [self.first(), self.last()]
            .into_iter()
            .all(|date| date.is_some_and(|date| (1..=9999).contains(&date.year())))
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            None => write!(f, "{}", self.from),
            Some(to) => write!(f, "{}/{to}", self.from),
        }
    }
}

/// The date so many units later; `None` for units under a day and outside the calendar.
pub(super) fn later(date: Date, count: i64, unit: Unit) -> Option<Date> {
    let span = Span::new();
    let span = match unit {
        Unit::Day => span.try_days(count),
        Unit::Week | Unit::Weekend => span.try_weeks(count),
        Unit::Month => span.try_months(count),
        Unit::Quarter => span.try_months(count.checked_mul(3)?),
        Unit::Year => span.try_years(count),
        Unit::Decade => span.try_years(count.checked_mul(10)?),
        Unit::Century => span.try_years(count.checked_mul(100)?),
        Unit::Second | Unit::Minute | Unit::Hour => return None,
    };
    date.checked_add(span.ok()?).ok()
}

/// The calendar's unit that a day lies in. Weeks go from Monday to Sunday.
pub(super) fn unit_of(date: Date, unit: Unit) -> Option<Value> {
    let monday = || date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days()).ok();
    match unit {
        Unit::Day => Some(Value::day(date)),
        Unit::Week => Value::days(monday()?, later(monday()?, 6, Unit::Day)?),
        Unit::Weekend => Value::days(later(monday()?, 5, Unit::Day)?, later(monday()?, 6, Unit::Day)?),
        Unit::Month => Some(Point::Month(date.first_of_month()).into()),
        Unit::Quarter => quarter(date.year(), (date.month() + 2) / 3),
        Unit::Year => Some(Point::Year(date.year()).into()),
        Unit::Decade => decade(date.year() - date.year().rem_euclid(10)),
        Unit::Century => century(date.year() - date.year().rem_euclid(100)),
        Unit::Second | Unit::Minute | Unit::Hour => None,
    }
}

/// The units from `first` to `last`, counted from the one that a day lies in.
pub(super) fn units(date: Date, first: i64, last: i64, unit: Unit) -> Option<Value> {
    let at = |count| unit_of(later(date.first_of(unit), count, unit)?, unit);
    let (from, to) = (at(first)?, at(last)?);
    Value::between(from.from, to.to.unwrap_or(to.from))
}

/// The first day of the month where days of longer units would not add up (January 31, February).
trait FirstOf {
    fn first_of(self, unit: Unit) -> Date;
}

impl FirstOf for Date {
    fn first_of(self, unit: Unit) -> Date {
        match unit {
            Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade | Unit::Century => self.first_of_month(),
            _ => self,
        }
    }
}

/// Quarter 1 to 4 of a year.
pub(super) fn quarter(year: i16, number: i8) -> Option<Value> {
    let month = |month| Some(Point::Month(Date::new(year, month, 1).ok()?));
    (1..=4).contains(&number).then(|| Value::between(month(number * 3 - 2)?, month(number * 3)?))?
}

/// The ten years from one that ends in 0.
pub(super) fn decade(year: i16) -> Option<Value> {
    Value::between(Point::Year(year), Point::Year(year.checked_add(9)?))
}

/// The hundred years from one that ends in 00: the 20th century as most writers count it.
pub(super) fn century(year: i16) -> Option<Value> {
    Value::between(Point::Year(year), Point::Year(year.checked_add(99)?))
}
