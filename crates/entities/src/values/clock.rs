//! Times of day on a day that is known.

use jiff::civil::Time;

use super::{
    Reader,
    pieces::Piece::{self, Afternoon, Number, Symbol, Word, Zone},
    value::{Point, Unit, Value, later},
};

/// A time of day, whether seconds are given, and the offset from UTC.
#[derive(Clone, Copy)]
struct Clock {
    time: Time,
    seconds: bool,
    zone: &'static str,
}

impl Clock {
    fn on(self, date: jiff::civil::Date) -> Value {
        let time = date.to_datetime(self.time);
        if self.seconds { Point::Second(time, self.zone) } else { Point::Minute(time, self.zone) }.into()
    }
}

impl Reader<'_> {
    /// "5 p.m. on Friday", "tomorrow at 14:00"; a time alone is one of the day that was told of, and
    /// where the time of writing is known the closest such time.
    pub(super) fn timed(self, p: &[Piece<'_>]) -> Option<Value> {
        if let Some(clock) = clock(p) {
            return self.alone(clock);
        }
        (1..p.len()).find_map(|k| {
            let (left, right) = p.split_at(k);
            let (clock, date) = match clock(left) {
                Some(clock) => (clock, right),
                None => (clock(right)?, left),
            };
            let date = if let [Word("on"), rest @ ..] = date { rest } else { date };
            Some(clock.on(self.date(date)?.one_day()?))
        })
    }

    fn alone(self, clock: Clock) -> Option<Value> {
        let (Some(written), Some(now)) = (self.anchor.written, self.anchor.clock) else {
            return Some(clock.on(self.anchor.told?));
        };
        let days = match self.direction {
            super::Direction::Past if clock.time > now => -1,
            super::Direction::Future if clock.time < now => 1,
            _ => 0,
        };
        Some(clock.on(later(written, days, Unit::Day)?))
    }
}

/// "5:30 p.m.", "14:00 local time", "1700 GMT", "at noon"; `None` where it may be morning or afternoon.
fn clock(p: &[Piece<'_>]) -> Option<Clock> {
    let p = match p {
        [Word("at"), Word("about" | "around"), rest @ ..] | [Word("at" | "about" | "around"), rest @ ..] => {
            rest
        }
        _ => p,
    };
    if let [Word("noon" | "midday")] = p {
        return Some(Clock {
            time: Time::midnight().with().hour(12).build().ok()?,
            seconds: false,
            zone: "",
        });
    }
    let (p, zone, local) = match *p {
        [ref rest @ .., Zone(zone)] => (rest, zone, true),
        [ref rest @ .., Word("local"), Word("time")] => (rest, "", true),
        _ => (p, "", false),
    };
    let (p, afternoon) = match *p {
        [ref rest @ .., Afternoon(afternoon)] => (rest, Some(afternoon)),
        _ => (p, None),
    };
    let sixty = |n: u32| i8::try_from(n).ok().filter(|n| *n < 60);
    let (hour, digits, minute, second) = match *p {
        [Number(h, digits), Symbol(':'), Number(m, 2), Symbol(':'), Number(s, 2)] => {
            (h, digits, sixty(m)?, Some(sixty(s)?))
        }
        [Number(h, digits), Symbol(':'), Number(m, 2)] => (h, digits, sixty(m)?, None),
        [Number(h, digits), Symbol('.'), Number(m, 2)] if afternoon.is_some() => (h, digits, sixty(m)?, None),
        [Number(h, digits)] if afternoon.is_some() => (h, digits, 0, None),
        [Number(hm, 4)] if local => (hm / 100, 2, sixty(hm % 100)?, None),
        _ => return None,
    };
    let hour = match afternoon {
        Some(afternoon) if (1..=12).contains(&hour) => hour % 12 + if afternoon { 12 } else { 0 },
        // "17:00 p.m."
        Some(true) if hour > 12 => hour,
        // "3:30" is as often half past three in the afternoon.
        None if digits == 2 || hour > 12 || local => hour,
        _ => return None,
    };
    let time = Time::new(i8::try_from(hour).ok()?, minute, second.unwrap_or(0), 0).ok()?;
    Some(Clock { time, seconds: second.is_some(), zone })
}
