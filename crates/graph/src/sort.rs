//! Lines in any order and number in, the same lines sorted and without repetition out, in bounded memory.
//!
//! What does not fit is sorted in runs that a [`Scratch`] keeps, and merged. A sorter of its own, since the
//! crates that sort outside memory open files themselves, and bound memory by a count of items.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, BufRead, BufReader, Cursor, Read, Write};

/// Keeps sorted runs until they are merged: files without a name, say.
pub trait Scratch {
    /// A run, to be read from its start.
    type Run: Read;

    /// Keeps what `write` writes.
    ///
    /// # Errors
    ///
    /// If it cannot be kept.
    fn keep(&mut self, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<Self::Run>;
}

/// Keeps runs in memory.
#[derive(Clone, Copy, Debug, Default)]
pub struct InMemory;

impl Scratch for InMemory {
    type Run = Cursor<Vec<u8>>;

    fn keep(&mut self, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<Self::Run> {
        let mut bytes = Vec::new();
        write(&mut bytes)?;
        Ok(Cursor::new(bytes))
    }
}

/// Lines that wait to be sorted. They must not hold a line feed.
pub(crate) struct Sorter<R> {
    bytes: Vec<u8>,
    /// Where each line starts and ends.
    lines: Vec<(u32, u32)>,
    /// Bytes to hold before a run is kept.
    limit: usize,
    runs: Vec<R>,
}

impl<R: Read> Sorter<R> {
    /// Holds up to `limit` bytes; less than 4 GiB.
    pub(crate) fn new(limit: usize) -> Self {
        Self { bytes: Vec::new(), lines: Vec::new(), limit: limit.min(1 << 31), runs: Vec::new() }
    }

    /// Adds a line.
    pub(crate) fn push(&mut self, line: &[u8], scratch: &mut impl Scratch<Run = R>) -> io::Result<()> {
        // A line's place takes as much room as eight of its bytes.
        let held = self.bytes.len() + 8 * self.lines.len();
        if held + line.len() > self.limit && !self.lines.is_empty() {
            let (bytes, lines) = (&self.bytes, sorted(&self.bytes, &mut self.lines));
            let run = scratch.keep(&mut |output| {
                for &line in lines {
                    output.write_all(slice(bytes, line))?;
                    output.write_all(b"\n")?;
                }
                Ok(())
            })?;
            self.runs.push(run);
            self.bytes.clear();
            self.lines.clear();
        }
        let start = self.bytes.len();
        self.bytes.extend_from_slice(line);
        self.lines.push((start as u32, self.bytes.len() as u32));
        Ok(())
    }

    /// All lines, sorted.
    pub(crate) fn finish(mut self) -> io::Result<Sorted<R>> {
        sorted(&self.bytes, &mut self.lines);
        let runs = self.runs.into_iter().map(|run| BufReader::with_capacity(1 << 16, run)).collect();
        let mut sorted = Sorted {
            bytes: self.bytes,
            lines: self.lines.into_iter(),
            runs,
            heap: BinaryHeap::new(),
            last: None,
        };
        for run in 0..=sorted.runs.len() {
            sorted.refill(run, Vec::new())?;
        }
        Ok(sorted)
    }
}

fn slice(bytes: &[u8], (start, end): (u32, u32)) -> &[u8] {
    &bytes[start as usize..end as usize]
}

fn sorted<'a>(bytes: &[u8], lines: &'a mut Vec<(u32, u32)>) -> &'a [(u32, u32)] {
    lines.sort_unstable_by(|&a, &b| slice(bytes, a).cmp(slice(bytes, b)));
    lines.dedup_by(|&mut a, &mut b| slice(bytes, a) == slice(bytes, b));
    lines
}

/// Sorted lines, each once.
pub(crate) struct Sorted<R> {
    /// The last run, which stayed in memory.
    bytes: Vec<u8>,
    lines: std::vec::IntoIter<(u32, u32)>,
    runs: Vec<BufReader<R>>,
    /// The next line of each run.
    heap: BinaryHeap<Reverse<(Vec<u8>, usize)>>,
    last: Option<Vec<u8>>,
}

impl<R: Read> Sorted<R> {
    /// Puts the next line of a run on the heap, in a buffer that is free.
    fn refill(&mut self, run: usize, mut buffer: Vec<u8>) -> io::Result<()> {
        buffer.clear();
        if let Some(reader) = self.runs.get_mut(run) {
            if reader.read_until(b'\n', &mut buffer)? == 0 {
                return Ok(());
            }
            buffer.pop();
        } else if let Some(line) = self.lines.next() {
            buffer.extend_from_slice(slice(&self.bytes, line));
        } else {
            return Ok(());
        }
        self.heap.push(Reverse((buffer, run)));
        Ok(())
    }

    /// The next line.
    pub(crate) fn next(&mut self) -> io::Result<Option<&[u8]>> {
        let mut free = Vec::new();
        while let Some(Reverse((line, run))) = self.heap.pop() {
            self.refill(run, free)?;
            if self.last.as_ref() == Some(&line) {
                free = line;
                continue;
            }
            self.last = Some(line);
            return Ok(self.last.as_deref());
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn however_little_fits_the_lines_come_sorted_and_once(
            lines in prop::collection::vec("[a-c]{0,3}", 0..60),
            limit in 1_usize..200,
        ) {
            let mut sorter = Sorter::new(limit);
            for line in &lines {
                sorter.push(line.as_bytes(), &mut InMemory).unwrap();
            }
            let mut sorted = sorter.finish().unwrap();
            let mut found = Vec::new();
            while let Some(line) = sorted.next().unwrap() {
                found.push(String::from_utf8(line.to_vec()).unwrap());
            }
            let expected: std::collections::BTreeSet<String> = lines.into_iter().collect();
            prop_assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
        }
    }
}
