//! The source of a page in, its tags and runs of text out, each with the bytes that say it.
//!
//! Tokenised as the HTML standard says (`html5gum`); what the names of tags mean for the structure of the
//! page is left to the later steps.

use std::mem::take;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, State, Tokenizer, naive_next_state};
use triplewire_tokenizer::Span;

/// Attributes of a tag that are looked at: each is compared with all before it.
pub(super) const MOST_ATTRIBUTES: usize = 200;

/// A part of a page. Comments and the document type are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Start(Tag),
    End(EndTag),
    Text(Run),
}

/// A start tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tag {
    /// In lower case.
    pub(super) name: String,
    pub(super) attributes: Vec<Attribute>,
}

/// An end tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EndTag {
    /// In lower case.
    pub(super) name: String,
}

/// An attribute of a start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    /// In lower case.
    pub(super) name: String,
    /// With its character references decoded.
    pub(super) value: String,
    /// Of the value in the source, without the quotation marks.
    pub(super) span: Span,
}

/// Text between two tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// In the source.
    pub(super) span: Span,
    /// With its character references decoded and its line ends as line feeds.
    pub(super) text: String,
    /// What says which part of the text, in order; none where that cannot be told.
    pub(super) pieces: Vec<Piece>,
    /// Whether it is a script, a style, a title or the like: no text of the page.
    pub(super) raw: bool,
}

/// A part of a run and the bytes of the source that say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// In the text of the run.
    pub(super) text: Span,
    pub(super) source: Span,
    /// Whether the source has the very same bytes; if not, it has a character reference or a line end.
    pub(super) verbatim: bool,
}

impl Tag {
    /// The value of an attribute, decoded.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(|attribute| attribute.value.as_str())
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}

/// The tokens of a page. A byte order mark is none.
pub(super) fn tokens(source: &str) -> Vec<Token> {
    let body = source.strip_prefix('\u{feff}').unwrap_or(source);
    let base = source.len() - body.len();
    let mut tokens = Vec::new();
    let mut tag: Option<Tag> = None;
    let mut raw = false;
    let Ok(events) = Tokenizer::new_with_emitter(body, Recorder::default()).collect::<Result<Vec<_>, _>>();
    for event in events {
        match event {
            Event::Open(name) => tag = Some(Tag { name, attributes: Vec::new() }),
            Event::AttributeName(name) => {
                // The first of several of the same name counts; the others get no name and so no value.
                let tag = tag.get_or_insert_default();
                let is_lost = tag.attributes.len() > MOST_ATTRIBUTES || tag.attribute(&name).is_some();
                if tag.attributes.len() > MOST_ATTRIBUTES {
                    tag.attributes.pop();
                }
                let name = if is_lost { String::new() } else { name };
                tag.attributes.push(Attribute { name, value: String::new(), span: Span::new(0, 0) });
            }
            Event::AttributeValue(value, span) => {
                if let Some(attribute) = tag.as_mut().and_then(|tag| tag.attributes.last_mut()) {
                    attribute.value = value;
                    attribute.span = Span::new(base + span.start, base + span.end);
                }
            }
            Event::Close => {
                let tag = tag.take().unwrap_or_default();
                raw = naive_next_state(tag.name.as_bytes()).is_some();
                tokens.push(Token::Start(tag));
            }
            // An end tag may have attributes, which belong to nothing.
            Event::End(name) => {
                tag = None;
                raw = false;
                tokens.push(Token::End(EndTag { name }));
            }
            Event::Text(span, text, chunks) => {
                let pieces = pieces(body, base, span, &text, &chunks).unwrap_or_default();
                let span = Span::new(base + span.start, base + span.end);
                tokens.push(Token::Text(Run { span, text, pieces, raw }));
            }
        }
    }
    tokens
}

/// The pieces of a run of text from the chunks that the tokenizer gave it in; `None` where they do not add
/// up, so that nothing is ever shown where it does not stand.
fn pieces(body: &str, base: usize, span: Span, text: &str, chunks: &[Chunk]) -> Option<Vec<Piece>> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut from, mut cursor) = (0, span.start);
    let mut to = 0;
    for chunk in chunks {
        to += chunk.length;
        // A character may come in several chunks.
        if !text.is_char_boundary(to) {
            continue;
        }
        let said = text.get(from..to)?;
        // Between two chunks may stand the line feed of a line end, and an end tag without a name: no token.
        loop {
            let rest = body.get(cursor..chunk.end)?;
            cursor += match () {
                () if rest.starts_with("</>") => "</>".len(),
                () if rest.starts_with('\n') && body[..cursor].ends_with('\r') => 1,
                () => break,
            };
        }
        let source = body.get(cursor..chunk.end)?;
        let verbatim = source == said;
        if !verbatim && !source.starts_with('&') && source != "\r" && !said.is_empty() {
            return None;
        }
        let piece = Piece {
            text: Span { start: from, end: to },
            source: Span { start: base + cursor, end: base + chunk.end },
            verbatim,
        };
        match pieces.last_mut() {
            _ if said.is_empty() => {}
            Some(last) if last.verbatim && piece.verbatim && last.source.end == piece.source.start => {
                last.text.end = piece.text.end;
                last.source.end = piece.source.end;
            }
            _ => pieces.push(piece),
        }
        (from, cursor) = (to, chunk.end);
    }
    (from == text.len() && cursor <= span.end).then_some(pieces)
}

/// What the tokenizer says, in owned form.
enum Event {
    Open(String),
    AttributeName(String),
    AttributeValue(String, Span),
    Close,
    End(String),
    Text(Span, String, Vec<Chunk>),
}

/// Some characters of a run and the byte after those that say them.
#[derive(Clone, Copy, Debug)]
struct Chunk {
    length: usize,
    end: usize,
}

type Events = CallbackEmitter<fn(CallbackEvent<'_>, html5gum::Span<usize>) -> Option<Event>, Event, usize>;

/// Keeps the events of the tokenizer, and for text where each of its chunks ends: a chunk is what stands
/// there as it is, or a character reference.
struct Recorder {
    events: Events,
    position: usize,
    chunks: Vec<Chunk>,
}

impl Default for Recorder {
    fn default() -> Self {
        let mut events: Events = CallbackEmitter::new(event);
        events.naively_switch_states(true);
        Self { events, position: 0, chunks: Vec::new() }
    }
}

#[allow(clippy::needless_pass_by_value, reason = "the tokenizer calls it so")]
fn event(event: CallbackEvent<'_>, span: html5gum::Span<usize>) -> Option<Event> {
    let string = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let span = Span { start: span.start, end: span.end.max(span.start) };
    match event {
        CallbackEvent::OpenStartTag { name } => Some(Event::Open(string(name))),
        CallbackEvent::AttributeName { name } => Some(Event::AttributeName(string(name))),
        CallbackEvent::AttributeValue { value } => Some(Event::AttributeValue(string(value), span)),
        CallbackEvent::CloseStartTag { .. } => Some(Event::Close),
        CallbackEvent::EndTag { name } => Some(Event::End(string(name))),
        CallbackEvent::String { value } => Some(Event::Text(span, string(value), Vec::new())),
        CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => None,
    }
}

impl ForwardingEmitter for Recorder {
    type Token = Event;

    fn inner(&mut self) -> &mut impl Emitter<Token = Event> {
        &mut self.events
    }

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
        self.events.move_position(offset);
    }

    fn emit_string(&mut self, characters: &[u8]) {
        self.chunks.push(Chunk { length: characters.len(), end: self.position });
        self.events.emit_string(characters);
    }

    fn pop_token(&mut self) -> Option<Event> {
        // The text of an event is all that was emitted since the last one.
        self.events.pop_token().map(|event| match event {
            Event::Text(span, text, _) => Event::Text(span, text, take(&mut self.chunks)),
            other => other,
        })
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.events.emit_current_tag()
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each piece of the page's text says and what says it.
    fn said(source: &str) -> Vec<(String, &str)> {
        let runs = tokens(source).into_iter().filter_map(|token| match token {
            Token::Text(run) => Some(run),
            _ => None,
        });
        let pieces = runs.flat_map(|run| {
            let said = move |piece: &Piece| (piece.text.of(&run.text).to_owned(), piece.source.of(source));
            run.pieces.clone().iter().map(said).collect::<Vec<_>>()
        });
        pieces.collect()
    }

    fn owned<'s>(pieces: &[(&str, &'s str)]) -> Vec<(String, &'s str)> {
        pieces.iter().map(|&(text, source)| (text.to_owned(), source)).collect()
    }

    #[test]
    fn character_references_are_pieces_of_their_own() {
        let cases: [(&str, &[(&str, &str)]); 9] = [
            ("AT&amp;T", &[("AT", "AT"), ("&", "&amp;"), ("T", "T")]),
            ("&nbsp;x", &[("\u{a0}", "&nbsp;"), ("x", "x")]),
            ("&#8217;s&#x2019;", &[("’", "&#8217;"), ("s", "s"), ("’", "&#x2019;")]),
            ("&notit;", &[("¬", "&not"), ("it;", "it;")]),
            ("&semi;;", &[(";", "&semi;"), (";", ";")]),
            ("a & b &wrong; &", &[("a & b &wrong; &", "a & b &wrong; &")]),
            ("1 < 2 <3", &[("1 < 2 <3", "1 < 2 <3")]),
            ("&lt;b&gt", &[("<", "&lt;"), ("b", "b"), (">", "&gt")]),
            ("é&eacute;é", &[("é", "é"), ("é", "&eacute;"), ("é", "é")]),
        ];
        for (source, expected) in cases {
            assert_eq!(said(source), owned(expected), "{source}");
            let inside = format!("\u{feff}<p>{source}</p>");
            assert_eq!(said(&inside), expected.iter().map(|&(a, b)| (a.to_owned(), b)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn end_tags_without_a_name_are_nothing() {
        assert_eq!(
            said("a</>b</></>&semi;</>;"),
            owned(&[("a", "a"), ("b", "b"), (";", "&semi;"), (";", ";")])
        );
    }

    #[test]
    fn line_ends_are_line_feeds() {
        assert_eq!(
            said("a\r\nb\rc\n"),
            owned(&[("a", "a"), ("\n", "\r"), ("b", "b"), ("\n", "\r"), ("c\n", "c\n")])
        );
    }

    #[test]
    fn scripts_styles_and_titles_are_raw() {
        let source = "<title>A &amp; B</title><script>if (a < b) { '<p>' }</script><p>C<style>p{}</style>";
        let texts = tokens(source).into_iter().filter_map(|token| match token {
            Token::Text(run) => Some((run.text, run.raw)),
            _ => None,
        });
        let expected = [("A & B", true), ("if (a < b) { '<p>' }", true), ("C", false), ("p{}", true)];
        assert_eq!(texts.collect::<Vec<_>>(), expected.map(|(text, raw)| (text.to_owned(), raw)));
    }

    #[test]
    fn attributes_say_where_their_values_stand() {
        let source = "<META Content='2026-02-22' name=date content=x data-a=\"a&amp;b\" hidden>";
        let Token::Start(tag) = &tokens(source)[0] else { panic!("no tag") };
        assert_eq!(tag.name, "meta");
        let content = tag.attribute("content").unwrap();
        assert_eq!((content.value.as_str(), content.span.of(source)), ("2026-02-22", "2026-02-22"));
        let escaped = tag.attribute("data-a").unwrap();
        assert_eq!((escaped.value.as_str(), escaped.span.of(source)), ("a&b", "a&amp;b"));
        assert_eq!(tag.value("name"), Some("date"));
        assert_eq!(tag.value("hidden"), Some(""));
    }
}
