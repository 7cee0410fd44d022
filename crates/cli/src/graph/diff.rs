//! `graph diff`: two graphs in, what was added, changed and withdrawn out.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use triplewire_graph::{Article, Change, Claim, Node, Record, diff as compare};

use super::args::DiffArgs;
use super::files::Kg;
use crate::error::Error;
use crate::output::json_line;
use crate::output::table::plain;
use crate::run::ExitStatus;

/// A line of `--json`.
#[derive(Serialize)]
struct ChangeRecord<'a, T> {
    change: &'static str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<&'a T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<&'a T>,
}

#[derive(Default)]
struct Counts {
    added: usize,
    changed: usize,
    withdrawn: usize,
}

/// Runs the command.
pub(super) fn diff(options: &DiffArgs) -> Result<ExitStatus, Error> {
    let (old, new) = (Kg::open(&options.old)?, Kg::open(&options.new)?);
    let mut output = BufWriter::new(io::stdout());
    let json = options.json;
    let articles =
        list(&mut output, (&old, &new), json, "article", |article: &Article| article.name.clone())?;
    let nodes = list(&mut output, (&old, &new), json, "node", |node: &Node| node.name.clone())?;
    let claims = list(&mut output, (&old, &new), json, "claim", claim)?;
    if !json {
        for (kind, counts) in [("articles", articles), ("nodes", nodes), ("claims", claims)] {
            let Counts { added, changed, withdrawn } = counts;
            writeln!(output, "{kind}: {added} added, {changed} changed, {withdrawn} withdrawn")?;
        }
    }
    output.flush()?;
    Ok(ExitStatus::Complete)
}

fn claim(claim: &Claim) -> String {
    let count = match claim.sources {
        1 => "1 source".to_owned(),
        sources => format!("{sources} sources"),
    };
    let usual = claim.polarity == "positive" && claim.modality == "asserted";
    let kind = if usual { String::new() } else { format!("{} {}; ", claim.polarity, claim.modality) };
    format!("{} [{kind}{count}]", claim.text)
}

fn list<T: Record + Serialize + PartialEq>(
    output: &mut impl Write,
    (old, new): (&Kg, &Kg),
    json: bool,
    kind: &'static str,
    shown: impl Fn(&T) -> String,
) -> Result<Counts, Error> {
    let mut counts = Counts::default();
    compare(old, new, |change: Change<T>| -> Result<(), Error> {
        let (change, mark, old, new) = match &change {
            Change::Added(new) => ("added", '+', None, Some(new)),
            Change::Changed(old, new) => ("changed", '~', Some(old), Some(new)),
            Change::Withdrawn(old) => ("withdrawn", '-', Some(old), None),
        };
        match mark {
            '+' => counts.added += 1,
            '~' => counts.changed += 1,
            _ => counts.withdrawn += 1,
        }
        if json {
            return Ok(json_line(output, &ChangeRecord { change, kind, old, new })?);
        }
        let mut texts: Vec<String> = [old, new].into_iter().flatten().map(&shown).collect();
        texts.dedup();
        Ok(writeln!(output, "{mark} {kind} {}", plain(&texts.join(" → ")))?)
    })?;
    Ok(counts)
}
