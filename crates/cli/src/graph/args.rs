//! The arguments of `triplewire graph`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use triplewire_graph::rdf::DEFAULT_BASE;

/// What to do with a graph.
#[derive(Debug, Subcommand)]
pub(crate) enum GraphCommand {
    /// Merge the results of extract into one graph
    Build(BuildArgs),
    /// Write a graph in a format that other programs read
    Export(ExportArgs),
    /// Draw what a graph has around a name
    Draw(DrawArgs),
    /// Add a graph to a SPARQL server that runs
    Push(PushArgs),
    /// Answer a SPARQL query
    Query(QueryArgs),
    /// Show what a graph has of a name: what it did, what was done to it, who says so
    Ask(AskArgs),
    /// Count what a graph holds
    Stats(StatsArgs),
    /// Show the shortest chain of claims from one name to another
    Path(PathArgs),
    /// List what was added, changed and withdrawn from one graph to another
    Diff(DiffArgs),
}

#[derive(Debug, clap::Args)]
pub(crate) struct BuildArgs {
    /// Folders that extract -o wrote
    #[arg(required = true, value_name = "RESULTS")]
    pub(super) results: Vec<PathBuf>,

    /// Folder for the graph
    #[arg(long, short, value_name = "KG")]
    pub(super) output: PathBuf,

    /// What the IRIs of its things start with
    #[arg(long, value_name = "IRI", default_value = DEFAULT_BASE)]
    pub(super) base: String,

    /// No summary on standard error
    #[arg(long, short)]
    pub(super) quiet: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ExportArgs {
    /// Folder of the graph
    #[arg(value_name = "KG")]
    pub(super) graph: PathBuf,

    /// What to write; nquads is sorted, and the same for the same graph
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: ExportFormat,

    /// File to write to [default: standard output]; of csv, neo4j and cypher the folder
    #[arg(long, short, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,

    /// With csv: no apostrophe before cells that a spreadsheet would run as formulas
    #[arg(long)]
    pub(super) raw: bool,
}

/// What `export` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// N-Quads, sorted
    Nquads,
    /// `TriG`
    Trig,
    /// Turtle, without the graphs of claims
    Turtle,
    /// Turtle 1.2: each claim reifies its triple as a triple term
    Turtle12,
    /// JSON-LD
    Jsonld,
    /// RDF/XML, without the graphs of claims
    Rdfxml,
    /// nodes.csv, edges.csv and evidence.csv
    Csv,
    /// CSV for `neo4j-admin database import`
    Neo4j,
    /// A Cypher script that may run twice
    Cypher,
    /// `GraphML`
    Graphml,
    /// GEXF 1.3
    Gexf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct DrawArgs {
    /// Folder of the graph
    #[arg(value_name = "KG")]
    pub(super) graph: PathBuf,

    /// What stands in the middle: a name, an alias or an id
    #[arg(long, value_name = "NAME")]
    pub(super) around: String,

    /// Picture to write: .svg, or .html with the evidence on a click
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: PathBuf,

    /// Claims to show, those with most sources first
    #[arg(long, value_name = "N", default_value_t = triplewire_graph::draw::CLAIMS)]
    pub(super) limit: usize,
}

#[derive(Debug, clap::Args)]
pub(crate) struct PushArgs {
    /// Folder of the graph
    #[arg(value_name = "KG")]
    pub(super) graph: PathBuf,

    /// Where the server takes SPARQL 1.1 updates, such as <http://localhost:3030/news/update>; the environment's
    /// `TRIPLEWIRE_AUTHORIZATION` is sent as the Authorization header
    #[arg(value_name = "URL")]
    pub(super) url: String,

    /// No summary on standard error
    #[arg(long, short)]
    pub(super) quiet: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct QueryArgs {
    /// Folder of the graph
    #[arg(value_name = "KG")]
    pub(super) graph: PathBuf,

    /// SPARQL 1.1, or @FILE; the prefixes of docs/graph.md need no declaration
    #[arg(value_name = "QUERY")]
    pub(super) query: String,

    /// Folder in which the graph is kept loaded, so that it is neither loaded again nor held in memory
    ///
    /// Made where it is missing, and made again where the graph has changed. In programs built with
    /// rocksdb (docs/graph.md).
    #[arg(long, value_name = "DIR")]
    pub(super) store: Option<PathBuf>,

    /// table, json, csv or tsv [default: table on a terminal, else tsv]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<QueryFormat>,
}

/// What `query` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum QueryFormat {
    /// A table for people
    Table,
    /// SPARQL 1.1 Query Results JSON
    Json,
    /// CSV: values alone
    Csv,
    /// TSV: terms as in Turtle
    Tsv,
}

#[derive(Debug, clap::Args)]
pub(crate) struct AskArgs {
    /// Folder of the graph
    #[arg(value_name = "KG")]
    pub(super) graph: PathBuf,

    /// A name, an alias, the words of a phrase, or an id
    #[arg(value_name = "NAME")]
    pub(super) name: String,

    /// Claims of each sort to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(super) limit: usize,

    /// One JSON object: node, claims and articles
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct StatsArgs {
    /// Folder of the graph
    #[arg(value_name = "KG")]
    pub(super) graph: PathBuf,

    /// One JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct PathArgs {
    /// Folder of the graph
    #[arg(value_name = "KG")]
    pub(super) graph: PathBuf,

    /// Where to start: a name, an alias or an id
    #[arg(value_name = "A")]
    pub(super) from: String,

    /// Where to end
    #[arg(value_name = "B")]
    pub(super) to: String,
}

#[derive(Debug, clap::Args)]
pub(crate) struct DiffArgs {
    /// Folder of the older graph
    #[arg(value_name = "A")]
    pub(super) old: PathBuf,

    /// Folder of the newer graph
    #[arg(value_name = "B")]
    pub(super) new: PathBuf,

    /// One JSON object a line
    #[arg(long)]
    pub(super) json: bool,
}
