//! A fact while the rules work on it, in words of the sentence, and its finish into spans.

use crate::{
    claims::{Attributes, is_negation},
    fact::{Fact, Relation},
    phrase::{Phrase, conjuncts, spans},
    syntax::Tree,
};

/// The words that carry a relation, in the order in which they read: a preposition comes last even
/// where it stands before the verb in the text ("In Homs, two were killed").
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RelationWords {
    pub(crate) words: Vec<usize>,
    /// What is said in their place where the article has no verb.
    pub(crate) supplied: Option<String>,
}

impl RelationWords {
    pub(crate) fn new(words: Vec<usize>) -> Self {
        Self { words, supplied: None }
    }

    /// A relation that the given words suggest.
    pub(crate) fn supplied(text: impl Into<String>, words: Vec<usize>) -> Self {
        Self { words, supplied: Some(text.into()) }
    }

    /// With further words read at the end.
    pub(crate) fn with(&self, more: &[usize]) -> Self {
        let mut words = self.words.clone();
        words.extend(more.iter().copied().filter(|word| !self.words.contains(word)));
        Self { words, supplied: self.supplied.clone() }
    }

    /// What the words say, in the order in which they read, or what is said in their place.
    pub(crate) fn text(&self, tree: &Tree<'_>) -> String {
        if let Some(supplied) = &self.supplied {
            return supplied.clone();
        }
        let spans = spans(tree, &self.words);
        let parts: Vec<&str> = spans.iter().map(|span| span.of(tree.text)).collect();
        parts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn finish(&self, tree: &Tree<'_>) -> Relation {
        let spans = spans(tree, &self.words);
        let implied = self.supplied.is_some();
        let text = self.text(tree);
        let content = |word: &usize| {
            let manner = tree.rel(*word) == "advmod" && !is_negation(tree, *word);
            !manner && !matches!(tree.rel(*word), "aux" | "det")
        };
        let lemma = if implied {
            lemma_of_supplied(&text)
        } else {
            let mut lemmas: Vec<&str> =
                self.words.iter().copied().filter(content).map(|word| tree.lemma(word)).collect();
            if lemmas.is_empty() {
                lemmas = self.words.iter().map(|&word| tree.lemma(word)).collect();
            }
            lemmas.join(" ")
        };
        Relation { spans, text, lemma, implied }
    }
}

/// "is spokesman of" has the lemma that it would have if the article had the verb.
fn lemma_of_supplied(text: &str) -> String {
    let (verb, rest) = text.split_at(text.find(' ').unwrap_or(text.len()));
    let lemma = match verb {
        "is" | "are" | "was" | "were" => "be",
        "has" | "had" => "have",
        other => other,
    };
    format!("{lemma}{rest}")
}

/// A fact before it is finished.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) rule: &'static str,
    pub(crate) subject: Phrase,
    pub(crate) relation: RelationWords,
    pub(crate) object: Option<Phrase>,
    /// Polarity, modality, sources, time and place.
    pub(crate) attributes: Attributes,
    /// Factor to the confidence for what the rule itself knows (distance, inheritance).
    pub(crate) weight: f32,
}

impl Draft {
    pub(crate) fn finish(&self, tree: &Tree<'_>, confidence: f32) -> Fact {
        // "asked for 16 years": what is the object says neither when nor where.
        let object_head = self.object.as_ref().map(|object| object.head);
        let circumstance = |phrase: &Option<Phrase>| {
            let is_object = |phrase: &&Phrase| {
                object_head.is_some_and(|head| {
                    phrase.text.contains(&head) || conjuncts(tree, phrase.head).contains(&head)
                })
            };
            let phrase = phrase.as_ref().filter(|phrase| !is_object(phrase))?;
            Some(phrase.argument(tree))
        };
        // "died on | Tuesday": the day is when all the same.
        let dated = self.rule == "clause.time" || self.rule.starts_with("copula");
        let when = self.attributes.when.as_ref().filter(|_| dated).map(|phrase| phrase.argument(tree));
        let when = when.or_else(|| circumstance(&self.attributes.when));
        // "placed on | a motorcycle in a market": the object says it.
        let object_says = |place: &Phrase| {
            let named = place.text.iter().any(|&word| tree.entity_type(word).is_some());
            // No place is that of a pronoun: "questioned him at a hospital".
            let within = |object: &Phrase| {
                !tree.is_pronoun(object.head) && place.text.iter().all(|word| object.text.contains(word))
            };
            // "shred | statements in the kitchen": a place that is known is that of the shredding.
            let own = tree.head(place.head).is_some_and(|head| self.relation.words.contains(&head))
                && !tree.children_by(place.head, "det").any(|det| tree.is(det, &["a", "an"]));
            !named && !own && self.object.as_ref().is_some_and(within)
        };
        // "pulled two bodies in | Romania": the place of what is done to the bodies all the same.
        let with_object = self.relation.words.iter().any(|&word| tree.rel(word) == "obj");
        let is_place_of_object = |place: &Phrase| with_object && object_head == Some(place.head);
        let place = match &self.attributes.place {
            Some(place) if is_place_of_object(place) => Some(place.argument(tree)),
            place => circumstance(&place.clone().filter(|place| !object_says(place))),
        };
        let object = self.object.as_ref().map(|object| object.argument(tree));
        Fact {
            sentence: tree.sentence,
            subject: self.subject.argument(tree),
            relation: self.relation.finish(tree),
            negative: self.attributes.negative,
            modality: self.attributes.modality,
            by: self.attributes.by.iter().map(|source| source.finish(tree)).collect(),
            when,
            place,
            object,
            confidence,
            rule: self.rule,
        }
    }
}
