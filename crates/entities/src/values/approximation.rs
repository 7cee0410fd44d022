//! The words before an amount in, how exact it is out: "more than", "up to", "about".

use super::pieces::Piece;

/// How an amount relates to the number that is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approximation {
    /// "About", "some", "nearly": close to it.
    About,
    /// "More than", "over".
    MoreThan,
    /// "At least", "no fewer than".
    AtLeast,
    /// "Less than", "under".
    LessThan,
    /// "Up to", "at most", "no more than".
    AtMost,
}

impl Approximation {
    /// As the output writes it: `about`, `more than`, `at least`, `less than`, `at most`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::MoreThan => "more than",
            Self::AtLeast => "at least",
            Self::LessThan => "less than",
            Self::AtMost => "at most",
        }
    }
}

/// What each phrase says; longer ones before those that they start with.
const PHRASES: &[(&[&str], Approximation)] = {
    use Approximation::{About, AtLeast, AtMost, LessThan, MoreThan};
    &[
        (&["no", "more", "than"], AtMost),
        (&["no", "fewer", "than"], AtLeast),
        (&["no", "less", "than"], AtLeast),
        (&["not", "more", "than"], AtMost),
        (&["as", "many", "as"], AtMost),
        (&["as", "much", "as"], AtMost),
        (&["as", "few", "as"], AtLeast),
        (&["as", "little", "as"], AtLeast),
        (&["more", "than"], MoreThan),
        (&["greater", "than"], MoreThan),
        (&["less", "than"], LessThan),
        (&["fewer", "than"], LessThan),
        (&["at", "least"], AtLeast),
        (&["at", "most"], AtMost),
        (&["up", "to"], AtMost),
        (&["close", "to"], About),
        (&["just", "over"], MoreThan),
        (&["just", "under"], LessThan),
        (&["well", "over"], MoreThan),
        (&["an", "estimated"], About),
        (&["upwards", "of"], MoreThan),
        (&["over"], MoreThan),
        (&["above"], MoreThan),
        (&["under"], LessThan),
        (&["below"], LessThan),
        (&["about"], About),
        (&["around"], About),
        (&["nearly"], About),
        (&["almost"], About),
        (&["roughly"], About),
        (&["approximately"], About),
        (&["some"], About),
    ]
};

/// The phrase that starts at the first of the words, and how many words it has.
pub(super) fn phrase<'w>(word: impl Fn(usize) -> &'w str) -> Option<(Approximation, usize)> {
    let stands = |words: &&(&[&str], Approximation)| words.0.iter().enumerate().all(|(i, w)| word(i) == *w);
    PHRASES.iter().find(stands).map(|(words, approximation)| (*approximation, words.len()))
}

/// The approximation that pieces start with, and the rest.
pub(super) fn approximation<'p, 'a>(p: &'p [Piece<'a>]) -> (Option<Approximation>, &'p [Piece<'a>]) {
    let word = |i: usize| match p.get(i) {
        Some(Piece::Word(word)) => *word,
        Some(Piece::Number(1, 0)) => "an",
        _ => "",
    };
    match phrase(word) {
        Some((found, count)) if count < p.len() => (Some(found), &p[count..]),
        _ => (None, p),
    }
}
