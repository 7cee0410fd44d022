//! Bytes in, text out: UTF-8, or an error that says where it stops being UTF-8.

use std::str;

/// Bytes that are not UTF-8.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// A byte that cannot stand where it stands.
    #[error("not UTF-8: byte 0x{byte:02x} at offset {offset}")]
    InvalidByte {
        /// Bytes before the first bad one.
        offset: usize,
        /// The bad byte, or the first byte of a bad sequence.
        byte: u8,
    },
    /// The bytes end inside a character.
    #[error("not UTF-8: the text ends inside the character that starts at offset {offset}")]
    Truncated {
        /// Bytes before the unfinished character.
        offset: usize,
    },
    /// A byte order mark of UTF-16 or UTF-32.
    #[error("not UTF-8: starts with the byte order mark of {encoding}; convert it to UTF-8 first")]
    OtherEncoding {
        /// The encoding that the mark names.
        encoding: &'static str,
    },
}

/// Reads bytes as UTF-8 without copying them.
///
/// A byte order mark stays in the text, so that offsets count it; segmentation takes it for white
/// space.
///
/// # Errors
///
/// [`DecodeError`] where the bytes are not UTF-8.
pub fn decode(bytes: &[u8]) -> Result<&str, DecodeError> {
    str::from_utf8(bytes).map_err(|error| {
        if let Some(encoding) = other_encoding(bytes) {
            return DecodeError::OtherEncoding { encoding };
        }
        let offset = error.valid_up_to();
        match (error.error_len(), bytes.get(offset)) {
            (Some(_), Some(&byte)) => DecodeError::InvalidByte { offset, byte },
            _ => DecodeError::Truncated { offset },
        }
    })
}

/// The encoding that a byte order mark names; neither mark can start a UTF-8 text.
fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_read_as_it_is() {
        assert_eq!(decode("Qamishlo – قامشلو".as_bytes()), Ok("Qamishlo – قامشلو"));
        assert_eq!(decode(b"\xef\xbb\xbfKyiv"), Ok("\u{feff}Kyiv"));
        assert_eq!(decode(b""), Ok(""));
    }

    #[test]
    fn anything_else_is_an_error_that_says_where() {
        let error = decode(b"caf\xe9 noir").unwrap_err();
        assert_eq!(error, DecodeError::InvalidByte { offset: 3, byte: 0xe9 });
        assert_eq!(error.to_string(), "not UTF-8: byte 0xe9 at offset 3");
        assert_eq!(decode(b"ab\xe2\x82"), Err(DecodeError::Truncated { offset: 2 }));
        assert_eq!(decode(b"\xff\xfeK\0"), Err(DecodeError::OtherEncoding { encoding: "UTF-16" }));
    }
}
