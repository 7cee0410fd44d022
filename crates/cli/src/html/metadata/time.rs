//! The `time` elements of a page in, the one that says when its article was published out.

use std::ops::Range;

use jiff::civil::Date;

use super::super::outline::{Outline, Place};
use super::super::tokens::{Tag, Token};
use super::tags::{has, saying};
use super::{Markup, Saying, day};

/// The first `time` that is marked as the day of publication, else in the header of an article, else in
/// `byline`: the tokens between the headline and the text. One in a list or a menu never counts, nor one of
/// an update.
pub(crate) fn published(
    tokens: &[Token],
    outline: &Outline,
    byline: &Range<usize>,
) -> Option<(Date, Saying)> {
    let times = tokens.iter().zip(&outline.places).enumerate().filter_map(|(index, (token, place))| {
        let Token::Start(tag) = token else { return None };
        let rank = rank(tag, *place, byline.contains(&index))?;
        let saying = saying(tag.attribute("datetime").or_else(|| tag.attribute("content")), Markup::Time)?;
        Some((rank, day(&saying.value)?, saying))
    });
    times.min_by_key(|(rank, ..)| *rank).map(|(_, day, saying)| (day, saying))
}

/// How sure it is that the element says it: the lower the surer.
fn rank(tag: &Tag, place: Place, is_in_byline: bool) -> Option<u8> {
    let property = tag.value("itemprop").unwrap_or_default();
    let class = tag.value("class").unwrap_or_default().to_ascii_lowercase();
    let published = has(property, "datePublished") || tag.attribute("pubdate").is_some();
    let updated = has(property, "dateModified") || class.contains("updat") || class.contains("modif");
    if tag.name != "time" || place.is_furniture() || place.list || (updated && !published) {
        return None;
    }
    match () {
        () if published => Some(0),
        () if place.is_in_article_header() => Some(1),
        () if is_in_byline => Some(2),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::outline::outline;
    use super::super::super::tokens::tokens;
    use super::*;

    /// The day of the month that the page's `time` elements give, the whole page being beside the headline
    /// or nothing of it.
    fn day_of(source: &str, is_byline: bool) -> Option<i8> {
        let tokens = tokens(source);
        let byline = 0..if is_byline { tokens.len() } else { 0 };
        let (day, saying) = published(&tokens, &outline(&tokens), &byline)?;
        assert!(saying.span.of(source).starts_with("2026-02-"));
        Some(day.day())
    }

    #[test]
    fn the_surest_element_counts() {
        let time =
            |day: u8, attributes: &str| format!("<time {attributes} datetime=2026-02-{day:02}>then</time>");
        let header = format!("<article><header>{}</header></article>", time(2, ""));
        let page = format!("{}{header}{}", time(1, ""), time(3, "itemprop=datePublished"));
        assert_eq!(day_of(&page, true), Some(3));
        assert_eq!(day_of(&format!("{}{header}", time(1, "")), true), Some(2));
        assert_eq!(day_of(&time(1, ""), true), Some(1));
        assert_eq!(day_of(&time(1, ""), false), None);
    }

    #[test]
    fn related_stories_and_updates_never_do() {
        for page in [
            "<ul><li><time itemprop=datePublished datetime=2026-02-01>then</time></ul>",
            "<aside><time datetime=2026-02-01>then</time></aside>",
            "<time class=last-updated datetime=2026-02-01>then</time>",
            "<time itemprop=dateModified datetime=2026-02-01>then</time>",
            "<time>2026-02-01</time><time datetime=PT2H>two hours</time>",
        ] {
            assert_eq!(day_of(page, true), None, "{page}");
        }
    }
}
