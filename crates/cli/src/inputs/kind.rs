//! A file name in; its stem, kind and compression out.

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One article: plain text.
    Text,
    /// One article: Markdown.
    Markdown,
    /// One article: a web page.
    Html,
    /// One article a line.
    Jsonl,
    /// One article a row.
    Csv,
    /// Articles as tokenised sentences.
    Conllu,
    /// Records of a web archive.
    Warc,
}

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compression {
    /// As it is.
    None,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

const KINDS: [(&str, Kind); 10] = [
    ("txt", Kind::Text),
    ("md", Kind::Markdown),
    ("html", Kind::Html),
    ("htm", Kind::Html),
    ("jsonl", Kind::Jsonl),
    ("ndjson", Kind::Jsonl),
    ("csv", Kind::Csv),
    ("conllu", Kind::Conllu),
    // CoNLL-U files are often called by the older format's name.
    ("conll", Kind::Conllu),
    ("warc", Kind::Warc),
];

/// Extensions of the labels that stand beside articles.
const LABELS: [&str; 2] = ["facts", "quotes"];

/// Tells a file's kind by its extension; the error is a reason for people.
pub(crate) fn classify(file_name: &str) -> Result<(&str, Kind, Compression), String> {
    let (rest, compression) = match split_extension(file_name) {
        Some((rest, extension)) if extension.eq_ignore_ascii_case("gz") => (rest, Compression::Gzip),
        Some((rest, extension)) if extension.eq_ignore_ascii_case("zst") => (rest, Compression::Zstd),
        _ => (file_name, Compression::None),
    };
    let Some((stem, extension)) = split_extension(rest) else {
        return Err("unknown kind of file: no extension".to_owned());
    };
    let kind = KINDS.iter().find(|(name, _)| extension.eq_ignore_ascii_case(name));
    match kind {
        Some(&(_, kind)) => Ok((stem, kind, compression)),
        None if LABELS.contains(&extension) => Err("labels of an article".to_owned()),
        None => Err(format!("unknown kind of file: .{extension}")),
    }
}

/// What stands before and after the last stop; a leading stop starts no extension.
fn split_extension(name: &str) -> Option<(&str, &str)> {
    name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())
}

/// Whether a folder's file describes the folder and is no article of it.
pub(crate) fn is_notice(file_name: &str) -> bool {
    let stem = file_name.split('.').next().unwrap_or_default();
    ["README", "LICENSE", "LICENCE"]
        .iter()
        .any(|notice| file_name.starts_with(notice) || stem.eq_ignore_ascii_case(notice))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_tell_the_kind() {
        let cases = [
            ("a.txt", "a", Kind::Text, Compression::None),
            ("2026.02.22.MD", "2026.02.22", Kind::Markdown, Compression::None),
            ("news.jsonl.gz", "news", Kind::Jsonl, Compression::Gzip),
            ("en.ewt.conllu.zst", "en.ewt", Kind::Conllu, Compression::Zstd),
            ("CC-NEWS-20260222.warc.gz", "CC-NEWS-20260222", Kind::Warc, Compression::Gzip),
            ("قامشلو.csv", "قامشلو", Kind::Csv, Compression::None),
        ];
        for (name, stem, kind, compression) in cases {
            assert_eq!(classify(name), Ok((stem, kind, compression)));
        }
    }

    #[test]
    fn other_names_are_refused_with_a_reason() {
        for (name, reason) in [
            ("paper.pdf", "unknown kind of file: .pdf"),
            ("a.facts", "labels of an article"),
            ("2026.02.22.quotes", "labels of an article"),
            ("archive.gz", "unknown kind of file: no extension"),
            ("txt", "unknown kind of file: no extension"),
            (".txt", "unknown kind of file: no extension"),
        ] {
            assert_eq!(classify(name).unwrap_err(), reason);
        }
    }

    #[test]
    fn notices_are_told_from_articles() {
        for notice in ["README", "README.md", "readme.txt", "LICENSE-MIT", "Licence.txt"] {
            assert!(is_notice(notice), "{notice}");
        }
        for article in ["license-plates-banned.txt", "readers-letters.txt"] {
            assert!(!is_notice(article), "{article}");
        }
    }
}
