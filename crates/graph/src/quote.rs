//! An article's text and the words of a fact in, the quotation that shows them out.

use crate::words::fold_space;

/// Code points before and after a quotation.
const CONTEXT: usize = 32;

/// A stretch of an article with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    pub(crate) exact: String,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// What an article says, and where its offsets count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleText {
    text: String,
    /// For each code point of the text where it starts in the input, where that is not the text itself.
    places: Option<Vec<usize>>,
}

impl ArticleText {
    /// A text in which the offsets of facts count.
    #[must_use]
    pub fn plain(text: String) -> Self {
        Self { text, places: None }
    }

    /// The text of a page or of Markdown, whose facts have offsets in the source, in code points. `places` has
    /// where each code point of the text starts there, in order.
    #[must_use]
    pub fn of_source(text: String, places: Vec<usize>) -> Self {
        Self { text, places: Some(places) }
    }
}

/// An article's text, for places in code points.
#[derive(Debug)]
pub(crate) struct Text<'a> {
    whole: &'a str,
    places: Option<&'a [usize]>,
    /// Byte offsets of every [`STEP`]th code point.
    steps: Vec<usize>,
    characters: usize,
}

const STEP: usize = 64;

impl<'a> Text<'a> {
    pub(crate) fn new(article: &'a ArticleText) -> Self {
        let text = article.text.as_str();
        let mut characters = 0;
        let mut steps = Vec::with_capacity(text.len() / STEP + 1);
        for (offset, _) in text.char_indices() {
            if characters % STEP == 0 {
                steps.push(offset);
            }
            characters += 1;
        }
        Self { whole: text, places: article.places.as_deref(), steps, characters }
    }

    /// The byte offset of a code point; the text's length after the last one.
    fn offset(&self, character: usize) -> usize {
        let Some(&start) = self.steps.get(character / STEP) else { return self.whole.len() };
        let within = self.whole[start..].char_indices().nth(character % STEP);
        within.map_or(self.whole.len(), |(offset, _)| start + offset)
    }

    /// The code point of the text that stands at or after one of the input.
    fn character(&self, place: usize) -> usize {
        self.places.map_or(place, |places| places.partition_point(|&at| at < place))
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        let (start, end) = (self.offset(start), self.offset(end));
        self.whole.get(start..end).unwrap_or_default()
    }

    /// Whether these words stand in these stretches.
    pub(crate) fn says(&self, words: &str, spans: &[(usize, usize)]) -> bool {
        let parts: Vec<&str> = spans
            .iter()
            .map(|&(start, end)| self.slice(self.character(start), self.character(end)))
            .collect();
        let found = fold_space(&parts.join(" "));
        found == fold_space(words) || squeezed(&found) == squeezed(words)
    }

    /// What stands from `start` to `end`.
    pub(crate) fn quote(&self, start: usize, end: usize) -> Option<Quote> {
        let (start, end) = (self.character(start), self.character(end));
        if start >= end || end > self.characters {
            return None;
        }
        Some(Quote {
            exact: self.slice(start, end).to_owned(),
            before: self.slice(start.saturating_sub(CONTEXT), start).to_owned(),
            after: self.slice(end, (end + CONTEXT).min(self.characters)).to_owned(),
        })
    }
}

/// Without white space: stretches may part a word ("Rivera's").
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_code_points() {
        let text = ArticleText::plain("🙂 Київ".repeat(40));
        let text = Text::new(&text);
        assert!(text.says("Київ", &[(2, 6)]));
        assert!(text.says("🙂 Київ", &[(0, 1), (2, 6)]));
        assert!(!text.says("Київ", &[(1, 5)]));
        let quote = text.quote(6 * 39, 6 * 39 + 1).unwrap();
        assert_eq!((quote.exact.as_str(), quote.after.as_str()), ("🙂", " Київ"));
        assert_eq!(quote.before.chars().count(), CONTEXT);
        assert_eq!(text.quote(239, 241), None);
        assert_eq!(text.quote(3, 3), None);
    }

    #[test]
    fn pages_are_quoted_without_their_tags() {
        // `<b>IS</b>IS &amp; é`
        let page = ArticleText::of_source("ISIS & é".to_owned(), vec![3, 4, 9, 10, 11, 12, 17, 18]);
        let text = Text::new(&page);
        assert!(text.says("ISIS &", &[(3, 17)]));
        assert!(!text.says("ISIS", &[(3, 17)]));
        let quote = text.quote(3, 11).unwrap();
        assert_eq!((quote.exact.as_str(), quote.before.as_str(), quote.after.as_str()), ("ISIS", "", " & é"));
        assert_eq!(text.quote(19, 40), None);
    }
}
