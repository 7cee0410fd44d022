//! Times of day on a day that is known, and stretches of hours.

use jiff::civil::{Date, DateTime};

use super::{
    Direction, Reader,
    clock::{Clock, clock, clock_or_hour},
    pieces::Piece::{self, Symbol, Word},
    value::{DayPart, Point, Unit, Value, later},
};

impl Clock {
    fn on(self, date: Date) -> Option<Point> {
        let date = if self.midnight { later(date, 1, Unit::Day)? } else { date };
        let time = date.to_datetime(self.time);
        Some(if self.seconds { Point::Second(time, self.zone) } else { Point::Minute(time, self.zone) })
    }
}

impl Reader<'_> {
    /// "5 p.m. on Friday", "tomorrow at 14:00", "tonight at 8"; a time alone is one of the day that was
    /// told of, and where the time of writing is known the closest such time.
    pub(super) fn timed(self, p: &[Piece<'_>]) -> Option<Value> {
        if let Some(clock) = clock(p) {
            return self.alone(clock);
        }
        (1..p.len()).find_map(|k| {
            let (left, right) = p.split_at(k);
            self.at(right, left).or_else(|| self.at(left, right))
        })
    }

    /// A time on a day; the part of the day says which half is meant.
    fn at(self, time: &[Piece<'_>], date: &[Piece<'_>]) -> Option<Value> {
        let hour = clock_or_hour(time)?;
        let date = match date {
            [Word("on" | "for"), rest @ ..] | [rest @ .., Word("for")] => rest,
            _ => date,
        };
        let value = self.date(date).or_else(|| self.part_alone(date))?;
        if let Value { from: Point::Part(day, part), to: None } = value {
            // "Saturday night at 2" is on Sunday.
            let small = part == DayPart::Night && hour.open && hour.time.hour() < 5;
            let day = if small { later(day, 1, Unit::Day)? } else { day };
            return hour.in_part(part)?.on(day).map(Value::from);
        }
        // A bare number beside a date is no time, and a midnight may be the start or the end of a day.
        let clock = clock(time).or_else(|| matches!(time, [Word("at"), ..]).then_some(hour))?;
        if clock.midnight || (clock.open && self.anchor.clock.is_none()) {
            return None;
        }
        clock.on(value.one_day()?).map(Value::from)
    }

    fn alone(self, clock: Clock) -> Option<Value> {
        let (Some(written), Some(now)) = (self.anchor.written, self.anchor.clock) else {
            let told = self.anchor.told.filter(|_| !clock.open && !clock.midnight)?;
            return clock.on(told).map(Value::from);
        };
        let now = written.to_datetime(now);
        let halves = if clock.open { vec![clock.half(false)?, clock.half(true)?] } else { vec![clock] };
        let mut points: Vec<(DateTime, Point)> = Vec::new();
        for days in -2..=1 {
            for half in &halves {
                let point = half.on(later(written, days, Unit::Day)?)?;
                points.extend(point.time().map(|time| (time, point)));
            }
        }
        points.sort_by_key(|(time, _)| *time);
        let point = match self.direction {
            Direction::Past => points.iter().rfind(|(time, _)| *time <= now),
            Direction::Future => points.iter().find(|(time, _)| *time >= now),
            Direction::Nearest => points.iter().min_by_key(|(time, _)| {
                now.until(*time)
                    .ok()
                    .and_then(|span| span.total(jiff::Unit::Second).ok())
                    .map(|s| s.abs() as i64)
            }),
        };
        point.map(|&(_, point)| point.into())
    }

    /// "From 9:30 to 11:00 on Thursday", "3-4 p.m.", "between 2 and 4 p.m. tomorrow".
    pub(super) fn hours(self, p: &[Piece<'_>]) -> Option<Value> {
        if let Some((from, to)) = ends(p) {
            return self.between(from, to, None);
        }
        (1..p.len()).find_map(|k| {
            let (left, right) = p.split_at(k);
            let on = |date: &[Piece<'_>]| {
                let date = if let [Word("on"), rest @ ..] = date { rest } else { date };
                self.date(date)?.one_day()
            };
            if let Some((from, to)) = ends(left) {
                return self.between(from, to, Some(on(right)?));
            }
            let (from, to) = ends(right)?;
            self.between(from, to, Some(on(left)?))
        })
    }

    fn between(self, from: Clock, to: Clock, day: Option<Date>) -> Option<Value> {
        let start = match day {
            Some(day) => from.on(day)?,
            None => self.alone(from)?.from,
        };
        let date = start.time()?.date();
        let from_time = start.time()?;
        let end = |to: Clock| {
            let same = to.on(date)?;
            if same.time()? > from_time { Some(same) } else { to.on(later(date, 1, Unit::Day)?) }
        };
        let end = if to.open {
            // The next such time: "8 a.m. until 6".
            let (early, late) = (end(to.half(false)?)?, end(to.half(true)?)?);
            if early.time()? < late.time()? { early } else { late }
        } else {
            end(to)?
        };
        Value::between(start, end)
    }
}

/// The two times of a stretch; what only the second says of the half of the day holds for both.
fn ends(p: &[Piece<'_>]) -> Option<(Clock, Clock)> {
    let (rest, opened) = match p {
        [Word("from" | "between"), rest @ ..] | [Word("in"), Word("between"), rest @ ..] => (rest, true),
        _ => (p, false),
    };
    let rest = match rest {
        [rest @ .., Word("ish")] | [Word("around" | "about"), rest @ ..] => rest,
        _ => rest,
    };
    (1..rest.len().saturating_sub(1)).find_map(|k| {
        let joined = match rest[k] {
            Word("to" | "until" | "till" | "through" | "thru") | Symbol('-') => true,
            Word("and") => opened,
            _ => false,
        };
        if !joined {
            return None;
        }
        let (left, right) = (&rest[..k], &rest[k + 1..]);
        // "Ten-thirty" is one time.
        let to = clock_or_hour(right)?;
        let from = clock_or_hour(left)?;
        let told = clock(left).is_some() || clock(right).is_some();
        if !told {
            return None;
        }
        let zone = if from.zone.is_empty() { to.zone } else { from.zone };
        let from = Clock { zone, ..from };
        // "3 to 4 p.m.", but "11 to 1 p.m.".
        let from = if from.open && !to.open {
            let same = from.half(to.time.hour() >= 12)?;
            if same.time < to.time { same } else { from.half(to.time.hour() < 12)? }
        } else {
            from
        };
        Some((from, Clock { zone, ..to }))
    })
}
