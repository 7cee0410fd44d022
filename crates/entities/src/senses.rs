//! The names of an article in, which of several places of one name each stands for out.
//!
//! "Georgia" is a country and a state, "Congo" two countries, "Paris" also a town in Texas. A place is told
//! by what stands right after it ("Athens, Georgia"), by the words before ("the state of Georgia"), or, for
//! names that two countries or states share, by the countries that its sentence names. Otherwise it is the
//! place that the name stood for last.

use std::collections::BTreeMap;

use crate::{
    entity::EntityType,
    evidence::Found,
    fold,
    gazetteers::{Gazetteers, Place},
    places::{Countries, CountryCode},
    view::View,
};

/// A place of a name that two share: the country it is in, and the well-known entity that it is there.
type Namesake = (&'static str, Option<&'static str>);

/// Names that two countries, or a country and a state, share.
const SHARED: &[(&str, [Namesake; 2])] = &[
    ("georgia", [("GE", Some("Georgia")), ("US", None)]),
    ("congo", [("CD", Some("Democratic Republic of the Congo")), ("CG", Some("Republic of the Congo"))]),
    ("korea", [("KR", Some("South Korea")), ("KP", Some("North Korea"))]),
];

/// Countries whose towns are told apart by their states.
const STATES: [&str; 3] = ["US", "CA", "AU"];

/// A place that is not the one that its name stands for by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sense {
    pub(crate) country: CountryCode,
    /// The well-known entity that it is.
    pub(crate) known: Option<usize>,
}

/// What a sentence says of the place that a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Nothing,
    /// It is the one that the name stands for by itself.
    Usual,
    Other(Sense),
}

/// The sense of every name of an article; nothing where it is the usual one, or in doubt.
pub(crate) fn senses(views: &[View<'_>], found: &[Found], gazetteers: &Gazetteers) -> Vec<Option<Sense>> {
    let mut last: BTreeMap<&str, Option<Sense>> = BTreeMap::new();
    let mut senses = Vec::with_capacity(found.len());
    for (index, name) in found.iter().enumerate() {
        let place = matches!(name.entity_type, EntityType::Gpe | EntityType::Loc);
        let said = if place { said(views, found, index, gazetteers) } else { Said::Nothing };
        let sense = match said {
            Said::Other(sense) => Some(sense),
            Said::Nothing if place => last.get(name.key.as_str()).copied().flatten(),
            Said::Usual | Said::Nothing => None,
        };
        if said != Said::Nothing {
            last.insert(&name.key, sense);
        }
        senses.push(sense);
    }
    // A name that two places share may be told by what comes after.
    for index in 0..found.len() {
        if senses[index].is_none() && shared(&found[index].key).is_some() {
            let of_name = || found.iter().zip(&senses).filter(|(other, _)| other.key == found[index].key);
            let mut later = of_name().filter_map(|(_, sense)| *sense);
            let first = later.next();
            senses[index] = first.filter(|first| later.all(|sense| sense == *first));
        }
    }
    senses
}

/// What the sentence says of a name.
fn said(views: &[View<'_>], found: &[Found], index: usize, gazetteers: &Gazetteers) -> Said {
    let name = &found[index];
    let view = &views[name.sentence];
    let within = found.get(index + 1).filter(|next| {
        let after = next.sentence == name.sentence && next.words.start == name.words.end + 1;
        after && matches!(view.form(name.words.end), "," | "(")
    });
    let around = within.filter(|next| {
        let region = gazetteers.place(&next.key) == Some(Place::Region);
        region || gazetteers.well_known.country(&next.key).is_some()
    });
    let within = around.and_then(|next| gazetteers.country_code(&next.key));
    let Some(places) = shared(&name.key) else {
        // Only what says where it is can make "Paris" another than the usual one.
        let usual = gazetteers.place_link(&name.key, &Countries::default());
        let (Some(around), Some(within), Some(usual)) = (around, within, usual) else {
            return Said::Nothing;
        };
        if gazetteers.well_known.country(&name.key).is_some() || usual.country == within {
            return if usual.country == within { Said::Usual } else { Said::Nothing };
        }
        // "Damascus, Iraq" is a list, unless there is a Damascus in Iraq.
        let there = gazetteers.place_link(&name.key, &[within].into_iter().collect());
        let state = gazetteers.place(&around.key) == Some(Place::Region) && STATES.contains(&within.as_str());
        let fits = state || there.is_some_and(|there| there.country == within);
        return if fits { Said::Other(Sense { country: within, known: None }) } else { Said::Nothing };
    };
    let among = |code: CountryCode| places.iter().find(|(country, _)| *country == code.as_str());
    let sense = |country: CountryCode| {
        let (_, known) = among(country)?;
        let known = known.and_then(|known| gazetteers.form(&fold::key(known)));
        Some(Said::Other(Sense { country, known }))
    };
    if let Some(found) = within.and_then(sense) {
        return found;
    }
    let state = view.before(name.words.start) == "of"
        && name.words.start.checked_sub(2).is_some_and(|word| view.lower(word) == "state");
    let code = |code: &str| CountryCode::new(code).and_then(sense);
    if state && let Some(found) = code("US") {
        return found;
    }
    // "Athens, Georgia" and "Tbilisi, Georgia" name a country in the sentence too.
    let mut named: Vec<CountryCode> = Vec::new();
    for other in found.iter().filter(|other| other.sentence == name.sentence && other.key != name.key) {
        let country = gazetteers.country_code(&other.key).filter(|country| among(*country).is_some());
        named.extend(country.filter(|country| !named.contains(country)));
    }
    match named[..] {
        [only] => sense(only).unwrap_or(Said::Nothing),
        _ => Said::Nothing,
    }
}

fn shared(key: &str) -> Option<&'static [Namesake; 2]> {
    SHARED.iter().find(|(name, _)| *name == key).map(|(_, places)| places)
}

#[cfg(test)]
mod tests {
    use crate::testing::{apart, recognized};

    #[track_caller]
    fn check(marked: &str, ids: &[&str]) {
        let found = recognized(marked).entities;
        let found: Vec<_> = found.iter().map(|entity| entity.id.as_str()).collect();
        assert_eq!(found, ids, "{marked}");
    }

    #[test]
    fn places_of_one_name() {
        check(
            "[LOC Georgia] spoke in [LOC Tbilisi] .\n[LOC Georgia] voted in [LOC Atlanta] .",
            &["e:georgia", "e:tbilisi", "e:georgia-us", "e:atlanta"],
        );
        check("the state of [LOC Georgia] .\n[LOC Georgia] voted .", &["e:georgia-us"]);
        check("[LOC Georgia] voted .", &["e:georgia"]);
        check(
            "[LOC Congo] from [LOC Kinshasa] .\n[LOC Congo] from [LOC Brazzaville] .",
            &["e:democratic-republic-of-the-congo", "e:kinshasa", "e:republic-of-the-congo", "e:brazzaville"],
        );
        check("[LOC Paris] , [LOC Texas] .\nin [LOC Paris] .", &["e:paris-us", "e:texas"]);
        check("[LOC Paris] , [LOC France] .\nin [LOC Paris] .", &["e:paris", "e:france"]);
        apart("[LOC Paris] .\n[LOC Paris] , [LOC Texas] .");
        check("[LOC Paris] , [LOC London] and [LOC Rome]", &["e:paris", "e:london", "e:rome"]);
        check("[LOC Damascus] , [LOC Iraq] and [LOC Iran]", &["e:damascus", "e:iraq", "e:iran"]);
        check("[LOC Syria] , [LOC Iraq]", &["e:syria", "e:iraq"]);
    }

    #[test]
    fn links_are_those_of_the_sense() {
        let of = |marked: &str| recognized(marked).entities[0].links.clone();
        assert_eq!(of("the state of [LOC Georgia] .").geonames, Some(4_197_000));
        assert_eq!(of("[LOC Georgia] in [LOC Tbilisi] .").geonames, Some(614_540));
        assert_eq!(of("[LOC Paris] , [LOC Texas] .").wikidata, None);
    }
}
