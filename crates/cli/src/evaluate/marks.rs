//! A text and the places of what was found in it in, the text in marked pieces out.

use std::collections::BTreeSet;
use std::ops::Range;

use super::page::{Mark, Piece};

/// Cuts `text` wherever a span or a sentence begins or ends. All places are in bytes.
///
/// What lies in several spans gets the best of their verdicts, the label of the first, and all
/// their facts. Spans that do not fit the text are passed over.
pub(super) fn pieces(text: &str, spans: &[(Range<usize>, Mark)], sentences: &[usize]) -> Vec<Piece> {
    let spans: Vec<&(Range<usize>, Mark)> =
        spans.iter().filter(|(place, _)| !place.is_empty() && text.get(place.clone()).is_some()).collect();
    let mut cuts: BTreeSet<usize> = spans.iter().flat_map(|(place, _)| [place.start, place.end]).collect();
    cuts.extend(sentences.iter().filter(|&&start| text.is_char_boundary(start)));
    cuts.extend([0, text.len()]);
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let piece = |ends: &[usize]| {
        let (start, end) = (*ends.first()?, *ends.last()?);
        let mark = spans
            .iter()
            .filter(|(place, _)| place.start <= start && end <= place.end)
            .map(|(_, mark)| mark.clone())
            .reduce(merge);
        let sentence = sentences.iter().position(|&first| first == start);
        Some(Piece { text: text.get(start..end)?.to_owned(), mark, sentence })
    };
    cuts.windows(2).filter_map(piece).collect()
}

fn merge(mut one: Mark, other: Mark) -> Mark {
    one.verdict = one.verdict.min(other.verdict);
    one.facts.extend(other.facts);
    one.facts.sort_unstable();
    one.facts.dedup();
    one
}

#[cfg(test)]
mod tests {
    use super::super::page::Verdict;
    use super::*;

    fn mark(verdict: Verdict, fact: usize) -> Mark {
        Mark { verdict, label: String::new(), facts: vec![fact] }
    }

    fn check(text: &str, spans: &[(Range<usize>, Mark)], expected: &[(&str, Option<Mark>)]) {
        let found: Vec<(String, Option<Mark>)> =
            pieces(text, spans, &[]).into_iter().map(|piece| (piece.text, piece.mark)).collect();
        let expected: Vec<_> =
            expected.iter().map(|(text, mark)| ((*text).to_owned(), mark.clone())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_lies_in_two_spans_has_the_better_verdict_and_both_facts() {
        let (wrong, matched) = (mark(Verdict::Wrong, 4), mark(Verdict::Matched, 2));
        let both = Mark { facts: vec![2, 4], ..matched.clone() };
        check(
            "Rebels seized Idlib.",
            &[(0..13, wrong.clone()), (7..19, matched.clone())],
            &[("Rebels ", Some(wrong)), ("seized", Some(both)), (" Idlib", Some(matched)), (".", None)],
        );
    }

    #[test]
    fn spans_outside_the_text_or_inside_a_character_are_passed_over() {
        let wrong = || mark(Verdict::Wrong, 0);
        check("é b", &[(1..2, wrong()), (3..9, wrong()), (2..2, wrong())], &[("é b", None)]);
        check("", &[(0..1, wrong())], &[]);
    }

    #[test]
    fn sentences_are_numbered_where_they_begin() {
        let found = pieces("He left. She stayed.", &[], &[0, 9]);
        let numbers: Vec<_> = found.iter().map(|piece| (piece.sentence, piece.text.as_str())).collect();
        assert_eq!(numbers, [(Some(0), "He left. "), (Some(1), "She stayed.")]);
    }
}
