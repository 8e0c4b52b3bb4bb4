package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;

/**
 * Rows x₁…x_b under Oja's rule v ← v + η⟨x,v⟩x, at any rate η: the rule needs their dot products alone. With αₜ the
 * step of row t,
 *
 * <pre>  αₜ = η(⟨xₜ,v₀⟩ + Σₛ αₛ⟨xₛ,xₜ⟩) over s &lt; t,   v_b = v₀ + Σₜ αₜxₜ</pre>
 *
 * <p>One Gram matrix, b²d flops, serves every rate; a rate costs 4bd + 2b² flops.
 *
 * <p>Numbers stay finite for any b while η‖x‖² is below 2²⁰⁰: all that has been computed is scaled down by a power of
 * two, so exactly, as soon as one step is large.
 */
final class OjaBlock {

    private static final double LARGE_STEP = 0x1.0p256;
    private static final double LOG_LARGE_STEP = StrictMath.log(LARGE_STEP);
    private static final double HALF_ULP = 0x1.0p-53;

    private final double[][] rows;
    private final double[][] gram;

    /**
     * What the rows have made of a unit vector.
     *
     * @param unit its new direction
     * @param logGrowth ln ‖v_b‖
     */
    record Outcome(double[] unit, double logGrowth) {}

    OjaBlock(double[][] rows) {
        this.rows = rows;
        this.gram = Kernels.gram(rows);
    }

    Outcome apply(double rate, double[] unit) {
        double[] steps = new double[rows.length];
        double start = 1;
        int reductions = 0;
        for (int t = 0; t < rows.length; t++) {
            // the steps from t on are still zero
            steps[t] = rate * (start * Kernels.dot(rows[t], unit) + Kernels.dot(steps, gram[t]));
            if (Math.abs(steps[t]) > LARGE_STEP) {
                steps = Kernels.scaled(1 / LARGE_STEP, steps);
                start /= LARGE_STEP;
                reductions++;
            }
        }
        double[] sum = Kernels.scaled(start, unit);
        Kernels.combine(steps, rows, rows.length, sum);
        double norm = Math.sqrt(Kernels.squaredNorm(sum));
        return new Outcome(Kernels.scaled(1 / norm, sum), StrictMath.log(norm) + reductions * LOG_LARGE_STEP);
    }

    /**
     * What rounding adds to the sine of the angle, relative to ‖v_b‖: (b+8)²u + bε² with u = 2⁻⁵³, ε = (2b+1)(d+b+8)u.
     *
     * <p>(a) Every |αₜ|‖xₜ‖ = ‖vₜ − vₜ₋₁‖ is at most 2‖v_b‖, and a sum of b+1 terms, four at a time, adds (b/4+6)u of
     * their total length, (2b+1)‖v_b‖. (b) A computed projection differs from ⟨xₜ,vₜ₋₁⟩ by at most ε‖xₜ‖‖vₜ₋₁‖, for
     * the same reason. That is no error of the sum, since the computed αₜ are what is summed, but of the length: with
     * p + δ for p,
     *
     * <pre>  ‖vₜ‖² = ‖vₜ₋₁‖² + 2ηp(p − δ) + η²p²‖xₜ‖² ≥ ‖vₜ₋₁‖² + 2ηp² − ε²‖vₜ₋₁‖²</pre>
     *
     * however large η‖xₜ‖² is. (c) Normalising and the logarithm add less than 3u. The sum, (b²/2 + 12¼b + 9)u + bε²,
     * is at least 1.7 times smaller than the allowance in its first part: room for terms of second order.
     */
    double relativeRounding() {
        double b = rows.length;
        double epsilon = (2 * b + 1) * (rows[0].length + b + 8) * HALF_ULP;
        return (b + 8) * (b + 8) * HALF_ULP + b * epsilon * epsilon;
    }
}
