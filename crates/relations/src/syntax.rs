//! A sentence as the rules see it: words, tags and the tree, with children and the mentions at hand.

use triplewire_encoder::{Arcs, Node, Parse};
use triplewire_entities::{Entities, EntityType, Mention, MentionKind};
use triplewire_tokenizer::{Document, Word};

/// A sentence, its tree and its mentions. Every word reaches a word without a head.
pub(crate) struct Tree<'a> {
    /// The whole article.
    pub(crate) text: &'a str,
    /// Index into `Document::sentences`.
    pub(crate) sentence: usize,
    words: &'a [Word],
    nodes: &'a [Node],
    certainty: &'a [f32],
    quoted: &'a [bool],
    arcs: Arcs,
    /// For each word the mention that it heads or else lies in, and its entity's type.
    mentions: Vec<Option<Covering<'a>>>,
}

#[derive(Clone, Copy)]
struct Covering<'a> {
    mention: &'a Mention,
    entity_type: EntityType,
    heads: bool,
}

impl<'a> Tree<'a> {
    /// A view of one sentence; words beyond the shorter of words and nodes are left out.
    pub(crate) fn new(
        document: &Document<'a>,
        words: &'a [Word],
        sentence: usize,
        parse: &'a Parse,
        entities: &'a Entities,
    ) -> Self {
        let length = words.len().min(parse.nodes.len());
        let nodes = &parse.nodes[..length];
        let arcs = Arcs::new(nodes);
        let mut tree = Self {
            text: document.text,
            sentence,
            words: &words[..length],
            nodes,
            certainty: &parse.certainty,
            quoted: &[],
            arcs,
            mentions: vec![None; length],
        };
        tree.place_mentions(entities);
        tree
    }

    /// With the words that stand between quotation marks.
    pub(crate) fn with_quoted(self, quoted: &'a [bool]) -> Self {
        Self { quoted, ..self }
    }

    fn place_mentions(&mut self, entities: &'a Entities) {
        for mention in entities.in_sentence(self.sentence) {
            let range = mention.words.start..mention.words.end.min(self.len());
            let Some(entity) = entities.entities.get(mention.entity) else { continue };
            for word in range.clone() {
                let heads = self.arcs.head(word).is_none_or(|head| !range.contains(&head));
                // "A hole in the wall" is the hole, and the wall is another thing.
                if mention.kind == MentionKind::Nominal && !heads {
                    continue;
                }
                let new = Covering { mention, entity_type: entity.entity_type, heads };
                let rank = |covering: &Covering<'_>| {
                    let length = covering.mention.words.len();
                    (!covering.heads, covering.mention.kind != MentionKind::Name, length)
                };
                let old = &mut self.mentions[word];
                if old.as_ref().is_none_or(|old| rank(&new) < rank(old)) {
                    *old = Some(new);
                }
            }
        }
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Where a word stands.
    pub(crate) fn word(&self, index: usize) -> &'a Word {
        &self.words[index]
    }

    /// The word as written.
    pub(crate) fn form(&self, index: usize) -> &'a str {
        self.words[index].span.of(self.text)
    }

    /// The probability of the word's head and label, 1 where the parse says nothing of it.
    pub(crate) fn certainty(&self, index: usize) -> f32 {
        self.certainty.get(index).copied().unwrap_or(1.0)
    }

    /// Whether the word stands between quotation marks.
    pub(crate) fn is_quoted(&self, index: usize) -> bool {
        self.quoted.get(index).copied().unwrap_or(false)
    }

    /// Whether the word is one of the given lower-case forms, whatever its case.
    pub(crate) fn is(&self, index: usize, forms: &[&str]) -> bool {
        let form = self.form(index);
        forms.iter().any(|candidate| form.eq_ignore_ascii_case(candidate))
    }

    pub(crate) fn lemma(&self, index: usize) -> &'a str {
        &self.nodes[index].lemma
    }

    pub(crate) fn upos(&self, index: usize) -> &'a str {
        &self.nodes[index].upos
    }

    pub(crate) fn xpos(&self, index: usize) -> &'a str {
        &self.nodes[index].xpos
    }

    pub(crate) fn head(&self, index: usize) -> Option<usize> {
        self.arcs.head(index)
    }

    /// The relation to the head with its subtype (`nsubj:pass`).
    pub(crate) fn label(&self, index: usize) -> &'a str {
        &self.nodes[index].deprel
    }

    /// The relation to the head without its subtype (`nsubj`).
    pub(crate) fn rel(&self, index: usize) -> &'a str {
        let label = self.label(index);
        label.split_once(':').map_or(label, |(base, _)| base)
    }

    pub(crate) fn children(&self, index: usize) -> &[usize] {
        self.arcs.children(index)
    }

    /// The children whose relation without subtype is `rel`.
    pub(crate) fn children_by<'s>(&'s self, index: usize, rel: &'s str) -> impl Iterator<Item = usize> + 's {
        self.children(index).iter().copied().filter(move |&child| self.rel(child) == rel)
    }

    pub(crate) fn child(&self, index: usize, rel: &str) -> Option<usize> {
        self.children(index).iter().copied().find(|&child| self.rel(child) == rel)
    }

    pub(crate) fn has(&self, index: usize, rel: &str) -> bool {
        self.child(index, rel).is_some()
    }

    /// Adds a word and all that hangs from it, except where `skip` says so, to `words`, unsorted.
    pub(crate) fn collect(&self, index: usize, words: &mut Vec<usize>, skip: &dyn Fn(usize) -> bool) {
        self.arcs.collect(index, words, skip);
    }

    /// Whether `index` is `ancestor` or hangs from it.
    pub(crate) fn under(&self, index: usize, ancestor: usize) -> bool {
        self.arcs.under(index, ancestor)
    }

    /// The mention that the word heads, or else lies in.
    pub(crate) fn mention(&self, index: usize) -> Option<&'a Mention> {
        self.mentions[index].map(|covering| covering.mention)
    }

    /// The mention that the word heads, where it is a name.
    pub(crate) fn name(&self, index: usize) -> Option<&'a Mention> {
        let covering = self.mentions[index]?;
        (covering.mention.kind == MentionKind::Name && covering.heads).then_some(covering.mention)
    }

    /// The type of the entity that the word's mention refers to.
    pub(crate) fn entity_type(&self, index: usize) -> Option<EntityType> {
        self.mentions[index].map(|covering| covering.entity_type)
    }

    pub(crate) fn entity(&self, index: usize) -> Option<usize> {
        self.mentions[index].map(|covering| covering.mention.entity)
    }

    pub(crate) fn is_verb(&self, index: usize) -> bool {
        matches!(self.upos(index), "VERB" | "AUX")
    }

    /// Whether the word is a passive participle; the tagger takes some for adjectives: "30 injured".
    pub(crate) fn is_participle(&self, index: usize) -> bool {
        match self.xpos(index) {
            "VBN" => true,
            "JJ" => self.upos(index) == "VERB",
            _ => false,
        }
    }

    pub(crate) fn is_nominal(&self, index: usize) -> bool {
        matches!(self.upos(index), "NOUN" | "PROPN" | "PRON" | "NUM" | "SYM" | "X")
    }

    pub(crate) fn is_pronoun(&self, index: usize) -> bool {
        self.upos(index) == "PRON"
    }
}
