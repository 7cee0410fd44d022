//! The facts of an article and its day of publication in, the values of their times out.

use jiff::civil::Date;
use triplewire_entities::EntityType;
use triplewire_entities::values::{Anchor, Direction, resolve};
use triplewire_relations::{Argument, Fact, Modality};
use triplewire_tokenizer::Span;

use crate::pipeline::Analysis;

/// Sentences after which "the day before" no longer means the day before a date.
const REACH: usize = 3;

/// What the times of an article are relative to.
pub(crate) struct Times<'a> {
    analysis: &'a Analysis<'a>,
    published: Option<Date>,
    /// The days that the article names: sentence, end in the text, day; in order.
    told: Vec<(usize, usize, Date)>,
}

impl<'a> Times<'a> {
    pub(crate) fn new(analysis: &'a Analysis<'a>, published: Option<Date>) -> Self {
        let mut times = Self { analysis, published, told: Vec::new() };
        for mention in &analysis.entities.mentions {
            if mention.entity_type == EntityType::Date {
                let text = mention.span.of(analysis.document.text);
                let anchor = times.anchor(mention.sentence, mention.span.start);
                let day = resolve(text, &anchor, Direction::Past).and_then(|value| value.parse().ok());
                times.told.extend(day.map(|day| (mention.sentence, mention.span.end, day)));
            }
        }
        times
    }

    /// The value of a fact's time, where it has one.
    pub(crate) fn value(&self, fact: &Fact, when: &Argument) -> Option<String> {
        let words = |spans: &[Span]| {
            let words: Vec<&str> = spans.iter().map(|span| span.of(self.analysis.document.text)).collect();
            words.join(" ")
        };
        let anchor = self.anchor(fact.sentence, when.text.first()?.start);
        let value = |spans: &[Span]| resolve(&words(spans), &anchor, self.direction(fact));
        value(&when.text).or_else(|| value(&when.core))
    }

    fn anchor(&self, sentence: usize, start: usize) -> Anchor {
        let before = self.told.partition_point(|told| told.1 <= start);
        let told = self.told[..before].last().filter(|told| told.0 + REACH >= sentence);
        Anchor { written: self.published, clock: None, told: told.map(|told| told.2) }
    }

    /// The way from the day of publication: a verb in the past or a passive looks back.
    fn direction(&self, fact: &Fact) -> Direction {
        if matches!(fact.modality, Modality::Future | Modality::Wanted) {
            return Direction::Future;
        }
        let words = self.analysis.document.sentences.get(fact.sentence).map(|sentence| &sentence.words);
        let parse = self.analysis.parses.get(fact.sentence);
        let past = words.into_iter().flatten().zip(parse.iter().flat_map(|parse| &parse.nodes)).any(
            |(word, node)| {
                let verb = fact.relation.spans.iter().any(|span| span.contains(word.span));
                verb && matches!(node.xpos.as_str(), "VBD" | "VBN")
            },
        );
        if past { Direction::Past } else { Direction::Nearest }
    }
}
