//! Organisations by more or fewer of their words, and by the same words in another order.

use std::collections::HashMap;

use super::Joins;
use crate::{
    entity::EntityType,
    forms::Form,
    gazetteers::{Gazetteers, Position},
    merge::Why,
};

/// Bodies of a state, of which each country has one: the country may stand before or behind.
const STATE: &[&str] = &[
    "army",
    "navy",
    "government",
    "ministry",
    "department",
    "parliament",
    "police",
    "forces",
    "force",
    "embassy",
    "cabinet",
    "senate",
    "military",
    "presidency",
    "guard",
    "court",
    "intelligence",
    "bank",
];

/// First words that many organisations share.
const COMMON: &[&str] = &[
    "national",
    "international",
    "united",
    "free",
    "democratic",
    "islamic",
    "world",
    "central",
    "federal",
    "royal",
];

/// Bodies that tell themselves apart by whom they are for.
const PARTIES: &[&str] =
    &["party", "front", "movement", "union", "league", "alliance", "brotherhood", "jihad"];

/// What a company or an institution is called without: "Brookings" is the "Brookings Institution".
const KINDS: &[&str] = &[
    "inc",
    "corp",
    "corporation",
    "company",
    "co",
    "ltd",
    "limited",
    "llc",
    "plc",
    "ag",
    "sa",
    "gmbh",
    "nv",
    "group",
    "holdings",
    "holding",
    "institution",
    "institute",
    "university",
    "college",
    "foundation",
    "party",
    "movement",
    "front",
    "network",
    "agency",
    "airlines",
    "airways",
    "motors",
    "brothers",
    "bank",
];

impl Joins<'_> {
    /// "Ministry of Defence" and "Defense Ministry", "Army of Syria" and "Syrian Army".
    pub(super) fn reordered(&mut self) {
        let mut first: HashMap<&[String], usize> = HashMap::new();
        for (index, form) in self.forms.iter().enumerate() {
            if !form.is_person() && form.entity_type != EntityType::Norp && form.canonical.len() > 1 {
                let first = *first.entry(form.canonical.as_slice()).or_insert(index);
                self.join(index, first, Why::Order);
            }
        }
    }

    /// "Defense Ministry" for "Syrian Defense Ministry", "Brookings" for "Brookings Institution".
    pub(super) fn shortened(&mut self, gazetteers: &Gazetteers) {
        let forms = self.forms;
        let mut by_edge: HashMap<(bool, &str), Vec<usize>> = HashMap::new();
        let organisations =
            || forms.iter().enumerate().filter(|(_, form)| form.entity_type == EntityType::Org);
        for (index, form) in organisations().filter(|(_, form)| form.canonical.len() > 1) {
            if let (Some(first), Some(last)) = (form.canonical.first(), form.canonical.last()) {
                by_edge.entry((true, first)).or_default().push(index);
                by_edge.entry((false, last)).or_default().push(index);
            }
        }
        for (index, form) in organisations() {
            let (Some(first), Some(last)) = (form.canonical.first(), form.canonical.last()) else {
                continue;
            };
            // "Court of Session" is a court.
            let of = form.canonical.iter().position(|word| word == "of").filter(|of| *of > 0);
            let kind = of.map_or(last, |of| &form.canonical[of - 1]);
            let head = gazetteers.head(kind, Position::Last).is_some();
            if form.canonical.len() > 1 && head {
                let candidates = by_edge.get(&(false, last.as_str())).into_iter().flatten().copied();
                let ends = candidates.filter(|&other| adds_a_country(&forms[other], form, gazetteers));
                self.join_unique(index, ends, Why::Shortened);
            } else if !head
                && first.len() > 4
                && !COMMON.contains(&first.as_str())
                && !listed(first, gazetteers)
            {
                let candidates = by_edge.get(&(true, first.as_str())).into_iter().flatten().copied();
                let starts =
                    candidates.filter(|&other| adds_a_kind(&forms[other].canonical, &form.canonical));
                self.join_unique(index, starts, Why::Shortened);
            }
        }
    }
}

/// Whether the longer name says whose it is and the shorter one does not. "Free Syrian Army" is no
/// "Syrian Army".
fn adds_a_country(longer: &Form, shorter: &Form, gazetteers: &Gazetteers) -> bool {
    let (long, short) = (&longer.canonical, &shorter.canonical);
    if long.len() <= short.len() || !long.ends_with(short) || short[0].starts_with('@') {
        return false;
    }
    let owner = long[..long.len() - short.len()].join(" ");
    let ministry = short.last().is_some_and(|last| matches!(last.as_str(), "ministry" | "department"));
    let country = || gazetteers.well_known.country(&owner).is_some() || gazetteers.place(&owner).is_some();
    // A faith or an idea makes another party: "Christian Democratic Party" is no "Democratic Party".
    let people =
        || gazetteers.is_people(&owner) && !short.last().is_some_and(|last| PARTIES.contains(&last.as_str()));
    owner.starts_with('@') || country() || people() || (ministry && !owner.contains(' '))
}

/// Whether the longer name only adds what kind of body it is. "Apple Daily" is no "Apple".
fn adds_a_kind(longer: &[String], shorter: &[String]) -> bool {
    longer.len() > shorter.len()
        && longer.starts_with(shorter)
        && longer[shorter.len()..].iter().all(|word| KINDS.contains(&word.as_str()))
}

fn listed(key: &str, gazetteers: &Gazetteers) -> bool {
    gazetteers.place(key).is_some() || gazetteers.is_people(key)
}

/// One order and spelling for the words of an organisation: "Ministry of Foreign Affairs" is "foreign ministry".
pub(crate) fn reordered(mut tokens: Vec<String>) -> Vec<String> {
    for token in &mut tokens {
        match token.as_str() {
            "defence" => "defense".clone_into(token),
            "labour" => "labor".clone_into(token),
            "centre" => "center".clone_into(token),
            "programme" => "program".clone_into(token),
            "organisation" => "organization".clone_into(token),
            _ => {}
        }
    }
    let head = tokens.iter().position(|token| matches!(token.as_str(), "ministry" | "department"));
    if let Some(head) = head
        && tokens.get(head + 1).is_some_and(|token| token == "of")
        && tokens.len() > head + 2
    {
        let noun = tokens.remove(head);
        tokens.remove(head);
        if tokens.get(head).is_some_and(|token| token == "the") && tokens.len() > head + 1 {
            tokens.remove(head);
        }
        tokens.push(noun);
    }
    let affairs = tokens.windows(3).position(|three| {
        three[0] == "foreign"
            && three[1] == "affairs"
            && matches!(three[2].as_str(), "ministry" | "department")
    });
    if let Some(at) = affairs {
        tokens.remove(at + 1);
    }
    tokens
}

/// The words of an organisation in one order, the country of a body of the state first and as "@" and its
/// number: "Ministry of Defense of Syria" and "Syrian Defense Ministry" are both "@…", "defense", "ministry".
pub(crate) fn canonical(key: &str, gazetteers: &Gazetteers) -> Vec<String> {
    let tokens: Vec<&str> = key.split(' ').collect();
    let owned = |tokens: &[&str]| reordered(tokens.iter().map(|&token| token.to_owned()).collect());
    let state = |tokens: &[String]| tokens.last().is_some_and(|last| STATE.contains(&last.as_str()));
    let country = |tokens: &[&str]| gazetteers.well_known.country(&tokens.join(" "));
    let with = |country: usize, rest: Vec<String>| {
        std::iter::once(format!("@{country}")).chain(rest).collect::<Vec<String>>()
    };
    for length in (1..=3.min(tokens.len() - 1)).rev() {
        let (before, rest) = tokens.split_at(length);
        if let Some(country) = country(before) {
            let rest = owned(rest);
            if state(&rest) {
                return with(country, rest);
            }
        }
    }
    for at in (1..tokens.len().saturating_sub(1)).rev().filter(|&at| tokens[at] == "of") {
        let from = at + 1 + usize::from(tokens[at + 1] == "the" && at + 2 < tokens.len());
        if let Some(country) = country(&tokens[from..]) {
            let rest = owned(&tokens[..at]);
            if state(&rest) && rest.last().is_none_or(|last| last != "bank") {
                return with(country, rest);
            }
        }
    }
    owned(&tokens)
}

#[cfg(test)]
mod tests {
    use crate::testing::{apart, joined};

    #[test]
    fn words_in_another_order() {
        joined("[ORG Ministry of Defence] , [ORG Defense Ministry]", "same words in another order");
        joined(
            "[ORG Syrian Defense Ministry] , [ORG Ministry of Defense of Syria]",
            "same words in another order",
        );
        joined("[ORG Army of Syria] , [ORG Syrian Army]", "same words in another order");
        joined(
            "[ORG Syrian Foreign Ministry] , [ORG Syria Ministry of Foreign Affairs]",
            "same words in another order",
        );
        apart("[ORG Bank of China] , [ORG Chinese Bank]");
        apart("[ORG Syrian Army] , [ORG Iraqi Army]");
        apart("[ORG Health Ministry] , [ORG Defense Ministry]");
        apart("[ORG South Korean Army] , [ORG North Korean Army]");
        apart("[ORG Syrian Government] , [LOC Syria]");
    }

    #[test]
    fn short_forms() {
        joined("[ORG Ruritanian Defense Ministry] , the [ORG Defence Ministry]", "short form of");
        joined("[ORG Indonesian National Police] , the [ORG National Police]", "short form of");
        joined("[ORG Brookings] , [ORG Brookings Institution]", "short form of");
        apart("[ORG Free Syrian Army] , [ORG Syrian Army]");
        apart("[ORG Christian Democratic Party] , [ORG Democratic Party]");
        joined("[ORG Scottish Court of Session] , the [ORG Court of Session]", "short form of");
        apart("[ORG Apple] , [ORG Apple Daily]");
        apart("[ORG Aleppo] , [ORG Aleppo Medical Bureau]");
        apart("[ORG Islamic Salvation Front] , [ORG Islamic Front]");
    }
}
