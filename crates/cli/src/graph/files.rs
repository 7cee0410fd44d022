//! The folder of a graph, and room for sorting outside memory.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use triplewire_graph::rdf::{Iris, Open};
use triplewire_graph::{FORMAT, Manifest, Scratch};

use crate::error::Error;

/// The file that says what a folder holds; written last.
const MANIFEST: &str = "graph.json";

/// The folder of a graph.
#[derive(Debug)]
pub(super) struct Kg {
    folder: PathBuf,
    iris: Iris,
}

impl Kg {
    /// Opens a graph that `build` wrote.
    pub(super) fn open(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(MANIFEST);
        let text = fs::read_to_string(&path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => Error::folder(folder, "no graph: it has no graph.json"),
            _ => Error::ReadFile { path: path.clone(), source },
        })?;
        let manifest: Manifest =
            serde_json::from_str(&text).map_err(|error| Error::folder(&path, error.to_string()))?;
        if manifest.format != FORMAT {
            let reason = format!("layout {}, where this version reads {FORMAT}", manifest.format);
            return Err(Error::folder(folder, reason));
        }
        Ok(Self { folder: folder.to_owned(), iris: Iris::new(&manifest.base)? })
    }

    pub(super) fn iris(&self) -> &Iris {
        &self.iris
    }
}

impl Open for Kg {
    type Reader = BufReader<File>;

    fn open(&self, file: &str) -> io::Result<Self::Reader> {
        let path = self.folder.join(file);
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
        Ok(BufReader::with_capacity(1 << 18, File::open(&path).map_err(named)?))
    }
}

/// Marks a folder as unfinished: it is no graph until [`finish`] has written to it.
pub(super) fn start(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(Error::write(folder))?;
    let path = folder.join(MANIFEST);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::write(&path)(error)),
        _ => Ok(()),
    }
}

/// Says what a folder holds.
pub(super) fn finish(folder: &Path, manifest: &Manifest) -> Result<(), Error> {
    let path = folder.join(MANIFEST);
    let text =
        serde_json::to_string_pretty(manifest).map_err(io::Error::from).map_err(Error::write(&path))?;
    fs::write(&path, text + "\n").map_err(Error::write(&path))
}

/// Runs in files without a name, which end with the program.
#[derive(Debug)]
pub(super) struct Runs {
    folder: PathBuf,
}

impl Runs {
    /// Keeps them on the disk of this folder.
    pub(super) fn inside(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Keeps them where the system keeps such files.
    pub(super) fn temporary() -> Self {
        Self::inside(&std::env::temp_dir())
    }
}

impl Scratch for Runs {
    type Run = File;

    fn keep(&mut self, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<File> {
        let mut file = tempfile::tempfile_in(&self.folder)?;
        let mut output = BufWriter::with_capacity(1 << 18, &mut file);
        write(&mut output)?;
        output.flush()?;
        drop(output);
        file.rewind()?;
        Ok(file)
    }
}
