//! A reader in, the same out, which gives no more bytes than are allowed before the next row is asked for: a
//! quotation mark that is left open makes a row of all that follows it.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A reader that stops with an error where a row is too large.
pub(crate) struct Limited<R> {
    reader: R,
    allowance: Allowance,
}

/// What may still be read of a row.
#[derive(Clone)]
pub(crate) struct Allowance {
    left: Arc<AtomicU64>,
    limit: u64,
}

impl Allowance {
    /// Starts the next row.
    pub(crate) fn renew(&self) {
        self.left.store(self.limit, Ordering::Relaxed);
    }
}

impl<R> Limited<R> {
    /// A reader of rows of at most about `limit` bytes, and what renews its allowance.
    pub(crate) fn new(reader: R, limit: u64) -> (Self, Allowance) {
        let allowance = Allowance { left: Arc::new(AtomicU64::new(limit)), limit };
        (Self { reader, allowance: allowance.clone() }, allowance)
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        let Allowance { left, limit } = &self.allowance;
        // What is in the buffer of who asks may belong to the row before.
        let Some(rest) = left.load(Ordering::Relaxed).checked_sub(read as u64) else {
            let (size, unit) = if *limit >= 1 << 20 { (*limit >> 20, "MiB") } else { (*limit, "bytes") };
            return Err(io::Error::other(format!("a row of more than {size} {unit} (see --max-article)")));
        };
        left.store(rest, Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allowance_is_for_one_row() {
        let (mut reader, allowance) = Limited::new([7; 25].as_slice(), 10);
        let mut buffer = [0; 10];
        for _ in 0..2 {
            assert_eq!(reader.read(&mut buffer).unwrap(), 10);
            allowance.renew();
        }
        assert_eq!(reader.read(&mut buffer).unwrap(), 5);
        let (mut reader, _) = Limited::new([7; 25].as_slice(), 9);
        assert_eq!(
            reader.read(&mut buffer).unwrap_err().to_string(),
            "a row of more than 9 bytes (see --max-article)"
        );
    }
}
