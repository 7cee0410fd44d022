//! `extract` into a folder and to standard output.

use super::{ARTICLE, folder, read_lines, run, text};

#[test]
fn a_folder_gets_facts_entities_and_a_ledger() {
    let input = folder(&[("a.txt", ARTICLE.as_bytes()), ("deep/b.md", ARTICLE.as_bytes())]);
    let output = input.path().join("out/made");
    let done = run(&["extract", text(input.path()), "-o", text(&output)]);
    assert_eq!((done.status, done.stdout.as_str()), (Some(0), ""), "{}", done.stderr);

    let facts = read_lines(&output.join("facts.jsonl"));
    assert!(!facts.is_empty(), "no facts in {ARTICLE:?}");
    for fact in &facts {
        let id = fact["id"].as_str().unwrap();
        assert!(id.len() == 18 && id.starts_with("f:"), "{id}");
        assert!(["a", "deep/b"].contains(&fact["article"].as_str().unwrap()));
    }
    let table = std::fs::read_to_string(output.join("facts.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(rows.headers().unwrap().len(), 23);
    assert_eq!(rows.records().map(Result::unwrap).count(), facts.len());

    let entities = read_lines(&output.join("entities.jsonl"));
    assert!(entities.iter().any(|entity| entity["name"] == "Aleppo"), "{entities:?}");

    let ledger = read_lines(&output.join("ledger.jsonl"));
    assert_eq!(ledger.len(), 2);
    let counted: u64 = ledger.iter().map(|line| line["facts"].as_u64().unwrap()).sum();
    assert_eq!(counted, facts.len() as u64);
    for line in &ledger {
        assert_eq!(line["status"], "done");
        assert_eq!(line["bytes"], ARTICLE.len());
        assert_eq!(line["sentences"], 2);
        let characters = |name: &str| usize::try_from(line[name].as_u64().unwrap()).unwrap();
        let all = characters("characters_read") + characters("characters_skipped");
        assert_eq!(all, ARTICLE.chars().count());
    }
    assert!(done.stderr.contains("2 articles read, 0 failed, 0 skipped"), "{}", done.stderr);
}

#[test]
fn standard_output_has_the_same_facts_in_every_format() {
    let input = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let extract = |format: &str| {
        let done = run(&["extract", text(input.path()), "--quiet", "--format", format]);
        assert_eq!((done.status, done.stderr.as_str()), (Some(0), ""));
        done
    };
    let facts = extract("jsonl").records();
    assert_eq!(run(&["extract", "-q", text(input.path())]).records(), facts);
    let articles = extract("articles").records();
    assert_eq!(articles[0]["facts"].as_array().unwrap(), &facts);
    assert_eq!(articles[0]["id"], "a");
    assert_eq!(extract("csv").stdout.lines().count(), facts.len() + 1);
    let table = extract("table").stdout;
    for fact in &facts {
        let first = fact["relation"]["text"].as_str().unwrap().split(' ').next().unwrap();
        assert!(table.contains(first), "{first} not in\n{table}");
    }
}

#[test]
fn the_number_of_jobs_changes_nothing() {
    let texts: Vec<(String, String)> = (0..12)
        .map(|i| (format!("{i:02}.txt"), ARTICLE.repeat(i % 4).replace("Idlib", &format!("Idlib {i}"))))
        .collect();
    let files: Vec<(&str, &[u8])> =
        texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let input = folder(&files);
    let extract = |jobs: &str| {
        let output = tempfile::tempdir().unwrap();
        let arguments =
            ["extract", text(input.path()), "-j", jobs, "-o", text(output.path()), "--format", "articles"];
        assert_eq!(run(&arguments).status, Some(0));
        ["facts.jsonl", "facts.csv", "entities.jsonl", "ledger.jsonl", "articles.jsonl"]
            .map(|name| std::fs::read(output.path().join(name)).unwrap())
    };
    let one = extract("1");
    assert!(one.iter().all(|file| !file.is_empty()));
    assert!(one == extract("2"), "two jobs differ from one");
    assert!(one == extract("2"), "two runs differ");
}

#[test]
fn facts_below_the_least_confidence_are_counted() {
    let input = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let count = |least: &str| {
        let arguments = ["extract", text(input.path()), "--format", "articles", "--min-confidence", least];
        let record = run(&arguments).records().remove(0);
        let ledger = record["ledger"].clone();
        assert_eq!(ledger["facts"], record["facts"].as_array().unwrap().len());
        (ledger["facts"].as_u64().unwrap(), ledger["facts_below_confidence"].as_u64().unwrap())
    };
    let (all, none) = count("0");
    assert_eq!(none, 0);
    assert_eq!(count("1"), (0, all));
}

#[test]
fn metadata_is_no_text() {
    let input = folder(&[(
        "news.jsonl",
        b"{\"id\":\"x\",\"title\":\"Rebels seized Idlib\",\"text\":\"\",\"date\":\"last week\"}\n",
    )]);
    let done = run(&["extract", text(input.path()), "--format", "articles"]);
    let record = done.records().remove(0);
    assert_eq!(record["facts"], serde_json::json!([]));
    assert_eq!(record["ledger"]["reason"], "date not understood: \"last week\"");
    assert_eq!(done.status, Some(0));
}
