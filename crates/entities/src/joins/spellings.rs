//! Forms that are written in two ways.

use std::collections::HashMap;

use super::{Joins, persons::full_name};
use crate::{
    entity::EntityType,
    gazetteers::{Gazetteers, Place},
    merge::Why,
    spelling::Spelling,
};

impl Joins<'_> {
    /// Plurals of peoples, and names that are spellings of one sound. Countries and capitals have no
    /// spellings but those that are listed: too many of them differ by a letter. Surnames alone wait for
    /// [`Joins::persons`], which knows whose they are.
    pub(super) fn spellings(&mut self, gazetteers: &Gazetteers) {
        let mut plurals: HashMap<&str, usize> = HashMap::new();
        let mut sounds: HashMap<String, Vec<usize>> = HashMap::new();
        let mut spelled: Vec<Option<Spelling>> = Vec::with_capacity(self.forms.len());
        for (index, form) in self.forms.iter().enumerate() {
            spelled.push(None);
            if form.entity_type == EntityType::Norp {
                let singular = form.key.strip_suffix('s').unwrap_or(&form.key);
                let first = *plurals.entry(singular).or_insert(index);
                self.join(index, first, Why::Plural);
                continue;
            }
            let surname = form.is_person() && !full_name(&form.tokens);
            if surname || form.is_acronym() || gazetteers.place(&form.key) == Some(Place::Country) {
                continue;
            }
            let spelling = Spelling::new(&form.key);
            let alike = sounds.entry(spelling.skeleton()).or_default();
            for &other in alike.iter() {
                if spelled[other].as_ref().is_some_and(|other| other.same(&spelling)) {
                    self.join(index, other, Why::Spelling);
                }
            }
            alike.push(index);
            spelled[index] = Some(spelling);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{apart, joined};

    #[test]
    fn spellings_of_places_and_persons() {
        joined("[LOC Sarmada] , [LOC al-Sarmadah]", "spelling");
        joined("[PER Khalid Darwish] , [PER Khaled Darweesh]", "spelling");
        joined("[MISC Republican] , [MISC Republicans]", "plural");
    }

    #[test]
    fn countries_and_kinds_stay_apart() {
        apart("[LOC Niger] , [LOC Nigeria]");
        apart("[LOC Sarmada] , [PER Sarmadah]");
        apart("[MISC Ruritanian] , [LOC Ruritania]");
    }
}
