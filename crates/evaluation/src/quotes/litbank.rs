//! LitBank's quotations (Sims and Bamman 2020) and coreference in, the labelled quotations out.
//!
//! An `.ann` file has two kinds of lines, with tabs between the columns:
//!
//! - `QUOTE`, id, sentence and word that it begins with, sentence and word that it ends with (both
//!   from 0, a sentence a line of the `.txt` file, words set off by white space), its words.
//! - `ATTRIB`, id of the quotation, speaker as `Name-number`, what is no letter of the name written
//!   as `_`.
//!
//! The mentions of the speakers are in the corpus's coreference files only, whose clusters have no
//! names. A speaker's cluster is the one with a mention whose words are those of the name; of
//! several the one with most such mentions; where there is none, one that has a mention with the
//! name inside, if it is alone in that. Quotations of other speakers are not scored.

use std::collections::BTreeMap;

use super::{Accepts, GoldArticle, Label, Place};
use crate::coref::Mention;
use crate::error::ReadError;
use crate::text::fold_case;

/// The words of a text that has a sentence a line, words set off by white space.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words<'t> {
    /// By sentence.
    pub sentences: Vec<Vec<&'t str>>,
    /// Number of the first word of each sentence.
    firsts: Vec<usize>,
    /// Places of all words in the text that has one space between words and one line a sentence.
    places: Vec<Place>,
}

impl<'t> Words<'t> {
    /// Parts a text; lines without a word are passed over.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut words = Self::default();
        let mut end = 0;
        for line in text.strip_prefix('\u{feff}').unwrap_or(text).lines() {
            let sentence: Vec<&str> = line.split_whitespace().collect();
            if sentence.is_empty() {
                continue;
            }
            words.firsts.push(words.places.len());
            for word in &sentence {
                let start = if words.places.is_empty() { 0 } else { end + 1 };
                end = start + word.chars().count();
                words.places.push((start, end));
            }
            words.sentences.push(sentence);
        }
        words
    }

    /// How many words there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.places.len()
    }

    /// The number of a word in the text.
    fn number(&self, sentence: usize, word: usize) -> Option<usize> {
        (word < self.sentences.get(sentence)?.len()).then(|| self.firsts[sentence] + word)
    }

    fn place(&self, start: usize, end: usize) -> Option<Place> {
        Some((self.places.get(start)?.0, self.places.get(end.checked_sub(1)?)?.1))
    }

    fn text(&self, start: usize, end: usize) -> String {
        let words = self.sentences.iter().flatten().skip(start).take(end.saturating_sub(start));
        words.copied().collect::<Vec<_>>().join(" ")
    }
}

/// Reads the quotations of a text, whose words are `words` and whose entities are `clusters` of
/// these words. There may be none.
///
/// # Errors
/// A line that is neither kind, a quotation twice or of words that are not there, one without
/// speaker or with two, a speaker of none.
pub fn read_litbank(
    text: &str,
    name: &str,
    file: &str,
    words: &Words<'_>,
    clusters: &[Vec<Mention>],
) -> Result<GoldArticle, ReadError> {
    let quotations = quotations(text, file, words)?;
    let mut gold = GoldArticle { name: name.to_owned(), ..GoldArticle::default() };
    let place = |mention: &Mention| words.place(mention.start, mention.end);
    gold.clusters = clusters.iter().map(|cluster| cluster.iter().filter_map(place).collect()).collect();
    let mentions: Vec<Vec<String>> = clusters
        .iter()
        .map(|cluster| cluster.iter().map(|m| folded(&words.text(m.start, m.end))).collect())
        .collect();
    for Quote { line, start, end, speaker, .. } in quotations {
        let Some(speaker) = speaker else {
            return Err(ReadError::new(file, line, "a quotation without a speaker"));
        };
        let Some(place) = words.place(start, end) else { continue };
        let called = speaker.rsplit_once('-').map_or(speaker, |(called, _)| called);
        match cluster_of(&folded(called), &mentions) {
            Some(cluster) => gold.labels.push(Label {
                place,
                words: words.text(start, end),
                speaker: called.replace('_', " "),
                accepts: Accepts::Cluster(cluster),
            }),
            None => gold.unknown.push(place),
        }
    }
    Ok(gold)
}

/// A quotation as the file has it, in words of the text.
struct Quote<'a> {
    line: usize,
    start: usize,
    end: usize,
    speaker: Option<&'a str>,
}

fn quotations<'a>(text: &'a str, file: &str, words: &Words<'_>) -> Result<Vec<Quote<'a>>, ReadError> {
    let mut quotations: Vec<Quote<'_>> = Vec::new();
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        let error = |message: String| ReadError::new(file, index + 1, message);
        if line.trim().is_empty() {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        match columns[..] {
            ["QUOTE", id, first, first_word, last, last_word, quoted] => {
                let number = |sentence: &str, word: &str| {
                    let number = sentence.parse().ok().zip(word.parse().ok());
                    number
                        .and_then(|(sentence, word)| words.number(sentence, word))
                        .ok_or_else(|| error(format!("the text has no word {word} in a sentence {sentence}")))
                };
                let (start, end) = (number(first, first_word)?, number(last, last_word)? + 1);
                if words.text(start, end) != quoted.split_whitespace().collect::<Vec<_>>().join(" ") {
                    return Err(error("the text has other words there".to_owned()));
                }
                if ids.insert(id, quotations.len()).is_some() {
                    return Err(error(format!("quotation '{id}' is there twice")));
                }
                quotations.push(Quote { line: index + 1, start, end, speaker: None });
            }
            ["ATTRIB", id, speaker] => {
                let Some(quote) = ids.get(id).and_then(|&place| quotations.get_mut(place)) else {
                    return Err(error(format!("no quotation '{id}' before this line")));
                };
                if quote.speaker.replace(speaker).is_some() {
                    return Err(error(format!("quotation '{id}' has two speakers")));
                }
            }
            _ => {
                let message = "neither QUOTE with seven columns nor ATTRIB with three";
                return Err(error(message.to_owned()));
            }
        }
    }
    Ok(quotations)
}

/// The cluster that a name is of, by the words of its mentions.
fn cluster_of(name: &str, mentions: &[Vec<String>]) -> Option<usize> {
    let count = |fits: &dyn Fn(&str) -> bool| -> Vec<(usize, usize)> {
        let counts = mentions.iter().map(|cluster| cluster.iter().filter(|words| fits(words)).count());
        counts.enumerate().filter(|&(_, count)| count > 0).collect()
    };
    let same = count(&|words| words == name);
    if let Some((cluster, _)) = same.into_iter().max_by_key(|&(c, count)| (count, std::cmp::Reverse(c))) {
        return Some(cluster);
    }
    let inside = format!(" {name} ");
    match count(&|words| !name.is_empty() && format!(" {words} ").contains(&inside))[..] {
        [(cluster, _)] => Some(cluster),
        _ => None,
    }
}

/// Runs of letters and digits, case folded, with a space between them.
fn folded(text: &str) -> String {
    let runs = text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty());
    runs.map(fold_case).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“ Été ! ” said Mr. Bo .\n\nHe left .\n“ We stay .\nHere . ” old Ada Cole said .\n";
    const ANN: &str = "QUOTE\tQ1\t0\t0\t0\t3\t“ Été ! ”\nATTRIB\tQ1\tMr__Bo-0\n\
                       QUOTE\tQ2\t2\t0\t3\t2\t“ We stay . Here . ”\nATTRIB\tQ2\tADA_COLE-7\n";

    /// Mr. Bo and He; old Ada Cole.
    fn clusters() -> Vec<Vec<Mention>> {
        let mention = |start, end| Mention { start, end };
        vec![vec![mention(5, 7), mention(8, 9)], vec![mention(18, 21)]]
    }

    fn read(ann: &str) -> Result<GoldArticle, ReadError> {
        read_litbank(ann, "a", "f", &Words::new(TEXT), &clusters())
    }

    #[test]
    fn speakers_are_found_among_the_clusters() {
        let gold = read(ANN).unwrap();
        let found: Vec<_> =
            gold.labels.iter().map(|l| (l.place, l.speaker.as_str(), l.accepts.clone())).collect();
        assert_eq!(
            found,
            [((0, 9), "Mr  Bo", Accepts::Cluster(0)), ((34, 54), "ADA COLE", Accepts::Cluster(1))]
        );
        assert_eq!(gold.labels[1].words, "“ We stay . Here . ”");
        assert_eq!(gold.clusters, [vec![(15, 21), (24, 26)], vec![(55, 67)]]);
        assert_eq!(gold.unknown, []);
        let stranger = read(&ANN.replace("Mr__Bo-0", "narrator-0")).unwrap();
        assert_eq!((stranger.labels.len(), stranger.unknown), (1, vec![(0, 9)]));
        assert_eq!(read("").unwrap().labels, []);
    }

    #[test]
    fn of_several_clusters_the_one_with_most_mentions_of_the_name() {
        let mentions = |clusters: &[&[&str]]| -> Vec<Vec<String>> {
            clusters.iter().map(|words| words.iter().map(|&word| word.to_owned()).collect()).collect()
        };
        let named = mentions(&[&["i", "pip"], &["pip", "pip", "he"], &["old pip"]]);
        assert_eq!(cluster_of("pip", &named), Some(1));
        assert_eq!(cluster_of("old", &named), Some(2));
        assert_eq!(cluster_of("ol", &named), None);
        let inside = mentions(&[&["old pip"], &["young pip"]]);
        assert_eq!(cluster_of("pip", &inside), None);
        assert_eq!(cluster_of("", &inside), None);
    }

    #[test]
    fn malformed_lines_are_named() {
        for (from, to, error) in [
            ("Q1\t0\t0\t0\t3", "Q1\t0\t0\t9\t3", "f:1: the text has no word 3 in a sentence 9"),
            ("Q1\t0\t0\t0\t3", "Q1\t0\t0\t0\t8", "f:1: the text has no word 8 in a sentence 0"),
            ("Q1\t0\t0\t0\t3", "Q1\tx\t0\t0\t3", "f:1: the text has no word 0 in a sentence x"),
            ("Q1\t0\t0\t0\t3", "Q1\t0\t1\t0\t3", "f:1: the text has other words there"),
            ("Q1\t0\t0\t0\t3", "Q1\t0\t3\t0\t0", "f:1: the text has other words there"),
            ("ATTRIB\tQ1", "ATTRIB\tQ7", "f:2: no quotation 'Q7' before this line"),
            ("ATTRIB\tQ2", "ATTRIB\tQ1", "f:4: quotation 'Q1' has two speakers"),
            ("QUOTE\tQ2", "QUOTE\tQ1", "f:3: quotation 'Q1' is there twice"),
            ("ATTRIB\tQ2\tADA_COLE-7\n", "", "f:3: a quotation without a speaker"),
            ("ATTRIB\tQ2", "ATTRIB", "f:4: neither QUOTE with seven columns nor ATTRIB with three"),
        ] {
            assert!(ANN.contains(from));
            assert_eq!(read(&ANN.replacen(from, to, 1)).unwrap_err().to_string(), error);
        }
    }
}
