//! A name as the head marked it in, the name itself out: without titles, articles and possessives.

use std::ops::Range;

use crate::{
    bio::{HeadName, HeadType},
    fold,
    gazetteers::{Gazetteers, Title},
    titles,
    view::View,
};

/// A name after trimming.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) words: Range<usize>,
    pub(crate) head: HeadType,
    /// The words of the title before a person's name.
    pub(crate) title: Option<Range<usize>>,
}

/// Trims a name; gives nothing where nothing of it is left.
pub(crate) fn trim(view: &View<'_>, found: HeadName, gazetteers: &Gazetteers) -> Option<Name> {
    let HeadName { mut words, head } = found;
    words.end = words.end.min(view.len());
    loop {
        let before = words.clone();
        while words.end > words.start
            && (is_mark(view.form(words.end - 1)) || is_possessive(view, words.end - 1))
        {
            words.end -= 1;
        }
        while words.end > words.start && (is_mark(view.form(words.start)) || is_possessive(view, words.start))
        {
            words.start += 1;
        }
        if words.len() > 1 && view.lower(words.start) == "the" {
            words.start += 1;
        }
        affixes(view, &mut words, gazetteers);
        if head == HeadType::Per {
            words.start += leading_titles(view, &words, gazetteers);
        }
        if words == before {
            break;
        }
    }
    if words.is_empty() || (words.len() == 1 && view.lower(words.start) == "the") {
        return None;
    }
    let title = if head == HeadType::Per { titles::before(view, 0, words.start, gazetteers) } else { None };
    Some(Name { words, head, title })
}

/// How many of the first words are titles. The last word always stays.
fn leading_titles(view: &View<'_>, words: &Range<usize>, gazetteers: &Gazetteers) -> usize {
    let mut count = 0;
    for (k, word) in words.clone().enumerate().take(words.len().saturating_sub(1)) {
        match gazetteers.title(view.lower(word)) {
            Some(Title { modifier: true, .. }) => {}
            Some(_) => count = k + 1,
            None if view.form(word) == "-" => {}
            None => break,
        }
    }
    count
}

/// What "US-led" and "anti-Houthi" say of a name that is part of them.
const LED: [&str; 24] = [
    "led",
    "backed",
    "based",
    "born",
    "made",
    "controlled",
    "held",
    "run",
    "owned",
    "allied",
    "affiliated",
    "linked",
    "style",
    "occupied",
    "supported",
    "sponsored",
    "funded",
    "trained",
    "brokered",
    "claimed",
    "inspired",
    "dominated",
    "aligned",
    "majority",
];

/// Takes "-led" and "anti-" off a name, where the tokenizer parts words at hyphens. "non-Muslim" is a
/// name of people as "Muslim" is, and stays.
fn affixes(view: &View<'_>, words: &mut Range<usize>, gazetteers: &Gazetteers) {
    let hyphen = |word: usize| matches!(view.form(word), "-" | "‐" | "‑" | "–");
    if words.len() > 2 && hyphen(words.end - 2) && LED.contains(&view.lower(words.end - 1)) {
        words.end -= 2;
    }
    if words.len() > 2 && hyphen(words.start + 1) {
        let people = || gazetteers.is_people(&fold::key(view.form(words.start + 2)));
        match view.lower(words.start) {
            "anti" | "pro" | "pre" | "post" | "mid" | "then" => words.start += 2,
            "non" | "ex" if !people() => words.start += 2,
            _ => {}
        }
    }
}

fn is_mark(form: &str) -> bool {
    !form.chars().any(char::is_alphanumeric)
}

fn is_possessive(view: &View<'_>, word: usize) -> bool {
    matches!(view.lower(word), "'s" | "\u{2019}s")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::document;

    #[track_caller]
    fn check(text: &str, head: HeadType, expected: Option<&str>) {
        let document = document(text);
        let view = View::new(&document, 0);
        let found = HeadName { words: 0..view.len(), head };
        let trimmed = trim(&view, found, &Gazetteers::new()).map(|name| view.text(&name.words));
        assert_eq!(trimmed.as_deref(), expected, "{text}");
    }

    #[test]
    fn trims_what_is_no_part_of_a_name() {
        check("President Bashar al-Assad", HeadType::Per, Some("Bashar al-Assad"));
        check("Prime Minister Boris Johnson 's", HeadType::Per, Some("Boris Johnson"));
        check("Lt. Gen. Kenneth McKenzie", HeadType::Per, Some("Kenneth McKenzie"));
        check("Dr. Ahmed", HeadType::Per, Some("Ahmed"));
        check("the United Nations", HeadType::Org, Some("United Nations"));
        check("\" The Hague \"", HeadType::Loc, Some("Hague"));
        check("( IS )", HeadType::Org, Some("IS"));
    }

    #[test]
    fn parts_of_compounds() {
        check("US - led", HeadType::Misc, Some("US"));
        check("Berlin - based", HeadType::Misc, Some("Berlin"));
        check("anti - Houthi", HeadType::Misc, Some("Houthi"));
        check("pro - Iran - backed", HeadType::Misc, Some("Iran"));
        check("non - Muslim", HeadType::Misc, Some("non - Muslim"));
        check("Israeli - Palestinian", HeadType::Misc, Some("Israeli - Palestinian"));
    }

    #[test]
    fn keeps_what_is() {
        check("King", HeadType::Per, Some("King"));
        check("Larry King", HeadType::Per, Some("Larry King"));
        check("Prime Minister", HeadType::Org, Some("Prime Minister"));
        check("Foreign Affairs Council", HeadType::Org, Some("Foreign Affairs Council"));
        check(". ,", HeadType::Org, None);
        check(", 's", HeadType::Per, None);
        check("the", HeadType::Loc, None);
    }
}
