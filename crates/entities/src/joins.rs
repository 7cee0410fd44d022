//! Forms in, the sets of forms that are one entity out.
//!
//! Each rule joins forms where the strings alone show that they are one name. A rule that could
//! join a form to two entities joins it to none.

use std::collections::HashMap;

use crate::{
    entity::EntityType,
    evidence::Found,
    fold,
    forms::Form,
    gazetteers::{Gazetteers, Place, Position},
    view::View,
};

/// Particles of surnames, which may be left out.
const PARTICLES: &[&str] = &[
    "al", "el", "bin", "bint", "ibn", "van", "von", "der", "den", "de", "da", "di", "du", "del", "la", "ben",
    "abu",
];
/// Words that an acronym passes over.
const SMALL: &[&str] =
    &["of", "the", "and", "for", "in", "on", "al", "el", "de", "la", "les", "du", "des", "to", "&"];
/// First words that many organisations share.
const COMMON: &[&str] = &[
    "national",
    "international",
    "united",
    "free",
    "democratic",
    "islamic",
    "world",
    "central",
    "federal",
    "royal",
];

/// Which forms are one entity (disjoint sets).
#[derive(Debug)]
pub(crate) struct Joins {
    parent: Vec<usize>,
    /// By root: what is known of the set.
    pub(crate) known: Vec<Option<usize>>,
    person: Vec<bool>,
}

impl Joins {
    pub(crate) fn new(forms: &[Form]) -> Self {
        Self {
            parent: (0..forms.len()).collect(),
            known: forms.iter().map(|form| form.known).collect(),
            person: forms.iter().map(Form::is_person).collect(),
        }
    }

    pub(crate) fn root(&mut self, mut form: usize) -> usize {
        while self.parent[form] != form {
            self.parent[form] = self.parent[self.parent[form]];
            form = self.parent[form];
        }
        form
    }

    /// Joins two sets, unless one is a person and the other not or they are known to be different.
    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let different = matches!((self.known[a], self.known[b]), (Some(x), Some(y)) if x != y);
        if a != b && !different && self.person[a] == self.person[b] {
            let (first, second) = (a.min(b), a.max(b));
            self.parent[second] = first;
            self.known[first] = self.known[first].or(self.known[second]);
        }
    }

    /// Joins `form` to the candidates' entity where they are all one.
    fn join_unique(&mut self, form: usize, candidates: impl Iterator<Item = usize>) {
        let mut only = None;
        for candidate in candidates {
            let root = self.root(candidate);
            if *only.get_or_insert(root) != root {
                return;
            }
        }
        if let Some(only) = only {
            self.join(form, only);
        }
    }

    /// Forms of one well-known name.
    pub(crate) fn known(&mut self, forms: &[Form]) {
        let mut first: HashMap<usize, usize> = HashMap::new();
        for (index, form) in forms.iter().enumerate() {
            if let Some(known) = form.known {
                let first = *first.entry(known).or_insert(index);
                self.join(first, index);
            }
        }
    }

    /// The same words in another order or spelling, and plurals of peoples.
    pub(crate) fn spellings(&mut self, forms: &[Form], gazetteers: &Gazetteers) {
        let mut first: HashMap<(bool, String), usize> = HashMap::new();
        for (index, form) in forms.iter().enumerate() {
            let joined = form.tokens.join(" ");
            let mut keys = vec![format!("={joined}")];
            if form.entity_type == EntityType::Norp {
                keys.push(format!("={}", joined.strip_suffix('s').unwrap_or(&joined)));
            } else if gazetteers.place(&joined) != Some(Place::Country) && !form.is_acronym() {
                keys.extend(fold::romanised(&joined).map(|key| format!("~{key}")));
            }
            for key in keys {
                let first = *first.entry((form.is_person(), key)).or_insert(index);
                let (a, b) = (forms[first].entity_type, form.entity_type);
                if (a == EntityType::Norp) == (b == EntityType::Norp) {
                    self.join(first, index);
                }
            }
        }
    }

    /// "Kurdistan Workers' Party (PKK)": an acronym in brackets right after a longer name.
    pub(crate) fn brackets(
        &mut self,
        forms: &[Form],
        form_of: &[Option<usize>],
        found: &[Found],
        views: &[View<'_>],
        gazetteers: &Gazetteers,
    ) {
        for (pair, names) in found.windows(2).zip(form_of.windows(2)) {
            let (&[Some(long), Some(short)], [a, b]) = (names, pair) else {
                continue;
            };
            let view = &views[a.sentence];
            let bracketed = a.sentence == b.sentence
                && a.words.end + 1 == b.words.start
                && view.form(a.words.end) == "("
                && view.form(b.words.end) == ")";
            let place = |form: &Form| gazetteers.place(&form.tokens.join(" ")).is_some();
            let fits = forms[short].is_acronym()
                && forms[long].tokens.len() > 1
                && forms[long].entity_type != EntityType::Norp;
            if bracketed && fits && !place(&forms[long]) && !place(&forms[short]) {
                self.join(long, short);
            }
        }
    }

    /// "UN" and "United Nations", where only one name of the article has these initials.
    pub(crate) fn initials(&mut self, forms: &[Form]) {
        let mut long: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, form) in forms.iter().enumerate() {
            if form.tokens.len() < 2 || form.is_person() || form.entity_type == EntityType::Norp {
                continue;
            }
            let initials = |small: bool| -> String {
                let kept = form.tokens.iter().filter(|token| small || !SMALL.contains(&token.as_str()));
                kept.filter_map(|token| token.chars().next()).collect()
            };
            let (all, large) = (initials(true), initials(false));
            if all != large {
                long.entry(all).or_default().push(index);
            }
            long.entry(large).or_default().push(index);
        }
        for (index, form) in forms.iter().enumerate() {
            let acronym = form.tokens.len() == 1 && form.is_acronym() && !form.is_person();
            if acronym && let Some(candidates) = long.get(&form.tokens[0]) {
                self.join_unique(index, candidates.iter().copied());
            }
        }
    }

    /// A surname after or before the full name, with or without its particles; a full name with or
    /// without what stands between first name and surname.
    pub(crate) fn persons(&mut self, forms: &[Form]) {
        let mut by_surname: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, form) in forms.iter().enumerate() {
            if form.is_person() && full_name(&form.tokens) {
                by_surname.entry(surname(&form.tokens)).or_default().push(index);
            }
        }
        for (index, form) in forms.iter().enumerate().filter(|(_, form)| form.is_person()) {
            let Some(candidates) = by_surname.get(surname(&form.tokens)) else {
                continue;
            };
            if full_name(&form.tokens) {
                let same =
                    |other: &&usize| **other != index && same_person(&form.tokens, &forms[**other].tokens);
                self.join_unique(index, candidates.iter().filter(same).copied());
            }
        }
        for (index, form) in forms.iter().enumerate().filter(|(_, form)| form.is_person()) {
            if let Some(candidates) =
                by_surname.get(surname(&form.tokens)).filter(|_| !full_name(&form.tokens))
            {
                let part = without_particles(without_suffix(&form.tokens));
                let ends = |other: &&usize| without_suffix(&forms[**other].tokens).ends_with(part);
                self.join_unique(index, candidates.iter().filter(ends).copied());
            }
        }
    }

    /// "Defense Ministry" for "Syrian Defense Ministry", "Brookings" for "Brookings Institution".
    pub(crate) fn shortened(&mut self, forms: &[Form], gazetteers: &Gazetteers) {
        let mut by_edge: HashMap<(bool, &str), Vec<usize>> = HashMap::new();
        let organisations =
            || forms.iter().enumerate().filter(|(_, form)| form.entity_type == EntityType::Org);
        for (index, form) in organisations().filter(|(_, form)| form.tokens.len() > 1) {
            if let (Some(first), Some(last)) = (form.tokens.first(), form.tokens.last()) {
                by_edge.entry((true, first)).or_default().push(index);
                by_edge.entry((false, last)).or_default().push(index);
            }
        }
        for (index, form) in organisations() {
            let (Some(first), Some(last)) = (form.tokens.first(), form.tokens.last()) else {
                continue;
            };
            let longer = |other: usize| forms[other].tokens.len() > form.tokens.len();
            let head = gazetteers.head(last, Position::Last).is_some();
            if form.tokens.len() > 1 && head {
                let candidates = by_edge.get(&(false, last.as_str())).into_iter().flatten().copied();
                let ends =
                    candidates.filter(|&other| longer(other) && forms[other].tokens.ends_with(&form.tokens));
                self.join_unique(index, ends);
            } else if !head
                && first.len() > 4
                && !COMMON.contains(&first.as_str())
                && !listed(first, gazetteers)
            {
                let candidates = by_edge.get(&(true, first.as_str())).into_iter().flatten().copied();
                let starts = candidates
                    .filter(|&other| longer(other) && forms[other].tokens.starts_with(&form.tokens));
                self.join_unique(index, starts);
            }
        }
    }
}

fn listed(key: &str, gazetteers: &Gazetteers) -> bool {
    gazetteers.place(key).is_some() || gazetteers.is_people(key)
}

fn without_suffix(tokens: &[String]) -> &[String] {
    match tokens.split_last() {
        Some((last, rest))
            if !rest.is_empty() && matches!(last.as_str(), "jr" | "sr" | "ii" | "iii" | "iv") =>
        {
            rest
        }
        _ => tokens,
    }
}

fn without_particles(tokens: &[String]) -> &[String] {
    let particles = tokens.iter().take_while(|token| PARTICLES.contains(&token.as_str())).count();
    &tokens[particles.min(tokens.len().saturating_sub(1))..]
}

/// The last word of a person's name.
fn surname(tokens: &[String]) -> &str {
    without_suffix(tokens).last().map_or("", String::as_str)
}

/// Whether a person's name has more than a surname with its particles.
fn full_name(tokens: &[String]) -> bool {
    let tokens = without_suffix(tokens);
    let particles = tokens.iter().take_while(|token| PARTICLES.contains(&token.as_str())).count();
    particles == 0 && tokens.iter().filter(|token| !PARTICLES.contains(&token.as_str())).count() > 1
}

/// Whether two full names with one surname have the same first name and nothing that tells them apart.
fn same_person(a: &[String], b: &[String]) -> bool {
    let (a, b) = (without_suffix(a), without_suffix(b));
    if a.first() != b.first() {
        return false;
    }
    let middle = |tokens: &[String]| -> Vec<String> {
        let inner = tokens.get(1..tokens.len().saturating_sub(1)).unwrap_or_default();
        inner.iter().filter(|token| !PARTICLES.contains(&token.as_str())).cloned().collect()
    };
    let (a, b) = (middle(a), middle(b));
    a.is_empty() || b.is_empty() || a == b
}
