//! `triplewire extract INPUT... -o DIR`: a run that may be stopped at any moment and goes on where it stopped.
//!
//! Articles go in, in order. What is found in them goes into segments, which are whole or not there; when all
//! articles are done, the final files are put together from the segments. What is kept is found by a hash of the
//! article's input, so a later run does again only what has changed. docs/batch.md says it for users.

mod assemble;
mod disk;
mod finals;
mod folder;
mod key;
mod known;
mod manifest;
mod record;
mod segment;
mod settings;
mod stop;
mod store;
mod top;

use std::path::Path;
use std::sync::Arc;

use self::assemble::{Assembly, assemble};
use self::known::{Found, Known};
use self::manifest::Manifest;
use self::segment::{Entry, Limits};
use self::settings::Settings;
use self::stop::Stop;
use self::store::Store;
use crate::args::ExtractArgs;
use crate::articles::{Article, Unread, articles};
use crate::error::Error;
use crate::extract;
use crate::inputs::{self, Input};
use crate::ordered::in_order;
use crate::output::ledger::{Counts, LedgerRecord, Status};
use crate::pipeline::Pipeline;
use crate::progress::{Progress, Show, message};
use crate::run::{self, ExitStatus};

/// What became of an article on a worker.
enum Worked {
    /// Nothing: the run was asked to stop before.
    Stopped,
    /// It was done before.
    Kept(Found),
    /// It was done now.
    Done(Box<Done>),
}

/// An article that was done now, ready to be kept.
struct Done {
    entry: Entry,
    packed: Vec<u8>,
    ledger: LedgerRecord,
}

/// Runs the command.
pub(crate) fn extract(options: &ExtractArgs, folder: &Path) -> Result<ExitStatus, Error> {
    extract_into(options, folder).map_err(|error| if options.fresh { error.after_fresh() } else { error })
}

/// Refuses to write the results of a stream, of which nothing is kept, where those of files are.
pub(crate) fn check_stream(options: &ExtractArgs, folder: &Path) -> Result<(), Error> {
    if options.fresh || options.update {
        let reason = "--fresh and --update are for inputs that can be read again; \"-\" cannot";
        return Err(Error::Usage(reason.to_owned()));
    }
    if folder.join(manifest::MANIFEST).exists() {
        let reason = "holds the results of files; those of standard input need a folder of their own";
        return Err(Error::folder(folder, reason));
    }
    Ok(())
}

/// Whether a folder is that of a run which was stopped.
pub(crate) fn is_unfinished(folder: &Path) -> bool {
    matches!(Manifest::read(folder), Ok(Some(Manifest { complete: false, .. })))
}

fn extract_into(options: &ExtractArgs, folder: &Path) -> Result<ExitStatus, Error> {
    let input = &options.input;
    let pipeline = Pipeline::load(input.model.as_deref(), input.engine, input.aliases.as_deref())?;
    let opened = folder::open(folder, Settings::of(options)?, options)?;
    let limits = Limits { articles: options.segment_articles.get() };
    let settings = opened.manifest.settings.len();
    let mut store = Store::open(folder, limits, settings)?;
    let stop = Stop::on_signals().map_err(|error| Error::Workers(error.to_string()))?;

    let inputs = inputs::list(&input.inputs, Some(folder));
    let has_streams = inputs.iter().any(run::is_stream);
    let total = (!has_streams).then(|| inputs.iter().filter(|input| input.is_single()).count());
    let show = Show { quiet: input.quiet, results_on_terminal: false, lines: true };
    let mut progress = Progress::start(show, input.progress_every(), total);
    let settings = (settings - 1) as u16;
    let worker = Worker {
        pipeline,
        known: Arc::clone(store.known()),
        stop: stop.clone(),
        settings,
        options: (options.input.date, options.min_confidence, options.offsets),
        limits: (input.most_bytes(), input.any_language),
    };
    let order = each_article(inputs, options, worker, &mut store, &mut progress)?;
    store.commit()?;
    if let Some(code) = stop.requested() {
        return Ok(stopped(total, options, code, progress));
    }
    let read = |entry: &Entry| entry.status == Status::Done;
    if !order.iter().any(|&number| read(store.entry(number))) && store.known().entries().iter().any(read) {
        // A path that is mistyped or a disk that is not there must not cost the results of hours.
        message(&format!("no articles found: {} is left as it was", folder.display()));
        return Ok(ExitStatus::Nothing);
    }
    progress.assembling();
    let format = options.format;
    let assembly = Assembly { folder, manifest: opened.manifest, limits, format, stop: &stop };
    let Some(summary) = assemble(&mut store, &order, assembly)? else {
        let code = stop.requested().unwrap_or_default();
        return Ok(stopped(total, options, code, progress));
    };
    let status = run::status(&summary.tally, has_streams);
    if status == ExitStatus::Nothing && summary.tally.failed == 0 {
        message("no articles found");
    }
    let top = [("relations", &summary.relations), ("entities", &summary.entities)];
    let top: Vec<String> = top
        .iter()
        .filter_map(|(what, top)| Some(format!("most frequent {what}: {}", top.line(10)?)))
        .collect();
    progress.finish_with(&summary.tally, &top);
    Ok(status)
}

/// What a worker needs besides an article.
struct Worker {
    pipeline: Pipeline,
    known: Arc<Known>,
    stop: Stop,
    settings: u16,
    options: (Option<jiff::civil::Date>, f64, crate::args::Unit),
    /// The most bytes of an article, and whether it may be in any language.
    limits: (u64, bool),
}

impl Worker {
    fn work(&self, article: &Article) -> Worked {
        if self.stop.requested().is_some() {
            return Worked::Stopped;
        }
        let key = key::key(article);
        if let Some(found) = key.and_then(|key| self.known.find(key, key::source(article))) {
            return Worked::Kept(found);
        }
        let (date, least, unit) = self.options;
        let render = |analyzed: &run::Analyzed<'_>| extract::found(analyzed, least, unit);
        let result = run::analyze(&self.pipeline, article, date, self.limits, &render);
        Worked::Done(Box::new(done(article, key, self.settings, result)))
    }
}

fn done(
    article: &Article,
    key: Option<key::Key>,
    settings: u16,
    result: Result<(Counts, extract::Found), Unread>,
) -> Done {
    let (ledger, found) = run::judge(article, result);
    let packed = record::pack(article, &ledger, found.as_ref());
    let source = key::source(article);
    let entry = Entry { key, source, offset: 0, length: 0, settings, status: ledger.status };
    Done { entry, packed, ledger }
}

/// Has every article done that is not kept yet; gives the numbers of all in their order.
fn each_article(
    inputs: Vec<Input>,
    options: &ExtractArgs,
    worker: Worker,
    store: &mut Store,
    progress: &mut Progress,
) -> Result<Vec<u32>, Error> {
    let (stop, settings) = (worker.stop.clone(), worker.settings);
    let articles = articles(inputs, worker.limits.0).take_while(move |_| stop.requested().is_none());
    let outcomes = in_order(articles, options.input.workers(), move |article| worker.work(article))
        .map_err(|error| Error::Workers(error.to_string()))?;
    let mut order = Vec::new();
    for (article, result) in outcomes {
        let outcome = result.unwrap_or_else(|panic| {
            let reason = Err(format!("internal error: {panic}").into());
            Worked::Done(Box::new(done(&article, key::key(&article), settings, reason)))
        });
        order.push(match outcome {
            Worked::Stopped => continue,
            Worked::Kept(found) => {
                let (Found::Same(number) | Found::Elsewhere(number)) = found;
                progress.kept(store.entry(number).status);
                match found {
                    Found::Same(number) => number,
                    Found::Elsewhere(number) => moved(store, number, &article)?,
                }
            }
            Worked::Done(done) => {
                progress.record(&done.ledger);
                store.push(done.entry, &done.packed)?
            }
        });
    }
    Ok(order)
}

/// Keeps the results of an article under its new place.
fn moved(store: &mut Store, number: u32, article: &Article) -> Result<u32, Error> {
    let (line, _) = store.line(number)?;
    let packed = record::moved(&line, article).map_err(Error::batch(Path::new(&article.source)))?;
    let entry = Entry { source: key::source(article), ..*store.entry(number) };
    store.push(entry, &packed)
}

/// Says where a run stopped that was asked to.
fn stopped(total: Option<usize>, options: &ExtractArgs, code: u8, progress: Progress) -> ExitStatus {
    let done = progress.articles();
    drop(progress);
    let of = total.map(|total| format!(" of {total}")).unwrap_or_default();
    let without = if options.fresh { " without --fresh" } else { "" };
    message(&format!(
        "stopped: {done}{of} articles are done and kept; the same command{without} goes on from there"
    ));
    ExitStatus::Interrupted(code)
}
