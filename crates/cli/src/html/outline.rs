//! The tokens of a page in, out for each of them what it stands in: hidden things, page furniture, lists.
//!
//! No tree is built: a stack of open elements, with the end tags that may be left out, tells what a reader
//! would see. Where a page is malformed it may be told wrongly what is furniture; no position depends on it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::tokens::{Tag, Token};

/// What a token stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    role: Role,
    section: Section,
    /// In a list.
    pub(super) list: bool,
    /// In text whose white space is shown as it is.
    pub(super) preformatted: bool,
}

/// What something is to a reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    #[default]
    Content,
    /// In menus, footers, buttons and the like.
    Furniture,
    /// In something that is not shown.
    Hidden,
}

/// Which section something is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    #[default]
    Page,
    Article,
    /// The header of an article.
    ArticleHeader,
}

impl Place {
    /// Whether it is not shown.
    pub(super) fn is_hidden(self) -> bool {
        self.role == Role::Hidden
    }

    /// Whether it is a menu, a footer or the like, or not shown.
    pub(super) fn is_furniture(self) -> bool {
        self.role >= Role::Furniture
    }

    pub(super) fn is_in_article_header(self) -> bool {
        self.section == Section::ArticleHeader
    }
}

/// A heading of the page: its tags and what is between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// 1 to 6.
    pub(super) level: u8,
    pub(super) tokens: Range<usize>,
}

/// What each token stands in, and the headings.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    /// One for each token.
    pub(super) places: Vec<Place>,
    pub(super) headings: Vec<Heading>,
    /// The most elements that are open at once.
    pub(super) depth: usize,
}

/// Elements that have no content.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Elements whose content is no text of the page.
const HIDDEN: [&str; 22] = [
    "audio",
    "canvas",
    "datalist",
    "iframe",
    "math",
    "meter",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "option",
    "plaintext",
    "progress",
    "rp",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
];

/// What stands around and beside the article. Not forms: some sites put the whole page into one.
const FURNITURE: [&str; 6] = ["aside", "button", "dialog", "footer", "menu", "nav"];

/// Values of `role` for the same.
const ROLES: [&str; 8] =
    ["alert", "complementary", "contentinfo", "dialog", "menu", "menubar", "navigation", "search"];

/// Elements that start and end a paragraph.
const BLOCKS: [&str; 47] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
    "video",
];

/// Elements whose start ends an open element of the same group, up to the element that holds them.
const GROUPS: [(&[&str], &[&str]); 4] = [
    (&["li"], &["ol", "ul", "menu", "dir"]),
    (&["dd", "dt"], &["dl"]),
    (&["td", "th"], &["tr", "table"]),
    (&["tr"], &["table"]),
];

/// Open elements that are looked at for one to end.
const MOST_STEPS: usize = 256;

/// Whether the element starts and ends a paragraph.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.binary_search(&name).is_ok()
}

/// Goes through the tokens once.
pub(super) fn outline(tokens: &[Token]) -> Outline {
    let mut elements = Elements::default();
    let mut outline = Outline::default();
    for (index, token) in tokens.iter().enumerate() {
        let place = match token {
            Token::Start(tag) => elements.start(tag, index),
            Token::End(tag) => {
                let place = elements.place();
                elements.end(&tag.name, index, &mut outline.headings);
                place
            }
            Token::Text(_) => elements.place(),
        };
        outline.places.push(place);
        outline.depth = outline.depth.max(elements.open.len());
    }
    elements.close(0, tokens.len(), &mut outline.headings);
    outline.headings.sort_by_key(|heading| heading.tokens.start);
    outline
}

#[derive(Default)]
struct Elements<'t> {
    open: Vec<Open<'t>>,
    /// How many of each name are open.
    names: BTreeMap<&'t str, usize>,
    /// Headings that ended by a start tag.
    ended: Vec<Heading>,
}

struct Open<'t> {
    name: &'t str,
    /// Of what is in it.
    place: Place,
    token: usize,
}

impl<'t> Elements<'t> {
    fn place(&self) -> Place {
        self.open.last().map(|open| open.place).unwrap_or_default()
    }

    /// Opens an element; gives its own place.
    fn start(&mut self, tag: &'t Tag, token: usize) -> Place {
        let name = tag.name.as_str();
        if is_block(name) {
            self.end_before("p", &["button", "caption", "td", "th", "table"], token);
        }
        for (members, holders) in GROUPS {
            if members.contains(&name) {
                for member in members {
                    self.end_before(member, holders, token);
                }
            }
        }
        let outer = self.place();
        let section = match name {
            "article" => Section::Article,
            "header" if outer.section == Section::Article => Section::ArticleHeader,
            _ => Section::Page,
        };
        let place = Place {
            role: outer.role.max(role(tag)),
            section: outer.section.max(section),
            list: outer.list || matches!(name, "li" | "ul" | "ol"),
            preformatted: outer.preformatted || name == "pre",
        };
        if !VOID.contains(&name) {
            self.open.push(Open { name, place, token });
            *self.names.entry(name).or_default() += 1;
        }
        place
    }

    /// Ends an open element that the start of another ends, unless it is outside of one of `walls`.
    fn end_before(&mut self, name: &str, walls: &[&str], token: usize) {
        if self.names.get(name).is_none_or(|&count| count == 0) {
            return;
        }
        let inner = self.open.iter().enumerate().rev().take(MOST_STEPS);
        let found =
            inner.take_while(|(_, open)| !walls.contains(&open.name)).find(|(_, open)| open.name == name);
        if let Some((at, _)) = found {
            let mut ended = std::mem::take(&mut self.ended);
            self.close(at, token, &mut ended);
            self.ended = ended;
        }
    }

    fn end(&mut self, name: &str, token: usize, headings: &mut Vec<Heading>) {
        headings.append(&mut self.ended);
        if self.names.get(name).is_none_or(|&count| count == 0) {
            return;
        }
        // An inline element that is left open does not end with the paragraph around it, nor end it.
        let block = is_block(name) || HIDDEN.binary_search(&name).is_ok();
        let inner = self.open.iter().enumerate().rev().take(if block { usize::MAX } else { MOST_STEPS });
        let inside = |open: &Open<'_>| open.name == name || block || !is_block(open.name);
        let found = inner.take_while(|(_, open)| inside(open)).find(|(_, open)| open.name == name);
        if let Some((at, _)) = found {
            self.close(at, token + 1, headings);
        }
    }

    /// Closes the elements from the one at `at`.
    fn close(&mut self, at: usize, token: usize, headings: &mut Vec<Heading>) {
        headings.append(&mut self.ended);
        for open in self.open.drain(at..) {
            if let Some(count) = self.names.get_mut(open.name) {
                *count = count.saturating_sub(1);
            }
            if let Some(level) = heading_level(open.name) {
                headings.push(Heading { level, tokens: open.token..token });
            }
        }
    }
}

fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

fn role(tag: &Tag) -> Role {
    let style = tag.value("style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let hidden = HIDDEN.binary_search(&tag.name.as_str()).is_ok()
        || tag.value("hidden").is_some()
        || tag.value("aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || tag.name == "dialog" && tag.value("open").is_none();
    let role = tag.value("role").unwrap_or_default().to_ascii_lowercase();
    match () {
        () if hidden => Role::Hidden,
        () if FURNITURE.contains(&tag.name.as_str()) || ROLES.contains(&role.as_str()) => Role::Furniture,
        () => Role::Content,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    /// The texts of a page that `choose` takes.
    fn texts(source: &str, choose: impl Fn(Place) -> bool) -> Vec<String> {
        let tokens = tokens(source);
        let outline = outline(&tokens);
        assert_eq!(outline.places.len(), tokens.len());
        let chosen = tokens.iter().zip(&outline.places).filter(|(_, place)| choose(**place));
        let texts = chosen.filter_map(|(token, _)| match token {
            Token::Text(run) => Some(run.text.trim().to_owned()),
            _ => None,
        });
        texts.filter(|text| !text.is_empty()).collect()
    }

    #[test]
    fn tables_are_sorted() {
        assert!(BLOCKS.is_sorted() && HIDDEN.is_sorted());
    }

    #[test]
    fn hidden_things_are_told() {
        let shown = |source| texts(source, |place| !place.is_hidden());
        let page = "<title>t</title><p hidden>a<p>b<div style='Display: none'>c<div>d</div></div>e\
                    <select><option>f</select><script>g</script><noscript><p>h</p></noscript>\
                    <svg><text>i</text></svg><span aria-hidden=true>j</span>k<template>l</template>";
        assert_eq!(shown(page), ["b", "e", "k"]);
        assert_eq!(shown("<p>a<br hidden>b<img hidden>c"), ["a", "b", "c"]);
        assert_eq!(shown("<div hidden>never closed<p>b"), [""; 0]);
    }

    #[test]
    fn furniture_ends_with_its_element() {
        let page = "<nav><div>a</div><ul><li>b</ul></nav>c<footer>d</footer><div role=navigation>e</div>f";
        assert_eq!(texts(page, |place| !place.is_furniture()), ["c", "f"]);
        assert_eq!(texts("<ul><li>a<li>b</ul>c", |place| place.list), ["a", "b"]);
        let header = "<header>a</header><article><header>b</header>c</article>";
        assert_eq!(texts(header, Place::is_in_article_header), ["b"]);
    }

    #[test]
    fn end_tags_that_match_nothing_are_passed_over() {
        assert_eq!(texts("<b hidden><p>a</b>b</p>c", |place| !place.is_hidden()), [""; 0]);
        assert_eq!(texts("</div><nav>a</b></p>b</nav>c", |place| !place.is_furniture()), ["c"]);
    }

    #[test]
    fn headings_have_their_tokens() {
        let tokens = tokens("<h1>A <b>b</b></h1><p>c<h2>d");
        let headings = outline(&tokens).headings;
        assert_eq!(headings, [Heading { level: 1, tokens: 0..6 }, Heading { level: 2, tokens: 8..10 }]);
    }
}
