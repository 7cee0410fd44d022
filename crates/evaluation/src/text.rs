//! Text in, comparable words out: the normalisation by which hand-labelled facts are matched.
//!
//! Two phrases count as the same when their words are the same after Unicode NFKC, case folding,
//! and removal of punctuation, determiners, the possessive 's, forms of *be*, *have* and *do*, and
//! modal verbs. Where a capital acronym reads like a verb ("IS"), the capitals keep it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that never count, case folded. "is" is here too: [`content_words`] looks for the acronym
/// before it folds case.
const IGNORED: &[&str] = &[
    "a", "am", "an", "are", "be", "been", "being", "can", "could", "did", "do", "does", "doing", "done",
    "had", "has", "have", "having", "her", "his", "is", "its", "may", "might", "must", "my", "our", "shall",
    "should", "that", "the", "their", "these", "this", "those", "was", "were", "will", "would", "your",
];

/// The words of a phrase that count when two phrases are compared, in order.
///
/// Apostrophes, full stops and commas inside a word join its parts ("U.S." is "us"); every other
/// sign parts words ("US-led" is "us", "led").
///
/// ```
/// use triplewire_evaluation::text::content_words;
///
/// assert_eq!(content_words("IS has claimed the two attacks."), ["is", "claimed", "two", "attacks"]);
/// assert_eq!(content_words("It is Yemen’s U.S.-led mission"), ["it", "yemen", "us", "led", "mission"]);
/// ```
#[must_use]
pub fn content_words(phrase: &str) -> Vec<String> {
    words(phrase)
        .into_iter()
        .filter(|word| word == "IS" || !is_ignored(word))
        .map(|word| fold_case(&word))
        .collect()
}

/// All words of a phrase, case folded: as [`content_words`], with nothing left out but punctuation
/// and the possessive 's.
#[must_use]
pub fn folded_words(phrase: &str) -> Vec<String> {
    words(phrase).iter().map(|word| fold_case(word)).collect()
}

/// Full case folding by way of upper case, so that ß equals ss and the final sigma equals the
/// others.
#[must_use]
pub fn fold_case(word: &str) -> String {
    word.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}

fn is_ignored(word: &str) -> bool {
    IGNORED.binary_search(&fold_case(word).as_str()).is_ok()
}

/// NFKC words without punctuation and possessive 's, in their own case.
fn words(phrase: &str) -> Vec<String> {
    let chars: Vec<char> = phrase.nfkc().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        if is_word_char(c) {
            word.push(c);
        } else if is_apostrophe(c)
            && matches!(chars.get(at + 1), Some('s' | 'S'))
            && !chars.get(at + 2).copied().is_some_and(is_word_char)
        {
            at += 1;
            finish(&mut word, &mut words);
        } else if !is_apostrophe(c) && !matches!(c, '.' | ',') {
            finish(&mut word, &mut words);
        }
        at += 1;
    }
    finish(&mut word, &mut words);
    words
}

fn finish(word: &mut String, words: &mut Vec<String>) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{0060}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_for_binary_search() {
        assert!(IGNORED.is_sorted());
    }

    #[test]
    fn determiners_auxiliaries_and_modals_are_left_out() {
        assert_eq!(
            content_words("The regime will not have been allowing this"),
            ["regime", "not", "allowing"]
        );
        assert_eq!(content_words("Our soldiers must do your work"), ["soldiers", "work"]);
    }

    #[test]
    fn the_acronym_is_kept_and_the_verb_is_not() {
        assert_eq!(content_words("IS is IS's"), ["is", "is"]);
        assert_eq!(content_words("Is he?"), ["he"]);
    }

    #[test]
    fn possessives_in_either_apostrophe_and_tokenised() {
        assert_eq!(content_words("Hamza's father"), ["hamza", "father"]);
        assert_eq!(content_words("Hamza’S father"), ["hamza", "father"]);
        assert_eq!(content_words("Yemen 's capital"), ["yemen", "capital"]);
        assert_eq!(content_words("soldiers' homes"), ["soldiers", "homes"]);
        assert_eq!(content_words("al-Qa’ida"), ["al", "qaida"]);
    }

    #[test]
    fn compatibility_forms_and_case() {
        // U+FB01 is the ligature fi, U+FF21 a full-width A; ß folds to ss.
        assert_eq!(content_words("\u{FB01}re STRASSE straße"), ["fire", "strasse", "strasse"]);
        assert_eq!(content_words("\u{FF21}ttack 1,000.5"), ["attack", "10005"]);
        // A decomposed é equals the composed one.
        assert_eq!(content_words("Rene\u{301}"), content_words("René"));
    }

    #[test]
    fn signs_alone_give_no_word() {
        assert!(content_words("— … \u{201C}\u{201D} ,").is_empty());
    }
}
