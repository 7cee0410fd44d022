//! Is a text a date, a datetime or an interval of ISO 8601 (extended format)?

/// True for a year, month, day, week, datetime, or an interval of two of these with `/` between
/// them: `2026`, `2026-02`, `2026-02-20`, `2026-W08`, `2026-02-20T14:00+01:00`,
/// `2026-02-20/2026-02-21`. Days are checked against the length of their month.
#[must_use]
pub fn is_iso_time(text: &str) -> bool {
    match text.split_once('/') {
        Some((from, to)) => is_point(from) && is_point(to),
        None => is_point(text),
    }
}

fn is_point(text: &str) -> bool {
    match text.split_once('T') {
        Some((date, time)) => is_date(date) && date.len() == 10 && is_time(time),
        None => is_date(text),
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year] => number(year, 4).is_some(),
        [year, week] if week.starts_with('W') => {
            number(year, 4).is_some() && number(&week[1..], 2).is_some_and(|w| (1..=53).contains(&w))
        }
        [year, month] => number(year, 4).is_some() && number(month, 2).is_some_and(|m| (1..=12).contains(&m)),
        [year, month, day] => match (number(year, 4), number(month, 2), number(day, 2)) {
            (Some(year), Some(month), Some(day)) => (1..=days_in(year, month)).contains(&day),
            _ => false,
        },
        _ => false,
    }
}

fn is_time(text: &str) -> bool {
    let (clock, zone) = match text.find(['Z', '+', '-']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    is_clock(clock) && (zone.is_empty() || zone == "Z" || is_clock(&zone[1..]))
}

fn is_clock(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    (1..=3).contains(&parts.len())
        && parts.iter().enumerate().all(|(place, part)| {
            let limit = if place == 0 { 24 } else { 60 };
            number(part, 2).is_some_and(|n| n <= limit)
        })
}

/// Days of the month, 0 where there is no such month.
fn days_in(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_datetimes_and_intervals() {
        for good in [
            "2026",
            "2026-02",
            "2024-02-29",
            "2026-W08",
            "2020-02-02T14:00",
            "2020-02-02T14",
            "2020-02-02T14:00:30Z",
            "2020-02-02T14:00+01:00",
            "2015/2019-01-30",
        ] {
            assert!(is_iso_time(good), "{good}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for bad in [
            "",
            "26",
            "2026-13",
            "2023-02-29",
            "20 February 2026",
            "2026-2-1",
            "2026-02-20T25:61",
            "2026/",
            "2026-02T14:00",
            "é026",
            "2026-Wé",
        ] {
            assert!(!is_iso_time(bad), "{bad}");
        }
    }
}
