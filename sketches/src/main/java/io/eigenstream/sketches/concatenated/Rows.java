package io.eigenstream.sketches.concatenated;

import io.eigenstream.sketches.linalg.Kernels;
import java.util.Arrays;

/** Matrices as arrays of their rows. */
final class Rows {

    private Rows() {}

    /** ‖X‖_F². */
    static double squaredNorm(double[][] x) {
        double sum = 0;
        for (double[] row : x) {
            sum += Kernels.squaredNorm(row);
        }
        return sum;
    }

    /** The rows of x, then those of y, none copied. */
    static double[][] join(double[][] x, double[][] y) {
        double[][] joined = Arrays.copyOf(x, x.length + y.length);
        System.arraycopy(y, 0, joined, x.length, y.length);
        return joined;
    }

    /** The first so many rows of C·X. */
    static double[][] product(double[][] c, double[][] x, int count) {
        double[][] product = new double[count][];
        Arrays.setAll(product, i -> {
            double[] row = new double[x[0].length];
            Kernels.combine(c[i], x, x.length, row);
            return row;
        });
        return product;
    }

    /** The first so many rows, each with its entry of largest magnitude positive. */
    static double[][] signed(double[][] x, int count) {
        double[][] signed = new double[count][];
        Arrays.setAll(signed, i -> Kernels.canonicalSign(x[i]));
        return signed;
    }
}
