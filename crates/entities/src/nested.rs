//! Recognised entities in, the places and peoples inside the names of organisations, buildings and
//! events out: "University of Damascus", "Syrian Defense Ministry", "Battle of Mosul".
//!
//! A country or its people counts wherever it stands in the name, another place only where it comes
//! first or after "of" and the name says what kind of thing it is. No place is looked for in a
//! person's name ("Jack London"), nor in a brand ("Washington Post", "American Airlines").

use std::{collections::HashMap, ops::Range};

use crate::{
    entity::{Entities, Entity, EntityType, MentionKind, Nested},
    fold,
    gazetteers::{Gazetteers, Place, Position},
    view::View,
};

/// The most words of a nested name.
const LONGEST: usize = 4;
/// Last words of names that are brands, whatever place is in them.
const BRANDS: [&str; 17] = [
    "times", "post", "herald", "tribune", "gazette", "journal", "observer", "airlines", "airways", "club",
    "united", "fc", "city", "express", "mail", "motors", "band",
];
/// Cities that are surnames or first names too: in "Lincoln Center" it is the person's.
const PERSONAL: [&str; 28] = [
    "lincoln",
    "jackson",
    "houston",
    "madison",
    "victoria",
    "charlotte",
    "austin",
    "arlington",
    "aurora",
    "columbus",
    "orlando",
    "florence",
    "virginia",
    "sydney",
    "kent",
    "chelsea",
    "nelson",
    "wellington",
    "hamilton",
    "lawrence",
    "montgomery",
    "irving",
    "anderson",
    "henderson",
    "richmond",
    "washington",
    "santiago",
    "salem",
];

/// What a part of a name is, and the name of what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    words: Range<usize>,
    entity_type: EntityType,
    stands_for: (String, EntityType),
}

/// Adds the nested names of an article, and an entity for each that stands for none of the article's.
pub(crate) fn add(entities: &mut Entities, views: &[View<'_>], gazetteers: &Gazetteers) {
    let mut by_key: HashMap<String, usize> = HashMap::new();
    let mut nested = Vec::new();
    for inside in 0..entities.mentions.len() {
        let mention = &entities.mentions[inside];
        let named = mention.kind == MentionKind::Name
            && matches!(mention.entity_type, EntityType::Org | EntityType::Fac | EntityType::Event);
        let Some(view) = views.get(mention.sentence).filter(|_| named && mention.words.len() > 1) else {
            continue;
        };
        let sentence = mention.sentence;
        for Part { words, entity_type, stands_for } in parts(view, &mention.words.clone(), gazetteers) {
            if by_key.is_empty() {
                by_key = keys(entities);
            }
            let next = entities.entities.len();
            let entity = *by_key.entry(fold::key(&stands_for.0)).or_insert(next);
            if entity == next {
                entities.entities.push(unmentioned(entities, stands_for));
            }
            let span = view.span(&words);
            nested.push(Nested { sentence, words, span, entity_type, inside, entity });
        }
    }
    entities.nested = nested;
}

/// The places and peoples of an article by the names that it uses for them.
fn keys(entities: &Entities) -> HashMap<String, usize> {
    let mut by_key = HashMap::new();
    for (index, entity) in entities.entities.iter().enumerate() {
        if matches!(entity.entity_type, EntityType::Gpe | EntityType::Loc | EntityType::Norp) {
            for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                by_key.entry(fold::key(name)).or_insert(index);
            }
        }
    }
    by_key
}

/// An entity that the article names only inside another name.
fn unmentioned(entities: &Entities, (name, entity_type): (String, EntityType)) -> Entity {
    let slug = format!("e:{}", fold::slug(&name));
    let taken = |id: &String| entities.entities.iter().any(|entity| entity.id == *id);
    let mut id = slug.clone();
    let mut count = 1;
    while taken(&id) {
        count += 1;
        id = format!("{slug}-{count}");
    }
    Entity::new(id, name, entity_type)
}

/// The nested names of one name, in order.
fn parts(view: &View<'_>, name: &Range<usize>, gazetteers: &Gazetteers) -> Vec<Part> {
    let stopless = |word: usize| view.lower(word).trim_end_matches('.');
    let last = stopless(name.end - 1);
    if BRANDS.contains(&last) {
        return Vec::new();
    }
    let of = (name.start + 1..name.end).find(|&word| matches!(view.lower(word), "of" | "for" | "in"));
    let noun = of.map_or(last, |of| stopless(of - 1));
    let kind_is_said = gazetteers.head(noun, Position::Last).is_some();
    let mut found: Vec<Part> = Vec::new();
    let mut start = name.start;
    while start < name.end {
        let end = (start + LONGEST).min(name.end);
        let opens =
            start == name.start || matches!(view.before(start), "of" | "in" | "for" | "the" | "-" | "–");
        let part = (start + 1..=end)
            .rev()
            .filter(|&end| end - start < name.len())
            .find_map(|end| part(view, start..end, opens && kind_is_said, gazetteers));
        start = part.as_ref().map_or(start + 1, |part| part.words.end);
        found.extend(part);
    }
    found
}

fn part(view: &View<'_>, words: Range<usize>, opens: bool, gazetteers: &Gazetteers) -> Option<Part> {
    // A hyphen or a possessive after the name folds away, and is no part of it.
    let last = view.form(words.end - 1);
    let whole = last.starts_with(char::is_alphanumeric) && last.ends_with(char::is_alphanumeric);
    if !view.form(words.start).starts_with(char::is_uppercase) || !(whole || last.ends_with('.')) {
        return None;
    }
    let key = fold::key(view.span(&words).of(view.text));
    let of = |entity_type, stands_for: &str, what| {
        Some(Part { words: words.clone(), entity_type, stands_for: (stands_for.to_owned(), what) })
    };
    if let Some(country) = gazetteers.country_of_people(&key) {
        return of(EntityType::Norp, country, EntityType::Gpe);
    }
    let known = gazetteers.form(&key).map(|known| gazetteers.known(known));
    if let Some(country) = known.filter(|known| known.entity_type == EntityType::Gpe) {
        return of(EntityType::Gpe, &country.name, EntityType::Gpe);
    }
    if !opens {
        return None;
    }
    let text = view.text(&words);
    if gazetteers.is_ethnic(&key) {
        return of(EntityType::Norp, &text, EntityType::Norp);
    }
    let place = gazetteers.place(&key) != Some(Place::Natural) && gazetteers.is_well_known_place(&key);
    (place && !PERSONAL.contains(&key.as_str())).then(|| of(EntityType::Gpe, &text, EntityType::Gpe))?
}

#[cfg(test)]
mod tests {
    use crate::{
        Recognizer,
        testing::{document, inventory, tagged},
    };

    /// The nested names with their types and the ids of what they stand for.
    #[track_caller]
    fn check(marked: &str, expected: &[(&str, &str, &str)]) {
        let (text, scores) = tagged(marked);
        let found = Recognizer::new().recognize(&document(&text), &scores, &inventory());
        let nested: Vec<_> = found
            .nested
            .iter()
            .map(|nested| {
                let outer = &found.mentions[nested.inside];
                assert!(outer.span.contains(nested.span) && outer.words.len() > nested.words.len());
                let id = found.entities[nested.entity].id.as_str();
                (nested.span.of(&text), nested.entity_type.as_str(), id)
            })
            .collect();
        assert_eq!(nested, expected, "{marked}");
    }

    #[test]
    fn countries_and_their_peoples() {
        check("the [ORG Syrian Defense Ministry]", &[("Syrian", "NORP", "e:syria")]);
        check("[LOC Syria] and its [ORG Syrian Defense Ministry]", &[("Syrian", "NORP", "e:syria")]);
        check("[ORG America 's Army]", &[("America", "GPE", "e:united-states")]);
        check("[MISC Iran - Iraq War]", &[("Iran", "GPE", "e:iran"), ("Iraq", "GPE", "e:iraq")]);
        check("the [ORG US Army] said", &[("US", "GPE", "e:united-states")]);
        check("the [ORG Free Syrian Army]", &[("Syrian", "NORP", "e:syria")]);
        check("the [ORG Bank of England]", &[("England", "GPE", "e:england")]);
        check("the [ORG Kurdish Health Authority]", &[("Kurdish", "NORP", "e:kurdish")]);
    }

    #[test]
    fn cities() {
        check("the [ORG University of Damascus]", &[("Damascus", "GPE", "e:damascus")]);
        check("the [ORG Aleppo Medical Bureau]", &[("Aleppo", "GPE", "e:aleppo")]);
        check("at [LOC Damascus Airport]", &[("Damascus", "GPE", "e:damascus")]);
        check("the [MISC Battle of Mosul]", &[("Mosul", "GPE", "e:mosul")]);
        check("[LOC Mosul] in the [MISC Battle of Mosul]", &[("Mosul", "GPE", "e:mosul")]);
    }

    #[test]
    fn names_without_places() {
        check("[PER Jack London] and [PER Paris Hilton]", &[]);
        check("the [ORG Washington Post] and [ORG American Airlines]", &[]);
        check("the [ORG Lincoln Center]", &[]);
        check("the [ORG Chicago Bulls]", &[]);
        check("[LOC Syria]", &[]);
        check("the [ORG Defense Ministry]", &[]);
    }
}
