//! Two reports of one task in, what was won and lost out.

use std::collections::BTreeMap;

use super::Report;
use super::page::{Change, Page, percent};

/// Changes below this are rounding.
const LEAST_CHANGE: f64 = 1e-9;

/// Describes both scores, the p-value of their difference where there is one, and at most `limit`
/// of the units won and as many of those lost, the greatest change first.
pub(super) fn describe<R: Report>(page: &mut Page, new: &R, old: &R, limit: usize) {
    let ((name, score), (_, before)) = (new.score(), old.score());
    let p_value = new.p_value(old).map_or(String::new(), |p| format!(", paired bootstrap p = {p:.3}"));
    let difference = 100.0 * (score - before);
    let (score, before) = (percent(score), percent(before));
    page.heading(format!("{name} {score}, before {before} ({difference:+.2}){p_value}"));
    let (won, lost) = changes(new.units(), &old.units());
    for (title, changes) in [("won", won), ("lost", lost)] {
        page.heading(format!("{title}: {}", changes.len()));
        page.changes(changes.into_iter().take(limit));
    }
}

/// Units whose score rose, and those whose score fell. Units that only one run has are passed over.
fn changes(new: Vec<(String, f64)>, old: &[(String, f64)]) -> (Vec<Change>, Vec<Change>) {
    let mut scores: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (unit, score) in old.iter().rev() {
        scores.entry(unit).or_default().push(*score);
    }
    let (mut won, mut lost) = (Vec::new(), Vec::new());
    for (unit, after) in new {
        // Units of one name are compared in their order.
        let Some(before) = scores.get_mut(unit.as_str()).and_then(Vec::pop) else { continue };
        if after > before + LEAST_CHANGE {
            won.push(Change { unit, before, after });
        } else if after < before - LEAST_CHANGE {
            lost.push(Change { unit, before, after });
        }
    }
    let size = |change: &Change| (change.after - change.before).abs();
    for changes in [&mut won, &mut lost] {
        changes.sort_by(|a, b| size(b).total_cmp(&size(a)));
    }
    (won, lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(list: &[(&str, f64)]) -> Vec<(String, f64)> {
        list.iter().map(|&(name, score)| (name.to_owned(), score)).collect()
    }

    #[test]
    fn units_are_won_and_lost_by_name_and_order() {
        let old = units(&[("a", 0.0), ("a", 1.0), ("b", 0.5), ("c", 1.0), ("gone", 1.0)]);
        let new = units(&[("a", 0.2), ("a", 1.0), ("b", 1.0), ("c", 0.0), ("new", 1.0)]);
        let (won, lost) = changes(new, &old);
        let change = |unit: &str, before, after| Change { unit: unit.to_owned(), before, after };
        assert_eq!(won, [change("b", 0.5, 1.0), change("a", 0.0, 0.2)]);
        assert_eq!(lost, [change("c", 1.0, 0.0)]);
    }
}
