//! A model folder's files in, typed weights out.

use std::borrow::Cow;

use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;

use crate::error::ModelError;
use crate::scores::Inventory;

/// The sizes in `config.json`, under BERT's usual names, and the columns of the heads.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Config {
    pub(crate) hidden_size: usize,
    pub(crate) intermediate_size: usize,
    pub(crate) num_attention_heads: usize,
    pub(crate) num_hidden_layers: usize,
    pub(crate) vocab_size: usize,
    pub(crate) max_position_embeddings: usize,
    pub(crate) type_vocab_size: usize,
    pub(crate) arc_size: usize,
    pub(crate) label_size: usize,
    pub(crate) inventory: Inventory,
    #[serde(default = "usual_epsilon")]
    pub(crate) layer_norm_eps: f32,
    #[serde(default = "usual_activation")]
    pub(crate) hidden_act: String,
    /// Whether words are lower-cased before they are cut into pieces.
    #[serde(default = "usual_case")]
    pub(crate) do_lower_case: bool,
}

fn usual_epsilon() -> f32 {
    1e-12
}

fn usual_activation() -> String {
    "gelu".to_owned()
}

fn usual_case() -> bool {
    true
}

/// What an engine makes of a linear layer of the file.
pub(crate) trait Layered {
    /// `weight` is `[outputs, inputs]`, row-major, with one scale for each output.
    fn new(weight: &[i8], scale: Vec<f32>, bias: Vec<f32>) -> Self;
}

/// A table of int8 rows, each with a scale.
pub(crate) struct Table {
    /// The bytes of the file: half of the model, borrowed where it is built into the program.
    pub(crate) values: Cow<'static, [u8]>,
    pub(crate) scale: Vec<f32>,
    pub(crate) width: usize,
}

impl Table {
    /// Adds row `row` to `out`.
    #[inline(always)]
    pub(crate) fn add(&self, row: usize, out: &mut [f32]) {
        let scale = self.scale[row];
        for (x, value) in out.iter_mut().zip(&self.values[row * self.width..][..self.width]) {
            *x += f32::from(value.cast_signed()) * scale;
        }
    }
}

/// Weight and bias of a layer norm.
pub(crate) struct Norm {
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
    /// What is added to a row's variance.
    pub(crate) epsilon: f32,
}

/// One transformer layer.
pub(crate) struct Layer<L> {
    pub(crate) qkv: L,
    pub(crate) out: L,
    pub(crate) norm1: Norm,
    pub(crate) up: L,
    pub(crate) down: L,
    pub(crate) norm2: Norm,
}

/// Everything the forward pass multiplies with.
pub(crate) struct Weights<L> {
    pub(crate) words: Table,
    pub(crate) positions: Table,
    pub(crate) casings: Table,
    pub(crate) norm: Norm,
    pub(crate) layers: Vec<Layer<L>>,
    /// All heads on a word's first piece in one layer, in the order of [`HEADS`].
    pub(crate) heads: L,
    pub(crate) arc: L,
    pub(crate) label: L,
}

/// The heads whose weights are joined, and whether the root has a row of theirs: it has no tag and no
/// head of its own, it is only ever a head.
pub(crate) const HEADS: [(&str, bool); 8] = [
    ("names", false),
    ("upos", false),
    ("xpos", false),
    ("lemmas", false),
    ("arc_dependent", false),
    ("arc_head", true),
    ("label_dependent", false),
    ("label_head", true),
];

impl<L: Layered> Weights<L> {
    /// Reads the tensors, checking each one's shape against `config`. `keep` makes of a part of the bytes
    /// what may be held on to.
    pub(crate) fn read<'b>(
        bytes: &'b [u8],
        config: &Config,
        keep: fn(&'b [u8]) -> Cow<'static, [u8]>,
    ) -> Result<Self, ModelError> {
        let file = Reader { file: SafeTensors::deserialize(bytes)?, keep, epsilon: config.layer_norm_eps };
        let (hidden, inner) = (config.hidden_size, config.intermediate_size);
        let inventory = &config.inventory;
        let layers = (0..config.num_hidden_layers)
            .map(|index| {
                let name = |part: &str| format!("layers.{index}.{part}");
                Ok(Layer {
                    qkv: file.linear(&name("qkv"), 3 * hidden, hidden)?,
                    out: file.linear(&name("out"), hidden, hidden)?,
                    norm1: file.norm(&name("norm1"), hidden)?,
                    up: file.linear(&name("up"), inner, hidden)?,
                    down: file.linear(&name("down"), hidden, inner)?,
                    norm2: file.norm(&name("norm2"), hidden)?,
                })
            })
            .collect::<Result<_, ModelError>>()?;
        let (mut weight, mut scale, mut bias) = (Vec::new(), Vec::new(), Vec::new());
        for ((name, _), outputs) in HEADS.iter().zip(config.head_sizes()) {
            weight.extend(file.integers(&format!("{name}.weight"), &[outputs, hidden])?);
            scale.extend(file.floats(&format!("{name}.scale"), outputs)?);
            bias.extend(file.floats(&format!("{name}.bias"), outputs)?);
        }
        Ok(Self {
            words: file.table("words", config.vocab_size, hidden)?,
            positions: file.table("positions", config.max_position_embeddings, hidden)?,
            casings: file.table("casings", config.type_vocab_size, hidden)?,
            norm: file.norm("norm", hidden)?,
            layers,
            heads: L::new(&weight, scale, bias),
            arc: file.linear("arc", config.arc_size, config.arc_size)?,
            label: file.linear("label", inventory.deprels.len(), config.label_size)?,
        })
    }
}

impl Config {
    /// The rows of the three tables whose sum embeds a piece: of its id, its position and its casing class. What
    /// lies outside a table takes its last row.
    #[inline(always)]
    pub(crate) fn embedded(&self, position: usize, id: u32, class: u8) -> [usize; 3] {
        [
            (id as usize).min(self.vocab_size - 1),
            position.min(self.max_position_embeddings - 1),
            usize::from(class).min(self.type_vocab_size - 1),
        ]
    }

    /// How many outputs each of [`HEADS`] has.
    pub(crate) fn head_sizes(&self) -> [usize; 8] {
        let Inventory { names, upos, xpos, lemmas, .. } = &self.inventory;
        let (arc, label) = (self.arc_size, self.label_size);
        [names.len(), upos.len(), xpos.len(), lemmas.len(), arc, arc, label, label]
    }
}

struct Reader<'b> {
    file: SafeTensors<'b>,
    keep: fn(&'b [u8]) -> Cow<'static, [u8]>,
    epsilon: f32,
}

impl<'b> Reader<'b> {
    fn bytes(&self, name: &str, kind: Dtype, shape: &[usize]) -> Result<&'b [u8], ModelError> {
        let wrong = |problem: String| ModelError::Tensor { name: name.to_owned(), problem };
        let tensor = self.file.tensor(name).map_err(|error| wrong(error.to_string()))?;
        if tensor.dtype() != kind || tensor.shape() != shape {
            return Err(wrong(format!(
                "is {:?} {:?}, expected {kind:?} {shape:?}",
                tensor.dtype(),
                tensor.shape()
            )));
        }
        Ok(tensor.data())
    }

    fn integers(&self, name: &str, shape: &[usize]) -> Result<Vec<i8>, ModelError> {
        Ok(self.bytes(name, Dtype::I8, shape)?.iter().map(|byte| byte.cast_signed()).collect())
    }

    fn floats(&self, name: &str, count: usize) -> Result<Vec<f32>, ModelError> {
        let bytes = self.bytes(name, Dtype::F32, &[count])?;
        let values: Vec<f32> = bytes.as_chunks::<4>().0.iter().map(|c| f32::from_le_bytes(*c)).collect();
        if values.iter().all(|value| value.is_finite()) {
            Ok(values)
        } else {
            Err(ModelError::Tensor {
                name: name.to_owned(),
                problem: "has values that are not finite".to_owned(),
            })
        }
    }

    fn linear<L: Layered>(&self, name: &str, outputs: usize, inputs: usize) -> Result<L, ModelError> {
        let weight = self.integers(&format!("{name}.weight"), &[outputs, inputs])?;
        let scale = self.floats(&format!("{name}.scale"), outputs)?;
        Ok(L::new(&weight, scale, self.floats(&format!("{name}.bias"), outputs)?))
    }

    fn norm(&self, name: &str, width: usize) -> Result<Norm, ModelError> {
        Ok(Norm {
            weight: self.floats(&format!("{name}.weight"), width)?,
            bias: self.floats(&format!("{name}.bias"), width)?,
            epsilon: self.epsilon,
        })
    }

    fn table(&self, name: &str, rows: usize, width: usize) -> Result<Table, ModelError> {
        let values = (self.keep)(self.bytes(&format!("{name}.weight"), Dtype::I8, &[rows, width])?);
        Ok(Table { values, scale: self.floats(&format!("{name}.scale"), rows)?, width })
    }
}
