//! Time expressions with their values in, how many were resolved to the same stretch of time out.
//!
//! A case is a JSON line `{"kind": "datetime", "value": "(2013, 2, 15, 0, 0, 0)", "grain": "Day",
//! "phrases": ["2/15", …]}`: a point and how long it lasts, or, of kind `datetimeInterval`, a start
//! and the first moment after the end. Predicted values are ISO 8601: a date lasts as long as its
//! last unit, an interval `A/B` from the start of A to the end of B where B is a date, and to B
//! where B is a time. A part of a day (`TMO`, `TMI`, `TAF`, `TEV`, `TNI` after the day, as TIMEX3 has
//! them) lasts as long as in the cases: the morning to noon, midday from noon to two, the afternoon to
//! seven, evening and night from six to midnight.
//!
//! Below a day a value may differ by one unit at its end: the cases take "5 p.m." for an hour and
//! "3 to 4 p.m." for two, where ISO 8601 knows minutes only and the end of an interval is a moment.

use jiff::civil::{DateTime, ISOWeekDate, Weekday, date};
use jiff::tz::{self, Offset};
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

use crate::bootstrap::{self, Interval};
use crate::counts::ratio;
use crate::error::ReadError;
use crate::iso::is_iso_time;

/// A stretch of time, half open.
pub type Stretch = (DateTime, DateTime);

/// Phrases that mean the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeCase {
    /// Line of the file.
    pub line: usize,
    /// Phrases.
    pub phrases: Vec<String>,
    /// What they mean.
    pub value: Stretch,
    /// The unit of their start and end.
    pub grain: Grain,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grain {
    /// Also of cases that call theirs `NoGrain`.
    #[default]
    #[serde(alias = "NoGrain")]
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A year.
    Year,
}

impl Grain {
    /// From the shortest to the longest.
    pub const ALL: [Self; 8] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
    ];

    /// As the cases call it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Second => "Second",
            Self::Minute => "Minute",
            Self::Hour => "Hour",
            Self::Day => "Day",
            Self::Week => "Week",
            Self::Month => "Month",
            Self::Quarter => "Quarter",
            Self::Year => "Year",
        }
    }

    fn span(self) -> Span {
        match self {
            Self::Second => 1.second(),
            Self::Minute => 1.minute(),
            Self::Hour => 1.hour(),
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Year => 1.year(),
        }
    }
}

/// Predicted values of one case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PredictedValues {
    /// Line of the file.
    pub line: usize,
    /// One for each phrase of the case, `None` where nothing was found.
    pub values: Vec<Option<String>>,
}

/// How many phrases were resolved.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct TimeReport {
    /// All phrases.
    pub phrases: usize,
    /// With a predicted value.
    pub answered: usize,
    /// With the right start and end.
    pub correct: usize,
    /// With the right start.
    pub correct_start: usize,
    /// 95 % interval of the accuracy, by cases.
    pub interval: Option<Interval>,
    /// One for each case.
    pub cases: Vec<CaseOutcome>,
}

/// What was made of the phrases of one case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseOutcome {
    /// Line of the gold file.
    pub line: usize,
    /// Start and end of the time that is meant.
    pub gold: String,
    /// The unit of start and end.
    #[serde(default)]
    pub grain: Grain,
    /// Its phrases.
    pub phrases: Vec<PhraseOutcome>,
}

/// What was made of one phrase.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhraseOutcome {
    /// The phrase.
    pub phrase: String,
    /// The predicted value.
    pub predicted: Option<String>,
    /// Whether it has the right start and end.
    pub right: bool,
}

impl TimeReport {
    /// Share of the phrases with the right start and end.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        ratio(self.correct, self.phrases)
    }

    /// Phrases of cases of these grains, and how many of them are right.
    #[must_use]
    pub fn of_grains(&self, grains: &[Grain]) -> (usize, usize) {
        let cases = self.cases.iter().filter(|case| grains.contains(&case.grain));
        let phrases: Vec<_> = cases.flat_map(|case| &case.phrases).collect();
        (phrases.len(), phrases.iter().filter(|phrase| phrase.right).count())
    }

    /// Two-sided p-value for the difference in accuracy to another run over the same cases, by
    /// paired bootstrap over cases; `None` where the cases differ.
    #[must_use]
    pub fn p_value(&self, other: &Self) -> Option<f64> {
        let same = |a: &CaseOutcome, b: &CaseOutcome| {
            let phrases = a.phrases.iter().map(|p| &p.phrase).eq(b.phrases.iter().map(|p| &p.phrase));
            a.gold == b.gold && phrases
        };
        bootstrap::compare_runs(&self.cases, &other.cases, same, accuracy)
    }
}

fn accuracy(cases: &[&CaseOutcome]) -> f64 {
    let phrases = || cases.iter().flat_map(|case| &case.phrases);
    ratio(phrases().filter(|phrase| phrase.right).count(), phrases().count())
}

#[derive(Deserialize)]
struct Record {
    kind: String,
    value: String,
    grain: Grain,
    phrases: Vec<String>,
}

/// Reads cases, blank lines passed over.
///
/// # Errors
/// A line that is not such a case, or no case at all.
pub fn read(text: &str, file: &str) -> Result<Vec<TimeCase>, ReadError> {
    let mut cases = Vec::new();
    for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let record: Record = serde_json::from_str(line)
            .map_err(|e| ReadError::new(file, index + 1, format!("not a case: {e}")))?;
        let value = record.stretch().ok_or_else(|| {
            let message = format!("not a {} by {}: {}", record.kind, record.grain.as_str(), record.value);
            ReadError::new(file, index + 1, message)
        })?;
        cases.push(TimeCase { line: index + 1, phrases: record.phrases, value, grain: record.grain });
    }
    if cases.is_empty() {
        return Err(ReadError::new(file, 1, "no case in this file"));
    }
    Ok(cases)
}

/// Reads predictions: a JSON list a line, of as many values as the case has phrases, null where
/// there is none; blank lines passed over.
///
/// # Errors
/// A line that is not such a list.
pub fn read_predictions(text: &str, file: &str) -> Result<Vec<PredictedValues>, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let values = |(number, line)| match serde_json::from_str(line) {
        Ok(values) => Ok(PredictedValues { line: number, values }),
        Err(error) => Err(ReadError::new(file, number, format!("not a list of values: {error}"))),
    };
    lines.map(values).collect()
}

impl Record {
    fn stretch(&self) -> Option<Stretch> {
        let numbers: Vec<i64> = self
            .value
            .split(|c: char| !c.is_ascii_digit())
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        let points: Vec<DateTime> = numbers.chunks(6).map(point).collect::<Option<_>>()?;
        match (self.kind.as_str(), &points[..]) {
            ("datetime", &[start]) => Some((start, after(start, self.grain)?)),
            ("datetimeInterval", &[start, end]) => Some((start, end)),
            _ => None,
        }
    }
}

fn point(numbers: &[i64]) -> Option<DateTime> {
    let &[year, month, day, hour, minute, second] = numbers else {
        return None;
    };
    DateTime::new(
        year.try_into().ok()?,
        month.try_into().ok()?,
        day.try_into().ok()?,
        hour.try_into().ok()?,
        minute.try_into().ok()?,
        second.try_into().ok()?,
        0,
    )
    .ok()
}

/// The first moment after a unit that starts here.
fn after(start: DateTime, grain: Grain) -> Option<DateTime> {
    start.checked_add(grain.span()).ok()
}

/// Hours from UTC of the place where the cases were written.
const HOURS_FROM_UTC: i8 = -2;

/// The stretch of a value in the local time of the cases, to which a time with a zone is converted;
/// `None` where it is no value of a point or an interval.
#[must_use]
pub fn stretch_of(value: &str) -> Option<Stretch> {
    let Some((from, to)) = value.split_once('/') else {
        return unit(value);
    };
    let (start, end) = (unit(from)?, unit(to)?);
    let moment = to.contains('T') && part_of_day(to).is_none();
    Some((start.0, if moment { end.0 } else { end.1 }))
}

/// The day and the hours of a part of a day.
fn part_of_day(text: &str) -> Option<(&str, i64, i64)> {
    let (day, part) = text.split_at_checked(10)?;
    let (from, to) = match part {
        "TMO" => (0, 12),
        "TMI" => (12, 14),
        "TAF" => (12, 19),
        "TEV" | "TNI" => (18, 24),
        _ => return None,
    };
    Some((day, from, to))
}

/// The stretch of one date, part of a day or time.
fn unit(text: &str) -> Option<Stretch> {
    if let Some((day, from, to)) = part_of_day(text) {
        let start = unit(day)?.0;
        let at = |hour: i64| start.checked_add(hour.hours()).ok();
        return Some((at(from)?, at(to)?));
    }
    if !is_iso_time(text) {
        return None;
    }
    if let Some((day, time)) = text.split_once('T') {
        let (clock, zone) = time.split_at(time.find(['Z', '+', '-']).unwrap_or(time.len()));
        let parts: Vec<i64> = clock.split(':').filter_map(|part| part.parse().ok()).collect();
        let at = |index: usize| parts.get(index).copied().unwrap_or(0);
        let span = at(0).hours().minutes(at(1)).seconds(at(2));
        let local = unit(day)?.0.checked_add(span).ok()?;
        let start = match offset(zone) {
            Some(offset) => {
                let here = tz::offset(HOURS_FROM_UTC);
                here.to_datetime(offset.to_timestamp(local).ok()?)
            }
            None => local,
        };
        let grain = [Grain::Hour, Grain::Minute, Grain::Second].get(parts.len() - 1)?;
        return Some((start, after(start, *grain)?));
    }
    let parts: Vec<&str> = text.split('-').collect();
    let year: i16 = parts.first()?.parse().ok()?;
    let day_of = |month: &str, day: i8| {
        let month: i8 = month.parse().ok()?;
        (1..=12).contains(&month).then(|| date(year, month, 1))?.with().day(day).build().ok()
    };
    let (first, grain) = match parts[..] {
        [_] => (day_of("1", 1)?, Grain::Year),
        [_, week] if week.starts_with('W') => {
            let week: i8 = week[1..].parse().ok()?;
            (ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date(), Grain::Week)
        }
        [_, month] => (day_of(month, 1)?, Grain::Month),
        [_, month, day] => (day_of(month, day.parse().ok()?)?, Grain::Day),
        _ => return None,
    };
    let start = first.at(0, 0, 0, 0);
    Some((start, after(start, grain)?))
}

/// "Z", "+01:00"; `None` for a local time.
fn offset(zone: &str) -> Option<Offset> {
    if zone == "Z" {
        return Some(Offset::UTC);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let mut parts = zone.get(1..)?.split(':').map(|part| part.parse::<i32>().ok());
    let (hours, minutes) = (parts.next()??, parts.next().flatten().unwrap_or(0));
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

/// Whether a value is the one that is meant; below a day up to one unit at the end.
fn is_right(found: Stretch, case: &TimeCase) -> bool {
    let below_a_day = case.grain < Grain::Day;
    let close = |a: DateTime, b: DateTime| {
        // An hour is the longest of these units.
        let seconds = a.until(b).and_then(|span| span.total(jiff::Unit::Second)).map(f64::abs);
        let unit = case.grain.span().total(jiff::Unit::Second).unwrap_or(0.0);
        seconds.is_ok_and(|seconds| seconds <= unit)
    };
    found.0 == case.value.0 && (found.1 == case.value.1 || below_a_day && close(found.1, case.value.1))
}

/// Scores predicted values, case by case in order. `file` names them in errors.
///
/// # Errors
/// The numbers of cases or phrases differ.
pub fn score(gold: &[TimeCase], predicted: &[PredictedValues], file: &str) -> Result<TimeReport, ReadError> {
    if gold.len() != predicted.len() {
        let message = format!("{} cases, gold has {}", predicted.len(), gold.len());
        let line = predicted.get(gold.len()).or(predicted.last()).map_or(1, |case| case.line);
        return Err(ReadError::new(file, line, message));
    }
    let mut report = TimeReport::default();
    for (case, PredictedValues { line, values }) in gold.iter().zip(predicted) {
        if case.phrases.len() != values.len() {
            let message = format!("{} phrases, gold has {}", values.len(), case.phrases.len());
            return Err(ReadError::new(file, *line, message));
        }
        let mut outcome = CaseOutcome {
            line: case.line,
            gold: format!("{} to {}", case.value.0, case.value.1),
            grain: case.grain,
            phrases: Vec::new(),
        };
        for (phrase, value) in case.phrases.iter().zip(values) {
            report.phrases += 1;
            report.answered += usize::from(value.is_some());
            let found = value.as_deref().and_then(stretch_of);
            report.correct_start += usize::from(found.is_some_and(|f| f.0 == case.value.0));
            let right = found.is_some_and(|found| is_right(found, case));
            report.correct += usize::from(right);
            outcome.phrases.push(PhraseOutcome { phrase: phrase.clone(), predicted: value.clone(), right });
        }
        report.cases.push(outcome);
    }
    report.interval = bootstrap::interval(report.cases.len(), |drawn| {
        accuracy(&drawn.iter().map(|&i| &report.cases[i]).collect::<Vec<_>>())
    });
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASES: &str = r#"{"kind": "datetime", "value": "(2013, 2, 15, 0, 0, 0)", "grain": "Day", "phrases": ["2/15", "2-15"]}
{"kind": "datetimeInterval", "value": "((2013, 3, 20, 0, 0, 0), (2013, 6, 20, 0, 0, 0))", "grain": "Day", "phrases": ["spring"]}
{"kind": "datetime", "value": "(2013, 2, 12, 15, 15, 0)", "grain": "Minute", "phrases": ["3:15pm"]}
"#;

    #[test]
    fn right_half_right_and_missing() {
        // The end of an interval of dates is its last day.
        let predicted =
            "[\"2013-02-15\", \"2013-02-15/2013-02-16\"]\n[\"2013-03-20/2013-06-19\"]\n\n[null]\n";
        let predicted = read_predictions(predicted, "p").unwrap();
        let report = score(&read(CASES, "c").unwrap(), &predicted, "p").unwrap();
        assert_eq!((report.phrases, report.answered), (4, 3));
        assert_eq!((report.correct, report.correct_start), (2, 3));
        let right = |case: &CaseOutcome| case.phrases.iter().map(|p| p.right).collect::<Vec<_>>();
        assert_eq!(
            report.cases.iter().map(right).collect::<Vec<_>>(),
            [vec![true, false], vec![true], vec![false]]
        );
        assert!((report.accuracy() - 0.5).abs() < 1e-12);
        assert!((report.p_value(&report).unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn stretches_of_units() {
        let stretch = |text: &str| {
            let (start, end) = stretch_of(text).unwrap();
            format!("{start} {end}")
        };
        assert_eq!(stretch("2013"), "2013-01-01T00:00:00 2014-01-01T00:00:00");
        assert_eq!(stretch("2013-02"), "2013-02-01T00:00:00 2013-03-01T00:00:00");
        assert_eq!(stretch("2013-W07"), "2013-02-11T00:00:00 2013-02-18T00:00:00");
        assert_eq!(stretch("2013-02-12T15:15"), "2013-02-12T15:15:00 2013-02-12T15:16:00");
        assert_eq!(stretch("2013-02-12T15:15Z"), "2013-02-12T13:15:00 2013-02-12T13:16:00");
        assert_eq!(stretch("2013-02-12T00:30+01:00"), "2013-02-11T21:30:00 2013-02-11T21:31:00");
        assert_eq!(stretch("2013-02-12TMO"), "2013-02-12T00:00:00 2013-02-12T12:00:00");
        assert_eq!(stretch("2013-02-12TAF/2013-02-13TNI"), "2013-02-12T12:00:00 2013-02-14T00:00:00");
        assert_eq!(stretch("2013-02-12T04:30/2013-02-12T14:00"), "2013-02-12T04:30:00 2013-02-12T14:00:00");
        assert_eq!(stretch_of("2013-W53"), None);
        assert_eq!(stretch_of("tomorrow"), None);
        assert_eq!(stretch_of("9999"), None);
    }

    #[test]
    fn below_a_day_the_end_is_not_compared_to_the_unit() {
        let case = |line: &str| read(line, "c").unwrap().remove(0);
        let two_hours = case(
            r#"{"kind": "datetimeInterval", "value": "((2013, 2, 12, 15, 0, 0), (2013, 2, 12, 17, 0, 0))", "grain": "Hour", "phrases": ["3-4pm"]}"#,
        );
        let right = |value: &str, case: &TimeCase| is_right(stretch_of(value).unwrap(), case);
        assert!(right("2013-02-12T15:00/2013-02-12T16:00", &two_hours));
        assert!(right("2013-02-12T15:00/2013-02-12T17:00", &two_hours));
        assert!(!right("2013-02-12T15:00", &two_hours));
        assert!(!right("2013-02-12T14:00/2013-02-12T17:00", &two_hours));
        let day = case(CASES.lines().next().unwrap());
        assert!(right("2013-02-15", &day) && !right("2013-02-15/2013-02-16", &day));
    }

    #[test]
    fn malformed_cases_are_named() {
        let error = read("\n{}", "c").unwrap_err().to_string();
        assert!(error.starts_with("c:2: not a case"), "{error}");
        let error = read(&CASES.replace("(2013, 2, 15,", "(2013, 2, 30,"), "c").unwrap_err();
        assert!(error.to_string().starts_with("c:1: not a datetime by Day"), "{error}");
        let error = score(&read(CASES, "c").unwrap(), &[], "p").unwrap_err().to_string();
        assert_eq!(error, "p:1: 0 cases, gold has 3");
        let predicted = |text: &str| read_predictions(text, "p");
        assert!(predicted("[]\n{}\n").unwrap_err().to_string().starts_with("p:2: not a list of values"));
        let error = |text: &str| {
            score(&read(CASES, "c").unwrap(), &predicted(text).unwrap(), "p").unwrap_err().to_string()
        };
        assert_eq!(error("[null, null]\n\n[null]\n[]\n"), "p:4: 0 phrases, gold has 1");
        assert_eq!(error("[null, null]\n[null]\n[null]\n\n[]\n"), "p:5: 4 cases, gold has 3");
    }
}
