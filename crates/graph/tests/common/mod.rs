//! Graphs in memory, for the tests.
#![allow(dead_code, reason = "each test file takes what it needs")]
#![allow(clippy::unwrap_used, reason = "the helpers fail the tests that call them")]

use std::collections::BTreeMap;
use std::io::{self, Cursor};

use triplewire_graph::rdf::{Iris, RdfFormat, export, nquads};
use triplewire_graph::{ArticleText, Builder, InMemory, Manifest, Open, Record, all};

/// The files of a result folder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Results {
    pub(crate) facts: String,
    pub(crate) entities: String,
    pub(crate) ledger: String,
    /// The articles' texts, by name.
    pub(crate) texts: BTreeMap<String, String>,
}

/// The files of a graph.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kg(pub(crate) BTreeMap<&'static str, Vec<u8>>);

impl Open for Kg {
    type Reader = Cursor<Vec<u8>>;

    fn open(&self, file: &str) -> io::Result<Self::Reader> {
        Ok(Cursor::new(self.0[file].clone()))
    }
}

impl Kg {
    pub(crate) fn text(&self, file: &str) -> &str {
        std::str::from_utf8(&self.0[file]).unwrap()
    }

    pub(crate) fn records<T: Record>(&self) -> Vec<T> {
        all(self).unwrap().map(|record| record.unwrap()).collect()
    }

    pub(crate) fn nquads(&self) -> String {
        let mut output = Vec::new();
        nquads(self, &iris(), InMemory, &mut output).unwrap();
        String::from_utf8(output).unwrap()
    }

    pub(crate) fn export(&self, format: RdfFormat) -> Vec<u8> {
        let mut output = Vec::new();
        export(self, &iris(), format, &mut output).unwrap();
        output
    }
}

pub(crate) fn iris() -> Iris {
    Iris::new("https://example.org/").unwrap()
}

pub(crate) fn build_with(folders: &[&Results]) -> (Kg, Manifest) {
    let mut builder = Builder::default();
    let mut read = Vec::new();
    for results in folders {
        read.push(builder.read_folder("r", results.ledger.as_bytes(), results.entities.as_bytes()).unwrap());
    }
    let mut facts = builder.facts(InMemory);
    for (results, folder) in folders.iter().zip(&read) {
        let text = |article: &str| results.texts.get(article).cloned().map(ArticleText::plain);
        facts.read("r", folder, results.facts.as_bytes(), text).unwrap();
    }
    let (mut articles, mut nodes, mut claims) = (Vec::new(), Vec::new(), Vec::new());
    let manifest = facts.write("https://example.org/", &mut articles, &mut nodes, &mut claims).unwrap();
    let files = [("articles.jsonl", articles), ("nodes.jsonl", nodes), ("claims.jsonl", claims)];
    (Kg(files.into_iter().collect()), manifest)
}

pub(crate) fn build(folders: &[&Results]) -> Kg {
    build_with(folders).0
}
