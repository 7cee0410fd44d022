//! The tokens of a page and which of its runs are read in, the cleaned text and its map out.
//!
//! Blocks and double line breaks are paragraphs, with an empty line between; white space is folded to one
//! space; character references say what they stand for.

use triplewire_tokenizer::Span;

use super::map::SourceMap;
use super::outline::{Place, is_block};
use super::tokens::{Run, Token};

/// The text of a page that is read.
#[derive(Debug, Default)]
pub(super) struct CleanText {
    pub(super) text: String,
    pub(super) map: SourceMap,
    /// Code points of the runs that a reader sees and that are not in the text, white space folded.
    pub(super) left_out: usize,
}

/// Puts the text together: the runs of which `is_kept` says so by the indices of their tokens.
pub(super) fn clean_text(
    source: &str,
    tokens: &[Token],
    places: &[Place],
    is_kept: impl Fn(usize) -> bool,
) -> CleanText {
    let mut writer =
        Writer { source, result: CleanText::default(), gap: Gap::None, breaks: 0, omitted: false, end: 0 };
    for (index, (token, place)) in tokens.iter().zip(places).enumerate() {
        match token {
            _ if place.is_hidden() => {}
            Token::Start(tag) if tag.name == "br" => writer.line_break(),
            Token::Start(tag) if is_block(&tag.name) => writer.gap = Gap::Paragraph,
            Token::End(tag) if is_block(&tag.name) => writer.gap = Gap::Paragraph,
            Token::Start(_) | Token::End(_) => {}
            Token::Text(run) if run.raw => {}
            Token::Text(run) if is_kept(index) || is_blank(&run.text) => writer.run(run, place.preformatted),
            Token::Text(run) => writer.leave_out(run),
        }
    }
    writer.result
}

/// Whether a text has nothing to see.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\0')
}

/// The white space that HTML folds.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\u{c}' | '\r')
}

/// What is to stand before the next character.
#[derive(Clone, Copy)]
enum Gap {
    None,
    /// Where the white space stands.
    Space(Span),
    Line,
    Paragraph,
}

struct Writer<'s> {
    source: &'s str,
    result: CleanText,
    gap: Gap,
    /// Line breaks since the last character.
    breaks: usize,
    /// Whether text was left out since the last character.
    omitted: bool,
    /// After the last character.
    end: usize,
}

impl Writer<'_> {
    fn run(&mut self, run: &Run, preformatted: bool) {
        for piece in &run.pieces {
            let said = piece.text.of(&run.text);
            if !piece.verbatim {
                if said.chars().all(is_space) {
                    self.space(said, piece.source, preformatted);
                } else if said != "\0" {
                    self.characters(said, piece.source, false);
                }
                continue;
            }
            let class = |c: char| if c == '\0' { None } else { Some(is_space(c)) };
            let mut start = 0;
            while let Some(first) = said[start..].chars().next() {
                let same = said[start..].find(|c| class(c) != class(first));
                let end = same.map_or(said.len(), |length| start + length);
                let (part, at) = (&said[start..end], piece.source.start);
                let span = Span::new(at + start, at + end);
                match class(first) {
                    // Nothing is shown for a NUL.
                    None => {}
                    Some(true) => self.space(part, span, preformatted),
                    Some(false) => self.characters(part, span, true),
                }
                start = end;
            }
        }
    }

    fn leave_out(&mut self, run: &Run) {
        let words = run.text.split_whitespace();
        let (count, characters) =
            words.fold((0, 0), |(count, sum), word| (count + 1, sum + word.chars().count()));
        self.result.left_out += characters + count.max(1) - 1;
        self.omitted = true;
        self.space(" ", run.span, false);
    }

    fn line_break(&mut self) {
        self.breaks += 1;
        self.gap = match self.gap {
            Gap::Paragraph => Gap::Paragraph,
            _ if self.breaks > 1 => Gap::Paragraph,
            _ => Gap::Line,
        };
    }

    fn space(&mut self, space: &str, span: Span, preformatted: bool) {
        if preformatted {
            space.chars().filter(|&c| c == '\n').for_each(|_| self.line_break());
        }
        self.gap = match self.gap {
            Gap::None => Gap::Space(span),
            Gap::Space(before) => Gap::Space(Span::new(before.start, span.end.max(before.start))),
            other => other,
        };
    }

    fn characters(&mut self, said: &str, span: Span, verbatim: bool) {
        let CleanText { text, map, .. } = &mut self.result;
        if !text.is_empty() {
            // A break stands in tags, which no span of text is to end with.
            let here = Span::new(self.end, self.end);
            let (gap, between, same) = match self.gap {
                Gap::None => ("", here, false),
                Gap::Space(between) if between.of(self.source) == " " => (" ", between, true),
                Gap::Space(_) => (" ", here, false),
                Gap::Line => ("\n", here, false),
                Gap::Paragraph => ("\n\n", here, false),
            };
            if !gap.is_empty() {
                map.push(text.len(), between, same);
                text.push_str(gap);
            }
            if self.omitted {
                map.omit(text.len());
            }
        }
        map.push(text.len(), span, verbatim);
        text.push_str(said);
        (self.gap, self.breaks, self.omitted, self.end) = (Gap::None, 0, false, span.end);
    }
}

#[cfg(test)]
mod tests {
    use super::super::outline::outline;
    use super::super::tokens::tokens;
    use super::*;

    /// The text of a page of which everything is read but what has "leave" in it.
    fn clean(source: &str) -> CleanText {
        let tokens = tokens(source);
        let places = outline(&tokens).places;
        clean_text(source, &tokens, &places, |index| match &tokens[index] {
            Token::Text(run) => !run.text.contains("leave"),
            _ => false,
        })
    }

    #[test]
    fn blocks_and_double_breaks_are_paragraphs() {
        for (source, expected) in [
            ("<h1>A</h1><p>B\n  c</p> <p>d<p>e", "A\n\nB c\n\nd\n\ne"),
            ("a<br>b<br><br>c<br> <br/>d", "a\nb\n\nc\n\nd"),
            ("<ul><li>a<li>b</ul><table><tr><td>c<td>d</table>", "a\n\nb\n\nc\n\nd"),
            ("<b>IS</b>IS and<i> Al</i>-Hol <b>x</b> <i>y</i>", "ISIS and Al-Hol x y"),
            ("<pre>a\n b\n\nc</pre>", "a\nb\n\nc"),
            ("AT&amp;T&nbsp;Inc.&#32;&#10; x&shy;", "AT&T\u{a0}Inc. x\u{ad}"),
            ("a\0b<p>\0</p>\0", "ab"),
            ("<p> </p>\n", ""),
        ] {
            assert_eq!(clean(source).text, expected, "{source:?}");
        }
    }

    #[test]
    fn what_is_left_out_is_counted_and_cuts_spans() {
        let source = "<p>The army <i>leave it  out</i>left.<script>leave</script></p><p hidden>leave</p>";
        let CleanText { text, map, left_out } = clean(source);
        assert_eq!((text.as_str(), left_out), ("The army left.", "leave it out".len()));
        let whole = map.stretches(Span::new(0, text.len()));
        let said: Vec<_> = whole.iter().map(|&span| map.source(span).of(source)).collect();
        assert_eq!(said, ["The army", "left."]);
    }

    #[test]
    fn words_map_to_the_source() {
        let source = "<p><b>IS</b>IS &quot;took&quot;\r\n<i>AT&amp;T</i>&rsquo;s  b&eacute;b&#233;s.";
        let CleanText { text, map, .. } = clean(source);
        assert_eq!(text, "ISIS \"took\" AT&T’s bébés.");
        let said = |words: &str| {
            let start = text.find(words).unwrap();
            map.source(Span::new(start, start + words.len())).of(source)
        };
        assert_eq!(said("ISIS"), "IS</b>IS");
        assert_eq!(said("took"), "took");
        assert_eq!(said("\"took\""), "&quot;took&quot;");
        assert_eq!(said("AT&T’s"), "AT&amp;T</i>&rsquo;s");
        assert_eq!(said("&"), "&amp;");
        assert_eq!(said("bébés"), "b&eacute;b&#233;s");
        assert_eq!(said("took\" AT"), "took&quot;\r\n<i>AT");
    }
}
