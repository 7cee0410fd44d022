//! Passes over rows of numbers: layer norm, quantisation, GELU, softmax.
//!
//! Every sum is taken over [`LANES`] accumulators in a fixed order and every function is built from
//! additions, multiplications and divisions, never from a fused multiply-add or the platform's
//! mathematics library. The compiler may vectorise these loops for whatever the processor has
//! (see `pulp` in `forward.rs`), and the bits stay the same on all of them.

/// Accumulators of a sum; the widest vector in use (AVX-512) holds this many floats.
pub(crate) const LANES: usize = 16;

/// The largest quantised activation. Seven bits: with eight, the AVX2 kernel's `vpmaddubsw` would
/// saturate, and results would differ from machine to machine.
pub(crate) const LEVELS: f32 = 127.0;

/// Adding and subtracting this rounds a float of magnitude below 2^22 to the nearest integer.
const ROUND: f32 = 12_582_912.0;

/// Folds the accumulators of a sum, pairwise.
#[inline(always)]
fn fold(lanes: [f32; LANES]) -> f32 {
    let mut sums = lanes;
    let mut width = LANES / 2;
    while width > 0 {
        for i in 0..width {
            sums[i] += sums[i + width];
        }
        width /= 2;
    }
    sums[0]
}

/// The dot product of two rows of equal length.
#[inline(always)]
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let (a_rest, b_rest) = (a_chunks.remainder(), b_chunks.remainder());
    for (x, y) in a_chunks.zip(b_chunks) {
        for i in 0..LANES {
            lanes[i] += x[i] * y[i];
        }
    }
    for (lane, (x, y)) in lanes.iter_mut().zip(a_rest.iter().zip(b_rest)) {
        *lane += x * y;
    }
    fold(lanes)
}

#[inline(always)]
fn sum(row: &[f32], each: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    let chunks = row.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for i in 0..LANES {
            lanes[i] += each(chunk[i]);
        }
    }
    for (lane, x) in lanes.iter_mut().zip(rest) {
        *lane += each(*x);
    }
    fold(lanes)
}

/// Layer normalisation of one row in place (Ba et al. 2016).
#[inline(always)]
pub(crate) fn normalise(row: &mut [f32], weight: &[f32], bias: &[f32], epsilon: f32) {
    let count = row.len() as f32;
    let mean = sum(row, |x| x) / count;
    let variance = sum(row, |x| (x - mean) * (x - mean)) / count;
    let scale = 1.0 / (variance + epsilon).sqrt();
    for ((x, w), b) in row.iter_mut().zip(weight).zip(bias) {
        *x = (*x - mean) * scale * w + b;
    }
}

/// How a quantised row maps back: `value = step * level + least`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quantised {
    /// The difference between neighbouring levels.
    pub(crate) step: f32,
    /// The value of level 0.
    pub(crate) least: f32,
}

/// Quantises one row to the levels 0 to [`LEVELS`] between its least and greatest value.
#[inline(always)]
pub(crate) fn quantise(row: &[f32], levels: &mut [u8]) -> Quantised {
    let (mut least, mut most) = ([f32::MAX; LANES], [f32::MIN; LANES]);
    let chunks = row.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for i in 0..LANES {
            least[i] = if chunk[i] < least[i] { chunk[i] } else { least[i] };
            most[i] = if chunk[i] > most[i] { chunk[i] } else { most[i] };
        }
    }
    for x in rest {
        least[0] = if *x < least[0] { *x } else { least[0] };
        most[0] = if *x > most[0] { *x } else { most[0] };
    }
    let least = least.iter().fold(f32::MAX, |a, b| if *b < a { *b } else { a });
    let most = most.iter().fold(f32::MIN, |a, b| if *b > a { *b } else { a });
    let range = if most > least { most - least } else { 1.0 };
    let scale = LEVELS / range;
    for (level, x) in levels.iter_mut().zip(row) {
        // The low bits of the rounded float are the integer.
        *level = ((x - least) * scale + ROUND).to_bits() as u8;
    }
    Quantised { step: range / LEVELS, least }
}

/// e to the `x`, relative error below 2e-7 for x in [-87, 88]; clamped outside.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let x = if x < -87.0 { -87.0 } else { x };
    let x = if x > 88.0 { 88.0 } else { x };
    let rounded = x * std::f32::consts::LOG2_E + ROUND;
    let power = rounded - ROUND;
    // ln 2 in two parts, so that the remainder keeps its bits (Cody and Waite 1980).
    let rest = (x - power * 0.693_359_4) + power * 2.121_944_4e-4;
    let series = 1.0
        + rest
            * (1.0
                + rest
                    * (0.5
                        + rest
                            * (0.166_666_67
                                + rest * (0.041_666_67 + rest * (0.008_333_334 + rest * 0.001_388_889)))));
    let exponent = rounded.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127) << 23;
    series * f32::from_bits(exponent)
}

/// The Gaussian error linear unit (Hendrycks and Gimpel 2016), absolute error below 2e-4: a hundredth
/// of a step of the quantisation that follows.
///
/// `x (1/2 + P(x))`, where the odd polynomial P was fitted to Phi(x) - 1/2 on [-4, 4], weighted by x,
/// with P(4) = 1/2; beyond, Phi counts as 0 or 1. An error function would cost twice the instructions.
#[inline(always)]
pub(crate) fn gelu(x: f32) -> f32 {
    let z = if x < -4.0 { -4.0 } else { x };
    let z = if z > 4.0 { 4.0 } else { z };
    let square = z * z;
    let series = 0.397_870_27
        + square
            * (-0.064_554_416
                + square
                    * (0.008_763_693
                        + square
                            * (-0.000_812_188_1
                                + square
                                    * (4.776_396e-5 + square * (-1.588_831e-6 + square * 2.258_829e-8)))));
    x * (0.5 + z * series)
}

/// The same with an absolute error below 1e-6, for rows that are not quantised.
///
/// The error function is 7.1.26 of Abramowitz and Stegun (1964), which is within 1.5e-7.
#[inline(always)]
pub(crate) fn gelu_in_full(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let series =
        t * (0.254_829_6 + t * (-0.284_496_74 + t * (1.421_413_7 + t * (-1.453_152 + t * 1.061_405_4))));
    // Half of what lies beyond |x| on one side.
    let beyond = 0.5 * series * exp(-z * z);
    let below = if x < 0.0 { beyond } else { 1.0 - beyond };
    x * below
}

/// Turns the first `count` scores of a row into weights that sum to one, in place. The row's length is a
/// multiple of [`LANES`]; what stands behind the scores becomes zero or next to it.
#[inline(always)]
pub(crate) fn softmax(row: &mut [f32], count: usize) {
    row[count..].fill(f32::MIN);
    let mut most = [f32::MIN; LANES];
    for chunk in row.as_chunks::<LANES>().0 {
        for i in 0..LANES {
            most[i] = if chunk[i] > most[i] { chunk[i] } else { most[i] };
        }
    }
    let most = most.iter().fold(f32::MIN, |a, b| if *b > a { *b } else { a });
    for x in row.iter_mut() {
        *x = exp(*x - most);
    }
    let scale = 1.0 / sum(row, |x| x);
    for x in row.iter_mut() {
        *x *= scale;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_to_the_library() {
        for i in -870..880 {
            let x = i as f32 / 10.0;
            let relative = (f64::from(exp(x)) / f64::from(x).exp() - 1.0).abs();
            assert!(relative < 5e-7, "exp({x}) is off by {relative}");
        }
    }

    #[test]
    fn gelu_is_close_to_its_definition() {
        // Values of x * Phi(x) from tables of the normal distribution.
        for (x, expected) in [
            (0.0, 0.0),
            (0.5, 0.345_731_2),
            (1.0, 0.841_344_7),
            (-1.0, -0.158_655_25),
            (2.0, 1.954_499_7),
            (3.0, 2.995_95),
            (-3.5, -0.000_814_2),
            (-8.0, 0.0),
            (40.0, 40.0),
        ] {
            assert!((gelu(x) - expected).abs() < 2e-4, "gelu({x}) = {}", gelu(x));
            assert!((gelu_in_full(x) - expected).abs() < 1e-6, "gelu({x}) = {}", gelu_in_full(x));
        }
    }

    #[test]
    fn quantised_rows_come_back_within_half_a_step() {
        let row: Vec<f32> = (0..37).map(|i| ((i * 29) % 37) as f32 * 0.3 - 4.0).collect();
        let mut levels = vec![0; row.len()];
        let map = quantise(&row, &mut levels);
        for (x, level) in row.iter().zip(&levels) {
            let back = map.step * f32::from(*level) + map.least;
            assert!((x - back).abs() <= map.step * 0.501, "{x} came back as {back}");
        }
        assert_eq!(levels.iter().max(), Some(&127));
    }

    #[test]
    fn a_constant_row_quantises_to_itself() {
        let mut levels = [9; 20];
        let map = quantise(&[2.5; 20], &mut levels);
        assert!(levels.iter().all(|l| (map.step * f32::from(*l) + map.least - 2.5).abs() < 1e-6));
    }

    #[test]
    fn softmax_sums_to_one_and_keeps_order() {
        let mut row = [9.0; LANES];
        row[..5].copy_from_slice(&[1.0, 3.0, -40.0, 2.0, 2.5]);
        softmax(&mut row, 5);
        assert!(row[5..].iter().all(|x| *x < 1e-30));
        assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(row[1] > row[4] && row[4] > row[3] && row[3] > row[0] && row[0] > row[2]);
    }

    #[test]
    fn normalised_rows_have_mean_zero_and_variance_one() {
        let mut row: Vec<f32> = (0..50).map(|i| (i * i % 17) as f32).collect();
        normalise(&mut row, &[1.0; 50], &[0.0; 50], 1e-12);
        let mean = row.iter().sum::<f32>() / 50.0;
        let variance = row.iter().map(|x| x * x).sum::<f32>() / 50.0;
        assert!(mean.abs() < 1e-5 && (variance - 1.0).abs() < 1e-4);
    }
}
