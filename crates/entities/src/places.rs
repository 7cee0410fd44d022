//! The data files of places in, look-ups by folded name out: what kind of place it is, in which
//! country, and which GeoNames entry.
//!
//! One name may be many places. The kind is that of the best known of them; a link is given only
//! where the article leaves no doubt: the one country of that name before any city, the city with
//! most people before others, and a place in a country that the article names before both.

#![allow(clippy::doc_markdown, reason = "GeoNames is a name, not code")]

use std::collections::{HashMap, HashSet};

use crate::{
    fold,
    gazetteers::{list, rows},
};

const PLACES: &str = include_str!("../data/places.tsv");
const CITIES: &str = include_str!("../data/cities.tsv");
const COUNTRY_IDS: &str = include_str!("../data/country_ids.tsv");

/// From how many people on a city is known without its country.
const LARGE: u32 = 200_000;
/// Where names begin with an article that each newspaper writes differently.
const ARABIC: [&str; 10] = ["SY", "IQ", "YE", "LB", "PS", "LY", "JO", "EG", "SD", "SA"];

/// The Arabic article, assimilated or not.
const ARTICLES: [&str; 12] = ["al", "el", "ar", "er", "as", "es", "ash", "esh", "ad", "an", "at", "az"];
/// A place in a country that the article names must have this part of the largest one's people:
/// Washington is not the town near Newcastle because London is named too.
const SHARE: u32 = 10;

/// What kind of place a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A country or its capital.
    Country,
    /// A state, province or region with a government of its own.
    Region,
    City,
    /// A place without a government: a continent, a sea, a river.
    Natural,
}

/// Two letters that stand for a country (ISO 3166-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    pub(crate) fn new(code: &str) -> Option<Self> {
        code.as_bytes().try_into().ok().map(Self)
    }

    /// The letters ("SY").
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// A place in GeoNames (<https://www.geonames.org>).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceLink {
    /// Its number there: `https://www.geonames.org/163843`.
    pub geonames: u32,
    /// The country in which it is, or which it is.
    pub country: CountryCode,
}

/// The countries that an article names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Countries(HashSet<CountryCode>);

impl FromIterator<CountryCode> for Countries {
    fn from_iter<I: IntoIterator<Item = CountryCode>>(codes: I) -> Self {
        Self(codes.into_iter().collect())
    }
}

#[derive(Clone, Copy, Debug)]
struct Candidate {
    link: PlaceLink,
    people: u32,
    /// A country, or a state of one: known before any city of that name.
    whole: bool,
    /// By another spelling than GeoNames' own name.
    respelled: bool,
}

#[derive(Clone, Debug)]
struct Entry {
    kind: Place,
    candidates: Vec<Candidate>,
}

impl Entry {
    fn add(&mut self, candidate: Candidate) {
        // Nearly every name is of one place.
        self.candidates.reserve_exact(1);
        self.candidates.push(candidate);
    }

    fn has(&self, geonames: u32) -> bool {
        self.candidates.iter().any(|candidate| candidate.link.geonames == geonames)
    }
}

/// Places by folded name.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    /// To the place in `entries`: tables of small values, as there are 30,000 names.
    by_key: HashMap<Box<str>, u32>,
    entries: Vec<Entry>,
    /// Romanised names by a coarser key, to the place in `entries`; nothing where two would meet.
    romanised: HashMap<Box<str>, Option<u32>>,
    /// Countries by their names, capitals and peoples.
    countries: HashMap<String, CountryCode>,
}

impl Places {
    /// Reads cities and regions. Countries follow by [`Places::country`].
    pub(crate) fn new() -> Self {
        let mut all = Self {
            by_key: HashMap::with_capacity(32_768),
            entries: Vec::with_capacity(32_768),
            romanised: HashMap::new(),
            countries: HashMap::with_capacity(2_048),
        };
        for [name, country, id, people, others] in rows(CITIES) {
            let (Some(country), Ok(geonames)) = (CountryCode::new(country), id.parse()) else {
                continue;
            };
            let people = people.parse().unwrap_or(0);
            let link = PlaceLink { geonames, country };
            for form in std::iter::once(name).chain(list(others)) {
                let key = fold::key(form);
                let coarse = coarse(&key).filter(|_| ARABIC.contains(&country.as_str()));
                let entry = all.index(key, Place::City);
                if let Some(coarse) = coarse {
                    all.romanise(coarse, entry, geonames);
                }
                let candidate = Candidate { link, people, whole: false, respelled: form != name };
                all.entries[entry as usize].add(candidate);
            }
        }
        let mut codes: HashMap<&str, CountryCode> = HashMap::with_capacity(512);
        for [name, code, id] in rows(COUNTRY_IDS) {
            let (Some(country), Ok(geonames)) = (CountryCode::new(code), id.parse()) else {
                continue;
            };
            codes.entry(name).or_insert(country);
            let link = PlaceLink { geonames, country };
            let candidate = Candidate { link, people: 0, whole: true, respelled: false };
            all.entry(fold::key(name), Place::Region).add(candidate);
        }
        for [kind, place, names] in rows(PLACES) {
            let kind = if kind == "LOC" { Place::Natural } else { Place::Region };
            let within = codes.get(place).copied();
            for name in list(names) {
                let entry = all.entry(fold::key(name), kind);
                entry.kind = kind;
                // A region is linked only to a place of that name in its own country.
                entry.candidates.retain(|c| Some(c.link.country) == within && kind == Place::Region);
                if let Some(within) = within {
                    all.countries.entry(fold::key(name)).or_insert(within);
                }
            }
        }
        all
    }

    /// Adds a country with its names, capitals and peoples.
    pub(crate) fn country(
        &mut self,
        name: &'static str,
        forms: impl Iterator<Item = &'static str>,
        capitals: impl Iterator<Item = &'static str>,
        peoples: impl Iterator<Item = &'static str>,
    ) {
        let own = self.by_name(&fold::key(name)).map(|entry| entry.candidates.clone()).unwrap_or_default();
        let whole: Vec<Candidate> = own.into_iter().filter(|candidate| candidate.whole).collect();
        let code = whole.first().map(|candidate| candidate.link.country);
        for form in std::iter::once(name).chain(forms) {
            let entry = self.entry(fold::key(form), Place::Country);
            entry.kind = Place::Country;
            entry.candidates.clone_from(&whole);
        }
        for capital in capitals {
            let entry = self.entry(fold::key(capital), Place::Country);
            entry.kind = Place::Country;
            if let Some(code) = code {
                self.countries.insert(fold::key(capital), code);
            }
        }
        if let Some(code) = code {
            // "Georgia" alone does not say which Georgia it is.
            let names = std::iter::once(name).filter(|_| whole.len() == 1);
            self.countries.extend(names.chain(peoples).map(|name| (fold::key(name), code)));
        }
    }

    fn entry(&mut self, key: String, kind: Place) -> &mut Entry {
        let index = self.index(key, kind);
        &mut self.entries[index as usize]
    }

    /// The place of a name in `entries`, which is made where there is none.
    fn index(&mut self, key: String, kind: Place) -> u32 {
        let next = self.entries.len() as u32;
        let index = *self.by_key.entry(key.into_boxed_str()).or_insert(next);
        if index == next {
            self.entries.push(Entry { kind, candidates: Vec::new() });
        }
        index
    }

    fn by_name(&self, key: &str) -> Option<&Entry> {
        self.by_key.get(key).map(|&index| &self.entries[index as usize])
    }

    fn romanise(&mut self, coarse: String, entry: u32, geonames: u32) {
        let value = match self.romanised.get(coarse.as_str()).copied() {
            None => Some(entry),
            Some(Some(known)) if known == entry || self.entries[known as usize].has(geonames) => Some(known),
            Some(_) => None,
        };
        self.romanised.insert(coarse.into_boxed_str(), value);
    }

    fn get(&self, key: &str) -> Option<&Entry> {
        // A region listed by name alone has its GeoNames entry under another spelling.
        self.by_name(key).filter(|entry| !entry.candidates.is_empty()).or_else(|| {
            let known = (*self.romanised.get(coarse(key)?.as_str())?)?;
            Some(&self.entries[known as usize])
        })
    }

    /// What kind of place a name is of.
    pub(crate) fn kind(&self, key: &str) -> Option<Place> {
        self.by_name(key).map(|entry| entry.kind)
    }

    /// As [`Places::kind`], for a name of which something else says that it is a place: also by
    /// another spelling of a romanised name.
    pub(crate) fn kind_spelled(&self, key: &str) -> Option<Place> {
        self.kind(key).or_else(|| self.get(key).map(|entry| entry.kind))
    }

    /// Whether a reader knows the place by its name alone: a country, a region or a large city.
    pub(crate) fn is_well_known(&self, key: &str) -> bool {
        self.by_name(key).is_some_and(|entry| match entry.kind {
            Place::Country | Place::Region => true,
            Place::City => entry.candidates.iter().any(|c| !c.respelled && c.people >= LARGE),
            Place::Natural => false,
        })
    }

    /// The country that a name, a capital, a region or a people stands for.
    pub(crate) fn country_of(&self, key: &str) -> Option<CountryCode> {
        self.countries.get(key).copied()
    }

    /// The countries that the given folded names stand for.
    pub(crate) fn countries<'k>(&self, keys: impl Iterator<Item = &'k str>) -> Countries {
        Countries(keys.filter_map(|key| self.country_of(key)).collect())
    }

    /// The one place that a folded name is of in an article that names these countries.
    pub(crate) fn link(&self, key: &str, countries: &Countries) -> Option<PlaceLink> {
        let candidates = &self.get(key)?.candidates;
        let named = |candidate: &&Candidate| countries.0.contains(&candidate.link.country);
        let whole: Vec<&Candidate> = candidates.iter().filter(|candidate| candidate.whole).collect();
        match whole[..] {
            [] => {}
            [only] => return Some(only.link),
            _ => {
                let mut named = whole.into_iter().filter(named);
                let first = named.next()?;
                return named.next().is_none().then_some(first.link);
            }
        }
        let largest = |among: &mut dyn Iterator<Item = &Candidate>| {
            among.reduce(|best, next| if next.people > best.people { next } else { best }).copied()
        };
        let known = largest(&mut candidates.iter())?;
        let near = largest(&mut candidates.iter().filter(named));
        Some(near.filter(|near| near.people >= known.people / SHARE).unwrap_or(known).link)
    }
}

/// A key under which the spellings of a romanised name meet.
fn coarse(key: &str) -> Option<String> {
    fold::romanised(key).or_else(|| {
        // Too short for that: only the article differs.
        let (article, rest) = key.split_once(' ')?;
        (ARTICLES.contains(&article) && rest.len() > 2).then(|| format!("al {rest}"))
    })
}

#[cfg(test)]
mod tests {
    use crate::Gazetteers;

    /// The country of the place that `name` is linked to, where the article also names `others`.
    #[track_caller]
    fn check(name: &str, others: &[&str], expected: Option<(u32, &str)>) {
        let all = Gazetteers::new();
        let link = all.place_link(name, &all.countries(others.iter().copied()));
        let found = link.as_ref().map(|link| (link.geonames, link.country.as_str()));
        assert_eq!(found, expected, "{name} {others:?}");
    }

    #[test]
    fn countries_and_their_capitals() {
        check("Syria", &[], Some((163_843, "SY")));
        check("Syrian Arab Republic", &[], Some((163_843, "SY")));
        check("the US", &[], Some((6_252_001, "US")));
        check("Damascus", &[], Some((170_654, "SY")));
        check("Washington", &["London"], Some((4_140_963, "US")));
        check("Texas", &[], Some((4_736_286, "US")));
        check("Soviet Union", &[], None);
        check("Europe", &[], None);
        check("Triplewire", &[], None);
    }

    #[test]
    fn spellings_of_one_place() {
        for name in ["Deir ez-Zor", "Deir Ezzor", "Deir al-Zour", "Dayr az Zawr"] {
            check(name, &[], Some((170_794, "SY")));
        }
        for name in ["Raqqa", "al-Raqqah", "Ar Raqqah"] {
            check(name, &[], Some((172_955, "SY")));
        }
        for name in ["al-Shaddadi", "Al Shadadi", "Ash Shaddadah"] {
            check(name, &[], Some((172_837, "SY")));
        }
        for name in ["al-Hol", "El Hol", "Al Hawl"] {
            check(name, &[], Some((173_797, "SY")));
        }
        check("Kiev", &[], Some((703_448, "UA")));
        check("Odessa", &[], Some((698_740, "UA")));
        check("Bangalore", &[], Some((1_277_333, "IN")));
    }

    #[test]
    fn one_name_of_two_places() {
        check("Georgia", &[], None);
        check("Georgia", &["Tbilisi"], Some((614_540, "GE")));
        check("Georgia", &["Georgian"], Some((614_540, "GE")));
        check("Georgia", &["Americans"], Some((4_197_000, "US")));
        check("Georgia", &["Russia"], None);
        check("Georgia", &["Tbilisi", "Texas"], None);
        check("Tripoli", &[], Some((2_210_247, "LY")));
        check("Tripoli", &["Lebanon"], Some((266_826, "LB")));
        check("Birmingham", &[], Some((2_655_603, "GB")));
        check("Birmingham", &["Alabama"], Some((4_049_979, "US")));
        // The kinds of the two Congos are told apart by name alone.
        check("Republic of the Congo", &[], Some((2_260_494, "CG")));
        check("DR Congo", &[], Some((203_312, "CD")));
    }

    #[test]
    fn regions_are_not_towns_of_that_name_abroad() {
        check("Kent", &[], None);
        check("Surrey", &[], None);
    }
}
