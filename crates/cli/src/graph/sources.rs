//! The `source` of a ledger in, the article's text out, where it is still there.

use std::path::{Path, PathBuf};

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
    /// The text that offsets count in. Web pages have none to quote: their source has tags in it.
    pub(super) fn text(&mut self, source: &str) -> Option<String> {
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

fn text(article: &Article) -> Option<String> {
    let loaded = article.load().ok()?;
    loaded.page().is_none().then(|| loaded.input().to_owned())
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
            assert_eq!(sources.text(&line(number)).as_deref(), text, "{number}");
        }
        assert_eq!(sources.text("-:1"), None);
        assert_eq!(sources.text("no/such.txt"), None);
    }
}
