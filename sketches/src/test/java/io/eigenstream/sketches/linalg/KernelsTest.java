package io.eigenstream.sketches.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.Arithmetic;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Runs twice in every build, once for each set of kernels: without the system property, and with it and the module of
 * the vectors.
 */
class KernelsTest {

    private static final int[] ROWS = {1, 2, 3, 4, 5, 7, 8, 9, 13, 17};
    /** Around the lengths of vectors, of four of them, and of the panel of 512 columns. */
    private static final int[] COLUMNS = {
        0, 1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33, 40, 65, 511, 512, 513, 1030
    };

    private static double[][] rows(int m, int d, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[m][d];
        for (double[] row : rows) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return rows;
    }

    /** A sum of n products, in any order, is off by n·2⁻⁵³ of the sum of their magnitudes at most; here are two. */
    private static double rounding(int n, double sumOfMagnitudes) {
        return n * 0x1.0p-52 * sumOfMagnitudes;
    }

    private static void assertClose(double[][] actual, double[][] expected, int n, double[][] magnitudes, String what) {
        assertThat(actual.length).as(what).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i].length).as(what).isEqualTo(expected[i].length);
            for (int j = 0; j < expected[i].length; j++) {
                if (!(Math.abs(actual[i][j] - expected[i][j]) <= rounding(n, magnitudes[i][j]))) {
                    assertThat(actual[i][j])
                            .as("%s, row %d, column %d", what, i, j)
                            .isEqualTo(expected[i][j]);
                }
            }
        }
    }

    @Test
    void theSetIsTheOneAskedFor() {
        String asked = System.getProperty("io.eigenstream.kernels", "plain");
        assertThat(Kernels.name()).startsWith(asked);
        assertThat(Arithmetic.inUse()).hasToString(Kernels.name());
        assertThat(Kernels.chosen(asked).name()).isEqualTo(Kernels.name());
        assertThat(Kernels.chosen("plain").name()).isEqualTo("plain");
    }

    @Test
    void vectorsAreUsedWhereTheirModuleIs() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            KernelSet vector = Kernels.chosen("vector");
            assertThat(vector.name()).isEqualTo("vector-" + vector.lanes());
            assertThat(Kernels.chosen("auto").name()).isEqualTo(vector.lanes() < 4 ? "plain" : vector.name());
        } else {
            assertThat(Kernels.chosen("auto").name()).isEqualTo("plain");
            assertThatThrownBy(() -> Kernels.chosen("vector"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("io.eigenstream.kernels is vector, expected --add-modules")
                    .hasCauseInstanceOf(LinkageError.class);
        }
    }

    @Test
    void thereAreNoOtherSets() {
        assertThatThrownBy(() -> Kernels.chosen("fast"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("io.eigenstream.kernels is fast, expected plain, vector or auto");
    }

    @Test
    void dotIsTheSumOfTheProducts() {
        for (int d : COLUMNS) {
            double[][] a = rows(2, d, d);
            double magnitudes = TextbookKernels.dot(TextbookKernels.magnitudes(a[0]), TextbookKernels.magnitudes(a[1]));
            assertThat(Kernels.dot(a[0], a[1]))
                    .as("d = %d", d)
                    .isCloseTo(TextbookKernels.dot(a[0], a[1]), within(rounding(d, magnitudes)));
            double square = TextbookKernels.dot(a[0], a[0]);
            assertThat(Kernels.squaredNorm(a[0])).as("d = %d", d).isCloseTo(square, within(rounding(d, square)));
            for (int count = 0; count <= d; count += 1 + d / 20) {
                double[] x = Arrays.copyOf(a[0], count);
                double[] y = Arrays.copyOf(a[1], count);
                assertThat(PlainKernels.dot(a[0], a[1], count))
                        .as("%d of %d", count, d)
                        .isCloseTo(TextbookKernels.dot(x, y), within(rounding(count, magnitudes)));
            }
        }
    }

    @Test
    void gramHasTheProductsOfAllRowsAndIsSymmetric() {
        for (int m : ROWS) {
            for (int d : COLUMNS) {
                double[][] a = rows(m, d, m * 100 + d);
                String what = m + "×" + d;
                double[][] gram = Kernels.gram(a);
                double[][] magnitudes = TextbookKernels.gram(TextbookKernels.magnitudes(a));
                assertClose(gram, TextbookKernels.gram(a), d, magnitudes, what);
                assertThat(transposed(gram)).as(what).isDeepEqualTo(gram);
            }
        }
        assertThat(Kernels.gram(new double[0][])).isEmpty();
    }

    private static double[][] transposed(double[][] square) {
        double[][] transposed = new double[square.length][square.length];
        for (int i = 0; i < square.length; i++) {
            for (int j = 0; j < square.length; j++) {
                transposed[i][j] = square[j][i];
            }
        }
        return transposed;
    }

    @Test
    void gramTakesTheFirstRowsAsOrthogonal() {
        for (int m : ROWS) {
            for (int d : new int[] {0, 1, 5, 33, 520}) {
                double[][] a = rows(m, d, m * 100 + d);
                double[][] magnitudes = TextbookKernels.gram(TextbookKernels.magnitudes(a));
                for (int orthogonal = 0; orthogonal <= m; orthogonal++) {
                    double[][] expected = TextbookKernels.gram(a);
                    for (int i = 0; i < orthogonal; i++) {
                        for (int j = 0; j < orthogonal; j++) {
                            expected[i][j] = i == j ? expected[i][j] : 0;
                        }
                    }
                    double[][] gram = Kernels.gram(a, orthogonal);
                    assertClose(gram, expected, d, magnitudes, m + "×" + d + ", the first " + orthogonal);
                    for (int i = 0; i < orthogonal; i++) {
                        for (int j = 0; j < orthogonal; j++) {
                            assertThat(i == j || gram[i][j] == 0)
                                    .as("(%d, %d)", i, j)
                                    .isTrue();
                        }
                    }
                }
            }
        }
    }

    @Test
    void productCombinesTheRows() {
        for (int k : ROWS) {
            for (int m : new int[] {1, 5, 8}) {
                for (int d : COLUMNS) {
                    double[][] c = rows(k, m, k);
                    double[][] a = rows(m, d, m * 100 + d);
                    double[][] magnitudes =
                            TextbookKernels.product(TextbookKernels.magnitudes(c), TextbookKernels.magnitudes(a));
                    assertClose(
                            Kernels.product(c, a), TextbookKernels.product(c, a), m, magnitudes, k + "×" + m + "×" + d);
                }
            }
        }
        assertThat(Kernels.product(new double[0][], rows(3, 2, 1))).isEmpty();
        double[][] tall = rows(1100, 33, 1);
        double[][] c = rows(3, 1100, 2);
        double[][] magnitudes =
                TextbookKernels.product(TextbookKernels.magnitudes(c), TextbookKernels.magnitudes(tall));
        assertClose(Kernels.product(c, tall), TextbookKernels.product(c, tall), 1100, magnitudes, "3×1100×33");
    }

    /** A machine has one of them. */
    @Test
    void theTilesOfAVectorProductGiveTheSameBits() {
        if (Kernels.lanes() == 1) {
            return;
        }
        for (int k : ROWS) {
            for (int d : COLUMNS) {
                double[][] c = rows(k, 7, k);
                double[][] a = rows(7, d, d);
                assertThat(new VectorKernels(2).product(c, a))
                        .as("%d×7×%d", k, d)
                        .isDeepEqualTo(new VectorKernels(4).product(c, a));
            }
        }
    }

    @Test
    void combineAddsTheProductWithARow() {
        for (int m : ROWS) {
            for (int d : COLUMNS) {
                for (int count = 0; count <= m; count++) {
                    for (int from = 0; from <= Math.min(d, 2); from++) {
                        assertCombines(m, d, count, from, d);
                        assertCombines(m, d, count, from, (from + d) / 2);
                    }
                }
            }
        }
    }

    private static void assertCombines(int m, int d, int count, int from, int to) {
        double[][] stack = rows(m + 1, d, m * 100 + d);
        double[] coefficients = rows(1, m, 3)[0];
        double[][] expected = {stack[m].clone()};
        double[][] magnitudes = {TextbookKernels.magnitudes(stack[m])};
        for (int r = 0; r < count; r++) {
            for (int j = from; j < to; j++) {
                expected[0][j] += coefficients[r] * stack[r][j];
                magnitudes[0][j] += Math.abs(coefficients[r] * stack[r][j]);
            }
        }
        double[] target = stack[m].clone();
        Kernels.combine(coefficients, stack, count, target, from, to);
        String what = count + " of " + m + "×" + d + " from " + from + " to " + to;
        assertClose(new double[][] {target}, expected, count + 1, magnitudes, what);
    }

    @Test
    void combineBeginsWithTheFirstNumber() {
        double[] target = {1, 2, 3};
        Kernels.combine(new double[] {2, 3}, new double[][] {{1, 1, 1}, {0, 1, 2}}, 2, target);
        assertThat(target).containsExactly(3, 7, 11);
    }

    @Test
    void axpyAddsAMultipleInARange() {
        double[] y = {1, 2, 3, 4};
        Kernels.axpy(2, new double[] {10, 20, 30, 40}, y, 1, 3);
        assertThat(y).containsExactly(1, 42, 63, 4);
        Kernels.axpy(-1, new double[] {1, 2, 3, 4}, y);
        assertThat(y).containsExactly(0, 40, 60, 0);
    }

    @Test
    void squaredNormAlongIsTheLengthOfTheProduct() {
        for (int d : COLUMNS) {
            double[][] a = rows(9, d, 1);
            double[] v = rows(1, d, 2)[0];
            double expected = 0;
            double error = 0;
            for (double[] row : a) {
                double along = TextbookKernels.dot(row, v);
                double magnitudes = TextbookKernels.dot(TextbookKernels.magnitudes(row), TextbookKernels.magnitudes(v));
                expected += along * along;
                // of a square twice the relative error of what is squared, and of the sum of nine
                error += 2 * Math.abs(along) * rounding(d, magnitudes) + rounding(9 + 1, along * along);
            }
            assertThat(Kernels.squaredNormAlong(a, v)).as("d = %d", d).isCloseTo(expected, within(2 * error));
        }
    }

    @Test
    void normalizedHasLengthOneAndZeroStaysZero() {
        assertThat(Kernels.normalized(new double[] {3, 4})).containsExactly(0.6000000000000001, 0.8);
        assertThat(Kernels.normalized(new double[2])).containsExactly(0, 0);
    }

    @Test
    void theCanonicalSignMakesTheFirstLargestEntryPositive() {
        assertThat(Kernels.canonicalSign(new double[] {1, -3, 3})).containsExactly(-1, 3, -3);
        assertThat(Kernels.canonicalSign(new double[] {1, 3, -3})).containsExactly(1, 3, -3);
        assertThat(Kernels.canonicalSign(new double[0])).isEmpty();
        double[] zero = {0, 0};
        assertThat(Kernels.canonicalSign(zero)).isSameAs(zero);
    }

    /** (1 + 2⁻²⁷)² is 1 + 2⁻²⁶ when rounded; fused with the subtraction of that, it would leave 2⁻⁵⁴. */
    @Test
    void plainLoopsRoundEveryProduct() {
        double x = 1 + 0x1.0p-27;
        double minusSquare = -(1 + 0x1.0p-26);
        double[] left = {1, 1, 1, 1, x, x, x, x};
        double[] right = {minusSquare, minusSquare, minusSquare, minusSquare, x, x, x, x};
        KernelSet plain = new PlainKernels();
        assertThat(plain.dot(left, right)).isZero();
        double[][] gram = plain.gram(new double[][] {left, left, left, left, right, right, right, right}, 0);
        assertThat(gram[4]).startsWith(0, 0, 0, 0);
        double[] target = {minusSquare};
        Kernels.axpy(x, new double[] {x}, target);
        assertThat(target).containsExactly(0);
        double[][] column = {{0}, {x}, {0}, {0}};
        double[] sum = {minusSquare};
        Kernels.combine(new double[] {0, x, 0, 0}, column, 4, sum);
        assertThat(sum).containsExactly(0);
        assertThat(plain.product(new double[][] {{1, x}}, new double[][] {{minusSquare}, {x}})[0])
                .containsExactly(0);
    }

    /** One after the other, 1 + 2⁵³ + 1 − 2⁵³ is 0, because 1 + 2⁵³ is 2⁵³; in pairs it is 1. */
    @Test
    void plainLoopsSumInPairs() {
        double[] row = {1, 0x1.0p53, 1, -0x1.0p53};
        double[] ones = {1, 1, 1, 1};
        KernelSet plain = new PlainKernels();
        assertThat(plain.lanes()).isEqualTo(1);
        assertThat(plain.dot(row, ones)).isEqualTo(1);
        double[][] gram = plain.gram(new double[][] {row, ones, ones, ones, ones}, 0);
        assertThat(gram[0]).endsWith(1, 1, 1, 1);
        double[] sum = {0};
        Kernels.combine(row, new double[][] {{1}, {1}, {1}, {1}}, 4, sum);
        assertThat(sum).containsExactly(1);
    }

    /** Where a product is cut into panels is no part of the answer. */
    @Test
    void plainProductsAreCombinationsOfAllRowsToTheBit() {
        for (int[] shape : new int[][] {{1100, 33}, {5, 1030}, {300, 600}}) {
            double[][] a = rows(shape[0], shape[1], 1);
            double[][] c = rows(3, shape[0], 2);
            double[][] expected = new double[3][shape[1]];
            for (int i = 0; i < 3; i++) {
                Kernels.combine(c[i], a, shape[0], expected[i]);
            }
            assertThat(new PlainKernels().product(c, a))
                    .as("%d×%d", shape[0], shape[1])
                    .isDeepEqualTo(expected);
        }
    }

    /** Long enough to be compiled on the way. */
    @Test
    void theSameNumbersGiveTheSameBitsCompiledOrNot() {
        double[][] a = rows(13, 43, 5);
        double[][] gram = Kernels.gram(a, 3);
        double[][] product = Kernels.product(gram, a);
        for (int i = 0; i < 3000; i++) {
            assertThat(Arrays.deepEquals(Kernels.gram(a, 3), gram))
                    .as("gram %d", i)
                    .isTrue();
            assertThat(Arrays.deepEquals(Kernels.product(gram, a), product))
                    .as("product %d", i)
                    .isTrue();
        }
    }
}
