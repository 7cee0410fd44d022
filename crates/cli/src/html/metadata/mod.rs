//! The markup of a page in, out what it says of the article: day and place of publication, headline,
//! authors, site, each with the characters of the source that say it.
//!
//! JSON-LD is believed before Open Graph and other `meta` elements, and those before `time` elements.

mod json_ld;
mod tags;
mod time;

use jiff::civil::Date;
use triplewire_tokenizer::{Span, written_date};

use super::outline::Outline;
use super::tokens::Token;

pub(super) use self::time::published as time;

/// Dates before this year are what publishing systems write for none.
const FIRST_YEAR: i16 = 1800;

/// The kind of markup that says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Markup {
    /// schema.org in a script.
    JsonLd,
    /// `meta` elements of The Open Graph protocol.
    OpenGraph,
    /// Other `meta` elements, and microdata.
    Meta,
    /// A `time` element.
    Time,
    /// The `title` element.
    Title,
}

/// What some markup says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Saying {
    /// Decoded.
    pub(crate) value: String,
    /// Of the attribute's value or the string's content in the source.
    pub(crate) span: Span,
    pub(crate) from: Markup,
}

/// What the markup of a page says of its article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageMetadata {
    /// The day of publication.
    pub(crate) published: Option<(Date, Saying)>,
    /// Where the article was written.
    pub(crate) place: Option<Saying>,
    pub(crate) headline: Option<Saying>,
    pub(crate) authors: Vec<Saying>,
    pub(crate) site: Option<Saying>,
}

/// Reads everything but the `time` elements, which count only where they stand beside the headline.
pub(super) fn metadata(source: &str, tokens: &[Token], outline: &Outline) -> PageMetadata {
    let tags = tags::read(tokens, outline);
    let title = tags.title.as_ref().map(|title| title.value.as_str());
    let linked = json_ld::read(source, tokens, title);
    let first_day =
        |sayings: Vec<Saying>| sayings.into_iter().find_map(|saying| Some((day(&saying.value)?, saying)));
    PageMetadata {
        published: first_day(linked.dates).or_else(|| first_day(tags.dates)),
        place: linked.place.and_then(place),
        headline: linked.headline.or(tags.headline).or(tags.title),
        authors: if linked.authors.is_empty() { tags.authors } else { linked.authors },
        site: linked.site.or(tags.site),
    }
}

/// The day that a value says, in ISO 8601 or as people write it.
pub(super) fn day(value: &str) -> Option<Date> {
    let value = value.trim();
    let basic = value.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let iso = value.get(..10).and_then(|day| day.parse::<Date>().ok());
    let day = iso.or_else(|| basic?.parse().ok()).or_else(|| written_date(value));
    day.filter(|day| day.year() >= FIRST_YEAR)
}

/// Whether a value is a time of day in UTC, in which it may be tomorrow where the article is published.
pub(super) fn is_utc(saying: &Saying) -> bool {
    let value = saying.value.trim();
    value.contains('T') && ["Z", "+00:00", "+0000"].iter().any(|zone| value.ends_with(zone))
}

/// The day that markup says, or the one that a `time` element shows, where the markup says none or says in UTC
/// the day after.
pub(super) fn local(said: Option<(Date, Saying)>, shown: Option<(Date, Saying)>) -> Option<(Date, Saying)> {
    match (said, shown) {
        (Some((day, saying)), Some((before, shown)))
            if is_utc(&saying) && !is_utc(&shown) && day.yesterday().ok() == Some(before) =>
        {
            Some((before, shown))
        }
        (said, shown) => said.or(shown),
    }
}

/// The place of a dateline ("BEIRUT, April 4" is "BEIRUT"); `None` where only a day is left.
fn place(dateline: Saying) -> Option<Saying> {
    let Saying { value, span, from } = dateline;
    let is_mark = |c: char| c.is_whitespace() || matches!(c, ',' | ':' | '-' | '–' | '—');
    let end = value.find(|c: char| c.is_ascii_digit() || matches!(c, '(' | '/' | '—' | '–'));
    let mut place = value[..end.unwrap_or(value.len())].trim_end_matches(is_mark);
    if let Some((before, last)) = place.rsplit_once(|c: char| c.is_whitespace() || c == ',')
        && end.is_some()
        && written_date(&format!("{last} 1, 2000")).is_some()
    {
        place = before.trim_end_matches(is_mark);
    }
    let whole = place.len() == value.len();
    // An escape before the end would shift it.
    let simple = span.end - span.start == value.len();
    let span = if whole || !simple { span } else { Span::new(span.start, span.start + place.len()) };
    let value = place.to_owned();
    (!value.trim().is_empty()).then_some(Saying { value, span, from })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::outline::outline;
    use super::super::tokens::tokens;
    use super::*;

    fn read(source: &str) -> PageMetadata {
        let tokens = tokens(source);
        metadata(source, &tokens, &outline(&tokens))
    }

    #[test]
    fn json_ld_is_believed_before_meta() {
        let linked = r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-02-22"}</script>"#;
        let graph = r#"<meta property="article:published_time" content="2026-02-23T01:00:00Z">"#;
        let meta = r#"<meta name="pubdate" content="20260224">"#;
        let published = |source: &str| {
            let (day, saying) = read(source).published.unwrap();
            assert!(saying.span.of(source).starts_with("2026"), "{source}");
            (day.day(), saying.from)
        };
        assert_eq!(published(&format!("{meta}{graph}{linked}")), (22, Markup::JsonLd));
        assert_eq!(published(&format!("{meta}{graph}")), (23, Markup::OpenGraph));
        assert_eq!(published(meta), (24, Markup::Meta));
        let wrong = linked.replace("2026-02-22", "0001-01-01");
        assert_eq!(published(&format!("{wrong}{meta}")), (24, Markup::Meta));
        assert_eq!(read("<p>2026-02-22").published, None);
    }

    /// What is shown counts where it is the day before in UTC, and only there.
    #[test]
    fn the_day_is_that_of_the_place() {
        let of = |value: &str| {
            let saying =
                Saying { value: value.to_owned(), span: Span::new(0, value.len()), from: Markup::Time };
            Some((day(value)?, saying))
        };
        let local = |said: &str, shown: &str| local(of(said), of(shown)).map(|(day, _)| day.day());
        assert_eq!(local("2026-02-22T02:59:46Z", "2026-02-21 20:59:46"), Some(21));
        assert_eq!(local("2026-02-22T02:59:46+00:00", "Feb. 21, 2026"), Some(21));
        assert_eq!(local("2026-02-22T02:59:46-05:00", "2026-02-21"), Some(22));
        assert_eq!(local("2026-02-22", "2026-02-21"), Some(22));
        assert_eq!(local("2026-02-22T02:59:46Z", "2026-02-21T20:59:46Z"), Some(22));
        assert_eq!(local("2026-02-22T02:59:46Z", "2026-02-20"), Some(22));
        assert_eq!(local("", "2026-02-20"), Some(20));
        assert_eq!(local("2026-02-22T02:59:46Z", ""), Some(22));
    }

    #[test]
    fn days_are_whole_and_certain() {
        for value in ["2026-02-22T23:00:00-05:00", " 20260222 ", "Feb. 22, 2026", "2026-02-22 08:00"] {
            assert_eq!(day(value), Some(date(2026, 2, 22)), "{value}");
        }
        for wrong in ["", "Monday", "1771718400000", "0001-01-01T00:00:00", "02/03/2026", "ééééé"] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_dateline_gives_its_place() {
        for (dateline, expected) in [
            ("BEIRUT", Some("BEIRUT")),
            ("BEIRUT, April 4", Some("BEIRUT")),
            ("KYIV, Ukraine (AP) —", Some("KYIV, Ukraine")),
            ("Washington, D.C.", Some("Washington, D.C.")),
            ("PARIS, Feb. 22 -", Some("PARIS")),
            ("4 April", None),
        ] {
            let saying = Saying {
                value: dateline.to_owned(),
                span: Span::new(5, 5 + dateline.len()),
                from: Markup::JsonLd,
            };
            let found = place(saying);
            assert_eq!(found.as_ref().map(|saying| saying.value.as_str()), expected, "{dateline}");
            let length = found.map(|saying| saying.span.end - saying.span.start);
            assert_eq!(length, expected.map(str::len), "{dateline}");
        }
    }
}
