//! What can be seen while a run goes on: a second one is refused, lines come by the clock, a panic is a failure.

use super::{articles, files, run};

#[test]
fn the_summary_says_what_was_found_most() {
    let input = articles(30);
    let output = tempfile::tempdir().unwrap();
    let said = run(input.path(), output.path(), &[], 1);
    for part in
        ["29 articles read, 1 failed, 1 skipped (1 describes the folder)", "words a second", "without facts"]
    {
        assert!(said.contains(part), "{part} not in {said}");
    }
    let facts = String::from_utf8(files(output.path())["facts.jsonl"].clone()).unwrap();
    let line = said.lines().find_map(|line| line.strip_prefix("most frequent relations: ")).unwrap();
    let (lemma, count) = line.split(", ").next().unwrap().split_once(" (").unwrap();
    let lemma = format!("\"lemma\":\"{lemma}\"");
    assert_eq!(count, format!("{})", facts.matches(&lemma).count()));
    assert!(said.contains("most frequent entities: "), "{said}");
    assert_eq!(run(input.path(), output.path(), &["--quiet"], 1).lines().count(), 1);
}

#[cfg(debug_assertions)]
mod hooks {
    use std::fs;

    use super::super::{articles, command, run, said, wait_for_line};

    /// What builds for tests do when they come to an article: "NAME:panic" or "NAME:MILLISECONDS".
    const HOOK: &str = "TRIPLEWIRE_TEST_ARTICLE";

    #[test]
    fn a_second_run_on_the_same_folder_is_refused() {
        let input = articles(12);
        let output = tempfile::tempdir().unwrap();
        let mut first = command(input.path(), output.path(), &[]).env(HOOK, "page:60000").spawn().unwrap();
        wait_for_line(&mut first, "waits at page");
        let refused = run(input.path(), output.path(), &[], 2);
        assert!(refused.contains("another run is writing to this folder"), "{refused}");
        first.kill().unwrap();
        first.wait().unwrap();
        run(input.path(), output.path(), &[], 1);
    }

    #[test]
    fn a_long_article_does_not_silence_the_progress() {
        let input = articles(12);
        let output = tempfile::tempdir().unwrap();
        let slow = |more: &[&str]| {
            let mut command = command(input.path(), output.path(), more);
            said(&command.env(HOOK, "page:900").output().unwrap(), 1)
        };
        let spoken = slow(&["--progress-every", "0.1"]);
        let lines = spoken.lines().filter(|line| line.contains(" articles, ") && line.contains("facts"));
        assert!(lines.count() >= 5, "{spoken}");
        assert!(!slow(&["--fresh"]).contains(" left"), "a line before its time");
        let quiet = slow(&["--fresh", "--quiet", "--progress-every", "0.1"]);
        assert_eq!(quiet.lines().count(), 2, "{quiet}");
    }

    #[test]
    fn a_panic_is_a_failure_of_its_article() {
        let input = articles(12);
        let output = tempfile::tempdir().unwrap();
        let mut command = command(input.path(), output.path(), &["--quiet"]);
        command.env(HOOK, "page:panic").env_remove("RUST_BACKTRACE");
        let spoken = said(&command.output().unwrap(), 1);
        let expected =
            format!("triplewire: {}: internal error: as told", input.path().join("page.html").display());
        assert!(spoken.lines().any(|line| line == expected), "{spoken}");
        assert_eq!(spoken.lines().count(), 2, "{spoken}");
        let ledger = fs::read_to_string(output.path().join("ledger.jsonl")).unwrap();
        assert!(ledger.contains("\"status\":\"failed\",\"reason\":\"internal error: as told\""), "{ledger}");
    }
}
