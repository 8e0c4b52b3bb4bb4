package io.eigenstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.eigenstream.producers.RowOrder;
import io.eigenstream.sketches.ShrinkPolicy;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SketchedMatrixTest {

    private static final int ROWS = 203;
    private static final int DIMENSION = 12;

    private final double[][] rows = BatchOracleTest.gaussian(ROWS, DIMENSION, 11);
    private final StudyMatrix matrix = new StudyMatrix("gaussian", RowOrder.AS_IS, 1, rows);

    @Test
    void hasTheRowsBehindTheAnswers() {
        SketchedMatrix sketched = SketchedMatrix.of(matrix, 8, ShrinkPolicy.ROBUST);
        double[] axis = new double[DIMENSION];
        for (int j = 0; j < DIMENSION; j++) {
            Arrays.fill(axis, 0);
            axis[j] = 1;
            double along = 0;
            for (double[] direction : sketched.directions()) {
                along += direction[j] * direction[j];
            }

            assertThat(along + sketched.svd().ridge())
                    .describedAs("axis %d", j)
                    .isCloseTo(sketched.svd().squaredNormAlong(axis), within(1e-9 * along));
        }
        assertThat(sketched.directions().length).isBetween(1, 8);
    }

    @Test
    void coversRowsThatWaitToBeFolded() {
        SketchedMatrix sketched = SketchedMatrix.of(matrix, 8, ShrinkPolicy.TRUNCATION);

        assertThat(sketched.svd().rows()).isEqualTo(ROWS);
        assertThat(sketched.spectrum().rows()).isEqualTo(ROWS);
        assertThat(sketched.svd().policy()).isEqualTo(ShrinkPolicy.TRUNCATION);
        assertThat(sketched.svd().size()).isEqualTo(8);
    }

    @Test
    void countsSingularValuesOutsideTheBounds() {
        SketchedMatrix sketched = SketchedMatrix.of(matrix, 8, ShrinkPolicy.FREQUENT_DIRECTIONS);

        assertThat(sketched.valuesInside(new BatchOracle(rows))).isEqualTo(DIMENSION);
        assertThat(sketched.valuesInside(new BatchOracle(scaled(10)))).isZero();
        // of small numbers those after the listed ones are below their bound too
        assertThat(sketched.valuesInside(new BatchOracle(scaled(1e-3))))
                .isEqualTo(DIMENSION - sketched.spectrum().rank());
    }

    private double[][] scaled(double factor) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(x -> factor * x).toArray())
                .toArray(double[][]::new);
    }
}
