//! `evaluate` and `gold check` as a user runs them, on labelled text of our own.
#![allow(clippy::unwrap_used, reason = "the helpers fail the tests that call them")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const GOLD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/gold/dev");

struct Run {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

fn run(arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_triplewire")).args(arguments).output().unwrap();
    Run {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs a command that must succeed; gives its standard output.
fn succeed(arguments: &[&str]) -> String {
    let done = run(arguments);
    assert_eq!(done.status, Some(0), "{arguments:?}: {}", done.stderr);
    assert_eq!(done.stderr, "", "{arguments:?}");
    done.stdout
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

fn json(path: impl AsRef<Path>) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn own_facts_score_as_the_facts_that_extract_writes() {
    let output = tempfile::tempdir().unwrap();
    succeed(&["extract", "-q", GOLD, "-o", output.path().to_str().unwrap()]);
    let (own, read) = (path(&output, "own.json"), path(&output, "read.json"));
    let one = succeed(&["evaluate", "facts", GOLD, "--details", "--jobs", "2", "--json", &own]);
    let facts = path(&output, "facts.jsonl");
    let two = succeed(&["evaluate", "facts", GOLD, "--details", "--pred", &facts, "--json", &read]);
    assert_eq!(one, two);
    assert_eq!(fs::read(&own).unwrap(), fs::read(&read).unwrap());

    let report = &json(&own)["report"];
    let extracted = fs::read_to_string(facts).unwrap().lines().count();
    assert_eq!(report["plain"]["predicted"], extracted);
    assert_eq!(report["articles"].as_array().unwrap().len(), 5);
    assert!(
        one.contains("5 articles, ") && one.contains("strict") && one.contains("object too long"),
        "{one}"
    );
}

const ARTICLE: &str = "Rebels seized the town of Idlib on Monday.\n";
const FACTS: &str = "date: 2026-02-23\nentity: GPE | Idlib\nfact: Rebels | seized | [the] town [of Idlib]\n";

fn fact(article: &str, subject: &str) -> String {
    format!(
        "{{\"article\":\"{article}\",\"subject\":{{\"text\":\"{subject}\"}},\
         \"relation\":{{\"text\":\"seized\"}},\"object\":{{\"text\":\"the town\"}}}}\n"
    )
}

#[test]
fn what_was_won_since_the_last_run_is_named() {
    let right = fact("a", "Rebels");
    let wrong = fact("a", "Soldiers");
    let files = folder(&[
        ("gold/a.txt", ARTICLE.as_bytes()),
        ("gold/a.facts", FACTS.as_bytes()),
        ("right.jsonl", right.as_bytes()),
        ("wrong.jsonl", wrong.as_bytes()),
    ]);
    let (gold, old) = (path(&files, "gold"), path(&files, "old.json"));
    let score = |name: &str, more: &[&str]| {
        let pred = path(&files, name);
        succeed(&[&["evaluate", "facts", &gold, "--pred", &pred], more].concat())
    };
    let page = score("wrong.jsonl", &["--json", &old, "--details"]);
    assert!(
        page.contains("subject wrong") && page.contains("nearest: Soldiers | seized | the town"),
        "{page}"
    );
    let page = score("right.jsonl", &["--compare", &old]);
    assert!(page.contains("plain F1 100.00, before 0.00 (+100.00)"), "{page}");
    assert!(page.contains("won: 1\n    0.00 to 100.00  a:3 Rebels | seized"), "{page}");
    assert!(page.contains("lost: 0"), "{page}");

    let done = run(&["evaluate", "sentences", &gold, "--compare", &old]);
    assert_eq!(done.status, Some(2));
}

const CARB: &str = "Rebels seized Idlib on Monday .\tseized\tRebels\tIdlib\ton Monday\n\
    Ada , a pilot , `` left '' .\tleft\tAda\n";

#[test]
fn tuples_are_made_for_each_gold_sentence() {
    let oie = "Rebels seized Idlib on Monday .\tseized\tseized\tRebels\tIdlib\n";
    let benchie =
        "sent_id:1\tRebels seized Idlib on Monday .\n1--> Cluster 1:\nRebels --> seized --> Idlib\n";
    let wire57 = r#"{"doc": [{"id": "S1", "sent": "Rebels seized Idlib.", "tuples": [
        {"arg1": {"words": ["Rebels"], "words_indexes": [0]}, "rel": {"words": ["seized"], "words_indexes": [1]},
         "arg2": {"words": ["Idlib"], "words_indexes": [2]}}]}]}"#;
    let files = folder(&[
        ("carb.tsv", CARB.as_bytes()),
        ("gold.oie", oie.as_bytes()),
        ("benchie.txt", benchie.as_bytes()),
        ("wire57.json", wire57.as_bytes()),
    ]);
    let out = path(&files, "out.json");
    let report = |task: &str, gold: &str| {
        succeed(&["evaluate", task, &path(&files, gold), "--json", &out]);
        json(&out)["report"].clone()
    };
    // The sentence is as plain as can be: whatever the weights, its fact is found.
    let carb = report("carb", "carb.tsv");
    assert_eq!(carb["outside"], 0);
    assert!(carb["sentences"][0]["recall_sum"].as_f64().unwrap() > 0.5, "{carb}");
    assert!(report("oie2016", "gold.oie")["f1"].as_f64().unwrap() > 0.5);
    assert!(report("benchie", "benchie.txt")["recall"].as_f64().unwrap() > 0.5);
    assert!(report("wire57", "wire57.json")["recall"].as_f64().unwrap() > 0.5);
}

#[test]
fn names_are_scored_over_the_words_of_the_file() {
    let columns = "-DOCSTART- O\n\nOmar B-PER\nleft O\nSyria B-LOC\non O\nMonday O\n\nSyria B-LOC\n. O\n";
    let files = folder(&[("gold.bio", columns.as_bytes())]);
    let (gold, out) = (path(&files, "gold.bio"), path(&files, "out.json"));
    succeed(&["evaluate", "ner", &gold, "--json", &out]);
    let report = &json(&out)["report"];
    assert_eq!((&report["tokens"], &report["overall"]["gold"]), (&7.into(), &3.into()));
    let predicted = report["sentences"][0]["predicted"].as_array().unwrap();
    assert!(predicted.contains(&"LOC Syria".into()), "{predicted:?}");
    // A date is no name of CoNLL-2003's.
    assert!(predicted.iter().all(|name| !name.as_str().unwrap().contains("Monday")), "{predicted:?}");
    let page = succeed(&["evaluate", "ner", &gold, "--pred", &gold]);
    assert!(page.lines().any(|line| line.contains("all") && line.contains("100.00")), "{page}");
}

fn row(id: &str, form: &str, tags: [&str; 2], head: &str, deprel: &str, misc: &str) -> String {
    format!(
        "{id}\t{form}\t{}\t{}\t{}\t_\t{head}\t{deprel}\t_\t{misc}\n",
        form.to_lowercase(),
        tags[0],
        tags[1]
    )
}

fn treebank() -> String {
    [
        "# newdoc id = d\n# newpar\n".to_owned(),
        row("1", "Share", ["VERB", "VB"], "0", "root", "_"),
        "\n# newpar\n".to_owned(),
        row("1", "Rebels", ["NOUN", "NNS"], "2", "nsubj", "_"),
        row("2", "left", ["VERB", "VBD"], "0", "root", "SpaceAfter=No"),
        row("3", ".", ["PUNCT", "."], "2", "punct", "_"),
        "\n".to_owned(),
        "1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n".to_owned(),
        row("1", "Do", ["AUX", "VB"], "3", "aux", "_"),
        row("2", "n't", ["PART", "RB"], "3", "advmod", "_"),
        row("3", "go", ["VERB", "VB"], "0", "root", "SpaceAfter=No"),
        row("4", ".", ["PUNCT", "."], "3", "punct", "_"),
        "\n".to_owned(),
    ]
    .concat()
}

#[test]
fn parses_are_scored_from_words_and_from_text() {
    let gold = treebank();
    let files = folder(&[("gold.conllu", gold.as_bytes())]);
    let (gold, out) = (path(&files, "gold.conllu"), path(&files, "out.json"));
    succeed(&["evaluate", "parse", &gold, "--json", &out]);
    let given = json(&out)["report"].clone();
    let number = |value: &Value| value.as_u64().unwrap();
    assert_eq!(given["report"]["words"]["correct"], 8);
    assert_eq!(given["report"]["sentences"]["correct"], 3);
    assert!(number(&given["report"]["upos"]["correct"]) >= 4, "{given}");
    assert!(number(&given["xpos"]["correct"]) >= 4, "{given}");

    succeed(&["evaluate", "parse", &gold, "--raw", "--json", &out]);
    let raw = json(&out)["report"].clone();
    assert_eq!(raw["report"]["tokens"]["gold"], 7);
    assert!(number(&raw["report"]["words"]["correct"]) >= 7, "{raw}");

    let page = succeed(&["evaluate", "parse", &gold, "--pred", &gold]);
    let perfect =
        |name: &str| page.lines().any(|line| line.trim_start().starts_with(name) && line.contains("100.00"));
    assert!(["UPOS", "XPOS", "lemmas", "UAS", "LAS", "CLAS"].into_iter().all(perfect), "{page}");
    // Wrong in one column of tags is right in the other.
    let wrong = fs::read_to_string(&gold).unwrap().replace("NNS", "NN");
    let pred = path(&files, "pred.conllu");
    fs::write(&pred, wrong).unwrap();
    succeed(&["evaluate", "parse", &gold, "--pred", &pred, "--json", &out]);
    let report = json(&out)["report"].clone();
    assert_eq!((&report["xpos"]["correct"], &report["report"]["upos"]["correct"]), (&7.into(), &8.into()));
}

#[test]
fn sentences_coreference_and_times() {
    let cases = "{\"text\": \"He left. She stayed.\", \"sentences\": [\"He left.\", \"She stayed.\"]}\n";
    let columns =
        "# begin document d\n0\tOmar\t(1)\n1\tleft\t_\n2\t.\t_\n\n0\tOmar\t(1)\n1\tslept\t_\n2\t.\t_\n";
    let gap = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n\
        g-1\tMary Brown left because she was ill.\tshe\t24\tMary Brown\t0\tTRUE\tno\t3\tFALSE\tu\n";
    let times = "{\"kind\": \"datetime\", \"value\": \"(2013, 2, 15, 0, 0, 0)\", \"grain\": \"Day\", \"phrases\": [\"2/15\"]}\n";
    let files = folder(&[
        ("cases.jsonl", cases.as_bytes()),
        ("gold.conll", columns.as_bytes()),
        ("gap.tsv", gap.as_bytes()),
        ("times.jsonl", times.as_bytes()),
        ("values.jsonl", b"[\"2013-02-15\"]\n"),
    ]);
    let out = path(&files, "out.json");
    let report = |task: &str, gold: &str, more: &[&str]| {
        let gold = path(&files, gold);
        succeed(&[&["evaluate", task, &gold, "--json", &out], more].concat());
        json(&out)["report"].clone()
    };
    assert_eq!(report("sentences", "cases.jsonl", &[])["correct"], 1);
    let coref = report("coref", "gold.conll", &[]);
    assert_eq!(coref["overall"]["mentions"]["gold"], 2.0);
    assert_eq!(coref["overall"]["mentions"]["found"], 2.0, "{coref}");
    let gap = report("coref", "gap.tsv", &[]);
    assert_eq!(gap["cases"], 1);
    let values = path(&files, "values.jsonl");
    assert_eq!(report("time", "times.jsonl", &["--pred", &values])["correct"], 1);
    let done = run(&["evaluate", "time", &path(&files, "times.jsonl")]);
    assert_eq!(done.status, Some(2));
    assert_eq!(done.stderr.lines().count(), 1, "{}", done.stderr);
    assert!(done.stderr.contains("--pred"), "{}", done.stderr);
}

#[test]
fn re3d_entities_have_offsets_in_code_points() {
    let document = r#"{"_id": "d", "text": "Café: the Syrian Arab Army left Idlib."}"#;
    let entity = r#"{"documentId": "d", "begin": 32, "end": 37, "type": "Location", "confidence": 1}"#;
    let files = folder(&[
        ("c/documents.json", document.as_bytes()),
        ("c/entities.json", entity.as_bytes()),
        ("c/relations.json", b""),
        ("pred.json", entity.as_bytes()),
    ]);
    let (all, out, pred) = (path(&files, ""), path(&files, "out.json"), path(&files, "pred.json"));
    for gold in [path(&files, "c"), all] {
        succeed(&["evaluate", "re3d", &gold, "--json", &out]);
        assert_eq!(json(&out)["report"]["spans"]["found"], 1);
        succeed(&["evaluate", "re3d", &gold, "--json", &out, "--pred", &pred]);
        assert_eq!(json(&out)["report"]["entities"]["correct"], 1);
    }
}

#[test]
fn malformed_files_give_one_line_with_file_and_line() {
    let stranger = fact("b", "Rebels");
    let files = folder(&[
        ("good/a.txt", ARTICLE.as_bytes()),
        ("good/a.facts", FACTS.as_bytes()),
        ("bad/a.txt", ARTICLE.as_bytes()),
        ("bad/a.facts", b"date: 2026-02-23\nfact: Rebels | seized\n"),
        ("lone/a.facts", FACTS.as_bytes()),
        ("none/a.txt", ARTICLE.as_bytes()),
        ("bytes/a.txt", ARTICLE.as_bytes()),
        ("bytes/a.facts", b"date: 2026-02-23\nfact: \xff | b | c\n"),
        ("stranger.jsonl", stranger.as_bytes()),
        ("list.jsonl", b"\n[]\n"),
        ("empty", b""),
        ("one.tsv", b"A b .\n"),
        ("carb.tsv", CARB.as_bytes()),
        ("tag.bio", b"a B-PER\nb X-PER\n"),
        ("form.bio", b"a\tO\n\tO\n"),
        ("nine.conllu", b"# text\n1\ta\t_\t_\t_\t_\t0\troot\t_\n"),
        ("open.conll", b"# begin document d\n0\ta\t(1\n"),
        ("gap.tsv", b"g-1\tx\n"),
        ("benchie.txt", b"sent_id:1\n"),
        ("wire57.json", b"{\n\"doc\": 1}"),
        ("case.jsonl", b"{}\n"),
    ]);
    for (task, gold, pred, expected) in [
        ("facts", "bad", None, "bad/a.facts:2: "),
        ("facts", "lone", None, "lone/a.txt:1: cannot be read"),
        ("facts", "none", None, "none: no .facts file"),
        ("facts", "bytes", None, "bytes/a.facts:2: not UTF-8"),
        ("facts", "absent", None, "absent: "),
        ("facts", "good", Some("stranger.jsonl"), "stranger.jsonl:1: no labelled article is named 'b'"),
        ("facts", "good", Some("list.jsonl"), "list.jsonl:2: not a fact"),
        ("facts", "good", Some("absent"), "absent:1: cannot be read"),
        ("carb", "empty", None, "empty:1: "),
        ("carb", "one.tsv", None, "one.tsv:1: "),
        ("carb", "carb.tsv", Some("one.tsv"), "one.tsv:1: "),
        ("oie2016", "one.tsv", None, "one.tsv:1: "),
        ("benchie", "benchie.txt", None, "benchie.txt:1: "),
        ("wire57", "wire57.json", None, "wire57.json:2: "),
        ("ner", "tag.bio", None, "tag.bio:2: "),
        ("ner", "form.bio", None, "form.bio:2: a token without a form"),
        ("ner", "empty", None, "empty:1: "),
        ("parse", "nine.conllu", None, "nine.conllu:2: 9 columns"),
        ("sentences", "case.jsonl", None, "case.jsonl:1: "),
        ("re3d", "good", None, "good: no documents.json"),
        ("coref", "open.conll", None, "open.conll:2: "),
        ("coref", "nine.conllu", None, "nine.conllu:2: "),
        ("coref", "gap.tsv", None, "gap.tsv:1: "),
        ("time", "case.jsonl", None, "case.jsonl:1: "),
    ] {
        let (gold, pred) = (path(&files, gold), pred.map(|name| path(&files, name)));
        let mut arguments = vec!["evaluate", task, &gold];
        if let Some(pred) = &pred {
            arguments.extend(["--pred", pred]);
        }
        let done = run(&arguments);
        assert_eq!((done.status, done.stdout.as_str()), (Some(2), ""), "{arguments:?}: {}", done.stderr);
        assert_eq!(done.stderr.lines().count(), 1, "{}", done.stderr);
        assert!(done.stderr.contains(expected), "{expected} not in {}", done.stderr);
    }
}

#[test]
fn gold_check_names_mistakes_and_tells_them_by_status() {
    let page = succeed(&["gold", "check", GOLD]);
    assert!(page.contains("5 articles, 0 errors"), "{page}");

    let files = folder(&[
        ("a.txt", ARTICLE.as_bytes()),
        ("a.facts", FACTS.as_bytes()),
        ("b.txt", ARTICLE.as_bytes()),
        ("b.facts", b"entity: ORG | Acme\nfact: Rebels | seized | town\n  mood: bad\n  when: Monday\n"),
    ]);
    let root = path(&files, "");
    let done = run(&["gold", "check", &root]);
    assert_eq!(done.status, Some(1));
    for expected in [
        "b.facts:1: warning: no date",
        "b.facts:1: warning: entity 'Acme' is in no fact",
        "b.facts:3: error: unknown attribute 'mood'",
        "b.facts:4: error: 'Monday' is not an ISO 8601",
        "2 articles, 2 errors, 2 warnings",
    ] {
        assert!(done.stdout.contains(expected), "{expected} not in\n{}", done.stdout);
    }
    fs::remove_file(files.path().join("a.txt")).unwrap();
    let done = run(&["gold", "check", &root]);
    assert_eq!(done.status, Some(2));
    assert!(done.stdout.contains("a.txt:1: error: cannot be read"), "{}", done.stdout);
}
