//! `graph path`: two names in, the shortest chain of claims between them out.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, BufWriter, Write};

use triplewire_graph::rdf::all;
use triplewire_graph::{Article, nodes, path as chain};

use super::args::PathArgs;
use super::ask::named;
use super::files::Kg;
use super::show;
use crate::error::Error;
use crate::progress::message;
use crate::run::ExitStatus;

/// Runs the command.
pub(super) fn path(options: &PathArgs) -> Result<ExitStatus, Error> {
    let kg = Kg::open(&options.graph)?;
    let (Some((from, _)), Some((to, _))) = (named(&kg, &options.from)?, named(&kg, &options.to)?) else {
        return Ok(ExitStatus::Partial);
    };
    let Some(claims) = chain(&kg, &from.id, &to.id)? else {
        message(&format!("no chain of claims from {:?} to {:?}", from.name, to.name));
        return Ok(ExitStatus::Partial);
    };
    let mut articles: HashMap<String, Article> = HashMap::new();
    for article in all::<Article, _>(&kg)? {
        let article = article?;
        articles.insert(article.id.clone(), article);
    }
    let of_claims = claims.iter().flat_map(|claim| claim.by.iter().chain(&claim.places));
    let wanted: BTreeSet<&str> = of_claims.map(String::as_str).collect();
    let nodes = nodes(&kg, &wanted)?;
    let named = |id: &str| nodes.get(id).map_or_else(|| id.to_owned(), |node| node.name.clone());
    let mut output = BufWriter::new(io::stdout());
    for claim in &claims {
        show::claim(&mut output, claim, &articles, named)?;
    }
    output.flush()?;
    Ok(ExitStatus::Complete)
}
