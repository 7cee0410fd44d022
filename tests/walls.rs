//! The walls between the crates, as ARCHITECTURE.md states them. A new edge or a new crate fails here
//! until somebody writes it down on purpose.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Crate, and the crates of this workspace that it may use.
const WALLS: [(&str, &[&str]); 8] = [
    ("tokenizer", &[]),
    ("encoder", &["tokenizer"]),
    ("entities", &["tokenizer", "encoder"]),
    ("relations", &["tokenizer", "encoder", "entities"]),
    ("evaluation", &["tokenizer"]),
    ("graph", &[]),
    ("cli", &["tokenizer", "encoder", "entities", "relations", "evaluation", "graph"]),
    ("cli-rust-bert", &["cli", "encoder"]),
];

/// The most lines that a source file may have, tests included.
const LINES: usize = 600;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn folders(path: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("Cargo.toml").exists())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The crates of this workspace in a manifest's `[dependencies]`.
fn dependencies(manifest: &str) -> Vec<String> {
    let manifest: toml::Table = manifest.parse().unwrap();
    let table = manifest.get("dependencies").and_then(toml::Value::as_table);
    table
        .into_iter()
        .flatten()
        .filter_map(|(name, _)| match name.strip_prefix("triplewire")? {
            "" => Some("cli".to_owned()),
            name => name.strip_prefix('-').map(str::to_owned),
        })
        .collect()
}

#[test]
fn crates_depend_only_to_the_left() {
    let walls: BTreeMap<&str, &[&str]> = WALLS.into_iter().collect();
    let crates = root().join("crates");
    for name in folders(&crates) {
        let Some(allowed) = walls.get(name.as_str()) else {
            panic!("crate {name} is not in the list of walls");
        };
        let manifest = fs::read_to_string(crates.join(&name).join("Cargo.toml")).unwrap();
        for dependency in dependencies(&manifest) {
            assert!(allowed.contains(&dependency.as_str()), "{name} must not depend on {dependency}");
        }
    }
}

#[test]
fn every_crate_of_the_list_exists() {
    let found = folders(&root().join("crates"));
    for (name, _) in WALLS {
        assert!(found.iter().any(|folder| folder == name), "no crate {name}");
    }
}

#[test]
fn an_edge_that_is_not_allowed_is_seen() {
    let manifest = "[dependencies]\ntriplewire-relations.workspace = true\nregex = \"1\"\n";
    assert_eq!(dependencies(manifest), ["relations"]);
}

/// What the rust-bert engine brings: libtorch, through crates that load or link it when they are built.
const TORCH: [&str; 3] = ["rust-bert", "tch", "torch-sys"];

#[test]
fn a_build_takes_no_torch_unless_it_is_told_to() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--workspace", "--prefix", "none", "--format", "{p}"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    let built: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(built.contains(&"rten-gemm"), "{built:?}");
    let lock: toml::Table = fs::read_to_string(root().join("Cargo.lock")).unwrap().parse().unwrap();
    let locked = lock["package"].as_array().unwrap();
    for name in TORCH {
        assert!(!built.contains(&name), "{name} is built without having been asked for");
        // It is called so, and would be seen.
        assert!(locked.iter().any(|package| package["name"].as_str() == Some(name)), "no {name}");
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn files_stay_readable() {
    let mut found = Vec::new();
    sources(&root().join("crates"), &mut found);
    sources(&root().join("tests"), &mut found);
    assert!(found.len() > 20);
    for path in found {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= LINES, "{} has {lines} lines, at most {LINES} are allowed", path.display());
    }
}
