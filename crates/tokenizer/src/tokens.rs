//! The rest of a chunk in, out how long the token is that it starts with, by kind of token.
//!
//! Each function looks at the start of `rest`; `before` is the character that stands before it in
//! the same chunk.

/// Bytes of a chunk that can be an address or a drawing at most.
const MAX_ADDRESS: usize = 2048;

/// What may follow an address but is not part of it.
fn trails(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '>' | '"' | '\'' | '”' | '’' | '…' | '»'
    )
}

/// A web or mail address, a hashtag or a user name.
pub(crate) fn address(rest: &str) -> Option<usize> {
    if let Some(tag) = rest.strip_prefix(['#', '@']) {
        let end = tag.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(tag.len());
        let is_tag = tag.starts_with(|c: char| c.is_alphabetic() || c == '_');
        return is_tag.then_some(end + 1);
    }
    if !rest.starts_with(char::is_alphanumeric) || rest.len() > MAX_ADDRESS {
        return None;
    }
    let end = rest.find(['<', '>', '"', '“', '”', '«', '»']).unwrap_or(rest.len());
    let mut candidate = rest[..end].trim_end_matches(trails);
    if !candidate.contains('(')
        && let Some(at) = candidate.find(')')
    {
        candidate = &candidate[..at];
    }
    let scheme = candidate.find("://").is_some_and(|at| candidate[..at].chars().all(char::is_alphabetic));
    let host = candidate.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    let mail = candidate
        .split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && host.starts_with(char::is_alphanumeric));
    (scheme || host || mail || candidate.starts_with("mailto:")).then_some(candidate.len())
}

/// A line drawn with marks: "|-----+---->".
pub(crate) fn art(chunk: &str) -> Option<usize> {
    let long = (6..MAX_ADDRESS).contains(&chunk.len());
    let drawn = long
        && chunk.bytes().all(|b| b.is_ascii_punctuation())
        && chunk.bytes().filter(|b| matches!(b, b'-' | b'=' | b'_' | b'*' | b'+' | b'|')).count() > 4;
    drawn.then_some(chunk.len())
}

/// A face of marks.
pub(crate) fn emoticon(rest: &str, before: Option<char>) -> Option<usize> {
    const FACES: &[&str] = &[
        ":-)", ":-(", ";-)", ":'(", ":-D", ":-P", ":-/", ":)", ":(", ";)", ":D", ":P", ":p", "=)", "=(",
        "=D", ":/", ":|", ":o", ":O", ":]", "(:", "<3", "^_^", "-_-", ">:(", "XD", "xD", ":))", ":)))",
    ];
    if before.is_some_and(char::is_numeric) {
        return None;
    }
    let face = FACES.iter().filter(|face| rest.starts_with(**face)).max_by_key(|face| face.len())?;
    let after = &rest[face.len()..];
    let letters = face.starts_with(char::is_alphabetic);
    let alone = after.chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '/')
        && !(letters && before.is_some_and(char::is_alphanumeric));
    // "(:" opens a bracket and "text:)" closes one unless the face stands apart.
    alone.then_some(face.len())
}

/// Letters after a number that are a word of their own: units, multiples, half-days.
const UNITS: &[&str] = &[
    "am", "pm", "k", "m", "b", "bn", "mn", "mil", "tn", "mm", "cm", "km", "kg", "kgs", "g", "mg", "ml", "lb",
    "lbs", "ft", "in", "mi", "mph", "kph", "hz", "khz", "mhz", "ghz", "kb", "mb", "gb", "tb", "kw", "kv",
    "mw", "gw", "yd", "yds", "oz", "hr", "hrs", "min", "mins", "sec", "secs", "yrs", "yr", "ha", "kwh",
    "mwh", "psi", "rpm", "gmt", "c", "f", "usd", "eur", "nm", "sqm", "cc", "mins", "ms", "ppm", "days",
    "years", "year", "percent", "px", "pt", "pts",
];

/// A number, with the letters that belong to it: "1,200.50", "10:30", "21st", "1990s".
pub(crate) fn number(rest: &str, before: Option<char>) -> Option<usize> {
    let bytes = rest.as_bytes();
    let signed =
        matches!(bytes.first(), Some(b'.' | b'\'' | b'+')) && !before.is_some_and(char::is_alphanumeric);
    let curly = rest.starts_with('’') && !before.is_some_and(char::is_alphanumeric);
    let sign = if curly { 3 } else { usize::from(signed) };
    if !rest[sign..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = sign + hyphenated(&rest[sign..]).unwrap_or_else(|| digits(&rest[sign..]));
    let after = &rest[digits..];
    let letters = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
    let suffix = after[..letters].to_lowercase();
    if sign > 0 && rest.starts_with(['\'', '’']) && suffix != "s" && (letters > 0 || digits - sign != 2) {
        return None;
    }
    if letters == 0 {
        let plural = ["'s", "’s"].iter().find(|s| after.starts_with(**s));
        let plural = plural.filter(|s| !after[s.len()..].starts_with(char::is_alphanumeric));
        return Some(digits + plural.map_or(0, |s| s.len()));
    }
    if UNITS.contains(&suffix.as_str()) || after.starts_with("a.m") || after.starts_with("p.m") {
        return Some(digits);
    }
    // "9A", "5th", "1990s", "3D".
    Some(digits + letters)
}

/// Digits with stops, commas, colons and strokes between them.
fn digits(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let digit = bytes[end].is_ascii_digit();
        let inner = matches!(bytes[end], b'.' | b',' | b':' | b'/')
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !(digit || inner) {
            break;
        }
        end += 1;
    }
    end
}

/// Numbers whose hyphens belong to them: telephone numbers, postcodes and dates, not ranges.
fn hyphenated(rest: &str) -> Option<usize> {
    let end = rest.bytes().position(|b| !(b.is_ascii_digit() || b == b'-')).unwrap_or(rest.len());
    let candidate = rest[..end].trim_end_matches('-');
    if candidate.len() > 24 {
        return None;
    }
    let groups: Vec<usize> = candidate.split('-').map(str::len).collect();
    let whole = match groups.as_slice() {
        [3 | 5, 4] => true,
        [_] | [_, _] => false,
        groups => groups.iter().all(|&group| group > 0),
    };
    whole.then_some(candidate.len())
}

/// Prefixes that keep their hyphen in one word with what follows.
const PREFIXES: &[&str] = &[
    "anti", "arch", "co", "counter", "cross", "e", "ex", "extra", "inter", "intra", "mega", "meta", "micro",
    "mid", "mini", "multi", "neo", "non", "over", "post", "pre", "pro", "proto", "pseudo", "psycho", "re",
    "semi", "socio", "sub", "super", "ultra", "un", "uh",
];

/// Letters and what joins them to one word.
pub(crate) fn word(rest: &str, before: Option<char>) -> Option<usize> {
    let mut chars = rest.char_indices().peekable();
    let first = rest.chars().next()?;
    let elided = matches!(first, '\'' | '’') && is_elision(rest, before);
    if !(is_letter(first) || elided) {
        return None;
    }
    let mut part = 0;
    let mut end = 0;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let joins = next.is_some_and(is_letter)
            && match c {
                '\'' | '’' | 'ʼ' | '`' | '.' => true,
                '&' => at - part <= 3 && rest[part..at].chars().all(|c| c.is_uppercase() || at - part == 1),
                '/' => at - part == 1 && before.is_none_or(|c| !c.is_alphanumeric()),
                '-' => {
                    let prefix = rest[part..at].len() <= 8
                        && PREFIXES.contains(&rest[part..at].to_lowercase().as_str());
                    if prefix {
                        part = at + 1;
                    }
                    prefix
                }
                _ => false,
            };
        if !(is_letter(c) || joins || (elided && at == 0)) {
            break;
        }
        end = at + c.len_utf8();
    }
    Some(end + mark_after(&rest[..end], &rest[end..]))
}

/// The length of the mark that belongs to a word before it: "US$", "Yahoo!", a stutter's "th-".
fn mark_after(word: &str, after: &str) -> usize {
    let dollar = after.starts_with('$')
        && word.len() <= 2
        && word.chars().all(char::is_uppercase)
        && !after[1..].starts_with(char::is_alphabetic);
    let name = after.starts_with('!') && is_exclaiming_name(word);
    let stutter =
        after == "-" && (word.len() < 3 || PREFIXES.contains(&word)) && word.chars().all(char::is_lowercase);
    usize::from(dollar || name || stutter)
}

/// Names that end in an exclamation mark, without it.
pub(crate) fn is_exclaiming_name(word: &str) -> bool {
    matches!(word, "Yahoo" | "Jeopardy" | "Yum" | "Joomla")
}

/// Letters, digits, and the marks that combine with them.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
        || c == '_'
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// Whether an apostrophe stands for letters left out: "'em", "'cause".
fn is_elision(rest: &str, before: Option<char>) -> bool {
    if before.is_some_and(char::is_alphanumeric) {
        return false;
    }
    let word = rest.trim_start_matches(['\'', '’']);
    let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
    matches!(
        word[..end].to_lowercase().as_str(),
        "em" | "cause" | "til" | "tis" | "twas" | "n" | "cuz" | "bout" | "round" | "nother"
    ) && rest.chars().take_while(|c| matches!(c, '\'' | '’')).count() == 1
}
