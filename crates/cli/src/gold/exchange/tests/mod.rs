//! Labels to every tool and back, in one process.

mod corrections;
mod malformed;
mod round_trips;

use triplewire_evaluation::facts::GoldArticle;

use super::*;

const FORMATS: [Format; 3] = [Format::Brat, Format::Doccano, Format::LabelStudio];

/// The tool's main file for one article.
fn written(format: Format, article: Labelled) -> String {
    match format {
        Format::Brat => brat_write::write(&article.markup, &article.text),
        Format::Doccano => doccano::write(&[article]),
        Format::LabelStudio => label_studio::write(&[article], false),
    }
}

fn exported(format: Format, facts: &str, text: &str) -> String {
    let (article, findings) = parse(facts, "a");
    assert!(findings.is_empty(), "{findings:?}");
    let markup = mark::mark(&article, text).unwrap();
    written(format, Labelled { name: "a".to_owned(), text: text.to_owned(), markup })
}

/// Text, labels and remarks of what a tool gives back.
fn imported(format: Format, content: &str, text: &str) -> Result<(String, GoldArticle, Vec<String>), String> {
    let mut remarks = Vec::new();
    let article = match format {
        Format::Brat => {
            let (markup, more) =
                brat_read::read(content, text, "a.ann").map_err(|error| error.to_string())?;
            remarks.extend(more);
            Labelled { name: "a".to_owned(), text: text.to_owned(), markup }
        }
        Format::Doccano => {
            doccano::read(content, "f.jsonl", "f", &mut remarks).map_err(|error| error.to_string())?.remove(0)
        }
        Format::LabelStudio => label_studio_read::read(content, "f.json", "f", &mut remarks)?.remove(0),
    };
    let (labels, more) = unmark::unmark(&article.name, &article.text, &article.markup);
    remarks.extend(more);
    Ok((article.text, labels, remarks))
}

/// The lines of the labels, entities sorted: their order has no meaning.
fn lines(article: &GoldArticle) -> Vec<String> {
    let mut article = article.clone();
    article.entities.sort_by_key(ToString::to_string);
    article.to_string().lines().map(str::to_owned).collect()
}
