//! Why two forms of an article are one entity.

use std::{fmt, sync::Arc};

use crate::places::CountryCode;

/// The row of a data file that a merge rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file's name, as it was given.
    pub file: Arc<str>,
    /// Its line, counted from 1, where it is known.
    pub line: Option<usize>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{} line {line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// Two forms that were taken for one entity, and the reason. `form` is the one that was added to the
/// entity of `other`; a row with `apart` in an alias file undoes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The form that was added.
    pub form: String,
    /// The form, or the well-known name, that it was added to.
    pub other: String,
    /// Why.
    pub why: Why,
}

/// The rule that made two forms one entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A row lists the form.
    Known(Origin),
    /// The form is another spelling of one that a row lists.
    KnownSpelling(Origin),
    /// "Congo" beside "Kinshasa": the article puts the place in this country.
    Sense(CountryCode),
    /// "Erdogan" and "Erdoğan": case, accents, apostrophes, hyphens, full stops.
    Writing,
    /// "Sharaa" and "al-Shara": two spellings of one sound.
    Spelling,
    /// "Republican" and "Republicans".
    Plural,
    /// "Ministry of Defense" and "Defense Ministry", "Army of Syria" and "Syrian Army".
    Order,
    /// "Kurdish Media Office (KMO)".
    Brackets,
    /// "KMO" beside "Kurdish Media Office".
    Initials,
    /// "Assad" beside "Bashar al-Assad".
    Surname,
    /// "Hamza" beside "Hamza bin Laden".
    GivenName,
    /// "Donald Trump" beside "Donald J. Trump", "Suu Kyi" beside "Aung San Suu Kyi".
    FullName,
    /// "Defense Ministry" beside "Syrian Defense Ministry".
    Shortened,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Known(origin) => return write!(f, "known alias ({origin})"),
            Self::KnownSpelling(origin) => return write!(f, "spelling of a known alias ({origin})"),
            Self::Sense(country) => return write!(f, "the place of that name in {}", country.as_str()),
            Self::Writing => "case, accents or punctuation",
            Self::Spelling => "spelling",
            Self::Plural => "plural",
            Self::Order => "same words in another order",
            Self::Brackets => "acronym in brackets",
            Self::Initials => "initials of",
            Self::Surname => "surname of",
            Self::GivenName => "given name of",
            Self::FullName => "longer or shorter full name",
            Self::Shortened => "short form of",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_name_the_row_they_rest_on() {
        let origin = |line| Origin { file: Arc::from("aliases.csv"), line };
        assert_eq!(Why::Known(origin(Some(12))).to_string(), "known alias (aliases.csv line 12)");
        assert_eq!(Why::KnownSpelling(origin(None)).to_string(), "spelling of a known alias (aliases.csv)");
        assert_eq!(Why::Surname.to_string(), "surname of");
    }
}
