//! The second engine: BERT as the `rust-bert` crate has it, on libtorch, with this project's heads in tensors.
//!
//! It reads the files of the default engine: the integers of the weights are multiplied by their scales, and all
//! is computed in floats, on a GPU where libtorch sees one. On a processor each sentence goes through by itself,
//! so that what it is batched with changes no bit; on a GPU, where that would leave most of it idle, a batch is
//! padded, and the last bits of a sentence may depend on the others.

#![allow(clippy::cast_possible_wrap, reason = "libtorch counts in i64")]

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rust_bert::bert::{BertConfig, BertEmbeddings, BertModel};
use tch::{Cuda, Device, Kind, Tensor, nn};
use triplewire_tokenizer::Pieces;

use crate::error::{EncodeError, ModelError};
use crate::files::ModelFiles;
use crate::float::join;
use crate::heads::{batches, read_rows, split};
use crate::scores::{Encoder, Matrix, Scores};
use crate::weights::{Config, HEADS, Layered, Norm, Table, Weights};

/// Pieces, padding not counted, of a batch on a GPU.
const GPU_BATCH: usize = 4096;

/// The epsilon that `rust-bert` has in every layer norm, whatever the configuration says.
const EPSILON: f32 = 1e-12;

/// A layer as tensors: `[outputs, inputs]` weights and the bias.
struct Affine {
    weight: Tensor,
    bias: Tensor,
}

impl Layered for Affine {
    fn new(weight: &[i8], scale: Vec<f32>, bias: Vec<f32>) -> Self {
        Self { weight: dequantised(weight.iter().copied(), &scale), bias: Tensor::from_slice(&bias) }
    }
}

impl Affine {
    fn of(&self, rows: &Tensor) -> Tensor {
        rows.linear(&self.weight, Some(&self.bias))
    }

    fn to_device(&self, device: Device) -> Self {
        Self { weight: self.weight.to_device(device), bias: self.bias.to_device(device) }
    }
}

/// Rows of integers, each times its scale.
fn dequantised(values: impl ExactSizeIterator<Item = i8>, scale: &[f32]) -> Tensor {
    let width = values.len().checked_div(scale.len()).unwrap_or(0).max(1);
    let values: Vec<f32> =
        values.enumerate().map(|(at, value)| f32::from(value) * scale[at / width]).collect();
    Tensor::from_slice(&values).view([scale.len() as i64, -1])
}

/// The encoder and the heads, for one thread.
struct Network {
    bert: BertModel<BertEmbeddings>,
    heads: Affine,
    arc: Affine,
    /// Stays on the processor: it is called sentence by sentence.
    label: Affine,
}

/// The networks that no thread is using, and what another one is made of. All share the memory of the weights.
struct Pool {
    networks: Vec<Network>,
    /// The encoder's variables by their names.
    variables: BTreeMap<String, Tensor>,
    heads: [Affine; 3],
}

/// BERT of the `rust-bert` crate with this project's heads.
pub struct RustBert {
    config: Config,
    device: Device,
    pool: Mutex<Pool>,
}

impl RustBert {
    /// A model from its files, on the GPU where libtorch sees one.
    ///
    /// Sets libtorch's threads to one for the whole process: each worker runs a pass of its own.
    ///
    /// # Errors
    /// If a tensor is missing or does not fit the configuration, or the network is one that `rust-bert` has not.
    pub fn load(files: &ModelFiles) -> Result<Self, ModelError> {
        let config = files.config.clone();
        if (config.layer_norm_eps - EPSILON).abs() > EPSILON * 1e-3 {
            let epsilon = config.layer_norm_eps;
            return Err(ModelError::Unfit(format!(
                "layer_norm_eps is {epsilon:e}; rust-bert has only 1e-12, the native engine has all"
            )));
        }
        let weights = files.weights::<Affine>()?;
        let device = if Cuda::is_available() { Device::Cuda(0) } else { Device::Cpu };
        tch::set_num_threads(1);
        let mut variables = variables(&weights);
        for tensor in variables.values_mut() {
            *tensor = tensor.to_device(device);
        }
        let heads = [weights.heads.to_device(device), weights.arc.to_device(device), weights.label];
        let mut pool = Pool { networks: Vec::new(), variables, heads };
        let network = pool.another(&config, device)?;
        pool.networks.push(network);
        Ok(Self { config, device, pool: Mutex::new(pool) })
    }

    /// Where it computes.
    #[must_use]
    pub fn device(&self) -> &'static str {
        if self.device.is_cuda() { "CUDA" } else { "CPU" }
    }

    /// What the last layer gives for each sentence: a row of `hidden_size` for the root, then one for each word's
    /// first piece; see [`FloatModel::hidden`](crate::FloatModel::hidden).
    ///
    /// # Errors
    /// If libtorch fails.
    pub fn hidden(&self, sentences: &[Pieces]) -> Result<Vec<Matrix>, EncodeError> {
        let mut found = Vec::with_capacity(sentences.len());
        self.each(sentences, |_, rows| {
            found.push(Matrix { values: floats(&rows)?, width: self.config.hidden_size });
            Ok(())
        })?;
        Ok(found)
    }

    fn pool(&self) -> MutexGuard<'_, Pool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does `work` with a network. On a GPU there is one, and who comes later waits.
    fn with_network<T>(
        &self,
        work: impl FnOnce(&Network) -> Result<T, EncodeError>,
    ) -> Result<T, EncodeError> {
        let mut pool = self.pool();
        if let (true, Some(network)) = (self.device.is_cuda(), pool.networks.first()) {
            return tch::no_grad(|| work(network));
        }
        let network = match pool.networks.pop() {
            Some(network) => network,
            None => {
                pool.another(&self.config, self.device).map_err(|error| EncodeError(error.to_string()))?
            }
        };
        drop(pool);
        let result = tch::no_grad(|| work(&network));
        self.pool().networks.push(network);
        result
    }

    /// Runs the layers, and gives each sentence's rows: the root's, then each word's.
    fn each(
        &self,
        sentences: &[Pieces],
        mut each: impl FnMut(&Network, Tensor) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        let most = if self.device.is_cuda() { GPU_BATCH } else { 1 };
        self.with_network(|network| {
            for batch in batches(sentences, most) {
                let hidden = self.layers(network, batch)?;
                for (index, sentence) in batch.iter().enumerate() {
                    let read: Vec<i64> = read_rows(sentence).iter().map(|row| *row as i64).collect();
                    let read = Tensor::from_slice(&read).to_device(self.device);
                    each(network, hidden.get(index as i64).index_select(0, &read))?;
                }
            }
            Ok(())
        })
    }

    /// `[sentences, pieces, hidden]` of a batch, padded.
    fn layers(&self, network: &Network, batch: &[Pieces]) -> Result<Tensor, EncodeError> {
        let longest = batch.iter().map(|s| s.ids.len()).max().unwrap_or(0);
        let mut columns: [Vec<i64>; 4] = Default::default();
        for sentence in batch {
            for position in 0..longest {
                let row = match (sentence.ids.get(position), sentence.classes.get(position)) {
                    (Some(id), Some(class)) => {
                        let row = self.config.embedded(position, *id, *class);
                        [row[0], row[1], row[2], 1]
                    }
                    _ => [0; 4],
                };
                for (column, value) in columns.iter_mut().zip(row) {
                    column.push(value as i64);
                }
            }
        }
        let shape = [batch.len() as i64, longest as i64];
        let [ids, positions, casings, mask] =
            columns.map(|column| Tensor::from_slice(&column).view(shape).to_device(self.device));
        let output = network.bert.forward_t(
            Some(&ids),
            Some(&mask),
            Some(&casings),
            Some(&positions),
            None,
            None,
            None,
            false,
        );
        Ok(output.map_err(|error| EncodeError(format!("rust-bert: {error}")))?.hidden_state)
    }

    /// One sentence's scores from what the last layer gives for its rows.
    fn scores(&self, network: &Network, rows: &Tensor) -> Result<Scores, EncodeError> {
        let values = network.heads.of(rows);
        let [names, upos, xpos, lemmas, _, _, label_dependents, label_heads] =
            split(&floats(&values)?, &self.config);
        let sizes = self.config.head_sizes();
        let part = |name: &str| {
            let head = HEADS.iter().position(|(head, _)| *head == name).unwrap_or_default();
            let start: usize = sizes[..head].iter().sum();
            values.narrow(1, start as i64, sizes[head] as i64).gelu("none")
        };
        let words = upos.rows();
        let dependents = part("arc_dependent").narrow(0, 1, words as i64);
        let arcs = network.arc.of(&dependents).matmul(&part("arc_head").tr());
        let arcs = floats(&(arcs / (self.config.arc_size as f64).sqrt()))?;
        let arcs = Matrix { values: arcs, width: words + 1 };
        Ok(Scores { names, upos, xpos, lemmas, arcs, label_heads, label_dependents })
    }
}

impl Encoder for RustBert {
    fn encode(&self, sentences: &[Pieces]) -> Result<Vec<Scores>, EncodeError> {
        let mut found = Vec::with_capacity(sentences.len());
        self.each(sentences, |network, rows| {
            found.push(self.scores(network, &rows)?);
            Ok(())
        })?;
        Ok(found)
    }

    fn label(&self, scores: &Scores, heads: &[usize]) -> Result<Matrix, EncodeError> {
        let width = self.config.inventory.deprels.len();
        if heads.is_empty() {
            return Ok(Matrix::zeros(0, width));
        }
        let joined = Tensor::from_slice(&join(scores, heads)).view([heads.len() as i64, -1]);
        self.with_network(|network| {
            Ok(Matrix { values: floats(&network.label.of(&joined.gelu("none")))?, width })
        })
    }
}

impl Pool {
    /// One more network. What `rust-bert` fills its variables with at random is given up for the shared weights.
    fn another(&self, config: &Config, device: Device) -> Result<Network, ModelError> {
        let mut store = nn::VarStore::new(device);
        let bert = BertModel::new_with_optional_pooler(store.root(), &bert_config(config), false);
        store.freeze();
        let wrong = |name: &str, problem: &str| ModelError::Tensor {
            name: name.to_owned(),
            problem: problem.to_owned(),
        };
        let (mut given, asked) = (0, BTreeMap::from_iter(store.variables()));
        for (name, mut variable) in asked {
            let weights =
                self.variables.get(&name).ok_or_else(|| wrong(&name, "is asked for by rust-bert only"))?;
            variable.f_set_data(weights).map_err(|error| wrong(&name, &error.to_string()))?;
            given += 1;
        }
        if given != self.variables.len() {
            return Err(wrong("rust-bert", "has another number of variables than the weights"));
        }
        let [heads, arc, label] = &self.heads;
        let share = |layer: &Affine| Affine {
            weight: layer.weight.shallow_clone(),
            bias: layer.bias.shallow_clone(),
        };
        Ok(Network { bert, heads: share(heads), arc: share(arc), label: share(label) })
    }
}

/// The configuration as `rust-bert` has it. Nothing is trained, so dropout and initial values are its own.
fn bert_config(config: &Config) -> BertConfig {
    BertConfig {
        hidden_size: config.hidden_size as i64,
        intermediate_size: config.intermediate_size as i64,
        max_position_embeddings: config.max_position_embeddings as i64,
        num_attention_heads: config.num_attention_heads as i64,
        num_hidden_layers: config.num_hidden_layers as i64,
        type_vocab_size: config.type_vocab_size as i64,
        vocab_size: config.vocab_size as i64,
        ..BertConfig::default()
    }
}

/// The encoder's weights under the names that BERT's variables usually have.
fn variables(weights: &Weights<Affine>) -> BTreeMap<String, Tensor> {
    let mut all = BTreeMap::new();
    let tables =
        [("word", &weights.words), ("position", &weights.positions), ("token_type", &weights.casings)];
    for (name, Table { values, scale, .. }) in tables {
        let table = dequantised(values.iter().map(|byte| byte.cast_signed()), scale);
        all.insert(format!("embeddings.{name}_embeddings.weight"), table);
    }
    let mut put = |name: String, weight: Tensor, bias: Tensor| {
        all.insert(format!("{name}.weight"), weight);
        all.insert(format!("{name}.bias"), bias);
    };
    let tensors = |norm: &Norm| (Tensor::from_slice(&norm.weight), Tensor::from_slice(&norm.bias));
    let (weight, bias) = tensors(&weights.norm);
    put("embeddings.LayerNorm".to_owned(), weight, bias);
    for (index, layer) in weights.layers.iter().enumerate() {
        let at = |part: &str| format!("encoder.layer.{index}.{part}");
        let (weight, bias) = (layer.qkv.weight.chunk(3, 0), layer.qkv.bias.chunk(3, 0));
        for ((part, weight), bias) in ["query", "key", "value"].iter().zip(weight).zip(bias) {
            put(at(&format!("attention.self.{part}")), weight.contiguous(), bias.contiguous());
        }
        let linear = [
            ("attention.output.dense", &layer.out),
            ("intermediate.dense", &layer.up),
            ("output.dense", &layer.down),
        ];
        for (part, Affine { weight, bias }) in linear {
            put(at(part), weight.shallow_clone(), bias.shallow_clone());
        }
        for (part, norm) in [("attention.output.LayerNorm", &layer.norm1), ("output.LayerNorm", &layer.norm2)]
        {
            let (weight, bias) = tensors(norm);
            put(at(part), weight, bias);
        }
    }
    all
}

/// The values of a tensor, row by row.
fn floats(tensor: &Tensor) -> Result<Vec<f32>, EncodeError> {
    let flat = tensor.to_device(Device::Cpu).to_kind(Kind::Float).contiguous().view([-1]);
    Vec::try_from(flat).map_err(|error| EncodeError(format!("libtorch: {error}")))
}
