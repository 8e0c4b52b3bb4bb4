package io.eigenstream.sketches.concatenated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Lists of matrices that are hard to stack in different ways; each is a function of its seed. */
enum Blocks {
    /** No structure to share. */
    NOISE {
        @Override
        double[][] block(int index, int rows, int d, Random random) {
            return gaussian(rows, d, random);
        }
    },
    /** All in one plane, up to a thousandth of noise. */
    SHARED_PLANE {
        @Override
        double[][] block(int index, int rows, int d, Random random) {
            return plus(inSpan(rows, gaussian(2, d, new Random(d)), random), 1e-3, gaussian(rows, d, random));
        }
    },
    /** All exactly in one plane. */
    RANK_DEFICIENT {
        @Override
        double[][] block(int index, int rows, int d, Random random) {
            return inSpan(rows, gaussian(2, d, new Random(d)), random);
        }
    },
    /** Two planes in turn. */
    TWO_GROUPS {
        @Override
        double[][] block(int index, int rows, int d, Random random) {
            return inSpan(rows, gaussian(2, d, new Random(d + index % 2)), random);
        }
    },
    /** Column j has scale 10^(−12j/d). */
    BADLY_SCALED {
        @Override
        double[][] block(int index, int rows, int d, Random random) {
            double[][] block = gaussian(rows, d, random);
            for (double[] row : block) {
                for (int j = 0; j < d; j++) {
                    row[j] *= Math.pow(10, -12.0 * j / d);
                }
            }
            return block;
        }
    },
    /** One row over and over. */
    REPEATED {
        @Override
        double[][] block(int index, int rows, int d, Random random) {
            double[] row = gaussian(1, d, new Random(d))[0];
            double[][] block = new double[rows][];
            Arrays.setAll(block, i -> row.clone());
            return block;
        }
    },
    /** Scales from 10⁻⁸ to 10⁸, and matrices of zeros. */
    HEAVY {
        @Override
        double[][] block(int index, int rows, int d, Random random) {
            double scale = random.nextInt(4) == 0 ? 0 : Math.pow(10, 8 - random.nextInt(17));
            return plus(new double[rows][d], scale, gaussian(rows, d, random));
        }
    },
    /** A weak direction that comes back in every row while strong ones change: truncation loses it for good. */
    PERSISTENT_WEAK {
        @Override
        double[][] block(int index, int rows, int d, Random random) {
            double[][] block = new double[rows][d];
            for (double[] row : block) {
                row[d - 1] = random.nextBoolean() ? 0.4 : -0.4;
                row[index % (d - 1)] += random.nextGaussian();
            }
            return block;
        }
    };

    abstract double[][] block(int index, int rows, int d, Random random);

    /** So many blocks of 1 to {@code most} rows. */
    List<double[][]> list(int count, int most, int d, long seed) {
        Random random = new Random(seed);
        List<double[][]> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(block(i, 1 + random.nextInt(most), d, random));
        }
        return blocks;
    }

    /** A block of one row. */
    static double[][] row(double... row) {
        return new double[][] {row};
    }

    static double[][] gaussian(int rows, int d, Random random) {
        double[][] block = new double[rows][d];
        for (double[] row : block) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return block;
    }

    static double[][] inSpan(int rows, double[][] basis, Random random) {
        double[][] block = new double[rows][basis[0].length];
        for (double[] row : block) {
            for (double[] direction : basis) {
                double c = random.nextGaussian();
                Arrays.setAll(row, j -> row[j] + c * direction[j]);
            }
        }
        return block;
    }

    static double[][] plus(double[][] x, double c, double[][] y) {
        double[][] sum = new double[x.length][x[0].length];
        for (int i = 0; i < sum.length; i++) {
            int row = i;
            Arrays.setAll(sum[i], j -> x[row][j] + c * y[row][j]);
        }
        return sum;
    }
}
