//! Names and expressions in, mentions and the entities they stand for out.
//!
//! First the mentions with the same folded name become one form. Then forms are joined where the
//! strings alone show that they are one name: known equivalents, acronyms, surnames, shortened
//! organisations, romanisations. A rule that could join a form to two entities joins it to none.

use std::collections::HashMap;

use crate::{
    entity::{Entities, Entity, EntityType, Mention, MentionKind},
    evidence::Found,
    fold,
    forms::{Form, forms, majority},
    gazetteers::Gazetteers,
    joins::Joins,
    view::View,
};

/// Puts the found names and expressions of an article together. They are in order of sentence and word.
pub(crate) fn link(views: &[View<'_>], found: Vec<Found>, gazetteers: &Gazetteers) -> Entities {
    let (forms, form_of) = forms(views, &found, gazetteers);
    let mut joins = Joins::new(&forms);
    joins.known(&forms);
    joins.spellings(&forms, gazetteers);
    joins.brackets(&forms, &form_of, &found, views, gazetteers);
    joins.initials(&forms);
    joins.persons(&forms);
    joins.shortened(&forms, gazetteers);
    assemble(views, found, &forms, &form_of, &mut joins, gazetteers)
}

/// Makes the entities, in order of first mention.
fn assemble(
    views: &[View<'_>],
    found: Vec<Found>,
    forms: &[Form],
    form_of: &[Option<usize>],
    joins: &mut Joins,
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
            let name = text.clone();
            let entity_type = found.entity_type;
            out.entities.push(Entity {
                id: String::new(),
                name,
                entity_type,
                aliases: Vec::new(),
                mentions: Vec::new(),
            });
        }
        let target = &mut out.entities[entity];
        target.mentions.push(index);
        if !target.aliases.contains(&text) {
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
    for form in 0..forms.len() {
        let root = joins.root(form);
        if let (Some(&entity), Some(index)) = (by_root.get(&root), joins.known[root]) {
            known[entity] = Some(index);
        }
    }
    let mut used: HashMap<String, usize> = HashMap::new();
    for (entity, known) in out.entities.iter_mut().zip(known) {
        let votes: Vec<_> =
            entity.mentions.iter().map(|&mention| out.mentions[mention].entity_type).collect();
        entity.entity_type = majority(&votes).unwrap_or(EntityType::Other);
        entity.name = match known {
            Some(known) => gazetteers.known(known).name.to_owned(),
            None => fullest(&entity.aliases),
        };
        let Entity { name, aliases, .. } = entity;
        aliases.retain(|alias| alias != name);
        entity.id = unique(format!("e:{}", fold::slug(&entity.name)), &mut used);
    }
    out
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
        testing::{document, inventory, tagged},
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
            "[PER Bashar Assad] , [PER Hafez Assad] , [PER Assad]",
            &[("e:bashar-assad", &[]), ("e:hafez-assad", &[]), ("e:assad", &[])],
        );
        check("[PER Mike King] , [PER Mike]", &[("e:mike-king", &[]), ("e:mike", &[])]);
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
        check("[PER Recep Erdoğan] , [PER Recep Erdogan] 's", &[("e:recep-erdogan", &["Recep Erdogan"])]);
        check("[MISC Republican] , [MISC Republicans]", &[("e:republicans", &["Republican"])]);
        check("[MISC Syrian] , [LOC Syria]", &[("e:syrian", &[]), ("e:syria", &[])]);
        check("[LOC Iran] , [LOC Iraq]", &[("e:iran", &[]), ("e:iraq", &[])]);
    }

    #[test]
    fn dates_of_one_wording_are_one_and_amounts_are_not() {
        check("Thursday two Thursday two", &[("e:thursday", &[]), ("e:two", &[]), ("e:two-2", &[])]);
    }

    #[test]
    fn headlines_do_not_name() {
        check("[PER BASHAR ASSAD]\n[PER Bashar Assad]", &[("e:bashar-assad", &["BASHAR ASSAD"])]);
    }

    #[test]
    fn ids_stay_unique() {
        let mut used = HashMap::new();
        let ids: Vec<_> = ["e:x-2", "e:x", "e:x", "e:x"].map(|id| unique(id.to_owned(), &mut used)).into();
        assert_eq!(ids, ["e:x-2", "e:x", "e:x-3", "e:x-4"]);
    }
}
