//! A line in, out whether the page says it and not the article.
//!
//! Cautious on purpose: a line of chrome that is read as text costs a sentence without facts, a
//! sentence taken for chrome costs its facts.

mod words;

use self::words::{
    AGENCIES, BUTTONS, CALLS, CONSENTS, CREDITS, LINES, NOTICES, OFFER_WORDS, STARTS, STRONG_BUTTONS,
};

/// Bytes of the longest line that can be chrome.
const MAX_LINE: usize = 240;

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
        || bare.split_once(" (").is_some_and(|(call, time)| LINES.contains(&call) && is_minutes(time))
        || is_offer(&lower)
        || is_credit(line, &lower)
        || is_photo_source(line)
        || is_call(line)
        || is_consent(&lower)
        || is_count(bare)
        || is_menu(&lower)
        || is_wire_credit(&lower)
        || is_handle(line, &lower)
        || line.contains('©')
        || NOTICES.iter().any(|start| lower.starts_with(start))
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

/// "3 min" in "Listen to this article (3 min)".
fn is_minutes(time: &str) -> bool {
    let number = time
        .strip_suffix(" minutes")
        .or_else(|| time.strip_suffix(" min"))
        .or_else(|| time.strip_suffix(" mins"));
    number.is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
    })
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

/// "Omar Haj Kadour/AFP", "(AP Photo/Hassan Ammar)", "[File: Khalil Ashawi/Reuters]": names and an agency.
fn is_photo_source(line: &str) -> bool {
    let line = line.trim_start_matches(['(', '[']).trim_end_matches([')', ']', '.']);
    let line = line.strip_prefix("File: ").or_else(|| line.strip_prefix("FILE: ")).unwrap_or(line);
    let Some((first, last)) = line.split_once('/') else {
        return AGENCIES.contains(&line) && line.contains(' ') || line == "AFP via Getty Images";
    };
    let last = last.rsplit('/').next().unwrap_or(last).trim();
    let names = |part: &str| {
        let part = part.trim();
        let count = part.split_whitespace().count();
        let word = |word: &str| {
            word.starts_with(|c: char| c.is_uppercase() || c == '(')
                || matches!(word, "via" | "for" | "de" | "al")
        };
        (1..=5).contains(&count)
            && part.split_whitespace().all(word)
            && !part.contains(|c: char| c.is_ascii_digit())
    };
    let agency = |part: &str| AGENCIES.contains(&part.trim());
    names(first) && names(last) && (agency(first) || agency(last))
}

/// "READ: What the ceasefire means", "WATCH | Talks go on": a word in capitals and what it calls for.
fn is_call(line: &str) -> bool {
    let Some(at) = line.find([':', '|', '»', '>']) else { return false };
    let call = line[..at].trim_end();
    let in_capitals = call.chars().all(|c| !c.is_lowercase());
    let known = CALLS.contains(&call.to_lowercase().as_str());
    known && (in_capitals || !line[at..].starts_with(':')) && !line[at + 1..].trim().is_empty()
}

/// "By signing up, you agree to our terms": an act and what it means.
fn is_consent(lower: &str) -> bool {
    CONSENTS.iter().any(|start| lower.starts_with(start))
        && ["you agree", "you accept", "you consent", "our terms", "privacy policy", "use of cookies"]
            .iter()
            .any(|what| lower.contains(what))
}

/// "12 shares", "1.2k views", "3 comments", "Updated 3 hours ago".
fn is_count(bare: &str) -> bool {
    let is_number = |word: &str| {
        let digits = word.trim_end_matches(['k', 'm', '+']);
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
    };
    let words: Vec<&str> = bare.split_whitespace().take(6).collect();
    match words.as_slice() {
        &[number, what] => {
            is_number(number)
                && matches!(
                    what,
                    "share" | "shares" | "comment" | "comments" | "view" | "views" | "likes" | "retweets"
                )
        }
        &[number, unit, "ago"] | &["updated" | "published" | "posted", number, unit, "ago"] => {
            is_number(number)
                && matches!(
                    unit,
                    "min"
                        | "mins"
                        | "minute"
                        | "minutes"
                        | "hour"
                        | "hours"
                        | "hrs"
                        | "day"
                        | "days"
                        | "week"
                        | "weeks"
                )
        }
        _ => false,
    }
}

/// "Privacy policy | Terms of use | Contact us": nothing but lines of chrome beside each other.
fn is_menu(lower: &str) -> bool {
    let parts = lower.split(['|', '•', '·']).map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut count = 0;
    for part in parts.filter(|part| !part.is_empty()) {
        if !LINES.contains(&part) && !BUTTONS.contains(&part) {
            return false;
        }
        count += 1;
    }
    count > 1
}

/// "(Reporting by Khalil Ashawi; Editing by Alison Williams)".
fn is_wire_credit(lower: &str) -> bool {
    let line = lower.trim_start_matches(['(', '[']);
    let starts = ["reporting by ", "writing by ", "additional reporting by ", "compiled by ", "editing by "];
    let names = lower.trim_end_matches([')', ']']).split_whitespace().count() <= 40;
    starts.iter().any(|start| line.starts_with(start))
        && names
        && (lower.starts_with(['(', '['])
            || lower.contains("; editing by ")
            || lower.contains("; writing by "))
}

/// "Follow Jane Doe on Twitter @janedoe".
fn is_handle(line: &str, lower: &str) -> bool {
    lower.starts_with("follow ") && line.contains('@') && line.split_whitespace().count() <= 12
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
            "Listen to this article (3 min)",
            "* * *",
            "--------------------",
            "12",
            "Omar Haj Kadour/AFP",
            "(AP Photo/Hassan Ammar)",
            "[File: Khalil Ashawi/Reuters]",
            "REUTERS/Khalil Ashawi",
            "Delil Souleiman/AFP via Getty Images",
            "AFP via Getty Images",
            "Getty Images",
            "Photo courtesy of the Red Crescent",
            "READ: What the ceasefire means",
            "WATCH | Talks go on in Geneva",
            "Also read | Army retakes bridge",
            "Related stories: Army retakes bridge",
            "By signing up, you agree to our Terms of Use and Privacy Policy.",
            "By clicking “Accept”, you agree to the use of cookies.",
            "Get the latest news delivered to your inbox.",
            "1.2K shares",
            "3 comments",
            "Updated 3 hours ago",
            "Privacy Policy | Terms of Use | Contact us",
            "(Reporting by Khalil Ashawi; Editing by Alison Williams)",
            "Reporting by Khalil Ashawi in Idlib; writing by Tom Perry",
            "Follow Jane Doe on Twitter @janedoe",
            "Our Standards: The Thomson Reuters Trust Principles.",
            "Copyright 2026 The Associated Press. All rights reserved.",
            "This material may not be published, broadcast, rewritten or redistributed without permission.",
            "The-CNN-Wire ™ & © 2026 Cable News Network, Inc.",
            "Text size",
            "A A A",
            "Accept all cookies",
            "Enter your email address",
            "Thank you for subscribing!",
            "Report this ad",
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
            "AFP",
            "Reuters",
            "He/she may appeal",
            "The AFP/Reuters photographers were released.",
            "Syria/Iraq border",
            "Getty Images sued the company on Monday.",
            "Reporting by the BBC was wrong, the minister said.",
            "Editing by censors began in 2019.",
            "Reporting by Reuters found that 300 people had died.",
            "By signing up, soldiers lose their right to vote.",
            "By clicking a link, the employee let the thieves in.",
            "Read the law: it says so.",
            "More: the saint who refused the king",
            "RELATED CHARGES WERE DROPPED",
            "Get the latest vaccine, doctors said.",
            "Never miss a meal, the doctors told her.",
            "More from the stricken province reached the camp on Monday.",
            "3 comments by the minister caused outrage.",
            "12 shares were sold on Monday.",
            "Follow the money, prosecutors said.",
            "Copyright 2026 will be the year of the new law, ministers said.",
            "Courtesy of the army, the villagers had water again for the first time in a year.",
            "Ads worth $3m were pulled.",
            "Contact us, he said, and left.",
        ] {
            assert!(!is_chrome(line), "{line:?}");
        }
    }
}
