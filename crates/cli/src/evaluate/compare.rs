//! Two reports of one task in, what was won and lost out.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::Report;
use super::page::percent;

/// Changes below this are rounding.
const LEAST_CHANGE: f64 = 1e-9;

/// Writes both scores, the p-value of their difference where there is one, and at most `limit` of
/// the units won and as many of those lost, the greatest change first.
pub(super) fn write<R: Report>(page: &mut String, new: &R, old: &R, limit: usize) -> fmt::Result {
    let ((name, score), (_, before)) = (new.score(), old.score());
    write!(
        page,
        "\n{name} {}, before {} ({:+.2})",
        percent(score),
        percent(before),
        100.0 * (score - before)
    )?;
    match new.p_value(old) {
        Some(p) => writeln!(page, ", paired bootstrap p = {p:.3}")?,
        None => page.push('\n'),
    }
    let (won, lost) = changes(new.units(), &old.units());
    for (title, changes) in [("won", won), ("lost", lost)] {
        writeln!(page, "\n{title}: {}", changes.len())?;
        for (unit, from, to) in changes.iter().take(limit) {
            writeln!(page, "  {:>6} to {:>6}  {unit}", percent(*from), percent(*to))?;
        }
    }
    Ok(())
}

type Change = (String, f64, f64);

/// Units whose score rose, and those whose score fell, with the score before and after. Units that
/// only one run has are passed over.
fn changes(new: Vec<(String, f64)>, old: &[(String, f64)]) -> (Vec<Change>, Vec<Change>) {
    let mut before: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (unit, score) in old.iter().rev() {
        before.entry(unit).or_default().push(*score);
    }
    let (mut won, mut lost) = (Vec::new(), Vec::new());
    for (unit, score) in new {
        // Units of one name are compared in their order.
        let Some(old_score) = before.get_mut(unit.as_str()).and_then(Vec::pop) else { continue };
        if score > old_score + LEAST_CHANGE {
            won.push((unit, old_score, score));
        } else if score < old_score - LEAST_CHANGE {
            lost.push((unit, old_score, score));
        }
    }
    let size = |change: &Change| (change.2 - change.1).abs();
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
        assert_eq!(won, [("b".to_owned(), 0.5, 1.0), ("a".to_owned(), 0.0, 0.2)]);
        assert_eq!(lost, [("c".to_owned(), 1.0, 0.0)]);
    }
}
