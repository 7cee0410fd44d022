//! The whole of recognition: a document and its scores in, [`Entities`] out.

use triplewire_encoder::{Inventory, Scores};
use triplewire_tokenizer::Document;

use crate::{
    bio::Labels, clusters, entity::Entities, evidence, expressions::Expressions, gazetteers::Gazetteers,
    links, names, nested, overlaps, particles, references, view::View,
};

/// Recognises the entities of articles. Built once and shared: it holds the gazetteers and nothing else
/// that an article could change.
#[derive(Debug)]
pub struct Recognizer {
    gazetteers: Gazetteers,
    expressions: Expressions,
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
        Self { gazetteers, expressions: Expressions::new() }
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
        let mut entities = clusters::link(&views, found, &self.gazetteers);
        references::resolve(&mut entities, &views, scores, inventory, &self.gazetteers);
        nested::add(&mut entities, &views, &self.gazetteers);
        links::add(&mut entities, &self.gazetteers);
        entities
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
