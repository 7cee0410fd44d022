//! Every task of `evaluate` on malformed gold and malformed predictions: exit status 2, nothing on
//! standard output, and one line on standard error that names the file, the line and the cause.
#![allow(clippy::unwrap_used, reason = "a test that cannot write its files has failed")]

mod common;

use std::fs;

use common::{folder, path, run};
use tempfile::TempDir;

/// A task with files that it takes, and what is wrong with others.
struct Task {
    name: &'static str,
    /// Names and texts of the gold files.
    gold: &'static [(&'static str, &'static str)],
    /// What stands on the command line: a gold file, or "" for their folder.
    argument: &'static str,
    /// The gold file that is damaged, a damaged text, and the line at fault.
    wrong_gold: (&'static str, &'static str, usize),
    /// A gold file without which the others cannot be scored.
    needed: &'static str,
    pred: &'static str,
    wrong_pred: (&'static str, usize),
    /// Predictions for something that gold does not have.
    stranger: (&'static str, usize),
}

const ROW: &str = "1\tAda\tAda\tPROPN\tNNP\t_\t0\troot\t_\t_\n";
const ENTITY: &str = "{\"documentId\": \"d\", \"begin\": 0, \"end\": 3, \"type\": \"Person\"}\n";

const TASKS: &[Task] = &[
    Task {
        name: "facts",
        gold: &[("a.txt", "Ada left.\n"), ("a.facts", "date: 2026-02-22\nfact: Ada | left | town\n")],
        argument: "",
        wrong_gold: ("a.facts", "date: 2026-02-22\n\nfact: Ada | left\n", 3),
        needed: "a.txt",
        pred: "{\"article\": \"a\", \"subject\": {\"text\": \"Ada\"}, \"relation\": {\"text\": \"left\"}}\n",
        wrong_pred: ("\n{\"article\": \"a\"}\n", 2),
        stranger: (
            "\n\n{\"article\": \"b\", \"subject\": {\"text\": \"Ada\"}, \"relation\": {\"text\": \"left\"}}\n",
            3,
        ),
    },
    Task {
        name: "carb",
        gold: &[("g.tsv", "Ada left .\tleft\tAda\n")],
        argument: "g.tsv",
        wrong_gold: ("g.tsv", "Ada left .\tleft\tAda\nAda left .\n", 2),
        needed: "g.tsv",
        pred: "Ada left.\t0.5\tleft\tAda\n",
        wrong_pred: ("Ada left.\t0.5\tleft\tAda\nAda left.\tsure\tleft\tAda\n", 2),
        stranger: ("\nBo came.\t0.5\tcame\tBo\n", 2),
    },
    Task {
        name: "oie2016",
        gold: &[("g.oie", "Ada left .\tleft\tleft\tAda\n")],
        argument: "g.oie",
        wrong_gold: ("g.oie", "\nAda left .\tleft\n", 2),
        needed: "g.oie",
        pred: "Ada left .\t0.5\tleft\tAda\n",
        wrong_pred: ("Ada left .\t0.5\n", 1),
        stranger: ("Bo came .\t0.5\tcame\tBo\n", 1),
    },
    Task {
        name: "benchie",
        gold: &[("g.txt", "sent_id:1\tAda left .\n1--> Cluster 1:\nAda --> left --> [town]\n")],
        argument: "g.txt",
        wrong_gold: ("g.txt", "sent_id:1\tAda left .\n1--> Cluster 1:\nAda --> left\n", 3),
        needed: "g.txt",
        pred: "1\tAda\tleft\ttown\n",
        wrong_pred: ("1\tAda\tleft\ttown\n1\tAda\tleft\n", 2),
        stranger: ("1\tAda\tleft\ttown\n2\tAda\tleft\ttown\n", 2),
    },
    Task {
        name: "wire57",
        gold: &[(
            "g.json",
            "{\"d\": [{\"id\": \"S1\", \"sent\": \"Ada left.\", \"tuples\": [\n\
             {\"arg1\": {\"words\": [\"Ada\"], \"words_indexes\": [0]},\n\
             \"rel\": {\"words\": [\"left\"], \"words_indexes\": [1]},\n\
             \"arg2\": {\"words\": [], \"words_indexes\": []}}]}]}\n",
        )],
        argument: "g.json",
        wrong_gold: ("g.json", "{\"d\": [\n{\"id\": \"S1\"}]}\n", 2),
        needed: "g.json",
        pred: "{\"S1\": [{\"arg1\": \"Ada\", \"rel\": \"left\"}]}\n",
        wrong_pred: ("{\"S1\": [\n{\"arg1\": \"Ada\"}]}\n", 2),
        stranger: ("{\"S1\": [],\n\"S2\": []}\n", 2),
    },
    Task {
        name: "ner",
        gold: &[("g.bio", "Ada B-PER\nleft O\n")],
        argument: "g.bio",
        wrong_gold: ("g.bio", "Ada B-PER\nleft\n", 2),
        needed: "g.bio",
        pred: "Ada B-PER\nleft O\n",
        wrong_pred: ("Ada PER\nleft O\n", 1),
        stranger: ("Ada B-PER\ncame O\n", 2),
    },
    Task {
        name: "parse",
        gold: &[("g.conllu", ROW)],
        argument: "g.conllu",
        wrong_gold: ("g.conllu", "# text = Ada\n1\tAda\tAda\tPROPN\tNNP\t_\t0\troot\t_\n", 2),
        needed: "g.conllu",
        pred: ROW,
        wrong_pred: ("1\tAda\tAda\tPROPN\tNNP\t_\t7\troot\t_\t_\n", 1),
        stranger: ("# text = Bo\n1\tBo\tBo\tPROPN\tNNP\t_\t0\troot\t_\t_\n", 2),
    },
    Task {
        name: "sentences",
        gold: &[("g.jsonl", "{\"text\": \"A.\", \"sentences\": [\"A.\"]}\n")],
        argument: "g.jsonl",
        wrong_gold: ("g.jsonl", "\n{\"text\": \"A.\"}\n", 2),
        needed: "g.jsonl",
        pred: "{\"text\": \"A.\", \"sentences\": [\"A.\"]}\n",
        wrong_pred: ("[]\n", 1),
        stranger: ("{\"text\": \"A.\", \"sentences\": []}\n{\"text\": \"B.\", \"sentences\": []}\n", 2),
    },
    Task {
        name: "quotes",
        gold: &[("a.txt", "“We left,” Ada said.\n"), ("a.quotes", "We left\tAda Byron | Ada\n")],
        argument: "",
        wrong_gold: ("a.quotes", "# who says what\nWe left\tAda\nAda said\tBo\n", 3),
        needed: "a.txt",
        pred: "{\"article\": \"a\", \"start\": 0, \"end\": 10, \"speaker\": {\"text\": \"Ada\"}}\n",
        wrong_pred: ("\n{\"article\": \"a\", \"start\": 0}\n", 2),
        stranger: ("{\"article\": \"b\", \"start\": 0, \"end\": 10}\n", 1),
    },
    Task {
        name: "quotes",
        gold: &[
            ("quotations/a.txt", "\" We left , \" Ada said .\n"),
            ("quotations/a.ann", "QUOTE\tQ1\t0\t0\t0\t4\t\" We left , \"\nATTRIB\tQ1\tAda-0\n"),
            (
                "coref/a.conll",
                "#begin document (a); part 0\n0\t\"\t_\n1\tWe\t_\n2\tleft\t_\n3\t,\t_\n4\t\"\t_\n\
                 5\tAda\t(0)\n6\tsaid\t_\n7\t.\t_\n",
            ),
        ],
        argument: "quotations",
        wrong_gold: ("quotations/a.ann", "\nQUOTE\tQ1\t0\t0\t0\t4\t\" We went , \"\n", 2),
        needed: "coref/a.conll",
        pred: "{\"article\": \"a\", \"start\": 0, \"end\": 13, \"speaker\": {\"text\": \"Ada\", \"spans\": [[14, 17]]}}\n",
        wrong_pred: ("{\"article\": \"a\", \"start\": \"x\", \"end\": 10}\n", 1),
        stranger: ("\n{\"article\": \"b\", \"start\": 0, \"end\": 10}\n", 2),
    },
    Task {
        name: "re3d",
        gold: &[
            ("documents.json", "{\"_id\": \"d\", \"text\": \"Ada left.\"}\n"),
            ("entities.json", ENTITY),
            ("relations.json", ""),
        ],
        argument: "",
        wrong_gold: ("entities.json", "\n{\"documentId\": \"d\", \"begin\": \"x\"}\n", 2),
        needed: "relations.json",
        pred: ENTITY,
        wrong_pred: ("{\"documentId\": \"d\", \"sourceBegin\": 0}\n", 1),
        stranger: ("\n{\"documentId\": \"e\", \"begin\": 0, \"end\": 3, \"type\": \"Person\"}\n", 2),
    },
    Task {
        name: "coref",
        gold: &[("g.conllu", "# newdoc id = d\n1\tAda\tAda\tPROPN\tNNP\t_\t0\troot\t_\tEntity=(1-person)\n")],
        argument: "g.conllu",
        wrong_gold: ("g.conllu", "# newdoc id = d\n1\tAda\tAda\tPROPN\tNNP\t_\t0\troot\t_\tEntity=1)\n", 2),
        needed: "g.conllu",
        pred: "# newdoc id = d\n1\tAda\tAda\tPROPN\tNNP\t_\t0\troot\t_\t_\n",
        wrong_pred: ("# newdoc id = d\n1\tAda\n", 2),
        stranger: ("# newdoc id = d\n1\tAda\t_\t_\t_\t_\t_\t_\t_\t_\n# newdoc id = e\n", 3),
    },
    Task {
        name: "coref",
        gold: &[("g.conll", "# begin document d\n0\tAda\t(1)\n1\tleft\t_\n")],
        argument: "g.conll",
        wrong_gold: ("g.conll", "# begin document d\n0\tAda\t(1\n1\tleft\t_\n", 2),
        needed: "g.conll",
        pred: "# begin document d\n0\tAda\t_\n1\tleft\t_\n",
        wrong_pred: ("# begin document d\n0\tAda\t1\n1\tleft\t_\n", 2),
        stranger: ("# begin document d\n0\tAda\t_\n", 1),
    },
    Task {
        name: "coref",
        gold: &[("g.tsv", "g-1\tAda left before she ate.\tshe\t16\tAda\t0\tTRUE\tBo\t1\tFALSE\tu\n")],
        argument: "g.tsv",
        wrong_gold: ("g.tsv", "\ng-1\tAda left.\tshe\n", 2),
        needed: "g.tsv",
        pred: "g-1\tTRUE\tFALSE\n",
        wrong_pred: ("g-1\tTRUE\n", 1),
        stranger: ("g-1\tTRUE\tFALSE\ng-2\tTRUE\tFALSE\n", 2),
    },
    Task {
        name: "time",
        gold: &[(
            "g.jsonl",
            "{\"kind\": \"datetime\", \"value\": \"(2013, 2, 15, 0, 0, 0)\", \"grain\": \"Day\", \"phrases\": [\"2/15\"]}\n",
        )],
        argument: "g.jsonl",
        wrong_gold: (
            "g.jsonl",
            "\n{\"kind\": \"datetime\", \"value\": \"(2013, 2, 30, 0, 0, 0)\", \"grain\": \"Day\", \"phrases\": []}\n",
            2,
        ),
        needed: "g.jsonl",
        pred: "[\"2013-02-15\"]\n",
        wrong_pred: ("{}\n", 1),
        stranger: ("[\"2013-02-15\"]\n[null]\n", 2),
    },
];

/// The files of a task: gold in one folder, predictions that it takes in another.
fn files(task: &Task) -> TempDir {
    let gold: Vec<(String, &str)> =
        task.gold.iter().map(|(name, text)| (format!("gold/{name}"), *text)).collect();
    let pred = pred_name(task);
    let files = gold.iter().map(|(name, text)| (name.as_str(), *text)).chain([(pred.as_str(), task.pred)]);
    folder(&files.collect::<Vec<_>>())
}

/// Where a gold file stands, or with "" their folder.
fn gold_path(files: &TempDir, name: &str) -> String {
    path(files, &format!("gold/{name}")).trim_end_matches('/').to_owned()
}

/// Predictions of coreference are told apart by their extension, as gold is.
fn pred_name(task: &Task) -> String {
    let extension = task.argument.split_once('.').map_or("jsonl", |(_, extension)| extension);
    format!("system/pred.{extension}")
}

/// Runs the task and gives its line of error.
fn fails(task: &Task, files: &TempDir, pred: Option<&str>) -> String {
    let gold = gold_path(files, task.argument);
    let mut arguments = vec!["evaluate", task.name, &gold];
    if let Some(pred) = pred {
        arguments.extend(["--pred", pred]);
    }
    let done = run(&arguments);
    assert_eq!((done.status, done.stdout.as_str()), (Some(2), ""), "{arguments:?}: {}", done.stderr);
    assert_eq!(done.stderr.lines().count(), 1, "{arguments:?}: {}", done.stderr);
    done.stderr
}

/// A file damaged in each way, and the line at fault. The byte that is no UTF-8 stands on a line of
/// its own at the end.
fn damaged(good: &str, wrong: &[(&str, usize)]) -> Vec<(Vec<u8>, usize)> {
    let not_utf8 = [good.as_bytes(), b"\xff\n"].concat();
    let mut damaged = vec![(Vec::new(), 1), (b"\n \n".to_vec(), 1), (not_utf8, good.lines().count() + 1)];
    damaged.extend(wrong.iter().map(|(text, line)| (text.as_bytes().to_vec(), *line)));
    damaged
}

fn names(stderr: &str, file: &str, line: usize) {
    let expected = format!("triplewire: {file}:{line}: ");
    assert!(stderr.starts_with(&expected), "{stderr} does not begin with {expected}");
}

#[test]
fn files_as_they_should_be_are_scored_and_compared() {
    for task in TASKS {
        let files = files(task);
        let (gold, pred) = (gold_path(&files, task.argument), path(&files, &pred_name(task)));
        let old = path(&files, "old.json");
        for more in ["--json", "--compare"] {
            let done = run(&["evaluate", task.name, &gold, "--pred", &pred, more, &old]);
            assert_eq!((done.status, done.stderr.as_str()), (Some(0), ""), "{} {}", task.name, task.argument);
            if more == "--compare" {
                for expected in ["(+0.00), paired bootstrap p = 1.000", "won: 0", "lost: 0"] {
                    assert!(done.stdout.contains(expected), "no {expected} in\n{}", done.stdout);
                }
            }
        }
    }
}

#[test]
fn malformed_gold_is_named_with_its_line() {
    for task in TASKS {
        let (name, wrong, line) = task.wrong_gold;
        let sound = task.gold.iter().find(|file| file.0 == name).unwrap().1;
        for (bytes, line) in damaged(sound, &[(wrong, line)]) {
            let files = files(task);
            let gold = gold_path(&files, name);
            fs::write(&gold, bytes).unwrap();
            // With and without predictions: gold is read first.
            names(&fails(task, &files, Some(&path(&files, &pred_name(task)))), &gold, line);
            names(&fails(task, &files, None), &gold, line);
        }
        let files = files(task);
        let needed = gold_path(&files, task.needed);
        fs::remove_file(&needed).unwrap();
        names(&fails(task, &files, None), &needed, 1);
    }
}

#[test]
fn malformed_predictions_are_named_with_their_line() {
    for task in TASKS {
        for (bytes, line) in damaged(task.pred, &[task.wrong_pred, task.stranger]) {
            let files = files(task);
            let pred = path(&files, &pred_name(task));
            fs::write(&pred, bytes).unwrap();
            names(&fails(task, &files, Some(&pred)), &pred, line);
        }
        let files = files(task);
        let pred = path(&files, &pred_name(task));
        fs::remove_file(&pred).unwrap();
        names(&fails(task, &files, Some(&pred)), &pred, 1);
    }
}

#[test]
fn every_file_of_re3d_is_checked() {
    let task = TASKS.iter().find(|task| task.name == "re3d").unwrap();
    let relation = "{\"documentId\": \"e\", \"sourceBegin\": 0, \"sourceEnd\": 1, \"targetBegin\": 2, \"targetEnd\": 3}\n";
    let stranger = ENTITY.replace("\"d\"", "\"e\"");
    for (name, text, line) in [
        ("documents.json", "", 1),
        ("documents.json", "\n{\"_id\": \"d\"}\n", 2),
        ("documents.json", "{\"_id\": \"d\", \"text\": \"\"}\n{\"_id\": \"d\", \"text\": \"\"}\n", 2),
        ("entities.json", stranger.as_str(), 1),
        ("relations.json", "[]\n", 1),
        ("relations.json", relation, 1),
    ] {
        let files = files(task);
        let file = gold_path(&files, name);
        fs::write(&file, text).unwrap();
        names(&fails(task, &files, None), &file, line);
    }
}

#[test]
fn folders_without_gold_are_named() {
    let empty = folder(&[("notes.md", "")]);
    for name in ["facts", "quotes", "re3d", "coref"] {
        let done = run(&["evaluate", name, &path(&empty, "")]);
        assert_eq!(done.status, Some(2), "{name}");
        assert_eq!(done.stderr.lines().count(), 1, "{}", done.stderr);
        assert!(done.stderr.contains(": no "), "{}", done.stderr);
    }
}
