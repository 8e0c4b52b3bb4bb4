package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SpectrumEstimateTest {

    private static final int ROWS = 400;
    /** Of σ₁: what the oracle's own SVD is good for. */
    private static final double ORACLE = 1e-14;

    static Stream<Arguments> streams() {
        return IncrementalSvdTest.streams();
    }

    static MatrixSummary summary(double[][] rows, int size, long seed) {
        return sketch(rows, size, seed).summary();
    }

    static MatrixSketch sketch(double[][] rows, int size, long seed) {
        MatrixSketch sketch = new MatrixSketch(new SketchParameters(rows[0].length, size, 16, seed));
        for (double[] row : rows) {
            sketch.update(row, 1);
        }
        return sketch;
    }

    private static void assertBoundsHold(SpectrumEstimate spectrum, double[][] rows) {
        double[] truth = Dense.singularValues(rows);
        double oracle = ORACLE * truth[0];
        for (int i = 0; i < spectrum.rank(); i++) {
            assertThat(spectrum.lowerBounds()[i]).as("lower bound of σ_%d", i).isLessThanOrEqualTo(truth[i] + oracle);
            assertThat(spectrum.upperBounds()[i])
                    .as("upper bound of σ_%d", i)
                    .isGreaterThanOrEqualTo(truth[i] - oracle);
        }
        for (int i = spectrum.rank(); i < truth.length; i++) {
            assertThat(spectrum.beyond()).as("bound of σ_%d", i).isGreaterThanOrEqualTo(truth[i] - oracle);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void boundsEverySingularValueOfTheMatrixAsItIs(TestMatrix matrix, long seed) {
        double[][] rows = matrix.rows(ROWS, 24, seed);
        assertBoundsHold(summary(rows, 8, seed).spectrum(), rows);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void boundsSurviveAMerge(TestMatrix matrix, long seed) {
        double[][] rows = matrix.rows(ROWS, 24, seed);
        MatrixSummary merged = summary(Arrays.copyOf(rows, 130), 8, 1);
        merged.merge(summary(Arrays.copyOfRange(rows, 130, ROWS), 8, 2));
        assertThat(merged.rows()).isEqualTo(ROWS);
        assertBoundsHold(merged.spectrum(), rows);
    }

    @ParameterizedTest
    @EnumSource(TestMatrix.class)
    void equalsTheBatchSvdWhenTheDimensionFits(TestMatrix matrix) {
        double[][] rows = matrix.rows(ROWS, 8, 3);
        SpectrumEstimate spectrum = summary(rows, 8, 3).spectrum();
        double[] truth = Dense.singularValues(rows);
        for (int i = 0; i < spectrum.rank(); i++) {
            assertThat(spectrum.lowerBounds()[i]).as("σ_%d", i).isCloseTo(truth[i], within(1e-13 * truth[0]));
            assertThat(spectrum.upperBounds()[i]).as("σ_%d", i).isCloseTo(truth[i], within(1e-13 * truth[0]));
        }
        assertThat(Math.abs(Dense.cosine(spectrum.vectors()[0], Dense.leadingRightSingularVector(rows))))
                .isGreaterThan(1 - 1e-12);
    }

    @Test
    void listsOnlyTheRankOfTheData() {
        SpectrumEstimate spectrum =
                summary(TestMatrix.RANK_DEFICIENT.rows(ROWS, 8, 5), 8, 5).spectrum();
        assertThat(spectrum.rank()).isEqualTo(2);
        assertThat(spectrum.capturedShare()).isCloseTo(1, within(1e-12));
        assertThat(spectrum.vectors()).hasNumberOfRows(2);
    }

    @Test
    void vectorsAreOrthonormalWithTheirLargestEntryPositive() {
        SpectrumEstimate spectrum =
                summary(TestMatrix.SPIKED.rows(ROWS, 24, 7), 8, 7).spectrum();
        for (int i = 0; i < spectrum.rank(); i++) {
            double[] v = spectrum.vectors()[i];
            assertThat(Dense.frobeniusSquared(new double[][] {v})).isCloseTo(1, within(1e-12));
            double largest = Arrays.stream(v).map(Math::abs).max().orElseThrow();
            assertThat(Arrays.stream(v).max().orElseThrow()).as("vector %d", i).isEqualTo(largest);
            for (int j = 0; j < i; j++) {
                assertThat(Dense.cosine(v, spectrum.vectors()[j]))
                        .as("%d, %d", i, j)
                        .isCloseTo(0, within(1e-12));
            }
        }
    }

    @Test
    void effectiveRankCountsEqualDirections() {
        double[][] rows = {{2, 0, 0}, {-2, 0, 0}, {0, 2, 0}, {0, -2, 0}};
        SpectrumEstimate spectrum = summary(rows, 4, 1).spectrum();
        assertThat(spectrum.effectiveRank()).isCloseTo(2, within(1e-9));
        assertThat(spectrum.energy()).isEqualTo(16);
    }

    @Test
    void theZeroMatrixHasNoSingularValues() {
        SpectrumEstimate spectrum = summary(new double[5][3], 4, 1).spectrum();
        assertThat(spectrum.rank()).isZero();
        assertThat(spectrum.energy()).isZero();
        assertThat(spectrum.capturedShare()).isEqualTo(1);
        assertThat(spectrum.effectiveRank()).isZero();
    }
}
