//! Holidays that most countries have on the same day.

use jiff::civil::{Date, Weekday};

use super::{
    pieces::Piece::{self, Month, Unit as U, Weekday as W, Word},
    value::{Unit, Value, later},
};

/// When a holiday is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    /// Month and day.
    Fixed(i8, i8),
    /// Days after Easter Sunday.
    Easter(i8),
}

impl Holiday {
    pub(super) fn of(self, year: i16) -> Option<Value> {
        let date = match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Easter(days) => later(easter(year)?, i64::from(days), Unit::Day),
        };
        date.map(Value::day)
    }
}

/// Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let moon = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let sunday = (32 + 2 * (b % 4) + 2 * (c / 4) - moon - c % 4) % 7;
    let days = moon + sunday - 7 * ((a + 11 * moon + 22 * sunday) / 451) + 114;
    Date::new(year, (days / 31) as i8, (days % 31 + 1) as i8).ok()
}

/// The holiday of this name.
pub(super) fn holiday(p: &[Piece<'_>]) -> Option<Holiday> {
    use Holiday::{Easter, Fixed};
    match p {
        [Word("christmas")] | [Word("christmas"), U(Unit::Day)] => Some(Fixed(12, 25)),
        [Word("christmas"), Word("eve")] => Some(Fixed(12, 24)),
        [Word("boxing"), U(Unit::Day)] => Some(Fixed(12, 26)),
        [Word("new"), U(Unit::Year), U(Unit::Day)] => Some(Fixed(1, 1)),
        [Word("new"), U(Unit::Year), Word("eve")] => Some(Fixed(12, 31)),
        [Word("valentine"), U(Unit::Day)] => Some(Fixed(2, 14)),
        [Word("international"), Word("women"), U(Unit::Day)] => Some(Fixed(3, 8)),
        [Month(5), U(Unit::Day)] => Some(Fixed(5, 1)),
        [Word("halloween")] => Some(Fixed(10, 31)),
        [Word("armistice" | "veterans"), U(Unit::Day)] => Some(Fixed(11, 11)),
        [Word("good"), W(Weekday::Friday)] => Some(Easter(-2)),
        [Word("easter")] | [Word("easter"), W(Weekday::Sunday)] => Some(Easter(0)),
        [Word("easter"), W(Weekday::Monday)] => Some(Easter(1)),
        _ => None,
    }
}
