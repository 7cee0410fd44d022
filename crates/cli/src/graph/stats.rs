//! `graph stats`: a graph in, its counts out.

use std::io::{self, BufWriter, Write};

use triplewire_graph::stats as count;

use super::args::StatsArgs;
use super::files::Kg;
use crate::error::Error;
use crate::output::json_line;
use crate::output::table::plain;
use crate::run::ExitStatus;

/// Runs the command.
pub(super) fn stats(options: &StatsArgs) -> Result<ExitStatus, Error> {
    let stats = count(&Kg::open(&options.graph)?)?;
    let mut output = BufWriter::new(io::stdout());
    if options.json {
        json_line(&mut output, &stats)?;
        output.flush()?;
        return Ok(ExitStatus::Complete);
    }
    writeln!(output, "{:>9} articles, {} of them copies of an earlier one", stats.articles, stats.copies)?;
    writeln!(output, "{:>9} entities", stats.entities.values().sum::<usize>())?;
    for (entity_type, count) in &stats.entities {
        writeln!(output, "{count:>13} {}", plain(entity_type))?;
    }
    writeln!(output, "{:>9} phrases", stats.phrases)?;
    writeln!(output, "{:>9} claims from {} facts", stats.claims, stats.evidence)?;
    for (kind, count) in &stats.kinds {
        writeln!(output, "{count:>13} {}", plain(kind))?;
    }
    writeln!(output, "{:>9} claims that somebody else than the article puts forward", stats.attributed)?;
    writeln!(output, "{:>9} claims of more than one source", stats.corroborated)?;
    writeln!(output, "{:>9} groups of claims that differ in their numbers only", stats.differing_figures)?;
    for (title, counts) in [("relations", &stats.relations), ("names", &stats.nodes)] {
        writeln!(output, "          most claims by {title}")?;
        for (name, count) in counts {
            writeln!(output, "{count:>13} {}", plain(name))?;
        }
    }
    output.flush()?;
    Ok(ExitStatus::Complete)
}
