//! The word lists of `lexicons/` in, what a verb or a cue does to an event out.
//!
//! The last two columns of each table are `example`, a sentence for each effect of the entry, and `fact`, what
//! must come out of it. Only the tests of the command read them: they run every example through the whole
//! program.

use std::{collections::HashMap, sync::LazyLock};

/// What a word does to the event that it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Put forward as so by somebody.
    Says,
    /// As [`Effect::Says`]; denied, it denies the event ("does not think that").
    Thinks,
    /// Put forward as perhaps so.
    Suspects,
    /// Put forward as perhaps so, where nobody is named who says so.
    Alleged,
    /// Put forward as not so.
    Denies,
    /// Asked.
    Asks,
    /// Wished, ordered or planned.
    Wanted,
    /// To come.
    Future,
    /// Made possible, or perhaps so.
    Possible,
    /// So only if.
    Conditional,
    /// Open.
    Questioned,
    /// Brought about.
    Done,
    /// Not so.
    Not,
}

impl Effect {
    fn read(name: &str) -> Option<Self> {
        Some(match name {
            "says" => Self::Says,
            "thinks" => Self::Thinks,
            "suspects" => Self::Suspects,
            "alleged" => Self::Alleged,
            "denies" => Self::Denies,
            "asks" => Self::Asks,
            "wanted" | "wants" => Self::Wanted,
            "future" => Self::Future,
            "possible" => Self::Possible,
            "conditional" => Self::Conditional,
            "questioned" => Self::Questioned,
            "done" => Self::Done,
            "not" => Self::Not,
            _ => return None,
        })
    }
}

/// What a verb does to the events that it governs, each where it does anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verb {
    /// To its that-clause.
    pub(crate) clause: Option<Effect>,
    /// To what its object does.
    pub(crate) object: Option<Effect>,
    /// To its own infinitive or gerund.
    pub(crate) own: Option<Effect>,
}

/// What a cue is to the verb of the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum CueKind {
    Adverb,
    Determiner,
    /// A pronoun such as "nobody".
    Noun,
    Auxiliary,
    Mark,
    /// What is said of the event: "it is unclear whether".
    Predicate,
    /// A noun that the event explains: "no evidence that".
    NounOfContent,
}

impl CueKind {
    fn read(name: &str) -> Option<Self> {
        Some(match name {
            "adverb" => Self::Adverb,
            "determiner" => Self::Determiner,
            "noun" => Self::Noun,
            "auxiliary" => Self::Auxiliary,
            "mark" => Self::Mark,
            "predicate" => Self::Predicate,
            "noun of content" => Self::NounOfContent,
            _ => return None,
        })
    }
}

const VERBS: &str = include_str!("../../lexicons/verbs.tsv");
const CUES: &str = include_str!("../../lexicons/cues.tsv");
const SOURCES: &str = include_str!("../../lexicons/sources.tsv");

/// The entries of a table: lines that are no comment, without the line that names the columns.
fn entries(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect())
}

static VERB_TABLE: LazyLock<HashMap<&'static str, Verb>> = LazyLock::new(|| {
    let read = |columns: Vec<&'static str>| {
        let effect = |column: usize| columns.get(column).copied().and_then(Effect::read);
        (columns[0], Verb { clause: effect(1), object: effect(2), own: effect(3) })
    };
    entries(VERBS).map(read).collect()
});

static CUE_TABLE: LazyLock<HashMap<(CueKind, &'static str), Effect>> = LazyLock::new(|| {
    let read = |columns: Vec<&'static str>| {
        let &[cue, kind, effect, ..] = columns.as_slice() else { return None };
        Some(((CueKind::read(kind)?, cue), Effect::read(effect)?))
    };
    entries(CUES).filter_map(read).collect()
});

/// What a verb does, by its lemma.
pub(crate) fn verb(lemma: &str) -> Verb {
    VERB_TABLE.get(lemma).copied().unwrap_or_default()
}

/// What a word in lower case does where it stands as `kind`.
pub(crate) fn cue(kind: CueKind, word: &str) -> Option<Effect> {
    CUE_TABLE.get(&(kind, word)).copied()
}

/// Whether a noun is one of what somebody says or writes.
pub(crate) fn is_utterance(lemma: &str) -> bool {
    entries(SOURCES).any(|columns| columns[0] == lemma)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_entry_is_read() {
        let mut seen = HashSet::new();
        for columns in entries(VERBS) {
            assert_eq!(columns.len(), 6, "{columns:?}");
            assert!(seen.insert(columns[0]), "{} stands twice", columns[0]);
            let effects = &columns[1..4];
            assert!(
                effects.iter().all(|&effect| effect == "-" || Effect::read(effect).is_some()),
                "{columns:?}"
            );
            assert!(effects.iter().any(|&effect| effect != "-"), "{} does nothing", columns[0]);
        }
        let mut seen = HashSet::new();
        for columns in entries(CUES) {
            assert_eq!(columns.len(), 5, "{columns:?}");
            assert!(seen.insert((columns[0], columns[1])), "{} stands twice", columns[0]);
            assert!(CueKind::read(columns[1]).is_some() && Effect::read(columns[2]).is_some(), "{columns:?}");
        }
        let mut seen = HashSet::new();
        for columns in entries(SOURCES) {
            assert_eq!(columns.len(), 3, "{columns:?}");
            assert!(seen.insert(columns[0]), "{} stands twice", columns[0]);
        }
        assert_eq!(VERB_TABLE.len(), entries(VERBS).count());
        assert_eq!(CUE_TABLE.len(), entries(CUES).count());
    }

    #[test]
    fn words_are_found_by_what_they_are() {
        assert_eq!(verb("deny").own, Some(Effect::Not));
        assert_eq!(verb("walk"), Verb::default());
        assert_eq!(cue(CueKind::Auxiliary, "may"), Some(Effect::Possible));
        assert_eq!(cue(CueKind::Adverb, "may"), None);
        assert!(is_utterance("statement") && !is_utterance("noun") && !is_utterance("bomb"));
    }
}
