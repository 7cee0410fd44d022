//! What people see on standard error: progress, failures and the summary.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::output::ledger::{LedgerRecord, Status};

/// Says something on standard error; where that is closed, nobody is left to tell.
pub(crate) fn message(text: &str) {
    // A name of a file may hold what a terminal obeys.
    let control = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    let text: String = text.chars().map(control).collect();
    let _ = writeln!(io::stderr(), "triplewire: {text}");
}

/// What became of all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) done: usize,
    pub(crate) failed: usize,
    /// By reason.
    pub(crate) skipped: BTreeMap<String, usize>,
    pub(crate) words: usize,
    pub(crate) sentences: usize,
    pub(crate) sentences_without_facts: usize,
    pub(crate) sentences_cut: usize,
    pub(crate) facts: usize,
}

impl Tally {
    /// Counts one more article.
    pub(crate) fn add(&mut self, record: &LedgerRecord) {
        match record.status {
            Status::Done => self.done += 1,
            Status::Failed => self.failed += 1,
            Status::Skipped => {
                // What stands in brackets may be another for each article.
                let reason = record.reason.as_deref().unwrap_or_default();
                let kind = reason.split(" (").next().unwrap_or_default();
                *self.skipped.entry(kind.to_owned()).or_default() += 1;
            }
        }
        if let Some(counts) = &record.counts {
            self.words += counts.words;
            self.sentences += counts.sentences;
            self.sentences_without_facts += counts.sentences_without_facts;
            self.sentences_cut += counts.sentences_cut;
            self.facts += counts.facts;
        }
    }

    /// The summary, a line or two.
    fn summary(&self, seconds: f64) -> String {
        let skipped: usize = self.skipped.values().sum();
        let mut text = format!("{} articles read, {} failed, {skipped} skipped", self.done, self.failed);
        let reasons: Vec<String> =
            self.skipped.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
        if !reasons.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(text, " ({})", reasons.join(", "));
        }
        let _ = write!(
            text,
            "\n{} words, {} facts, {} of {} sentences without facts",
            self.words, self.facts, self.sentences_without_facts, self.sentences
        );
        if self.sentences_cut > 0 {
            let _ = write!(text, ", {} cut", self.sentences_cut);
        }
        if seconds > 0.0 {
            let _ = write!(text, "; {:.0} words a second", self.words as f64 / seconds);
        }
        text
    }
}

/// The progress of a run.
pub(crate) struct Progress {
    bar: ProgressBar,
    quiet: bool,
    started: Instant,
    tally: Tally,
}

impl Progress {
    /// Starts the clock. The bar shows on a terminal that the results do not use; `total` is the
    /// number of articles, where it is known.
    pub(crate) fn start(quiet: bool, results_on_terminal: bool, total: Option<usize>) -> Self {
        let hidden = quiet || results_on_terminal;
        // The library draws nothing where standard error is no terminal.
        let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(total.map(|total| total as u64), target);
        let template = match total {
            Some(_) => "{bar:30} {pos}/{len} articles, {msg}",
            None => "{spinner} {pos} articles, {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { bar, quiet, started: Instant::now(), tally: Tally::default() }
    }

    /// Counts an article and names it if it failed.
    pub(crate) fn record(&mut self, record: &LedgerRecord) {
        self.tally.add(record);
        if record.status == Status::Failed {
            let reason = record.reason.as_deref().unwrap_or_default();
            self.bar.suspend(|| message(&format!("{}: {reason}", record.source)));
        }
        if record.status != Status::Skipped {
            self.bar.inc(1);
            self.bar.set_message(format!("{} facts", self.tally.facts));
        }
    }

    /// What was counted so far.
    pub(crate) fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Takes the bar away and prints the summary.
    pub(crate) fn finish(self) {
        self.bar.finish_and_clear();
        if !self.quiet {
            let summary = self.tally.summary(self.started.elapsed().as_secs_f64());
            let _ = writeln!(io::stderr(), "{summary}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::ledger::Counts;

    #[test]
    fn the_summary_adds_up_the_ledger() {
        let record = |status, reason: Option<&str>, counts| LedgerRecord {
            article: String::new(),
            source: String::new(),
            status,
            reason: reason.map(str::to_owned),
            provenance: crate::output::ledger::Provenance::default(),
            counts,
        };
        let counts = Counts {
            words: 50,
            facts: 3,
            sentences: 4,
            sentences_without_facts: 1,
            sentences_cut: 1,
            ..Counts::default()
        };
        let mut tally = Tally::default();
        for record in [
            record(Status::Done, None, Some(counts.clone())),
            record(Status::Done, None, Some(counts)),
            record(Status::Failed, Some("not UTF-8"), None),
            record(Status::Skipped, Some("language: German (0.99)"), None),
            record(Status::Skipped, Some("language: German (0.97)"), None),
        ] {
            tally.add(&record);
        }
        assert_eq!(
            tally.summary(2.0),
            "2 articles read, 1 failed, 2 skipped (2 language: German)\n\
             100 words, 6 facts, 2 of 8 sentences without facts, 2 cut; 50 words a second"
        );
    }
}
