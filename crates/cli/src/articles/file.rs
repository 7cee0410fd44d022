//! A path in, its decompressed bytes or text out.
//!
//! No more than a limit of bytes is read of an article, so that a small file that unpacks to a large one
//! does not take all memory.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;

use super::members::Members;
use super::zstd::ZstdDecoder;
use crate::encoding::{Decoded, decode, decode_page};
use crate::inputs::Compression;

/// A buffered reader of decompressed bytes.
pub(crate) type Reader = BufReader<Box<dyn Read + Send>>;

/// Bytes that a reader takes from the disk or a decoder at once.
const BUFFER: usize = 1 << 16;

/// A file of one article.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) compression: Compression,
    /// The most bytes that it may have, decompressed.
    pub(crate) limit: u64,
}

impl Source {
    /// The whole file as text.
    pub(super) fn text(&self) -> Result<Decoded, String> {
        decode(self.bytes()?, None)
    }

    /// The whole file as the source of a page.
    pub(super) fn page(&self) -> Result<Decoded, String> {
        decode_page(self.bytes()?, None)
    }

    /// The whole file; the error is a reason for people.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, String> {
        read_all(open(&self.path, self.compression, false)?, self.limit)
    }
}

/// Opens a file; the error is a reason for people. Where the members of a gzip file are apart from each
/// other, one that is damaged is an error, and the next read gives the one after it.
pub(super) fn open(path: &Path, compression: Compression, are_apart: bool) -> Result<Reader, String> {
    let bytes: Box<dyn Read + Send> = match compression {
        Compression::None => Box::new(regular(path)?),
        Compression::Gzip if are_apart => Box::new(Members::new(buffered(path)?)),
        Compression::Gzip => Box::new(MultiGzDecoder::new(buffered(path)?)),
        Compression::Zstd => Box::new(ZstdDecoder::new(buffered(path)?)),
    };
    Ok(BufReader::with_capacity(BUFFER, bytes))
}

/// The bytes of a file as they are.
pub(super) fn buffered(path: &Path) -> Result<BufReader<File>, String> {
    Ok(BufReader::with_capacity(BUFFER, regular(path)?))
}

/// Opens a file that is one: to open a pipe may wait for ever.
fn regular(path: &Path) -> Result<File, String> {
    let describe = |error: io::Error| error.to_string();
    if !fs::metadata(path).map_err(describe)?.is_file() {
        return Err("neither a file nor a folder".to_owned());
    }
    File::open(path).map_err(describe)
}

/// Everything that a reader gives, if it is no more than `limit` bytes.
pub(super) fn read_all(reader: impl Read, limit: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = reader.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    match read {
        Ok(_) if bytes.len() as u64 > limit => Err(too_large(limit)),
        Ok(_) => Ok(bytes),
        Err(error) => Err(unreadable(&error)),
    }
}

/// The reason why an article is not read.
pub(super) fn too_large(limit: u64) -> String {
    let (size, unit) = if limit >= 1 << 20 { (limit >> 20, "MiB") } else { (limit, "bytes") };
    format!("more than {size} {unit} (see --max-article)")
}

/// What a reader says, in words.
pub(super) fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the packed data end too early".to_owned(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            format!("the packed data are damaged: {error}")
        }
        _ => error.to_string(),
    }
}

/// Takes the next line, its end included, into `line`; false at the end of the input.
///
/// Of a line of more than `limit` bytes the rest is passed over, and `line` holds one byte more than that.
pub(super) fn read_line(reader: &mut impl BufRead, limit: u64, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut any = false;
    loop {
        let available = match reader.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = available.iter().position(|&byte| byte == b'\n');
        let taken = end.map_or(available.len(), |end| end + 1);
        let room = most.saturating_add(1).saturating_sub(line.len());
        line.extend_from_slice(&available[..taken.min(room)]);
        reader.consume(taken);
        if end.is_some() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::write::GzEncoder;

    use super::*;

    fn source(file: &tempfile::NamedTempFile, compression: Compression, limit: u64) -> Source {
        Source { path: file.path().to_owned(), compression, limit }
    }

    #[test]
    fn all_members_of_a_gzip_file_are_read() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        for part in ["Kyiv ", "– Київ"] {
            let mut encoder = GzEncoder::new(file.as_file_mut(), flate2::Compression::fast());
            encoder.write_all(part.as_bytes()).unwrap();
            encoder.finish().unwrap();
        }
        assert_eq!(source(&file, Compression::Gzip, 99).text().unwrap().text, "Kyiv – Київ");
        let plain = source(&file, Compression::None, 99).text().unwrap_err();
        assert_eq!(plain, "not text: gzip without .gz in its name");
    }

    #[test]
    fn what_has_vanished_since_it_was_listed_fails() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let source = source(&file, Compression::None, 99);
        drop(file);
        assert!(source.text().unwrap_err().contains("No such file") || cfg!(windows));
        let folder = tempfile::tempdir().unwrap();
        let source = Source { path: folder.path().to_owned(), ..source };
        assert_eq!(source.text().unwrap_err(), "neither a file nor a folder");
    }

    #[test]
    fn what_is_no_gzip_fails() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), "plain text, and not short").unwrap();
        for compression in [Compression::Gzip, Compression::Zstd] {
            let error = source(&file, compression, 99).text().unwrap_err();
            assert!(error.starts_with("the packed data are damaged: "), "{error}");
        }
    }

    #[test]
    fn no_more_than_the_limit_is_read() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let mut encoder = GzEncoder::new(file.as_file_mut(), flate2::Compression::fast());
        encoder.write_all("a ".repeat(5000).as_bytes()).unwrap();
        encoder.finish().unwrap();
        assert_eq!(source(&file, Compression::Gzip, 10_000).bytes().unwrap().len(), 10_000);
        let error = source(&file, Compression::Gzip, 9_999).text().unwrap_err();
        assert_eq!(error, "more than 9999 bytes (see --max-article)");
        assert_eq!(too_large(64 << 20), "more than 64 MiB (see --max-article)");
    }

    #[test]
    fn of_long_lines_the_rest_is_passed_over() {
        let mut input = b"abc\nabcdefgh\n\nab".as_slice();
        let mut line = Vec::new();
        let mut lines = Vec::new();
        while read_line(&mut input, 4, &mut line).unwrap() {
            lines.push(String::from_utf8(line.clone()).unwrap());
        }
        assert_eq!(lines, ["abc\n", "abcde", "\n", "ab"]);
    }
}
