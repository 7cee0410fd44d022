//! Articles in, the same out, of which no two have one name.
//!
//! Facts and entities bear the name of their article and nothing else, so a second article of a name fails:
//! its facts could not be told from those of the first. To give it another name would make its ids depend on
//! what else is read. Only a hash of each name is kept, eight bytes for one.

use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_64;

use super::{Article, Content};

/// The names that are taken.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: HashSet<u64>,
}

impl Names {
    /// The article, or what stands in its place if its name is taken.
    pub(super) fn check(&mut self, article: Article) -> Article {
        if matches!(article.content, Content::Skipped(_) | Content::Failed(_))
            || self.taken.insert(xxh3_64(article.name.as_bytes()))
        {
            return article;
        }
        let reason = format!("an article before it is called {:?}, too", article.name);
        Article { content: Content::Failed(reason), ..article }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::Metadata;

    fn article(name: &str, content: Content) -> Article {
        let source = "a.txt".to_owned();
        let metadata = Metadata::default();
        Article { name: name.to_owned(), id: name.into(), source, line: None, metadata, content }
    }

    #[test]
    fn a_second_article_of_a_name_fails() {
        let text = |name: &str| article(name, Content::Text(String::new().into()));
        let mut names = Names::default();
        let unread = names.check(article("a", Content::Skipped("hidden".to_owned())));
        assert!(matches!(unread.content, Content::Skipped(_)));
        for (name, taken) in [("a", false), ("b", false), ("a", true), ("a", true), ("b.1", false)] {
            let content = names.check(text(name)).content;
            assert_eq!(matches!(content, Content::Failed(_)), taken, "{name}");
        }
    }
}
