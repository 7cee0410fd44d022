//! A graph and a folder in, the graph loaded in that folder out.

use std::path::Path;

use triplewire_graph::sparql::Sparql;

use super::files::Kg;
use crate::error::Error;

/// Opens what is kept in `folder`.
#[cfg(not(feature = "rocksdb"))]
pub(super) fn open(_: &Path, _: &Kg) -> Result<Sparql, Error> {
    let how = "this program was built without rocksdb: leave --store out, or build with \"cargo build --release \
               --features rocksdb\" (docs/graph.md)";
    Err(Error::Usage(how.to_owned()))
}

/// Opens what is kept in `folder`, and loads the graph into it before where that is another one or none.
#[cfg(feature = "rocksdb")]
pub(super) fn open(folder: &Path, kg: &Kg) -> Result<Sparql, Error> {
    use std::{fs, io};

    /// Which graph was loaded: written last, so that a folder without it is not finished.
    const LOADED: &str = "loaded.json";

    #[derive(serde::Serialize, serde::Deserialize, PartialEq, Eq)]
    struct Loaded {
        triplewire: String,
        graph: String,
    }

    let loaded = Loaded { triplewire: env!("CARGO_PKG_VERSION").to_owned(), graph: digest(kg)? };
    let (database, marker) = (folder.join("database"), folder.join(LOADED));
    let kept = match fs::read(&marker) {
        Ok(bytes) => serde_json::from_slice(&bytes).ok(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(source) => return Err(Error::ReadFile { path: marker, source }),
    };
    if kept.as_ref() == Some(&loaded) {
        return Ok(Sparql::open(&database, kg.iris())?);
    }
    remove(fs::remove_file(&marker)).map_err(Error::write(&marker))?;
    // RocksDB names its present state in this file.
    if database.join("CURRENT").exists() {
        remove(fs::remove_dir_all(&database)).map_err(Error::write(&database))?;
    }
    fs::create_dir_all(&database).map_err(Error::write(&database))?;
    if fs::read_dir(&database).map_err(Error::write(&database))?.next().is_some() {
        return Err(Error::folder(&database, "is no store of a graph; name another folder"));
    }
    let sparql = Sparql::create(&database, kg, kg.iris())?;
    let text = serde_json::to_vec(&loaded).map_err(io::Error::from).map_err(Error::write(&marker))?;
    fs::write(&marker, text).map_err(Error::write(&marker))?;
    Ok(sparql)
}

/// What is not there is removed.
#[cfg(feature = "rocksdb")]
fn remove(removed: std::io::Result<()>) -> std::io::Result<()> {
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A hash of a graph's base and files.
#[cfg(feature = "rocksdb")]
fn digest(kg: &Kg) -> Result<String, Error> {
    use std::io::BufRead;

    use triplewire_graph::Open;
    use xxhash_rust::xxh3::Xxh3;

    let mut hash = Xxh3::new();
    hash.update(kg.iris().base().as_bytes());
    for name in triplewire_graph::FILES {
        let mut file = kg.open(name)?;
        while let bytes @ [_, ..] = file.fill_buf()? {
            hash.update(bytes);
            let read = bytes.len();
            file.consume(read);
        }
    }
    Ok(format!("{:032x}", hash.digest128()))
}
