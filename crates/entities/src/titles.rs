//! Persons' names in, the title before each out: "Gen.", "former Prime Minister", "Secretary of State".
//!
//! A title is no part of the name: "President Assad" and "Assad" are one person by one name. It is
//! kept beside the name, with "former" and "acting", because it says who the person is.

use std::ops::Range;

use crate::{
    gazetteers::{Gazetteers, Title},
    view::View,
};

/// The most words of a title.
const LONGEST: usize = 8;

/// The title that ends right before word `name`, of the words from `from` on.
pub(crate) fn before(
    view: &View<'_>,
    from: usize,
    name: usize,
    gazetteers: &Gazetteers,
) -> Option<Range<usize>> {
    let from = from.max(name.saturating_sub(LONGEST));
    let mut start = run(view, from, name, gazetteers);
    if start == name {
        // "Secretary of State X": one office, what it is of in capitals, no title of its own.
        let of = (from..name).rev().find(|&word| view.lower(word) == "of")?;
        let capitals = (of + 1..name).all(|word| is_capital(view, word) || view.lower(word) == "and");
        if of + 1 == name || !capitals {
            return None;
        }
        start = run(view, from, of, gazetteers);
        if start == of {
            return None;
        }
    }
    // "the US President X": whose office it is stands before the title, as a name of its own.
    // "under former President X" is no Under Secretary.
    while start < name
        && (matches!(view.lower(start), "us" | "u.s." | "the" | "right" | "-")
            || matches!(view.form(start), "under" | "first"))
    {
        start += 1;
    }
    (start < name).then_some(start..name)
}

/// Where the titles begin that end before word `end`; `end` where there is none.
fn run(view: &View<'_>, from: usize, end: usize, gazetteers: &Gazetteers) -> usize {
    let mut start = end;
    let mut office = false;
    for word in (from..end).rev() {
        match gazetteers.title(view.lower(word)) {
            // "Secretary-General", "ex-president".
            None if view.form(word) == "-" && start < end && word > from => {}
            Some(Title { modifier: true, .. }) if office => start = word,
            Some(Title { modifier: false, lower, .. }) if lower || is_capital(view, word) => {
                office = true;
                start = word;
            }
            _ => break,
        }
    }
    if office { start } else { end }
}

fn is_capital(view: &View<'_>, word: usize) -> bool {
    view.form(word).starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::hyphenated;

    /// The title before the words in brackets.
    #[track_caller]
    fn check(marked: &str, expected: Option<&str>) {
        let (before_name, _) = marked.split_once("[ ").unwrap();
        let name = hyphenated(before_name).sentences.first().map_or(0, |sentence| sentence.words.len());
        let text = marked.replace("[ ", "").replace(" ]", "");
        let document = hyphenated(&text);
        let view = View::new(&document, 0);
        let title = before(&view, 0, name, &Gazetteers::new()).map(|words| view.text(&words));
        assert_eq!(title.as_deref(), expected, "{marked}");
    }

    #[test]
    fn titles() {
        check("Gen. [ Mazloum Abdi ] said", Some("Gen."));
        check("Sgt. Maj. [ Smith ]", Some("Sgt. Maj."));
        check("Lt. Gen. [ Kenneth McKenzie ]", Some("Lt. Gen."));
        check("the Syrian President [ Bashar al-Assad ]", Some("President"));
        check("US President [ Trump ]", Some("President"));
        check("Prime Minister [ Boris Johnson ]", Some("Prime Minister"));
        check("former Prime Minister [ David Cameron ]", Some("former Prime Minister"));
        check("acting Defense Secretary [ Shanahan ]", Some("acting Defense Secretary"));
        check("former president [ Barack Obama ]", Some("former president"));
        check("the ex-president [ Obama ]", Some("ex-president"));
        check("UN Secretary-General [ Guterres ]", Some("Secretary-General"));
        check("Secretary of State [ Mike Pompeo ]", Some("Secretary of State"));
        check("Minister of Foreign Affairs [ Ann Linde ]", Some("Minister of Foreign Affairs"));
        check("first under former US President [ Carter ]", Some("former US President"));
        check("Under Secretary [ Smith ]", Some("Under Secretary"));
        check("manager Dr [ Ali bin Tamim ]", Some("Dr"));
    }

    #[test]
    fn other_words() {
        check("the [ Assad ]", None);
        check("his brother [ Maher ]", None);
        check("said the former [ Smith ]", None);
        check("the army [ Smith ]", None);
        check("the death of [ Smith ]", None);
        check("a hero of war [ Smith ]", None);
    }
}
