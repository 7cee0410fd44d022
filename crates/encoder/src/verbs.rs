//! A verb's form in, its lemma out, where the list of English verbs knows it.
//!
//! Edit scripts learn the lemmas of the verbs of the training text; "urged" and "pledged" stood in none. What
//! is taken off a form by rule must be a verb of the list.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

const VERBS: &str = include_str!("../data/verbs.tsv");

struct Verbs {
    lemmas: HashSet<&'static str>,
    /// Lemmas of the forms that no rule gives.
    irregular: HashMap<&'static str, &'static str>,
}

static LIST: LazyLock<Verbs> = LazyLock::new(|| {
    let mut verbs = Verbs { lemmas: HashSet::new(), irregular: HashMap::new() };
    for line in VERBS.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let (lemma, forms) = line.split_once('\t').unwrap_or((line, ""));
        verbs.lemmas.insert(lemma);
        for form in forms.split(' ').filter(|form| !form.is_empty()) {
            verbs.irregular.entry(form).or_insert(lemma);
        }
    }
    verbs
});

/// The lemma of a verb's form, `guess` being the one that the model gives; none where the list has no verb
/// that the form can be of.
pub(crate) fn lemma(form: &str, guess: &str) -> Option<String> {
    let form = form.to_lowercase();
    let mut candidates: Vec<String> = Vec::new();
    candidates.extend(LIST.irregular.get(&*form).map(|lemma| (*lemma).to_owned()));
    for stem in stems(&form) {
        if LIST.lemmas.contains(&*stem) && !candidates.contains(&stem) {
            candidates.push(stem);
        }
    }
    if LIST.lemmas.contains(&*form) {
        candidates.push(form);
    }
    if candidates.iter().any(|candidate| candidate == guess) {
        return Some(guess.to_owned());
    }
    candidates.into_iter().next()
}

/// What the endings of a regular verb leave, the likeliest first: a consonant after one vowel would be
/// doubled, so "hoping" is rather of "hope" than of "hop".
fn stems(form: &str) -> Vec<String> {
    let mut found = Vec::new();
    for ending in ["ied", "ies"] {
        if let Some(stem) = form.strip_suffix(ending) {
            found.push(format!("{stem}y"));
        }
    }
    if let Some(stem) = form.strip_suffix("ying") {
        found.push(format!("{stem}ie"));
    }
    for ending in ["ing", "ed", "es", "s"] {
        let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() > 1) else { continue };
        found.push(format!("{stem}e"));
        found.push(stem.to_owned());
        let mut letters = stem.chars().rev();
        if let (Some(last), Some(before)) = (letters.next(), letters.next())
            && last == before
        {
            found.push(stem[..stem.len() - last.len_utf8()].to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::lemma;

    #[test]
    fn forms_are_taken_to_verbs() {
        for (form, guess, expected) in [
            ("urged", "urg", "urge"),
            ("Pledging", "pledg", "pledge"),
            ("denied", "denie", "deny"),
            ("died", "die", "die"),
            ("dying", "dy", "die"),
            ("shot", "sho", "shoot"),
            ("fled", "fle", "flee"),
            ("burned", "burne", "burn"),
            ("stopped", "stopp", "stop"),
            ("killed", "kil", "kill"),
            ("hoping", "hoping", "hope"),
            ("facilitates", "facilitat", "facilitate"),
            // Two verbs have the form: the model chooses.
            ("found", "find", "find"),
            ("found", "found", "found"),
            ("found", "foun", "find"),
        ] {
            assert_eq!(lemma(form, guess).as_deref(), Some(expected), "{form}");
        }
        assert_eq!(lemma("frobnicated", "frobnicate"), None);
        assert_eq!(lemma("é", "é"), None);
        assert_eq!(lemma("", ""), None);
    }
}
