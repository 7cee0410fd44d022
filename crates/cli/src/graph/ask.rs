//! `graph ask`: a name in, what the graph has of it out.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use serde::Serialize;
use triplewire_graph::{Answer, Article, Claim, Match, Node, NodeKind, ask as claims_of, find};

use super::args::AskArgs;
use super::files::Kg;
use super::show;
use crate::error::Error;
use crate::output::json_line;
use crate::output::table::plain;
use crate::progress::message;
use crate::run::ExitStatus;

/// Other nodes of the name to mention.
const OTHERS: usize = 8;

/// What `--json` writes.
#[derive(Serialize)]
struct AnswerRecord<'a> {
    node: &'a Node,
    did: &'a [Claim],
    was_done: &'a [Claim],
    says: &'a [Claim],
    happened: &'a [Claim],
    nodes: &'a BTreeMap<String, Node>,
    articles: Vec<&'a Article>,
}

/// The node that bears a name best, and the others; `None`, with a message, where none does.
pub(super) fn named(kg: &Kg, name: &str) -> Result<Option<(Node, Vec<Node>)>, Error> {
    let mut found = find(kg, name)?.into_iter();
    let Some((how, best)) = found.next() else {
        message(&format!("no node is called {name:?}"));
        return Ok(None);
    };
    if how == Match::Part {
        let others = found.take(OTHERS).map(|(_, node)| node.name);
        let names: Vec<String> = std::iter::once(best.name).chain(others).collect();
        message(&format!("no node is called {name:?}; there are {}", plain(&names.join(", "))));
        return Ok(None);
    }
    Ok(Some((best, found.map(|(_, node)| node).collect())))
}

/// Runs the command.
pub(super) fn ask(options: &AskArgs) -> Result<ExitStatus, Error> {
    let kg = Kg::open(&options.graph)?;
    let Some((node, others)) = named(&kg, &options.name)? else { return Ok(ExitStatus::Partial) };
    let answer = claims_of(&kg, &node.id)?;
    let mut output = BufWriter::new(io::stdout());
    if options.json {
        write_json(&mut output, &node, &answer, options.limit)?;
    } else {
        write_text(&mut output, &node, &others, &answer, options.limit)?;
    }
    output.flush()?;
    Ok(ExitStatus::Complete)
}

fn write_json(output: &mut impl Write, node: &Node, answer: &Answer, limit: usize) -> io::Result<()> {
    let part = |claims: &'_ [Claim]| claims.len().min(limit);
    let Answer { did, was_done, says, happened, nodes, articles } = answer;
    let record = AnswerRecord {
        node,
        did: &did[..part(did)],
        was_done: &was_done[..part(was_done)],
        says: &says[..part(says)],
        happened: &happened[..part(happened)],
        nodes,
        articles: Vec::new(),
    };
    let shown = [record.did, record.was_done, record.says, record.happened].concat();
    let mut ids: Vec<&str> =
        shown.iter().flat_map(|claim| &claim.evidence).map(|item| item.article.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let articles = ids.into_iter().filter_map(|id| articles.get(id)).collect();
    json_line(output, &AnswerRecord { articles, ..record })
}

fn write_text(
    output: &mut impl Write,
    node: &Node,
    others: &[Node],
    answer: &Answer,
    limit: usize,
) -> io::Result<()> {
    let kind = match node.kind {
        NodeKind::Entity => node.entity_type.as_deref().unwrap_or("entity"),
        NodeKind::Phrase => "a phrase: articles may mean different things by it",
    };
    writeln!(output, "{} ({})", plain(&node.name), plain(kind))?;
    if !node.aliases.is_empty() {
        writeln!(output, "  also: {}", plain(&node.aliases.join(", ")))?;
    }
    for (set, link) in &node.links {
        writeln!(output, "  {}: {}", plain(set), plain(link))?;
    }
    for other in others.iter().take(OTHERS) {
        let kind = other.entity_type.as_deref().unwrap_or("phrase");
        writeln!(output, "  another: {} ({}), {}", plain(&other.name), plain(kind), other.id)?;
    }
    let sections = [
        ("What it did", &answer.did),
        ("What was done to it", &answer.was_done),
        ("What it says", &answer.says),
        ("What happened there", &answer.happened),
    ];
    let named = |id: &str| answer.nodes.get(id).map_or_else(|| id.to_owned(), |node| node.name.clone());
    for (title, claims) in sections {
        if claims.is_empty() {
            continue;
        }
        let shown = claims.len().min(limit);
        let count =
            if shown < claims.len() { format!("{shown} of {}", claims.len()) } else { shown.to_string() };
        writeln!(output, "\n{title} ({count})")?;
        for claim in side_by_side(claims).into_iter().take(limit) {
            show::claim(output, claim, &answer.articles, named)?;
        }
    }
    Ok(())
}

/// The claims in their order, but those that differ in their numbers only right after the first of them.
fn side_by_side(claims: &[Claim]) -> Vec<&Claim> {
    let mut groups: Vec<Vec<&Claim>> = Vec::new();
    let mut of_figures: BTreeMap<&str, usize> = BTreeMap::new();
    for claim in claims {
        match &claim.figures {
            Some(figures) => {
                let group = *of_figures.entry(figures).or_insert(groups.len());
                if group == groups.len() {
                    groups.push(Vec::new());
                }
                groups[group].push(claim);
            }
            None => groups.push(vec![claim]),
        }
    }
    groups.concat()
}
