package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.eigenstream.sketches.linalg.Kernels;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.ejml.simple.SimpleSVD;
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

    /** The class doc's formulas, for sketches that QR made and for those that Gram matrices did. */
    @ParameterizedTest
    @EnumSource(TestMatrix.class)
    void theBoundsAreThoseOfWeylMovedOutwardsByTheAllowance(TestMatrix matrix) {
        for (int d : new int[] {8, 24}) {
            IncrementalSvd sketch = IncrementalSvdTest.sketch(matrix.rows(ROWS, d, 9), 8, 8);
            SpectrumEstimate spectrum = sketch.spectrum();
            double[] sigma = Arrays.copyOf(sketch.uncentred().values(), 10);
            double allowance = sketch.relativeRounding() * sigma[0] * (d == 8 ? 1 : sigma[0]);
            for (int i = 0; i < spectrum.rank(); i++) {
                double lower = d == 8 ? sigma[i] - allowance : Math.sqrt(square(sigma[i]) - allowance);
                assertThat(spectrum.lowerBounds()[i]).as("d = %d, %d", d, i).isEqualTo(lower);
                assertThat(spectrum.upperBounds()[i])
                        .as("d = %d, %d", d, i)
                        .isEqualTo(upper(sketch, sigma[i], allowance));
            }
            double next = spectrum.rank() == d ? 0 : upper(sketch, sigma[spectrum.rank()], allowance);
            assertThat(spectrum.beyond()).as("d = %d", d).isEqualTo(next);
        }
    }

    private static double upper(IncrementalSvd sketch, double sigma, double allowance) {
        return sketch.dimension() == 8 ? sigma + allowance : Math.sqrt(square(sigma) + sketch.shrinkage() + allowance);
    }

    @Test
    void theCapturedShareIsThatOfTheCertainSquares() {
        SpectrumEstimate spectrum =
                summary(TestMatrix.SPIKED.rows(ROWS, 24, 7), 8, 7).spectrum();
        double certain = Arrays.stream(spectrum.lowerBounds()).map(l -> l * l).sum();
        assertThat(spectrum.capturedShare())
                .isCloseTo(certain / spectrum.energy(), within(1e-14))
                .isBetween(0.5, 1.0);
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

    /** Sines to the batch SVD's vectors; that of the oracle itself is its rounding over the gap. */
    @ParameterizedTest
    @MethodSource("streams")
    void aResolvedVectorIsWithinItsBoundOfTheTrueOne(TestMatrix matrix, long seed) {
        double[][] rows = matrix.rows(200, 24, seed);
        SimpleSVD<SimpleMatrix> svd = new SimpleMatrix(rows).svd(true);
        double[] truth = Dense.singularValues(rows);
        for (int size : new int[] {8, 16, 24}) {
            SpectrumEstimate spectrum = summary(rows, size, seed).spectrum();
            boolean[] resolved = spectrum.resolved();
            for (int i = 0; i < spectrum.rank(); i++) {
                if (resolved[i]) {
                    double bound = spectrum.sinSquaredBound(i).orElseThrow();
                    assertThat(bound).as("ℓ = %d, vector %d", size, i).isLessThan(0.5);
                    double gap = Math.min(
                            i == 0 ? truth[0] : truth[i - 1] - truth[i], truth[i] - (i == 23 ? 0 : truth[i + 1]));
                    double[] vector = svd.getV().getColumn(i).getDDRM().data;
                    assertThat(sine(spectrum.vectors()[i], vector))
                            .as("ℓ = %d, vector %d", size, i)
                            .isLessThanOrEqualTo(Math.sqrt(bound) + ORACLE * truth[0] / gap);
                    assertIsAlone(spectrum, i);
                }
            }
        }
    }

    private static double sine(double[] v, double[] unit) {
        double along = Kernels.dot(v, unit);
        double[] across = v.clone();
        TestMatrix.add(-along, unit, across);
        return Math.sqrt(Kernels.squaredNorm(across));
    }

    private static void assertIsAlone(SpectrumEstimate spectrum, int i) {
        assertThat(spectrum.lowerBounds()[i]).as("below %d", i).isGreaterThan(spectrum.upperBound(i + 1));
        if (i > 0) {
            assertThat(spectrum.lowerBounds()[i - 1]).as("above %d", i).isGreaterThan(spectrum.upperBounds()[i]);
        }
    }

    /** Rows ±aⱼeⱼ; ℓ = 2, so that Δ = 2a₃² and the squares of the sketch are 2a₁² − Δ and 2a₂² − Δ. */
    private static double[] sinOfTwice(double first, double second, double third) {
        double[][] rows = new double[6][3];
        double[] squares = {first, second, third};
        for (int i = 0; i < 6; i++) {
            rows[i][i / 2] = (i % 2 == 0 ? 1 : -1) * Math.sqrt(squares[i / 2] / 2);
        }
        SpectrumEstimate spectrum = summary(rows, 2, 1).spectrum();
        assertThat(spectrum.shrinkage()).isCloseTo(third, within(1e-12));
        return IntStream.range(0, 2)
                .mapToObj(spectrum::sinSquaredBound)
                .mapToDouble(bound -> bound.isEmpty() ? 1 : Math.sin(2 * Math.asin(Math.sqrt(bound.getAsDouble()))))
                .toArray();
    }

    @Test
    void theBoundOfAVectorIsShrinkageOverItsSmallerGap() {
        assertThat(sinOfTwice(16, 8, 2)).usingComparatorWithPrecision(1e-9).containsExactly(2 / 8.0, 2 / 6.0);
        assertThat(sinOfTwice(16, 12, 2)).usingComparatorWithPrecision(1e-9).containsExactly(2 / 4.0, 2 / 4.0);
        assertThat(sinOfTwice(16, 8, 6)).usingComparatorWithPrecision(1e-9).containsExactly(6 / 8.0, 1);
        assertThat(sinOfTwice(16, 12, 5)).usingComparatorWithPrecision(1e-9).containsExactly(1, 1);
    }

    /** Column j has scale 10^(−1.5j), and d ≤ ℓ: the last vector is as uncertain as the first, its own value is not. */
    @Test
    void roundingAloneResolvesVectorsOfVerySmallSingularValues() {
        double[][] rows = TestMatrix.BADLY_SCALED.rows(ROWS, 8, 3);
        SpectrumEstimate spectrum = summary(rows, 8, 3).spectrum();
        double[] sigma = Dense.singularValues(rows);
        double eta = IncrementalSvdTest.sketch(rows, 8, 8).relativeRounding() * sigma[0];
        for (int i = 0; i < 8; i++) {
            double above = i == 0 ? 0 : 4 * eta * sigma[i - 1] / (square(sigma[i - 1]) - square(sigma[i]));
            double below = i == 7 ? 0 : 4 * eta * sigma[i] / (square(sigma[i]) - square(sigma[i + 1]));
            assertThat(spectrum.sinSquaredBound(i).orElseThrow())
                    .as("vector %d", i)
                    .isCloseTo(square(Math.max(above, below)) / 4, withinPercentage(10));
        }
    }

    private static double square(double x) {
        return x * x;
    }

    @Test
    void equalSingularValuesAreNotResolved() {
        double[][] rows = {{3, 0, 0}, {0, 3, 0}, {0, 0, 1}};
        SpectrumEstimate spectrum = summary(rows, 4, 1).spectrum();
        assertThat(spectrum.shrinkage()).isZero();
        assertThat(spectrum.resolved()).containsExactly(false, false, true);
        assertThat(spectrum.sinSquaredBound(0)).isEmpty();
        double[][] turned = {{0.6, 0, 0.8}, {0, 1, 0}, {-0.8, 0, 0.6}};
        assertThat(spectrum.alignedTo(turned).vectors()[2]).containsExactly(spectrum.vectors()[2]);
    }

    @Test
    void oneColumnIsResolved() {
        SpectrumEstimate spectrum = summary(new double[][] {{-3}, {4}}, 4, 1).spectrum();
        assertThat(spectrum.resolved()).containsExactly(true);
        assertThat(spectrum.sinSquaredBound(0)).hasValue(0);
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
