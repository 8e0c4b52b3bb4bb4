package io.eigenstream.sketches;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;

/** Streams of rows that are hard in different ways; each is a function of its seed. */
enum TestMatrix {
    /** Independent normal numbers: no structure to find. */
    NOISE {
        @Override
        double[][] rows(int n, int d, Random random) {
            return fill(n, i -> gaussian(d, random));
        }
    },
    /** Three strong directions under noise, about a large mean. */
    SPIKED {
        @Override
        double[][] rows(int n, int d, Random random) {
            double[][] spikes = fill(3, i -> gaussian(d, random));
            return fill(n, i -> {
                double[] row = gaussian(d, random);
                for (int j = 0; j < d; j++) {
                    row[j] += 7;
                }
                for (double[] spike : spikes) {
                    add(3 * random.nextGaussian(), spike, row);
                }
                return row;
            });
        }
    },
    /** Rank 2 in d dimensions, not centred. */
    RANK_DEFICIENT {
        @Override
        double[][] rows(int n, int d, Random random) {
            double[][] basis = fill(2, i -> gaussian(d, random));
            return fill(n, i -> {
                double[] row = basis[0].clone();
                add(random.nextGaussian(), basis[0], row);
                add(random.nextGaussian(), basis[1], row);
                return row;
            });
        }
    },
    /** Column j has scale 10^(−12j/d). */
    BADLY_SCALED {
        @Override
        double[][] rows(int n, int d, Random random) {
            return fill(n, i -> {
                double[] row = gaussian(d, random);
                for (int j = 0; j < d; j++) {
                    row[j] *= Math.pow(10, -12.0 * j / d);
                }
                return row;
            });
        }
    },
    /** A weak direction that comes back in every row while strong ones change: truncation loses it for good. */
    PERSISTENT_WEAK {
        @Override
        double[][] rows(int n, int d, Random random) {
            return fill(n, i -> {
                double[] row = new double[d];
                row[d - 1] = random.nextBoolean() ? 0.4 : -0.4;
                row[i * (d - 1) / n] += random.nextGaussian();
                return row;
            });
        }
    },
    /** One row over and over, then one zero row. */
    REPEATED {
        @Override
        double[][] rows(int n, int d, Random random) {
            double[] row = gaussian(d, random);
            return fill(n, i -> i == n - 1 ? new double[d] : row.clone());
        }
    },
    /** Small rows, and a hundred times larger ones at random places. */
    HEAVY {
        @Override
        double[][] rows(int n, int d, Random random) {
            return fill(n, i -> {
                double[] row = gaussian(d, random);
                double scale = random.nextInt(40) == 0 ? 100 : 1;
                for (int j = 0; j < d; j++) {
                    row[j] *= scale;
                }
                return row;
            });
        }
    };

    abstract double[][] rows(int n, int d, Random random);

    double[][] rows(int n, int d, long seed) {
        return rows(n, d, new Random(seed));
    }

    private static double[][] fill(int n, IntFunction<double[]> row) {
        double[][] rows = new double[n][];
        Arrays.setAll(rows, row);
        return rows;
    }

    static double[] gaussian(int d, Random random) {
        double[] row = new double[d];
        Arrays.setAll(row, j -> random.nextGaussian());
        return row;
    }

    static void add(double c, double[] x, double[] y) {
        for (int j = 0; j < y.length; j++) {
            y[j] += c * x[j];
        }
    }
}
