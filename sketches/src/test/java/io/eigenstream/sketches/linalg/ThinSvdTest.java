package io.eigenstream.sketches.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThinSvdTest {

    private static final int[] SIZES = {1, 2, 3, 4, 5, 7, 8, 9, 13, 33};
    /** A sum of at most 33 products of numbers below 5. */
    private static final double SUM = 1e-12;

    private static double[][] rows(int m, int d, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[m][d];
        for (double[] row : rows) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return rows;
    }

    @Test
    void singularVectorsMultiplyBack() {
        for (int m : SIZES) {
            for (int d : SIZES) {
                assertMultipliesBack(rows(m, d, m * 100 + d));
            }
        }
        double[][] withZeroColumns = rows(9, 5, 1);
        Arrays.stream(withZeroColumns).forEach(row -> row[2] = row[4] = 0);
        assertMultipliesBack(withZeroColumns);
        assertMultipliesBack(new double[7][3]);
        assertMultipliesBack(new double[3][7]);
    }

    private static void assertMultipliesBack(double[][] a) {
        ThinSvd svd = ThinSvd.of(a);
        String shape = a.length + "×" + a[0].length;
        assertThat(svd.values()).as(shape).hasSize(Math.min(a.length, a[0].length));
        assertDescending(svd.values());
        SimpleMatrix scaled = SimpleMatrix.diag(svd.values()).mult(new SimpleMatrix(svd.rightVectors()));
        SimpleMatrix matrix = new SimpleMatrix(a);
        assertThat(scaled.transpose()
                        .mult(scaled)
                        .minus(matrix.transpose().mult(matrix))
                        .normF())
                .as(shape)
                .isLessThanOrEqualTo(SUM * (1 + Math.pow(matrix.normF(), 2)));
    }

    private static void assertDescending(double[] values) {
        for (int i = 1; i < values.length; i++) {
            assertThat(values[i]).as("value %d", i).isLessThanOrEqualTo(values[i - 1]);
        }
    }

    private static double[] ejmlValues(double[][] a) {
        double[] values = new SimpleMatrix(a).svd().getSingularValues();
        return Arrays.copyOf(values, Math.min(a.length, a[0].length));
    }

    /** Values those of EJML, vectors orthonormal, and the matrix has no more along them than σᵢ. */
    private static void assertBackwardStable(double[][] a, String what) {
        ThinSvd svd = ThinSvd.of(a);
        double[] expected = ejmlValues(a);
        double rounding = 0x1p-52 * (40 + Math.max(a.length, a[0].length)) * expected[0];
        assertThat(svd.values()).as(what).containsExactly(expected, offset(rounding));
        assertDescending(svd.values());
        SimpleMatrix v = new SimpleMatrix(svd.rightVectors());
        assertThat(v.mult(v.transpose())
                        .minus(SimpleMatrix.identity(v.getNumRows()))
                        .elementMaxAbs())
                .as("%s: orthonormal", what)
                .isLessThan(1e-14);
        SimpleMatrix along = new SimpleMatrix(a).mult(v.transpose());
        for (int i = 0; i < expected.length; i++) {
            assertThat(along.getColumn(i).normF())
                    .as("%s: along %d", what, i)
                    .isCloseTo(svd.values()[i], within(2 * rounding));
        }
    }

    /** With singular values from 1 down to the ratio of the condition. */
    private static double[][] graded(int m, int d, double condition, long seed) {
        SimpleMatrix u = new SimpleMatrix(rows(m, m, seed)).svd().getU();
        SimpleMatrix v = new SimpleMatrix(rows(d, d, seed + 1)).svd().getU();
        SimpleMatrix sigma = new SimpleMatrix(m, d);
        int k = Math.min(m, d);
        for (int i = 0; i < k; i++) {
            sigma.set(i, i, Math.pow(condition, -i / (double) Math.max(1, k - 1)));
        }
        return u.mult(sigma).mult(v.transpose()).toArray2();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.0000001, 1e3, 1e8, 1e12, 1e17, 1e60})
    void isRightToTheLastUnitsOfTheLargestWhateverTheCondition(double condition) {
        for (int m : SIZES) {
            for (int d : new int[] {3, 9, 33}) {
                assertBackwardStable(graded(m, d, condition, m * 100L + d), m + "×" + d);
            }
        }
    }

    @Test
    void columnsMayHaveAnyScales() {
        double[][] a = rows(9, 20, 5);
        for (double[] row : a) {
            for (int j = 0; j < row.length; j++) {
                row[j] *= Math.pow(10, 3 * j - 30);
            }
        }
        assertBackwardStable(a, "columns from 1e-30 to 1e27");
    }

    @Test
    void singularMatricesHaveAsManyVectorsAsOthers() {
        double[][] dependent = rows(8, 12, 6);
        dependent[3] = dependent[1].clone();
        Arrays.setAll(dependent[5], j -> 2 * dependent[0][j] - dependent[7][j]);
        dependent[6] = new double[12];
        assertBackwardStable(dependent, "rank 5");
        double[][] one = new double[7][9];
        Arrays.stream(one).forEach(row -> Arrays.fill(row, 3));
        assertBackwardStable(one, "rank 1");
        assertBackwardStable(SimpleMatrix.identity(9).toArray2(), "equal singular values");
        SimpleMatrix none = new SimpleMatrix(ThinSvd.of(new double[3][7]).rightVectors());
        assertThat(none.mult(none.transpose()).isIdentical(SimpleMatrix.identity(3), 0))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-1060, 0x1p-700, 0x1p700, 0x1p1015})
    void aPowerOfTwoChangesTheValuesByIt(double factor) {
        double[][] a = Arrays.stream(rows(9, 13, 7))
                .map(row -> Arrays.stream(row).map(x -> Math.rint(x * 16)).toArray())
                .toArray(double[][]::new);
        double[][] scaled = Arrays.stream(a)
                .map(row -> Arrays.stream(row).map(x -> x * factor).toArray())
                .toArray(double[][]::new);
        ThinSvd expected = ThinSvd.of(a);
        ThinSvd svd = ThinSvd.of(scaled);
        assertThat(svd.rightVectors()).isDeepEqualTo(expected.rightVectors());
        for (int i = 0; i < 9; i++) {
            assertThat(svd.values()[i])
                    .isCloseTo(expected.values()[i] * factor, within(Math.max(Double.MIN_VALUE, 0x1p-50 * factor)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoNumber(double number) {
        double[][] a = rows(3, 4, 8);
        a[1][2] = number;
        assertThatThrownBy(() -> ThinSvd.of(a)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void nothingHasNoSingularValues() {
        assertThat(ThinSvd.of(new double[0][]).values()).isEmpty();
    }

    @Test
    void leavesItsInputAsItIs() {
        double[][] a = rows(9, 5, 3);
        double[][] before = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
        ThinSvd.of(a);
        assertThat(Arrays.deepEquals(a, before)).isTrue();
    }
}
