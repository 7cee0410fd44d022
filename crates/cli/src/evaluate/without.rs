//! Names of rules in, whether a fact counts out: scores as if some rules had found nothing.
//!
//! Facts are left out when they are there, so what is lost is a rule's own share: where two rules found
//! the same words, the fact is that of the rule which was more certain.

use triplewire_relations::RULES;

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

/// Whether facts of a rule count where the given ones do not.
pub(super) fn counts(rule: &str, without: &[RuleName]) -> bool {
    !without.iter().any(|name| name.covers(rule))
}

#[cfg(test)]
mod tests {
    use super::{RuleName, counts};

    #[test]
    fn a_family_covers_its_rules_and_nothing_else() {
        let names =
            |names: &[&str]| names.iter().map(|name| RuleName::read(name).unwrap()).collect::<Vec<_>>();
        assert!(counts("clause.svo", &[]));
        assert!(!counts("clause.svo", &names(&["title", "clause"])));
        assert!(!counts("clause.svo", &names(&["clause.svo"])));
        assert!(counts("clause.agent", &names(&["clause.svo"])));
        assert!(!counts("location", &names(&["location"])));
        assert!(counts("copula.adjective-oblique", &names(&["copula.adjective"])));
    }

    #[test]
    fn an_unknown_name_is_told_which_there_are() {
        for wrong in ["", "clause.", "claus", "clause.svo.x", "Clause"] {
            let error = RuleName::read(wrong).unwrap_err();
            assert!(error.contains("clause.svo, ") && error.contains("speech.content"), "{wrong}: {error}");
        }
    }
}
