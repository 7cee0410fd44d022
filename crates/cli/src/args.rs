//! The command line as typed values.

use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

use crate::engine::EngineArgs;
use crate::evaluate::EvaluateArgs;
use crate::gold::GoldCommand;
use crate::graph::GraphCommand;

/// News text in, knowledge graph out: who did what to whom, when, where, and who says so.
#[derive(Debug, Parser)]
#[command(name = "triplewire", version, about, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find the facts of news articles
    Extract(ExtractArgs),
    /// Print tokens, tags, parses and entity mentions of news articles
    Annotate(AnnotateArgs),
    /// Score against hand-labelled corpora
    Evaluate(EvaluateArgs),
    /// Work on hand-labelled articles
    Gold {
        #[command(subcommand)]
        command: GoldCommand,
    },
    /// Merge, query and export the knowledge graph
    Graph {
        #[command(subcommand)]
        command: GraphCommand,
    },
    /// Print a script with which a shell completes commands and options
    Completions {
        /// The shell
        #[arg(value_enum, value_name = "SHELL")]
        shell: Shell,
    },
    /// Print the man page
    Man {
        /// Folder for the pages of all commands
        #[arg(long, short, value_name = "DIR")]
        output: Option<PathBuf>,
    },
}

impl Command {
    /// What computes, of a command that analyses text.
    pub(crate) fn engine(&mut self) -> Option<&mut EngineArgs> {
        match self {
            Self::Extract(options) => Some(&mut options.input.engine),
            Self::Annotate(options) => Some(&mut options.input.engine),
            Self::Evaluate(options) => Some(&mut options.engine),
            Self::Gold { command: GoldCommand::Draft(options) } => Some(&mut options.engine),
            Self::Gold { .. } | Self::Graph { .. } | Self::Completions { .. } | Self::Man { .. } => None,
        }
    }
}

/// What to read, and with what.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct InputArgs {
    /// Files, folders (read recursively), or "-" for JSON lines on standard input
    ///
    /// Kinds are told by extension: .txt, .md, .html/.htm, .jsonl/.ndjson and .csv (text or html and, if
    /// you like, id, title, date, url), .conllu, .warc; each also as .gz and .zst. Text may be in any
    /// encoding that web pages have; JSON lines are UTF-8. docs/inputs.md has the details.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,

    /// Day of publication of articles that give none, such as 2026-02-22
    ///
    /// "Yesterday" and "on Monday" get their dates from it.
    #[arg(long, value_name = "DATE", help_heading = "Input")]
    pub(crate) date: Option<Date>,

    /// Read articles that are not English, too; without it they are skipped
    #[arg(long, overrides_with = "no_any_language", help_heading = "Input")]
    pub(crate) any_language: bool,

    /// Skip articles that are not English though triplewire.toml says any-language
    #[arg(long, overrides_with = "any_language", hide_short_help = true, help_heading = "Input")]
    pub(crate) no_any_language: bool,

    /// Fail articles of more MiB of text than this
    #[arg(long, value_name = "MIB", default_value_t = MAX_ARTICLE, help_heading = "Input")]
    pub(crate) max_article: NonZeroU32,

    /// CSV file that says which names are one entity, and which are not
    ///
    /// Its columns are alias, entity, type, why, source. Its rows come before the built-in ones. Where "why"
    /// is "apart", alias is not entity.
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub(crate) aliases: Option<PathBuf>,

    /// Folder of a model to use in place of the built-in one
    #[arg(long, value_name = "DIR", help_heading = "Model")]
    pub(crate) model: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) engine: EngineArgs,

    /// Articles to work on at the same time [default: number of cores]
    #[arg(long, short, value_name = "N", help_heading = "Run")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// No progress and no summary on standard error; failures are still named
    #[arg(long, short, overrides_with = "no_quiet", help_heading = "Run")]
    pub(crate) quiet: bool,

    /// Progress and summary though triplewire.toml says quiet
    #[arg(long, overrides_with = "quiet", hide_short_help = true, help_heading = "Run")]
    pub(crate) no_quiet: bool,

    /// File of settings [default: triplewire.toml here or in a folder above]
    ///
    /// Options on the command line win. docs/configuration.md lists what it may say.
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = "Run")]
    pub(crate) config: Option<PathBuf>,

    /// Read no file of settings
    #[arg(long, help_heading = "Run")]
    pub(crate) no_config: bool,

    /// Seconds between two lines of progress where standard error is no terminal
    #[arg(long, hide = true, value_name = "SECONDS", default_value_t = 30.0)]
    progress_every: f64,
}

/// More than 300,000 words. What is more is no article; each MiB takes about 200 MiB of memory.
const MAX_ARTICLE: NonZeroU32 = NonZeroU32::new(2).expect("not zero");

impl InputArgs {
    /// The most bytes of an article's text.
    pub(crate) fn most_bytes(&self) -> u64 {
        u64::from(self.max_article.get()) << 20
    }

    /// The time between two lines of progress.
    pub(crate) fn progress_every(&self) -> Duration {
        Duration::try_from_secs_f64(self.progress_every).unwrap_or(Duration::MAX)
    }

    /// How many workers to start.
    pub(crate) fn workers(&self) -> NonZeroUsize {
        let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.jobs.unwrap_or_else(cores)
    }

    /// Whether "-" is among the inputs.
    pub(crate) fn has_standard_input(&self) -> bool {
        self.inputs.iter().any(|input| input.as_os_str() == "-")
    }
}

/// The confidence from which on facts are given: about where precision and recall on labelled news are
/// best together, by models that had not seen the article (scripts/train/confidence.py).
pub(crate) const MIN_CONFIDENCE: f64 = 0.35;

/// The end of the help of `extract`.
const EXAMPLES: &str = "\
Examples:
  A folder of articles, results into another folder:
    triplewire extract news/ -o results/
  The same after Ctrl-C, or with new articles: it goes on, and does what has changed:
    triplewire extract news/ -o results/
  JSON lines from another program, one line out for each line in:
    producer | triplewire extract - | consumer
  The pages of a web archive, sure facts only, as a table for a spreadsheet:
    triplewire extract crawl.warc.gz --min-confidence 0.7 --format csv > facts.csv

Exit status: 0 everything was read, 1 some articles failed (each is named), 2 wrong usage or nothing could
be read or written, 130 after Ctrl-C.";

#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ExtractArgs {
    /// Folder for facts.jsonl, facts.csv, entities.jsonl and ledger.jsonl
    ///
    /// A run into a folder may be stopped at any moment: the same command goes on where it stopped. Once it
    /// is complete, the same command does again what has changed since. docs/batch.md says what the folder
    /// holds.
    #[arg(long, short, value_name = "DIR", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,

    /// table, jsonl (a fact a line), articles (an article a line), csv or parquet
    ///
    /// Without it: articles for "-", else a table on a terminal and jsonl elsewhere. With -o, articles and
    /// parquet add articles.jsonl and facts.parquet to the files that are always written.
    #[arg(long, value_name = "FORMAT", value_parser = extract_format, help_heading = "Output")]
    pub(crate) format: Option<ExtractFormat>,

    /// Unit of start and end
    #[arg(long, value_enum, value_name = "UNIT", default_value_t = Unit::Chars, help_heading = "Output")]
    pub(crate) offsets: Unit,

    /// Keep what DIR has of unchanged articles though settings differ
    ///
    /// Without --fresh or --update, a folder made with other settings (confidence, offsets, date, aliases,
    /// model, version of the program) is left alone.
    #[arg(long, requires = "output", help_heading = "Output")]
    pub(crate) update: bool,

    /// Forget what an earlier run left in DIR, and start from the beginning
    #[arg(long, requires = "output", conflicts_with = "update", help_heading = "Output")]
    pub(crate) fresh: bool,

    /// Leave out facts below this confidence, from 0 to 1
    ///
    /// The ledger counts what is left out. docs/confidence.md says what the numbers are worth.
    #[arg(long, value_name = "P", default_value_t = MIN_CONFIDENCE, value_parser = probability)]
    #[arg(help_heading = "Facts")]
    pub(crate) min_confidence: f64,

    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// Articles after which a segment is closed
    #[arg(long, hide = true, value_name = "N", default_value = "512")]
    pub(crate) segment_articles: NonZeroUsize,
}

#[derive(Debug, clap::Args)]
pub(crate) struct AnnotateArgs {
    /// Folder for the annotations; needed for brat
    #[arg(long, short, value_name = "DIR", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,

    /// What to write [default: json for "-", else conllu]
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Output")]
    pub(crate) format: Option<AnnotateFormat>,

    #[command(flatten)]
    pub(crate) input: InputArgs,
}

/// What `extract` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExtractFormat {
    /// A table for people.
    Table,
    /// One fact a line.
    Jsonl,
    /// One article a line.
    Articles,
    /// One row a fact.
    Csv,
    /// One row a fact, in columns.
    Parquet,
}

/// What `annotate` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnnotateFormat {
    /// CoNLL-U: one word a line
    Conllu,
    /// Standoff files beside copies of the texts, for the brat editor
    Brat,
    /// One article a line
    Json,
}

/// What offsets count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Unit {
    /// Unicode code points
    Chars,
    /// Bytes
    Utf8,
    /// UTF-16 code units
    Utf16,
}

fn extract_format(name: &str) -> Result<ExtractFormat, String> {
    ExtractFormat::from_str(name, false).map_err(|_| {
        "expected table, jsonl, articles, csv or parquet; for graph formats see triplewire graph build and export"
            .to_owned()
    })
}

pub(crate) fn probability(value: &str) -> Result<f64, String> {
    match value.parse() {
        Ok(p) if (0.0..=1.0).contains(&p) => Ok(p),
        _ => Err("expected a number from 0 to 1".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Args::command().debug_assert();
    }

    #[test]
    fn graph_formats_are_of_another_command() {
        let error = Args::try_parse_from(["triplewire", "extract", "a.txt", "--format", "turtle"]);
        assert!(error.unwrap_err().to_string().contains("triplewire graph build"));
    }

    #[test]
    fn confidence_is_a_probability() {
        assert_eq!(probability("0.5"), Ok(0.5));
        for wrong in ["1.5", "-1", "NaN", "x"] {
            assert!(probability(wrong).is_err(), "{wrong}");
        }
    }
}
