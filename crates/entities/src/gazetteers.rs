//! The data files in, look-ups by name out.
//!
//! `data/README.md` says what each file holds and where it comes from.

use std::collections::{HashMap, HashSet};

pub(crate) use crate::places::Place;
use crate::{
    aliases::{AliasError, AliasFile},
    entity::EntityType,
    fold,
    known::{Known, KnownNames},
    places::{Countries, CountryCode, PlaceLink, Places},
};

const COUNTRIES: &str = include_str!("../data/countries.tsv");
const GROUPS: &str = include_str!("../data/groups.tsv");
const HEADS: &str = include_str!("../data/heads.tsv");
const PRODUCTS: &str = include_str!("../data/products.tsv");
const NAMES: &str = include_str!("../data/names.tsv");
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
    /// Whether it is a title without a capital too ("president"): others are the person's work or kin.
    pub(crate) lower: bool,
}

/// Where in a name a word decides its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Position {
    /// "Defense Ministry", "Ministry of Defense".
    Last,
    /// "Mount Hermon".
    First,
}

/// What people a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum People {
    /// A country's, by its name.
    Country(&'static str),
    Ethnic,
    /// A religion's, a party's, a region's.
    Other,
}

/// What a word makes of the name that it ends or begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    entity_type: EntityType,
    /// Whether the sentence cannot make it anything else.
    sure: bool,
}

/// What the recogniser knows before it reads: places, peoples, head words, titles, products and
/// the forms of well-known names.
#[derive(Clone, Debug)]
pub struct Gazetteers {
    places: Places,
    peoples: HashMap<String, People>,
    heads: HashMap<(Position, &'static str), Head>,
    products: HashSet<String>,
    platforms: HashSet<String>,
    makers: HashSet<&'static str>,
    names: HashMap<String, EntityType>,
    titles: HashMap<&'static str, Title>,
    pub(crate) well_known: KnownNames,
}

impl Gazetteers {
    /// Reads the built-in data files.
    #[must_use]
    pub fn new() -> Self {
        let mut all = Self {
            places: Places::new(),
            peoples: HashMap::with_capacity(1024),
            heads: HashMap::with_capacity(512),
            products: HashSet::with_capacity(512),
            platforms: HashSet::new(),
            makers: HashSet::new(),
            names: HashMap::with_capacity(512),
            titles: HashMap::with_capacity(256),
            well_known: KnownNames::default(),
        };
        for [name, capital, demonyms, others] in rows(COUNTRIES) {
            all.well_known.add_country(name, list(others), list(demonyms));
            all.places.country(name, list(others), list(capital), list(demonyms));
            let people = People::Country(name);
            all.peoples.extend(list(demonyms).map(|people_name| (fold::key(people_name), people)));
        }
        for [kind, names] in rows(GROUPS) {
            let people = if kind == "people" { People::Ethnic } else { People::Other };
            all.peoples.extend(list(names).map(|name| (fold::key(name), people)));
        }
        for [kind, position, words] in rows(HEADS) {
            let at = if position == "first" { Position::First } else { Position::Last };
            let head = Head { entity_type: entity_type(kind), sure: position == "sure" };
            all.heads.extend(list(words).map(|word| ((at, word), head)));
        }
        for [kind, names] in rows(PRODUCTS) {
            match kind {
                "platform" => all.platforms.extend(list(names).map(fold::key)),
                "maker" => all.makers.extend(list(names)),
                _ => all.products.extend(list(names).map(fold::key)),
            }
        }
        for [kind, _what, names] in rows(NAMES) {
            all.names.extend(list(names).map(|name| (fold::key(name), entity_type(kind))));
        }
        for [kind, words] in rows(TITLES) {
            let gender = match kind {
                "female" => Some(Gender::Female),
                "male" => Some(Gender::Male),
                _ => None,
            };
            let title =
                Title { gender, modifier: kind == "modifier", lower: matches!(kind, "office" | "modifier") };
            all.titles.extend(list(words).map(|word| (word, title)));
        }
        // A test reads the file, so that it is never the part that cannot be read.
        if let Ok(aliases) = AliasFile::parse(ALIASES, "aliases.csv") {
            let _ = all.well_known.add_file(&aliases);
        }
        for [name, item] in rows(WIKIDATA) {
            all.well_known.add_item(name, item);
        }
        all
    }

    /// The same with the rows of a file, which override those that are built in.
    ///
    /// # Errors
    /// A row that names an entity which is not known and does not say its type.
    pub fn with_aliases(mut self, aliases: &AliasFile) -> Result<Self, AliasError> {
        self.well_known.add_file(aliases)?;
        Ok(self)
    }

    /// What place a folded name is.
    pub(crate) fn place(&self, key: &str) -> Option<Place> {
        self.places.kind(key)
    }

    /// What kind of place a name is of, once something else says that it is a place: also by another
    /// spelling of a romanised name.
    pub(crate) fn place_spelled(&self, key: &str) -> Option<Place> {
        self.places.kind_spelled(key)
    }

    /// Whether a reader knows the place of a folded name without its country.
    pub(crate) fn is_well_known_place(&self, key: &str) -> bool {
        self.places.is_well_known(key)
    }

    /// The countries that the names of an article stand for: by name, capital, region or people.
    pub fn countries<'k>(&self, names: impl IntoIterator<Item = &'k str>) -> Countries {
        let keys: Vec<String> = names.into_iter().map(fold::key).collect();
        self.places.countries(keys.iter().map(String::as_str))
    }

    /// The `GeoNames` entry of a place, in an article that names these countries.
    ///
    /// A name of several cities is the one in a country that the article names, else the one with most
    /// people. A name of two countries or states (Georgia) is the one whose country the article names by
    /// another name, else nothing.
    #[must_use]
    pub fn place_link(&self, name: &str, countries: &Countries) -> Option<PlaceLink> {
        self.places.link(&fold::key(name), countries)
    }

    /// The country that a folded name is in, or is: of a country, a capital, a region, a people, a city.
    pub(crate) fn country_code(&self, key: &str) -> Option<CountryCode> {
        let city = || self.places.link(key, &Countries::default()).map(|link| link.country);
        self.places.country_of(key).or_else(city)
    }

    /// Whether a folded name is a nationality, a people, a religion or a party's adherents.
    pub(crate) fn is_people(&self, key: &str) -> bool {
        self.peoples.contains_key(key)
    }

    /// Whether a folded name is of an ethnic group.
    pub(crate) fn is_ethnic(&self, key: &str) -> bool {
        self.peoples.get(key) == Some(&People::Ethnic)
    }

    /// The name of the country whose people has this folded name.
    pub(crate) fn country_of_people(&self, key: &str) -> Option<&'static str> {
        match self.peoples.get(key) {
            Some(People::Country(country)) => Some(country),
            _ => None,
        }
    }

    /// Whether a folded name is a weapon, a vehicle or another product.
    pub(crate) fn is_product(&self, key: &str) -> bool {
        self.products.contains(key)
    }

    /// What a word in lower case makes of a name at this position.
    pub(crate) fn head(&self, word: &str, position: Position) -> Option<EntityType> {
        self.heads.get(&(position, word)).map(|head| head.entity_type)
    }

    /// What a last word in lower case makes of a name, whatever else speaks for it.
    pub(crate) fn sure_head(&self, word: &str) -> Option<EntityType> {
        self.heads.get(&(Position::Last, word)).filter(|head| head.sure).map(|head| head.entity_type)
    }

    /// What a folded name is, whatever the sentence says, as far as it is known by that alone.
    pub(crate) fn name(&self, key: &str) -> Option<EntityType> {
        self.names.get(key).copied()
    }

    /// Whether a folded name is a company's and its service's ("on Twitter").
    pub(crate) fn is_platform(&self, key: &str) -> bool {
        self.platforms.contains(key)
    }

    /// Whether products are called by this company and a number ("Boeing 737").
    pub(crate) fn is_maker(&self, form: &str) -> bool {
        self.makers.contains(form)
    }

    /// What title a word in lower case is, with or without its full stop.
    pub(crate) fn title(&self, word: &str) -> Option<Title> {
        self.titles.get(word.trim_end_matches('.')).copied()
    }

    /// The index of the well-known name that a folded name is a form of.
    pub(crate) fn form(&self, key: &str) -> Option<usize> {
        self.well_known.form(key)
    }

    /// A well-known name by index.
    pub(crate) fn known(&self, index: usize) -> &Known {
        self.well_known.get(index)
    }
}

impl Default for Gazetteers {
    fn default() -> Self {
        Self::new()
    }
}

/// The rows of a data file that have exactly `N` columns. Lines that start with `#` are comments.
pub(crate) fn rows<const N: usize>(file: &'static str) -> impl Iterator<Item = [&'static str; N]> {
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
pub(crate) fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|part| !part.is_empty() && *part != "-")
}

/// A type by the contract's spelling; a test holds that the files have no other.
fn entity_type(name: &str) -> EntityType {
    EntityType::of_name(name).unwrap_or(EntityType::Other)
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
        check::<2>("groups", GROUPS);
        check::<3>("heads", HEADS);
        check::<2>("products", PRODUCTS);
        check::<2>("titles", TITLES);
        check::<2>("wikidata", WIKIDATA);
        check::<3>("names", NAMES);
    }

    #[test]
    fn types_are_spelled_as_in_the_contract() {
        for [kind, _, _] in rows(HEADS) {
            assert_eq!(entity_type(kind).as_str(), kind);
        }
        for [kind, _, _] in rows(NAMES) {
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
