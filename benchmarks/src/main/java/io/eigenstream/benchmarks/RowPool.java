package io.eigenstream.benchmarks;

import java.util.Arrays;
import java.util.Random;

/**
 * Rows that a benchmark goes round in: 8 MiB of them, so that they come from beyond the second-level cache as rows of a
 * stream do. Each is a Gaussian mixture of a few random directions plus noise of a hundredth.
 */
final class RowPool {

    private static final long SEED = 20260711;
    private static final int VALUES = 1 << 20;
    private static final double NOISE = 0.01;

    private final double[][] rows;

    /** At least one block of rows, and whole blocks only. */
    RowPool(int dimension, int rank, int blockRows) {
        Random random = new Random(SEED);
        double[][] basis = new double[rank][dimension];
        for (double[] direction : basis) {
            addNoise(random, 1, direction);
        }
        int blocks = Math.max(1, VALUES / dimension / blockRows);
        rows = new double[blocks * blockRows][dimension];
        for (double[] row : rows) {
            for (double[] direction : basis) {
                double coordinate = random.nextGaussian();
                for (int j = 0; j < dimension; j++) {
                    row[j] += coordinate * direction[j];
                }
            }
            addNoise(random, NOISE, row);
        }
    }

    /** What a fold for d &gt; ℓ sees: 2ℓ + 1 rows. */
    static double[][] stack(Shape shape, int rank) {
        RowPool pool = new RowPool(shape.dimension(), rank, 2 * shape.size());
        double[][] stack = new double[2 * shape.size() + 1][];
        Arrays.setAll(stack, i -> pool.row(i % pool.size()));
        return stack;
    }

    private static void addNoise(Random random, double deviation, double[] row) {
        for (int j = 0; j < row.length; j++) {
            row[j] += deviation * random.nextGaussian();
        }
    }

    int size() {
        return rows.length;
    }

    double[] row(int i) {
        return rows[i];
    }
}
