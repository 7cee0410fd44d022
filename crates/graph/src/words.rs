//! Words in, what they are compared by out.

/// White space folded.
pub(crate) fn fold_space(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// Lower case, white space folded.
pub(crate) fn fold(text: &str) -> String {
    fold_space(text).to_lowercase()
}

/// What a phrase is told by: lower case, without an article in front.
pub(crate) fn phrase(text: &str) -> String {
    let folded = fold(text);
    let rest = ["the ", "a ", "an "].iter().find_map(|article| folded.strip_prefix(article));
    rest.map_or_else(|| folded.clone(), str::to_owned)
}

const NUMBERS: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "dozen",
    "dozens",
    "scores",
    "several",
];

/// What only makes a number less exact, longest first.
const HEDGES: &[&str] = &[
    "at least",
    "at most",
    "more than",
    "less than",
    "fewer than",
    "as many as",
    "up to",
    "about",
    "around",
    "nearly",
    "almost",
    "over",
    "under",
    "some",
    "approximately",
    "roughly",
];

/// A folded phrase with `#` for its numbers; `None` if it has none.
pub(crate) fn without_numbers(phrase: &str) -> Option<String> {
    let is_number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit()) || word.split('-').all(|part| NUMBERS.contains(&part))
    };
    let mut words: Vec<&str> = Vec::new();
    let mut found = false;
    for word in phrase.split(' ') {
        if !is_number(word) {
            words.push(word);
            continue;
        }
        found = true;
        if words.last() == Some(&"#") {
            continue;
        }
        for hedge in HEDGES {
            let hedge: Vec<&str> = hedge.split(' ').collect();
            if words.ends_with(&hedge) {
                words.truncate(words.len() - hedge.len());
                break;
            }
        }
        words.push("#");
    }
    found.then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_compared_without_case_and_article() {
        assert_eq!(phrase("The  emergencies\nministry"), "emergencies ministry");
        assert_eq!(phrase("A"), "a");
        assert_eq!(phrase("Amaq"), "amaq");
        assert_eq!(phrase(""), "");
    }

    #[test]
    fn numbers_are_masked_with_what_hedges_them() {
        for (text, masked) in [
            ("12 people", "# people"),
            ("at least 20 people", "# people"),
            ("more than two hundred people", "# people"),
            ("twenty-one of 1,200 people", "# of # people"),
            ("3.5 million", "#"),
        ] {
            assert_eq!(without_numbers(text).as_deref(), Some(masked), "{text}");
        }
        assert_eq!(without_numbers("people over there"), None);
        assert_eq!(without_numbers(""), None);
    }
}
