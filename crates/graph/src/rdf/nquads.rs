//! A graph in, sorted N-Quads out: the same bytes for the same graph, so that two runs can be compared.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;

use oxrdf::Quad;

use super::terms::Iris;
use super::{Open, all, describe};
use crate::error::GraphError;
use crate::model::{Article, Claim, Node};
use crate::sort::{Scratch, Sorter};

/// Bytes of triples to hold in memory at a time.
const LIMIT: usize = 128 << 20;

/// The lines of one thing, sorted.
#[derive(Default)]
struct Lines {
    text: String,
    ends: Vec<(usize, usize)>,
    quads: Vec<Quad>,
}

impl Lines {
    /// Turns the quads into lines.
    fn fill(&mut self) -> Result<(), GraphError> {
        self.text.clear();
        self.ends.clear();
        for quad in self.quads.drain(..) {
            let start = self.text.len();
            // Writing to a string does not fail.
            write!(self.text, "{quad} .").map_err(|error| GraphError::Query(error.to_string()))?;
            self.ends.push((start, self.text.len()));
        }
        let text = &self.text;
        self.ends.sort_unstable_by(|&a, &b| text[a.0..a.1].cmp(&text[b.0..b.1]));
        self.ends.dedup_by(|&mut a, &mut b| text[a.0..a.1] == text[b.0..b.1]);
        Ok(())
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        self.ends.iter().map(|&(start, end)| &self.text[start..end])
    }

    fn write(&mut self, output: &mut impl Write) -> Result<(), GraphError> {
        self.fill()?;
        for line in self.iter() {
            output.write_all(line.as_bytes())?;
            output.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// Writes a graph as N-Quads, sorted by bytes.
///
/// # Errors
///
/// Records that cannot be read, and what the files, the writer and the scratch space say.
pub fn nquads(
    files: &impl Open,
    iris: &Iris,
    mut scratch: impl Scratch,
    mut output: impl Write,
) -> Result<(), GraphError> {
    let output = &mut output;
    let mut lines = Lines::default();
    // "article/" comes before "claim/", "node/" and "relation/".
    for article in all::<Article, _>(files)? {
        describe::article(iris, &article?, &mut lines.quads);
        lines.write(output)?;
    }
    let mut relations: BTreeSet<String> = BTreeSet::new();
    let mut between = Sorter::new(LIMIT);
    for claim in all::<Claim, _>(files)? {
        let claim = claim?;
        describe::claim(iris, &claim, &mut lines.quads);
        lines.write(output)?;
        describe::statement(iris, &claim, &mut lines.quads);
        lines.fill()?;
        for line in lines.iter() {
            between.push(line.as_bytes(), &mut scratch)?;
        }
        if !relations.contains(&claim.relation) {
            relations.insert(claim.relation);
        }
    }
    let mut between = between.finish()?;
    let mut next: Option<Vec<u8>> = between.next()?.map(<[u8]>::to_vec);
    for node in all::<Node, _>(files)? {
        describe::node(iris, &node?, &mut lines.quads);
        lines.fill()?;
        for line in lines.iter() {
            while let Some(triple) = next.take_if(|triple| triple.as_slice() < line.as_bytes()) {
                write_line(output, &triple)?;
                next = between.next()?.map(<[u8]>::to_vec);
            }
            // Two relations' labels may be equal in nothing but words; a node's lines are its own.
            write_line(output, line.as_bytes())?;
        }
    }
    while let Some(triple) = next.take() {
        write_line(output, &triple)?;
        next = between.next()?.map(<[u8]>::to_vec);
    }
    let mut last: Vec<String> = Vec::new();
    for relation in &relations {
        describe::relation(iris, relation, &mut lines.quads);
        lines.fill()?;
        last.extend(lines.iter().map(str::to_owned));
    }
    // Those with a hash for a name stand elsewhere than in the alphabet.
    last.sort_unstable();
    for line in last {
        write_line(output, line.as_bytes())?;
    }
    output.flush()?;
    Ok(())
}

fn write_line(output: &mut impl Write, line: &[u8]) -> std::io::Result<()> {
    output.write_all(line)?;
    output.write_all(b"\n")
}
