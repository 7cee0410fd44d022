//! The block of an archived response in, the text or page that the server sent out.
//!
//! Archives keep the transfer codings of a response, or undo them and keep the headers that name them. So a
//! coding is undone only where the bytes look like it.

use std::io::{Cursor, Read};

use encoding_rs::Encoding;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use httparse::{EMPTY_HEADER, ParserConfig, Status};

use super::file::{too_large, unreadable};
use super::zstd::ZstdDecoder;
use super::{Loaded, Unread};
use crate::encoding::{decode, decode_page, of_content_type};

/// Headers of a response that are looked at.
const MOST_HEADERS: usize = 256;

/// A text or page and what is to be undone to read it.
#[derive(Debug, Default)]
pub(crate) struct Payload {
    /// The block of the record.
    bytes: Vec<u8>,
    /// Where the body starts.
    body: usize,
    is_page: bool,
    /// What the server says of its encoding.
    charset: Option<&'static Encoding>,
    is_chunked: bool,
    /// As they were applied.
    codings: Vec<String>,
    /// Whether the archive has only the start of it.
    is_cut: bool,
    /// The most bytes that it may have, unpacked.
    limit: u64,
}

impl Payload {
    /// The bytes of the record, HTTP head and all.
    pub(crate) fn block(&self) -> &[u8] {
        &self.bytes
    }

    /// A response with its headers; the error says why it is no article.
    pub(super) fn of_response(bytes: Vec<u8>, is_cut: bool, limit: u64) -> Result<Self, Unread> {
        let mut payload = Self { is_cut, limit, ..Self::default() };
        let head = head(&bytes);
        let mut headers = [EMPTY_HEADER; MOST_HEADERS];
        let mut response = httparse::Response::new(&mut headers);
        let parsed = ParserConfig::default()
            .allow_spaces_after_header_name_in_responses(true)
            .allow_obsolete_multiline_headers_in_responses(true)
            .allow_multiple_spaces_in_response_status_delimiters(true)
            .ignore_invalid_headers_in_responses(true)
            .parse_response(&mut response, &head.bytes);
        match parsed {
            Ok(Status::Complete(_)) => {}
            Ok(Status::Partial) => return Err(Unread::Failed("the HTTP header has no end".to_owned())),
            Err(error) => return Err(Unread::Failed(format!("no HTTP response: {error}"))),
        }
        let code = response.code.unwrap_or_default();
        if code != 200 {
            return Err(Unread::Skipped(format!("not a page (HTTP {code})")));
        }
        let value = |name: &str| {
            let found = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
            found.map(|header| String::from_utf8_lossy(header.value).to_ascii_lowercase())
        };
        payload.body = head.length;
        let list =
            |name| value(name).map(|value| value.split(',').map(|item| item.trim().to_owned()).collect());
        let transfer: Vec<String> = list("transfer-encoding").unwrap_or_default();
        payload.is_chunked = transfer.iter().any(|coding| coding == "chunked");
        payload.codings = list("content-encoding").unwrap_or_default();
        payload.codings.extend(transfer.into_iter().filter(|coding| coding != "chunked"));
        let content_type = value("content-type");
        payload.is_page = is_page(content_type.as_deref(), bytes.get(head.length..).unwrap_or_default())?;
        payload.charset = content_type.as_deref().and_then(of_content_type);
        payload.bytes = bytes;
        Ok(payload)
    }

    /// What an archive has without headers.
    pub(super) fn of_body(
        bytes: Vec<u8>,
        content_type: Option<&str>,
        is_cut: bool,
        limit: u64,
    ) -> Result<Self, Unread> {
        let is_page = is_page(content_type, &bytes)?;
        let charset = content_type.and_then(of_content_type);
        Ok(Self { bytes, is_page, charset, is_cut, limit, ..Self::default() })
    }

    /// The words of the text or page.
    pub(super) fn load(&self) -> Result<Loaded<'static>, Unread> {
        let body = self.bytes.get(self.body..).unwrap_or_default();
        let mut bytes = if self.is_chunked { self.whole(body)? } else { body.to_vec() };
        for coding in self.codings.iter().rev() {
            bytes = self.undo(coding, bytes)?;
        }
        if self.is_page {
            return Ok(Loaded::of_decoded_page(decode_page(bytes, self.charset)?)?);
        }
        Ok(Loaded::of_decoded(decode(bytes, self.charset)?))
    }

    /// Whether the archive has only the start of it.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The chunks put together, if there are any.
    fn whole(&self, body: &[u8]) -> Result<Vec<u8>, String> {
        let mut whole = Vec::new();
        let mut rest = body;
        loop {
            let size = match httparse::parse_chunk_size(rest) {
                Ok(Status::Complete((start, size))) => {
                    rest = rest.get(start..).unwrap_or_default();
                    size
                }
                // The archive has put them together and kept the header.
                _ if whole.is_empty() => return Ok(body.to_vec()),
                _ if self.is_cut => return Ok(whole),
                Ok(Status::Partial) => return Err("the chunks of the response end too early".to_owned()),
                Err(error) => return Err(format!("the chunks of the response are damaged: {error}")),
            };
            if size == 0 {
                return Ok(whole);
            }
            let size = usize::try_from(size).unwrap_or(usize::MAX);
            let Some((chunk, after)) = rest.split_at_checked(size) else {
                whole.extend_from_slice(rest);
                if self.is_cut {
                    return Ok(whole);
                }
                return Err("the chunks of the response end too early".to_owned());
            };
            whole.extend_from_slice(chunk);
            rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
        }
    }

    fn undo(&self, coding: &str, bytes: Vec<u8>) -> Result<Vec<u8>, String> {
        match coding {
            "gzip" | "x-gzip" if bytes.starts_with(&[0x1f, 0x8b]) => {
                self.unpacked(MultiGzDecoder::new(Cursor::new(bytes)))
            }
            "zstd" if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
                self.unpacked(ZstdDecoder::new(Cursor::new(bytes)))
            }
            "deflate" => match bytes.as_slice() {
                &[first, second, ..] if first & 0xf == 8 && u16::from_be_bytes([first, second]) % 31 == 0 => {
                    self.unpacked(ZlibDecoder::new(Cursor::new(bytes)))
                }
                // Some servers send it without the two bytes before; no page starts like that.
                [b'<' | b' ' | b'\r' | b'\n' | b'\t', ..] | [] => Ok(bytes),
                _ => self.unpacked(DeflateDecoder::new(Cursor::new(bytes))),
            },
            "gzip" | "x-gzip" | "zstd" | "identity" | "" => Ok(bytes),
            // Brotli has no sign at its start: a page that is one is not packed.
            "br" if bytes.trim_ascii_start().starts_with(b"<") => Ok(bytes),
            _ => Err(format!("content-encoding {coding:?} is not read")),
        }
    }

    fn unpacked(&self, decoder: impl Read) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        match decoder.take(self.limit.saturating_add(1)).read_to_end(&mut bytes) {
            _ if bytes.len() as u64 > self.limit => Err(too_large(self.limit)),
            Ok(_) => Ok(bytes),
            Err(_) if self.is_cut => Ok(bytes),
            Err(error) => Err(unreadable(&error)),
        }
    }
}

/// The headers of a response, as the parser knows them.
struct Head {
    bytes: Vec<u8>,
    /// In the block.
    length: usize,
}

/// The status line and the headers. Later versions of HTTP have none, and archives write them like this.
fn head(block: &[u8]) -> Head {
    let ends = block
        .windows(2)
        .enumerate()
        .filter(|(at, pair)| pair == b"\n\n" || pair == b"\n\r" && block.get(at + 2) == Some(&b'\n'));
    let length =
        ends.map(|(at, pair)| at + if pair == b"\n\n" { 2 } else { 3 }).next().unwrap_or(block.len());
    let mut bytes = block[..length].to_vec();
    if bytes.starts_with(b"HTTP/")
        && !bytes.starts_with(b"HTTP/1.")
        && let Some(space) = bytes.iter().position(|&byte| byte == b' ')
    {
        bytes.splice(..space, *b"HTTP/1.1");
    }
    Head { bytes, length }
}

/// Whether it is a page and not a plain text; the error says what else it is.
fn is_page(content_type: Option<&str>, body: &[u8]) -> Result<bool, Unread> {
    let kind =
        content_type.map(|value| value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    match kind.as_deref() {
        Some("text/html" | "application/xhtml+xml") => Ok(true),
        Some("text/plain") => Ok(false),
        Some("") | None if body.trim_ascii_start().starts_with(b"<") => Ok(true),
        Some("") | None => Err(Unread::Skipped("not a page (no content type)".to_owned())),
        Some(kind) => Err(Unread::Skipped(format!("not a page ({kind})"))),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const PAGE: &str = "<p>Rebels seized the town of Idlib on Monday.</p>";

    fn response(headers: &str, body: &[u8]) -> Vec<u8> {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n");
        [head.as_bytes(), body].concat()
    }

    fn input(block: Vec<u8>) -> Result<String, Unread> {
        let payload = Payload::of_response(block, false, 10_000)?;
        Ok(payload.load()?.input().to_owned())
    }

    fn chunked(body: &[u8]) -> Vec<u8> {
        let chunk = |part: &[u8]| [format!("{:x};x=y\r\n", part.len()).as_bytes(), part, b"\r\n"].concat();
        let (first, second) = body.split_at(body.len() / 2);
        [chunk(first), chunk(second), b"0\r\n\r\n".to_vec()].concat()
    }

    fn gzip(body: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn codings_are_undone_where_they_are_there() {
        let page = PAGE.as_bytes();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(page).unwrap();
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::fast());
        deflate.write_all(page).unwrap();
        let zstd = ruzstd::encoding::compress_to_vec(page, ruzstd::encoding::CompressionLevel::Fastest);
        let gzip_chunked = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n";
        for (headers, body) in [
            ("", page.to_vec()),
            ("Transfer-Encoding: chunked\r\n", chunked(page)),
            ("Transfer-Encoding: chunked\r\n", page.to_vec()),
            ("Content-Encoding: gzip\r\n", gzip(page)),
            ("content-encoding : x-gzip\r\n", gzip(page)),
            ("Content-Encoding: gzip\r\n", page.to_vec()),
            (gzip_chunked, chunked(&gzip(page))),
            ("Transfer-Encoding: gzip, chunked\r\n", chunked(&gzip(page))),
            ("Content-Encoding: deflate\r\n", zlib.finish().unwrap()),
            ("Content-Encoding: deflate\r\n", deflate.finish().unwrap()),
            ("Content-Encoding: deflate\r\n", page.to_vec()),
            ("Content-Encoding: zstd\r\n", zstd),
            ("Content-Encoding: br\r\n", page.to_vec()),
            ("A broken header\r\n", page.to_vec()),
        ] {
            assert_eq!(input(response(headers, &body)).as_deref(), Ok(PAGE), "{headers}");
        }
        let two = [b"HTTP/2 200\r\ncontent-type: text/html\r\n\r\n", page].concat();
        assert_eq!(input(two).as_deref(), Ok(PAGE));
        let feeds = [b"HTTP/1.0 200 OK\nContent-Type: text/plain\n\n", page].concat();
        assert_eq!(input(feeds).as_deref(), Ok(PAGE));
    }

    #[test]
    fn what_is_no_page_is_skipped() {
        for (block, reason) in [
            ("HTTP/1.1 404 Not Found\r\n\r\n", "not a page (HTTP 404)"),
            ("HTTP/1.1 200 OK\r\nContent-Type: image/PNG\r\n\r\n", "not a page (image/png)"),
            ("HTTP/1.1 200 OK\r\n\r\nabc", "not a page (no content type)"),
        ] {
            assert_eq!(input(block.into()), Err(Unread::Skipped(reason.to_owned())));
        }
    }

    #[test]
    fn faults_are_told() {
        let chunks = chunked(PAGE.as_bytes());
        let packed = gzip(PAGE.as_bytes());
        let bomb = gzip("a ".repeat(10_000).as_bytes());
        for (block, reason) in [
            (b"GET / HTTP/1.1\r\n\r\n".to_vec(), "no HTTP response"),
            (b"HTTP/1.1 200 OK\r\nContent-Type: te".to_vec(), "the HTTP header has no end"),
            (
                response("Transfer-Encoding: chunked\r\n", &chunks[..chunks.len() - 20]),
                "chunks of the response end",
            ),
            (
                response("Content-Encoding: gzip\r\n", &packed[..packed.len() - 9]),
                "the packed data end too early",
            ),
            (response("Content-Encoding: gzip\r\n", &bomb), "more than 10000 bytes"),
            (response("Content-Encoding: br\r\n", b"\x1b\x0e\0"), "content-encoding \"br\" is not read"),
            (response("", b""), "no text in the page"),
        ] {
            let Err(Unread::Failed(found)) = input(block) else { panic!("read: {reason}") };
            assert!(found.contains(reason), "{found}");
        }
    }

    #[test]
    fn of_what_the_archive_cut_the_start_is_read() {
        let chunks = chunked(PAGE.as_bytes());
        let block = response("Transfer-Encoding: chunked\r\n", &chunks[..chunks.len() - 20]);
        let payload = Payload::of_response(block, true, 10_000).unwrap();
        assert!(PAGE.starts_with(payload.load().unwrap().input()));
    }

    #[test]
    fn the_server_says_the_encoding() {
        let block =
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=koi8-r\r\n\r\n<p>\xeb\xc9\xc5\xd7</p>";
        assert_eq!(input(block.to_vec()).as_deref(), Ok("<p>Киев</p>"));
    }
}
