//! A model of any sizes with random weights: the contents of the three files of its folder.

use std::collections::BTreeMap;

use serde_json::json;

/// The sizes that differ between encoders.
#[derive(Clone, Copy)]
pub(crate) struct Sizes {
    pub(crate) layers: usize,
    pub(crate) hidden: usize,
    pub(crate) heads: usize,
    pub(crate) inner: usize,
}

/// The contents of `config.json`, `vocab.txt` and `model.safetensors`.
pub(crate) struct Files {
    pub(crate) config: String,
    pub(crate) vocabulary: String,
    pub(crate) weights: Vec<u8>,
}

const ARC: usize = 24;
const LABEL: usize = 40;
const POSITIONS: usize = 512;
const CASINGS: usize = 8;

/// Numbers without an order that is seen (`SplitMix64`).
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    /// From -1 to 1.
    fn float(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
    }
}

/// Tensors by name: type, shape and bytes.
#[derive(Default)]
struct Tensors(BTreeMap<String, (&'static str, Vec<usize>, Vec<u8>)>);

impl Tensors {
    fn floats(&mut self, name: String, values: &[f32]) {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.0.insert(name, ("F32", vec![values.len()], bytes));
    }

    /// Rows of integers and their scales.
    fn rows(&mut self, noise: &mut Noise, name: &str, rows: usize, width: usize, size: f32) {
        let bytes = (0..rows * width).map(|_| ((noise.next() % 63) as u8).wrapping_sub(31)).collect();
        self.0.insert(format!("{name}.weight"), ("I8", vec![rows, width], bytes));
        let scale: Vec<f32> = (0..rows).map(|_| size / 31.0 * (1.0 + 0.2 * noise.float())).collect();
        self.floats(format!("{name}.scale"), &scale);
    }

    fn linear(&mut self, noise: &mut Noise, name: &str, outputs: usize, inputs: usize) {
        self.rows(noise, name, outputs, inputs, 2.0 / (inputs as f32).sqrt());
        let bias: Vec<f32> = (0..outputs).map(|_| 0.1 * noise.float()).collect();
        self.floats(format!("{name}.bias"), &bias);
    }

    fn norm(&mut self, noise: &mut Noise, name: &str, width: usize) {
        let weight: Vec<f32> = (0..width).map(|_| 1.0 + 0.2 * noise.float()).collect();
        let bias: Vec<f32> = (0..width).map(|_| 0.1 * noise.float()).collect();
        self.floats(format!("{name}.weight"), &weight);
        self.floats(format!("{name}.bias"), &bias);
    }

    /// As a safetensors file: the length of the header, the header, the bytes.
    fn file(self) -> Vec<u8> {
        let (mut header, mut data) = (serde_json::Map::new(), Vec::new());
        for (name, (kind, shape, bytes)) in self.0 {
            let start = data.len();
            data.extend(bytes);
            header.insert(name, json!({"dtype": kind, "shape": shape, "data_offsets": [start, data.len()]}));
        }
        let header = serde_json::Value::Object(header).to_string();
        let mut file = (header.len() as u64).to_le_bytes().to_vec();
        file.extend(header.bytes());
        file.extend(data);
        file
    }
}

/// A model of these sizes; `more` is added to the configuration.
pub(crate) fn model(sizes: Sizes, more: &serde_json::Value) -> Files {
    let Sizes { layers, hidden, heads, inner } = sizes;
    let mut vocabulary = String::from("[PAD]\n[UNK]\n[CLS]\n[SEP]\n");
    for letter in ('a'..='z').chain('A'..='Z').chain('0'..='9').chain(['.', ',', '-']) {
        vocabulary.extend([letter, '\n', '#', '#', letter, '\n']);
    }
    vocabulary.push_str("the\narmy\nrebels\n");
    let pieces = vocabulary.lines().count();
    let inventory = json!({
        "names": ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"], "upos": ["NOUN", "VERB", "PROPN", "PUNCT"],
        "xpos": ["NN", "VBD", "NNP", "."], "lemmas": ["k/0/", "l/0/"], "deprels": ["root", "nsubj", "obj", "obl"],
    });
    let mut config = json!({
        "hidden_size": hidden, "intermediate_size": inner, "num_attention_heads": heads,
        "num_hidden_layers": layers, "vocab_size": pieces, "max_position_embeddings": POSITIONS,
        "type_vocab_size": CASINGS, "arc_size": ARC, "label_size": LABEL, "hidden_act": "gelu",
        "inventory": inventory,
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        config[name] = value.clone();
    }
    let (noise, mut tensors) = (&mut Noise(layers as u64), Tensors::default());
    tensors.rows(noise, "words", pieces, hidden, 1.0);
    tensors.rows(noise, "positions", POSITIONS, hidden, 0.5);
    tensors.rows(noise, "casings", CASINGS, hidden, 0.5);
    tensors.norm(noise, "norm", hidden);
    for layer in 0..layers {
        let name = |part: &str| format!("layers.{layer}.{part}");
        tensors.linear(noise, &name("qkv"), 3 * hidden, hidden);
        tensors.linear(noise, &name("out"), hidden, hidden);
        tensors.norm(noise, &name("norm1"), hidden);
        tensors.linear(noise, &name("up"), inner, hidden);
        tensors.linear(noise, &name("down"), hidden, inner);
        tensors.norm(noise, &name("norm2"), hidden);
    }
    let heads = [("names", 5), ("upos", 4), ("xpos", 4), ("lemmas", 2)];
    let arcs = [("arc_dependent", ARC), ("arc_head", ARC), ("label_dependent", LABEL), ("label_head", LABEL)];
    for (name, outputs) in heads.into_iter().chain(arcs) {
        tensors.linear(noise, name, outputs, hidden);
    }
    tensors.linear(noise, "arc", ARC, ARC);
    tensors.linear(noise, "label", 4, LABEL);
    Files { config: config.to_string(), vocabulary, weights: tensors.file() }
}
