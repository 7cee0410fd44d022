//! A time expression in, its value in ISO 8601 out.
//!
//! `value` has the points of the calendar and how they are written, `pieces` what each word of an
//! expression means; the forms are in `calendar` (dates and ranges of dates), `holidays`, `relative`
//! ("last week", "two days ago"), `parts` ("the first Monday of May"), `clock` and `times` (times of day)
//! and `duration`.
//!
//! An expression is understood as a whole or not at all: a word that no form has gives no value.
//!
//! - Weeks, weekends, quarters, decades and seasons are written as intervals, since few readers of ISO 8601
//!   know its weeks and none quarters or seasons.
//! - "Early" and "the beginning of", "mid" and "the middle of", "late" and "the end of" give the thirds of a
//!   month, a week or a decade; of a year the first quarter, May to August and the last four months; of a
//!   day the morning, midday and the night.
//! - Seasons are those of the north, of three whole months, spring from March.
//! - A month or a year that is counted ("two years ago") is the whole month or year.

mod amount;
mod approximation;
mod calendar;
mod clock;
mod currencies;
mod duration;
mod holidays;
mod parts;
mod pieces;
mod relative;
#[cfg(test)]
mod tests;
mod times;
mod value;

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use triplewire_tokenizer::{Document, Sentence, Span, Word};

pub use self::amount::{Amount, Number, amount};
pub use self::approximation::Approximation;
pub(crate) use self::currencies::is_nation;
pub(crate) use self::holidays::holiday_names;
use self::{
    duration::{Duration, duration},
    pieces::{Piece, pieces},
    value::{Point, Unit, Value},
};
use crate::{
    atoms::{Atom, Lexicon, atoms},
    view::View,
};

/// Pieces of the longest expression that is tried: every form is shorter.
const MOST_PIECES: usize = 16;

/// Which way a weekday, a day or a month without a year lies from the day of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Direction {
    /// The last one, the day of writing included.
    Past,
    /// The next one, the day of writing included.
    Future,
    /// The closer one; the last one where both are equally far.
    #[default]
    Nearest,
}

/// What expressions are relative to. Without a day, only those that are complete have a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Anchor {
    /// The day of writing: "yesterday" is the day before it.
    pub written: Option<Date>,
    /// The time of writing, where it is known: "two hours ago" needs it.
    pub clock: Option<Time>,
    /// The day that was told of last: "the day before" is the day before it.
    pub told: Option<Date>,
}

impl Anchor {
    /// Written on this day; nothing has been told yet.
    #[must_use]
    pub fn written(date: Date) -> Self {
        Self { written: Some(date), ..Self::default() }
    }
}

/// What an expression of time means.
///
/// Its [`Display`](fmt::Display) is ISO 8601, with the parts of a day that TIMEX3 adds: a year, month, day
/// or time (`2026`, `2026-02`, `2026-02-20`, `2026-02-20T14:00`, with `Z` or `+01:00` where the zone is
/// told), a part of a day (`2026-02-20TMO`, morning; `TMI`, `TAF`, `TEV`, `TNI`), an interval `A/B` of two
/// of these, or a duration (`P2Y6M`, `PT2H`; `X` for a number that is not told, `P1WE` for a weekend).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeValue(Meaning);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    When(Value),
    HowLong(Duration),
}

impl TimeValue {
    /// When it is, in ISO 8601: of a part of a day the day; `None` for a duration.
    #[must_use]
    pub fn when(&self) -> Option<String> {
        match self.0 {
            Meaning::When(value) => Some(value.whole_days().to_string()),
            Meaning::HowLong(_) => None,
        }
    }

    /// The day, where it lies within one.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        match self.0 {
            Meaning::When(Value { from: Point::Part(date, _), to: None }) => Some(date),
            Meaning::When(Value { from, to: None }) => {
                from.time().map(DateTime::date).or_else(|| Value::from(from).one_day())
            }
            _ => None,
        }
    }

    /// How exact a duration is ("more than two years").
    #[must_use]
    pub fn approximation(&self) -> Option<Approximation> {
        match self.0 {
            Meaning::When(_) => None,
            Meaning::HowLong(duration) => duration.approximation,
        }
    }
}

impl fmt::Display for TimeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Meaning::When(value) => value.fmt(f),
            Meaning::HowLong(duration) => duration.fmt(f),
        }
    }
}

/// The value of an expression; `None` where it is not understood or says less than a value would.
///
/// ```
/// use jiff::civil::date;
/// use triplewire_entities::values::{Anchor, Direction, resolve};
///
/// let anchor = Anchor::written(date(2026, 2, 22)); // a Sunday
/// let value = |text| resolve(text, &anchor, Direction::Past).map(|value| value.to_string());
/// assert_eq!(value("last Friday").as_deref(), Some("2026-02-20"));
/// assert_eq!(value("Friday night").as_deref(), Some("2026-02-20TNI"));
/// assert_eq!(value("since 2015").as_deref(), Some("2015/2026-02-22"));
/// assert_eq!(value("two and a half years").as_deref(), Some("P2Y6M"));
/// assert_eq!(value("the good old days"), None);
/// ```
#[must_use]
pub fn resolve(text: &str, anchor: &Anchor, direction: Direction) -> Option<TimeValue> {
    // "The 24th" and "on the first", but no "24", "first" or "the first" alone.
    let trimmed = text.trim();
    let marked = trimmed.contains(|c: char| c.is_ascii_digit()) && trimmed.contains(char::is_whitespace);
    with_pieces(text, |pieces| {
        let reader = Reader { anchor, direction };
        let when = reader.phrase(pieces).or_else(|| reader.bare_day(pieces, marked));
        let when = when.filter(|value| value.is_writable()).map(Meaning::When);
        when.or_else(|| duration(pieces).map(Meaning::HowLong)).map(TimeValue)
    })?
}

/// What `read` makes of the pieces of a text; `None` where they are too many for any form.
fn with_pieces<R>(text: &str, read: impl FnOnce(&[Piece<'_>]) -> R) -> Option<R> {
    with_atoms(text, |atoms| {
        let pieces = pieces(atoms);
        (pieces.len() <= MOST_PIECES).then(|| read(&pieces))
    })?
}

/// What `read` makes of the atoms of a text, cut at [`MOST_PIECES`] words and one more.
fn with_atoms<R>(text: &str, read: impl FnOnce(&[Atom<'_>]) -> R) -> Option<R> {
    let words: Vec<Word> = text
        .split_whitespace()
        .map(|token| {
            let start = token.as_ptr() as usize - text.as_ptr() as usize;
            Word { span: Span::new(start, start + token.len()), space_after: true, clitic: false }
        })
        .take(MOST_PIECES + 1)
        .collect();
    let span = Span::new(words.first()?.span.start, words.last()?.span.end);
    let sentences = vec![Sentence { span, words, passage: 0, cut: false }];
    let document = Document { text, passages: Vec::new(), sentences, published: None };
    let view = View::new(&document, 0);
    Some(read(&atoms(&view, &Lexicon::empty())))
}

/// The forms; each method takes pieces and gives their value where they are wholly of its form.
#[derive(Clone, Copy, Debug)]
struct Reader<'a> {
    anchor: &'a Anchor,
    direction: Direction,
}

impl Reader<'_> {
    /// Any expression.
    fn phrase(self, p: &[Piece<'_>]) -> Option<Value> {
        self.open(p)
            .or_else(|| self.range(p))
            .or_else(|| self.date(p))
            .or_else(|| self.spanning(p))
            .or_else(|| self.hours(p))
            .or_else(|| self.timed(p))
            .or_else(|| self.part_alone(p))
            .or_else(|| match p {
                // "At 1030" is a time, not a year, and "for two days from Monday" a duration.
                [Piece::Word("at"), Piece::Number(..)] | [Piece::Word("for"), Piece::Number(..), ..] => None,
                [Piece::Word("on" | "in" | "at" | "during" | "for" | "over" | "throughout"), rest @ ..] => {
                    self.phrase(rest)
                }
                _ => None,
            })
    }

    /// Any expression but a range or a time of day.
    fn date(self, p: &[Piece<'_>]) -> Option<Value> {
        self.calendar(p)
            .or_else(|| self.relative(p))
            .or_else(|| self.part_of(p))
            .or_else(|| self.edge(p))
            .or_else(|| self.day_part(p))
    }

    /// "Since 2015", "until Friday", "within two weeks": the day of writing is the other end.
    fn open(self, p: &[Piece<'_>]) -> Option<Value> {
        if let [Piece::Word("within"), Piece::Number(n, _), Piece::Unit(unit), Piece::Word(side)] = p {
            let (told, n) = (self.anchor.told?, i64::from(*n));
            return match *side {
                "before" => Value::days(value::later(told, -n, *unit)?, told),
                "after" => Value::days(told, value::later(told, n, *unit)?),
                _ => None,
            };
        }
        let written = self.anchor.written?;
        if let [Piece::Word("less"), Piece::Word("than"), rest @ ..] = p {
            let from = self.relative(rest).filter(|_| matches!(rest, [.., Piece::Word("ago")]))?;
            return Value::days(from.one_day()?, written);
        }
        match p {
            [Piece::Word("since"), rest @ ..] => {
                let from = self.towards(Direction::Past).date(rest)?;
                Value::between(from.from, Point::Day(written))
            }
            [Piece::Word("by" | "until" | "till"), rest @ ..] if self.direction != Direction::Past => {
                let ahead = self.towards(Direction::Future);
                // An article that says "by Friday" gives a day; whoever asks at an hour wants what is left of it.
                let Some(now) = self.anchor.clock else {
                    let deadline = ahead.date(rest)?;
                    return Some(deadline.to.map_or(deadline, Value::from));
                };
                let to = ahead.date(rest).or_else(|| ahead.timed(rest))?;
                Value::between(Point::Minute(written.to_datetime(now), ""), to.to.unwrap_or(to.from))
            }
            [Piece::Word("within"), Piece::Number(n, _), Piece::Unit(unit)]
                if self.direction != Direction::Past =>
            {
                Value::days(written, value::later(written, i64::from(*n), *unit)?)
            }
            _ => None,
        }
    }

    /// "For 10 days from May 3", "4 p.m. for 30 minutes".
    fn spanning(self, p: &[Piece<'_>]) -> Option<Value> {
        let at = p.iter().position(|piece| *piece == Piece::Word("for"))?;
        let (length, start) = if at > 0 {
            (
                &p[at + 1..],
                if let [Piece::Word("from" | "starting"), rest @ ..] = &p[..at] { rest } else { &p[..at] },
            )
        } else {
            let from = p.iter().position(|piece| *piece == Piece::Word("from"))?;
            let length = p.get(1..from)?;
            (if let [rest @ .., Piece::Word("starting")] = length { rest } else { length }, &p[from + 1..])
        };
        let length = duration(length)?;
        if let Some(days) = length.days() {
            let first = self.date(start)?.one_day()?;
            return Value::days(first, value::later(first, days.checked_sub(1)?, Unit::Day)?);
        }
        let from = self.timed(start)?.from;
        let end = from.time()?.checked_add(length.seconds()?.seconds()).ok()?;
        Value::between(from, Point::Minute(end, ""))
    }

    fn towards(self, direction: Direction) -> Self {
        Self { direction, ..self }
    }

    /// The one of these that the direction asks for; they are in order and do not overlap.
    fn pick(self, candidates: impl IntoIterator<Item = Value>) -> Option<Value> {
        let written = self.anchor.written?;
        let distance = |value: &Value| {
            let (first, last) = (value.first()?, value.last()?);
            let days = |from: Date, to: Date| from.until(to).ok().map(|span| span.get_days());
            if written < first { days(written, first) } else { days(last, written).map(|days| -days.max(0)) }
        };
        let at = candidates.into_iter().filter_map(|value| Some((distance(&value)?, value)));
        let best = match self.direction {
            Direction::Past => at.filter(|(days, _)| *days <= 0).max_by_key(|(days, _)| *days),
            Direction::Future => at.filter(|(days, _)| *days >= 0).min_by_key(|(days, _)| *days),
            Direction::Nearest => at.min_by_key(|(days, _)| (days.abs(), *days)),
        };
        best.map(|(_, value)| value)
    }

    /// "Early March", "mid-2025", "the end of the month".
    fn edge(self, p: &[Piece<'_>]) -> Option<Value> {
        match p {
            [Piece::Word(which @ ("early" | "mid" | "late")), Piece::Symbol('-'), rest @ ..]
            | [
                Piece::Word(which @ ("early" | "mid" | "late" | "middle")),
                Piece::Word("of" | "in"),
                rest @ ..,
            ]
            | [Piece::Word(which @ ("early" | "mid" | "late")), rest @ ..] => {
                let which = match *which {
                    "early" => Third::First,
                    "late" => Third::Last,
                    _ => Third::Middle,
                };
                third(self.container(rest)?, which)
            }
            // "Earlier this month" is any of its days.
            [Piece::Word("earlier" | "later"), rest @ ..] => self.date(rest),
            [Piece::Word("beginning" | "start"), Piece::Word("of"), rest @ ..] => {
                third(self.container(rest)?, Third::First)
            }
            [Piece::Word("end"), Piece::Word("of"), rest @ ..] => third(self.container(rest)?, Third::Last),
            [Piece::Word("eod")] => Some(Value::day(self.anchor.written?)),
            [Piece::Word(short @ ("bom" | "eom" | "boy" | "eoy"))] => {
                let unit = if short.ends_with('m') { Unit::Month } else { Unit::Year };
                let which = if short.starts_with('b') { Third::First } else { Third::Last };
                third(value::unit_of(self.anchor.written?, unit)?, which)
            }
            // "About two weeks ago" is no day that one could name.
            [Piece::Word("about" | "around"), rest @ ..] if !matches!(rest, [Piece::Number(..), ..]) => {
                self.date(rest)
            }
            _ => None,
        }
    }

    /// A date, or "the month" for this month.
    fn container(self, p: &[Piece<'_>]) -> Option<Value> {
        match p {
            [Piece::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year))] => {
                value::unit_of(self.anchor.written?, *unit)
            }
            _ => self.date(p),
        }
    }
}

/// A part of a longer unit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Third {
    First,
    Middle,
    Last,
}

/// The part of a day, week, month, year or decade. Of a year the first is a quarter and the last four
/// months, since its end is a longer time than its beginning to most writers.
fn third(whole: Value, which: Third) -> Option<Value> {
    match whole {
        Value { from: Point::Year(year), to: None } => {
            let month = |month| Date::new(year, month, 1).ok().map(Point::Month);
            match which {
                Third::First => Value::between(month(1)?, month(3)?),
                Third::Middle => Value::between(month(5)?, month(8)?),
                Third::Last => Value::between(month(9)?, month(12)?),
            }
        }
        Value { from: Point::Year(start), to: Some(Point::Year(end)) }
            if start.checked_add(9) == Some(end) =>
        {
            let (first, last) = match which {
                Third::First => (0, 3),
                Third::Middle => (3, 6),
                Third::Last => (6, 9),
            };
            Value::between(Point::Year(start + first), Point::Year(start + last))
        }
        Value { from: Point::Month(start), to: None } => {
            let day = |day| start.with().day(day).build().ok();
            match which {
                Third::First => Value::days(start, day(10)?),
                Third::Middle => Value::days(day(11)?, day(20)?),
                Third::Last => Value::days(day(21)?, start.last_of_month()),
            }
        }
        Value { from: Point::Day(start), to: Some(Point::Day(end)) } if is_week(start, end) => {
            let day = |days| value::later(start, days, Unit::Day);
            match which {
                Third::First => Value::days(start, day(2)?),
                Third::Middle => Value::days(day(2)?, day(4)?),
                Third::Last => Value::days(day(4)?, end),
            }
        }
        Value { from: Point::Day(date), to: None } => {
            let part = match which {
                Third::First => value::DayPart::Morning,
                Third::Middle => value::DayPart::Midday,
                Third::Last => value::DayPart::Night,
            };
            Some(Point::Part(date, part).into())
        }
        // "Late last night", "early this summer".
        _ => Some(whole),
    }
}

fn is_week(start: Date, end: Date) -> bool {
    value::later(start, 6, Unit::Day) == Some(end)
}
