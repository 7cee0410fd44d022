//! Blocks of a report in, their markup out; articles are drawn by `article`.

use maud::{Markup, html};

use super::super::page::{
    Block, CONFUSION, Case, Change, Column, Item, Outcome, Piece, Table, Verdict, percent,
};
use super::article::Articles;
use super::signs;

pub(super) fn draw(block: &Block, articles: &Articles<'_>) -> Markup {
    match block {
        Block::Heading(_) | Block::Article(_) => Markup::default(),
        Block::Line(text) => html! { p dir="auto" { (text) } },
        Block::Table(table) => draw_table(table, articles),
        Block::Cases(cases) if cases.is_empty() => html! { p { "none" } },
        Block::Cases(cases) => html! { ol.cases { @for case in cases { (draw_case(case)) } } },
        Block::Changes(changes) => draw_changes(changes),
    }
}

/// Rows that are named as an article lead to it; on the diagonal of a confusion table is what is
/// right.
fn draw_table(table: &Table, articles: &Articles<'_>) -> Markup {
    let is_confusion = table.header.first().is_some_and(|head| head == CONFUSION);
    html! {
        div.scroll {
            table.numbers {
                thead { tr {
                    @for head in &table.header {
                        @if head.is_empty() { td {} } @else { th scope="col" { (head) } }
                    }
                } }
                tbody { @for row in &table.rows { tr {
                    @for (index, cell) in row.iter().enumerate() {
                        @if index > 0 {
                            @let right = is_confusion && table.header.get(index) == row.first();
                            td class=[right.then_some("right")] { (cell) }
                        } @else if let Some(id) = articles.id(cell) {
                            th scope="row" dir="auto" { a href={ "#" (id) } { (cell) } }
                        } @else {
                            th scope="row" dir="auto" { (cell) }
                        }
                    }
                } } }
            }
        }
    }
}

fn draw_changes(changes: &[Change]) -> Markup {
    if changes.is_empty() {
        return html! { p { "none" } };
    }
    html! {
        div.scroll {
            table.numbers.changes {
                thead { tr { th scope="col" { "unit" } th scope="col" { "before" } th scope="col" { "after" } } }
                tbody { @for change in changes { tr {
                    th scope="row" dir="auto" { (change.unit) }
                    td { (percent(change.before)) }
                    td {
                        @let sign = if change.after > change.before { "\u{25B2}" } else { "\u{25BC}" };
                        (percent(change.after)) " " span aria-hidden="true" { (sign) }
                    }
                } } }
            }
        }
    }
}

fn draw_case(case: &Case) -> Markup {
    // Where the sides show the text with marks, it is not shown a third time.
    let marked = case.columns.iter().any(|column| !column.marked.is_empty());
    html! {
        li.case {
            p dir="auto" {
                @if !case.place.is_empty() { span.place { (case.place) } " " }
                @if !marked { (case.text) }
            }
            @if !case.columns.is_empty() { div.sides { @for column in &case.columns { (draw_side(column)) } } }
            @if !case.differences.is_empty() {
                table.differences {
                    thead { tr { th scope="col" { "word" } th scope="col" { "gold" } th scope="col" { "predicted" } } }
                    tbody { @for difference in &case.differences { tr {
                        th scope="row" dir="auto" { (difference.word) }
                        td dir="auto" { (difference.gold) }
                        td dir="auto" { (verdict_sign(Verdict::Wrong)) " " (difference.predicted) }
                    } } }
                }
            }
        }
    }
}

fn draw_side(column: &Column) -> Markup {
    html! {
        div.side {
            h3 { (column.label) }
            @if !column.marked.is_empty() {
                p dir="auto" { @for piece in &column.marked { (draw_name(piece)) } }
            } @else if column.items.is_empty() {
                p { "none" }
            } @else {
                ul { @for item in &column.items { (draw_item(item, column.label)) } }
            }
        }
    }
}

/// A piece of a sentence; a name in it carries its sign and type.
fn draw_name(piece: &Piece) -> Markup {
    html! {
        @if let Some(mark) = &piece.mark {
            mark class=(signs(mark.verdict).0) {
                (piece.text) span.tag { " " (verdict_sign(mark.verdict)) " " (mark.label) }
            }
        } @else { (piece.text) }
    }
}

fn draw_item(item: &Item, label: &str) -> Markup {
    let unmatched = if label == "gold" { Verdict::Missed } else { Verdict::Wrong };
    let (verdict, share) = match item.outcome {
        Outcome::Unknown => return html! { li dir="auto" { (item.text) } },
        Outcome::Found(found) => (if found { Verdict::Matched } else { unmatched }, None),
        Outcome::Share(share) if share <= 0.0 => (unmatched, Some(share)),
        Outcome::Share(share) if share >= 1.0 => (Verdict::Matched, Some(share)),
        Outcome::Share(share) => (Verdict::Differs, Some(share)),
    };
    html! {
        li.fact.(signs(verdict).0) {
            span.verdict {
                (verdict_sign(verdict)) " "
                @if let Some(share) = share { (percent(share)) } @else { (signs(verdict).2) }
            }
            " " span dir="auto" { (item.text) }
        }
    }
}

/// The sign of a verdict, with its word for those who hear the page.
pub(super) fn verdict_sign(verdict: Verdict) -> Markup {
    let (_, sign, word) = signs(verdict);
    html! { span role="img" aria-label=(word) { (sign) } }
}
