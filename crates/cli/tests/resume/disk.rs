//! The disk is full: one line says so, and the run goes on once there is room.

use std::path::Path;
use std::process::{Command, Stdio};

use super::{articles, assert_same, command, files, run, said, uninterrupted};

/// Runs with a limit on the size of files, in blocks of 512 bytes, at which writing fails.
fn run_limited(blocks: usize, input: &Path, output: &Path) -> String {
    let command = command(input, output, &["--quiet"]);
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\""));
    shell.arg(command.get_program()).args(command.get_args());
    let done = shell.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).output().unwrap();
    said(&done, 2)
}

#[test]
fn a_full_disk_is_told_and_the_run_goes_on() {
    let input = articles(60);
    let expected = uninterrupted(input.path(), &[]);
    let output = tempfile::tempdir().unwrap();
    // No segment fits, then no final file.
    for (blocks, name) in [(4, "000001.jsonl.gz"), (50, "facts.jsonl")] {
        let said = run_limited(blocks, input.path(), output.path());
        let line = said.lines().last().unwrap();
        let expected = format!("{name}: File too large");
        assert!(line.contains(&expected), "{expected} not in {said}");
        assert!(line.ends_with("the same command goes on from there once there is room"), "{said}");
        assert!(!files(output.path()).keys().any(|name| name.contains(".tmp")), "left overs");
    }
    let said = run(input.path(), output.path(), &[], 1);
    assert!(said.contains("60 of the articles were done before"), "{said}");
    assert_same(&files(output.path()), &expected, "once there is room");
}

/// A file system of its own, where the test may mount one.
struct Mounted<'a>(&'a Path);

impl<'a> Mounted<'a> {
    fn new(path: &'a Path, size: &str) -> Option<Self> {
        mount(&["-t", "tmpfs", "-o", size, "tmpfs"], path).then_some(Self(path))
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

fn mount(arguments: &[&str], path: &Path) -> bool {
    let mut mount = Command::new("mount");
    mount.args(arguments).arg(path).stderr(Stdio::null());
    mount.status().is_ok_and(|status| status.success())
}

#[test]
fn a_small_file_system_fills_up() {
    let input = articles(60);
    let folder = tempfile::tempdir().unwrap();
    let Some(mounted) = Mounted::new(folder.path(), "size=64k") else {
        println!("no file system can be mounted here: skipped");
        return;
    };
    let output = mounted.0.join("out");
    let said = run(input.path(), &output, &["--quiet"], 2);
    assert!(said.contains("No space left on device"), "{said}");
    assert!(said.lines().last().unwrap().ends_with("once there is room"), "{said}");
    assert!(mount(&["-o", "remount,size=8m"], mounted.0));
    let said = run(input.path(), &output, &[], 1);
    assert!(said.contains("of the articles were done before"), "{said}");
    assert_same(&files(&output), &uninterrupted(input.path(), &[]), "once there is room");
}
