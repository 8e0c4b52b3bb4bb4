package io.eigenstream.sketches.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

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
