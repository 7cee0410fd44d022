//! A sentence in, its dates, times and amounts as words out.

use std::ops::Range;

use crate::{
    atoms::{Atom, Class, Grammar, Kind, Lexicon, atoms},
    entity::EntityType,
    view::View,
};

/// A date, a time or an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expression {
    pub(crate) words: Range<usize>,
    pub(crate) entity_type: EntityType,
}

/// Finds expressions.
#[derive(Debug)]
pub(crate) struct Expressions {
    lexicon: Lexicon,
}

impl Expressions {
    pub(crate) fn new() -> Self {
        Self { lexicon: Lexicon::new() }
    }

    /// The expressions of a sentence from left to right; of those that start at a place the longest,
    /// of equally long ones the more specific.
    pub(crate) fn find(&self, view: &View<'_>) -> Vec<Expression> {
        let atoms = atoms(view, &self.lexicon);
        let grammar = Grammar { atoms: &atoms };
        let mut found = Vec::new();
        let mut i = 0;
        while i < atoms.len() {
            if let Some((end, expression)) = opens(&atoms[i]).then(|| at(grammar, view, i)).flatten() {
                found.push(expression);
                i = end;
            } else {
                i += 1;
            }
        }
        found
    }
}

/// Whether any expression can start with this atom.
fn opens(atom: &Atom<'_>) -> bool {
    match atom.kind {
        Kind::Number(_) => true,
        Kind::Letters(_, class) => !matches!(class, None | Some(Class::Currency | Class::Unit)),
        Kind::Symbol(symbol) => {
            matches!(symbol, '$' | '€' | '£' | '¥' | '₹' | '₽' | '₺' | '₪' | '₩' | '₴' | '\'' | '\u{2019}')
        }
    }
}

/// The best expression at atom `i` that is made of whole words, and one past its last atom.
fn at(grammar: Grammar<'_>, view: &View<'_>, i: usize) -> Option<(usize, Expression)> {
    let kinds = [
        (grammar.date(i), EntityType::Date),
        (grammar.time(i), EntityType::Time),
        (grammar.money(i), EntityType::Money),
        (grammar.percent(i), EntityType::Percent),
        (grammar.quantity(i), EntityType::Quantity),
    ];
    let mut best: Option<(usize, Expression)> = None;
    for (end, entity_type) in kinds {
        if let Some(end) = end
            && best.as_ref().is_none_or(|(longest, _)| end > *longest)
            && let Some(words) = whole_words(grammar, view, i..end)
        {
            best = Some((end, Expression { words, entity_type }));
        }
    }
    // "about 11 a.m." is no amount.
    let hour = |(end, found): &(usize, Expression)| {
        found.entity_type == EntityType::Quantity && grammar.time(i + 1).is_some_and(|time| time > *end)
    };
    best.filter(|found| !hour(found))
}

/// The words that a range of atoms covers, where it covers them wholly. The stop of an abbreviation
/// may be left over ("Feb.").
fn whole_words(grammar: Grammar<'_>, view: &View<'_>, atoms: Range<usize>) -> Option<Range<usize>> {
    let first = grammar.atoms.get(atoms.start)?;
    let last = grammar.atoms.get(atoms.end.checked_sub(1)?)?;
    let (start, end) = (view.words[first.word].span, view.words[last.word].span);
    let rest = view.text.get(last.span.end..end.end)?;
    (first.span.start == start.start && matches!(rest, "" | ".")).then_some(first.word..last.word + 1)
}

#[cfg(test)]
mod tests {
    use triplewire_tokenizer::Document;

    use super::*;
    use crate::testing::{document, hyphenated};

    /// Every expression of one type in a sentence.
    fn find(document: &Document<'_>, entity_type: EntityType) -> Vec<String> {
        let view = View::new(document, 0);
        let found = Expressions::new().find(&view);
        found.iter().filter(|e| e.entity_type == entity_type).map(|e| view.text(&e.words)).collect()
    }

    #[track_caller]
    fn check(entity_type: EntityType, cases: &[(&str, &[&str])]) {
        for (text, expected) in cases {
            assert_eq!(find(&document(text), entity_type), *expected, "{text}");
            let split: Vec<String> = find(&hyphenated(text), entity_type);
            assert_eq!(split, *expected, "{text}, split at hyphens");
        }
    }

    #[test]
    fn hours_after_about_are_times() {
        check(EntityType::Time, &[("It hit the market at about 11 a.m. , when", &["11 a.m."])]);
        check(EntityType::Quantity, &[("It killed about 11 people", &["about 11"])]);
    }

    #[test]
    fn absolute_dates() {
        check(
            EntityType::Date,
            &[
                ("He died on February 21, 2026 at home .", &["February 21, 2026"]),
                ("He died on 21 February 2026 .", &["21 February 2026"]),
                ("On Feb. 21 they met", &["Feb. 21"]),
                ("On Feb. 21 - 23 they met", &["Feb. 21 - 23"]),
                ("the 21st of March , 2019", &["the 21st of March , 2019"]),
                ("on Thursday , January 24 , 2019 , it", &["Thursday , January 24 , 2019"]),
                ("from 2026-02-20 on", &["2026-02-20"]),
                ("dated 20/02/2026 and 2/20/26", &["20/02/2026", "2/20/26"]),
                ("am 20.02.2026 gesehen", &["20.02.2026"]),
                ("in March 2011 , the", &["March 2011"]),
                ("In 2011 , the war of 1967", &["2011", "1967"]),
                ("the 2024 elections", &["2024"]),
                ("in 2000 and 2000 people", &["2000"]),
                ("in 2019 - 20", &[]),
                ("score 45/99/2026", &[]),
            ],
        );
    }

    #[test]
    fn relative_dates() {
        check(
            EntityType::Date,
            &[
                ("He left last week .", &["last week"]),
                ("the day before , he", &["the day before"]),
                ("two years ago and more than two years ago", &["two years ago", "more than two years ago"]),
                ("over the past two years", &["the past two years"]),
                ("on Thursday and last Friday night", &["Thursday", "last Friday night"]),
                (
                    "in late October , in mid-2025 and in early March",
                    &["late October", "mid-2025", "early March"],
                ),
                ("in the 1990s and the '90s", &["the 1990s", "the '90s"]),
                ("since the summer of 2014", &["the summer of 2014"]),
                ("earlier this month and by the end of 2025", &["earlier this month", "the end of 2025"]),
                ("yesterday , today", &["yesterday", "today"]),
                ("a week later , months earlier", &["a week later", "months earlier"]),
                ("in May they may march on Sunday", &["May", "Sunday"]),
                ("a 20-year-old man", &[]),
                ("a day in the life", &[]),
                ("spring to mind", &[]),
                ("the week of talks", &[]),
            ],
        );
    }

    #[test]
    fn periods_and_holidays() {
        check(
            EntityType::Date,
            &[
                (
                    "in the third quarter of 2018 , the 19th century",
                    &["the third quarter of 2018", "the 19th century"],
                ),
                (
                    "the end of the month , the beginning of next year",
                    &["the end of the month", "the beginning of next year"],
                ),
                ("over the weekend it", &["the weekend"]),
                (
                    "in March of this year , Monday of last week",
                    &["March of this year", "Monday of last week"],
                ),
                ("on Christmas Eve , on New Year 's Day 2026 .", &["Christmas Eve", "New Year 's Day 2026"]),
                ("the 9/11 attacks on Memorial Day", &["9/11", "Memorial Day"]),
                ("a good Friday , a president day", &["Friday"]),
                ("the third half , his third century", &[]),
                ("within two years before , within two years", &["two years before", "two years"]),
                ("a year and a half ago", &["a year and a half ago"]),
            ],
        );
    }

    #[test]
    fn intervals() {
        check(
            EntityType::Date,
            &[
                ("since Tuesday and since 2015", &["Tuesday", "2015"]),
                ("President from 1981 until 2011 .", &["1981 until 2011"]),
                ("mourning , Wednesday through Friday .", &["Wednesday through Friday"]),
                (
                    "between May and July 2019 , from May 3 to June 5",
                    &["between May and July 2019", "May 3 to June 5"],
                ),
                ("since then , from Homs to Raqqa , between two and five", &[]),
            ],
        );
        check(
            EntityType::Time,
            &[
                ("open from 9 a.m. to 5 p.m. and", &["9 a.m. to 5 p.m."]),
                ("between 2 and 4 p.m. on", &["between 2 and 4 p.m."]),
                ("won 6 to 4 , 5 to 10 people", &[]),
            ],
        );
    }

    #[test]
    fn times() {
        check(
            EntityType::Time,
            &[
                ("at 5:30 p.m. on", &["5:30 p.m."]),
                ("at 5.30pm , at 5 pm GMT", &["5.30pm", "5 pm GMT"]),
                ("at 1700 GMT and at 17:00 local time", &["1700 GMT", "17:00 local time"]),
                ("by noon , after midnight", &["noon", "midnight"]),
                ("two hours later , for 30 minutes", &["two hours later", "30 minutes"]),
                ("this morning and last night", &["this morning", "last night"]),
                ("at 5 p.m. on Monday , Sunday at 14:00", &["5 p.m. on Monday", "Sunday at 14:00"]),
                (
                    "tonight at 8 p.m. , half past six , a quarter to nine",
                    &["tonight at 8 p.m.", "half past six", "a quarter to nine"],
                ),
                (
                    "in the early hours of Monday , the night of July 4",
                    &["the early hours of Monday", "the night of July 4"],
                ),
                ("a quarter of them , half of it , at night", &[]),
                ("on a second front", &[]),
                ("ratio 17:99 and 3:2", &[]),
            ],
        );
    }

    #[test]
    fn money() {
        check(
            EntityType::Money,
            &[
                ("cost $5.3 million .", &["$5.3 million"]),
                ("cost US$300 billion", &["US$300 billion"]),
                ("cost US $ 300 billion", &["US $ 300 billion"]),
                ("cost €4bn and £20m", &["€4bn", "£20m"]),
                ("paid 300 million euros", &["300 million euros"]),
                ("between US$300 and 400 billion", &["between US$300 and 400 billion"]),
                ("from $3-4 million", &["$3-4 million"]),
                ("at least 500 Syrian pounds", &["at least 500 Syrian pounds"]),
                ("millions of dollars", &["millions of dollars"]),
                ("USD 300 or 20 EUR", &["USD 300", "20 EUR"]),
                ("$3 to 5 million , $3 or $4", &["$3 to 5 million", "$3 or $4"]),
                ("gave $3 million to 5 families", &["$3 million"]),
                ("told us 300 people", &[]),
                ("won 3 games", &[]),
            ],
        );
    }

    #[test]
    fn percentages() {
        check(
            EntityType::Percent,
            &[
                ("up 5 percent , 5% , 50 - 60 %", &["5 percent", "5%", "50 - 60 %"]),
                ("more than 10 percentage points", &["more than 10 percentage points"]),
                ("twenty-five per cent", &["twenty-five per cent"]),
                ("per capita", &[]),
            ],
        );
    }

    #[test]
    fn quantities() {
        check(
            EntityType::Quantity,
            &[
                ("more than 20,000 prisoners", &["more than 20,000"]),
                ("dozens of people , at least 20 dead", &["dozens", "at least 20"]),
                ("two hundred and fifty men", &["two hundred and fifty"]),
                ("tens of thousands fled", &["tens of thousands"]),
                ("20 km north , 300 square kilometers", &["20 km", "300 square kilometers"]),
                ("two attacks , two or three more", &["two", "two or three"]),
                ("between 300 and 400 people", &["between 300 and 400"]),
                ("half a million people", &["half a million"]),
                ("one of them", &[]),
                ("an F-16 , M23 and COVID-19", &[]),
                ("the 21st century", &[]),
                ("a 20-strong team", &[]),
            ],
        );
    }
}
