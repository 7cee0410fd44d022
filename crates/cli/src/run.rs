//! What all commands share: inputs in, every article analysed on a worker, outcomes out in order.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::args::InputArgs;
use crate::articles::{Article, Content, Loaded, articles};
use crate::error::Error;
use crate::inputs::{self, Input, Kind, What};
use crate::ordered::in_order;
use crate::output::ledger::{Counts, FailureRecord, LedgerRecord, Status};
use crate::pipeline::{Analysis, Pipeline};
use crate::progress::{Progress, Tally, message};
use crate::publication::Publication;

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
        (self.ledger.status == Status::Failed).then(|| FailureRecord {
            id,
            line: line.filter(|_| id.is_null()),
            error: self.ledger.reason.as_deref().unwrap_or_default(),
        })
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
}

impl ExitStatus {
    /// The number for the shell.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Complete => 0,
            Self::Partial => 1,
            Self::Nothing => 2,
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
    let default_date = options.date;
    let work = move |article: &Article| analyze(&pipeline, article, default_date, &render);
    let outcomes = in_order(articles(inputs), options.workers(), work)
        .map_err(|error| Error::Workers(error.to_string()))?;

    let results_on_terminal = output.is_none() && io::stdout().is_terminal();
    let mut progress = Progress::start(options.quiet, results_on_terminal, total);
    for (article, result) in outcomes {
        let result = result.unwrap_or_else(|panic| Err(format!("internal error: {panic}")));
        let outcome = outcome(article, result);
        progress.record(&outcome.ledger);
        write(outcome)?;
    }
    let status = status(progress.tally(), has_streams);
    if status == ExitStatus::Nothing && progress.tally().failed == 0 {
        message("no articles found");
    }
    progress.finish();
    Ok(status)
}

fn status(tally: &Tally, has_streams: bool) -> ExitStatus {
    match (tally.done, tally.failed) {
        // A file of many articles may hold none.
        (0, 0) if has_streams => ExitStatus::Complete,
        (0, _) => ExitStatus::Nothing,
        (_, 0) => ExitStatus::Complete,
        _ => ExitStatus::Partial,
    }
}

/// Whether an input may well hold no article at all.
fn is_stream(input: &Input) -> bool {
    match input.what {
        What::Stdin => true,
        What::File { kind, .. } => matches!(kind, Kind::Jsonl | Kind::Csv | Kind::Conllu),
        What::Skipped(_) | What::Failed(_) => false,
    }
}

/// One article on a worker; the error is a reason for the ledger.
fn analyze<B>(
    pipeline: &Pipeline,
    article: &Article,
    default_date: Option<Date>,
    render: &impl Fn(&Analyzed<'_>) -> (Counts, B),
) -> Result<(Counts, B), String> {
    let loaded = article.load()?;
    let analysis = pipeline.analyze(loaded.document()).map_err(|error| error.to_string())?;
    let metadata = article.metadata.published();
    let publication = loaded.publication(metadata, &analysis.document, default_date);
    Ok(render(&Analyzed { article, loaded: &loaded, analysis: &analysis, publication }))
}

fn outcome<B>(article: Article, result: Result<(Counts, B), String>) -> Outcome<B> {
    let (status, reason, counts, body) = match result {
        Ok((counts, body)) => (Status::Done, unread_date(&article), Some(counts), Some(body)),
        Err(reason) => {
            let skipped = matches!(article.content, Content::Skipped(_));
            let status = if skipped { Status::Skipped } else { Status::Failed };
            (status, Some(reason), None, None)
        }
    };
    let (name, source) = (article.name.clone(), article.source.clone());
    let ledger = LedgerRecord { article: name, source, status, reason, counts };
    Outcome { article, ledger, body }
}

/// The remark that an article's date is not one.
fn unread_date(article: &Article) -> Option<String> {
    let date = article.metadata.date.as_deref()?;
    let unread = !date.trim().is_empty() && article.metadata.published().is_none();
    unread.then(|| format!("date not understood: {date:?}"))
}
