//! What is known of an article in, when and where it was published out, and what says so.
//!
//! In this order, the first that gives a whole date:
//!
//! 1. metadata: the `date` field or column of the article;
//! 2. the markup of a web page: JSON-LD, then Open Graph and other `meta` elements, then `time` elements;
//! 3. a heading line ("Thursday, January 24, 2019") or the page's chrome ("date 2026-02-22 + …"), whichever
//!    stands first in the text;
//! 4. a dateline with a year;
//! 5. a dateline without one, whose year comes from the page's copyright line or is the one that brings the
//!    day closest to `--date`;
//! 6. `--date`.
//!
//! The day on which an archive got an article (WARC) stands in for `--date` in 5 only: what it says is that
//! the article is not younger. A dateline whose year nothing tells gives no date, and the record says so. Today's date is never used.
//! Another source of dates is one more [`Evidence`] and its place in [`Publication::new`]. The place is that
//! of the dateline, else what the markup of a page calls the place of writing.

use jiff::civil::Date;
use serde::Serialize;
use triplewire_tokenizer::{Document, Origin, PublishedFrom, origin};

use crate::html::{Markup, PageMetadata};
use crate::positions::{Location, Positions};

/// What says when an article was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Evidence {
    Metadata,
    #[serde(rename = "json-ld")]
    JsonLd,
    OpenGraph,
    Meta,
    Time,
    Title,
    Heading,
    Chrome,
    Dateline,
    Option,
    /// The day on which an archive got it.
    Archive,
}

impl From<Markup> for Evidence {
    fn from(markup: Markup) -> Self {
        match markup {
            Markup::JsonLd => Self::JsonLd,
            Markup::OpenGraph => Self::OpenGraph,
            Markup::Meta => Self::Meta,
            Markup::Time => Self::Time,
            Markup::Title => Self::Title,
        }
    }
}

/// When and where an article was published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Publication {
    pub(crate) date: Option<Date>,
    /// What gives the date, or the day of which no year is known.
    from: Option<Evidence>,
    /// What gives the year of a dateline that has none.
    year_from: Option<Evidence>,
    /// Where the day is said.
    said: Option<Location>,
    /// The place of the dateline, or the one that the markup names.
    place: Option<Location>,
    /// What gives the place, if not a dateline.
    place_from: Option<Evidence>,
}

impl Publication {
    /// Weighs the date of the metadata, what the text says, and the date of the command line.
    pub(crate) fn new(metadata: Option<Date>, document: &Document<'_>, option: Option<Date>) -> Self {
        let origin = origin(document);
        let place = origin.map(|origin| Location::Text(origin.place));
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
            return Self { said: Some(Location::Text(published.span)), ..found(published.date, from) };
        }
        if let Some((origin, day)) = origin.and_then(|origin| Some((origin, origin.day?))) {
            let completed = complete(day, &origin, option);
            return Self {
                date: completed.map(|(date, _)| date),
                from: Some(Evidence::Dateline),
                year_from: completed.map(|(_, from)| from),
                said: origin.day_span.map(Location::Text),
                place,
                ..Self::default()
            };
        }
        option.map_or(Self { place, ..Self::default() }, |date| found(date, Evidence::Option))
    }

    /// The same for the text of a page, whose markup is believed before its text.
    pub(crate) fn of_page(
        metadata: Option<Date>,
        page: &PageMetadata,
        document: &Document<'_>,
        option: Option<Date>,
    ) -> Self {
        let mut publication = Self::new(metadata, document, option);
        if let (None, Some((date, saying))) = (metadata, &page.published) {
            publication.date = Some(*date);
            publication.from = Some(saying.from.into());
            publication.year_from = None;
            publication.said = Some(Location::Markup(saying.span));
        }
        if let (None, Some(place)) = (publication.place, &page.place) {
            publication.place = Some(Location::Markup(place.span));
            publication.place_from = Some(place.from.into());
        }
        publication
    }

    /// The same where the date that was given for the option is that of an archive: it tells the year of a
    /// dateline, not the day of publication.
    pub(crate) fn by_archive(self) -> Self {
        match (self.from, self.year_from) {
            (Some(Evidence::Option), _) => Self { date: None, from: None, ..self },
            (_, Some(Evidence::Option)) => Self { year_from: Some(Evidence::Archive), ..self },
            _ => self,
        }
    }

    /// As the ledger has it.
    pub(crate) fn record(&self, positions: &Positions<'_>) -> PublicationRecord {
        let said = self.said.map(|said| positions.at(said));
        let (text, (start, end)) = match said {
            Some((text, (start, end))) => (Some(text), (Some(start), Some(end))),
            None => (None, (None, None)),
        };
        let published = self.from.map(|from| PublishedRecord {
            date: self.date.map(|date| date.to_string()),
            from,
            year_from: self.year_from,
            text,
            start,
            end,
            reason: self.date.is_none().then_some("no year is known"),
        });
        let place = self.place.map(|place| {
            let (text, (start, end)) = positions.at(place);
            PlaceRecord { text, from: self.place_from, start, end }
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
    /// What gives the place, if not a dateline.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Evidence>,
    start: usize,
    end: usize,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use triplewire_tokenizer::segment;

    use super::*;
    use crate::args::Unit;
    use crate::html::Page;

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

    /// The record of a page.
    fn page_json(source: &str, metadata: Option<Date>) -> String {
        let page = Page::read(source).unwrap();
        let publication = Publication::of_page(metadata, &page.metadata, &segment(&page.text), None);
        serde_json::to_string(&publication.record(&Positions::of_page(&page, source, Unit::Chars))).unwrap()
    }

    #[test]
    fn the_markup_of_a_page_is_believed_before_its_text() {
        let text = "<p>DAMASCUS, Dec 30, 2024 (Reuters) - It fell on Monday, the army said.";
        let place = r#""place":{"text":"DAMASCUS","start":52,"end":60}"#;
        let meta = "<meta name=\"date\" content=\"2024-12-31T02:00:00Z\">";
        let given = r#"{"published":{"date":"2026-02-22","from":"metadata"},"#;
        let found = page_json(&format!("{meta}{text}"), Some(date(2026, 2, 22)));
        assert_eq!(found, format!("{given}{place}}}"));
        let found = page_json(&format!("{meta}{text}"), None);
        let expected = r#"{"published":{"date":"2024-12-31","from":"meta","text":"2024-12-31T02:00:00Z","start":27,"end":47},"#;
        assert_eq!(found, format!("{expected}{place}}}"));
        let found = page_json(text, None);
        let expected = r#"{"published":{"date":"2024-12-30","from":"dateline","text":"Dec 30, 2024","start":13,"end":25},"#;
        assert_eq!(found, format!("{expected}{}}}", place.replace("52", "3").replace("60", "11")));
    }

    #[test]
    fn the_markup_gives_a_place_where_there_is_no_dateline() {
        let source = "<script type=\"application/ld+json\">{\"@type\":\"Article\",\"dateline\":\"IDLIB, Feb 22\"}\
                      </script><p>It fell on Monday, the army said.";
        let place = r#"{"place":{"text":"IDLIB","from":"json-ld","start":66,"end":71}}"#;
        assert_eq!(page_json(source, None), place);
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
