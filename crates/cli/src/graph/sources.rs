//! The `source` of a ledger in, the article's text out, where it is still there.

use std::path::{Path, PathBuf};

use triplewire_graph::ArticleText;
use triplewire_tokenizer::Span;

use crate::args::Unit;
use crate::articles::{Article, articles};
use crate::inputs;

type Articles = Box<dyn Iterator<Item = Article>>;

/// Reads texts of articles. Files of many articles are read once, if they are asked for in order.
#[derive(Default)]
pub(super) struct Sources {
    /// The file of many articles that is being read, and those that are still to come.
    open: Option<(PathBuf, Articles)>,
}

impl Sources {
    /// The text, with what its offsets count in.
    pub(super) fn text(&mut self, source: &str) -> Option<ArticleText> {
        if Path::new(source).is_file() {
            return text(&list(Path::new(source)).next()?);
        }
        // PATH:LINE, of which "-" for the path is standard input.
        let (path, _) = source.rsplit_once(':')?;
        let path = Path::new(path);
        if !path.is_file() {
            return None;
        }
        if let Some(found) = self.further(path, source) {
            return text(&found);
        }
        self.open = Some((path.to_owned(), Box::new(list(path))));
        text(&self.further(path, source)?)
    }

    /// The article among those that are still to come.
    fn further(&mut self, path: &Path, source: &str) -> Option<Article> {
        let (open, articles) = self.open.as_mut()?;
        if open == path { articles.find(|article| article.source == source) } else { None }
    }
}

fn list(path: &Path) -> impl Iterator<Item = Article> + use<> {
    articles(inputs::list(&[path.to_owned()], None), u64::MAX)
}

fn text(article: &Article) -> Option<ArticleText> {
    let loaded = article.load().ok()?;
    let text = loaded.text();
    if text == loaded.input() {
        return Some(ArticleText::plain(text.to_owned()));
    }
    let positions = loaded.positions(Unit::Chars);
    let starts = text.char_indices().map(|(at, c)| positions.of(Span::new(at, at + c.len_utf8())).0);
    Some(ArticleText::of_source(text.to_owned(), starts.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_in_any_order() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("news.jsonl");
        std::fs::write(&path, "{\"text\": \"one\"}\n\n{\"text\": \"three\"}\n").unwrap();
        let line = |line: u32| format!("{}:{line}", path.display());
        let mut sources = Sources::default();
        for (number, text) in [(3, Some("three")), (1, Some("one")), (2, None), (3, Some("three"))] {
            let text = text.map(|text: &str| ArticleText::plain(text.to_owned()));
            assert_eq!(sources.text(&line(number)), text, "{number}");
        }
        assert_eq!(sources.text("-:1"), None);
        assert_eq!(sources.text("no/such.txt"), None);
    }
}
