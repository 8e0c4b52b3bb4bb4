package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;
import io.eigenstream.sketches.linalg.ThinSvd;
import java.util.Arrays;

/**
 * What a sketch knows of the scatter of its centred rows in units of a scale: S′ = D⁻¹SD⁻¹ for D of the scale, with
 *
 * <pre>  0 ⪯ S′ − B′ᵀB′ ⪯ Δ′I,   B′ = BD⁻¹,   Δ′ = min(Δ/min sⱼ², tr S′ − ‖B′‖_F²)</pre>
 *
 * <p>tr S′ is exact without scaling and for d ≤ ℓ; otherwise as right as {@link Scaling} is about columns.
 *
 * @param scale s
 * @param svd of B′
 * @param total tr S′
 * @param shrinkage Δ′
 * @param energy tr S′ + W‖D⁻¹μ‖²
 */
record ScaledScatter(double[] scale, ThinSvd svd, double total, double shrinkage, double energy) {

    static ScaledScatter of(IncrementalSvd sketch, Scaling scaling, double degrees) {
        double[] scale = scaling.of(sketch, degrees);
        if (scaling == Scaling.NONE) {
            return new ScaledScatter(scale, sketch.centred(), sketch.scatter(), sketch.shrinkage(), sketch.energy());
        }
        double[][] directions = sketch.directions();
        double[][] scaled = new double[directions.length][];
        Arrays.setAll(scaled, i -> quotient(directions[i], scale));
        double missing = sketch.scatter() - Kernels.squaredNorm(directions);
        double total = Kernels.squaredNorm(scaled);
        double shrinkage = 0;
        if (!sketch.losesNothing()) {
            double lost = 0;
            for (double s : scale) {
                lost += Math.max(0, missing) / scale.length / (s * s);
            }
            double least = Arrays.stream(scale).min().orElseThrow();
            shrinkage = Math.min(sketch.shrinkage() / (least * least), lost);
            total += lost;
        }
        double energy = total + sketch.weight() * Kernels.squaredNorm(quotient(sketch.mean(), scale));
        return new ScaledScatter(scale, ThinSvd.of(scaled), total, shrinkage, energy);
    }

    private static double[] quotient(double[] x, double[] scale) {
        double[] quotient = new double[x.length];
        Arrays.setAll(quotient, j -> x[j] / scale[j]);
        return quotient;
    }
}
