//! A `.quotes` file and its article in, the labelled quotations out.

use std::collections::BTreeSet;

use super::{Accepts, GoldArticle, Label, name_words};
use crate::error::ReadError;

/// What a quotation may begin with.
const MARKS: [char; 8] = ['"', '“', '”', '„', '«', '‘', '\'', '`'];

/// Reads the speakers of an article's quotations: on each line the first words of a quotation,
/// without the mark before them, a tab, and the speaker's names with ` | ` between them.
///
/// Lines that begin with `#` are comments.
///
/// # Errors
/// A line without tab, words or name, words that no or several quotations of the article begin
/// with, a quotation twice, or none at all.
pub fn read_labels(text: &str, name: &str, file: &str, article: &str) -> Result<GoldArticle, ReadError> {
    let mut gold = GoldArticle { name: name.to_owned(), ..GoldArticle::default() };
    let mut places = BTreeSet::new();
    for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        let error = |message: String| ReadError::new(file, index + 1, message);
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let [words, speaker] = line.split('\t').map(str::trim).collect::<Vec<_>>()[..] else {
            let message = "a line needs the first words of a quotation and its speaker, separated by a tab";
            return Err(error(message.to_owned()));
        };
        let names: Vec<String> = speaker.split('|').map(|name| name.trim().to_owned()).collect();
        if names.iter().any(|name| name_words(name).is_empty()) {
            return Err(error(format!("a speaker without a name: '{speaker}'")));
        }
        let places_here = beginnings(article, words);
        let &[at] = &places_here[..] else {
            let message = match places_here.len() {
                0 => format!("no quotation of the article begins with '{words}'"),
                several => format!("{several} quotations of the article begin with '{words}'"),
            };
            return Err(error(message));
        };
        if !places.insert(at) {
            return Err(error(format!("the quotation '{words}' is there twice")));
        }
        let start = article[..at].chars().count();
        gold.labels.push(Label {
            place: (start, start + words.chars().count()),
            words: words.to_owned(),
            speaker: names[0].clone(),
            accepts: Accepts::Names(names),
        });
    }
    if gold.labels.is_empty() {
        return Err(ReadError::new(file, 1, "no quotation in this file"));
    }
    Ok(gold)
}

/// Where these words stand right behind a quotation mark (bytes).
fn beginnings(article: &str, words: &str) -> Vec<usize> {
    if words.is_empty() {
        return Vec::new();
    }
    let found = article.match_indices(words).map(|(at, _)| at);
    found.filter(|&at| article[..at].ends_with(MARKS)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "“Été, we left,” Ada said. “We stay.” He: \"We left\". We left town.\n";

    #[test]
    fn words_are_found_behind_a_mark() {
        let text = "# who says what\nÉté, we\tAda Byron | Ada\n\nWe left\tBo\n";
        let gold = read_labels(text, "a", "a.quotes", ARTICLE).unwrap();
        let found: Vec<_> = gold.labels.iter().map(|l| (l.place, l.words.as_str(), &l.accepts)).collect();
        let names = |names: &[&str]| Accepts::Names(names.iter().map(|&name| name.to_owned()).collect());
        assert_eq!(
            found,
            [((1, 8), "Été, we", &names(&["Ada Byron", "Ada"])), ((42, 49), "We left", &names(&["Bo"])),]
        );
        assert_eq!(gold.labels[0].speaker, "Ada Byron");
    }

    #[test]
    fn malformed_lines_are_named() {
        for (text, error) in [
            ("", "f:1: no quotation in this file"),
            (
                "We left\n",
                "f:1: a line needs the first words of a quotation and its speaker, separated by a tab",
            ),
            (
                "\nWe left\tBo\tCy\n",
                "f:2: a line needs the first words of a quotation and its speaker, separated by a tab",
            ),
            ("We left\tBo | \n", "f:1: a speaker without a name: 'Bo |'"),
            ("We left\t The\n", "f:1: a speaker without a name: 'The'"),
            ("We\tBo\n", "f:1: 2 quotations of the article begin with 'We'"),
            ("\tBo\n", "f:1: no quotation of the article begins with ''"),
            ("we left\tBo\n", "f:1: no quotation of the article begins with 'we left'"),
            ("We left\tBo\nWe left\".\tBo\n", "f:2: the quotation 'We left\".' is there twice"),
        ] {
            assert_eq!(read_labels(text, "a", "f", ARTICLE).unwrap_err().to_string(), error);
        }
    }
}
