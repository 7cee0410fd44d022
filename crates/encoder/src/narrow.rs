//! Integer products for processors that have AVX2 but no instruction for dot products of bytes.
//!
//! There, `vpmaddubsw` multiplies 32 pairs of bytes and adds neighbours to 16-bit sums, and a second
//! multiplication, `vpmaddwd`, widens them. With 7-bit activations and 6-bit weights four 16-bit sums
//! fit into 16 bits, so one widening serves four products: 1.35 times the products a second of a kernel
//! that must widen each. All sums are exact, so the bits are those of any other kernel.

use pulp::x86::V3;
use pulp::{NullaryFnOnce, i8x32, i16x16, i32x8};
use rten_gemm::GemmExecutor;

/// The greatest magnitude of a weight: `4 * 2 * 31 * 127 < 2^15`.
const GREATEST: u8 = 31;

/// Inputs that are summed in 16 bits.
const DEPTH: usize = 16;

/// Outputs of one vector of 32-bit sums.
const LANES: usize = 8;

/// Vectors of outputs that share what is loaded of a row.
const VECTORS: usize = 2;

/// Outputs of one panel.
const PANEL: usize = LANES * VECTORS;

/// Rows that share what is loaded of a panel.
const ROWS: usize = 2;

/// Weights of [`LANES`] outputs for [`DEPTH`] inputs: four inputs of every output in each vector.
type Block = [i8x32; DEPTH / 4];

/// Weights of one layer: for every [`LANES`] outputs the blocks of all inputs.
pub(crate) struct Narrow {
    simd: V3,
    blocks: Vec<Block>,
    inputs: usize,
    outputs: usize,
}

impl Narrow {
    /// Packs `[outputs, inputs]` weights; none where this product is not exact or not the fastest.
    pub(crate) fn new(weight: &[i8], outputs: usize) -> Option<Self> {
        let widens_each = GemmExecutor::<u8, i8, i32>::new().kernel_name() == "x86_64-u8i8i32-avx2";
        if widens_each { Self::pack(weight, outputs) } else { None }
    }

    /// Packs weights; none where the processor lacks AVX2, or the shape or a weight does not fit.
    fn pack(weight: &[i8], outputs: usize) -> Option<Self> {
        let simd = V3::try_new()?;
        let inputs = weight.len().checked_div(outputs)?;
        let fits = weight.iter().all(|w| w.unsigned_abs() <= GREATEST);
        if !fits || inputs == 0 || !inputs.is_multiple_of(DEPTH) || !outputs.is_multiple_of(PANEL) {
            return None;
        }
        let vector = |output: usize, input: usize| -> i8x32 {
            let bytes: [i8; 32] = std::array::from_fn(|i| weight[(output + i / 4) * inputs + input + i % 4]);
            pulp::cast(bytes)
        };
        let mut blocks = Vec::with_capacity(outputs / LANES * inputs / DEPTH);
        for output in (0..outputs).step_by(LANES) {
            for input in (0..inputs).step_by(DEPTH) {
                blocks.push(std::array::from_fn(|group| vector(output, input + group * 4)));
            }
        }
        Some(Self { simd, blocks, inputs, outputs })
    }

    /// Multiplies quantised rows of at most 127; `products` gets rows times outputs integers.
    pub(crate) fn multiply(&self, levels: &[u8], products: &mut [i32]) {
        self.simd.vectorize(Multiply { weights: self, levels, products });
    }
}

struct Multiply<'a> {
    weights: &'a Narrow,
    levels: &'a [u8],
    products: &'a mut [i32],
}

impl NullaryFnOnce for Multiply<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { weights, levels, products } = self;
        let Narrow { simd, ref blocks, inputs, outputs } = *weights;
        let depth = inputs / DEPTH;
        let (groups, _) = levels.as_chunks::<DEPTH>();
        let rows = levels.len() / inputs;
        for (panel, first) in blocks.chunks_exact(VECTORS * depth).zip((0..outputs).step_by(PANEL)) {
            let panel: [&[Block]; VECTORS] = std::array::from_fn(|v| &panel[v * depth..][..depth]);
            let mut row = 0;
            while row + ROWS <= rows {
                let inputs: [&[[u8; DEPTH]]; ROWS] =
                    std::array::from_fn(|r| &groups[(row + r) * depth..][..depth]);
                let sums = tile(simd, inputs, panel);
                for r in 0..ROWS {
                    store(sums[r], &mut products[(row + r) * outputs + first..]);
                }
                row += ROWS;
            }
            if row < rows {
                let sums = tile(simd, [&groups[row * depth..][..depth]], panel);
                store(sums[0], &mut products[row * outputs + first..]);
            }
        }
    }
}

/// The products of `R` rows with one panel. Arrays are indexed, for those that are iterated leave the
/// registers.
#[inline(always)]
fn tile<const R: usize>(
    simd: V3,
    rows: [&[[u8; DEPTH]]; R],
    panel: [&[Block]; VECTORS],
) -> [[i32x8; VECTORS]; R] {
    let ones = simd.splat_i16x16(1);
    let depth = panel[0].len();
    let rows = rows.map(|row| &row[..depth]);
    let panel = panel.map(|p| &p[..depth]);
    let mut sums = [[simd.splat_i32x8(0); VECTORS]; R];
    for k in 0..depth {
        for r in 0..R {
            let input = &rows[r][k];
            let levels: [i8x32; DEPTH / 4] = std::array::from_fn(|group| {
                let four =
                    [input[group * 4], input[group * 4 + 1], input[group * 4 + 2], input[group * 4 + 3]];
                pulp::cast(simd.splat_u32x8(u32::from_ne_bytes(four)))
            });
            for v in 0..VECTORS {
                let weights = &panel[v][k];
                let product = |group: usize| -> i16x16 {
                    simd.multiply_saturating_add_adjacent_i8x32(levels[group], weights[group])
                };
                let even = simd.wrapping_add_i16x16(product(0), product(1));
                let odd = simd.wrapping_add_i16x16(product(2), product(3));
                let sum = simd.wrapping_add_i16x16(even, odd);
                let wide = simd.multiply_wrapping_add_adjacent_i16x16(sum, ones);
                sums[r][v] = simd.wrapping_add_i32x8(sums[r][v], wide);
            }
        }
    }
    sums
}

#[inline(always)]
fn store(sums: [i32x8; VECTORS], products: &mut [i32]) {
    for v in 0..VECTORS {
        let values: [i32; LANES] = pulp::cast(sums[v]);
        products[v * LANES..][..LANES].copy_from_slice(&values);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Extreme values, and rows that do not fill a tile.
    #[test]
    fn agrees_with_a_plain_product() {
        for (rows, inputs, outputs) in [(1, 16, 16), (2, 32, 16), (5, 48, 48), (4, 64, 32)] {
            let weight: Vec<i8> = (0..inputs * outputs)
                .map(|i| if i % 5 == 0 { [31, -31][i % 2] } else { (i * 37 % 63) as i8 - 31 })
                .collect();
            let levels: Vec<u8> =
                (0..rows * inputs).map(|i| if i % 3 == 0 { 127 } else { (i * 53 % 128) as u8 }).collect();
            let Some(narrow) = Narrow::pack(&weight, outputs) else {
                assert!(V3::try_new().is_none());
                return;
            };
            let mut products = vec![0; rows * outputs];
            narrow.multiply(&levels, &mut products);
            for (at, found) in products.iter().enumerate() {
                let (row, output) = (at / outputs, at % outputs);
                let exact: i32 = (0..inputs)
                    .map(|i| i32::from(levels[row * inputs + i]) * i32::from(weight[output * inputs + i]))
                    .sum();
                assert_eq!(*found, exact, "{rows} x {inputs} x {outputs}: row {row} output {output}");
            }
        }
    }

    #[test]
    fn sums_of_the_greatest_values_fit() {
        let Some(narrow) = Narrow::pack(&[31; 64 * PANEL], PANEL) else { return };
        let mut products = [0; PANEL];
        narrow.multiply(&[127; 64], &mut products);
        assert_eq!(products, [64 * 31 * 127; PANEL]);
    }

    #[test]
    fn wider_weights_and_odd_shapes_are_left_to_other_kernels() {
        assert!(Narrow::pack(&[32; DEPTH * PANEL], PANEL).is_none());
        assert!(Narrow::pack(&[-128; DEPTH * PANEL], PANEL).is_none());
        assert!(Narrow::pack(&[1; 17 * PANEL], PANEL).is_none());
        assert!(Narrow::pack(&[1; DEPTH * 17], 17).is_none());
        assert!(Narrow::pack(&[], 0).is_none());
    }
}
