//! The head's names in, the same names with the pieces of a hyphenated particle kept together out.
//!
//! The tokenizer splits "Deir ez-Zor" and "al-Tanf" at the hyphen, as Universal Dependencies does. A
//! name that begins or ends at such a particle is a name cut in two.

use crate::{bio::HeadName, view::View};

/// What stands before a hyphen inside Arabic, Persian, Hebrew and Romance names.
const PARTICLES: [&str; 26] = [
    "al", "an", "ad", "adh", "ar", "as", "ash", "at", "ath", "az", "el", "er", "es", "esh", "et", "ez", "ul",
    "ud", "abu", "bin", "ben", "ibn", "bar", "beit", "tel", "umm",
];

/// Whether word `i` is a particle that a hyphen ties to the word after that.
fn leads(view: &View<'_>, i: usize) -> bool {
    let touch = |i: usize| i + 1 < view.len() && view.words[i].span.end == view.words[i + 1].span.start;
    PARTICLES.contains(&view.lower(i))
        && matches!(view.form(i + 1), "-" | "‐" | "‑")
        && touch(i)
        && touch(i + 1)
        && view.form(i + 2).starts_with(char::is_alphanumeric)
}

/// Widens each name to whole hyphenated pieces, and joins names that then meet.
///
/// Names come and go in the order of their words.
pub(crate) fn keep(view: &View<'_>, names: Vec<HeadName>) -> Vec<HeadName> {
    let mut kept: Vec<HeadName> = Vec::with_capacity(names.len());
    for mut name in names {
        name.words.end = name.words.end.min(view.len());
        if name.words.is_empty() {
            continue;
        }
        while name.words.start >= 2 && leads(view, name.words.start - 2) {
            name.words.start -= 2;
        }
        // The name may end at the particle or at its hyphen.
        while let Some(particle) =
            (name.words.end.saturating_sub(2).max(name.words.start)..name.words.end).find(|&i| leads(view, i))
        {
            if particle + 3 <= name.words.end {
                break;
            }
            name.words.end = particle + 3;
        }
        match kept.last_mut() {
            Some(last) if last.words.end > name.words.start => {
                last.words.end = last.words.end.max(name.words.end);
            }
            // "Deir" and "ez-Zor": the particle belongs to the name before it too.
            Some(last)
                if last.words.end == name.words.start
                    && last.head == name.head
                    && leads(view, name.words.start) =>
            {
                last.words.end = name.words.end;
            }
            _ => kept.push(name),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bio::HeadType::{self, Loc, Org, Per};
    use crate::testing::hyphenated;

    #[track_caller]
    fn check(text: &str, names: &[(std::ops::Range<usize>, HeadType)], expected: &[&str]) {
        let document = hyphenated(text);
        let view = View::new(&document, 0);
        let names =
            names.iter().map(|(words, head)| HeadName { words: words.clone(), head: *head }).collect();
        let kept: Vec<String> = keep(&view, names).iter().map(|name| view.text(&name.words)).collect();
        assert_eq!(kept, expected, "{text}");
    }

    #[test]
    fn names_are_not_cut_at_a_particle() {
        // Words: from al - Tanf today
        check("from al-Tanf today", &[(3..4, Loc)], &["al-Tanf"]);
        check("from al-Tanf today", &[(1..2, Loc)], &["al-Tanf"]);
        check("from al-Tanf today", &[(1..3, Loc)], &["al-Tanf"]);
        check("from al-Tanf today", &[(1..2, Per), (3..4, Loc)], &["al-Tanf"]);
        check("in Deir ez-Zor now", &[(1..3, Loc), (4..5, Per)], &["Deir ez-Zor"]);
        check("in Deir ez-Zor now", &[(1..2, Loc), (4..5, Loc)], &["Deir ez-Zor"]);
    }

    #[test]
    fn other_hyphens_part_names() {
        check("the US-led force", &[(1..2, Loc)], &["US"]);
        check("Israel-Hamas talks", &[(0..1, Loc), (2..3, Org)], &["Israel", "Hamas"]);
        check("from al - Tanf", &[(3..4, Loc)], &["Tanf"]);
        check("Abu Omar al-Masri", &[(0..5, Per)], &["Abu Omar al-Masri"]);
    }
}
