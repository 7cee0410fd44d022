//! `graph export` of tables and property graphs: the folder of a graph in, a folder of files or one file out.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use triplewire_graph::property::csv::{self, Cells};
use triplewire_graph::property::{cypher, gexf, graphml, neo4j};
use triplewire_graph::{Article, Claim, GraphError, Node, all};

use super::files::Kg;
use crate::error::Error;

/// What is one file.
#[derive(Clone, Copy, Debug)]
pub(super) enum FileFormat {
    Cypher,
    Graphml,
    Gexf,
}

/// What is a folder of files.
#[derive(Clone, Copy, Debug)]
pub(super) enum FolderFormat {
    Csv(Cells),
    Neo4j,
    /// The script and what is to be run before it.
    Cypher,
}

/// Writes one file.
pub(super) fn write_file(kg: &Kg, format: FileFormat, output: impl Write) -> Result<(), GraphError> {
    let (articles, nodes, claims) = (all::<Article, _>(kg)?, all::<Node, _>(kg)?, all::<Claim, _>(kg)?);
    match format {
        FileFormat::Cypher => cypher::write(articles, nodes, claims, output),
        FileFormat::Graphml => graphml::write(articles, nodes, claims, output),
        FileFormat::Gexf => gexf::write(articles, nodes, claims, output),
    }
}

/// Writes the files of a folder, which is made where it is not there.
pub(super) fn write_folder(kg: &Kg, format: FolderFormat, folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(Error::write(folder))?;
    let text = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).map_err(Error::write(&path))
    };
    let (articles, nodes, claims) = (all::<Article, _>(kg)?, all::<Node, _>(kg)?, all::<Claim, _>(kg)?);
    match format {
        FolderFormat::Csv(cells) => {
            csv::write(articles, nodes, claims, cells, create(folder, csv::FILES)?)?;
        }
        FolderFormat::Neo4j => {
            neo4j::write(articles, nodes, claims, create(folder, neo4j::FILES)?)?;
            text(neo4j::ARGUMENTS_FILE, neo4j::ARGUMENTS)?;
        }
        FolderFormat::Cypher => {
            let [script] = create(folder, ["graph.cypher"])?;
            cypher::write(articles, nodes, claims, script)?;
            text("schema.neo4j.cypher", cypher::NEO4J_SCHEMA)?;
            text("schema.kuzu.cypher", cypher::KUZU_SCHEMA)?;
        }
    }
    Ok(())
}

fn create<const N: usize>(folder: &Path, names: [&str; N]) -> Result<[BufWriter<File>; N], Error> {
    let mut files = Vec::with_capacity(N);
    for name in names {
        let path = folder.join(name);
        let file = File::create(&path).map_err(Error::write(&path))?;
        files.push(BufWriter::with_capacity(1 << 18, file));
    }
    let count = files.len();
    files.try_into().map_err(|_| Error::folder(folder, format!("{count} files instead of {N}")))
}
