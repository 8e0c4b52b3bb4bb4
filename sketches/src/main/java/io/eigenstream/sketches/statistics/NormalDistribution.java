package io.eigenstream.sketches.statistics;

import java.util.stream.IntStream;

/** Upper tail of the standard normal distribution, right to about 12 digits into the far tail. */
public final class NormalDistribution {

    private static final double SERIES_LIMIT = 2;
    private static final int FRACTION_TERMS = 120;
    private static final double LARGEST = 38;
    private static final int BISECTIONS = 80;

    /** 1/(2i + 1): as many as the series needs below its limit. */
    private static final double[] ODD_RECIPROCALS =
            IntStream.range(0, 64).mapToDouble(i -> 1.0 / (2 * i + 1)).toArray();

    private NormalDistribution() {}

    /** P(Z &gt; z). */
    public static double upperTail(double z) {
        if (z < 0) {
            return 1 - upperTail(-z);
        }
        return z < SERIES_LIMIT ? 0.5 - density(z) * series(z) : density(z) / fraction(z);
    }

    /** ln P(Z &gt; z), also where the probability itself is too small for a double. */
    public static double logUpperTail(double z) {
        if (z < SERIES_LIMIT) {
            return StrictMath.log(upperTail(z));
        }
        return -z * z / 2 - StrictMath.log(Math.sqrt(2 * Math.PI) * fraction(z));
    }

    /** The z with P(Z &gt; z) = p, for 0 &lt; p &lt; 1. */
    public static double upperQuantile(double p) {
        double low = -LARGEST;
        double high = LARGEST;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (upperTail(middle) > p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double density(double z) {
        return StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    /** z + z³/3 + z⁵/15 + …: (Φ(z) − ½)/φ(z). */
    private static double series(double z) {
        double term = z;
        double sum = z;
        double square = z * z;
        for (int i = 1; term > 1e-17 * sum; i++) {
            term *= square * ODD_RECIPROCALS[i];
            sum += term;
        }
        return sum;
    }

    /** Laplace's continued fraction z + 1/(z + 2/(z + 3/(…))): φ(z) over the tail. */
    private static double fraction(double z) {
        double value = z;
        for (int i = FRACTION_TERMS; i > 0; i--) {
            value = z + i / value;
        }
        return value;
    }
}
