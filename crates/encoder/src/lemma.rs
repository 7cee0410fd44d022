//! From a word's form to its dictionary form, by the edit scripts that training found.
//!
//! `k/CUT/SUFFIX` cuts CUT characters from the end of the form and appends SUFFIX; `l/CUT/SUFFIX`
//! lowers the form first; `=LEMMA` spells the lemma out. "Attacks" with `l/1/` is "attack".

use crate::verbs;

/// The lemma of `form` by the script with the highest score that can be applied to it.
///
/// `scores` has one value for each of `scripts`. Where none of the best few applies, it is the
/// form in lower case, or the form itself for a proper noun. Of a number in digits it is the number
/// without its commas. Of a verb, the list of verbs has the last word, of a
/// plural in "ies" the rule, of an abbreviated month the month.
#[must_use]
pub fn lemma(form: &str, upos: &str, scripts: &[String], scores: &[f32]) -> String {
    // A script of whole lemmas would make one number of another.
    if upos == "NUM" && form.contains(|c: char| c.is_ascii_digit()) {
        return form.replace(',', "");
    }
    let guess = guess(form, upos, scripts, scores);
    match upos {
        "VERB" => verbs::lemma(form, &guess).unwrap_or(guess),
        "NOUN" => singular(form).unwrap_or(guess),
        "PROPN" => month(form).map_or(guess, str::to_owned),
        _ => guess,
    }
}

/// The month that a form is short for; scripts cut and add too much ("Dec" became "Deember"). "Jan" and "Mar"
/// without a stop are names too, and stay.
fn month(form: &str) -> Option<&str> {
    Some(match form {
        "Jan" | "Mar" => form,
        "Jan." => "January",
        "Feb" | "Feb." => "February",
        "Mar." => "March",
        "Apr" | "Apr." => "April",
        "Jun" | "Jun." => "June",
        "Jul" | "Jul." => "July",
        "Aug" | "Aug." => "August",
        "Sep" | "Sep." | "Sept" | "Sept." => "September",
        "Oct" | "Oct." => "October",
        "Nov" | "Nov." => "November",
        "Dec" | "Dec." => "December",
        _ => return None,
    })
}

/// The noun in "y" that a plural in "ies" is of; scripts learnt few of them ("theories" became "theorie").
fn singular(form: &str) -> Option<String> {
    const NOT_IN_Y: &[&str] = &[
        "aunties",
        "birdies",
        "boogies",
        "brownies",
        "budgies",
        "calories",
        "collies",
        "cookies",
        "dies",
        "foodies",
        "freebies",
        "genies",
        "groupies",
        "hippies",
        "hoodies",
        "indies",
        "junkies",
        "lies",
        "magpies",
        "menageries",
        "movies",
        "neckties",
        "newbies",
        "pies",
        "prairies",
        "reveries",
        "rookies",
        "selfies",
        "series",
        "smoothies",
        "species",
        "ties",
        "townies",
        "veggies",
        "yuppies",
        "zombies",
    ];
    let lower = form.to_lowercase();
    let stem = lower.strip_suffix("ies").filter(|stem| stem.len() > 1)?;
    (!NOT_IN_Y.contains(&&*lower)).then(|| format!("{stem}y"))
}

/// What the scripts make of a form.
fn guess(form: &str, upos: &str, scripts: &[String], scores: &[f32]) -> String {
    const TRIES: usize = 4;
    let mut bound: Option<(f32, usize)> = None;
    for _ in 0..TRIES {
        let Some(next) = next_best(scores, bound) else { break };
        if let Some(lemma) = scripts.get(next.1).and_then(|script| apply(script, form)) {
            return lemma;
        }
        bound = Some(next);
    }
    if upos == "PROPN" { form.to_owned() } else { form.to_lowercase() }
}

/// The best score and its index after `bound` in falling order, the first of equals first.
fn next_best(scores: &[f32], bound: Option<(f32, usize)>) -> Option<(f32, usize)> {
    let mut best: Option<(f32, usize)> = None;
    for (index, &score) in scores.iter().enumerate() {
        let after = bound.is_none_or(|(value, at)| score < value || (score <= value && index > at));
        if after && !score.is_nan() && best.is_none_or(|(value, _)| score > value) {
            best = Some((score, index));
        }
    }
    best
}

/// What a script makes of a form; none where it cuts more than there is or is no script.
#[must_use]
pub fn apply(script: &str, form: &str) -> Option<String> {
    if let Some(lemma) = script.strip_prefix('=') {
        return (!lemma.is_empty()).then(|| lemma.to_owned());
    }
    let (case, rest) = script.split_once('/')?;
    let (cut, suffix) = rest.split_once('/')?;
    let cut: usize = cut.parse().ok()?;
    let mut lemma = match case {
        "k" => form.to_owned(),
        "l" => form.to_lowercase(),
        _ => return None,
    };
    for _ in 0..cut {
        lemma.pop()?;
    }
    lemma.push_str(suffix);
    (!lemma.is_empty()).then_some(lemma)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_cut_append_lower_and_spell_out() {
        assert_eq!(apply("l/1/", "Attacks").as_deref(), Some("attack"));
        assert_eq!(apply("k/0/", "Syria").as_deref(), Some("Syria"));
        assert_eq!(apply("l/3/y", "territories").as_deref(), Some("territory"));
        assert_eq!(apply("=be", "were").as_deref(), Some("be"));
        assert_eq!(apply("k/1/", "Šibenika").as_deref(), Some("Šibenik"));
    }

    #[test]
    fn what_lists_and_rules_know_is_found_whatever_the_scores() {
        let scripts = ["l/1/".to_owned(), "l/2/".to_owned()];
        for (form, expected) in [
            ("denied", "deny"),
            ("Carries", "carry"),
            ("died", "die"),
            ("belies", "belie"),
            ("shot", "shoot"),
        ] {
            assert_eq!(lemma(form, "VERB", &scripts, &[1.0, 0.0]), expected);
        }
        assert_eq!(lemma("Allies", "NOUN", &scripts, &[0.0, 1.0]), "ally");
        assert_eq!(lemma("movies", "NOUN", &scripts, &[1.0, 0.0]), "movie");
        assert_eq!(lemma("Dec", "PROPN", &scripts, &[1.0, 0.0]), "December");
        assert_eq!(lemma("Jan", "PROPN", &scripts, &[1.0, 0.0]), "Jan");
    }

    #[test]
    fn scripts_that_cannot_be_applied_give_nothing() {
        assert_eq!(apply("l/4/", "war"), None);
        assert_eq!(apply("l/3/", "war"), None);
        assert_eq!(apply("x/1/", "war"), None);
        assert_eq!(apply("l/one/", "war"), None);
        assert_eq!(apply("", "war"), None);
    }

    #[test]
    fn the_next_best_script_is_tried_and_then_the_form() {
        let scripts = ["l/9/".to_owned(), "l/1/".to_owned(), "k/0/".to_owned()];
        assert_eq!(lemma("Wars", "NOUN", &scripts, &[3.0, 2.0, 1.0]), "war");
        assert_eq!(lemma("Wars", "NOUN", &scripts, &[1.0, 2.0, 2.0]), "war");
        assert_eq!(lemma("Wars", "NOUN", &scripts[..1], &[1.0]), "wars");
        assert_eq!(lemma("6,500", "NUM", &["=6000".to_owned()], &[1.0]), "6500");
        assert_eq!(lemma("Kyiv", "PROPN", &scripts[..1], &[f32::NAN]), "Kyiv");
    }
}
