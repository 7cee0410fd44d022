//! A scene, its places and the articles in, a page out that shows the picture and the evidence beside it.
//!
//! The page loads nothing. A line or a box leads to its evidence by a plain link, which needs no script; the
//! script moves the picture and searches it.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::label::plain;
use super::layout::Layout;
use super::scene::{COLOURS, Line, Neighbour, Scene, Shape};
use super::svg;
use crate::ask::Answer;
use crate::model::Evidence;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("script.js");

/// Neither the page nor a name in it can make the browser load anything.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'";

/// Evidence that a claim shows at most.
const EVIDENCE: usize = 20;

/// Draws the page.
pub(super) fn page(scene: &Scene<'_>, layout: &Layout, answer: &Answer) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (svg::title(scene)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (header(scene))
                main {
                    figure { (svg::inline(scene, layout)) }
                    aside aria-label="Evidence" {
                        p.hint { "A line or a name shows the words that it comes from." }
                        @for (index, neighbour) in scene.neighbours() { (claims(index, neighbour, scene, answer)) }
                    }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

fn header(scene: &Scene<'_>) -> Markup {
    html! {
        header {
            h1 { bdi { (scene.name) } }
            @if !scene.node.aliases.is_empty() {
                p.also { "also " @for (index, alias) in scene.node.aliases.iter().take(12).enumerate() {
                    @if index > 0 { ", " } bdi { (plain(alias)) }
                } }
            }
            p { (scene.shown) " of " (scene.claims) " claims" }
            p.tools {
                label { "Search " input #search type="search" autocomplete="off"; }
                span #found role="status" {}
                button type="button" data-zoom="0.8" aria-label="Nearer" { "+" }
                button type="button" data-zoom="1.25" aria-label="Further" { "\u{2212}" }
                button type="button" data-zoom="0" { "Whole" }
            }
            ul.legend aria-label="Signs" {
                @for (class, name) in COLOURS { li { span class={ "sign " (class) } {} " " (name) } }
                li { span.sign.dashes {} " negative or not certain" }
                li { span.sign.thick {} " more sources" }
            }
        }
    }
}

/// A neighbour's claims with their evidence. What is searched is its text and the aliases.
fn claims(index: usize, neighbour: &Neighbour<'_>, scene: &Scene<'_>, answer: &Answer) -> Markup {
    let aliases: Vec<String> = neighbour.aliases.iter().map(|alias| plain(alias)).collect();
    html! {
        section.of id={ "neighbour-" (index) } data-also=(aliases.join(" ")) {
            @if matches!(neighbour.shape, Shape::Entity | Shape::Phrase) {
                h2 { bdi { (scene.name) } " and " bdi { (neighbour.name) } }
            }
            @for line in &neighbour.lines { (claim(line, answer)) }
        }
    }
}

fn claim(line: &Line<'_>, answer: &Answer) -> Markup {
    let more = line.claim.evidence.len().saturating_sub(EVIDENCE);
    let details = super::scene::details(line.claim, answer, false);
    html! {
        article id={ "claim-" (line.number) } {
            h3 dir="auto" { (plain(&line.claim.text)) }
            @if !details.is_empty() { p.details { (details) } }
            @for item in line.claim.evidence.iter().take(EVIDENCE) { (evidence(item, answer)) }
            @if more > 0 { p.details { "and " (more) " more" } }
        }
    }
}

fn evidence(evidence: &Evidence, answer: &Answer) -> Markup {
    let article = answer.articles.get(&evidence.article);
    let title = article
        .map_or(evidence.article.as_str(), |article| article.title.as_deref().unwrap_or(&article.name));
    // Anything else is no address to follow.
    let url = article.and_then(|article| article.url.as_deref());
    let url = url.filter(|url| {
        let start = url.get(..8).unwrap_or(url).to_ascii_lowercase();
        start.starts_with("https://") || start.starts_with("http://")
    });
    let text = |text: &Option<String>| text.as_deref().map(plain).unwrap_or_default();
    html! {
        blockquote dir="auto" {
            span.context { (text(&evidence.before)) } " "
            mark { (plain(&evidence.quote)) } " "
            span.context { (text(&evidence.after)) }
        }
        p.article {
            @if let Some(url) = url {
                a href=(url) target="_blank" rel="noopener noreferrer" { bdi { (plain(title)) } }
            } @else { bdi { (plain(title)) } }
            @if let Some(date) = article.and_then(|article| article.date.as_deref()) { ", " (plain(date)) }
        }
    }
}
