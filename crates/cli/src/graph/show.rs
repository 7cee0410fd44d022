//! A claim in, the lines that show it to people out.

use std::collections::HashMap;
use std::io::{self, Write};

use triplewire_graph::{Article, Claim};

use crate::output::table::plain;

/// Characters of a quotation to show.
const QUOTE: usize = 240;

/// Writes a claim with its evidence; `named` gives a node's name.
pub(super) fn claim(
    output: &mut impl Write,
    claim: &Claim,
    articles: &HashMap<String, Article>,
    named: impl Fn(&str) -> String,
) -> io::Result<()> {
    writeln!(output, "  {}{}", plain(&claim.text), plain(&attributes(claim, named)))?;
    let mut evidence: Vec<_> =
        claim.evidence.iter().map(|item| (articles.get(&item.article), item)).collect();
    evidence
        .sort_by_key(|(article, _)| std::cmp::Reverse(article.and_then(|article| article.date.as_deref())));
    for (article, item) in evidence {
        let name = article.map_or(item.article.as_str(), |article| &article.name);
        let date = article.and_then(|article| article.date.as_deref()).unwrap_or("no date");
        let copy = if article.is_some_and(|article| article.copy_of.is_some()) { ", a copy" } else { "" };
        writeln!(
            output,
            "      {} ({}{copy}): “{}”",
            plain(name),
            plain(date),
            plain(&shortened(&item.quote))
        )?;
    }
    Ok(())
}

/// What is not the usual.
fn attributes(claim: &Claim, named: impl Fn(&str) -> String) -> String {
    let mut attributes = Vec::new();
    if claim.polarity == "negative" {
        attributes.push("denied".to_owned());
    }
    if claim.modality != "asserted" {
        attributes.push(claim.modality.clone());
    }
    if !claim.by.is_empty() {
        let chain: Vec<String> = claim.by.iter().map(|source| named(source)).collect();
        attributes.push(format!("according to {}", chain.join(" > ")));
    }
    if let Some(when) = &claim.when {
        attributes.extend(when.value.clone().or_else(|| when.text.clone()));
    }
    if !claim.places.is_empty() {
        let places: Vec<String> = claim.places.iter().map(|place| named(place)).collect();
        attributes.push(format!("in {}", places.join(", ")));
    }
    if claim.sources > 1 {
        attributes.push(format!("{} sources", claim.sources));
    }
    if attributes.is_empty() { String::new() } else { format!("  [{}]", attributes.join("; ")) }
}

fn shortened(quote: &str) -> String {
    let words: Vec<&str> = quote.split_whitespace().collect();
    let quote = words.join(" ");
    match quote.char_indices().nth(QUOTE) {
        Some((end, _)) => format!("{}…", &quote[..end]),
        None => quote,
    }
}
