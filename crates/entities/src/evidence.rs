//! A trimmed name in, its type and what else the gazetteers know of it out.
//!
//! The head tells four types apart, the contract eleven. Each finer type rests on something a
//! reader would accept: the name is listed, a word of it says what it is ("Airport"), or the words
//! beside it do ("the town of").
//!
//! The head has read the sentence, so its type is refined and not overruled: "Essex" that won is a
//! club, "the Premier League" that began is an event. Only countries, peoples, well-known names and
//! those that end in a word like "Ministry" or "Airport" are what they are whatever the head says.

use std::ops::Range;

use crate::{
    beside,
    bio::HeadType,
    entity::EntityType,
    expressions::Expression,
    fold,
    gazetteers::{Gazetteers, Place, Position},
    known::Known,
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
    /// The words of the title before it.
    pub(crate) title: Option<Range<usize>>,
}

impl Found {
    pub(crate) fn expression(sentence: usize, expression: Expression) -> Self {
        let Expression { words, entity_type } = expression;
        Self { sentence, words, entity_type, head: None, key: String::new(), known: None, title: None }
    }
}

/// Armed groups that are called by a surname.
const SURNAMES: [&str; 2] = ["wagner", "houthi"];

/// Gives a name its type.
pub(crate) fn judge(view: &View<'_>, sentence: usize, name: Name, gazetteers: &Gazetteers) -> Found {
    let Name { words, head, title } = name;
    let key = fold::key(view.span(&words).of(view.text));
    let known = gazetteers.form(&key).filter(|&known| {
        let Known { entity_type, noun, .. } = gazetteers.known(known);
        let person = *entity_type == EntityType::Per;
        // No person is called Al-Qaeda: one word may be a surname, more are the name itself.
        let group = *noun == "group" && !SURNAMES.contains(&key.as_str());
        (head == HeadType::Per) == person || (!person && title.is_none() && (group || is_long(&key)))
    });
    let listed = known.map(|known| gazetteers.known(known).entity_type);
    let entity_type = listed.unwrap_or_else(|| decide(view, &words, &key, head, gazetteers));
    let title = title.filter(|_| entity_type == EntityType::Per);
    Found { sentence, words, entity_type, head: Some(head), key, known, title }
}

/// Whether a word before a name says that the name is a place's.
fn is_place_preposition(word: &str) -> bool {
    matches!(word, "in" | "near" | "outside" | "inside" | "into" | "around" | "toward" | "towards" | "across")
}

/// Whether a folded name has two words that are more than a letter.
fn is_long(key: &str) -> bool {
    key.split(' ').filter(|word| word.len() > 1).count() > 1
}

fn decide(
    view: &View<'_>,
    words: &Range<usize>,
    key: &str,
    head: HeadType,
    gazetteers: &Gazetteers,
) -> EntityType {
    if head == HeadType::Per {
        let listed = gazetteers.name(key).filter(|_| is_long(key));
        let single = words.len() == 1 || key.split(' ').count() <= 2 && view.form(words.start + 1) == "-";
        let beside = || beside::no_person(view, words).filter(|_| single);
        let place = gazetteers.is_well_known_place(key);
        let inside = place && single && is_place_preposition(view.before(words.start));
        return listed.or_else(beside).unwrap_or(if inside { EntityType::Gpe } else { EntityType::Per });
    }
    if let Some(entity_type) = gazetteers.name(key) {
        return entity_type;
    }
    if gazetteers.is_people(key) || (head != HeadType::Org && are_peoples(key, gazetteers)) {
        return EntityType::Norp;
    }
    if gazetteers.is_product(key) || is_model(view, words, head, gazetteers) {
        return EntityType::Product;
    }
    if gazetteers.is_platform(key) {
        return if is_service(view, words) { EntityType::Product } else { EntityType::Org };
    }
    let known_place = || gazetteers.is_well_known_place(key);
    match gazetteers.place(key) {
        Some(Place::Country) => return EntityType::Gpe,
        // Clubs and newspapers go by the names of towns and counties.
        Some(Place::Region) if head != HeadType::Org => return EntityType::Gpe,
        // What is no place to the head is one only where everyone knows it: "Wimbledon" is a tournament.
        Some(Place::City) if head == HeadType::Loc || (head == HeadType::Misc && known_place()) => {
            return EntityType::Gpe;
        }
        Some(Place::Natural) if head != HeadType::Org => return EntityType::Loc,
        _ => {}
    }
    if head == HeadType::Misc && is_quoted(view, words) {
        return EntityType::Work;
    }
    if let Some(entity_type) = head_word(view, words, head, gazetteers) {
        return entity_type;
    }
    match head {
        HeadType::Per => EntityType::Per,
        HeadType::Org => EntityType::Org,
        HeadType::Loc => beside::place(view, words, gazetteers)
            .or_else(|| gazetteers.place_spelled(key).map(|_| EntityType::Gpe))
            .unwrap_or(EntityType::Loc),
        HeadType::Misc => EntityType::Other,
    }
}

/// Whether all words of a folded name are of people: "non-Muslim", "Israeli-Palestinian".
fn are_peoples(key: &str, gazetteers: &Gazetteers) -> bool {
    let mut parts =
        key.split(' ').skip_while(|part| matches!(*part, "non" | "ex" | "anti" | "pro")).peekable();
    parts.peek().is_some() && parts.all(|part| gazetteers.is_people(part))
}

/// Whether the words beside say that a service is meant and not its company: "on Twitter".
fn is_service(view: &View<'_>, words: &Range<usize>) -> bool {
    matches!(view.before(words.start), "on" | "via" | "using" | "through" | "to")
        || matches!(
            view.lower(words.end),
            "video"
                | "videos"
                | "account"
                | "accounts"
                | "post"
                | "posts"
                | "page"
                | "pages"
                | "user"
                | "users"
                | "channel"
                | "channels"
                | "message"
                | "messages"
                | "group"
                | "feed"
                | "followers"
        )
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
fn head_word(
    view: &View<'_>,
    words: &Range<usize>,
    head: HeadType,
    gazetteers: &Gazetteers,
) -> Option<EntityType> {
    if words.len() < 2 {
        return None;
    }
    let of = (words.start + 1..words.end - 1).find(|&word| matches!(view.lower(word), "of" | "for" | "on"));
    let last = of.map_or(words.end - 1, |of| of - 1);
    let stopless = |word: usize| view.lower(word).trim_end_matches('.');
    // No place is called "District Court" or "Court of Justice"; "Hampton Court" is.
    if stopless(last) == "court" && (of.is_some() || last > words.start + 1) {
        return Some(EntityType::Org);
    }
    // "Democratic National Convention": a meeting, where other conventions are treaties.
    if stopless(last) == "convention" && last > words.start && view.lower(last - 1) == "national" {
        return Some(EntityType::Event);
    }
    if let Some(sure) = gazetteers.sure_head(stopless(last)) {
        return Some(sure);
    }
    gazetteers
        .head(stopless(last), Position::Last)
        .or_else(|| gazetteers.head(stopless(words.start), Position::First))
        .filter(|&found| refines(head, found))
}

/// Whether a name is a model's: letters, a hyphen and digits ("F-16", "Su-35"), or starts with a product
/// or its maker ("Boeing 737").
fn is_model(view: &View<'_>, words: &Range<usize>, head: HeadType, gazetteers: &Gazetteers) -> bool {
    let first = view.lower(words.start);
    if gazetteers.is_maker(view.form(words.start)) && words.len() > 1 {
        let number = view.form(words.start + 1);
        return number.bytes().any(|b| b.is_ascii_digit()) || head == HeadType::Misc;
    }
    if head != HeadType::Misc {
        return false;
    }
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

/// Whether a name of several words is all that stands between two quotation marks, but for "The".
fn is_quoted(view: &View<'_>, words: &Range<usize>) -> bool {
    let mark = |word: usize| matches!(view.form(word), "\"" | "“" | "”" | "``" | "''" | "‘" | "’" | "'");
    let start = if view.before(words.start) == "the" { words.start - 1 } else { words.start };
    words.end - start > 1 && start > 0 && mark(start - 1) && mark(words.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{bracketed, document};

    /// The type of the words between brackets.
    #[track_caller]
    fn check(marked: &str, head: HeadType, expected: EntityType) {
        let (text, words) = bracketed(marked);
        let document = document(&text);
        let view = View::new(&document, 0);
        let name = Name { words, head, title: None };
        assert_eq!(judge(&view, 0, name, &Gazetteers::new()).entity_type, expected, "{marked}");
    }

    #[test]
    fn listed_names() {
        use EntityType::{Gpe, Loc, Norp, Org, Other, Per, Product};
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
        check("[ Al-Qa’ida ] said", HeadType::Per, Org);
        check("[ Wagner ] said", HeadType::Per, Per);
        check("[ Da’esh ] said", HeadType::Per, Org);
        check("in [ Raqqa ] today", HeadType::Per, Gpe);
        check("for [ Raqqa ] today", HeadType::Per, Per);
        check("in [ Allen ] today", HeadType::Per, Per);
        check("the [ non-Muslim ] world", HeadType::Misc, Norp);
        check("the [ Israeli-Palestinian ] conflict", HeadType::Misc, Norp);
        check("[ Islam ] is", HeadType::Loc, Other);
        check("in [ Al Shadadi ]", HeadType::Loc, Gpe);
        check("posted on [ Twitter ]", HeadType::Org, Product);
        check("[ Twitter ] said", HeadType::Org, Org);
    }

    #[test]
    fn head_words() {
        use EntityType::{Event, Fac, Gpe, Law, Loc, Org, Other};
        check("[ Syrian Defense Ministry ]", HeadType::Org, Org);
        check("[ Premier League ]", HeadType::Misc, Other);
        check("[ Aleppo Airport ]", HeadType::Org, Fac);
        check("[ Aleppo International Airport ]", HeadType::Loc, Fac);
        check("[ Camp Bondsteel ]", HeadType::Loc, Fac);
        check("[ Euphrates River ]", HeadType::Loc, Loc);
        check("[ Gulf of Aden ]", HeadType::Loc, Loc);
        check("[ Mount Hermon ]", HeadType::Loc, Loc);
        check("[ Geneva Convention ]", HeadType::Misc, Law);
        check("[ World Cup ]", HeadType::Misc, Event);
        check("[ Voting Rights Act ]", HeadType::Org, Law);
        check("[ US Senate ]", HeadType::Loc, Org);
        check("[ Christchurch District Court ]", HeadType::Loc, Org);
        check("[ Hampton Court ]", HeadType::Loc, Loc);
        check("[ American Conservative ]", HeadType::Org, Org);
        check("[ Jupiter ]", HeadType::Loc, Loc);
        check("[ Green National Convention ]", HeadType::Misc, Event);
        check("[ Battle of Mosul ]", HeadType::Misc, Event);
        check("[ Acme Corp. ]", HeadType::Org, Org);
        check("[ Idlib Province ]", HeadType::Loc, Gpe);
    }

    #[test]
    fn words_beside() {
        use EntityType::{Fac, Gpe, Loc, Other, Per, Work};
        check("bases including [ Kasraq ]", HeadType::Per, Fac);
        check("bases including [ John Kasraq ]", HeadType::Per, Per);
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
        check("two [ Boeing 747s ]", HeadType::Org, Product);
        check("shares of [ Boeing ]", HeadType::Org, Org);
        check("[ Bell Labs ]", HeadType::Org, Org);
    }
}
