//! The description of a report in, one self-contained HTML page out.
//!
//! The page loads nothing, reads without script, follows the reader's light or dark scheme, and
//! says with a sign and a word what it says with a colour. The same report gives the same bytes.

mod article;
mod blocks;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use triplewire_evaluation::bootstrap::Interval;

use self::article::Articles;
use super::EvaluateArgs;
use super::page::{Block, Page, Verdict, percent};

const STYLE: &str = include_str!("style.css");

/// Sorts tables by a column and shows which words a fact is made of; the page is whole without it.
const SCRIPT: &str = include_str!("script.js");

/// Neither the page nor a text in it can make the browser load anything.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/// What stands above the report.
pub(super) struct Head<'a> {
    pub(super) options: &'a EvaluateArgs,
    /// Name and value of the score that runs are compared by.
    pub(super) score: &'static str,
    pub(super) value: f64,
    pub(super) interval: Option<Interval>,
}

/// A heading and the blocks under it.
struct Section<'a> {
    id: String,
    title: &'a str,
    blocks: Vec<&'a Block>,
}

/// Draws a report.
pub(super) fn render(page: &Page, head: &Head<'_>) -> String {
    let task = head.options.task.name();
    let articles = Articles::of(page);
    let (summary, sections) = sections(page);
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (task) ": " (head.score) " " (percent(head.value)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (header(&task, head, summary))
                nav aria-label="Sections" {
                    @for section in &sections { a href={ "#" (section.id) } { (short(section.title)) } }
                    @if !articles.is_empty() { a href="#articles" { "articles" } }
                }
                main {
                    @for section in &sections {
                        section id=(section.id) class=[is_wide(section).then_some("wide")] {
                            h2 dir="auto" { (section.title) }
                            div.blocks { @for block in &section.blocks { (blocks::draw(block, &articles)) } }
                        }
                    }
                    (articles.draw())
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    markup.into_string()
}

fn header(task: &str, head: &Head<'_>, summary: Option<&str>) -> Markup {
    let options = head.options;
    let own = "the program's own".to_owned();
    let predictions = options.pred.as_ref().map_or(own, |path| path.display().to_string());
    html! {
        header {
            div.score {
                p.task { "triplewire evaluate " strong { (task) } }
                div.result {
                    h1 { (head.score) " " span.value { (percent(head.value)) } }
                    @if let Some(ends) = head.interval {
                        p { "95 % interval " (percent(ends.low)) " to " (percent(ends.high)) }
                    }
                }
                (scale(head))
            }
            dl {
                @if let Some(summary) = summary { dt { "n" } dd { (summary) } }
                dt { "gold" } dd dir="auto" { (options.gold.display()) }
                dt { "predictions" } dd dir="auto" { (predictions) }
                @if let Some(path) = &options.compare { dt { "compared with" } dd dir="auto" { (path.display()) } }
            }
        }
    }
}

/// The score and its interval on a line from 0 to 100.
fn scale(head: &Head<'_>) -> Markup {
    let place = |share: f64| format!("{:.2}%", 100.0 * share.clamp(0.0, 1.0));
    html! {
        div.scale aria-hidden="true" {
            @if let Some(ends) = head.interval {
                span.interval
                    style={ "left:" (place(ends.low)) ";width:" (place(ends.high - ends.low)) } {}
            }
            span.point style={ "left:" (place(head.value)) } {}
            @for tick in [0, 25, 50, 75, 100] { span.tick style={ "left:" (tick) "%" } { (tick) } }
        }
    }
}

/// The sentence that the report begins with, and its sections without the articles.
fn sections(page: &Page) -> (Option<&str>, Vec<Section<'_>>) {
    let (summary, blocks) = match page.blocks.split_first() {
        Some((Block::Line(text), rest)) => (Some(text.as_str()), rest),
        _ => (None, &page.blocks[..]),
    };
    let mut sections = vec![Section { id: "section-1".to_owned(), title: "scores", blocks: Vec::new() }];
    for block in blocks.iter().filter(|block| !matches!(block, Block::Article(_))) {
        if let Block::Heading(title) = block {
            let id = format!("section-{}", sections.len() + 1);
            sections.push(Section { id, title, blocks: Vec::new() });
        } else if let Some(section) = sections.last_mut() {
            section.blocks.push(block);
        }
    }
    (summary, sections)
}

/// Tables stand side by side where there is room, all else takes the whole width.
fn is_wide(section: &Section<'_>) -> bool {
    !section.blocks.iter().all(|block| matches!(block, Block::Table(_) | Block::Line(_)))
}

/// A title up to what it explains or adds.
fn short(title: &str) -> &str {
    title.find([',', '(']).map_or(title, |end| &title[..end]).trim_end()
}

/// Class, sign and word of a verdict.
fn signs(verdict: Verdict) -> (&'static str, &'static str, &'static str) {
    match verdict {
        Verdict::Matched => ("matched", "\u{2713}", "matched"),
        Verdict::Differs => ("differs", "\u{2248}", "matched in part"),
        Verdict::Missed => ("missed", "\u{25CB}", "missed"),
        Verdict::Wrong => ("wrong", "\u{2717}", "wrong"),
        Verdict::Optional => ("optional", "\u{25C7}", "optional"),
    }
}
