package io.eigenstream.benchmarks;

import java.util.stream.DoubleStream;

/**
 * Least, median and largest of some numbers; NaN when there are none.
 *
 * @param median the lower one of two
 */
record Spread(int count, double least, double median, double most) {

    static Spread of(DoubleStream numbers) {
        double[] sorted = numbers.sorted().toArray();
        int n = sorted.length;
        return n == 0
                ? new Spread(0, Double.NaN, Double.NaN, Double.NaN)
                : new Spread(n, sorted[0], sorted[(n - 1) / 2], sorted[n - 1]);
    }
}
