//! A word in, its casing class out: what the lower-casing vocabulary would otherwise lose.

/// How a word is written. The encoder reads the class in place of BERT's token type.
///
/// A letter is what [`char::is_alphabetic`] says, a capital what [`char::is_uppercase`] says and a
/// digit what [`char::is_numeric`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum CasingClass {
    /// Letters and no capital ("army", "'s", "ليبيا").
    Lower = 0,
    /// The first letter is a capital and the others, at least one, are not ("Syria").
    Title = 1,
    /// Two letters or more, all capitals ("U.S.").
    Upper = 2,
    /// Any other mixture ("al-Ansari", "Al-Hol").
    Mixed = 3,
    /// The only letter is a capital ("I", "J.").
    Initial = 4,
    /// Digits and no letter ("20,000").
    Digits = 5,
    /// Neither letters nor digits ("—").
    Symbols = 6,
    /// Letters and digits ("5th", "MH17"), however the letters are written.
    LettersAndDigits = 7,
}

impl CasingClass {
    /// The class of one word.
    #[must_use]
    pub fn of(word: &str) -> Self {
        let (mut letters, mut capitals, mut digits) = (0usize, 0usize, false);
        let mut first_is_capital = false;
        for c in word.chars() {
            if c.is_alphabetic() {
                let capital = c.is_uppercase();
                first_is_capital |= letters == 0 && capital;
                letters += 1;
                capitals += usize::from(capital);
            }
            digits |= c.is_numeric();
        }
        match (letters, capitals, digits) {
            (0, _, true) => Self::Digits,
            (0, _, false) => Self::Symbols,
            (_, _, true) => Self::LettersAndDigits,
            (_, 0, false) => Self::Lower,
            (1, 1, false) => Self::Initial,
            (n, k, false) if n == k => Self::Upper,
            (_, 1, false) if first_is_capital => Self::Title,
            _ => Self::Mixed,
        }
    }
}

impl From<CasingClass> for u8 {
    fn from(class: CasingClass) -> u8 {
        class as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_the_class_the_model_was_trained_with() {
        for (word, class) in [
            ("army", 0),
            ("'s", 0),
            ("ليبيا", 0),
            ("日本", 0),
            ("Syria", 1),
            ("O'", 4),
            ("Élysée", 1),
            ("U.S.", 2),
            ("IS", 2),
            ("al-Ansari", 3),
            ("McDonald", 3),
            ("Al-Hol", 3),
            ("iPhone", 3),
            ("I", 4),
            ("J.", 4),
            ("20,000", 5),
            ("½", 5),
            ("$", 6),
            ("—", 6),
            ("🙂", 6),
            ("", 6),
            ("5th", 7),
            ("MH17", 7),
            ("COVID-19", 7),
        ] {
            assert_eq!(CasingClass::of(word) as u8, class, "{word:?}");
        }
    }
}
