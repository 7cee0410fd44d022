//! What is known of an article in, when and where it was published out, and what says so.
//!
//! In this order, the first that gives a whole date:
//!
//! 1. metadata: the `date` field or column of the article;
//! 2. a heading line ("Thursday, January 24, 2019") or the page's chrome ("date 2026-02-22 + …"), whichever
//!    stands first in the text;
//! 3. a dateline with a year;
//! 4. a dateline without one, whose year comes from the page's copyright line or is the one that brings the
//!    day closest to `--date`;
//! 5. `--date`.
//!
//! A dateline whose year nothing tells gives no date, and the record says so. Today's date is never used.
//! Another source of dates is one more [`Evidence`] and its place in [`Publication::new`].

use jiff::civil::Date;
use serde::Serialize;
use triplewire_tokenizer::{Document, Origin, PublishedFrom, Span, origin};

use crate::positions::Positions;

/// What says when an article was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Evidence {
    Metadata,
    Heading,
    Chrome,
    Dateline,
    Option,
}

/// When and where an article was published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Publication {
    pub(crate) date: Option<Date>,
    /// What gives the date, or the day of which no year is known.
    from: Option<Evidence>,
    /// What gives the year of a dateline that has none.
    year_from: Option<Evidence>,
    /// Where the text says the day.
    span: Option<Span>,
    /// The place of the dateline.
    place: Option<Span>,
}

impl Publication {
    /// Weighs the date of the metadata, what the text says, and the date of the command line.
    pub(crate) fn new(metadata: Option<Date>, document: &Document<'_>, option: Option<Date>) -> Self {
        let origin = origin(document);
        let place = origin.map(|origin| origin.place);
        let found = |date, from| Self { date: Some(date), from: Some(from), place, ..Self::default() };
        if let Some(date) = metadata {
            return found(date, Evidence::Metadata);
        }
        if let Some(published) = document.published {
            let from = match published.from {
                PublishedFrom::Heading => Evidence::Heading,
                PublishedFrom::Chrome => Evidence::Chrome,
                PublishedFrom::Dateline => Evidence::Dateline,
            };
            return Self { span: Some(published.span), ..found(published.date, from) };
        }
        if let Some((origin, day)) = origin.and_then(|origin| Some((origin, origin.day?))) {
            let completed = complete(day, &origin, option);
            return Self {
                date: completed.map(|(date, _)| date),
                from: Some(Evidence::Dateline),
                year_from: completed.map(|(_, from)| from),
                span: origin.day_span,
                place,
            };
        }
        option.map_or(Self { place, ..Self::default() }, |date| found(date, Evidence::Option))
    }

    /// As the ledger has it.
    pub(crate) fn record(&self, positions: &Positions<'_>) -> PublicationRecord {
        let stretch = |span: Option<Span>| span.map(|span| positions.of(span)).unzip();
        let (start, end) = stretch(self.span);
        let published = self.from.map(|from| PublishedRecord {
            date: self.date.map(|date| date.to_string()),
            from,
            year_from: self.year_from,
            text: self.span.map(|span| positions.words(&[span])),
            start,
            end,
            reason: self.date.is_none().then_some("no year is known"),
        });
        let place = self.place.map(|span| {
            let (start, end) = positions.of(span);
            PlaceRecord { text: positions.words(&[span]), start, end }
        });
        PublicationRecord { published, place }
    }
}

/// The date of a day without a year.
fn complete((month, day): (i8, i8), origin: &Origin, option: Option<Date>) -> Option<(Date, Evidence)> {
    if let Some(year) = origin.copyright_year {
        return Some((Date::new(year, month, day).ok()?, Evidence::Chrome));
    }
    let option = option?;
    let distance = |date: &Date| option.until(*date).map_or(i32::MAX, |span| span.get_days().abs());
    let years = -1..=1;
    let dates = years.filter_map(|years| Date::new(option.year() + years, month, day).ok());
    Some((dates.min_by_key(distance)?, Evidence::Option))
}

/// When and where an article was published, in `ledger.jsonl`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct PublicationRecord {
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<PublishedRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceRecord>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct PublishedRecord {
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    from: Evidence,
    #[serde(skip_serializing_if = "Option::is_none")]
    year_from: Option<Evidence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
    /// Why there is no date.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct PlaceRecord {
    text: String,
    start: usize,
    end: usize,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use triplewire_tokenizer::segment;

    use super::*;
    use crate::args::Unit;

    fn json(text: &str, metadata: Option<Date>, option: Option<Date>) -> String {
        let publication = Publication::new(metadata, &segment(text), option);
        serde_json::to_string(&publication.record(&Positions::new(text, Unit::Chars))).unwrap()
    }

    #[test]
    fn metadata_then_text_then_the_option() {
        let (given, option) = (Some(date(2026, 2, 22)), Some(date(2026, 3, 1)));
        let heading = "Sunday, February 15, 2026\n\nIt fell.";
        let metadata = r#"{"published":{"date":"2026-02-22","from":"metadata"}}"#;
        assert_eq!(json(heading, given, option), metadata);
        let found = r#"{"published":{"date":"2026-02-15","from":"heading","text":"February 15, 2026","start":8,"end":25}}"#;
        assert_eq!(json(heading, None, option), found);
        let found =
            r#"{"published":{"date":"2026-02-22","from":"chrome","text":"2026-02-22","start":5,"end":15}}"#;
        assert_eq!(json("date 2026-02-22 + ↺ − 16 px\n\nIt fell.", None, option), found);
        let found = r#"{"published":{"date":"2026-03-01","from":"option"}}"#;
        assert_eq!(json("It fell.", None, option), found);
        assert_eq!(json("It fell.", None, None), "{}");
    }

    #[test]
    fn a_dateline_needs_a_year_from_somewhere() {
        let text = "DAMASCUS, Dec 30 (Reuters) - It fell.";
        let place = r#""place":{"text":"DAMASCUS","start":0,"end":8}"#;
        let published =
            |fields: &str| format!(r#"{{"published":{{{fields},"text":"Dec 30","start":10,"end":16"#);
        let unknown = published(r#""from":"dateline""#);
        assert_eq!(json(text, None, None), format!(r#"{unknown},"reason":"no year is known"}},{place}}}"#));
        let option = published(r#""date":"2025-12-30","from":"dateline","year_from":"option""#);
        assert_eq!(json(text, None, Some(date(2026, 1, 3))), format!("{option}}},{place}}}"));
        let chrome = published(r#""date":"2024-12-30","from":"dateline","year_from":"chrome""#);
        let text = format!("{text}\n\n© 2024 Example Media\n");
        assert_eq!(json(&text, None, Some(date(2026, 1, 3))), format!("{chrome}}},{place}}}"));
        let whole = "DAMASCUS, Dec 30, 2024 (Reuters) - It fell.";
        let found = r#"{"published":{"date":"2024-12-30","from":"dateline","text":"Dec 30, 2024","start":10,"end":22},"#;
        assert_eq!(json(whole, None, None), format!("{found}{place}}}"));
    }
}
