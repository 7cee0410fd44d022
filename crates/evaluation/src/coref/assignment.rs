//! A table of similarities in, the greatest sum of a one-to-one assignment out.

/// The Hungarian algorithm with potentials (Kuhn 1955, Munkres 1957), O(n²m) for n rows and m ≥ n
/// columns; tables with more rows are turned.
pub(super) fn best_assignment(similarity: &[Vec<f64>]) -> f64 {
    let columns = similarity.first().map_or(0, Vec::len);
    if columns == 0 {
        return 0.0;
    }
    if similarity.len() > columns {
        let turned: Vec<Vec<f64>> =
            (0..columns).map(|c| similarity.iter().map(|row| row[c]).collect()).collect();
        return best_assignment(&turned);
    }
    // Row and column 0 are sentinels; costs are negated similarities.
    let rows = similarity.len();
    let mut row_potential = vec![0.0; rows + 1];
    let mut column_potential = vec![0.0; columns + 1];
    let mut row_of = vec![0; columns + 1];
    for row in 1..=rows {
        row_of[0] = row;
        let mut column = 0;
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut came_from = vec![0; columns + 1];
        let mut used = vec![false; columns + 1];
        while row_of[column] != 0 {
            used[column] = true;
            let current = row_of[column];
            let mut step = f64::INFINITY;
            let mut next = 0;
            for other in 1..=columns {
                if used[other] {
                    continue;
                }
                let reduced =
                    -similarity[current - 1][other - 1] - row_potential[current] - column_potential[other];
                if reduced < least[other] {
                    least[other] = reduced;
                    came_from[other] = column;
                }
                if least[other] < step {
                    step = least[other];
                    next = other;
                }
            }
            for other in 0..=columns {
                if used[other] {
                    row_potential[row_of[other]] += step;
                    column_potential[other] -= step;
                } else {
                    least[other] -= step;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[came_from[column]];
            column = came_from[column];
        }
    }
    (1..=columns)
        .filter(|&column| row_of[column] != 0)
        .map(|column| similarity[row_of[column] - 1][column - 1])
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greedy_would_be_wrong() {
        // Greedy takes 5 and then 0; the best is 4 + 4.
        let table = [vec![5.0, 4.0], vec![4.0, 0.0]];
        assert!((best_assignment(&table) - 8.0).abs() < 1e-12);
    }

    #[test]
    fn more_rows_than_columns_and_the_other_way() {
        let tall = [vec![1.0], vec![3.0], vec![2.0]];
        let wide = [vec![1.0, 3.0, 2.0]];
        assert!((best_assignment(&tall) - 3.0).abs() < 1e-12);
        assert!((best_assignment(&wide) - 3.0).abs() < 1e-12);
        assert!(best_assignment(&[]).abs() < 1e-12);
    }

    #[test]
    fn equals_the_best_of_all_permutations() {
        let mut random = crate::bootstrap::SplitMix64::new(1);
        for _ in 0..50 {
            let table: Vec<Vec<f64>> =
                (0..4).map(|_| (0..5).map(|_| random.below(100) as f64).collect()).collect();
            assert!((best_assignment(&table) - best_by_trying(&table, &mut [false; 5])).abs() < 1e-9);
        }
    }

    fn best_by_trying(rows: &[Vec<f64>], used: &mut [bool; 5]) -> f64 {
        let Some((row, rest)) = rows.split_first() else {
            return 0.0;
        };
        let mut best = 0.0_f64;
        for column in 0..5 {
            if !used[column] {
                used[column] = true;
                best = best.max(row[column] + best_by_trying(rest, used));
                used[column] = false;
            }
        }
        best
    }
}
