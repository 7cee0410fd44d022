//! An analysis in, CoNLL-U out.
//!
//! The format: <https://universaldependencies.org/format.html>. MISC holds `NER` (BIO, names only),
//! `Entity` (the entity of the shortest mention), `SpaceAfter=No` and `TokenRange` (code points).

use std::fmt::{self, Write};

use triplewire_encoder::Parse;
use triplewire_entities::{Mention, MentionKind};
use triplewire_tokenizer::{Sentence, Span};

use crate::args::Unit;
use crate::positions::Positions;
use crate::run::Analyzed;

/// The sentences of an article.
pub(crate) fn render(analyzed: &Analyzed<'_>) -> String {
    let mut output = String::new();
    let mut writer = Sentences::new(analyzed);
    // Writing to a string cannot fail.
    let _ = writer.write(&mut output);
    output
}

struct Sentences<'a> {
    analyzed: &'a Analyzed<'a>,
    positions: Positions<'a>,
    forms: Option<Vec<&'a str>>,
    /// Words written so far.
    written: usize,
}

impl<'a> Sentences<'a> {
    fn new(analyzed: &'a Analyzed<'a>) -> Self {
        let positions = analyzed.loaded.positions(Unit::Chars);
        Self { analyzed, positions, forms: analyzed.loaded.forms(), written: 0 }
    }

    fn write(&mut self, output: &mut String) -> fmt::Result {
        let article = self.analyzed.article;
        let analysis = self.analyzed.analysis;
        writeln!(output, "# newdoc id = {}", one_line(&article.name))?;
        let date = self.analyzed.publication.date.map(|date| date.to_string());
        let metadata = [
            ("title", self.analyzed.title()),
            ("date", date.as_deref()),
            ("url", article.metadata.url.as_deref()),
        ];
        for (key, value) in metadata {
            if let Some(value) = value {
                writeln!(output, "# meta::{key} = {}", one_line(value))?;
            }
        }
        let mut passage = None;
        for (index, sentence) in analysis.document.sentences.iter().enumerate() {
            if passage.replace(sentence.passage) != Some(sentence.passage) {
                output.push_str("# newpar\n");
            }
            writeln!(output, "# sent_id = {}-{}", one_line(&article.name), index + 1)?;
            writeln!(output, "# text = {}", self.positions.words(&[sentence.span]))?;
            let mentions: Vec<&Mention> = analysis.entities.in_sentence(index).collect();
            self.write_words(output, sentence, analysis.parses.get(index), &mentions)?;
            output.push('\n');
        }
        Ok(())
    }

    fn write_words(
        &mut self,
        output: &mut String,
        sentence: &Sentence,
        parse: Option<&Parse>,
        mentions: &[&Mention],
    ) -> fmt::Result {
        let words = &sentence.words;
        let mut token_end = 0;
        for (index, word) in words.iter().enumerate() {
            if index >= token_end {
                let clitics = words[index + 1..].iter().take_while(|word| word.clitic).count();
                token_end = index + 1 + clitics;
                if clitics > 0 {
                    let last = &words[token_end - 1];
                    let surface = Span::new(word.span.start, last.span.end.max(word.span.end));
                    let form = self.positions.words(&[surface]);
                    let misc = if last.space_after { "_" } else { "SpaceAfter=No" };
                    writeln!(output, "{}-{token_end}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}", index + 1)?;
                }
            }
            let alone = token_end == index + 1 && !word.clitic;
            let form = match self.forms.as_ref().and_then(|forms| forms.get(self.written)) {
                Some(form) => (*form).to_owned(),
                None => self.positions.words(&[word.span]),
            };
            self.written += 1;
            write!(output, "{}\t{form}\t", index + 1)?;
            match parse.and_then(|parse| parse.nodes.get(index)) {
                Some(node) => write!(
                    output,
                    "{}\t{}\t{}\t_\t{}\t{}",
                    column(&node.lemma),
                    column(&node.upos),
                    column(&node.xpos),
                    node.head.map_or(0, |head| head + 1),
                    column(&node.deprel),
                )?,
                None => output.push_str("_\t_\t_\t_\t_\t_"),
            }
            output.push_str("\t_\t");
            self.write_names(output, index, mentions)?;
            if alone && !word.space_after {
                output.push_str("SpaceAfter=No|");
            }
            let (start, end) = self.positions.of(word.span);
            writeln!(output, "TokenRange={start}:{end}")?;
        }
        Ok(())
    }

    /// What word `index` is part of, for MISC.
    fn write_names(&self, output: &mut String, index: usize, mentions: &[&Mention]) -> fmt::Result {
        let around = || mentions.iter().filter(|mention| mention.words.contains(&index));
        if let Some(name) = around().find(|mention| mention.kind == MentionKind::Name) {
            let position = if name.words.start == index { 'B' } else { 'I' };
            write!(output, "NER={position}-{}|", name.entity_type.as_str())?;
        }
        let shortest = around().min_by_key(|mention| mention.words.len());
        let entities = &self.analyzed.analysis.entities.entities;
        match shortest.and_then(|mention| entities.get(mention.entity)) {
            Some(entity) => write!(output, "Entity={}|", entity.id),
            None => Ok(()),
        }
    }
}

/// An empty column is written as "_".
fn column(value: &str) -> &str {
    if value.is_empty() { "_" } else { value }
}

/// A comment must not break its line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use triplewire_encoder::Node;
    use triplewire_entities::{Entities, Entity, EntityType, Links};
    use triplewire_tokenizer::{Document, Word};

    use super::*;
    use crate::articles::{Article, Content, Loaded};
    use crate::encoding::Decoded;
    use crate::inputs::Metadata;
    use crate::pipeline::Analysis;

    fn node(lemma: &str, upos: &str, head: Option<usize>, deprel: &str) -> Node {
        Node { upos: upos.into(), xpos: "".into(), lemma: lemma.into(), head, deprel: deprel.into() }
    }

    #[test]
    fn words_have_ten_columns() {
        let text = "Kyiv 🙂\ndidn't.";
        let word =
            |start, end, space_after, clitic| Word { span: Span::new(start, end), space_after, clitic };
        let words = vec![
            word(0, 4, true, false),
            word(5, 9, true, false),
            word(10, 13, false, false),
            word(13, 16, false, true),
            word(16, 17, false, false),
        ];
        let sentence = Sentence { span: Span::new(0, 17), words, passage: 0, cut: false };
        let mention = |words, span, kind| Mention {
            sentence: 0,
            words,
            span,
            kind,
            entity_type: EntityType::Gpe,
            entity: 0,
            title: None,
        };
        let analysis = Analysis {
            document: Document { text, passages: vec![], sentences: vec![sentence], published: None },
            parses: vec![Parse {
                nodes: vec![
                    node("Kyiv", "PROPN", Some(2), "nsubj"),
                    node("🙂", "SYM", Some(0), "discourse"),
                    node("do", "AUX", None, "root"),
                    node("not", "PART", Some(2), "advmod"),
                ],
                ..Parse::default()
            }],
            entities: Entities {
                mentions: vec![mention(0..1, Span::new(0, 4), MentionKind::Name)],
                entities: vec![Entity {
                    id: "e:kyiv".to_owned(),
                    name: "Kyiv".to_owned(),
                    entity_type: EntityType::Gpe,
                    aliases: vec![],
                    mentions: vec![0],
                    merges: Vec::new(),
                    links: Links::default(),
                }],
                nested: vec![],
            },
            facts: vec![],
        };
        let article = Article {
            name: "a\nb".to_owned(),
            id: Value::Null,
            source: String::new(),
            line: None,
            metadata: Metadata { title: Some("Grid".to_owned()), ..Metadata::default() },
            content: Content::Text(Decoded::default()),
        };
        let loaded = Loaded::of_text(text);
        let publication = crate::publication::Publication::default();
        let analyzed = Analyzed { article: &article, loaded: &loaded, analysis: &analysis, publication };
        let expected = [
            "# newdoc id = a b",
            "# meta::title = Grid",
            "# newpar",
            "# sent_id = a b-1",
            "# text = Kyiv 🙂 didn't.",
            "1 Kyiv Kyiv PROPN _ _ 3 nsubj _ NER=B-GPE|Entity=e:kyiv|TokenRange=0:4",
            "2 🙂 🙂 SYM _ _ 1 discourse _ TokenRange=5:6",
            "3-4 didn't _ _ _ _ _ _ _ SpaceAfter=No",
            "3 did do AUX _ _ 0 root _ TokenRange=7:10",
            "4 n't not PART _ _ 3 advmod _ TokenRange=10:13",
            "5 . _ _ _ _ _ _ _ SpaceAfter=No|TokenRange=13:14",
            "",
        ];
        assert_eq!(render(&analyzed).replace('\t', " ").lines().collect::<Vec<_>>(), expected);
    }
}
