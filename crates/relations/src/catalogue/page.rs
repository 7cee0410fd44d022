//! In: the files of examples. Out: the catalogue of constructions as Markdown.

use std::fmt::Write;

use super::examples::{Example, File};
use crate::RULES;

/// What stands before the examples.
const INTRODUCTION: &str = include_str!("intro.md");

/// The document.
pub(super) fn render(files: &[File<'_>]) -> String {
    let mut page = INTRODUCTION.to_owned();
    page.push_str("\n## The rules\n\n| rule | for example |\n|---|---|\n");
    for rule in RULES {
        // Writing to a string cannot fail.
        let _ = writeln!(page, "| `{rule}` | {} |", first(rule, files).unwrap_or_default());
    }
    for file in files {
        let _ = writeln!(page, "\n## {}", file.title);
        paragraph(&mut page, &file.remarks);
        for construction in &file.constructions {
            let _ = writeln!(page, "\n### {}", construction.title);
            paragraph(&mut page, &construction.remarks);
            page.push_str("\n```text\n");
            let blocks: Vec<String> = construction.examples.iter().map(block).collect();
            page.push_str(&blocks.join("\n"));
            page.push_str("```\n");
        }
    }
    page
}

fn paragraph(page: &mut String, lines: &[&str]) {
    if !lines.is_empty() {
        let _ = writeln!(page, "\n{}", lines.join("\n"));
    }
}

/// A sentence and what it gives.
fn block(example: &Example<'_>) -> String {
    let mut text = format!("{}\n", example.text());
    for fact in &example.facts {
        let _ = writeln!(text, "    {}  ← {}", fact.short, fact.rule);
        if let Some(full) = fact.full {
            let _ = writeln!(text, "      in full: {full}");
        }
    }
    if example.facts.is_empty() {
        text.push_str("    nothing\n");
    }
    text
}

/// The first fact of a rule that is a plain assertion, else the first, as a cell of a table.
fn first(rule: &str, files: &[File<'_>]) -> Option<String> {
    let constructions = files.iter().flat_map(|file| &file.constructions);
    let facts: Vec<&str> = constructions
        .flat_map(|construction| &construction.examples)
        .flat_map(|example| &example.facts)
        .filter(|fact| fact.rule == rule)
        .map(|fact| fact.short)
        .collect();
    let plain = facts.iter().find(|fact| !fact.contains('[')).or(facts.first());
    plain.map(|fact| fact.replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::catalogue::examples::read;

    #[test]
    fn sentences_stand_with_what_they_give() {
        let file = read(
            "\
# Places
> Where things are.

## One place in another

Mokha PROPN NNP Mokha 0 root
_, PUNCT , , 1 punct
Yemen PROPN NNP Yemen 1 appos
=> apposition.place: Mokha | is in | Yemen
in full: the town of Mokha | is in | Yemen

Monday PROPN NNP Monday 0 root
=> nothing
",
        );
        let page = render(&[file]);
        assert!(page.contains("| `apposition.place` | Mokha \\| is in \\| Yemen |\n"), "{page}");
        let end = "
## Places

Where things are.

### One place in another

```text
Mokha, Yemen
    Mokha | is in | Yemen  ← apposition.place
      in full: the town of Mokha | is in | Yemen

Monday
    nothing
```
";
        assert!(page.ends_with(end), "{page}");
    }
}
