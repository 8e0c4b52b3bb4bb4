package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;
import io.eigenstream.sketches.linalg.SymmetricEigen;
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
 * @param eigen of B′ᵀB′: as many values, which are the squared singular values of B′, as it has rows
 * @param total tr S′
 * @param shrinkage Δ′
 * @param energy tr S′ + W‖D⁻¹μ‖²
 */
record ScaledScatter(double[] scale, SymmetricEigen eigen, double total, double shrinkage, double energy) {

    static ScaledScatter of(IncrementalSvd sketch, Scaling scaling, double degrees) {
        double[] scale = scaling.of(sketch, degrees);
        double[][] directions = sketch.directions();
        if (scaling == Scaling.NONE) {
            SymmetricEigen eigen = sketch.losesNothing() ? ofColumns(directions) : ofOrthogonal(directions);
            return new ScaledScatter(scale, eigen, sketch.scatter(), sketch.shrinkage(), sketch.energy());
        }
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
        SymmetricEigen eigen = sketch.losesNothing() ? ofColumns(scaled) : ofRows(scaled);
        return new ScaledScatter(scale, eigen, total, shrinkage, energy);
    }

    /** By the d×d matrix itself: about 9d³ flops, the cheapest for d rows. */
    private static SymmetricEigen ofColumns(double[][] rows) {
        double[][] columns = new double[rows.length == 0 ? 0 : rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(Kernels.gram(columns));
        double[] values = new double[Math.min(rows.length, columns.length)];
        Arrays.setAll(values, i -> Math.max(0, eigen.values()[i]));
        return new SymmetricEigen(values, Arrays.copyOf(eigen.vectors(), values.length));
    }

    private static SymmetricEigen ofOrthogonal(double[][] rows) {
        double[] values = new double[rows.length];
        Arrays.setAll(values, i -> Kernels.squaredNorm(rows[i]));
        double[][] vectors = new double[rows.length][];
        Arrays.setAll(vectors, i -> Kernels.normalized(rows[i]));
        return new SymmetricEigen(values, vectors);
    }

    private static SymmetricEigen ofRows(double[][] rows) {
        ThinSvd svd = ThinSvd.of(rows);
        double[] values =
                Arrays.stream(svd.values()).map(sigma -> sigma * sigma).toArray();
        return new SymmetricEigen(values, svd.rightVectors());
    }

    private static double[] quotient(double[] x, double[] scale) {
        double[] quotient = new double[x.length];
        Arrays.setAll(quotient, j -> x[j] / scale[j]);
        return quotient;
    }
}
