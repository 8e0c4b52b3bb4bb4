package io.eigenstream.sketches.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.sketches.Seeds;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {

    private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 9, 16, 33, 64};
    private static final int SEEDS = Seeds.COUNT;
    private static final int LARGEST_OF_MANY_SEEDS = 9;

    /**
     * Of the Frobenius norm, with u = 2⁻⁵³. A computed reflection errs by about 4u of the norm of what it is applied
     * to, a computed rotation by about 6u, and a row takes part in two of them a sweep. Errors independent of each
     * other make 4u√m for m reflections and 12u√(2m) for two sweeps an eigenvalue: together below 21u√m, hence for U,
     * whose norm is √m, below 11m·2⁻⁵². The worst observed is 4.9, at m = 2.
     */
    private static double rounding(int m) {
        return 11 * m * 0x1.0p-52;
    }

    @ParameterizedTest
    @EnumSource
    void multipliesBackWithOrthonormalVectors(SymmetricMatrix kind) {
        for (int m : SIZES) {
            for (int seed = 0; seed < (m <= LARGEST_OF_MANY_SEEDS ? SEEDS : 2); seed++) {
                assertDecomposes(kind.of(m, seed), 1, "m = " + m + ", seed = " + seed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e122, 1e-120, 1e-290})
    void entriesMayHaveAnySize(double size) {
        for (int m : SIZES) {
            double[][] matrix = SymmetricMatrix.NOISE.of(m, m);
            for (double[] row : matrix) {
                Arrays.setAll(row, j -> size * row[j]);
            }
            assertDecomposes(matrix, size, "m = " + m);
        }
    }

    private static void assertDecomposes(double[][] matrix, double size, String what) {
        int m = matrix.length;
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        assertThat(SymmetricEigen.values(matrix)).as(what).isEqualTo(eigen.values());
        SimpleMatrix a = new SimpleMatrix(matrix).divide(size);
        SimpleMatrix u = new SimpleMatrix(eigen.vectors());
        SimpleMatrix lambda = SimpleMatrix.diag(eigen.values()).divide(size);
        assertThat(u.mult(u.transpose()).minus(SimpleMatrix.identity(m)).normF())
                .as("orthonormal, %s", what)
                .isLessThanOrEqualTo(rounding(m));
        assertThat(u.transpose().mult(lambda).mult(u).minus(a).normF())
                .as("backward error, %s", what)
                .isLessThanOrEqualTo(rounding(m) * a.normF());
        for (int i = 1; i < m; i++) {
            assertThat(eigen.values()[i]).as("value %d, %s", i, what).isLessThanOrEqualTo(eigen.values()[i - 1]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasTheEigenvaluesThatEjmlFinds(SymmetricMatrix kind) {
        for (int m : SIZES) {
            double[][] matrix = kind.of(m, m);
            SimpleMatrix a = new SimpleMatrix(matrix);
            double[] expected = a.eig().getEigenvalues().stream()
                    .mapToDouble(value -> -value.getReal())
                    .sorted()
                    .map(value -> -value)
                    .toArray();
            // each is off by its own backward error
            double tolerance = 2 * rounding(m) * a.normF() + Double.MIN_NORMAL;
            assertThat(SymmetricEigen.of(matrix).values()).as("m = %d", m).containsExactly(expected, within(tolerance));
        }
    }

    /** λₖ = 2 + 2cos(kπ/(m+1)), and entry j of its vector is ±√(2/(m+1))·sin(jkπ/(m+1)). */
    @Test
    void secondDifferencesVibrateLikeAString() {
        for (int m : SIZES) {
            double[][] matrix = new double[m][m];
            for (int i = 0; i < m; i++) {
                matrix[i][i] = 2;
                if (i > 0) {
                    matrix[i][i - 1] = matrix[i - 1][i] = 1;
                }
            }
            double step = Math.PI / (m + 1);
            SymmetricEigen eigen = SymmetricEigen.of(matrix);
            for (int k = 1; k <= m; k++) {
                double value = 2 + 2 * Math.cos(k * step);
                double error = rounding(m) * Math.sqrt(6 * m);
                assertThat(eigen.values()[k - 1]).as("value %d of %d", k, m).isCloseTo(value, within(error));
                double[] vector = new double[m];
                int frequency = k;
                Arrays.setAll(vector, j -> Math.sqrt(2.0 / (m + 1)) * Math.sin((j + 1) * frequency * step));
                double gap = Math.min(
                        k == 1 ? 4 : 2 * (Math.cos((k - 1) * step) - Math.cos(k * step)),
                        k == m ? 4 : 2 * (Math.cos(k * step) - Math.cos((k + 1) * step)));
                // sin θ ≤ error/gap (Davis and Kahan), and cos θ ≥ 1 − sin² θ
                assertThat(Math.abs(TextbookKernels.dot(vector, eigen.vectors()[k - 1])))
                        .as("vector %d of %d", k, m)
                        .isCloseTo(1, within(rounding(m) + Math.pow(error / gap, 2)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1000, -131, 1, 400, 1000})
    void aPowerOfTwoScalesTheValuesAndNothingElse(int exponent) {
        double factor = Math.scalb(1.0, exponent);
        double[][] matrix = SymmetricMatrix.NOISE.of(13, 5);
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        SymmetricEigen scaled = SymmetricEigen.of(Arrays.stream(matrix)
                .map(row -> TextbookKernels.scaled(factor, row))
                .toArray(double[][]::new));
        assertThat(scaled.values()).containsExactly(TextbookKernels.scaled(factor, eigen.values()));
        assertThat(scaled.vectors()).isDeepEqualTo(eigen.vectors());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MAX_VALUE, Double.MIN_VALUE, -3 * Double.MIN_VALUE, -1e300, 0})
    void theLargestAndTheSmallestNumbersAreTheirOwnEigenvalues(double number) {
        assertThat(SymmetricEigen.of(new double[][] {{number}}).values()).containsExactly(number);
        SymmetricEigen pair = SymmetricEigen.of(new double[][] {{0, number}, {number, 0}});
        assertThat(pair.values()[0]).isCloseTo(Math.abs(number), within(rounding(2) * Math.abs(number)));
        assertThat(pair.values()[1]).isCloseTo(-Math.abs(number), within(rounding(2) * Math.abs(number)));
    }

    @Test
    void readsTheLowerTriangleAloneAndChangesNothing() {
        double[][] matrix = SymmetricMatrix.GRAM.of(9, 1);
        SymmetricEigen expected = SymmetricEigen.of(matrix);
        for (int i = 0; i < 9; i++) {
            Arrays.fill(matrix[i], i + 1, 9, Double.NaN);
        }
        double[][] before = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        SymmetricEigen eigen = SymmetricEigen.of(matrix);
        assertThat(eigen.values()).containsExactly(expected.values());
        assertThat(eigen.vectors()).isDeepEqualTo(expected.vectors());
        assertThat(Arrays.deepEquals(matrix, before)).isTrue();
    }

    @Test
    void nothingHasNoEigenvalues() {
        assertThat(SymmetricEigen.of(new double[0][]).values()).isEmpty();
        assertThat(SymmetricEigen.of(new double[0][]).vectors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersThatAreNotFiniteHaveNoDecomposition(double number) {
        for (int m = 1; m <= 3; m++) {
            double[][] matrix = new double[m][m];
            matrix[m - 1][0] = number;
            assertThatThrownBy(() -> SymmetricEigen.of(matrix))
                    .as("m = %d", m)
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("no eigendecomposition of a %d×%d symmetric matrix", m, m);
        }
    }

    @Test
    void equalEigenvaluesKeepTheOrderOfTheirVectors() {
        double[][] identity = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        assertThat(SymmetricEigen.of(identity).vectors()).isDeepEqualTo(identity);
        SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{1, 0, 0}, {0, 3, 0}, {0, 0, 1}});
        assertThat(eigen.vectors()).isDeepEqualTo(new double[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}});
    }

    @Test
    void theShiftIsTheNearerEigenvalueOfTwoRows() {
        Random random = new Random(3);
        for (int i = 0; i < SEEDS; i++) {
            double a = random.nextGaussian();
            double e = random.nextGaussian();
            double b = random.nextGaussian();
            double half = Math.hypot((a - b) / 2, e);
            double nearer = (a + b) / 2 + (a > b ? half : -half);
            assertThat(ImplicitQl.shift(a, e, b))
                    .as("(%s, %s, %s)", a, e, b)
                    .isCloseTo(nearer, within(rounding(2) * (Math.abs(a) + Math.abs(b) + 2 * half)));
        }
    }

    @Test
    void anIterationWithoutEndIsGivenUp() {
        TridiagonalForm form = TridiagonalForm.of(new double[][] {{1, Double.NaN}, {Double.NaN, 1}});
        assertThatThrownBy(() -> ImplicitQl.diagonalize(form))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("no eigendecomposition of a 2×2 symmetric matrix");
    }

    /** T is what it says: QTQᵀ multiplies back, before any sweep could hide a mistake. */
    @ParameterizedTest
    @EnumSource
    void theTridiagonalFormMultipliesBack(SymmetricMatrix kind) {
        for (int m : SIZES) {
            double[][] matrix = kind.of(m, m);
            SimpleMatrix a = new SimpleMatrix(matrix);
            TridiagonalForm form = TridiagonalForm.of(matrix);
            SimpleMatrix t = SimpleMatrix.diag(form.diagonal());
            for (int i = 1; i < m; i++) {
                t.set(i, i - 1, form.offDiagonal()[i - 1]);
                t.set(i - 1, i, form.offDiagonal()[i - 1]);
            }
            SimpleMatrix q = new SimpleMatrix(form.basis());
            assertThat(q.transpose().mult(t).mult(q).minus(a).normF())
                    .as("m = %d", m)
                    .isLessThanOrEqualTo(rounding(m) * a.normF());
            assertThat(DoubleStream.of(form.offDiagonal()).skip(m - 1)).containsExactly(0.0);
        }
    }
}
