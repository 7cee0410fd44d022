//! What an article speaks of, as far as it has been read: names of one entity, a noun phrase and its
//! repetitions, and the pronouns that were taken to stand for them.

use super::{
    lexicon::{Lexicon, NounClass},
    pronouns::{Class, Pronoun},
    scene::{Phrase, PhraseKind, Role, Scene},
};
use crate::{
    entity::{Entities, EntityType},
    fold,
    gazetteers::{Gazetteers, Gender},
};

/// Somebody or something that one or more phrases refer to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Referent {
    /// Index into [`Entities::entities`], where it has a name.
    pub(crate) entity: Option<usize>,
    pub(crate) entity_type: Option<EntityType>,
    pub(crate) class: Option<NounClass>,
    /// The phrases read so far: indices into [`Scene::phrases`], in order.
    pub(crate) phrases: Vec<usize>,
    /// By title, noun or pronoun.
    pub(crate) gender: Option<Gender>,
    /// By given name: a guess.
    pub(crate) guess: Option<Gender>,
    pub(crate) plural: bool,
    pub(crate) coordination: bool,
    /// Only pronouns that nothing was found for.
    pub(crate) open: bool,
    /// How often the whole article names it.
    pub(crate) names: usize,
    /// How often it was a subject so far.
    pub(crate) subjects: usize,
    /// The lemmas of the nouns that name or describe it.
    pub(crate) nouns: Vec<String>,
}

impl Referent {
    /// Whether it can be what the pronoun stands for, as far as gender, number and kind go.
    pub(crate) fn fits(&self, pronoun: Pronoun) -> bool {
        use EntityType::{Event, Fac, Gpe, Law, Norp, Per};
        match pronoun.class {
            Class::Person => {
                let kind = match self.entity_type {
                    Some(Gpe | Fac | Norp | Event | Law) => false,
                    Some(_) => true,
                    None => self.class.is_none_or(|class| class == NounClass::Person),
                };
                let same = |gender: Option<Gender>| gender.is_none() || gender == pronoun.gender;
                kind && !self.plural && same(self.gender)
            }
            Class::Thing => {
                let person = self.entity_type == Some(Per) || self.class == Some(NounClass::Person);
                !person && !self.plural && self.gender.is_none()
            }
            Class::Several => {
                let single = self.entity_type == Some(Per) || self.gender.is_some();
                let thing =
                    matches!(self.class, Some(NounClass::Thing | NounClass::Animal | NounClass::Place));
                !single && (self.plural || self.entity.is_some() || !thing)
            }
        }
    }

    /// Whether it is a body or several people, and can say of itself what the pronoun is said to do.
    pub(crate) fn acts(&self, pronoun: Pronoun) -> bool {
        use EntityType::{Gpe, Norp, Org};
        // The list has banks of rivers.
        let body = matches!(self.entity_type, Some(Org | Gpe | Norp))
            || self.class == Some(NounClass::Group)
            || self.nouns.iter().any(|noun| noun == "bank");
        match pronoun.class {
            // The ranker knows best.
            Class::Person => false,
            Class::Thing => body,
            Class::Several => body || self.class == Some(NounClass::Person),
        }
    }

    /// Takes in one more phrase of the article.
    pub(crate) fn read(&mut self, index: usize, phrase: &Phrase) {
        self.phrases.push(index);
        if matches!(phrase.role, Role::Subject | Role::PassiveSubject) {
            self.subjects += 1;
        }
    }
}

/// The referents of the names, by entity, with what titles, appositions and given names tell of them.
pub(crate) fn named(
    scene: &Scene<'_>,
    entities: &Entities,
    lexicon: &Lexicon,
    gazetteers: &Gazetteers,
) -> Vec<Referent> {
    let mut referents: Vec<Referent> = entities
        .entities
        .iter()
        .enumerate()
        .map(|(index, entity)| Referent {
            entity: Some(index),
            entity_type: Some(entity.entity_type),
            plural: entity.entity_type == EntityType::Norp && entity.name.ends_with('s'),
            names: entity.mentions.len(),
            guess: (entity.entity_type == EntityType::Per)
                .then(|| given_name(&entity.name, lexicon))
                .flatten(),
            ..Referent::default()
        })
        .collect();
    for phrase in &scene.phrases {
        let sentence = &scene.sentences[phrase.sentence];
        let (entity, nouns) = match (phrase.kind, phrase.describes.map(|at| scene.phrases[at].kind)) {
            (PhraseKind::Name(entity), _) => {
                let before = phrase.words.start.checked_sub(1).map(|word| sentence.form(word).to_lowercase());
                let title = before.as_deref().and_then(|word| gazetteers.title(word));
                referents[entity].gender = referents[entity].gender.or(title.and_then(|title| title.gender));
                (entity, [before.filter(|_| title.is_some()), predicate(scene, phrase)])
            }
            (_, Some(PhraseKind::Name(entity))) => (entity, [Some(lemma(scene, phrase)), None]),
            _ => continue,
        };
        let referent = &mut referents[entity];
        for noun in nouns.into_iter().flatten() {
            if referent.entity_type == Some(EntityType::Per) {
                referent.gender = referent.gender.or(lexicon.gender(&noun));
            }
            if !referent.nouns.contains(&noun) {
                referent.nouns.push(noun);
            }
        }
    }
    referents
}

/// The referent of a phrase without a name.
pub(crate) fn unnamed(scene: &Scene<'_>, phrase: &Phrase, lexicon: &Lexicon) -> Referent {
    let lemma = lemma(scene, phrase);
    let node = &scene.sentences[phrase.sentence].nodes[phrase.head];
    let coordination = phrase.kind == PhraseKind::Coordination;
    let many = matches!(lemma.as_str(), "people" | "police" | "troop" | "staff" | "personnel");
    match phrase.kind {
        PhraseKind::Pronoun(pronoun) => Referent {
            gender: pronoun.gender,
            plural: pronoun.class == Class::Several,
            class: (pronoun.class == Class::Person).then_some(NounClass::Person),
            open: true,
            ..Referent::default()
        },
        _ => Referent {
            class: lexicon.class(&lemma),
            gender: lexicon.gender(&lemma).filter(|_| !coordination),
            plural: coordination || many || matches!(node.xpos.as_str(), "NNS" | "NNPS"),
            coordination,
            nouns: vec![lemma],
            ..Referent::default()
        },
    }
}

/// The lemma of the phrase's head in lower case.
pub(crate) fn lemma(scene: &Scene<'_>, phrase: &Phrase) -> String {
    scene.sentences[phrase.sentence].nodes[phrase.head].lemma.to_lowercase().into()
}

/// The noun that the article says a subject is: "Wiranto is a minister".
fn predicate(scene: &Scene<'_>, phrase: &Phrase) -> Option<String> {
    let sentence = &scene.sentences[phrase.sentence];
    let above = sentence.arcs.head(phrase.head)?;
    let noun = phrase.role == Role::Subject
        && sentence.nodes[above].upos == "NOUN"
        && sentence.child(above, "cop").is_some();
    noun.then(|| sentence.nodes[above].lemma.to_lowercase().into())
}

/// The gender that the first word of a name shows, or the name itself where it has only one.
fn given_name(name: &str, lexicon: &Lexicon) -> Option<Gender> {
    lexicon.given_name(fold::key(name).split(' ').next()?)
}
