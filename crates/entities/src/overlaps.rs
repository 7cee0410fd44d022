//! Names and expressions of a sentence in, those that stand side by side out.

use crate::{bio::HeadType, entity::EntityType, evidence::Found, expressions::Expression};

/// Drops what overlaps: a date, a time, money or a percentage wins over names that lie wholly
/// inside it ("February 21", "US$300"), any other name over any other expression ("Group of 20",
/// "September 11 attacks"). A person called like a month keeps the name.
pub(crate) fn resolve(
    names: Vec<Found>,
    expressions: Vec<Expression>,
    sentence: usize,
    out: &mut Vec<Found>,
) {
    let start = out.len();
    let mut names: Vec<Option<Found>> = names.into_iter().map(Some).collect();
    let mut first = 0;
    for expression in expressions {
        let past = |name: &Option<Found>| name.as_ref().is_none_or(|n| n.words.end <= expression.words.start);
        while first < names.len() && past(&names[first]) {
            first += 1;
        }
        let touched = first
            + names[first..]
                .iter()
                .take_while(|name| name.as_ref().is_none_or(|n| n.words.start < expression.words.end))
                .count();
        let wins = names[first..touched].iter().flatten().all(|name| covers(&expression, name));
        if wins {
            names[first..touched].fill(None);
            out.push(Found::expression(sentence, expression));
        }
    }
    out.extend(names.into_iter().flatten());
    out[start..].sort_by_key(|found| found.words.start);
}

fn covers(expression: &Expression, name: &Found) -> bool {
    let inside = expression.words.start <= name.words.start && name.words.end <= expression.words.end;
    let person = name.head == Some(HeadType::Per) && expression.words == name.words;
    inside && expression.entity_type != EntityType::Quantity && !person
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(words: std::ops::Range<usize>, head: HeadType) -> Found {
        Found { words, head: Some(head), ..Found::expression(0, expression(0..1, EntityType::Other)) }
    }

    fn expression(words: std::ops::Range<usize>, entity_type: EntityType) -> Expression {
        Expression { words, entity_type }
    }

    fn left(name: Found, expression: Expression) -> Vec<EntityType> {
        let mut out = Vec::new();
        resolve(vec![name], vec![expression], 0, &mut out);
        out.iter().map(|found| found.entity_type).collect()
    }

    #[test]
    fn the_right_side_wins() {
        use EntityType::{Date, Money, Other, Quantity};
        for (head, words, kind, span, expected) in [
            (HeadType::Misc, 1..2, Date, 1..3, vec![Date]),
            (HeadType::Misc, 1..2, Date, 1..2, vec![Date]),
            (HeadType::Loc, 1..2, Money, 1..4, vec![Money]),
            (HeadType::Per, 1..2, Date, 1..2, vec![Other]),
            (HeadType::Misc, 1..4, Date, 1..3, vec![Other]),
            (HeadType::Org, 1..2, Quantity, 1..3, vec![Other]),
            (HeadType::Org, 1..2, Quantity, 2..3, vec![Other, Quantity]),
            (HeadType::Org, 3..4, Quantity, 2..3, vec![Quantity, Other]),
        ] {
            assert_eq!(
                left(name(words.clone(), head), expression(span.clone(), kind)),
                expected,
                "{words:?} {span:?}"
            );
        }
    }
}
