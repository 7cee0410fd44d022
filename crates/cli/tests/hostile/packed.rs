//! Text in, packed, encoded and archived bytes out.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// One frame of blocks as they are, with its checksum left out: magic number, descriptor, window of 1 MiB.
pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    let mut packed = vec![0x28, 0xb5, 0x2f, 0xfd, 0, 0x50];
    let blocks: Vec<&[u8]> = bytes.chunks(1 << 16).collect();
    for (number, block) in blocks.iter().enumerate() {
        push_block(&mut packed, block.len(), 0, number + 1 == blocks.len());
        packed.extend_from_slice(block);
    }
    packed
}

/// One frame that says the same byte over and over: four bytes for 128 KiB.
pub(crate) fn zstd_bomb(blocks: usize) -> Vec<u8> {
    let mut packed = vec![0x28, 0xb5, 0x2f, 0xfd, 0, 0x50];
    for number in 1..=blocks {
        push_block(&mut packed, 1 << 17, 1, number == blocks);
        packed.push(b'a');
    }
    packed
}

fn push_block(packed: &mut Vec<u8>, size: usize, kind: u32, is_last: bool) {
    let header = u32::from(is_last) | kind << 1 | (size as u32) << 3;
    packed.extend_from_slice(&header.to_le_bytes()[..3]);
}

pub(crate) fn utf16(text: &str, little: bool) -> Vec<u8> {
    let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}

/// A record of a web archive.
pub(crate) fn record(kind: &str, id: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:page-{id}>\r\n\
         WARC-Target-URI: https://example.org/{id}\r\nWARC-Date: 2026-02-22T08:00:00Z\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// The record of what a server sent.
pub(crate) fn response(id: &str, status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}\r\n\r\n");
    record("response", id, "application/http; msgtype=response", &[head.as_bytes(), body].concat())
}

/// Bytes without any order, the same each time.
pub(crate) fn noise(length: usize) -> Vec<u8> {
    let mut state = 7_u32;
    let mut byte = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..length).map(|_| byte()).collect()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(b"0123456789abcdef"[usize::from(byte % 16)])).collect()
}
