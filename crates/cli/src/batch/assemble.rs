//! The numbers of the kept articles in their order in, the final files, the manifest and a summary out.

use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::disk;
use super::finals::{Finals, LedgerLine};
use super::manifest::{Manifest, Used};
use super::record::Record;
use super::segment::Limits;
use super::stop::Stop;
use super::store::{Repacked, Store};
use super::top::Top;
use crate::args::ExtractFormat;
use crate::error::Error;
use crate::output::csv::Row;
use crate::output::ledger::Status;
use crate::progress::message;
use crate::tally::Tally;

/// What all articles of a run come to.
#[derive(Debug, Default)]
pub(super) struct Summary {
    pub(super) tally: Tally,
    /// Lemmas of relations.
    pub(super) relations: Top,
    /// Names of entities that are no time and no amount, by mentions.
    pub(super) entities: Top,
}

/// What the summary needs of an entity.
#[derive(Deserialize)]
struct Entity {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    mentions: Vec<IgnoredAny>,
}

/// Types of entities that are values and no names.
const VALUES: [&str; 5] = ["DATE", "TIME", "MONEY", "QUANTITY", "PERCENT"];

/// What is put together, and where.
pub(super) struct Assembly<'a> {
    pub(super) folder: &'a Path,
    pub(super) manifest: Manifest,
    pub(super) limits: Limits,
    /// Which files there are besides those of every run.
    pub(super) format: Option<ExtractFormat>,
    pub(super) stop: &'a Stop,
}

/// Writes the final files; `None` if the run was asked to stop before they were whole.
pub(super) fn assemble(
    store: &mut Store,
    order: &[u32],
    assembly: Assembly<'_>,
) -> Result<Option<Summary>, Error> {
    let Assembly { folder, mut manifest, limits, format, stop } = assembly;
    let mut finals = Finals::start(folder, format)?;
    // After changes, and where a run was stopped: the kept articles too are then as those of one run.
    let in_order = store.is_in_order(order);
    let mut repacked = if in_order { None } else { Some(Repacked::start(folder, limits)?) };
    let mut summary = Summary::default();
    let mut used = vec![0; manifest.settings.len()];
    let before = store.known().entries().len();
    for &number in order {
        if stop.requested().is_some() {
            return Ok(None);
        }
        let (line, packed) = store.line(number)?;
        let unreadable = |error: serde_json::Error| Error::batch(folder)(error.into());
        let record: Record<'_> = serde_json::from_slice(&line).map_err(unreadable)?;
        let ledger: LedgerLine = serde_json::from_str(record.ledger.get()).map_err(unreadable)?;
        let facts: Vec<Row<'_>> = record
            .facts
            .iter()
            .map(|fact| serde_json::from_str(fact.get()))
            .collect::<Result<_, _>>()
            .map_err(unreadable)?;
        finals.write(&record, &facts, &ledger)?;
        let entry = *store.entry(number);
        if let Some(repacked) = &mut repacked {
            repacked.push(entry, &packed)?;
        }
        if let Some(used) = used.get_mut(usize::from(entry.settings)) {
            *used += 1;
        }
        // The failures of this run were named as they happened.
        if ledger.status == Status::Failed && (number as usize) < before {
            message(&format!("{}: {}", ledger.source, ledger.reason.as_deref().unwrap_or_default()));
        }
        summary.add(&record, &facts, &ledger).map_err(unreadable)?;
    }
    let files = finals.publish(folder)?;
    if let Some(mut repacked) = repacked {
        repacked.commit()?;
        store.swap()?;
    }
    // What an earlier run wrote and this one does not would be out of date.
    for name in manifest.files.keys().filter(|name| !files.contains_key(*name)) {
        disk::remove(&folder.join(name))?;
    }
    for (Used { articles, .. }, count) in manifest.settings.iter_mut().zip(used) {
        *articles = Some(count);
    }
    (manifest.complete, manifest.articles, manifest.files) = (true, Some(order.len()), files);
    manifest.write(folder)?;
    Ok(Some(summary))
}

impl Summary {
    fn add(&mut self, record: &Record<'_>, facts: &[Row<'_>], ledger: &LedgerLine) -> serde_json::Result<()> {
        self.tally.count(ledger.status, ledger.reason.as_deref());
        self.tally.words += record.words;
        self.tally.sentences += ledger.sentences;
        self.tally.sentences_cut += ledger.sentences_cut;
        self.tally.sentences_without_facts += ledger.sentences_without_facts;
        self.tally.facts += ledger.facts;
        for fact in facts {
            self.relations.add(fact.lemma(), 1);
        }
        for entity in &record.entities {
            let entity: Entity = serde_json::from_str(entity.get())?;
            if !VALUES.contains(&entity.kind.as_str()) {
                self.entities.add(&entity.name, entity.mentions.len() as u64);
            }
        }
        Ok(())
    }
}
