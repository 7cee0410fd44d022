//! A scene and its places in, SVG out.

use maud::{Markup, PreEscaped, html};

use super::label::{fitted, plain};
use super::layout::{Area, DETAIL_EMS, DROP, LABEL_EMS, Layout, NAME_EMS, Placed, RISE, Row, STATEMENT_EMS};
use super::scene::{Line, Neighbour, Scene, Shape, colour};

const STYLE: &str = include_str!("picture.css");

/// A picture that is a file of its own: what a page shows on a click stands in titles.
pub(super) fn file(scene: &Scene<'_>, layout: &Layout) -> Markup {
    let Area { width, height, .. } = layout.all;
    html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(number(width)) height=(number(height))
            viewBox=(view(layout)) role="img" {
            title { (title(scene)) }
            style { (PreEscaped(STYLE)) }
            rect.back x=(number(layout.all.x)) y=(number(layout.all.y)) width=(number(width)) height=(number(height)) {}
            (content(scene, layout, false))
        }
    }
}

/// A picture that is a part of a page, where lines and boxes lead to their evidence.
pub(super) fn inline(scene: &Scene<'_>, layout: &Layout) -> Markup {
    html! {
        svg #picture viewBox=(view(layout)) role="group" aria-label=(title(scene)) {
            style { (PreEscaped(STYLE)) }
            (content(scene, layout, true))
        }
    }
}

pub(super) fn title(scene: &Scene<'_>) -> String {
    format!("{}: {} of {} claims", scene.name, scene.shown, scene.claims)
}

/// To a tenth of a pixel.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    if text == "-0.0" { "0.0".to_owned() } else { text }
}

fn view(layout: &Layout) -> String {
    let Area { x, y, width, height } = layout.all;
    [x, y, width, height].map(number).join(" ")
}

fn content(scene: &Scene<'_>, layout: &Layout, is_linked: bool) -> Markup {
    let middle = layout.middle;
    html! {
        @for ((index, neighbour), placed) in scene.neighbours().zip(&layout.neighbours) {
            g.neighbour data-neighbour=(index) {
                @for (line, row) in neighbour.lines.iter().zip(&placed.rows) {
                    (link(is_linked, &format!("#claim-{}", line.number), &draw_line(line, *row, middle, is_linked)))
                }
                (link(is_linked, &format!("#neighbour-{index}"), &draw_box(neighbour, placed)))
            }
        }
        g.middle {
            (rectangle(middle, &format!("entity {}", colour(scene.node)), 22.0))
            text.name x="0" y="6" text-anchor="middle" { (fitted(&scene.name, NAME_EMS)) }
            title { (scene.name) }
        }
    }
}

fn link(is_linked: bool, target: &str, content: &Markup) -> Markup {
    html! { @if is_linked { a href=(target) { (content) } } @else { g { (content) } } }
}

fn rectangle(area: Area, class: &str, radius: f64) -> Markup {
    let Area { x, y, width, height } = area;
    html! {
        rect class={ "box " (class) } x=(number(x)) y=(number(y)) width=(number(width)) height=(number(height))
            rx=(number(radius)) {}
    }
}

fn draw_line(line: &Line<'_>, row: Row, middle: Area, is_linked: bool) -> Markup {
    let side = row.outer.signum();
    let start = side * middle.width / 2.0;
    let bend = f64::midpoint(start, row.inner);
    let path = format!(
        "M{} 0 C{} 0 {} {} {} {} H{}",
        number(start),
        number(bend),
        number(bend),
        number(row.y),
        number(row.inner),
        number(row.y),
        number(row.outer)
    );
    // More than seven sources look alike.
    let width = 1.2 + 0.6 * (line.claim.sources.saturating_sub(1).min(6) as f64);
    let class = if line.is_sure { "line" } else { "line unsure" };
    let middle_of_row = number(f64::midpoint(row.inner, row.outer));
    html! {
        @if is_linked { path.hit d=(path) {} }
        path class=(class) d=(path) stroke-width=(number(width)) {}
        path.arrow d=(arrow(line, row)) {}
        text.label x=(middle_of_row) y=(number(row.y - RISE)) text-anchor="middle" { (fitted(&line.label, LABEL_EMS)) }
        @if !line.details.is_empty() {
            text.detail x=(middle_of_row) y=(number(row.y + DROP)) text-anchor="middle" {
                (fitted(&line.details, DETAIL_EMS))
            }
        }
        title { (explained(line)) }
    }
}

/// A triangle at the end that the line leads to.
fn arrow(line: &Line<'_>, row: Row) -> String {
    let side = row.outer.signum();
    let (tip, back) = if line.is_outward {
        (row.outer, row.outer - side * 8.0)
    } else {
        (row.inner, row.inner + side * 8.0)
    };
    let (tip, back, y) = (number(tip), number(back), row.y);
    format!("M{tip} {} L{back} {} L{back} {} Z", number(y), number(y - 4.0), number(y + 4.0))
}

/// The claim, what limits it, and the first words that say so.
fn explained(line: &Line<'_>) -> String {
    let mut text = plain(&line.claim.text);
    if !line.details.is_empty() {
        text = format!("{text} ({})", line.details);
    }
    if let Some(evidence) = line.claim.evidence.first() {
        text = format!("{text}: \u{201C}{}\u{201D}", plain(&evidence.quote));
    }
    text
}

fn draw_box(neighbour: &Neighbour<'_>, placed: &Placed) -> Markup {
    let Area { x, y, width, height } = placed.area;
    let (shape, ems) = match neighbour.shape {
        Shape::Entity => ("entity", NAME_EMS),
        Shape::Phrase => ("phrase", NAME_EMS),
        Shape::Statement => ("statement", STATEMENT_EMS),
        Shape::End => {
            let x = if placed.side > 0.0 { x + 4.0 } else { x + width - 4.0 };
            return html! { @for row in &placed.rows { circle.end cx=(number(x)) cy=(number(row.y)) r="4" {} } };
        }
    };
    html! {
        (rectangle(placed.area, &format!("{shape} {}", neighbour.colour), 7.0))
        text.name x=(number(x + width / 2.0)) y=(number(y + height / 2.0 + 5.0)) text-anchor="middle" {
            (fitted(&neighbour.name, ems))
        }
        title { (neighbour.name) }
    }
}
