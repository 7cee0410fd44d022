//! Files of the output folder.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::json_line;
use crate::error::Error;

/// A file that is being written; its errors name it.
pub(crate) struct OutputFile {
    path: PathBuf,
    writer: BufWriter<File>,
}

impl OutputFile {
    /// Starts the file anew; its folder must be there.
    pub(crate) fn create(path: PathBuf) -> Result<Self, Error> {
        let file = File::create(&path).map_err(Error::write(&path))?;
        Ok(Self { path, writer: BufWriter::new(file) })
    }

    /// Writes one line of JSON.
    pub(crate) fn json_line(&mut self, record: &impl Serialize) -> Result<(), Error> {
        self.with(|writer| json_line(writer, record))
    }

    /// Lets `write` write to the file.
    pub(crate) fn with(
        &mut self,
        write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<(), Error> {
        write(&mut self.writer).map_err(Error::write(&self.path))
    }

    /// Writes what is still in memory.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        self.with(Write::flush)
    }
}

/// Makes the output folder, and those above it.
pub(crate) fn create_folder(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(Error::write(path))
}

/// The path of an article below the output folder, without extension.
///
/// Names may come from anywhere; "/" makes folders, and nothing leads out of the output folder.
pub(crate) fn article_path(name: &str) -> String {
    let part = |part: &str| {
        let plain = |c: char| if c.is_alphanumeric() || "-_.,+@ ".contains(c) { c } else { '_' };
        let part: String = part.chars().map(plain).collect();
        // A leading stop hides a file; "." and ".." are no files at all.
        if part.starts_with('.') { format!("_{part}") } else { part }
    };
    let parts: Vec<String> = name.split('/').filter(|p| !p.is_empty()).map(part).collect();
    if parts.is_empty() { "_".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder() {
        for (name, path) in [
            ("2026/kyiv", "2026/kyiv"),
            ("-:3", "-_3"),
            ("../../etc/passwd", "_../_../etc/passwd"),
            ("/etc//passwd", "etc/passwd"),
            ("https://a.b/c?d", "https_/a.b/c_d"),
            ("قامشلو", "قامشلو"),
            ("C:\\x\n", "C__x_"),
            ("", "_"),
            (".", "_."),
        ] {
            assert_eq!(article_path(name), path, "{name:?}");
        }
    }
}
