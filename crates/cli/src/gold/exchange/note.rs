//! Lines of a `.facts` file in, one line of text for a note in a labelling tool out, and back.
//!
//! Lines are separated by ` || `. A bar after a bar, a backslash and every control character or
//! line separator is escaped with a backslash, so that a note stays one line in every tool.

use std::fmt::Write;

/// The note that says these lines.
pub(super) fn join(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| escape(line)).collect();
    lines.join(" || ")
}

/// The lines that a note says, without white space around them and without empty ones.
pub(super) fn split(note: &str) -> Vec<String> {
    let lines = note.split("||").flat_map(str::lines);
    lines.map(|line| unescape(line.trim())).filter(|line| !line.is_empty()).collect()
}

fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '\\' => escaped.push_str("\\\\"),
            '|' if escaped.ends_with('|') => escaped.push_str("\\|"),
            '\u{2028}' | '\u{2029}' => escape_code(c, &mut escaped),
            _ if c.is_control() => escape_code(c, &mut escaped),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// All characters that are escaped by their code have one of four digits.
fn escape_code(c: char, escaped: &mut String) {
    // Writing to a string cannot fail.
    let _ = write!(escaped, "\\u{:04x}", u32::from(c));
}

/// What is no escape stays as it is: people write notes too.
fn unescape(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let code = rest.strip_prefix('u').and_then(|code| code.get(..4));
        let coded = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        if let Some(c) = coded {
            plain.push(c);
            rest = &rest[5..];
        } else if let Some(c) = rest.chars().next().filter(|c| matches!(c, '\\' | '|')) {
            plain.push(c);
            rest = &rest[1..];
        } else {
            plain.push('\\');
        }
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_are_readable_in_the_note() {
        let lines = ["entity: ORG | Islamic State | IS".to_owned(), "by: a | b".to_owned()];
        assert_eq!(join(&lines), "entity: ORG | Islamic State | IS || by: a | b");
        assert_eq!(join(&["by: a|||b\\c\td".to_owned()]), "by: a|\\|\\|b\\\\c\\u0009d");
    }

    #[test]
    fn what_people_write_is_taken_as_it_is() {
        assert_eq!(split(" a\n|| || C:\\dir \\u12"), ["a", "C:\\dir \\u12"]);
    }

    proptest! {
        #[test]
        fn every_line_comes_back(lines in proptest::collection::vec("[|\\\\a u0-9\\t\u{2028}é🙂]{1,12}", 0..4)) {
            let lines: Vec<String> = lines.iter().map(|line| line.trim().to_owned()).collect();
            let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
            prop_assert_eq!(split(&join(&lines)), lines);
        }
    }
}
