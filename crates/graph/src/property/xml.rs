//! Text in, what XML can hold out.

use std::borrow::Cow;
use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;

/// Whether XML 1.0 has no way to write this character.
fn is_forbidden(character: char) -> bool {
    matches!(character, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
}

/// With U+FFFD for characters that XML 1.0 forbids.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(is_forbidden) { text.replace(is_forbidden, "\u{FFFD}").into() } else { text.into() }
}

/// For text and for values of attributes: white space that a reader would fold is written by its number.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in clean(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            // Ends of lines in XML 1.1.
            '\u{85}' => escaped.push_str("&#133;"),
            '\u{2028}' => escaped.push_str("&#8232;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Writes elements, one a line.
pub(super) struct Xml<W: Write>(Writer<W>);

fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        let value = escaped(value).into_bytes();
        start.push_attribute(Attribute { key: QName(key.as_bytes()), value: value.into() });
    }
    start
}

impl<W: Write> Xml<W> {
    pub(super) fn new(output: W) -> std::io::Result<Self> {
        let mut writer = Writer::new_with_indent(output, b' ', 1);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self(writer))
    }

    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> std::io::Result<()> {
        self.0.write_event(Event::Start(start(name, attributes)))
    }

    pub(super) fn close(&mut self, name: &str) -> std::io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> std::io::Result<()> {
        self.0.write_event(Event::Empty(start(name, attributes)))
    }

    pub(super) fn text(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        text: &str,
    ) -> std::io::Result<()> {
        self.open(name, attributes)?;
        self.0.write_event(Event::Text(BytesText::from_escaped(escaped(text))))?;
        self.close(name)
    }

    /// Ends the file.
    pub(super) fn finish(self) -> std::io::Result<()> {
        let mut output = self.0.into_inner();
        output.write_all(b"\n")?;
        output.flush()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;
    use quick_xml::Reader;

    use super::*;

    /// An element as it was read: depth, name, attributes, and its text.
    #[derive(Debug, Default)]
    pub(crate) struct Element {
        pub(crate) name: String,
        pub(crate) attributes: Vec<(String, String)>,
        pub(crate) text: String,
    }

    impl Element {
        pub(crate) fn get(&self, key: &str) -> Option<&str> {
            self.attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
        }
    }

    fn element(start: &BytesStart<'_>) -> Element {
        let utf8 = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            (utf8(attribute.key.as_ref()), attribute.unescape_value().unwrap().into_owned())
        });
        Element { name: utf8(start.name().as_ref()), attributes: attributes.collect(), text: String::new() }
    }

    /// All elements in the order of their starts; fails on what is not well formed.
    pub(crate) fn elements(bytes: &[u8]) -> Vec<Element> {
        let mut reader = Reader::from_reader(bytes);
        let mut elements = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => {
                    open.push(elements.len());
                    elements.push(element(&start));
                }
                Event::Empty(start) => elements.push(element(&start)),
                Event::End(_) => drop(open.pop()),
                Event::Text(text) => {
                    if let Some(&last) = open.last() {
                        elements[last].text.push_str(&text.unescape().unwrap());
                    }
                }
                Event::Eof => break,
                Event::Decl(_) => {}
                other => panic!("{other:?} must not come from text"),
            }
        }
        assert!(open.is_empty());
        elements
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "(\\PC|[\0-\x20<>&'\"\u{85}\u{2028}\u{FFFE}]){0,40}") {
            let mut bytes = Vec::new();
            let mut xml = Xml::new(&mut bytes).unwrap();
            xml.text("a", &[("b", &text)], &text).unwrap();
            xml.finish().unwrap();
            let elements = elements(&bytes);
            prop_assert_eq!(elements.len(), 1);
            prop_assert_eq!(&elements[0].text, &clean(&text));
            prop_assert_eq!(elements[0].get("b").unwrap(), clean(&text));
        }
    }

    #[test]
    fn what_xml_forbids_is_replaced() {
        assert_eq!(clean("a\0\x1B\u{FFFF}b\n"), "a\u{FFFD}\u{FFFD}\u{FFFD}b\n");
        assert!(matches!(clean("🙂"), Cow::Borrowed(_)));
    }
}
