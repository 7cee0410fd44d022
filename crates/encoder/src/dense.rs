//! A linear layer in floats: rows of floats in, rows of floats out.
//!
//! Each output is one chain of fused multiply-adds over the inputs, from the first to the last, so its bits
//! depend neither on the other rows nor on the width of the processor's vectors.

use pulp::{Simd, WithSimd};

use crate::weights::Layered;

/// Outputs that stand together.
const PANEL: usize = 16;

/// Rows that share what is loaded of a panel: with two vectors of eight floats a panel, twelve sums, which with
/// what they are made of fill sixteen registers.
const ROWS: usize = 6;

/// Inputs that are read before the next rows: a panel's part of 16 KiB stays in the first-level cache.
const DEPTH: usize = 256;

/// Weights of one layer.
pub(crate) struct Dense {
    /// For every [`PANEL`] outputs, those of the last one past the layer's being zero: for each input their weights.
    panels: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
}

impl Layered for Dense {
    fn new(weight: &[i8], scale: Vec<f32>, bias: Vec<f32>) -> Self {
        let outputs = scale.len();
        let inputs = weight.len().checked_div(outputs).unwrap_or(0);
        let mut panels = vec![0.0; outputs.next_multiple_of(PANEL) * inputs];
        for (output, (row, scale)) in weight.chunks_exact(inputs.max(1)).zip(&scale).enumerate() {
            let panel = &mut panels[output / PANEL * PANEL * inputs..];
            for (input, value) in row.iter().enumerate() {
                panel[input * PANEL + output % PANEL] = f32::from(*value) * scale;
            }
        }
        Self { panels, bias, inputs }
    }
}

impl Dense {
    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }

    pub(crate) fn outputs(&self) -> usize {
        self.bias.len()
    }
}

/// `out` = `input` times the weights, plus the bias.
pub(crate) struct Multiply<'a> {
    pub(crate) layer: &'a Dense,
    /// Rows of the layer's inputs.
    pub(crate) input: &'a [f32],
    /// As many rows of its outputs.
    pub(crate) out: &'a mut [f32],
}

impl WithSimd for Multiply<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match S::F32_LANES {
            16 => self.run::<S, 1>(simd),
            8 => self.run::<S, 2>(simd),
            4 => self.run::<S, 4>(simd),
            2 => self.run::<S, 8>(simd),
            _ => self.run::<S, 16>(simd),
        }
    }
}

impl Multiply<'_> {
    /// `V` vectors hold a panel's outputs.
    #[inline(always)]
    fn run<S: Simd, const V: usize>(self, simd: S) {
        let Self { layer, input, out } = self;
        let (inputs, outputs) = (layer.inputs, layer.outputs());
        if inputs == 0 || outputs == 0 {
            return;
        }
        let rows = input.len() / inputs;
        for (panel, first) in layer.panels.chunks_exact(PANEL * inputs).zip((0..outputs).step_by(PANEL)) {
            let width = PANEL.min(outputs - first);
            for from in (0..inputs).step_by(DEPTH) {
                let depth = from..inputs.min(from + DEPTH);
                let part = &panel[from * PANEL..depth.end * PANEL];
                let mut row = 0;
                while row < rows {
                    let count = ROWS.min(rows - row);
                    // The rows past the last repeat it; what they give is not kept.
                    let of = |r: usize| &input[(row + r.min(count - 1)) * inputs..][depth.clone()];
                    let mut sums = [[0.0; PANEL]; ROWS];
                    let place = |r: usize| (row + r) * outputs + first;
                    if from > 0 {
                        for (r, sums) in sums.iter_mut().enumerate().take(count) {
                            sums[..width].copy_from_slice(&out[place(r)..][..width]);
                        }
                    }
                    tile::<S, V>(simd, std::array::from_fn(of), part, &mut sums);
                    for (r, sums) in sums.iter().enumerate().take(count) {
                        out[place(r)..][..width].copy_from_slice(&sums[..width]);
                    }
                    row += count;
                }
            }
        }
        for row in out.chunks_exact_mut(outputs) {
            for (x, bias) in row.iter_mut().zip(&layer.bias) {
                *x += bias;
            }
        }
    }
}

/// Goes on with the sums of some rows over a part of a panel. Arrays are indexed, for those that are iterated
/// leave the registers.
#[inline(always)]
fn tile<S: Simd, const V: usize>(
    simd: S,
    rows: [&[f32]; ROWS],
    part: &[f32],
    sums: &mut [[f32; PANEL]; ROWS],
) {
    let (part, _) = part.as_chunks::<PANEL>();
    let depth = part.len();
    let rows = rows.map(|row| &row[..depth]);
    let load = |values: &[f32; PANEL]| -> [S::f32s; V] {
        let (vectors, _) = S::as_simd_f32s(values);
        std::array::from_fn(|v| vectors[v])
    };
    let mut held: [[S::f32s; V]; ROWS] = std::array::from_fn(|r| load(&sums[r]));
    for k in 0..depth {
        let weights = load(&part[k]);
        for r in 0..ROWS {
            let x = simd.splat_f32s(rows[r][k]);
            for v in 0..V {
                held[r][v] = simd.mul_add_f32s(x, weights[v], held[r][v]);
            }
        }
    }
    for r in 0..ROWS {
        let (vectors, _) = S::as_mut_simd_f32s(&mut sums[r]);
        vectors[..V].copy_from_slice(&held[r]);
    }
}

#[cfg(test)]
mod tests {
    use pulp::Arch;

    use super::*;

    fn layer(inputs: usize, outputs: usize) -> (Dense, Vec<i8>) {
        let weight: Vec<i8> =
            (0..inputs * outputs).map(|i| ((i * 37 % 255) as u8).wrapping_sub(127).cast_signed()).collect();
        let bias = (0..outputs).map(|o| o as f32 - 9.0).collect();
        (Dense::new(&weight, vec![0.5; outputs], bias), weight)
    }

    fn product(layer: &Dense, input: &[f32]) -> Vec<f32> {
        let mut out = vec![f32::NAN; input.len() / layer.inputs() * layer.outputs()];
        Arch::new().dispatch(Multiply { layer, input, out: &mut out });
        out
    }

    /// Inputs are small integers and halves, so that every sum is exact.
    #[test]
    fn agrees_with_a_plain_product() {
        for (rows, inputs, outputs) in [(1, 1, 1), (5, 48, 19), (6, 300, 32), (13, 513, 40)] {
            let (layer, weight) = layer(inputs, outputs);
            let input: Vec<f32> = (0..rows * inputs).map(|i| (i * 53 % 17) as f32 - 8.0).collect();
            for (at, found) in product(&layer, &input).iter().enumerate() {
                let (row, output) = (at / outputs, at % outputs);
                let terms = input[row * inputs..].iter().zip(&weight[output * inputs..][..inputs]);
                let sum: f32 = terms.map(|(x, w)| x * f32::from(*w) * 0.5).sum();
                let expected = sum + output as f32 - 9.0;
                assert!(found.to_bits() == expected.to_bits(), "{row} {output}: {found} for {expected}");
            }
        }
    }

    #[test]
    fn a_row_has_the_same_bits_alone_and_among_others() {
        let (layer, _) = layer(384, 50);
        let input: Vec<f32> = (0..384 * 15).map(|i| ((i * 53 % 1009) as f32).sin()).collect();
        let together = product(&layer, &input);
        for (row, expected) in input.chunks_exact(384).zip(together.chunks_exact(50)) {
            assert_eq!(product(&layer, row), expected);
        }
    }
}
