//! From the parsed sentences of an article to its facts.

use triplewire_encoder::Parse;
use triplewire_entities::Entities;
use triplewire_tokenizer::{Document, PassageKind};

use crate::{
    claims::{
        quotation::{self, Marks, Speakers},
        story::{self, Setting, Telling},
        turns::Turns,
    },
    clause::Clauses,
    confidence::{self, Feature, Surroundings},
    fact::Fact,
    mend::mended,
    rules,
    syntax::Tree,
};

/// The facts of an article, sentence by sentence, in order of the text.
///
/// `parses` has one entry a sentence of `document`; sentences without one give no facts. Any tree
/// is accepted, however odd: a head outside the sentence or in a cycle counts as none.
#[must_use]
pub fn extract(document: &Document<'_>, parses: &[Parse], entities: &Entities) -> Vec<Fact> {
    explain(document, parses, entities).into_iter().map(|explained| explained.fact).collect()
}

/// A fact and the features that its confidence is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// As [`extract`] gives it.
    pub fact: Fact,
    /// Names of columns of the confidence model, with their values.
    pub features: Vec<Feature>,
}

/// The facts of an article as [`extract`] gives them, each with what its confidence is made of.
#[must_use]
pub fn explain(document: &Document<'_>, parses: &[Parse], entities: &Entities) -> Vec<Explained> {
    let marks = Marks::new(document, |sentence| is_running_text(document, sentence));
    let mut speakers = Speakers::new(&marks);
    let mut scenes = Vec::new();
    let mut facts: Vec<Told> = Vec::new();
    let parses = mended(document, parses, entities);
    for (index, (sentence, parse)) in document.sentences.iter().zip(&parses).enumerate() {
        if !is_running_text(document, index) {
            continue;
        }
        let tree =
            Tree::new(document, &sentence.words, index, parse, entities).with_quoted(marks.quoted(index));
        let clauses = Clauses::new(&tree);
        speakers.read(&tree, &clauses, sentence.passage);
        let headline = kind(document, index) != PassageKind::Paragraph;
        if !headline {
            scenes.push((index, story::scene(&tree, &clauses, sentence.passage)));
        }
        let mut found = of_sentence(&tree, &clauses, headline, document.sentences.len() == 1);
        found.sort_by_key(|Told { explained: Explained { fact, .. }, .. }| {
            (first(&fact.subject.text), fact.relation.spans.first().copied())
        });
        facts.extend(found);
    }
    speakers.borrow();
    let turns = Turns::new(document, entities);
    story::carry(facts.iter_mut().map(|told| (&mut told.explained.fact, told.telling)), &scenes);
    for told in &mut facts {
        speakers.attribute(&mut told.explained.fact);
        turns.attribute(document.text, &mut told.explained.fact);
        quotation::once(&mut told.explained.fact);
        name_the_speaker(document.text, &mut told.explained.fact);
    }
    facts.into_iter().map(|told| told.explained).collect()
}

/// What the passage of a sentence is.
fn kind(document: &Document<'_>, sentence: usize) -> PassageKind {
    let passage = document.sentences.get(sentence).map(|sentence| sentence.passage);
    passage.and_then(|at| document.passages.get(at)).map_or(PassageKind::Paragraph, |passage| passage.kind)
}

/// Whether facts are looked for in a sentence: not in what is no prose, or in another script, of whose grammar
/// the model knows nothing.
pub(crate) fn is_running_text(document: &Document<'_>, sentence: usize) -> bool {
    let prose = matches!(
        kind(document, sentence),
        PassageKind::Paragraph | PassageKind::Headline | PassageKind::Heading
    );
    let text = document.sentences.get(sentence).map_or("", |sentence| sentence.span.of(document.text));
    prose && (text.is_ascii() || !is_foreign(text))
}

/// Whether most letters are of another script.
fn is_foreign(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let latin = |c: &char| *c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(c);
    letters().filter(latin).count() * 2 < letters().count()
}

/// A fact, what its confidence is made of, and how its event is told.
struct Told {
    explained: Explained,
    telling: Telling,
}

/// The facts that the rules find in one sentence, `alone` where it is all of its article.
fn of_sentence(tree: &Tree<'_>, clauses: &Clauses, headline: bool, alone: bool) -> Vec<Told> {
    let view = rules::Sentence { tree, clauses };
    let mut drafts = Vec::new();
    for rule in rules::ALL {
        rule(&view, &mut drafts);
    }
    let around = Surroundings { clauses, headline, alone, drafts: &drafts };
    let setting = Setting::new(tree, clauses, headline);
    let mut found = Vec::new();
    for draft in &drafts {
        let features = confidence::features(draft, tree, &around);
        let fact = draft.finish(tree, confidence::of(&features));
        let verb = draft.relation.words.iter().copied().find(|&word| clauses.is_predicate(word));
        let verb = verb.filter(|_| draft.relation.supplied.is_none());
        let telling = story::telling(tree, clauses, verb, setting);
        add(&mut found, Told { explained: Explained { fact, features }, telling });
    }
    found
}

/// "I" and "me" stand for whoever is quoted.
fn name_the_speaker(text: &str, fact: &mut Fact) {
    let Some(speaker) = fact.by.last().and_then(|source| source.entity) else { return };
    for argument in [Some(&mut fact.subject), fact.object.as_mut()].into_iter().flatten() {
        let &[word] = argument.text.as_slice() else { continue };
        if argument.entity.is_none() && matches!(text.get(word.start..word.end), Some("I" | "me" | "Me")) {
            argument.entity = Some(speaker);
        }
    }
}

/// Where the words of an argument begin.
fn first(spans: &[triplewire_tokenizer::Span]) -> usize {
    spans.first().map_or(0, |span| span.start)
}

/// Whether two facts have the same words in the same places.
fn has_the_words_of(fact: &Fact, other: &Fact) -> bool {
    let object = |fact: &Fact| fact.object.as_ref().map(|object| object.text.clone());
    other.subject.text == fact.subject.text
        && other.relation.text == fact.relation.text
        && other.relation.spans == fact.relation.spans
        && object(other) == object(fact)
}

/// Adds a fact unless one of the sentence has the same words; then the more certain stays.
fn add(facts: &mut Vec<Told>, new: Told) {
    let same = facts.iter_mut().find(|other| has_the_words_of(&other.explained.fact, &new.explained.fact));
    match same {
        Some(other) if other.explained.fact.confidence < new.explained.fact.confidence => *other = new,
        Some(_) => {}
        None => facts.push(new),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::has_the_words_of;
    use crate::testing::{article, facts};

    const FORMS: &[&str] = &[
        "who",
        "that",
        "said",
        "Syria",
        "not",
        "to",
        "killed",
        "in",
        "is",
        ",",
        "“",
        "”",
        "\"",
        "I",
        "it",
        "if",
        "neither",
        "été",
        "according",
        "of",
    ];
    const TAGS: &[(&str, &str)] = &[
        ("NOUN", "NN"),
        ("VERB", "VBD"),
        ("VERB", "VBN"),
        ("VERB", "VBG"),
        ("AUX", "VBZ"),
        ("PRON", "WP"),
        ("PROPN", "NNP"),
        ("ADP", "IN"),
        ("ADJ", "JJ"),
        ("PUNCT", ","),
    ];
    const LABELS: &[&str] = &[
        "root",
        "nsubj",
        "nsubj:pass",
        "obj",
        "iobj",
        "obl",
        "obl:agent",
        "xcomp",
        "ccomp",
        "advcl",
        "acl",
        "acl:relcl",
        "advcl:relcl",
        "conj",
        "cc",
        "case",
        "mark",
        "cop",
        "aux",
        "aux:pass",
        "appos",
        "nmod",
        "nmod:poss",
        "compound",
        "parataxis",
        "expl",
        "punct",
        "advmod",
        "amod",
        "csubj",
        "det",
        "fixed",
        "nsubj:outer",
        "nonsense",
    ];

    proptest! {
        #[test]
        fn any_tree_is_read(words in prop::collection::vec((0..FORMS.len(), 0..TAGS.len(), 0usize..20, 0..LABELS.len(), 0usize..6), 1..18)) {
            let lines: Vec<String> = words.iter().map(|&(form, tag, head, label, name)| {
                let (form, (upos, xpos), label) = (FORMS[form], TAGS[tag], LABELS[label]);
                let name = ["B-GPE", "B-PER", "B-DATE", "", "", ""][name];
                format!("{form} {upos} {xpos} {form} {head} {label} {name}")
            }).collect();
            let article = article(&lines.join("\n"));
            let facts = article.facts();
            for quoted in crate::quotations(&article.document(), &article.parses, &article.entities) {
                prop_assert!(quoted.span.end <= article.text.len() && !quoted.span.of(&article.text).is_empty());
            }
            for (index, fact) in facts.iter().enumerate() {
                // Their ids would be the same.
                prop_assert!(!facts[..index].iter().any(|other| has_the_words_of(other, fact)));
            }
            for fact in facts {
                prop_assert!((0.0..=1.0).contains(&fact.confidence));
                prop_assert!(crate::RULES.contains(&fact.rule), "{} is not in RULES", fact.rule);
                prop_assert!(!fact.subject.text.is_empty() && !fact.relation.spans.is_empty());
                prop_assert!(fact.by.iter().all(|source| !source.text.is_empty()));
                let arguments = [Some(&fact.subject), fact.object.as_ref(), fact.when.as_ref(), fact.place.as_ref()];
                for argument in arguments.into_iter().flatten() {
                    for spans in [&argument.text, &argument.core] {
                        prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
                    }
                    for part in &argument.core {
                        prop_assert!(argument.text.iter().any(|span| span.contains(*part)));
                    }
                }
            }
        }
    }

    #[test]
    fn the_first_person_is_who_speaks() {
        let article = article(
            "
Amina PROPN NNP Amina 2 nsubj B-PER
said VERB VBD say 0 root
: PUNCT : : 2 punct
“ PUNCT `` “ 7 punct
I PRON PRP I 7 nsubj
_'ve AUX VBP have 7 aux
seen VERB VBN see 2 ccomp
ruins NOUN NNS ruin 7 obj
” PUNCT '' ” 7 punct",
        );
        let facts = article.facts();
        let seen = facts
            .iter()
            .find(|fact| fact.object.as_ref().is_some_and(|o| o.text.len() == 1 && fact.by.len() == 1));
        let seen = seen.unwrap();
        assert!(seen.subject.entity.is_some());
        assert_eq!(seen.subject.entity, seen.by[0].entity);
    }

    #[test]
    fn an_article_without_words_has_no_facts() {
        assert!(facts("").is_empty());
    }
}
