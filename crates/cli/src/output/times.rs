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
        let text = self.analysis.document.text;
        let (start, end) = (when.text.first()?.start, when.text.last()?.end);
        let anchor = self.anchor(fact.sentence, start);
        let value = |text: &str| resolve(text, &anchor, self.direction(fact));
        let words: Vec<&str> = when.text.iter().map(|span| span.of(text)).collect();
        value(&words.join(" ")).or_else(|| {
            // "Since Tuesday in the capital": what follows the date may be no part of it.
            let mut mentions = self.analysis.entities.in_sentence(fact.sentence);
            let date = mentions.find(|mention| {
                mention.entity_type == EntityType::Date
                    && Span::new(start, end).contains(mention.span)
                    && mention.span.end < end
            })?;
            value(Span::new(start, date.span.end).of(text))
        })
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use triplewire_entities::{Entities, Mention, MentionKind};

    use super::*;
    use crate::output::facts::tests::analysis;

    const TEXT: &str = "IS claimed two deadly attacks yesterday since Tuesday in Homs, Amaq said.";

    fn at(part: &str) -> Span {
        let start = TEXT.find(part).unwrap();
        Span::new(start, start + part.len())
    }

    /// The value of a part of the text as a fact's time, where "Tuesday" is a date.
    fn value(part: &str, modality: Modality, published: Option<Date>) -> Option<String> {
        let mut analysis = analysis(TEXT);
        let mention = Mention {
            sentence: 0,
            words: 6..7,
            span: at("Tuesday"),
            kind: MentionKind::Name,
            entity_type: EntityType::Date,
            entity: 0,
            title: None,
        };
        analysis.entities = Entities { mentions: vec![mention], ..analysis.entities };
        let when = Argument { text: vec![at(part)], ..Argument::default() };
        let fact = Fact { modality, ..analysis.facts[0].clone() };
        Times::new(&analysis, published).value(&fact, &when)
    }

    #[test]
    fn times_are_relative_to_the_day_of_publication() {
        let published = Some(date(2026, 2, 22));
        assert_eq!(value("yesterday", Modality::Asserted, published).as_deref(), Some("2026-02-21"));
        assert_eq!(value("Tuesday", Modality::Asserted, published).as_deref(), Some("2026-02-24"));
        assert_eq!(value("yesterday", Modality::Asserted, None), None);
    }

    #[test]
    fn modality_says_the_direction() {
        let friday = Some(date(2026, 2, 20));
        assert_eq!(value("Tuesday", Modality::Possible, friday).as_deref(), Some("2026-02-17"));
        assert_eq!(value("Tuesday", Modality::Future, friday).as_deref(), Some("2026-02-24"));
    }

    #[test]
    fn what_follows_a_date_is_passed_over() {
        let published = Some(date(2026, 2, 22));
        let phrase = value("since Tuesday in Homs", Modality::Asserted, published);
        assert_eq!(phrase.as_deref(), Some("2026-02-17/2026-02-22"));
        assert_eq!(value("attacks yesterday", Modality::Asserted, published), None);
    }
}
