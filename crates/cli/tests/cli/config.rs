//! `triplewire.toml`: where it is looked for, what it sets, what wins over it, what is refused.

use std::path::Path;

use super::{ARTICLE, Run, command, folder, run, text};

/// Runs the program in a folder.
fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let output = command(arguments).current_dir(folder).output().unwrap();
    Run {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Where the relation of the first fact starts.
fn first_relation(run: &Run) -> u64 {
    run.records()[0]["relation"]["start"].as_u64().unwrap()
}

/// "é" is one code point of two bytes, so `offsets` shows.
const ACCENTED: &[u8] = "José Ramos seized the town of Idlib on Monday.\n".as_bytes();

#[test]
fn the_nearest_file_counts_and_the_command_line_wins() {
    let files: &[(&str, &[u8])] = &[
        ("triplewire.toml", b"[extract]\noffsets = \"utf8\"\njobs = 1\n"),
        ("news/a.txt", ACCENTED),
        ("other/triplewire.toml", b"[annotate]\nformat = \"json\"\n"),
        ("other/a.txt", ACCENTED),
    ];
    let top = folder(files);
    let below = top.path().join("news");

    let done = run_in(&below, &["extract", "a.txt", "--format", "jsonl"]);
    assert_eq!((done.status, first_relation(&done)), (Some(0), 12), "{}", done.stderr);
    let said = "triplewire: settings of ../triplewire.toml: offsets = \"utf8\", jobs = 1\n";
    assert!(done.stderr.starts_with(said), "{}", done.stderr);

    let done = run_in(&below, &["extract", "a.txt", "--offsets", "chars"]);
    assert_eq!(first_relation(&done), 11);
    assert!(done.stderr.contains("triplewire.toml: jobs = 1\n"), "{}", done.stderr);

    let done = run_in(&below, &["extract", "a.txt", "--no-config"]);
    assert_eq!(first_relation(&done), 11);
    assert!(!done.stderr.contains("settings"), "{}", done.stderr);

    let done = run_in(&below, &["extract", "a.txt", "-q"]);
    assert_eq!((first_relation(&done), done.stderr.as_str()), (12, ""));

    // The nearer file hides the one above it, and sets what another command does.
    let other = top.path().join("other");
    assert_eq!(first_relation(&run_in(&other, &["extract", "a.txt", "-q"])), 11);
    let annotated = run_in(&other, &["annotate", "a.txt", "-q"]);
    assert_eq!(annotated.records()[0]["id"], "a");
}

#[test]
fn a_named_file_counts_with_paths_beside_it() {
    let files: &[(&str, &[u8])] = &[
        ("a.txt", ARTICLE.as_bytes()),
        ("ours/my.toml", b"[extract]\naliases = \"names.csv\"\nquiet = true\ndate = 2026-02-25\n"),
        ("ours/names.csv", b"alias,entity,type,why,source\nIdlib,Idlib City,GPE,short name,us\n"),
        ("triplewire.toml", b"[extract]\nnonsense = 1\n"),
    ];
    let here = folder(files);
    let arguments = ["extract", "a.txt", "--format", "articles", "--config", "ours/my.toml"];
    let done = run_in(here.path(), &arguments);
    assert_eq!((done.status, done.stderr.as_str()), (Some(0), ""));
    assert!(done.stdout.contains("Idlib City"), "{}", done.stdout);
    assert!(done.stdout.contains("2026-02-23"), "{}", done.stdout);

    let loud = run_in(here.path(), &[arguments.as_slice(), &["--no-quiet"]].concat());
    let said = "triplewire: settings of ours/my.toml: aliases = \"names.csv\", date = 2026-02-25\n";
    assert!(loud.stderr.starts_with(said), "{}", loud.stderr);
    assert!(loud.stderr.contains("1 articles read"), "{}", loud.stderr);

    let missing = run_in(here.path(), &["extract", "a.txt", "--config", "none.toml"]);
    assert_eq!(missing.status, Some(2));
    assert!(missing.stderr.starts_with("triplewire: none.toml: "), "{}", missing.stderr);
}

#[test]
fn a_flag_of_the_file_can_be_taken_back() {
    let german = "Die Rebellen haben am Montag die Stadt eingenommen, und die Regierung sagte am Abend, sie \
                  werde sich nicht aus der Hauptstadt zurückziehen. Der Präsident wollte sich dazu nicht \
                  äußern, während seine Minister von einem schweren Verlust für das ganze Land sprachen.\n";
    let files: &[(&str, &[u8])] =
        &[("a.txt", german.as_bytes()), ("triplewire.toml", b"[extract]\nany-language = true\n")];
    let here = folder(files);
    let read = run_in(here.path(), &["extract", "a.txt"]);
    assert!(read.stderr.contains("1 articles read"), "{}", read.stderr);
    let skipped = run_in(here.path(), &["extract", "a.txt", "--no-any-language"]);
    assert!(skipped.stderr.contains("0 articles read"), "{}", skipped.stderr);
}

#[test]
fn faults_are_named_with_file_line_key_and_what_is_allowed() {
    for (file, said) in [
        ("[extract]\nmin-confidence = 1.5\n", "2: min-confidence = 1.5: expected a number from 0 to 1"),
        ("[extract]\n\njobs = \"2\"\n", "3: jobs = \"2\": expected a whole number from 1"),
        ("[extract]\njobs = 0\n", "2: jobs = 0: expected a whole number from 1"),
        ("[extract]\nquiet = \"yes\"\n", "2: quiet = \"yes\": expected true or false"),
        ("[extract]\noffsets = \"utf9\"\n", "2: offsets = \"utf9\": expected chars, utf8 or utf16"),
        (
            "[extract]\nformat = \"turtle\"\n",
            "2: format = \"turtle\": expected table, jsonl, articles, csv or parquet",
        ),
        ("[annotate]\nformat = \"csv\"\n", "2: format = \"csv\": expected conllu, brat or json"),
        ("[extract]\ndate = 2026-02-30\n", "2: "),
        ("[extract]\ndate = \"Monday\"\n", "2: date = \"Monday\": expected a day such as 2026-02-22"),
        ("[extract]\naliases = 1\n", "2: aliases = 1: expected the path of a CSV file"),
        (
            "[annotate]\nmin-confidence = 0.5\n",
            "2: unknown key \"min-confidence\" in [annotate]; allowed are aliases, any-language, date, \
             engine, format, jobs, max-article, model, precision, quiet",
        ),
        ("[extract]\noutput = \"results\"\n", "2: unknown key \"output\" in [extract]; allowed are "),
        ("jobs = 2\n", "1: \"jobs\" is not expected here; allowed are [extract] and [annotate]"),
        ("[graph]\n", "1: \"graph\" is not expected here; allowed are [extract] and [annotate]"),
        ("[extract]\njobs = 1\njobs = 2\n", "3: duplicate key"),
        // The first fault of the file, not of the alphabet.
        ("[extract]\nquiet = 1\njobs = 0\n", "2: quiet = 1: expected true or false"),
    ] {
        let files: &[(&str, &[u8])] = &[("a.txt", ARTICLE.as_bytes()), ("t.toml", file.as_bytes())];
        let here = folder(files);
        let path = here.path().join("t.toml");
        let article = here.path().join("a.txt");
        let done = run(&["extract", text(&article), "--config", text(&path)]);
        assert_eq!((done.status, done.stdout.as_str()), (Some(2), ""), "{file}");
        let start = format!("triplewire: {}:{said}", text(&path));
        assert!(done.stderr.starts_with(&start), "{file}: {}", done.stderr);
    }
}
