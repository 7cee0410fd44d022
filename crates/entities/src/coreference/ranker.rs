//! The candidates of a pronoun as rows of numbers in, a score for each out.
//!
//! One small network for each [`Class`]: `score = o · relu(W x + b) + c`, trained by
//! `scripts/train/coreference.py` so that the softmax over a pronoun's candidates, one of which is
//! "none of these", gives the right one (Lee et al. 2017, "End-to-end Neural Coreference
//! Resolution", score antecedents so; the features here are those of a tree, not of a text).

use super::pronouns::Class;

const WEIGHTS: &str = include_str!("../../../../models/english/coreference.tsv");

/// The networks, by [`Class`].
#[derive(Clone, Debug)]
pub(crate) struct Ranker {
    networks: [Network; 3],
}

/// One hidden layer.
#[derive(Clone, Debug, Default)]
struct Network {
    inputs: usize,
    /// A row of inputs for each hidden unit.
    weights: Vec<f32>,
    biases: Vec<f32>,
    output: Vec<f32>,
}

impl Ranker {
    /// Reads the built-in weights.
    pub(crate) fn new() -> Self {
        Self::read(WEIGHTS)
    }

    /// Lines of `CLASS BIAS OUTPUT WEIGHT…`, one a hidden unit; `#` starts a comment.
    fn read(text: &str) -> Self {
        let mut networks: [Network; 3] = Default::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let network = match cells.next() {
                Some("person") => &mut networks[Class::Person as usize],
                Some("thing") => &mut networks[Class::Thing as usize],
                Some("several") => &mut networks[Class::Several as usize],
                _ => continue,
            };
            let mut numbers = cells.filter_map(|cell| cell.parse::<f32>().ok());
            network.biases.extend(numbers.next());
            network.output.extend(numbers.next());
            let before = network.weights.len();
            network.weights.extend(numbers);
            network.inputs = network.weights.len() - before;
        }
        Self { networks }
    }

    /// The score of one candidate; 0 where the row has not the length that the network was trained on.
    pub(crate) fn score(&self, class: Class, row: &[f32]) -> f32 {
        let network = &self.networks[class as usize];
        if network.inputs != row.len() {
            return 0.0;
        }
        let units = network.weights.chunks_exact(network.inputs.max(1));
        let units = units.zip(&network.biases).zip(&network.output);
        units
            .map(|((weights, bias), output)| {
                let sum = weights.iter().zip(row).fold(*bias, |sum, (weight, value)| sum + weight * value);
                sum.max(0.0) * output
            })
            .fold(0.0, |total, unit| total + unit)
    }
}
