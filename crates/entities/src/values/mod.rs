//! A time expression in, its value in ISO 8601 out.
//!
//! `value` has the points of the calendar and how they are written, `pieces` what each word of an
//! expression means; the forms are in `calendar` (dates and ranges of dates), `holidays`, `relative`
//! ("last week", "two days ago"), `parts` ("the first Monday of May") and `clock` (times of day).
//!
//! An expression is understood as a whole or not at all: a word that no form has gives no value.
//!
//! - Weeks, weekends and quarters are written as intervals, since few readers of ISO 8601 know
//!   its weeks and none its quarters.
//! - "Early", "mid" and "late" give the whole unit; the beginning and the end of a week, month or
//!   year are its first and last third.
//! - A part of a day ("Monday morning") gives the day.
//! - Seasons are those of the north, of three whole months, spring from March.

mod calendar;
mod clock;
mod holidays;
mod parts;
mod pieces;
mod relative;
#[cfg(test)]
mod tests;
mod value;

use jiff::civil::{Date, Time};
use triplewire_tokenizer::{Document, Sentence, Span, Word};

use self::{
    pieces::{Piece, pieces},
    value::{Point, Unit, Value},
};
use crate::{
    atoms::{Lexicon, atoms},
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

/// The value of an expression: a year, month, day or local time, or an interval `A/B` of these.
///
/// `None` where the expression is not understood or says less than a value would.
///
/// ```
/// use jiff::civil::date;
/// use triplewire_entities::values::{Anchor, Direction, resolve};
///
/// let anchor = Anchor::written(date(2026, 2, 22)); // a Sunday
/// let value = |text| resolve(text, &anchor, Direction::Past);
/// assert_eq!(value("last Friday").as_deref(), Some("2026-02-20"));
/// assert_eq!(value("since 2015").as_deref(), Some("2015/2026-02-22"));
/// assert_eq!(value("the good old days"), None);
/// ```
#[must_use]
pub fn resolve(text: &str, anchor: &Anchor, direction: Direction) -> Option<String> {
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
    let atoms = atoms(&view, &Lexicon::empty());
    let pieces = pieces(&atoms);
    if pieces.len() > MOST_PIECES {
        return None;
    }
    let reader = Reader { anchor, direction };
    // "The 24th" and "on the first", but no "24", "first" or "the first" alone.
    let marked = span.of(text).contains(|c: char| c.is_ascii_digit()) && span.of(text).contains(' ');
    let bare = || reader.bare_day(&pieces, marked);
    reader.phrase(&pieces).or_else(bare)?.iso()
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
        self.open(p).or_else(|| self.range(p)).or_else(|| self.date(p)).or_else(|| self.timed(p)).or_else(
            || match p {
                // "At 1030" is a time, not a year, and "for two days from Monday" a duration.
                [Piece::Word("at"), Piece::Number(..)] | [Piece::Word("for"), Piece::Number(..), ..] => None,
                [Piece::Word("on" | "in" | "at" | "during" | "for" | "over" | "throughout"), rest @ ..] => {
                    self.phrase(rest)
                }
                _ => None,
            },
        )
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
        match p {
            [Piece::Word("since"), rest @ ..] => {
                let from = self.towards(Direction::Past).date(rest)?;
                Value::between(from.from, Point::Day(written))
            }
            [Piece::Word("by" | "until" | "till"), rest @ ..] if self.direction != Direction::Past => {
                let to = self.towards(Direction::Future).date(rest)?;
                Value::between(Point::Day(written), to.to.unwrap_or(to.from))
            }
            [Piece::Word("within"), Piece::Number(n, _), Piece::Unit(unit)]
                if self.direction != Direction::Past =>
            {
                Value::days(written, value::later(written, i64::from(*n), *unit)?)
            }
            _ => None,
        }
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
            [Piece::Word("early" | "mid" | "late"), Piece::Symbol('-'), rest @ ..]
            | [Piece::Word("early" | "mid" | "late" | "earlier" | "later"), rest @ ..]
            | [Piece::Word("middle"), Piece::Word("of"), rest @ ..] => self.date(rest),
            [Piece::Word("beginning" | "start"), Piece::Word("of"), rest @ ..] => {
                third(self.container(rest)?, true)
            }
            [Piece::Word("end"), Piece::Word("of"), rest @ ..] => third(self.container(rest)?, false),
            [Piece::Word(short @ ("bom" | "eom" | "boy" | "eoy"))] => {
                let unit = if short.ends_with('m') { Unit::Month } else { Unit::Year };
                third(value::unit_of(self.anchor.written?, unit)?, short.starts_with('b'))
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

/// The first or the last third of a week, month or year.
fn third(whole: Value, first: bool) -> Option<Value> {
    match whole {
        Value { from: Point::Year(year), to: None } => {
            let month = |month| Date::new(year, month, 1).ok().map(Point::Month);
            if first { Value::between(month(1)?, month(4)?) } else { Value::between(month(9)?, month(12)?) }
        }
        Value { from: Point::Month(start), to: None } => {
            let day = |day| start.with().day(day).build().ok();
            if first { Value::days(start, day(10)?) } else { Value::days(day(21)?, start.last_of_month()) }
        }
        Value { from: Point::Day(start), to: Some(Point::Day(end)) } if is_week(start, end) => {
            let from = |date, days| value::later(date, days, Unit::Day);
            if first { Value::days(start, from(start, 2)?) } else { Value::days(from(end, -2)?, end) }
        }
        _ => None,
    }
}

fn is_week(start: Date, end: Date) -> bool {
    value::later(start, 6, Unit::Day) == Some(end)
}
