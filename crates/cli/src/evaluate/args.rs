//! The options of `triplewire evaluate`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ValueEnum;

use super::counted::{Counted, RuleName};
use crate::args::{MIN_CONFIDENCE, probability};
use crate::engine::EngineArgs;

/// What to score, against what.
#[derive(Debug, clap::Args)]
pub(crate) struct EvaluateArgs {
    /// What is scored
    #[arg(value_enum, value_name = "TASK")]
    pub(crate) task: Task,

    /// Hand-labelled file or folder
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,

    /// Predictions of any system, in place of the program's own
    #[arg(long, value_name = "FILE")]
    pub(crate) pred: Option<PathBuf>,

    /// Write the scores and everything they are made of as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,

    /// Write everything as one page for a browser, with each article's facts side by side
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,

    /// Say what was won and lost since the run that wrote this JSON
    #[arg(long, value_name = "OLD.json")]
    pub(crate) compare: Option<PathBuf>,

    /// List every article or sentence with errors, not only the worst
    #[arg(long)]
    pub(crate) details: bool,

    /// parse: start from running text, and score tokens and sentences too; with --pred they always are
    #[arg(long)]
    pub(crate) raw: bool,

    /// parse, coref: only documents with one of these texts, set off by commas, in their names
    #[arg(long, value_name = "TEXT", value_delimiter = ',')]
    pub(crate) documents: Vec<String>,

    /// facts and tuples: as if this rule or family of rules (clause.svo, clause) had found nothing
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = RuleName::read, conflicts_with = "pred")]
    pub(crate) without: Vec<RuleName>,

    /// time: the way that a weekday, a day or a month without a year lies
    #[arg(long, value_enum, value_name = "WAY", default_value_t = Way::Future)]
    pub(crate) direction: Way,

    /// facts and tuples: leave out the program's own facts below this confidence [default: as extract does;
    /// 0 for carb and oie2016, which look for the best cut themselves]
    #[arg(long, value_name = "P", value_parser = probability, conflicts_with = "pred")]
    pub(crate) min_confidence: Option<f64>,

    /// Documents to work on at the same time [default: number of cores]
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Folder of a model to use in place of the built-in one
    #[arg(long, value_name = "DIR", help_heading = "Model")]
    pub(crate) model: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

impl EvaluateArgs {
    /// Which of the program's own facts are scored.
    pub(super) fn counted(&self) -> Counted {
        let cuts = matches!(self.task, Task::Carb | Task::Oie2016);
        let least = self.min_confidence.unwrap_or(if cuts { 0.0 } else { MIN_CONFIDENCE });
        Counted { least, without: self.without.clone() }
    }

    /// How many workers to start.
    pub(super) fn workers(&self) -> NonZeroUsize {
        let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.jobs.unwrap_or_else(cores)
    }
}

/// What is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Task {
    /// Facts of whole articles: folder of NAME.txt and NAME.facts; --pred facts.jsonl
    Facts,
    /// Tuples, CaRB: sentence, relation, arg1, arg2, …; --pred with confidence after the sentence
    Carb,
    /// Tuples, BenchIE fact synsets; --pred sentence id, subject, relation, object
    Benchie,
    /// Tuples, WiRe57 JSON; --pred JSON by sentence id
    Wire57,
    /// Tuples, OIE2016: sentence, head, relation, arg1, …; --pred as for carb
    Oie2016,
    /// Whether confidence means what it says: a folder as for facts, or a file as for carb
    Confidence,
    /// Names: CoNLL columns in IOB1, IOB2 or BIOES
    Ner,
    /// Tags, lemmas and dependencies: CoNLL-U
    Parse,
    /// Sentence splitting: JSON lines of text and sentences
    Sentences,
    /// Entities and argument pairs: folder of re3d's three JSON files
    Re3d,
    /// Speakers of quotations: folder of NAME.txt and NAME.quotes, or LitBank's quotations; --pred JSON lines
    /// of article, start, end and speaker
    Quotes,
    /// Coreference: .conllu with Entity, CoNLL columns, or GAP .tsv
    Coref,
    /// Time expressions, JSON lines, read as if written on 2013-02-12 at 04:30 (as in Duckling); --pred a
    /// JSON list of values a case; or a folder as for facts, whose when values are looked for
    Time,
}

/// The way from the day of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Way {
    /// The last one
    Past,
    /// The next one
    Future,
    /// The closer one
    Nearest,
}

impl Task {
    /// Whether facts are what is scored.
    pub(super) fn has_rules(self) -> bool {
        matches!(self, Self::Facts | Self::Carb | Self::Benchie | Self::Wire57 | Self::Oie2016)
    }

    /// As on the command line.
    pub(super) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}
