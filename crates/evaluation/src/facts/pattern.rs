//! A gold phrase in, a small automaton out that says which wordings match it.
//!
//! A pattern is a row of items: a word that must be there, a word that may be left out, or a name
//! that stands for any alias of its entity. Matching moves a set of places through the row, one
//! step a predicted word, so optional words cost nothing but their length (no enumeration of the
//! 2ⁿ wordings).

use crate::facts::gold::{Form, GoldEntity};
use crate::text::content_words;

/// One step of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    Word {
        word: String,
        optional: bool,
    },
    /// Any of the names of an entity, each as its words.
    Name(Vec<Vec<String>>),
}

/// A row of items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Pattern(Vec<Item>);

/// The names of one article's entities as comparable words.
#[derive(Debug, Clone)]
pub(crate) struct Names(Vec<Vec<Vec<String>>>);

impl Names {
    pub(crate) fn new(entities: &[GoldEntity]) -> Self {
        let words_of = |entity: &GoldEntity| {
            let mut names: Vec<_> = entity.names.iter().map(|name| content_words(name)).collect();
            names.retain(|name| !name.is_empty());
            names
        };
        Self(entities.iter().map(words_of).collect())
    }

    /// The names of one entity.
    pub(crate) fn of(&self, entity: usize) -> &[Vec<String>] {
        &self.0[entity]
    }

    /// The entities of which a phrase is a name, without its optional words or with all of them.
    pub(crate) fn entities(&self, phrase: &str) -> Vec<usize> {
        let items = words(phrase);
        let spellings = [spelled(items.iter().filter(|item| !item.is_optional())), spelled(items.iter())];
        for spelling in spellings {
            let having = |&entity: &usize| self.0[entity].contains(&spelling);
            let found: Vec<usize> = (0..self.0.len()).filter(having).collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// All names of all entities that have this one.
    fn aliases(&self, name: &[String]) -> Option<Vec<Vec<String>>> {
        let mut aliases: Vec<Vec<String>> = Vec::new();
        for names in self.0.iter().filter(|names| names.iter().any(|other| other == name)) {
            for alias in names {
                if !aliases.contains(alias) {
                    aliases.push(alias.clone());
                }
            }
        }
        (!aliases.is_empty()).then_some(aliases)
    }
}

/// The patterns of one form of a fact.
#[derive(Debug, Clone)]
pub(crate) struct FormPattern {
    /// Any of these is the subject.
    pub(crate) subject: Vec<Pattern>,
    /// The relation alone.
    pub(crate) relation: Pattern,
    /// Any of these is the object.
    pub(crate) object: Vec<Pattern>,
    /// Relation followed by object: the border between them is free.
    pub(crate) predicate: Vec<Pattern>,
}

impl FormPattern {
    pub(crate) fn new(form: &Form, names: &Names) -> Self {
        let relation = Pattern(words(&form.relation));
        let object = alternatives(&form.object, names);
        let predicate = object.iter().map(|object| relation.then(object)).collect();
        Self { subject: alternatives(&form.subject, names), relation, object, predicate }
    }
}

/// The patterns of a phrase: its own words, and, where the phrase is an entity, any of its names.
///
/// A phrase is an entity when its words are one of the entity's names, either without the optional
/// words (these may then stand around any alias) or with all of them.
pub(crate) fn alternatives(phrase: &str, names: &Names) -> Vec<Pattern> {
    let items = words(phrase);
    let mut patterns = vec![Pattern(items.clone())];
    let required: Vec<usize> = (0..items.len()).filter(|&i| !items[i].is_optional()).collect();
    if let Some(aliases) = names.aliases(&spelled(required.iter().map(|&i| &items[i]))) {
        let name = Item::Name(aliases);
        // Where optional words stand between the required ones, an alias has no place for them.
        let adjacent = required.windows(2).all(|pair| pair[1] == pair[0] + 1);
        patterns.push(match (required.first(), required.last()) {
            (Some(&first), Some(&last)) if adjacent => {
                let mut row = items[..first].to_vec();
                row.push(name);
                row.extend_from_slice(&items[last + 1..]);
                Pattern(row)
            }
            _ => Pattern(vec![name]),
        });
    }
    if required.len() < items.len()
        && let Some(aliases) = names.aliases(&spelled(items.iter()))
    {
        patterns.push(Pattern(vec![Item::Name(aliases)]));
    }
    patterns
}

fn spelled<'a>(items: impl Iterator<Item = &'a Item>) -> Vec<String> {
    items
        .filter_map(|item| match item {
            Item::Word { word, .. } => Some(word.clone()),
            Item::Name(_) => None,
        })
        .collect()
}

/// The words of a phrase, those in square brackets optional one by one.
fn words(phrase: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut optional = false;
    for stretch in phrase.split_inclusive(['[', ']']) {
        let text = stretch.trim_end_matches(['[', ']']);
        items.extend(content_words(text).into_iter().map(|word| Item::Word { word, optional }));
        optional = stretch.ends_with('[');
    }
    items
}

impl Item {
    fn is_optional(&self) -> bool {
        matches!(self, Self::Word { optional: true, .. })
    }

    /// Number of words missing where this item is skipped.
    fn weight(&self) -> usize {
        match self {
            Self::Word { optional, .. } => usize::from(!optional),
            Self::Name(names) => names.iter().map(Vec::len).min().unwrap_or(0),
        }
    }
}

/// What separates a wording from a pattern, by the least number of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Required words that the wording lacks.
    pub(crate) missing: usize,
    /// Words that the pattern does not have.
    pub(crate) extra: usize,
    /// Required words of the pattern.
    pub(crate) required: usize,
}

impl Pattern {
    fn then(&self, next: &Self) -> Self {
        Self(self.0.iter().chain(&next.0).cloned().collect())
    }

    /// Do these words match, from the first to the last?
    pub(crate) fn matches(&self, words: &[String]) -> bool {
        self.difference_within(words, 0).is_some()
    }

    /// The difference with the fewest missing and extra words together.
    pub(crate) fn difference(&self, words: &[String]) -> Difference {
        self.difference_within(words, usize::MAX).unwrap_or(Difference {
            missing: self.required(),
            extra: words.len(),
            required: self.required(),
        })
    }

    fn required(&self) -> usize {
        self.0.iter().map(Item::weight).sum()
    }

    /// Shortest path through the grid of items and words; `None` where it costs more than `limit`.
    fn difference_within(&self, words: &[String], limit: usize) -> Option<Difference> {
        let columns = words.len() + 1;
        // (missing, extra) of the best way to each place; rows are items.
        let mut grid: Vec<Option<(usize, usize)>> = vec![None; (self.0.len() + 1) * columns];
        let reach = |grid: &mut Vec<Option<(usize, usize)>>, at: usize, cost: (usize, usize)| {
            let total = cost.0.saturating_add(cost.1);
            if total <= limit && grid[at].is_none_or(|(m, e)| total < m + e) {
                grid[at] = Some(cost);
            }
        };
        reach(&mut grid, 0, (0, 0));
        for row in 0..=self.0.len() {
            for column in 0..columns {
                let at = row * columns + column;
                let Some((missing, extra)) = grid[at] else {
                    continue;
                };
                if column < words.len() {
                    reach(&mut grid, at + 1, (missing, extra + 1));
                }
                let Some(item) = self.0.get(row) else {
                    continue;
                };
                reach(&mut grid, at + columns, (missing + item.weight(), extra));
                match item {
                    Item::Word { word, .. } => {
                        if words.get(column) == Some(word) {
                            reach(&mut grid, at + columns + 1, (missing, extra));
                        }
                    }
                    Item::Name(names) => {
                        for name in names {
                            if words[column..].starts_with(name) {
                                reach(&mut grid, at + columns + name.len(), (missing, extra));
                            }
                        }
                    }
                }
            }
        }
        let (missing, extra) = (*grid.last()?)?;
        Some(Difference { missing, extra, required: self.required() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names::new(&[GoldEntity {
            line: 1,
            kind: "ORG".to_owned(),
            names: vec!["Islamic State".to_owned(), "IS".to_owned(), "ISIS group".to_owned()],
        }])
    }

    fn any(phrase: &str, wording: &str) -> bool {
        let words = content_words(wording);
        alternatives(phrase, &names()).iter().any(|pattern| pattern.matches(&words))
    }

    #[test]
    fn optional_words_one_by_one() {
        let phrase = "[two deadly] attacks [in northern Syria]";
        for wording in [
            "attacks",
            "two attacks",
            "deadly attacks",
            "the two deadly attacks in Syria",
            "attacks northern",
        ] {
            assert!(any(phrase, wording), "{wording}");
        }
        for wording in ["two", "attacks two", "two deadly bombs", "attacks in northern Iraq"] {
            assert!(!any(phrase, wording), "{wording}");
        }
    }

    #[test]
    fn a_name_stands_for_all_aliases() {
        assert!(any("IS", "Islamic State"));
        assert!(any("the Islamic State", "ISIS group"));
        assert!(any("IS [militants]", "ISIS group militants"));
        assert!(any("[militant group] IS", "group Islamic State"));
        // All words together are the name, though one may be left out.
        assert!(any("ISIS [group]", "IS"));
        // The name is part of a phrase that is not the entity.
        assert!(!any("IS spokesman", "Islamic State spokesman"));
        // Half a name is no name.
        assert!(!any("IS", "Islamic"));
    }

    #[test]
    fn the_border_between_relation_and_object_is_free() {
        let form = Form {
            line: 1,
            subject: "IS".to_owned(),
            relation: "claimed responsibility for".to_owned(),
            object: "[the] attacks".to_owned(),
        };
        let pattern = FormPattern::new(&form, &names());
        let words = content_words("claimed responsibility for attacks");
        assert!(pattern.predicate.iter().any(|p| p.matches(&words)));
    }

    #[test]
    fn forty_optional_words_take_no_time() {
        let phrase = format!("[{}] end", "word ".repeat(40));
        assert!(any(&phrase, &format!("{}end", "word ".repeat(39))));
        assert!(!any(&phrase, &"word ".repeat(41)));
    }

    #[test]
    fn differences_count_words() {
        let pattern = Pattern(words("withdrew from [the large] base"));
        let difference = |text: &str| {
            let found = pattern.difference(&content_words(text));
            (found.missing, found.extra)
        };
        assert_eq!(difference("withdrew from large base"), (0, 0));
        assert_eq!(difference("withdrew from base in Syria"), (0, 2));
        assert_eq!(difference("withdrew"), (2, 0));
        // "withdrew" and "base" match, "to" for "from": one missing, one extra.
        assert_eq!(difference("withdrew to base"), (1, 1));
    }
}
