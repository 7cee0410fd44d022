//! BenchIE (Gashteovski et al. 2022): fact synsets and extracted triples in, precision, recall and
//! F1 out.
//!
//! A synset lists all acceptable forms of one fact. An extraction is right when its three slots
//! equal those of a form exactly, words in square brackets being there or not, a bracket at a time.
//! Gold files look like this:
//!
//! ```text
//! sent_id:1<TAB>She opened the new bridge .
//! 1--> Cluster 1:
//! She --> opened --> [the] [new] bridge
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::bootstrap::{self, Interval};
use crate::counts::{f1, ratio};
use crate::error::ReadError;

/// A sentence with its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its name in the file.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Its facts, each with all forms.
    pub synsets: Vec<Vec<Form>>,
}

/// One form of a fact: subject, relation, object, with brackets.
pub type Form = [String; 3];

/// One extracted triple.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extraction {
    /// Line of the file.
    pub line: usize,
    /// Name of the sentence.
    pub sentence: String,
    /// Subject, relation, object.
    pub slots: [String; 3],
}

/// BenchIE's scores.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BenchieReport {
    /// Found synsets, over found synsets and wrong extractions.
    pub precision: f64,
    /// Found synsets over all.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// 95 % interval of F1, by sentences.
    pub interval: Option<Interval>,
    /// Wrong extractions by the nearest form.
    pub wrong: BTreeMap<WrongSlot, usize>,
    /// One for each sentence.
    pub sentences: Vec<BenchieSentence>,
}

/// Where a wrong extraction differs from the form that is nearest to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WrongSlot {
    /// The words are right, the borders between the slots are not.
    Border,
    /// The object alone.
    Object,
    /// The relation alone.
    Relation,
    /// The subject alone.
    Subject,
    /// More than one slot.
    Several,
}

/// One sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BenchieSentence {
    /// Its name.
    pub id: String,
    /// Its text.
    pub text: String,
    /// First form of each synset, and whether it was found.
    pub gold: Vec<(String, bool)>,
    /// Each extraction, and whether it is right.
    pub predicted: Vec<(String, bool)>,
}

impl BenchieSentence {
    fn found(&self) -> usize {
        self.gold.iter().filter(|g| g.1).count()
    }

    fn wrong(&self) -> usize {
        self.predicted.iter().filter(|p| !p.1).count()
    }
}

impl BenchieReport {
    /// The sentences with most missed synsets and wrong extractions first.
    #[must_use]
    pub fn worst(&self, limit: usize) -> Vec<&BenchieSentence> {
        let mut sentences: Vec<_> = self.sentences.iter().collect();
        sentences.sort_by_key(|s| std::cmp::Reverse(s.gold.len() - s.found() + s.wrong()));
        sentences.truncate(limit);
        sentences
    }

    /// Two-sided p-value for the difference in F1 to another run over the same gold, by paired
    /// bootstrap over sentences; `None` where the sentences differ.
    #[must_use]
    pub fn p_value(&self, other: &Self) -> Option<f64> {
        let same = |a: &BenchieSentence, b: &BenchieSentence| a.id == b.id && a.text == b.text;
        bootstrap::compare_runs(&self.sentences, &other.sentences, same, |drawn| shares(drawn).2)
    }
}

/// Reads a gold file.
///
/// # Errors
/// A line that is neither sentence, cluster nor form, stands in the wrong place, or has brackets
/// that do not pair; a sentence twice; no sentence at all.
pub fn read_gold(text: &str, file: &str) -> Result<Vec<Sentence>, ReadError> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut ids = BTreeSet::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        let error = |message: String| ReadError::new(file, index + 1, message);
        if line.is_empty() {
            continue;
        }
        if let Some(rest) = line.strip_prefix("sent_id:") {
            let Some((id, text)) = rest.split_once('\t') else {
                return Err(error("a sentence needs an id and a text, separated by a tab".into()));
            };
            if !ids.insert(id.to_owned()) {
                return Err(error(format!("sentence '{id}' is there twice")));
            }
            sentences.push(Sentence { id: id.to_owned(), text: text.to_owned(), synsets: Vec::new() });
            continue;
        }
        let Some(sentence) = sentences.last_mut() else {
            return Err(error("a line before the first 'sent_id:'".into()));
        };
        let slots: Vec<&str> = line.split(" --> ").map(str::trim).collect();
        match slots[..] {
            // Some files note attributes after the object.
            [subject, relation, object, ..] => {
                let form = [subject, relation, object].map(str::to_owned);
                if let Some(slot) = form.iter().find(|slot| parse_slot(slot).is_none()) {
                    return Err(error(format!("brackets that do not pair: {slot}")));
                }
                let Some(synset) = sentence.synsets.last_mut() else {
                    return Err(error("a form before the first cluster".into()));
                };
                synset.push(form);
            }
            _ if line.contains("Cluster") => sentence.synsets.push(Vec::new()),
            _ => return Err(error(format!("neither cluster nor form: {line}"))),
        }
    }
    if sentences.is_empty() {
        return Err(ReadError::new(file, 1, "no sentence in this file"));
    }
    Ok(sentences)
}

/// Reads extractions: sentence id, subject, relation, object, separated by tabs; further columns
/// are ignored.
///
/// # Errors
/// A line with fewer columns.
pub fn read_predictions(text: &str, file: &str) -> Result<Vec<Extraction>, ReadError> {
    let mut extractions = Vec::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, subject, relation, object, ..] = columns[..] else {
            let message = "a line needs a sentence id, a subject, a relation and an object";
            return Err(ReadError::new(file, index + 1, message));
        };
        extractions.push(Extraction {
            line: index + 1,
            sentence: id.trim().to_owned(),
            slots: [subject, relation, object].map(str::to_owned),
        });
    }
    Ok(extractions)
}

/// Words that stand or fall together.
#[derive(Debug, Clone)]
struct Group<'a> {
    words: Vec<&'a str>,
    optional: bool,
}

/// Scores extractions. Several extractions of one synset count once; an extraction that equals
/// forms of several synsets counts for the first. `file` names the extractions in errors.
///
/// # Errors
/// An extraction of a sentence that gold does not have.
pub fn score(gold: &[Sentence], predicted: &[Extraction], file: &str) -> Result<BenchieReport, ReadError> {
    let mut of_sentence: BTreeMap<&str, Vec<&Extraction>> =
        gold.iter().map(|sentence| (sentence.id.as_str(), Vec::new())).collect();
    for extraction in predicted {
        let Some(list) = of_sentence.get_mut(extraction.sentence.as_str()) else {
            let message = format!("no sentence '{}' in gold", extraction.sentence);
            return Err(ReadError::new(file, extraction.line, message));
        };
        list.push(extraction);
    }
    let mut report = BenchieReport::default();
    for sentence in gold {
        let mut outcome = BenchieSentence {
            id: sentence.id.clone(),
            text: sentence.text.clone(),
            gold: sentence
                .synsets
                .iter()
                .map(|forms| (forms.first().map(|f| f.join(" | ")).unwrap_or_default(), false))
                .collect(),
            predicted: Vec::new(),
        };
        for extraction in &of_sentence[sentence.id.as_str()] {
            let found = sentence
                .synsets
                .iter()
                .position(|forms| forms.iter().any(|form| equals(form, &extraction.slots)));
            match found {
                Some(synset) => outcome.gold[synset].1 = true,
                None => *report.wrong.entry(wrong_slot(sentence, extraction)).or_default() += 1,
            }
            outcome.predicted.push((extraction.slots.join(" | "), found.is_some()));
        }
        report.sentences.push(outcome);
    }
    let all: Vec<&BenchieSentence> = report.sentences.iter().collect();
    (report.precision, report.recall, report.f1) = shares(&all);
    report.interval =
        bootstrap::interval(all.len(), |drawn| shares(&drawn.iter().map(|&i| all[i]).collect::<Vec<_>>()).2);
    Ok(report)
}

/// Precision, recall and F1 of some sentences.
fn shares(sentences: &[&BenchieSentence]) -> (f64, f64, f64) {
    let sum = |count: fn(&BenchieSentence) -> usize| sentences.iter().map(|s| count(s)).sum::<usize>();
    let (found, wrong) = (sum(BenchieSentence::found), sum(BenchieSentence::wrong));
    let (precision, recall) = (ratio(found, found + wrong), ratio(found, sum(|s| s.gold.len())));
    (precision, recall, f1(precision, recall))
}

fn equals(form: &Form, slots: &[String; 3]) -> bool {
    form.iter().zip(slots).all(|(form, slot)| slot_equals(form, slot))
}

fn slot_equals(form: &str, slot: &str) -> bool {
    let words: Vec<&str> = slot.split_whitespace().collect();
    parse_slot(form).is_some_and(|groups| matches(&groups, &words))
}

fn wrong_slot(sentence: &Sentence, extraction: &Extraction) -> WrongSlot {
    let joined = extraction.slots.join(" ");
    sentence
        .synsets
        .iter()
        .flatten()
        .map(|form| {
            if slot_equals(&form.join(" "), &joined) {
                return WrongSlot::Border;
            }
            let right: Vec<bool> =
                form.iter().zip(&extraction.slots).map(|(f, s)| slot_equals(f, s)).collect();
            match right[..] {
                [true, true, false] => WrongSlot::Object,
                [true, false, true] => WrongSlot::Relation,
                [false, true, true] => WrongSlot::Subject,
                _ => WrongSlot::Several,
            }
        })
        .min()
        .unwrap_or(WrongSlot::Several)
}

/// A slot as groups of words; `None` where brackets do not pair.
fn parse_slot(slot: &str) -> Option<Vec<Group<'_>>> {
    let mut groups = Vec::new();
    let mut optional = false;
    for stretch in slot.split_inclusive(['[', ']']) {
        let text = stretch.trim_end_matches(['[', ']']);
        let words: Vec<&str> = text.split_whitespace().collect();
        if !words.is_empty() {
            groups.push(Group { words, optional });
        }
        match stretch.as_bytes().last() {
            Some(b'[') if !optional => optional = true,
            Some(b']') if optional => optional = false,
            Some(b'[' | b']') => return None,
            _ => {}
        }
    }
    (!optional).then_some(groups)
}

/// Moves the set of places in `words` that can be reached through the groups, one group a step.
fn matches(groups: &[Group<'_>], words: &[&str]) -> bool {
    let mut places = BTreeSet::from([0]);
    for group in groups {
        let mut next: BTreeSet<usize> = places
            .iter()
            .filter(|&&place| words[place..].starts_with(&group.words))
            .map(|place| place + group.words.len())
            .collect();
        if group.optional {
            next.extend(&places);
        }
        places = next;
    }
    places.contains(&words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD: &str = "\
sent_id:1\tHe served as the first minister of Chad and left .
1--> Cluster 1:
He --> served as --> [the] [first] minister [of Chad]
He --> served --> as [the] [first] minister [of Chad]
1--> Cluster 2:
He --> left --> []

sent_id:2\tShe came .
2--> Cluster 1:
She --> [suddenly] came --> home
";

    fn report(predicted: &str) -> BenchieReport {
        let gold = read_gold(GOLD, "g").unwrap();
        score(&gold, &read_predictions(predicted, "p").unwrap(), "p").unwrap()
    }

    #[test]
    fn synsets_count_once_and_wrong_extractions_each() {
        // The first two find synset 1 of sentence 1, the third is wrong, the last finds synset 1 of
        // sentence 2: 2 found, 1 wrong, 3 synsets.
        let found = report(
            "1\tHe\tserved as\tthe minister\n1\tHe\tserved\tas first minister of Chad\n\
             1\tHe\tserved as\tminister of\n2\tShe\tcame\thome\n",
        );
        assert!((found.precision - 2.0 / 3.0).abs() < 1e-12);
        assert!((found.recall - 2.0 / 3.0).abs() < 1e-12);
        assert!((found.f1 - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(found.wrong, [(WrongSlot::Object, 1)].into());
        assert_eq!(found.worst(1)[0].id, "1");
    }

    #[test]
    fn brackets_are_in_or_out_as_a_whole_and_case_counts() {
        let right = |slots: &str| report(&format!("1\t{slots}\n")).precision > 0.5;
        assert!(right("He\tserved as\tminister"));
        assert!(right("He\t served  as\tthe first minister of Chad"));
        assert!(!right("He\tserved as\tminister Chad"));
        assert!(!right("he\tserved as\tminister"));
        assert!(!right("He\tserved as\tfirst the minister"));
    }

    #[test]
    fn every_bracket_is_in_or_out_by_itself() {
        let gold = "sent_id:1\tx\n1--> Cluster 1:\nShe --> [has] [now] left --> [in a hurry] [today]\n";
        let gold = read_gold(gold, "g").unwrap();
        let right = |relation: &str, object: &str| {
            let line = format!("1\tShe\t{relation}\t{object}\n");
            score(&gold, &read_predictions(&line, "p").unwrap(), "p").unwrap().f1 > 0.5
        };
        for relation in ["left", "has left", "now left", "has now left"] {
            // An object of optional words only may be none at all.
            for object in ["", "in a hurry", "today", "in a hurry today"] {
                assert!(right(relation, object), "{relation} | {object}");
            }
        }
        assert!(!right("now has left", ""));
        assert!(!right("left", "hurry"));
        assert!(!right("left", "today in a hurry"));
    }

    #[test]
    fn an_extraction_of_two_facts_counts_for_the_first() {
        let gold = "sent_id:1\tx\n1--> Cluster 1:\na --> b --> c [d]\n1--> Cluster 2:\na --> b --> c\n";
        let gold = read_gold(gold, "g").unwrap();
        let predicted = read_predictions("1\ta\tb\tc\n1\ta\tb\tc d\n", "p").unwrap();
        let found = score(&gold, &predicted, "p").unwrap();
        // Both match fact 1, which counts once; fact 2 stays missed and nothing is wrong.
        assert!((found.precision - 1.0).abs() < 1e-12);
        assert!((found.recall - 0.5).abs() < 1e-12);
    }

    #[test]
    fn the_slot_at_fault() {
        for (slots, expected) in [
            ("He served\tas\tthe minister", WrongSlot::Border),
            ("She\tserved as\tminister", WrongSlot::Subject),
            ("He\twas\tthe minister", WrongSlot::Relation),
            ("It\twas\tthe minister", WrongSlot::Several),
        ] {
            let found = report(&format!("1\t{slots}\n"));
            assert_eq!(found.wrong, [(expected, 1)].into(), "{slots}");
        }
    }

    #[test]
    fn malformed_files_are_named() {
        for (text, message) in [
            ("1--> Cluster 1:", "g:1: a line before the first 'sent_id:'"),
            ("sent_id:1", "g:1: a sentence needs an id and a text, separated by a tab"),
            ("sent_id:1\ta\nx --> y --> z", "g:2: a form before the first cluster"),
            ("sent_id:1\ta\nx --> y", "g:2: neither cluster nor form: x --> y"),
            ("sent_id:1\ta\nsent_id:1\tb", "g:2: sentence '1' is there twice"),
            ("sent_id:1\ta\nCluster\nx --> y --> [z", "g:3: brackets that do not pair: [z"),
            ("", "g:1: no sentence in this file"),
        ] {
            assert_eq!(read_gold(text, "g").unwrap_err().to_string(), message);
        }
        let error = read_predictions("1\tHe\tleft\n", "p").unwrap_err();
        assert!(error.to_string().starts_with("p:1: a line needs"), "{error}");
        let gold = read_gold(GOLD, "g").unwrap();
        let predicted = read_predictions("\n9\ta\tb\tc\n", "p").unwrap();
        let error = score(&gold, &predicted, "p").unwrap_err();
        assert_eq!(error.to_string(), "p:2: no sentence '9' in gold");
    }
}
