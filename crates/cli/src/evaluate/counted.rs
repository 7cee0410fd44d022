//! Which of the program's own facts are scored: those that are certain enough, without those of rules that
//! are to count as if they had found nothing.
//!
//! Where two rules found the same words, the fact is that of the rule which was more certain, and is left
//! out with that one alone.

use triplewire_relations::RULES;

use crate::output::facts::FactRecord;

/// What a fact must be to be scored.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    /// The least confidence.
    pub(super) least: f64,
    /// Rules that are left out.
    pub(super) without: Vec<RuleName>,
}

impl Counted {
    /// Whether a fact is scored.
    pub(super) fn has(&self, fact: &FactRecord) -> bool {
        fact.confidence >= self.least && !self.without.iter().any(|name| name.covers(fact.rule))
    }
}

/// A rule (`clause.svo`) or a family of rules (`clause`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleName(String);

impl RuleName {
    /// Reads a name; an unknown one is an error that lists those that there are.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let name = Self(text.to_owned());
        if RULES.iter().any(|rule| name.covers(rule)) {
            return Ok(name);
        }
        Err(format!("no rule (clause.svo) and no family of rules (clause); there are {}", RULES.join(", ")))
    }

    /// Whether it is the rule's name or its family's.
    fn covers(&self, rule: &str) -> bool {
        let rest = rule.strip_prefix(&self.0);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::RuleName;

    #[test]
    fn a_family_covers_its_rules_and_nothing_else() {
        let covers = |name: &str, rule: &str| RuleName::read(name).unwrap().covers(rule);
        assert!(covers("clause", "clause.svo"));
        assert!(covers("clause.svo", "clause.svo"));
        assert!(covers("location", "location"));
        assert!(!covers("clause.svo", "clause.agent"));
        assert!(!covers("copula.adjective", "copula.adjective-oblique"));
    }

    #[test]
    fn an_unknown_name_is_told_which_there_are() {
        for wrong in ["", "clause.", "claus", "clause.svo.x", "Clause"] {
            let error = RuleName::read(wrong).unwrap_err();
            assert!(error.contains("clause.svo, ") && error.contains("speech.content"), "{wrong}: {error}");
        }
    }
}
