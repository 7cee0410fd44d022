//! re3d: entities with types, and pairs of arguments.

use std::fs;
use std::path::{Path, PathBuf};

use triplewire_entities::{EntityType, Mention, MentionKind};
use triplewire_evaluation::bootstrap::Interval;
use triplewire_evaluation::re3d::{
    CONFIDENCE_CUT, Document, Entity, Re3dDocument, Re3dReport, Relation, read_documents, read_entities,
    read_predictions, read_relations, score,
};
use triplewire_relations::Argument;
use triplewire_tokenizer::{Span, segment};

use super::page::{COUNTS_HEADER, Case, Item, Page, counts_row, percent};
use super::predict::{predict, read_file, read_predicted};
use super::{EvaluateArgs, Report};
use crate::args::Unit;
use crate::error::Error;
use crate::pipeline::Analysis;
use crate::positions::Positions;

/// The types whose mentions are names in both: scored by overlap too, because re3d labels the noun
/// phrase around a name ("the government of Iraq") and the program the name.
const OVERLAPS: [&str; 3] = ["Person", "Organisation", "Location"];

/// Scores entities and pairs over a folder of re3d, or all of its folders.
pub(super) fn report(options: &EvaluateArgs) -> Result<Re3dReport, Error> {
    let (mut documents, mut entities, mut relations) = (Vec::new(), Vec::new(), Vec::new());
    for folder in folders(&options.gold)? {
        let own = read_file(&folder.join("documents.json"), read_documents)?;
        let read = |text: &str, file: &str| read_entities(text, file, &own);
        entities.extend(read_file(&folder.join("entities.json"), read)?);
        let read = |text: &str, file: &str| read_relations(text, file, &own);
        relations.extend(read_file(&folder.join("relations.json"), read)?);
        documents.extend(own);
    }
    let predicted = if let Some(path) = &options.pred {
        read_predicted(path, |text, file| read_predictions(text, file, &documents))?.0
    } else {
        let found = predict(options, documents.clone(), |pipeline, document| {
            let analysis = pipeline.analyze(segment(&document.text))?;
            Ok((found_entities(document, &analysis), found_pairs(document, &analysis)))
        })?;
        let (entities, relations): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        (entities.concat(), relations.concat())
    };
    Ok(score(&documents, (&entities, &relations), (&predicted.0, &predicted.1), CONFIDENCE_CUT))
}

/// The folder itself where it has documents, else those of its folders that have.
fn folders(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let has_documents = |folder: &Path| folder.join("documents.json").is_file();
    if has_documents(folder) {
        return Ok(vec![folder.to_owned()]);
    }
    let unreadable = |error: std::io::Error| Error::folder(folder, error.to_string());
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        folders.push(entry.map_err(unreadable)?.path());
    }
    folders.retain(|folder| has_documents(folder));
    folders.sort();
    if folders.is_empty() {
        return Err(Error::folder(folder, "no documents.json in this folder"));
    }
    Ok(folders)
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
    let mut found: Vec<Entity> =
        mentions.filter(|mention| mention.kind != MentionKind::Pronoun).filter_map(entity).collect();
    // re3d labels names inside names too.
    for nested in &analysis.entities.nested {
        let Some(kind) = re3d_type(nested.entity_type) else { continue };
        let (begin, end) = positions.of(nested.span);
        let document_id = document.id.clone();
        found.push(Entity { document_id, begin, end, kind: kind.to_owned(), confidence: 1.0 });
    }
    found
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
    fn describe(&self, page: &mut Page, limit: usize) {
        page.line(format!(
            "{} documents, {} gold entities, {} gold pairs, labels of at least {CONFIDENCE_CUT} confidence",
            self.documents.len(),
            self.entities.gold,
            self.pairs.gold
        ));
        let rows = [
            ("entities", self.entities, self.entities_interval),
            ("spans without types", self.spans, None),
            ("pairs", self.pairs, None),
            ("overlapping pairs", self.overlapping_pairs, None),
        ];
        let rows = rows.map(|(name, counts, ends)| counts_row(name, counts, ends));
        let overlaps = OVERLAPS.iter().filter_map(|&kind| {
            let counts = self.overlaps.get(kind)?;
            Some(counts_row(&format!("{kind}, overlapping"), *counts, None))
        });
        let types = self.by_type.iter().map(|(kind, counts)| counts_row(kind, *counts, None));
        page.table(&COUNTS_HEADER, rows.into_iter().chain(overlaps).chain(types));
        page.heading("right span, wrong type");
        page.confusion(&self.confusion);
        page.heading("worst documents");
        page.cases(self.worst(limit).into_iter().map(|document| {
            Case::new(format!("F1 {}", percent(document.entities.f1())), document.id.as_str())
                .side("missed", document.missed.iter().take(limit).map(Item::new))
                .side("spurious", document.spurious.iter().take(limit).map(Item::new))
        }));
    }

    fn score(&self) -> (&'static str, f64) {
        ("entities F1", self.entities.f1())
    }

    fn interval(&self) -> Option<Interval> {
        self.entities_interval
    }

    /// Documents; one without entities that has none predicted is right.
    fn units(&self) -> Vec<(String, f64)> {
        let unit = |document: &Re3dDocument| {
            let counts = document.entities;
            let score = if counts.gold + counts.predicted == 0 { 1.0 } else { counts.f1() };
            (document.id.clone(), score)
        };
        self.documents.iter().map(unit).collect()
    }

    fn p_value(&self, old: &Self) -> Option<f64> {
        self.p_value(old)
    }
}
