//! The segments of an output folder: what is kept in them, and what is added.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::record::decompress;
use super::segment::{Buffer, Entry, Limits};
use super::{disk, known::Known};
use crate::error::Error;
use crate::progress::message;

/// The folder of the segments, beside the final files.
pub(super) const SEGMENTS: &str = "segments";

/// Where segments are packed anew, and where the old ones go before they are removed.
pub(super) const NEW: &str = "segments.new";
const OLD: &str = "segments.old";

/// What ends the name of a segment.
const EXTENSION: &str = ".jsonl.gz";

/// A segment on the disk.
#[derive(Clone, Copy, Debug)]
struct Segment {
    number: u32,
    /// Where its articles start in the file.
    start: u64,
    /// Its first entry among all.
    first: u32,
}

/// The kept articles of a folder, and those that come to them.
#[derive(Debug)]
pub(super) struct Store {
    /// The output folder.
    folder: PathBuf,
    limits: Limits,
    segments: Vec<Segment>,
    known: Arc<Known>,
    /// The entries after those that were known at the start.
    added: Vec<Entry>,
    /// The segment that is being filled; where a run stopped inside one, its articles are the first.
    buffer: Buffer,
    /// Of these, how many are on the disk already.
    kept: usize,
    /// The segment that was read last.
    open: Option<(u32, File)>,
}

/// The path of a segment.
pub(super) fn path(folder: &Path, number: u32) -> PathBuf {
    folder.join(format!("{number:06}{EXTENSION}"))
}

impl Store {
    /// Opens what is kept in an output folder; damaged segments are named and removed.
    ///
    /// `settings` is the number of settings that the manifest knows.
    pub(super) fn open(folder: &Path, limits: Limits, settings: usize) -> Result<Self, Error> {
        recover(folder)?;
        let segments_folder = folder.join(SEGMENTS);
        if !segments_folder.is_dir() {
            fs::create_dir(&segments_folder).map_err(Error::batch(&segments_folder))?;
            disk::sync_folder(folder)?;
        }
        let mut store = Self {
            folder: folder.to_owned(),
            limits,
            segments: Vec::new(),
            known: Arc::default(),
            added: Vec::new(),
            buffer: Buffer::default(),
            kept: 0,
            open: None,
        };
        let mut entries: Vec<Entry> = Vec::new();
        let mut last = Buffer::default();
        for number in numbers(&segments_folder)? {
            let path = path(&segments_folder, number);
            match Buffer::read(&path) {
                Ok((buffer, start)) if buffer.entries.iter().all(|e| usize::from(e.settings) < settings) => {
                    store.segments.push(Segment { number, start, first: entries.len() as u32 });
                    entries.extend_from_slice(&buffer.entries);
                    last = buffer;
                }
                damaged => {
                    let reason = damaged.err().unwrap_or_else(|| "of other settings".to_owned());
                    message(&format!("{}: {reason}; its articles are done again", path.display()));
                    disk::remove(&path)?;
                }
            }
        }
        if !last.entries.is_empty() && !last.is_full(limits) {
            store.kept = last.entries.len();
            store.buffer = last;
        }
        store.known = Arc::new(Known::new(entries));
        Ok(store)
    }

    /// What was kept when the run began.
    pub(super) fn known(&self) -> &Arc<Known> {
        &self.known
    }

    /// An article by its number.
    pub(super) fn entry(&self, number: u32) -> &Entry {
        let known = self.known.entries();
        known.get(number as usize).unwrap_or_else(|| &self.added[number as usize - known.len()])
    }

    /// Adds an article and gives its number. A segment that is full is put on the disk.
    pub(super) fn push(&mut self, entry: Entry, member: &[u8]) -> Result<u32, Error> {
        let number = (self.known.entries().len() + self.added.len()) as u32;
        self.added.push(self.buffer.push(entry, member));
        if self.buffer.is_full(self.limits) {
            self.commit()?;
        }
        Ok(number)
    }

    /// Puts what was added since the last segment on the disk.
    pub(super) fn commit(&mut self) -> Result<(), Error> {
        let (all, fresh) = (self.buffer.entries.len(), self.buffer.entries.len() - self.kept);
        if fresh == 0 {
            return Ok(());
        }
        let last = self.segments.last().copied();
        let segment = match last {
            // A segment in which a run stopped is filled up.
            Some(last) if self.kept > 0 => last,
            _ => Segment {
                number: last.map_or(0, |last| last.number) + 1,
                start: 0,
                first: (self.known.entries().len() + self.added.len() - all) as u32,
            },
        };
        let (bytes, start) = self.buffer.encode();
        disk::replace(&path(&self.folder.join(SEGMENTS), segment.number), &bytes)?;
        if self.kept > 0 {
            self.segments.pop();
            self.open = None;
        }
        self.segments.push(Segment { start, ..segment });
        (self.buffer, self.kept) = (Buffer::default(), 0);
        Ok(())
    }

    /// The bytes of an article that is on the disk, as they are packed.
    pub(super) fn packed(&mut self, number: u32) -> Result<Vec<u8>, Error> {
        let after = self.segments.partition_point(|segment| segment.first <= number);
        let segment = self.segments[after.saturating_sub(1)];
        let Entry { offset, length, .. } = *self.entry(number);
        let path = path(&self.folder.join(SEGMENTS), segment.number);
        let mut read = || {
            if self.open.as_ref().is_none_or(|(open, _)| *open != segment.number) {
                self.open = Some((segment.number, File::open(&path)?));
            }
            let mut bytes = vec![0; length as usize];
            if let Some((_, file)) = &mut self.open {
                file.seek(SeekFrom::Start(segment.start + u64::from(offset)))?;
                file.read_exact(&mut bytes)?;
            }
            Ok(bytes)
        };
        read().map_err(Error::batch(&path))
    }

    /// The line of an article that is on the disk, and the same as it is packed.
    pub(super) fn line(&mut self, number: u32) -> Result<(Vec<u8>, Vec<u8>), Error> {
        let packed = self.packed(number)?;
        let (line, _) = decompress(&packed).map_err(Error::batch(&self.folder.join(SEGMENTS)))?;
        Ok((line, packed))
    }

    /// Whether the segments are those of a run that did these articles in this order and was never stopped.
    pub(super) fn is_in_order(&self, order: &[u32]) -> bool {
        let all = self.known.entries().len() + self.added.len();
        if order.len() != all || !order.iter().copied().eq(0..all as u32) {
            return false;
        }
        let mut wanted = Vec::new();
        let (mut articles, mut bytes) = (0, 0);
        for &number in order {
            if articles == 0 {
                wanted.push(number);
            }
            articles += 1;
            bytes += self.entry(number).length as usize;
            if self.limits.reached(articles, bytes) {
                (articles, bytes) = (0, 0);
            }
        }
        let numbered = self.segments.iter().zip(1..).all(|(segment, number)| segment.number == number);
        numbered && self.segments.iter().map(|segment| segment.first).eq(wanted)
    }

    /// Puts the segments that were packed anew in the place of the others.
    pub(super) fn swap(&mut self) -> Result<(), Error> {
        let [segments, new, old] = [SEGMENTS, NEW, OLD].map(|name| self.folder.join(name));
        self.open = None;
        disk::sync_folder(&new)?;
        disk::rename(&segments, &old)?;
        disk::rename(&new, &segments)?;
        disk::sync_folder(&self.folder)?;
        disk::remove_folder(&old)
    }
}

/// Ends what [`Store::swap`] had begun when it was stopped, and removes what was not whole.
fn recover(folder: &Path) -> Result<(), Error> {
    let [segments, new, old] = [SEGMENTS, NEW, OLD].map(|name| folder.join(name));
    // The old ones are moved away once the new ones are whole.
    if !segments.exists() && old.exists() && new.exists() {
        disk::rename(&new, &segments)?;
        disk::sync_folder(folder)?;
    }
    disk::remove_folder(&new)?;
    disk::remove_folder(&old)
}

/// Forgets everything that is kept in an output folder.
pub(super) fn forget(folder: &Path) -> Result<(), Error> {
    [SEGMENTS, NEW, OLD].iter().try_for_each(|name| disk::remove_folder(&folder.join(name)))
}

/// The numbers of the segments in a folder, sorted; what was not whole is removed.
fn numbers(folder: &Path) -> Result<Vec<u32>, Error> {
    let mut numbers = Vec::new();
    let mut list = || {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if disk::is_partial(&name) {
                fs::remove_file(entry.path())?;
            }
            numbers.extend(name.strip_suffix(EXTENSION).and_then(|number| number.parse::<u32>().ok()));
        }
        Ok::<_, io::Error>(())
    };
    list().map_err(Error::batch(folder))?;
    numbers.sort_unstable();
    Ok(numbers)
}

/// Segments that are packed anew, in the order of the final files.
#[derive(Debug)]
pub(super) struct Repacked {
    folder: PathBuf,
    limits: Limits,
    number: u32,
    buffer: Buffer,
}

impl Repacked {
    /// Starts anew beside the segments of an output folder.
    pub(super) fn start(folder: &Path, limits: Limits) -> Result<Self, Error> {
        let folder = folder.join(NEW);
        disk::remove_folder(&folder)?;
        fs::create_dir(&folder).map_err(Error::batch(&folder))?;
        Ok(Self { folder, limits, number: 0, buffer: Buffer::default() })
    }

    /// Adds an article as it is packed.
    pub(super) fn push(&mut self, entry: Entry, member: &[u8]) -> Result<(), Error> {
        self.buffer.push(entry, member);
        if self.buffer.is_full(self.limits) { self.commit() } else { Ok(()) }
    }

    /// Puts the last segment on the disk.
    pub(super) fn commit(&mut self) -> Result<(), Error> {
        if self.buffer.entries.is_empty() {
            return Ok(());
        }
        self.number += 1;
        let (bytes, _) = self.buffer.encode();
        self.buffer = Buffer::default();
        disk::replace(&path(&self.folder, self.number), &bytes)
    }
}
