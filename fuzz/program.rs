// The modules of the program that read articles, for the targets that include this file: the program is no library.

#[path = "../crates/cli/src/articles/mod.rs"]
mod articles;
#[path = "../crates/cli/src/encoding.rs"]
mod encoding;
#[path = "../crates/cli/src/html/mod.rs"]
mod html;
#[path = "../crates/cli/src/inputs/mod.rs"]
mod inputs;
#[path = "../crates/cli/src/language.rs"]
mod language;
#[path = "../crates/cli/src/markdown.rs"]
mod markdown;
#[path = "../crates/cli/src/positions.rs"]
mod positions;
#[path = "../crates/cli/src/publication.rs"]
mod publication;

/// What these modules take of the command line.
mod args {
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Unit {
        Chars,
        Utf8,
        Utf16,
    }
}

mod error {
    #[derive(Debug)]
    pub(crate) enum Error {
        Usage(String),
    }
}

/// The most bytes of an article.
const LIMIT: u64 = 1 << 16;

/// Reads a file of many articles. Whatever it holds, every article can be loaded or says why not, and its words
/// have their places in its input.
fn check(kind: inputs::Kind, bytes: &[u8]) {
    let file: Box<dyn std::io::Read + Send> = Box::new(std::io::Cursor::new(bytes.to_vec()));
    let Ok(found) = articles::read(kind, std::io::BufReader::new(file), "a", "a", LIMIT) else { return };
    let mut count = 0;
    for article in found {
        count += 1;
        assert!(count <= bytes.len() + 1, "more articles than bytes");
        let Ok(loaded) = article.load() else { continue };
        assert!(loaded.input().len() as u64 <= LIMIT * 3, "more than the limit");
        let _ = loaded.check(LIMIT, false);
        let document = loaded.document();
        let positions = loaded.positions(args::Unit::Utf8);
        for sentence in &document.sentences {
            for word in &sentence.words {
                let (start, end) = positions.of(word.span);
                assert!(loaded.input().get(start..end).is_some(), "{start}..{end} cuts a character");
            }
        }
        let publication = article.publication(&loaded, &document, None);
        let _ = publication.record(&positions);
        let _ = article.remark();
    }
}
