//! An analysis in, one line of the `json` annotation format out.

use serde::Serialize;
use serde_json::Value;

use super::entities::{self, EntityRecord};
use crate::args::Unit;
use crate::run::Analyzed;

/// An article with everything that was seen in it; offsets count code points.
#[derive(Debug, Serialize)]
pub(crate) struct ArticleRecord {
    pub(crate) id: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// The day of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    sentences: Vec<SentenceRecord>,
    entities: Vec<EntityRecord>,
}

#[derive(Debug, Serialize)]
struct SentenceRecord {
    start: usize,
    end: usize,
    text: String,
    tokens: Vec<TokenRecord>,
}

#[derive(Debug, Serialize)]
struct TokenRecord {
    /// From 1, as in CoNLL-U.
    id: usize,
    form: String,
    start: usize,
    end: usize,
    #[serde(flatten)]
    node: Option<NodeRecord>,
}

#[derive(Debug, Serialize)]
struct NodeRecord {
    lemma: String,
    upos: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    xpos: String,
    /// The head's id, 0 for the root.
    head: usize,
    deprel: String,
}

/// The record of an article.
pub(crate) fn record(analyzed: &Analyzed<'_>) -> ArticleRecord {
    let Analyzed { article, loaded, analysis, publication } = analyzed;
    let positions = loaded.positions(Unit::Chars);
    let mut forms = loaded.forms().unwrap_or_default().into_iter();
    let mut sentences = Vec::with_capacity(analysis.document.sentences.len());
    for (index, sentence) in analysis.document.sentences.iter().enumerate() {
        let parse = analysis.parses.get(index);
        let token = |(number, word): (usize, &triplewire_tokenizer::Word)| {
            let (start, end) = positions.of(word.span);
            let form = forms.next().map_or_else(|| positions.words(&[word.span]), str::to_owned);
            let node = parse.and_then(|parse| parse.nodes.get(number)).map(|node| NodeRecord {
                lemma: node.lemma.to_string(),
                upos: node.upos.to_string(),
                xpos: node.xpos.to_string(),
                head: node.head.map_or(0, |head| head + 1),
                deprel: node.deprel.to_string(),
            });
            TokenRecord { id: number + 1, form, start, end, node }
        };
        let tokens = sentence.words.iter().enumerate().map(token).collect();
        let (start, end) = positions.of(sentence.span);
        let text = positions.words(&[sentence.span]);
        sentences.push(SentenceRecord { start, end, text, tokens });
    }
    ArticleRecord {
        id: article.id.clone(),
        title: analyzed.title().map(str::to_owned),
        date: publication.date.map(|date| date.to_string()),
        url: article.metadata.url.clone(),
        sentences,
        entities: entities::records(&article.name, analysis, publication.date, &positions),
    }
}
