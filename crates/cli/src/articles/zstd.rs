//! Zstandard in, its bytes out: all frames of a file, their checksums compared.
//!
//! The window of a frame may be as large as the library allows without being told otherwise (128 MiB), which
//! is what the `zstd` program unpacks too.

use std::fmt::Display;
use std::io::{self, BufRead, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// A reader of a file of frames.
pub(super) struct ZstdDecoder<R> {
    reader: R,
    frame: FrameDecoder,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a frame, or after the last one.
    Between,
    /// In a frame.
    Inside,
    /// After an error.
    Broken,
}

impl<R: BufRead> ZstdDecoder<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, frame: FrameDecoder::new(), state: State::Between }
    }

    /// Starts the next frame, or passes over one that is to be skipped.
    fn start(&mut self) -> io::Result<()> {
        match self.frame.init(&mut self.reader) {
            Ok(()) => self.state = State::Inside,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length, ..
            })) => {
                let length = u64::from(length);
                if io::copy(&mut (&mut self.reader).take(length), &mut io::sink())? < length {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                self.state = State::Between;
            }
            Err(error) => return Err(damaged(error)),
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        let given = self.frame.get_checksum_from_data();
        if given.is_some() && given != self.frame.get_calculated_checksum() {
            return Err(damaged("wrong checksum"));
        }
        self.state = State::Between;
        Ok(())
    }
}

impl<R: BufRead> Read for ZstdDecoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            // Whatever goes wrong below, nothing is read after it.
            match std::mem::replace(&mut self.state, State::Broken) {
                State::Broken => return Ok(0),
                State::Between if self.reader.fill_buf()?.is_empty() => {
                    self.state = State::Between;
                    return Ok(0);
                }
                State::Between => self.start()?,
                State::Inside if self.frame.can_collect() > 0 => {
                    self.state = State::Inside;
                    return self.frame.read(buffer);
                }
                State::Inside if self.frame.is_finished() => self.finish()?,
                State::Inside => {
                    let one = BlockDecodingStrategy::UptoBlocks(1);
                    self.frame.decode_blocks(&mut self.reader, one).map_err(damaged)?;
                    self.state = State::Inside;
                }
            }
        }
    }
}

fn damaged<E: Display>(error: E) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{error}"))
}

#[cfg(test)]
mod tests {
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    fn pack(text: &str) -> Vec<u8> {
        compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)
    }

    fn unpack(bytes: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        ZstdDecoder::new(bytes).read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn all_frames_are_read_and_marks_between_them_passed_over() {
        let text = "Rebels seized the town. ".repeat(20_000);
        let skipped = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
        let bytes = [pack(&text), skipped.to_vec(), pack("Kyiv – Київ")].concat();
        assert_eq!(unpack(&bytes).unwrap(), format!("{text}Kyiv – Київ"));
        assert_eq!(unpack(&[]).unwrap(), "");
    }

    #[test]
    fn what_is_damaged_or_cut_is_an_error() {
        let bytes = pack("Rebels seized the town of Idlib on Monday.");
        for length in 1..bytes.len() {
            assert!(unpack(&bytes[..length]).is_err(), "{length}");
        }
        let mut wrong = bytes.clone();
        let last = wrong.len() - 1;
        wrong[last] ^= 1;
        assert!(unpack(&wrong).is_err());
        assert!(unpack(&[bytes, b"rest".to_vec()].concat()).is_err());
    }
}
