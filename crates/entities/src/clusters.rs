//! Names and expressions in, mentions and the entities they stand for out.
//!
//! First the mentions with the same folded name become one form. Then forms are joined where the
//! strings alone show that they are one name: known equivalents, acronyms, surnames, shortened
//! organisations, romanisations. A rule that could join a form to two entities joins it to none.

use std::collections::HashMap;

use crate::{
    entity::{Entities, Entity, EntityType, Mention, MentionKind},
    evidence::Found,
    fold,
    gazetteers::{Gazetteers, Place, Position},
    view::View,
};

/// Particles of surnames, which may be left out.
const PARTICLES: &[&str] =
    &["al", "el", "bin", "bint", "ibn", "van", "von", "der", "den", "de", "da", "di", "du", "del", "la", "ben", "abu"];
/// Words that an acronym passes over.
const SMALL: &[&str] = &["of", "the", "and", "for", "in", "on", "al", "el", "de", "la", "les", "du", "des", "to", "&"];
/// First words that many organisations share.
const COMMON: &[&str] =
    &["national", "international", "united", "free", "democratic", "islamic", "world", "central", "federal", "royal"];

/// All mentions of an article that have the same folded name.
#[derive(Debug)]
struct Form {
    tokens: Vec<String>,
    /// As first written.
    text: String,
    mentions: Vec<usize>,
    entity_type: EntityType,
    known: Option<usize>,
}

impl Form {
    fn is_person(&self) -> bool {
        self.entity_type == EntityType::Per
    }

    /// Whether it is written like an acronym: "IS", "U.N.".
    fn is_acronym(&self) -> bool {
        let letters = self.text.chars().filter(|c| *c != '.');
        (2..=8).contains(&letters.clone().count())
            && letters.clone().all(|c| c.is_alphanumeric() && !c.is_lowercase())
            && letters.filter(|c| c.is_alphabetic()).count() >= 2
    }
}

/// Puts the found names and expressions of an article together. They are in order of sentence and word.
pub(crate) fn link(views: &[View<'_>], found: Vec<Found>, gazetteers: &Gazetteers) -> Entities {
    let (forms, form_of) = forms(views, &found, gazetteers);
    let mut joins = Joins::new(&forms);
    joins.known(&forms);
    joins.spellings(&forms, gazetteers);
    joins.brackets(&forms, &form_of, &found, views, gazetteers);
    joins.initials(&forms);
    joins.persons(&forms);
    joins.shortened(&forms, gazetteers);
    assemble(views, found, &forms, &form_of, &mut joins, gazetteers)
}

/// Groups names by folded name. A person is kept apart from a place of that name ("Washington").
/// Expressions have no form.
fn forms(views: &[View<'_>], found: &[Found], gazetteers: &Gazetteers) -> (Vec<Form>, Vec<Option<usize>>) {
    let mut index: HashMap<(&str, bool), usize> = HashMap::new();
    let mut forms: Vec<Form> = Vec::new();
    let mut votes: Vec<Vec<EntityType>> = Vec::new();
    let mut form_of = Vec::with_capacity(found.len());
    for (mention, found) in found.iter().enumerate() {
        if found.head.is_none() {
            form_of.push(None);
            continue;
        }
        let apart = found.entity_type == EntityType::Per && gazetteers.place(&found.key).is_some();
        let form = *index.entry((&found.key, apart)).or_insert_with(|| {
            forms.push(Form {
                tokens: organisation(found.key.split(' ').map(str::to_owned).collect()),
                text: views[found.sentence].text(&found.words),
                mentions: Vec::new(),
                entity_type: found.entity_type,
                known: found.known,
            });
            votes.push(Vec::new());
            forms.len() - 1
        });
        forms[form].mentions.push(mention);
        forms[form].known = forms[form].known.or(found.known);
        votes[form].push(found.entity_type);
        form_of.push(Some(form));
    }
    for (form, votes) in forms.iter_mut().zip(&votes) {
        form.entity_type = majority(votes.iter().copied()).unwrap_or(EntityType::Other);
    }
    (forms, form_of)
}

/// The most frequent type; the first of equals.
fn majority(votes: impl Iterator<Item = EntityType> + Clone) -> Option<EntityType> {
    let count = |kind| votes.clone().filter(|vote| *vote == kind).count();
    let mut seen: Vec<(EntityType, usize)> = Vec::new();
    for vote in votes.clone() {
        if !seen.iter().any(|(kind, _)| *kind == vote) {
            seen.push((vote, count(vote)));
        }
    }
    seen.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(kind, _)| kind)
}

/// One order and spelling for ministries: "Ministry of Defence" is "Defense Ministry".
fn organisation(mut tokens: Vec<String>) -> Vec<String> {
    for token in &mut tokens {
        if token == "defence" {
            "defense".clone_into(token);
        }
    }
    let head = tokens.iter().position(|token| matches!(token.as_str(), "ministry" | "department"));
    if let Some(head) = head
        && tokens.get(head + 1).is_some_and(|token| token == "of")
        && tokens.len() > head + 2
    {
        let noun = tokens.remove(head);
        tokens.remove(head);
        if tokens.get(head).is_some_and(|token| token == "the") && tokens.len() > head + 1 {
            tokens.remove(head);
        }
        tokens.push(noun);
    }
    tokens
}

/// Which forms are one entity (disjoint sets).
#[derive(Debug)]
struct Joins {
    parent: Vec<usize>,
    /// By root: what is known of the set.
    known: Vec<Option<usize>>,
    person: Vec<bool>,
}

impl Joins {
    fn new(forms: &[Form]) -> Self {
        Self {
            parent: (0..forms.len()).collect(),
            known: forms.iter().map(|form| form.known).collect(),
            person: forms.iter().map(Form::is_person).collect(),
        }
    }

    fn root(&mut self, mut form: usize) -> usize {
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
    fn known(&mut self, forms: &[Form]) {
        let mut first: HashMap<usize, usize> = HashMap::new();
        for (index, form) in forms.iter().enumerate() {
            if let Some(known) = form.known {
                let first = *first.entry(known).or_insert(index);
                self.join(first, index);
            }
        }
    }

    /// The same words in another order or spelling, and plurals of peoples.
    fn spellings(&mut self, forms: &[Form], gazetteers: &Gazetteers) {
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
    fn brackets(
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
            let fits = forms[short].is_acronym() && forms[long].tokens.len() > 1 && forms[long].entity_type != EntityType::Norp;
            if bracketed && fits && !place(&forms[long]) && !place(&forms[short]) {
                self.join(long, short);
            }
        }
    }

    /// "UN" and "United Nations", where only one name of the article has these initials.
    fn initials(&mut self, forms: &[Form]) {
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
            if form.tokens.len() == 1 && form.is_acronym() && !form.is_person() {
                if let Some(candidates) = long.get(&form.tokens[0]) {
                    self.join_unique(index, candidates.iter().copied());
                }
            }
        }
    }

    /// A surname after or before the full name, with or without its particles; a full name with or
    /// without what stands between first name and surname.
    fn persons(&mut self, forms: &[Form]) {
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
                let same = |other: &&usize| **other != index && same_person(&form.tokens, &forms[**other].tokens);
                self.join_unique(index, candidates.iter().filter(same).copied());
            }
        }
        for (index, form) in forms.iter().enumerate().filter(|(_, form)| form.is_person()) {
            if let Some(candidates) = by_surname.get(surname(&form.tokens)).filter(|_| !full_name(&form.tokens)) {
                let part = without_particles(without_suffix(&form.tokens));
                let ends = |other: &&usize| without_suffix(&forms[**other].tokens).ends_with(part);
                self.join_unique(index, candidates.iter().filter(ends).copied());
            }
        }
    }

    /// "Defense Ministry" for "Syrian Defense Ministry", "Brookings" for "Brookings Institution".
    fn shortened(&mut self, forms: &[Form], gazetteers: &Gazetteers) {
        let mut by_edge: HashMap<(bool, &str), Vec<usize>> = HashMap::new();
        let organisations = || forms.iter().enumerate().filter(|(_, form)| form.entity_type == EntityType::Org);
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
                let ends = candidates.filter(|&other| longer(other) && forms[other].tokens.ends_with(&form.tokens));
                self.join_unique(index, ends);
            } else if !head && first.len() > 4 && !COMMON.contains(&first.as_str()) && !listed(first, gazetteers) {
                let candidates = by_edge.get(&(true, first.as_str())).into_iter().flatten().copied();
                let starts = candidates.filter(|&other| longer(other) && forms[other].tokens.starts_with(&form.tokens));
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
        Some((last, rest)) if !rest.is_empty() && matches!(last.as_str(), "jr" | "sr" | "ii" | "iii" | "iv") => rest,
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

/// Makes the entities, in order of first mention.
fn assemble(
    views: &[View<'_>],
    found: Vec<Found>,
    forms: &[Form],
    form_of: &[Option<usize>],
    joins: &mut Joins,
    gazetteers: &Gazetteers,
) -> Entities {
    let mut out = Entities::default();
    let mut by_root: HashMap<usize, usize> = HashMap::new();
    let mut by_date: HashMap<String, usize> = HashMap::new();
    for (index, (found, form)) in found.into_iter().zip(form_of).enumerate() {
        let view = &views[found.sentence];
        let text = view.text(&found.words);
        let next = out.entities.len();
        let entity = match form {
            Some(form) => *by_root.entry(joins.root(*form)).or_insert(next),
            // Two dates of one wording are one date; two amounts of one wording count different things.
            None if found.entity_type == EntityType::Date => *by_date.entry(fold::key(&text)).or_insert(next),
            None => next,
        };
        if entity == next {
            let name = text.clone();
            let entity_type = found.entity_type;
            out.entities.push(Entity { id: String::new(), name, entity_type, aliases: Vec::new(), mentions: Vec::new() });
        }
        let target = &mut out.entities[entity];
        target.mentions.push(index);
        if !target.aliases.contains(&text) {
            target.aliases.push(text);
        }
        out.mentions.push(Mention {
            sentence: found.sentence,
            span: view.span(&found.words),
            words: found.words,
            kind: MentionKind::Name,
            entity_type: found.entity_type,
            entity,
        });
    }
    let mut known = vec![None; out.entities.len()];
    for form in 0..forms.len() {
        let root = joins.root(form);
        if let (Some(&entity), Some(index)) = (by_root.get(&root), joins.known[root]) {
            known[entity] = Some(index);
        }
    }
    let mut used: HashMap<String, usize> = HashMap::new();
    for (entity, known) in out.entities.iter_mut().zip(known) {
        let votes = entity.mentions.iter().map(|&mention| out.mentions[mention].entity_type);
        entity.entity_type = majority(votes).unwrap_or(EntityType::Other);
        entity.name = match known {
            Some(known) => gazetteers.known(known).name.to_owned(),
            None => fullest(&entity.aliases),
        };
        let Entity { name, aliases, .. } = entity;
        aliases.retain(|alias| alias != name);
        entity.id = unique(format!("e:{}", fold::slug(&entity.name)), &mut used);
    }
    out
}

/// The form with the most words, then the most letters; the first of equals. Capitals throughout
/// are a headline's, so such a form only wins where there is no other.
fn fullest(forms: &[String]) -> String {
    let rank = |form: &String| {
        let shouted = form.contains(' ') && !form.chars().any(char::is_lowercase);
        (!shouted, form.split(' ').count(), form.chars().count())
    };
    let mut best: Option<&String> = None;
    for form in forms {
        if best.is_none_or(|best| rank(form) > rank(best)) {
            best = Some(form);
        }
    }
    best.cloned().unwrap_or_default()
}

/// The id itself, or with "-2", "-3", … where it is taken.
fn unique(id: String, used: &mut HashMap<String, usize>) -> String {
    let mut count = used.get(&id).copied().unwrap_or(0) + 1;
    let mut candidate = if count == 1 { id.clone() } else { format!("{id}-{count}") };
    while count > 1 && used.contains_key(&candidate) {
        count += 1;
        candidate = format!("{id}-{count}");
    }
    if count > 1 {
        used.insert(candidate.clone(), 1);
    }
    used.insert(id, count);
    candidate
}
