//! Words for how long something lasts in, an ISO 8601 duration out: "two and a half years" is `P2Y6M`.

use std::fmt;

use super::{
    approximation::{Approximation, approximation},
    pieces::Piece::{self, Number, Symbol, Unit as U, Word},
    value::Unit,
};

/// How long something lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Duration {
    /// `None` where only the unit is told ("for months").
    count: Option<u32>,
    unit: Unit,
    /// Halves or quarters of the unit over and above `count`.
    quarters: u32,
    pub(super) approximation: Option<Approximation>,
}

/// "Two hours", "for more than a decade", "half an hour", "a year and a half", "several days".
pub(super) fn duration(p: &[Piece<'_>]) -> Option<Duration> {
    let p = match p {
        [Word("for" | "over" | "during" | "in" | "within" | "throughout"), rest @ ..] => rest,
        _ => p,
    };
    let p = match p {
        [Word("last" | "past" | "next" | "coming" | "upcoming"), rest @ ..]
            if matches!(rest, [Number(..), ..]) =>
        {
            rest
        }
        _ => p,
    };
    let (approximation, p) = approximation(p);
    let whole = |count, unit| Some(Duration { count: Some(count), unit, quarters: 0, approximation });
    let part = |count, quarters, unit| {
        let found = Duration { count: Some(count), unit, quarters, approximation };
        found.quarter().map(|_| found)
    };
    match *p {
        [Number(count, _), U(unit)]
        | [
            Number(count, _),
            Symbol('-') | Word("straight" | "consecutive" | "full" | "whole" | "long" | "more"),
            U(unit),
        ] => whole(count, unit),
        [Number(count, _), Word("fortnight" | "fortnights")] => whole(count.checked_mul(2)?, Unit::Week),
        [Number(hours, _), Word("h")] => whole(hours, Unit::Hour),
        [Number(1, 1), Symbol('/'), Number(2, 1), Word("h")] => part(0, 2, Unit::Hour),
        [Number(n @ (1 | 3), 1), Symbol('/'), Number(4, 1), U(Unit::Hour) | Word("h")] => {
            part(0, n, Unit::Hour)
        }
        [Word("half"), Number(1, 0), U(unit)]
        | [Number(1, 0), Word("half"), U(unit)]
        | [Number(1, 1), Symbol('/'), Number(2, 1), U(unit)]
        | [Word("half"), Symbol('-'), Number(1, 0), Symbol('-'), U(unit)] => part(0, 2, unit),
        [Number(count, 1..), Symbol('.'), Number(5, 1), U(unit)]
        | [Number(count, _), Word("and"), Number(1, 0), Word("half"), U(unit)]
        | [Number(count, _), U(unit), Word("and"), Number(1, 0), Word("half")] => part(count, 2, unit),
        [Number(1, 0), U(Unit::Quarter), Word("of"), Number(1, 0), U(Unit::Hour)] => part(0, 1, Unit::Hour),
        [Number(3, 0), U(Unit::Quarter), Word("of"), Number(1, 0), U(Unit::Hour)]
        | [Number(3, 0), Symbol('-'), U(Unit::Quarter), Word("of"), Number(1, 0), U(Unit::Hour)] => {
            part(0, 3, Unit::Hour)
        }
        [Word("several" | "few" | "many" | "some"), U(unit)]
        | [Number(1, 0), Word("few"), U(unit)]
        | [Word("dozens" | "hundreds" | "thousands"), Word("of"), U(unit)] => {
            Some(Duration { count: None, unit, quarters: 0, approximation })
        }
        _ => None,
    }
}

impl Duration {
    /// How many of which smaller unit the part over the whole units is; `None` where no such unit fits.
    fn quarter(self) -> Option<(u32, Unit)> {
        let per_quarter = match (self.unit, self.quarters) {
            (_, 0) => return Some((0, self.unit)),
            (Unit::Hour, _) => (15, Unit::Minute),
            (Unit::Minute, _) => (15, Unit::Second),
            (Unit::Day, _) => (6, Unit::Hour),
            (Unit::Year, _) => (3, Unit::Month),
            (Unit::Month, 2) => (7, Unit::Day),
            (Unit::Decade, 2) => return Some((5, Unit::Year)),
            (Unit::Century, 2) => return Some((50, Unit::Year)),
            _ => return None,
        };
        // Half a month is fifteen days.
        let days = u32::from(self.unit == Unit::Month);
        Some((per_quarter.0 * self.quarters + days, per_quarter.1))
    }

    /// How many seconds it has, where it is exact and shorter than a day.
    pub(super) fn seconds(self) -> Option<i64> {
        let per_unit = match self.unit {
            Unit::Second => 1,
            Unit::Minute => 60,
            Unit::Hour => 3600,
            _ => return None,
        };
        let quarters = i64::from(self.count?) * 4 + i64::from(self.quarters);
        (self.approximation.is_none()).then_some(quarters * per_unit / 4)
    }

    /// How many whole days it has, where it is counted in days or weeks.
    pub(super) fn days(self) -> Option<i64> {
        let per_unit = match self.unit {
            Unit::Day => 1,
            Unit::Week => 7,
            _ => return None,
        };
        (self.approximation.is_none() && self.quarters == 0).then_some(i64::from(self.count?) * per_unit)
    }

    /// Seconds, minutes and hours stand after a "T".
    pub(super) fn is_under_a_day(self) -> bool {
        matches!(self.unit, Unit::Second | Unit::Minute | Unit::Hour)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (symbol, times) = letters(self.unit);
        f.write_str(if self.is_under_a_day() { "PT" } else { "P" })?;
        match self.count {
            None => return write!(f, "X{symbol}"),
            Some(0) if self.quarters > 0 => {}
            Some(count) => write!(f, "{}{symbol}", u64::from(count) * times)?,
        }
        if let Some((count @ 1.., unit)) = self.quarter() {
            let hours = !self.is_under_a_day() && unit == Unit::Hour;
            let (symbol, _) = letters(unit);
            write!(f, "{}{count}{symbol}", if hours { "T" } else { "" })?;
        }
        Ok(())
    }
}

/// The designator of a unit, and how many of it make one of ours. A weekend is TIMEX3's `WE`.
fn letters(unit: Unit) -> (&'static str, u64) {
    match unit {
        Unit::Second => ("S", 1),
        Unit::Minute | Unit::Month => ("M", 1),
        Unit::Hour => ("H", 1),
        Unit::Day => ("D", 1),
        Unit::Week => ("W", 1),
        Unit::Weekend => ("WE", 1),
        Unit::Quarter => ("M", 3),
        Unit::Year => ("Y", 1),
        Unit::Decade => ("Y", 10),
        Unit::Century => ("Y", 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::with_pieces;

    #[test]
    fn durations() {
        for (text, expected) in [
            ("two hours", "PT2H"),
            ("for 30 minutes", "PT30M"),
            ("half an hour", "PT30M"),
            ("three-quarters of an hour", "PT45M"),
            ("2.5 hours", "PT2H30M"),
            ("two days", "P2D"),
            ("a day and a half", "P1DT12H"),
            ("10 days", "P10D"),
            ("a fortnight", "P2W"),
            ("half a month", "P15D"),
            ("six months", "P6M"),
            ("two and a half years", "P2Y6M"),
            ("more than a decade", "P10Y"),
            ("half a century", "P50Y"),
            ("1,000 years", "P1000Y"),
            ("two hundred years", "P200Y"),
            ("20-year", "P20Y"),
            ("several weeks", "PXW"),
            ("a few days", "PXD"),
            ("dozens of years", "PXY"),
            ("half a week", ""),
            ("years", ""),
            ("two men", ""),
        ] {
            let found = with_pieces(text, duration).flatten();
            assert_eq!(found.map_or(String::new(), |found| found.to_string()), expected, "{text}");
        }
        let modified = with_pieces("more than two years", duration).flatten().unwrap();
        assert_eq!(modified.approximation, Some(Approximation::MoreThan));
    }
}
