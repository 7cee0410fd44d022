//! The default engine in floats: against the numbers of training, against integers, against the definition of BERT,
//! and for encoders of other sizes than the built-in one.
#![allow(clippy::unwrap_used)]

mod common;

use serde_json::{Value, json};
use triplewire_encoder::{Encoder, FloatModel, Matrix, Model, ModelFiles};
use triplewire_tokenizer::Pieces;

use common::{agreement, difference, sentences, tiny, tiny_files, tiny_sentences};

/// `golden.json` has four digits after the point.
#[test]
fn floats_are_those_of_pytorch() {
    let golden: Vec<Value> =
        serde_json::from_str(include_str!("../../../models/english/golden.json")).unwrap();
    let model = FloatModel::load(&ModelFiles::embedded().unwrap()).unwrap();
    let list = |sentence: &Value, name: &str| -> Vec<f64> {
        sentence[name].as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
    };
    for sentence in &golden {
        let numbers = |name: &str| list(sentence, name).into_iter().map(|x| x as u32).collect::<Vec<_>>();
        let classes = numbers("classes").iter().map(|x| *x as u8).collect();
        let pieces = Pieces { ids: numbers("ids"), classes, first: numbers("first") };
        let scores = model.encode(&[pieces]).unwrap().remove(0);
        let heads: Vec<usize> = numbers("heads").iter().map(|x| *x as usize).collect();
        let labels = model.label(&scores, &heads).unwrap();
        let tables = [
            ("names", &scores.names),
            ("upos", &scores.upos),
            ("xpos", &scores.xpos),
            ("lemmas", &scores.lemmas),
            ("arcs", &scores.arcs),
            ("labels", &labels),
        ];
        for (name, ours) in tables {
            let theirs = list(sentence, name);
            assert_eq!(ours.values.len(), theirs.len());
            for (x, y) in ours.values.iter().zip(theirs) {
                assert!((f64::from(*x) - y).abs() < 1e-3, "{name}: {x} for {y}");
            }
        }
    }
}

#[test]
fn floats_and_integers_agree_on_most_words() {
    let files = ModelFiles::embedded().unwrap();
    let sentences = sentences(&files, 150);
    let floats = FloatModel::load(&files).unwrap();
    let (words, same) = agreement(&floats, &Model::load(files).unwrap(), &sentences);
    assert!(words > 1000);
    assert!(same * 100 >= words * 97, "{same} of {words} words");
    // The integers are rounded, so something must differ somewhere.
    assert!(same < words, "the same tags for all {words} words");
}

#[test]
fn batching_and_threads_change_no_bit() {
    let files = ModelFiles::embedded().unwrap();
    let sentences = sentences(&files, 40);
    let model = FloatModel::load(&files).unwrap();
    let together = model.encode(&sentences).unwrap();
    let mut turned = sentences.clone();
    turned.reverse();
    let mut backwards = model.encode(&turned).unwrap();
    backwards.reverse();
    assert_eq!(together, backwards);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for (sentence, scores) in sentences.iter().zip(&together) {
                    let alone = model.encode(std::slice::from_ref(sentence)).unwrap();
                    assert_eq!(alone, std::slice::from_ref(scores));
                }
            });
        }
    });
}

#[test]
fn sentences_of_any_shape_are_scored() {
    let model = FloatModel::load(&ModelFiles::embedded().unwrap()).unwrap();
    let empty = Pieces { ids: vec![101, 102], classes: vec![0, 0], first: vec![] };
    let wild = Pieces { ids: vec![u32::MAX; 4], classes: vec![255; 4], first: vec![1, 2] };
    let scores = model.encode(&[empty, wild]).unwrap();
    assert!(scores[0].arcs.values.is_empty());
    assert!(scores.iter().flat_map(|s| &s.upos.values).all(|value| value.is_finite()));
    assert_eq!(model.label(&scores[0], &[]).unwrap().rows(), 0);
    assert!(model.encode(&[]).unwrap().is_empty());
}

/// Sizes that fill no vector, panel or block, and more layers than the built-in model has.
#[test]
fn encoders_of_other_sizes_run() {
    for (layers, hidden, heads, inner) in [(3, 48, 4, 100), (1, 40, 5, 64), (8, 64, 2, 300)] {
        let files = tiny_files(layers, hidden, heads, inner);
        let sentences = tiny_sentences();
        let floats = FloatModel::load(&files).unwrap();
        let found = floats.hidden(&sentences).unwrap();
        let expected: Vec<Matrix> = reference::hidden(layers, hidden, heads, inner, &sentences);
        let distance = difference(&found, &expected);
        assert!(distance < 1e-4, "{layers} layers of {hidden}: {distance}");

        let integers = Model::load(files).unwrap();
        let (x, y) = (floats.encode(&sentences).unwrap(), integers.encode(&sentences).unwrap());
        let names = |scores: &[triplewire_encoder::Scores]| -> Vec<Matrix> {
            scores.iter().map(|s| s.names.clone()).collect()
        };
        let distance = difference(&names(&x), &names(&y));
        assert!(distance > 0.0 && distance < 0.5, "{layers} layers of {hidden}: {distance}");
    }
}

#[test]
fn what_cannot_be_used_is_said_in_a_line() {
    let sizes = tiny::Sizes { layers: 1, hidden: 48, heads: 4, inner: 64 };
    let error = |more: Value, damage: fn(&mut Vec<u8>)| {
        let tiny::Files { config, vocabulary, mut weights } = tiny::model(sizes, &more);
        damage(&mut weights);
        let error = match ModelFiles::new(config.as_bytes(), vocabulary, weights) {
            Ok(files) => FloatModel::load(&files).err().unwrap().to_string(),
            Err(error) => error.to_string(),
        };
        assert!(!error.contains('\n'));
        error
    };
    let whole = |_: &mut Vec<u8>| ();
    assert!(error(json!({"hidden_act": "relu"}), whole).contains("only \"gelu\" is known"));
    assert!(error(json!({"num_attention_heads": 5}), whole).contains("multiple of num_attention_heads"));
    assert!(error(json!({"num_attention_heads": 0}), whole).contains("num_attention_heads must not be 0"));
    assert!(error(json!({"layer_norm_eps": 0.0}), whole).contains("layer_norm_eps"));
    assert!(error(json!({"vocab_size": 7}), whole).contains("vocab_size is 7, vocab.txt has"));
    assert!(error(json!({"num_hidden_layers": 2}), whole).contains("tensor layers.1.qkv.weight"));
    assert!(error(json!({"hidden_size": 64}), whole).contains("is I8 "));
    assert!(error(json!({"inventory": 1}), whole).contains("scripts/train/export.py"));
    assert!(error(json!({}), |bytes| bytes.truncate(bytes.len() / 2)).contains("damaged or cut off"));
    assert!(error(json!({}), Vec::clear).contains("damaged or cut off"));
    // The last tensor is of 6,576 integers; the scales before it become numbers that are none.
    assert!(
        error(json!({}), |bytes| bytes.iter_mut().rev().take(6_600).for_each(|b| *b = 255))
            .contains("not finite")
    );
}

/// BERT as it is defined, in double precision and one number at a time.
mod reference {
    use triplewire_encoder::Matrix;
    use triplewire_tokenizer::Pieces;

    use super::tiny;

    struct File {
        header: serde_json::Value,
        data: Vec<u8>,
    }

    impl File {
        fn bytes(&self, name: &str) -> &[u8] {
            let range = &self.header[name]["data_offsets"];
            let at = |i: usize| usize::try_from(range[i].as_u64().unwrap()).unwrap();
            &self.data[at(0)..at(1)]
        }

        fn floats(&self, name: &str) -> Vec<f64> {
            let (numbers, _) = self.bytes(name).as_chunks::<4>();
            numbers.iter().map(|bytes| f64::from(f32::from_le_bytes(*bytes))).collect()
        }

        /// Row `row` of a table.
        fn row(&self, name: &str, row: usize, width: usize) -> Vec<f64> {
            let scale = self.floats(&format!("{name}.scale"))[row];
            let bytes = &self.bytes(&format!("{name}.weight"))[row * width..][..width];
            bytes.iter().map(|byte| f64::from(byte.cast_signed()) * scale).collect()
        }

        fn linear(&self, name: &str, input: &[f64]) -> Vec<f64> {
            let bias = self.floats(&format!("{name}.bias"));
            let output = |(output, bias): (usize, &f64)| {
                let weights = self.row(name, output, input.len());
                bias + weights.iter().zip(input).map(|(w, x)| w * x).sum::<f64>()
            };
            bias.iter().enumerate().map(output).collect()
        }

        fn norm(&self, name: &str, row: &[f64]) -> Vec<f64> {
            let mean = row.iter().sum::<f64>() / row.len() as f64;
            let variance = row.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / row.len() as f64;
            let (weight, bias) =
                (self.floats(&format!("{name}.weight")), self.floats(&format!("{name}.bias")));
            let terms = row.iter().zip(&weight).zip(&bias);
            terms.map(|((x, w), b)| (x - mean) / (variance + 1e-12).sqrt() * w + b).collect()
        }
    }

    fn add(a: &[f64], b: &[f64]) -> Vec<f64> {
        a.iter().zip(b).map(|(x, y)| x + y).collect()
    }

    /// The integral of the normal density, by Simpson's rule.
    fn gelu(x: f64) -> f64 {
        let steps = 400;
        let (step, density) = (x / f64::from(steps), |t: f64| (-t * t / 2.0).exp());
        let weight = |i: i32| if i == 0 || i == steps { 1.0 } else { f64::from(2 + i % 2 * 2) };
        let area: f64 = (0..=steps).map(|i| weight(i) * density(f64::from(i) * step)).sum();
        x * (0.5 + area * step / 3.0 / (2.0 * std::f64::consts::PI).sqrt())
    }

    pub(super) fn hidden(
        layers: usize,
        hidden: usize,
        heads: usize,
        inner: usize,
        sentences: &[Pieces],
    ) -> Vec<Matrix> {
        let files = tiny::model(tiny::Sizes { layers, hidden, heads, inner }, &serde_json::json!({}));
        let (length, rest) = files.weights.split_at(8);
        let length = u64::from_le_bytes(length.try_into().unwrap()) as usize;
        let header = serde_json::from_slice(&rest[..length]).unwrap();
        let file = File { header, data: rest[length..].to_vec() };
        sentences.iter().map(|sentence| one(&file, layers, hidden, heads, sentence)).collect()
    }

    fn one(file: &File, layers: usize, hidden: usize, heads: usize, sentence: &Pieces) -> Matrix {
        let embed = |(position, (id, class)): (usize, (&u32, &u8))| {
            let word = file.row("words", *id as usize, hidden);
            let place = file.row("positions", position, hidden);
            let casing = file.row("casings", usize::from(*class), hidden);
            file.norm("norm", &add(&add(&word, &place), &casing))
        };
        let mut x: Vec<Vec<f64>> =
            sentence.ids.iter().zip(&sentence.classes).enumerate().map(embed).collect();
        let width = hidden / heads;
        for layer in 0..layers {
            let name = |part: &str| format!("layers.{layer}.{part}");
            let qkv: Vec<Vec<f64>> = x.iter().map(|row| file.linear(&name("qkv"), row)).collect();
            let mut next = Vec::new();
            for (row, query) in x.iter().zip(&qkv) {
                let mut mixed = Vec::new();
                for at in (0..hidden).step_by(width) {
                    let score = |key: &Vec<f64>| {
                        let product = (0..width).map(|d| query[at + d] * key[hidden + at + d]).sum::<f64>();
                        (product / (width as f64).sqrt()).exp()
                    };
                    let weights: Vec<f64> = qkv.iter().map(score).collect();
                    let total: f64 = weights.iter().sum();
                    for d in 0..width {
                        let value = qkv.iter().zip(&weights).map(|(v, w)| v[2 * hidden + at + d] * w);
                        mixed.push(value.sum::<f64>() / total);
                    }
                }
                let row = file.norm(&name("norm1"), &add(row, &file.linear(&name("out"), &mixed)));
                let up: Vec<f64> = file.linear(&name("up"), &row).into_iter().map(gelu).collect();
                next.push(file.norm(&name("norm2"), &add(&row, &file.linear(&name("down"), &up))));
            }
            x = next;
        }
        let read = std::iter::once(0).chain(sentence.first.iter().map(|first| *first as usize));
        let values = read.flat_map(|row| x[row].iter().map(|x| *x as f32).collect::<Vec<_>>()).collect();
        Matrix { values, width: hidden }
    }
}
