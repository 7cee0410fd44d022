//! A folder in, its labelled articles out; a path in, its text out.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use triplewire_evaluation::ReadError;
use triplewire_evaluation::facts::{self, GoldArticle};

use crate::error::Error;

/// An article and its labels: two files of one stem.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LabelledArticle {
    /// As `extract` names the article: its path below the folder without extension.
    pub(crate) name: String,
    /// The article.
    pub(crate) text: PathBuf,
    /// Its labels.
    pub(crate) facts: PathBuf,
}

/// What the two files of a labelled article say.
#[derive(Clone, Debug)]
pub(crate) struct Labelled {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) gold: GoldArticle,
    /// The day of publication by the labels.
    pub(crate) date: Option<Date>,
}

impl LabelledArticle {
    /// Reads both files.
    ///
    /// # Errors
    /// A file cannot be read, or the labels have an error.
    pub(crate) fn read(self) -> Result<Labelled, Error> {
        let file = self.facts.display().to_string();
        let gold = facts::read(&read_text(&self.facts)?, &self.name, &file)?;
        let date = gold.date.as_deref().and_then(|date| date.parse().ok());
        Ok(Labelled { text: read_text(&self.text)?, name: self.name, gold, date })
    }
}

/// Everything below `folder` that has a `.facts` file, sorted by name.
///
/// # Errors
/// The folder cannot be listed, or has no such file.
pub(crate) fn labelled_articles(folder: &Path) -> Result<Vec<LabelledArticle>, Error> {
    let files = files_below(folder, "facts")?;
    if files.is_empty() {
        return Err(Error::Usage(format!("{}: no .facts file in this folder", folder.display())));
    }
    let article = |(name, facts): (String, PathBuf)| {
        let text = facts.with_extension("txt");
        LabelledArticle { name, text, facts }
    };
    Ok(files.into_iter().map(article).collect())
}

/// Every file below `folder` with this extension, with its path below the folder without
/// extension, sorted by that.
///
/// # Errors
/// The folder cannot be listed.
pub(crate) fn files_below(folder: &Path, extension: &str) -> Result<Vec<(String, PathBuf)>, Error> {
    let mut files = Vec::new();
    list(folder, "", extension, &mut files)?;
    files.sort();
    Ok(files)
}

/// `prefix` is the folder's name below the first one: empty, or ending in "/".
fn list(
    folder: &Path,
    prefix: &str,
    extension: &str,
    files: &mut Vec<(String, PathBuf)>,
) -> Result<(), Error> {
    let unreadable = |error| Error::Usage(format!("{}: {error}", folder.display()));
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        // Links are not followed, so that none can lead back up.
        if entry.file_type().map_err(unreadable)?.is_dir() {
            let prefix = format!("{prefix}{}/", entry.file_name().to_string_lossy());
            list(&path, &prefix, extension, files)?;
        } else if path.extension().is_some_and(|other| other == extension) {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            files.push((format!("{prefix}{stem}"), path));
        }
    }
    Ok(())
}

/// Reads a file as text; what is not UTF-8 is named with its line.
pub(crate) fn read_text(path: &Path) -> Result<String, ReadError> {
    let error = |line, message| ReadError { file: path.display().to_string(), line, message };
    let bytes = fs::read(path).map_err(|cause| error(1, format!("cannot be read: {cause}")))?;
    String::from_utf8(bytes).map_err(|cause| {
        let good = &cause.as_bytes()[..cause.utf8_error().valid_up_to()];
        let line = good.split(|&byte| byte == b'\n').count();
        error(line, "not UTF-8".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_paths_below_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("dev")).unwrap();
        for name in ["dev/b.c.facts", "dev/b.c.txt", "a.facts", "notes.md"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let articles = labelled_articles(folder.path()).unwrap();
        let names: Vec<&str> = articles.iter().map(|article| article.name.as_str()).collect();
        assert_eq!(names, ["a", "dev/b.c"]);
        assert_eq!(articles[1].text, folder.path().join("dev/b.c.txt"));
    }

    #[test]
    fn what_is_not_utf8_is_named_with_its_line() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), b"one\ntwo \xff\n").unwrap();
        let error = read_text(file.path()).unwrap_err();
        assert_eq!((error.line, error.message.as_str()), (2, "not UTF-8"));
    }
}
