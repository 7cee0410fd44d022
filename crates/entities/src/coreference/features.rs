//! A pronoun and a candidate for what it stands for in, a row of numbers for the ranker out.

use super::{
    lexicon::NOUN_CLASSES,
    pronouns::Pronoun,
    referents::Referent,
    scene::{Phrase, PhraseKind, ROLES, Role, SPEECH, Scene, Sentence},
};
use crate::entity::EntityType::{Gpe, Loc, Norp, Org, Other, Per};
use crate::gazetteers::Gender;

/// A row under construction.
#[derive(Debug, Default)]
struct Row(Vec<f32>);

impl Row {
    fn flag(&mut self, value: bool) {
        self.0.push(f32::from(u8::from(value)));
    }

    fn flags<const N: usize>(&mut self, values: [bool; N]) {
        for value in values {
            self.flag(value);
        }
    }

    /// One of `count` cases; those beyond the last count as the last.
    fn one_of(&mut self, value: usize, count: usize) {
        for case in 0..count {
            self.flag(case == value.min(count - 1));
        }
    }

    fn number(&mut self, value: f32) {
        self.0.push(value);
    }
}

/// A pronoun as the features see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) scene: &'a Scene<'a>,
    /// Index into [`Scene::phrases`].
    pub(crate) index: usize,
    pub(crate) phrase: &'a Phrase,
    pub(crate) pronoun: Pronoun,
}

/// A candidate as the features see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) referent: &'a Referent,
    /// Its phrase nearest to the pronoun: index into [`Scene::phrases`].
    pub(crate) nearest: usize,
    /// How many candidates lie nearer.
    pub(crate) rank: usize,
    /// How many candidates of the nearest sentence are subjects and lie nearer.
    pub(crate) subjects_between: usize,
    /// Whether the article names no other candidate more often.
    pub(crate) most_named: bool,
    /// Whether its nearest phrase is a pronoun that may stand for somebody else.
    pub(crate) doubtful: bool,
}

/// What stands for "none of these".
pub(crate) fn none(asked: &Asked<'_>, candidates: usize) -> Vec<f32> {
    let mut row = pronoun(asked, candidates);
    row.flag(true);
    let length = row.0.len();
    let mut out = row.0;
    out.resize(length + CANDIDATE, 0.0);
    out
}

/// The row of a candidate.
pub(crate) fn candidate(asked: &Asked<'_>, candidate: &Candidate<'_>, candidates: usize) -> Vec<f32> {
    let mut row = pronoun(asked, candidates);
    row.flag(false);
    let start = row.0.len();
    describe(&mut row, asked, candidate);
    debug_assert_eq!(row.0.len() - start, CANDIDATE);
    row.0
}

/// What is true of the pronoun, whatever the candidate.
fn pronoun(asked: &Asked<'_>, candidates: usize) -> Row {
    let Asked { phrase, pronoun, scene, .. } = asked;
    let sentence = &scene.sentences[phrase.sentence];
    let mut row = Row::default();
    row.one_of(phrase.role as usize, ROLES);
    row.flags([pronoun.reflexive, phrase.quotation != 0, phrase.conjunct]);
    // A person of unknown gender is more often a man in news: "she" asks for more evidence.
    row.flag(pronoun.gender == Some(Gender::Female));
    row.flags([phrase.head == 0, phrase.sentence == 0, scene.spoken]);
    row.one_of(phrase.depth, 3);
    row.one_of(candidates, 5);
    let clause = phrase.clause;
    let relation = sentence.rel(clause);
    let known = RELATIONS.iter().position(|known| *known == relation);
    row.one_of(known.unwrap_or(RELATIONS.len()), RELATIONS.len() + 1);
    let empty = ["csubj", "ccomp"].iter().any(|rel| sentence.child(clause, rel).is_some());
    row.flags([
        sentence.rel(phrase.head) == "expl",
        empty && sentence.nodes[clause].upos == "ADJ",
        empty && sentence.child(clause, "cop").is_some(),
        WEATHER.contains(&sentence.nodes[clause].lemma.as_str()),
    ]);
    row
}

/// How a clause may hang from another.
const RELATIONS: &[&str] = &["root", "ccomp", "xcomp", "advcl", "acl", "conj", "parataxis"];

/// Verbs whose "it" often stands for nothing.
const WEATHER: &[&str] = &["rain", "snow", "seem", "appear", "take", "turn", "happen", "matter"];

/// How many numbers [`describe`] gives.
const CANDIDATE: usize = 5 + 4 + 3 + 4 + ROLES + 1 + 12 + 7 + 7 + 8 + 5 + NOUN_CLASSES + 1 + 8 + 4 + 12;

#[allow(clippy::similar_names)]
fn describe(row: &mut Row, asked: &Asked<'_>, candidate: &Candidate<'_>) {
    let Asked { scene, phrase: pronoun, index, .. } = asked;
    let Candidate { referent, nearest, rank, subjects_between, most_named, doubtful } = *candidate;
    let near = &scene.phrases[nearest];
    let sentence = &scene.sentences[near.sentence];
    let distance = pronoun.sentence.abs_diff(near.sentence);
    let same_sentence = distance == 0;
    // How far.
    row.one_of(distance, 5);
    row.one_of(rank, 4);
    let words = if same_sentence { pronoun.head.abs_diff(near.head) } else { 30 };
    row.number((words as f32).min(30.0) / 30.0);
    row.number((index.abs_diff(nearest) as f32).min(20.0) / 20.0);
    row.flag(nearest > *index);
    // What its nearest phrase is.
    let earlier_pronoun = matches!(near.kind, PhraseKind::Pronoun(_));
    row.flags([
        matches!(near.kind, PhraseKind::Name(_)),
        near.kind == PhraseKind::Nominal,
        near.kind == PhraseKind::Coordination,
        earlier_pronoun,
    ]);
    row.one_of(near.role as usize, ROLES);
    row.flag(near.conjunct);
    // How the two stand to each other.
    let is_subject = |phrase: &Phrase| matches!(phrase.role, Role::Subject | Role::PassiveSubject);
    let is_object = |phrase: &Phrase| matches!(phrase.role, Role::Object | Role::IndirectObject);
    let same_clause = same_sentence && near.clause == pronoun.clause;
    let above = same_sentence && sentence.clause(pronoun.clause) == near.clause && !same_clause;
    let beside = same_sentence && joined(sentence, near.clause, pronoun.clause);
    let dominates = same_sentence && sentence.arcs.under(pronoun.head, near.head);
    let main = near.depth == 0;
    let next = distance == 1 && nearest < *index;
    row.flags([
        is_subject(near) && is_subject(pronoun),
        is_object(near) && is_object(pronoun),
        near.role == pronoun.role,
        same_clause && is_subject(near),
        same_clause && !is_subject(near),
        above && is_subject(near),
        above && !is_subject(near),
        beside && is_subject(near),
        beside && !is_subject(near),
        dominates,
        next && is_subject(near) && main,
        next && is_subject(near) && is_subject(pronoun) && main,
    ]);
    let heads_sentence = main && is_subject(near);
    row.flags([
        heads_sentence,
        near.head < 3,
        same_clause && is_subject(near) && is_object(pronoun),
        same_clause && is_subject(near) && pronoun.role == Role::Possessor,
        near.role == Role::Possessor && pronoun.role == Role::Possessor,
        near.role == Role::Possessor && is_subject(pronoun),
        same_clause && near.head + 3 > pronoun.head && nearest < *index,
    ]);
    // Quotations and paragraphs.
    let speaker = scene.speakers.get(pronoun.quotation).copied().flatten();
    row.flags([
        near.quotation != 0,
        near.quotation != 0 && near.quotation == pronoun.quotation,
        near.quotation == 0 && pronoun.quotation != 0,
        near.quotation != 0 && pronoun.quotation == 0,
        speaker.is_some_and(|speaker| referent.phrases.binary_search(&speaker).is_ok() || speaker == nearest),
        sentence.passage == scene.sentences[pronoun.sentence].passage,
        sentence.running,
    ]);
    // How much the article speaks of it.
    row.one_of(referent.phrases.len().saturating_sub(1), 4);
    row.one_of(referent.names, 4);
    row.flags([
        referent.subjects > 0,
        referent.subjects > 2,
        referent.phrases.first().is_some_and(|&first| scene.phrases[first].sentence == 0),
        subjects_between > 0,
        referent.open,
    ]);
    // What it is.
    row.one_of(referent.class.map_or(NOUN_CLASSES, |class| class as usize), NOUN_CLASSES + 1);
    let is = |kind| referent.entity_type == Some(kind);
    row.flags([is(Per), is(Org), is(Gpe), is(Norp), is(Loc), is(Other)]);
    row.flags([referent.plural, referent.coordination]);
    let asked_gender = asked.pronoun.gender;
    row.flags([
        referent.gender.is_some() && referent.gender == asked_gender,
        referent.guess.is_some() && referent.guess == asked_gender,
        referent.gender.is_none() && referent.guess.is_some() && referent.guess != asked_gender,
        earlier_pronoun && near.role == pronoun.role,
    ]);
    // How the nearest phrase begins; who is speaking; what else the sentence says of the candidate.
    let determiner = sentence.form(near.words.start).to_lowercase();
    let nominal = near.kind == PhraseKind::Nominal;
    row.flags([
        nominal && matches!(determiner.as_str(), "a" | "an" | "another" | "one" | "some"),
        nominal && matches!(determiner.as_str(), "the" | "this" | "that" | "these" | "those"),
        nominal && matches!(determiner.as_str(), "his" | "her" | "its" | "their"),
    ]);
    let says = SPEECH.contains(&sentence.nodes[near.clause].lemma.as_str());
    let later = scene.phrases[index + 1..].iter().take_while(|other| other.sentence == pronoun.sentence);
    let named_again = later
        .filter(|other| referent.entity.is_some_and(|entity| other.kind == PhraseKind::Name(entity)))
        .count();
    let phrases = || referent.phrases.iter().rev().map(|&at| &scene.phrases[at]);
    let last_subject = phrases().find(|phrase| is_subject(phrase));
    let since = last_subject.map_or(3, |phrase| pronoun.sentence.abs_diff(phrase.sentence));
    row.flags([
        says && is_subject(near) && above,
        says && is_subject(near) && !above,
        named_again > 0 && nearest < *index,
        most_named,
        doubtful,
    ]);
    row.one_of(since, 4);
}

/// Whether one predicate hangs from the other by "and".
fn joined(sentence: &Sentence<'_>, a: usize, b: usize) -> bool {
    let hangs = |lower: usize, upper: usize| {
        sentence.rel(lower) == "conj" && sentence.arcs.head(lower) == Some(upper)
    };
    hangs(a, b) || hangs(b, a)
}
