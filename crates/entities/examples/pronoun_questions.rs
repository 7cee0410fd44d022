//! Labelled documents in, the questions that the coreference ranker is asked out: what
//! `scripts/train/coreference.py` trains on.
//!
//! Standard input has one JSON document a line, as `scripts/train/coreference_data.py` writes them;
//! standard output gets one JSON question a line, with the right choices.
//!
//! ```sh
//! cargo run --release -p triplewire-entities --example pronoun_questions -- gold < documents.jsonl
//! ```
//!
//! The argument says whose links the reading follows from one pronoun to the next: `gold`, the
//! labels where there are any, or `model`, the ranker's own.

#![allow(clippy::print_stdout)]

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::io::{BufRead, Write};

use serde_json::{Value, json};
use triplewire_encoder::{Arcs, Encoder, Model, Parse, parse};
use triplewire_entities::coreference::{Answer, Question, answer};
use triplewire_entities::{Entities, Recognizer};
use triplewire_tokenizer::{Document, Span, WordPieces, segment};

/// A word by sentence and place.
type Place = (usize, usize);

/// The labels of a document, by head word.
struct Gold {
    cluster_of: HashMap<Place, usize>,
    /// Words that are known to be something else, where not all is labelled.
    wrong: HashSet<Place>,
    everything: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let follow_gold = std::env::args().nth(1).as_deref() == Some("gold");
    let model = Model::embedded()?;
    let pieces = WordPieces::new(model.vocabulary())?;
    let recognizer = Recognizer::new();
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let record: Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().unwrap_or_default();
        let document = segment(text);
        let encoded: Vec<_> = document.sentences.iter().map(|s| pieces.encode(&document, s)).collect();
        let scores = model.encode(&encoded)?;
        let inventory = model.inventory();
        let parses = document
            .sentences
            .iter()
            .zip(&scores)
            .map(|(sentence, scores)| parse(text, sentence, scores, inventory, &model))
            .collect::<Result<Vec<_>, _>>()?;
        let entities = recognizer.recognize(&document, &scores, inventory);
        let gold = Gold::read(&record, &document, &parses, &entities);
        let mut failed = None;
        recognizer.questions(&document, &parses, &entities, &mut |question, heads| {
            let right = gold.right(question, heads);
            if let Some(right) = &right {
                let word = document.sentences[question.sentence].words[question.word];
                let written = write(&mut output, &record, word.span.of(text), question, right, &gold);
                failed = failed.take().or(written.err());
            }
            if follow_gold && gold.everything {
                let choice = right?.iter().position(|right| *right)?;
                return Some(Answer { choice, sure: true });
            }
            answer(question)
        });
        if let Some(error) = failed {
            return Err(error.into());
        }
    }
    Ok(())
}

fn write(
    output: &mut impl Write,
    record: &Value,
    form: &str,
    question: &Question,
    right: &[bool],
    gold: &Gold,
) -> std::io::Result<()> {
    let rows: Vec<&Vec<f32>> =
        std::iter::once(&question.none).chain(question.choices.iter().map(|choice| &choice.row)).collect();
    // Where one pronoun alone is labelled, an earlier pronoun that nothing was found for may be right.
    let open: Vec<bool> = question.choices.iter().map(|choice| choice.open && !gold.everything).collect();
    let line = json!({
        "id": record["id"],
        "form": form.to_lowercase(),
        "class": format!("{:?}", question.class).to_lowercase(),
        "place": [question.sentence, question.word],
        "rows": rows,
        "right": right,
        "open": open,
    });
    writeln!(output, "{line}")
}

impl Gold {
    fn read(record: &Value, document: &Document<'_>, parses: &[Parse], entities: &Entities) -> Self {
        let mut gold = Self {
            cluster_of: HashMap::new(),
            wrong: HashSet::new(),
            everything: record["rank"].as_str() == Some("all"),
        };
        let heads = |spans: &Value| -> Vec<Place> {
            let spans = spans.as_array().into_iter().flatten();
            spans.filter_map(|span| head(span, document, parses, entities)).collect()
        };
        for (cluster, spans) in record["clusters"].as_array().into_iter().flatten().enumerate() {
            gold.cluster_of.extend(heads(spans).into_iter().map(|place| (place, cluster)));
        }
        gold.wrong.extend(heads(&record["wrong"]));
        gold
    }

    /// Which choices are right; nothing where that is not known.
    fn right(&self, question: &Question, heads: &dyn Fn(usize) -> Vec<Place>) -> Option<Vec<bool>> {
        let cluster = self.cluster_of.get(&(question.sentence, question.word));
        let Some(cluster) = cluster else {
            return self.everything.then(|| vec![false; question.choices.len()]);
        };
        let of_cluster = |head: &Place| self.cluster_of.get(head) == Some(cluster);
        let right: Vec<bool> =
            (0..question.choices.len()).map(|choice| heads(choice).iter().any(of_cluster)).collect();
        // Where neither name is right, the one that is may be any other.
        (self.everything || right.contains(&true)).then_some(right)
    }
}

/// The head word of a labelled span, or of the name that the span is a part of.
fn head(span: &Value, document: &Document<'_>, parses: &[Parse], entities: &Entities) -> Option<Place> {
    let span = Span::new(span[0].as_u64()? as usize, span[1].as_u64()? as usize);
    let sentence = document.sentences.iter().position(|sentence| {
        sentence.words.iter().any(|word| word.span.start < span.end && span.start < word.span.end)
    })?;
    let words = &document.sentences[sentence].words;
    let inside: Vec<usize> = (0..words.len().min(parses[sentence].nodes.len()))
        .filter(|&word| words[word].span.start < span.end && span.start < words[word].span.end)
        .collect();
    let whole = entities.in_sentence(sentence).find(|mention| {
        mention.words.len() > inside.len() && inside.iter().all(|word| mention.words.contains(word))
    });
    let inside = whole.map_or(inside, |mention| mention.words.clone().collect());
    let arcs = Arcs::new(&parses[sentence].nodes);
    let outside = |word: &&usize| arcs.head(**word).is_none_or(|head| !inside.contains(&head));
    Some((sentence, *inside.iter().find(outside)?))
}
