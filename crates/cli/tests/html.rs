//! `evaluate --html` as a user runs it: one page, whole in itself, the same for the same input.
#![allow(clippy::unwrap_used, reason = "the helpers fail the tests that call them")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::folder;

const ARTICLE: &str = "Rebels seized the <script>alert(1)</script> town & left on Monday.\n\nThey slept.\n";
const FACTS: &str = "date: 2026-02-23\n\
    fact: Rebels | seized | town\n  when: 2026-02-23\n\
    fact: Rebels | left | [the] town\n\
    fact: They | did sleep in | tents\n  polarity: negative\n\
    fact: Rebels | are | rebels\n  optional: yes\n";

/// Two facts of `facts.jsonl`: one that matches, its places in code points, and one with a wrong object.
const EXTRACTED: &str = concat!(
    r#"{"article":"a","sentence":0,"subject":{"text":"Rebels","start":0,"end":6},"#,
    r#""relation":{"text":"seized","start":7,"end":13},"object":{"text":"the town","start":14,"end":48,"#,
    r#""spans":[[14,17],[44,48]]},"when":{"text":"Monday","value":"2026-02-23"},"confidence":0.9}"#,
    "\n",
    r#"{"article":"a","sentence":0,"subject":{"text":"Rebels","start":0,"end":6},"#,
    r#""relation":{"text":"left","start":51,"end":55},"object":{"text":"\"town\" in <b>ruins</b>"},"confidence":0.4}"#,
    "\n",
);

/// Runs `evaluate` inside the folder, so that the page names no path of this machine; gives the page.
fn page(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_triplewire"))
        .arg("evaluate")
        .args(arguments)
        .args(["--html", "page.html"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    fs::read_to_string(folder.join("page.html")).unwrap()
}

fn facts(arguments: &[&str]) -> String {
    let files = folder(&[("gold/a.txt", ARTICLE), ("gold/a.facts", FACTS), ("facts.jsonl", EXTRACTED)]);
    let given = ["facts", "gold", "--pred", "facts.jsonl"];
    page(files.path(), &[&given, arguments].concat())
}

#[test]
fn gold_and_extracted_facts_stand_in_one_row() {
    let page = facts(&[]);
    let row = |words: &str| {
        let rows = page.split("<tr>").filter(|row| row.contains(words)).collect::<Vec<_>>();
        assert_eq!(rows.len(), 1, "{words}: {rows:?}");
        rows[0].split("<td>").skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let matched = row("<b>seized</b>");
    assert!(matched[0].contains("matched") && matched[0].contains("line 2"), "{matched:?}");
    assert!(matched[1].contains("the town") && matched[1].contains("confidence 0.90"), "{matched:?}");
    assert!(matched.iter().all(|cell| cell.contains("when 2026-02-23")), "{matched:?}");
    let near = row("in &lt;b&gt;ruins");
    assert!(near[0].contains("missed: object too long"), "{near:?}");
    assert!(near[1].contains("wrong: object too long"), "{near:?}");
    let alone = row("did sleep in");
    assert!(alone[0].contains("missed: nothing near") && alone[0].contains("<span>not</span>"), "{alone:?}");
    assert!(!alone[1].contains("class=\"fact"), "{alone:?}");
    assert!(row("<b>are</b>")[0].contains("optional"));
}

#[test]
fn the_words_of_extracted_facts_are_marked_in_the_article() {
    let page = facts(&[]);
    for mark in [
        "<mark class=\"matched\" data-facts=\"0 1\">Rebels</mark>",
        "<mark class=\"matched\" data-facts=\"0\">town</mark>",
        "<mark class=\"wrong\" data-facts=\"1\">left</mark>",
    ] {
        assert!(page.contains(mark), "{mark} not in {page}");
    }
    assert!(page.contains("<sup>1</sup>They slept."), "{page}");
}

#[test]
fn no_text_becomes_markup_and_nothing_is_loaded() {
    let page = facts(&[]);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
    assert_eq!(page.matches("<script").count(), 1);
    assert!(!page.contains("<b>ruins"), "{page}");
    for loader in ["<link", "<img", "src=", "@import", "url(", "http:", "https:"] {
        assert!(!page.contains(loader), "{loader}");
    }
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">"));
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(facts(&["--jobs", "1"]), facts(&["--jobs", "2"]));
}

#[test]
fn what_was_won_and_lost_stands_on_the_page() {
    let files = folder(&[
        ("gold/a.txt", ARTICLE),
        ("gold/a.facts", FACTS),
        ("facts.jsonl", EXTRACTED),
        ("other.jsonl", &EXTRACTED.replace("seized", "praised")),
    ]);
    let score =
        |pred: &str, more: &[&str]| page(files.path(), &[&["facts", "gold", "--pred", pred], more].concat());
    score("other.jsonl", &["--json", "old.json"]);
    let page = score("facts.jsonl", &["--compare", "old.json"]);
    assert!(page.contains(">won: 1</h2>") && page.contains(">lost: 0</h2>"), "{page}");
    let won = page.split("<tr>").find(|row| row.contains("a:2 Rebels | seized | town")).unwrap();
    assert!(won.contains("<td>0.00</td><td>100.00"), "{won}");
    assert!(page.contains("<dt>compared with</dt><dd dir=\"auto\">old.json</dd>"), "{page}");
}

#[test]
fn names_and_arcs_stand_side_by_side() {
    let gold = "Omar B-PER\nleft O\nParis B-LOC\n\nNo O\n";
    let files = folder(&[("gold.bio", gold), ("pred.bio", &gold.replace("B-LOC", "B-ORG"))]);
    let names = page(files.path(), &["ner", "gold.bio", "--pred", "pred.bio"]);
    let place = |words: &str| names.find(words).unwrap_or_else(|| panic!("{words} not in {names}"));
    assert!(place("<mark class=\"missed\">Paris") < place("<mark class=\"wrong\">Paris"));
    assert_eq!(names.matches("<mark class=\"matched\">Omar").count(), 2);

    let gold = "1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n2\tnow\tnow\tADV\tRB\t_\t1\tadvmod\t_\t_\n";
    let files = folder(&[("gold.conllu", gold), ("pred.conllu", &gold.replace("advmod", "obj"))]);
    let arcs = page(files.path(), &["parse", "gold.conllu", "--pred", "pred.conllu"]);
    let row = arcs.split("<tr>").find(|row| row.contains("advmod of Go")).unwrap();
    assert!(row.contains(">now</th>") && row.contains("obj of Go"), "{row}");
}

#[test]
fn tuples_carry_their_share_and_sign() {
    let files = folder(&[
        ("gold.tsv", "Rebels seized Idlib .\tseized\tRebels\tIdlib\n"),
        ("pred.tsv", "Rebels seized Idlib .\t0.9\tseized\tRebels\tthe city of Idlib\n"),
    ]);
    let page = page(files.path(), &["carb", "gold.tsv", "--pred", "pred.tsv"]);
    let side = page.split("<h3>").nth(2).unwrap();
    assert!(side.starts_with("predicted</h3>") && side.contains("class=\"fact differs\""), "{side}");
    assert!(side.contains("aria-label=\"matched in part\""), "{side}");
}
