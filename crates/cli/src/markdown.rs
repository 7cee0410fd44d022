//! The source of a Markdown text in, out the text without its marks and where each character of it stands.
//!
//! Marks of headings, quotations and emphasis, the targets of links and backslashes before marks are no
//! text. Front matter, blocks of code, comments, pictures and definitions of links are left out and counted.
//! What is no mark by the rules below stays, so that plain text with a stray asterisk is read as it is.

use triplewire_tokenizer::Span;

use crate::html::SourceMap;

/// The text of a Markdown source that is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Markdown {
    pub(crate) text: String,
    /// Where that stands in the source.
    pub(crate) map: SourceMap,
    /// Code points that are neither in the text nor marks.
    pub(crate) left_out: usize,
}

impl Markdown {
    /// Reads a source.
    pub(crate) fn read(source: &str) -> Self {
        let mut reader = Reader { source, result: Self::default() };
        let mut fence: Option<&str> = None;
        let mut in_comment = false;
        let mut at = front_matter(source);
        reader.leave_out(Span::new(0, at));
        while at < source.len() {
            let end = source[at..].find('\n').map_or(source.len(), |length| at + length + 1);
            let line = Span::new(at, end);
            let content = source[at..end].trim();
            at = end;
            if let Some(mark) = fence {
                if content.starts_with(mark) && content.trim_start_matches(&mark[..1]).is_empty() {
                    fence = None;
                }
                reader.leave_out(line);
            } else if in_comment || content.starts_with("<!--") {
                in_comment = !content.contains("-->");
                reader.leave_out(line);
            } else if content.starts_with("```") || content.starts_with("~~~") {
                fence = Some(&content[..3]);
                reader.leave_out(line);
            } else if is_definition(content) {
                reader.leave_out(line);
            } else {
                reader.line(line);
            }
        }
        reader.result
    }
}

/// Where the text starts, after the metadata that some programs write between lines of hyphens.
fn front_matter(source: &str) -> usize {
    let start = source.strip_prefix('\u{feff}').unwrap_or(source);
    let Some(rest) = start.strip_prefix("---\n").or_else(|| start.strip_prefix("---\r\n")) else { return 0 };
    let mut at = source.len() - rest.len();
    for line in rest.split_inclusive('\n') {
        at += line.len();
        match line.trim_end() {
            "---" | "..." => return at,
            // Between two rules may stand a text.
            line if !line.is_empty() && !line.contains(':') && !line.starts_with([' ', '-', '#']) => {
                return 0;
            }
            _ => {}
        }
    }
    0
}

/// `[1]: https://example.org`.
fn is_definition(line: &str) -> bool {
    let Some((name, target)) = line.strip_prefix('[').and_then(|rest| rest.split_once("]:")) else {
        return false;
    };
    let target = target.trim_start();
    !name.contains(']') && (target.starts_with("http") || target.starts_with(['/', '<', '#']))
}

struct Reader<'s> {
    source: &'s str,
    result: Markdown,
}

impl Reader<'_> {
    fn leave_out(&mut self, span: Span) {
        self.result.left_out += span.of(self.source).trim().chars().count();
        if !self.result.text.is_empty() && !span.of(self.source).trim().is_empty() {
            self.result.map.omit(self.result.text.len());
        }
    }

    fn keep(&mut self, span: Span) {
        if span.start < span.end {
            self.result.map.push(self.result.text.len(), span, true);
            self.result.text.push_str(span.of(self.source));
        }
    }

    fn line(&mut self, line: Span) {
        let content = line.of(self.source);
        let mut start = line.start + content.len() - content.trim_start_matches([' ', '>']).len();
        if !content.trim_start().starts_with('>') {
            start = line.start;
        }
        let rest = Span::new(start, line.end).of(self.source);
        let trimmed = rest.trim_start_matches(' ');
        let level = trimmed.bytes().take_while(|&byte| byte == b'#').count();
        let mut end = line.end;
        if (1..=6).contains(&level) && trimmed[level..].starts_with([' ', '\t']) {
            start += rest.len() - trimmed.len() + level + 1;
            // The marks that may close a heading.
            let bare = Span::new(start, end).of(self.source).trim_end();
            let open = bare.trim_end_matches('#');
            if open.len() < bare.len() && open.ends_with(' ') {
                self.inline(Span::new(start, start + open.len()));
                start += bare.len();
                self.keep(Span::new(start, end));
                return;
            }
        }
        // An underlined heading or a rule.
        let bare = rest.trim();
        if bare.len() > 2 && (bare.bytes().all(|byte| byte == b'=') || bare.bytes().all(|byte| byte == b'-'))
        {
            start = end - rest[rest.trim_end().len()..].len();
        }
        end = end.max(start);
        self.inline(Span::new(start, end));
    }

    /// Keeps a stretch without the marks inside it.
    fn inline(&mut self, span: Span) {
        let text = span.of(self.source);
        let marks = emphasis(text);
        let is_code = text.matches('`').count().is_multiple_of(2);
        let mut kept = 0;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let after = at + c.len_utf8();
            let rest = &text[at..];
            // What is to be left out here, and whether it is no mark but something that was meant to be seen.
            let (length, is_seen) = match c {
                '\\' if text[after..].starts_with(|c: char| c.is_ascii_punctuation()) => {
                    self.keep(Span::new(span.start + kept, span.start + at));
                    kept = after;
                    at = after + 1;
                    continue;
                }
                '*' | '_' => {
                    let found = marks.binary_search_by_key(&at, |(start, _)| *start);
                    (found.map_or(0, |place| marks[place].1), false)
                }
                '`' => (usize::from(is_code), false),
                '!' if rest.starts_with("![") => (link(&rest[1..]).map_or(0, |link| link.whole + 1), true),
                '[' => match link(rest) {
                    Some(link) if link.label.starts_with('^') => (link.whole, false),
                    Some(link) => {
                        self.keep(Span::new(span.start + kept, span.start + at));
                        self.inline(Span::new(span.start + after, span.start + after + link.label.len()));
                        kept = at + link.whole;
                        at = kept;
                        continue;
                    }
                    None => (0, false),
                },
                _ => (0, false),
            };
            if length == 0 {
                at = after;
                continue;
            }
            self.keep(Span::new(span.start + kept, span.start + at));
            if is_seen {
                self.leave_out(Span::new(span.start + at, span.start + at + length));
            }
            at += length;
            kept = at;
        }
        self.keep(Span::new(span.start + kept, span.end));
    }
}

/// Bytes of the longest link.
const MOST_LINK: usize = 2000;

/// Marks that may be open at once.
const MOST_OPEN: usize = 16;

/// `[label](target)`, `[label][name]` or `[^1]`.
struct Link<'s> {
    label: &'s str,
    /// Bytes of it all.
    whole: usize,
}

fn link(text: &str) -> Option<Link<'_>> {
    let text = &text[..text.floor_char_boundary(MOST_LINK)];
    let close = text.find(']')?;
    let label = &text[1..close];
    // Brackets in brackets are left as they are, except around a picture.
    if label.contains('[') || label.is_empty() {
        return None;
    }
    let rest = &text[close + 1..];
    let end = match rest.chars().next() {
        _ if label.starts_with('^') && label.len() <= 6 => return Some(Link { label, whole: close + 1 }),
        Some('(') => rest.find(')')?,
        Some('[') => rest.find(']')?,
        _ => return None,
    };
    let target = &rest[1..end];
    let is_target =
        !target.trim().contains(char::is_whitespace) || target.contains('"') || rest.starts_with('[');
    is_target.then_some(Link { label, whole: close + 1 + end + 1 })
}

/// Where marks of emphasis stand in a line, and their bytes: pairs of runs of one to three.
fn emphasis(text: &str) -> Vec<(usize, usize)> {
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(['*', '_']) {
        let start = at + found;
        let mark = &text[start..=start];
        let run = text[start..].len() - text[start..].trim_start_matches(mark).len();
        at = start + run;
        let run = &text[start..at];
        let before = text[..start].chars().next_back();
        let after = text[at..].chars().next();
        let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let is_gap = |c: Option<char>| c.is_none_or(char::is_whitespace);
        if run.len() > 3 || before == Some('\\') {
            continue;
        }
        let opened = open.iter().rposition(|(_, other)| *other == run);
        if let Some(place) = opened.filter(|_| !is_gap(before) && is_edge(after)) {
            marks.push((open[place].0, run.len()));
            marks.push((start, run.len()));
            open.truncate(place);
        } else if is_edge(before) && !is_gap(after) && open.len() < MOST_OPEN {
            open.push((start, run));
        }
    }
    marks.sort_unstable();
    marks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_are_no_text() {
        for (source, expected) in [
            ("# War in Syria\n\nRebels *seized* **Idlib**.", "War in Syria\n\nRebels seized Idlib."),
            ("## War ##\nWar\n===\nIt fell.\n---\n", "War \nWar\n\nIt fell.\n\n"),
            (
                "The [army](https://a.b/c_d \"x\") left [Homs][1].\n\n[1]: https://a.b\n",
                "The army left Homs.\n\n",
            ),
            ("![A map](map.png)Rebels fled.[^1]", "Rebels fled."),
            ("> Rebels fled.\n> __He__ _said_ so.", "Rebels fled.\nHe said so."),
            ("---\ntitle: War\ndate: 2026-02-22\n---\nRebels fled.", "Rebels fled."),
            ("```\ncode\n```\nRebels fled.\n<!-- not\nthis -->\nNow.", "Rebels fled.\nNow."),
            ("The ***army*** of `IS` left 2 \\* 3.", "The army of IS left 2 * 3."),
            ("\u{feff}# War", "\u{feff}# War"),
        ] {
            assert_eq!(Markdown::read(source).text, expected, "{source:?}");
        }
    }

    #[test]
    fn what_is_no_mark_stays() {
        for source in [
            "It costs 5 * 3 dollars, 2*3*4 in all, and * is a star.",
            "The file snake_case_name is his_own.",
            "He [the minister] said (so) it [sic] is #1.",
            "#hashtag is no heading",
            "- one\n- two\n\n1. three",
            "---\nRebels fled.\n---\n",
            "A sentence with one ` mark.",
            "",
        ] {
            let expected = source.replace("---", "");
            assert_eq!(Markdown::read(source).text, expected, "{source:?}");
        }
    }

    #[test]
    fn words_stand_where_the_source_has_them() {
        let source = "# War\n\nThe **Syrian [army](https://a.b)** left ![map](m.png) Homs.";
        let Markdown { text, map, left_out } = Markdown::read(source);
        assert_eq!((text.as_str(), left_out), ("War\n\nThe Syrian army left  Homs.", "![map](m.png)".len()));
        let said = |words: &str| {
            let start = text.find(words).unwrap();
            map.source(Span::new(start, start + words.len())).of(source)
        };
        assert_eq!(said("War"), "War");
        assert_eq!(said("Syrian army"), "Syrian [army");
        assert_eq!(said("Homs"), "Homs");
        let start = text.find("left").unwrap();
        assert_eq!(map.stretches(Span::new(start, text.len() - 1)).len(), 2);
    }

    #[test]
    fn long_lines_take_time_in_proportion() {
        for part in ["[", "![", "*", " *a", "_a_ ", "`", "[a](", "\\\\", "> ", "#"] {
            Markdown::read(&part.repeat(100_000));
        }
    }

    proptest! {
        #[test]
        fn every_character_has_its_place(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "*", "**", "_", "`", "[", "]", "(", ")", "!", "\\", "#", " ", "\n", ">", "---", "```", "a", "é", "<!--", "-->", ":",
                    "\u{feff}", "===", "[^1]",
                ]),
                0..40,
            )
        ) {
            let source = parts.concat();
            let Markdown { text, map, .. } = Markdown::read(&source);
            for (at, c) in text.char_indices() {
                let span = map.source(Span::new(at, at + c.len_utf8()));
                prop_assert_eq!(span.of(&source), &text[at..at + c.len_utf8()]);
            }
        }
    }
}
