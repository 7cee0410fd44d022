//! The tokens of a page in, what its `meta` elements, its microdata and its title say out.

use super::super::outline::Outline;
use super::super::tokens::{Attribute, Tag, Token};
use super::{Markup, Saying};

/// What the elements say.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// The surest first.
    pub(super) dates: Vec<Saying>,
    pub(super) headline: Option<Saying>,
    pub(super) authors: Vec<Saying>,
    pub(super) site: Option<Saying>,
    /// The content of the `title` element.
    pub(super) title: Option<Saying>,
}

/// Properties of The Open Graph protocol that say when an article was published.
const GRAPH_DATES: [&str; 4] =
    ["article:published_time", "og:article:published_time", "og:published_time", "article:published"];

/// Names of `meta` elements that say it, the surest first.
const META_DATES: [&str; 22] = [
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publication-date",
    "date.published",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
    "originalpublicationdate",
    "article_date_original",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "datecreated",
    "date",
];

/// Reads the elements.
pub(super) fn read(tokens: &[Token], outline: &Outline) -> Tags {
    let mut tags = Tags::default();
    let mut dates: Vec<(usize, Saying)> = Vec::new();
    let mut microdata = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let Token::Start(tag) = token else { continue };
        match tag.name.as_str() {
            "meta" => {
                for (name, from) in names(tag) {
                    let Some(saying) = saying(tag.attribute("content"), from) else { break };
                    let rank = |names: &[&str]| names.iter().position(|date| *date == name);
                    let graph = rank(&GRAPH_DATES);
                    if let Some(rank) = graph.or_else(|| Some(GRAPH_DATES.len() + rank(&META_DATES)?)) {
                        let from = if graph.is_some() { Markup::OpenGraph } else { Markup::Meta };
                        dates.push((rank, Saying { from, ..saying.clone() }));
                    }
                    match name.as_str() {
                        "og:title" => _ = tags.headline.get_or_insert(saying),
                        "og:site_name" => _ = tags.site.get_or_insert(saying),
                        "author" | "article:author" | "parsely-author" | "dc.creator"
                            if tags.authors.is_empty() && !saying.value.contains("://") =>
                        {
                            tags.authors.push(saying);
                        }
                        _ => {}
                    }
                }
            }
            "title" if tags.title.is_none() => {
                if let Some(Token::Text(run)) = tokens.get(index + 1)
                    && !run.text.trim().is_empty()
                {
                    let (value, from) = (run.text.trim().to_owned(), Markup::Title);
                    tags.title = Some(Saying { value, span: run.span, from });
                }
            }
            "time" => {}
            _ => {
                let place = outline.places.get(index).copied().unwrap_or_default();
                let published = tag.value("itemprop").is_some_and(|names| has(names, "datePublished"));
                if published && !place.list && !place.is_furniture() {
                    microdata.extend(saying(tag.attribute("content"), Markup::Meta));
                }
            }
        }
    }
    dates.sort_by_key(|(rank, _)| *rank);
    tags.dates = dates.into_iter().map(|(_, saying)| saying).chain(microdata).collect();
    tags
}

/// The names of a `meta` element in lower case.
fn names(tag: &Tag) -> impl Iterator<Item = (String, Markup)> {
    let names = ["property", "name", "itemprop"].into_iter().filter_map(|name| tag.value(name));
    names.map(|name| {
        let name = name.trim().to_ascii_lowercase();
        let graph = name.starts_with("og:") || name.starts_with("article:");
        (name, if graph { Markup::OpenGraph } else { Markup::Meta })
    })
}

/// Whether a list of names has one.
pub(super) fn has(names: &str, name: &str) -> bool {
    names.split_ascii_whitespace().any(|other| other.eq_ignore_ascii_case(name))
}

pub(super) fn saying(attribute: Option<&Attribute>, from: Markup) -> Option<Saying> {
    let attribute = attribute.filter(|attribute| !attribute.value.trim().is_empty())?;
    Some(Saying { value: attribute.value.clone(), span: attribute.span, from })
}

#[cfg(test)]
mod tests {
    use super::super::super::outline::outline;
    use super::super::super::tokens::tokens;
    use super::*;

    fn tags(source: &str) -> Tags {
        let tokens = tokens(source);
        read(&tokens, &outline(&tokens))
    }

    #[test]
    fn surer_names_come_first() {
        let source = r#"<meta name=date content=a><META Name="DC.Date" content=b><meta itemprop=datePublished content=c>
            <meta property="article:published_time" content=d><meta property="article:modified_time" content=e>"#;
        let dates: Vec<_> =
            tags(source).dates.into_iter().map(|saying| (saying.value, saying.from)).collect();
        let expected =
            [("d", Markup::OpenGraph), ("c", Markup::Meta), ("b", Markup::Meta), ("a", Markup::Meta)];
        assert_eq!(dates, expected.map(|(value, from)| (value.to_owned(), from)));
    }

    #[test]
    fn microdata_of_other_stories_is_passed_over() {
        let source = "<ul><li itemprop=datePublished content=a></ul><b itemprop='x datePublished' content=b></b>\
                      <b itemprop=dateModified content=c></b><b itemprop=datePublished></b>";
        let dates: Vec<_> = tags(source).dates.into_iter().map(|saying| saying.value).collect();
        assert_eq!(dates, ["b"]);
    }

    #[test]
    fn title_author_and_site() {
        let source = "<title> Rebels &amp; army\n</title><svg><title>x</title></svg>\
            <meta property='og:title' content='Rebels'><meta property='og:site_name' content='Meridian'>\
            <meta property='article:author' content='https://example.com/lina'><meta name=author content='Lina'>";
        let tags = tags(source);
        assert_eq!(tags.title.unwrap().value, "Rebels & army");
        assert_eq!(tags.headline.unwrap().value, "Rebels");
        assert_eq!(tags.site.unwrap().value, "Meridian");
        assert_eq!(tags.authors[0].span.of(source), "Lina");
    }
}
