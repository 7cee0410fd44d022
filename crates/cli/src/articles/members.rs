//! gzip in, the bytes of its members out; a damaged member is an error, after which the next one is read.
//!
//! Web archives pack each record by itself, so that of a damaged file all other records can be read.

use std::io::{self, BufRead, Chain, Cursor, Read};
use std::mem::replace;

use flate2::bufread::GzDecoder;

/// What each member starts with: the format and the one method that there is.
const START: [u8; 3] = [0x1f, 0x8b, 8];

/// The highest value of the byte after that.
const MOST_FLAGS: u8 = 0x1f;

/// A reader of a file of members.
pub(super) struct Members<R> {
    state: State<R>,
}

/// The packed bytes, with some in front that were looked at.
type Packed<R> = Chain<Cursor<Vec<u8>>, R>;

enum State<R> {
    /// Before a member, or after the last one.
    Between(Packed<R>),
    Inside(Box<GzDecoder<Packed<R>>>),
    /// After an error.
    Lost(Packed<R>),
    End,
}

impl<R: BufRead> Members<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { state: State::Between(Cursor::new(Vec::new()).chain(reader)) }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            self.state = match replace(&mut self.state, State::End) {
                State::End => return Ok(0),
                State::Between(mut packed) => {
                    if packed.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    State::Inside(Box::new(GzDecoder::new(packed)))
                }
                State::Inside(mut member) => match member.read(buffer) {
                    Ok(0) => State::Between(member.into_inner()),
                    Ok(read) => {
                        self.state = State::Inside(member);
                        return Ok(read);
                    }
                    Err(error) => {
                        self.state = State::Lost(member.into_inner());
                        return Err(error);
                    }
                },
                State::Lost(packed) => match next_member(packed)? {
                    Some(packed) => State::Between(packed),
                    None => return Ok(0),
                },
            }
        }
    }
}

/// The bytes from the next place on that looks like the start of a member.
fn next_member<R: BufRead>(mut packed: Packed<R>) -> io::Result<Option<Packed<R>>> {
    let mut seen = [0_u8; 4];
    let mut byte = [0];
    while packed.read(&mut byte)? == 1 {
        seen.rotate_left(1);
        seen[3] = byte[0];
        if seen.starts_with(&START) && seen[3] <= MOST_FLAGS {
            let (_, reader) = packed.into_inner();
            return Ok(Some(Cursor::new(seen.to_vec()).chain(reader)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Write};

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    /// What is read, with "!" for each error.
    fn read(bytes: &[u8]) -> String {
        let mut members = Members::new(BufReader::with_capacity(5, bytes));
        let mut text = Vec::new();
        let mut buffer = [0; 7];
        loop {
            match members.read(&mut buffer) {
                Ok(0) => return String::from_utf8_lossy(&text).into_owned(),
                Ok(read) => text.extend_from_slice(&buffer[..read]),
                Err(_) => text.push(b'!'),
            }
        }
    }

    #[test]
    fn a_damaged_member_stops_no_other() {
        let (first, second, third) = (member("one "), member("two "), member("three"));
        assert_eq!(read(&[first.clone(), second.clone(), third.clone()].concat()), "one two three");
        let mut wrong = second.clone();
        wrong[12] ^= 0x55;
        let found = read(&[first.clone(), wrong, third.clone()].concat());
        assert!(found.starts_with("one ") && found.contains('!') && found.ends_with("three"), "{found}");
        let lost = &second[..second.len() - 10];
        let found = read(&[&first, lost, &third].concat());
        assert!(found.starts_with("one ") && found.contains('!'), "{found}");
        let cut = read(&first[..first.len() - 3]);
        assert!(cut.ends_with('!'), "{cut}");
        assert_eq!(read(b"not gzip at all"), "!");
        assert_eq!(read(b""), "");
    }
}
