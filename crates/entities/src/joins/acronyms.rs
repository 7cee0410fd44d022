//! Acronyms and the names that they stand for.

use std::collections::HashMap;

use super::{Article, Joins};
use crate::{entity::EntityType, forms::Form, gazetteers::Gazetteers, merge::Why, view::View};

/// Words that an acronym passes over.
const SMALL: &[&str] =
    &["of", "the", "and", "for", "in", "on", "al", "el", "de", "la", "les", "du", "des", "to", "&"];

impl Joins<'_> {
    /// "Kurdistan Workers' Party (PKK)" and "PKK (Kurdistan Workers' Party)". An acronym after the name may
    /// be of another language; a name after the acronym must have its initials.
    pub(super) fn brackets(&mut self, article: Article<'_>) {
        for (pair, names) in article.found.windows(2).zip(article.form_of.windows(2)) {
            let (&[Some(first), Some(second)], [a, b]) = (names, pair) else {
                continue;
            };
            let view = &article.views[a.sentence];
            if a.sentence != b.sentence || !bracketed(view, a.words.end, b.words.start, b.words.end) {
                continue;
            }
            let (before, inside) = (&self.forms[first], &self.forms[second]);
            let fits = |long: &Form, short: &Form| {
                short.is_acronym()
                    && !short.is_person()
                    && long.tokens.len() > 1
                    && long.entity_type != EntityType::Norp
                    && !is_place(long, article.gazetteers)
                    && !is_place(short, article.gazetteers)
            };
            if fits(before, inside) {
                self.join(second, first, Why::Brackets);
            } else if fits(inside, before) && initials(inside).contains(&before.tokens[0]) {
                self.join(first, second, Why::Brackets);
            }
        }
    }

    /// "UN" and "United Nations", where only one name of the article has these initials.
    pub(super) fn initials(&mut self) {
        let mut long: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, form) in self.forms.iter().enumerate() {
            if form.tokens.len() > 1 && !form.is_person() && form.entity_type != EntityType::Norp {
                for initials in initials(form) {
                    long.entry(initials).or_default().push(index);
                }
            }
        }
        for (index, form) in self.forms.iter().enumerate() {
            let acronym = form.tokens.len() == 1 && form.is_acronym() && !form.is_person();
            if acronym && let Some(candidates) = long.get(&form.tokens[0]) {
                self.join_unique(index, candidates.iter().copied(), Why::Initials);
            }
        }
    }
}

/// Whether a name stands in brackets of its own right after another: "(KMO)", "(the KMO)", "(KMO, …".
fn bracketed(view: &View<'_>, end: usize, start: usize, stop: usize) -> bool {
    let opens = view.form(end) == "("
        && (end + 1..start).all(|word| matches!(view.lower(word), "the" | "or" | "\"" | "“" | "‘" | "'"))
        && end < start
        && start <= end + 3;
    opens && matches!(view.form(stop), ")" | "," | ";" | "\"" | "”" | "’" | "'")
}

fn is_place(form: &Form, gazetteers: &Gazetteers) -> bool {
    gazetteers.place(&form.key).is_some()
}

/// The initials of a name with and without its small words, of the words as they are written.
fn initials(form: &Form) -> Vec<String> {
    let of = |small: bool| -> String {
        let words = form.key.split(' ').filter(|word| small || !SMALL.contains(word));
        words.filter_map(|word| word.chars().next()).collect()
    };
    let (all, large) = (of(true), of(false));
    if all == large { vec![all] } else { vec![all, large] }
}

#[cfg(test)]
mod tests {
    use crate::testing::{apart, joined};

    #[test]
    fn acronyms_in_brackets() {
        joined("[ORG Kurdish Media Office] ( [ORG KMO] )", "acronym in brackets");
        joined("[ORG Kurdish Media Office] ( the [ORG KMO] )", "acronym in brackets");
        joined("[ORG Party of Work] ( [ORG WXP] , in Ruritanian )", "acronym in brackets");
        joined("[ORG KMO] ( [ORG Kurdish Media Office] )", "acronym in brackets");
        apart("[ORG KXO] ( [ORG Kurdish Media Office] )");
        apart("[PER Ahmed Hassan] ( [LOC IRQ] )");
        apart("[ORG Kurdish Media Office] ( in [ORG KXO] )");
    }

    #[test]
    fn initials() {
        joined("[ORG Bureau of Field Works] by [ORG BFW]", "initials of");
        joined("[ORG BOFW] by [ORG Bureau of Field Works]", "initials of");
        joined("[ORG Ministry of Field Works] by the [ORG MFW]", "initials of");
        apart("[ORG Bureau of Field Works] by [ORG BFX]");
        apart("[PER Ali Hassan] by [ORG AH]");
    }
}
