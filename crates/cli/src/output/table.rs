//! Fact records in, a table for people out: one for each article.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, LineStyle, TableStyle};

use super::facts::{FactRecord, Part};

/// Columns of characters where standard output is no terminal, or one that does not know its width.
const WIDTH: u16 = 120;

/// Terminals report a width of 0 or 1 when nobody set it.
const LEAST_WIDTH: u16 = 20;

/// One line under the header, none between facts.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// Writes the facts of one article under its name; nothing where there are none.
pub(crate) fn write(output: &mut impl Write, article: &str, facts: &[FactRecord]) -> io::Result<()> {
    if facts.is_empty() {
        return Ok(());
    }
    let mut table = styled(["subject", "relation", "object", "attributes"].map(str::to_owned));
    for fact in facts {
        let object = fact.object.as_ref().map(argument).unwrap_or_default();
        let cells: [&str; 4] = [&argument(&fact.subject), &fact.relation.text, &object, &attributes(fact)];
        table.add_row(cells.map(plain));
    }
    writeln!(output, "{}\n{table}\n", plain(article))
}

/// An empty table as wide as the terminal.
pub(crate) fn styled(header: impl IntoIterator<Item = String>) -> comfy_table::Table {
    let header: Vec<String> = header.into_iter().collect();
    let mut table = comfy_table::Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic).set_header(header);
    if table.width().is_none_or(|width| width < LEAST_WIDTH) {
        table.set_width(WIDTH);
    }
    table
}

/// The words of an argument, and whom they stand for where they do not say it.
fn argument(part: &Part) -> String {
    named(&part.text, part.name.as_deref())
}

fn named(text: &str, name: Option<&str>) -> String {
    match name {
        Some(name) if !text.contains(name) && !name.contains(text) => format!("{text} [{name}]"),
        _ => text.to_owned(),
    }
}

/// Everything but the triple, and only what is not the usual.
fn attributes(fact: &FactRecord) -> String {
    let mut attributes = Vec::new();
    if fact.polarity == "negative" {
        attributes.push("not".to_owned());
    }
    if fact.modality != "asserted" {
        attributes.push(fact.modality.to_owned());
    }
    let sources: Vec<String> =
        fact.by.iter().map(|source| named(&source.text, source.name.as_deref())).collect();
    if !sources.is_empty() {
        attributes.push(format!("by {}", sources.join(" > ")));
    }
    attributes.extend(fact.when.iter().map(|when| match &when.value {
        Some(value) => format!("when {} [{value}]", when.text),
        None => format!("when {}", when.text),
    }));
    attributes.extend(fact.place.iter().map(|place| format!("where {}", argument(place))));
    attributes.join("; ")
}

/// Without control characters: a text must not steer the terminal.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Unit;
    use crate::output::facts::records;
    use crate::output::facts::tests::{TEXT, analysis};
    use crate::positions::Positions;

    #[test]
    fn facts_stand_under_their_article() {
        let mut facts = records("a", &analysis(TEXT), None, &Positions::new(TEXT, Unit::Chars));
        facts[0].polarity = "negative";
        let mut bytes = Vec::new();
        write(&mut bytes, "news/\u{1b}[2Ja", &facts).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("news/\u{fffd}[2Ja\n"), "{text}");
        for words in ["IS [Islamic State]", "claimed", "two deadly attacks", "not; by Amaq; when yesterday"] {
            assert!(text.contains(words), "{words} not in\n{text}");
        }
    }

    #[test]
    fn an_article_without_facts_has_no_table() {
        let mut bytes = Vec::new();
        write(&mut bytes, "a", &[]).unwrap();
        assert!(bytes.is_empty());
    }
}
