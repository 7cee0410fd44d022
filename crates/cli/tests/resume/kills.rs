//! The program is killed: at random moments of the clock, and at every moment at which files change.

use std::path::Path;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::{Random, articles, assert_same, command, files, run, uninterrupted};

const KILLS: usize = 50;

/// Kills that wait for the final files, out of every six.
const LATE: usize = 3;

/// The seed of the moments; `RESUME_SEED` repeats a run as far as the clock lets it.
fn seed() -> u64 {
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64;
    std::env::var("RESUME_SEED").map_or_else(|_| clock(), |seed| seed.parse().unwrap())
}

/// Waits, at most until the child has ended, for `ready`.
fn wait_for(child: &mut Child, ready: impl Fn() -> bool) {
    while !ready() && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_micros(200));
    }
}

/// Whether the final files are being written.
fn is_assembling(output: &Path) -> bool {
    output.join("facts.jsonl.tmp").exists() || output.join("segments.new").exists()
}

#[test]
fn a_killed_run_goes_on_and_gives_the_same_bytes() {
    let seed = seed();
    println!("RESUME_SEED={seed}");
    let mut random = Random(seed);
    let input = articles(300);
    let started = Instant::now();
    let expected = uninterrupted(input.path(), &["--format", "articles"]);
    let whole = started.elapsed();
    let (mut kills, mut late, mut rounds) = (0, 0, 0);
    while kills < KILLS {
        rounds += 1;
        let output = tempfile::tempdir().unwrap();
        let output = output.path().join("out");
        let arguments = ["--quiet", "--format", "articles"];
        for turn in 0..6 {
            let mut child = command(input.path(), &output, &arguments).spawn().unwrap();
            if turn < 6 - LATE {
                let moment = whole.mul_f64(random.below(1000) as f64 / 2000.0);
                let begun = Instant::now();
                wait_for(&mut child, || begun.elapsed() >= moment);
            } else {
                wait_for(&mut child, || is_assembling(&output));
                sleep(Duration::from_micros(random.below(40_000) as u64));
            }
            child.kill().unwrap();
            // A child that was faster than the signal has a status.
            if child.wait().unwrap().code().is_none() {
                kills += 1;
                late += usize::from(is_assembling(&output));
            }
            // What has its own name is whole.
            for (name, bytes) in if output.exists() { files(&output) } else { continue } {
                let is_final =
                    !name.contains(".tmp") && !name.starts_with("segments") && name != "manifest.json";
                if is_final {
                    assert!(expected[&name] == bytes, "{name} after turn {turn} of seed {seed}");
                }
            }
        }
        run(input.path(), &output, &arguments, 1);
        assert_same(&files(&output), &expected, &format!("in round {rounds} of seed {seed}"));
    }
    println!("{kills} kills in {rounds} rounds, {late} while the final files were written");
    assert!(late > 0, "no kill fell into the writing of the final files");
}

#[cfg(debug_assertions)]
#[test]
fn the_power_may_go_whenever_files_change() {
    use std::fs;

    let input = articles(24);
    let before = tempfile::tempdir().unwrap();
    run(input.path(), &before.path().join("out"), &[], 1);
    // Changes, so that what is kept is packed anew.
    fs::write(input.path().join("a/000.txt"), "Rebels left the town on Sunday.").unwrap();
    fs::remove_file(input.path().join("001.md")).unwrap();
    let expected = uninterrupted(input.path(), &[]);
    let mut step = 0;
    loop {
        let output = tempfile::tempdir().unwrap();
        let output = output.path().join("out");
        // Every third from a folder that is empty.
        if step % 3 > 0 {
            for (name, bytes) in files(&before.path().join("out")) {
                let path = output.join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
        }
        let mut first = command(input.path(), &output, &["--quiet"]);
        let ended = first.env("TRIPLEWIRE_TEST_END_AT_STEP", step.to_string()).output().unwrap();
        if ended.status.code() != Some(9) {
            break;
        }
        run(input.path(), &output, &["--quiet"], 1);
        assert_same(&files(&output), &expected, &format!("after an end at step {step}"));
        step += 1;
    }
    println!("{step} steps");
    assert!(step > 30, "only {step} steps");
}
