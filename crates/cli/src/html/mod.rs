//! The source of a web page in, out the text of its article, where each character of it stands in the
//! source, and what the page's markup says of it.
//!
//! Source → tokens → what each stands in → main text and headline → cleaned text with its map. The text is
//! read like any other; spans of it become spans of the source when they are written.

mod headline;
mod main_text;
mod map;
mod metadata;
mod outline;
mod text;
mod tokens;

#[cfg(test)]
mod tests;

pub(crate) use self::map::SourceMap;
pub(crate) use self::metadata::{Markup, PageMetadata, Saying};

use self::main_text::{MainText, body_text, is_shown, main_text};
use self::text::{CleanText, clean_text};
use self::tokens::Token;

/// Words of a run of text that is no byline.
const SENTENCE: usize = 8;

/// What is read of a web page.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// The headline and the main text, without tags and with character references decoded.
    pub(crate) text: String,
    /// Where that stands in the source.
    pub(crate) map: SourceMap,
    pub(crate) metadata: PageMetadata,
    pub(crate) text_from: TextFrom,
    /// Code points that a reader of the page sees and that are not in the text.
    pub(crate) characters_left_out: usize,
    /// Of these, what belongs to the main text, but could not be told where it stands in the source.
    pub(crate) characters_misplaced: usize,
}

/// What the text of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextFrom {
    /// What Readability takes for the article.
    MainText,
    /// All but menus, footers and the like, since there is nothing like an article.
    Body,
}

impl Page {
    /// Reads a page; the error is a reason for people.
    pub(crate) fn read(source: &str) -> Result<Self, String> {
        let tokens = tokens::tokens(source);
        let outline = outline::outline(&tokens);
        let places = &outline.places;
        let mut metadata = metadata::metadata(source, &tokens, &outline);
        let mut text_from = TextFrom::MainText;
        let MainText { mut runs, lost } = main_text(source, &tokens, &outline);
        if runs.is_empty() {
            text_from = TextFrom::Body;
            runs = body_text(&tokens, places).runs;
        }
        let headline = headline::headline(&tokens, &outline, &metadata, &runs);
        if let Some(headline) = &headline {
            runs.extend(headline.clone().filter(|&index| is_shown(&tokens[index], places[index])));
        }
        if metadata.published.as_ref().is_none_or(|(_, saying)| metadata::is_utc(saying)) {
            let start = headline.map_or(0, |headline| headline.end);
            let long = |&&index: &&usize| match &tokens[index] {
                Token::Text(run) => run.text.split_whitespace().count() >= SENTENCE,
                Token::Start(_) | Token::End(_) => false,
            };
            let end = runs.range(start..).find(long).copied().unwrap_or(start);
            let byline = if start == 0 { 0..0 } else { start..end };
            let shown = metadata::time(&tokens, &outline, &byline);
            metadata.published = metadata::local(metadata.published, shown);
        }
        let CleanText { text, map, left_out } =
            clean_text(source, &tokens, places, |index| runs.contains(&index));
        if text.is_empty() {
            return Err("no text in the page".to_owned());
        }
        let misplaced = tokens.iter().zip(places).enumerate().map(|(index, (token, place))| match token {
            Token::Text(run)
                if lost.contains(&index) || (run.pieces.is_empty() && !place.is_hidden() && !run.raw) =>
            {
                run.text.trim().chars().count()
            }
            _ => 0,
        });
        Ok(Self {
            text,
            map,
            metadata,
            text_from,
            characters_left_out: left_out,
            characters_misplaced: misplaced.sum(),
        })
    }
}
