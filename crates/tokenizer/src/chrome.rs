//! A line in, out whether the page says it and not the article.
//!
//! Cautious on purpose: a line of chrome that is read as text costs a sentence without facts, a
//! sentence taken for chrome costs its facts.

/// Bytes of the longest line that can be chrome.
const MAX_LINE: usize = 240;

/// Words of buttons and controls. A line is a bar of buttons if it has nothing else.
const BUTTONS: &[&str] = &[
    "share",
    "tweet",
    "email",
    "e-mail",
    "print",
    "facebook",
    "twitter",
    "x",
    "whatsapp",
    "linkedin",
    "telegram",
    "reddit",
    "pinterest",
    "copy",
    "link",
    "pin",
    "save",
    "bookmark",
    "comments",
    "comment",
    "listen",
    "follow",
    "us",
    "on",
    "this",
    "article",
    "subscribe",
    "menu",
    "search",
    "login",
    "register",
    "home",
    "px",
    "font",
    "size",
    "text",
    "date",
    "a",
    "a+",
    "a-",
    "like",
    "flipboard",
    "messenger",
    "download",
    "pdf",
    "close",
    "next",
    "previous",
    "back",
    "to",
    "top",
    "via",
    "and",
];

/// Buttons that no line of an article consists of otherwise.
const STRONG_BUTTONS: &[&str] = &[
    "share",
    "tweet",
    "print",
    "facebook",
    "twitter",
    "whatsapp",
    "linkedin",
    "telegram",
    "reddit",
    "pinterest",
    "px",
    "subscribe",
    "login",
    "bookmark",
    "flipboard",
    "messenger",
    "menu",
    "email",
    "e-mail",
];

/// Lines that are chrome as a whole, in lower case without punctuation at the ends.
const LINES: &[&str] = &[
    "advertisement",
    "advertisements",
    "sponsored",
    "sponsored content",
    "advertisement continue reading below",
    "story continues below advertisement",
    "article continues below advertisement",
    "skip advertisement",
    "continue reading",
    "continue reading below",
    "read more",
    "read full article",
    "read the full story",
    "see more",
    "show more",
    "load more",
    "skip to content",
    "skip to main content",
    "related articles",
    "related stories",
    "related",
    "related topics",
    "most read",
    "most popular",
    "trending",
    "trending now",
    "recommended for you",
    "you may also like",
    "you might also like",
    "more on this story",
    "editors' picks",
    "editor's picks",
    "sign in",
    "log in",
    "sign up",
    "subscribe now",
    "all rights reserved",
    "back to top",
    "leave a comment",
    "post a comment",
    "view comments",
    "show comments",
    "comments",
    "share this article",
    "share this",
    "share this story",
    "follow us",
    "newsletter",
    "image",
    "photo",
    "video",
    "watch",
    "accept all",
    "accept cookies",
    "cookie settings",
    "privacy policy",
    "terms of service",
    "terms of use",
    "listen to this article",
    "min read",
    "file photo",
];

/// What a line of chrome starts with, in lower case.
const STARTS: &[&str] = &[
    "read more:",
    "read also:",
    "also read:",
    "see also:",
    "related:",
    "more on this:",
    "watch:",
    "listen:",
    "don't miss:",
    "sign up for ",
    "sign up to ",
    "subscribe to ",
    "follow us on ",
    "like us on ",
    "join our ",
    "get our ",
    "download our ",
    "click here to ",
    "we use cookies",
    "this site uses cookies",
    "this website uses cookies",
    "our site uses cookies",
    "by continuing to use this site",
    "by using this site",
    "© ",
    "copyright ©",
    "copyright (c)",
    "(c) 20",
    "advertisement -",
    "share on ",
];

/// Starts that are chrome only in a line that also has one of these words: "Subscribe to" may
/// start a real sentence.
const OFFER_WORDS: &[&str] = &[
    "newsletter",
    "newsletters",
    "email",
    "alerts",
    "channel",
    "podcast",
    "app",
    "cookies",
    "facebook",
    "twitter",
    "telegram",
    "whatsapp",
    "instagram",
    "updates",
    "inbox",
    "subscribe",
    "subscription",
    "feed",
];

/// What a photograph's credit starts with, in lower case.
const CREDITS: &[&str] = &[
    "photo:",
    "photos:",
    "image:",
    "photo credit:",
    "image credit:",
    "photograph:",
    "picture:",
    "photo by ",
    "image source:",
    "credit:",
];

/// Whether the line (trimmed) is page chrome.
pub(crate) fn is_chrome(line: &str) -> bool {
    if line.len() > MAX_LINE {
        return !line.contains(char::is_alphanumeric);
    }
    if !line.contains(char::is_alphanumeric) {
        return !is_closing_mark(line);
    }
    let lower = line.to_lowercase().replace('’', "'");
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    LINES.contains(&bare)
        || is_page_number(line)
        || is_bar(&lower)
        || is_reading_time(bare)
        || is_offer(&lower)
        || is_credit(line, &lower)
}

/// The one year of a line of copyright: "© 2026 Example Media", but not "© 2019-2026".
pub(crate) fn copyright_year(line: &str) -> Option<i16> {
    let lower = line.to_lowercase();
    if !lower.contains('©') && !lower.contains("copyright") && !lower.starts_with("(c)") {
        return None;
    }
    let mut years = lower
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .filter(|year| (1900..=2100).contains(year));
    let year = years.next()?;
    years.next().is_none().then_some(year)
}

/// Marks alone that end the line before them (". . ." or a quotation mark).
fn is_closing_mark(line: &str) -> bool {
    line.len() <= 4
        && line.chars().all(|c| {
            matches!(c, '.' | '!' | '?' | '"' | '”' | '’' | '\'' | ')' | ']' | '…' | ',' | ';' | ':')
        })
}

fn is_page_number(line: &str) -> bool {
    line.len() <= 3 && line.bytes().all(|b| b.is_ascii_digit())
}

/// "Share Tweet Email", "date 2026-02-22 + ↺ − 16 px".
fn is_bar(lower: &str) -> bool {
    let mut strong = 0;
    let mut count = 0;
    for word in lower.split(|c: char| c.is_whitespace() || matches!(c, '|' | '/' | '·' | '•')) {
        let word = word.trim_matches(|c: char| matches!(c, ',' | ':' | '(' | ')' | '[' | ']'));
        if !word.contains(char::is_alphabetic) {
            // Counters, dates and icons.
            continue;
        }
        if !BUTTONS.contains(&word) {
            return false;
        }
        count += 1;
        strong += usize::from(STRONG_BUTTONS.contains(&word));
    }
    strong > 0 && count <= 12
}

/// "5 min read".
fn is_reading_time(bare: &str) -> bool {
    let mut words = bare.split_whitespace();
    let number = words.next().is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    let unit =
        words.next().is_some_and(|unit| matches!(unit, "min" | "mins" | "minute" | "minutes" | "min."));
    number && unit && words.next() == Some("read") && words.next().is_none()
}

fn is_offer(lower: &str) -> bool {
    STARTS.iter().any(|start| {
        lower.strip_prefix(start).is_some_and(|rest| {
            let labelled = start.ends_with(':')
                || start.contains('©')
                || start.contains("cookies")
                || start.contains("(c)")
                || start.ends_with('-');
            labelled || rest.split(|c: char| !c.is_alphanumeric()).any(|word| OFFER_WORDS.contains(&word))
        })
    }) || lower.ends_with("all rights reserved.") && lower.len() < 120
}

/// "Photo: Reuters": a short label and a name, no sentence.
fn is_credit(line: &str, lower: &str) -> bool {
    let words = line.split_whitespace().count();
    CREDITS.iter().any(|start| lower.starts_with(start)) && words <= 8 && !line.ends_with(['.', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_says_is_chrome() {
        for line in [
            "date 2026-02-22 + ↺ − 16 px",
            "Share Tweet Email",
            "Facebook | Twitter | WhatsApp",
            "Share on Facebook",
            "ADVERTISEMENT",
            "Story continues below advertisement",
            "Read more: What the ceasefire means",
            "Sign up for our newsletter",
            "Subscribe to our daily newsletter for more.",
            "We use cookies to improve your experience.",
            "Photo: Omar Haj Kadour/AFP",
            "© 2026 Example Media",
            "5 min read",
            "* * *",
            "--------------------",
            "12",
        ] {
            assert!(is_chrome(line), "{line:?}");
        }
    }

    #[test]
    fn copyright_lines_have_a_year() {
        assert_eq!(copyright_year("© 2026 Example Media"), Some(2026));
        assert_eq!(copyright_year("Copyright (c) 2025. All rights reserved."), Some(2025));
        for line in ["© 2019-2026 Example Media", "© Example Media", "2026", "© 12345"] {
            assert_eq!(copyright_year(line), None, "{line}");
        }
    }

    #[test]
    fn what_the_article_says_is_not() {
        for line in [
            "Share prices fell on Monday.",
            "Print shops closed",
            "Subscribe to this theory and you deny the facts.",
            "Photo: the minister leaves the court after the hearing.",
            "Related charges were dropped.",
            "Sign up for the army, the posters said.",
            "Related party transactions",
            "Read more books, the minister told pupils.",
            "Watch the skies",
            "Twitter said on Monday it would appeal.",
            "2026",
        ] {
            assert!(!is_chrome(line), "{line:?}");
        }
    }
}
