//! The tokens of a page in, the runs of its main text out, as Readability finds it.
//!
//! Readability (`legible`) takes markup and gives markup, without positions. So each run of text is put into
//! a `data` element that bears its number, which changes nothing that Readability looks at: the element is
//! phrasing content without a class, and no length changes. What comes out is held against the run of that
//! number; a run that comes back changed is not read. Menus and the like bear no numbers: what Readability falls
//! back on when a page has little text is no main text.

use std::collections::BTreeSet;
use std::fmt::Write;

use legible::Options;

use super::outline::{Outline, Place, is_block};
use super::text::is_blank;
use super::tokens::{MOST_ATTRIBUTES, Run, Token, tokens};

/// Characters below which Readability looks again with less strict rules. Its own 500 take a brief and the
/// menu beside it for one article.
const SHORT: usize = 140;

/// Elements inside one another in a page that is looked at: Readability takes quadratic time for them.
const MOST_DEPTH: usize = 400;

/// Elements that a parser opens again in a page that is looked at: few bytes can ask for millions.
const MOST_REPEATED: usize = 50_000;

/// Elements that a parser opens again in each block until they are closed.
const FORMATS: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// What of a page is its main text.
#[derive(Debug, Default)]
pub(super) struct MainText {
    /// Indices of tokens.
    pub(super) runs: BTreeSet<usize>,
    /// Runs of the main text whose places could not be told.
    pub(super) lost: BTreeSet<usize>,
}

/// The main text; empty if Readability finds none.
pub(super) fn main_text(source: &str, page: &[Token], outline: &Outline) -> MainText {
    if outline.depth > MOST_DEPTH || most_attributes(page) > MOST_ATTRIBUTES || repeated(page) > MOST_REPEATED
    {
        return MainText::default();
    }
    let places = &outline.places;
    let mark = mark(source);
    let marked = marked(source, page, places, &mark);
    let options = Options::new().char_threshold(SHORT).disable_json_ld(true);
    let mut found = MainText::default();
    let Ok(article) = legible::parse(&marked, None, Some(options)) else { return found };
    let mut open: Option<(usize, String)> = None;
    for token in tokens(&article.content) {
        match token {
            Token::Start(tag) => {
                if let Some(number) = tag.value(&mark).and_then(|number| number.parse().ok()) {
                    open = Some((number, String::new()));
                }
            }
            Token::Text(run) => {
                if let Some((_, text)) = &mut open {
                    text.push_str(&run.text);
                }
            }
            Token::End(tag) if tag.name == "data" => {
                let Some((number, text)) = open.take() else { continue };
                let Some(Token::Text(run)) = page.get(number) else { continue };
                let same = visible(&run.text).split_whitespace().eq(text.split_whitespace());
                if same && !found.runs.contains(&number) {
                    found.runs.insert(number);
                } else {
                    found.lost.insert(number);
                }
            }
            Token::End(_) => {}
        }
    }
    let MainText { runs, lost } = &mut found;
    runs.retain(|number| !lost.contains(number));
    found
}

/// The runs that are in no menu, footer or the like: the main text of a page where Readability finds none.
pub(super) fn body_text(page: &[Token], places: &[Place]) -> MainText {
    let runs = page.iter().zip(places).enumerate().filter_map(|(index, (token, place))| {
        (is_shown(token, *place) && !place.is_furniture()).then_some(index)
    });
    MainText { runs: runs.collect(), lost: BTreeSet::new() }
}

/// How many elements a parser opens again about, since they were not closed in the block before.
fn repeated(page: &[Token]) -> usize {
    let (mut open, mut repeated) = (0_usize, 0_usize);
    for token in page {
        match token {
            Token::Start(tag) if FORMATS.contains(&tag.name.as_str()) => open += 1,
            // What is open in a cell is not opened again in another.
            Token::Start(tag) if matches!(tag.name.as_str(), "td" | "th" | "caption") => open = 0,
            Token::Start(tag) if is_block(&tag.name) => repeated = repeated.saturating_add(open),
            Token::End(tag) if FORMATS.contains(&tag.name.as_str()) => open = open.saturating_sub(1),
            Token::Start(_) | Token::End(_) | Token::Text(_) => {}
        }
    }
    repeated
}

/// The most attributes of an element. Those of all tags of `html` and `body` come together in one.
fn most_attributes(page: &[Token]) -> usize {
    let (mut most, mut whole) = (0, 0);
    for token in page {
        let Token::Start(tag) = token else { continue };
        most = most.max(tag.attributes.len());
        if matches!(tag.name.as_str(), "html" | "body") {
            whole += tag.attributes.len();
        }
    }
    most.max(whole)
}

/// Whether a token is text that a reader sees, and where it stands is known.
pub(super) fn is_shown(token: &Token, place: Place) -> bool {
    match token {
        Token::Text(Run { text, pieces, raw: false, .. }) => {
            !place.is_hidden() && !pieces.is_empty() && !is_blank(text)
        }
        _ => false,
    }
}

/// An attribute name that the page does not have.
fn mark(source: &str) -> String {
    let source = source.to_ascii_lowercase();
    let mut mark = "run".to_owned();
    while source.contains(&mark) {
        mark.push('x');
    }
    mark
}

/// The page with its runs of text in elements that bear their numbers.
fn marked(source: &str, page: &[Token], places: &[Place], mark: &str) -> String {
    let mut marked = String::with_capacity(source.len() * 2);
    let mut copied = source.len() - source.trim_start_matches('\u{feff}').len();
    for (index, (token, place)) in page.iter().zip(places).enumerate() {
        let Token::Text(run) = token else { continue };
        if !is_shown(token, *place) || place.is_furniture() {
            continue;
        }
        marked.push_str(source.get(copied..run.span.start).unwrap_or_default());
        // Writing to a string cannot fail.
        let _ = write!(marked, "<data {mark}={index}>");
        for c in visible(&run.text).chars() {
            match c {
                '&' => marked.push_str("&amp;"),
                '<' => marked.push_str("&lt;"),
                '>' => marked.push_str("&gt;"),
                '\r' => marked.push_str("&#13;"),
                c => marked.push(c),
            }
        }
        marked.push_str("</data>");
        copied = run.span.end;
    }
    marked.push_str(source.get(copied..).unwrap_or_default());
    marked
}

/// The text without what a parser drops.
fn visible(text: &str) -> String {
    text.replace('\0', "")
}

#[cfg(test)]
mod tests {
    use super::super::outline::outline;
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        let page = tokens(source);
        let found = main_text(source, &page, &outline(&page));
        assert!(found.lost.is_empty(), "{:?}", found.lost);
        let text = |&index: &usize| match &page[index] {
            Token::Text(run) => run.text.trim().to_owned(),
            other => panic!("{other:?}"),
        };
        found.runs.iter().map(text).collect()
    }

    const PARAGRAPH: &str = "Rebels seized the town of Idlib on Monday, the army said, and held it until \
        the evening, when talks began again in a village to the north of it.";

    #[test]
    fn the_article_is_told_from_what_is_around_it() {
        let source = format!(
            "<title>Rebels</title><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav>\
             <div class=article><p>{PARAGRAPH}</p><p>“{PARAGRAPH}” &amp; <b>mo</b>re</p></div>\
             <div class=related><ul><li><a href=/b>Army retakes bridge</a></ul></div><footer>© Us</footer>"
        );
        assert_eq!(texts(&source), [PARAGRAPH, &format!("“{PARAGRAPH}” &"), "mo", "re"]);
    }

    #[test]
    fn marks_of_the_page_itself_are_no_numbers() {
        let source = format!("<div runx=7><data run=1>{PARAGRAPH}</data><p>{PARAGRAPH}</p></div>");
        assert_eq!(mark(&source), "runxx");
        assert_eq!(texts(&source), [PARAGRAPH, PARAGRAPH]);
    }

    #[test]
    fn elements_that_are_never_closed_are_read_without_readability() {
        let tags = |count: usize| (0..count).map(|number| ["<p><b a", "=1>x"].join(&number.to_string()));
        let source = format!("{}{PARAGRAPH}", tags(3000).collect::<Vec<_>>().concat());
        let page = tokens(&source);
        assert!(repeated(&page) > MOST_REPEATED);
        assert!(main_text(&source, &page, &outline(&page)).runs.is_empty());
        let closed = "<p><b>x</b><p><b>y</b>".repeat(3000);
        assert_eq!(repeated(&tokens(&closed)), 0);
    }

    #[test]
    fn a_tag_of_too_many_attributes_is_read_without_readability() {
        use std::fmt::Write;
        let mut source = "<p ".to_owned();
        for number in 0..20_000 {
            write!(source, "a{number}=b ").unwrap();
        }
        write!(source, "lang=en>{PARAGRAPH}</p>").unwrap();
        let page = tokens(&source);
        assert!(main_text(&source, &page, &outline(&page)).runs.is_empty());
        let Token::Start(tag) = &page[0] else { panic!("no tag") };
        assert_eq!((tag.value("a7"), tag.value("lang")), (Some("b"), None));
    }

    #[test]
    fn a_page_without_text_has_no_main_text() {
        for source in ["", "<html>", "<script>var a = 1;</script>", "<p> </p>"] {
            assert_eq!(texts(source), [""; 0], "{source:?}");
        }
    }
}
