//! A trimmed name in, its type and what else the gazetteers know of it out.
//!
//! The head tells four types apart, the contract eleven. Each finer type rests on something a
//! reader would accept: the name is listed, a word of it says what it is ("Airport"), or the words
//! beside it do ("the town of").
//!
//! The head has read the sentence, so its type is refined and not overruled: "Essex" that won is a
//! club, "the Premier League" that began is an event. Only countries, peoples and well-known names
//! are what they are whatever the head says.

use std::ops::Range;

use crate::{
    bio::HeadType,
    entity::EntityType,
    expressions::Expression,
    fold,
    gazetteers::{Gazetteers, Place, Position},
    names::Name,
    view::View,
};

/// A name or an expression before it is put together with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) sentence: usize,
    pub(crate) words: Range<usize>,
    pub(crate) entity_type: EntityType,
    /// What the head saw; nothing for an expression.
    pub(crate) head: Option<HeadType>,
    /// The folded name; empty for an expression.
    pub(crate) key: String,
    /// The well-known name it is a form of.
    pub(crate) known: Option<usize>,
}

impl Found {
    pub(crate) fn expression(sentence: usize, expression: Expression) -> Self {
        let Expression { words, entity_type } = expression;
        Self { sentence, words, entity_type, head: None, key: String::new(), known: None }
    }
}

/// Gives a name its type.
pub(crate) fn judge(view: &View<'_>, sentence: usize, name: Name, gazetteers: &Gazetteers) -> Found {
    let Name { words, head } = name;
    let key = fold::key(view.span(&words).of(view.text));
    let known = gazetteers
        .form(&key)
        .filter(|&known| (head == HeadType::Per) == (gazetteers.known(known).entity_type == EntityType::Per));
    let listed = known.map(|known| gazetteers.known(known).entity_type);
    let entity_type = listed.unwrap_or_else(|| decide(view, &words, &key, head, gazetteers));
    Found { sentence, words, entity_type, head: Some(head), key, known }
}

fn decide(
    view: &View<'_>,
    words: &Range<usize>,
    key: &str,
    head: HeadType,
    gazetteers: &Gazetteers,
) -> EntityType {
    if head == HeadType::Per {
        return EntityType::Per;
    }
    if gazetteers.is_people(key) {
        return EntityType::Norp;
    }
    if gazetteers.is_product(key) || (head == HeadType::Misc && is_model(view, words, gazetteers)) {
        return EntityType::Product;
    }
    match gazetteers.place(key) {
        Some(Place::Country) => return EntityType::Gpe,
        // Clubs and newspapers go by the names of towns and counties.
        Some(Place::Region | Place::City) if head != HeadType::Org => return EntityType::Gpe,
        Some(Place::Natural) if head != HeadType::Org => return EntityType::Loc,
        _ => {}
    }
    if head == HeadType::Misc && is_quoted(view, words) {
        return EntityType::Work;
    }
    if let Some(entity_type) = head_word(view, words, gazetteers).filter(|&found| refines(head, found)) {
        return entity_type;
    }
    match head {
        HeadType::Per => EntityType::Per,
        HeadType::Org => EntityType::Org,
        HeadType::Loc => beside(view, words).unwrap_or(EntityType::Loc),
        HeadType::Misc => EntityType::Other,
    }
}

/// Whether a finer type is one of those that the head's type stands for.
fn refines(head: HeadType, entity_type: EntityType) -> bool {
    use EntityType::{Event, Fac, Gpe, Law, Loc, Norp, Org, Other, Per, Product, Work};
    match head {
        HeadType::Per => entity_type == Per,
        HeadType::Org => entity_type == Org,
        HeadType::Loc => matches!(entity_type, Gpe | Loc | Fac),
        HeadType::Misc => matches!(entity_type, Norp | Event | Product | Work | Law | Other),
    }
}

/// What the word that names the kind says: the one before "of", else the last, else the first.
fn head_word(view: &View<'_>, words: &Range<usize>, gazetteers: &Gazetteers) -> Option<EntityType> {
    if words.len() < 2 {
        return None;
    }
    let of = (words.start + 1..words.end - 1).find(|&word| matches!(view.lower(word), "of" | "for" | "on"));
    let last = of.map_or(words.end - 1, |of| of - 1);
    let stopless = |word: usize| view.lower(word).trim_end_matches('.');
    gazetteers
        .head(stopless(last), Position::Last)
        .or_else(|| gazetteers.head(stopless(words.start), Position::First))
}

/// Whether a name is a model's: letters, a hyphen and digits ("F-16", "Su-35"), or starts with a product.
fn is_model(view: &View<'_>, words: &Range<usize>, gazetteers: &Gazetteers) -> bool {
    let first = view.lower(words.start);
    if words.len() > 1 && gazetteers.is_product(&fold::key(first)) {
        return true;
    }
    let text = view.span(&(words.start..words.end.min(words.start + 3))).of(view.text);
    let Some((letters, rest)) = text.split_once(['-', '‑']) else {
        return false;
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let tail = rest.get(digits..).and_then(|tail| tail.split(' ').next()).unwrap_or_default();
    (1..=3).contains(&letters.len())
        && letters.bytes().all(|b| b.is_ascii_alphabetic())
        && letters.starts_with(|c: char| c.is_ascii_uppercase())
        && (1..=4).contains(&digits)
        && tail.len() <= 2
        // The Group of Seven and of Twenty.
        && letters != "G"
}

/// What the words beside an unlisted place say it is: "the town of X", "X province", "X airport".
fn beside(view: &View<'_>, words: &Range<usize>) -> Option<EntityType> {
    let kind = |noun: &str| match noun {
        "town" | "city" | "village" | "province" | "district" | "governorate" | "state" | "capital"
        | "county" | "municipality" | "suburb" | "countryside" | "oblast" | "towns" | "cities"
        | "villages" => Some(EntityType::Gpe),
        "desert" | "river" | "mountains" | "valley" | "sea" | "lake" | "island" | "islands" | "peninsula"
        | "plain" | "region" | "area" | "mountain" => Some(EntityType::Loc),
        "airport" | "base" | "camp" | "prison" | "airbase" | "hospital" | "bridge" | "dam" | "stadium"
        | "checkpoint" | "crossing" => Some(EntityType::Fac),
        _ => None,
    };
    if view.before(words.start) == "of"
        && words.start >= 2
        && let Some(entity_type) = kind(view.lower(words.start - 2))
    {
        return Some(entity_type);
    }
    kind(view.lower(words.end))
}

/// Whether a name of several words is all that stands between two quotation marks, but for "The".
fn is_quoted(view: &View<'_>, words: &Range<usize>) -> bool {
    let mark = |word: usize| matches!(view.form(word), "\"" | "“" | "”" | "``" | "''" | "‘" | "’" | "'");
    let start = if view.before(words.start) == "the" { words.start - 1 } else { words.start };
    words.end - start > 1 && start > 0 && mark(start - 1) && mark(words.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::document;

    /// The type of the words between brackets.
    #[track_caller]
    fn check(marked: &str, head: HeadType, expected: EntityType) {
        let tokens: Vec<&str> = marked.split(' ').collect();
        let open = tokens.iter().position(|t| *t == "[").unwrap();
        let close = tokens.iter().position(|t| *t == "]").unwrap();
        let text = tokens.iter().filter(|t| !matches!(**t, "[" | "]")).copied().collect::<Vec<_>>().join(" ");
        let document = document(&text);
        let view = View::new(&document, 0);
        let name = Name { words: open..close - 1, head };
        assert_eq!(judge(&view, 0, name, &Gazetteers::new()).entity_type, expected, "{marked}");
    }

    #[test]
    fn listed_names() {
        use EntityType::{Gpe, Loc, Norp, Org, Per, Product};
        check("in [ Syria ] today", HeadType::Loc, Gpe);
        check("[ Syria ] said", HeadType::Org, Gpe);
        check("in [ Aleppo ]", HeadType::Loc, Gpe);
        check("[ Liverpool ] won", HeadType::Org, Org);
        check("[ Texas ] won", HeadType::Org, Org);
        check("in [ Texas ]", HeadType::Loc, Gpe);
        check("in [ Europe ]", HeadType::Loc, Loc);
        check("[ Syrian ] rebels", HeadType::Misc, Norp);
        check("[ Kurds ] fled", HeadType::Org, Norp);
        check("[ HIMARS ] rockets", HeadType::Misc, Product);
        check("[ AFP ] reported", HeadType::Misc, Org);
        check("[ Jordan ] scored", HeadType::Per, Per);
    }

    #[test]
    fn head_words() {
        use EntityType::{Event, Fac, Gpe, Law, Loc, Org, Other};
        check("[ Syrian Defense Ministry ]", HeadType::Org, Org);
        check("[ Premier League ]", HeadType::Misc, Other);
        check("[ Aleppo Airport ]", HeadType::Org, Org);
        check("[ Aleppo International Airport ]", HeadType::Loc, Fac);
        check("[ Camp Bondsteel ]", HeadType::Loc, Fac);
        check("[ Euphrates River ]", HeadType::Loc, Loc);
        check("[ Gulf of Aden ]", HeadType::Loc, Loc);
        check("[ Mount Hermon ]", HeadType::Loc, Loc);
        check("[ Geneva Convention ]", HeadType::Misc, Law);
        check("[ World Cup ]", HeadType::Misc, Event);
        check("[ Battle of Mosul ]", HeadType::Misc, Event);
        check("[ Acme Corp. ]", HeadType::Org, Org);
        check("[ Idlib Province ]", HeadType::Loc, Gpe);
    }

    #[test]
    fn words_beside() {
        use EntityType::{Fac, Gpe, Loc, Other, Work};
        check("the town of [ Sarmadax ] fell", HeadType::Loc, Gpe);
        check("in [ Sarmadax ] province", HeadType::Loc, Gpe);
        check("the [ Sarmadax ] camp", HeadType::Loc, Fac);
        check("in [ Sarmadax ] today", HeadType::Loc, Loc);
        check("the film \" [ The Long Road ] \" won", HeadType::Misc, Work);
        check("the film \" The [ Rain ] \" won", HeadType::Misc, Work);
        check("the film [ The Long Rain ] won", HeadType::Misc, Other);
        check("the so-called \" [ Rain ] \"", HeadType::Misc, Other);
    }

    #[test]
    fn models() {
        use EntityType::{Org, Other, Product};
        check("an [ F-16 ] jet", HeadType::Misc, Product);
        check("an [ F - 16 ] jet", HeadType::Misc, Other);
        check("a [ Su-35S ]", HeadType::Misc, Product);
        check("the [ COVID-19 ] virus", HeadType::Misc, Other);
        check("the [ G-20 ] leaders", HeadType::Misc, Org);
        check("the [ March-23 ] group", HeadType::Misc, Other);
    }
}
