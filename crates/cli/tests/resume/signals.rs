//! Ctrl-C and SIGTERM: the run ends in good order, and goes on with the same command.

use std::process::{Child, Command, Output};
use std::thread::sleep;
use std::time::Duration;

use super::{articles, assert_same, command, files, run, uninterrupted, wait_for_line};

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").arg(format!("-{name}")).arg(child.id().to_string()).status().unwrap();
    assert!(sent.success());
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_signal_ends_the_run_in_good_order() {
    let input = articles(150);
    let expected = uninterrupted(input.path(), &[]);
    let output = tempfile::tempdir().unwrap();
    for (name, code, segment) in [("INT", 130, "000002"), ("TERM", 143, "000005")] {
        let child = command(input.path(), output.path(), &["--quiet"]).spawn().unwrap();
        let segment = output.path().join(format!("segments/{segment}.jsonl.gz"));
        while !segment.exists() {
            sleep(Duration::from_millis(1));
        }
        signal(&child, name);
        let ended = child.wait_with_output().unwrap();
        let said = stderr(&ended);
        assert_eq!(ended.status.code(), Some(code), "{said}");
        let line = said.lines().last().unwrap();
        assert!(line.contains("articles are done and kept; the same command goes on"), "{said}");
        assert!(!output.path().join("facts.jsonl").exists());
    }
    let mut graph = Command::new(env!("CARGO_BIN_EXE_triplewire"));
    graph.args(["graph", "build"]).arg(output.path()).arg("-o").arg(output.path().join("kg"));
    let refused = graph.output().unwrap();
    assert!(stderr(&refused).contains("not complete yet"), "{}", stderr(&refused));
    let said = run(input.path(), output.path(), &[], 1);
    assert!(said.contains("of the articles were done before"), "{said}");
    assert_same(&files(output.path()), &expected, "after two signals");
}

#[cfg(debug_assertions)]
#[test]
fn the_second_signal_ends_the_run_at_once() {
    let input = articles(12);
    let output = tempfile::tempdir().unwrap();
    let mut command = command(input.path(), output.path(), &[]);
    let mut child = command.env("TRIPLEWIRE_TEST_ARTICLE", "page:60000").spawn().unwrap();
    wait_for_line(&mut child, "waits at page");
    signal(&child, "INT");
    sleep(Duration::from_secs(1));
    assert_eq!(child.try_wait().unwrap(), None, "the article in hand is not waited for");
    signal(&child, "INT");
    assert_eq!(child.wait().unwrap().code(), Some(130));
    run(input.path(), output.path(), &[], 1);
    assert_same(&files(output.path()), &uninterrupted(input.path(), &[]), "after two signals");
}
