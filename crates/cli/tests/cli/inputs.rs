//! Offsets in decoded files, and which languages are read.

use super::spans::check_with;
use super::{folder, run, text};

/// Marks of Markdown taken out, as a reader sees it.
fn seen(part: &str) -> String {
    part.replace("**", "").replace("](https://example.org)", "").replace('[', "")
}

#[test]
fn spans_select_their_text_in_what_was_decoded() {
    let western = b"\x93Rebels seized the caf\xe9 of Andr\xe9 Dub\xe9,\x94 the army said on Monday.";
    let decoded = "“Rebels seized the café of André Dubé,” the army said on Monday.";
    let wide: Vec<u8> = format!("\u{feff}{decoded}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = "# War\n\n**Rebels** seized the [town of **Idlib**](https://example.org) on Monday.\n";
    let page = format!("<p>{decoded}</p>");
    let block = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{page}\r\n0\r\n\r\n",
        page.len()
    );
    let archive = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:p>\r\nContent-Type: application/http\r\n\
         Content-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    );
    let input = folder(&[
        ("archive.warc", archive.as_bytes()),
        ("marked.md", marked.as_bytes()),
        ("western.txt", western),
        ("wide.txt", &wide),
    ]);
    let records = run(&["extract", text(input.path()), "--format", "articles"]).records();
    let sources = [page.as_str(), marked, decoded, &format!("\u{feff}{decoded}")];
    assert_eq!(records.len(), sources.len());
    for (record, source) in records.iter().zip(sources) {
        assert!(!record["facts"].as_array().unwrap().is_empty(), "{record}");
        assert!(check_with(record, source, "chars", &seen) > 5);
    }
    assert_eq!(records[0]["id"], "p");
}

#[test]
fn other_languages_are_read_where_they_are_wanted() {
    let german = "Die Regierung in Berlin hat am Montag beschlossen, die Grenzen zu Polen wieder zu öffnen. Der \
        Minister sagte, die Lage habe sich in den vergangenen Wochen deutlich gebessert. Kritik kam aus der \
        Opposition, die den Beschluss für verfrüht hält und eine Abstimmung verlangt.";
    let input = folder(&[("a.txt", german.as_bytes()), ("b.txt", b"Rebels seized Idlib.")]);
    let without = run(&["extract", text(input.path())]);
    assert_eq!(without.status, Some(0));
    assert!(
        without.stderr.contains("1 articles read, 0 failed, 1 skipped (1 language: German)"),
        "{}",
        without.stderr
    );
    let with = run(&["extract", text(input.path()), "--any-language"]);
    assert!(with.stderr.contains("2 articles read, 0 failed, 0 skipped"), "{}", with.stderr);
}
