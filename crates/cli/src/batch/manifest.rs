//! The manifest of an output folder: what it holds, what it was made with, and whether it is complete.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::disk;
use super::settings::Settings;
use crate::error::Error;

/// The manifest's name.
pub(super) const MANIFEST: &str = "manifest.json";

/// The layout of the folder; readers refuse another.
const LAYOUT: u32 = 1;

/// What an output folder holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// "extract": what wrote the folder.
    command: String,
    layout: u32,
    /// Whether the files are of the last run, from its first article to its last.
    pub(super) complete: bool,
    /// Of a complete run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) articles: Option<usize>,
    /// The last are those of the last run; those before belong to articles that `--update` kept.
    pub(super) settings: Vec<Used>,
    /// The files by their names; they are complete when the run is.
    pub(super) files: BTreeMap<String, Whole>,
}

/// Settings, and what was made with them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Used {
    #[serde(flatten)]
    pub(super) settings: Settings,
    /// Of a complete run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) articles: Option<usize>,
}

/// A file of a complete run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Whole {
    pub(super) bytes: u64,
    pub(super) xxh3: String,
}

impl Manifest {
    /// The manifest of a folder in which nothing was done yet.
    pub(super) fn new(settings: Settings) -> Self {
        Self {
            command: "extract".to_owned(),
            layout: LAYOUT,
            complete: false,
            articles: None,
            settings: vec![Used { settings, articles: None }],
            files: BTreeMap::new(),
        }
    }

    /// Reads a folder's manifest, if it has one.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, Error> {
        let path = folder.join(MANIFEST);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(Error::ReadFile { path, source }),
        };
        let manifest: Self = serde_json::from_str(&text)
            .map_err(|error| Error::folder(&path, format!("{error}; --fresh starts from the beginning")))?;
        if manifest.layout != LAYOUT {
            let reason = format!(
                "layout {}, where this version knows {LAYOUT}; --fresh starts from the beginning",
                manifest.layout
            );
            return Err(Error::folder(&path, reason));
        }
        Ok(Some(manifest))
    }

    /// Puts the manifest into its folder.
    pub(super) fn write(&self, folder: &Path) -> Result<(), Error> {
        let path = folder.join(MANIFEST);
        let text =
            serde_json::to_string_pretty(self).map_err(io::Error::from).map_err(Error::batch(&path))?;
        disk::replace(&path, (text + "\n").as_bytes())
    }
}
