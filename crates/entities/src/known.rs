//! Rows of names in, look-ups of the well-known entities out.
//!
//! A well-known entity has one name and any number of forms. The forms come from the countries and from
//! [`AliasFile`](crate::aliases::AliasFile)s, the later ones overriding the earlier ones. An entity that has
//! a form which is another spelling of its name is looked up by sound as well.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use crate::{
    aliases::{AliasError, AliasFile, AliasRow, Reason},
    entity::EntityType,
    fold,
    merge::Origin,
    spelling::Spelling,
};

/// A name that is known under several forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) entity_type: EntityType,
    /// What common noun it answers to ("group", "agency"); empty where none.
    pub(crate) noun: String,
    /// Its item in Wikidata, where that was looked up.
    pub(crate) wikidata: Option<&'static str>,
    /// Its folded forms.
    forms: Vec<String>,
}

/// A form, what it stands for, and the row that says so.
#[derive(Clone, Debug)]
struct Row {
    known: usize,
    origin: Origin,
}

/// A form as it sounds.
#[derive(Clone, Debug)]
struct Sound {
    spelling: Spelling,
    key: String,
}

/// The well-known entities and their forms.
#[derive(Clone, Debug, Default)]
pub(crate) struct KnownNames {
    all: Vec<Known>,
    forms: HashMap<String, Row>,
    /// By skeleton, in the order of the rows.
    sounds: HashMap<String, Vec<Sound>>,
    /// The country that a demonym belongs to; nothing where it belongs to two ("Korean").
    demonyms: HashMap<String, Option<usize>>,
    /// Folded names that are not one entity, each pair in both orders.
    apart: BTreeSet<(String, String)>,
}

impl KnownNames {
    /// Adds a country with its other names and its peoples.
    pub(crate) fn add_country<'a>(
        &mut self,
        name: &'a str,
        others: impl Iterator<Item = &'a str>,
        demonyms: impl Iterator<Item = &'a str>,
    ) {
        let known = self.add(name, EntityType::Gpe, "");
        let origin = Origin { file: Arc::from("countries.tsv"), line: None };
        for form in std::iter::once(name).chain(others) {
            self.forms.insert(fold::key(form), Row { known, origin: origin.clone() });
        }
        for demonym in demonyms {
            let country = self.demonyms.entry(fold::key(demonym)).or_insert(Some(known));
            *country = country.filter(|country| *country == known);
        }
    }

    /// Says which item of Wikidata a well-known entity is.
    pub(crate) fn add_item(&mut self, name: &str, item: &'static str) {
        if let Some(known) = self.form(&fold::key(name)) {
            self.all[known].wikidata = Some(item);
        }
    }

    /// The folded forms of a well-known entity that a row of an alias file gives, in their order.
    pub(crate) fn forms_of(&self, known: usize) -> impl Iterator<Item = &str> {
        self.all[known].forms.iter().map(String::as_str)
    }

    /// Adds the rows of a file, which override what is there.
    ///
    /// # Errors
    /// A row that names an entity which is not known and does not say its type.
    pub(crate) fn add_file(&mut self, aliases: &AliasFile) -> Result<(), AliasError> {
        let mut spelled = BTreeSet::new();
        let mut added = Vec::new();
        for row in &aliases.rows {
            let (alias, entity) = (fold::key(&row.alias), fold::key(&row.entity));
            if row.reason == Reason::Apart {
                if let Some(known) = self.form(&alias).filter(|known| Some(*known) == self.form(&entity)) {
                    self.forms.remove(&alias);
                    self.all[known].forms.retain(|form| *form != alias);
                }
                self.apart.insert((alias.clone(), entity.clone()));
                self.apart.insert((entity, alias));
                continue;
            }
            let origin = Origin { file: Arc::clone(&aliases.name), line: Some(row.line) };
            let known = self.entity(row, &entity, &origin, aliases)?;
            if let Some(before) = self.form(&alias).filter(|before| *before != known) {
                self.all[before].forms.retain(|form| *form != alias);
            }
            if row.reason == Reason::Spelling {
                spelled.insert(known);
            }
            // Acronyms have no sound of their own.
            if row.alias.contains(char::is_lowercase) {
                added.push((known, alias.clone()));
            }
            self.all[known].forms.push(alias.clone());
            self.forms.insert(alias, Row { known, origin });
        }
        for (known, key) in added {
            if spelled.contains(&known) {
                let spelling = Spelling::new(&key);
                self.sounds.entry(spelling.skeleton()).or_default().push(Sound { spelling, key });
            }
        }
        Ok(())
    }

    /// The entity that a row is about: known by any of its forms, else new.
    fn entity(
        &mut self,
        row: &AliasRow,
        key: &str,
        origin: &Origin,
        aliases: &AliasFile,
    ) -> Result<usize, AliasError> {
        if let Some(known) = self.form(key) {
            if let Some(entity_type) = row.entity_type {
                self.all[known].entity_type = entity_type;
            }
            if !row.noun.is_empty() {
                self.all[known].noun.clone_from(&row.noun);
            }
            return Ok(known);
        }
        let Some(entity_type) = row.entity_type else {
            let cause = format!("'{}' is no well-known entity, so its type is needed", row.entity);
            return Err(aliases.error(row.line, cause));
        };
        let known = self.add(&row.entity, entity_type, &row.noun);
        self.forms.insert(key.to_owned(), Row { known, origin: origin.clone() });
        Ok(known)
    }

    fn add(&mut self, name: &str, entity_type: EntityType, noun: &str) -> usize {
        self.all.push(Known {
            name: name.to_owned(),
            entity_type,
            noun: noun.to_owned(),
            wikidata: None,
            forms: Vec::new(),
        });
        self.all.len() - 1
    }

    /// The well-known entity that a folded name is a form of.
    pub(crate) fn form(&self, key: &str) -> Option<usize> {
        self.forms.get(key).map(|row| row.known)
    }

    /// A well-known entity.
    pub(crate) fn get(&self, known: usize) -> &Known {
        &self.all[known]
    }

    /// The row that makes a folded name a form.
    pub(crate) fn origin(&self, key: &str) -> Option<&Origin> {
        self.forms.get(key).map(|row| &row.origin)
    }

    /// The well-known entity of which a folded name is another spelling, and the row of the form it
    /// sounds like. Nothing where it sounds like two.
    pub(crate) fn sounds_like(&self, key: &str, person: bool) -> Option<(usize, &Origin)> {
        let spelling = Spelling::new(key);
        let mut found: Option<&Row> = None;
        for sound in self.sounds.get(&spelling.skeleton())? {
            let Some(row) = self.forms.get(&sound.key) else {
                continue;
            };
            let fits = (self.all[row.known].entity_type == EntityType::Per) == person
                && !self.apart(key, &fold::key(&self.all[row.known].name));
            if fits && sound.spelling.same(&spelling) {
                if found.is_some_and(|found| found.known != row.known) {
                    return None;
                }
                found = found.or(Some(row));
            }
        }
        found.map(|row| (row.known, &row.origin))
    }

    /// The folded name of the country that a folded demonym or name of a country stands for.
    pub(crate) fn country(&self, key: &str) -> Option<usize> {
        let demonym = self.demonyms.get(key).copied();
        let named = || self.form(key).filter(|&known| self.all[known].entity_type == EntityType::Gpe);
        demonym.unwrap_or_else(named)
    }

    /// Whether a row keeps two folded names apart.
    pub(crate) fn apart(&self, a: &str, b: &str) -> bool {
        !self.apart.is_empty() && self.apart.contains(&(a.to_owned(), b.to_owned()))
    }

    /// Whether no row keeps any names apart.
    pub(crate) fn none_apart(&self) -> bool {
        self.apart.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Gazetteers, Recognizer, testing::entities_with};

    fn known(rows: &str) -> Gazetteers {
        let rows = AliasFile::parse(&format!("alias,entity,type,why\n{rows}"), "mine.csv").unwrap();
        Gazetteers::new().with_aliases(&rows).unwrap()
    }

    #[track_caller]
    fn check(rows: &str, marked: &str, expected: &[&str]) {
        let found = entities_with(&Recognizer::with(known(rows)), marked).entities;
        let ids: Vec<_> = found.iter().map(|entity| entity.id.as_str()).collect();
        assert_eq!(ids, expected, "{rows}: {marked}");
    }

    #[test]
    fn rows_override_what_is_built_in() {
        check("", "[ORG PA] , [ORG IS]", &["e:palestinian-authority", "e:islamic-state"]);
        check("PA,PA Media,ORG,acronym", "[ORG PA] , [ORG IS]", &["e:pa-media", "e:islamic-state"]);
        // An entity may be called by any of its forms.
        check("Caliphate,Daesh,,", "[ORG Caliphate] , [ORG IS]", &["e:islamic-state"]);
        // Further spellings are known by sound.
        check("Sarmadah,Sarmada,GPE,spelling", "[LOC al-Sarmadeh]", &["e:sarmada"]);
        check("Sarmadah,Sarmada,GPE,other", "[LOC al-Sarmadeh]", &["e:al-sarmadeh"]);
    }

    #[test]
    fn apart_undoes_what_rows_and_rules_join() {
        let surname = "[PER Omar Darwish] , [PER Darwish]";
        check("", surname, &["e:omar-darwish"]);
        check("Darwish,Omar Darwish,,apart", surname, &["e:omar-darwish", "e:darwish"]);
        check("Omar Darwish,Darwish,,apart", surname, &["e:omar-darwish", "e:darwish"]);
        check("IS,Islamic State,,apart", "[ORG ISIS] , [ORG IS]", &["e:islamic-state", "e:is"]);
        let spelled = "[LOC Deir ez-Zor] , [LOC Dayr al-Zawr] , [LOC Deir al-Zour]";
        let two = ["e:deir-ez-zor", "e:dayr-al-zawr"];
        check("Dayr al-Zawr,Deir ez-Zor,,apart", spelled, &two);
    }

    #[test]
    fn countries_are_known_by_their_peoples() {
        let names = Gazetteers::new().well_known;
        assert_eq!(names.country("syrian"), names.form("syria"));
        assert_eq!(names.country("saudi arabian"), names.form("saudi arabia"));
        assert_eq!(names.country("damascene"), None);
        assert!(names.country("north korean") != names.country("south korean"));
    }
}
