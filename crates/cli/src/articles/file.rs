//! A path in, its decompressed bytes or text out.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::inputs::Compression;

/// A buffered reader of decompressed bytes.
pub(super) type Reader = BufReader<Box<dyn Read + Send>>;

/// Opens a file; the error is a reason for people.
pub(super) fn open(path: &Path, compression: Compression) -> Result<Reader, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let bytes: Box<dyn Read + Send> = match compression {
        Compression::None => Box::new(file),
        Compression::Gzip => Box::new(MultiGzDecoder::new(BufReader::new(file))),
        Compression::Zstd => return Err("Zstandard cannot be read in this version".to_owned()),
    };
    Ok(BufReader::new(bytes))
}

/// Reads a whole file as text.
pub(super) fn read(path: &Path, compression: Compression) -> Result<String, String> {
    let mut bytes = Vec::new();
    open(path, compression)?.read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    match triplewire_tokenizer::decode(&bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::write::GzEncoder;

    use super::*;

    #[test]
    fn all_members_of_a_gzip_file_are_read() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        for part in ["Kyiv ", "– Київ"] {
            let mut encoder = GzEncoder::new(file.as_file_mut(), flate2::Compression::fast());
            encoder.write_all(part.as_bytes()).unwrap();
            encoder.finish().unwrap();
        }
        assert_eq!(read(file.path(), Compression::Gzip).as_deref(), Ok("Kyiv – Київ"));
        assert!(read(file.path(), Compression::None).unwrap_err().starts_with("not UTF-8"));
    }

    #[test]
    fn what_is_no_gzip_fails() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "plain").unwrap();
        assert!(read(file.path(), Compression::Gzip).is_err());
    }
}
