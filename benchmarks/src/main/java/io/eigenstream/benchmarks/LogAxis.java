package io.eigenstream.benchmarks;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A logarithmic axis of a figure.
 *
 * @param least value at its beginning, positive
 * @param most value at its end, larger
 * @param from place of its beginning
 * @param to place of its end
 */
record LogAxis(double least, double most, double from, double to) {

    private static final int MOST_TICKS = 6;
    /** A power of ten at an end of the axis is on it. */
    private static final double ROUNDING = 1e-9;

    /** From the least of the values to the largest. */
    static LogAxis fitting(DoubleStream values, double from, double to) {
        double[] sorted = values.sorted().toArray();
        return new LogAxis(sorted[0], sorted[sorted.length - 1], from, to);
    }

    /** From the power of ten at or below the beginning to the one at or above the end. */
    LogAxis toWholePowers() {
        double below = Math.floor(Math.log10(least));
        double above = Math.max(below + 1, Math.ceil(Math.log10(most)));
        return new LogAxis(Math.pow(10, below), Math.pow(10, above), from, to);
    }

    double at(double value) {
        return most == least ? (from + to) / 2 : from + (to - from) * Math.log(value / least) / Math.log(most / least);
    }

    /** Exponents of powers of ten on the axis, evenly spaced, few enough to be read. */
    int[] exponents() {
        int first = (int) Math.ceil(Math.log10(least) - ROUNDING);
        int last = (int) Math.floor(Math.log10(most) + ROUNDING);
        int step = Math.max(1, (last - first + MOST_TICKS - 1) / MOST_TICKS);
        return IntStream.iterate(first, i -> i <= last, i -> i + step).toArray();
    }
}
