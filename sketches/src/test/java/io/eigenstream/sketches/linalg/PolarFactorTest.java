package io.eigenstream.sketches.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import io.eigenstream.sketches.Seeds;
import java.util.Arrays;
import java.util.Random;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class PolarFactorTest {

    private static final int[] SIZES = {1, 2, 3, 7, 20};
    /** Of ‖M‖_F, which is below 100: a few roundings for each of at most 20 columns. */
    private static final double ROUNDING = 1e-12;

    private static SimpleMatrix random(int m, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[m][m];
        for (double[] row : rows) {
            Arrays.setAll(row, j -> random.nextGaussian());
        }
        return new SimpleMatrix(rows);
    }

    private static double[][] rows(SimpleMatrix matrix) {
        double[][] rows = new double[matrix.getNumRows()][matrix.getNumCols()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = matrix.get(i, j);
            }
        }
        return rows;
    }

    private static void assertPolar(SimpleMatrix matrix, String label) {
        int m = matrix.getNumRows();
        SimpleMatrix q = new SimpleMatrix(PolarFactor.of(rows(matrix)));
        assertThat(q.transpose().mult(q).minus(SimpleMatrix.identity(m)).normF())
                .as("%s: QᵀQ − I", label)
                .isLessThan(ROUNDING);
        SimpleMatrix s = q.transpose().mult(matrix);
        assertThat(s.minus(s.transpose()).normF())
                .as("%s: QᵀM is symmetric", label)
                .isLessThan(ROUNDING);
        double least = s.plus(s.transpose()).scale(0.5).eig().getEigenvalues().stream()
                .mapToDouble(value -> value.getReal())
                .min()
                .orElseThrow();
        assertThat(least).as("%s: QᵀM is not negative", label).isGreaterThan(-ROUNDING);
    }

    @Test
    void leavesASymmetricFactorThatIsNotNegative() {
        for (int m : SIZES) {
            for (long seed = 1; seed <= Seeds.COUNT; seed++) {
                assertPolar(random(m, seed), m + ", seed " + seed);
            }
        }
    }

    @Test
    void isOrthogonalForSingularMatricesToo() {
        for (int m : SIZES) {
            assertPolar(new SimpleMatrix(m, m), m + ", zero");
            SimpleMatrix lowRank = random(m, 1);
            for (int j = m / 2; j < m; j++) {
                lowRank.setColumn(j, 0, new double[m]);
            }
            assertPolar(lowRank, m + ", zero columns");
            assertPolar(lowRank.transpose(), m + ", zero rows");
            SimpleMatrix column = random(m, 2).cols(0, 1);
            assertPolar(column.mult(column.transpose()).scale(1.0 / m), m + ", rank 1");
        }
    }

    @Test
    void anOrthogonalMatrixIsItsOwnFactorAndTheInputStaysAsItIs() {
        double[][] reflected = {{0, 1}, {1, 0}};
        double[][] q = PolarFactor.of(reflected);
        assertThat(new SimpleMatrix(q).minus(new SimpleMatrix(reflected)).normF())
                .isLessThan(ROUNDING);
        assertThat(reflected).isDeepEqualTo(new double[][] {{0, 1}, {1, 0}});
    }
}
