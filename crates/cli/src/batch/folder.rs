//! An output folder in, the right to write to it out: locked, made with the same settings, or refused.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use super::disk;
use super::finals::{self, OPTIONAL, RESULTS};
use super::manifest::{MANIFEST, Manifest, Used};
use super::settings::Settings;
use super::store::{self, SEGMENTS};
use crate::args::ExtractArgs;
use crate::error::Error;
use crate::output::files::create_folder;
use crate::progress::message;

/// The file whose lock says that a run writes to the folder. The system frees it when the run ends, however.
const LOCK: &str = ".lock";

/// An output folder that belongs to this run.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) manifest: Manifest,
    _lock: File,
}

/// Makes the folder if need be, locks it, and compares what it was made with.
pub(super) fn open(folder: &Path, settings: Settings, options: &ExtractArgs) -> Result<Opened, Error> {
    create_folder(folder)?;
    let written = finals::names(options.format);
    check_no_inputs(folder, &written, options)?;
    let lock = lock(folder)?;
    let manifest = if options.fresh {
        forget(folder, &written)?;
        Manifest::new(settings)
    } else if let Some(manifest) = Manifest::read(folder)? {
        compared(manifest, settings, folder, options.update)?
    } else {
        check_no_strangers(folder, &written)?;
        Manifest::new(settings)
    };
    started(folder, manifest, lock)
}

/// Says that a run has begun, and removes the files that another one left unfinished.
fn started(folder: &Path, mut manifest: Manifest, lock: File) -> Result<Opened, Error> {
    for name in RESULTS.iter().chain(&OPTIONAL).chain(&[MANIFEST]) {
        disk::remove(&disk::partial(&folder.join(name)))?;
    }
    manifest.complete = false;
    manifest.write(folder)?;
    Ok(Opened { manifest, _lock: lock })
}

fn lock(folder: &Path) -> Result<File, Error> {
    let path = folder.join(LOCK);
    let file = OpenOptions::new().create(true).append(true).open(&path).map_err(Error::batch(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            let reason = "another run is writing to this folder; wait for it, or name another folder with -o";
            Err(Error::folder(folder, reason))
        }
        // File systems without locks: the user has to see to it.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(file),
        Err(TryLockError::Error(error)) => Err(Error::batch(&path)(error)),
    }
}

/// Refuses to write over what is to be read.
fn check_no_inputs(folder: &Path, written: &[&str], options: &ExtractArgs) -> Result<(), Error> {
    let Ok(folder) = folder.canonicalize() else { return Ok(()) };
    for input in &options.input.inputs {
        let same = |name: &&&str| input.canonicalize().is_ok_and(|input| input == folder.join(name));
        if written.iter().chain(&[MANIFEST]).any(|name| same(&name)) {
            return Err(Error::Usage(format!("{} is both input and output", input.display())));
        }
    }
    Ok(())
}

/// Removes what an earlier run left and what this one writes, and nothing else.
fn forget(folder: &Path, written: &[&str]) -> Result<(), Error> {
    store::forget(folder)?;
    // A manifest that cannot be read names nothing.
    let left = Manifest::read(folder).ok().flatten().map(|manifest| manifest.files).unwrap_or_default();
    let left = left.keys().map(String::as_str).filter(|name| OPTIONAL.contains(name));
    for name in left.chain(written.iter().copied()).chain([MANIFEST]) {
        disk::remove(&folder.join(name))?;
    }
    Ok(())
}

/// The manifest of a run that goes on, or the reason why it must not.
fn compared(mut manifest: Manifest, now: Settings, folder: &Path, update: bool) -> Result<Manifest, Error> {
    let changes = manifest.settings.last().map_or_else(Vec::new, |last| last.settings.changes(&now));
    if changes.is_empty() {
        return Ok(manifest);
    }
    if !update {
        return Err(Error::Usage(format!(
            "{} was made with other settings: {}. --update keeps what it has of unchanged articles, --fresh \
             starts from the beginning",
            folder.display(),
            changes.join(", ")
        )));
    }
    manifest.settings.push(Used { settings: now, articles: None });
    Ok(manifest)
}

/// Refuses to put results beside files that no run of this command left; those of versions without a manifest
/// are replaced, as they were then.
fn check_no_strangers(folder: &Path, written: &[&str]) -> Result<(), Error> {
    let has = |name: &&&str| folder.join(name).exists();
    let names: Vec<&str> = written.iter().chain(&[SEGMENTS]).filter(has).copied().collect();
    if names.is_empty() {
        return Ok(());
    }
    if RESULTS.iter().all(|name| names.contains(name)) && !names.contains(&SEGMENTS) {
        let folder = folder.display();
        message(&format!("{folder} holds results without a {MANIFEST}: they are replaced at the end"));
        return Ok(());
    }
    Err(Error::Usage(format!(
        "{} holds {} but no {MANIFEST}: name another folder, or let --fresh remove them",
        folder.display(),
        names.join(", ")
    )))
}
