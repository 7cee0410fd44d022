//! Expressions and their values.

use jiff::Span;
use jiff::civil::{Date, Time, date, time};
use proptest::prelude::*;

use super::{Anchor, Direction, TimeValue, resolve};

/// Written on Sunday, February 22, 2026, after telling of the 21st.
fn anchor() -> Anchor {
    Anchor { told: Some(date(2026, 2, 21)), ..Anchor::written(date(2026, 2, 22)) }
}

#[track_caller]
fn check(anchor: &Anchor, direction: Direction, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|&(text, expected)| {
            let found = resolve(text, anchor, direction).map_or(String::new(), |value| value.to_string());
            (found != expected).then(|| format!("{text}: {found:?} is not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{direction:?}: {wrong:#?}");
}

#[test]
fn complete_dates_need_no_anchor() {
    check(
        &Anchor::default(),
        Direction::Past,
        &[
            ("February 21, 2026", "2026-02-21"),
            ("Feb. 21st, 2026", "2026-02-21"),
            ("on the 21st of February 2026", "2026-02-21"),
            ("21 February , 2026", "2026-02-21"),
            ("twenty-first of March 2019", "2019-03-21"),
            ("Thursday, January 24, 2019", "2019-01-24"),
            ("2026-02-20", "2026-02-20"),
            ("20/02/2026", "2026-02-20"),
            ("2/20/26", "2026-02-20"),
            ("31-Oct-74", "1974-10-31"),
            ("20.02.2026", "2026-02-20"),
            ("March 2011", "2011-03"),
            ("late October 2025", "2025-10-21/2025-10-31"),
            ("2026/02", "2026-02"),
            ("2019", "2019"),
            ("mid-2025", "2025-05/2025-08"),
            ("the 1990s", "1990/1999"),
            ("the '90s", "1990/1999"),
            ("the summer of 2014", "2014-06/2014-08"),
            ("the third quarter of 2018", "2018-07/2018-09"),
            ("Q4 2018", "2018-10/2018-12"),
            ("the end of April 2020", "2020-04-21/2020-04-30"),
            ("Christmas Eve 2014", "2014-12-24"),
            ("Easter 2024", "2024-03-31"),
            ("the first Monday of May 2026", "2026-05-04"),
            ("the last day of February 2024", "2024-02-29"),
            ("between 2001 and 2004", "2001/2004"),
            ("from 1981 until 2011", "1981/2011"),
            ("2019-20", "2019/2020"),
            ("from May 3 to 5, 2019", "2019-05-03/2019-05-05"),
            ("November 28 to January 3, 2020", "2019-11-28/2020-01-03"),
            ("5:30 p.m. on May 3, 2019", "2019-05-03T17:30"),
            ("May 3, 2019 at 1700 GMT", "2019-05-03T17:00Z"),
            ("14:00:30 local time on May 3, 2019", "2019-05-03T14:00:30"),
        ],
    );
}

#[test]
fn without_an_anchor_the_rest_has_no_value() {
    let cases =
        ["yesterday", "Monday", "May", "May 3", "the 24th", "last year", "two days ago", "the day before"];
    check(&Anchor::default(), Direction::Past, &cases.map(|text| (text, "")));
    check(&Anchor::default(), Direction::Past, &[("since 2015", ""), ("by 2030", ""), ("summer", "")]);
}

#[test]
fn what_is_not_understood_has_no_value() {
    let cases = [
        "",
        " ",
        "the good old days",
        "recently",
        "years",
        "more than two years ago",
        "a few days ago",
        "about two weeks ago",
        "February 30, 2026",
        "February 30",
        "Friday, January 24, 2019",
        "Monday, Friday",
        "02/03/2026",
        "32/13/2026",
        "2011-12",
        "after Friday",
        "3:30 on Friday",
        "25:00 on Friday",
        "midnight on Friday",
        "two hours ago",
        "winter of 2014",
        "July 13 and 15",
        "from July 5 to 3, 2019",
        "from 2004 to 2001",
        "the first",
        "fifth Monday of February 2026",
        "tomorrow Friday",
        "99999999999999999999 years ago",
        "9999 years from now",
        "1030 people",
        "at 1030",
    ];
    for direction in [Direction::Past, Direction::Future, Direction::Nearest] {
        check(&anchor(), direction, &cases.map(|text| (text, "")));
    }
}

#[test]
fn days_that_count_from_the_day_of_writing() {
    for direction in [Direction::Past, Direction::Future, Direction::Nearest] {
        check(
            &anchor(),
            direction,
            &[
                ("today", "2026-02-22"),
                ("Yesterday", "2026-02-21"),
                ("yesterday evening", "2026-02-21TEV"),
                ("tomorrow", "2026-02-23"),
                ("the day after tomorrow", "2026-02-24"),
                ("last night", "2026-02-21TNI"),
                ("this morning", "2026-02-22TMO"),
                ("tomorrow at 14:00", "2026-02-23T14:00"),
                ("last Friday", "2026-02-20"),
                ("last Sunday", "2026-02-15"),
                ("next Friday", "2026-02-27"),
                ("next Sunday", "2026-03-01"),
                ("Wednesday of next week", "2026-02-25"),
                ("last week", "2026-02-09/2026-02-15"),
                ("later this week", "2026-02-16/2026-02-22"),
                ("this weekend", "2026-02-21/2026-02-22"),
                ("last month", "2026-01"),
                ("next month", "2026-03"),
                ("this quarter", "2026-01/2026-03"),
                ("last year", "2025"),
                ("the past decade", "2010/2019"),
                ("last two years", "2024/2025"),
                ("the next three months", "2026-03/2026-05"),
                ("the past 2 days", "2026-02-20/2026-02-21"),
                ("two days ago", "2026-02-20"),
                ("a week ago", "2026-02-15"),
                ("three months ago", "2025-11"),
                ("two years ago", "2024"),
                ("two Fridays ago", "2026-02-13"),
                ("last March", "2025-03"),
                ("next March", "2026-03"),
                ("March of this year", "2026-03"),
                ("May 3 last year", "2025-05-03"),
                ("the 20th of next month", "2026-03-20"),
                ("last summer", "2025-06/2025-08"),
                ("this winter", "2025-12/2026-02"),
                ("last Christmas", "2025-12-25"),
                ("since Tuesday", "2026-02-17/2026-02-22"),
                ("since 2015", "2015/2026-02-22"),
                ("the beginning of this week", "2026-02-16/2026-02-18"),
                ("Sunday, March 1", "2026-03-01"),
            ],
        );
    }
}

#[test]
fn days_that_count_from_the_day_told_of() {
    check(
        &anchor(),
        Direction::Past,
        &[
            ("The day before", "2026-02-20"),
            ("the next day", "2026-02-22"),
            ("the following day", "2026-02-22"),
            ("two days earlier", "2026-02-19"),
            ("a week later", "2026-02-28"),
            ("that same day", "2026-02-21"),
            ("the previous month", "2026-01"),
            ("the following Monday", "2026-02-23"),
            ("the year before", "2025"),
            ("within two years before", "2024-02-21/2026-02-21"),
            ("around 14:00 local time", "2026-02-21T14:00"),
        ],
    );
    let nothing_told = Anchor::written(date(2026, 2, 22));
    check(&nothing_told, Direction::Past, &[("The day before", ""), ("two days later", ""), ("5 p.m.", "")]);
}

#[test]
fn parts_of_days_and_times() {
    check(
        &anchor(),
        Direction::Past,
        &[
            ("Friday night", "2026-02-20TNI"),
            ("late Friday", "2026-02-20TNI"),
            ("the early hours of Friday", "2026-02-20TMO"),
            ("the night of January 4", "2026-01-04TNI"),
            ("tonight", "2026-02-22TNI"),
            ("tomorrow afternoon", "2026-02-23TAF"),
            ("that evening", "2026-02-21TEV"),
            ("in the morning", "2026-02-21TMO"),
            ("tonight at 8", "2026-02-22T20:00"),
            ("Friday night at 2", "2026-02-21T02:00"),
            ("8 this evening", "2026-02-22T20:00"),
            ("4 p.m. Friday", "2026-02-20T16:00"),
            ("Friday at 16:30 GMT", "2026-02-20T16:30Z"),
            ("half past six in the evening", "2026-02-21T18:30"),
            ("noon on Friday", "2026-02-20T12:00"),
            ("from 9 a.m. to 5 p.m. on Friday", "2026-02-20T09:00/2026-02-20T17:00"),
            ("between 2 and 4 p.m.", "2026-02-21T14:00/2026-02-21T16:00"),
            ("11 p.m. to 1 a.m.", "2026-02-21T23:00/2026-02-22T01:00"),
            ("two upcoming days", "2026-02-23/2026-02-24"),
            ("at 7", ""),
            ("3:30", ""),
            ("half past six", ""),
            ("midnight", ""),
        ],
    );
}

#[test]
fn longer_stretches() {
    check(
        &anchor(),
        Direction::Past,
        &[
            ("the weekend", "2026-02-21/2026-02-22"),
            ("early 2025", "2025-01/2025-03"),
            ("the early 1990s", "1990/1993"),
            ("late 2018", "2018-09/2018-12"),
            ("mid-May", "2025-05-11/2025-05-20"),
            ("the 19th century", "1800/1899"),
            ("the first half of last year", "2025-01/2025-06"),
            ("the third quarter of last year", "2025-07/2025-09"),
            ("from 1981 until 2011", "1981/2011"),
            ("from Monday to Friday", "2026-02-16/2026-02-20"),
            ("for 10 days from May 3, 2019", "2019-05-03/2019-05-12"),
            ("less than two weeks ago", "2026-02-08/2026-02-22"),
            ("9/11", "2001-09-11"),
            ("in two weeks", "P2W"),
            ("for several weeks", "PXW"),
            ("the past 24 hours", "PT24H"),
        ],
    );
    check(
        &anchor(),
        Direction::Future,
        &[("in two weeks", "2026-03-08"), ("the weekend", "2026-02-21/2026-02-22")],
    );
}

#[test]
fn the_direction_decides_what_a_date_leaves_open() {
    let cases = [
        ("Sunday", "2026-02-22", "2026-02-22", "2026-02-22"),
        ("Friday", "2026-02-20", "2026-02-27", "2026-02-20"),
        ("Monday morning", "2026-02-16TMO", "2026-02-23TMO", "2026-02-23TMO"),
        ("early Tuesday", "2026-02-17TMO", "2026-02-24TMO", "2026-02-24TMO"),
        ("February", "2026-02", "2026-02", "2026-02"),
        ("early March", "2025-03-01/2025-03-10", "2026-03-01/2026-03-10", "2026-03-01/2026-03-10"),
        ("December 25", "2025-12-25", "2026-12-25", "2025-12-25"),
        ("Christmas", "2025-12-25", "2026-12-25", "2025-12-25"),
        ("the 24th", "2026-01-24", "2026-02-24", "2026-02-24"),
        ("February 29", "2024-02-29", "2028-02-29", "2024-02-29"),
        ("Tuesday the 10th", "2026-02-10", "2026-03-10", "2026-02-10"),
        (
            "Wednesday through Friday",
            "2026-02-18/2026-02-20",
            "2026-02-25/2026-02-27",
            "2026-02-25/2026-02-27",
        ),
        ("July 13-15", "2025-07-13/2025-07-15", "2026-07-13/2026-07-15", "2026-07-13/2026-07-15"),
        ("from 13 to 15 July", "2025-07-13/2025-07-15", "2026-07-13/2026-07-15", "2026-07-13/2026-07-15"),
        ("by Friday", "", "2026-02-27", "2026-02-27"),
        ("two days after Christmas", "2025-12-27", "2026-12-27", "2025-12-27"),
        ("a year after Christmas", "2025-12-25", "2026-12-25", "2025-12-25"),
        ("the third quarter", "2025-07/2025-09", "2026-07/2026-09", "2026-07/2026-09"),
    ];
    for (text, past, future, nearest) in cases {
        check(&anchor(), Direction::Past, &[(text, past)]);
        check(&anchor(), Direction::Future, &[(text, future)]);
        check(&anchor(), Direction::Nearest, &[(text, nearest)]);
    }
}

#[test]
fn with_the_time_of_writing_hours_count_too() {
    let anchor = Anchor { clock: Some(time(23, 30, 0, 0)), ..anchor() };
    check(
        &anchor,
        Direction::Future,
        &[
            ("5 p.m.", "2026-02-23T17:00"),
            ("in two hours", "2026-02-23T01:30"),
            ("30 minutes ago", "2026-02-22T23:00:00"),
            ("now", "2026-02-22T23:30:00"),
        ],
    );
    check(&anchor, Direction::Past, &[("5 p.m.", "2026-02-22T17:00"), ("at noon", "2026-02-22T12:00")]);
}

/// Words that the forms are made of, so that random expressions reach them.
const WORDS: &[&str] = &[
    "the",
    "a",
    "last",
    "next",
    "this",
    "past",
    "previous",
    "following",
    "same",
    "upcoming",
    "first",
    "third",
    "two",
    "20",
    "31",
    "24th",
    "2026",
    "9999",
    "0",
    "99",
    "1990",
    "s",
    "q",
    "'",
    ":",
    "30",
    "-",
    "/",
    ",",
    ".",
    "of",
    "in",
    "on",
    "at",
    "by",
    "from",
    "to",
    "between",
    "and",
    "since",
    "within",
    "after",
    "before",
    "ago",
    "later",
    "earlier",
    "now",
    "early",
    "end",
    "beginning",
    "Monday",
    "sun",
    "February",
    "May",
    "day",
    "week",
    "weekend",
    "month",
    "quarter",
    "year",
    "decade",
    "hours",
    "minutes",
    "seconds",
    "summer",
    "winter",
    "morning",
    "night",
    "p.m.",
    "am",
    "GMT",
    "noon",
    "today",
    "tomorrow",
    "Christmas",
    "Easter",
    "closest",
    "half",
    "AD",
    "eom",
    "İ",
];

/// Whether jiff reads a value or every end of it, as the grammar of `TimeValue` says.
fn is_valid(value: TimeValue) -> bool {
    let text = value.to_string();
    if text.starts_with('P') {
        let known = text.replace('X', "1").replace("WE", "W");
        return value.when().is_none() && known.parse::<Span>().is_ok();
    }
    let point = |end: &str| {
        let (day, time) = end.split_once('T').unwrap_or((end, "00:00"));
        let day = match day.len() {
            4 => format!("{day}-01-01"),
            7 => format!("{day}-01"),
            _ => day.to_owned(),
        };
        let part = matches!(time, "MO" | "MI" | "AF" | "EV" | "NI");
        let clock = &time[..time.find(['Z', '+', '-']).unwrap_or(time.len())];
        day.parse::<Date>().is_ok() && (part || clock.parse::<Time>().is_ok())
    };
    let points = |text: &str| match text.split_once('/') {
        None => point(text),
        Some((from, to)) => point(from) && point(to),
    };
    let when = value.when().unwrap();
    points(&text)
        && points(&when)
        && ["TMO", "TMI", "TAF", "TEV", "TNI"].iter().all(|part| !when.contains(part))
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,40}") {
        let value = resolve(&text, &anchor(), Direction::Past);
        prop_assert!(value.is_none_or(is_valid), "{value:?}");
    }

    #[test]
    fn values_are_valid(
        words in prop::collection::vec(prop::sample::select(WORDS), 1..9),
        year in -9999i16..=9999, day in 1i8..=28, month in 1i8..=12,
        clock in any::<bool>(),
        direction in prop::sample::select(&[Direction::Past, Direction::Future, Direction::Nearest][..]),
    ) {
        let written = date(year, month, day);
        let clock = clock.then(|| time(4, 30, 0, 0));
        let anchor = Anchor { written: Some(written), clock, told: Some(written) };
        let value = resolve(&words.join(" "), &anchor, direction);
        prop_assert!(value.is_none_or(is_valid), "{value:?}");
    }
}
