//! Named entities and parses in, the same entities with the noun phrases and pronouns that stand for
//! them out.
//!
//! The article is read once, phrase by phrase. A name refers to its entity; a noun phrase to what was
//! so called before (`nominals`), else to something new; a pronoun to the candidate that the ranker
//! puts first, if it puts it far enough before the others and before "none of these". What is in
//! doubt stays open: a wrong link makes a false fact.

mod features;
mod lexicon;
mod nominals;
mod output;
mod pronouns;
mod ranker;
mod referents;
mod scene;

use triplewire_encoder::Parse;
use triplewire_tokenizer::Document;

use self::{
    features::{Asked, Candidate},
    lexicon::Lexicon,
    nominals::Nominals,
    ranker::Ranker,
    referents::Referent,
    scene::{Phrase, PhraseKind, Role, Scene},
};
pub use pronouns::Class;

use crate::{entity::Entities, gazetteers::Gazetteers};

/// How many sentences back a pronoun may look.
const WINDOW: usize = 4;

/// By how much the best candidate must lead for a link, by [`Class`]. A person who is named needs no
/// lead: names are told apart best.
const MARGINS: [f32; 3] = [1.2, 2.6, 2.3];
/// By how much more where people talk: there, much that is spoken of is in plain sight and not in the
/// text.
const MARGIN_OF_TALK: f32 = 3.0;

/// Says what a pronoun stands for. The second argument gives, for a choice, where the article refers to it
/// (sentences and head words): by name, wherever that is, and otherwise as far as it is read.
pub type Decide<'d> = dyn FnMut(&Question, &dyn Fn(usize) -> Vec<(usize, usize)>) -> Option<Answer> + 'd;

/// Finds what pronouns and noun phrases stand for. Built once and shared.
#[derive(Clone, Debug)]
pub(crate) struct Resolver {
    lexicon: Lexicon,
    ranker: Ranker,
}

/// One pronoun with its candidates, as the ranker sees them.
#[derive(Clone, Debug)]
pub struct Question {
    /// Which ranker is asked.
    pub class: Class,
    /// Index into `Document::sentences`.
    pub sentence: usize,
    /// The pronoun's word in that sentence.
    pub word: usize,
    /// Whether the article reads like talk.
    pub spoken: bool,
    /// What "none of these" looks like.
    pub none: Vec<f32>,
    /// The ranker's score of that.
    pub none_score: f32,
    /// Who or what it may stand for.
    pub choices: Vec<Choice>,
}

/// One candidate of a [`Question`].
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its features.
    pub row: Vec<f32>,
    /// Whether it consists only of pronouns that nothing was found for.
    pub open: bool,
    /// Whether it has a name.
    pub named: bool,
    /// Whether it says what the pronoun stands in.
    pub says: Says,
    /// The ranker's score; the higher the better.
    pub score: f32,
}

/// What a candidate has to do with the words around the pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Nothing.
    Nothing,
    /// It tells of itself what the pronoun's verb says: "Uber said it planned …".
    OfItself,
    /// It says the quotation that the pronoun stands in, in which it is "I".
    Quotation,
}

/// What a question was answered with, and how surely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// Index into [`Question::choices`].
    pub choice: usize,
    /// Whether the pronoun becomes a mention; otherwise it only guides later questions.
    pub sure: bool,
}

impl Resolver {
    /// Reads the built-in lists and weights.
    pub(crate) fn new() -> Self {
        Self { lexicon: Lexicon::new(), ranker: Ranker::new() }
    }

    /// Adds the mentions of what stands for the entities, and of unnamed ones that are spoken of twice.
    pub(crate) fn resolve(
        &self,
        document: &Document<'_>,
        parses: &[Parse],
        entities: Entities,
        gazetteers: &Gazetteers,
    ) -> Entities {
        let scene = Scene::new(document, parses, &entities);
        let reading = self.read(&scene, &entities, gazetteers, &mut |question, _| answer(question));
        output::write(document, &scene, &reading, entities)
    }

    /// As [`Resolver::resolve`], for what `decide` is asked alone; it also gets a function from a choice to
    /// the sentences and head words that refer to it.
    pub(crate) fn questions(
        &self,
        document: &Document<'_>,
        parses: &[Parse],
        entities: &Entities,
        gazetteers: &Gazetteers,
        decide: &mut Decide<'_>,
    ) {
        self.read(&Scene::new(document, parses, entities), entities, gazetteers, decide);
    }

    /// Reads an article, asking `decide` what each pronoun stands for.
    pub(crate) fn read(
        &self,
        scene: &Scene<'_>,
        entities: &Entities,
        gazetteers: &Gazetteers,
        decide: &mut Decide<'_>,
    ) -> Reading {
        let mut reading = Reading {
            referents: referents::named(scene, entities, &self.lexicon, gazetteers),
            referent_of: Vec::with_capacity(scene.phrases.len()),
            linked: Vec::with_capacity(scene.phrases.len()),
        };
        let nominals = Nominals { scene, entities, gazetteers };
        for (index, phrase) in scene.phrases.iter().enumerate() {
            let described = phrase.describes.and_then(|target| match scene.phrases[target].kind {
                PhraseKind::Name(entity) => Some(entity),
                _ => reading.referent_of.get(target).copied(),
            });
            let (referent, linked) = match (phrase.kind, described) {
                (PhraseKind::Name(entity), _) => (Some(entity), false),
                (_, Some(referent)) => (Some(referent), false),
                (PhraseKind::Pronoun(pronoun), _) => {
                    let asked = Asked { scene, index, phrase, pronoun };
                    let (question, referents) = self.question(&asked, &reading);
                    let of_choice = |choice: usize| heads(scene, &reading.referents[referents[choice]]);
                    let answer = decide(&question, &of_choice);
                    let chosen = answer.and_then(|answer| referents.get(answer.choice).copied());
                    if let Some(chosen) = chosen.filter(|_| answer.is_some_and(|answer| answer.sure)) {
                        let referent = &mut reading.referents[chosen];
                        referent.gender = referent.gender.or(pronoun.gender);
                    }
                    (chosen, answer.is_some_and(|answer| answer.sure))
                }
                (PhraseKind::Nominal, None) => {
                    let found = nominals.antecedent(index, &reading.referents, &reading.referent_of);
                    (found, found.is_some())
                }
                (PhraseKind::Coordination, None) => (None, false),
            };
            let referent = referent.unwrap_or_else(|| {
                reading.referents.push(referents::unnamed(scene, phrase, &self.lexicon));
                reading.referents.len() - 1
            });
            reading.referent_of.push(referent);
            reading.linked.push(linked);
            if phrase.describes.is_none() {
                reading.referents[referent].read(index, phrase);
            }
        }
        reading
    }

    /// The candidates of a pronoun, and their referents.
    fn question(&self, asked: &Asked<'_>, reading: &Reading) -> (Question, Vec<usize>) {
        let Asked { scene, index, phrase, pronoun } = *asked;
        // Nobody who is quoted speaks of himself as "he".
        let speaker = scene.speakers.get(phrase.quotation).copied().flatten();
        let speaker = speaker.and_then(|at| match scene.phrases[at].kind {
            PhraseKind::Name(entity) => Some(entity),
            _ => reading.referent_of.get(at).copied(),
        });
        let mut seen: Vec<usize> = Vec::new();
        let mut found: Vec<(usize, usize)> = Vec::new();
        for at in (0..index).rev() {
            let other = &scene.phrases[at];
            if other.sentence + WINDOW < phrase.sentence {
                break;
            }
            let around = other.sentence == phrase.sentence && other.words.contains(&phrase.head);
            let referent = reading.referent_of[at];
            if other.describes.is_some() || around || seen.contains(&referent) {
                continue;
            }
            seen.push(referent);
            if reading.referents[referent].fits(pronoun) {
                found.push((referent, at));
            }
        }
        // "In her first speech, May said": the name comes after its pronoun.
        for (at, other) in scene.phrases.iter().enumerate().skip(index + 1) {
            if other.sentence != phrase.sentence {
                break;
            }
            if let PhraseKind::Name(entity) = other.kind
                && !seen.contains(&entity)
                && reading.referents[entity].fits(pronoun)
            {
                seen.push(entity);
                found.push((entity, at));
            }
        }
        let count = found.len();
        let most = found.iter().map(|&(referent, _)| reading.referents[referent].names).max().unwrap_or(0);
        let subject = |at: usize| matches!(scene.phrases[at].role, Role::Subject | Role::PassiveSubject);
        let mut choices = Vec::with_capacity(count);
        for (rank, &(referent, nearest)) in found.iter().enumerate() {
            let between = found[..rank].iter().filter(|&&(_, at)| subject(at)).count();
            let candidate = Candidate {
                referent: &reading.referents[referent],
                nearest,
                rank,
                subjects_between: between,
                doubtful: matches!(scene.phrases[nearest].kind, PhraseKind::Pronoun(_))
                    && !reading.linked.get(nearest).copied().unwrap_or(true),
                most_named: most > 1 && reading.referents[referent].names == most,
            };
            let row = features::candidate(asked, &candidate, count);
            let referent = &reading.referents[referent];
            let score = self.ranker.score(pronoun.class, &row);
            let says = if speaker == Some(found[rank].0) {
                Says::Quotation
            } else if (scene.reports(nearest, index) || scene.speaks_again(nearest, index))
                && referent.acts(pronoun)
            {
                Says::OfItself
            } else {
                Says::Nothing
            };
            choices.push(Choice { row, open: referent.open, named: referent.entity.is_some(), says, score });
        }
        let none = features::none(asked, count);
        let none_score = self.ranker.score(pronoun.class, &none);
        let question = Question {
            class: pronoun.class,
            sentence: phrase.sentence,
            word: phrase.head,
            spoken: scene.spoken,
            none,
            none_score,
            choices,
        };
        (question, found.into_iter().map(|(referent, _)| referent).collect())
    }
}

/// Where the article refers to something: by name, wherever that is, and otherwise as far as it is read;
/// each as sentence and head word.
fn heads(scene: &Scene<'_>, referent: &Referent) -> Vec<(usize, usize)> {
    let named =
        |phrase: &Phrase| referent.entity.is_some_and(|entity| phrase.kind == PhraseKind::Name(entity));
    let phrases = scene.phrases.iter().enumerate();
    phrases
        .filter(|(at, phrase)| named(phrase) || referent.phrases.binary_search(at).is_ok())
        .map(|(_, phrase)| (phrase.sentence, phrase.head))
        .collect()
}

/// What the article speaks of, phrase by phrase.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) referents: Vec<Referent>,
    /// For each phrase of the scene its referent.
    pub(crate) referent_of: Vec<usize>,
    /// For each phrase of the scene whether it was linked to its referent, and surely.
    pub(crate) linked: Vec<bool>,
}

/// The best candidate, if it is better than none; surely, if nothing else comes near.
#[must_use]
pub fn answer(question: &Question) -> Option<Answer> {
    if let Some(choice) = question.choices.iter().position(|choice| choice.says == Says::OfItself) {
        return Some(Answer { choice, sure: true });
    }
    let best = question
        .choices
        .iter()
        .enumerate()
        .reduce(|best, next| if next.1.score > best.1.score { next } else { best })?;
    let others = question.choices.iter().enumerate().filter(|(choice, _)| *choice != best.0);
    let second = others.map(|(_, choice)| choice.score).fold(question.none_score, f32::max);
    let margin = best.1.score - second;
    let person = question.class == Class::Person && best.1.named;
    let least = if person { 0.0 } else { MARGINS[question.class as usize] };
    let least = if question.spoken { least + MARGIN_OF_TALK } else { least };
    (best.1.score > question.none_score && best.1.says != Says::Quotation)
        .then_some(Answer { choice: best.0, sure: margin >= least })
}
