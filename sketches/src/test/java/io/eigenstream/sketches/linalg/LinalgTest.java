package io.eigenstream.sketches.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class LinalgTest {

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

    private static void assertClose(double[][] actual, SimpleMatrix expected, String what) {
        assertThat(new SimpleMatrix(actual).minus(expected).normF()).as(what).isLessThan(SUM);
    }

    @Test
    void gramIsTheProductWithTheTranspose() {
        for (int m : SIZES) {
            for (int d : SIZES) {
                double[][] a = rows(m, d, m * 100 + d);
                SimpleMatrix matrix = new SimpleMatrix(a);
                assertClose(Kernels.gram(a), matrix.mult(matrix.transpose()), m + "×" + d);
            }
        }
    }

    @Test
    void combineIsTheProductWithARow() {
        for (int m : SIZES) {
            for (int d : SIZES) {
                double[][] a = rows(m, d, m * 100 + d);
                double[][] c = rows(1, m, 3);
                double[][] target = rows(1, d, 5);
                SimpleMatrix expected = new SimpleMatrix(target).plus(new SimpleMatrix(c).mult(new SimpleMatrix(a)));
                Kernels.combine(c[0], a, m, target[0]);
                assertClose(target, expected, m + "×" + d);
            }
        }
    }

    @Test
    void squaredNormAlongIsTheLengthOfTheProduct() {
        double[][] a = rows(9, 7, 1);
        double[][] v = rows(1, 7, 2);
        double expected = Math.pow(
                new SimpleMatrix(a).mult(new SimpleMatrix(v).transpose()).normF(), 2);
        assertThat(Kernels.squaredNormAlong(a, v[0])).isCloseTo(expected, within(SUM * expected));
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

    @Test
    void nothingHasNoSingularValues() {
        assertThat(ThinSvd.of(new double[0][]).values()).isEmpty();
    }

    @Test
    void decompositionsLeaveTheirInputAsItIs() {
        double[][] a = rows(9, 5, 3);
        double[][] before = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
        ThinSvd.of(a);
        TriangularFactor.of(a);
        assertThat(Arrays.deepEquals(a, before)).isTrue();
    }
}
