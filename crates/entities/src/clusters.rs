//! Names and expressions in, mentions and the entities they stand for out.
//!
//! First the mentions with the same folded name become one form. Then forms are joined where the
//! strings alone show that they are one name: known equivalents, acronyms, surnames, shortened
//! organisations, romanisations. A rule that could join a form to two entities joins it to none.

use std::collections::HashMap;

use crate::{
    bio::HeadType,
    entity::{Entities, Entity, EntityType, Mention, MentionKind},
    evidence::Found,
    fold,
    forms::{Form, forms, majority},
    gazetteers::Gazetteers,
    joins::{self, Article, Join, Joins},
    merge::{Merge, Why},
    senses,
    view::View,
};

/// Puts the found names and expressions of an article together. They are in order of sentence and word.
pub(crate) fn link(views: &[View<'_>], mut found: Vec<Found>, gazetteers: &Gazetteers) -> Entities {
    places(views, &mut found, gazetteers);
    let senses = senses::senses(views, &found, gazetteers);
    let (forms, form_of) = forms(views, &found, &senses, gazetteers);
    let joins = joins::join(&forms, Article { views, found: &found, form_of: &form_of, gazetteers });
    assemble(views, found, &forms, &form_of, &joins, gazetteers)
}

/// Gives well-known places their type where they were taken for persons: "bases including al-Tanf". Not
/// where a title says that it is a person, or a person of the article has that surname.
fn places(views: &[View<'_>], found: &mut [Found], gazetteers: &Gazetteers) {
    let place = |known: usize| {
        let entity_type = gazetteers.known(known).entity_type;
        let place = matches!(entity_type, EntityType::Gpe | EntityType::Loc | EntityType::Fac);
        place.then_some((known, entity_type))
    };
    for index in 0..found.len() {
        let Found { sentence, words, head: Some(HeadType::Per), known: None, key, .. } = &found[index] else {
            continue;
        };
        let listed = || {
            // Countries are surnames and given names too: "Jordan", "Chad".
            let row = gazetteers.well_known.origin(key).filter(|origin| origin.line.is_some());
            let form = row.and_then(|_| gazetteers.form(key)).and_then(place);
            form.or_else(|| gazetteers.well_known.sounds_like(key, false).and_then(|(known, _)| place(known)))
        };
        let titled = gazetteers.title(views[*sentence].before(words.start)).is_some();
        let surname = || {
            let ends =
                |other: &Found| other.key.strip_suffix(key.as_str()).is_some_and(|rest| rest.ends_with(' '));
            found.iter().any(|other| other.head == Some(HeadType::Per) && ends(other))
        };
        if let Some((known, entity_type)) = listed().filter(|_| !titled && !surname()) {
            let place = &mut found[index];
            (place.known, place.entity_type, place.head) = (Some(known), entity_type, Some(HeadType::Loc));
        }
    }
}

/// Makes the entities, in order of first mention.
fn assemble(
    views: &[View<'_>],
    found: Vec<Found>,
    forms: &[Form],
    form_of: &[Option<usize>],
    joins: &Joins<'_>,
    gazetteers: &Gazetteers,
) -> Entities {
    let mut out = Entities::default();
    let mut by_root: HashMap<usize, usize> = HashMap::new();
    let mut by_date: HashMap<String, usize> = HashMap::new();
    for (index, (found, form)) in found.into_iter().zip(form_of).enumerate() {
        let view = &views[found.sentence];
        let text = view.text(&found.words);
        let next = out.entities.len();
        let entity = match form {
            Some(form) => *by_root.entry(joins.root(*form)).or_insert(next),
            // Two dates of one wording are one date; two amounts of one wording count different things.
            None if found.entity_type == EntityType::Date => *by_date.entry(fold::key(&text)).or_insert(next),
            None => next,
        };
        if entity == next {
            out.entities.push(Entity::new(String::new(), text.clone(), found.entity_type));
        }
        let target = &mut out.entities[entity];
        target.mentions.push(index);
        if !target.aliases.contains(&text) {
            // The same folded name; an expression has no form and needs no reason.
            if let Some(form) = form.map(|form| &forms[form]).filter(|form| form.text != text) {
                target.merges.push(Merge { form: text.clone(), other: form.text.clone(), why: Why::Writing });
            }
            target.aliases.push(text);
        }
        out.mentions.push(Mention {
            sentence: found.sentence,
            span: view.span(&found.words),
            words: found.words,
            kind: MentionKind::Name,
            entity_type: found.entity_type,
            entity,
            title: found.title,
        });
    }
    let mut known = vec![None; out.entities.len()];
    let mut countries = vec![None; out.entities.len()];
    for (index, form) in forms.iter().enumerate() {
        let root = joins.root(index);
        if let (Some(&entity), Some(well_known)) = (by_root.get(&root), joins.known[root]) {
            known[entity] = Some(well_known);
        }
        if let (Some(&entity), Some(sense)) = (by_root.get(&root), form.sense) {
            countries[entity] = Some(sense.country);
        }
    }
    explain(&mut out.entities, &by_root, forms, joins, gazetteers);
    let mut used: HashMap<String, usize> = HashMap::new();
    for ((entity, known), country) in out.entities.iter_mut().zip(known).zip(countries) {
        let votes: Vec<_> =
            entity.mentions.iter().map(|&mention| out.mentions[mention].entity_type).collect();
        let listed = known.map(|known| gazetteers.known(known).entity_type);
        entity.entity_type = listed.or_else(|| majority(&votes)).unwrap_or(EntityType::Other);
        entity.name = match known {
            Some(known) => gazetteers.known(known).name.clone(),
            None => fullest(&entity.aliases),
        };
        let Entity { name, aliases, .. } = entity;
        aliases.retain(|alias| alias != name);
        let mut id = format!("e:{}", fold::slug(&entity.name));
        // A place that its name does not stand for by itself: "e:paris-us".
        if let (Some(country), None) = (country, known) {
            id = format!("{id}-{}", country.as_str().to_lowercase());
        }
        entity.links.country = country;
        entity.id = unique(id, &mut used);
    }
    out
}

/// Says of each entity why its forms are one: the rows that list them, then the joins as they were made.
fn explain(
    entities: &mut [Entity],
    by_root: &HashMap<usize, usize>,
    forms: &[Form],
    joins: &Joins<'_>,
    gazetteers: &Gazetteers,
) {
    for (index, form) in forms.iter().enumerate() {
        let entity = by_root.get(&joins.root(index)).copied();
        if let (Some(entity), Some(known), Some(why)) = (entity, form.known, &form.why_known) {
            let name = &gazetteers.known(known).name;
            if form.text != *name {
                let merge = Merge { form: form.text.clone(), other: name.clone(), why: why.clone() };
                entities[entity].merges.push(merge);
            }
        }
    }
    for Join { form, other, why } in &joins.made {
        if let Some(&entity) = by_root.get(&joins.root(*form)) {
            let (form, other) = (forms[*form].text.clone(), forms[*other].text.clone());
            entities[entity].merges.push(Merge { form, other, why: why.clone() });
        }
    }
}

/// The form with the most words, then the most letters; the first of equals. Capitals throughout
/// are a headline's, so such a form only wins where there is no other.
fn fullest(forms: &[String]) -> String {
    let rank = |form: &String| {
        let shouted = form.contains(' ') && !form.chars().any(char::is_lowercase);
        (!shouted, form.split(' ').count(), form.chars().count())
    };
    let mut best: Option<&String> = None;
    for form in forms {
        if best.is_none_or(|best| rank(form) > rank(best)) {
            best = Some(form);
        }
    }
    best.cloned().unwrap_or_default()
}

/// The id itself, or with "-2", "-3", … where it is taken.
fn unique(id: String, used: &mut HashMap<String, usize>) -> String {
    let mut count = used.get(&id).copied().unwrap_or(0) + 1;
    let mut candidate = if count == 1 { id.clone() } else { format!("{id}-{count}") };
    while count > 1 && used.contains_key(&candidate) {
        count += 1;
        candidate = format!("{id}-{count}");
    }
    if count > 1 {
        used.insert(candidate.clone(), 1);
    }
    used.insert(id, count);
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Recognizer,
        testing::{document, inventory, recognized, tagged},
    };

    /// The id and the other forms of every entity.
    #[track_caller]
    fn check(marked: &str, expected: &[(&str, &[&str])]) {
        let (text, scores) = tagged(marked);
        let found = Recognizer::new().recognize(&document(&text), &scores, &inventory());
        let entities: Vec<_> = found
            .entities
            .iter()
            .filter(|entity| !entity.mentions.is_empty())
            .map(|entity| (entity.id.as_str(), entity.aliases.iter().map(String::as_str).collect::<Vec<_>>()))
            .collect();
        let expected: Vec<_> = expected.iter().map(|(id, aliases)| (*id, aliases.to_vec())).collect();
        assert_eq!(entities, expected, "{marked}");
    }

    #[test]
    fn known_equivalents() {
        check(
            "[LOC US] and [LOC U.S.] and [LOC America]",
            &[("e:united-states", &["US", "U.S.", "America"])],
        );
        check("[ORG IS] or [ORG Daesh]", &[("e:islamic-state", &["IS", "Daesh"])]);
        check("[LOC US] and [LOC UK]", &[("e:united-states", &["US"]), ("e:united-kingdom", &["UK"])]);
    }

    #[test]
    fn acronyms() {
        check("[ORG Kurdish Media Office] ( [ORG KMO] )", &[("e:kurdish-media-office", &["KMO"])]);
        check("[ORG Party of Work] ( [ORG WXP] )", &[("e:party-of-work", &["WXP"])]);
        check("[ORG Bureau of Field Works] by [ORG BFW]", &[("e:bureau-of-field-works", &["BFW"])]);
        check(
            "[ORG Acme Oil Works] , [ORG Alpha Oil Wells] , [ORG AOW]",
            &[("e:acme-oil-works", &[]), ("e:alpha-oil-wells", &[]), ("e:aow", &[])],
        );
        check("[PER Ahmed Hassan] ( [LOC IRQ] )", &[("e:ahmed-hassan", &[]), ("e:irq", &[])]);
    }

    #[test]
    fn surnames() {
        check(
            "[PER Assad] , [PER Bashar al-Assad] , [PER al-Assad]",
            &[("e:bashar-al-assad", &["Assad", "al-Assad"])],
        );
        check("[PER Mohammed bin Salman] , [PER bin Salman]", &[("e:mohammed-bin-salman", &["bin Salman"])]);
        check("[PER Donald J. Trump] , [PER Donald Trump]", &[("e:donald-j-trump", &["Donald Trump"])]);
        check(
            "[PER Omar Darwish] , [PER Khaled Darwish] , [PER Darwish]",
            &[("e:omar-darwish", &[]), ("e:khaled-darwish", &[]), ("e:darwish", &[])],
        );
        check(
            "[PER Denzel Washington] in [LOC Washington]",
            &[("e:denzel-washington", &[]), ("e:washington", &[])],
        );
    }

    #[test]
    fn shortened_organisations() {
        check(
            "[ORG Ruritanian Defense Ministry] , the [ORG Defence Ministry]",
            &[("e:ruritanian-defense-ministry", &["Defence Ministry"])],
        );
        check(
            "[ORG Ministry of Defense] , [ORG Defense Ministry]",
            &[("e:ministry-of-defense", &["Defense Ministry"])],
        );
        check(
            "[ORG Brookings] , [ORG Brookings Institution]",
            &[("e:brookings-institution", &["Brookings"])],
        );
        check(
            "[ORG Syrian Health Ministry] , [ORG Iraqi Health Ministry] , [ORG Health Ministry]",
            &[
                ("e:syrian-health-ministry", &[]),
                ("e:iraqi-health-ministry", &[]),
                ("e:health-ministry", &[]),
            ],
        );
        check(
            "[ORG Aleppo] , [ORG Aleppo Medical Bureau]",
            &[("e:aleppo", &[]), ("e:aleppo-medical-bureau", &[])],
        );
    }

    #[test]
    fn spellings() {
        check("[LOC Deir ez-Zor] , [LOC Deir Ezzor]", &[("e:deir-ez-zor", &["Deir Ezzor"])]);
        check("[PER Emine Şahin] , [PER Emine Sahin] 's", &[("e:emine-sahin", &["Emine Sahin"])]);
        check("[MISC Republican] , [MISC Republicans]", &[("e:republicans", &["Republican"])]);
        check("[MISC Syrian] , [LOC Syria]", &[("e:syrian", &[]), ("e:syria", &[])]);
        check("[LOC Iran] , [LOC Iraq]", &[("e:iran", &[]), ("e:iraq", &[])]);
    }

    #[test]
    fn places_taken_for_persons() {
        check("bases including [PER al-Tanf]", &[("e:al-tanf", &[])]);
        let types = |marked| recognized(marked).entities.into_iter().map(|entity| entity.entity_type);
        assert!(types("bases including [PER al-Tanf]").eq([EntityType::Loc]));
        assert!(types("[PER Ash Shadadi]").eq([EntityType::Gpe]));
        assert!(types("[PER Jordan] scored").eq([EntityType::Per]));
        assert!(types("Gen. [PER Kobani] , [PER Mazloum Darwish]").all(|kind| kind == EntityType::Per));
        assert!(types("[PER Kobani] , [PER Mazloum Kobani]").all(|kind| kind == EntityType::Per));
    }

    #[test]
    fn dates_of_one_wording_are_one_and_amounts_are_not() {
        check("Thursday two Thursday two", &[("e:thursday", &[]), ("e:two", &[]), ("e:two-2", &[])]);
    }

    #[test]
    fn headlines_do_not_name() {
        check("[PER OMAR DARWISH]\n[PER Omar Darwish]", &[("e:omar-darwish", &["OMAR DARWISH"])]);
    }

    #[test]
    fn ids_stay_unique() {
        let mut used = HashMap::new();
        let ids: Vec<_> = ["e:x-2", "e:x", "e:x", "e:x"].map(|id| unique(id.to_owned(), &mut used)).into();
        assert_eq!(ids, ["e:x-2", "e:x", "e:x-3", "e:x-4"]);
    }
}
