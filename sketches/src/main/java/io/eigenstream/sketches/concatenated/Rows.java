package io.eigenstream.sketches.concatenated;

import io.eigenstream.sketches.linalg.Kernels;
import java.util.Arrays;

/** Matrices as arrays of their rows. */
final class Rows {

    private Rows() {}

    /** The rows of x, then those of y, none copied. */
    static double[][] join(double[][] x, double[][] y) {
        double[][] joined = Arrays.copyOf(x, x.length + y.length);
        System.arraycopy(y, 0, joined, x.length, y.length);
        return joined;
    }

    /** The first so many rows, each with its entry of largest magnitude positive. */
    static double[][] signed(double[][] x, int count) {
        double[][] signed = new double[count][];
        Arrays.setAll(signed, i -> Kernels.canonicalSign(x[i]));
        return signed;
    }
}
