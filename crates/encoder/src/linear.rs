//! A linear layer on integers: rows of floats in, rows of floats out.
//!
//! Weights are int8 with one scale for each output; activations are quantised row by row as they
//! come in. The product of the integers is exact, so it does not matter which kernel computes it.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;

use crate::error::EncodeError;
#[cfg(target_arch = "x86_64")]
use crate::narrow::Narrow;
use crate::rows::Quantised;
use crate::weights::Layered;

/// The kernel that multiplies; chosen for the processor at run time, cheap to make, not `Send`.
pub(crate) type Kernel = GemmExecutor<u8, i8, i32>;

/// Weights of one layer, packed for what multiplies them fastest on this processor.
enum Packed {
    Wide(PackedBMatrix<i8>),
    #[cfg(target_arch = "x86_64")]
    Narrow(Narrow),
}

impl Packed {
    /// `weight` is `[outputs, inputs]`.
    fn new(weight: &[i8], outputs: usize) -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(narrow) = Narrow::new(weight, outputs) {
            return Self::Narrow(narrow);
        }
        let inputs = weight.len().checked_div(outputs).unwrap_or(0);
        let mut transposed = vec![0; weight.len()];
        for (output, row) in weight.chunks_exact(inputs.max(1)).enumerate() {
            for (input, value) in row.iter().enumerate() {
                transposed[input * outputs + output] = *value;
            }
        }
        let view = NdTensorView::from_data([inputs, outputs], transposed.as_slice());
        Self::Wide(Kernel::new().prepack_b(view))
    }
}

/// Weights of one layer.
pub(crate) struct Linear {
    packed: Packed,
    /// One for each output.
    scale: Vec<f32>,
    bias: Vec<f32>,
    /// The sum of each output's dequantised weights: what a row's least value contributes.
    sums: Vec<f32>,
    inputs: usize,
}

impl Layered for Linear {
    fn new(weight: &[i8], scale: Vec<f32>, bias: Vec<f32>) -> Self {
        let outputs = scale.len();
        let inputs = weight.len().checked_div(outputs).unwrap_or(0);
        let rows = weight.chunks_exact(inputs.max(1)).zip(&scale);
        let sums = rows.map(|(row, scale)| row.iter().map(|w| i32::from(*w)).sum::<i32>() as f32 * scale);
        let sums = sums.collect();
        Self { packed: Packed::new(weight, outputs), scale, bias, sums, inputs }
    }
}

impl Linear {
    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }

    pub(crate) fn outputs(&self) -> usize {
        self.scale.len()
    }

    /// Multiplies quantised rows; `products` gets rows times outputs integers.
    pub(crate) fn multiply(
        &self,
        kernel: &Kernel,
        levels: &[u8],
        products: &mut [i32],
    ) -> Result<(), EncodeError> {
        let packed = match &self.packed {
            #[cfg(target_arch = "x86_64")]
            Packed::Narrow(narrow) => {
                narrow.multiply(levels, products);
                return Ok(());
            }
            Packed::Wide(packed) => packed,
        };
        let rows = levels.len() / self.inputs;
        let a = NdTensorView::from_data([rows, self.inputs], levels);
        kernel
            .gemm(products, GemmInputA::Unpacked(a), GemmInputB::Packed(packed), GemmOptions::default())
            .map_err(|error| EncodeError(format!("matrix product failed: {error}")))
    }

    /// Output values of one row from its products: `out[i] = then(out[i], value)`.
    ///
    /// Slices of equal length are walked side by side, so that the compiler can vectorise the loop.
    #[inline(always)]
    pub(crate) fn restore(
        &self,
        products: &[i32],
        map: Quantised,
        out: &mut [f32],
        then: impl Fn(f32, f32) -> f32,
    ) {
        let constants = self.scale.iter().zip(&self.sums).zip(&self.bias);
        for ((out, product), ((scale, sum), bias)) in out.iter_mut().zip(products).zip(constants) {
            let value = *product as f32 * (map.step * scale) + (map.least * sum + bias);
            *out = then(*out, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::quantise;

    /// Weights of eight bits and of six, which may take different kernels.
    #[test]
    fn agrees_with_a_plain_product() {
        for greatest in [127, 31] {
            compare_with_a_plain_product(greatest);
        }
    }

    fn compare_with_a_plain_product(greatest: usize) {
        let (inputs, outputs, rows) = (48, 19, 7);
        let weight: Vec<i8> = (0..inputs * outputs)
            .map(|i| ((i * 37 % (2 * greatest + 1)) as u8).wrapping_sub(greatest as u8).cast_signed())
            .collect();
        let scale: Vec<f32> = (0..outputs).map(|o| 0.01 + o as f32 * 0.001).collect();
        let bias: Vec<f32> = (0..outputs).map(|o| o as f32 - 9.0).collect();
        let values: Vec<f32> = (0..rows * inputs).map(|i| ((i * 53 % 101) as f32 - 30.0) * 0.05).collect();
        let layer = Linear::new(&weight, scale.clone(), bias.clone());
        let mut levels = vec![0; rows * inputs];
        let rows_of_levels = levels.chunks_exact_mut(inputs);
        let maps: Vec<Quantised> =
            values.chunks_exact(inputs).zip(rows_of_levels).map(|(row, out)| quantise(row, out)).collect();
        let mut products = vec![0; rows * outputs];
        layer.multiply(&Kernel::new(), &levels, &mut products).unwrap();
        for row in 0..rows {
            let mut found = vec![0.0; outputs];
            layer.restore(&products[row * outputs..][..outputs], maps[row], &mut found, |_, value| value);
            for output in 0..outputs {
                let exact: f32 = (0..inputs)
                    .map(|i| {
                        let level = f32::from(levels[row * inputs + i]);
                        (level * maps[row].step + maps[row].least)
                            * f32::from(weight[output * inputs + i])
                            * scale[output]
                    })
                    .sum::<f32>()
                    + bias[output];
                assert!(
                    (found[output] - exact).abs() < 2e-3,
                    "row {row} output {output}: {} for {exact}",
                    found[output]
                );
            }
        }
    }

    #[test]
    fn extreme_levels_do_not_saturate() {
        let layer = Linear::new(&[127; 64], vec![1.0], vec![0.0]);
        let mut products = [0];
        layer.multiply(&Kernel::new(), &[127; 64], &mut products).unwrap();
        assert_eq!(products, [64 * 127 * 127]);
    }
}
