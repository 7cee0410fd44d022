//! The name of a holiday in, its day in a year out.
//!
//! Holidays that are on one day of the Gregorian calendar wherever the name is used, and those of the
//! United States whose names other countries use for no other day. Left out: independence days,
//! whose country the name does not say, and feasts that follow the moon and its sighting (Ramadan, Eid).

use jiff::civil::{Date, Weekday};

use super::{
    pieces::Piece::{self, Month, Unit as U, Weekday as W, Word},
    value::{DayPart, Unit, Value, later},
};

/// When a holiday is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    /// Month and day.
    Fixed(i8, i8),
    /// Days after Easter Sunday.
    Easter(i64),
    /// Days after Easter Sunday of the Orthodox churches.
    OrthodoxEaster(i64),
    /// Which one (-1: the last) of a weekday in a month, and days after it.
    Nth(i8, Weekday, i8, i64),
    /// One day of one year.
    Once(i16, i8, i8),
}

impl Holiday {
    pub(super) fn of(self, year: i16) -> Option<Value> {
        let date = match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Easter(days) => later(easter(year)?, days, Unit::Day),
            Self::OrthodoxEaster(days) => later(orthodox_easter(year)?, days, Unit::Day),
            Self::Nth(nth, weekday, month, days) => {
                let day = Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?;
                later(day, days, Unit::Day)
            }
            Self::Once(only, month, day) => Date::new(only, month, day).ok(),
        };
        date.map(Value::day)
    }
}

/// Names without articles, apostrophes and final s, and their days.
const HOLIDAYS: &[(&str, Holiday)] = {
    use Holiday::{Easter, Fixed, Nth, Once, OrthodoxEaster};
    use Weekday::{Monday, Sunday, Thursday};
    &[
        ("christmas", Fixed(12, 25)),
        ("christmas day", Fixed(12, 25)),
        ("xmas", Fixed(12, 25)),
        ("xmas day", Fixed(12, 25)),
        ("christmas eve", Fixed(12, 24)),
        ("orthodox christmas", Fixed(1, 7)),
        ("boxing day", Fixed(12, 26)),
        ("new year day", Fixed(1, 1)),
        ("new year eve", Fixed(12, 31)),
        ("epiphany", Fixed(1, 6)),
        ("holocaust remembrance day", Fixed(1, 27)),
        ("australia day", Fixed(1, 26)),
        ("groundhog day", Fixed(2, 2)),
        ("valentine day", Fixed(2, 14)),
        ("international woman day", Fixed(3, 8)),
        ("international women day", Fixed(3, 8)),
        ("woman day", Fixed(3, 8)),
        ("women day", Fixed(3, 8)),
        ("st patrick day", Fixed(3, 17)),
        ("st . patrick day", Fixed(3, 17)),
        ("saint patrick day", Fixed(3, 17)),
        ("april fool day", Fixed(4, 1)),
        ("april fool", Fixed(4, 1)),
        ("earth day", Fixed(4, 22)),
        ("anzac day", Fixed(4, 25)),
        ("may day", Fixed(5, 1)),
        ("world press freedom day", Fixed(5, 3)),
        ("cinco de mayo", Fixed(5, 5)),
        ("ve day", Fixed(5, 8)),
        ("juneteenth", Fixed(6, 19)),
        ("world refugee day", Fixed(6, 20)),
        ("canada day", Fixed(7, 1)),
        ("bastille day", Fixed(7, 14)),
        ("halloween", Fixed(10, 31)),
        ("halloween day", Fixed(10, 31)),
        ("all saint day", Fixed(11, 1)),
        ("all soul day", Fixed(11, 2)),
        ("guy fawke day", Fixed(11, 5)),
        ("guy fawke night", Fixed(11, 5)),
        ("armistice day", Fixed(11, 11)),
        ("veteran day", Fixed(11, 11)),
        ("remembrance day", Fixed(11, 11)),
        ("world aid day", Fixed(12, 1)),
        ("human right day", Fixed(12, 10)),
        ("martin luther king day", Nth(3, Monday, 1, 0)),
        ("martin luther king jr . day", Nth(3, Monday, 1, 0)),
        ("mlk day", Nth(3, Monday, 1, 0)),
        ("president day", Nth(3, Monday, 2, 0)),
        ("memorial day", Nth(-1, Monday, 5, 0)),
        ("mother day", Nth(2, Sunday, 5, 0)),
        ("father day", Nth(3, Sunday, 6, 0)),
        ("labor day", Nth(1, Monday, 9, 0)),
        ("columbus day", Nth(2, Monday, 10, 0)),
        ("thanksgiving", Nth(4, Thursday, 11, 0)),
        ("thanksgiving day", Nth(4, Thursday, 11, 0)),
        ("black friday", Nth(4, Thursday, 11, 1)),
        ("cyber monday", Nth(4, Thursday, 11, 4)),
        ("mardi gra", Easter(-47)),
        ("shrove tuesday", Easter(-47)),
        ("ash wednesday", Easter(-46)),
        ("palm sunday", Easter(-7)),
        ("maundy thursday", Easter(-3)),
        ("holy thursday", Easter(-3)),
        ("good friday", Easter(-2)),
        ("holy saturday", Easter(-1)),
        ("easter", Easter(0)),
        ("easter day", Easter(0)),
        ("easter sunday", Easter(0)),
        ("easter monday", Easter(1)),
        ("ascension day", Easter(39)),
        ("pentecost", Easter(49)),
        ("whit sunday", Easter(49)),
        ("whit monday", Easter(50)),
        ("pentecost monday", Easter(50)),
        ("trinity sunday", Easter(56)),
        ("corpus christi", Easter(60)),
        ("orthodox good friday", OrthodoxEaster(-2)),
        ("orthodox easter", OrthodoxEaster(0)),
        ("orthodox easter monday", OrthodoxEaster(1)),
        ("d - day", Once(1944, 6, 6)),
    ]
};

/// The names, in lower case.
pub(crate) fn holiday_names() -> impl Iterator<Item = &'static str> {
    HOLIDAYS.iter().map(|(name, _)| *name)
}

/// The holiday of this name.
pub(super) fn holiday(p: &[Piece<'_>]) -> Option<Holiday> {
    match p {
        // A date that became a name.
        [Piece::Number(9, 1), Piece::Symbol('/'), Piece::Number(11, 2)] => {
            return Some(Holiday::Once(2001, 9, 11));
        }
        [] | [_, _, _, _, _, _, ..] => return None,
        _ => {}
    }
    let same = |(name, _): &&(&str, Holiday)| {
        let mut words = name.split(' ');
        let all = p.iter().all(|piece| {
            words.next().is_some_and(|word| {
                let own = spelled(piece);
                own == word || own.strip_suffix('s') == Some(word)
            })
        });
        all && words.next().is_none()
    };
    HOLIDAYS.iter().find(same).map(|&(_, holiday)| holiday)
}

/// The word that a piece was read from, as far as names of holidays have it.
fn spelled<'a>(piece: &Piece<'a>) -> &'a str {
    match piece {
        Word(word) => word,
        U(Unit::Day) => "day",
        U(Unit::Year) => "year",
        Month(4) => "april",
        Month(5) => "may",
        Piece::Symbol('.') => ".",
        Piece::Symbol('-') => "-",
        Piece::DayPart(DayPart::Night) => "night",
        W(Weekday::Sunday) => "sunday",
        W(Weekday::Monday) => "monday",
        W(Weekday::Tuesday) => "tuesday",
        W(Weekday::Wednesday) => "wednesday",
        W(Weekday::Thursday) => "thursday",
        W(Weekday::Friday) => "friday",
        W(Weekday::Saturday) => "saturday",
        _ => "",
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

/// Easter Sunday of the Julian calendar (Meeus, chapter 8) on its Gregorian day, from 1900 to 2099.
fn orthodox_easter(year: i16) -> Option<Date> {
    if !(1900..=2099).contains(&year) {
        return None;
    }
    let y = i32::from(year);
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let days = d + e + 114;
    let julian = Date::new(year, (days / 31) as i8, (days % 31 + 1) as i8).ok()?;
    later(julian, 13, Unit::Day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::with_pieces;

    #[test]
    fn days_of_holidays() {
        for (name, year, expected) in [
            ("Christmas Eve", 2014, "2014-12-24"),
            ("New Year's Day", 2026, "2026-01-01"),
            ("International Women's Day", 2026, "2026-03-08"),
            ("St. Patrick's Day", 2026, "2026-03-17"),
            ("May Day", 2026, "2026-05-01"),
            ("Martin Luther King Day", 2026, "2026-01-19"),
            ("Memorial Day", 2026, "2026-05-25"),
            ("Labor Day", 2026, "2026-09-07"),
            ("Thanksgiving", 2026, "2026-11-26"),
            ("Black Friday", 2026, "2026-11-27"),
            ("Good Friday", 2026, "2026-04-03"),
            ("Easter", 2026, "2026-04-05"),
            ("Pentecost", 2026, "2026-05-24"),
            ("Orthodox Easter", 2026, "2026-04-12"),
            ("Orthodox Easter", 2024, "2024-05-05"),
            ("9/11", 2026, "2001-09-11"),
            ("Independence Day", 2026, ""),
            ("Eid al-Fitr", 2026, ""),
            ("Friday", 2026, ""),
        ] {
            let found = with_pieces(name, holiday).flatten().and_then(|holiday| holiday.of(year));
            assert_eq!(found.map_or(String::new(), |value| value.to_string()), expected, "{name} {year}");
        }
    }
}
