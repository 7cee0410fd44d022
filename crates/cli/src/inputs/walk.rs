//! A folder in, its files in sorted order out.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::kind::{self, Kind};
use super::metadata::{self, Metadata};
use super::{Compression, Input, What};

/// Lists a folder recursively; names are relative to it.
pub(super) fn walk(folder: &Path, output: Option<&Path>) -> Vec<Input> {
    let mut walk = Walk { output, ..Walk::default() };
    walk.folder(folder, "");
    let Walk { mut inputs, tables, .. } = walk;
    for input in &mut inputs {
        if let What::File { metadata, .. } = &mut input.what {
            let stem = input.name.rsplit('/').next().unwrap_or_default();
            let found = tables.get(&input.name).or_else(|| tables.get(stem));
            *metadata = found.cloned().unwrap_or_default();
        }
    }
    inputs
}

#[derive(Default)]
struct Walk<'a> {
    /// Where this run writes, canonical.
    output: Option<&'a Path>,
    /// The folders that are being listed, canonical: a link to one of them is a loop.
    above: Vec<PathBuf>,
    inputs: Vec<Input>,
    /// The rows of all metadata tables, by id.
    tables: HashMap<String, Metadata>,
}

impl Walk<'_> {
    /// Lists `folder`, whose name below INPUT is `prefix` (empty, or ending in "/").
    fn folder(&mut self, folder: &Path, prefix: &str) {
        match entries(folder) {
            Ok((canonical, names)) => {
                self.above.push(canonical);
                for name in names {
                    self.entry(&folder.join(&name), &name.to_string_lossy(), prefix);
                }
                self.above.pop();
            }
            Err(error) => {
                let name = prefix.trim_end_matches('/').to_owned();
                self.push(folder, name, What::Failed(error.to_string()));
            }
        }
    }

    fn entry(&mut self, path: &Path, file_name: &str, prefix: &str) {
        let whole_name = || format!("{prefix}{file_name}");
        if file_name.starts_with('.') {
            return self.push(path, whole_name(), What::Skipped("hidden".to_owned()));
        }
        let file_type = match fs::metadata(path) {
            Ok(metadata) => metadata.file_type(),
            Err(error) => return self.push(path, whole_name(), What::Failed(error.to_string())),
        };
        if file_type.is_dir() {
            let canonical = path.canonicalize().unwrap_or_else(|_| path.to_owned());
            if self.above.contains(&canonical) {
                let reason = "a link to a folder that contains it".to_owned();
                return self.push(path, whole_name(), What::Skipped(reason));
            }
            if self.output != Some(&canonical) {
                self.folder(path, &format!("{}/", whole_name()));
            }
            return;
        }
        if !file_type.is_file() {
            let reason = "neither a file nor a folder".to_owned();
            return self.push(path, whole_name(), What::Skipped(reason));
        }
        if kind::is_notice(file_name) {
            let reason = "describes the folder".to_owned();
            return self.push(path, whole_name(), What::Skipped(reason));
        }
        match kind::classify(file_name) {
            Ok((stem, Kind::Csv, Compression::None)) => self.table(path, &format!("{prefix}{stem}")),
            Ok((stem, kind, compression)) => {
                let metadata = Metadata::default();
                let what = What::File { path: path.to_owned(), kind, compression, metadata };
                self.push(path, format!("{prefix}{stem}"), what);
            }
            Err(reason) => self.push(path, whole_name(), What::Skipped(reason)),
        }
    }

    /// A CSV file: metadata of the other files, or articles.
    fn table(&mut self, path: &Path, name: &str) {
        let what = match metadata::read(path) {
            Ok(Some(table)) => {
                self.tables.extend(table);
                What::Skipped("metadata of the other files".to_owned())
            }
            Ok(None) => What::File {
                path: path.to_owned(),
                kind: Kind::Csv,
                compression: Compression::None,
                metadata: Metadata::default(),
            },
            Err(reason) => What::Failed(reason),
        };
        self.push(path, name.to_owned(), what);
    }

    fn push(&mut self, path: &Path, name: String, what: What) {
        self.inputs.push(Input { name, source: path.display().to_string(), what });
    }
}

/// A folder's canonical path and the names in it, sorted.
fn entries(folder: &Path) -> io::Result<(PathBuf, Vec<std::ffi::OsString>)> {
    let canonical = folder.canonicalize()?;
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name());
    }
    names.sort();
    Ok((canonical, names))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    /// `name: what` for each input.
    fn listed(folder: &Path) -> Vec<String> {
        let describe = |input: Input| match input.what {
            What::File { kind, .. } => format!("{}: {kind:?}", input.name),
            What::Skipped(reason) => format!("{}: skipped, {reason}", input.name),
            What::Failed(reason) => format!("{}: failed, {reason}", input.name),
            What::Stdin => unreachable!("a folder holds no standard input"),
        };
        walk(folder, None).into_iter().map(describe).collect()
    }

    #[test]
    fn files_come_in_sorted_order_with_their_paths_as_names() {
        let folder = folder(&[
            ("b.txt", ""),
            ("a/z.md", ""),
            ("a/deep/er.jsonl.gz", ""),
            (".git/config", ""),
            ("c.pdf", ""),
            ("LICENSE-MIT", ""),
        ]);
        assert_eq!(
            listed(folder.path()),
            [
                ".git: skipped, hidden",
                "LICENSE-MIT: skipped, describes the folder",
                "a/deep/er: Jsonl",
                "a/z: Markdown",
                "b: Text",
                "c.pdf: skipped, unknown kind of file: .pdf",
            ]
        );
    }

    #[test]
    fn a_table_without_texts_describes_the_other_files() {
        let folder = folder(&[
            ("2026-kyiv.txt", ""),
            ("news/2026-rome.txt", ""),
            ("list.csv", "id,title\n2026-kyiv,Grid\n2026-rome,Vote\n"),
            ("articles.csv", "id,text\n1,x\n"),
            ("broken.csv", "id,title\n1\n"),
        ]);
        let inputs = walk(folder.path(), None);
        let titles: Vec<_> = inputs
            .iter()
            .filter_map(|input| match &input.what {
                What::File { metadata, .. } => Some((input.name.as_str(), metadata.title.as_deref())),
                _ => None,
            })
            .collect();
        assert_eq!(
            titles,
            [("2026-kyiv", Some("Grid")), ("articles", None), ("news/2026-rome", Some("Vote"))]
        );
        let skipped = |what: &What| matches!(what, What::Skipped(r) if r.starts_with("metadata"));
        assert_eq!(inputs.iter().filter(|input| skipped(&input.what)).count(), 1);
        assert!(matches!(&inputs[2].what, What::Failed(reason) if reason.contains("line: 2")));
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_are_left() {
        let folder = folder(&[("a/b.txt", "")]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/up")).unwrap();
        std::os::unix::fs::symlink("nowhere", folder.path().join("dead.txt")).unwrap();
        let listed = listed(folder.path());
        assert_eq!(listed[0], "a/b: Text");
        assert_eq!(listed[1], "a/up: skipped, a link to a folder that contains it");
        assert!(listed[2].starts_with("dead.txt: failed"), "{}", listed[2]);
        assert_eq!(listed.len(), 3);
    }

    #[test]
    fn the_output_folder_is_no_input() {
        let folder = folder(&[("a.txt", ""), ("out/facts.jsonl", "")]);
        let output = folder.path().join("out").canonicalize().unwrap();
        assert_eq!(walk(folder.path(), Some(&output)).len(), 1);
    }
}
