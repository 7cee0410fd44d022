//! `annotate` in its three formats.

use super::{ARTICLE, folder, run, text};

#[test]
fn conllu_comes_out_as_it_went_in() {
    let given = "# newdoc id = given\n# sent_id = 1\n\
        1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n\
        2\tlef\tleave\tVERB\tVBD\t_\t0\troot\t_\t_\n\
        3\tKyiv\tKyiv\tPROPN\tNNP\t_\t2\tobj\t_\tSpaceAfter=No\n\
        4\t...\t...\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n\
        1\tOk. No\tok\tINTJ\tUH\t_\t0\troot\t_\t_\n\n";
    let input = folder(&[("x.conllu", given.as_bytes())]);
    let done = run(&["annotate", text(input.path()), "-q"]);
    assert_eq!(done.status, Some(0), "{}", done.stderr);
    assert!(done.stdout.starts_with("# newdoc id = given\n"), "{}", done.stdout);
    let words: Vec<Vec<&str>> = done
        .stdout
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    let column = |number: usize| words.iter().map(|word| word[number]).collect::<Vec<_>>();
    assert!(words.iter().all(|word| word.len() == 10), "{words:?}");
    assert_eq!(column(0), ["1", "2", "3", "4", "1"]);
    assert_eq!(column(1), ["They", "lef", "Kyiv", "...", "Ok. No"]);
    assert_eq!(words[2][9].split('|').next_back(), Some("TokenRange=9:13"));
    assert!(words[2][9].contains("SpaceAfter=No"), "{words:?}");
    for sentence in [&words[..4], &words[4..]] {
        let roots = sentence.iter().filter(|word| word[6] == "0" && word[7] == "root").count();
        assert_eq!(roots, 1, "{sentence:?}");
    }
}

#[test]
fn names_are_marked() {
    let input = folder(&[("x.txt", ARTICLE.as_bytes())]);
    let done = run(&["annotate", text(input.path())]);
    let aleppo = done.stdout.lines().find(|line| line.contains("\tAleppo\t")).unwrap();
    let misc = aleppo.split('\t').next_back().unwrap();
    assert!(misc.starts_with("NER=B-"), "{misc}");
    assert!(misc.contains("|Entity=e:aleppo"), "{misc}");
}

#[test]
fn json_has_one_line_for_each_article() {
    let input = folder(&[
        ("a.txt", ARTICLE.as_bytes()),
        ("bad.txt", b"\0\0\0\0"),
        ("list.csv", b"id,title,date\na,Idlib falls,2026-02-22\n"),
    ]);
    let done = run(&["annotate", text(input.path()), "--format", "json", "--date", "2026-01-01"]);
    assert_eq!(done.status, Some(1));
    let records = done.records();
    assert_eq!(records.len(), 2);
    assert_eq!((&records[0]["title"], &records[0]["date"]), (&"Idlib falls".into(), &"2026-02-22".into()));
    assert_eq!(records[0]["sentences"][0]["tokens"][0]["form"], "Rebels");
    assert_eq!(records[1]["id"], "bad");
    assert!(records[1]["error"].as_str().unwrap().starts_with("not text"));
}

#[test]
fn the_date_of_the_command_line_is_for_articles_without_one() {
    let input = folder(&[("a.txt", ARTICLE.as_bytes())]);
    let done = run(&["annotate", text(input.path()), "--format", "json", "--date", "2026-01-01"]);
    assert_eq!(done.records()[0]["date"], "2026-01-01");
}

#[test]
fn brat_files_stand_beside_copies_of_the_texts() {
    let crlf = ARTICLE.replace(' ', "\r\n");
    let input = folder(&[("a.txt", crlf.as_bytes()), ("deep/a.txt", ARTICLE.as_bytes())]);
    let output = tempfile::tempdir().unwrap();
    let done = run(&["annotate", text(input.path()), "--format", "brat", "-o", text(output.path())]);
    assert_eq!(done.status, Some(0), "{}", done.stderr);
    assert!(output.path().join("annotation.conf").is_file());
    for (name, expected) in [("a", crlf.as_str()), ("deep/a", ARTICLE)] {
        let read = |extension: &str| {
            std::fs::read_to_string(output.path().join(format!("{name}.{extension}"))).unwrap()
        };
        let (copy, standoff) = (read("txt"), read("ann"));
        assert_eq!(copy, expected);
        assert!(standoff.contains("\nE1\tFact:T"), "{standoff}");
        assert!(standoff.contains(" triplewire:e:aleppo\tAleppo\n"), "{standoff}");
        let characters: Vec<char> = copy.chars().collect();
        for line in standoff.lines().filter(|line| line.starts_with('T')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let places = columns[1].split_once(' ').unwrap().1;
            let words: Vec<String> = places
                .split(';')
                .map(|place| {
                    let (start, end) = place.split_once(' ').unwrap();
                    characters[start.parse().unwrap()..end.parse().unwrap()].iter().collect()
                })
                .collect();
            assert_eq!(words.join(" "), columns[2], "{line}");
        }
    }
}

#[test]
fn names_that_differ_in_case_get_files_of_their_own() {
    let input = folder(&[("A.md", b"One."), ("a.txt", b"Two.")]);
    let output = tempfile::tempdir().unwrap();
    let done = run(&["annotate", text(input.path()), "-o", text(output.path())]);
    assert_eq!(done.status, Some(0), "{}", done.stderr);
    let read = |name: &str| std::fs::read_to_string(output.path().join(name)).unwrap();
    assert!(read("A.conllu").contains("One"));
    assert!(read("a-2.conllu").contains("Two"));
}
