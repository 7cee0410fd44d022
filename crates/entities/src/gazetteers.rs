//! The data files in, look-ups by name out.
//!
//! `data/README.md` says what each file holds and where it comes from.

use std::collections::{HashMap, HashSet};

use crate::{
    aliases::{AliasError, AliasFile},
    entity::EntityType,
    fold,
    known::{Known, KnownNames},
};

const COUNTRIES: &str = include_str!("../data/countries.tsv");
const PLACES: &str = include_str!("../data/places.tsv");
const CITIES: &str = include_str!("../data/cities.tsv");
const GROUPS: &str = include_str!("../data/groups.tsv");
const HEADS: &str = include_str!("../data/heads.tsv");
const PRODUCTS: &str = include_str!("../data/products.tsv");
const TITLES: &str = include_str!("../data/titles.tsv");
const ALIASES: &str = include_str!("../data/aliases.csv");
const WIKIDATA: &str = include_str!("../data/wikidata.tsv");

/// What a title says of the person's gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Female,
    Male,
}

/// A word that stands before a person's name and is no part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    pub(crate) gender: Option<Gender>,
    /// Whether it is a title only together with the next word ("Prime", "Foreign").
    pub(crate) modifier: bool,
}

/// A place by name.
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

/// Where in a name a word decides its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Position {
    /// "Defense Ministry", "Ministry of Defense".
    Last,
    /// "Mount Hermon".
    First,
}

/// What the recogniser knows before it reads: places, peoples, head words, titles, products and
/// the forms of well-known names.
#[derive(Clone, Debug)]
pub struct Gazetteers {
    places: HashMap<String, Place>,
    peoples: HashSet<String>,
    heads: HashMap<(Position, &'static str), EntityType>,
    products: HashSet<String>,
    titles: HashMap<&'static str, Title>,
    pub(crate) names: KnownNames,
}

impl Gazetteers {
    /// Reads the built-in data files.
    #[must_use]
    pub fn new() -> Self {
        let mut all = Self {
            places: HashMap::with_capacity(8192),
            peoples: HashSet::with_capacity(1024),
            heads: HashMap::with_capacity(512),
            products: HashSet::with_capacity(256),
            titles: HashMap::with_capacity(256),
            names: KnownNames::default(),
        };
        for [name, country] in rows(CITIES) {
            debug_assert_eq!(country.len(), 2, "{name}");
            all.places.insert(fold::key(name), Place::City);
        }
        for [kind, _group, names] in rows(PLACES) {
            let place = if kind == "LOC" { Place::Natural } else { Place::Region };
            all.places.extend(list(names).map(|name| (fold::key(name), place)));
        }
        for [name, capital, demonyms, others] in rows(COUNTRIES) {
            all.names.add_country(name, list(others), list(demonyms));
            for form in std::iter::once(name).chain(list(others)) {
                all.places.insert(fold::key(form), Place::Country);
            }
            all.places.extend(list(capital).map(|capital| (fold::key(capital), Place::Country)));
            all.peoples.extend(list(demonyms).map(fold::key));
        }
        for [_kind, names] in rows(GROUPS) {
            all.peoples.extend(list(names).map(fold::key));
        }
        for [kind, position, words] in rows(HEADS) {
            let position = if position == "first" { Position::First } else { Position::Last };
            all.heads.extend(list(words).map(|word| ((position, word), entity_type(kind))));
        }
        for [_kind, names] in rows(PRODUCTS) {
            all.products.extend(list(names).map(fold::key));
        }
        for [kind, words] in rows(TITLES) {
            let gender = match kind {
                "female" => Some(Gender::Female),
                "male" => Some(Gender::Male),
                _ => None,
            };
            all.titles.extend(list(words).map(|word| (word, Title { gender, modifier: kind == "modifier" })));
        }
        // A test reads the file, so that it is never the part that cannot be read.
        if let Ok(aliases) = AliasFile::parse(ALIASES, "aliases.csv") {
            let _ = all.names.add_file(&aliases);
        }
        for [name, item] in rows(WIKIDATA) {
            all.names.add_item(name, item);
        }
        all
    }

    /// The same with the rows of a file, which override those that are built in.
    ///
    /// # Errors
    /// A row that names an entity which is not known and does not say its type.
    pub fn with_aliases(mut self, aliases: &AliasFile) -> Result<Self, AliasError> {
        self.names.add_file(aliases)?;
        Ok(self)
    }

    /// What place a folded name is.
    pub(crate) fn place(&self, key: &str) -> Option<Place> {
        self.places.get(key).copied()
    }

    /// Whether a folded name is a nationality, a people, a religion or a party's adherents.
    pub(crate) fn is_people(&self, key: &str) -> bool {
        self.peoples.contains(key)
    }

    /// Whether a folded name is a weapon, a vehicle or another product.
    pub(crate) fn is_product(&self, key: &str) -> bool {
        self.products.contains(key)
    }

    /// What a word in lower case makes of a name at this position.
    pub(crate) fn head(&self, word: &str, position: Position) -> Option<EntityType> {
        self.heads.get(&(position, word)).copied()
    }

    /// What title a word in lower case is, with or without its full stop.
    pub(crate) fn title(&self, word: &str) -> Option<Title> {
        self.titles.get(word.trim_end_matches('.')).copied()
    }

    /// The index of the well-known name that a folded name is a form of.
    pub(crate) fn form(&self, key: &str) -> Option<usize> {
        self.names.form(key)
    }

    /// A well-known name by index.
    pub(crate) fn known(&self, index: usize) -> &Known {
        self.names.get(index)
    }
}

impl Default for Gazetteers {
    fn default() -> Self {
        Self::new()
    }
}

/// The rows of a data file that have exactly `N` columns. Lines that start with `#` are comments.
fn rows<const N: usize>(file: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut columns = [""; N];
        let mut count = 0;
        for column in line.split('\t') {
            *columns.get_mut(count)? = column;
            count += 1;
        }
        (count == N).then_some(columns)
    })
}

/// The parts of a cell that holds a list.
fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|part| !part.is_empty() && *part != "-")
}

/// A type by the contract's spelling.
fn entity_type(name: &str) -> EntityType {
    use EntityType::{Event, Fac, Gpe, Law, Loc, Norp, Org, Other, Per, Product, Work};
    [Per, Org, Gpe, Loc, Fac, Norp, Event, Product, Work, Law]
        .into_iter()
        .find(|kind| kind.as_str() == name)
        .unwrap_or(Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_the_columns_its_file_needs() {
        fn check<const N: usize>(name: &str, file: &'static str) {
            let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).count();
            assert_eq!(rows::<N>(file).count(), lines, "{name}");
            assert!(lines > 3, "{name}");
            for line in rows::<N>(file) {
                assert!(line.iter().all(|cell| cell.trim() == *cell && !cell.is_empty()), "{name}: {line:?}");
            }
        }
        check::<4>("countries", COUNTRIES);
        check::<3>("places", PLACES);
        check::<2>("cities", CITIES);
        check::<2>("groups", GROUPS);
        check::<3>("heads", HEADS);
        check::<2>("products", PRODUCTS);
        check::<2>("titles", TITLES);
        check::<2>("wikidata", WIKIDATA);
    }

    #[test]
    fn types_are_spelled_as_in_the_contract() {
        for [kind, _, _] in rows(HEADS) {
            assert_eq!(entity_type(kind).as_str(), kind);
        }
    }

    #[test]
    fn every_item_is_of_a_well_known_name_and_of_one() {
        let all = Gazetteers::new();
        let mut items = HashSet::new();
        for [name, item] in rows(WIKIDATA) {
            let known = all.form(&fold::key(name)).map(|index| all.known(index));
            assert_eq!(known.map(|known| known.name.as_str()), Some(name));
            assert!(item.strip_prefix('Q').is_some_and(|number| number.parse::<u32>().is_ok()), "{item}");
            assert!(items.insert(item), "{item}");
        }
    }

    #[test]
    fn every_row_of_the_aliases_counts() {
        let all = Gazetteers::new();
        let aliases = AliasFile::parse(ALIASES, "aliases.csv").unwrap();
        all.clone().with_aliases(&aliases).unwrap();
        for row in &aliases.rows {
            let known = all.form(&fold::key(&row.alias)).map(|index| all.known(index).name.as_str());
            assert_eq!(known, Some(row.entity.as_str()), "line {}", row.line);
        }
        for [name, _, _, others] in rows(COUNTRIES) {
            for form in std::iter::once(name).chain(list(others)) {
                let known = all.form(&fold::key(form)).map(|index| all.known(index).name.as_str());
                assert_eq!(known, Some(name), "{form}");
            }
        }
    }

    #[test]
    fn knows_the_world() {
        let all = Gazetteers::new();
        for name in ["syria", "damascus", "united states", "us", "uk"] {
            assert_eq!(all.place(name), Some(Place::Country), "{name}");
        }
        for (name, place) in [
            ("turin", Place::Region),
            ("izmir", Place::City),
            ("texas", Place::Region),
            ("europe", Place::Natural),
        ] {
            assert_eq!(all.place(name), Some(place), "{name}");
        }
        assert!(all.is_people("syrians") && all.is_people("kurdish") && all.is_people("republicans"));
        assert!(!all.is_people("syria"));
        assert_eq!(all.place("triplewire"), None);
    }
}
