//! An analysis and the day of publication in, the values of its mentions and facts of time out.
//!
//! A weekday, a day or a month without a year lies before or after the day of publication as the tense of
//! the verb says that governs it.

use jiff::civil::Date;
use triplewire_entities::values::{Anchor, Direction, TimeValue, resolve};
use triplewire_entities::{EntityType, Mention};
use triplewire_relations::{Argument, Fact, Modality};
use triplewire_tokenizer::Span;

use crate::pipeline::Analysis;

/// Sentences after which "the day before" no longer means the day before a date.
const REACH: usize = 3;

/// Words that put an event beside a date and not on it.
const AWAY: &[&str] =
    &["before", "after", "prior", "until", "till", "since", "following", "than", "from", "to"];

/// What the times of an article are relative to, and the values of its mentions.
pub(crate) struct Times<'a> {
    analysis: &'a Analysis<'a>,
    published: Option<Date>,
    /// The days that the article names: sentence, end in the text, day; in order.
    told: Vec<(usize, usize, Date)>,
    /// One for each mention.
    values: Vec<Option<TimeValue>>,
}

impl<'a> Times<'a> {
    pub(crate) fn new(analysis: &'a Analysis<'a>, published: Option<Date>) -> Self {
        let mut times = Self { analysis, published, told: Vec::new(), values: Vec::new() };
        for mention in &analysis.entities.mentions {
            let value = times.resolve(mention);
            let day = value.and_then(|value| value.day());
            times.told.extend(day.map(|day| (mention.sentence, mention.span.end, day)));
            times.values.push(value);
        }
        times
    }

    /// The value of a mention of a date, a time or a duration, by its index.
    pub(crate) fn of_mention(&self, mention: usize) -> Option<&TimeValue> {
        self.values.get(mention)?.as_ref()
    }

    /// Whether a mention is one of a date, a time or a duration.
    pub(crate) fn has_time(mention: &Mention) -> bool {
        matches!(mention.entity_type, EntityType::Date | EntityType::Time)
    }

    fn resolve(&self, mention: &Mention) -> Option<TimeValue> {
        if !Self::has_time(mention) {
            return None;
        }
        let text = self.analysis.document.text;
        let anchor = self.anchor(mention.sentence, mention.span.start);
        let direction =
            self.analysis.parses.get(mention.sentence).map_or(Direction::Nearest, |parse| {
                tense::direction(parse, mention.words.end.saturating_sub(1))
            });
        // "Since 2015" and "within two years before" are stretches, whose mentions are the dates alone.
        let before = mention.words.start.checked_sub(1).and_then(|before| {
            let word = self.analysis.document.sentences.get(mention.sentence)?.words.get(before)?.span;
            let opens = ["since", "within"].iter().any(|opener| word.of(text).eq_ignore_ascii_case(opener));
            opens.then_some(Span::new(word.start, mention.span.end))
        });
        let value = |span: Span| resolve(span.of(text), &anchor, direction);
        before.and_then(value).or_else(|| value(mention.span))
    }

    /// The value of a fact's time, where it has one; the time may stand in a sentence before the fact's.
    pub(crate) fn value(&self, fact: &Fact, when: &Argument) -> Option<String> {
        let document = &self.analysis.document;
        let text = document.text;
        let (start, end) = (when.text.first()?.start, when.text.last()?.end);
        let sentence =
            document.sentences.partition_point(|sentence| sentence.span.start <= start).saturating_sub(1);
        let anchor = self.anchor(sentence, start);
        let value = |text: &str| resolve(text, &anchor, self.direction(fact))?.when();
        let words: Vec<&str> = when.text.iter().map(|span| span.of(text)).collect();
        value(&words.join(" ")).or_else(|| {
            // "Since Tuesday in the capital", "by Monday": not all of the phrase is the date.
            let mut mentions = self.analysis.entities.in_sentence(sentence);
            let whole = Span::new(start, end);
            let date = mentions.find(|mention| {
                mention.entity_type == EntityType::Date
                    && whole.contains(mention.span)
                    && mention.span != whole
            })?;
            let led = value(Span::new(start, date.span.end).of(text)).filter(|_| date.span.end < end);
            led.or_else(|| {
                let words_before = Span::new(start, date.span.start).of(text).to_lowercase();
                // "Prior to Tuesday" is not Tuesday.
                let apart = words_before.split_whitespace().any(|word| AWAY.contains(&word));
                if apart { None } else { value(date.span.of(text)) }
            })
        })
    }

    fn anchor(&self, sentence: usize, start: usize) -> Anchor {
        let before = self.told.partition_point(|told| told.1 <= start);
        let told = self.told[..before].last().filter(|told| told.0 + REACH >= sentence);
        Anchor { written: self.published, clock: None, told: told.map(|told| told.2) }
    }

    /// The way from the day of publication: a verb in the past or a passive looks back.
    fn direction(&self, fact: &Fact) -> Direction {
        if matches!(fact.modality, Modality::Future | Modality::Wanted | Modality::Conditional) {
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

/// Which way the tense of a verb looks.
mod tense {
    use triplewire_encoder::{Node, Parse};
    use triplewire_entities::values::Direction;

    /// Steps from a word up to the verb that governs it.
    const MOST_STEPS: usize = 12;

    /// The way of the verb that governs a word. The present looks both ways: headlines tell the past in it,
    /// and "the talks start on Friday" is to come.
    pub(super) fn direction(parse: &Parse, word: usize) -> Direction {
        let mut at = word;
        for _ in 0..MOST_STEPS {
            let Some(node) = parse.nodes.get(at) else { break };
            if is_verb(node) {
                return of_verb(parse, at);
            }
            let Some(head) = node.head else { break };
            at = head;
        }
        Direction::Nearest
    }

    fn is_verb(node: &Node) -> bool {
        node.xpos.starts_with("VB") || matches!(node.upos.as_str(), "VERB" | "AUX")
    }

    fn of_verb(parse: &Parse, verb: usize) -> Direction {
        let node = &parse.nodes[verb];
        let helpers = parse.nodes.iter().filter(|helper| {
            helper.head == Some(verb) && (helper.deprel.starts_with("aux") || helper.deprel == "cop")
        });
        let (mut modal, mut past, mut present) = (false, false, false);
        for helper in helpers {
            match helper.xpos.as_str() {
                "MD" => modal = true,
                "VBD" => past = true,
                // "Has left" is past, "is held" and "is leaving" are not.
                "VBZ" | "VBP" if helper.lemma == "have" => past = true,
                "VBZ" | "VBP" => present = true,
                _ => {}
            }
        }
        let infinitive = parse
            .nodes
            .iter()
            .any(|mark| mark.head == Some(verb) && mark.xpos == "TO" && mark.deprel == "mark");
        match node.xpos.as_str() {
            _ if past => Direction::Past,
            _ if modal => Direction::Future,
            // "Is leaving", "is expected to leave on Friday".
            "VBN" | "VBG" if present => Direction::Future,
            "VBD" | "VBN" => Direction::Past,
            "VB" if infinitive => {
                let governor = node.head.and_then(|head| parse.nodes.get(head));
                let told = governor.is_some_and(|governor| governor.xpos == "VBD");
                if told { Direction::Nearest } else { Direction::Future }
            }
            _ => Direction::Nearest,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use triplewire_encoder::{Node, Parse};
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

    /// The way of the last word: form, `UPOS`, `XPOS`, head (from 1; 0 is none) and deprel of each.
    fn way(words: &[(&str, &str, &str, usize, &str)]) -> Direction {
        let node = |&(lemma, upos, xpos, head, deprel): &(&str, &str, &str, usize, &str)| Node {
            upos: upos.into(),
            xpos: xpos.into(),
            lemma: lemma.into(),
            head: head.checked_sub(1),
            deprel: deprel.into(),
        };
        tense::direction(
            &Parse { nodes: words.iter().map(node).collect(), ..Parse::default() },
            words.len() - 1,
        )
    }

    #[test]
    fn the_tense_says_the_direction() {
        let (friday, he) = (("Friday", "PROPN", "NNP", 2, "obl"), ("he", "PRON", "PRP", 2, "nsubj"));
        let verb = |xpos| ("leave", "VERB", xpos, 0, "root");
        assert_eq!(way(&[he, verb("VBD"), friday]), Direction::Past);
        assert_eq!(way(&[he, verb("VBZ"), friday]), Direction::Nearest);
        let helped = |lemma, xpos, verb_tag| {
            let helper = (lemma, "AUX", xpos, 2, "aux");
            way(&[helper, verb(verb_tag), friday])
        };
        assert_eq!(helped("will", "MD", "VB"), Direction::Future);
        assert_eq!(helped("have", "VBZ", "VBN"), Direction::Past);
        assert_eq!(helped("be", "VBZ", "VBG"), Direction::Future);
        assert_eq!(helped("be", "VBD", "VBN"), Direction::Past);
        let to = ("to", "PART", "TO", 2, "mark");
        let infinitive = ("leave", "VERB", "VB", 4, "xcomp");
        let plans = |xpos| ("plan", "VERB", xpos, 0, "root");
        let of =
            |governor| way(&[to, infinitive, friday, plans(governor), ("Friday", "PROPN", "NNP", 2, "obl")]);
        assert_eq!(of("VBZ"), Direction::Future);
        assert_eq!(of("VBD"), Direction::Nearest);
        assert_eq!(way(&[("Friday", "PROPN", "NNP", 0, "root")]), Direction::Nearest);
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
