//! The command line and `triplewire.toml` in, the options out: what the file says is the default of an option,
//! so that the command line wins.

use std::borrow::Cow;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::args::{Args, Command, InputArgs};
use crate::error::Error;
use crate::progress::message;

const NAME: &str = "triplewire.toml";

/// The commands that have a table in the file.
const TABLES: [&str; 2] = ["extract", "annotate"];

/// What a key takes.
#[derive(Clone, Copy)]
enum Kind {
    Flag,
    Number(&'static str),
    Day,
    Word(&'static str),
    /// Relative to the folder of the file.
    Path(&'static str),
}

/// The keys: those options that say how to work, not what to read, where to write or what to forget.
const KEYS: [(&str, Kind); 12] = [
    ("aliases", Kind::Path("the path of a CSV file")),
    ("any-language", Kind::Flag),
    ("date", Kind::Day),
    ("engine", Kind::Word("")),
    ("format", Kind::Word("table, jsonl, articles, csv or parquet")),
    ("jobs", Kind::Number("a whole number from 1")),
    ("max-article", Kind::Number("a whole number of MiB from 1")),
    ("min-confidence", Kind::Number("a number from 0 to 1")),
    ("model", Kind::Path("the path of a folder")),
    ("offsets", Kind::Word("")),
    ("precision", Kind::Word("")),
    ("quiet", Kind::Flag),
];

/// A value of the file, as it would stand on the command line.
struct Setting {
    command: &'static str,
    key: &'static str,
    value: OsString,
    /// As it stands in the file.
    written: String,
}

/// Reads the command line, and the file that goes with it.
pub(crate) fn parse() -> Result<Args, Error> {
    let args = Args::parse();
    let (name, input) = match &args.command {
        Command::Extract(options) => ("extract", &options.input),
        Command::Annotate(options) => ("annotate", &options.input),
        _ => return Ok(args),
    };
    let Some(path) = file(input) else { return Ok(args) };
    let text = fs::read_to_string(&path).map_err(|source| Error::ReadFile { path: path.clone(), source })?;
    let mut command = Args::command();
    let mut settings = read(&path, &text, &command)?;
    settings.retain(|setting| {
        setting.command == name
            && !(setting.key == "quiet" && input.no_quiet)
            && !(setting.key == "any-language" && input.no_any_language)
    });
    for setting in &settings {
        // clap wants defaults that last as long as the program.
        let value: &'static OsStr = Box::leak(setting.value.clone().into_boxed_os_str());
        command = command.mut_subcommand(name, |command| {
            command.mut_arg(id(setting.key), |argument| argument.default_value(value))
        });
    }
    let matches = command.get_matches();
    let args = Args::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    if let Some((_, matches)) = matches.subcommand()
        && !matches.get_flag("quiet")
    {
        say(&path, &settings, matches);
    }
    Ok(args)
}

/// Says which values of the file are used: those that the command line leaves alone.
fn say(path: &Path, settings: &[Setting], matches: &ArgMatches) {
    let used: Vec<String> = settings
        .iter()
        .filter(|setting| matches.value_source(&id(setting.key)) == Some(ValueSource::DefaultValue))
        .map(|setting| format!("{} = {}", setting.key, setting.written))
        .collect();
    if !used.is_empty() {
        message(&format!("settings of {}: {}", path.display(), used.join(", ")));
    }
}

/// What clap calls an option.
fn id(key: &str) -> String {
    key.replace('-', "_")
}

/// The file to read: the one that is named, else the nearest of the current folder and those above it.
fn file(input: &InputArgs) -> Option<PathBuf> {
    if input.no_config {
        return None;
    }
    input.config.clone().or_else(|| {
        let above = env::current_dir().ok()?.ancestors().count();
        let mut folder = PathBuf::new();
        for _ in 0..above {
            let path = folder.join(NAME);
            if path.is_file() {
                return Some(path);
            }
            folder.push("..");
        }
        None
    })
}

/// All values of the file, each checked as on the command line.
fn read(path: &Path, text: &str, command: &clap::Command) -> Result<Vec<Setting>, Error> {
    let wrong = |span: Range<usize>, reason: String| {
        let line = 1 + text.bytes().take(span.start).filter(|&byte| byte == b'\n').count();
        Error::Config { path: path.to_owned(), line, reason }
    };
    let tables = DeTable::parse(text)
        .map_err(|error| wrong(error.span().unwrap_or_default(), error.message().to_owned()))?;
    let mut settings = Vec::new();
    for (name, table) in in_order(tables.get_ref()) {
        let known = TABLES.into_iter().find(|known| *known == name.get_ref().as_ref());
        let (Some(name), Some(table)) = (known, table.get_ref().as_table()) else {
            let reason =
                format!("\"{}\" is not expected here; allowed are [extract] and [annotate]", name.get_ref());
            return Err(wrong(name.span(), reason));
        };
        let command = command.find_subcommand(name).expect("a table is called after a command");
        let keys = || KEYS.into_iter().filter(|(key, _)| argument(command, key).is_some());
        for (key, value) in in_order(table) {
            let Some((key, kind)) = keys().find(|(known, _)| *known == key.get_ref().as_ref()) else {
                let allowed: Vec<&str> = keys().map(|(key, _)| key).collect();
                let reason = format!(
                    "unknown key \"{}\" in [{name}]; allowed are {}",
                    key.get_ref(),
                    allowed.join(", ")
                );
                return Err(wrong(key.span(), reason));
            };
            let written = text.get(value.span()).unwrap_or_default().to_owned();
            let Some(value) = as_argument(kind, value.get_ref(), path)
                .filter(|value| matches!(kind, Kind::Flag) || takes(command, key, value))
            else {
                let reason = format!("{key} = {written}: expected {}", expected(command, key, kind));
                return Err(wrong(value.span(), reason));
            };
            settings.push(Setting { command: name, key, value, written });
        }
    }
    Ok(settings)
}

type Entry<'t, 'i> = (&'t Spanned<Cow<'i, str>>, &'t Spanned<DeValue<'i>>);

/// The entries of a table as they stand in the file, so that the first fault is the one that is named.
fn in_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<Entry<'t, 'i>> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

fn argument<'c>(command: &'c clap::Command, key: &str) -> Option<&'c clap::Arg> {
    command.get_arguments().find(|argument| argument.get_long() == Some(key))
}

/// The value as on the command line, if it has the type that the key takes.
fn as_argument(kind: Kind, value: &DeValue<'_>, path: &Path) -> Option<OsString> {
    match (kind, value) {
        (Kind::Flag, DeValue::Boolean(on)) => Some(on.to_string().into()),
        (Kind::Number(_), DeValue::Integer(number)) => Some(number.to_string().into()),
        (Kind::Number(_), DeValue::Float(number)) => Some(number.to_string().into()),
        (Kind::Day, DeValue::Datetime(day)) => Some(day.to_string().into()),
        (Kind::Day | Kind::Word(_), DeValue::String(word)) => Some(word.as_ref().into()),
        (Kind::Path(_), DeValue::String(word)) if !word.is_empty() => {
            Some(path.parent().unwrap_or(Path::new("")).join(word.as_ref()).into())
        }
        _ => None,
    }
}

/// Whether the command line would take the value.
fn takes(command: &clap::Command, key: &str, value: &OsString) -> bool {
    let mut option = OsString::from(format!("--{key}="));
    option.push(value);
    let line = [OsString::from(command.get_name()), option, OsString::from("-")];
    command.clone().try_get_matches_from(line).is_ok()
}

/// What a key takes, in words.
fn expected(command: &clap::Command, key: &str, kind: Kind) -> String {
    let listed: Vec<_> = argument(command, key)
        .map(clap::Arg::get_possible_values)
        .unwrap_or_default()
        .iter()
        .map(|value| value.get_name().to_owned())
        .collect();
    match (kind, listed.as_slice()) {
        (Kind::Flag, _) => "true or false".to_owned(),
        (Kind::Day, _) => "a day such as 2026-02-22".to_owned(),
        (_, [first @ .., last]) if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        (Kind::Number(words) | Kind::Word(words) | Kind::Path(words), _) => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Options that are of one run: what it writes, forgets, or reads settings from.
    const NO_KEYS: [&str; 9] = [
        "config",
        "fresh",
        "no-any-language",
        "no-config",
        "no-quiet",
        "output",
        "progress-every",
        "segment-articles",
        "update",
    ];

    #[test]
    fn every_option_is_a_key_or_is_none_on_purpose() {
        let command = Args::command();
        let mut found = Vec::new();
        for name in TABLES {
            for option in command.find_subcommand(name).unwrap().get_arguments() {
                let Some(long) = option.get_long() else { continue };
                let is_key = KEYS.iter().any(|(key, _)| *key == long);
                assert!(is_key != NO_KEYS.contains(&long), "--{long}");
                assert_eq!(option.get_id().as_str(), id(long));
                found.push(long.to_owned());
            }
        }
        assert!(KEYS.iter().all(|(key, _)| found.iter().any(|long| long == key)));
    }
}
