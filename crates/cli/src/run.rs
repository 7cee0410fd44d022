//! What all commands share: inputs in, every article analysed on a worker, outcomes out in order.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::args::InputArgs;
use crate::articles::{Article, Loaded, Unread, articles};
use crate::error::Error;
use crate::inputs::{self, Input, Kind, What};
use crate::ordered::in_order;
use crate::output::ledger::{Counts, FailureRecord, LedgerRecord, Provenance, Status};
use crate::pipeline::{Analysis, Pipeline};
use crate::progress::{Progress, Show, message};
use crate::publication::Publication;
use crate::tally::Tally;

/// An analysed article, as the formats see it.
pub(crate) struct Analyzed<'a> {
    pub(crate) article: &'a Article,
    pub(crate) loaded: &'a Loaded<'a>,
    pub(crate) analysis: &'a Analysis<'a>,
    pub(crate) publication: Publication,
}

impl Analyzed<'_> {
    /// The title that the input gives, else the headline that the markup of a page names.
    pub(crate) fn title(&self) -> Option<&str> {
        let page = self.loaded.page().and_then(|page| page.metadata.headline.as_ref());
        self.article.metadata.title.as_deref().or_else(|| Some(page?.value.as_str()))
    }
}

/// What became of an article.
pub(crate) struct Outcome<B> {
    pub(crate) article: Article,
    pub(crate) ledger: LedgerRecord,
    /// What a format made of it; `None` if it was not read.
    pub(crate) body: Option<B>,
}

impl<B> Outcome<B> {
    /// The line in the place of an article that failed, for formats of one article a line.
    pub(crate) fn failure(&self) -> Option<FailureRecord<'_>> {
        let Article { id, line, .. } = &self.article;
        (self.ledger.status == Status::Failed)
            .then(|| FailureRecord::new(id, *line, self.ledger.reason.as_deref()))
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    /// Everything was read.
    Complete,
    /// Some articles failed.
    Partial,
    /// Nothing could be read.
    Nothing,
    /// A signal ended it; the number is the shell's for that signal.
    Interrupted(u8),
}

impl ExitStatus {
    /// The number for the shell.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Complete => 0,
            Self::Partial => 1,
            Self::Nothing => 2,
            Self::Interrupted(code) => code,
        }
    }
}

/// Analyses every article of the inputs.
///
/// `render` runs on the workers and gives what a format makes of an article; `write` gets it in
/// the order of the inputs.
pub(crate) fn run<B: Send + 'static>(
    options: &InputArgs,
    output: Option<&Path>,
    render: impl Fn(&Analyzed<'_>) -> (Counts, B) + Send + Sync + 'static,
    mut write: impl FnMut(Outcome<B>) -> Result<(), Error>,
) -> Result<ExitStatus, Error> {
    let inputs = inputs::list(&options.inputs, output);
    let has_streams = inputs.iter().any(is_stream);
    let total = (!has_streams).then(|| inputs.iter().filter(|input| input.is_single()).count());
    let pipeline =
        Arc::new(Pipeline::load(options.model.as_deref(), options.engine, options.aliases.as_deref())?);
    let (default_date, limits) = (options.date, (options.most_bytes(), options.any_language));
    let work = move |article: &Article| analyze(&pipeline, article, default_date, limits, &render);
    let outcomes = in_order(articles(inputs, limits.0), options.workers(), work)
        .map_err(|error| Error::Workers(error.to_string()))?;

    let results_on_terminal = output.is_none() && io::stdout().is_terminal();
    let show = Show { quiet: options.quiet, results_on_terminal, lines: !options.has_standard_input() };
    let mut progress = Progress::start(show, options.progress_every(), total);
    for (article, result) in outcomes {
        let result = result.unwrap_or_else(|panic| Err(format!("internal error: {panic}").into()));
        let outcome = outcome(article, result);
        progress.record(&outcome.ledger);
        write(outcome)?;
    }
    let status = status(&progress.tally(), has_streams);
    if status == ExitStatus::Nothing && progress.tally().failed == 0 {
        message("no articles found");
    }
    progress.finish();
    Ok(status)
}

/// How a run ended that read and failed to read so many articles; of inputs that are streams there may be none.
pub(crate) fn status(tally: &Tally, has_streams: bool) -> ExitStatus {
    match (tally.done, tally.failed) {
        // A file of many articles may hold none.
        (0, 0) if has_streams => ExitStatus::Complete,
        (0, _) => ExitStatus::Nothing,
        (_, 0) => ExitStatus::Complete,
        _ => ExitStatus::Partial,
    }
}

/// Whether an input may well hold no article at all.
pub(crate) fn is_stream(input: &Input) -> bool {
    match input.what {
        What::Stdin => true,
        What::File { kind, .. } => matches!(kind, Kind::Jsonl | Kind::Csv | Kind::Conllu | Kind::Warc),
        What::Skipped(_) | What::Failed(_) => false,
    }
}

/// One article on a worker.
pub(crate) fn analyze<B>(
    pipeline: &Pipeline,
    article: &Article,
    default_date: Option<Date>,
    (most_bytes, any_language): (u64, bool),
    render: &impl Fn(&Analyzed<'_>) -> (Counts, B),
) -> Result<(Counts, B), Unread> {
    test_hook(article);
    let loaded = article.load()?;
    loaded.check(most_bytes, any_language)?;
    let analysis = pipeline.analyze(loaded.document()).map_err(|error| error.to_string())?;
    let publication = article.publication(&loaded, &analysis.document, default_date);
    Ok(render(&Analyzed { article, loaded: &loaded, analysis: &analysis, publication }))
}

/// Builds for tests can be told to panic or to wait at an article.
fn test_hook(article: &Article) {
    #[cfg(debug_assertions)]
    if let Ok(told) = std::env::var("TRIPLEWIRE_TEST_ARTICLE")
        && let Some((name, what)) = told.rsplit_once(':')
        && name == article.name
    {
        let milliseconds = what.parse().ok();
        assert!(milliseconds.is_some(), "as told");
        message(&format!("waits at {name}"));
        std::thread::sleep(std::time::Duration::from_millis(milliseconds.unwrap_or_default()));
    }
    #[cfg(not(debug_assertions))]
    let _ = article;
}

fn outcome<B>(article: Article, result: Result<(Counts, B), Unread>) -> Outcome<B> {
    let (ledger, body) = judge(&article, result);
    Outcome { article, ledger, body }
}

/// The ledger's line of an article, and what was made of it.
pub(crate) fn judge<B>(article: &Article, result: Result<(Counts, B), Unread>) -> (LedgerRecord, Option<B>) {
    let (status, reason, counts, body) = match result {
        Ok((counts, body)) => (Status::Done, article.remark(), Some(counts), Some(body)),
        Err(Unread::Skipped(reason)) => (Status::Skipped, Some(reason), None, None),
        Err(Unread::Failed(reason)) => (Status::Failed, Some(reason), None, None),
    };
    let (name, source) = (article.name.clone(), article.source.clone());
    let provenance = Provenance::of(&article.metadata);
    (LedgerRecord { article: name, source, status, reason, provenance, counts }, body)
}
