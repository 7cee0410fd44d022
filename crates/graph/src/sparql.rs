//! A graph and a SPARQL query in, the answer as text out. The graph is loaded into memory, or with the feature
//! `rocksdb` into a folder that later queries open.

use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use crate::error::GraphError;
use crate::rdf::{DEFAULT_BASE, Iris, Open, PREFIXES, quads};

/// Quads that are handed to the store at a time.
const BATCH: usize = 1 << 18;

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// SPARQL 1.1 Query Results JSON.
    Json,
    /// CSV, values alone.
    Csv,
    /// TSV, terms as in Turtle.
    Tsv,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// In the format that was asked for.
    Text(Vec<u8>),
    /// Triples, as N-Triples: of CONSTRUCT and DESCRIBE.
    Triples(String),
}

/// A graph that can be asked.
pub struct Sparql {
    store: Store,
    base: String,
}

#[allow(clippy::needless_pass_by_value, reason = "as map_err passes it")]
fn failed(error: impl ToString) -> GraphError {
    GraphError::Query(error.to_string())
}

impl Sparql {
    /// Loads a graph into memory.
    ///
    /// # Errors
    ///
    /// Records that cannot be read.
    pub fn load(files: &impl Open, iris: &Iris) -> Result<Self, GraphError> {
        Self::fill(Store::new().map_err(failed)?, files, iris)
    }

    /// Loads a graph into an empty folder.
    ///
    /// # Errors
    ///
    /// Records that cannot be read, and what the store says of the folder.
    #[cfg(feature = "rocksdb")]
    pub fn create(folder: &std::path::Path, files: &impl Open, iris: &Iris) -> Result<Self, GraphError> {
        let sparql = Self::fill(Store::open(folder).map_err(failed)?, files, iris)?;
        sparql.store.flush().map_err(failed)?;
        Ok(sparql)
    }

    /// Opens a folder that [`create`](Self::create) has filled.
    ///
    /// # Errors
    ///
    /// What the store says of the folder.
    #[cfg(feature = "rocksdb")]
    pub fn open(folder: &std::path::Path, iris: &Iris) -> Result<Self, GraphError> {
        let store = Store::open_read_only(folder).map_err(failed)?;
        Ok(Self { store, base: iris.base().to_owned() })
    }

    fn fill(store: Store, files: &impl Open, iris: &Iris) -> Result<Self, GraphError> {
        let mut loader = store.bulk_loader();
        let mut waiting = Vec::new();
        quads(files, iris, false, |quads| {
            waiting.append(quads);
            if waiting.len() < BATCH {
                return Ok(());
            }
            loader.load_quads(waiting.drain(..)).map_err(failed)
        })?;
        loader.load_quads(waiting).map_err(failed)?;
        loader.commit().map_err(failed)?;
        Ok(Self { store, base: iris.base().to_owned() })
    }

    /// Answers a query. The prefixes of `docs/graph.md` need not be declared.
    ///
    /// # Errors
    ///
    /// Queries that cannot be read or answered.
    pub fn query(&self, query: &str, format: Answers) -> Result<Answer, GraphError> {
        let mut evaluator = SparqlEvaluator::new();
        let base = if self.base.is_empty() { DEFAULT_BASE } else { &self.base };
        let own = [("node", "node/"), ("rel", "relation/"), ("claim", "claim/"), ("article", "article/")];
        let own = own.map(|(prefix, path)| (prefix, format!("{base}{path}")));
        for (prefix, iri) in PREFIXES.iter().map(|&(prefix, iri)| (prefix, iri.to_owned())).chain(own) {
            evaluator = evaluator.with_prefix(prefix, iri).map_err(failed)?;
        }
        let results = evaluator.parse_query(query).map_err(failed)?.on_store(&self.store).execute();
        let serializer = QueryResultsSerializer::from_format(match format {
            Answers::Json => QueryResultsFormat::Json,
            Answers::Csv => QueryResultsFormat::Csv,
            Answers::Tsv => QueryResultsFormat::Tsv,
        });
        match results.map_err(failed)? {
            QueryResults::Boolean(value) => {
                Ok(Answer::Text(serializer.serialize_boolean_to_writer(Vec::new(), value)?))
            }
            QueryResults::Solutions(solutions) => {
                let variables = solutions.variables().to_vec();
                let mut output = serializer.serialize_solutions_to_writer(Vec::new(), variables)?;
                for solution in solutions {
                    output.serialize(&solution.map_err(failed)?)?;
                }
                Ok(Answer::Text(output.finish()?))
            }
            QueryResults::Graph(triples) => {
                let lines = triples.map(|triple| Ok(format!("{} .\n", triple.map_err(failed)?)));
                let mut lines = lines.collect::<Result<Vec<String>, GraphError>>()?;
                lines.sort_unstable();
                Ok(Answer::Triples(lines.concat()))
            }
        }
    }
}
