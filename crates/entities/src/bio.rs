//! The scores of the name head in, the spans of its best valid labelling out.

use std::ops::Range;

use triplewire_encoder::{Inventory, Matrix};

/// What the name head tells apart (CoNLL-2003).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeadType {
    Per,
    Org,
    Loc,
    Misc,
}

/// A name as the head sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeadName {
    pub(crate) words: Range<usize>,
    pub(crate) head: HeadType,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    Outside,
    Begin(HeadType),
    Inside(HeadType),
}

/// The columns of the name head.
#[derive(Clone, Debug)]
pub(crate) struct Labels(Vec<Option<Label>>);

impl Labels {
    /// Reads the names of the columns; one that is not a BIO label is never chosen.
    pub(crate) fn new(inventory: &Inventory) -> Self {
        Self(inventory.names.iter().map(|name| label(name)).collect())
    }

    fn allows(&self, from: usize, to: usize) -> bool {
        match self.0[to] {
            Some(Label::Inside(head)) => {
                matches!(self.0[from], Some(Label::Begin(h) | Label::Inside(h)) if h == head)
            }
            Some(_) => true,
            None => false,
        }
    }

    /// The best path in which `I-X` follows only `B-X` or `I-X` (Viterbi 1967).
    ///
    /// A path's score is the sum of its logits: the normaliser of the softmax is the same for all
    /// labels of a word and cannot change which path is best. A value that is not a number counts
    /// as the lowest score. A table of the wrong shape has no names.
    pub(crate) fn decode(&self, scores: &Matrix, words: usize) -> Vec<HeadName> {
        let width = self.0.len();
        let usable = width > 0 && scores.width == width && scores.values.len() == words * width;
        if !usable || words == 0 || !self.0.contains(&Some(Label::Outside)) {
            return Vec::new();
        }
        let mut best: Vec<f64> = (0..width)
            .map(|to| {
                let opens = matches!(self.0[to], Some(Label::Outside | Label::Begin(_)));
                if opens { logit(scores.row(0)[to]) } else { f64::NEG_INFINITY }
            })
            .collect();
        let mut back = vec![0_usize; words * width];
        let mut next = vec![f64::NEG_INFINITY; width];
        for word in 1..words {
            let row = scores.row(word);
            for to in 0..width {
                let mut top = (f64::NEG_INFINITY, 0);
                for (from, score) in best.iter().enumerate() {
                    if *score > top.0 && self.allows(from, to) {
                        top = (*score, from);
                    }
                }
                next[to] = top.0 + logit(row[to]);
                back[word * width + to] = top.1;
            }
            std::mem::swap(&mut best, &mut next);
        }
        let mut at = 0;
        for (label, score) in best.iter().enumerate() {
            if *score > best[at] {
                at = label;
            }
        }
        let mut path = vec![at; words];
        for word in (1..words).rev() {
            at = back[word * width + at];
            path[word - 1] = at;
        }
        self.spans(&path)
    }

    fn spans(&self, path: &[usize]) -> Vec<HeadName> {
        let mut names: Vec<HeadName> = Vec::new();
        for (word, label) in path.iter().enumerate() {
            match self.0[*label] {
                Some(Label::Begin(head)) => names.push(HeadName { words: word..word + 1, head }),
                Some(Label::Inside(_)) => {
                    if let Some(name) = names.last_mut() {
                        name.words.end = word + 1;
                    }
                }
                Some(Label::Outside) | None => {}
            }
        }
        names
    }
}

/// Keeps a path's score finite whatever the encoder gave.
fn logit(value: f32) -> f64 {
    if value.is_nan() { f64::from(f32::MIN) } else { f64::from(value.clamp(f32::MIN, f32::MAX)) }
}

fn label(name: &str) -> Option<Label> {
    if name == "O" {
        return Some(Label::Outside);
    }
    let (prefix, head) = name.split_once('-')?;
    let head = match head {
        "PER" => HeadType::Per,
        "ORG" => HeadType::Org,
        "LOC" => HeadType::Loc,
        "MISC" => HeadType::Misc,
        _ => return None,
    };
    match prefix {
        "B" => Some(Label::Begin(head)),
        "I" => Some(Label::Inside(head)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(columns: &[&str], rows: &[&[f32]]) -> Vec<HeadName> {
        let names = columns.iter().map(|&c| c.to_owned()).collect();
        let labels = Labels::new(&Inventory { names, ..Inventory::default() });
        let scores = Matrix { values: rows.concat(), width: columns.len() };
        labels.decode(&scores, rows.len())
    }

    const COLUMNS: [&str; 5] = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"];

    #[test]
    fn reads_a_valid_labelling() {
        let names = decode(&COLUMNS, &[&[0., 5., 0., 0., 0.], &[0., 0., 5., 0., 0.], &[0., 0., 0., 5., 0.]]);
        assert_eq!(
            names,
            [HeadName { words: 0..2, head: HeadType::Per }, HeadName { words: 2..3, head: HeadType::Org },]
        );
    }

    #[test]
    fn repairs_a_greedy_path_that_is_invalid() {
        // Greedy: B-PER I-ORG. B-ORG I-ORG scores 3 + 4, B-PER I-PER 4 + 2, B-PER O 4 + 0.
        let names = decode(&COLUMNS, &[&[0., 4., 0., 3., 0.], &[0., 0., 2., 0., 4.]]);
        assert_eq!(names, [HeadName { words: 0..2, head: HeadType::Org }]);
    }

    proptest::proptest! {
        /// Against every labelling of three words, the invalid ones left out.
        #[test]
        fn the_best_valid_labelling_wins(values in proptest::collection::vec(-9.0_f32..9.0, 15)) {
            let labels = Labels(COLUMNS.iter().map(|column| label(column)).collect());
            let score = |path: &[usize; 3]| -> f64 {
                path.iter().enumerate().map(|(word, label)| f64::from(values[word * 5 + label])).sum()
            };
            let valid = |path: &[usize; 3]| {
                !matches!(labels.0[path[0]], Some(Label::Inside(_)))
                    && path.windows(2).all(|pair| labels.allows(pair[0], pair[1]))
            };
            let paths = (0..125).map(|n| [n / 25, n / 5 % 5, n % 5]).filter(valid);
            let best = paths.reduce(|best, next| if score(&next) > score(&best) { next } else { best }).unwrap();
            let table = Matrix { values: values.clone(), width: 5 };
            proptest::prop_assert_eq!(labels.decode(&table, 3), labels.spans(&best));
        }
    }

    #[test]
    fn a_name_does_not_start_inside() {
        // Greedy: I-PER. The best path that may open is O.
        assert_eq!(decode(&COLUMNS, &[&[1., 0., 9., 0., 0.]]), []);
    }

    #[test]
    fn scores_that_are_not_numbers_lose() {
        let nan = f32::NAN;
        assert_eq!(decode(&COLUMNS, &[&[0., nan, nan, nan, nan]]), []);
        let names = decode(&COLUMNS, &[&[nan, f32::INFINITY, nan, nan, nan]]);
        assert_eq!(names, [HeadName { words: 0..1, head: HeadType::Per }]);
    }

    #[test]
    fn a_table_of_the_wrong_shape_has_no_names() {
        assert_eq!(decode(&["O"], &[&[1., 2.]]), []);
        assert_eq!(decode(&[], &[&[]]), []);
        assert_eq!(decode(&["B-PER"], &[&[1.]]), []);
    }
}
