//! JSON lines in, articles out.

use std::io::{self, BufRead, BufReader};

use serde_json::Value;

use super::file::{read_line, too_large, unreadable};
use super::{Article, Content, line_name};
use crate::inputs::Metadata;

/// The articles of a JSONL file; empty lines hold none.
pub(super) fn lines(
    reader: impl BufRead + Send,
    name: String,
    source: String,
    limit: u64,
) -> impl Iterator<Item = Article> + Send {
    Lines { reader: Some(reader), name, source, number: 0, limit, is_stream: false }
}

/// The lines of standard input: one article each, whatever they hold.
pub(super) fn standard_input(limit: u64) -> impl Iterator<Item = Article> + Send {
    Lines {
        reader: Some(BufReader::new(io::stdin())),
        name: "-".to_owned(),
        source: "-".to_owned(),
        number: 0,
        limit,
        is_stream: true,
    }
}

struct Lines<R> {
    /// `None` after the end or an error.
    reader: Option<R>,
    name: String,
    source: String,
    number: u64,
    /// The most bytes of a line.
    limit: u64,
    /// Whether every line, a blank one too, is to be answered.
    is_stream: bool,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Article;

    fn next(&mut self) -> Option<Article> {
        loop {
            let mut line = Vec::new();
            let read = read_line(self.reader.as_mut()?, self.limit, &mut line);
            self.number += 1;
            match read {
                Ok(false) => {
                    self.reader = None;
                    return None;
                }
                Ok(true) if line.len() as u64 > self.limit => {
                    return Some(self.place(Value::Null, Content::Failed(too_large(self.limit))));
                }
                Ok(true) if !self.is_stream && line.trim_ascii().is_empty() => {}
                Ok(true) => {
                    // In UTF-16 no line is one.
                    if self.number == 1
                        && !self.is_stream
                        && (line.starts_with(&[0xff, 0xfe]) || line.starts_with(&[0xfe, 0xff]))
                    {
                        self.reader = None;
                    }
                    return Some(self.article(&line));
                }
                Err(error) => {
                    self.reader = None;
                    let reason = format!("{}; the rest of the file is not read", unreadable(&error));
                    return Some(self.place(Value::Null, Content::Failed(reason)));
                }
            }
        }
    }
}

impl<R> Lines<R> {
    fn article(&self, line: &[u8]) -> Article {
        let value = match parse(line, self.number == 1) {
            Ok(value) => value,
            Err(reason) => return self.place(Value::Null, Content::Failed(reason)),
        };
        let (id, fields) = match id(&value) {
            Ok(id) => (id, fields(value)),
            Err(reason) => (None, Err(reason)),
        };
        let id = id.unwrap_or_else(|| Value::String(line_name(&self.name, self.number)));
        match fields {
            Ok((content, metadata)) => Article { metadata, ..self.place(id, content) },
            Err(reason) => self.place(id, Content::Failed(reason)),
        }
    }

    /// The article of the present line.
    fn place(&self, id: Value, content: Content) -> Article {
        let line_name = line_name(&self.name, self.number);
        let name = match &id {
            Value::String(id) => id.clone(),
            Value::Number(id) => id.to_string(),
            _ => line_name,
        };
        let source = format!("{}:{}", self.source, self.number);
        let line = Some(self.number);
        Article { name, id, source, line, metadata: Metadata::default(), content }
    }
}

fn parse(line: &[u8], first: bool) -> Result<Value, String> {
    let line = triplewire_tokenizer::decode(line).map_err(|error| error.to_string())?;
    let line = if first { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line };
    if line.trim().is_empty() {
        return Err("blank line".to_owned());
    }
    match serde_json::from_str(line) {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => Err("not a JSON object".to_owned()),
        Err(error) => {
            // The library counts lines within the line.
            let (place, message) = (format!(" at line 1 column {}", error.column()), error.to_string());
            let message = message.strip_suffix(&place).unwrap_or(&message);
            Err(format!("not JSON: {message} at column {}", error.column()))
        }
    }
}

/// The `id`, where there is one.
fn id(object: &Value) -> Result<Option<Value>, String> {
    match &object["id"] {
        Value::Null => Ok(None),
        Value::String(id) if id.is_empty() => Ok(None),
        id @ (Value::String(_) | Value::Number(_)) => Ok(Some(id.clone())),
        _ => Err("`id` is neither a string nor a number".to_owned()),
    }
}

fn fields(mut object: Value) -> Result<(Content, Metadata), String> {
    let mut field = |name: &str| match object[name].take() {
        Value::Null => Ok(None),
        Value::String(value) => Ok(Some(value)),
        _ => Err(format!("`{name}` is not a string")),
    };
    let metadata =
        Metadata { title: field("title")?, date: field("date")?, url: field("url")?, ..Metadata::default() };
    match (field("text")?, field("html")?) {
        (Some(text), _) => Ok((Content::Text(text.into()), metadata)),
        (None, Some(html)) => Ok((Content::Html(html.into()), metadata)),
        (None, None) => Err("neither `text` nor `html`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &[u8], is_stream: bool) -> Vec<Article> {
        let (name, source) = ("news".to_owned(), "in/news.jsonl".to_owned());
        Lines { reader: Some(file), name, source, number: 0, limit: 200, is_stream }.collect()
    }

    #[test]
    fn a_line_gives_its_text_and_metadata() {
        let file = "\u{feff}{\"id\":\"k\",\"text\":\"A \\ud83d\\ude42.\",\"date\":\"2026-02-22\",\"x\":1}\r\n\
                    {\"text\":\"B.\"}\n{\"id\":7,\"text\":\"\"}";
        let articles = read(file.as_bytes(), false);
        let names: Vec<_> = articles.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(names, ["k", "news:2", "7"]);
        assert_eq!(articles[0].metadata.date.as_deref(), Some("2026-02-22"));
        assert!(matches!(&articles[0].content, Content::Text(text) if text.text == "A 🙂."));
        assert_eq!(articles[1].source, "in/news.jsonl:2");
        assert_eq!(articles[2].id, serde_json::json!(7));
    }

    #[test]
    fn text_is_read_before_html() {
        let file =
            b"{\"html\":\"<p>A.\"}\n{\"html\":\"<p>A.\",\"text\":\"B.\"}\n{\"html\":\"<p>A.\",\"text\":null}";
        let articles = read(file, false);
        assert!(matches!(&articles[0].content, Content::Html(html) if html.text == "<p>A."));
        assert!(matches!(&articles[1].content, Content::Text(text) if text.text == "B."));
        assert!(matches!(&articles[2].content, Content::Html(_)));
    }

    #[test]
    fn bad_lines_say_why() {
        let cases: [(&[u8], Value, &str); 8] = [
            (b"{\"text\": }", Value::Null, "not JSON: expected value at column 10"),
            (b"[1]", Value::Null, "not a JSON object"),
            (b"\xff", Value::Null, "not UTF-8: byte 0xff at offset 0"),
            (b"{\"id\":\"a\"}", "a".into(), "neither `text` nor `html`"),
            (b"{\"id\":\"a\",\"text\":3}", "a".into(), "`text` is not a string"),
            (b"{\"id\":[],\"text\":\"\"}", "news:1".into(), "`id` is neither a string nor a number"),
            (b"{\"html\":3}", "news:1".into(), "`html` is not a string"),
            (b"{\"text\":\"\\ud800\"}", Value::Null, "not JSON: unexpected end of hex escape at column 16"),
        ];
        for (line, id, expected) in cases {
            let articles = read(line, false);
            let Content::Failed(reason) = &articles[0].content else { panic!("{articles:?}") };
            assert_eq!((&articles[0].id, reason.as_str()), (&id, expected));
        }
    }

    #[test]
    fn blank_lines_count_on_standard_input_only() {
        let file = b"\n{\"text\":\"A.\"}\n \r\n";
        let lines = |keep| read(file, keep).iter().map(|a| a.line).collect::<Vec<_>>();
        assert_eq!(lines(false), [Some(2)]);
        assert_eq!(lines(true), [Some(1), Some(2), Some(3)]);
        assert!(matches!(&read(file, true)[0].content, Content::Failed(reason) if reason == "blank line"));
    }

    #[test]
    fn a_line_that_is_too_long_does_not_stop_the_next() {
        let file = format!("{{\"text\":\"{}\"}}\n{{\"text\":\"A.\"}}\n", "word ".repeat(50));
        let articles = read(file.as_bytes(), false);
        assert!(
            matches!(&articles[0].content, Content::Failed(reason) if reason.starts_with("more than 200 bytes"))
        );
        assert!(matches!(&articles[1].content, Content::Text(_)));
        assert_eq!(articles.len(), 2);
    }

    #[test]
    fn of_a_file_in_utf16_one_line_is_told() {
        let file: Vec<u8> = "\u{feff}{\"text\":\"A.\"}\n{\"text\":\"B.\"}\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let articles = read(&file, false);
        assert_eq!(articles.len(), 1);
        assert!(matches!(&articles[0].content, Content::Failed(reason) if reason.contains("UTF-16")));
    }
}
