//! The whole of recognition: a document and its scores in, [`Entities`] out.

use triplewire_encoder::{Inventory, Parse, Scores};
use triplewire_tokenizer::Document;

use crate::{
    bio::Labels,
    clusters,
    coreference::{Decide, Resolver},
    entity::Entities,
    evidence,
    expressions::Expressions,
    gazetteers::Gazetteers,
    links, names, nested, overlaps, particles, surnames,
    view::View,
};

/// Recognises the entities of articles. Built once and shared: it holds the gazetteers and nothing else
/// that an article could change.
#[derive(Debug)]
pub struct Recognizer {
    gazetteers: Gazetteers,
    expressions: Expressions,
    resolver: Resolver,
}

impl Recognizer {
    /// Reads the built-in gazetteers.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Gazetteers::new())
    }

    /// Uses the given gazetteers.
    #[must_use]
    pub fn with(gazetteers: Gazetteers) -> Self {
        Self { gazetteers, expressions: Expressions::new(), resolver: Resolver::new() }
    }

    /// Finds the mentions of `document` and the entities they stand for.
    ///
    /// `scores[i]` belongs to `document.sentences[i]`. A sentence without scores, or with scores of
    /// another shape, gives dates and amounts but no names.
    #[must_use]
    pub fn recognize(&self, document: &Document<'_>, scores: &[Scores], inventory: &Inventory) -> Entities {
        let labels = Labels::new(inventory);
        let views: Vec<View<'_>> = (0..document.sentences.len()).map(|i| View::new(document, i)).collect();
        let mut found = Vec::new();
        for (sentence, view) in views.iter().enumerate() {
            let heads = scores.get(sentence).map(|s| labels.decode(&s.names, view.len())).unwrap_or_default();
            let names = particles::keep(view, heads)
                .into_iter()
                .filter_map(|head| names::trim(view, head, &self.gazetteers))
                .map(|name| evidence::judge(view, sentence, name, &self.gazetteers))
                .collect();
            overlaps::resolve(names, self.expressions.find(view), sentence, &mut found);
        }
        let found = surnames::told(found, &self.gazetteers);
        let mut entities = clusters::link(&views, found, &self.gazetteers);
        nested::add(&mut entities, &views, &self.gazetteers);
        links::add(&mut entities, &self.gazetteers);
        entities
    }

    /// Adds to the named entities of `document` the noun phrases and pronouns that stand for them, and
    /// entities without a name that the article comes back to.
    ///
    /// `parses[i]` belongs to `document.sentences[i]`.
    #[must_use]
    pub fn resolve(&self, document: &Document<'_>, parses: &[Parse], entities: Entities) -> Entities {
        self.resolver.resolve(document, parses, entities, &self.gazetteers)
    }

    /// Reads `document` as [`Recognizer::resolve`] does, but asks `decide` what each pronoun stands
    /// for; so the ranker is trained.
    pub fn questions(
        &self,
        document: &Document<'_>,
        parses: &[Parse],
        entities: &Entities,
        decide: &mut Decide<'_>,
    ) {
        self.resolver.questions(document, parses, entities, &self.gazetteers, decide);
    }
}

impl Default for Recognizer {
    fn default() -> Self {
        Self::new()
    }
}

/// [`Recognizer::recognize`] with a recogniser made for this one call.
///
/// Reading the gazetteers takes longer than most articles: for more than one, keep a [`Recognizer`].
#[must_use]
pub fn recognize(document: &Document<'_>, scores: &[Scores], inventory: &Inventory) -> Entities {
    Recognizer::new().recognize(document, scores, inventory)
}
