//! Forms in, the sets of forms that are one entity out, each join with its reason.
//!
//! Each rule joins forms where the strings alone show that they are one name. A rule that could
//! join a form to two entities joins it to none. What is known to be different stays apart whatever a
//! rule says: two well-known names, a person and a thing, names that an alias file keeps apart, full
//! names of two persons.
//!
//! One module a kind of rule: [`spellings`], [`acronyms`], [`persons`], [`organisations`].

mod acronyms;
mod given_names;
mod organisations;
mod persons;
mod spellings;

pub(crate) use organisations::{canonical, reordered};

use crate::{evidence::Found, fold, forms::Form, gazetteers::Gazetteers, merge::Why, view::View};
use persons::full_name;

/// What the rules read.
#[derive(Clone, Copy)]
pub(crate) struct Article<'a> {
    pub(crate) views: &'a [View<'a>],
    pub(crate) found: &'a [Found],
    pub(crate) form_of: &'a [Option<usize>],
    pub(crate) gazetteers: &'a Gazetteers,
}

/// A join that was made.
#[derive(Clone, Debug)]
pub(crate) struct Join {
    pub(crate) form: usize,
    pub(crate) other: usize,
    pub(crate) why: Why,
}

/// Which forms are one entity (disjoint sets).
#[derive(Debug)]
pub(crate) struct Joins<'f> {
    forms: &'f [Form],
    parent: Vec<usize>,
    /// By root.
    members: Vec<Vec<usize>>,
    /// By root: the well-known name of the set.
    pub(crate) known: Vec<Option<usize>>,
    /// Pairs of forms that an alias file keeps apart.
    apart: Vec<(usize, usize)>,
    /// Pairs of forms with nothing but "and" between them, the smaller first.
    coordinated: Vec<(usize, usize)>,
    /// In the order in which they were made.
    pub(crate) made: Vec<Join>,
}

/// Joins the forms of an article by every rule.
pub(crate) fn join<'f>(forms: &'f [Form], article: Article<'_>) -> Joins<'f> {
    let mut joins = Joins::new(forms, article);
    joins.known();
    joins.spellings(article.gazetteers);
    joins.reordered();
    joins.brackets(article);
    joins.initials();
    joins.persons(article.gazetteers);
    joins.shortened(article.gazetteers);
    joins
}

impl<'f> Joins<'f> {
    fn new(forms: &'f [Form], article: Article<'_>) -> Self {
        let mut coordinated = Vec::new();
        for (pair, names) in article.found.windows(2).zip(article.form_of.windows(2)) {
            if let (&[Some(a), Some(b)], [first, second]) = (names, pair) {
                let joined = first.sentence == second.sentence
                    && first.words.end + 1 == second.words.start
                    && matches!(
                        article.views[first.sentence].lower(first.words.end),
                        "and" | "or" | "nor" | "&"
                    );
                if joined && a != b {
                    coordinated.push((a.min(b), a.max(b)));
                }
            }
        }
        Self {
            forms,
            parent: (0..forms.len()).collect(),
            members: (0..forms.len()).map(|form| vec![form]).collect(),
            known: forms.iter().map(|form| form.known).collect(),
            apart: apart(forms, article.gazetteers),
            coordinated,
            made: Vec::new(),
        }
    }

    pub(crate) fn root(&self, mut form: usize) -> usize {
        while self.parent[form] != form {
            form = self.parent[form];
        }
        form
    }

    /// Joins the sets of two forms, unless they are known to be different.
    fn join(&mut self, form: usize, other: usize, why: Why) {
        let (a, b) = (self.root(form), self.root(other));
        if a == b || self.different(a, b, &why) {
            return;
        }
        let (first, second) = (a.min(b), a.max(b));
        self.parent[second] = first;
        self.known[first] = self.known[first].or(self.known[second]);
        let moved = std::mem::take(&mut self.members[second]);
        self.members[first].extend(moved);
        self.made.push(Join { form, other, why });
    }

    fn different(&self, a: usize, b: usize, why: &Why) -> bool {
        let across = |pairs: &[(usize, usize)]| {
            pairs.iter().any(|&(x, y)| {
                let (x, y) = (self.root(x), self.root(y));
                (x, y) == (a, b) || (y, x) == (a, b)
            })
        };
        // "George Bush and George W. Bush" are two.
        let part = matches!(why, Why::FullName | Why::Surname | Why::GivenName | Why::Shortened);
        matches!((self.known[a], self.known[b]), (Some(x), Some(y)) if x != y)
            || self.forms[a].is_person() != self.forms[b].is_person()
            || self.forms[a].sense != self.forms[b].sense
            || across(&self.apart)
            || (part && across(&self.coordinated))
            || (self.forms[a].is_person() && self.two_persons(a, b))
    }

    /// Whether two sets have full names, none of which could be the same person's.
    fn two_persons(&self, a: usize, b: usize) -> bool {
        let full = |root: usize| {
            let names = self.members[root].iter().map(|&form| &self.forms[form].tokens);
            names.filter(|tokens| full_name(tokens)).collect::<Vec<_>>()
        };
        let (a, b) = (full(a), full(b));
        !a.is_empty() && !b.is_empty() && !a.iter().any(|a| b.iter().any(|b| persons::same(a, b)))
    }

    /// Joins `form` to the candidates' entity where they are all one.
    fn join_unique(&mut self, form: usize, candidates: impl Iterator<Item = usize>, why: Why) {
        let mut only = None;
        for candidate in candidates {
            let root = self.root(candidate);
            if only.get_or_insert((root, candidate)).0 != root {
                return;
            }
        }
        if let Some((_, only)) = only {
            self.join(form, only, why);
        }
    }

    /// Forms of one well-known name. The rows that say so explain it, so that no join is recorded.
    fn known(&mut self) {
        let mut first: Vec<(usize, usize)> = Vec::new();
        for (index, form) in self.forms.iter().enumerate() {
            let Some(known) = form.known else {
                continue;
            };
            match first.iter().find(|(other, _)| *other == known) {
                None => first.push((known, index)),
                Some(&(_, other)) => {
                    let (a, b) = (self.root(other), self.root(index));
                    if a != b && self.forms[a].is_person() == self.forms[b].is_person() {
                        self.parent[b] = a;
                        let moved = std::mem::take(&mut self.members[b]);
                        self.members[a].extend(moved);
                    }
                }
            }
        }
    }
}

/// The pairs of forms that an alias file keeps apart, by their own words or those of the well-known name.
fn apart(forms: &[Form], gazetteers: &Gazetteers) -> Vec<(usize, usize)> {
    let mut apart = Vec::new();
    if gazetteers.well_known.none_apart() {
        return apart;
    }
    let keys: Vec<Vec<String>> = forms
        .iter()
        .map(|form| {
            let name = form.known.map(|known| fold::key(&gazetteers.known(known).name));
            std::iter::once(fold::key(&form.text)).chain(name).collect()
        })
        .collect();
    for (a, left) in keys.iter().enumerate() {
        for (b, right) in keys.iter().enumerate().skip(a + 1) {
            if left.iter().any(|left| right.iter().any(|right| gazetteers.well_known.apart(left, right))) {
                apart.push((a, b));
            }
        }
    }
    apart
}
