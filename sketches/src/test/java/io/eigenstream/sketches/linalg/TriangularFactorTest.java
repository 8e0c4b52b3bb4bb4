package io.eigenstream.sketches.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.Seeds;
import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriangularFactorTest {

    private static final int[] DIMENSIONS = {1, 2, 3, 5, 8, 13};
    private static final int[] BLOCKS = {0, 1, 2, 4, 5, 9, 20};
    private static final int SEEDS = Seeds.COUNT;

    /**
     * Of column j, relative to its own length: each of at most d reflections errs by about 4u of it, with u = 2⁻⁵³,
     * even when all errors go in one direction.
     */
    private static double rounding(int d) {
        return 2 * d * 0x1.0p-52;
    }

    /** Rows that are hard in different ways. */
    enum Rows {
        NOISE {
            @Override
            double at(int i, int j, int d, Random random) {
                return random.nextGaussian();
            }
        },
        /** Column j has scale 10^(−12j/d). */
        FALLING {
            @Override
            double at(int i, int j, int d, Random random) {
                return random.nextGaussian() * Math.pow(10, -12.0 * j / d);
            }
        },
        RISING {
            @Override
            double at(int i, int j, int d, Random random) {
                return random.nextGaussian() * Math.pow(10, 12.0 * j / d);
            }
        },
        /** Squares overflow in some columns and underflow in others. */
        STEEP {
            @Override
            double at(int i, int j, int d, Random random) {
                return random.nextGaussian() * Math.pow(10, 250 - 500.0 * j / d);
            }
        },
        /** Later rows are 10¹² times smaller or larger than the first. */
        UNLIKE_BLOCKS {
            @Override
            double at(int i, int j, int d, Random random) {
                return random.nextGaussian() * (i < 3 ? 1 : i < 7 ? 1e-12 : 1e12);
            }
        },
        RANK_ONE {
            @Override
            double at(int i, int j, int d, Random random) {
                return (i + 1) * (j - 1.5);
            }
        },
        /** Every second column is zero. */
        ZERO_COLUMNS {
            @Override
            double at(int i, int j, int d, Random random) {
                return j % 2 == 0 ? 0 : random.nextGaussian();
            }
        },
        REPEATED {
            @Override
            double at(int i, int j, int d, Random random) {
                return Math.sin(j + 1);
            }
        },
        ZERO {
            @Override
            double at(int i, int j, int d, Random random) {
                return 0;
            }
        };

        abstract double at(int i, int j, int d, Random random);

        double[][] of(int m, int d, long seed) {
            Random random = new Random(seed);
            double[][] rows = new double[m][d];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < d; j++) {
                    rows[i][j] = at(i, j, d, random);
                }
            }
            return rows;
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasTheGramMatrixOfAllRowsInEveryColumnsOwnScale(Rows kind) {
        for (int d : DIMENSIONS) {
            for (int first : BLOCKS) {
                for (int second : BLOCKS) {
                    String what = "d = " + d + ", " + first + " rows and " + second;
                    double[][] rows = kind.of(first + second, d, 31 * first + second);
                    double[][] r = TriangularFactor.update(
                            TriangularFactor.of(Arrays.copyOf(rows, first)),
                            Arrays.copyOfRange(rows, first, first + second));
                    assertTriangular(r, Math.min(d, first + second), what);
                    assertSameGram(r, rows, d, what);
                }
            }
        }
    }

    private static void assertTriangular(double[][] r, int rows, String what) {
        assertThat(r.length).as(what).isEqualTo(rows);
        for (int i = 0; i < r.length; i++) {
            assertThat(r[i][i]).as("diagonal %d, %s", i, what).isNotNegative();
            assertThat(Arrays.copyOf(r[i], i))
                    .as("below the diagonal, row %d, %s", i, what)
                    .containsExactly(new double[i]);
        }
    }

    private static void assertSameGram(double[][] r, double[][] rows, int d, String what) {
        double[][] a = columns(rows, d, rows);
        double[][] factor = columns(r, d, rows);
        for (int j = 0; j < d; j++) {
            for (int k = 0; k <= j; k++) {
                double lengths = Math.sqrt(TextbookKernels.dot(a[j], a[j]) * TextbookKernels.dot(a[k], a[k]));
                assertThat(exactDifference(factor[j], factor[k], a[j], a[k]))
                        .as("columns %d and %d, %s", j, k, what)
                        .isCloseTo(0, within(2 * rounding(d) * lengths));
            }
        }
    }

    /** Each times the power of two that makes it of size 1 in {@code scale}, so that no square overflows. */
    private static double[][] columns(double[][] rows, int d, double[][] scale) {
        double[][] columns = new double[d][rows.length];
        for (int j = 0; j < d; j++) {
            int column = j;
            double largest = Arrays.stream(scale)
                    .mapToDouble(row -> Math.abs(row[column]))
                    .max()
                    .orElse(0);
            int exponent = Math.getExponent(largest);
            Arrays.setAll(columns[j], i -> Math.scalb(rows[i][column], -exponent));
        }
        return columns;
    }

    /** Σxy − Σvw in twice the digits of a double (products and sums with what they round off). */
    private static double exactDifference(double[] x, double[] y, double[] v, double[] w) {
        double sum = 0;
        double lost = 0;
        for (int i = 0; i < x.length + v.length; i++) {
            double left = i < x.length ? x[i] : -v[i - x.length];
            double right = i < x.length ? y[i] : w[i - x.length];
            double product = left * right;
            double next = sum + product;
            double kept = next - sum;
            lost += Math.fma(left, right, -product) + (sum - (next - kept)) + (product - kept);
            sum = next;
        }
        return sum + lost;
    }

    @Test
    void isTheFactorOfADenseQrUpToSigns() {
        for (int d : DIMENSIONS) {
            for (int seed = 0; seed < SEEDS; seed++) {
                // 8 on the diagonal keeps the columns independent, so that R is determined
                double[][] rows = Rows.NOISE.of(3 * d, d, seed);
                for (int i = 0; i < d; i++) {
                    rows[i][i] += 8;
                }
                QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(3 * d, d);
                qr.decompose(new DMatrixRMaj(rows));
                DMatrixRMaj expected = qr.getR(null, true);
                double[][] r = TriangularFactor.update(
                        TriangularFactor.of(Arrays.copyOf(rows, d)), Arrays.copyOfRange(rows, d, 3 * d));
                for (int i = 0; i < d; i++) {
                    double sign = Math.signum(expected.get(i, i));
                    for (int j = 0; j < d; j++) {
                        assertThat(r[i][j])
                                .as("row %d, column %d of %d, seed %d", i, j, d, seed)
                                .isCloseTo(sign * expected.get(i, j), within(1e-12));
                    }
                }
            }
        }
    }

    /**
     * Rounding adds up like a random walk: √2500 updates of a relative error of about 2⁻⁵² each in a square. All in one
     * direction, it would be fifty times as much.
     */
    @ParameterizedTest
    @EnumSource(names = {"NOISE", "FALLING", "REPEATED"})
    void doesNotDriftOverManyUpdates(Rows kind) {
        int d = 8;
        int updates = 2500;
        double[][] rows = kind.of(updates * d, d, 4);
        double[][] r = {};
        for (int i = 0; i < rows.length; i += d) {
            r = TriangularFactor.update(r, Arrays.copyOfRange(rows, i, i + d));
        }
        double[] all = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        double[] factor = Arrays.stream(r).flatMapToDouble(Arrays::stream).toArray();
        assertThat(exactDifference(factor, factor, all, all) / TextbookKernels.dot(all, all))
                .isCloseTo(0, within(2 * Math.sqrt(updates) * 0x1.0p-52));
    }

    @Test
    void powersOfTwoScaleColumnsAndNothingElse() {
        double[] scales = {0x1.0p-900, 1, 0x1.0p900, 0x1.0p-1, 0x1.0p130};
        double[][] rows = Rows.NOISE.of(9, 5, 3);
        double[][] expected = TriangularFactor.of(rows);
        scaleColumns(rows, scales);
        scaleColumns(expected, scales);
        assertThat(TriangularFactor.of(rows)).isDeepEqualTo(expected);
    }

    private static void scaleColumns(double[][] rows, double[] scales) {
        for (double[] row : rows) {
            Arrays.setAll(row, j -> scales[j] * row[j]);
        }
    }

    @Test
    void rowsOfZerosAndNoRowsChangeNoBit() {
        double[][] r = TriangularFactor.of(Rows.NOISE.of(9, 5, 3));
        assertThat(TriangularFactor.update(r, new double[4][5])).isDeepEqualTo(r);
        assertThat(TriangularFactor.update(r, new double[0][])).isDeepEqualTo(r);
        double[][] wide = TriangularFactor.of(Rows.NOISE.of(2, 5, 3));
        assertThat(TriangularFactor.update(wide, new double[0][])).isDeepEqualTo(wide);
        assertThat(TriangularFactor.of(new double[0][])).isEmpty();
    }

    /** 2⁻⁵²² squared is subnormal: a reflection made of it would not be orthogonal. */
    @ParameterizedTest
    @ValueSource(doubles = {0x1.0p-440, 0x1.0p-460, 0x1.0p-522, 0x1.0p-600})
    void aColumnThatVanishesBesideTheDiagonalLeavesTheOthersTheirLength(double tiny) {
        double[][] r = {{1, 2}, {0, 1}};
        double[][] updated = TriangularFactor.update(r, new double[][] {{tiny, 1}, {-3 * tiny, 2}});
        assertThat(updated[0]).containsExactly(1, 2);
        assertThat(updated[1][1]).isCloseTo(Math.sqrt(6), within(rounding(2) * Math.sqrt(6)));
    }

    @Test
    void theSignsOfTheFactorGivenDoNotMatter() {
        double[][] r = TriangularFactor.of(Rows.NOISE.of(9, 5, 3));
        double[][] rows = Rows.NOISE.of(4, 5, 7);
        double[][] expected = TriangularFactor.update(r, rows);
        r[1] = TextbookKernels.scaled(-1, r[1]);
        r[4] = TextbookKernels.scaled(-1, r[4]);
        assertThat(TriangularFactor.update(r, rows)).isDeepEqualTo(expected);
        assertTriangular(TriangularFactor.update(r, new double[0][]), 5, "negative diagonal");
    }

    @Test
    void readsNothingBelowTheDiagonalAndChangesNeitherArgument() {
        double[][] r = TriangularFactor.of(Rows.NOISE.of(9, 5, 3));
        double[][] rows = Rows.NOISE.of(4, 5, 7);
        double[][] expected = TriangularFactor.update(r, rows);
        for (int i = 0; i < 5; i++) {
            Arrays.fill(r[i], 0, i, Double.NaN);
        }
        double[][] rBefore = copy(r);
        double[][] rowsBefore = copy(rows);
        assertThat(TriangularFactor.update(r, rows)).isDeepEqualTo(expected);
        assertThat(Arrays.deepEquals(r, rBefore)).isTrue();
        assertThat(Arrays.deepEquals(rows, rowsBefore)).isTrue();
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }
}
