package io.eigenstream.sketches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.eigenstream.sketches.RankChoice.Reason;
import io.eigenstream.sketches.linalg.Kernels;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RankRuleTest {

    private static final int ROWS = 200;
    private static final int DIMENSION = 24;
    /** Sketch sizes that lose much, little and nothing. */
    private static final int[] SIZES = {8, 16, DIMENSION};

    private static final double[] SHARES = {0.2, 0.5, 0.9, 0.99, 0.999999};
    private static final double[] TOLERANCES = {0.9, 0.5, 0.1, 0.01, 1e-4};
    /** Of ‖A‖_F²: the oracle and the sketch each round to about 10⁻¹⁴ of it. */
    private static final double ROUNDING = 1e-12;

    static Stream<Arguments> streams() {
        return IncrementalSvdTest.streams();
    }

    /** Of one matrix: the squares that batch SVD finds, and what a sketch is certain of. */
    private record Subject(String label, double[] squares, SquaredBounds bounds) {

        double held(int k) {
            return Arrays.stream(squares).limit(k).sum();
        }

        double energy() {
            return held(squares.length);
        }

        double slack() {
            return ROUNDING * energy();
        }

        /** Σ (uᵢ − lᵢ): how much the first k may hold more than is certain. */
        double uncertainty(int k) {
            return Arrays.stream(bounds.upper()).limit(k).sum()
                    - Arrays.stream(bounds.lower()).limit(k).sum();
        }

        RankChoice choose(RankRule rule) {
            return rule.choose(bounds);
        }
    }

    private static double[] squares(double[][] rows) {
        return Arrays.stream(Dense.singularValues(rows)).map(s -> s * s).toArray();
    }

    /** A matrix as it is and its centred rows, each seen through sketches of all sizes. */
    private static Stream<Subject> subjects(TestMatrix matrix, long seed) {
        double[][] rows = matrix.rows(ROWS, DIMENSION, seed);
        double[] asItIs = squares(rows);
        double[] centred = squares(Dense.centred(rows));
        return Arrays.stream(SIZES).boxed().flatMap(size -> {
            IncrementalSvd sketch = IncrementalSvdTest.sketch(rows, size, size);
            return Stream.of(
                    new Subject("as it is, ℓ = " + size, asItIs, SquaredBounds.of(SpectrumEstimate.of(sketch))),
                    new Subject("centred, ℓ = " + size, centred, centred(sketch, DIMENSION - 1)));
        });
    }

    @ParameterizedTest
    @MethodSource("streams")
    void whatAChoiceSaysIsTrueOfTheMatrix(TestMatrix matrix, long seed) {
        subjects(matrix, seed).forEach(subject -> {
            for (double tolerance : TOLERANCES) {
                RankChoice choice = subject.choose(RankRule.errorTolerance(tolerance));
                double allowed = tolerance * tolerance * subject.energy();
                assertSuffices(subject, choice, Reason.TOLERANCE, subject.energy() - allowed);
            }
            for (double share : SHARES) {
                RankChoice choice = subject.choose(RankRule.energyShare(share));
                assertSuffices(subject, choice, Reason.ENERGY, share * subject.energy());
            }
        });
    }

    /** What is left out of the energy is ‖A − A_k‖_F². */
    private static void assertSuffices(Subject subject, RankChoice choice, Reason goal, double wanted) {
        if (choice.reason() == goal) {
            assertThat(subject.held(choice.rank()))
                    .as("%s: held by %s", subject.label, choice)
                    .isGreaterThanOrEqualTo(wanted - subject.slack());
            assertErrsUpwardsByNoMoreThanTheUncertainty(subject, choice.rank(), wanted);
        } else {
            assertCappedBecauseAllAreTooFew(subject, choice, wanted);
        }
    }

    /** For Δ = 0 the uncertainty is rounding, and this says that k is the smallest: no k − 1 would do. */
    private static void assertErrsUpwardsByNoMoreThanTheUncertainty(Subject subject, int rank, double wanted) {
        assertThat(rank).as("%s", subject.label).isPositive();
        assertThat(subject.held(rank - 1))
                .as("%s: held by one less than %d", subject.label, rank)
                .isLessThanOrEqualTo(wanted + subject.uncertainty(rank - 1) + subject.slack());
    }

    private static void assertCappedBecauseAllAreTooFew(Subject subject, RankChoice choice, double wanted) {
        assertThat(choice).as("%s", subject.label).isEqualTo(new RankChoice(subject.bounds.rank(), Reason.CAPPED));
        assertThat(Arrays.stream(subject.bounds.lower()).sum())
                .as("%s: certainly held", subject.label)
                .isLessThan(wanted + subject.slack());
    }

    @ParameterizedTest
    @MethodSource("streams")
    void aGapIsNeverWiderThanTheTrueOneAndTheWidestIsChosen(TestMatrix matrix, long seed) {
        subjects(matrix, seed).forEach(subject -> {
            assertBoundsHold(subject.label, subject.bounds, subject.squares, subject.slack());
            RankChoice choice = subject.choose(RankRule.gap());
            double widest = 1;
            for (int k = 1; k <= Math.min(subject.bounds.rank(), DIMENSION - 1); k++) {
                double certain = subject.bounds.gapAfter(k);
                assertThat(certain * (subject.squares[k] - subject.slack()))
                        .as("%s: gap after %d", subject.label, k)
                        .isLessThanOrEqualTo(subject.squares[k - 1] + subject.slack());
                widest = Math.max(widest, certain);
            }
            if (choice.reason() == Reason.GAP) {
                assertThat(subject.bounds.gapAfter(choice.rank()))
                        .as("%s", subject.label)
                        .isEqualTo(widest)
                        .isGreaterThan(1);
            } else {
                assertThat(choice).as("%s", subject.label).isEqualTo(new RankChoice(0, Reason.NO_GAP));
                assertThat(widest).as("%s", subject.label).isEqualTo(1);
            }
        });
    }

    private static void assertBoundsHold(String label, SquaredBounds bounds, double[] squares, double slack) {
        for (int i = 0; i < squares.length; i++) {
            double upper = i < bounds.rank() ? bounds.upper()[i] : bounds.beyond();
            double lower = i < bounds.rank() ? bounds.lower()[i] : 0;
            assertThat(squares[i]).as("%s: square %d", label, i).isBetween(lower - slack, upper + slack);
        }
    }

    private static SquaredBounds centred(IncrementalSvd sketch, int most) {
        return SquaredBounds.centred(sketch, ScaledScatter.of(sketch, Scaling.NONE, 1), most);
    }

    @Test
    void everyReasonIsGivenBySomeStream() {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        for (TestMatrix matrix : TestMatrix.values()) {
            subjects(matrix, 1).forEach(subject -> {
                reasons.add(subject.choose(RankRule.errorTolerance(0.5)).reason());
                reasons.add(subject.choose(RankRule.energyShare(0.9)).reason());
                reasons.add(subject.choose(RankRule.gap()).reason());
            });
        }
        assertThat(reasons)
                .containsExactlyInAnyOrder(Reason.TOLERANCE, Reason.ENERGY, Reason.GAP, Reason.NO_GAP, Reason.CAPPED);
    }

    @Test
    void theGapFollowsTheSpikes() {
        double[][] rows = TestMatrix.SPIKED.rows(2000, DIMENSION, 3);
        MatrixSummary summary = SpectrumEstimateTest.summary(rows, 16, 3);
        assertThat(summary.principalComponents(RankRule.gap()).rank()).isEqualTo(3);
        double[][] flat = TestMatrix.RANK_DEFICIENT.rows(ROWS, DIMENSION, 3);
        assertThat(SpectrumEstimateTest.summary(flat, 16, 3).spectrum().rank(RankRule.gap()))
                .isEqualTo(new RankChoice(2, Reason.GAP));
    }

    private static final SquaredBounds HAND_MADE =
            new SquaredBounds(new double[] {4, 3, 2}, new double[] {5, 3.5, 2}, 1, 10, 5);

    @Test
    void countsToTheFirstThatReachesWhatIsAskedFor() {
        assertThat(RankRule.energyShare(0.4).choose(HAND_MADE)).isEqualTo(new RankChoice(1, Reason.ENERGY));
        assertThat(RankRule.energyShare(0.41).choose(HAND_MADE)).isEqualTo(new RankChoice(2, Reason.ENERGY));
        assertThat(RankRule.energyShare(0.7).choose(HAND_MADE)).isEqualTo(new RankChoice(2, Reason.ENERGY));
        assertThat(RankRule.energyShare(0.9).choose(HAND_MADE)).isEqualTo(new RankChoice(3, Reason.ENERGY));
        assertThat(RankRule.energyShare(0.91).choose(HAND_MADE)).isEqualTo(new RankChoice(3, Reason.CAPPED));
        assertThat(RankRule.errorTolerance(0.78).choose(HAND_MADE)).isEqualTo(new RankChoice(1, Reason.TOLERANCE));
        assertThat(RankRule.errorTolerance(0.77).choose(HAND_MADE)).isEqualTo(new RankChoice(2, Reason.TOLERANCE));
        assertThat(RankRule.errorTolerance(0.5).choose(HAND_MADE)).isEqualTo(new RankChoice(3, Reason.TOLERANCE));
        assertThat(RankRule.errorTolerance(0.3).choose(HAND_MADE)).isEqualTo(new RankChoice(3, Reason.CAPPED));
    }

    @Test
    void takesAGivenRankOrAllThereIs() {
        assertThat(RankRule.fixed(1).choose(HAND_MADE)).isEqualTo(new RankChoice(1, Reason.FIXED));
        assertThat(RankRule.fixed(3).choose(HAND_MADE)).isEqualTo(new RankChoice(3, Reason.FIXED));
        assertThat(RankRule.fixed(4).choose(HAND_MADE)).isEqualTo(new RankChoice(3, Reason.CAPPED));
        assertThat(RankRule.fixed(Integer.MAX_VALUE).choose(HAND_MADE)).isEqualTo(new RankChoice(3, Reason.CAPPED));
    }

    private static RankChoice gap(double[] lower, double[] upper, double beyond, int dimension) {
        return RankRule.gap().choose(new SquaredBounds(lower, upper, beyond, 10, dimension));
    }

    @Test
    void looksForTheGapBelowEveryValueButTheLastOfAll() {
        double[] lower = {4, 3, 2};
        double[] upper = {5, 3.5, 2};
        assertThat(gap(lower, upper, 1, 5)).isEqualTo(new RankChoice(3, Reason.GAP));
        assertThat(gap(lower, upper, 1.9, 5)).isEqualTo(new RankChoice(2, Reason.GAP));
        assertThat(gap(lower, upper, 0, 3)).isEqualTo(new RankChoice(2, Reason.GAP));
        assertThat(gap(new double[] {4}, new double[] {4}, 0, 1)).isEqualTo(new RankChoice(0, Reason.NO_GAP));
        assertThat(gap(new double[] {4, 2}, new double[] {4, 2}, 1, 9))
                .as("the first of equals")
                .isEqualTo(new RankChoice(1, Reason.GAP));
        assertThat(gap(new double[] {4, 4}, new double[] {5, 4}, 4, 9))
                .as("touching bounds")
                .isEqualTo(new RankChoice(0, Reason.NO_GAP));
    }

    @Test
    void nothingToHoldIsDegenerateWhateverTheRule() {
        SpectrumEstimate zero =
                SpectrumEstimateTest.summary(new double[5][3], 4, 1).spectrum();
        for (RankRule rule : new RankRule[] {
            RankRule.fixed(2), RankRule.energyShare(0.5), RankRule.errorTolerance(0.5), RankRule.gap()
        }) {
            assertThat(zero.rank(rule)).isEqualTo(new RankChoice(0, Reason.DEGENERATE));
        }
    }

    @Test
    void oneColumnHasRankOneAsItIsAndNoAxis() {
        MatrixSummary summary = SpectrumEstimateTest.summary(new double[][] {{-3}, {4}}, 4, 1);
        assertThat(summary.spectrum().rank(RankRule.energyShare(0.9))).isEqualTo(new RankChoice(1, Reason.ENERGY));
        assertThat(summary.spectrum().rank(RankRule.gap())).isEqualTo(new RankChoice(0, Reason.NO_GAP));
        assertThat(summary.principalComponents(0.9).rankReason()).isEqualTo(Reason.CAPPED);
    }

    /** Rows M ± sⱼeⱼ have the mean M and the squares 2sⱼ², exactly; taking M off them costs digits. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e3, 1e6, 1e9})
    void theBoundsOfCentredRowsAllowForTheirMean(double mean) {
        for (int size : new int[] {4, 8}) {
            double[][] rows = new double[16][8];
            for (int i = 0; i < rows.length; i++) {
                Arrays.fill(rows[i], mean);
                rows[i][i / 2] += (i % 2 == 0 ? 1 : -1) * (8 - i / 2);
            }
            double[] squares = DoubleStream.iterate(8, s -> s - 1)
                    .limit(8)
                    .map(s -> 2 * s * s)
                    .toArray();
            IncrementalSvd sketch = IncrementalSvdTest.sketch(rows, size, 3);
            SquaredBounds bounds = centred(sketch, 7);
            assertBoundsHold("ℓ = " + size, bounds, squares, 0);
            double upper = Math.sqrt(bounds.upper()[0]);
            double lower = Math.sqrt(bounds.lower()[0]);
            double ofValues = sketch.relativeRounding() * Math.sqrt(sketch.energy());
            double ofSquares = sketch.shrinkage() + 2 * roundingOfSquares(sketch) * squares[0];
            assertThat(upper - lower)
                    .as("ℓ = %d: no wider than the allowances", size)
                    .isLessThan(1.01 * (2 * ofValues + ofSquares / (upper + lower)));
        }
    }

    /** Of a fold, and of the eigendecomposition that the squares come from. */
    private static double roundingOfSquares(IncrementalSvd sketch) {
        return sketch.relativeRounding() + 8 * 0x1.0p-52 * Math.sqrt(sketch.dimension());
    }

    /** Equal singular values are what an eigendecomposition of d rows is least right about. */
    @ParameterizedTest
    @ValueSource(ints = {4, 16, 64, 256})
    void theBoundsOfCentredRowsAllowForTheirEigendecomposition(int dimension) {
        double[][] directions = AlignedVectorsTest.orthonormal(dimension, dimension, new Random(7));
        double[][] rows = new double[2 * dimension][];
        double[] squares = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            double length = i < dimension / 2 ? 1 : 1e-4;
            squares[i] = 2 * length * length;
            rows[2 * i] = Kernels.scaled(length, directions[i]);
            rows[2 * i + 1] = Kernels.scaled(-length, directions[i]);
        }
        IncrementalSvd sketch = IncrementalSvdTest.sketch(rows, dimension, 2 * dimension);
        assertBoundsHold("d = " + dimension, centred(sketch, dimension - 1), squares, 0);
    }

    /** Singular values move by the rounding of the rows, squares by that of an eigendecomposition. */
    @Test
    void boundsOfCentredRowsAreAsWideAsTheirRounding() {
        double[][] rows = new double[3000][8];
        for (int i = 0; i < rows.length; i++) {
            rows[i][i / 2 % 2] = (i % 2 == 0 ? 1 : -1) * (i / 2 % 2 == 0 ? 5 : 3);
        }
        for (int size : new int[] {4, 8}) {
            IncrementalSvd sketch = IncrementalSvdTest.sketch(rows, size, 4);
            SquaredBounds bounds = centred(sketch, 7);
            assertThat(bounds.rank()).as("ℓ = %d", size).isEqualTo(2);
            double allowance = sketch.relativeRounding();
            double ofSquares = sketch.shrinkage() + 2 * roundingOfSquares(sketch) * 1500 * 25;
            for (int i = 0; i < 2; i++) {
                double upper = Math.sqrt(bounds.upper()[i]);
                double lower = Math.sqrt(bounds.lower()[i]);
                double width = 2 * allowance * Math.sqrt(sketch.energy()) + ofSquares / (upper + lower);
                assertThat(upper - lower).as("ℓ = %d, %d", size, i).isCloseTo(width, withinPercentage(10));
                assertThat((upper + lower) / 2)
                        .as("ℓ = %d, %d: about the middle", size, i)
                        .isCloseTo(Math.sqrt(1500) * (i == 0 ? 5 : 3), within(0.25 * width));
            }
        }
    }

    @Test
    void listsOnlyTheCentredSquaresThatStandOutFromRounding() {
        IncrementalSvd sketch =
                IncrementalSvdTest.sketch(TestMatrix.RANK_DEFICIENT.rows(ROWS, DIMENSION, 5), DIMENSION, 10);
        SquaredBounds bounds = centred(sketch, DIMENSION - 1);
        assertThat(bounds.rank()).isEqualTo(2);
        assertThat(bounds.beyond()).isLessThan(ROUNDING * sketch.energy());
        assertThat(centred(sketch, 1).rank()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoRankShareOrTolerance() {
        assertThatThrownBy(() -> RankRule.fixed(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rank is 0");
        for (double value : new double[] {0, 1, -0.5, Double.NaN}) {
            assertThatThrownBy(() -> RankRule.energyShare(value)).hasMessageContaining("energyShare is " + value);
            assertThatThrownBy(() -> RankRule.errorTolerance(value)).hasMessageContaining("errorTolerance is " + value);
        }
    }

    @Test
    void recordsHoldTheseWords() {
        assertThat(Arrays.stream(Reason.values()).map(Reason::toString))
                .containsExactly("fixed", "energy", "tolerance", "gap", "no-gap", "capped", "degenerate");
    }
}
