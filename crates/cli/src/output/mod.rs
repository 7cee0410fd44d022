//! Analyses in, records and files out, one format a file.

pub(crate) mod annotation;
pub(crate) mod brat;
pub(crate) mod conllu;
pub(crate) mod csv;
pub(crate) mod entities;
pub(crate) mod facts;
pub(crate) mod files;
pub(crate) mod ledger;
#[cfg(feature = "parquet")]
pub(crate) mod parquet;
pub(crate) mod table;
pub(crate) mod times;
pub(crate) mod values;

use std::io::{self, Write};

use serde::Serialize;

/// Writes one line of JSON.
pub(crate) fn json_line(output: &mut impl Write, record: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *output, record)?;
    output.write_all(b"\n")
}
