//! A draft and its sentence in, what speaks for and against it out: named numbers.
//!
//! Each feature is the name of a column of `models/english/confidence.tsv` and a value. Most are 1 or
//! not there; a number that can be large is put in steps, so that a linear model can bend.

use std::borrow::Cow;

use triplewire_entities::EntityType;

use super::Surroundings;
use crate::{
    claims::{governor, is_place, is_temporal},
    clause,
    draft::Draft,
    fact::Modality,
    lexicon,
    phrase::Phrase,
    syntax::Tree,
};

/// A feature's name and value.
pub type Feature = (Cow<'static, str>, f32);

/// The features of one draft.
pub(crate) fn of(draft: &Draft, tree: &Tree<'_>, around: &Surroundings<'_>) -> Vec<Feature> {
    let mut found = Found(vec![("bias".into(), 1.0)]);
    found.named("rule", draft.rule);
    let family = draft.rule.split('.').next().unwrap_or_default();
    found.named("family", family);
    predicate(draft, tree, around, &mut found);
    argument("subject", &draft.subject, tree, &mut found);
    match &draft.object {
        Some(object) => {
            argument("object", object, tree, &mut found);
            let gap = object.head.abs_diff(draft.subject.head);
            found.steps("between", gap, &[4, 8, 16, 32]);
            found.when("object first", object.head < draft.subject.head);
            found.when("inside each other", overlap(&object.text, &draft.subject.text));
        }
        None => found.when("no object", true),
    }
    parse(draft, tree, &mut found);
    rivals(draft, tree, around, &mut found);
    sentence(tree, around, &mut found);
    if around.alone {
        found.cross_with_alone();
    }
    found.0
}

/// Names with values; what is not there is 0.
struct Found(Vec<Feature>);

impl Found {
    fn named(&mut self, name: &str, value: &str) {
        self.0.push((format!("{name}={value}").into(), 1.0));
    }

    fn when(&mut self, name: &'static str, holds: bool) {
        if holds {
            self.0.push((name.into(), 1.0));
        }
    }

    fn number(&mut self, name: &'static str, value: f32) {
        self.0.push((name.into(), value));
    }

    /// In a text of one sentence other facts count: there "X said that Y" is all there is to say, where
    /// in an article it only names the source.
    fn cross_with_alone(&mut self) {
        const CROSSED: &[&str] = &["bias", "rule=", "speech", "plain speech", "subject ", "preposition="];
        let crossed = |name: &str| CROSSED.iter().any(|start| name.starts_with(start));
        let alone: Vec<Feature> = self
            .0
            .iter()
            .filter(|(name, _)| crossed(name))
            .map(|(name, value)| (format!("alone {name}").into(), *value))
            .collect();
        self.0.extend(alone);
    }

    /// One feature for each step that a count reaches.
    fn steps(&mut self, name: &str, count: usize, steps: &[usize]) {
        for step in steps.iter().filter(|&&step| count >= step) {
            self.0.push((format!("{name}>={step}").into(), 1.0));
        }
    }
}

const COMMON_PREPOSITIONS: &[&str] = &[
    "in", "on", "at", "to", "from", "for", "by", "with", "as", "of", "into", "over", "about", "after",
    "during", "against",
];

fn overlap(words: &[usize], others: &[usize]) -> bool {
    words.iter().any(|word| others.contains(word))
}

/// The words of the relation, and the place of its clause in the sentence.
fn predicate(draft: &Draft, tree: &Tree<'_>, around: &Surroundings<'_>, found: &mut Found) {
    let words = &draft.relation.words;
    found.steps("relation words", words.len(), &[2, 3, 4, 6]);
    found.number("inferred subject", 1.0 - draft.weight.clamp(0.0, 1.0));
    let Some(&verb) = words.iter().rev().find(|&&word| tree.is_verb(word) && tree.rel(word) != "aux") else {
        found.when("no verb", true);
        return;
    };
    found.named("verb tag", tree.xpos(verb));
    let own = around.clauses.is_predicate(verb).then_some(verb);
    if let Some(predicate) = own.or_else(|| governor(tree, around.clauses, verb)) {
        found.named("clause", tree.label(predicate));
        found.when(
            "question",
            tree.children(predicate).iter().any(|&child| tree.xpos(child).starts_with('W')),
        );
        found.when("own subject", tree.has(predicate, "nsubj"));
        found.when("has clause", tree.has(predicate, "ccomp") || tree.has(predicate, "advcl"));
    }
    found.when("speech", clause::saying(tree, verb).is_some());
    found.when("plain speech", lexicon::PLAIN_SPEECH.contains(&tree.lemma(verb)));
    found.when("wants", lexicon::WANTS.contains(&tree.lemma(verb)));
    found.when("light verb", lexicon::LIGHT_VERBS.contains(&tree.lemma(verb)));
    if ["be", "have", "do", "make", "go", "get"].contains(&tree.lemma(verb)) {
        found.named("verb", tree.lemma(verb));
    }
    if let Some(&last) = words.last().filter(|_| words.len() > 1)
        && tree.upos(last) == "ADP"
    {
        let lower = tree.form(last).to_lowercase();
        let common = COMMON_PREPOSITIONS.iter().find(|preposition| **preposition == lower);
        found.named("preposition", common.unwrap_or(&"other"));
    }
    found.when("negative", draft.attributes.negative);
    found.when("reported", !draft.attributes.by.is_empty());
    found.when("has time", draft.attributes.when.is_some());
    found.when("has place", draft.attributes.place.is_some());
    if draft.attributes.modality != Modality::Asserted {
        found.named("modality", draft.attributes.modality.as_str());
    }
}

fn argument(place: &'static str, phrase: &Phrase, tree: &Tree<'_>, found: &mut Found) {
    let head = phrase.head;
    found.named(&format!("{place} upos"), tree.upos(head));
    found.steps(&format!("{place} words"), phrase.text.len(), &[2, 4, 7, 11, 16, 24]);
    found.steps(&format!("{place} core words"), phrase.core.len(), &[2, 3, 5]);
    let name = tree.name(head).is_some();
    let kind = match tree.entity_type(head) {
        None => "none",
        Some(EntityType::Per) => "person",
        Some(EntityType::Org | EntityType::Norp) => "group",
        Some(EntityType::Gpe | EntityType::Loc | EntityType::Fac) => "place",
        Some(EntityType::Date | EntityType::Time) => "time",
        Some(EntityType::Money | EntityType::Quantity | EntityType::Percent) => "amount",
        Some(_) => "other",
    };
    found.named(&format!("{place} entity"), kind);
    let mut add = |name: &str, holds: bool| {
        if holds {
            found.0.push((format!("{place} {name}").into(), 1.0));
        }
    };
    add("name", name);
    let first_person = tree.is(head, &["I", "we", "me", "us"]);
    add("first person", first_person);
    add("unresolved pronoun", tree.is_pronoun(head) && tree.entity(head).is_none() && !first_person);
    add("resolved pronoun", tree.is_pronoun(head) && tree.entity(head).is_some());
    add("bare", !name && phrase.text.len() == 1);
    let mark = |marks: &[&str]| phrase.text.iter().any(|&word| tree.is(word, marks));
    add("has comma", mark(&[",", ";", ":"]));
    add("has bracket", mark(&["(", ")", "-", "–", "—", "--"]));
    add("has quotation", mark(&["\"", "“", "”", "``", "''"]));
    add("has verb", phrase.text.iter().any(|&word| word != head && tree.upos(word) == "VERB"));
    add("is verb", tree.is_verb(head));
    let clause =
        |&child: &usize| matches!(tree.label(child), "acl:relcl" | "acl" | "advcl" | "ccomp" | "parataxis");
    add("lost clause", tree.children(head).iter().any(|child| clause(child) && !phrase.text.contains(child)));
    add("conjunct", tree.rel(head) == "conj");
    add("has conjunct", tree.has(head, "conj"));
    let split = phrase.text.windows(2).any(|pair| pair[1] != pair[0] + 1);
    add("split", split);
    let definite =
        tree.children_by(head, "det").find(|&det| tree.is(det, &["the", "this", "that", "these", "those"]));
    add("definite", definite.is_some());
    add("this", tree.is(head, &["this", "that", "it", "which", "what", "there"]));
    add("owned", tree.children(head).iter().any(|&child| tree.label(child) == "nmod:poss"));
    add("number", tree.has(head, "nummod") || tree.upos(head) == "NUM");
}

/// How sure the parser was of the arcs that the fact stands on.
fn parse(draft: &Draft, tree: &Tree<'_>, found: &mut Found) {
    let least = |words: &[usize]| words.iter().map(|&word| tree.certainty(word)).fold(1.0, f32::min);
    let heads: Vec<usize> = [Some(draft.subject.head), draft.object.as_ref().map(|object| object.head)]
        .into_iter()
        .flatten()
        .collect();
    let doubt = |value: f32| (1.0 - value).clamp(0.0, 1.0);
    found.number("doubt of relation", doubt(least(&draft.relation.words)));
    found.number("doubt of heads", doubt(least(&heads)));
    found.number("doubt of subject", doubt(least(&draft.subject.core)));
    found.number("doubt of subject text", doubt(least(&draft.subject.text)));
    if let Some(object) = &draft.object {
        found.number("doubt of object", doubt(least(&object.core)));
        found.number("doubt of object text", doubt(least(&object.text)));
    }
    let all = draft.relation.words.iter().chain(&heads).map(|&word| tree.certainty(word));
    found.number("doubt of all", doubt(all.product()));
}

/// What the other drafts of the sentence say with the same words.
fn rivals(draft: &Draft, tree: &Tree<'_>, around: &Surroundings<'_>, found: &mut Found) {
    let verb = |draft: &Draft| draft.relation.words.iter().copied().find(|&word| tree.is_verb(word));
    let object = |draft: &Draft| draft.object.as_ref().map(|object| object.head);
    let (mut same_verb, mut same_ends, mut swapped, mut held) = (0, 0, false, false);
    let (own_verb, own_object) = (verb(draft), object(draft));
    let mut nearer = 0;
    for other in around.drafts {
        let same = other.subject.head == draft.subject.head;
        same_verb += usize::from(same && own_verb.is_some() && verb(other) == own_verb);
        same_ends += usize::from(same && own_object.is_some() && object(other) == own_object);
        if let (true, Some(verb), Some(object), Some(rival)) =
            (same && verb(other) == own_verb, own_verb, own_object, object(other))
        {
            nearer += usize::from(rival > verb && (rival < object || object < verb));
        }
        swapped |= own_object == Some(other.subject.head) && object(other) == Some(draft.subject.head);
        held |= other.object.as_ref().is_some_and(|object| {
            object.head != draft.subject.head && object.text.contains(&draft.subject.head)
        });
    }
    found.steps("facts of verb", same_verb, &[2, 3, 5]);
    found.steps("nearer to the verb", nearer, &[1, 2]);
    if let (Some(verb), Some(object)) = (own_verb, own_object) {
        found.when("object before verb", object < verb);
        let case = tree.children_by(object, "case").next().is_some();
        found.when("place behind preposition", case && is_place(tree, object));
        found.when("time behind preposition", case && is_temporal(tree, object));
    }
    found.steps("facts of ends", same_ends, &[2, 3]);
    found.when("told the other way", swapped);
    found.when("subject inside an object", held);
}

fn sentence(tree: &Tree<'_>, around: &Surroundings<'_>, found: &mut Found) {
    found.steps("sentence words", tree.len(), &[8, 16, 24, 32, 48]);
    found.steps("facts of sentence", around.drafts.len(), &[2, 4, 8, 16]);
    found.when("headline", around.headline);
    let ends = (0..tree.len()).rev().find(|&word| tree.upos(word) != "PUNCT" || tree.is(word, &["?"]));
    found.when("asked", ends.is_some_and(|word| tree.is(word, &["?"])));
    found.when(
        "no finite verb",
        !(0..tree.len()).any(|word| matches!(tree.xpos(word), "VBD" | "VBZ" | "VBP" | "MD")),
    );
}
