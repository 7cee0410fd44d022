//! Articles with their facts in, the text beside gold and extracted facts out.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::aligned::{Aligned, Extracted, Labelled};
use super::super::page::{Block, Page, Piece, Verdict, percent};
use super::signs;

/// The articles of a report, in its order.
pub(super) struct Articles<'a> {
    articles: Vec<&'a Aligned>,
}

impl<'a> Articles<'a> {
    pub(super) fn of(page: &'a Page) -> Self {
        let article = |block: &'a Block| match block {
            Block::Article(article) => Some(article),
            _ => None,
        };
        Self { articles: page.blocks.iter().filter_map(article).collect() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Where on the page an article stands.
    pub(super) fn id(&self, name: &str) -> Option<String> {
        let index = self.articles.iter().position(|article| article.name == name)?;
        Some(format!("article-{}", index + 1))
    }

    /// A section with all articles, and switches that show and hide facts by what became of them.
    pub(super) fn draw(&self) -> Markup {
        if self.is_empty() {
            return Markup::default();
        }
        html! {
            section #articles .wide {
                h2 { "articles" }
                (self.switches())
                p.key {
                    "In the texts: " mark.matched { "solid line" } " part of a matched fact, "
                    mark.differs { "dashed line" } " of one matched in part, "
                    mark.wrong { "wavy line" } " of wrong ones only. "
                    "Small numbers count the sentences."
                }
                @for (index, article) in self.articles.iter().enumerate() {
                    (draw_article(article, &format!("article-{}", index + 1)))
                }
            }
        }
    }

    fn switches(&self) -> Markup {
        let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
        for article in &self.articles {
            let wrong = article.predicted.iter().filter(|fact| fact.verdict == Verdict::Wrong);
            let verdicts = article.gold.iter().map(|fact| fact.verdict).chain(wrong.map(|fact| fact.verdict));
            verdicts.for_each(|verdict| *counts.entry(verdict).or_default() += 1);
        }
        html! {
            fieldset {
                legend { "Facts" }
                @for (verdict, count) in counts {
                    @let (class, sign, word) = signs(verdict);
                    label class=(class) {
                        input type="checkbox" id={ "show-" (class) } checked;
                        span aria-hidden="true" { (sign) } " " (word) " " strong { (count) }
                    }
                }
            }
        }
    }
}

fn draw_article(article: &Aligned, id: &str) -> Markup {
    let counts = article.counts;
    html! {
        details.article id=(id) open {
            summary {
                h3 dir="auto" { (article.name) }
                span {
                    "F1 " strong { (percent(counts.f1())) }
                    ", P " (percent(counts.precision())) ", R " (percent(counts.recall())) ", "
                    (counts.gold) " gold, " (counts.predicted) " extracted"
                }
            }
            div.pair {
                div.text dir="auto" { @for piece in &article.text { (draw_piece(piece)) } }
                table.facts {
                    thead { tr { th scope="col" { "gold" } th scope="col" { "extracted" } } }
                    tbody { @for row in article.rows() { tr {
                        td { @if let Some(fact) = row.gold.and_then(|index| article.gold.get(index)) {
                            (draw_labelled(fact, article, row.predicted.is_empty()))
                        } }
                        td { @for &index in &row.predicted {
                            @if let Some(fact) = article.predicted.get(index) { (draw_extracted(fact, index)) }
                        } }
                    } } }
                }
            }
        }
    }
}

fn draw_piece(piece: &Piece) -> Markup {
    html! {
        @if let Some(number) = piece.sentence { sup { (number) } }
        @if let Some(mark) = &piece.mark {
            @let facts: Vec<String> = mark.facts.iter().map(ToString::to_string).collect();
            mark class=(signs(mark.verdict).0) data-facts=(facts.join(" ")) { (piece.text) }
        } @else { (piece.text) }
    }
}

/// Where nothing stands beside a missed fact, it says what came nearest.
fn draw_labelled(fact: &Labelled, article: &Aligned, alone: bool) -> Markup {
    let nearest = fact.nearest.filter(|_| alone).and_then(|index| article.predicted.get(index));
    let optional = (fact.optional && fact.verdict != Verdict::Optional).then_some("optional");
    let place = [Some(format!("line {}", fact.line)), optional.map(str::to_owned)];
    html! {
        div.fact.(signs(fact.verdict).0) {
            (heading(fact.verdict, fact.cause, place.into_iter().flatten()))
            (triple(&fact.parts))
            (attributes(&fact.attributes))
            @if let Some(near) = nearest { p.note { "nearest: " span dir="auto" { (near.text()) } } }
        }
    }
}

fn draw_extracted(fact: &Extracted, index: usize) -> Markup {
    let sentence = fact.sentence.map(|sentence| format!("sentence {sentence}"));
    let place = sentence.into_iter().chain([format!("confidence {:.2}", fact.confidence)]);
    html! {
        div.fact.(signs(fact.verdict).0) data-fact=(index) {
            (heading(fact.verdict, fact.cause, place))
            (triple(&fact.parts))
            (attributes(&fact.attributes))
        }
    }
}

/// What became of a fact and why, and where it stands.
fn heading(verdict: Verdict, cause: Option<&str>, place: impl Iterator<Item = String>) -> Markup {
    let (_, sign, word) = signs(verdict);
    let cause = cause.filter(|_| matches!(verdict, Verdict::Missed | Verdict::Wrong | Verdict::Differs));
    html! {
        p.about {
            span.verdict {
                span aria-hidden="true" { (sign) } " " (word)
                @if let Some(cause) = cause { ": " (cause) }
            }
            @for part in place { " " span.place { (part) } }
        }
    }
}

fn triple([subject, relation, object]: &[String; 3]) -> Markup {
    html! {
        p.triple dir="auto" {
            span { (subject) } " " b { (relation) }
            @if !object.is_empty() { " " span { (object) } }
        }
    }
}

fn attributes(attributes: &[String]) -> Markup {
    html! {
        @if !attributes.is_empty() {
            p.note dir="auto" { @for attribute in attributes { span { (attribute) } " " } }
        }
    }
}
