//! A place's name in its sentence in, what the words beside it say it is out.
//!
//! "the town of X", "X province", "X, Ohio", "the mayor of X", "bases including W, X and Y".

use std::ops::Range;

use crate::{entity::EntityType, fold, gazetteers::Gazetteers, gazetteers::Place, view::View};

/// How far back a list may begin that a plural noun opens.
const LIST: usize = 24;

/// What a common noun says of the place that it stands with.
fn kind(noun: &str) -> Option<EntityType> {
    match noun {
        "town" | "city" | "village" | "province" | "district" | "governorate" | "state" | "capital"
        | "county" | "municipality" | "suburb" | "countryside" | "oblast" | "hometown" => {
            Some(EntityType::Gpe)
        }
        "desert" | "river" | "mountains" | "valley" | "sea" | "lake" | "island" | "islands" | "peninsula"
        | "plain" | "region" | "area" | "mountain" | "hills" | "neighbourhood" | "neighborhood" | "coast"
        | "volcano" | "forest" | "strait" => Some(EntityType::Loc),
        "airport" | "base" | "camp" | "prison" | "airbase" | "hospital" | "bridge" | "dam" | "stadium"
        | "checkpoint" | "crossing" | "airfield" | "barracks" | "mosque" | "garrison" | "outpost" => {
            Some(EntityType::Fac)
        }
        _ => None,
    }
}

/// As [`kind`], of several places.
fn kind_of_many(noun: &str) -> Option<EntityType> {
    match noun {
        "towns" | "cities" | "villages" | "provinces" | "districts" | "states" | "governorates"
        | "countries" | "suburbs" | "counties" | "municipalities" | "communities" => Some(EntityType::Gpe),
        "regions" | "areas" | "neighbourhoods" | "neighborhoods" | "rivers" | "valleys" => {
            Some(EntityType::Loc)
        }
        "bases" | "airports" | "camps" | "prisons" | "hospitals" | "airbases" | "checkpoints"
        | "crossings" | "airfields" | "outposts" => Some(EntityType::Fac),
        _ => None,
    }
}

/// What the words beside a place say it is.
pub(crate) fn place(view: &View<'_>, words: &Range<usize>, gazetteers: &Gazetteers) -> Option<EntityType> {
    named_by_noun(view, words)
        .or_else(|| kind(view.lower(words.end)).or_else(|| kind_of_many(view.lower(words.end))))
        .or_else(|| listed(view, words))
        .or_else(|| (governed(view, words) || within(view, words, gazetteers)).then_some(EntityType::Gpe))
}

/// What the words beside say of a name that the head took for a person's. Only what is never said
/// beside a person: "the Trump camp" and "the Assad region" are.
pub(crate) fn no_person(view: &View<'_>, words: &Range<usize>) -> Option<EntityType> {
    let after = || match view.lower(words.end) {
        noun @ ("base" | "airbase" | "airport" | "airfield" | "province" | "governorate") => kind(noun),
        _ => None,
    };
    named_by_noun(view, words).or_else(after).or_else(|| listed(view, words))
}

/// "the town of X".
fn named_by_noun(view: &View<'_>, words: &Range<usize>) -> Option<EntityType> {
    let of = words.start.checked_sub(2).filter(|_| view.before(words.start) == "of")?;
    kind(view.lower(of)).or_else(|| kind_of_many(view.lower(of)))
}

/// "bases including W, X and Y": a plural noun before "including" or "such as", then only names, commas
/// and "and".
fn listed(view: &View<'_>, words: &Range<usize>) -> Option<EntityType> {
    let mut at = words.start;
    for _ in 0..LIST {
        at = at.checked_sub(1)?;
        let noun = match view.lower(at) {
            "including" | "like" | "especially" => at.checked_sub(1)?,
            "as" if view.before(at) == "such" => at.checked_sub(2)?,
            "," | "and" | "or" | "-" | "the" | "al" => continue,
            _ if view.form(at).starts_with(char::is_uppercase) => continue,
            _ => return None,
        };
        let noun = if view.lower(noun) == "," { noun.checked_sub(1)? } else { noun };
        return kind_of_many(view.lower(noun));
    }
    None
}

/// "the mayor of X", "residents of X".
fn governed(view: &View<'_>, words: &Range<usize>) -> bool {
    view.before(words.start) == "of"
        && words.start >= 2
        && matches!(
            view.lower(words.start - 2),
            "mayor"
                | "governor"
                | "residents"
                | "people"
                | "government"
                | "president"
                | "king"
                | "population"
        )
}

/// "X, Ohio": a place in a country or region named after a comma.
fn within(view: &View<'_>, words: &Range<usize>, gazetteers: &Gazetteers) -> bool {
    let start = words.end + 1;
    view.form(words.end) == ","
        && (start + 1..=(start + 3).min(view.len())).any(|end| {
            let key = fold::key(view.span(&(start..end)).of(view.text));
            matches!(gazetteers.place(&key), Some(Place::Country | Place::Region))
        })
        && !within_list(view, words)
}

/// Whether another name and a comma stand before: "Syria, X, Iraq and Iran" is a list.
fn within_list(view: &View<'_>, words: &Range<usize>) -> bool {
    matches!(view.before(words.start), "," | "and" | "or")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{bracketed, document};

    /// What is said of the words between brackets, as a place and as a person.
    #[track_caller]
    fn check(marked: &str, expected: Option<EntityType>, person: Option<EntityType>) {
        let (text, words) = bracketed(marked);
        let document = document(&text);
        let view = View::new(&document, 0);
        assert_eq!(place(&view, &words, &Gazetteers::new()), expected, "{marked}");
        assert_eq!(no_person(&view, &words), person, "{marked}");
    }

    #[test]
    fn nouns_beside() {
        use EntityType::{Fac, Gpe, Loc};
        check("the town of [ Sarmadax ] fell", Some(Gpe), Some(Gpe));
        check("in [ Sarmadax ] province", Some(Gpe), Some(Gpe));
        check("the [ Sarmadax ] camp", Some(Fac), None);
        check("the [ Sarmadax ] base", Some(Fac), Some(Fac));
        check("the [ Sarmadax ] region", Some(Loc), None);
        check("the mayor of [ Sarmadax ] said", Some(Gpe), None);
        check("in [ Sarmadax ] today", None, None);
    }

    #[test]
    fn lists_that_a_noun_opens() {
        use EntityType::{Fac, Gpe};
        check("bases including Tanf , Shaddadi , and [ Kasraq ] , though", Some(Fac), Some(Fac));
        check("cities such as [ Sarmadax ] and Homs", Some(Gpe), Some(Gpe));
        check("people including [ Kasraq ] said", None, None);
        check("bases were hit , [ Kasraq ] said", None, None);
    }

    #[test]
    fn what_it_lies_in() {
        use EntityType::Gpe;
        check("in [ Gilroyx ] , California , on", Some(Gpe), None);
        check("in [ Gilroyx ] , New Mexico", Some(Gpe), None);
        check("Syria , [ Gilroyx ] , Iraq and Iran", None, None);
        check("in [ Gilroyx ] , Trump said", None, None);
    }
}
