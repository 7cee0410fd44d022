//! Whole pages, and pages made at random: every span of the text selects in the source what it says.

use std::fmt::Write;

use proptest::prelude::*;
use triplewire_tokenizer::Span;

use super::*;

/// Parts of pages and what a reader sees of them, by hand.
const PARTS: [(&str, &str); 41] = [
    ("Rebels", "Rebels"),
    ("seized", "seized"),
    ("Idlib", "Idlib"),
    ("on Monday,", "on Monday,"),
    ("the army said.", "the army said."),
    ("Київ", "Київ"),
    ("🙂", "🙂"),
    ("é", "é"),
    ("&amp;", "&"),
    ("AT&T", "AT&T"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", "\u{a0}"),
    ("&#8217;", "’"),
    ("&#x201C;", "“"),
    ("&eacute;", "é"),
    ("&semi;", ";"),
    ("&unknown;", "&unknown;"),
    ("a < b", "a < b"),
    (" ", " "),
    ("\n", " "),
    ("\r\n  ", " "),
    ("&#32;", " "),
    ("<b>", ""),
    ("</b>", ""),
    ("<i class=\"x>y\">", ""),
    ("</i>", ""),
    ("<a href='/w?a=1&amp;b=2'>", ""),
    ("</a>", ""),
    ("<!-- a > comment -->", ""),
    ("<wbr>", ""),
    ("<img src=x alt='not text'>", ""),
    ("<br>", " "),
    ("<br/><br>", " "),
    ("<p>", " "),
    ("</p>", " "),
    ("<p class=lead>", " "),
    ("<div>", " "),
    ("</div>", " "),
    ("<h2>", " "),
    ("</h2>", " "),
];

fn page() -> impl Strategy<Value = Vec<usize>> {
    proptest::collection::vec(0..PARTS.len(), 1..120)
}

/// What a reader sees of a stretch of the source, read with the table above alone.
fn decode(stretch: &str) -> String {
    let mut seen = String::new();
    let mut rest = stretch;
    while let Some(next) = rest.chars().next() {
        // Of the parts that the stretch may start with, the longest is meant.
        let part = PARTS.iter().filter(|(part, _)| !part.is_empty() && rest.starts_with(part));
        let markup = part.filter(|(part, _)| part.starts_with(['<', '&']));
        if let Some((part, said)) = markup.max_by_key(|(part, _)| part.len()) {
            seen.push_str(said);
            rest = &rest[part.len()..];
        } else {
            seen.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    folded(&seen)
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The starts and ends of the words of a text, and of its characters.
fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for part in text.split(char::is_whitespace) {
        spans.push(Span::new(start, start + part.len()));
        start += part.len();
        start += text[start..].chars().next().map_or(0, char::len_utf8);
    }
    let starts: Vec<usize> = spans.iter().map(|span| span.start).collect();
    let phrases = starts.iter().zip(spans.iter().skip(3)).map(|(&start, last)| Span::new(start, last.end));
    let phrases: Vec<Span> = phrases.collect();
    let characters = text.char_indices().map(|(at, c)| Span::new(at, at + c.len_utf8()));
    spans
        .into_iter()
        .chain(phrases)
        .chain(characters)
        .filter(|span| !span.of(text).trim().is_empty())
        .collect()
}

/// The characters of the source from the first to the last one of a span, tags and all.
fn said<'s>(page: &Page, source: &'s str, span: Span) -> &'s str {
    page.map.source(span).of(source)
}

/// Checks every span of a page's text; gives their number.
fn check(source: &str) -> usize {
    let Ok(page) = Page::read(source) else { return 0 };
    assert_eq!(page.characters_misplaced, 0, "{source:?}");
    let spans = spans(&page.text);
    for &span in &spans {
        let stretches = page.map.stretches(span);
        let said: Vec<_> = stretches.iter().map(|&span| decode(said(&page, source, span))).collect();
        assert_eq!(folded(&said.join(" ")), folded(span.of(&page.text)), "{span:?} of {source:?}");
    }
    spans.len()
}

/// Checks that every character is said by itself or by a character reference, one after the other.
fn check_characters(source: &str) {
    let Ok(page) = Page::read(source) else { return };
    let mut end = 0;
    for (at, character) in page.text.char_indices().filter(|(_, character)| !character.is_whitespace()) {
        let span = page.map.source(Span::new(at, at + character.len_utf8()));
        let said = &source[span.start..span.end];
        assert!(said == character.to_string() || said.starts_with('&'), "{character:?} is said by {said:?}");
        assert!(span.start >= end || said.starts_with('&'), "{span:?} comes after {end} in {source:?}");
        end = span.end;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn spans_select_what_they_say(parts in page()) {
        let source: String = parts.iter().map(|&part| PARTS[part].0).collect();
        check(&source);
        // The same in a page with a menu, and with a byte order mark.
        check(&format!("\u{feff}<html><body><div class=story><p>{source}</div></body></html>"));
    }

    #[test]
    fn any_text_is_read(source in "\\PC{0,200}") {
        check_characters(&source);
    }

    #[test]
    fn any_markup_is_read(parts in proptest::collection::vec(0..TAGS.len(), 0..60)) {
        let source: String = parts.iter().map(|&part| TAGS[part]).collect();
        check_characters(&source);
    }
}

/// What is likely to go wrong together.
const TAGS: [&str; 36] = [
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "text",
    " ",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<select>",
    "<option>",
    "<svg>",
    "</svg>",
    "<math>",
    "<title>",
    "</title>",
    "<template>",
    "</template>",
    "<noscript>",
    "</noscript>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&",
    "&#",
    "&#x110000;",
    "\0",
    "<plaintext>",
    "<frameset>",
    "<h1>",
    "</",
    "<form>",
];

#[test]
fn many_spans_are_checked() {
    let source = "<h2>Rebels seized Idlib</h2><p><b>Re</b>bels &amp; <i class=\"x>y\">AT&T</i>&#8217;s \
                  army<br>seized&nbsp;Idlib on Monday, the army said.</p><p>Київ &unknown; a < b</p>";
    assert!(check(source) > 60);
}

#[test]
fn references_of_one_character_may_be_two() {
    let source = "<p>The sign &NotEqualTilde; was seen on Monday, the army said in a statement.</p>";
    let page = Page::read(source).unwrap();
    let start = page.text.find('≂').unwrap();
    let sign = Span::new(start, start + "≂̸".len());
    assert_eq!(said(&page, source, sign), "&NotEqualTilde;");
}

#[test]
fn deeply_nested_pages_are_read() {
    for (open, close) in
        [("<div>", "</div>"), ("<b>", "</b>"), ("<ul><li>", "</li></ul>"), ("<p><table><td>", "")]
    {
        let source = format!("{}Rebels seized Idlib.{}", open.repeat(5_000), close.repeat(5_000));
        let page = Page::read(&source).unwrap();
        assert_eq!(page.text, "Rebels seized Idlib.", "{open}");
        assert_eq!(said(&page, &source, Span::new(0, page.text.len())), page.text);
        assert_eq!(Page::read(&open.repeat(5_000)).unwrap_err(), "no text in the page");
    }
}

#[test]
fn pages_without_text_give_a_reason() {
    for source in ["", "\u{feff}", "<title>Rebels</title>", "<p hidden>Rebels</p>", "<nav>Home</nav>", "\0"] {
        assert_eq!(
            Page::read(source).map(|page| page.text),
            Err("no text in the page".to_owned()),
            "{source:?}"
        );
    }
}

/// A page as it is read: each line of the text with its offsets in the source (bytes), then what the markup
/// says.
fn rendered(source: &str) -> String {
    let page = Page::read(source).unwrap();
    let mut rendered = String::new();
    let mut start = 0;
    for line in page.text.split('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        let said = page.map.source(span);
        if !line.is_empty() {
            writeln!(rendered, "{} {} {line}", said.start, said.end).unwrap();
        }
    }
    let PageMetadata { published, place, headline, authors, site } = &page.metadata;
    let published = published.as_ref().map(|(_, saying)| saying);
    let sayings = [("published", published), ("place", place.as_ref()), ("headline", headline.as_ref())];
    let authors = authors.iter().map(|author| ("author", Some(author)));
    for (name, saying) in sayings.into_iter().chain(authors).chain([("site", site.as_ref())]) {
        if let Some(Saying { value, span, from }) = saying {
            writeln!(rendered, "{name}: {from:?} {} {} {value}", span.start, span.end).unwrap();
        }
    }
    writeln!(rendered, "{:?}, {} left out", page.text_from, page.characters_left_out).unwrap();
    rendered
}

#[test]
fn a_whole_page_is_read_as_recorded() {
    let source = include_str!("../../../../corpus/pages/2026-03-05-shkodra-dam-inspection.html");
    let rendered = rendered(source);
    let recorded = include_str!("snapshots/shkodra-dam-inspection.txt");
    assert_eq!(rendered, recorded, "where this is meant, it is the new snapshot:\n{rendered}");
}
