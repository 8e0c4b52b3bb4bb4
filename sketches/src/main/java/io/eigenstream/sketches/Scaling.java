package io.eigenstream.sketches;

import io.eigenstream.sketches.linalg.Kernels;
import java.util.Arrays;

/** What centred columns are divided by before their principal components are taken. */
public enum Scaling {

    /** By 1: columns of large variance dominate. For columns of one unit, as of embeddings. */
    NONE {
        @Override
        double[] of(IncrementalSvd sketch, double degrees) {
            double[] ones = new double[sketch.dimension()];
            Arrays.fill(ones, 1);
            return ones;
        }
    },

    /** By their standard deviations, constant ones by 1: the units of the columns make no difference. */
    STANDARD {
        @Override
        double[] of(IncrementalSvd sketch, double degrees) {
            return Arrays.stream(deviations(sketch, degrees))
                    .map(s -> s == 0 ? 1 : s)
                    .toArray();
        }
    };

    /** A variance below this share of the column's mean square is rounding. */
    private static final double LEAST_VARIANCE_SHARE = 1e-20;

    /**
     * The scale of every column, positive.
     *
     * @param degrees what the scatter is divided by to be a covariance
     */
    abstract double[] of(IncrementalSvd sketch, double degrees);

    /**
     * Of the columns; 0 for one that is constant. Exact for d ≤ ℓ; otherwise what the sketch has lost of the scatter,
     * of which the sum is known, is taken to be the same in every column.
     */
    private static double[] deviations(IncrementalSvd sketch, double degrees) {
        double[][] directions = sketch.directions();
        double lost = Math.max(0, sketch.scatter() - Kernels.squaredNorm(directions)) / sketch.dimension();
        double[] mean = sketch.mean();
        double[] deviations = new double[sketch.dimension()];
        for (int j = 0; j < deviations.length; j++) {
            double squares = sketch.losesNothing() ? 0 : lost;
            for (double[] direction : directions) {
                squares += direction[j] * direction[j];
            }
            double variance = squares / degrees;
            boolean isConstant = variance <= LEAST_VARIANCE_SHARE * mean[j] * mean[j];
            deviations[j] = isConstant ? 0 : Math.sqrt(variance);
        }
        return deviations;
    }
}
