//! The whole path, as a user runs it: the program reads this project's own articles and writes results.
//!
//! `cargo bench -p triplewire`; start-up is measured apart, on one line of text.

use std::path::{Path, PathBuf};
use std::process::Command;

use divan::{Bencher, counter::ItemsCount};

fn main() {
    divan::main();
}

fn articles() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/articles")
}

/// Runs `extract` and gives what it printed.
fn extract(input: &Path, jobs: &str) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_triplewire"))
        .args(["extract", "--quiet", "--format", "jsonl", "--jobs", jobs])
        .arg(input)
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Words of all articles (labels stand beside them), as white space divides them.
fn words(folder: &Path) -> usize {
    let files = std::fs::read_dir(folder).expect("the folder is there");
    files
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .map(|text| text.split_whitespace().count())
        .sum()
}

#[divan::bench(args = ["1", "2"], sample_count = 5)]
fn own_articles(bencher: Bencher, jobs: &str) {
    let folder = articles();
    let expected = extract(&folder, "1");
    assert!(expected.split(|byte| *byte == b'\n').count() > 100, "too few facts");
    bencher.counter(ItemsCount::new(words(&folder))).bench(|| {
        assert_eq!(extract(&folder, jobs), expected, "results differ");
    });
}

#[divan::bench(sample_count = 10)]
fn first_fact_of_one_line(bencher: Bencher) {
    let file = std::env::temp_dir().join("triplewire-bench-line.txt");
    std::fs::write(&file, "Rebels seized the town of Marsh Hill on Thursday.\n")
        .expect("the file is written");
    bencher.bench(|| assert!(!extract(&file, "1").is_empty()));
    std::fs::remove_file(&file).expect("the file is there");
}
