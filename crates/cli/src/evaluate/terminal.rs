//! The description of a report in, text for a terminal out.

use std::fmt::{self, Write};

use comfy_table::{CellAlignment, presets};

use super::aligned::Aligned;
use super::page::{Block, Case, Item, Outcome, Page, Table, percent};

/// Draws a report; articles with all their facts only where `details` are asked for.
pub(super) fn render(page: &Page, details: bool) -> String {
    let mut output = String::new();
    let mut under_heading = true;
    for block in &page.blocks {
        let is_heading = matches!(block, Block::Heading(_));
        if matches!(block, Block::Article(_)) && !details {
            continue;
        }
        if !output.is_empty() && (is_heading || !under_heading) {
            output.push('\n');
        }
        under_heading = is_heading;
        // Writing to a string cannot fail.
        let _ = draw(&mut output, block);
    }
    output
}

fn draw(output: &mut String, block: &Block) -> fmt::Result {
    match block {
        Block::Heading(text) | Block::Line(text) => writeln!(output, "{text}"),
        Block::Table(table) => draw_table(output, table),
        Block::Cases(cases) => cases.iter().try_for_each(|case| draw_case(output, case)),
        Block::Changes(changes) => changes.iter().try_for_each(|change| {
            let (before, after) = (percent(change.before), percent(change.after));
            writeln!(output, "  {before:>6} to {after:>6}  {}", change.unit)
        }),
        Block::Article(article) => draw_article(output, article),
    }
}

/// The first column stands to the left, the others, which hold numbers, to the right.
fn draw_table(output: &mut String, table: &Table) -> fmt::Result {
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(presets::NOTHING).set_header(&table.header);
    for row in &table.rows {
        drawn.add_row(row);
    }
    for column in drawn.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    drawn.to_string().lines().try_for_each(|line| writeln!(output, "{}", line.trim_end()))
}

fn draw_case(output: &mut String, case: &Case) -> fmt::Result {
    let parts = [case.place.as_str(), &case.text].into_iter().filter(|part| !part.is_empty());
    writeln!(output, "  {}", parts.collect::<Vec<_>>().join(": "))?;
    for column in &case.columns {
        list(output, column.label, column.items.iter().map(line))?;
    }
    let differences = case.differences.iter();
    list(output, "", differences.map(|d| format!("{}: {}, not {}", d.word, d.gold, d.predicted)))
}

fn line(item: &Item) -> String {
    match item.outcome {
        Outcome::Unknown => item.text.clone(),
        Outcome::Found(found) => format!("{} {}", if found { '+' } else { '-' }, item.text),
        Outcome::Share(share) => format!("{:>6} {}", percent(share), item.text),
    }
}

/// Every missed gold fact and every extraction that matches none, each with what came nearest.
fn draw_article(output: &mut String, article: &Aligned) -> fmt::Result {
    writeln!(output, "{} (F1 {})", article.name, percent(article.counts.f1()))?;
    let missed = article.gold.iter().filter(|fact| fact.matches.is_empty() && !fact.optional);
    let missed = missed.map(|fact| {
        let nearest = fact.nearest.and_then(|index| article.predicted.get(index));
        let nearest = nearest.map_or(String::new(), |near| format!("; nearest: {}", near.text()));
        format!("line {}: {} ({}{nearest})", fact.line, fact.text(), fact.cause.unwrap_or_default())
    });
    list(output, "missed", missed)?;
    let wrong = article.predicted.iter().filter(|fact| fact.matches.is_empty()).map(|fact| {
        let nearest = fact.nearest.and_then(|index| article.gold.get(index));
        let nearest = nearest.map_or(String::new(), |near| format!("; nearest: {}", near.text()));
        let sentence = fact.sentence.map_or(String::new(), |sentence| format!("sentence {sentence}: "));
        let cause = fact.cause.unwrap_or_default();
        format!("{sentence}{} ({cause}{nearest}; {:.2})", fact.text(), fact.confidence)
    });
    list(output, "unmatched", wrong)
}

/// A label and an item a line.
fn list(output: &mut String, label: &str, items: impl IntoIterator<Item = String>) -> fmt::Result {
    items.into_iter().try_for_each(|item| writeln!(output, "    {label:<9} {item}"))
}

#[cfg(test)]
mod tests {
    use triplewire_evaluation::Counts;

    use super::super::page::{COUNTS_HEADER, Change, Difference, counts_row};
    use super::*;

    #[test]
    fn numbers_stand_below_each_other() {
        let mut page = Page::default();
        page.table(&COUNTS_HEADER, [counts_row("plain", Counts::one_to_one(1, 2, 3), None)]);
        let text = render(&page, false);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].find('R').map(|at| at + 1), lines[1].find("33.33").map(|at| at + 5), "{text}");
        assert!(lines[1].contains("50.00") && lines[1].contains("40.00"), "{text}");
    }

    #[test]
    fn blocks_are_parted_by_empty_lines_and_headings_stand_on_their_blocks() {
        let mut page = Page::default();
        page.line("2 sentences");
        page.heading("worst sentences");
        let gold = [Item::share(&("a | b".to_owned(), 0.5)), Item::found(&("c".to_owned(), false))];
        let mut case = Case::new("line 1", "A b .").side("gold", gold);
        let [word, gold, predicted] = ["b", "obj of a", "nsubj of a"].map(str::to_owned);
        case.differences.push(Difference { word, gold, predicted });
        page.cases([case]);
        page.heading("won: 1");
        page.changes([Change { unit: "A b .".to_owned(), before: 0.0, after: 1.0 }]);
        let expected = [
            "2 sentences",
            "",
            "worst sentences",
            "  line 1: A b .",
            "    gold       50.00 a | b",
            "    gold      - c",
            "              b: obj of a, not nsubj of a",
            "",
            "won: 1",
            "    0.00 to 100.00  A b .",
            "",
        ];
        assert_eq!(render(&page, false), expected.join("\n"));
    }
}
