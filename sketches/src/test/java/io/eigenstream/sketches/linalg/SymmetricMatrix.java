package io.eigenstream.sketches.linalg;

import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Symmetric matrices that are hard in different ways; each is a function of its size and seed. */
enum SymmetricMatrix {
    /** Eigenvalues of both signs, well apart. */
    NOISE {
        @Override
        double[][] of(int m, Random random) {
            return fill(m, (i, j) -> random.nextGaussian());
        }
    },
    /** What the sketches ask for. */
    GRAM {
        @Override
        double[][] of(int m, Random random) {
            return gram(m, 3 * m, i -> 1, random);
        }
    },
    /** Half of the eigenvalues are zero, in exact arithmetic. */
    RANK_DEFICIENT {
        @Override
        double[][] of(int m, Random random) {
            return gram(m, (m + 1) / 2, i -> 1, random);
        }
    },
    /** From 1 down to 10⁻²⁴ and, because rows almost depend on each other, all of the lower half is rounding. */
    FALLING {
        @Override
        double[][] of(int m, Random random) {
            return gram(m, m, i -> Math.pow(10, -12.0 * i / m), random);
        }
    },
    RISING {
        @Override
        double[][] of(int m, Random random) {
            return gram(m, m, i -> Math.pow(10, 12.0 * i / m - 12), random);
        }
    },
    /** Squares of the smaller numbers underflow. */
    STEEP {
        @Override
        double[][] of(int m, Random random) {
            return fill(m, (i, j) -> random.nextGaussian() * Math.pow(10, -150.0 * (2 * m - 1 - i - j) / m));
        }
    },
    /** A large number beside rows whose squared length is subnormal or zero. */
    ALMOST_ONE_NUMBER {
        @Override
        double[][] of(int m, Random random) {
            return fill(m, (i, j) -> i == 0 && j == 0 ? 1 : 1e-160 * random.nextGaussian());
        }
    },
    /** 1, many times, and one −1. */
    REFLECTION {
        @Override
        double[][] of(int m, Random random) {
            double[] v = random.doubles(m, -1, 1).toArray();
            double square = TextbookKernels.dot(v, v);
            return fill(m, (i, j) -> (i == j ? 1 : 0) - 2 * v[i] * v[j] / square);
        }
    },
    /** Eigenvalues that differ in their last bits only. */
    CLUSTER {
        @Override
        double[][] of(int m, Random random) {
            return fill(m, (i, j) -> (i == j ? 1 : 0) + 1e-15 * random.nextGaussian());
        }
    },
    ONES {
        @Override
        double[][] of(int m, Random random) {
            return fill(m, (i, j) -> 1);
        }
    },
    /** In no order, with equals. */
    DIAGONAL {
        @Override
        double[][] of(int m, Random random) {
            return fill(m, (i, j) -> i == j ? random.nextInt(5) - 2 : 0);
        }
    },
    /** Tridiagonal, pairs of eigenvalues that agree in more digits than a double has (Wilkinson's W⁺). */
    PAIRS {
        @Override
        double[][] of(int m, Random random) {
            return fill(m, (i, j) -> i == j ? Math.abs(m - 1 - 2 * i) / 2.0 : i - j == 1 ? 1 : 0);
        }
    },
    /** Blocks of two that nothing couples. */
    BLOCKS {
        @Override
        double[][] of(int m, Random random) {
            return fill(m, (i, j) -> i / 2 == j / 2 ? random.nextGaussian() : 0);
        }
    },
    ZERO {
        @Override
        double[][] of(int m, Random random) {
            return new double[m][m];
        }
    };

    abstract double[][] of(int m, Random random);

    double[][] of(int m, long seed) {
        return of(m, new Random(seed));
    }

    private interface Entry {
        double at(int i, int j);
    }

    private static double[][] fill(int m, Entry lower) {
        double[][] matrix = new double[m][m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = lower.at(i, j);
                matrix[j][i] = matrix[i][j];
            }
        }
        return matrix;
    }

    private static double[][] gram(int m, int d, IntToDoubleFunction scale, Random random) {
        double[][] rows = new double[m][d];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < d; j++) {
                rows[i][j] = scale.applyAsDouble(i) * random.nextGaussian();
            }
        }
        return TextbookKernels.gram(rows);
    }
}
