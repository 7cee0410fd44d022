//! The names of an article in, the same names out, with surnames that the head took for something else.
//!
//! One word alone shows little: after "Bill Morneau", "Morneau" is he and no place of that name. A name that
//! the gazetteers know stays what it is, and so does one that an organisation of the article begins with
//! ("Dell" beside "Dell Technologies").

use std::collections::BTreeMap;

use crate::{bio::HeadType, entity::EntityType, evidence::Found, gazetteers::Gazetteers};

/// Makes persons of the surnames of the one person who is named in full before.
pub(crate) fn told(found: Vec<Found>, gazetteers: &Gazetteers) -> Vec<Found> {
    // By surname the person's folded name; nothing where several bear it.
    let mut bearers: BTreeMap<String, Option<String>> = BTreeMap::new();
    let bodies: Vec<String> = found
        .iter()
        .filter(|name| name.entity_type == EntityType::Org)
        .filter_map(|name| Some(name.key.split_once(' ')?.0.to_owned()))
        .collect();
    let mut read = Vec::with_capacity(found.len());
    for mut name in found {
        if let Some((_, surname)) = name.key.rsplit_once(' ')
            && name.entity_type == EntityType::Per
        {
            let bearer = bearers.entry(surname.to_owned()).or_insert_with(|| Some(name.key.clone()));
            if bearer.as_ref() != Some(&name.key) {
                *bearer = None;
            }
        }
        let taken = name.head.is_some_and(|head| head != HeadType::Per)
            && matches!(name.entity_type, EntityType::Loc | EntityType::Org | EntityType::Other)
            && name.known.is_none();
        let one = matches!(bearers.get(&name.key), Some(Some(_)));
        if taken && one && gazetteers.place(&name.key).is_none() && !bodies.contains(&name.key) {
            name.entity_type = EntityType::Per;
        }
        read.push(name);
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The types of names, each written with the head's type before it.
    fn types(names: &[(HeadType, EntityType, &str)]) -> Vec<EntityType> {
        let found = names.iter().map(|&(head, entity_type, key)| Found {
            sentence: 0,
            words: 0..1,
            entity_type,
            head: Some(head),
            key: key.to_owned(),
            known: None,
            title: None,
        });
        told(found.collect(), &Gazetteers::new()).into_iter().map(|name| name.entity_type).collect()
    }

    #[test]
    fn a_surname_alone_is_the_person() {
        use EntityType::{Loc, Org, Per};
        let morneau = (HeadType::Per, Per, "bill morneau");
        let alone = |entity_type| (HeadType::Loc, entity_type, "morneau");
        assert_eq!(types(&[morneau, alone(Loc)]), [Per, Per]);
        assert_eq!(types(&[morneau, alone(Org)]), [Per, Per]);
        // Not yet named, or two of the name.
        assert_eq!(types(&[alone(Loc), morneau]), [Loc, Per]);
        assert_eq!(types(&[morneau, (HeadType::Per, Per, "ann morneau"), alone(Loc)]), [Per, Per, Loc]);
        // A company and a city.
        let company = (HeadType::Org, Org, "morneau shepell");
        assert_eq!(types(&[morneau, company, alone(Org)]), [Per, Org, Org]);
        assert_eq!(types(&[(HeadType::Per, Per, "jack london"), (HeadType::Loc, Loc, "london")]), [Per, Loc]);
    }
}
