//! A labelled article in, the text of its `.facts` file out: what [`parse`](super::parse) reads.

use std::fmt;

use super::gold::{GoldArticle, GoldEntity, GoldFact, Modality, Polarity};

impl Polarity {
    /// As a `.facts` file spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Negative => "negative",
        }
    }
}

impl Modality {
    /// As a `.facts` file spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Possible => "possible",
            Self::Future => "future",
            Self::Conditional => "conditional",
            Self::Wanted => "wanted",
            Self::Questioned => "questioned",
        }
    }
}

/// What follows `entity:` in its line.
impl fmt::Display for GoldEntity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} | {}", self.kind, self.names.join(" | "))
    }
}

/// The `fact:` line and the lines below it, each with its line end.
impl fmt::Display for GoldFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, form) in self.forms.iter().enumerate() {
            writeln!(f, "{} {form}", if index == 0 { "fact:" } else { "  or:" })?;
        }
        if !self.by.is_empty() {
            writeln!(f, "  by: {}", self.by.join(" > "))?;
        }
        if self.polarity != Polarity::default() {
            writeln!(f, "  polarity: {}", self.polarity.as_str())?;
        }
        if self.modality != Modality::default() {
            writeln!(f, "  modality: {}", self.modality.as_str())?;
        }
        if let Some(when) = &self.when {
            writeln!(f, "  when: {when}")?;
        }
        if let Some(place) = &self.place {
            writeln!(f, "  where: {place}")?;
        }
        if self.optional {
            writeln!(f, "  optional: yes")?;
        }
        Ok(())
    }
}

/// The whole file. Its name is not in it.
impl fmt::Display for GoldArticle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(date) = &self.date {
            writeln!(f, "date: {date}")?;
        }
        for entity in &self.entities {
            writeln!(f, "entity: {entity}")?;
        }
        if !self.facts.is_empty() {
            writeln!(f)?;
        }
        self.facts.iter().try_for_each(|fact| fact.fmt(f))
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::parse;

    const FILE: &str = "\
date: 2026-02-22
entity: ORG | Islamic State | IS
entity: GPE | Syria

fact: IS | claimed [responsibility for] | [two] attacks
  or: [two] attacks | were claimed by | IS
  by: News.Az > Agence France-Presse
  when: 2026-02-20/2026-02-21
fact: regime | will not allow | attacks
  polarity: negative
  modality: future
  where: [northern] Syria
  optional: yes
";

    #[test]
    fn what_was_read_is_written_as_it_was() {
        let (article, findings) = parse(FILE, "a");
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(article.to_string(), FILE);
    }

    #[test]
    fn defaults_are_left_out() {
        let spelled = "fact: a | b | c\n  polarity: positive\n  modality: asserted\n  optional: no\n";
        assert_eq!(parse(spelled, "a").0.to_string(), "\nfact: a | b | c\n");
        assert_eq!(parse("date: 2026", "a").0.to_string(), "date: 2026\n");
    }
}
