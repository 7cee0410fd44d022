//! `evaluate` and `gold check` as a user runs them, on labelled text of our own.
#![allow(clippy::unwrap_used, reason = "the helpers fail the tests that call them")]

mod common;

use std::fs;
use std::path::Path;

use common::{folder, path, run};
use serde_json::Value;

const GOLD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/gold/dev");

/// Runs a command that must succeed; gives its standard output.
fn succeed(arguments: &[&str]) -> String {
    let done = run(arguments);
    assert_eq!(done.status, Some(0), "{arguments:?}: {}", done.stderr);
    assert_eq!(done.stderr, "", "{arguments:?}");
    done.stdout
}

fn json(path: impl AsRef<Path>) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The labelled articles as lines of JSON, with the date that the labels give as metadata.
fn labelled_articles() -> Vec<String> {
    let mut paths: Vec<_> = fs::read_dir(GOLD).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "facts"));
    paths.sort();
    let line = |path: &std::path::PathBuf| {
        let labels = fs::read_to_string(path).unwrap();
        let date = labels.lines().find_map(|line| line.strip_prefix("date: ")).unwrap();
        let text = fs::read_to_string(path.with_extension("txt")).unwrap();
        let id = path.file_stem().unwrap().to_str().unwrap();
        format!("{}\n", serde_json::json!({ "id": id, "text": text, "date": date }))
    };
    paths.iter().map(line).collect()
}

#[test]
fn own_facts_score_as_the_facts_that_extract_writes() {
    let output = tempfile::tempdir().unwrap();
    let articles = path(&output, "articles.jsonl");
    fs::write(&articles, labelled_articles().concat()).unwrap();
    succeed(&["extract", "-q", &articles, "-o", output.path().to_str().unwrap()]);
    let (own, read) = (path(&output, "own.json"), path(&output, "read.json"));
    let one = succeed(&["evaluate", "facts", GOLD, "--details", "--jobs", "2", "--json", &own]);
    let facts = path(&output, "facts.jsonl");
    let two = succeed(&["evaluate", "facts", GOLD, "--details", "--pred", &facts, "--json", &read]);
    // Only its own run knows the entities, so only that says how many carry the right type.
    let (before, rest) = one.split_once("types: ").unwrap();
    let (_, after) = rest.split_once("\n cause ").unwrap();
    assert_eq!(format!("{before} cause {after}"), two);
    assert_eq!(fs::read(&own).unwrap(), fs::read(&read).unwrap());

    let report = &json(&own)["report"];
    let extracted = fs::read_to_string(facts).unwrap().lines().count();
    assert_eq!(report["plain"]["predicted"], extracted);
    let count = labelled_articles().len();
    assert_eq!(report["articles"].as_array().unwrap().len(), count);
    assert!(
        one.contains(&format!("{count} articles, "))
            && one.contains("strict")
            && one.contains("object too long"),
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
        ("gold/a.txt", ARTICLE),
        ("gold/a.facts", FACTS),
        ("right.jsonl", &right),
        ("wrong.jsonl", &wrong),
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
    let files =
        folder(&[("carb.tsv", CARB), ("gold.oie", oie), ("benchie.txt", benchie), ("wire57.json", wire57)]);
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
fn a_rule_can_be_left_out() {
    let files = folder(&[("a.txt", ARTICLE), ("a.facts", FACTS), ("carb.tsv", CARB)]);
    let out = path(&files, "out.json");
    let report = |task: &str, gold: &str, more: &[&str]| {
        let page = succeed(&[&["evaluate", task, gold, "--json", &out], more].concat());
        (json(&out)["report"].clone(), page)
    };
    let (folder, carb) = (path(&files, ""), path(&files, "carb.tsv"));
    let (all, page) = report("facts", &folder, &[]);
    assert!(all["plain"]["correct"].as_f64().unwrap() > 0.5 && !page.contains("without"), "{page}");
    let (none, page) = report("facts", &folder, &["--without", "location,title", "--without", "clause"]);
    assert_eq!(none["plain"]["predicted"], 0);
    assert!(page.contains("without location, title, clause"), "{page}");
    let (other, _) = report("facts", &folder, &["--without", "title"]);
    assert_eq!(other["plain"], all["plain"]);
    let (none, _) = report("carb", &carb, &["--without", "clause.svo,clause.oblique"]);
    assert_eq!(none["sentences"][0]["predicted"], 0);

    for (arguments, said) in [
        (["facts", &folder, "--without", "clause.swo"], "there are clause.svo, clause.light"),
        (["ner", &folder, "--without", "clause"], "--without is for facts and tuples only"),
    ] {
        let done = run(&[&["evaluate"], &arguments[..]].concat());
        assert_eq!(done.status, Some(2));
        assert!(done.stderr.contains(said), "{}", done.stderr);
    }
}

#[test]
fn names_are_scored_over_the_words_of_the_file() {
    let columns = "-DOCSTART- O\n\nOmar B-PER\nleft O\nSyria B-LOC\non O\nMonday O\n\nSyria B-LOC\n. O\n";
    let files = folder(&[("gold.bio", columns)]);
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
    let files = folder(&[("gold.conllu", &gold)]);
    let (gold, out) = (path(&files, "gold.conllu"), path(&files, "out.json"));
    succeed(&["evaluate", "parse", &gold, "--json", &out]);
    let given = json(&out)["report"].clone();
    let number = |value: &Value| value.as_u64().unwrap();
    assert_eq!(given["words"]["correct"], 8);
    assert_eq!(given["sentences"]["correct"], 3);
    assert!(number(&given["upos"]["correct"]) >= 4, "{given}");
    assert!(number(&given["xpos"]["correct"]) >= 4, "{given}");

    succeed(&["evaluate", "parse", &gold, "--raw", "--json", &out]);
    let raw = json(&out)["report"].clone();
    assert_eq!(raw["tokens"]["gold"], 7);
    assert!(number(&raw["words"]["correct"]) >= 7, "{raw}");

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
    assert_eq!((&report["xpos"]["correct"], &report["upos"]["correct"]), (&7.into(), &8.into()));

    // Other tokens over the same text are aligned, whether or not tokens are asked for.
    let share = |id, form, head, deprel| row(id, form, ["VERB", "VB"], head, deprel, "_");
    let split = share("1", "Sha", "0", "root") + &share("2", "re", "1", "dep");
    fs::write(&pred, treebank().replace(&share("1", "Share", "0", "root"), &split)).unwrap();
    for more in [&[][..], &["--raw"]] {
        succeed(&[&["evaluate", "parse", &gold, "--pred", &pred, "--json", &out], more].concat());
        let report = json(&out)["report"].clone();
        assert_eq!((&report["tokens"]["correct"], &report["tokens"]["predicted"]), (&6.into(), &8.into()));
        assert_eq!((&report["las"]["correct"], &report["las"]["predicted"]), (&7.into(), &9.into()));
    }
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
        ("cases.jsonl", cases),
        ("gold.conll", columns),
        ("gap.tsv", gap),
        ("times.jsonl", times),
        ("values.jsonl", "[\"2013-02-15\"]\n"),
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
    let own = report("time", "times.jsonl", &[]);
    assert_eq!(
        (&own["correct"], &own["cases"][0]["phrases"][0]["predicted"]),
        (&1.into(), &"2013-02-15".into())
    );
}

#[test]
fn speakers_of_quotations_by_name_and_by_mention() {
    let article =
        "Mayor Ada Byron left Café Noir on Monday.\n\n\"We left early,\" Byron said. \"It rained.\"\n";
    let labels = "# by name\nWe left\tAda Byron | Ada\nIt rained\tBo Cole\n";
    let sentences = "“ We left early , ” Ada Byron said .\n";
    let quote = "QUOTE\tQ1\t0\t0\t0\t5\t“ We left early , ”\nATTRIB\tQ1\tAda_Byron-3\n";
    let stranger = "QUOTE\tQ2\t0\t0\t0\t5\t“ We left early , ”\nATTRIB\tQ2\tnarrator-0\n";
    let rows: Vec<String> = sentences
        .split_whitespace()
        .enumerate()
        .map(|(place, word)| {
            let cluster = match word {
                "Ada" => "(3",
                "Byron" => "3)",
                _ => "_",
            };
            format!("{place}\t{word}\t{cluster}\n")
        })
        .collect();
    let columns = format!("# begin document a\n{}", rows.concat());
    let answers =
        "{\"article\": \"sub/a\", \"start\": 43, \"end\": 59, \"speaker\": {\"text\": \"the ada\"}}\n";
    let files = folder(&[
        ("own/sub/a.txt", article),
        ("own/sub/a.quotes", labels),
        ("lit/quotations/a.txt", sentences),
        ("lit/quotations/a.ann", &format!("{quote}{stranger}")),
        ("lit/quotations/b.txt", "Nobody spoke .\n"),
        ("lit/quotations/b.ann", ""),
        ("lit/coref/a.conll", &columns),
        ("lit/coref/b.conll", "0\tNobody\t_\n1\tspoke\t_\n2\t.\t_\n"),
        ("answers.jsonl", answers),
    ]);
    let out = path(&files, "out.json");
    let report = |gold: &str, more: &[&str]| {
        let page = succeed(&[&["evaluate", "quotes", &path(&files, gold), "--json", &out], more].concat());
        (json(&out)["report"].clone(), page)
    };
    let counts = |report: &Value| ["labelled", "found", "right", "unknown"].map(|key| report[key].clone());
    // The sentences are as plain as can be: whatever the weights, Byron is found.
    let (own, page) = report("own", &[]);
    assert_eq!(counts(&own), [2, 2, 1, 0].map(Value::from), "{page}");
    assert!(page.contains("sub/a:73: It rained") && page.contains("Bo Cole"), "{page}");
    let (own, page) = report("own", &["--pred", &path(&files, "answers.jsonl")]);
    assert_eq!(counts(&own), [2, 1, 1, 0].map(Value::from), "{page}");
    assert!(page.contains("predicted no quotation"), "{page}");
    let (lit, page) = report("lit/quotations", &["--details"]);
    assert_eq!(counts(&lit), [1, 1, 1, 1].map(Value::from), "{page}");
    assert!(page.contains("1 articles, 1 quotations") && page.contains("accuracy 100.00"), "{page}");
}

#[test]
fn re3d_entities_have_offsets_in_code_points() {
    let document = r#"{"_id": "d", "text": "Café: the Syrian Arab Army left Idlib."}"#;
    let entity = r#"{"documentId": "d", "begin": 32, "end": 37, "type": "Location", "confidence": 1}"#;
    let files = folder(&[
        ("c/documents.json", document),
        ("c/entities.json", entity),
        ("c/relations.json", ""),
        ("pred.json", entity),
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
fn gold_check_names_mistakes_and_tells_them_by_status() {
    let page = succeed(&["gold", "check", GOLD]);
    let count = labelled_articles().len();
    assert!(page.contains(&format!("{count} articles, 0 errors")), "{page}");

    let files = folder(&[
        ("a.txt", ARTICLE),
        ("a.facts", FACTS),
        ("b.txt", ARTICLE),
        ("b.facts", "entity: ORG | Acme\nfact: Rebels | seized | town\n  mood: bad\n  when: Monday\n"),
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
