package io.eigenstream.sketches.concatenated;

import io.eigenstream.sketches.linalg.Kernels;
import java.util.Arrays;

/**
 * Rows B in terms of orthonormal rows Q and of further orthonormal rows W ⟂ Q, by Gram-Schmidt with a second pass:
 *
 * <pre>  B = inside·Q + outside·W + rest,   ‖rest‖_F² = dropped</pre>
 *
 * <p>A direction enters W only when it stands out from the rounding of B. Where it does, a second pass is enough to
 * make it orthogonal to rounding; where it does not, there is no direction but noise.
 *
 * <p>Cost: 8(|Q| + |W|)d flops a row.
 *
 * @param inside one row of |Q| coefficients for every row of B
 * @param outside one row of |W| coefficients for every row of B
 * @param fresh W
 * @param dropped energy of what W has no direction for: at most 2⁻⁸⁰‖B‖_F² a row
 */
record OrthogonalExpansion(double[][] inside, double[][] outside, double[][] fresh, double dropped) {

    /** Relative to ‖B‖_F: far above rounding, and far below every error that is asked for. */
    static final double NEGLIGIBLE = 0x1.0p-40;

    static OrthogonalExpansion of(double[][] known, double[][] rows) {
        double least = NEGLIGIBLE * Math.sqrt(Kernels.squaredNorm(rows));
        double[][] inside = new double[rows.length][known.length];
        double[][] outside = new double[rows.length][rows.length];
        double[][] fresh = new double[rows.length][];
        int count = 0;
        double dropped = 0;
        for (int i = 0; i < rows.length; i++) {
            double[] rest = rows[i].clone();
            for (int pass = 0; pass < 2; pass++) {
                project(rest, known, known.length, inside[i]);
                project(rest, fresh, count, outside[i]);
            }
            double norm = Math.sqrt(Kernels.squaredNorm(rest));
            if (norm > least) {
                outside[i][count] = norm;
                fresh[count++] = Kernels.scaled(1 / norm, rest);
            } else {
                dropped += norm * norm;
            }
        }
        int width = count;
        Arrays.setAll(outside, i -> Arrays.copyOf(outside[i], width));
        return new OrthogonalExpansion(inside, outside, Arrays.copyOf(fresh, width), dropped);
    }

    /** Moves what the row has along the first so many directions into the coefficients. */
    private static void project(double[] row, double[][] directions, int count, double[] coefficients) {
        for (int k = 0; k < count; k++) {
            double c = Kernels.dot(row, directions[k]);
            coefficients[k] += c;
            Kernels.axpy(-c, directions[k], row);
        }
    }
}
