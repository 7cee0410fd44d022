//! What each sentence tells of its events in, times and places carried from sentence to sentence out.
//!
//! "A bomb exploded in Mokha on Tuesday. It killed six people." The second event has the time and place of the
//! first, and nothing in its sentence says so. They are carried only to an event of the past that the text
//! ties to what was told before, by a pronoun or a definite phrase, or that stands in its paragraph, as long as
//! no other time is named. A headline has the time that its story begins with. The time at which somebody said something is never
//! carried, for it is not the time of what was said.

use triplewire_entities::EntityType;

use crate::{
    claims::{Attributes, circumstances},
    clause::{self, Clauses, Kind},
    fact::{Argument, Fact, Modality},
    lexicon,
    syntax::Tree,
};

/// How many sentences a time reaches beyond the last event that it is the time of.
const REACH: usize = 4;

/// How many sentences a story has to say when it happened for its headline.
const LEAD: usize = 2;

/// How a fact tells of its event, as far as carrying asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Telling {
    tie: Tie,
    /// Whether it is somebody's saying something.
    says: bool,
}

/// What ties an event to what is told elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tie {
    /// Nothing.
    #[default]
    None,
    /// It stands in a headline and tells what happened.
    Headline,
    /// It is of the past and goes on with what was told before.
    GoesOn {
        /// Whether nothing but its place beside what was told says so: then it must be in the same paragraph.
        beside: bool,
        /// Whether it goes on with the same event, at the same place.
        same_place: bool,
        /// Whether its own words name the hour and no day.
        hour: bool,
    },
}

/// When and where the main event of a sentence was.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scene {
    passage: usize,
    when: Option<Argument>,
    place: Option<Argument>,
    /// Whether it was somebody's saying something: that is the time of sayings alone.
    says: bool,
}

/// What a sentence says for all of its facts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting {
    headline: bool,
    /// Whether it names a day, month or year for one of its main events.
    dated: bool,
}

impl Setting {
    pub(crate) fn new(tree: &Tree<'_>, clauses: &Clauses, headline: bool) -> Self {
        let dated = clauses.heads().iter().any(|&event| {
            is_main(tree, clauses, event) && circumstances::is_dated_itself(tree, clauses, event)
        });
        Self { headline, dated }
    }
}

/// How the event of a predicate is told; nothing is carried to a fact without one.
pub(crate) fn telling(
    tree: &Tree<'_>,
    clauses: &Clauses,
    predicate: Option<usize>,
    around: Setting,
) -> Telling {
    let Some(predicate) = predicate else { return Telling::default() };
    let main = main_event(tree, clauses, predicate);
    let says = clause::saying(tree, main).is_some();
    if around.headline {
        let tie = if is_main(tree, clauses, main) { Tie::Headline } else { Tie::None };
        return Telling { tie, says };
    }
    let goes_on = is_main(tree, clauses, main)
        && is_past(tree, main)
        && !is_aside(tree, main)
        && !around.dated
        && clauses.get(main).is_some_and(|clause| is_event(tree, main, clause.kind))
        && (!says || is_same_speaker(tree, clauses, main));
    let beside = !says && !refers_back(tree, clauses, main);
    // "His father founded the bank" is about somebody else, whenever that was.
    let goes_on = goes_on && !(beside && has_owner(tree, clauses, main));
    let hour = circumstances::is_hour(tree, clauses, main);
    let subjects = || {
        let clause = clauses.get(main).into_iter();
        clause.flat_map(|clause| &clause.subjects).map(|subject| subject.head)
    };
    let joined = tree.rel(predicate) == "conj" && tree.head(predicate) == Some(main);
    let same_place = (predicate == main || joined)
        && !tree.is_quoted(main)
        && !tree.children_by(main, "obj").any(|object| tree.is_pronoun(object))
        && subjects().any(|subject| {
            tree.is(subject, &["it", "they"]) || !tree.is_pronoun(subject) && takes_up(tree, subject)
        });
    // "Six people were killed": where it was that the paragraph tells of.
    let harmed = predicate == main
        && !tree.is_quoted(main)
        && lexicon::HARMS.contains(&tree.lemma(main))
        && !subjects()
            .any(|subject| matches!(tree.entity_type(subject), Some(EntityType::Gpe | EntityType::Org)));
    let same_place = same_place || harmed;
    Telling { tie: if goes_on { Tie::GoesOn { beside, same_place, hour } } else { Tie::None }, says }
}

/// The event whose time an event shares within its sentence.
fn main_event(tree: &Tree<'_>, clauses: &Clauses, predicate: usize) -> usize {
    let mut at = predicate;
    while let Some(head) = tree.head(at).filter(|&head| circumstances::shares(tree, clauses, at, head)) {
        at = head;
    }
    at
}

/// Whether an event is that of the sentence, or what is said in the sentence.
fn is_main(tree: &Tree<'_>, clauses: &Clauses, predicate: usize) -> bool {
    match (tree.rel(predicate), tree.head(predicate)) {
        ("root", _) | (_, None) => true,
        ("conj" | "parataxis", Some(head)) => clauses.is_predicate(head) && is_main(tree, clauses, head),
        ("ccomp", Some(head)) => clause::saying(tree, head).is_some() && is_main(tree, clauses, head),
        _ => false,
    }
}

/// Whether the verb is in the past tense, and not before what was told.
fn is_past(tree: &Tree<'_>, predicate: usize) -> bool {
    let mut helpers =
        tree.children(predicate).iter().copied().filter(|&w| matches!(tree.rel(w), "aux" | "cop"));
    let past = |word: usize| tree.xpos(word) == "VBD";
    if helpers.clone().any(|aux| tree.lemma(aux) == "have" || tree.xpos(aux) == "MD") {
        return false;
    }
    past(predicate) || helpers.any(past)
}

/// Whether an adverb sets the event apart from what was told.
fn is_aside(tree: &Tree<'_>, predicate: usize) -> bool {
    tree.children_by(predicate, "advmod").any(|adverb| {
        tree.is(
            adverb,
            &[
                "previously",
                "earlier",
                "recently",
                "once",
                "formerly",
                "originally",
                "later",
                "ago",
                "before",
            ],
        )
    })
}

fn is_event(tree: &Tree<'_>, predicate: usize, kind: Kind) -> bool {
    kind == Kind::Verb
        && (lexicon::is_happening(tree.lemma(predicate)) || clause::saying(tree, predicate).is_some())
}

/// Whether the subject or an object takes up what was told: "it", "the blast", "him".
fn refers_back(tree: &Tree<'_>, clauses: &Clauses, predicate: usize) -> bool {
    let subjects = clauses.get(predicate).into_iter().flat_map(|clause| &clause.subjects);
    let objects = tree.children_by(predicate, "obj").filter(|&object| tree.is_pronoun(object));
    // "As they fled, police fired"; "was also hurt"
    let beside = tree
        .children_by(predicate, "advcl")
        .filter_map(|clause| tree.child(clause, "nsubj"))
        .any(|subject| tree.is(subject, &["he", "she", "it", "they"]));
    let added = tree.children_by(predicate, "advmod").any(|adverb| tree.is(adverb, &["also", "then"]));
    if beside || added {
        return true;
    }
    subjects.map(|subject| subject.head).chain(objects).any(|word| takes_up(tree, word))
}

/// Whether the subject is told by whose it is.
fn has_owner(tree: &Tree<'_>, clauses: &Clauses, predicate: usize) -> bool {
    let mut subjects = clauses.get(predicate).into_iter().flat_map(|clause| &clause.subjects);
    subjects.any(|subject| tree.children(subject.head).iter().any(|&child| tree.label(child) == "nmod:poss"))
}

/// Whether somebody who was named before goes on speaking: "she also announced".
fn is_same_speaker(tree: &Tree<'_>, clauses: &Clauses, predicate: usize) -> bool {
    let mut subjects = clauses.get(predicate).into_iter().flat_map(|clause| &clause.subjects);
    subjects.any(|subject| tree.is(subject.head, &["he", "she", "it", "they"]))
}

/// Whether a phrase is a pronoun or a definite description without more: "it", "the blast".
fn takes_up(tree: &Tree<'_>, word: usize) -> bool {
    let definite =
        || tree.children_by(word, "det").any(|det| tree.is(det, &["the", "this", "that", "these", "those"]));
    let of_time = || {
        // "the night's incidents"
        tree.children(word)
            .iter()
            .any(|&owner| tree.label(owner) == "nmod:poss" && circumstances::is_temporal(tree, owner))
    };
    tree.is(word, &["he", "she", "it", "they", "him", "her", "them"])
        || tree.name(word).is_none()
            && (definite() || of_time())
            && !tree.children(word).iter().any(|&child| tree.label(child) == "nmod")
            && !tree.children_by(word, "acl").any(|clause| !is_set_off(tree, word, clause))
            // "The driver, Mihai Lupu," comes in here.
            && !tree.has(word, "appos")
}

/// Whether a clause stands behind a comma: "The gunmen, who wore masks," are known without it.
fn is_set_off(tree: &Tree<'_>, noun: usize, clause: usize) -> bool {
    noun + 1 < clause && tree.is(noun + 1, &[","])
}

/// When and where the main event of a sentence was, by its own words; none of a saying.
pub(crate) fn scene(tree: &Tree<'_>, clauses: &Clauses, passage: usize) -> Scene {
    let mains = clauses.heads().iter().copied();
    let mains = mains.filter(|&predicate| !tree.is_quoted(predicate) && is_main(tree, clauses, predicate));
    let told = |attributes: &Attributes| attributes.modality == Modality::Asserted && !attributes.negative;
    for main in mains {
        let mut own = Attributes::default();
        circumstances::own(tree, clauses, main, &mut own);
        let day = own.when.filter(|when| circumstances::is_day(tree, when));
        let copula = clauses.get(main).is_some_and(|clause| clause.kind == Kind::Copula);
        if let Some(when) = day.filter(|_| is_past(tree, main) || copula)
            && told(&super::of(tree, clauses, main))
        {
            return Scene {
                passage,
                when: Some(when.argument(tree)),
                place: own.place.map(|place| place.argument(tree)),
                says: clause::saying(tree, main).is_some(),
            };
        }
    }
    Scene { passage, ..Scene::default() }
}

/// Carries times and places. `tellings` has one entry a fact; `scenes` are the sentences of running text.
pub(crate) fn carry<'f>(facts: impl Iterator<Item = (&'f mut Fact, Telling)>, scenes: &[(usize, Scene)]) {
    // Of what happened and of what was said.
    let mut stories: [Option<(usize, &Scene)>; 2] = [None, None];
    let mut next = scenes.iter().peekable();
    let lead = |says: bool| {
        let first = scenes.iter().take(LEAD).map(|(_, scene)| scene);
        first.filter(|scene| scene.when.is_some()).find(|scene| scene.says == says)
    };
    for (fact, telling) in facts {
        while let Some((sentence, scene)) = next.next_if(|(sentence, _)| *sentence <= fact.sentence) {
            if scene.when.is_some() {
                stories[usize::from(scene.says)] = Some((*sentence, scene));
            }
        }
        if telling.tie == Tie::Headline && fact.when.is_none() {
            let begins = lead(telling.says).or_else(|| lead(false));
            fact.when = begins.and_then(|scene| scene.when.clone());
        }
        let story = &mut stories[usize::from(telling.says)];
        let Tie::GoesOn { beside, same_place, hour } = telling.tie else { continue };
        let Some((reached, scene)) = story.filter(|_| fact.when.is_none() || hour) else { continue };
        let passage = |sentence: usize| {
            let at = scenes.binary_search_by_key(&sentence, |(at, _)| *at).ok()?;
            Some(scenes[at].1.passage)
        };
        if beside && passage(fact.sentence) != passage(reached) {
            continue;
        }
        if fact.sentence > reached + REACH {
            *story = None;
            continue;
        }
        *story = Some((fact.sentence, scene));
        // An hour is read as one of the day that was told last: it needs no day of its own.
        if !hour {
            fact.when.clone_from(&scene.when);
        }
        let object = fact.object.as_ref().map(|object| &object.text);
        if same_place && fact.place.is_none() && object != scene.place.as_ref().map(|place| &place.text) {
            fact.place.clone_from(&scene.place);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::article;

    const BOMB: &str = "
A DET DT a 2 det
bomb NOUN NN bomb 3 nsubj
exploded VERB VBD explode 0 root
in ADP IN in 5 case
Mokha PROPN NNP Mokha 3 obl B-GPE
on ADP IN on 7 case
Tuesday PROPN NNP Tuesday 3 obl B-DATE
_. PUNCT . . 3 punct
";

    /// When and where the facts of the last sentence were.
    fn told_next(next: &str) -> Vec<(Option<String>, Option<String>)> {
        let article = article(&format!("{BOMB}\n{next}"));
        let facts = article.facts();
        let words = |argument: Option<&crate::Argument>| {
            let argument = argument?;
            let parts: Vec<&str> = argument.text.iter().map(|span| span.of(&article.text)).collect();
            Some(parts.join(" "))
        };
        let last = facts.iter().map(|fact| fact.sentence).max().unwrap_or(0);
        let last = facts.iter().filter(|fact| fact.sentence == last);
        last.map(|fact| (words(fact.when.as_ref()), words(fact.place.as_ref()))).collect()
    }

    #[test]
    fn the_same_event_goes_on() {
        let next = "
It PRON PRP it 2 nsubj
killed VERB VBD kill 0 root
six NUM CD six 4 nummod
people NOUN NNS person 2 obj";
        assert_eq!(told_next(next), [(Some("on Tuesday".to_owned()), Some("Mokha".to_owned()))]);
    }

    #[test]
    fn what_has_its_own_time_keeps_it() {
        let next = "
It PRON PRP it 2 nsubj
killed VERB VBD kill 0 root
people NOUN NNS person 2 obj
in ADP IN in 5 case
2018 NUM CD 2018 2 obl B-DATE";
        assert_eq!(told_next(next), [(Some("in 2018".to_owned()), None)]);
    }

    #[test]
    fn what_does_not_go_on_stays_without() {
        // Somebody's own, another tense, what was before.
        for next in [
            "
His PRON PRP$ his 2 nmod:poss
father NOUN NN father 3 nsubj
built VERB VBD build 0 root
banks NOUN NNS bank 3 obj",
            "
It PRON PRP it 2 nsubj
kills VERB VBZ kill 0 root
people NOUN NNS person 2 obj",
            "
It PRON PRP it 3 nsubj
had AUX VBD have 3 aux
killed VERB VBN kill 0 root
people NOUN NNS person 3 obj",
        ] {
            assert_eq!(told_next(next), [(None, None)], "{next}");
        }
    }
}
