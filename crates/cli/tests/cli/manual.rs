//! What the program says of itself: help, completions, man pages.

use std::fs;

use super::{folder, run, text};

#[test]
fn completions_know_commands_and_options() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let done = run(&["completions", shell]);
        assert_eq!((done.status, done.stderr.as_str()), (Some(0), ""), "{shell}");
        assert!(done.stdout.contains("extract"), "{shell}");
        // fish names options without their dashes.
        let option = if shell == "fish" { "-l min-confidence" } else { "--min-confidence" };
        assert!(done.stdout.contains(option), "{shell}");
    }
    assert_eq!(run(&["completions", "tcsh"]).status, Some(2));
}

#[test]
fn every_command_has_a_page() {
    let here = folder(&[]);
    let pages = here.path().join("man");
    assert_eq!(run(&["man", "-o", text(&pages)]).status, Some(0));
    for name in ["", "-extract", "-annotate", "-evaluate", "-gold-check", "-graph", "-graph-build"] {
        assert!(pages.join(format!("triplewire{name}.1")).is_file(), "{name}");
    }
    for page in fs::read_dir(&pages).unwrap() {
        let path = page.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().replace('-', "\\-");
        let page = fs::read_to_string(&path).unwrap();
        assert!(page.contains(&format!(".SH NAME\n{name} \\- ")), "{page}");
    }
    let first = run(&["man"]);
    assert_eq!(first.stdout, fs::read_to_string(pages.join("triplewire.1")).unwrap());
}

#[test]
fn the_short_help_fits_a_screen_and_the_long_one_ends_with_examples() {
    let short = run(&["extract", "-h"]).stdout;
    assert!(short.lines().count() <= 40, "{short}");
    let long = run(&["extract", "--help"]).stdout;
    let (_, examples) = long.split_once("\nExamples:\n").unwrap();
    assert_eq!(examples.matches("triplewire extract ").count(), 4, "{examples}");
}
