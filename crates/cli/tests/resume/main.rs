//! `extract INPUT... -o DIR` that is stopped and started again: nothing twice, nothing missing, and the same
//! bytes as of a run that was never stopped.
#![allow(clippy::unwrap_used, reason = "the helpers fail the tests that call them")]
#![allow(clippy::print_stdout, reason = "a test that fails must say with which seed")]

mod changes;
#[cfg(unix)]
mod disk;
#[cfg(unix)]
mod kills;
mod running;
mod settings;
#[cfg(unix)]
mod signals;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

/// A generator of numbers that is the same everywhere (Steele et al. 2014, `SplitMix64`).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap()
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const WHO: [&str; 12] = [
    "The army",
    "Rebels",
    "Maria Lindqvist",
    "The harbour authority",
    "Dockers",
    "The ministry",
    "Omar Darwish",
    "A court",
    "Two farmers",
    "The opposition",
    "Engineers",
    "The mayor of Tromsø",
];
const DID: [&str; 12] = [
    "seized",
    "rejected",
    "signed",
    "inspected",
    "did not open",
    "may close",
    "attacked",
    "promised",
    "bought",
    "will repair",
    "abandoned",
    "praised",
];
const WHAT: [&str; 12] = [
    "the bridge",
    "a contract worth €3 million",
    "the town of Idlib",
    "the new port",
    "an old ferry",
    "the northern pipeline",
    "12 lorries",
    "the report",
    "a grain store",
    "the strike",
    "the airport",
    "a law on fishing",
];
const WHEN: [&str; 6] = ["on Monday", "in 2024", "yesterday", "near Aleppo", "in Lagos", "last week"];
const SAYS: [&str; 4] = ["The police said", "Reuters reported", "According to Anna Holm,", "He denied that"];

/// A short article of our own.
fn article(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..=random.below(3) {
        let (who, did, what, when) = (random.of(&WHO), random.of(&DID), random.of(&WHAT), random.of(&WHEN));
        if random.below(3) == 0 {
            let _ = write!(text, "{} {} {did} {what} {when}. ", random.of(&SAYS), who.to_lowercase());
        } else {
            let _ = write!(text, "{who} {did} {what} {when}. ");
        }
    }
    text
}

/// A folder of `count` articles: files in two folders, a third as JSON lines, a page, a file that cannot be
/// read as text and one that is no article.
fn articles(count: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("a")).unwrap();
    let mut random = Random(7);
    let mut lines = String::new();
    for number in 0..count - 2 {
        let text = article(&mut random);
        match number % 3 {
            0 => fs::write(at(&format!("a/{number:03}.txt")), text).unwrap(),
            1 => fs::write(at(&format!("{number:03}.md")), text).unwrap(),
            _ => writeln!(lines, "{{\"id\":\"n{number}\",\"text\":\"{text}\"}}").unwrap(),
        }
    }
    fs::write(at("news.jsonl"), lines).unwrap();
    fs::write(at("bad.txt"), b"\x00\x01\x02\x03 noir").unwrap();
    fs::write(at("page.html"), format!("<html><body><p>{}</p></body></html>", article(&mut random))).unwrap();
    fs::write(at("README.md"), "No article.").unwrap();
    folder
}

/// `extract INPUT -o OUTPUT` with small segments.
fn command(input: &Path, output: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_triplewire"));
    command.arg("extract").arg(input).arg("-o").arg(output).args(["--segment-articles", "10"]);
    if !more.contains(&"-j") {
        command.args(["-j", "2"]);
    }
    command.args(more).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What a run said on standard error, after a look at its exit status.
fn run(input: &Path, output: &Path, more: &[&str], status: i32) -> String {
    said(&command(input, output, more).output().unwrap(), status)
}

fn said(output: &Output, status: i32) -> String {
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(status), "{said}");
    said
}

/// Reads what a child says until it says `part`.
fn wait_for_line(child: &mut Child, part: &str) {
    let stderr = child.stderr.as_mut().unwrap();
    let mut lines = BufReader::new(stderr).lines().map(Result::unwrap);
    assert!(lines.any(|line| line.contains(part)), "the child ended without: {part}");
}

/// Every file below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn add(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
            if path.is_dir() {
                add(&path, &format!("{name}/"), files);
            } else {
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut all = BTreeMap::new();
    add(folder, "", &mut all);
    all
}

/// Compares folders file by file, so that a failure names the file and not its bytes.
fn assert_same(found: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>, when: &str) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(found), names(expected), "{when}");
    for (name, bytes) in expected {
        assert!(found[name] == *bytes, "{name} differs {when}");
    }
}

/// The folder of an uninterrupted run over the input.
fn uninterrupted(input: &Path, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let output = tempfile::tempdir().unwrap();
    let output = output.path().join("out");
    run(input, &output, more, 1);
    files(&output)
}
