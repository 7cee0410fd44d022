//! A word in, out what its stop may mean: what English abbreviates and what usually follows.

/// What the stop of an abbreviation says about the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// Stands before a name: "Gen.", "St.".
    Title,
    /// Stands before a number: "No.", "Feb.", "p.".
    Counted,
    /// Goes on with what it introduces: "e.g.", "vs.".
    Linking,
    /// A time of day: ends a sentence unless a time zone or day follows.
    Time,
    /// "etc.": ends a sentence before any capital.
    Closing,
    /// May stand anywhere: "Inc.", "U.S.", "Calif.". Ends a sentence before a word that starts one.
    Anywhere,
}

/// The kind of abbreviation that `word` (without its final stop) is, if it is one.
pub(crate) fn abbreviation(word: &str) -> Option<Abbreviation> {
    if word.is_empty() || word.len() > 12 {
        return None;
    }
    let lower = word.to_lowercase();
    let capital = word.starts_with(char::is_uppercase);
    let kind = match lower.as_str() {
        "mr" | "mrs" | "ms" | "mx" | "dr" | "drs" | "prof" | "gen" | "lt" | "col" | "sgt" | "cpl" | "pvt"
        | "capt" | "cmdr" | "maj" | "brig" | "adm" | "rep" | "reps" | "sen" | "sens" | "gov" | "govs"
        | "pres" | "supt" | "insp" | "det" | "rev" | "fr" | "msgr" | "mgr" | "hon" | "amb" | "messrs"
        | "mme" | "mlle" | "mt" | "mts" | "ft" | "st" | "ste" | "atty" | "asst" | "ass't" | "dist"
        | "spc" | "cdr" | "ens" | "cst" | "dep" => Abbreviation::Title,
        "nos" | "nr" | "n°" | "nº" | "p" | "pp" | "fig" | "figs" | "vol" | "vols" | "sec" | "secs" | "ch"
        | "chap" | "eq" | "eqs" | "para" | "paras" | "ver" | "ext" | "op" | "rs" | "tel" | "no" | "jan"
        | "feb" | "apr" | "jun" | "jul" | "aug" | "sept" | "oct" | "nov" | "dec" => Abbreviation::Counted,
        "mar" | "sep" | "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri" | "sat" | "sun"
            if capital =>
        {
            Abbreviation::Counted
        }
        "eg" | "ie" if capital => return None,
        "e.g" | "eg" | "i.e" | "ie" | "vs" | "cf" | "viz" | "ca" | "c" | "approx" | "esp" | "incl"
        | "excl" | "resp" | "v" | "a.k.a" | "f.e" => Abbreviation::Linking,
        "a.m" | "p.m" | "am" | "pm" => Abbreviation::Time,
        "etc" => Abbreviation::Closing,
        "inc" | "corp" | "co" | "cos" | "ltd" | "llc" | "plc" | "bros" | "jr" | "sr" | "esq" | "al"
        | "dept" | "ave" | "blvd" | "rd" | "min" | "mins" | "hr" | "hrs" | "yr" | "yrs" | "lb" | "lbs"
        | "oz" | "sq" | "bn" | "gov't" | "govt" | "int'l" | "nat'l" | "est" | "ed" | "eds" | "rec"
        | "trans" | "div" | "ph" | "ps" | "btw" | "arrv" | "refrig" => Abbreviation::Anywhere,
        // Places and other words that in lower case are no abbreviations.
        "ala" | "ariz" | "ark" | "calif" | "colo" | "conn" | "del" | "fla" | "ga" | "ill" | "ind" | "kan"
        | "ky" | "la" | "mass" | "md" | "mich" | "minn" | "miss" | "mo" | "neb" | "nev" | "okla" | "ont"
        | "ore" | "pa" | "que" | "tenn" | "tex" | "va" | "vt" | "wash" | "wis" | "wyo" | "attn" | "univ"
        | "assn" | "hwy" | "bldg" | "apt" | "intl" | "mfg"
            if capital =>
        {
            Abbreviation::Anywhere
        }
        _ if is_acronym(word) => Abbreviation::Anywhere,
        _ => return None,
    };
    Some(kind)
}

/// "U.S", "D.C", "Ph.D", "i.v": short stretches of letters with stops between, the last stop left
/// off.
pub(crate) fn is_acronym(word: &str) -> bool {
    let mut parts = 0;
    for part in word.split('.') {
        let letters = part.chars().count();
        if !(1..=2).contains(&letters) || !part.chars().all(char::is_alphabetic) {
            return false;
        }
        parts += 1;
    }
    parts > 1
}

/// Abbreviations that are no words otherwise, in lower case.
const KEEPS_LAST_STOP: &[&str] = &[
    "inc", "corp", "co", "ltd", "jr", "sr", "al", "bros", "dept", "blvd", "ave", "st", "mr", "mrs", "dr",
    "fla", "calif", "conn", "ariz", "colo", "tenn", "minn", "mich", "wis", "okla", "refrig", "gov", "lbs",
    "lb", "oz", "yrs", "hrs",
];

/// Whether the stop of a sentence's last word belongs to the word: "the U.S." but not "said no.".
///
/// Only abbreviations that are no words otherwise keep it.
pub(crate) fn keeps_last_stop(word: &str) -> bool {
    match abbreviation(word) {
        Some(Abbreviation::Title | Abbreviation::Anywhere) => {
            is_acronym(word) || KEEPS_LAST_STOP.contains(&word.to_lowercase().as_str())
        }
        Some(Abbreviation::Counted) => {
            word.starts_with(char::is_uppercase)
                && !matches!(word, "No" | "Art" | "Op" | "Sun" | "Mar" | "Sat" | "Fig" | "Wed")
                && word.len() <= 5
                && word.len() > 2
        }
        Some(Abbreviation::Time | Abbreviation::Linking) => word.contains('.'),
        // The treebanks give the last stop after "etc" to the sentence.
        Some(Abbreviation::Closing) | None => false,
    }
}

/// Words that start sentences and are rarely part of a name, in lower case.
const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "this",
    "that",
    "these",
    "those",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "your",
    "there",
    "here",
    "when",
    "while",
    "where",
    "who",
    "what",
    "why",
    "how",
    "which",
    "whose",
    "if",
    "although",
    "though",
    "but",
    "and",
    "or",
    "so",
    "yet",
    "nor",
    "as",
    "at",
    "by",
    "for",
    "from",
    "in",
    "into",
    "of",
    "on",
    "to",
    "with",
    "without",
    "after",
    "before",
    "since",
    "until",
    "during",
    "under",
    "over",
    "about",
    "against",
    "between",
    "among",
    "through",
    "despite",
    "according",
    "because",
    "however",
    "meanwhile",
    "moreover",
    "also",
    "then",
    "thus",
    "therefore",
    "now",
    "today",
    "yesterday",
    "tomorrow",
    "later",
    "earlier",
    "recently",
    "once",
    "still",
    "even",
    "only",
    "just",
    "is",
    "are",
    "was",
    "were",
    "do",
    "does",
    "did",
    "has",
    "have",
    "had",
    "can",
    "could",
    "would",
    "should",
    "might",
    "must",
    "millions",
    "thousands",
    "hundreds",
    "dozens",
    "billions",
    "many",
    "most",
    "some",
    "several",
    "few",
    "all",
    "both",
    "each",
    "every",
    "no",
    "not",
    "none",
    "nobody",
    "nothing",
    "someone",
    "everyone",
    "anyone",
    "people",
    "other",
    "others",
    "another",
    "one",
    "two",
    "three",
    "four",
    "five",
    "more",
    "much",
    "such",
    "let",
    "please",
    "perhaps",
    "maybe",
    "yes",
    "well",
    "than",
    "instead",
    "indeed",
    "officials",
    "police",
];

/// Whether a capitalised word is one that starts sentences and is rarely part of a name.
pub(crate) fn starts_sentences(word: &str) -> bool {
    if word.len() > 12 {
        return false;
    }
    STARTERS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_means_what_the_abbreviation_says() {
        use Abbreviation::{Anywhere, Closing, Counted, Linking, Time, Title};
        for (word, kind) in [
            ("Gen", Some(Title)),
            ("No", Some(Counted)),
            ("Feb", Some(Counted)),
            ("Sat", Some(Counted)),
            ("sat", None),
            ("vs", Some(Linking)),
            ("p.m", Some(Time)),
            ("etc", Some(Closing)),
            ("Inc", Some(Anywhere)),
            ("U.S", Some(Anywhere)),
            ("Ph.D", Some(Anywhere)),
            ("Calif", Some(Anywhere)),
            ("ill", None),
            ("army", None),
            ("News.Az", None),
            ("", None),
        ] {
            assert_eq!(abbreviation(word), kind, "{word:?}");
        }
    }

    #[test]
    fn only_what_is_no_word_otherwise_keeps_a_last_stop() {
        for word in ["U.S", "p.m", "Inc", "Jr"] {
            assert!(keeps_last_stop(word), "{word:?}");
        }
        for word in ["etc", "no", "sun", "art", "min", "army", "Miss"] {
            assert!(!keeps_last_stop(word), "{word:?}");
        }
    }
}
