//! re3d: entities with types, and pairs of arguments.

use std::fmt::{self, Write};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use triplewire_entities::{EntityType, Mention, MentionKind};
use triplewire_evaluation::ReadError;
use triplewire_evaluation::re3d::{CONFIDENCE_CUT, Document, Entity, Re3dReport, Relation, read, score};
use triplewire_relations::Argument;
use triplewire_tokenizer::{Span, segment};

use super::page::{COUNTS_HEADER, confusion, counts_row, table};
use super::predict::predict;
use super::{EvaluateArgs, Report};
use crate::args::Unit;
use crate::error::Error;
use crate::gold::read_text;
use crate::pipeline::Analysis;
use crate::positions::Positions;

/// Scores entities and pairs over a folder of re3d, or all of its folders.
pub(super) fn report(options: &EvaluateArgs) -> Result<Re3dReport, Error> {
    let (mut documents, mut entities, mut relations) = (Vec::new(), Vec::new(), Vec::new());
    for folder in folders(&options.gold)? {
        documents.extend(records::<Document>(&folder.join("documents.json"))?);
        entities.extend(records::<Entity>(&folder.join("entities.json"))?);
        relations.extend(records::<Relation>(&folder.join("relations.json"))?);
    }
    let predicted = if let Some(path) = &options.pred {
        predictions(&read_text(path)?, &path.display().to_string(), &documents)?
    } else {
        let found = predict(options, documents, |pipeline, document| {
            let analysis = pipeline.analyze(segment(&document.text))?;
            Ok((found_entities(document, &analysis), found_pairs(document, &analysis)))
        })?;
        let (entities, relations): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        (entities.concat(), relations.concat())
    };
    Ok(score((&entities, &relations), (&predicted.0, &predicted.1), CONFIDENCE_CUT))
}

/// The folder itself where it has documents, else those of its folders that have.
fn folders(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let has_documents = |folder: &Path| folder.join("documents.json").is_file();
    if has_documents(folder) {
        return Ok(vec![folder.to_owned()]);
    }
    let unreadable = |error| Error::Usage(format!("{}: {error}", folder.display()));
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        folders.push(entry.map_err(unreadable)?.path());
    }
    folders.retain(|folder| has_documents(folder));
    folders.sort();
    if folders.is_empty() {
        return Err(Error::Usage(format!("{}: no documents.json in this folder", folder.display())));
    }
    Ok(folders)
}

fn records<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Vec<T>, Error> {
    Ok(read(&read_text(path)?, &path.display().to_string())?)
}

/// Entities and relations in one file, a JSON object a line: what has `sourceBegin` is a relation.
fn predictions(
    text: &str,
    file: &str,
    documents: &[Document],
) -> Result<(Vec<Entity>, Vec<Relation>), ReadError> {
    let (mut entities, mut relations) = (Vec::new(), Vec::new());
    for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        let error = |message: String| ReadError { file: file.to_owned(), line, message };
        let not_a_record = |cause: serde_json::Error| error(format!("not such a record: {cause}"));
        let value: Value = serde_json::from_str(text).map_err(not_a_record)?;
        let id = value.get("documentId").and_then(Value::as_str).unwrap_or_default();
        if documents.iter().all(|document| document.id != id) {
            return Err(error(format!("no document '{id}' in gold")));
        }
        if value.get("sourceBegin").is_some() {
            relations.push(serde_json::from_value(value).map_err(not_a_record)?);
        } else {
            entities.push(serde_json::from_value(value).map_err(not_a_record)?);
        }
    }
    Ok((entities, relations))
}

/// Names and noun phrases that stand for entities.
fn found_entities(document: &Document, analysis: &Analysis<'_>) -> Vec<Entity> {
    let positions = Positions::new(&document.text, Unit::Chars);
    let mentions = analysis.entities.mentions.iter();
    let entity = |mention: &Mention| {
        let kind = re3d_type(mention.entity_type)?;
        let (begin, end) = positions.of(mention.span);
        let document_id = document.id.clone();
        Some(Entity { document_id, begin, end, kind: kind.to_owned(), confidence: 1.0 })
    };
    mentions.filter(|mention| mention.kind != MentionKind::Pronoun).filter_map(entity).collect()
}

/// Subject and object of each fact.
fn found_pairs(document: &Document, analysis: &Analysis<'_>) -> Vec<Relation> {
    let positions = Positions::new(&document.text, Unit::Chars);
    let mut pairs = Vec::new();
    for fact in &analysis.facts {
        let object = fact.object.as_ref().and_then(|object| place(analysis, fact.sentence, object));
        let subject = place(analysis, fact.sentence, &fact.subject);
        if let (Some(subject), Some(object)) = (subject, object) {
            let (source, target) = (positions.of(subject), positions.of(object));
            pairs.push(Relation {
                document_id: document.id.clone(),
                source_begin: source.0,
                source_end: source.1,
                target_begin: target.0,
                target_end: target.1,
                kind: fact.relation.lemma.clone(),
                confidence: f64::from(fact.confidence),
            });
        }
    }
    pairs
}

/// Where the mention stands that an argument is about, else the whole argument.
fn place(analysis: &Analysis<'_>, sentence: usize, argument: &Argument) -> Option<Span> {
    let inside = |span: Span| argument.text.iter().any(|stretch| stretch.contains(span));
    let mention = argument.entity.and_then(|entity| {
        analysis.entities.in_sentence(sentence).find(|m| m.entity == entity && inside(m.span))
    });
    let whole = || Some(Span::new(argument.text.first()?.start, argument.text.last()?.end));
    mention.map(|mention| mention.span).or_else(whole)
}

/// re3d's type; names of which nothing finer is known, works, laws and events have none.
fn re3d_type(entity_type: EntityType) -> Option<&'static str> {
    match entity_type {
        EntityType::Per => Some("Person"),
        EntityType::Org => Some("Organisation"),
        EntityType::Gpe | EntityType::Loc | EntityType::Fac => Some("Location"),
        EntityType::Norp => Some("Nationality"),
        EntityType::Product => Some("Weapon"),
        EntityType::Date | EntityType::Time => Some("Temporal"),
        EntityType::Money => Some("Money"),
        EntityType::Quantity | EntityType::Percent => Some("Quantity"),
        EntityType::Event | EntityType::Work | EntityType::Law | EntityType::Other => None,
    }
}

impl Report for Re3dReport {
    fn write(&self, page: &mut String, _limit: usize) -> fmt::Result {
        writeln!(
            page,
            "{} gold entities, {} gold pairs, labels of at least {CONFIDENCE_CUT} confidence\n",
            self.entities.gold, self.pairs.gold
        )?;
        let rows = [
            ("entities", self.entities, self.entities_interval),
            ("spans without types", self.spans, None),
            ("pairs", self.pairs, None),
            ("overlapping pairs", self.overlapping_pairs, None),
        ];
        let rows = rows.map(|(name, counts, ends)| counts_row(name, counts, ends));
        let types = self.by_type.iter().map(|(kind, counts)| counts_row(kind, *counts, None));
        table(page, &COUNTS_HEADER, rows.into_iter().chain(types))?;
        writeln!(page, "\nright span, wrong type")?;
        confusion(page, &self.confusion)
    }

    fn score(&self) -> (&'static str, f64) {
        ("entities F1", self.entities.f1())
    }

    /// Types: the scorer does not keep documents apart.
    fn units(&self) -> Vec<(String, f64)> {
        self.by_type.iter().map(|(kind, counts)| (kind.clone(), counts.f1())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predictions_are_told_apart_and_checked() {
        let documents = [Document { id: "d".to_owned(), text: String::new() }];
        let text = "{\"documentId\":\"d\",\"begin\":0,\"end\":1,\"type\":\"Person\"}\n\
            {\"documentId\":\"d\",\"begin\":0,\"end\":9,\"sourceBegin\":0,\"sourceEnd\":1,\"targetBegin\":2,\"targetEnd\":3}\n";
        let (entities, relations) = predictions(text, "p", &documents).unwrap();
        assert_eq!((entities.len(), relations.len()), (1, 1));
        let error = predictions("\n{\"documentId\":\"e\"}", "p", &documents).unwrap_err();
        assert_eq!(error.to_string(), "p:2: no document 'e' in gold");
    }
}
