//! A written word in, the syntactic words that it stands for out ("don't" → "do" + "n't").

/// Words written as one that Universal Dependencies takes apart, with the lengths of their parts.
///
/// Forms that are as often another word ("its", "were", "id", "well", "shell") are not here.
const JOINED: &[(&str, &[usize])] = &[
    ("aint", &[2, 2]),
    ("arent", &[3, 2]),
    ("arnt", &[2, 2]),
    ("c'mon", &[3, 2]),
    ("cannot", &[3, 3]),
    ("cant", &[2, 2]),
    ("couldnt", &[5, 2]),
    ("didnt", &[3, 2]),
    ("doesnt", &[4, 2]),
    ("dont", &[2, 2]),
    ("dunno", &[2, 1, 2]),
    ("gimme", &[3, 2]),
    ("gonna", &[3, 2]),
    ("gotta", &[3, 2]),
    ("hadnt", &[3, 2]),
    ("hasnt", &[3, 2]),
    ("havent", &[4, 2]),
    ("hes", &[2, 1]),
    ("heres", &[4, 1]),
    ("im", &[1, 1]),
    ("isnt", &[2, 2]),
    ("itll", &[2, 2]),
    ("ive", &[1, 2]),
    ("lemme", &[3, 2]),
    ("lotta", &[3, 2]),
    ("outta", &[3, 2]),
    ("shouldnt", &[6, 2]),
    ("thats", &[4, 1]),
    ("theres", &[5, 1]),
    ("theyll", &[4, 2]),
    ("theyre", &[4, 2]),
    ("theyve", &[4, 2]),
    ("wanna", &[3, 2]),
    ("wasnt", &[3, 2]),
    ("werent", &[4, 2]),
    ("whats", &[4, 1]),
    ("wont", &[2, 2]),
    ("wouldnt", &[5, 2]),
    ("y'all", &[2, 3]),
    ("youll", &[3, 2]),
    ("youre", &[3, 2]),
    ("youve", &[3, 2]),
    ("'tis", &[2, 2]),
    ("'twas", &[2, 3]),
];

/// What an apostrophe joins to the word before it, with the apostrophe.
const SUFFIXES: &[&str] = &["n't", "'s", "'re", "'ve", "'ll", "'d", "'m"];

/// Whole words that end like one of the [`SUFFIXES`].
const WHOLE: &[&str] = &["ok'd"];

/// Bytes of the longest word that is looked at: longer ones have no clitics.
const MAX_BYTES: usize = 100;

/// The lengths in bytes of the syntactic words of `word`, which add up to its own; `None` where it
/// is one word.
pub(crate) fn split(word: &str) -> Option<Vec<usize>> {
    if word.len() > MAX_BYTES {
        return None;
    }
    if !word.contains(is_apostrophe) {
        let (_, parts) = JOINED.iter().find(|(form, _)| form.eq_ignore_ascii_case(word))?;
        // "IM" and "IVE" are names more often than clitics.
        let shouted = word.len() < 4 && word.chars().all(char::is_uppercase);
        return (!shouted).then(|| parts.to_vec());
    }
    let folded = fold(word);
    if let Some((_, parts)) = JOINED.iter().find(|(form, _)| *form == folded.text) {
        return Some(folded.lengths(parts));
    }
    let mut parts = Vec::new();
    let mut end = folded.text.len();
    while let Some(suffix) = SUFFIXES.iter().find(|suffix| is_suffix(&folded.text[..end], suffix)) {
        parts.insert(0, suffix.len());
        end -= suffix.len();
    }
    if parts.is_empty() || WHOLE.contains(&folded.text.as_str()) {
        return None;
    }
    parts.insert(0, end);
    Some(folded.lengths(&parts))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`')
}

/// Whether `word` ends with a clitic and has a letter or digit before it.
fn is_suffix(word: &str, suffix: &str) -> bool {
    word.strip_suffix(suffix).is_some_and(|stem| stem.ends_with(char::is_alphanumeric))
}

/// A word in lower case with straight apostrophes, and where its bytes came from.
struct Folded {
    text: String,
    /// For each byte of `text`, and its end, the byte of the original.
    origin: Vec<usize>,
}

impl Folded {
    fn lengths(&self, parts: &[usize]) -> Vec<usize> {
        let mut from = 0;
        parts
            .iter()
            .map(|&part| {
                let length = self.origin[from + part] - self.origin[from];
                from += part;
                length
            })
            .collect()
    }
}

fn fold(word: &str) -> Folded {
    let mut folded = Folded { text: String::new(), origin: Vec::new() };
    for (at, c) in word.char_indices() {
        if is_apostrophe(c) {
            folded.text.push('\'');
        } else {
            folded.text.extend(c.to_lowercase());
        }
        folded.origin.resize(folded.text.len(), at);
    }
    folded.origin.push(word.len());
    folded
}

/// The length of the clitic that `rest` starts with ("'s" after "Jr."), if one stands there alone.
pub(crate) fn leading(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix(is_apostrophe)?;
    let end = inner.find(|c: char| !c.is_alphanumeric()).unwrap_or(inner.len());
    let is_clitic = SUFFIXES
        .iter()
        .any(|suffix| suffix.strip_prefix('\'').is_some_and(|form| form.eq_ignore_ascii_case(&inner[..end])));
    is_clitic.then_some(rest.len() - inner.len() + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(word: &str) -> Vec<&str> {
        let mut rest = word;
        split(word)
            .unwrap_or_else(|| vec![word.len()])
            .into_iter()
            .map(|length| {
                let (part, after) = rest.split_at(length);
                rest = after;
                part
            })
            .collect()
    }

    #[test]
    fn clitics_are_words_of_their_own() {
        for (word, expected) in [
            ("don't", vec!["do", "n't"]),
            ("won’t", vec!["wo", "n’t"]),
            ("CAN'T", vec!["CA", "N'T"]),
            ("Syria's", vec!["Syria", "'s"]),
            ("they’re", vec!["they", "’re"]),
            ("couldn't've", vec!["could", "n't", "'ve"]),
            ("İzmir's", vec!["İzmir", "'s"]),
            ("cannot", vec!["can", "not"]),
            ("Dont", vec!["Do", "nt"]),
            ("dunno", vec!["du", "n", "no"]),
            ("y'all", vec!["y'", "all"]),
            ("im", vec!["i", "m"]),
        ] {
            assert_eq!(parts(word), expected);
        }
    }

    #[test]
    fn names_and_other_words_stay_whole() {
        for word in ["O'Brien", "Qa'ida", "d'Ivoire", "o'clock", "its", "'s", "n't", "IM", "OK'd", ""] {
            assert_eq!(split(word), None, "{word:?}");
        }
    }
}
