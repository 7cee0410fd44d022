//! The entities of an article in, the same with what they are in public data sets out.

use crate::{
    entity::{Entities, EntityType},
    fold,
    gazetteers::Gazetteers,
    places::CountryCode,
};

/// Identifiers of an entity in public data sets, where they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Its number in [GeoNames](https://www.geonames.org), for places.
    pub geonames: Option<u32>,
    /// Its item in [Wikidata](https://www.wikidata.org) ("Q858").
    pub wikidata: Option<String>,
    /// The country that the article puts the place in, where it is not the one that its name stands for by
    /// itself: "Paris, Texas".
    pub country: Option<CountryCode>,
}

impl Links {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.geonames.is_none() && self.wikidata.is_none()
    }
}

/// Links the well-known entities and the places. What is no place by its type is not linked to one of that
/// name: "Jordan" may be a person, "Liverpool" a club.
pub(crate) fn add(entities: &mut Entities, gazetteers: &Gazetteers) {
    let is_place = |kind| matches!(kind, EntityType::Gpe | EntityType::Loc);
    let names =
        entities.entities.iter().filter(|e| is_place(e.entity_type) || e.entity_type == EntityType::Norp);
    let countries = gazetteers.countries(names.map(|entity| entity.name.as_str()));
    for entity in &mut entities.entities {
        let known = gazetteers.form(&fold::key(&entity.name)).map(|known| gazetteers.known(known));
        let same = known.filter(|known| known.entity_type == entity.entity_type);
        // A name of two places (Georgia) is not well enough known by itself.
        let one = |name: &str| gazetteers.place_link(name, &gazetteers.countries([])).is_some();
        let own = entity.links.country;
        let sure = same.filter(|known| !is_place(known.entity_type) || (own.is_none() && one(&known.name)));
        entity.links.wikidata = sure.and_then(|known| known.wikidata).map(str::to_owned);
        if is_place(entity.entity_type) {
            let names = std::iter::once(&entity.name).chain(&entity.aliases);
            let countries = own.map_or_else(|| countries.clone(), |own| [own].into_iter().collect());
            let link = names.into_iter().find_map(|name| gazetteers.place_link(name, &countries));
            let link = link.filter(|link| own.is_none_or(|own| own == link.country));
            entity.links.geonames = link.map(|link| link.geonames);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::recognized;

    #[track_caller]
    fn check(marked: &str, geonames: Option<u32>, wikidata: Option<&str>) {
        let found = recognized(marked).entities;
        let links = &found[0].links;
        assert_eq!((links.geonames, links.wikidata.as_deref()), (geonames, wikidata), "{marked}");
    }

    #[test]
    fn places_and_well_known_names() {
        check("[LOC Syria]", Some(163_843), Some("Q858"));
        check("[ORG UN]", None, Some("Q1065"));
        check("[LOC Sarmadax]", None, None);
        check("[PER Jordan]", None, None);
        check("[MISC Syrian]", None, None);
        // The state or the country: nothing in the article tells.
        check("[LOC Georgia]", None, None);
    }

    #[test]
    fn spellings_of_one_place_are_one_entry() {
        let of = |marked| recognized(marked).entities[0].links.geonames;
        assert!(of("[LOC Deir ez-Zor]").is_some());
        assert_eq!(of("[LOC Deir ez-Zor]"), of("[LOC Dayr al-Zawr]"));
    }
}
