//! Bytes in, files that are whole or not there out.
//!
//! A file is written under another name, forced to the disk and renamed; then its folder is forced to the disk.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// What ends the name of a file that is not whole yet.
const PARTIAL: &str = ".tmp";

/// The name under which a file is written before it gets its own.
pub(super) fn partial(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(PARTIAL);
    name.into()
}

/// Whether a file of this name was left by a run that was stopped while it wrote.
pub(super) fn is_partial(name: &str) -> bool {
    name.ends_with(PARTIAL)
}

/// Puts a file in its place, or leaves what was there.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let partial = partial(path);
    let write = || {
        step();
        let mut file = File::create(&partial)?;
        step();
        file.write_all(bytes)?;
        step();
        file.sync_all()
    };
    write().map_err(|error| {
        // Room for whoever needs it; the next run would take it away too.
        let _ = fs::remove_file(&partial);
        Error::batch(path)(error)
    })?;
    rename(&partial, path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Renames a file or folder.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    step();
    fs::rename(from, to).map_err(Error::batch(to))
}

/// Forces the names in a folder to the disk, where the system has a way to do so.
pub(super) fn sync_folder(folder: &Path) -> Result<(), Error> {
    step();
    if !cfg!(unix) {
        return Ok(());
    }
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    match synced {
        // Some file systems have none.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        synced => synced.map_err(Error::batch(folder)),
    }
}

/// Removes a file, if it is there.
pub(super) fn remove(path: &Path) -> Result<(), Error> {
    absent_or(fs::remove_file(path), path)
}

/// Removes a folder and what it holds, if it is there.
pub(super) fn remove_folder(path: &Path) -> Result<(), Error> {
    absent_or(fs::remove_dir_all(path), path)
}

fn absent_or(removed: io::Result<()>, path: &Path) -> Result<(), Error> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => {
            step();
            removed.map_err(Error::batch(path))
        }
    }
}

/// A moment at which the files have changed. Builds for tests can be told to end at the nth of them, as if
/// the power had gone.
pub(super) fn step() {
    #[cfg(debug_assertions)]
    {
        use std::sync::atomic::{AtomicU64, Ordering};
        static STEPS: AtomicU64 = AtomicU64::new(0);
        let end = std::env::var("TRIPLEWIRE_TEST_END_AT_STEP").ok().and_then(|step| step.parse().ok());
        if end == Some(STEPS.fetch_add(1, Ordering::Relaxed)) {
            #[allow(clippy::exit, reason = "that is what is tested")]
            std::process::exit(9);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_or_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        fs::create_dir(partial(&path)).unwrap();
        assert!(replace(&path, b"three").is_err());
        assert_eq!(fs::read(&path).unwrap(), b"two");
    }

    #[test]
    fn what_is_not_there_is_removed_already() {
        let folder = tempfile::tempdir().unwrap();
        assert!(remove(&folder.path().join("a")).is_ok());
        assert!(remove_folder(&folder.path().join("a")).is_ok());
        assert!(is_partial("facts.jsonl.tmp") && !is_partial("facts.jsonl"));
    }
}
