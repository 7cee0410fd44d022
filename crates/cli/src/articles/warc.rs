//! A web archive (WARC 0.17 to 1.1, ISO 28500) in, an article for each page in it out.
//!
//! Pages are the `response` records of HTTP status 200 with HTML or plain text, and `resource` and `conversion`
//! records of these types. All other records are skipped, each with its reason. A record that is damaged or
//! too large fails; the reader goes on at the next one.

use std::io::{self, BufRead, Read};

use jiff::civil::Date;
use serde_json::Value;

use super::file::{read_line, too_large, unreadable};
use super::http::Payload;
use super::{Article, Content, Unread, line_name};
use crate::inputs::Metadata;

/// Bytes of the longest line of a record's header.
const MOST_LINE: u64 = 1 << 16;

/// Lines of the longest header.
const MOST_LINES: usize = 1000;

/// The records of an archive.
pub(super) fn articles(
    reader: impl BufRead + Send,
    name: String,
    source: String,
    limit: u64,
) -> impl Iterator<Item = Article> + Send {
    Records { reader: Some(reader), name, source, limit, number: 0, ahead: None, faults: 0 }
}

/// Faults of the file after one another after which it is given up.
const MOST_FAULTS: usize = 1000;

struct Records<R> {
    /// `None` after the end.
    reader: Option<R>,
    name: String,
    source: String,
    limit: u64,
    /// Of the present record, from 1.
    number: u64,
    /// The first line of the next record, if it is read.
    ahead: Option<Vec<u8>>,
    faults: usize,
}

/// The header of a record.
#[derive(Debug, Default, PartialEq, Eq)]
struct Header {
    fields: Vec<(String, String)>,
}

impl Header {
    fn get(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        field.map(|(_, value)| value.as_str())
    }

    /// What stands between the angle brackets that old versions put around addresses.
    fn address(&self, name: &str) -> Option<&str> {
        let value = self.get(name)?;
        let value = value.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(value);
        Some(value).filter(|value| !value.is_empty())
    }

    /// The record's id, without what all ids start with.
    fn id(&self) -> Option<String> {
        let id = self.address("WARC-Record-ID")?;
        Some(id.strip_prefix("urn:uuid:").unwrap_or(id).to_owned())
    }

    fn metadata(&self) -> Metadata {
        let day =
            self.get("WARC-Date").and_then(|date| date.get(..10)).and_then(|day| day.parse::<Date>().ok());
        Metadata {
            url: self.address("WARC-Target-URI").map(str::to_owned),
            archived: day,
            ..Metadata::default()
        }
    }
}

/// Why a record cannot be read.
enum Fault {
    /// Its text is not what it should be; what follows it may be.
    Damaged(String),
    /// The file cannot be read here.
    Unreadable(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Article;

    fn next(&mut self) -> Option<Article> {
        let mut reader = self.reader.take()?;
        let first = match self.first_line(&mut reader) {
            Ok(Some(line)) => line,
            Ok(None) => return None,
            Err(error) => {
                self.number += 1;
                return Some(self.fault(reader, None, Fault::Unreadable(error)));
            }
        };
        self.number += 1;
        if !is_start(&first) {
            return Some(self.fault(reader, None, Fault::Damaged("no WARC record starts here".to_owned())));
        }
        let header = match self.header(&mut reader) {
            Ok(header) => header,
            Err(fault) => return Some(self.fault(reader, None, fault)),
        };
        match self.content(&mut reader, &header) {
            Ok(content) => {
                self.reader = Some(reader);
                self.faults = 0;
                Some(self.article(Some(&header), content))
            }
            Err(fault) => Some(self.fault(reader, Some(&header), fault)),
        }
    }
}

impl<R: BufRead> Records<R> {
    /// The next line that is not empty.
    fn first_line(&mut self, reader: &mut R) -> io::Result<Option<Vec<u8>>> {
        if let Some(line) = self.ahead.take() {
            return Ok(Some(line));
        }
        let mut line = Vec::new();
        while read_line(reader, MOST_LINE, &mut line)? {
            if !line.trim_ascii().is_empty() {
                return Ok(Some(line));
            }
        }
        Ok(None)
    }

    fn header(&mut self, reader: &mut R) -> Result<Header, Fault> {
        let mut header = Header::default();
        let mut line = Vec::new();
        for _ in 0..MOST_LINES {
            if !read_line(reader, MOST_LINE, &mut line)? {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
            }
            if line.len() as u64 > MOST_LINE {
                return Err(Fault::Damaged("a line of the record's header is too long".to_owned()));
            }
            if is_start(&line) {
                // The record before has lost the rest of its header.
                self.ahead = Some(line);
                return Err(Fault::Damaged("the record's header has no end".to_owned()));
            }
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_end();
            if text.is_empty() {
                return Ok(header);
            }
            if text.starts_with([' ', '\t']) {
                if let Some((_, value)) = header.fields.last_mut() {
                    value.push(' ');
                    value.push_str(text.trim());
                }
            } else if let Some((name, value)) = text.split_once(':') {
                header.fields.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Err(Fault::Damaged("the record's header has too many lines".to_owned()))
    }

    /// Reads the block of a record as far as it is wanted.
    fn content(&self, reader: &mut R, header: &Header) -> Result<Content, Fault> {
        let length: u64 = match header.get("Content-Length").map(str::parse) {
            Some(Ok(length)) => length,
            Some(Err(_)) => return Err(Fault::Damaged("the record's length is no number".to_owned())),
            None => return Err(Fault::Damaged("the record says no length".to_owned())),
        };
        let kind = header.get("WARC-Type").unwrap_or_default().to_ascii_lowercase();
        let content_type = header.get("Content-Type").unwrap_or_default().to_ascii_lowercase();
        let is_http = content_type.starts_with("application/http");
        let unwanted = match kind.as_str() {
            "response" if is_http => None,
            "response" | "resource" | "conversion" => {
                match content_type.split(';').next().unwrap_or_default() {
                    "text/html" | "text/plain" | "application/xhtml+xml" => None,
                    "" => Some("no content type".to_owned()),
                    other => Some(other.trim().to_owned()),
                }
            }
            "" => Some("a record without a type".to_owned()),
            other => Some(other.to_owned()),
        };
        if unwanted.is_some() || length > self.limit {
            pass_over(reader, length)?;
            return Ok(match unwanted {
                Some(what) => Content::Skipped(format!("not a page ({what})")),
                None => Content::Failed(too_large(self.limit)),
            });
        }
        let mut block = Vec::new();
        reader.by_ref().take(length).read_to_end(&mut block)?;
        if (block.len() as u64) < length {
            return Err(cut(block.len() as u64, length));
        }
        let is_cut = header.get("WARC-Truncated").is_some();
        let payload = if is_http {
            Payload::of_response(block, is_cut, self.limit)
        } else {
            Payload::of_body(block, Some(&content_type), is_cut, self.limit)
        };
        Ok(match payload {
            Ok(payload) => Content::Response(Box::new(payload)),
            Err(Unread::Skipped(reason)) => Content::Skipped(reason),
            Err(Unread::Failed(reason)) => Content::Failed(reason),
        })
    }

    /// The place of a record that cannot be read. The reader goes on where the next record starts.
    fn fault(&mut self, mut reader: R, header: Option<&Header>, fault: Fault) -> Article {
        self.faults += 1;
        let mut reason = match fault {
            Fault::Damaged(reason) => reason,
            Fault::Unreadable(error) => unreadable(&error),
        };
        let mut passed = 0;
        let mut line = Vec::new();
        let mut further = self.ahead.is_some();
        while !further {
            match read_line(&mut reader, MOST_LINE, &mut line) {
                Ok(true) if is_start(&line) => {
                    self.ahead = Some(std::mem::take(&mut line));
                    further = true;
                }
                Ok(true) => passed += line.len(),
                // The next call says what is wrong here.
                Err(_) if self.faults < MOST_FAULTS => further = true,
                Ok(false) | Err(_) => break,
            }
        }
        if passed > 0 {
            reason = format!("{reason}; {passed} bytes passed over");
        }
        if further && self.faults < MOST_FAULTS {
            self.reader = Some(reader);
        }
        self.article(header, Content::Failed(reason))
    }

    fn article(&self, header: Option<&Header>, content: Content) -> Article {
        let name = header.and_then(Header::id).unwrap_or_else(|| line_name(&self.name, self.number));
        Article {
            id: Value::String(name.clone()),
            name,
            source: format!("{}:{}", self.source, self.number),
            line: Some(self.number),
            metadata: header.map(Header::metadata).unwrap_or_default(),
            content,
        }
    }
}

fn is_start(line: &[u8]) -> bool {
    line.starts_with(b"WARC/0.") || line.starts_with(b"WARC/1.")
}

fn pass_over(reader: &mut impl BufRead, length: u64) -> Result<(), Fault> {
    let passed = io::copy(&mut reader.take(length), &mut io::sink())?;
    if passed < length { Err(cut(passed, length)) } else { Ok(()) }
}

fn cut(read: u64, length: u64) -> Fault {
    Fault::Damaged(format!("the record ends after {read} of its {length} bytes"))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn record(kind: &str, id: &str, fields: &str, block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\n{fields}\
             Content-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    const HTTP: &str = "Content-Type: application/http; msgtype=response\r\n";

    fn page(id: &str) -> String {
        let block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Rebels seized Idlib.</p>";
        record("response", id, HTTP, block)
    }

    fn describe(article: &Article) -> String {
        let Article { name, content, .. } = article;
        match content {
            Content::Response(_) => format!("{name}: read"),
            Content::Skipped(reason) => format!("{name}: skipped, {reason}"),
            Content::Failed(reason) => format!("{name}: failed, {reason}"),
            other => panic!("{other:?}"),
        }
    }

    fn read(archive: &str) -> Vec<String> {
        let archive = Cursor::new(archive.to_owned());
        articles(archive, "a".to_owned(), "a.warc".to_owned(), 1000)
            .map(|article| describe(&article))
            .collect()
    }

    #[test]
    fn every_record_is_told_of() {
        let redirect = "HTTP/1.1 301 Moved\r\n\r\n";
        let archive = [
            record("warcinfo", "1", "Content-Type: application/warc-fields\r\n", "software: x"),
            record(
                "request",
                "2",
                "Content-Type: application/http; msgtype=request\r\n",
                "GET / HTTP/1.1\r\n\r\n",
            ),
            page("3"),
            record("response", "4", HTTP, redirect),
            record("response", "5", "Content-Type: text/dns\r\n", "20260222"),
            record("resource", "6", "content-type: text/html\r\n", "<p>A.</p>"),
            record("conversion", "7", "Content-Type: text/plain\r\n", "A."),
            record("metadata", "8", "", ""),
            record("response", "9", HTTP, &"x".repeat(1001)),
            page("10").replace("\r\n", "\n").replace("Content-Length: 71", "Content-Length: 68"),
        ];
        assert_eq!(
            read(&archive.concat()),
            [
                "1: skipped, not a page (warcinfo)",
                "2: skipped, not a page (request)",
                "3: read",
                "4: skipped, not a page (HTTP 301)",
                "5: skipped, not a page (text/dns)",
                "6: read",
                "7: read",
                "8: skipped, not a page (metadata)",
                "9: failed, more than 1000 bytes (see --max-article)",
                "10: read",
            ]
        );
        assert_eq!(read(""), [""; 0]);
    }

    #[test]
    fn a_damaged_record_stops_no_other() {
        let lost = page("2").replace("Content-Length", "Content-Lines");
        let short = page("4").replace("Content-Length: 71", "Content-Length: 60");
        let archive = [
            page("1"),
            lost,
            page("3"),
            short,
            page("5"),
            "WARC/1.0\r\nWARC-Type: x\r\n".to_owned(),
            page("6"),
        ];
        let found = read(&archive.concat());
        assert_eq!(found[0], "1: read");
        assert!(found[1].starts_with("2: failed, the record says no length; "), "{}", found[1]);
        assert_eq!(found[2..4], ["3: read", "4: read"]);
        assert!(found[4].starts_with("a:5: failed, no WARC record starts here"), "{}", found[4]);
        assert_eq!(found[5], "5: read");
        assert_eq!(found[6], "a:7: failed, the record's header has no end");
        assert_eq!(found[7..], ["6: read"]);
    }

    #[test]
    fn a_record_that_is_cut_fails_alone() {
        let archive = [page("1"), page("2")].concat();
        for cut in 1..60 {
            let found = read(&archive[..archive.len() - 4 - cut]);
            assert_eq!(found[0], "1: read");
            assert!(found[1].starts_with("2: failed, the record ends after "), "{found:?}");
            assert_eq!(found.len(), 2);
        }
        assert_eq!(
            read("no archive\nat all\n"),
            ["a:1: failed, no WARC record starts here; 7 bytes passed over"]
        );
    }

    #[test]
    fn the_header_says_where_and_when() {
        let fields = "WARC-Target-URI: <https://example.org/a>\r\nWARC-Date: 2026-02-22T08:00:00Z\r\n";
        let archive = record("resource", "1", &format!("{fields}Content-Type: text/plain\r\n"), "A.");
        let article = articles(Cursor::new(archive), "a".to_owned(), "a.warc".to_owned(), 99).next().unwrap();
        assert_eq!(article.metadata.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(article.metadata.archived, Some(jiff::civil::date(2026, 2, 22)));
        assert_eq!((article.metadata.date, article.source.as_str()), (None, "a.warc:1"));
    }
}
