//! RDF/XML in, the same with carriage returns by their number out.
//!
//! The serialiser writes them as they are, and readers of XML take them for ends of lines. It has none of its
//! own between elements.

use std::io::{self, Write};

/// Passes on what is written to it.
pub(super) struct Returns<W>(pub(super) W);

impl<W: Write> Write for Returns<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for (index, part) in bytes.split(|&byte| byte == b'\r').enumerate() {
            if index > 0 {
                self.0.write_all(b"&#13;")?;
            }
            self.0.write_all(part)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_carriage_returns_change() {
        let mut output = Vec::new();
        Returns(&mut output).write_all(b"\ra\r\nb\n\r").unwrap();
        assert_eq!(output, b"&#13;a&#13;\nb\n&#13;");
    }
}
