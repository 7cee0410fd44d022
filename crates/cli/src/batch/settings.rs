//! The options in, what of them changes results out: compared when a run goes on where another stopped.

use std::env;
use std::path::Path;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use triplewire_encoder::ModelFiles;
use xxhash_rust::xxh3::Xxh3;

use super::key;
use crate::args::ExtractArgs;
use crate::error::Error;

/// All that changes the results of an article besides the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Settings {
    /// The version of the program.
    version: String,
    /// A hash of the program's file: builds of one version differ too.
    #[serde(skip_serializing_if = "Option::is_none")]
    build: Option<String>,
    /// A hash of the model's files.
    model: String,
    /// What ran it.
    engine: String,
    min_confidence: f64,
    offsets: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// A hash of the alias file.
    #[serde(skip_serializing_if = "Option::is_none")]
    aliases: Option<String>,
    any_language: bool,
    /// MiB.
    max_article: u32,
}

impl Settings {
    /// The settings of a run of this program.
    pub(super) fn of(options: &ExtractArgs) -> Result<Self, Error> {
        let named = |path: &Path| {
            let path = path.to_owned();
            move |source| Error::ReadFile { path, source }
        };
        let aliases = options.input.aliases.as_deref();
        Ok(Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            build: env::current_exe().ok().and_then(|path| key::of_file(&path).ok()),
            model: match options.input.model.as_deref() {
                None => built_in_model(),
                Some(folder) => model(folder).map_err(named(folder))?,
            },
            engine: options.input.engine.name().to_owned(),
            min_confidence: options.min_confidence,
            offsets: options
                .offsets
                .to_possible_value()
                .map(|unit| unit.get_name().to_owned())
                .unwrap_or_default(),
            date: options.input.date.map(|date| date.to_string()),
            aliases: aliases.map(|path| key::of_file(path).map_err(named(path))).transpose()?,
            any_language: options.input.any_language,
            max_article: options.input.max_article.get(),
        })
    }

    /// What is not as it was, for people; empty when nothing differs.
    pub(super) fn changes(&self, now: &Self) -> Vec<String> {
        let mut changes = Vec::new();
        let mut compare = |what: &str, was: &str, is: &str| {
            if was != is {
                changes.push(format!("{what} (was {was}, is {is})"));
            }
        };
        let given = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
        if self.version == now.version {
            compare("the build of the program", &given(&self.build), &given(&now.build));
        } else {
            compare("the program", &self.version, &now.version);
        }
        compare("the model", &self.model, &now.model);
        compare("the engine", &self.engine, &now.engine);
        compare("--min-confidence", &self.min_confidence.to_string(), &now.min_confidence.to_string());
        compare("--offsets", &self.offsets, &now.offsets);
        compare("--date", &given(&self.date), &given(&now.date));
        compare("--aliases", &given(&self.aliases), &given(&now.aliases));
        compare("--any-language", on_off(self.any_language), on_off(now.any_language));
        compare("--max-article", &self.max_article.to_string(), &now.max_article.to_string());
        changes
    }
}

fn on_off(flag: bool) -> &'static str {
    if flag { "on" } else { "off" }
}

fn built_in_model() -> String {
    let mut hash = Xxh3::new();
    for file in ModelFiles::embedded_files() {
        hash.update(file);
    }
    format!("{:016x}", hash.digest())
}

fn model(folder: &Path) -> std::io::Result<String> {
    let mut hash = Xxh3::new();
    for name in ["config.json", "vocab.txt", "model.safetensors"] {
        hash.update(&std::fs::read(folder.join(name))?);
    }
    Ok(format!("{:016x}", hash.digest()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_is_named() {
        let was = Settings {
            version: "1.0.0".to_owned(),
            build: Some("ab".to_owned()),
            model: "cd".to_owned(),
            engine: "native int8".to_owned(),
            min_confidence: 0.35,
            offsets: "chars".to_owned(),
            date: None,
            aliases: None,
            any_language: false,
            max_article: 2,
        };
        assert!(was.changes(&was).is_empty());
        let build = Settings { build: Some("ef".to_owned()), ..was.clone() };
        assert_eq!(was.changes(&build), ["the build of the program (was ab, is ef)"]);
        let all = Settings {
            version: "1.1.0".to_owned(),
            build: None,
            model: "ef".to_owned(),
            engine: "native fp32".to_owned(),
            min_confidence: 0.5,
            offsets: "utf8".to_owned(),
            date: Some("2026-02-22".to_owned()),
            aliases: Some("12".to_owned()),
            any_language: true,
            max_article: 8,
        };
        assert_eq!(
            was.changes(&all),
            [
                "the program (was 1.0.0, is 1.1.0)",
                "the model (was cd, is ef)",
                "the engine (was native int8, is native fp32)",
                "--min-confidence (was 0.35, is 0.5)",
                "--offsets (was chars, is utf8)",
                "--date (was none, is 2026-02-22)",
                "--aliases (was none, is 12)",
                "--any-language (was off, is on)",
                "--max-article (was 2, is 8)",
            ]
        );
    }

    #[test]
    fn the_built_in_model_is_the_one_in_its_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/english");
        assert_eq!(built_in_model(), model(&folder).unwrap());
    }
}
