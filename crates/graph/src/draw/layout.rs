//! A scene in, where everything stands out.
//!
//! Each side is a column of neighbours, bent like the arc of a circle around the middle. A line leaves the
//! middle as a curve and is level where its label stands. Of two rows the one nearer to the middle's height
//! begins further out, so that no curve crosses a label.

use super::label::width;
use super::scene::{Line, Neighbour, Scene, Shape};

/// Size of letters in pixels: names, relations, and what limits them.
pub(super) const NAME: f64 = 14.0;
pub(super) const LABEL: f64 = 12.0;
pub(super) const DETAIL: f64 = 10.0;

/// From a line up to the base of its label, and down to that of what limits it.
pub(super) const RISE: f64 = 6.0;
pub(super) const DROP: f64 = 12.5;

/// Ems that a text may be wide.
pub(super) const NAME_EMS: f64 = 20.0;
pub(super) const STATEMENT_EMS: f64 = 32.0;
pub(super) const LABEL_EMS: f64 = 24.0;
pub(super) const DETAIL_EMS: f64 = 29.0;

/// From the middle to where the outermost rows are level.
const FAN: f64 = 110.0;
/// How far the arc bends.
const BEND: f64 = 90.0;
const ROW: f64 = 24.0;
const ROW_WITH_DETAILS: f64 = 37.0;
const GAP: f64 = 12.0;
const MARGIN: f64 = 16.0;
/// Around the text of a box.
const PADDING: f64 = 9.0;
/// Height of a box at least.
const BOX: f64 = 26.0;

/// Where a line is level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Row {
    /// Its end towards the middle.
    pub(super) inner: f64,
    /// Its end at the box.
    pub(super) outer: f64,
    pub(super) y: f64,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A neighbour's box and the rows of its lines.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) area: Area,
    pub(super) rows: Vec<Row>,
    /// 1 on the right, -1 on the left.
    pub(super) side: f64,
}

/// Where everything stands; the middle is at 0, 0.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) middle: Area,
    /// In the order of [`Scene::neighbours`].
    pub(super) neighbours: Vec<Placed>,
    pub(super) all: Area,
}

/// Places a scene.
pub(super) fn place(scene: &Scene<'_>) -> Layout {
    let half = (width(&scene.name).min(NAME_EMS) * (NAME + 2.0)) / 2.0 + 2.0 * PADDING;
    let middle = Area { x: -half, y: -22.0, width: 2.0 * half, height: 44.0 };
    let mut neighbours = column(&scene.left, -1.0, half);
    neighbours.append(&mut column(&scene.right, 1.0, half));
    let areas = || neighbours.iter().map(|placed| placed.area).chain([middle]);
    let left = areas().map(|area| area.x).fold(0.0, f64::min) - MARGIN;
    let right = areas().map(|area| area.x + area.width).fold(0.0, f64::max) + MARGIN;
    let top = areas().map(|area| area.y).fold(0.0, f64::min) - MARGIN;
    let bottom = areas().map(|area| area.y + area.height).fold(0.0, f64::max) + MARGIN;
    Layout { middle, neighbours, all: Area { x: left, y: top, width: right - left, height: bottom - top } }
}

fn height_of(line: &Line<'_>) -> f64 {
    if line.details.is_empty() { ROW } else { ROW_WITH_DETAILS }
}

fn height(neighbour: &Neighbour<'_>) -> f64 {
    neighbour.lines.iter().map(height_of).sum::<f64>().max(BOX)
}

/// The widest text of a side's lines, in pixels.
fn labels(neighbours: &[Neighbour<'_>]) -> f64 {
    let lines = neighbours.iter().flat_map(|neighbour| &neighbour.lines);
    let widths = lines.map(|line| {
        let label = width(&line.label).min(LABEL_EMS) * LABEL;
        label.max(width(&line.details).min(DETAIL_EMS) * DETAIL)
    });
    widths.fold(40.0, f64::max) + 24.0
}

fn column(neighbours: &[Neighbour<'_>], side: f64, half: f64) -> Vec<Placed> {
    let total: f64 = neighbours.iter().map(|neighbour| height(neighbour) + GAP).sum::<f64>() - GAP;
    let labels = labels(neighbours);
    let bend = |y: f64| BEND * (1.0 - (2.0 * y / total.max(1.0)).powi(2)).max(0.0).sqrt();
    let mut placed = Vec::new();
    let mut top = -total / 2.0;
    for neighbour in neighbours {
        let height = height(neighbour);
        // A box stands as far out as the row of it that is nearest to the middle's height.
        let nearest =
            if top <= 0.0 && top + height >= 0.0 { 0.0 } else { top.abs().min((top + height).abs()) };
        let outer = half + FAN + bend(nearest) + labels;
        let lines: f64 = neighbour.lines.iter().map(height_of).sum();
        let mut y = top + (height - lines) / 2.0;
        let rows = neighbour.lines.iter().map(|line| {
            let height = height_of(line);
            let row = Row {
                inner: side * (half + FAN + bend(y + height / 2.0)),
                outer: side * outer,
                // The label stands above the line and needs more room than what limits it.
                y: y + 18.0,
            };
            y += height;
            row
        });
        let rows = rows.collect();
        let ems = if neighbour.shape == Shape::Statement { STATEMENT_EMS } else { NAME_EMS };
        let width = match neighbour.shape {
            Shape::End => 12.0,
            _ => width(&neighbour.name).min(ems) * NAME + 2.0 * PADDING,
        };
        let x = if side > 0.0 { outer } else { -outer - width };
        placed.push(Placed { area: Area { x, y: top, width, height }, rows, side });
        top += height + GAP;
    }
    placed
}
