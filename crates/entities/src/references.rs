//! Entities in, the same with pronouns and "the group" added to those they clearly refer to.
//!
//! A wrong link is worse than none. A pronoun goes to the only person of the nearest sentence that
//! has one, or to the only one there that stands as a subject; "the group" to the only group in
//! sight. Where somebody unnamed has come between ("a man", "another group"), nothing is linked.

use std::ops::Range;

use triplewire_encoder::{Inventory, Scores};

use crate::{
    entity::{Entities, EntityType, Mention, MentionKind},
    fold,
    gazetteers::{Gazetteers, Gender},
    view::View,
};

/// How many sentences before its own a reference may look back.
const WINDOW: usize = 2;

/// Nouns for one unnamed person.
const PERSONS: &[&str] = &[
    "man",
    "woman",
    "boy",
    "girl",
    "person",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "official",
    "soldier",
    "fighter",
    "officer",
    "commander",
    "resident",
    "witness",
    "journalist",
    "reporter",
    "activist",
    "minister",
    "president",
    "leader",
    "suspect",
    "attacker",
    "gunman",
    "driver",
    "doctor",
    "teacher",
    "student",
    "lawyer",
    "judge",
    "victim",
    "mother",
    "father",
    "son",
    "daughter",
    "brother",
    "sister",
    "wife",
    "husband",
    "child",
    "analyst",
    "source",
    "diplomat",
    "envoy",
    "prisoner",
    "teenager",
    "colleague",
    "friend",
    "relative",
    "neighbor",
];

/// Definite nouns and the last words of the names they may stand for. A well-known name may answer to
/// one as well (`data/aliases.tsv`).
const NOUNS: &[(&str, &[&str])] = &[
    ("group", &["group", "front", "movement", "brigade", "brigades", "militia"]),
    ("agency", &["agency"]),
    ("party", &["party"]),
    ("company", &["company", "inc", "corp", "corporation", "co", "ltd", "llc", "plc", "airlines", "airways"]),
    ("court", &["court"]),
    ("council", &["council"]),
    ("committee", &["committee"]),
    ("alliance", &["alliance"]),
    ("bloc", &[]),
    ("university", &["university"]),
    ("newspaper", &["times", "post", "journal", "tribune", "herald", "gazette"]),
    ("broadcaster", &["television", "tv"]),
];

/// A mention that a later reference may go back to.
#[derive(Clone, Debug)]
struct Antecedent {
    sentence: usize,
    words: Range<usize>,
    entity: usize,
    subject: bool,
}

/// What references are read from.
#[derive(Clone, Copy)]
struct Reader<'r> {
    views: &'r [View<'r>],
    scores: &'r [Scores],
    inventory: &'r Inventory,
}

/// Links the references of an article.
pub(crate) fn resolve(
    entities: &mut Entities,
    views: &[View<'_>],
    scores: &[Scores],
    inventory: &Inventory,
    gazetteers: &Gazetteers,
) {
    let reader = Reader { views, scores, inventory };
    let nouns: Vec<&str> =
        entities.entities.iter().map(|e| noun(&e.name, e.entity_type, gazetteers)).collect();
    let mut genders: Vec<Option<Gender>> = vec![None; entities.entities.len()];
    let mut people: Vec<Antecedent> = Vec::new();
    let mut bodies: Vec<Antecedent> = Vec::new();
    let mut added: Vec<Mention> = Vec::new();
    let mut names = entities.mentions.iter().peekable();
    for (sentence, view) in views.iter().enumerate() {
        let mut word = 0;
        while word < view.len() {
            if let Some(name) = names.next_if(|name| name.sentence == sentence && name.words.start == word) {
                word = name.words.end;
                let antecedent = Antecedent {
                    sentence,
                    words: name.words.clone(),
                    entity: name.entity,
                    subject: reader.is_subject(sentence, &name.words),
                };
                if entities.entities[name.entity].entity_type == EntityType::Per {
                    let title = gazetteers.title(view.before(name.words.start));
                    genders[name.entity] = genders[name.entity].or(title.and_then(|title| title.gender));
                    people.push(antecedent);
                } else if !nouns[name.entity].is_empty() {
                    bodies.push(antecedent);
                }
                continue;
            }
            let mut words = word..word + 1;
            let mut link = None;
            if let Some(gender) = pronoun(view.lower(word)) {
                link = reader
                    .person(&people, &genders, sentence, word, gender)
                    .map(|entity| (entity, MentionKind::Pronoun));
                if let Some((entity, _)) = link {
                    genders[entity] = Some(gender);
                    let subject = matches!(view.lower(word), "he" | "she");
                    people.push(Antecedent { sentence, words: words.clone(), entity, subject });
                }
            } else if view.lower(word) == "the"
                && names.peek().is_none_or(|name| !touches(name, sentence, word + 2))
            {
                let fits = NOUNS.iter().find(|(noun, _)| *noun == view.lower(word + 1));
                link = fits
                    .filter(|_| reader.ends_phrase(sentence, word + 2))
                    .and_then(|(noun, _)| reader.body(&bodies, &nouns, sentence, word, noun))
                    .map(|entity| (entity, MentionKind::Nominal));
                words.end = word + 2;
            }
            if let Some((entity, kind)) = link {
                let entity_type = entities.entities[entity].entity_type;
                added.push(Mention {
                    sentence,
                    span: view.span(&words),
                    words,
                    kind,
                    entity_type,
                    entity,
                    title: None,
                });
            }
            word += 1;
        }
    }
    insert(entities, added);
}

/// Whether a mention starts at `end` or before it.
fn touches(mention: &Mention, sentence: usize, end: usize) -> bool {
    mention.sentence == sentence && mention.words.start <= end
}

/// Puts the added mentions in their places.
fn insert(entities: &mut Entities, added: Vec<Mention>) {
    if added.is_empty() {
        return;
    }
    entities.mentions.extend(added);
    entities.mentions.sort_by_key(|mention| (mention.sentence, mention.words.start));
    for entity in &mut entities.entities {
        entity.mentions.clear();
    }
    for (index, mention) in entities.mentions.iter().enumerate() {
        entities.entities[mention.entity].mentions.push(index);
    }
}

fn pronoun(word: &str) -> Option<Gender> {
    match word {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}

/// The definite noun that an organisation answers to; empty where none is known.
fn noun(name: &str, entity_type: EntityType, gazetteers: &Gazetteers) -> &'static str {
    if entity_type != EntityType::Org {
        return "";
    }
    let key = fold::key(name);
    if let Some(known) = gazetteers.form(&key) {
        return NOUNS
            .iter()
            .map(|(noun, _)| *noun)
            .find(|noun| *noun == gazetteers.known(known).noun)
            .unwrap_or("");
    }
    let Some((_, last)) = key.rsplit_once(' ') else {
        return "";
    };
    NOUNS.iter().find(|(_, heads)| heads.contains(&last)).map_or("", |(noun, _)| noun)
}

impl Reader<'_> {
    /// The person a pronoun stands for.
    fn person(
        self,
        people: &[Antecedent],
        genders: &[Option<Gender>],
        sentence: usize,
        word: usize,
        gender: Gender,
    ) -> Option<usize> {
        let view = &self.views[sentence];
        if in_quotes(view, word) {
            return None;
        }
        for back in 0..=WINDOW.min(sentence) {
            let at = sentence - back;
            let fits =
                |a: &&Antecedent| a.sentence == at && genders[a.entity].is_none_or(|known| known == gender);
            let near: Vec<&Antecedent> =
                people.iter().rev().take_while(|a| a.sentence >= at).filter(fits).collect();
            if near.is_empty() {
                continue;
            }
            if back == 0 && self.is_object(sentence, word) {
                // "Putin praised him": the subject of the clause is the one whom it cannot be.
                return None;
            }
            let chosen = only(near.iter().copied())
                .or_else(|| only(near.iter().copied().filter(|antecedent| antecedent.subject)))?;
            return (!self.introduced(PERSONS, chosen, sentence, word)).then_some(chosen.entity);
        }
        None
    }

    /// The organisation that "the group" at `word` stands for.
    fn body(
        self,
        bodies: &[Antecedent],
        nouns: &[&str],
        sentence: usize,
        word: usize,
        noun: &str,
    ) -> Option<usize> {
        let window = bodies.iter().rev().take_while(|a| a.sentence + WINDOW >= sentence);
        let chosen = only(window.filter(|a| nouns[a.entity] == noun))?;
        (!self.introduced(&[noun], chosen, sentence, word)).then_some(chosen.entity)
    }

    /// Whether somebody or something unnamed comes between an antecedent and a reference: "a man",
    /// "the commander". An apposition to the antecedent itself does not count.
    fn introduced(self, nouns: &[&str], antecedent: &Antecedent, sentence: usize, word: usize) -> bool {
        (antecedent.sentence..=sentence).any(|at| {
            let view = &self.views[at];
            let start = if at == antecedent.sentence { antecedent.words.end } else { 0 };
            let end = if at == sentence { word } else { view.len() };
            (start..end).filter(|&noun| nouns.contains(&view.lower(noun))).any(|noun| {
                let from = noun.saturating_sub(3).max(start);
                let opens =
                    |word: &usize| matches!(view.lower(*word), "a" | "an" | "another" | "one" | "the");
                let Some(determiner) = (from..noun).rev().find(opens) else {
                    return false;
                };
                let apposed =
                    at == antecedent.sentence && determiner == start + 1 && view.lower(start) == ",";
                !apposed
            })
        })
    }

    /// Whether a name stands right before a verb and is no conjunct, or, where the tags are not known,
    /// first in its sentence.
    fn is_subject(self, sentence: usize, words: &Range<usize>) -> bool {
        if matches!(self.views[sentence].before(words.start), "and" | "or" | "with") {
            return false;
        }
        match self.tag(sentence, words.end) {
            Some(tag) => matches!(tag, "VERB" | "AUX"),
            None => words.start == 0,
        }
    }

    /// Whether the pronoun is an object: "him", or "her" where no noun phrase follows.
    fn is_object(self, sentence: usize, word: usize) -> bool {
        let view = &self.views[sentence];
        match view.lower(word) {
            "him" => true,
            "her" => {
                let next = view.lower(word + 1);
                let small = [
                    "to", "in", "on", "at", "with", "and", "that", "from", "by", "for", "as", "of", "or",
                    "but",
                ];
                !next.starts_with(char::is_alphabetic) || small.contains(&next)
            }
            _ => false,
        }
    }

    /// Whether a noun phrase ends before `word`: no noun follows and nothing that narrows it down.
    fn ends_phrase(self, sentence: usize, word: usize) -> bool {
        let narrowing = ["of", "that", "which", "who", "called", "known", "named", "behind", "whose", "-"];
        let noun = matches!(self.tag(sentence, word), Some("NOUN" | "PROPN" | "ADJ" | "NUM"));
        !noun && !narrowing.contains(&self.views[sentence].lower(word))
    }

    /// The part of speech of a word, where the encoder scored it.
    fn tag(self, sentence: usize, word: usize) -> Option<&'static str> {
        let table = &self.scores.get(sentence)?.upos;
        let usable = table.width > 0 && table.width == self.inventory.upos.len() && word < table.rows();
        let tag = usable.then(|| self.inventory.upos[table.argmax(word)].as_str())?;
        ["VERB", "AUX", "NOUN", "PROPN", "ADJ", "NUM"].into_iter().find(|known| *known == tag).or(Some("X"))
    }
}

/// The antecedent nearest to the reference, where all are one entity.
fn only<'a>(mut antecedents: impl Iterator<Item = &'a Antecedent>) -> Option<&'a Antecedent> {
    let nearest = antecedents.next()?;
    antecedents.all(|other| other.entity == nearest.entity).then_some(nearest)
}

/// Whether a quotation is open before `word`. The one who says "he" is somebody else.
fn in_quotes(view: &View<'_>, word: usize) -> bool {
    let mut open = false;
    for before in 0..word {
        match view.form(before) {
            "\"" | "''" => open = !open,
            "“" | "``" => open = true,
            "”" => open = false,
            _ => {}
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Recognizer;
    use crate::testing::{document, inventory, tagged};

    /// Every reference with the name of its entity.
    #[track_caller]
    fn check(marked: &str, expected: &[(&str, &str)]) {
        let (text, scores) = tagged(marked);
        let found = Recognizer::new().recognize(&document(&text), &scores, &inventory());
        let links: Vec<_> = found
            .mentions
            .iter()
            .filter(|m| m.kind != MentionKind::Name)
            .map(|m| (m.span.of(&text), found.entities[m.entity].name.as_str()))
            .collect();
        assert_eq!(links, expected, "{marked}");
    }

    #[test]
    fn pronouns_with_one_person_in_sight() {
        check("[PER Assad] left_VERB .\nHe took his family .", &[("He", "Assad"), ("his", "Assad")]);
        check("[PER Merkel] spoke_VERB .\nThe talks failed .\nShe left .", &[("She", "Merkel")]);
        check("[PER Assad] met_VERB [PER Putin] .\nHe left .", &[("He", "Assad")]);
        check("[PER Assad] , the president , said he left .", &[("he", "Assad")]);
        check("[PER Putin] left_VERB .\n[PER Assad] thanked_VERB him .", &[]);
        check("[PER Putin] left_VERB .\nReporters asked him .", &[("him", "Putin")]);
    }

    #[test]
    fn pronouns_that_stay_open() {
        check("He left .", &[]);
        check("[PER Assad] and [PER Putin] met_VERB .\nThen [ORG IS] came .\nHe left .", &[]);
        check("[PER Assad] left_VERB .\nA soldier fell .\nHe died .", &[]);
        check("[PER Assad] left_VERB .\n1 .\n2 .\n3 .\nHe died .", &[]);
        check("[PER Assad] said_VERB : \" he is gone \"", &[]);
        check("[PER Putin] praised_VERB him .", &[]);
        check("Mrs. [PER May] left_VERB .\nHe stayed .", &[]);
        check("[PER May] left_VERB .\nShe slept .\nHe stayed .", &[("She", "May")]);
        check("[LOC Syria] burns .\nHe left .", &[]);
    }

    #[test]
    fn definite_nouns() {
        check("[ORG Islamic State] struck_VERB .\nThe group claimed it .", &[("The group", "Islamic State")]);
        check("[ORG Reuters] said so .\nThe agency quoted a doctor .", &[("The agency", "Reuters")]);
        check("[ORG Acme Corp.] lost .\nthe company fell", &[("the company", "Acme Corp.")]);
        check("[ORG IS] and [ORG Hamas] struck .\nThe group claimed it .", &[]);
        check("[ORG Reuters] said so .\nThe group left .", &[]);
        check("[ORG Hamas] struck .\nThe group of men left .", &[]);
        check("[ORG Hamas] struck .\nThe group leader_NOUN left .", &[]);
        check("[ORG Hamas] struck .\nAnother group came .\nThe group left .", &[]);
        check("[ORG Hamas] , a group in [LOC Gaza] , struck .\nThe group left .", &[("The group", "Hamas")]);
        check("The group left .", &[]);
    }
}
