//! Ledger records in, their sums and the summary of a run out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::output::ledger::{LedgerRecord, Status};

/// The most reasons that are counted apart.
const REASONS: usize = 64;

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
        self.count(record.status, record.reason.as_deref());
        if let Some(counts) = &record.counts {
            self.words += counts.words;
            self.sentences += counts.sentences;
            self.sentences_without_facts += counts.sentences_without_facts;
            self.sentences_cut += counts.sentences_cut;
            self.facts += counts.facts;
        }
    }

    /// Counts one more article without what was found in it.
    pub(crate) fn count(&mut self, status: Status, reason: Option<&str>) {
        match status {
            Status::Done => self.done += 1,
            Status::Failed => self.failed += 1,
            Status::Skipped => {
                // What stands in brackets may be another for each article.
                let reason = reason.unwrap_or_default().split(" (").next().unwrap_or_default();
                let many = self.skipped.len() >= REASONS && !self.skipped.contains_key(reason);
                let reason = if many { "for other reasons" } else { reason };
                *self.skipped.entry(reason.to_owned()).or_default() += 1;
            }
        }
    }

    /// The summary, a line or two.
    pub(crate) fn summary(&self, words_a_second: Option<f64>) -> String {
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
        if let Some(speed) = words_a_second {
            let _ = write!(text, "; {speed:.0} words a second");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::ledger::Counts;

    fn record(status: Status, reason: Option<&str>, counts: Option<Counts>) -> LedgerRecord {
        let reason = reason.map(str::to_owned);
        let provenance = crate::output::ledger::Provenance::default();
        LedgerRecord { article: String::new(), source: String::new(), status, reason, provenance, counts }
    }

    #[test]
    fn the_summary_adds_up_the_ledger() {
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
            tally.summary(Some(50.0)),
            "2 articles read, 1 failed, 2 skipped (2 language: German)\n\
             100 words, 6 facts, 2 of 8 sentences without facts, 2 cut; 50 words a second"
        );
    }

    #[test]
    fn many_reasons_are_counted_together() {
        let mut tally = Tally::default();
        for i in 0..1000 {
            tally.add(&record(Status::Skipped, Some(&format!("reason {i}")), None));
        }
        assert_eq!(tally.skipped.len(), REASONS + 1);
        assert_eq!(tally.skipped.values().sum::<usize>(), 1000);
    }
}
