//! The headings of a page in, the one that is the article's headline out.
//!
//! Readability takes the headline away, since it gives the title apart. Here it is text like any other: what
//! stands in the page is read, what only stands in the markup is not.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use super::main_text::is_shown;
use super::metadata::PageMetadata;
use super::outline::{Heading, Outline};
use super::tokens::Token;

/// The tokens of the headline: the longest heading of the first or second level that the page's markup names, else the last one of the first level before the main text.
pub(super) fn headline(
    tokens: &[Token],
    outline: &Outline,
    metadata: &PageMetadata,
    main_text: &BTreeSet<usize>,
) -> Option<Range<usize>> {
    let title = metadata.headline.as_ref().map(|headline| words(&headline.value)).unwrap_or_default();
    let said = |heading: &Heading| {
        let shown = shown(tokens, outline, heading).map(|index| match &tokens[index] {
            Token::Text(run) => words(&run.text),
            _ => String::new(),
        });
        shown.collect::<String>()
    };
    let headings: Vec<(&Heading, String)> = outline
        .headings
        .iter()
        .filter(|heading| heading.level <= 2 && is_of_the_article(outline, heading))
        .map(|heading| (heading, said(heading)))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    // The title of a page often has the name of the site too, which may be a heading of its own.
    let is_named = |words: &str| {
        title.starts_with(words) || title.ends_with(words) || (!title.is_empty() && words.starts_with(&title))
    };
    let named = headings
        .iter()
        .filter(|(_, words)| is_named(words))
        .min_by_key(|(heading, words)| (Reverse(words.len()), heading.level));
    let first = main_text.first().copied().unwrap_or(tokens.len());
    let before = |(heading, _): &&(&Heading, String)| heading.level == 1 && heading.tokens.start <= first;
    let chosen = named.or_else(|| headings.iter().rfind(before));
    chosen.map(|(heading, _)| heading.tokens.clone())
}

/// The text of a heading that a reader sees, as indices of tokens.
pub(super) fn shown<'a>(
    tokens: &'a [Token],
    outline: &'a Outline,
    heading: &Heading,
) -> impl Iterator<Item = usize> + 'a {
    heading.tokens.clone().filter(|&index| is_shown(&tokens[index], outline.places[index]))
}

fn is_of_the_article(outline: &Outline, heading: &Heading) -> bool {
    let place = outline.places.get(heading.tokens.start).copied().unwrap_or_default();
    !place.is_furniture() && !place.list
}

/// Letters and digits in lower case.
fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::super::metadata::metadata;
    use super::super::outline::outline;
    use super::super::tokens::tokens;
    use super::*;

    /// The headline of a page whose main text is its paragraphs.
    fn headline_of(source: &str) -> Option<String> {
        let tokens = tokens(source);
        let outline = outline(&tokens);
        let paragraph = tokens.iter().position(|token| matches!(token, Token::Start(tag) if tag.name == "p"));
        let main_text = paragraph.map(|index| index + 1).into_iter().collect();
        let range = headline(&tokens, &outline, &metadata(source, &tokens, &outline), &main_text)?;
        let texts = tokens[range].iter().filter_map(|token| match token {
            Token::Text(run) => Some(run.text.as_str()),
            _ => None,
        });
        Some(texts.collect())
    }

    #[test]
    fn the_heading_that_the_title_names_is_the_headline() {
        let page = "<title>Rebels seize Idlib | Meridian</title><h1>Meridian</h1><h2>Rebels <b>seize</b> \
                    Idlib</h2><p>x<h1>More</h1>";
        assert_eq!(headline_of(page).as_deref(), Some("Rebels seize Idlib"));
        let graph =
            "<meta property=og:title content='Rebels &amp; army'><h1>Rebels &amp; army: live</h1><p>x";
        assert_eq!(headline_of(graph).as_deref(), Some("Rebels & army: live"));
    }

    #[test]
    fn else_it_is_the_last_one_before_the_text() {
        assert_eq!(headline_of("<h1>A</h1><h1>B</h1><p>x<h1>C</h1>").as_deref(), Some("B"));
        for page in
            ["<p>x<h1>C</h1>", "<title>Rebels</title><p>x", "<nav><h1>A</h1></nav><h1 hidden>B</h1><p>x"]
        {
            assert_eq!(headline_of(page), None, "{page}");
        }
    }
}
