//! Where else an entity is described.

/// Identifiers of an entity in public data sets, where they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Its number in [GeoNames](https://www.geonames.org), for places.
    pub geonames: Option<u32>,
    /// Its item in [Wikidata](https://www.wikidata.org) ("Q858").
    pub wikidata: Option<String>,
}

impl Links {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.geonames.is_none() && self.wikidata.is_none()
    }
}
